"""A report as an Excel file: a sheet for each table, its sums as formulas, and a sheet of what must be known of it."""

import re
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard import formats
from dashboard.language import t
from reports.digits import Digits
from reports.paper import Facts, Heading, Paper, Text
from reports.tables import Column, Kind, Row, Shape, Table, Value, shown
from warehouse.export import FORMULA_START

_A4 = 9
_SHADES = {Kind.group: "#E4EAF3", Kind.sum: "#F1F4F9", Kind.total: "#DDE4EE"}
_FORMATS = {Shape.whole: "#,##0", Shape.money: "#,##0.00", Shape.points: "#,##0.00", Shape.share: "0.0%"}
# A tick is a 1 that is shown as a tick, so that ticks can be counted.
_TICK = '[=1]"✓";[=0]"";General'
# Excel's own mark for numbers in Thai digits.
_IN_THAI = "[$-D00041E]"
_TITLE_LETTERS = 31
# The height of a line in points; Thai signs above and below a letter take none of its width.
_LINE = 21
_ABOUT = (60, 90)
_marks = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


def write_workbook(paper: Paper, digits: Digits, path: Path) -> None:
    """Write a report to a file. Texts stay texts, whatever they begin with."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        _Writer(book, paper, digits).write()


class _Writer:
    """One workbook, a sheet after the other."""

    def __init__(self, book: Any, paper: Paper, digits: Digits) -> None:
        self._book, self._paper, self._digits = book, paper, digits
        self._known: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = set()
        self._line = 0

    def write(self) -> None:
        """Write all sheets."""
        heading = ""
        for block in self._paper.flat:
            if isinstance(block, Heading):
                heading = block.text
            table = getattr(block, "table", None)
            if table is not None:
                self._sheet(table, table.title or heading)
        self._about()

    def _format(self, **wanted: Any) -> Any:
        """One format for all cells that look the same."""
        key = tuple(sorted(wanted.items()))
        if key not in self._known:
            style = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top", **wanted}
            self._known[key] = self._book.add_format(style)
        return self._known[key]

    def _new_sheet(self, wanted: str) -> Any:
        """A sheet of a name that Excel takes and no other sheet has."""
        plain = re.sub(r"[\[\]:*?/\\']", " ", wanted)[:_TITLE_LETTERS].strip()
        number = len(self._names) + 1
        name = plain if plain and plain not in self._names else t("report.sheet_part", number=number)
        self._names.add(name)
        sheet = self._book.add_worksheet(self._digits.of(name))
        imprint = self._paper.imprint
        sheet.set_paper(_A4)
        sheet.set_landscape() if self._paper.is_wide else sheet.set_portrait()
        sheet.fit_to_pages(1, 0)
        words = t("report.imprint", build=imprint.build_id, built=imprint.built, day=imprint.made_on)
        page = t("report.page", page="&P", pages="&N")
        sheet.set_footer(f"&L{_harmless(words)}&R{page}")
        if imprint.simulated:
            sheet.set_header(f'&C&"TH Sarabun New,Bold"&20&KB42318{_harmless(imprint.simulated)}')
        return sheet

    def _sheet(self, table: Table, title: str) -> None:
        sheet = self._new_sheet(table.name or title)
        imprint, width = self._paper.imprint, len(table.columns) - 1
        bold = self._format(bold=True, font_size=16)
        first = 0
        for words in (imprint.simulated, imprint.title, imprint.organisation, self._paper.subtitle, title):
            if words:
                is_mark = words == imprint.simulated
                look = self._format(bold=True, font_size=16, font_color="#B42318") if is_mark else bold
                sheet.write_string(first, 0, self._digits.of(words), look)
                sheet.set_row(first, _LINE * 1.2)
                first += 1
        top = first + 1
        body = self._headings(sheet, table, top)
        for offset, row in enumerate(table.rows):
            self._row(sheet, table, row, body, offset)
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, _width(column))
        sheet.freeze_panes(body, 0)
        sheet.repeat_rows(top, body - 1)
        if table.note:
            sheet.write_string(
                body + len(table.rows) + 1, 0, self._digits.of(table.note), self._format(italic=True)
            )
        sheet.print_area(0, 0, body + len(table.rows) + 1, width)

    def _headings(self, sheet: Any, table: Table, top: int) -> int:
        """The headings; gives the line below them."""
        look = self._format(
            bold=True, text_wrap=True, align="center", valign="vcenter", border=1, bg_color="#DDE4EE"
        )
        columns = table.columns
        sheet.set_row(top, _LINE * 2)
        if not any(column.over for column in columns):
            for index, column in enumerate(columns):
                sheet.write_string(top, index, self._digits.of(column.heading), look)
            return top + 1
        sheet.set_row(top, _LINE)
        sheet.set_row(top + 1, _LINE * 3)
        for index, column in enumerate(columns):
            if not column.over:
                sheet.merge_range(top, index, top + 1, index, "", look)
                sheet.write_string(top, index, self._digits.of(column.heading), look)
                continue
            sheet.write_string(top + 1, index, self._digits.of(column.heading), look)
            if columns[index - 1].over != column.over:
                last = max(place for place, other in enumerate(columns) if other.over == column.over)
                sheet.merge_range(top, index, top, last, "", look)
                sheet.write_string(top, index, self._digits.of(column.over), look)
        return top + 2

    def _row(self, sheet: Any, table: Table, row: Row, body: int, offset: int) -> None:
        line = body + offset
        look: dict[str, Any] = {"border": 1, "text_wrap": True}
        if row.kind is not Kind.row:
            look |= {"bold": True, "bg_color": _SHADES[row.kind]}
        sheet.set_row(line, _LINE * _lines(row, table.columns))
        if row.kind is Kind.group:
            text = self._digits.of(str(row.cells[0]))
            sheet.merge_range(line, 0, line, len(table.columns) - 1, "", self._format(**look))
            sheet.write_string(line, 0, text, self._format(**look))
            return
        shapes = row.shapes(table.columns)
        for index, (value, shape, column) in enumerate(zip(row.cells, shapes, table.columns, strict=True)):
            of_sum = row.of if column.has_sum else ()
            if of_sum:
                self._sum(
                    sheet,
                    (line, index),
                    value,
                    [body + place for place in of_sum],
                    look | self._number(shape, row),
                )
            else:
                self._cell(sheet, (line, index), value, column, look | self._number(shape, row))

    def _number(self, shape: Shape, row: Row) -> dict[str, Any]:
        if shape is Shape.text:
            return {}
        if shape is Shape.tick:
            in_row = row.kind is Kind.row
            return {"num_format": _TICK if in_row else self._local("#,##0"), "align": "center"}
        return {"num_format": self._local(_FORMATS[shape]), "align": "right"}

    def _local(self, number_format: str) -> str:
        return _IN_THAI + number_format if self._digits is Digits.thai else number_format

    def _sum(
        self, sheet: Any, cell: tuple[int, int], value: Value, lines: list[int], look: dict[str, Any]
    ) -> None:
        """The sum as a formula that says, as the report does, when there is nothing to add."""
        cells = _cells(lines, cell[1])
        silent = t("report.no_data")
        counted = f'=IF(COUNT({cells})=0,"{silent}",SUM({cells}))'
        is_count = look.get("align") == "center"
        formula = f"=SUM({cells})" if is_count else counted
        known = silent if value is None else float(value)
        sheet.write_formula(*cell, formula, self._format(**look), known)

    def _cell(
        self, sheet: Any, cell: tuple[int, int], value: Value, column: Column, look: dict[str, Any]
    ) -> None:
        if value is None and column.shape is Shape.tick:
            sheet.write_blank(*cell, None, self._format(**look))
        elif value is None or isinstance(value, str):
            text = self._digits.of(shown(value, Shape.text))
            mark = _mark(text)
            look = {name: wanted for name, wanted in look.items() if name != "num_format"}
            sheet.write_string(*cell, text, self._format(**look, **mark))
        else:
            sheet.write_number(*cell, value, self._format(**look))

    def _about(self) -> None:
        """What stands in no table: the words, what is missing, the sources, and the build."""
        paper, imprint = self._paper, self._paper.imprint
        sheet = self._new_sheet(t("report.sheet_about"))
        for index, width in enumerate(_ABOUT):
            sheet.set_column(index, index, width)
        self._line = 0
        self._say(sheet, imprint.simulated, is_bold=True)
        self._say(sheet, f"{imprint.title} · {imprint.organisation}", is_bold=True)
        self._say(sheet, paper.subtitle)
        self._say(sheet, imprint.line)
        for block in paper.flat:
            if isinstance(block, Text):
                self._say(sheet, block.text)
            elif isinstance(block, Facts):
                for name, value in block.rows:
                    self._say(sheet, name, value or t("report.no_data"))
        self._line += 1
        self._say(sheet, t("report.missing"), is_bold=True)
        for item in paper.missing:
            self._say(sheet, item.what, item.fill)
        self._say(sheet, "" if paper.missing else t("report.nothing_missing"))
        self._line += 1
        self._say(sheet, t("report.sources"), formats.count(len(paper.sources)), is_bold=True)
        for source in paper.sources:
            self._say(sheet, source.title, source.publisher)

    def _say(self, sheet: Any, text: str, more: str = "", *, is_bold: bool = False) -> None:
        if not text:
            return
        for index, words in enumerate((text, more)):
            if words:
                said = self._digits.of(words).replace("{build}", self._paper.imprint.build_id)
                mark = _mark(said)
                sheet.write_string(
                    self._line, index, said, self._format(bold=is_bold, text_wrap=True, **mark)
                )
        longest = max(len(_marks.sub("", text)) / _ABOUT[0], len(_marks.sub("", more)) / _ABOUT[1])
        sheet.set_row(self._line, _LINE * max(ceil(longest / 0.85), 1))
        self._line += 1


def _mark(text: str) -> dict[str, bool]:
    """What keeps a text from being taken for a formula."""
    return {"quote_prefix": True} if re.match(FORMULA_START, text) else {}


def _width(column: Column) -> float:
    return 4 + column.width * 8


def _lines(row: Row, columns: Sequence[Column]) -> int:
    """How many lines the longest text of a row takes: only Excel itself knows better, and not before it is opened."""
    if row.kind is Kind.group:
        return 1
    texts = (
        (_marks.sub("", str(value)), column)
        for value, column in zip(row.cells, columns, strict=True)
        if value
    )
    return max(
        (
            sum(ceil(max(len(part), 1) / (_width(column) * 0.85)) for part in text.split("\n"))
            for text, column in texts
        ),
        default=1,
    )


def _cells(lines: list[int], column: int) -> str:
    """The cells of some lines of a column: as one range where they follow each other."""
    first, last = (xl_rowcol_to_cell(line, column) for line in (lines[0], lines[-1]))
    if lines == list(range(lines[0], lines[-1] + 1)):
        return f"{first}:{last}"
    return ",".join(xl_rowcol_to_cell(line, column) for line in lines)


def _harmless(text: str) -> str:
    """A text in the head or foot of a page, where an ampersand begins a code."""
    return text.replace("&", "&&")
