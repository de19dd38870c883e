"""The whole made-up country: every table of a source, and the spare rows of which broken ones are made."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from etl.simulate import contradictions as against
from etl.simulate.contradictions import sound
from etl.simulate.figures import case_counts_of, results_of, targets_of
from etl.simulate.plans import plans_of, projects_of, years_of
from etl.simulate.reports import reports_of
from etl.simulate.risks import controls_of, risks_of
from etl.simulate.scores import as_points, scores_of
from etl.simulate.totals import totals_of

_POINTS = ("score", "iit_stated", "eit_stated", "oit_stated", "total_stated")


@dataclass(frozen=True)
class Country:
    """What is simulated: organisations as `organisations.py` makes them, fiscal years, with faults or without."""

    organisations: pl.DataFrame
    years: range
    with_faults: bool = True


@dataclass(frozen=True)
class SimulatedTable:
    """One table: `rows` with `key` and `fault` (the rule that they contradict, or nothing), and spare rows.

    Spare rows are sound, their keys are free, and they stand in no file.
    """

    name: str
    rows: pl.DataFrame
    spare: pl.DataFrame


def simulated_tables(country: Country) -> Iterator[SimulatedTable]:
    """Every table of the source one by one, so that the largest need not stand in memory together."""
    organisations, years = country.organisations, country.years
    plans = sound(plans_of(organisations, years))
    projects = sound(projects_of(plans))
    planned, off_turn = years_of(projects, years)
    reported = reports_of(planned)
    planned, reports = sound(planned), sound(reported.reports)
    missing = reported.missing
    del reported
    if country.with_faults:
        planned = against.in_project_years(planned, projects)
        reports = against.in_reports(reports, off_turn)
        projects = against.in_projects(projects)
    totals = sound(totals_of(plans, planned, reports, years))
    if country.with_faults:
        plans, totals = against.in_plans(plans), against.in_totals(totals)
    yield SimulatedTable("organisation", sound(organisations), _with_free_code(organisations))
    yield SimulatedTable("plan", plans, _with_free("plan_id", plans))
    yield SimulatedTable("project", projects, _with_free("project_id", projects))
    yield SimulatedTable("project_year", planned, off_turn)
    del planned, off_turn
    yield SimulatedTable("status_report", reports, missing)
    del reports, missing
    yield from _figures(country, plans, projects)
    yield from _risks(plans, projects)
    yield from _scores(country)
    yield SimulatedTable("control_total", totals, _with_free("total_id", totals))


def _figures(country: Country, plans: pl.DataFrame, projects: pl.DataFrame) -> Iterator[SimulatedTable]:
    targets = sound(targets_of(country.organisations, country.years))
    # No organisation sets itself a target of this metric.
    free = targets.filter(pl.col("metric_code") == "ita_score").with_columns(metric_code=pl.lit("plan_size"))
    if country.with_faults:
        targets = against.in_targets(targets)
    yield SimulatedTable("target", targets, free)
    counted, uncounted = case_counts_of(country.organisations, country.years)
    yield SimulatedTable("case_count", sound(counted), uncounted)
    results = sound(results_of(plans, projects, country.years))
    yield SimulatedTable("result", results, _with_free("result_id", results))


def _risks(plans: pl.DataFrame, projects: pl.DataFrame) -> Iterator[SimulatedTable]:
    risks = sound(risks_of(plans))
    controls = sound(controls_of(risks, projects))
    yield SimulatedTable("risk", risks, _with_free("risk_id", risks))
    yield SimulatedTable("risk_control", controls, controls.with_columns(pl.col("control_no") + 50))


def _scores(country: Country) -> Iterator[SimulatedTable]:
    organisations, years = country.organisations, country.years
    indicators, results = map(sound, scores_of(organisations, years))
    if country.with_faults:
        indicators = against.in_indicators(indicators, organisations, years)
        results = against.in_results(results)
    for name, rows in (("ita_indicator", indicators), ("ita_result", results)):
        points = rows.with_columns(as_points(pl.col(column)) for column in _POINTS if column in rows.columns)
        of_last_year = points.filter(pl.col("fiscal_year") == years[-1])
        yield SimulatedTable(name, points, of_last_year.with_columns(pl.col("fiscal_year") + 1))


def _with_free(column: str, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(pl.concat_str(column, pl.lit("-b")))


def _with_free_code(organisations: pl.DataFrame) -> pl.DataFrame:
    """No type of organisation has codes that begin with 8."""
    return organisations.with_columns(org_code=pl.lit("8") + pl.col("org_code").str.slice(1)).unique(
        "org_code", maintain_order=True
    )
