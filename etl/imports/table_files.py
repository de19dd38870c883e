"""Files in the house's own format: sheets or a CSV that are source tables, with English or Thai headings."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import polars as pl
from openpyxl.utils import get_column_letter

from etl.imports.forms.declare import ERRORS_SHEET
from etl.imports.submission import Cell, CellKind, ReceivedFile, Sheet, Submission, SubmissionKind
from etl.problems import Problem
from etl.read import column_problems
from etl.schemas.sources import CORRECTIONS, SOURCE_TABLES
from etl.schemas.table import Table, metadata

_TABLES = {table.name: table for table in SOURCE_TABLES}
_NOT_VALUES = {CellKind.formula: "cell_is_formula", CellKind.error: "cell_is_error"}
_LOCATOR = "locator"
_SARA_AM_IN_PARTS, _SARA_AM = "\u0e4d\u0e32", "\u0e33"


def is_tables(received: ReceivedFile) -> bool:
    """Whether a sheet of the file is a source table, by its name or, if it is the only one, by its headings."""
    return any(_table_name(sheet, received) for sheet in _filled_sheets(received))


def read_tables(received: ReceivedFile) -> Submission:
    """The tables of a file of which `is_tables` holds; rows with a cell that cannot be read are left out.

    A sheet whose columns are wrong gives its problems and no table.
    """
    submission = Submission(SubmissionKind.tables, f"ตารางข้อมูลจากแฟ้ม {received.name}")
    for sheet in _filled_sheets(received):
        name = _table_name(sheet, received)
        if name == CORRECTIONS.name:
            submission.problems.append(Problem("corrections_not_taken", received.name, sheet.name))
        elif name is None:
            known = (("known", ", ".join(_TABLES)),)
            problem = Problem("unknown_table", received.name, sheet.name, value=sheet.name, detail=known)
            submission.problems.append(problem)
        else:
            _TableSheet(_TABLES[name], received.name, sheet).add_to(submission)
    return _of_one(submission)


def fitting_columns(sheet: Sheet) -> dict[str, int]:
    """How many headings of a sheet are columns of each source table."""
    headings = _headings(sheet).values()
    return {name: len({_column(table, one) for one in headings} - {None}) for name, table in _TABLES.items()}


class _TableSheet:
    """One sheet on its way to a text frame: its columns by heading, and what is wrong with it."""

    def __init__(self, table: Table, source_id: str, sheet: Sheet) -> None:
        self._table, self._source_id, self._sheet = table, source_id, sheet
        headings = _headings(sheet)
        self._names = {number: _column(table, heading) or heading for number, heading in headings.items()}
        self._problems: list[Problem] = []

    def add_to(self, submission: Submission) -> None:
        """Add the table, if its columns can be trusted, and the problems; of its columns, where they stand."""
        self._check_columns()
        if not self._problems:
            left_out = self._hidden_rows() | self._merged_rows()
            submission.tables[self._table.name] = self._frame(left_out)
        submission.problems.extend(self._problems)
        # Of a column that stands twice, the problem is at the second.
        letters = {
            (self._sheet.name, name): get_column_letter(number) for number, name in self._names.items()
        }
        submission.columns.update(letters)

    def _check_columns(self) -> None:
        names = list(self._names.values())
        for number in sorted(set().union(*self._sheet.rows.values()) - self._names.keys()):
            letter = get_column_letter(number)
            self._names[number] = f"({letter})"
            first_row = min(row_no for row_no, row in self._sheet.rows.items() if number in row)
            self._tell("column_without_heading", first_row, f"({letter})", letter=letter)
        stated = [*dict.fromkeys(names), *([] if _LOCATOR in names else [_LOCATOR])] if names else []
        self._problems += column_problems(stated, self._table, self._source_id, self._sheet.name)
        for name in [name for name in dict.fromkeys(names) if names.count(name) > 1]:
            self._tell("repeated_column", 1, name)
        if self._sheet.is_hidden:
            self._tell("hidden_sheet", None)
        for number in sorted(self._sheet.hidden_columns & self._names.keys()):
            self._tell("hidden_column", 1, self._names[number], letter=get_column_letter(number))

    def _hidden_rows(self) -> set[int]:
        """Rows that the sender may not have seen."""
        hidden = self._sheet.hidden_rows & self._sheet.rows.keys()
        for row_no in sorted(hidden):
            self._tell("hidden_row", row_no)
        return set(hidden)

    def _merged_rows(self) -> set[int]:
        """Rows of merged cells: to which of them the value belongs is not said."""
        rows: set[int] = set()
        last_row, last_column = max(self._sheet.rows), max(self._names)
        for top, left, bottom, right in self._sheet.merged:
            if top <= last_row and left <= last_column:
                cells = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
                self._tell("merged_cells", top, self._names.get(left), cells=cells)
                rows.update(range(top, min(bottom, last_row) + 1))
        return rows

    def _frame(self, left_out: set[int]) -> pl.DataFrame:
        rows = [
            self._row(row_no, row)
            for row_no, row in sorted(self._sheet.rows.items())
            if row_no > 1 and row_no not in left_out
        ]
        # The headings come first, so that the order is theirs; a locator that is not stated comes after them.
        names = dict.fromkeys([*self._names.values(), _LOCATOR, "source_id", "file_name"], pl.String)
        return pl.DataFrame([row for row in rows if row], schema=names | {"row_no": pl.Int64})

    def _row(self, row_no: int, row: dict[int, Cell]) -> dict[str, object] | None:
        """The texts of a row with its place; None when a cell of it holds no value."""
        bad = {number: _NOT_VALUES[cell.kind] for number, cell in row.items() if cell.kind in _NOT_VALUES}
        for number, rule_code in bad.items():
            self._tell(rule_code, row_no, self._names[number], row[number].text)
        if bad:
            return None
        texts = {self._names[number]: cell.text for number, cell in row.items()}
        place = {"source_id": self._source_id, "file_name": self._sheet.name, "row_no": row_no}
        is_located = _LOCATOR in self._names.values()
        return ({} if is_located else {_LOCATOR: self._locator(row_no)}) | texts | place

    def _locator(self, row_no: int) -> str:
        is_csv = self._sheet.name == self._source_id
        return f"แถว {row_no}" if is_csv else f"แผ่น {self._sheet.name} แถว {row_no}"

    def _tell(
        self,
        rule_code: str,
        row_no: int | None,
        column: str | None = None,
        value: str = "",
        **details: object,
    ) -> None:
        place = (self._source_id, self._sheet.name, row_no, column, value)
        detail = {"sheet": self._sheet.name, "row_no": row_no, **details}
        self._problems.append(Problem(rule_code, *place, detail=tuple(detail.items())))


def _filled_sheets(received: ReceivedFile) -> list[Sheet]:
    return [sheet for sheet in received.sheets if sheet.rows and sheet.name != ERRORS_SHEET]


def _table_name(sheet: Sheet, received: ReceivedFile) -> str | None:
    """The table of a sheet by its name, that of a CSV by the file's, a lone one also by its headings."""
    is_csv = sheet.name == received.name
    name = (sheet.name.rpartition(".")[0] if is_csv else sheet.name).strip().lower()
    if name in _TABLES or name == CORRECTIONS.name:
        return name
    fitting = [table.name for table in SOURCE_TABLES if _fits(sheet, table)]
    return fitting[0] if len(fitting) == 1 and len(_filled_sheets(received)) == 1 else None


