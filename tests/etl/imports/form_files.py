"""Forms in the hands of an officer: taken from a warehouse, changed in a workbook program, and sent back."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook

from etl.imports.forms.declare import Form
from etl.imports.forms.read_form import read_form
from etl.imports.forms.template import template_name, write_template
from etl.imports.receive import receive
from etl.imports.submission import ReceivedFile, Submission
from warehouse.reader import Warehouse

Change = Callable[[Workbook], object]
PHITSANULOK = Form("2650101", 2565, 12)
DET_UDOM = Form("4340701", 2567, 6)
DET_UDOM_PLAN = Form("4340701", 2567)
SAMRAN = Form("5350108", 2568, 12)


@cache
def form_bytes(warehouse: Warehouse, form: Form) -> bytes:
    """The workbook of a form as it is sent out."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / template_name(form)
        write_template(warehouse, form, path)
        return path.read_bytes()


def opened(warehouse: Warehouse, form: Form) -> Workbook:
    """The workbook of a form, open."""
    return load_workbook(io.BytesIO(form_bytes(warehouse, form)))


def sent_back(warehouse: Warehouse, form: Form, *changes: Change) -> ReceivedFile:
    """The form as received after the changes; without any, the very bytes that were sent out."""
    content = form_bytes(warehouse, form)
    if changes:
        book = load_workbook(io.BytesIO(content))
        for change in changes:
            change(book)
        saved = io.BytesIO()
        book.save(saved)
        content = saved.getvalue()
    return receive("form.xlsx", content)


def read_back(warehouse: Warehouse, form: Form, *changes: Change) -> Submission:
    """What the program understands of the form after the changes."""
    return read_form(sent_back(warehouse, form, *changes), warehouse)


def cells(sheet: str, **values: object) -> Change:
    """Write values into cells: `cells("รายงานผล", H2="…")`."""

    def change(book: Workbook) -> None:
        for cell, value in values.items():
            book[sheet][cell] = value

    return change
