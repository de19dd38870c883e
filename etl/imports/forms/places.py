"""Where in a received workbook a thing stands, and the problems told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from etl.imports.submission import Cell, ReceivedFile, Sheet
from etl.problems import Problem

Columns = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Place:
    """One sheet of a received file; it words problems by sheet, row and column."""

    file: ReceivedFile
    sheet_name: str

    def locator(self, row_no: int) -> str:
        """The row as a source tells it."""
        return f"แผ่น {self.sheet_name} แถว {row_no}"

    def problem(
        self, rule: str, row_no: int | None = None, column: str | None = None, value: str = "", **detail: Any
    ) -> Problem:
        """A problem of the sheet, of a row, or of a cell; `heading` in the details is what its message calls it."""
        locator = f"แผ่น {self.sheet_name}" if row_no is None else self.locator(row_no)
        named = {"column": detail["heading"], **detail} if "heading" in detail else detail
        return Problem(
            rule, self.file.name, self.sheet_name, row_no, column, value, locator, tuple(named.items())
        )


def letter(column_no: int) -> str:
    """The letter of a column, such as D for the fourth."""
    return str(xl_col_to_name(column_no - 1))


def filled(row: dict[int, Cell]) -> dict[int, Cell]:
    """The cells of a row that hold more than blanks."""
    return {column_no: cell for column_no, cell in row.items() if cell.text.strip()}


def filled_rows(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    """The rows of a sheet that hold something, in order."""
    rows = {row_no: filled(row) for row_no, row in sorted(sheet.rows.items())}
    return {row_no: row for row_no, row in rows.items() if row}


def ranges(numbers: Iterable[int]) -> str:
    """Row numbers as an officer would say them: `7, 9–12`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
