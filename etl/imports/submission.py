"""A received file in the words of the house, before anything of it is stored."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import polars as pl

from etl.problems import Problem


class CellKind(StrEnum):
    """What a cell of a workbook holds."""

    text = "text"
    number = "number"
    date = "date"
    truth = "truth"
    formula = "formula"
    error = "error"


@dataclass(frozen=True)
class Cell:
    """One filled cell: its value as text (dates as YYYY-MM-DD, whole numbers without a point), and its kind."""

    text: str
    kind: CellKind = CellKind.text


@dataclass(frozen=True)
class Sheet:
    """One sheet as received: `rows[row_no][column_no]`, both from 1; blank cells and rows are absent.

    `merged` holds first row, first column, last row and last column of each merged range.
    """

    name: str
    rows: dict[int, dict[int, Cell]]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class ReceivedFile:
    """A file as it came: its name, its bytes, and its sheets. A CSV has one sheet, named as the file."""

    name: str
    content: bytes
    sheets: tuple[Sheet, ...]

    @property
    def sha256(self) -> str:
        """The checksum of the file as received."""
        return hashlib.sha256(self.content).hexdigest()


class SubmissionKind(StrEnum):
    """What was sent."""

    plan_form = "plan_form"
    report_form = "report_form"
    tables = "tables"
    ita_table = "ita_table"
    register = "register"
    folder = "folder"


@dataclass(frozen=True)
class Unmatched:
    """A row whose organisation is not known for sure, with those it may be: code, full name, score from 0 to 1."""

    sheet: str
    row_no: int
    cell: str
    text: str
    suggestions: tuple[tuple[str, str, float], ...] = ()


@dataclass(frozen=True)
class Submission:
    """One file as understood.

    `tables` maps the name of a source table to a text frame. Its columns are those that the file states, and
    `locator`, `source_id` (the name of the received file), `file_name` (the sheet) and `row_no` (the row of
    the sheet); values are text in the codes of the schemas. `columns` says in which column of the sheet,
    such as `D`, a column of a table stands: its keys are `(file_name, column_name)`.
    A problem keeps its row out of the warehouse; a notice is told and keeps nothing out. `origin` has what the
    `origin.toml` of a folder says of its document.
    """

    kind: SubmissionKind
    title_th: str
    org_code: str | None = None
    fiscal_year: int | None = None
    report_round: int | None = None
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    columns: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    origin: Mapping[str, Any] = field(default_factory=dict)

    def cell_of(self, problem: Problem) -> str | None:
        """The cell in which a problem stands, such as `D7`; None when it is of a whole row or sheet."""
        letter = self.columns.get((problem.file_name, problem.column_name or ""))
        return f"{letter}{problem.row_no}" if letter and problem.row_no is not None else None
