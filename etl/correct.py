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
    applied: list[tuple[str | None, ...]] = []
    corrections = source.tables.get(CORRECTIONS.name)
    if corrections is None:
        return tables, no_corrections(), []
    rows, unreadable = parse(CORRECTIONS, corrections)
    rows, invalid = validate(CORRECTIONS, rows, {})
    problems = unreadable + invalid
    places = {name: _places(_TABLES[name], frame, rows) for name, frame in tables.items()}
    for (table, column), group in rows.group_by("table", "column", maintain_order=True):
        values: dict[int, str | None] = {}
        for row in group.iter_rows(named=True):
            found = places.get(str(table), {}).get(row["key"], [])
            if problem := _unfit(row, tables.get(str(table)), found):
                problems.append(problem)
                continue
            applied.append(_record(row, tables[str(table)].row(found[0], named=True)))
            values[found[0]] = row["corrected"]
        if values:
            tables[str(table)] = _with_values(tables[str(table)], str(column), values)
    return tables, pl.DataFrame(applied, schema=no_corrections().schema, orient="row"), problems


def _places(table: Table, frame: pl.DataFrame, corrections: pl.DataFrame) -> dict[str, list[int]]:
    """Where the rows stand that corrections of this table name, by their keys."""
    wanted = corrections.filter(pl.col("table") == table.name)["key"]
    if wanted.is_empty():
        return {}
    keys = frame.select(row_key(table).alias("key")).with_row_index("place")
    found = keys.filter(pl.col("key").is_in(wanted.implode())).group_by("key").agg("place")
    return dict(found.iter_rows())


def _with_values(frame: pl.DataFrame, column: str, values: dict[int, str | None]) -> pl.DataFrame:
    """The frame with other values in one column, at the places given."""
    place = pl.int_range(pl.len())
    corrected = place.replace_strict(values, default=None, return_dtype=pl.String)
    is_corrected = place.is_in(list(values))
    return frame.with_columns(pl.when(is_corrected).then(corrected).otherwise(pl.col(column)).alias(column))


def row_key(table: Table) -> pl.Expr:
    """The key of a row as one text: its key columns joined by `/`."""
    return pl.concat_str([trimmed(pl.col(name)) for name in table.key], separator="/")


def _unfit(row: dict[str, Any], frame: pl.DataFrame | None, places: list[int]) -> Problem | None:
    """What keeps a correction from fitting its table, where its key stands at `places`; None when it fits."""

    def problem(rule: str, column: str, value: str | None = None, **detail: object) -> Problem:
        place = (row["source_id"], row["file_name"], row["row_no"])
        return Problem(rule, *place, column, value, detail=tuple(detail.items()))

    table = _TABLES.get(row["table"])
    if table is None or row["column"] not in table.columns or row["column"] in table.key:
        return problem("correction_of_unknown_column", row["column"], table=row["table"])
    if frame is None or len(places) != 1:
        return problem("correction_matches_nothing", "key", row["key"], table=table.name)
    printed = (frame[row["column"]][places[0]] or "").strip() or None
    if printed != row["printed"]:
        return problem(
            "correction_of_other_value", row["column"], printed or "", expected=row["printed"] or ""
        )
    return None


def _record(row: dict[str, Any], cells: dict[str, Any]) -> tuple[str | None, ...]:
    named = {"table_name": row["table"], "row_key": row["key"], "column_name": row["column"]}
    of_row = {name: cells.get(name) for name in ("locator", "project_id", "org_code", "fiscal_year")}
    # A row without a place is rejected later; until then its own row says where it stands.
    of_row["locator"] = of_row["locator"] or f"row {cells['row_no']}"
    entry = {**row, **named, **of_row}
    return tuple(entry[name] for name in no_corrections().columns)


def no_corrections() -> pl.DataFrame:
    """The frame of corrections without a row."""
    of_correction = "source_id table_name row_key column_name printed corrected reason evidence"
    of_row = "locator project_id org_code fiscal_year"
    return pl.DataFrame(schema=dict.fromkeys(f"{of_correction} {of_row}".split(), pl.String))
