"""The steps of the map, and what the charts of the comparison join and say."""

from collections.abc import Callable
from itertools import pairwise

import polars as pl
import pytest

from dashboard.charts import compare
from dashboard.charts import map as province_map


@pytest.mark.parametrize(
    ("values", "edges"),
    [
        ([], []),
        ([0.32, 0.93], [0.2, 0.4, 0.6, 0.8, 1.0]),
        ([61.2, 94.0], [60, 70, 80, 90, 100]),
        ([0.5, 0.5], [0.5, 0.6]),
        ([0, 0], [0, 1]),
        ([-0.4, 0.6], [-0.4, -0.2, 0, 0.2, 0.4, 0.6]),
        ([132_640, 480_000], [100_000, 200_000, 300_000, 400_000, 500_000]),
    ],
)
def test_steps_are_round_and_five_at_most(values: list[float], edges: list[float]) -> None:
    found = province_map.steps(values)
    assert found == pytest.approx(edges)
    assert len(found) <= 6


@pytest.mark.parametrize("low", [0.0, 0.07, 3.3, -12.0])
@pytest.mark.parametrize("span", [0.0, 0.013, 0.9, 7.7, 12_345.0])
def test_every_value_lies_in_a_step(low: float, span: float) -> None:
    edges = province_map.steps([low, low + span / 3, low + span])
    assert edges[0] <= low + 1e-9
    assert edges[-1] >= low + span - 1e-9
    assert 2 <= len(edges) <= 6
    widths = {round(high - lower, 9) for lower, high in pairwise(edges)}
    assert len(widths) == 1 or max(widths) - min(widths) < 1e-6


YEARS = pl.DataFrame(
    {
        "unit": "points",
        "org_code": ["a"] * 5 + ["b"],
        "fiscal_year": [2561, 2562, 2563, 2565, 2566, 2563],
        "value": [61.0, 70.0, 71.0, 73.0, 74.0, 88.0],
        "group_median": [61.0, 70.0, 79.5, 73.0, 74.0, 79.5],
        "comparable_group": ["old", "new", "new", "new", "new", "new"],
    }
)


def test_a_line_joins_only_years_that_follow_and_can_be_compared(address_is: Callable[..., object]) -> None:
    address_is(lang="th")
    drawing, words = compare.years(YEARS, {"a": "1. ก", "b": "2. ข", "c": "3. ค"})
    data = next(rows for rows in drawing.to_dict()["datasets"].values() if "segment" in rows[0])
    segments: dict[int, list[int]] = {}
    for row in data:
        if row["org_code"] == "a":
            segments.setdefault(row["segment"], []).append(row["fiscal_year"])
    assert list(segments.values()) == [[2561], [2562, 2563], [2565, 2566]]
    assert "1. ก: 2561 61.00 คะแนน" in words
    assert words.endswith("3. ค: ไม่มีข้อมูล")
    # The best value of all stands highest in its row, the worst lowest.
    heights = {row["value"]: row["at"] - row["place"] for row in data}
    assert min(heights, key=lambda value: heights[value]) == 88.0
    assert max(heights, key=lambda value: heights[value]) == 61.0
    assert all(0 < height < 1 for height in heights.values())


def test_no_line_joins_the_last_year_of_one_to_the_first_of_another(
    address_is: Callable[..., object],
) -> None:
    address_is(lang="en")
    drawing, _ = compare.years(YEARS, {"a": "1. A", "b": "2. B"})
    layers = drawing.to_dict()["layer"]
    lines = [layer for layer in layers if layer["mark"]["type"] == "line"]
    assert len(lines) == 2
    for line in lines:
        assert {part["field"] for part in line["encoding"]["detail"]} == {"name", "segment"}
