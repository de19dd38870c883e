"""The charts of targets, cases and budgets: gaps stay gaps, lines break, labels do not hide each other."""

import re

import polars as pl

from dashboard.charts import budget, targets

CASES = pl.DataFrame(
    {
        "kind": ["case", "case", "case"],
        "fiscal_year": [2563, 2565, 2566],
        "count": [4, 0, 2],
        "organisations": [1, 1, 1],
        "withheld": [0, 0, 0],
        "is_baseline": [False, True, False],
    }
)
PATH = pl.DataFrame(
    {
        "unit": ["points"] * 5,
        "fiscal_year": [2564, 2565, 2567, 2568, 2570],
        "value": [70.0, 71.0, 74.0, None, None],
        "target_value": [85.0, 85.0, None, None, 85.0],
        "set_by": ["nation", "nation", None, None, "nation"],
        "projected_value": [None, None, None, 75.0, 77.0],
        "line_first_fiscal_year": [2564, 2564, 2567, None, None],
    }
)
YEARS = pl.DataFrame(
    {
        "fiscal_year": [2564, 2564, 2565, 2566],
        "dimension_no": [1, None, 1, 2],
        "short_th": ["ก", None, "ก", "ข"],
        "short_en": ["A", None, "A", "B"],
        "budget_baht": [9_000_000, 500_000, None, 0],
    }
)


def drawn(chart: object) -> list[dict[str, object]]:
    spec = chart.to_dict()  # type: ignore[attr-defined]
    return [row for rows in spec["datasets"].values() for row in rows]


def columns(html: str) -> list[tuple[str, str, float, str]]:
    """The mark, number, share of the longest and name of each bar on the page."""
    found = re.findall(
        r"<small>(.*?)</small><b>(.*?)</b><i style=\"--share:([\d.]+)\">.*?<span>(.*?)</span>", html
    )
    return [(mark, number, float(share), name) for mark, number, share, name in found]


def test_a_missing_year_is_a_gap_and_nought_is_a_bar_of_nothing() -> None:
    drawn_cases = targets.cases(CASES)
    chart, html = drawn_cases.picture(), drawn_cases.html
    assert drawn_cases.words == "คดีทุจริต: 2563 4, 2564 —, 2565 0 (ปีฐาน), 2566 2"
    assert [row["count"] for row in drawn(chart) if "count_words" in row] == [4, 0, 2]
    assert {"year": "2564"} in drawn(chart)
    # The longest bar has four cases; of the missing year there is no number.
    assert columns(html) == [
        ("", "4", 1.0, "2563"),
        ("", "—", 0.0, "2564"),
        ("ปีฐาน", "0", 0.0, "2565"),
        ("", "2", 0.5, "2566"),
    ]


def test_what_is_withheld_is_told_as_what_it_may_be() -> None:
    few = CASES.with_columns(
        kind=pl.lit("complaint"),
        count=pl.Series([None, 12, None], dtype=pl.Int64),
        withheld=pl.Series([1, 2, 5]),
        is_baseline=pl.lit(value=False),
    )
    drawn_cases = targets.cases(few)
    chart, html = drawn_cases.picture(), drawn_cases.html
    assert drawn_cases.words.endswith(": 2563 < 3, 2564 —, 2565 12–16, 2566 0–10")
    assert [row["count_words"] for row in drawn(chart) if "count_words" in row] == ["< 3", "12–16", "0–10"]
    assert [number for _, number, _, _ in columns(html)] == ["&lt; 3", "—", "12–16", "0–10"]


def test_the_path_in_words_ends_with_the_verdict() -> None:
    _, words = targets.path(PATH, "ห่างเส้นทาง")
    assert words == (
        "ผลจริง 2564 70.00 คะแนน, 2565 71.00 คะแนน, 2567 74.00 คะแนน; "
        "เป้าหมาย 2564 85.00 คะแนน, 2565 85.00 คะแนน, 2570 85.00 คะแนน; "
        "คาดการณ์ 2568 75.00 คะแนน, 2570 77.00 คะแนน; ห่างเส้นทาง"
    )


def test_targets_of_the_nation_are_joined_only_from_year_to_year() -> None:
    chart, _ = targets.path(PATH)
    lines = {row["year"]: row["planned_line"] for row in drawn(chart) if row.get("set_by")}
    assert lines["2564"] == lines["2565"] != lines["2570"]


def test_every_year_has_its_place_on_the_axis() -> None:
    chart, _ = targets.path(PATH)
    years = {row["year"] for row in drawn(chart) if "year" in row}
    assert years == {"2564", "2565", "2566", "2567", "2568", "2569", "2570"}


def test_a_path_without_values_or_projection_is_drawn_and_told() -> None:
    planned = PATH.with_columns(
        pl.lit(None, pl.Float64).alias("value"), pl.lit(None, pl.Float64).alias("projected_value")
    )
    assert targets.path(planned)[1].startswith("เป้าหมาย 2564")
    assert [words for _, words, _ in targets.path_legend(planned)] == ["เป้าหมายของประเทศ"]
    assert [sign for _, _, sign in targets.path_legend(PATH)] == ["●", "◇", "△"]


def test_a_year_without_stated_budget_is_a_gap_and_no_money_is_nought() -> None:
    by_year = budget.by_year(YEARS)
    assert by_year.words == "บาท: 2564 9,500,000, 2565 —, 2566 0"
    # Bars to the scale of 2564, the year with the most.
    assert columns(by_year.html) == [("", "9.5", 1.0, "2564"), ("", "—", 0.0, "2565"), ("", "0", 0.0, "2566")]
    # 9 of 9.5 million are of dimension 1; the rest is too low for its number.
    assert re.findall(r"height:([\d.]+)%;.*?>(?:<b>(.*?)</b>)?</i>", by_year.html) == [
        ("94.737", "1"),
        ("5.263", ""),
    ]
    chart = by_year.picture()
    assert {"year": "2565"} in drawn(chart)
    assert budget.unit_of(pl.DataFrame({"budget_baht": [9_500_000]})) == ("million", 1_000_000)
    assert [row["short"] for row in drawn(chart) if "short" in row and "place" not in row] == ["9.5", "0"]


def test_dimensions_differ_in_shade_and_have_their_numbers() -> None:
    assert len({budget.shade(number) for number in (1, 2, 3, 4, None)}) == 5
    assert [words for _, words in budget.year_legend(YEARS)] == ["1 ก", "2 ข", "ไม่ระบุมิติ"]
