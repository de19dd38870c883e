"""Rows as an Excel workbook: the data, and beside it what a reader must know of it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from warehouse.export import flat, labels

# A sheet of Excel has 1,048,576 lines, one of them the headings.
MOST_ROWS = 1_048_575
_LONG_TEXTS = (
    "title",
    "name",
    "message",
    "process",
    "risk_event",
    "control_th",
    "result_th",
    "note",
    "reason",
)
_WIDE, _NARROW = 48, 16

About = Iterable[tuple[str, Iterable[tuple[str, str]]]]


class TooManyRows(Exception):
    """A sheet of Excel cannot hold so many rows; the text is the most it can."""


def excel_file(
    frames: Iterable[pl.DataFrame], path: Path, headings: Mapping[str, str] | None = None, about: About = ()
) -> None:
    """All rows as the first sheet of a workbook; on the second, headed groups of what a reader must know.

    Rows are written as they come and not kept. Texts stay texts, whatever they begin with.
    Raises TooManyRows when a sheet cannot hold them.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        kinds: dict[type, Any] = {date: book.add_format({"num_format": "yyyy-mm-dd"})}
        kinds[datetime] = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet = book.add_worksheet("data")
        sheet.freeze_panes(1, 0)
        line = 0
        for index, frame in enumerate(frames):
            if index == 0:
                _write_headings(sheet, frame.columns, headings or {}, bold)
            if line + frame.height > MOST_ROWS:
                raise TooManyRows(MOST_ROWS)
            for row in flat(frame).iter_rows():
                line += 1
                for column, value in enumerate(row):
                    _write(sheet, (line, column), value, kinds)
        _write_about(book.add_worksheet("about"), about, bold)


def _write_headings(sheet: Any, columns: list[str], headings: Mapping[str, str], bold: Any) -> None:
    shown = labels(columns, headings)
    for index, name in enumerate(columns):
        sheet.set_column(index, index, _WIDE if name.startswith(_LONG_TEXTS) else _NARROW)
        sheet.write_string(0, index, shown[name], bold)


def _write(sheet: Any, cell: tuple[int, int], value: object, kinds: Mapping[type, Any]) -> None:
    if value is None:
        return
    if isinstance(value, date):
        sheet.write_datetime(*cell, value, kinds[type(value)])
    elif isinstance(value, bool):
        sheet.write_boolean(*cell, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(*cell, value)
    else:
        sheet.write_string(*cell, str(value))


def _write_about(sheet: Any, about: About, bold: Any) -> None:
    sheet.set_column(0, 0, _WIDE / 2)
    sheet.set_column(1, 1, _WIDE * 2)
    line = 0
    for title, rows in about:
        sheet.write_string(line, 0, title, bold)
        for name, text in rows:
            line += 1
            sheet.write_string(line, 0, name)
            sheet.write_string(line, 1, text)
        line += 2
