"""What an officer is told of a file: where it is wrong, what it would change, and what came of accepting it."""

import re
from dataclasses import dataclass, field

import polars as pl

from etl.imports.inbox import ImportRecord
from etl.imports.submission import ReceivedFile, Submission, Unmatched
from etl.problems import Problem
from etl.schemas.sources import SOURCE_TABLES
from etl.schemas.table import metadata

_CELL = re.compile(r"ช่อง ([A-Z]{1,3}\d+)$")
REJECTED, NEW, CHANGED, UNCHANGED = "rejected", "new", "changed", "unchanged"
_NAMES = {
    name: (metadata(column)["name_th"], metadata(column)["name_en"])
    for table in SOURCE_TABLES
    for name, column in table.columns.items()
}


@dataclass(frozen=True)
class Placed:
    """One thing that is wrong or worth knowing, at the place where an officer finds it."""

    sheet: str
    row_no: int | None
    cell: str | None
    value: str
    rule_code: str
    message_th: str
    message_en: str
    is_error: bool
    column_th: str
    column_en: str


@dataclass(frozen=True)
class Examination:
    """What accepting a file would do to the build `build_id`.

    A row of `rows` is one row of the file: `table_th, table_en, change` (`new`, `changed`, `unchanged`,
    `rejected`), `org_code, row_key, label_th, sheet, row_no`; `counts` counts them by change. A row of `cells`
    is one value that would change: `table_name, row_key, label_th, column_name, column_th, column_en, old, new,
    sheet, cell`. `already` is the import of the same bytes that holds.
    """

    received: ReceivedFile
    submission: Submission
    build_id: str
    problems: list[Placed]
    notices: list[Placed]
    counts: dict[str, int]
    rows: pl.DataFrame
    cells: pl.DataFrame
    already: ImportRecord | None = None

    @property
    def file_name(self) -> str:
        """The name of the file as received."""
        return self.received.name

    @property
    def kind(self) -> str:
        """What was sent: a code of `SubmissionKind`."""
        return self.submission.kind.value

    @property
    def title_th(self) -> str:
        """What was sent, in words."""
        return self.submission.title_th

    @property
    def org_code(self) -> str | None:
        """The organisation that a form is of."""
        return self.submission.org_code

    @property
    def fiscal_year(self) -> int | None:
        """The year that a form is of."""
        return self.submission.fiscal_year

    @property
    def report_round(self) -> int | None:
        """The round that a form is of."""
        return self.submission.report_round

    @property
    def unmatched(self) -> list[Unmatched]:
        """Rows whose organisation is not known for sure."""
        return self.submission.unmatched

    @property
    def would_change(self) -> bool:
        """Whether the warehouse would be another one."""
        return self.counts[NEW] + self.counts[CHANGED] > 0

    @property
    def can_accept(self) -> bool:
        """Whether the whole file may be taken: nothing is wrong with it, and something would change."""
        return not self.problems and self.would_change

    @property
    def can_accept_rest(self) -> bool:
        """Whether the right rows may be taken without the wrong ones: each problem is one of a row."""
        return bool(self.problems) and self.would_change and all(p.row_no is not None for p in self.problems)


@dataclass(frozen=True)
class Outcome:
    """What came of accepting or taking back: `state` is published, unchanged, refused or stale.

    Stale: what the file would change is not what was shown; look again before accepting.
    """

    state: str
    build_id: str | None = None
    record: ImportRecord | None = None
    problems: list[Placed] = field(default_factory=list)


def placed(problem: Problem, submission: Submission | None = None, *, is_error: bool = True) -> Placed:
    """A problem at its cell, as far as the submission knows it."""
    column_th, column_en = _NAMES.get(problem.column_name or "", (problem.column_name or "",) * 2)
    return Placed(
        sheet=problem.file_name,
        row_no=problem.row_no,
        cell=(submission.cell_of(problem) if submission else None) or cell_in(problem.locator),
        value=problem.value or "",
        rule_code=problem.rule_code,
        message_th=problem.told("th", column_th),
        message_en=problem.told("en", column_en),
        is_error=is_error,
        column_th=column_th,
        column_en=column_en,
    )


def cell_in(locator: str | None) -> str | None:
    """The cell that a place names, where one column of a table stands in several columns of a sheet."""
    found = _CELL.search(locator or "")
    return found[1] if found else None
