"""Whether a sheet that came back still has the shape of the one sent out."""

from dataclasses import dataclass, field

from rapidfuzz import process

from etl.imports.forms.declare import FormSheet
from etl.imports.forms.labels import folded
from etl.imports.forms.places import Columns, Place, filled, filled_rows, letter, ranges
from etl.imports.submission import Sheet
from etl.problems import Problem

_LIKELY = 60


@dataclass
class Structure:
    """Where each column of a form stands on the sheet; with problems, its rows cannot be trusted."""

    column_nos: dict[str, int] = field(default_factory=dict)
    columns: Columns = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)


def structure_of(place: Place, sheet: Sheet, declared: FormSheet) -> Structure:
    """Find the columns by their headings in row 1, in whatever order, and all that disturbs them."""
    found = Structure()
    _find_headings(found, place, sheet, declared)
    if sheet.is_hidden:
        found.problems.append(place.problem("form_hidden_sheet"))
    found.problems += [*_merged(found, place, sheet), *_hidden(found, place, sheet)]
    _find_outside(found, place, sheet)
    return found


def _find_headings(found: Structure, place: Place, sheet: Sheet, declared: FormSheet) -> None:
    wanted = {folded(one.heading): one for one in declared.fields}
    unknown: dict[str, int] = {}
    for column_no, cell in filled(sheet.rows.get(1, {})).items():
        declared_field = wanted.get(folded(cell.text))
        name = declared_field.name if declared_field else cell.text.strip()
        if declared_field is None:
            unknown[name] = column_no
        elif name in found.column_nos:
            # A place of its own, for the first of the two columns keeps the name.
            _at_heading(found, place, "form_repeated_heading", f"{name}#{column_no}", column_no, cell.text)
        else:
            found.column_nos[name] = column_no
            found.columns[place.sheet_name, name] = letter(column_no)
    missing = [one.heading for one in declared.fields if one.name not in found.column_nos]
    for name, column_no in unknown.items():
        nearest = process.extractOne(name, missing, score_cutoff=_LIKELY)
        hint = f" น่าจะเปลี่ยนจาก “{nearest[0]}” ให้พิมพ์ชื่อเดิม" if nearest else " ลบคอลัมน์ที่เพิ่มออก"
        hint_en = f" Was it “{nearest[0]}”? Restore that name." if nearest else " Delete the added column."
        _at_heading(found, place, "form_unknown_heading", name, column_no, name, hint, hint_en)
    found.problems += [place.problem("form_missing_heading", 1, value=heading) for heading in missing]


def _at_heading(  # noqa: PLR0913, PLR0917 - what is told of one heading
    found: Structure,
    place: Place,
    rule: str,
    name: str,
    column_no: int,
    value: str,
    hint: str = "",
    hint_en: str = "",
) -> None:
    found.columns[place.sheet_name, name] = letter(column_no)
    found.problems.append(place.problem(rule, 1, name, value.strip(), hint=hint, hint_en=hint_en))


def _merged(found: Structure, place: Place, sheet: Sheet) -> list[Problem]:
    last_row = max(filled_rows(sheet), default=1)
    last_column = max(found.column_nos.values(), default=1)
    return [
        place.problem("form_merged", top, value=f"{letter(left)}{top}:{letter(right)}{bottom}")
        for top, left, bottom, right in sheet.merged
        if top <= last_row and left <= last_column
    ]


def _hidden(found: Structure, place: Place, sheet: Sheet) -> list[Problem]:
    rows = [row_no for row_no in filled_rows(sheet) if row_no in sheet.hidden_rows]
    letters = [
        letter(number) for number in sorted(found.column_nos.values()) if number in sheet.hidden_columns
    ]
    problems = [place.problem("form_hidden_rows", value=ranges(rows))] if rows else []
    return problems + ([place.problem("form_hidden_columns", value=", ".join(letters))] if letters else [])


def _find_outside(found: Structure, place: Place, sheet: Sheet) -> None:
    """What stands in columns without a heading; it keeps its row out."""
    headed = set(filled(sheet.rows.get(1, {})))
    for row_no, row in filled_rows(sheet).items():
        for column_no, cell in row.items():
            if row_no > 1 and column_no not in headed:
                name = letter(column_no)
                found.columns[place.sheet_name, name] = name
                found.unread.append(place.problem("form_outside", row_no, name, cell.text.strip()))
