"""ITA results in bulk: a table with one organisation a row, as ten indicators, as three instruments, or both.

Nothing is guessed: a name that is not known for sure, a year that is said in two ways or scores that seem to be
weighted already are told, and their rows stay out.
"""

from collections.abc import Iterable

import polars as pl

from etl.imports.forms.declare import ERRORS_SHEET
from etl.imports.forms.places import Place, filled_rows, letter, ranges
from etl.imports.ita_cells import are_shares, is_weighted
from etl.imports.ita_headings import (
    CODE,
    NAME,
    Headings,
    Titles,
    all_titles,
    find_headings,
    role_of,
    titles_of,
)
from etl.imports.ita_results import Found, ItaTable, column_name, take_row
from etl.imports.ita_rows import ItaRow, merged_rows, rows_of, settled
from etl.imports.ita_years import year_of_sheet
from etl.imports.submission import ReceivedFile, Sheet, Submission, SubmissionKind
from etl.problems import Problem
from etl.registry.names import Names
from warehouse.reader import Warehouse

_TABLES = ("ita_indicator", "ita_result")
_SHOWN = 3


def is_ita_table(received: ReceivedFile) -> bool:
    """Whether a sheet of the file has the headings of ITA results with one organisation a row."""
    return any(find_headings(sheet, all_titles(), received.name) for sheet in _shown_sheets(received))


def read_ita_table(
    received: ReceivedFile, warehouse: Warehouse, fiscal_year: int | None = None
) -> Submission:
    """The results in a file, with organisations found in the register of the warehouse.

    `fiscal_year` is needed where the file does not say its year. A row of the file that has a problem gives no
    rows; a sheet that has one gives none at all. Indicators stand in `columns` as `score:1` to `score:10`.
    """
    names = Names(warehouse.query("registered_organisations"))
    rules = warehouse.query("ita_rules")
    found = Found()
    for sheet in _shown_sheets(received):
        place = Place(received, sheet.name)
        headings = find_headings(sheet, titles_of(rules), received.name)
        if headings is None:
            found.notices.append(place.problem("ita_sheet_left_out", value=sheet.name))
            continue
        year, problem = year_of_sheet(place, sheet, headings, fiscal_year)
        titles = titles_of(_rules_of(rules, year))
        headings = settled(find_headings(sheet, titles, received.name) or headings, sheet)
        rows = [row for row in rows_of(sheet, headings) if not _is_heading(row, headings, titles)]
        found.columns |= _letters(sheet.name, headings)
        wrong = [*([problem] if problem else []), *_problems_of_sheet(place, sheet, headings, rows)]
        found.problems += wrong
        if not wrong:
            _read_rows(ItaTable(place, headings, names, year, found), sheet, rows)
    return _submission(found)


def unmatched_frame(submission: Submission) -> pl.DataFrame:
    """The rows whose organisation is not known for sure, each with up to three that it may be."""
    columns: dict[str, type[pl.DataType]] = {"sheet": pl.String, "row": pl.Int64, "text": pl.String}
    for no in range(1, _SHOWN + 1):
        columns |= {f"code_{no}": pl.String, f"name_{no}": pl.String, f"score_{no}": pl.Float64}
    rows = []
    for one in submission.unmatched:
        suggestions = [value for suggestion in one.suggestions[:_SHOWN] for value in suggestion]
        blanks = [None] * (3 * _SHOWN - len(suggestions))
        rows.append([one.sheet, one.row_no, one.text, *suggestions, *blanks])
    return pl.DataFrame(rows, schema=columns, orient="row")


def _shown_sheets(received: ReceivedFile) -> list[Sheet]:
    """The sheets that a person sees, without the list of errors that the house adds."""
    return [one for one in received.sheets if one.rows and not one.is_hidden and one.name != ERRORS_SHEET]


def _rules_of(rules: pl.DataFrame, year: int | None) -> pl.DataFrame:
    """The rules of a year, or all of them where the year is not known or has none."""
    last = pl.col("last_fiscal_year").fill_null(9999)
    of_year = rules.filter((pl.col("first_fiscal_year") <= year) & (last >= year)) if year else rules
    return of_year if of_year.height else rules


