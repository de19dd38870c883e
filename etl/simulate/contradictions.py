"""Contradictions on purpose: sound rows of which the checks of the build must find something.

Each is marked in the column `fault` with the rule that finds it. A share of the rows that a rule can speak of
contradict it, and at least one. No row contradicts two rules, and nothing else does.
"""

import polars as pl

from etl.simulate import chance
from etl.simulate.reference import simulated_years
from etl.simulate.scores import FIRST_INDICATOR_YEAR

_RARE, _OFTEN = 0.0005, 0.005
_LAST_ROUND = 12
_TOO_MANY_POINTS, _MOST_POINTS = 37, 10_000
_OLD_WORST, _OLD_OTHER = "F", "A"
_NEW_WORST, _NEW_OTHER = "ต้องปรับปรุงโดยด่วน", "ผ่าน"
_NEW_LEVELS_FROM = 2566

FAULT = pl.col("fault")


def sound(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the column `fault`, in which nothing is marked yet."""
    return frame.with_columns(fault=pl.lit(None, pl.String))


def in_plans(plans: pl.DataFrame) -> pl.DataFrame:
    """Plans that state a project more than they list."""
    more = pl.col("stated_project_count") + 1
    return _marked(plans, "stated_project_count", _OFTEN, pl.lit(True), stated_project_count=more)


def in_projects(projects: pl.DataFrame) -> pl.DataFrame:
    """Lists whose printed numbers leave one out; missions of another dimension."""
    with_gap = pl.col("seq_no") == 2 + pl.col("plan_key") % 10
    projects = _marked(projects, "numbering", _OFTEN, with_gap)
    skipped = (FAULT == "numbering").fill_null(False).cast(pl.Int64).cum_sum().over("plan_id")
    projects = projects.with_columns(printed_no=pl.col("printed_no") + skipped)
    other = pl.when(pl.col("dimension_no") == 4).then(pl.lit("3.1")).otherwise(pl.lit("4.1"))  # noqa: PLR2004
    return _marked(projects, "mission_of_other_dimension", _RARE, pl.lit(True), mission_no=other)


def in_project_years(project_years: pl.DataFrame, projects: pl.DataFrame) -> pl.DataFrame:
    """Quarters that stand twice; years of the other framework."""
    twice = pl.col("planned_quarters") == "1;2"
    rows = _marked(project_years, "repeated_quarter", _OFTEN, twice, planned_quarters=pl.lit("1;2;2"))
    late = _marked(sound(projects), "year_outside_plan", _RARE, pl.lit(True)).filter(FAULT.is_not_null())
    outside = late.select(
        "project_id",
        "planned_quarters",
        "key",
        "fault",
        # The year after the plan, or the one before where no framework follows.
        fiscal_year=pl.when(pl.col("last_fiscal_year") < simulated_years()[-1])
        .then(pl.col("last_fiscal_year") + 1)
        .otherwise(pl.col("first_fiscal_year") - 1),
        budget_baht="base_baht",
    )
    return pl.concat([rows, outside], how="diagonal")


def in_reports(reports: pl.DataFrame, off_turn: pl.DataFrame) -> pl.DataFrame:
    """Completed for nothing, disbursed above the budget, stuck without a reason; reported without being planned."""
    nothing = pl.lit(None, pl.String)
    at_the_end = (pl.col("report_round") == _LAST_ROUND) & (pl.col("status_code") == "completed")
    paid = at_the_end & (pl.col("budget_baht") > 0)
    stuck = pl.col("status_code") == "cannot_proceed"
    above = (pl.col("budget_baht") * 5 // 4).cast(pl.Int64)
    rows = _marked(reports, "completed_without_disbursement", _RARE, paid, disbursed_baht=pl.lit(0, pl.Int64))
    rows = _marked(rows, "disbursed_above_budget", _RARE, paid, disbursed_baht=above)
    rows = _marked(
        rows, "cannot_proceed_without_reason", _OFTEN, stuck, reason_code=nothing, status_note=nothing
    )
    unplanned = _marked(sound(off_turn), "report_without_plan", _RARE, pl.lit(True)).filter(
        FAULT.is_not_null()
    )
    unplanned = unplanned.select(
        "project_id",
        "fiscal_year",
        "key",
        "fault",
        report_round=pl.lit(_LAST_ROUND, pl.Int64),
        status_code=pl.lit("completed"),
    )
    return pl.concat([rows, unplanned], how="diagonal")


def in_targets(targets: pl.DataFrame) -> pl.DataFrame:
    """Targets of a metric that does not exist, beside those of the ITA score."""
    chosen = _marked(targets, "unknown_metric", _OFTEN, pl.col("metric_code") == "ita_score")
    unknown = chosen.filter(FAULT.is_not_null()).with_columns(metric_code=pl.lit("ita_rank"))
    return pl.concat([targets, unknown])


def in_indicators(indicators: pl.DataFrame, organisations: pl.DataFrame, years: range) -> pl.DataFrame:
    """Scores of a year whose indicators nobody knows."""
    chosen = _marked(
        sound(organisations), "ita_of_unknown_scheme", _OFTEN, pl.lit(years[0] < FIRST_INDICATOR_YEAR)
    )
    unknown = chosen.filter(FAULT.is_not_null()).select(
        "org_code",
        "key",
        "fault",
        fiscal_year=pl.lit(FIRST_INDICATOR_YEAR - 1, pl.Int64),
        indicator_no=pl.lit(1, pl.Int64),
        score=pl.lit(6_000, pl.Int64),
    )
    return pl.concat([indicators, unknown], how="diagonal")


def in_results(results: pl.DataFrame) -> pl.DataFrame:
    """Totals and levels that the scores do not give."""
    is_measured = pl.col("fiscal_year") >= FIRST_INDICATOR_YEAR
    total = pl.col("total_stated")
    other_total = (
        total + pl.when(total > _MOST_POINTS - _TOO_MANY_POINTS).then(-1).otherwise(1) * _TOO_MANY_POINTS
    )
    rows = _marked(results, "ita_total", _OFTEN, is_measured, total_stated=other_total)
    level = pl.col("level_stated")
    old = pl.when(level == _OLD_WORST).then(pl.lit(_OLD_OTHER)).otherwise(pl.lit(_OLD_WORST))
    new = pl.when(level == _NEW_WORST).then(pl.lit(_NEW_OTHER)).otherwise(pl.lit(_NEW_WORST))
    other_level = pl.when(pl.col("fiscal_year") < _NEW_LEVELS_FROM).then(old).otherwise(new)
    return _marked(rows, "ita_level", _OFTEN, level.is_not_null(), level_stated=other_level)


def in_totals(totals: pl.DataFrame) -> pl.DataFrame:
    """Printed totals that are one too high."""
    return _marked(totals, "control_total", _OFTEN * 10, pl.lit(True), value=pl.col("value") + 1)


def _marked(
    frame: pl.DataFrame, rule: str, share: float, eligible: pl.Expr, **changes: pl.Expr
) -> pl.DataFrame:
    """With the fault `rule` in a share of the eligible rows, where the columns of `changes` become others."""
    is_chosen = chance.some_of(frame, rule, eligible & FAULT.is_null(), share)
    changed = {name: pl.when(is_chosen).then(value).otherwise(name) for name, value in changes.items()}
    return frame.with_columns(**changed, fault=pl.when(is_chosen).then(pl.lit(rule)).otherwise(FAULT))
