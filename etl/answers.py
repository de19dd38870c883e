"""Rows as a command gives them: answers as tables, CSV or JSON, and the file of every problem."""

import sys
from enum import StrEnum
from pathlib import Path

import polars as pl
import typer
from rich.table import Table as Grid

from etl.problems import Problem
from etl.terminal import console, usage
from warehouse.export import csv_bytes
from warehouse.visible import visible


class Format(StrEnum):
    """How an answer is printed."""

    table = "table"
    csv = "csv"
    json = "json"


def write_report(report: Path | None, problems: list[Problem]) -> None:
    """Write every problem as a row of a CSV file, when a file is named."""
    if report is None:
        return
    columns = {
        "source_id": [problem.source_id for problem in problems],
        "file_name": [problem.file_name for problem in problems],
        "row_no": [problem.row_no for problem in problems],
        "column_name": [problem.column_name for problem in problems],
        "value": [problem.value for problem in problems],
        "rule_code": [problem.rule_code for problem in problems],
        "message_th": [problem.message_th for problem in problems],
        "message_en": [problem.message_en for problem in problems],
    }
    kinds = {name: pl.Int64 if name == "row_no" else pl.String for name in columns}
    try:
        report.write_bytes(csv_bytes(pl.DataFrame(columns, schema=kinds)))
    except OSError as error:
        usage(f"The report cannot be written · เขียนรายงานไม่ได้: {error}")


def print_answer(answer: pl.DataFrame, output: Format) -> None:
    """Print the rows of an answer in the form asked for."""
    if output is Format.csv and sys.stdout.isatty():
        typer.echo(visible(csv_bytes(answer).decode("utf-8-sig")), nl=False)
    elif output is Format.csv:
        sys.stdout.buffer.write(csv_bytes(answer))
    elif output is Format.json:
        typer.echo(visible(answer.write_json()))
    else:
        print_grid("", answer)


def print_grid(title: str, rows: pl.DataFrame) -> None:
    """Print rows as a table."""
    grid = Grid(*rows.columns, title=title or None, title_justify="left")
    for row in rows.iter_rows():
        grid.add_row(*("" if value is None else str(value) for value in row))
    console.print(grid)
