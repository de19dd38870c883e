"""Excel files: the values of the sheets, with a note where a value is not simply typed."""

import io
import re
import zipfile
from dataclasses import dataclass, field

import fastexcel
from lxml import etree

from etl.extract.files.content import MOST_COLUMNS, Content, UnreadableDocument, cell_of, listed
from etl.extract.files.packages import opened

# The reader lays a sheet out as a full rectangle: two stray cells in opposite corners would fill memory.
MOST_CELLS = 1_000_000

_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d) 00:00:00")


@dataclass
class _Sheet:
    """What the file says about a sheet beside its values; cells by their address."""

    name: str
    path: str
    is_hidden: bool
    rows: int = 0
    columns: int = 0
    too_wide: dict[int, int] = field(default_factory=dict)
    formulas: list[str] = field(default_factory=list)
    without_value: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def read_xlsx(data: bytes, name: str) -> Content:
    """The values of all visible sheets; no formula is calculated and no link followed."""
    archive = opened(data, name, "Excel")
    try:
        sheets = _sheets(archive)
        for sheet in sheets:
            _look_through(archive, sheet)
        return _content(data, sheets, archive)
    except Exception as error:
        # The libraries raise whatever they trip over; to the officer all of it is a damaged file.
        raise UnreadableDocument("damaged", name=name, kind="Excel") from error


def _content(data: bytes, sheets: list[_Sheet], archive: zipfile.ZipFile) -> Content:
    content = Content()
    if any(entry.startswith("xl/externalLinks/") for entry in archive.namelist()):
        content.note("external_link")
    book = fastexcel.read_excel(data)
    for sheet in sheets:
        locator = f"sheet {sheet.name}"
        if sheet.is_hidden:
            content.note("hidden_sheet", locator, sheet=sheet.name)
        elif sheet.rows * sheet.columns > MOST_CELLS:
            count = sheet.rows * sheet.columns
            content.note("sheet_too_large", locator, sheet=sheet.name, count=count, limit=MOST_CELLS)
        elif sheet.rows:
            content.add_break(locator)
            _add_notes(content, sheet)
            _add_rows(content, book, sheet)
    return content


def _add_rows(content: Content, book: fastexcel.ExcelReader, sheet: _Sheet) -> None:
    # Thousands of columns take the reader long, and a row that has them is not kept.
    loaded = book.load_sheet(
        sheet.name,
        header_row=None,
        skip_rows=0,
        dtypes="string",
        use_columns=lambda column: column.index < MOST_COLUMNS,
    ).to_polars()
    for number, row in enumerate(loaded.iter_rows(), start=1):
        locator = f"sheet {sheet.name} row {number}"
        if number in sheet.too_wide:
            content.leave_out(locator, sheet.too_wide[number])
        elif any(row):
            content.add_row(locator, [_printed(value) for value in row])
        else:
            content.add_break(locator)


def _printed(value: str | None) -> str:
    """A cell's value; a day is stored as a moment, and lines within a cell are paragraphs."""
    text = _MIDNIGHT.sub(r"\1", value or "")
    return cell_of(text.split("\n")) if "\n" in text else text


def _add_notes(content: Content, sheet: _Sheet) -> None:
    for rule_code, cells in (
        ("formula_values", sheet.formulas),
        ("formula_without_value", sheet.without_value),
        ("error_value", sheet.errors),
    ):
        if cells:
            locator = f"sheet {sheet.name} row {cells[0].lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
            content.note(rule_code, locator, sheet=sheet.name, count=len(cells), cells=listed(cells))


def _sheets(archive: zipfile.ZipFile) -> list[_Sheet]:
    """The worksheets of the workbook; sheets that only hold a chart are left out."""
    targets = {
        link.get("Id"): (link.get("Target", ""), link.get("Type", ""))
        for link in _root(archive, "xl/_rels/workbook.xml.rels").iter("{*}Relationship")
    }
    sheets = []
    for entry in _root(archive, "xl/workbook.xml").iter("{*}sheet"):
        relation = next((value for key, value in entry.items() if key.endswith("}id")), "")
        target, kind = targets.get(relation, ("", ""))
        if kind.endswith("/worksheet"):
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            hidden = entry.get("state", "visible") != "visible"
            sheets.append(_Sheet(entry.get("name", ""), path, hidden))
    return sheets


def _root(archive: zipfile.ZipFile, path: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.parse(io.BytesIO(archive.read(path)), parser).getroot()


def _look_through(archive: zipfile.ZipFile, sheet: _Sheet) -> None:
    """Find how far the sheet goes and which of its cells are formulas or errors."""
    with archive.open(sheet.path) as stream:
        parsed = etree.iterparse(stream, tag="{*}c", resolve_entities=False, no_network=True)
        for _, cell in parsed:
            address = _CELL.fullmatch(cell.get("r", ""))
            if len(cell) and address:
                _note_cell(sheet, cell, address)
            cell.clear()
            while cell.getprevious() is not None:
                del cell.getparent()[0]
            if sheet.rows * sheet.columns > MOST_CELLS:
                return


def _note_cell(sheet: _Sheet, cell: etree._Element, address: re.Match[str]) -> None:
    row, column = int(address[2]), _column_number(address[1])
    sheet.rows, sheet.columns = max(sheet.rows, row), max(sheet.columns, column)
    if column > MOST_COLUMNS:
        sheet.too_wide[row] = max(sheet.too_wide.get(row, 0), column)
    if cell.find("{*}f") is not None:
        is_valued = bool(cell.findtext("{*}v"))
        (sheet.formulas if is_valued else sheet.without_value).append(address[0])
    if cell.get("t") == "e":
        sheet.errors.append(address[0])


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
