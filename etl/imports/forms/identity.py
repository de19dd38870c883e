"""The identity of a form that came back: for whom, which year and round, and whether it is still the one sent out."""

import re
from dataclasses import dataclass, field

from etl.imports.forms import guide
from etl.imports.forms.content import check_code
from etl.imports.forms.declare import FORM_VERSION, Form
from etl.imports.forms.labels import folded
from etl.imports.forms.places import Columns, Place, filled_rows, letter
from etl.imports.submission import Sheet
from etl.problems import Problem

_ORG_CODE = re.compile(r"\d{7}")
_YEAR = re.compile(r"\d{4}")
_ROUND = re.compile(r"\d{1,2}")


@dataclass
class Identity:
    """What the first sheet states; without a form, `problems` says why nothing of the file can be read."""

    form: Form | None = None
    keys_code: str = ""
    problems: list[Problem] = field(default_factory=list)
    columns: Columns = field(default_factory=dict)


def has_identity(sheet: Sheet) -> bool:
    """Whether a sheet carries the labels by which a form is known."""
    labels = {folded(cell.text) for row in sheet.rows.values() for cell in row.values()}
    return {folded(guide.VERSION), folded(guide.CHECK_CODE)} <= labels


def read_identity(place: Place, sheet: Sheet) -> Identity:
    """Read the identity block, wherever it stands on the sheet."""
    found, identity = _values(sheet), Identity()
    for label in guide.IDENTITY:
        if label not in found:
            identity.problems.append(place.problem("form_identity_missing", value=label))
        else:
            identity.columns[place.sheet_name, label] = found[label][1]
    if identity.problems:
        return identity
    values = {label: text for label, (_, _, text) in found.items()}
    rows = {label: row_no for label, (row_no, _, _) in found.items()}
    if values[guide.VERSION] != FORM_VERSION:
        identity.problems.append(
            place.problem(
                "form_other_version",
                rows[guide.VERSION],
                guide.VERSION,
                values[guide.VERSION],
                current=FORM_VERSION,
            )
        )
        return identity
    form = _form(values)
    half, _, keys_code = values[guide.CHECK_CODE].upper().partition("-")
    if form is None or half != check_code(form, []).partition("-")[0]:
        said = f"{values[guide.ORG_CODE]} / {values[guide.FISCAL_YEAR]} / {values[guide.REPORT_ROUND]}"
        identity.problems.append(
            place.problem("form_identity_changed", rows[guide.CHECK_CODE], guide.CHECK_CODE, said)
        )
        return identity
    identity.form, identity.keys_code = form, keys_code
    return identity


def _values(sheet: Sheet) -> dict[str, tuple[int, str, str]]:
    """Each label with row, column letter and text of the cell to its right."""
    labels = {folded(label): label for label in guide.IDENTITY}
    found: dict[str, tuple[int, str, str]] = {}
    for row_no, row in filled_rows(sheet).items():
        for column_no, cell in row.items():
            label = labels.get(folded(cell.text))
            right = [number for number in row if number > column_no]
            if label and right and label not in found:
                value_no = min(right)
                found[label] = (row_no, letter(value_no), folded(row[value_no].text))
    return found


def _form(values: dict[str, str]) -> Form | None:
    """The form that the values name; None where they do not agree with each other."""
    org_code, year = values[guide.ORG_CODE], values[guide.FISCAL_YEAR]
    months = _ROUND.search(values[guide.REPORT_ROUND])
    report_round = int(months[0]) if months else None
    if not _ORG_CODE.fullmatch(org_code) or not _YEAR.fullmatch(year):
        return None
    if values[guide.KIND] != folded(guide.kind_of(report_round)):
        return None
    return Form(org_code, int(year), report_round)
