"""The ITA page of the made-up country: years, peers, the way to the target, what if, many organisations.

The total of organisation k in a year is its base + step (year - 2562) - 0.6, IIT 2.6 above that, EIT 0.6 above,
OIT 2.4 below (see made_up.py).
"""

from collections.abc import Callable
from decimal import Decimal

import pytest
from made_up_rules import CODE
from screen import Link, Screen

from warehouse.reader import Warehouse

OpenPage = Callable[..., Screen]
pytestmark = pytest.mark.usefixtures("country_pages")

FIRST = {"org": CODE[1], "year": 2567}


def _trend(screen: Screen) -> str:
    (words,) = [words for words in screen.charts if words.startswith(("คะแนน ITA รายปี", "ITA total by year"))]
    return words


def _result(screen: Screen) -> list[str]:
    """What the sliders come to: total, level and the three instruments, each with the words below it."""
    lines = screen.card("what-if")
    first = lines.index("คะแนนรวมถ้าเป็นเช่นนี้")
    return lines[first : first + 15]


# --- the years


def test_the_trend_tells_each_year_with_its_level_target_and_the_country(open_page: OpenPage) -> None:
    # 70 + 3 (year - 2562) - 0.6; the targets of 1 are 80, 82, 84 from 2566 on; 2561 has 60 + k and no rules.
    assert _trend(open_page("ita", **FIRST)) == (
        "คะแนน ITA รายปี 2561: 61.00; 2562: 69.40 (C), เป้าหมาย 85.00; "
        "2563: 72.40 (C), เป้าหมาย 85.00, ทั้งประเทศ 67.90; 2564: 75.40 (B), เป้าหมาย 85.00, ทั้งประเทศ 81.25; "
        "2565: 78.40 (B), เป้าหมาย 85.00, ทั้งประเทศ 87.57; "
        "2566: 81.40 (ต้องปรับปรุง), เป้าหมาย 80.00, ทั้งประเทศ 90.19; 2567: 84.40 (ต้องปรับปรุง), เป้าหมาย 82.00; "
        "2568: 87.40 (ผ่านดี), เป้าหมาย 84.00, ทั้งประเทศ 93.82"
    )


def test_the_trend_names_where_the_rules_changed(open_page: OpenPage) -> None:
    lines = open_page("ita", **FIRST).card("trend")
    assert {"แบบประเมินใหม่ตั้งแต่ปี 2562", "เกณฑ์ระดับใหม่ตั้งแต่ปี 2566"} <= set(lines)
    # 11 has results from 2566 on; the country's means reach back to 2563, so one change is in sight.
    lines = open_page("ita", org=CODE[11], year=2567).card("trend")
    assert "เกณฑ์ระดับใหม่ตั้งแต่ปี 2566" in lines
    assert "แบบประเมินใหม่ตั้งแต่ปี 2562" not in lines


def test_the_table_of_the_trend_has_its_numbers(open_page: OpenPage) -> None:
    rows = open_page("ita", **FIRST).unfolded().rows("trend")
    assert [row["คะแนนรวม"] for row in rows] == [
        "61.00", "69.40", "72.40", "75.40", "78.40", "81.40", "84.40", "87.40",
    ]  # fmt: skip


def test_a_year_without_a_result_still_shows_the_others(open_page: OpenPage) -> None:
    screen = open_page("ita", org=CODE[1], year=2569)
    assert screen.heading == "ไม่มีผล ITA ปี 2569 ในขอบเขตนี้"
    assert "2568: 87.40" in _trend(screen)
    assert Link("ดูปี 2568 →", "ita", {"org": CODE[1], "year": "2568"}) in screen.links


def test_nothing_at_all_shows_no_trend(open_page: OpenPage) -> None:
    screen = open_page("ita", org=CODE[12])
    assert not screen.has("card-trend")
    assert not screen.charts


def test_the_country_with_its_pass_rate_and_source(open_page: OpenPage) -> None:
    notes = open_page("ita", org=CODE[1], year=2566).parts("p", "note")
    # 6,737 / 8,323 = 80.94 %.
    assert "ทั้งประเทศ (ตามที่สื่อรายงาน): เฉลี่ย 90.19 คะแนน · ผ่าน 6,737 จาก 8,323 หน่วยงาน (80.9%)" in notes
    assert "แหล่งข้อมูล: As the press reported, 10 August 2566 (The Nation)" in notes


def test_what_is_not_known_of_the_country_is_said(open_page: OpenPage) -> None:
    notes = open_page("ita", **FIRST).parts("p", "note")
    assert "ทั้งประเทศ (ตามที่สื่อรายงาน): ไม่พบค่าเฉลี่ยและจำนวนหน่วยงานที่ผ่านของปีนี้" in notes


# --- among its peers


