"""The keys of the rows that came back: locked ones unchanged, new ones numbered, none twice."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from etl.imports.forms.content import Row
from etl.imports.forms.declare import PLAN_SHEET, PROJECT_SHEET, RESULT_SHEET, RISK_SHEET, Role
from etl.imports.forms.labels import code_text
from etl.imports.forms.read_rows import FormRow, SheetReading, is_told

_ORG_CODE = re.compile(r"\d{7}(?=-)")


@dataclass
class Ids:
    """The plans that rows may belong to, and every id and number that is taken, new rows of this form included.

    `numbers` has the projects of each plan by number; `highest` the last number of each plan, or of the ids that
    begin alike.
    """

    org_code: str
    plans: set[str]
    taken: dict[str, dict[str, Row]]
    numbers: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    highest: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note the numbers that the projects of each plan have."""
        for project, row in self.taken["project"].items():
            self._note(row["plan_id"], row["seq_no"], project)

    def next_of(self, table: str, prefix: str) -> str:
        """The id after the last one that begins so, with two digits at least."""
        if prefix not in self.highest:
            endings = [one.removeprefix(prefix) for one in self.taken[table] if one.startswith(prefix)]
            self.highest[prefix] = max((int(ending) for ending in endings if ending.isdecimal()), default=0)
        self.highest[prefix] += 1
        return f"{prefix}{self.highest[prefix]:02}"

    def next_number(self, plan: str) -> int:
        """The number after the highest that a project of the plan has."""
        return self.highest.get(plan, 0) + 1

    def take_number(self, plan: str, seq_no: int, project: str) -> None:
        """Give a number of the plan to a new project."""
        self._note(plan, seq_no, project)
        self.taken["project"][project] = {"plan_id": plan, "seq_no": seq_no}

    def _note(self, plan: str, seq_no: int, project: str) -> None:
        self.numbers[plan][seq_no] = project
        self.highest[plan] = max(self.highest.get(plan, 0), seq_no)


def settle_keys(reading: SheetReading, ids: Ids) -> None:
    """Prove the keys of the listed rows, and give the new ones theirs."""
    # Rows that name their number come first, so that the others go on after it.
    for row in sorted(reading.rows, key=lambda row: row.values.get("seq_no") is None):
        _settle(reading, row, ids)
    _refuse_repeats(reading)


def _settle(reading: SheetReading, row: FormRow, ids: Ids) -> None:
    declared = reading.declared
    listed = _listed_row(reading, row)
    if listed is not None:
        _prove_unchanged(reading, row, listed)
    elif declared.made_field and row.values[declared.made_field.name]:
        _prove_known(reading, row, ids)
    elif declared.takes_new_rows:
        _settle_new(reading, row, ids)
    elif declared.key_fields:
        _refuse_unknown(reading, row)
    elif row.row_no > 1 + max(declared.least_rows, len(reading.content.rows[declared.name])):
        first = next(name for name, value in row.values.items() if value is not None or is_told(row, name))
        reading.refuse(row, "form_outside", first)


def _listed_row(reading: SheetReading, row: FormRow) -> Row | None:
    """The row of the warehouse that a row of the form stands for."""
    names = [one.name for one in reading.declared.key_fields]
    if not names:
        return None
    for listed in reading.content.rows[reading.declared.name]:
        if all(row.values[name] == code_text(listed[name]) for name in names):
            return listed
    return None


def _prove_unchanged(reading: SheetReading, row: FormRow, listed: Row) -> None:
    for one in reading.declared.fields:
        expected = listed.get(one.name)
        if (
            one.role == Role.key
            and row.values[one.name] != code_text(expected)
            and not is_told(row, one.name)
        ):
            reading.refuse(row, "form_key_changed", one.name, expected=code_text(expected))


def _prove_known(reading: SheetReading, row: FormRow, ids: Ids) -> None:
    """A row with an id that the form did not list: only a project of the plan may be planned for another year."""
    declared = reading.declared
    made = declared.key_fields[0].name
    known = ids.taken["project"].get(row.values[made] or "")
    if declared != PROJECT_SHEET or known is None or known["plan_id"] not in ids.plans:
        _refuse_unknown(reading, row)
        return
    for name in ("plan_id", "seq_no"):
        row.values[name] = row.values[name] or code_text(known[name])
    _prove_unchanged(reading, row, known)


