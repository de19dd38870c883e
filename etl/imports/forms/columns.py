"""What a column of a form lets in, from its declaration: the rule of its cells and the note on its heading."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import dataframely as dy

from etl.imports.forms.declare import Field, Role
from etl.imports.forms.labels import Choices
from etl.schemas.table import metadata

_BE_OFFSET = 543
_OCTOBER = 10
_LARGEST = 10**12
# Excel shows no more of a message.
_LONGEST_MESSAGE = 255
_LONGEST_LIST = 8
_WHOLE = (dy.Int16, dy.Int64)
_NUMBERS = (*_WHOLE, dy.Decimal, dy.Float64)
_UNITS = {
    "year_be": "ปี พ.ศ. สี่หลัก",
    "baht": "บาท ไม่ต้องใส่หน่วย",
    "points": "คะแนน",
    "count": "จำนวนเต็ม",
}


@dataclass(frozen=True)
class Column:
    """One column of a form, with the lists that its cells choose from."""

    field: Field
    choices: Choices
    fiscal_year: int

    @property
    def has_list(self) -> bool:
        """Whether its cells hold an entry of a drop-down list."""
        return bool(self.choices.lists.get(self.field.choice))

    @property
    def is_number(self) -> bool:
        """Whether its cells hold a number."""
        return isinstance(self.field.column, _NUMBERS) and not self.has_list

    @property
    def is_date(self) -> bool:
        """Whether its cells hold a date."""
        return isinstance(self.field.column, dy.Date)

    @property
    def number_format(self) -> str:
        """How its cells show a value."""
        if self.is_date:
            return "yyyy-mm-dd"
        if isinstance(self.field.column, dy.Decimal) and not self.has_list:
            return "#,##0.00"
        return "General" if self.is_number else "@"

    @property
    def align(self) -> str:
        """Where its cells set a value."""
        is_short = self.is_date or (self.is_number and isinstance(self.field.column, _WHOLE))
        return "center" if is_short else "right" if self.is_number else "left"

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the largest number that a cell may hold."""
        entry = metadata(self.field.column)
        low, high = entry["minimum"], entry["maximum"]
        return (-_LARGEST if low is None else low, _LARGEST if high is None else high)

    def rule(self, list_range: str) -> dict[str, Any] | None:
        """The rule of its cells in the words of Excel; None where any text goes."""
        low, high = self.bounds
        if self.has_list:
            return {"validate": "list", "source": list_range, **_error(self.field, "เลือกจากรายการในช่องนี้")}
        if self.is_date:
            first = date(self.fiscal_year - _BE_OFFSET - 1, _OCTOBER, 1)
            advice = f"พิมพ์วันที่ตั้งแต่ 1 ตุลาคม {self.fiscal_year - 1} เช่น {self.field.example}"
            return {"validate": "date", "criteria": ">=", "value": first, **_error(self.field, advice)}
        if not self.is_number:
            return None
        kind = "integer" if isinstance(self.field.column, _WHOLE) else "decimal"
        limits = {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
        return {**limits, **_error(self.field, f"พิมพ์{self._number_words()}")}

    @property
    def note(self) -> str:
        """What an officer is told of the column."""
        lines = [self.field.heading, self.field.hint]
        if self.field.role == Role.context:
            return "\n".join([*lines, "แสดงให้ดูเท่านั้น แก้ที่นี่แล้วระบบไม่รับ"])
        lines += [self._unit()] if self._unit() else []
        lines += [f"ค่าที่ใช้ได้: {self._number_words()}"] if self.is_number else []
        lines += [self._list_words()] if self.has_list else []
        lines += [f"ตัวอย่าง: {self.field.example}"] if self.field.example else []
        return "\n".join([*lines, *self._may_be_empty()])

    def _unit(self) -> str:
        unit = _UNITS.get(metadata(self.field.column)["unit"])
        return f"หน่วย: {unit}" if unit else ""

    def _number_words(self) -> str:
        low, high = self.bounds
        kind = "จำนวนเต็ม" if isinstance(self.field.column, _WHOLE) else "ตัวเลข"
        # Years are written without separators.
        written = "{}" if metadata(self.field.column)["unit"] == "year_be" else "{:,}"
        return kind if low == -_LARGEST else f"{kind} {written.format(low)} ถึง {written.format(high)}"

    def _list_words(self) -> str:
        labels = list(self.choices.lists[self.field.choice].values())
        if len(labels) > _LONGEST_LIST:
            return "เลือกจากรายการในช่อง"
        return "เลือกจาก: " + " · ".join(labels)

    def _may_be_empty(self) -> list[str]:
        if self.field.role == Role.made:
            return []
        return ["ต้องกรอกในทุกแถวที่ใช้" if self.field.must_be_filled else "เว้นว่างได้"]


def _error(field: Field, advice: str) -> dict[str, str]:
    return {"error_title": "ค่าในช่องนี้ใช้ไม่ได้", "error_message": f"{field.heading}: {advice}"[:_LONGEST_MESSAGE]}
