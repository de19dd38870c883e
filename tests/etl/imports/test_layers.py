"""Where several layers tell of one row, the last word holds as far as it goes."""

from decimal import Decimal

import polars as pl
import pytest

from etl.schemas.sources import SOURCE_TABLES
from etl.settle import settle

PROJECT_YEAR = next(table for table in SOURCE_TABLES if table.name == "project_year")
SCHEMA = {
    "project_id": pl.String,
    "fiscal_year": pl.Int16,
    "budget_baht": pl.Decimal(18, 2),
    "planned_quarters": pl.List(pl.Int16),
    "locator": pl.String,
    "source_id": pl.String,
    "file_name": pl.String,
    "row_no": pl.Int64,
    "layer": pl.Int64,
}
SILENT = pl.DataFrame({"source_id": ["quiet"], "column_name": ["planned_quarters"]})


def row(project: str, baht: int | None, quarters: list[int] | None, source: str, layer: int) -> tuple:
    return project, 2567, baht, quarters, f"{source} line", source, "project_year.csv", 2, layer


def settled(*rows: tuple) -> list[tuple]:
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    held = settle(PROJECT_YEAR, frame, SILENT).sort("project_id")
    return held.select("project_id", "budget_baht", "planned_quarters", "source_id", "locator").rows()


PLAN = row("a", 100, [1, 2], "plan", 0)


@pytest.mark.parametrize(
    ("later", "held"),
    [
        pytest.param([], ("a", Decimal(100), [1, 2], "plan", "plan line"), id="the plan alone"),
        pytest.param(
            [row("a", 200, [1, 2], "one", 1)],
            ("a", Decimal(200), [1, 2], "one", "one line"),
            id="other budget",
        ),
        pytest.param(
            [row("a", 100, [1, 2], "one", 1)], ("a", Decimal(100), [1, 2], "plan", "plan line"), id="repeated"
        ),
        pytest.param(
            [row("a", None, [1, 2], "one", 1)], ("a", None, [1, 2], "one", "one line"), id="emptied cell"
        ),
        pytest.param(
            [row("a", 100, [3], "one", 1)], ("a", Decimal(100), [3], "one", "one line"), id="other list"
        ),
        pytest.param(
            [row("a", 200, None, "quiet", 1)],
            ("a", Decimal(200), [1, 2], "quiet", "quiet line"),
            id="a column that the file lacks goes on to hold",
        ),
        pytest.param(
            [row("a", 100, None, "quiet", 1)],
            ("a", Decimal(100), [1, 2], "plan", "plan line"),
            id="silence and repetition change nothing",
        ),
        pytest.param(
            [row("a", 200, [1, 2], "one", 1), row("a", 200, [1, 2], "two", 2)],
            ("a", Decimal(200), [1, 2], "one", "one line"),
            id="the place is where it was told first",
        ),
        pytest.param(
            [row("a", 200, [1, 2], "one", 1), row("a", 100, [1, 2], "two", 2)],
            ("a", Decimal(100), [1, 2], "two", "two line"),
            id="told back",
        ),
        pytest.param(
            [row("a", 300, [1, 2], "two", 2), row("a", 200, [1, 2], "one", 1)],
            ("a", Decimal(300), [1, 2], "two", "two line"),
            id="the order of the layers counts and not that of the rows",
        ),
    ],
)
def test_the_last_word_holds(later: list[tuple], held: tuple) -> None:
    assert settled(PLAN, *later) == [held]


def test_rows_of_other_keys_stay_as_they_are() -> None:
    rows = settled(PLAN, row("b", 5, [4], "plan", 0), row("a", 7, [1], "one", 1), row("c", 9, None, "one", 1))
    assert [(key, int(baht), source) for key, baht, _, source, _ in rows] == [
        ("a", 7, "one"),
        ("b", 5, "plan"),
        ("c", 9, "one"),
    ]