def _refuse_unknown(reading: SheetReading, row: FormRow) -> None:
    name = reading.declared.key_fields[0].name
    value = row.values[name]
    whose = _ORG_CODE.match(value or "")
    form = reading.content.form
    if is_told(row, name):
        return
    if value is None:
        reading.refuse(row, "form_row_without_key", name)
    elif whose and whose[0] != form.org_code:
        reading.refuse(row, "form_other_organisation", name, org_code=form.org_code)
    elif name == "project_id" and value in reading.content.taken["project"]:
        reading.refuse(row, "form_other_year", name, year=form.fiscal_year)
    else:
        reading.refuse(row, "form_unknown_key", name)


def _settle_new(reading: SheetReading, row: FormRow, ids: Ids) -> None:
    if reading.declared == PLAN_SHEET:
        _new_plan(reading, row, ids)
        return
    if "plan_id" in row.values and not _has_plan(reading, row, ids):
        return
    if number := _NUMBERING.get(reading.declared.name):
        number(reading, row, ids)


def _new_plan(reading: SheetReading, row: FormRow, ids: Ids) -> None:
    first, last = row.values["first_fiscal_year"], row.values["last_fiscal_year"]
    if first is None or last is None:
        return
    year = reading.content.form.fiscal_year
    if not int(first) <= year <= int(last):
        reading.refuse(row, "form_plan_without_year", "first_fiscal_year", year=year)
        return
    plan = f"{ids.org_code}-{first}-{last}"
    if plan in ids.taken["plan"]:
        reading.refuse(row, "form_id_taken", "first_fiscal_year", id=plan)
        return
    row.values["plan_id"] = plan
    ids.taken["plan"][plan] = {"plan_id": plan}
    ids.plans.add(plan)


def _has_plan(reading: SheetReading, row: FormRow, ids: Ids) -> bool:
    """Whether the row belongs to a plan of the form; where there is only one, it need not be said."""
    if row.values["plan_id"] is None and not is_told(row, "plan_id") and len(ids.plans) == 1:
        (row.values["plan_id"],) = ids.plans
    plan = row.values["plan_id"]
    if plan is not None and plan not in ids.plans:
        reading.refuse(row, "form_unknown_plan", "plan_id")
    return plan in ids.plans


def _new_project(reading: SheetReading, row: FormRow, ids: Ids) -> None:
    plan = row.values["plan_id"] or ""
    numbers = ids.numbers[plan]
    if row.values["seq_no"] is None:
        if is_told(row, "seq_no"):
            return
        row.values["seq_no"] = str(ids.next_number(plan))
    seq_no = int(row.values["seq_no"] or 0)
    project = f"{plan}-{seq_no:02}"
    if seq_no in numbers:
        reading.refuse(row, "form_number_taken", "seq_no", id=numbers[seq_no])
    elif project in ids.taken["project"]:
        reading.refuse(row, "form_id_taken", "seq_no", id=project)
    else:
        ids.take_number(plan, seq_no, project)
        row.values["project_id"] = project


def _new_risk(reading: SheetReading, row: FormRow, ids: Ids) -> None:
    _number(row, ids, "risk", "risk_id", "r")


def _new_result(reading: SheetReading, row: FormRow, ids: Ids) -> None:
    _number(row, ids, "result", "result_id", "o")


def _number(row: FormRow, ids: Ids, table: str, name: str, mark: str) -> None:
    made = ids.next_of(table, f"{row.values['plan_id']}-{mark}")
    ids.taken[table][made] = {"plan_id": row.values["plan_id"]}
    row.values[name] = made


_NUMBERING: dict[str, Callable[[SheetReading, FormRow, Ids], None]] = {
    PROJECT_SHEET.name: _new_project,
    RISK_SHEET.name: _new_risk,
    RESULT_SHEET.name: _new_result,
}


def _refuse_repeats(reading: SheetReading) -> None:
    names = [one.name for one in reading.declared.key_fields]
    seen: dict[tuple[str | None, ...], int] = {}
    for row in reading.rows:
        key = tuple(row.values[name] for name in names)
        if not names or None in key:
            continue
        first = seen.setdefault(key, row.row_no)
        if first != row.row_no:
            reading.refuse(row, "form_repeated_row", names[-1], first=first)
