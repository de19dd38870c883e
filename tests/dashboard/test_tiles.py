"""The sentences of the tiles, each worked out by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from dashboard.filters import Filters
from dashboard.theme import Tone
from dashboard.tile_words import Context
from dashboard.tiles import Tile, make_tiles

VIEW = Filters(
    fiscal_year=2565,
    report_round=12,
    province_code=None,
    type_code=None,
    org_code=None,
    dimension_no=None,
    today=date(2023, 1, 1),
    is_latest_reported=True,
)
FLAGS = pl.DataFrame({"flag_code": ["green", "amber", "red"], "minimum_share": [0.8, 0.5, 0.0]})
NO_VERDICTS = pl.DataFrame(
    schema={"metric_code": pl.String, "status_code": pl.String, "organisations": pl.Int64}
)
SCOPE = {"organisations": 5, "projects": 54, "projects_with_budget": 5, "draft_projects": 0}
UNITS = {"ita_score": "points", "planned_budget": "baht"}


def _metrics(code: str, *years: tuple[int, float, float], organisations: int = 1) -> pl.DataFrame:
    """One metric with numerator and denominator of some years."""
    rows: list[dict[str, Any]] = [
        {
            "metric_code": code,
            "name_th": "ชื่อ",
            "name_en": "name",
            "description_th": "ความหมาย",
            "description_en": "meaning",
            "unit": UNITS.get(code, "share"),
            "fiscal_year": year,
            "report_round": 12,
            "comparable_group": None,
            "is_too_few": False,
            "numerator": numerator,
            "denominator": denominator,
            "organisations": organisations,
            "value": numerator / denominator if denominator else None,
        }
        for year, numerator, denominator in years
    ]
    return pl.DataFrame(rows)


def _context(metrics: pl.DataFrame, **changes: Any) -> Context:
    made = Context(
        filters=VIEW,
        targets={},
        next_targets={},
        verdicts={},
        flags=FLAGS,
        scope=SCOPE,
        due_date=date(2022, 10, 31),
        any_round=metrics,
        verdict_counts=NO_VERDICTS,
    )
    return replace(made, **changes)


def _tile(code: str, *years: tuple[int, float, float], **changes: Any) -> Tile:
    metrics = _metrics(code, *years)
    (tile,) = make_tiles(metrics, _context(metrics, **changes))
    return tile


def _target(code: str, value: float) -> dict[str, dict[str, Any]]:
    return {code: {"target_value": value, "target_fiscal_year": 2570}}


@pytest.mark.parametrize(
    ("done", "value", "verdict", "tone", "sentence"),
    [
        (33, "86.8", "เป็นไปตามแผน (ธงเขียว)", Tone.good, "เกินเกณฑ์ 80% อยู่ 6.8 จุด"),
        (19, "50.0", "ล่าช้า (ธงเหลือง)", Tone.warn, "ต่ำกว่าเกณฑ์ 80% อยู่ 30.0 จุด"),
        (18, "47.4", "ล่าช้ามาก (ธงแดง)", Tone.bad, "ต่ำกว่าเกณฑ์ 80% อยู่ 32.6 จุด"),
        (0, "0.0", "ล่าช้ามาก (ธงแดง)", Tone.bad, "ต่ำกว่าเกณฑ์ 80% อยู่ 80.0 จุด"),
        (38, "100.0", "เป็นไปตามแผน (ธงเขียว)", Tone.good, "เกินเกณฑ์ 80% อยู่ 20.0 จุด"),
    ],
)
def test_completion(done: int, value: str, verdict: str, tone: Tone, sentence: str) -> None:
    tile = _tile("project_completion", (2565, done, 38), targets=_target("project_completion", 0.8))
    assert (tile.value, tile.verdict, tile.tone, tile.sentence) == (value, verdict, tone, sentence)
    assert tile.coverage == "38 โครงการตามแผน · มีข้อมูล 1 จาก 5 หน่วยงาน"


@pytest.mark.parametrize(
    ("score", "target", "ahead", "sentence"),
    [
        # 16.58 over the five years from 2565 to 2570 is 3.316 a year.
        (68.42, 85, 85, "ต่ำกว่าเป้าหมาย 85.00 อยู่ 16.58 คะแนน · ต้องเพิ่มปีละ 3.32 คะแนนถึงปี 2570"),
        (84.99, 85, 90, "ต่ำกว่าเป้าหมาย 85.00 อยู่ 0.01 คะแนน · ต้องเพิ่มปีละ 1.00 คะแนนถึงปี 2570"),
        (68.42, 85, None, "ต่ำกว่าเป้าหมาย 85.00 อยู่ 16.58 คะแนน"),
        # A next target that is reached already asks for nothing.
        (68.42, 85, 65, "ต่ำกว่าเป้าหมาย 85.00 อยู่ 16.58 คะแนน"),
        (85.00, 85, 85, "สูงกว่าเป้าหมาย 85.00 อยู่ 0.00 คะแนน"),
        (92.50, 85, 90, "สูงกว่าเป้าหมาย 85.00 อยู่ 7.50 คะแนน"),
    ],
)
def test_ita(score: float, target: float, ahead: float | None, sentence: str) -> None:
    following = _target("ita_score", ahead) if ahead else {}
    tile = _tile("ita_score", (2565, score, 1), targets=_target("ita_score", target), next_targets=following)
    assert tile.sentence == sentence
    assert tile.verdict == ("ถึงเป้าหมาย" if score >= target else "ต่ำกว่าเป้าหมาย")


def test_ita_in_english(address_is: Callable[..., object]) -> None:
    address_is(lang="en")
    goal = _target("ita_score", 85)
    tile = _tile("ita_score", (2565, 68.42, 1), targets=goal, next_targets=goal)
    assert (
        tile.sentence == "16.58 points below the target of 85.00 · needs 3.32 points more a year until 2570"
    )


@pytest.mark.parametrize(
    ("status", "verdict", "tone"),
    [
        ("held", "รักษาระดับได้", Tone.good),
        ("held_but_slipping", "ยังถึง แต่แนวโน้มลดลง", Tone.warn),
        ("below_but_improving", "ยังไม่ถึง แต่ดีขึ้น", Tone.warn),
        ("below_and_worsening", "ไม่ถึงและแย่ลง", Tone.bad),
        ("wrong_direction", "สวนทางเป้าหมาย", Tone.bad),
        # Too few years for a trend still tell whether the target is reached.
        ("too_few_points", "ต่ำกว่าเป้าหมาย", Tone.warn),
    ],
)
def test_verdicts_of_a_trend(status: str, verdict: str, tone: Tone) -> None:
    verdicts = {"ita_score": {"status_code": status, "target_fiscal_year": 2565}}
    tile = _tile("ita_score", (2565, 80, 1), targets=_target("ita_score", 85), verdicts=verdicts)
    assert (tile.verdict, tile.tone) == (verdict, tone)


def test_without_a_target_nothing_is_judged() -> None:
    tile = _tile("ita_score", (2565, 68.42, 1))
    assert (tile.verdict, tile.sentence, tile.target) == ("", "", None)


def test_disbursed() -> None:
    tile = _tile("budget_disbursed", (2565, 89141.40, 275145.00))
    assert tile.value == "32.4"
    assert tile.sentence == "89,141.40 จาก 275,145 บาท"
    assert tile.coverage == "5 โครงการที่มีงบ จาก 54 · มีข้อมูล 1 จาก 5 หน่วยงาน"


@pytest.mark.parametrize(
    ("reported", "today", "verdict", "sentence"),
    [
        (38, date(2022, 1, 1), "ครบ", "รายงานครบทุกโครงการ"),
        (36, date(2022, 10, 31), "ยังไม่ครบ", "รอ 2 โครงการ กำหนดส่ง 31 ต.ค. 2565"),
        (36, date(2022, 11, 1), "ยังไม่ครบ เลยกำหนด", "รอ 2 โครงการ กำหนดส่ง 31 ต.ค. 2565"),
    ],
    ids=str,
)
def test_reported(reported: int, today: date, verdict: str, sentence: str) -> None:
    tile = _tile("report_coverage", (2565, reported, 38), filters=replace(VIEW, today=today))
    assert (tile.verdict, tile.sentence) == (verdict, sentence)


def test_fewer_cases_are_told_as_counts() -> None:
    # From 20 cases in the baseline year 8 fewer.
    assert _tile("case_reduction", (2565, 8, 20)).sentence == "จาก 20 คดีในปีฐาน เหลือ 12 คดี"


@pytest.mark.parametrize(
    ("projects", "today", "verdict"),
    [
        (54, date(2022, 10, 31), "ยังไม่ถึงกำหนดรายงาน (31 ต.ค. 2565)"),
        (54, date(2022, 11, 1), "ไม่พบรายงานรอบ 12 เดือน ปี 2565"),
        (0, date(2022, 11, 1), "ไม่มีแผนของปี 2565"),
    ],
    ids=str,
)
@pytest.mark.parametrize("code", ["project_completion", "report_coverage", "budget_disbursed"])
def test_why_a_tile_of_rounds_is_empty(code: str, projects: int, today: date, verdict: str) -> None:
    tile = _tile(
        code, (2564, 1, 2), filters=replace(VIEW, today=today), scope={**SCOPE, "projects": projects}
    )
    assert (tile.value, tile.unit, tile.verdict, tile.tone) == ("—", "", verdict, Tone.quiet)
    assert tile.coverage == "ไม่นับเป็นศูนย์ และไม่นับว่าไม่ผ่าน"
    assert tile.share is None


@pytest.mark.parametrize(
    ("years", "year"),
    [([2563, 2564], 2564), ([2564, 2566], 2564), ([2566, 2567], 2567)],
    ids=["before", "before-rather-than-after", "after"],
)
def test_an_empty_tile_names_the_nearest_year_with_data(years: list[int], year: int) -> None:
    elsewhere = _tile("ita_score", *[(other, 80, 1) for other in years]).elsewhere
    assert elsewhere is not None
    assert elsewhere.fiscal_year == year


def test_an_empty_tile_keeps_its_target() -> None:
    tile = _tile("ita_score", (2564, 80, 1), targets=_target("ita_score", 85))
    assert tile.sentence == "เป้าหมาย 85.00 คะแนน"
    assert tile.target == 0.85


def test_the_trend_ends_with_the_year_of_the_view() -> None:
    tile = _tile("ita_score", (2563, 60, 1), (2564, 70, 1), (2565, 80, 1), (2566, 90, 1))
    assert tile.trend == [(2563, 60.0), (2564, 70.0), (2565, 80.0)]


def test_the_trend_has_only_years_of_as_many_organisations() -> None:
    metrics = pl.concat(
        [
            _metrics("ita_score", (2563, 60, 1)),
            _metrics("ita_score", (2564, 140, 2), (2565, 165, 2), organisations=2),
        ]
    )
    (tile,) = make_tiles(metrics, _context(metrics))
    assert tile.trend == [(2564, 70.0), (2565, 82.5)]
    assert tile.trend_words == "2564 70.00, 2565 82.50"


@pytest.mark.parametrize(
    ("code", "first", "last", "words"),
    [
        ("planned_budget", (275145, 1), (1500.5, 1), "2564 275,145, 2565 1,500.50"),
        # 1 of 2 and 1 of 3.
        ("budget_disbursed", (1, 2), (1, 3), "2564 50.0, 2565 33.3"),
        ("ita_score", (60, 1), (68.42, 1), "2564 60.00, 2565 68.42"),
    ],
)
def test_the_trend_is_told_in_the_form_of_the_value(
    code: str, first: tuple[float, float], last: tuple[float, float], words: str
) -> None:
    assert _tile(code, (2564, *first), (2565, *last)).trend_words == words


@pytest.mark.parametrize(("value", "share"), [(120, 1), (50, 0.5), (0, 0)])
def test_the_scale_ends_at_its_ends(value: float, share: float) -> None:
    assert _tile("ita_score", (2565, value, 1)).share == share


@pytest.mark.parametrize(
    ("code", "year", "organisations", "is_shown"),
    [
        # A share of organisations says nothing of one or two of them.
        ("ita_pass_rate", 2565, 3, True),
        ("ita_pass_rate", 2565, 2, False),
        ("ita_pass_rate", 2565, 1, False),
        ("ita_pass_rate", 2564, 3, False),
        ("ita_score", 2565, 1, True),
        # Without data in the year only the five that every view has are shown.
        ("plan_size", 2564, 3, False),
        ("case_reduction", 2564, 3, True),
    ],
)
def test_which_tiles_are_shown(code: str, year: int, organisations: int, is_shown: bool) -> None:
    metrics = _metrics(code, (year, 1, 2), organisations=organisations)
    assert bool(make_tiles(metrics, _context(metrics))) == is_shown


def test_a_trend_leaves_out_years_of_another_instrument() -> None:
    metrics = _metrics("ita_score", (2561, 60, 1), (2562, 70, 1), (2563, 71, 1)).with_columns(
        pl.Series("comparable_group", ["2561", "2562-onward", "2562-onward"])
    )
    (tile,) = make_tiles(metrics, _context(metrics, filters=replace(VIEW, fiscal_year=2563)))
    assert tile.trend == [(2562, 70.0), (2563, 71.0)]
    assert tile.direction == "เพิ่มขึ้น 1.00 คะแนนจากปี 2562"


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (30, 33, "เพิ่มขึ้น 7.9 จุดจากปี 2564"),  # 3 of 38 is 7.89 %
        (33, 30, "ลดลง 7.9 จุดจากปี 2564"),
        (33, 33, "เท่ากับปี 2564"),
    ],
)
def test_direction(before: int, now: int, words: str) -> None:
    assert _tile("project_completion", (2564, before, 38), (2565, now, 38)).direction == words


def test_one_year_alone_has_no_direction() -> None:
    assert _tile("project_completion", (2565, 33, 38)).direction == ""


@pytest.mark.parametrize(
    ("code", "numerator", "denominator", "words"),
    [
        ("ita_pass_rate", 4, 9, "ผ่าน 4 จาก 9 หน่วยงาน"),
        ("plan_size", 17, 20, "17 โครงการ ขั้นต่ำ 20 โครงการ"),
        ("high_risk_controlled", 2, 3, "2 จาก 3 มาตรการควบคุมแล้วเสร็จ"),
    ],
)
def test_sentences_that_count(code: str, numerator: int, denominator: int, words: str) -> None:
    metrics = _metrics(code, (2565, numerator, denominator), organisations=9)
    (tile,) = make_tiles(metrics, _context(metrics))
    assert tile.sentence == words


def test_a_verdict_on_a_later_target_names_its_year() -> None:
    verdicts = {"ita_score": {"status_code": "off_track", "target_fiscal_year": 2569}}
    tile = _tile("ita_score", (2565, 78.4, 1), targets=_target("ita_score", 75), verdicts=verdicts)
    assert tile.verdict == "ห่างเส้นทาง (เป้าหมายปี 2569)"


def test_the_verdicts_of_several_organisations_are_counted() -> None:
    counts = pl.DataFrame(
        {
            "metric_code": ["ita_score"] * 4,
            "status_code": ["achieved", "held", "off_track", "too_few_points"],
            "organisations": [1, 2, 3, 4],
        }
    )
    tile = _tile("ita_score", (2565, 80, 1), verdict_counts=counts)
    assert tile.verdicts == "● ตามเป้าหมาย 3 · ▼ ห่างเป้าหมาย 3 · ○ ยังตัดสินไม่ได้ 4"
    alone = _tile("ita_score", (2565, 80, 1), verdict_counts=counts, scope={**SCOPE, "organisations": 1})
    assert alone.verdicts == ""


def test_too_few_cases_are_counts_and_no_percentage() -> None:
    metrics = _metrics("case_reduction", (2565, 2, 3)).with_columns(
        pl.lit(None, pl.Float64).alias("value"), pl.lit(True).alias("is_too_few")
    )
    (tile,) = make_tiles(metrics, _context(metrics, targets=_target("case_reduction", 0.1)))
    assert (tile.value, tile.unit) == ("3 → 1", "คดี")
    assert tile.verdict == "คดีน้อยเกินคิดเป็นร้อยละ"
    assert tile.sentence == "จาก 3 คดีในปีฐาน เหลือ 1 คดี"
    assert tile.share is tile.target is None
    assert "%" not in tile.value + tile.direction
