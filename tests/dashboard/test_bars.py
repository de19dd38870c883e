"""Bars as HTML: as long, as high and at the place that their figures say."""

import re

import polars as pl
import pytest

from dashboard import bars
from dashboard.bars import Column, Segment, Stretch
from dashboard.charts import budget, ita_spread


def test_parts_of_a_column_share_its_height() -> None:
    parts = [Segment(0.3, "red", "1", "<b>"), Segment(0.1, "blue", "2", ""), Segment(0, "green", "3", "")]
    html = bars.columns([Column("2566", "4 & 5", parts)])
    assert re.findall(r"--share:([\d.]+)", html) == ["0.4000"]
    # Of 0.4 are 0.3 and 0.1 three quarters and one; a part of nothing is none.
    assert re.findall(r"height:([\d.]+)%;background:(\w+)", html) == [("75.000", "red"), ("25.000", "blue")]
    assert 'title="&lt;b&gt;"' in html
    assert "<b>4 &amp; 5</b>" in html


@pytest.mark.parametrize(("own", "share"), [(0.0, "0.2000"), (0.5, "1.0000"), (1.0, "1.0000")])
def test_the_own_place_ends_above_the_bar_that_it_is_in(own: float, share: str) -> None:
    steps = [Column("a", "2", [Segment(0.2, "red", "", "")]), Column("b", "10", [Segment(1, "red", "", "")])]
    html = bars.steps(steps, [0.25], own)
    assert re.findall(r'<em style="left:([\d.]+)%;--share:([\d.]+)">', html) == [(f"{own * 100:.3f}", share)]
    assert re.findall(r'<s style="left:([\d.]+)%">', html) == ["25.000"]


def test_a_stretch_that_ends_where_it_begins_has_no_width() -> None:
    html = bars.track([Stretch(0.2, 0.5, "red", "half"), Stretch(0.4, 0.4, "blue", "tick")], "said")
    assert re.findall(r'class="(\w+)" style="left:([\d.]+)%;(width:[\d.]+%;)?', html) == [
        ("half", "20.000", "width:30.000%;"),
        ("tick", "40.000", ""),
    ]


STEPS = pl.DataFrame(
    {
        "from_total": [80, 85, 90],
        "to_total": [85, 90, 95],
        "organisations": [1, 4, 2],
        "passes": [False, True, None],
    }
)


def test_totals_lie_in_their_steps_between_the_marks_of_the_levels() -> None:
    drawn = ita_spread.distribution(STEPS, 92.5, [75.0, 85.0, 95.0])
    assert re.findall(r"<b>(.*?)</b><i style=\"--share:([\d.]+)\".*?<span>(.*?)</span>", drawn.html) == [
        ("1", "0.2500", "80–85"),
        ("4", "1.0000", "85–90"),
        ("2", "0.5000", "90–95"),
    ]
    # 85 is a third of the way from 80 to 95, 92.5 five sixths; marks at the ends or beyond divide nothing.
    assert re.findall(r'<s style="left:([\d.]+)%">', drawn.html) == ["33.333"]
    assert re.findall(r'<em style="left:([\d.]+)%;--share:([\d.]+)">', drawn.html) == [("83.333", "0.5000")]
    assert drawn.words.endswith("80–85: 1; 85–90: 4; 90–95: 2")


BANDS = pl.DataFrame(
    {
        "indicator_no": [1, 2],
        "title_th": ["ก", "ข"],
        "title_en": ["A", "B"],
        "tenth": [82.0, 88.0],
        "quarter": [84.0, 90.0],
        "middle": [86.0, 92.0],
        "three_quarters": [90.0, 95.0],
        "nine_tenths": [96.0, 100.0],
        "pass_mark": [85, None],
        "below": [7, None],
    }
)


def test_bands_lie_on_an_axis_from_the_five_below_the_lowest_to_a_hundred() -> None:
    drawn = ita_spread.indicators(BANDS)
    first, second = re.findall(r'<span class="track".*?</span>', drawn.html, re.DOTALL)
    # Of 80 to 100: pass mark 85, most 82 to 96, half 84 to 90, middle 86.
    assert re.findall(r'class="(\w+)" style="left:([\d.]+)%;(?:width:([\d.]+)%)?', first) == [
        ("tick", "25.000", ""),
        ("most", "10.000", "70.000"),
        ("half", "20.000", "30.000"),
        ("tick", "30.000", ""),
    ]
    # Without a pass mark there is none.
    assert re.findall(r'class="(\w+)" style', second) == ["most", "half", "tick"]
    assert re.findall(r'<span style="left:([\d.]+)%">(\d+)</span>', drawn.html) == [
        ("100.000", "100"), ("75.000", "95"), ("50.000", "90"), ("25.000", "85"), ("0.000", "80"),
    ]  # fmt: skip


def test_where_all_scores_are_full_there_is_an_axis() -> None:
    full = BANDS.with_columns(pl.lit(100.0).alias(step) for step in BANDS.columns[3:8])
    drawn = ita_spread.indicators(full)
    assert re.findall(r'<span style="left:([\d.]+)%">(\d+)</span>', drawn.html) == [
        ("100.000", "100"),
        ("0.000", "95"),
    ]
    assert len(re.findall(r'class="tick" style="left:100.000%', drawn.html)) == 2


PROJECTS = pl.DataFrame(
    {
        "title_th": ["ก", "ข", "ค"],
        "short_name_th": ["ทต.ก", "ทต.ก", "ทต.ก"],
        "budget_baht": [200, 100, None],
        "disbursed_baht": [50, None, 300],
        "over_baht": [None, None, None],
    }
)


def test_what_is_not_said_of_a_project_has_no_bar() -> None:
    tracks = budget.spent_tracks(PROJECTS)
    drawn = {place: re.findall(r'class="(planned|done)" style="left:0.000%;width:([\d.]+)%', html)
             for place, html in tracks.items()}  # fmt: skip
    # To the scale of 300, the largest amount.
    assert drawn == {
        0: [("planned", "66.667"), ("done", "16.667")],
        1: [("planned", "33.333")],
        2: [("done", "100.000")],
    }


@pytest.mark.parametrize(
    ("drawn", "shown"),
    [
        (ita_spread.distribution(STEPS, 92.5, [85.0]), {"organisations": [1, 4, 2]}),
        (ita_spread.indicators(BANDS), {"middle": [86.0, 92.0]}),
        (budget.spent(PROJECTS, "<table>"), {"budget_baht": [200.0, 100.0, None]}),
    ],
)
def test_the_picture_shows_the_same_figures(drawn: object, shown: dict[str, list[object]]) -> None:
    rows = [row for part in drawn.picture().to_dict()["datasets"].values() for row in part]  # type: ignore[attr-defined]
    for name, values in shown.items():
        assert [row[name] for row in rows if name in row and len(row) > 1] == values
