"""The review workbook: what was read beside what is printed, doubts coloured, and back again.

A sheet holds one table: for each column the value, and beside it the printed text. A reviewer changes the
values; what differs from the table afterwards becomes a correction, so that the printed value is kept.
"""

from dataclasses import dataclass
from pathlib import Path

import fastexcel
import polars as pl
import xlsxwriter

from etl.extract.document import Extraction, Read, Row
from etl.schemas.sources import SOURCE_TABLES
from etl.schemas.table import Table, metadata

FINDINGS = "findings"
PRINTED_MARK = " (พิมพ์)"
_WIDTHS = {"title_th": 60, "control_th": 50, "risk_event": 50, "result_th": 50, "responsible_unit": 30}
_USUAL_WIDTH = 16
_TABLES = {table.name: table for table in SOURCE_TABLES}


@dataclass(frozen=True)
class ReviewedTable:
    """One sheet of a reviewed workbook: its rows as texts, each with its row number in the sheet."""

    name: str
    rows: list[tuple[int, dict[str, str]]]


def write_review(path: Path, extraction: Extraction) -> None:
    """Write the workbook of an extraction: one sheet for each table, and one of findings."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    formats = {
        "head": book.add_format({"bold": True, "bg_color": "#eef2f8", "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "printed": book.add_format({"text_wrap": True, "valign": "top", "font_color": "#5b6b82"}),
        "doubt": book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#ffe699"}),
        "corrected": book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#c6e0b4"}),
    }
    for name, rows in extraction.tables.items():
        _write_table(book.add_worksheet(name), _TABLES[name], rows, formats)
    sheet = book.add_worksheet(FINDINGS)
    for column, heading in enumerate(["rule_code", "locator", "printed", "message_th", "message_en"]):
        sheet.write_string(0, column, heading, formats["head"])
    sheet.set_column(0, 2, _USUAL_WIDTH)
    sheet.set_column(3, 4, 70)
    for number, doubt in enumerate(extraction.doubts, 1):
        values = (doubt.rule_code, doubt.locator, doubt.printed, doubt.message_th, doubt.message_en)
        for column, value in enumerate(values):
            sheet.write_string(number, column, value, formats["text"])
    book.close()


def _write_table(
    sheet: xlsxwriter.worksheet.Worksheet, table: Table, rows: list[Row], formats: dict[str, object]
) -> None:
    sheet.freeze_panes(2, 1)
    place = 0
    for name, column in table.columns.items():
        reads = [row.get(name, Read("")) for row in rows]
        # Ids that the reader made up have no printed text to stand beside.
        has_printed = any(read.printed for read in reads)
        for offset, suffix in enumerate(("", PRINTED_MARK)[: 1 + has_printed]):
            sheet.write_string(0, place + offset, metadata(column)["name_th"] + suffix, formats["head"])
            sheet.write_string(1, place + offset, "" if offset else name, formats["head"])
        sheet.set_column(place, place + has_printed, _WIDTHS.get(name, _USUAL_WIDTH))
        for number, read in enumerate(reads, 2):
            _write_cell(sheet, number, place, read, formats)
            if has_printed:
                sheet.write_string(number, place + 1, read.printed, formats["printed"])
        place += 1 + has_printed


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, number: int, column: int, read: Read, formats: dict[str, object]
) -> None:
    is_corrected = read.corrected is not None
    look = formats["corrected" if is_corrected else "doubt" if read.doubt else "text"]
    sheet.write_string(number, column, str(read.corrected) if is_corrected else read.value, look)
    if comment := "\n".join(filter(None, [read.reason, read.evidence, read.doubt])):
        sheet.write_comment(number, column, comment, {"x_scale": 2, "y_scale": 1.5})


def read_review(path: Path) -> list[ReviewedTable]:
    """The tables of a reviewed workbook; sheets that are no table of a source are passed by."""
    book = fastexcel.read_excel(path)
    return [_read_table(book, name) for name in book.sheet_names if name in _TABLES]


def _read_table(book: fastexcel.ExcelReader, name: str) -> ReviewedTable:
    cells = book.load_sheet(name, header_row=None, dtypes="string").to_polars()
    names = [str(value or "").strip() for value in cells.row(1)] if cells.height > 1 else []
    known = {index: column for index, column in enumerate(names) if column in _TABLES[name].columns}
    rows = []
    for number, values in enumerate(cells[2:].cast(pl.String).iter_rows(), 3):
        row = {column: (values[index] or "").strip() for index, column in known.items()}
        if any(row.values()):
            rows.append((number, row))
    return ReviewedTable(name, rows)
