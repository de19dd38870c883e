"""A form that came back, read into the tables of a source; every fault is told by sheet and cell."""

from dataclasses import dataclass, field

import polars as pl

from etl.imports.forms.content import Content, check_code, content_of
from etl.imports.forms.declare import ALL_SHEETS, GUIDE_SHEET, OTHER_SHEETS, REPORT_SHEET, FormSheet
from etl.imports.forms.identity import Identity, has_identity, read_identity
from etl.imports.forms.keys import Ids, settle_keys
from etl.imports.forms.labels import folded
from etl.imports.forms.places import Columns, Place
from etl.imports.forms.read_rows import SheetReading, read_rows
from etl.imports.forms.review import absent_ids, look_over, some_of
from etl.imports.forms.tables import further_problems, tables_of
from etl.imports.submission import ReceivedFile, Sheet, Submission, SubmissionKind
from etl.problems import InputError, Problem
from warehouse.reader import Warehouse

# Tables of ITA results bear these names too.
_COMMON_NAMES = ("คะแนน ITA", "ผล ITA")


@dataclass
class _Reading:
    """What is found in one file, sheet by sheet."""

    file: ReceivedFile
    sheets: dict[str, list[Sheet]]
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    columns: Columns = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def only(self, name: str) -> Sheet | None:
        """The one sheet of that name, or a problem and nothing."""
        found = self.sheets.get(folded(name), [])
        if not found:
            self.problems.append(Place(self.file, name).problem("form_missing_sheet", value=name))
        if len(found) > 1:
            names = " · ".join(f"“{sheet.name}”" for sheet in found)
            self.problems.append(Place(self.file, found[0].name).problem("form_repeated_sheet", value=names))
        return found[0] if len(found) == 1 else None


def is_form(received: ReceivedFile) -> bool:
    """Whether a file is a form of this program, be it in whatever state."""
    own = {folded(sheet.name) for sheet in ALL_SHEETS if sheet.name not in _COMMON_NAMES}
    is_workbook = not received.name.lower().endswith(".csv")
    return is_workbook and any(has_identity(sheet) or folded(sheet.name) in own for sheet in received.sheets)


def read_form(received: ReceivedFile, warehouse: Warehouse) -> Submission:
    """Read a form. One whose identity cannot be trusted gives problems and no tables."""
    reading = _Reading(received, _by_name(received))
    guide = reading.only(GUIDE_SHEET)
    identity = _identity(reading, guide) if guide else Identity()
    content = _content(reading, warehouse, identity, guide.name) if identity.form and guide else None
    if content is None:
        return _submission(reading, None)
    _read_sheets(reading, content, identity)
    _tell_other_sheets(reading, content)
    return _submission(reading, content)


def _by_name(received: ReceivedFile) -> dict[str, list[Sheet]]:
    sheets: dict[str, list[Sheet]] = {}
    for sheet in received.sheets:
        sheets.setdefault(folded(sheet.name), []).append(sheet)
    return sheets


def _identity(reading: _Reading, guide: Sheet) -> Identity:
    identity = read_identity(Place(reading.file, guide.name), guide)
    reading.columns.update(identity.columns)
    reading.problems += identity.problems
    return identity


def _content(reading: _Reading, warehouse: Warehouse, identity: Identity, sheet: str) -> Content | None:
    place = Place(reading.file, sheet)
    try:
        return content_of(warehouse, identity.form) if identity.form else None
    except InputError as error:
        reading.problems += [
            place.problem(one.rule_code, value=one.value or "", **dict(one.detail)) for one in error.problems
        ]
        return None


def _read_sheets(reading: _Reading, content: Content, identity: Identity) -> None:
    ids = Ids(
        content.form.org_code, set(content.plan_ids), {name: {**ids} for name, ids in content.taken.items()}
    )
    read = [_read_sheet(reading, declared, content) for declared in content.sheets]
    done = [one for one in read if one is not None]
    stated = [id for one in done for id in _stated_ids(one)]
    is_as_sent = identity.keys_code == check_code(content.form, stated).partition("-")[2]
    for one in done:
        settle_keys(one, ids)
        _tell_absent(one, is_as_sent=is_as_sent)
        look_over(one)
        _collect(reading, one)


def _read_sheet(reading: _Reading, declared: FormSheet, content: Content) -> SheetReading | None:
    sheet = reading.only(declared.name)
    return read_rows(Place(reading.file, sheet.name), sheet, declared, content) if sheet else None


def _stated_ids(one: SheetReading) -> list[str]:
    made = one.declared.made_field
    return [value for row in one.rows if made and (value := row.values[made.name])]


def _tell_absent(one: SheetReading, *, is_as_sent: bool) -> None:
    """Rows that the sheet does not have stay; either they are newer than the form, or somebody took them out."""
    if ids := absent_ids(one):
        rule = "form_rows_newer" if is_as_sent else "form_rows_removed"
        one.notices.append(one.place.problem(rule, value=some_of(ids), count=len(ids)))


def _collect(reading: _Reading, one: SheetReading) -> None:
    reading.columns.update(one.columns)
    reading.tables.update(tables_of(one))
    reading.problems += one.problems
    reading.problems += [problem for row in one.rows for problem in row.problems]
    reading.problems += further_problems(one)
    reading.notices += one.notices


def _tell_other_sheets(reading: _Reading, content: Content) -> None:
    known = {folded(name) for name in [*OTHER_SHEETS, *(sheet.name for sheet in content.sheets)]}
    for name, sheets in reading.sheets.items():
        if name not in known:
            place = Place(reading.file, sheets[0].name)
            reading.notices.append(place.problem("form_unknown_sheet", value=sheets[0].name))


def _submission(reading: _Reading, content: Content | None) -> Submission:
    form = content.form if content else None
    is_report = form.report_round is not None if form else folded(REPORT_SHEET.name) in reading.sheets
    return Submission(
        kind=SubmissionKind.report_form if is_report else SubmissionKind.plan_form,
        title_th=_title(content) if content else reading.file.name,
        org_code=form.org_code if form else None,
        fiscal_year=form.fiscal_year if form else None,
        report_round=form.report_round if form else None,
        tables=reading.tables,
        columns=reading.columns,
        problems=reading.problems,
        notices=reading.notices,
    )


def _title(content: Content) -> str:
    what = f"รายงานผล {content.round.title_th}" if content.round else "แผนปฏิบัติการป้องกันการทุจริต"
    return f"{what} ปีงบประมาณ {content.form.fiscal_year} {content.full_name_th}"
