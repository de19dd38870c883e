"""A chart of another year is the same chart with other rows: the browser draws anything else from the beginning."""

import json
from collections.abc import Callable

import polars as pl
import pytest

from dashboard.charts import compare, targets
from dashboard.charts.base import Chart

AXES = ({"name": "โครงการแล้วเสร็จ", "unit": "share"}, {"name": "คะแนน ITA", "unit": "points"})


def path(values: list[float | None], expected: list[float | None]) -> Chart:
    years = list(range(2565, 2565 + len(values)))
    rows = pl.DataFrame({"fiscal_year": years, "value": values, "projected_value": expected}).with_columns(
        unit=pl.lit("points"),
        target_value=pl.lit(85.0),
        set_by=pl.lit("own"),
        line_first_fiscal_year=pl.when(pl.col("value").is_not_null()).then(2565),
    )
    return targets.path(rows)[0]


def pairs(across: list[float], up: list[float]) -> Chart:
    rows = pl.DataFrame({"x_value": across, "y_value": up}).with_columns(
        org_code=pl.int_range(pl.len()).cast(pl.String), short_name_th=pl.lit("ทต.ก")
    )
    return compare.pairs(rows, {"0": "ทต.ก"}, AXES)[0]


YEARS: dict[str, tuple[Callable[..., Chart], tuple[object, ...], tuple[object, ...]]] = {
    "path": (path, ([70, 74, None], [None, None, 80]), ([90, 80, 71, None], [None, None, None, 60])),
    "pairs": (pairs, ([0.0, 0.9], [60, 85]), ([0.5, 0.6, 0.7], [91, 92, 99])),
}


def drawing(chart: Chart) -> str:
    """The chart without its rows, whatever they are called by."""
    spec = chart.to_dict()
    text = json.dumps({name: part for name, part in spec.items() if name != "datasets"}, sort_keys=True)
    for number, name in enumerate(spec["datasets"]):
        text = text.replace(name, str(number))
    return text


@pytest.mark.parametrize("name", YEARS)
def test_other_rows_are_no_other_chart(name: str) -> None:
    draw, first, second = YEARS[name]
    one, other = draw(*first), draw(*second)
    assert drawing(one) == drawing(other)
    assert list(one.to_dict()["datasets"].values()) != list(other.to_dict()["datasets"].values())
