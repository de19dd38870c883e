"""What a received file is: a form, a table of ITA results, or tables of the house."""

from dataclasses import replace

from etl.imports.forms.read_form import is_form, read_form
from etl.imports.ita_table import is_ita_table, read_ita_table
from etl.imports.limits import refusal
from etl.imports.receive import reading_notices
from etl.imports.submission import ReceivedFile, Submission
from etl.imports.table_files import fitting_columns, is_tables, read_tables
from etl.problems import InputError
from etl.registry.read import is_register
from warehouse.reader import Warehouse

# Fewer common headings than this say nothing.
_LIKELY = 2


def understand(received: ReceivedFile, warehouse: Warehouse, fiscal_year: int | None = None) -> Submission:
    """The file as understood; `fiscal_year` is that of ITA results which do not state one.

    Raises InputError when the file is of no kind that can be imported, naming what it is nearest to.
    """
    submission = _read(received, warehouse, fiscal_year)
    return replace(submission, notices=[*reading_notices(received), *submission.notices])


def _read(received: ReceivedFile, warehouse: Warehouse, fiscal_year: int | None) -> Submission:
    if is_form(received):
        return read_form(received, warehouse)
    if is_register(received):
        raise refusal("file_is_register", received.name)
    # The house's own tables have ITA scores too, and stricter names.
    if is_tables(received):
        return read_tables(received)
    if is_ita_table(received):
        return read_ita_table(received, warehouse, fiscal_year)
    raise _not_understood(received)


def _not_understood(received: ReceivedFile) -> InputError:
    if not any(sheet.rows for sheet in received.sheets):
        return refusal("empty_file", received.name)
    fits = [
        (count, sheet.name, table)
        for sheet in received.sheets
        for table, count in fitting_columns(sheet).items()
        if count >= _LIKELY
    ]
    if not fits:
        return refusal("file_not_understood", received.name, guess="", guess_en="")
    count, sheet, table = max(fits, key=lambda fit: fit[0])
    is_csv = sheet == received.name
    advice = f"ตั้งชื่อแฟ้มเป็น {table}.csv" if is_csv else f"เปลี่ยนชื่อแผ่นเป็น {table}"
    advice_en = f"Name the file {table}.csv" if is_csv else f"Rename the sheet to {table}"
    guess = f" ใกล้เคียงที่สุดคือตาราง {table} (แผ่น {sheet} มีหัวตารางตรงกัน {count} คอลัมน์): {advice}"
    guess_en = f" Nearest is the table {table}: {count} headings of the sheet {sheet} fit. {advice_en}."
    return refusal("file_not_understood", received.name, sheet, guess=guess, guess_en=guess_en)
