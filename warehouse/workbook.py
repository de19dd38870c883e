"""Rows as an Excel workbook: the data, and beside it what a reader must know of it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from warehouse.export import FORMULA_START, flat, labels

# A sheet of Excel has 1,048,576 lines, one of them the headings; a cell has room for so many characters.
MOST_ROWS = 1_048_575
MOST_CHARACTERS = 32_767
# Excel counts with doubles: of a longer whole number it would change the last digits.
_MOST_DIGITS = 10**15
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
    "source",
)
_WIDE, _NARROW = 48, 16

# Headed groups of lines; a line is a few texts.
About = Iterable[tuple[str, Iterable[Sequence[str]]]]


class TooManyRows(Exception):
    """A sheet of Excel cannot hold so many rows; the text is the most it can."""


@dataclass(frozen=True)
class Words:
    """What stands in a workbook beside the rows: names of the sheets and of the columns, and the second sheet.

    `about` is told how many texts had to be cut because a cell could not hold them.
    """

    data: str = "data"
    about_name: str = "about"
    headings: Mapping[str, str] | None = None
    about: Callable[[int], About] = lambda cut: ()


def excel_file(frames: Iterable[pl.DataFrame], path: Path, words: Words | None = None) -> None:
    """All rows as the first sheet of a workbook; on the second, what a reader must know of them.

    Rows are written as they come and not kept. Texts stay texts, whatever they begin with.
    Raises TooManyRows when a sheet cannot hold them.
    """
    said = words or Words()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = _Sheet(book, said.data)
        for index, frame in enumerate(frames):
            if index == 0:
                sheet.head(frame.columns, said.headings or {})
            sheet.add(frame)
        sheet.close()
        _write_about(book, said, sheet.cut)


class _Sheet:
    """The sheet of the rows, written line by line."""

    def __init__(self, book: Any, name: str) -> None:
        self.cut = 0
        self._line = 0
        self._columns: list[str] = []
        self._sheet = book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._days = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        self._money = book.add_format({"num_format": "#,##0.00"})
        # Without this mark a text would become a formula as soon as somebody edits its cell.
        self._text = book.add_format({"quote_prefix": True})

    def head(self, columns: list[str], headings: Mapping[str, str]) -> None:
        """Write the headings."""
        self._columns = columns
        for index, (name, heading) in enumerate(labels(columns, headings).items()):
            self._sheet.set_column(index, index, _WIDE if name.startswith(_LONG_TEXTS) else _NARROW)
            self._sheet.write_string(0, index, heading, self._bold)

    def add(self, frame: pl.DataFrame) -> None:
        """Write the rows of a frame below those there are."""
        if self._line + frame.height > MOST_ROWS:
            raise TooManyRows(MOST_ROWS)
        for row in flat(frame).iter_rows():
            self._line += 1
            for column, value in enumerate(row):
                self._write(column, value)

    def close(self) -> None:
        """Let the reader filter by every column."""
        self._sheet.autofilter(0, 0, self._line, max(len(self._columns) - 1, 0))

    def _write(self, column: int, value: Any) -> None:
        if value is None or (isinstance(value, float) and not isfinite(value)):
            return
        cell = (self._line, column)
        if isinstance(value, bool):
            self._sheet.write_boolean(*cell, value)
        elif isinstance(value, date):
            self._sheet.write_datetime(*cell, value, self._days[type(value)])
        elif isinstance(value, int | float | Decimal) and -_MOST_DIGITS < value < _MOST_DIGITS:
            is_money = self._columns[column].endswith("_baht")
            self._sheet.write_number(*cell, value, self._money if is_money else None)
        else:
            self._write_text(cell, str(value))

    def _write_text(self, cell: tuple[int, int], text: str) -> None:
        if len(text) > MOST_CHARACTERS:
            text = text[: MOST_CHARACTERS - 1] + "…"
            self.cut += 1
        self._sheet.write_string(*cell, text, self._text if re.match(FORMULA_START, text) else None)


def _write_about(book: Any, words: Words, cut: int) -> None:
    sheet = book.add_worksheet(words.about_name)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 1, _WIDE / 2)
    sheet.set_column(2, 3, _WIDE * 1.5)
    line = 0
    for title, rows in words.about(cut):
        sheet.write_string(line, 0, title, bold)
        for texts in rows:
            line += 1
            for column, text in enumerate(texts):
                sheet.write_string(line, column, text[:MOST_CHARACTERS], wrapped)
        line += 2
