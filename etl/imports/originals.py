"""The received file as a workbook that can be written into: itself, or one made of the rows of a CSV."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, cast

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet.datavalidation import DataValidation

from etl.imports.submission import ReceivedFile, Sheet

_NOT_IN_A_TITLE = re.compile(r"[\\/?*\[\]:]")
_LONGEST_TITLE = 31
_NOT_IN_A_CELL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_USUAL_WIDTH = 18
_CHOICE_ATTRIBUTES = (
    "type",
    "operator",
    "errorStyle",
    "allowBlank",
    "showDropDown",
    "showInputMessage",
    "showErrorMessage",
    "errorTitle",
    "error",
    "promptTitle",
    "prompt",
)


def original(received: ReceivedFile) -> tuple[Workbook, dict[str, str]]:
    """The workbook of a received file, and by the name of each received sheet its title there."""
    if received.name.lower().endswith(".xlsx"):
        try:
            return _loaded(received.content), {sheet.name: sheet.name for sheet in received.sheets}
        except Exception:  # noqa: S110 - what the library trips over here was not needed for reading the cells
            pass
    return _made(received.sheets)


def write_text(cell: Any, text: str) -> None:
    """Write a text that stays one, also when it looks like a formula or an error."""
    cell.value = _NOT_IN_A_CELL.sub("", text)
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        # Or editing the cell would make a formula of it.
        cell.quotePrefix = True


def _loaded(content: bytes) -> Workbook:
    with warnings.catch_warnings():
        # What the library warns of losing is given back below, or is no data.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), keep_links=False, rich_text=True)
        for title, path in _parts(content):
            if title in book.sheetnames:
                for choice in _choices(content, path):
                    book[title].add_data_validation(choice)
    return book


def _parts(content: bytes) -> Iterator[tuple[str, str]]:
    """The title of each sheet and where it stands in the archive."""
    reader = ExcelReader(io.BytesIO(content))
    reader.read_manifest()
    reader.read_workbook()
    for sheet, link in reader.parser.find_sheets():
        yield sheet.name, link.target


def _choices(content: bytes, path: str) -> Iterator[DataValidation]:
    """Drop-downs whose list stands on another sheet: Excel keeps them where the library does not look."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(path) as stream:
        elements = etree.iterparse(stream, tag=("{*}row", "{*}dataValidation"), resolve_entities=False)
        for _, element in elements:
            is_extension = element.find("{*}sqref") is not None
            if is_extension:
                attributes = {name: element.get(name) for name in _CHOICE_ATTRIBUTES if element.get(name)}
                formulas = {
                    name: element.findtext(f"{{*}}{name}/{{*}}f")
                    for name in ("formula1", "formula2")
                    if element.find(f"{{*}}{name}") is not None
                }
                yield DataValidation(**attributes, **formulas, sqref=element.findtext("{*}sqref"))
            element.clear()


def _made(sheets: tuple[Sheet, ...]) -> tuple[Workbook, dict[str, str]]:
    book = Workbook()
    book.remove(book.active)
    titles = {}
    for received in sheets:
        stem = received.name.removesuffix(".csv")
        sheet = book.create_sheet(_NOT_IN_A_TITLE.sub("_", stem)[:_LONGEST_TITLE].strip("'") or "ข้อมูล")
        titles[received.name] = cast(str, sheet.title)
        for row_no, row in received.rows.items():
            for column_no, cell in row.items():
                write_text(sheet.cell(row_no, column_no), cell.text)
        sheet.sheet_format.defaultColWidth = _USUAL_WIDTH
    return book, titles
