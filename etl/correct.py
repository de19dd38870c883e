"""Apply the corrections of a source, loudly: one that no longer fits its table is an error."""

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
        table = _TABLES.get(row["table"])
        if problem := _unfit(row, table, tables):
            problems.append(problem)
            continue
        assert table is not None
        frame = tables[table.name]
        here = row_key(table) == row["key"]
        applied.append(_record(row, frame.filter(here)))
        corrected = pl.when(here).then(pl.lit(row["corrected"])).otherwise(pl.col(row["column"]))
        tables[table.name] = frame.with_columns(corrected.alias(row["column"]))
    return tables, pl.concat([_nothing(), *applied]), problems


def row_key(table: Table) -> pl.Expr:
    """The key of a row as one text: its key columns joined by `/`."""
    return pl.concat_str([trimmed(pl.col(name)) for name in table.key], separator="/")


def _unfit(row: dict[str, str], table: Table | None, tables: dict[str, pl.DataFrame]) -> Problem | None:
    place = {"source_id": row["source_id"], "file_name": row["file_name"], "row_no": int(row["row_no"])}
    detail = (("table", row["table"]),)
    if table is None or row["column"] not in table.columns or row["column"] in table.key:
        return Problem(
            "correction_of_unknown_column", **place, column_name=row["column"], detail=detail  # type: ignore[arg-type]
        )
    frame = tables.get(table.name)
    cells = frame.filter(row_key(table) == row["key"]) if frame is not None else None
    if cells is None or cells.height != 1:
        return Problem(
            "correction_matches_nothing", **place, column_name="key", value=row["key"], detail=detail  # type: ignore[arg-type]
        )
    printed = cells.select(trimmed(pl.col(row["column"]))).item()
    if printed != row["printed"]:
        return Problem(
            "correction_of_other_value",
            **place,  # type: ignore[arg-type]
            column_name=row["column"],
            value=printed or "",
            detail=(("expected", row["printed"] or ""),),
        )
    return None


def _record(row: dict[str, str], cells: pl.DataFrame) -> pl.DataFrame:
    return _nothing().vstack(
        pl.DataFrame(
            [
                {
                    "source_id": row["source_id"],
                    "table_name": row["table"],
                    "row_key": row["key"],
                    "column_name": row["column"],
                    "printed": row["printed"],
                    "corrected": row["corrected"],
                    "reason": row["reason"],
                    "evidence": row["evidence"],
                    # The row itself may be rejected for it, but what was corrected has a place.
                    "locator": cells["locator"].item() or f"row {cells['row_no'].item()}",
                    "project_id": _cell(cells, "project_id"),
                    "org_code": _cell(cells, "org_code"),
                    "fiscal_year": _cell(cells, "fiscal_year"),
                }
            ],
            schema=_nothing().schema,
        )
    )


def _cell(cells: pl.DataFrame, column: str) -> str | None:
    return cells[column].item() if column in cells.columns else None


def _nothing() -> pl.DataFrame:
    names = ["source_id", "table_name", "row_key", "column_name", "printed", "corrected", "reason", "evidence"]
    return pl.DataFrame(schema=dict.fromkeys([*names, "locator", "project_id", "org_code", "fiscal_year"], pl.String))
