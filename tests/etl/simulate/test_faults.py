"""The key of the faults says exactly what validation and checks find: no row more, none less."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import polars as pl

from etl.load import Loaded, load
from tests.conftest import REFERENCE
from warehouse.reader import Warehouse

# Each rule of the checks that simulated rows can contradict.
ALWAYS = {
    "cannot_proceed_without_reason",
    "completed_without_disbursement",
    "control_total",
    "correction_applied",
    "disbursed_above_budget",
    "ita_level",
    "ita_total",
    "mission_of_other_dimension",
    "numbering",
    "repeated_quarter",
    "report_without_plan",
    "stated_project_count",
    "year_outside_plan",
}
# Targets are of the second framework, unknown indicators of 2561 alone.
ONLY_IN = {"2564_2566": {"unknown_metric"}, "2561_2563": {"ita_of_unknown_scheme"}}
TABLES = {
    "organisation", "plan", "project", "project_year", "status_report", "target", "case_count", "risk",
    "risk_control", "ita_indicator", "ita_result", "result", "control_total",
}  # fmt: skip
FOUND = """
select rule_code, locator from mart.finding where severity <> 'agreement' and rule_code <> 'rejected_row'
"""


def test_the_checks_find_the_contradictions_of_the_key_and_no_other(
    key: pl.DataFrame, built: Warehouse
) -> None:
    expected = key.filter(found_by="check").select("rule_code", "locator").rows()
    assert Counter(built.sql(FOUND).rows()) == Counter(expected)


def test_every_rule_has_something_to_find(key: pl.DataFrame, folder: Path) -> None:
    of_span = next(rules for span, rules in ONLY_IN.items() if span in folder.name)
    assert set(key.filter(found_by="check")["rule_code"]) == ALWAYS | of_span


def test_validation_rejects_the_broken_rows_of_the_key_and_no_other(
    key: pl.DataFrame, loaded: Loaded
) -> None:
    expected = key.filter(found_by="validation").select("rule_code", "table", "row_no", "column").rows()
    told = [
        (problem.rule_code, problem.file_name.removesuffix(".csv"), str(problem.row_no), problem.column_name)
        for problem in loaded.problems
    ]
    assert Counter(told) == Counter(expected)


def test_every_table_has_broken_rows(key: pl.DataFrame, folder: Path) -> None:
    tables = set(key.filter(found_by="validation")["table"])
    assert tables == (TABLES if "2566" in folder.name else TABLES - {"target"})


def test_what_is_broken_takes_no_sound_row_with_it(key: pl.DataFrame, loaded: Loaded, folder: Path) -> None:
    for table in sorted(TABLES):
        rows = pl.read_csv(folder / f"{table}.csv", infer_schema=False).height
        broken = key.filter(found_by="validation", table=table).height
        assert (table, loaded.tables[table].height) == (table, rows - broken)


def test_the_key_names_the_row(key: pl.DataFrame, folder: Path) -> None:
    reports = pl.read_csv(folder / "status_report.csv", infer_schema=False)
    negative = key.row(
        by_predicate=(pl.col("rule_code") == "min") & (pl.col("table") == "status_report"), named=True
    )
    row = reports.row(int(negative["row_no"]) - 2, named=True)
    assert row["disbursed_baht"] == "-1500"
    assert negative["row_key"] == f"{row['project_id']}/{row['fiscal_year']}/{row['report_round']}"
    assert negative["locator"] == row["locator"]


def test_without_faults_nothing_is_rejected_and_only_corrections_are_told_of(
    simulate: Callable[..., Path], build_sources: Callable[..., Warehouse]
) -> None:
    folder = simulate("--organisations", 8, "--years", "2566", "--no-faults")
    assert load(REFERENCE, [folder]).problems == []
    found = build_sources(folder).sql(FOUND)["rule_code"]
    assert set(found) == {"correction_applied"}
