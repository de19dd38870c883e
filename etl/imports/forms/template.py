"""A form as an Excel workbook, filled with what the warehouse has."""

from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from etl.imports.forms.content import Content, content_of
from etl.imports.forms.declare import LISTS_SHEET, Form
from etl.imports.forms.guide import write_guide
from etl.imports.forms.looks import Looks
from etl.imports.forms.write_sheet import write_sheet
from warehouse.reader import Warehouse

_WIDTH = 40


def template_name(form: Form) -> str:
    """The file name of a form, such as `sutcharit_4340701_2567_round6.xlsx`."""
    part = "plan" if form.report_round is None else f"round{form.report_round}"
    return f"sutcharit_{form.org_code}_{form.fiscal_year}_{part}.xlsx"


def write_template(warehouse: Warehouse, form: Form, path: Path) -> None:
    """Write the workbook of a form.

    Raises InputError when the organisation is not registered, the year or round does not exist, or, for a report,
    nothing is planned for the year.
    """
    content = content_of(warehouse, form)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": template_name(form), "author": "Sutcharit"})
        looks = Looks(book)
        write_guide(looks, content)
        ranges = _list_ranges(content)
        for sheet in content.sheets:
            write_sheet(looks, sheet, content, ranges)
        _write_lists(looks, content)


def _used_lists(content: Content) -> list[str]:
    used = {field.choice for sheet in content.sheets for field in sheet.fields}
    return [name for name, labels in content.choices.lists.items() if name in used and labels]


def _list_ranges(content: Content) -> dict[str, str]:
    """Where each drop-down list stands: a list written into a cell's rule may not be long."""
    ranges = {}
    for index, name in enumerate(_used_lists(content)):
        last = len(content.choices.lists[name])
        ranges[name] = f"='{LISTS_SHEET}'!{xl_range_abs(1, index, last, index)}"
    return ranges


def _write_lists(looks: Looks, content: Content) -> None:
    page = looks.book.add_worksheet(LISTS_SHEET)
    bold, plain = looks.plain(bold=True), looks.plain(text_wrap=False)
    headings = {field.choice: field.heading for sheet in content.sheets for field in sheet.fields}
    for index, name in enumerate(_used_lists(content)):
        page.set_column(index, index, _WIDTH)
        page.write_string(0, index, headings[name], bold)
        for place, label in enumerate(content.choices.lists[name].values(), 1):
            page.write_string(place, index, label, plain)
    page.protect("", {})
    page.hide()
