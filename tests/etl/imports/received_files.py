"""Workbooks as officers and mischief-makers send them, made by hand."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

from openpyxl import Workbook

from etl.imports.receive import receive
from etl.problems import InputError

Rows = Sequence[Sequence[object]]


def workbook(change: Callable[[Workbook], object] = lambda book: None, /, **sheets: Rows) -> bytes:
    """A workbook with these sheets, after a change by hand."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    change(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(content: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """The workbook with these parts in place of its own, added, or left out."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            if data is not None:
                new.writestr(name, data)
    return stream.getvalue()


def refused(name: str, content: bytes) -> tuple[str, str]:
    """The rule and the Thai message by which a file is refused; an error where it is taken."""
    try:
        receive(name, content)
    except InputError as error:
        (problem,) = error.problems
        assert problem.message_en
        return problem.rule_code, problem.message_th
    raise AssertionError(f"{name} was taken")


SMALL = workbook(a=[["x"]])
_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData>{}</worksheet>"
)


def sheet_xml(rows: str, rest: str = "") -> str:
    """The XML of a sheet with these rows, and what comes after them."""
    return _SHEET.format(rows, rest)


def with_sheet(rows: str, rest: str = "", before: str = "") -> bytes:
    """A workbook whose one sheet `a` is this XML."""
    return repacked(SMALL, {"xl/worksheets/sheet1.xml": (before + sheet_xml(rows, rest)).encode()})