def _is_heading(row: ItaRow, headings: Headings, titles: Titles) -> bool:
    """Whether a row repeats the headings, as printed pages do."""
    name = row.text(NAME)
    return bool(name) and name in headings.texts[headings.columns[NAME]] and role_of(name, titles) == NAME


def _letters(sheet: str, headings: Headings) -> dict[tuple[str, str], str]:
    named = {(sheet, column_name(role)): letter(column) for role, column in headings.columns.items()}
    place = headings.columns.get(CODE, headings.columns.get(NAME, 0))
    return named | {(sheet, "org_code"): letter(place)}


def _problems_of_sheet(place: Place, sheet: Sheet, headings: Headings, rows: list[ItaRow]) -> list[Problem]:
    """What is wrong with a sheet as a whole, so that none of its rows can be trusted."""
    row_no, texts = headings.last_row, headings.texts
    problems = [
        place.problem(
            "ita_repeated_column",
            row_no,
            column_name(role),
            cell=f"{letter(column)}{row_no}",
            heading=texts[column],
        )
        for role, column in headings.repeated
    ]
    problems += [
        place.problem(
            "ita_heading_contradicts", row_no, value=texts[column], cell=f"{letter(column)}{row_no}"
        )
        for column in headings.contradictory
    ]
    if not any(row.has_scores for row in rows):
        problems.append(place.problem("ita_no_rows"))
    elif are_shares(score for row in rows for score in row.scores.values()):
        problems.append(place.problem("ita_scores_are_shares"))
    elif all(is_weighted(row.scores) for row in rows if row.has_scores):
        problems.append(place.problem("ita_weighted_scores"))
    return problems


def _read_rows(table: ItaTable, sheet: Sheet, rows: list[ItaRow]) -> None:
    merged = merged_rows(sheet, table.headings)
    for row in rows:
        if role := merged.get(row.row_no):
            table.tell("form_merged", row.row_no, role, table.cell(role, row.row_no))
        else:
            take_row(table, row)
    table.found.notices.extend(_notices(table, sheet))


def _notices(table: ItaTable, sheet: Sheet) -> Iterable[Problem]:
    """What an officer should know of a sheet, though it keeps nothing out."""
    place, headings, counts = table.place, table.headings, table.counts
    above = [row_no for row_no in filled_rows(sheet) if row_no < headings.first_row]
    if lines := [*above, *table.left_out]:
        yield place.problem("ita_lines_left_out", value=ranges(lines))
    if headings.left_out:
        named = ", ".join(f"{letter(column)} “{headings.texts[column]}”" for column in headings.left_out)
        yield place.problem("ita_columns_left_out", value=named)
    if counts["without_scores"] or counts["blank_cells"]:
        yield place.problem("ita_scores_missing", rows=counts["without_scores"], cells=counts["blank_cells"])
    if counts["without_total"]:
        yield place.problem("ita_instruments_left_out", rows=counts["without_total"])
    if hidden := [row_no for row_no in sorted(sheet.hidden_rows) if row_no in sheet.rows]:
        yield place.problem("ita_hidden_rows", value=ranges(hidden))


def _submission(found: Found) -> Submission:
    frames = {
        name: pl.DataFrame(found.records[name], infer_schema_length=None)
        for name in _TABLES
        if found.records[name]
    }
    tables = {name: _as_text(frame) for name, frame in frames.items()}
    codes = {str(record["org_code"]) for records in found.records.values() for record in records}
    years = {str(record["fiscal_year"]) for records in found.records.values() for record in records}
    title = "ผลการประเมิน ITA" + (f" ปีงบประมาณ พ.ศ. {', '.join(sorted(years))}" if years else "")
    year = min(years) if len(years) == 1 else ""
    return Submission(
        SubmissionKind.ita_table,
        title,
        org_code=min(codes) if len(codes) == 1 else None,
        fiscal_year=int(year) if year.isdigit() else None,
        tables=tables,
        columns=found.columns,
        problems=found.problems,
        notices=found.notices,
        unmatched=found.unmatched,
    )


def _as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame as text but for the number of its row; a column in which all is blank has no type of its own."""
    return frame.with_columns(pl.exclude("row_no").cast(pl.String), pl.col("row_no").cast(pl.Int64))
