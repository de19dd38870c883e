"""The rows of a form as text frames of the source tables."""

from dataclasses import replace

import polars as pl

from etl.imports.forms.declare import source_table
from etl.imports.forms.read_rows import FormRow, SheetReading
from etl.parse import parse
from etl.problems import Problem

_PLACE = ["locator", "source_id", "file_name"]


def tables_of(reading: SheetReading) -> dict[str, pl.DataFrame]:
    """The rows without a problem, by source table; nothing where the sheet itself cannot be trusted."""
    if reading.problems:
        return {}
    rows = [row for row in reading.rows if not row.problems]
    return {table: _frame(reading, table, rows) for table in reading.declared.tables if rows}


def further_problems(reading: SheetReading) -> list[Problem]:
    """What else cannot be read in the rows that a problem keeps out, so that all of it is told at once."""
    rows = [row for row in reading.rows if row.problems]
    told = {(one.row_no, one.column_name) for row in rows for one in row.problems}
    found = []
    for table in reading.declared.tables if rows else ():
        frame = _frame(reading, table, rows)
        absent = [name for name in source_table(table).columns if name not in frame.columns]
        whole = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in absent)
        found += parse(source_table(table), whole)[1]
    return [
        replace(one, detail=(*one.detail, ("column", _heading(reading, one))))
        for one in found
        if (one.row_no, one.column_name) not in told
    ]


def _heading(reading: SheetReading, problem: Problem) -> str:
    return reading.declared.field(problem.column_name or "").heading


def _frame(reading: SheetReading, table: str, rows: list[FormRow]) -> pl.DataFrame:
    form = reading.content.form
    once = {name: str(getattr(form, name)) for name in reading.declared.stated_once(table)}
    names = reading.declared.columns_of(table)
    columns = [name for name in source_table(table).columns if name in names or name in once]
    records = [
        {
            **{name: once.get(name, row.values.get(name)) for name in columns},
            "locator": reading.place.locator(row.row_no),
            "source_id": reading.place.file.name,
            "file_name": reading.place.sheet_name,
            "row_no": row.row_no,
        }
        for row in rows
    ]
    kinds = dict.fromkeys([*columns, *_PLACE], pl.String)
    return pl.DataFrame(records, schema={**kinds, "row_no": pl.Int64})
