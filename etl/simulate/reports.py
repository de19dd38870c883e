"""The status reports of both rounds, with what is late, missing, stuck or not disbursed.

Every year of the country is told as if it were past. A project keeps one draw for both rounds of a year: what is
completed at 6 months is completed at 12. The share completed at 12 months starts at 58 %, grows by 2.5 points a year,
by 10 with a skill of 1, and falls by 18 in the years of the pandemic. Of the rest, half is in progress, a fifth cannot
proceed (in the pandemic three in ten and half), and the others await their report.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from etl.simulate import chance
from etl.simulate.chance import Keys, Truths
from etl.simulate.reference import table

PANDEMIC = (2563, 2564)
ROUNDS = (6, 12)
_FIRST_YEAR = 2561
_CE = 543
_COMPLETED, _YEARLY, _BY_SKILL, _LOST_TO_PANDEMIC = 0.58, 0.025, 0.10, 0.18
_IN_PROGRESS, _IN_PROGRESS_THEN = 0.5, 0.3
_STUCK, _STUCK_THEN = 0.2, 0.5
# Half-way through the year: of what will be completed, and of what will turn out not to proceed.
_COMPLETED_AT_6, _STUCK_AT_6 = 0.42, 0.6
_LATE_QUARTERS = ("3", "4", "3;4")
_MISSING_ROUND, _MISSING_ROW = 0.015, 0.01
_LATE, _MOST_DAYS_LATE, _UNDATED = 0.09, 45, 0.03
_SILENT_ON_BAHT = 0.03
_ALL_DISBURSED = 0.45
_REASONS = ("no_budget", "no_applicants", "legal", "merged", "postponed", "other")
_REASON_WEIGHTS = (34, 12, 8, 14, 24, 8)
_BY_PANDEMIC = 0.7
_NOTES = ("รอผู้บริหารสั่งการ", "หน่วยงานต้นสังกัดเลื่อนกำหนด", "วิทยากรไม่สามารถมาได้")


@dataclass(frozen=True)
class Reports:
    """`reports` has one row for each report; `missing` has those that were never sent, as they would have read."""

    reports: pl.DataFrame
    missing: pl.DataFrame


def reports_of(project_years: pl.DataFrame) -> Reports:
    """What is reported of each project, year and round; `key` is that of the report."""
    sent, missing = [], []
    for report_round in ROUNDS:
        rows = _round(project_years, report_round)
        sent.append(rows.filter(~pl.col("is_missing")))
        missing.append(rows.filter("is_missing"))
    return Reports(pl.concat(sent).drop("is_missing"), pl.concat(missing).drop("is_missing"))


def _round(years: pl.DataFrame, report_round: int) -> pl.DataFrame:
    of_year = chance.keys_of(years)
    # All rows that an organisation sends in one round share this key, and so their date and their gaps.
    of_year_of_organisation = chance.child(chance.keys_of(years, "org_key"), years["fiscal_year"].to_numpy())
    of_round = chance.child(of_year_of_organisation, report_round)
    key = chance.child(of_year, report_round)
    status = _status(years, of_year, report_round)
    return years.select(
        "project_id",
        "fiscal_year",
        pl.lit(report_round, pl.Int64).alias("report_round"),
        status.alias("status_code"),
        _disbursed(years, status, of_year, of_round, report_round),
        _reported_on(years, of_round, report_round),
        *_reasons(years, status, of_year),
        "plan_id",
        "dimension_no",
        "budget_baht",
        pl.Series("key", key),
        pl.Series("is_missing", _is_missing(years, of_round, key)),
    )


def _status(years: pl.DataFrame, of_year: Keys, report_round: int) -> pl.Series:
    is_pandemic = years["fiscal_year"].is_in(PANDEMIC).to_numpy()
    since = years["fiscal_year"].to_numpy() - _FIRST_YEAR
    skill = years["skill"].to_numpy()
    completed = (_COMPLETED + _YEARLY * since + _BY_SKILL * skill - _LOST_TO_PANDEMIC * is_pandemic).clip(
        0.05, 0.95
    )
    working = completed + (1 - completed) * np.where(is_pandemic, _IN_PROGRESS_THEN, _IN_PROGRESS)
    stuck = (1 - completed) * np.where(is_pandemic, _STUCK_THEN, _STUCK)
    drawn = chance.uniform(of_year, "status")
    if report_round != ROUNDS[-1]:
        begins_late = years["planned_quarters"].is_in(_LATE_QUARTERS).fill_null(False).to_numpy()
        completed = completed * np.where(begins_late, 0, _COMPLETED_AT_6)
        stuck = stuck * _STUCK_AT_6
    codes = ("completed", "in_progress", "awaiting_report", "cannot_proceed")
    place = (drawn >= completed).astype(np.int64) + (drawn >= working) + (drawn >= 1 - stuck)
    return chance.choice(place, codes)


def _disbursed(
    years: pl.DataFrame, status: pl.Series, of_year: Keys, of_round: Keys, report_round: int
) -> pl.Expr:
    """All or most of the budget when completed, a part while in progress, nothing when it cannot proceed."""
    most = 0.75 + 0.25 * chance.uniform(of_year, "spent")
    spent = np.where(chance.uniform(of_year, "all spent") < _ALL_DISBURSED, 1.0, most)
    so_far = 0.1 + 0.6 * chance.uniform(of_year, "part spent")
    budget = pl.col("budget_baht")
    baht = (
        pl.when(status == "completed").then(budget * pl.Series(spent))
        .when(status == "in_progress")
        .then(budget * pl.Series(so_far if report_round == ROUNDS[-1] else so_far / 2))
        .when(status == "cannot_proceed").then(budget * 0.0)
    )  # fmt: skip
    tells = pl.Series(chance.uniform(of_round, "silent on baht") >= _SILENT_ON_BAHT)
    return pl.when(tells).then(baht.round()).cast(pl.Int64).alias("disbursed_baht")


def _reported_on(years: pl.DataFrame, of_round: Keys, report_round: int) -> pl.Expr:
    """Some day of the month that the report is due in, or up to 45 days later; not told for some."""
    due = table("report_round").row(by_predicate=pl.col("report_round") == report_round, named=True)
    before = chance.whole(of_round, "days before", 29)
    after = 1 + chance.whole(of_round, "days late", _MOST_DAYS_LATE)
    days = pl.lit(pl.Series(np.where(chance.uniform(of_round, "late") < _LATE, after, -before)))
    day = pl.date(pl.col("fiscal_year") - _CE, due["due_month"], due["due_day"]) + pl.duration(days=days)
    is_dated = pl.Series(chance.uniform(of_round, "undated") >= _UNDATED)
    return pl.when(is_dated).then(day).alias("reported_on")


def _reasons(years: pl.DataFrame, status: pl.Series, of_year: Keys) -> tuple[pl.Expr, pl.Expr]:
    reasons = chance.choice(chance.one_of(of_year, "reason", _REASON_WEIGHTS), _REASONS)
    notes = chance.choice(chance.whole(of_year, "note", len(_NOTES)), _NOTES)
    falls_to_it = pl.Series(chance.uniform(of_year, "pandemic") < _BY_PANDEMIC)
    by_pandemic = years["fiscal_year"].is_in(PANDEMIC) & falls_to_it
    is_stuck = status == "cannot_proceed"
    reason = pl.when(is_stuck & by_pandemic).then(pl.lit("disease_control")).when(is_stuck).then(reasons)
    note = pl.when(is_stuck & ~by_pandemic & (reasons == "other")).then(notes)
    return reason.alias("reason_code"), note.alias("status_note")


def _is_missing(years: pl.DataFrame, of_round: Keys, key: Keys) -> Truths:
    """The weak miss whole rounds more often than the strong."""
    weakness = (1 - 0.5 * years["skill"].to_numpy()).clip(0, 3)
    misses_round: Truths = chance.uniform(of_round, "missing round") < _MISSING_ROUND * weakness
    return misses_round | (chance.uniform(key, "missing row") < _MISSING_ROW)