def _fits(sheet: Sheet, table: Table) -> bool:
    names = {_column(table, heading) for heading in _headings(sheet).values()}
    return None not in names and table.required_columns - {_LOCATOR} <= names


def _headings(sheet: Sheet) -> dict[int, str]:
    return {number: cell.text.strip() for number, cell in sorted(sheet.rows.get(1, {}).items())}


def _column(table: Table, heading: str) -> str | None:
    """The name of the column that a heading means, in English or Thai."""
    return _columns(table.name).get(_folded(heading))


@cache
def _columns(table_name: str) -> dict[str, str]:
    columns = _TABLES[table_name].columns
    thai = {_folded(metadata(column)["name_th"]): name for name, column in columns.items()}
    return thai | {name: name for name in columns}


def _folded(heading: str) -> str:
    """A heading without what is not seen: blanks, letter case, and sara am typed as its two parts."""
    text = unicodedata.normalize("NFC", heading).replace(_SARA_AM_IN_PARTS, _SARA_AM)
    return "".join(
        letter for letter in text if unicodedata.category(letter) not in ("Cf", "Zs", "Cc")
    ).lower()


def _of_one(submission: Submission) -> Submission:
    """The submission with the organisation, year and round of all its rows, where these have only one."""
    frames = list(submission.tables.values())
    year, report_round = (_only(frames, name) for name in ("fiscal_year", "report_round"))
    return replace(
        submission,
        org_code=_only(frames, "org_code"),
        fiscal_year=int(year) if year and year.isdecimal() else None,
        report_round=int(report_round) if report_round and report_round.isdecimal() else None,
    )


def _only(frames: Iterable[pl.DataFrame], column: str) -> str | None:
    found = set(_values(frames, column))
    return found.pop() if len(found) == 1 else None


def _values(frames: Iterable[pl.DataFrame], column: str) -> Iterator[str]:
    for frame in frames:
        if column in frame.columns:
            yield from frame[column].drop_nulls().str.strip_chars().unique()
