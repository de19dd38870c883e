"""How a form looks: one font, few colours, and the formats that cells share."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import xlsxwriter

# Every Windows and Mac with Thai has it; elsewhere an office program takes another font with Thai letters.
FONT = {"font_name": "Tahoma", "font_size": 10}
NAVY, BLUE, SLATE, LINE = "#1d4f91", "#5b83b8", "#5b6b82", "#c9d3e0"
WARNING = "#9a3412"
LOCKED, CARRIED = "#eceff4", "#fff4d6"
# Of the letters that fit into a column of width 1, and of the points that a line of them needs.
_LETTERS, _LINE_POINTS, _EDGE = 1.0, 14.5, 6.0
_CELL = {"valign": "vcenter", "text_wrap": True, "border": 1, "border_color": LINE}
_HEADING = {"bold": True, "font_color": "#ffffff", "valign": "vcenter", "align": "center", "text_wrap": True}


@dataclass(frozen=True)
class Looks:
    """The formats of one workbook."""

    book: xlsxwriter.Workbook

    def title(self, size: int) -> Any:
        """A line of the title on the first sheet."""
        return self.book.add_format({**FONT, "bold": True, "font_size": size, "font_color": NAVY})

    def plain(self, **more: Any) -> Any:
        """A cell of the first sheet or of the lists."""
        return self.book.add_format({**FONT, "valign": "vcenter", "text_wrap": True, **more})

    def heading(self, *, is_entry: bool, is_required: bool) -> Any:
        """The heading of a column: dark where an officer must fill, lighter where one may, grey where locked."""
        colour = SLATE if not is_entry else NAVY if is_required else BLUE
        return self.book.add_format(
            {**FONT, **_HEADING, "bg_color": colour, "border": 1, "border_color": "#ffffff"}
        )

    def cell(self, *, is_locked: bool, is_carried: bool, number_format: str, align: str) -> Any:
        """A cell of a row: grey and locked, white and free, or yellow where it holds an earlier round's value."""
        colour = LOCKED if is_locked else CARRIED if is_carried else "#ffffff"
        kind = {"num_format": number_format} if number_format else {}
        place = {"align": align, "indent": 0 if align == "center" else 1}
        return self.book.add_format(
            {**FONT, **_CELL, **kind, **place, "locked": is_locked, "bg_color": colour}
        )


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """The height of a row whose texts wrap in columns of these widths: office programs do not all work it out."""
    lines = (sum(_lines(part, width) for part in text.splitlines()) for text, width in cells)
    return _EDGE + _LINE_POINTS * max([1, *lines])


def _lines(text: str, width: float) -> int:
    # Vowels and tone marks above and below a letter take no room of their own.
    letters = sum(unicodedata.category(letter) != "Mn" for letter in text)
    return max(1, -int(-letters // (_LETTERS * (width - 2))))
