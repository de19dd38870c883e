"""What a form is filled with before an officer sees it: rows of the warehouse, lists, and the check code."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from etl.imports.forms.declare import (
    FORM_VERSION,
    INDICATOR_SHEET,
    PROJECT_SHEET,
    REPORT_SHEET,
    Form,
    FormSheet,
    sheets_of,
)
from etl.imports.forms.labels import Choices, choices_of
from etl.problems import InputError, Problem
from etl.schemas import vocabulary as v
from warehouse.reader import Warehouse

_DIGITS = 6
Row = dict[str, Any]


@dataclass(frozen=True)
class Round:
    """A report round of the fiscal year: its Thai title, and the last day its report is due."""

    title_th: str
    due_date: date


@dataclass(frozen=True)
class Content:
    """A form with all that stands in it; `rows` maps the name of a sheet to its rows, `taken` a table to its ids."""

    form: Form
    full_name_th: str
    round: Round | None
    choices: Choices
    sheets: tuple[FormSheet, ...]
    rows: dict[str, list[Row]]
    taken: dict[str, dict[str, Row]]
    is_simulated: bool = False

    @property
    def plan_ids(self) -> list[str]:
        """The plans of the organisation that cover the fiscal year."""
        return [plan for plan, row in self.taken["plan"].items() if row["covers_the_year"]]

    @property
    def check_code(self) -> str:
        """The check code of the form as it is written now."""
        return check_code(self.form, self.made_ids)

    @property
    def made_ids(self) -> list[str]:
        """The ids of the rows that the form lists."""
        return [
            row[sheet.made_field.name]
            for sheet in self.sheets
            if sheet.made_field
            for row in self.rows[sheet.name]
        ]


def content_of(warehouse: Warehouse, form: Form) -> Content:
    """Ask the warehouse for what a form holds.

    Raises InputError when the organisation is not registered, the year or round does not exist, or nothing is
    planned that could be reported.
    """
    asked = {
        "org_code": form.org_code,
        "fiscal_year": form.fiscal_year,
        "report_round": form.report_round,
    }
    name, found_round = _organisation(warehouse, form), _round(warehouse, form)
    rows = {sheet.name: warehouse.query(sheet.query, **asked).to_dicts() for sheet in sheets_of(form)}
    if form.report_round is not None and not rows[REPORT_SHEET.name]:
        raise _refusal("form_nothing_planned", name, year=form.fiscal_year)
    taken = _taken(warehouse, form)
    projects = rows.get(REPORT_SHEET.name, rows.get(PROJECT_SHEET.name, []))
    titles = {row["project_id"]: row["title_th"] for row in projects}
    covering = [plan for plan, row in taken["plan"].items() if row["covers_the_year"]]
    choices = choices_of(warehouse, form.org_code, form.fiscal_year, covering, titles)
    # Without indicators in the rules of the year there is nothing to score.
    sheets = [sheet for sheet in sheets_of(form) if sheet != INDICATOR_SHEET or rows[sheet.name]]
    listed = {sheet.name: _listed(sheet, rows[sheet.name], choices) for sheet in sheets}
    is_simulated = bool(warehouse.query("simulated").item())
    return Content(form, name, found_round, choices, tuple(sheets), listed, taken, is_simulated)


def check_code(form: Form, made_ids: Iterable[str]) -> str:
    """A short code that an edited identity (first half) or other ids (second half) no longer fit."""
    identity = "|".join(map(str, [FORM_VERSION, form.org_code, form.fiscal_year, form.report_round]))
    return f"{_digest(identity)}-{_digest('|'.join([identity, *sorted(made_ids)]))}"


def is_of_earlier_round(row: Row, form: Form) -> bool:
    """Whether the values of a row were reported in a round before that of the form."""
    return row.get("report_round") not in (None, form.report_round)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS].upper()


def _organisation(warehouse: Warehouse, form: Form) -> str:
    found = warehouse.query("form_organisation", org_code=form.org_code)
    if found.is_empty():
        raise _refusal("unregistered_organisation", form.org_code)
    return str(found["full_name_th"].item())


def _round(warehouse: Warehouse, form: Form) -> Round | None:
    first, last = v.FISCAL_YEAR.options["min"], v.FISCAL_YEAR.options["max"]
    if not first <= form.fiscal_year <= last:
        raise _refusal("form_bad_year", str(form.fiscal_year), first=first, last=last)
    if form.report_round is None:
        return None
    rounds = warehouse.query("report_rounds", fiscal_year=form.fiscal_year).to_dicts()
    for row in rounds:
        if row["report_round"] == form.report_round:
            return Round(row["title_th"], row["due_date"])
    known = ", ".join(str(row["report_round"]) for row in rounds)
    raise _refusal("form_bad_round", str(form.report_round), known=known)


def _taken(warehouse: Warehouse, form: Form) -> dict[str, dict[str, Row]]:
    taken: dict[str, dict[str, Row]] = {"plan": {}, "project": {}, "risk": {}, "result": {}}
    for row in warehouse.query("form_ids", org_code=form.org_code, fiscal_year=form.fiscal_year).to_dicts():
        taken[row["table_name"]][row["id"]] = row
    return taken


def _listed(sheet: FormSheet, rows: list[Row], choices: Choices) -> list[Row]:
    """The rows of a sheet, one for each entry of the list that it is listed by."""
    if not sheet.listed_by:
        return rows
    name = sheet.key_fields[0].name
    known = {row[name]: row for row in rows}
    return [known.get(code, {name: code}) for code in choices.lists[sheet.listed_by]]


def _refusal(rule: str, value: str, **detail: Any) -> InputError:
    return InputError([Problem(rule, "", "", value=value, detail=tuple(detail.items()))])
