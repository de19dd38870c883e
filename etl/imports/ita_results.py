"""A row of ITA results as rows of the source tables: whose it is, of which year, and its scores."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from etl.imports.forms.places import Place, letter
from etl.imports.ita_cells import is_weighted
from etl.imports.ita_headings import (
    CODE,
    DISTRICT,
    INSTRUMENTS,
    LEVEL,
    NAME,
    PROVINCE,
    TOTAL,
    TYPE,
    YEAR,
    Headings,
)
from etl.imports.ita_rows import ItaRow, code_in, level_in
from etl.imports.ita_years import year_in_cell
from etl.imports.submission import Unmatched
from etl.problems import Problem
from etl.registry.names import Match, Names

# A code stands for itself; a name this like that of its organisation is only misspelt, or of its time.
_SAME_NAME = 0.8
_STATED = {TOTAL: "total_stated", LEVEL: "level_stated"} | {code: f"{code}_stated" for code in INSTRUMENTS}
Record = dict[str, str | int | None]


@dataclass
class Found:
    """What has been read so far, over all sheets."""

    records: defaultdict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    columns: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    first_places: dict[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class ItaTable:
    """One sheet that is being read; `counts` and `left_out` are told when it is done."""

    place: Place
    headings: Headings
    names: Names
    year: int | None
    found: Found
    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[int] = field(default_factory=list)

    def cell(self, role: str, row_no: int) -> str:
        """The cell of a role in a row, such as `D7`."""
        return f"{letter(self.headings.columns[role])}{row_no}"

    def tell(self, rule: str, row_no: int, role: str, value: str = "", **detail: object) -> None:
        """Tell of a cell that keeps its row out."""
        heading = self.headings.texts[self.headings.columns[role]]
        problem = self.place.problem(rule, row_no, column_name(role), value, heading=heading, **detail)
        locator = f"แผ่น {self.place.sheet_name} ช่อง {self.cell(role, row_no)}"
        self.found.problems.append(replace(problem, locator=locator))


def column_name(role: str) -> str:
    """The column of a source table that a role is written to; indicators keep their role, such as `score:3`."""
    return _STATED.get(role, "name_th" if role == NAME else role)


def take_row(table: ItaTable, row: ItaRow) -> None:
    """Add what a row says to what was found, or tell why it stays out."""
    if not row.has_scores:
        _pass_by(table, row)
        return
    if row.is_summary and _match(table, row).score < 1:
        table.left_out.append(row.row_no)
        return
    if not row.text(NAME) and not row.text(CODE):
        role = NAME if NAME in table.headings.columns else CODE
        table.tell("ita_row_without_organisation", row.row_no, role)
        return
    org_code = _organisation(table, row)
    year = _year(table, row)
    if _has_wrong_score(table, row) or org_code is None or year is None:
        return
    if _is_repeated(table, row, org_code, year) or _lacks_total(table, row):
        return
    table.counts["blank_cells"] += sum(score.value is None for score in row.scores.values())
    _record(table, row, {"org_code": org_code, "fiscal_year": year})


def _pass_by(table: ItaTable, row: ItaRow) -> None:
    """A row without scores: an organisation that was not assessed, or a line of text."""
    is_one = code_in(row.text(CODE)) in table.names or (row.text(NAME) and _match(table, row).score == 1)
    if is_one:
        table.counts["without_scores"] += 1
    else:
        table.left_out.append(row.row_no)


def _match(table: ItaTable, row: ItaRow) -> Match:
    type_text, district, province = (row.text(role) for role in (TYPE, DISTRICT, PROVINCE))
    return table.names.match(row.text(NAME), type_text=type_text, district=district, province=province)


def _organisation(table: ItaTable, row: ItaRow) -> str | None:
    """The code of the organisation of a row; None, with the reason told, where it is not known for sure."""
    code = code_in(row.text(CODE))
    if code and code not in table.names:
        table.tell("unregistered_organisation", row.row_no, CODE, row.text(CODE))
        _ask(table, row, CODE, _match(table, row))
        return None
    if code and (not row.text(NAME) or _is_of(table, row, code)):
        return code
    if code:
        table.tell(
            "code_of_other_organisation",
            row.row_no,
            NAME,
            row.text(NAME),
            code=code,
            registered=table.names.shown(code),
        )
        return None
    match = _match(table, row)
    if match.org_code is not None:
        return match.org_code
    _tell_of_name(table, row, match)
    return None


def _is_of(table: ItaTable, row: ItaRow, code: str) -> bool:
    """Whether the name beside a code is that of its organisation, as far as one can tell."""
    match = _match(table, row)
    near = {suggested for suggested, _, score in match.suggestions if score >= _SAME_NAME}
    places = {"type_text": row.text(TYPE), "district": row.text(DISTRICT), "province": row.text(PROVINCE)}
    return (
        match.org_code == code
        or (match.org_code is None and code in near)
        or table.names.fits(code, row.text(NAME), **places)
    )


def _tell_of_name(table: ItaTable, row: ItaRow, match: Match) -> None:
    shown = ", ".join(name for _, name, _ in match.suggestions)
    rule = "ambiguous_organisation" if match.is_ambiguous else "unmatched_organisation"
    near_th = f" ที่ใกล้เคียง: {shown}" if shown else ""
    near_en = f" Near ones: {shown}" if shown else ""
    table.tell(rule, row.row_no, NAME, row.text(NAME), choices=shown, near_th=near_th, near_en=near_en)
    _ask(table, row, NAME, match)


def _ask(table: ItaTable, row: ItaRow, role: str, match: Match) -> None:
    """List the row among those whose organisation a person must tell."""
    asked = [row.text(one) for one in (CODE, TYPE, NAME, DISTRICT, PROVINCE) if row.text(one)]
    suggestions = match.suggestions
    if match.org_code is not None:
        suggestions = ((match.org_code, table.names.shown(match.org_code), match.score),)
    cell = table.cell(role, row.row_no)
    table.found.unmatched.append(
        Unmatched(table.place.sheet_name, row.row_no, cell, " ".join(asked), suggestions)
    )


def _year(table: ItaTable, row: ItaRow) -> str | None:
    said = year_in_cell(row.text(YEAR))
    stated = str(table.year) if table.year else ""
    if said and stated and said != stated:
        table.tell("ita_other_year", row.row_no, YEAR, said, year=stated)
        return None
    if not said and not stated:
        table.tell("nullability", row.row_no, YEAR)
        return None
    return said or stated


def _has_wrong_score(table: ItaTable, row: ItaRow) -> bool:
    wrong = {role: score for role, score in row.scores.items() if score.rule}
    for role, score in wrong.items():
        table.tell(score.rule, row.row_no, role, score.printed, suggestion=score.suggestion)
    if not wrong and is_weighted(row.scores):
        table.tell("ita_weighted_row", row.row_no, TOTAL, str(row.scores[TOTAL].value))
        return True
    return bool(wrong)


def _is_repeated(table: ItaTable, row: ItaRow, org_code: str, year: str) -> bool:
    """Whether the organisation stood in the file before with the same year; the first place is told."""
    role = NAME if row.text(NAME) else CODE
    here = f"แผ่น {table.place.sheet_name} ช่อง {table.cell(role, row.row_no)}"
    first = table.found.first_places.setdefault((org_code, year), here)
    if first != here:
        shown = table.names.shown(org_code)
        table.tell("ita_repeated_organisation", row.row_no, role, shown, year=year, first=first)
    return first != here


def _lacks_total(table: ItaTable, row: ItaRow) -> bool:
    """Whether a row has scores of instruments and nothing else, which no table can hold without a total."""
    has_total = TOTAL in row.scores and row.scores[TOTAL].value is not None
    given = [role for role, score in row.scores.items() if score.value is not None]
    instruments = [role for role in given if role in INSTRUMENTS]
    if has_total or not instruments:
        return False
    if len(given) > len(instruments):
        table.counts["without_total"] += 1
        return False
    table.tell("ita_total_missing", row.row_no, TOTAL if TOTAL in row.scores else instruments[0])
    return True


def _record(table: ItaTable, row: ItaRow, key: Record) -> None:
    sheet = table.place.sheet_name
    where: Record = {"source_id": table.place.file.name, "file_name": sheet, "row_no": row.row_no}
    values = {role: score.value for role, score in row.scores.items()}
    for number, column in table.headings.indicators.items():
        if score := values[f"score:{number}"]:
            locator = f"แผ่น {sheet} ช่อง {letter(column)}{row.row_no}"
            indicator: Record = {"indicator_no": str(number), "score": score, "locator": locator}
            table.found.records["ita_indicator"].append(key | indicator | where)
    if values.get(TOTAL):
        stated: Record = {column_name(role): values[role] for role in (TOTAL, *INSTRUMENTS) if role in values}
        if LEVEL in table.headings.columns:
            stated["level_stated"] = level_in(row.text(LEVEL))
        locator = table.place.locator(row.row_no)
        table.found.records["ita_result"].append(key | stated | {"locator": locator} | where)
