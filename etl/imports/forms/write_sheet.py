"""One sheet of rows of a form: headings with notes, the rows of the warehouse, and spare ones."""

from typing import Any

from etl.imports.forms.columns import Column
from etl.imports.forms.content import Content, Row, is_of_earlier_round
from etl.imports.forms.declare import FormSheet, Role
from etl.imports.forms.looks import NAVY, SLATE, Looks, row_height

_HEADING_HEIGHT, _SPARE_HEIGHT = 36, 21
_NOTE = {"author": "Sutcharit", "font_name": "Tahoma", "font_size": 9, "x_scale": 2.2}
_LINE_HEIGHT, _LINE_LENGTH = 16, 46
# What may be done to a locked sheet: widths and heights harm no row.
PROTECTION = {"format_columns": True, "format_rows": True}
# The id column and the heading row stay in sight.
_FROZEN = (1, 1)


def write_sheet(looks: Looks, sheet: FormSheet, content: Content, list_ranges: dict[str, str]) -> None:
    """Add a sheet to the workbook; `list_ranges` says where each drop-down list stands."""
    page = looks.book.add_worksheet(sheet.name)
    rows = content.rows[sheet.name]
    spare = max(sheet.spare_rows, sheet.least_rows - len(rows))
    for index, field in enumerate(sheet.fields):
        column = Column(field, content.choices, content.form.fiscal_year)
        _write_heading(page, looks, index, column, is_entry=sheet.is_filled(field))
        _write_cells(page, looks, index, column, rows, content)
        for place in range(len(rows) + 1, len(rows) + spare + 1):
            page.write_blank(place, index, None, _format(looks, column, is_locked=field.role == Role.context))
        if field.role != Role.context and (rule := column.rule(list_ranges.get(field.choice, ""))):
            page.data_validation(1, index, max(len(rows) + spare, 1), index, rule)
    for place, row in enumerate(rows, 1):
        page.set_row(place, _height(sheet, row, content))
    for place in range(len(rows) + 1, len(rows) + spare + 1):
        page.set_row(place, _SPARE_HEIGHT)
    _set_up(page, sheet, content, len(rows) + spare)


def _height(sheet: FormSheet, row: Row, content: Content) -> float:
    filled = [field for field in sheet.fields if row.get(field.name) is not None]
    return row_height((content.choices.shown(field.choice, row[field.name]), field.width) for field in filled)


def _write_heading(page: Any, looks: Looks, index: int, column: Column, *, is_entry: bool) -> None:
    field = column.field
    page.set_column(index, index, field.width)
    page.write_string(
        0, index, field.heading, looks.heading(is_entry=is_entry, is_required=field.must_be_filled)
    )
    lines = sum(1 + len(line) // _LINE_LENGTH for line in column.note.splitlines())
    page.write_comment(0, index, column.note, {**_NOTE, "height": _LINE_HEIGHT * (lines + 1)})


def _write_cells(
    page: Any, looks: Looks, index: int, column: Column, rows: list[Row], content: Content
) -> None:
    is_locked = column.field.role != Role.entry
    plain = _format(looks, column, is_locked=is_locked)
    carried = _format(looks, column, is_locked=is_locked, is_carried=True)
    for place, row in enumerate(rows, 1):
        value = row.get(column.field.name)
        is_carried = value is not None and is_of_earlier_round(row, content.form)
        _write_value(page, (place, index), value, column, carried if is_carried else plain)


def _format(looks: Looks, column: Column, *, is_locked: bool, is_carried: bool = False) -> Any:
    return looks.cell(
        is_locked=is_locked,
        is_carried=is_carried,
        number_format=column.number_format,
        align=column.align,
    )


def _write_value(page: Any, cell: tuple[int, int], value: Any, column: Column, look: Any) -> None:
    if value is None:
        page.write_blank(*cell, None, look)
    elif column.is_number:
        page.write_number(*cell, value, look)
    elif column.is_date:
        page.write_datetime(*cell, value, look)
    else:
        page.write_string(*cell, column.choices.shown(column.field.choice, value), look)


def _set_up(page: Any, sheet: FormSheet, content: Content, last_row: int) -> None:
    page.set_row(0, _HEADING_HEIGHT)
    page.freeze_panes(*_FROZEN)
    page.protect("", PROTECTION)
    page.set_tab_color(NAVY if any(field.role == Role.entry for field in sheet.fields) else SLATE)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.repeat_rows(0)
    page.print_area(0, 0, max(last_row, 1), len(sheet.fields) - 1)
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L&8{content.full_name_th}&C&8&A · ปีงบประมาณ {content.form.fiscal_year}&R&8หน้า &P/&N")