@pytest.mark.parametrize(
    ("number", "year", "says"),
    [
        # Subdistrict municipalities in 2567: 7 has 87.90, then 1 with 84.40 before 6, 10, 8, 3 and 2.
        (1, 2567, "อันดับ 2 จาก 7 แห่งที่มีผล · คะแนนสูงกว่า 83.3% ของแห่งอื่น"),
        # In 2568 both 2 and 3 have 71.40: they share the sixth rank.
        (2, 2568, "อันดับ 6 จาก 7 แห่งที่มีผล · คะแนนสูงกว่า 0.0% ของแห่งอื่น"),
        (3, 2568, "อันดับ 6 จาก 7 แห่งที่มีผล · คะแนนสูงกว่า 0.0% ของแห่งอื่น"),
    ],
)
def test_rank_among_organisations_of_the_type(open_page: OpenPage, number: int, year: int, says: str) -> None:
    assert open_page("ita", org=CODE[number], year=year).part("p", "rank") == says


def test_fewer_than_three_are_not_ranked(open_page: OpenPage) -> None:
    # Two town municipalities: 4 and 11.
    screen = open_page("ita", org=CODE[4], year=2567)
    assert not screen.parts("p", "rank")
    assert "มีผลเพียง 2 แห่งในปีนี้ จึงไม่จัดอันดับ" in screen.card("peers")
    assert not [words for words in screen.charts if "หน่วยงานนี้ได้" in words]


def test_the_distribution_of_the_peers_names_the_own_place(open_page: OpenPage) -> None:
    (words,) = [words for words in open_page("ita", **FIRST).charts if "หน่วยงานนี้ได้" in words]
    assert words == (
        "หน่วยงานนี้ได้ 84.40; จำนวนหน่วยงานตามช่วงคะแนนรวม 65–70: 1; 70–75: 2; 75–80: 1; 80–85: 2; 85–90: 1"
    )


# --- the way to the target


def test_the_smallest_improvement_to_each_goal(open_page: OpenPage) -> None:
    lines = open_page("ita", **FIRST).card("path")
    # 0.6 are missing to 85, 0.2 a point in OIT: 3 points, which level 81 and 83 at 83.5. Its own target is 82.
    start = lines.index("ระดับ ผ่าน (85.00 ขึ้นไป)")
    assert lines[start + 1 : start + 6] == [
        "เพิ่มคะแนนตัวชี้วัดรวม 3.00 คะแนน ใน 2 ตัวชี้วัด · ได้คะแนนรวม 85.00 ระดับ ผ่าน",
        "10. การป้องกันการทุจริต",
        "81.00 → 83.50 · คะแนนรวมเพิ่ม 0.50",
        "9. การเปิดเผยข้อมูล",
        "83.00 → 83.50 · คะแนนรวมเพิ่ม 0.10",
    ]
    # The better level asks for OIT at 85: 6 points more than 164, which add 1.2.
    start = lines.index("ระดับ ผ่านดี (85.00 ขึ้นไป และทุกเครื่องมือ 85.00 ขึ้นไป)")
    assert lines[start + 1] == ("เพิ่มคะแนนตัวชี้วัดรวม 6.00 คะแนน ใน 2 ตัวชี้วัด · ได้คะแนนรวม 85.60 ระดับ ผ่านดี")
    assert not [line for line in lines if line.startswith("เป้าหมาย 82.00")]


def test_a_target_that_is_the_total_of_a_level_is_named_with_it(open_page: OpenPage) -> None:
    lines = open_page("ita", org=CODE[8], year=2565).card("path")
    assert "เป้าหมาย 85.00 (ระดับ A)" in lines
    assert "ระดับ AA (95.00 ขึ้นไป)" in lines
    assert "ระดับ A (85.00 ขึ้นไป)" not in lines


def test_totals_alone_have_no_way_and_no_what_if(open_page: OpenPage) -> None:
    screen = open_page("ita", org=CODE[11], year=2567)
    assert screen.heading == "ITA 85.00 คะแนน สูงกว่าเป้าหมาย 85.00 อยู่ 0.00"
    assert not screen.has("card-what-if")
    assert not screen.has("card-path")
    assert screen.has("card-trend")


# --- what if


def test_the_sliders_begin_at_the_result(open_page: OpenPage, country: Warehouse) -> None:
    screen = open_page("ita", **FIRST)
    scores = country.sql(
        f"select score from mart.ita_indicator where org_code = '{CODE[1]}' and fiscal_year = 2567 "
        "order by indicator_no"
    )["score"]
    sliders = screen.app.select_slider
    assert [slider.value for slider in sliders] == scores.to_list()
    assert sliders[8].label == "9 การเปิดเผยข้อมูล (ผลจริง 83.00)"
    assert _result(screen)[:6] == [
        "คะแนนรวมถ้าเป็นเช่นนี้", "84.40", "ผลจริง 84.40", "ระดับ", "▲ ต้องปรับปรุง", "ผลจริง ต้องปรับปรุง",
    ]  # fmt: skip
    assert "✎ สมมุติ ไม่ใช่ผลประเมิน" in screen.card("what-if")


