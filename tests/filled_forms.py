"""Forms filled in as an officer does: the workbook of the form, with values written into cells."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from etl import door

Cells = Mapping[str, Mapping[str, Any]]

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PHITSANULOK = "2650101"
# Of the 38 projects of Phitsanulok in 2565, 33 are completed; the seventh, in row 8, is in progress.
ONE_MORE_COMPLETED = {"รายงานผล": {"H8": "ดำเนินการแล้วเสร็จ"}}


def filled(
    cells: Cells, org_code: str = PHITSANULOK, fiscal_year: int = 2565, report_round: int | None = 12
) -> bytes:
    """The form of an organisation with values written into cells, by sheet and cell."""
    _, content = door.form_file(org_code, fiscal_year, report_round)
    return filled_in(content, cells)


def filled_in(form: bytes, cells: Cells) -> bytes:
    """A form with values written into cells, by sheet and cell."""
    workbook = load_workbook(BytesIO(form))
    for sheet, values in cells.items():
        for cell, value in values.items():
            workbook[sheet][cell] = value
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()
