"""What a sheet says beyond its cells: rows not reported, cells that must be filled, and what an officer should know."""

from typing import Any

from etl.imports.forms.content import Row, is_of_earlier_round
from etl.imports.forms.declare import REPORT_SHEET, Role
from etl.imports.forms.labels import code_text, folded
from etl.imports.forms.read_rows import FormRow, SheetReading, is_told

_CANNOT_PROCEED = "cannot_proceed"
_MOST_NAMED = 5


def look_over(reading: SheetReading) -> None:
    """Drop the rows that report nothing, refuse those that lack something, and tell what is worth knowing."""
    listed = _listed(reading)
    for row in reading.rows:
        if known := listed.get(_key(reading, row)):
            _tell_changed_context(reading, row, known)
    if not reading.declared.takes_new_rows:
        _drop_unreported(reading, listed)
    for row in reading.rows:
        _refuse_gaps(reading, row)
    if reading.declared == REPORT_SHEET:
        _look_over_report(reading, listed)


def absent_ids(reading: SheetReading) -> list[str]:
    """The ids of rows that the warehouse lists and the sheet does not have."""
    made = reading.declared.made_field
    if made is None or reading.problems:
        return []
    present = {row.values[made.name] for row in reading.rows}
    return [
        row[made.name] for row in reading.content.rows[reading.declared.name] if row[made.name] not in present
    ]


def some_of(ids: list[str]) -> str:
    """The first few of many ids."""
    return ", ".join(ids[:_MOST_NAMED]) + (" …" if len(ids) > _MOST_NAMED else "")


def _key(reading: SheetReading, row: FormRow) -> tuple[str | None, ...]:
    return tuple(row.values[one.name] for one in reading.declared.key_fields)


def _listed(reading: SheetReading) -> dict[tuple[str | None, ...], Row]:
    names = [one.name for one in reading.declared.key_fields]
    rows = reading.content.rows[reading.declared.name]
    return {tuple(code_text(row[name]) for name in names): row for row in rows}


def _tell_changed_context(reading: SheetReading, row: FormRow, known: Row) -> None:
    for one in reading.declared.fields:
        if one.role != Role.context or is_told(row, one.name):
            continue
        value = known.get(one.name)
        expected = "" if value is None else reading.content.choices.shown(one.choice, value)
        if _plain(row.values[one.name] or "") != _plain(expected):
            reading.notice(row, "form_context_changed", one.name, expected=expected)


def _plain(text: str) -> str:
    return folded(text).replace(",", "")


def _drop_unreported(reading: SheetReading, listed: dict[tuple[str | None, ...], Row]) -> None:
    kept = []
    for row in reading.rows:
        if row.problems or row.has(reading.declared, Role.entry):
            kept.append(row)
        elif _is_reported(reading, listed.get(_key(reading, row))):
            first = next(one for one in reading.declared.fields if one.role == Role.entry)
            reading.notice(row, "form_report_stays", first.name)
    reading.rows[:] = kept


def _is_reported(reading: SheetReading, known: Row | None) -> bool:
    if known is None or is_of_earlier_round(known, reading.content.form):
        return False
    return any(known.get(one.name) is not None for one in reading.declared.fields if one.role == Role.entry)


def _refuse_gaps(reading: SheetReading, row: FormRow) -> None:
    # A row that nobody knows is wrong for that reason alone.
    if any(is_told(row, one.name) for one in reading.declared.fields if one.role in (Role.made, Role.key)):
        return
    for one in reading.declared.fields:
        if one.is_required and row.values[one.name] is None and not is_told(row, one.name):
            reading.refuse(row, "nullability", one.name)


def _look_over_report(reading: SheetReading, listed: dict[tuple[str | None, ...], Row]) -> None:
    carried = 0
    for row in reading.rows:
        if row.values["status_code"] == _CANNOT_PROCEED and row.values["reason_code"] is None:
            reading.notice(row, "form_reason_missing", "reason_code")
        known = listed.get(_key(reading, row))
        if known and is_of_earlier_round(known, reading.content.form):
            carried += _is_as_before(reading, row, known)
    if carried:
        reading.notices.append(reading.place.problem("form_as_round_before", value=str(carried)))


def _is_as_before(reading: SheetReading, row: FormRow, known: dict[str, Any]) -> bool:
    names = [one.name for one in reading.declared.fields if one.role == Role.entry]
    before = {name: "" if known[name] is None else code_text(known[name]) for name in names}
    return all(_plain(row.values[name] or "") == _plain(before[name]) for name in names)
