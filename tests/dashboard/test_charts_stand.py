"""A chart of another year is the same chart with other rows: the browser draws anything else from the beginning."""

import json
from collections.abc import Callable

import polars as pl
import pytest

from dashboard.charts import compare, ita_spread, status, targets
from dashboard.charts.base import Chart

AXES = ({"name": "โครงการแล้วเสร็จ", "unit": "share"}, {"name": "คะแนน ITA", "unit": "points"})


def cases(first: int, counts: list[int]) -> Chart:
    years = list(range(first, first + len(counts)))
    rows = pl.DataFrame({"fiscal_year": years, "count": counts}).with_columns(
        kind=pl.lit("case"), organisations=1, withheld=0, is_baseline=pl.col("fiscal_year") == first
    )
    return targets.cases(rows)[0]


def path(values: list[float | None], expected: list[float | None]) -> Chart:
    years = list(range(2565, 2565 + len(values)))
    rows = pl.DataFrame({"fiscal_year": years, "value": values, "projected_value": expected}).with_columns(
        unit=pl.lit("points"),
        target_value=pl.lit(85.0),
        set_by=pl.lit("own"),
        line_first_fiscal_year=pl.when(pl.col("value").is_not_null()).then(2565),
    )
    return targets.path(rows)[0]


def statuses(codes: list[str], projects: list[int]) -> Chart:
    rows = pl.DataFrame({"status_code": codes, "projects": projects}).with_columns(
        dimension_no=1,
        short_th=pl.lit("ก"),
        short_en=pl.lit("A"),
        status_th=pl.col("status_code"),
        status_en=pl.col("status_code"),
        symbol=pl.lit("✓"),
        sort_order=pl.int_range(pl.len()),
    )
    return status.by_dimension(rows)[0]


def pairs(across: list[float], up: list[float]) -> Chart:
    rows = pl.DataFrame({"x_value": across, "y_value": up}).with_columns(
        org_code=pl.int_range(pl.len()).cast(pl.String), short_name_th=pl.lit("ทต.ก")
    )
    return compare.pairs(rows, {"0": "ทต.ก"}, AXES)[0]


def distribution(organisations: list[int]) -> Chart:
    rows = pl.DataFrame({"from_total": [80, 85], "to_total": [85, 100], "organisations": organisations})
    return ita_spread.distribution(rows.with_columns(passes=pl.col("from_total") >= 85), 90.0, [85.0])[0]


YEARS: dict[str, tuple[Callable[..., Chart], tuple[object, ...], tuple[object, ...]]] = {
    "cases": (cases, (2565, [4, 0, 2]), (2566, [31, 7, 12, 1])),
    "path": (path, ([70, 74, None], [None, None, 80]), ([90, 80, 71, None], [None, None, None, 60])),
    "statuses": (statuses, (["completed", "not_due"], [8, 3]), (["awaiting_report", "completed"], [1, 99])),
    "pairs": (pairs, ([0.0, 0.9], [60, 85]), ([0.5, 0.6, 0.7], [91, 92, 99])),
    "distribution": (distribution, ([3, 8],), ([700, 12],)),
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
