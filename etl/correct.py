"""Apply the corrections of a source, loudly: one that no longer fits its table is an error."""

from typing import Any

import polars as pl

from etl.parse import parse, trimmed
from etl.problems import Problem
from etl.read import SourceFolder
from etl.schemas.sources import CORRECTIONS, SOURCE_TABLES
from etl.schemas.table import Table
from etl.validate import validate

_TABLES = {table.name: table for table in SOURCE_TABLES}


def apply_corrections(source: SourceFolder) -> tuple[dict[str, pl.DataFrame], pl.DataFrame, list[Problem]]:
    """The tables of a source with every correction applied, what was corrected, and what does not fit.

    A row of the second frame is one corrected cell, with the locator of the row that holds it.
    """
    tables = {name: frame for name, frame in source.tables.items() if name != CORRECTIONS.name}
    applied: list[pl.DataFrame] = []
    corrections = source.tables.get(CORRECTIONS.name)
    if corrections is None:
        return tables, _nothing(), []
    rows, unreadable = parse(CORRECTIONS, corrections)
    rows, invalid = validate(CORRECTIONS, rows, {})
    problems = unreadable + invalid
    for row in rows.iter_rows(named=True):
        if problem := _unfit(row, tables):
            problems.append(problem)
            continue
        table = _TABLES[row["table"]]
        here = row_key(table) == row["key"]
        applied.append(_record(row, tables[table.name].filter(here)))
        corrected = pl.when(here).then(pl.lit(row["corrected"])).otherwise(pl.col(row["column"]))
        tables[table.name] = tables[table.name].with_columns(corrected.alias(row["column"]))
    return tables, pl.concat([_nothing(), *applied]), problems


def row_key(table: Table) -> pl.Expr:
    """The key of a row as one text: its key columns joined by `/`."""
    return pl.concat_str([trimmed(pl.col(name)) for name in table.key], separator="/")


def _unfit(row: dict[str, Any], tables: dict[str, pl.DataFrame]) -> Problem | None:
    """What keeps a correction from fitting its table; None when it fits."""

    def problem(rule: str, column: str, value: str | None = None, **detail: object) -> Problem:
        place = (row["source_id"], row["file_name"], row["row_no"])
        return Problem(rule, *place, column, value, detail=tuple(detail.items()))

    table = _TABLES.get(row["table"])
    if table is None or row["column"] not in table.columns or row["column"] in table.key:
        return problem("correction_of_unknown_column", row["column"], table=row["table"])
    frame = tables.get(table.name)
    cells = frame.filter(row_key(table) == row["key"]) if frame is not None else None
    if cells is None or cells.height != 1:
        return problem("correction_matches_nothing", "key", row["key"], table=table.name)
    printed = cells.select(trimmed(pl.col(row["column"]))).item()
    if printed != row["printed"]:
        return problem(
            "correction_of_other_value", row["column"], printed or "", expected=row["printed"] or ""
        )
    return None


def _record(row: dict[str, Any], cells: pl.DataFrame) -> pl.DataFrame:
    named = {"table_name": row["table"], "row_key": row["key"], "column_name": row["column"]}
    of_row = {name: _cell(cells, name) for name in ("locator", "project_id", "org_code", "fiscal_year")}
    # A row without a place is rejected later; until then its own row says where it stands.
    of_row["locator"] = of_row["locator"] or f"row {cells['row_no'].item()}"
    entry = {**row, **named, **of_row}
    return pl.DataFrame([{name: entry[name] for name in _nothing().columns}], schema=_nothing().schema)


def _cell(cells: pl.DataFrame, column: str) -> str | None:
    return cells[column].item() if column in cells.columns else None


def _nothing() -> pl.DataFrame:
    of_correction = "source_id table_name row_key column_name printed corrected reason evidence"
    of_row = "locator project_id org_code fiscal_year"
    return pl.DataFrame(schema=dict.fromkeys(f"{of_correction} {of_row}".split(), pl.String))
