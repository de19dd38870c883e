"""The sheets of a received workbook: what its cells hold, and what of it is hidden or merged."""

import datetime as dt
import io
import re
import unicodedata
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from etl.imports import limits
from etl.imports.limits import refusal
from etl.imports.packages import opened
from etl.imports.sheet_layout import SheetLayout, look_through
from etl.imports.submission import Cell, CellKind, Sheet
from etl.problems import InputError

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Excel shows no more digits than these; the others are rounding errors of the machine.
_DIGITS = ".15g"


def read_workbook(name: str, content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook in order; no formula is calculated and no link followed.

    Raises InputError when the file is damaged, locked, of another kind, or beyond a limit.
    """
    archive = opened(name, content)
    try:
        return tuple(_sheets(name, content, archive))
    except (InputError, MemoryError):
        raise
    except Exception as error:
        # The library raises whatever it trips over; to the officer all of it is a damaged file.
        raise refusal("file_damaged", name) from error


def _sheets(name: str, content: bytes, archive: zipfile.ZipFile) -> Iterator[Sheet]:
    with warnings.catch_warnings():
        # Dates out of range become error cells, and what else it warns of is not read here.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        _check_names(name, [sheet.title for sheet in book.worksheets])
        cells = 0
        for sheet in book.worksheets:
            with archive.open(sheet._worksheet_path) as stream:
                layout = look_through(name, sheet.title, stream)
            cells += layout.filled_cells
            if cells > limits.MOST_CELLS:
                raise refusal("too_many_cells", name, sheet.title, limit=limits.MOST_CELLS)
            yield _sheet(name, sheet, layout)


def _check_names(name: str, sheets: list[str]) -> None:
    if not sheets:
        raise refusal("file_damaged", name)
    if len(sheets) > limits.MOST_SHEETS:
        raise refusal("too_many_sheets", name, count=len(sheets), limit=limits.MOST_SHEETS)
    times = Counter(map(_folded, sheets))
    if alike := [sheet for sheet in sheets if times[_folded(sheet)] > 1]:
        shown = ", ".join(f"“{sheet}”" for sheet in alike)
        raise refusal("same_sheet_names", name, sheets=shown)


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _sheet(name: str, sheet: Any, layout: SheetLayout) -> Sheet:
    return Sheet(
        sheet.title,
        _rows(name, sheet, layout) if layout.last_row else {},
        frozenset(layout.hidden_rows),
        frozenset(layout.hidden_columns),
        sheet.sheet_state != "visible",
        tuple(layout.merged),
    )


def _rows(name: str, sheet: Any, layout: SheetLayout) -> dict[int, dict[int, Cell]]:
    # The size that the sheet states of itself may be wrong, and would be believed.
    sheet.reset_dimensions()
    rows = {}
    lines = sheet.iter_rows(max_row=layout.last_row, max_col=layout.last_column)
    for row_no, line in enumerate(lines, start=1):
        row = {column_no: cell for column_no, raw in enumerate(line, start=1) if (cell := _cell(raw))}
        if row:
            _check_texts(name, sheet.title, row_no, row)
            rows[row_no] = row
    return rows


def _check_texts(name: str, sheet: str, row_no: int, row: dict[int, Cell]) -> None:
    for column_no, cell in row.items():
        if len(cell.text) > limits.LONGEST_TEXT:
            place = f"{get_column_letter(column_no)}{row_no}"
            place_th, place_en = f"แผ่น {sheet} ช่อง {place}", f"sheet {sheet}, cell {place}"
            limit = limits.LONGEST_TEXT
            raise refusal("too_long_text", name, sheet, place=place_th, place_en=place_en, limit=limit)


def _cell(raw: Any) -> Cell | None:
    value = raw.value
    match raw.data_type:
        case "f":
            return Cell(_formula(value), CellKind.formula)
        case "e":
            return Cell(str(value), CellKind.error)
        case "b":
            return Cell("true" if value else "false", CellKind.truth)
        case "d" if value is not None:
            return Cell(_date(value), CellKind.date)
        case "n" if value is not None:
            return Cell(_number(value), CellKind.number)
    text = _CONTROLS.sub("", unescape(value)) if isinstance(value, str) else ""
    return Cell(text) if text.strip() else None


def _formula(value: Any) -> str:
    # A formula over a range is an object with its text, if it has one.
    return value if isinstance(value, str) else str(getattr(value, "text", None) or "=")


def _date(value: dt.datetime | dt.date | dt.time | dt.timedelta) -> str:
    """A day as YYYY-MM-DD, with the time where there is one; a mere time or duration as Python writes it."""
    if isinstance(value, dt.datetime):
        moment = value.replace(microsecond=0)
        return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat(sep=" ")
    return str(value)


def _number(value: int | float) -> str:
    return str(value) if isinstance(value, int) else f"{Decimal(format(value, _DIGITS)):f}"
