"""What the command prints: problems with their places, answers as tables, and how it ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

import polars as pl
import typer
from rich.console import Console
from rich.table import Table as Grid

from etl.problems import InputError, Problem
from warehouse.export import csv_bytes
from warehouse.home import DATA_VARIABLE, default_store
from warehouse.proof import BuildError
from warehouse.reader import UnreadableBuild
from warehouse.store import POINTER, BrokenPointer

FAILED = 1
USAGE = 2
SHOWN_PROBLEMS = 50

# Sources are quoted as they are: nothing in them is markup.
console = Console(markup=False)
errors = Console(stderr=True, markup=False)


class Format(StrEnum):
    """How an answer is printed."""

    table = "table"
    csv = "csv"
    json = "json"


def tell(problems: list[Problem]) -> None:
    """Print problems with their places, in Thai and English."""
    for problem in problems[:SHOWN_PROBLEMS]:
        tell_place(problem.place, problem.message_th, problem.message_en)
    if len(problems) > SHOWN_PROBLEMS:
        errors.print(f"… and {len(problems) - SHOWN_PROBLEMS:,} more; --report FILE writes them all.")


def tell_place(place: str, message_th: str, message_en: str) -> None:
    """Print what is wrong with one place, in Thai and English."""
    errors.print(place, style="bold", highlight=False, soft_wrap=True)
    for message in (message_th, message_en):
        errors.print(f"  {message}", highlight=False, soft_wrap=True)


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
    if output is Format.csv:
        sys.stdout.buffer.write(csv_bytes(answer))
    elif output is Format.json:
        typer.echo(answer.write_json())
    else:
        print_grid("", answer)


def print_grid(title: str, rows: pl.DataFrame) -> None:
    """Print rows as a table."""
    grid = Grid(*rows.columns, title=title or None, title_justify="left")
    for row in rows.iter_rows():
        grid.add_row(*("" if value is None else str(value) for value in row))
    console.print(grid)


@contextmanager
def told(consequence: str) -> Iterator[None]:
    """What keeps the input out ends the command with status 1: the problems, then what comes of them."""
    try:
        yield
    except InputError as error:
        tell(error.problems)
        errors.print(consequence)
        raise typer.Exit(FAILED) from None
    except BuildError as error:
        errors.print(f"The build failed, nothing was published · สร้างไม่สำเร็จ ข้อมูลเดิมยังอยู่: {error}")
        raise typer.Exit(FAILED) from None


@contextmanager
def faults_told() -> Iterator[None]:
    """What is wrong with the files of the warehouse ends the program with status 1 and words, never a traceback."""
    try:
        yield
    except BrokenPointer as error:
        tell([Problem("broken_pointer", "warehouse", POINTER, value=str(error))])
    except UnreadableBuild as error:
        tell([Problem("unreadable_build", "warehouse", error.build_id, value=error.reason)])
    except OSError as error:
        place = str(error.filename or default_store().folder)
        tell_fault(place, Problem("storage_fault", "", "", value=error.strerror or str(error)))
    else:
        return
    sys.exit(FAILED)


def tell_fault(place: str, problem: Problem) -> None:
    """Print a problem of a file or folder that is no input."""
    tell_place(place, problem.message_th, problem.message_en)


def another_build(holders: list[int]) -> None:
    """Say that somebody else makes a build, and that this one waits for it."""
    whose = f" (process {', '.join(map(str, holders))})" if holders else ""
    errors.print(f"Another build is being made{whose}: waiting. · มีการสร้างข้อมูลอยู่แล้ว กำลังรอ", soft_wrap=True)


def nothing_published() -> NoReturn:
    """End because no warehouse has been built, saying how to build one."""
    place = f"{DATA_VARIABLE}: {default_store().folder}"
    errors.print(f"No warehouse is built yet: run `sutcharit build` first ({place}).", soft_wrap=True)
    errors.print("ยังไม่ได้สร้างคลังข้อมูล: สั่ง `sutcharit build` ก่อน")
    raise typer.Exit(FAILED)


def usage(message: str) -> NoReturn:
    """End because the command was called wrongly, saying what is wrong."""
    errors.print(message, highlight=False, soft_wrap=True)
    raise typer.Exit(USAGE)