@pytest.mark.parametrize(
    ("asked", "total", "level", "oit"),
    [
        # OIT (95 + 81) / 2 = 88, 12 × 0.2 = 2.4 more; all instruments at 85 or more.
        ({"i9": 95}, "86.80", "● ผ่านดี", "88.00"),
        ({"i9": 95, "rules": 2562}, "86.80", "● A", "88.00"),
        # 100 in 9 adds 3.4, but with 69 in 10, 2.4 less: OIT is 84.50, so the level is the one of the total.
        ({"i9": 100, "i10": 69}, "85.40", "● ผ่าน", "84.50"),
        ({"i9": "83.5", "i10": "83.5"}, "85.00", "● ผ่าน", "83.50"),
        ({"i9": "83.49", "i10": "83.5"}, "85.00", "● ผ่าน", "83.50"),
        ({"i9": "83.45", "i10": "83.5"}, "84.99", "▲ ต้องปรับปรุง", "83.48"),
    ],
    ids=str,
)
def test_an_address_is_a_what_if(
    open_page: OpenPage, asked: dict[str, object], total: str, level: str, oit: str
) -> None:
    screen = open_page("ita", **FIRST, **asked)
    lines = _result(screen)
    assert (lines[1], lines[4], lines[13]) == (total, level, oit)
    # The result itself stays what it is.
    assert screen.heading == "ITA 84.40 คะแนน สูงกว่าเป้าหมาย 82.00 อยู่ 2.40"


@pytest.mark.parametrize("wrong", ["abc", "101", "-5", "95.123", "๙๕", "1e1", "", "<b>"])
def test_a_wrong_score_is_the_actual_one(open_page: OpenPage, wrong: str) -> None:
    screen = open_page("ita", **FIRST, i9=wrong, rules="2561")
    assert not screen.app.exception
    assert screen.app.select_slider[8].value == Decimal(83)
    assert _result(screen)[1] == "84.40"


def test_a_slider_writes_the_address_and_the_actual_score_takes_it_out(open_page: OpenPage) -> None:
    screen = open_page("ita", **FIRST)
    screen.app.select_slider(key="what-if-9").set_value(Decimal(95)).run()
    assert screen.app.query_params == {"org": CODE[1], "year": "2567", "i9": "95"}
    assert _result(screen)[1:3] == ["86.80", "ผลจริง 84.40 · +2.40"]
    screen.app.select_slider(key="what-if-9").set_value(Decimal(83)).run()
    assert screen.app.query_params == {"org": CODE[1], "year": "2567"}


def test_the_buttons_set_the_way_to_a_goal_and_back(open_page: OpenPage) -> None:
    screen = open_page("ita", **FIRST, i1=10)
    screen.app.button(key="try-good").click().run()
    assert screen.app.query_params == {"org": CODE[1], "year": "2567", "i9": "85", "i10": "85"}
    assert _result(screen)[4] == "● ผ่านดี"
    screen.app.button(key="what-if-reset").click().run()
    assert screen.app.query_params == {"org": CODE[1], "year": "2567"}


def test_the_link_to_send_holds_the_what_if(open_page: OpenPage) -> None:
    addresses = [code.value for code in open_page("ita", **FIRST, i9="92.5").app.code]
    assert addresses
    for address in addresses:
        assert "i9=92.5" in address
        assert f"org={CODE[1]}" in address


def test_another_organisation_leaves_the_what_if_behind(open_page: OpenPage) -> None:
    screen = open_page("ita", **FIRST, i9=95, rules=2562)
    screen.app.text_input(key=f"find-org-{CODE[1]}").set_value(CODE[4]).run()
    assert list(screen.found.values()) == [{"org": CODE[4], "year": "2567"}]


# --- several organisations


def test_several_organisations_together(open_page: OpenPage) -> None:
    screen = open_page("ita", year=2567)
    assert screen.heading == "ผ่าน 3 จาก 11 หน่วยงาน ปี 2567"
    assert screen.tile("passed") == ["ผ่านเกณฑ์ 85.00", "27.3%", "3 จาก 11 หน่วยงานที่มีผล"]
    # The eleven totals sum to 879.95; the sixth of them is 77.90.
    assert screen.tile("mean") == ["คะแนนเฉลี่ย", "80.00", "มัธยฐาน 77.90 · ต่ำสุด 69.40 · สูงสุด 92.40"]


def test_the_year_of_the_other_instrument_is_not_judged(open_page: OpenPage) -> None:
    screen = open_page("ita", year=2561)
    assert screen.heading == "มีผล ITA 2 หน่วยงาน ปี 2561"
    assert screen.tile("passed")[1] == "—"


