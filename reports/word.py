"""A report as a Word file that officers can go on writing in: real headings, lists and tables, no pictures."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from dashboard import formats
from dashboard.language import t
from dashboard.theme import SYMBOLS
from reports import word_marks as marks
from reports.content.common import MOST_SOURCES
from reports.digits import Digits
from reports.paper import Bars, Block, Facts, Heading, Meters, Pair, Paper, Paths, Signatures, Text, Tiles
from reports.tables import Kind, Row, Shape, Table, shown

# The size of official papers, in points of TH Sarabun.
_POINTS, _SMALL = 16, marks.SMALL
_STYLES = {"Normal": _POINTS, "Header": 12, "Footer": 11, "Heading 1": 20, "Heading 2": 18, "Heading 3": 17}
# A row with a text of more letters, for each part of the width, may be torn apart by the end of a page; wider letters
# may take the place of those of Sarabun.
_LETTERS = 45
# Signs that no XML can hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHADES = {Kind.group: "E4EAF3", Kind.sum: "F1F4F9", Kind.total: "DDE4EE"}
_PLACES = {Shape.text: WD_ALIGN_PARAGRAPH.LEFT, Shape.tick: WD_ALIGN_PARAGRAPH.CENTER}


def write_document(paper: Paper, digits: Digits, path: Path) -> None:
    """Write a report to a file."""
    _Writer(paper, digits).written().save(str(path))


class _Writer:
    """One document, written from top to bottom."""

    def __init__(self, paper: Paper, digits: Digits) -> None:
        self._paper, self._digits = paper, digits
        self._document: Any = Document()
        self._makers: dict[type, Callable[[Any], None]] = {
            Heading: self._heading,
            Text: self._text,
            Facts: self._facts,
            Tiles: self._table_of,
            Bars: self._table_of,
            Meters: self._table_of,
            Paths: self._table_of,
            Table: self._table_of,
            Pair: self._pair,
            Signatures: self._signatures,
        }

    def written(self) -> Any:
        """The document with all that the report says."""
        self._set_styles()
        self._set_page()
        self._head()
        for block in self._paper.blocks:
            self._put(block)
        self._missing()
        self._sources()
        return self._document

    def _put(self, block: Block) -> None:
        self._makers[type(block)](block)

    def _set_styles(self) -> None:
        styles = self._document.styles
        for name, points in _STYLES.items():
            marks.set_font(styles[name], points, is_bold=name.startswith("Heading"))
        styles["Normal"].paragraph_format.space_after = Pt(4)

    def _set_page(self) -> None:
        section = self._document.sections[0]
        width, height = Cm(21), Cm(29.7)
        if self._paper.is_wide:
            section.orientation = WD_ORIENT.LANDSCAPE
            width, height = height, width
        section.page_width, section.page_height = width, height
        section.left_margin, section.right_margin = Cm(2), Cm(1.5)
        section.top_margin, section.bottom_margin = Cm(2), Cm(2)
        imprint = self._paper.imprint
        properties = self._document.core_properties
        properties.title, properties.author = f"{imprint.organisation}: {imprint.title}", t("app.name")
        properties.language = "th-TH"
        if imprint.simulated:
            line = section.header.paragraphs[0]
            line.text, line.alignment = self._said(imprint.simulated), WD_ALIGN_PARAGRAPH.RIGHT
            marks.add_watermark(line, imprint.simulated)
        self._foot(section)

    def _foot(self, section: Any) -> None:
        imprint, paper = self._paper.imprint, self._paper
        foot = section.footer.paragraphs[0]
        before, between = self._said(t("report.page", page="|", pages="|")).split("|")[:2]
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        foot.add_run(before)
        marks.add_field(foot, "PAGE", self._digits)
        foot.add_run(between)
        marks.add_field(foot, "NUMPAGES", self._digits)
        first = paper.sources[0].title if paper.sources else t("report.no_sources")
        lines = [
            self._said(f"{t('report.source')}: {first}"),
            self._said(imprint.line).replace("{build}", imprint.build_id),
        ]
        for line in lines:
            section.footer.add_paragraph(line, style="Footer")
        for paragraph in section.footer.paragraphs:
            paragraph.paragraph_format.space_after = Pt(0)

    def _head(self) -> None:
        imprint = self._paper.imprint
        title = self._document.add_paragraph(self._said(imprint.title), style="Heading 1")
        of_whom = self._document.add_paragraph(self._said(imprint.organisation), style="Heading 2")
        subtitle = self._document.add_paragraph(self._said(self._paper.subtitle))
        for paragraph in (title, of_whom, subtitle):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_before = Pt(0)

    def _heading(self, block: Heading) -> None:
        self._titled(block.text)

    def _titled(self, text: str) -> None:
        if text:
            self._document.add_paragraph(self._said(text), style="Heading 3")

    def _text(self, block: Text) -> None:
        symbol = f"{SYMBOLS[block.tone]} " if block.tone else ""
        self._document.add_paragraph(self._said(symbol + block.text))

    def _facts(self, block: Facts) -> None:
        table = self._document.add_table(rows=0, cols=2)
        for name, value in block.rows:
            cells = table.add_row().cells
            marks.write(cells[0], self._said(name), is_bold=True, points=_POINTS)
            marks.write(cells[1], self._said(value or t("report.no_data")), points=_POINTS)
        self._set_widths(table, [1, 4])

    def _pair(self, block: Pair) -> None:
        self._put(block.left)
        self._put(block.right)

    def _table_of(self, block: Tiles | Bars | Meters | Paths | Table) -> None:
        table = block.table
        self._titled(table.title)
        made = self._document.add_table(rows=0, cols=len(table.columns))
        made.style = "Table Grid"
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        self._headings(made, table)
        for row in table.rows:
            self._row(made, table, row)
        self._set_widths(made, table.widths)
        if table.note:
            marks.size_run(self._document.add_paragraph().add_run(self._said(table.note)), _SMALL)

    def _headings(self, made: Any, table: Table) -> None:
        """The headings, repeated on each page; those under one heading stand below it."""
        columns = table.columns
        has_over = any(column.over for column in columns)
        rows = [made.add_row() for _ in range(2 if has_over else 1)]
        for index, column in enumerate(columns):
            marks.write(
                rows[-1].cells[index],
                self._said(column.heading),
                is_bold=True,
                place=WD_ALIGN_PARAGRAPH.CENTER,
                points=_SMALL - 1,
            )
        for index, column in enumerate(columns if has_over else ()):
            if not column.over:
                rows[0].cells[index].merge(rows[1].cells[index])
            elif index == 0 or columns[index - 1].over != column.over:
                last = max(place for place, other in enumerate(columns) if other.over == column.over)
                merged = rows[0].cells[index].merge(rows[0].cells[last])
                marks.write(merged, self._said(column.over), is_bold=True, place=WD_ALIGN_PARAGRAPH.CENTER)
        for row in rows:
            marks.mark_row(row, "w:tblHeader")

    def _row(self, made: Any, table: Table, row: Row) -> None:
        line = made.add_row()
        if not row.is_longer(table.columns, _LETTERS):
            marks.mark_row(line, "w:cantSplit")
        if row.kind is Kind.group:
            merged = line.cells[0].merge(line.cells[-1])
            marks.write(merged, self._said(str(row.cells[0])), is_bold=True)
            merged.paragraphs[0].paragraph_format.keep_with_next = True
            marks.shade(merged, _SHADES[row.kind])
            return
        shapes = row.shapes(table.columns)
        for cell, value, shape in zip(line.cells, row.cells, shapes, strict=True):
            place = _PLACES.get(shape, WD_ALIGN_PARAGRAPH.RIGHT)
            marks.write(
                cell, self._said(shown(value, shape, row.kind)), is_bold=row.kind is not Kind.row, place=place
            )
            if row.kind is not Kind.row:
                marks.shade(cell, _SHADES[row.kind])

    def _signatures(self, block: Signatures) -> None:
        table = self._document.add_table(rows=1, cols=len(block.roles))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        marks.mark_row(table.rows[0], "w:cantSplit")
        dots = "." * 36
        lines = [
            f"{t('report.sign')} {dots}",
            f"({dots})",
            f"{t('report.position')} {dots}",
            f"{t('report.date')} {dots}",
        ]
        for cell, role in zip(table.rows[0].cells, block.roles, strict=True):
            marks.write(cell, "\n".join(["", *lines]), place=WD_ALIGN_PARAGRAPH.CENTER, points=_POINTS - 2)
            run = cell.add_paragraph().add_run(role)
            run.bold = True
            cell.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _missing(self) -> None:
        missing = self._paper.missing
        self._titled(t("report.missing"))
        if not missing:
            self._document.add_paragraph(t("report.nothing_missing"))
            return
        columns = [t("report.what"), t("report.fill")]
        table = self._document.add_table(rows=1, cols=2)
        table.style = "Table Grid"
        for cell, words in zip(table.rows[0].cells, columns, strict=True):
            marks.write(cell, words, is_bold=True)
        marks.mark_row(table.rows[0], "w:tblHeader")
        for item in missing:
            cells = table.add_row().cells
            marks.write(cells[0], self._said(item.what))
            marks.write(cells[1], self._said(item.fill))

    def _sources(self) -> None:
        self._titled(t("report.sources"))
        for item in self._paper.sources[:MOST_SOURCES]:
            words = " · ".join(filter(None, (item.title, item.publisher)))
            self._document.add_paragraph(self._said(words), style="List Bullet")
        more = len(self._paper.sources) - MOST_SOURCES
        if more > 0:
            self._document.add_paragraph(self._said(t("report.more_sources", count=formats.count(more))))
        if not self._paper.sources:
            self._document.add_paragraph(t("report.no_sources"))

    def _set_widths(self, table: Any, parts: list[float]) -> None:
        section = self._document.sections[0]
        room = section.page_width - section.left_margin - section.right_margin
        table.autofit = False
        for column, part in zip(table.columns, parts, strict=True):
            column.width = int(room * part / sum(parts))
        # Word goes by the columns, LibreOffice by the cells.
        for row in table.rows:
            for cell, column in zip(row.cells, table.columns, strict=False):
                if row.cells[0] is not row.cells[-1]:
                    cell.width = column.width

    def _said(self, text: str) -> str:
        return _UNWRITABLE.sub("", self._digits.of(text))
