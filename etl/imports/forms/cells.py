"""One cell of a form as the text that a source file would hold: labels as codes, Thai dates as dates."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import dataframely as dy

from etl.imports.forms.columns import Column
from etl.imports.forms.declare import Role
from etl.imports.forms.labels import folded
from etl.imports.submission import Cell, CellKind

_BE_OFFSET = 543
_FIRST_BE_YEAR = 2400
_MONTHS = 12
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T][\d:.]+)?")
_THAI = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_NO_VALUES = {CellKind.formula: "form_formula", CellKind.error: "form_error_cell"}
_WHOLE = re.compile(r"(\d{1,9})(?:\.0+)?")


@dataclass(frozen=True)
class ReadCell:
    """The value of a cell, or the rule that it breaks."""

    value: str | None = None
    rule: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


def read_cell(column: Column, cell: Cell) -> ReadCell:
    """The value of a filled cell; nothing is guessed."""
    text = cell.text.strip()
    if cell.kind in _NO_VALUES:
        return ReadCell(rule=_NO_VALUES[cell.kind])
    if column.field.role == Role.context:
        return ReadCell(text)
    if column.has_list:
        return _chosen(column, text)
    if column.is_date:
        return _date(text)
    if column.field.role == Role.key and isinstance(column.field.column, dy.Int16):
        return _whole(text)
    return ReadCell(text)


def _chosen(column: Column, text: str) -> ReadCell:
    code = column.choices.code(column.field.choice, text)
    if code is not None:
        return ReadCell(code)
    nearest = column.choices.nearest(column.field.choice, text)
    hint = {
        "hint": f" หมายถึง “{nearest}” หรือไม่" if nearest else "",
        "hint_en": f" Do you mean “{nearest}”?" if nearest else "",
    }
    return ReadCell(rule="form_unknown_label", detail=hint)


def _whole(text: str) -> ReadCell:
    number = _WHOLE.fullmatch(folded(text))
    return ReadCell(str(int(number[1]))) if number else ReadCell(rule="not_a_whole_number")


def _date(text: str) -> ReadCell:
    """A date of either era; day and month are told apart by the era, by size, or not at all."""
    plain = folded(text).upper()
    if iso := _ISO.fullmatch(plain):
        return _made(int(iso[1]), int(iso[2]), int(iso[3]))
    thai = _THAI.fullmatch(plain)
    if not thai:
        return ReadCell(rule="form_bad_date")
    day, month, year = int(thai[1]), int(thai[2]), int(thai[3])
    # A year of the Buddhist Era comes from a Thai hand, which writes the day first; one of the Common Era may not.
    if year >= _FIRST_BE_YEAR or day > _MONTHS or day == month:
        return _made(year, month, day)
    return ReadCell(rule="form_bad_date")


def _made(year: int, month: int, day: int) -> ReadCell:
    try:
        return ReadCell(date(year - _BE_OFFSET if year >= _FIRST_BE_YEAR else year, month, day).isoformat())
    except ValueError:
        return ReadCell(rule="form_bad_date")