def test_the_table_of_results_leads_to_each(open_page: OpenPage) -> None:
    screen = open_page("ita", year=2567)
    rows = screen.rows("results")
    assert [row["คะแนนรวม"] for row in rows] == [
        "92.40", "87.90", "85.00", "84.40", "81.40", "77.90", "77.00", "76.75", "74.40", "73.40", "69.40",
    ]  # fmt: skip
    assert [rows[0]["ระดับ"], rows[2]["ระดับ"], rows[3]["ระดับ"]] == ["ผ่านดี", "—", "ต้องปรับปรุง"]
    assert f'href="?year=2567&amp;org={CODE[4]}"' in screen.html


def test_levels_of_several_are_counted(open_page: OpenPage) -> None:
    lines = open_page("ita", year=2567).card("distribution")
    first = lines.index("ผ่านดีเยี่ยม")
    # 4 and 7 have all instruments at 85 or more; 11 has a total alone, which tells no level from 85 on.
    assert lines[first : first + 12] == [
        "ผ่านดีเยี่ยม", "0 หน่วยงาน", "ผ่านดี", "2 หน่วยงาน", "ผ่าน", "0 หน่วยงาน", "ต้องปรับปรุง", "7 หน่วยงาน",
        "ต้องปรับปรุงโดยด่วน", "1 หน่วยงาน", "บอกระดับไม่ได้", "1 หน่วยงาน",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["th", "en"])
def test_indicators_side_by_side(open_page: OpenPage, lang: str) -> None:
    rows = open_page("ita", year=2567, lang=lang).unfolded().rows("heat")
    # 4 has 93 and the spread 4, 3, 2, 1, 0, 1, 0, -1, -2, -4; nine of the eleven have indicators.
    assert len(rows) == 9
    assert next(iter(rows[0].values())) == "ทม.ตัวอย่างสี่"
    assert [rows[0][str(number)] for number in range(1, 11)] == [
        f"{93 + step:.2f}" for step in (4, 3, 2, 1, 0, 1, 0, -1, -2, -4)
    ]


def test_a_province_and_a_type_narrow_all_of_it(open_page: OpenPage) -> None:
    screen = open_page("ita", year=2567, province="36", type="subdistrict_municipality")
    # Province 36 holds 6, 7 and 8.
    assert screen.heading == "ผ่าน 1 จาก 3 หน่วยงาน ปี 2567"
    assert [row["คะแนนรวม"] for row in screen.rows("results")] == ["87.90", "81.40", "74.40"]
    # (87.9 + 81.4 + 74.4) / 3 = 81.2333.
    assert screen.tile("mean")[1] == "81.23"


def test_everything_has_an_english_word(open_page: OpenPage) -> None:
    screen = open_page("ita", **FIRST, lang="en", i9=95)
    assert "Level" in screen.card("what-if")
    assert "● Pass, good" in screen.card("what-if")
    assert _trend(screen).endswith("2568: 87.40 (Pass, good), target 84.00, national mean 93.82")


def test_the_list_begins_at_the_end_that_is_asked_for(open_page: OpenPage) -> None:
    highest, lowest = open_page("ita", year=2567), open_page("ita", year=2567, sort="lowest")
    assert [row["คะแนนรวม"] for row in lowest.rows("results")][:3] == ["69.40", "73.40", "74.40"]
    assert Link("ดูคะแนนต่ำสุดก่อน →", "ita", {"year": "2567", "sort": "lowest"}) in highest.links
    assert Link("ดูคะแนนสูงสุดก่อน →", "ita", {"year": "2567"}) in lowest.links


def test_indicators_of_more_than_a_page_are_told_as_they_lie(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.pager.PAGE_ROWS", 10)
    screen = open_page("ita", year=2567)
    assert not screen.has("card-heat")
    (words,) = [words for words in screen.charts if words.startswith("คะแนนรายตัวชี้วัด")]
    # Indicator 1 is 4 above base + 5 step of each: 74, 78, 79, 81.35, 82.5, 86, 89, 92.5, 97; four reach 85.
    assert "1. การปฏิบัติหน้าที่ 79.00–89.00, ต่ำกว่าเกณฑ์ 5 แห่ง;" in words
    row = screen.unfolded().rows("indicator-spread")[0]
    steps = ("หนึ่งในสิบ", "หนึ่งในสี่", "ครึ่งหนึ่ง", "สามในสี่", "เก้าในสิบ")
    # Tenths lie between two scores: 74 + 0.8 of 4, and 92.5 + 0.2 of 4.5.
    assert [row[f"{step}ไม่เกิน"] for step in steps] == ["77.20", "79.00", "82.50", "89.00", "93.40"]
