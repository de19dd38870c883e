from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from bad_inputs import INVALID, UNPARSABLE, BadInput, cases
from valid_source import TABLES, VALID, problems_of, text_frame, told

from etl.parse import parse
from etl.problems import Problem
from etl.validate import validate

MakeSource = Callable[..., Path]

PROJECTS = {"project": pl.DataFrame({"project_id": ["a-1", "a-2"]})}
YEAR = {"project_id": "a-1", "fiscal_year": "2566", "locator": "line 2"}


def validated(
    table: str, *rows: dict[str, str | None], **loaded: pl.DataFrame
) -> tuple[pl.DataFrame, list[Problem]]:
    """Rows of texts, parsed and validated."""
    frame, _ = parse(TABLES[table], text_frame(table, *rows))
    return validate(TABLES[table], frame, loaded)


def year(**cells: str | None) -> tuple[pl.DataFrame, list[Problem]]:
    return validated("project_year", YEAR | cells, **PROJECTS)


@cases(INVALID)
def test_a_broken_rule_is_told_first_with_rule_and_place(bad: BadInput, tmp_path: Path) -> None:
    assert told(bad.problems(tmp_path))[0] == (bad.rule, bad.file, bad.row, bad.column)


@cases(INVALID)
def test_both_messages_name_the_value_that_breaks_a_rule(bad: BadInput, tmp_path: Path) -> None:
    problem = bad.problems(tmp_path)[0]
    assert bad.named in problem.message_th
    assert bad.named in problem.message_en


@cases([*UNPARSABLE, *INVALID])
def test_a_rejected_row_takes_with_it_what_refers_to_it_and_nothing_else(
    bad: BadInput, tmp_path: Path
) -> None:
    assert [problem.file_name for problem in bad.problems(tmp_path)[1:]] == bad.also


@pytest.mark.parametrize("fiscal_year", ["2540", "2566", "2600"])
def test_a_fiscal_year_within_the_bounds_is_good(fiscal_year: str) -> None:
    good, problems = year(fiscal_year=fiscal_year)
    assert (good["fiscal_year"].to_list(), problems) == ([int(fiscal_year)], [])


@pytest.mark.parametrize(("fiscal_year", "rule", "limit"), [("2539", "min", "2540"), ("2601", "max", "2600")])
def test_a_fiscal_year_beyond_the_bounds_is_told_with_the_bound(
    fiscal_year: str, rule: str, limit: str
) -> None:
    good, problems = year(fiscal_year=fiscal_year)
    assert (good.height, [problem.rule_code for problem in problems]) == (0, [rule])
    assert problems[0].message_th.endswith(f" {limit}")
    assert problems[0].message_en.endswith(f" {limit}.")


@pytest.mark.parametrize("budget", ["0", "0.01", "1000000000000.00"])
def test_a_budget_within_the_bounds_is_good(budget: str) -> None:
    good, problems = year(budget_baht=budget)
    assert (good["budget_baht"].to_list(), problems) == ([Decimal(budget)], [])


@pytest.mark.parametrize(("budget", "rule"), [("-0.01", "min"), ("1000000000000.01", "max")])
def test_a_budget_beyond_the_bounds_is_rejected(budget: str, rule: str) -> None:
    good, problems = year(budget_baht=budget)
    assert (good.height, told(problems)) == (0, [(rule, "project_year.csv", 2, "budget_baht")])


@pytest.mark.parametrize(("score", "height"), [("0", 1), ("100", 1), ("100.01", 0), ("-1", 0)])
def test_a_score_lies_between_0_and_100(score: str, height: int) -> None:
    row = {"org_code": "5760403", "fiscal_year": "2566", "indicator_no": "1", "score": score, "locator": "l"}
    good, _ = validated("ita_indicator", row, organisation=pl.DataFrame({"org_code": ["5760403"]}))
    assert good.height == height


@pytest.mark.parametrize("column", ["budget_baht", "planned_quarters"])
def test_a_cell_that_may_be_empty_is_good_when_it_is(column: str) -> None:
    good, problems = year(**{column: None})
    assert (good.height, problems) == (1, [])


@pytest.mark.parametrize("column", ["project_id", "fiscal_year", "locator"])
def test_a_cell_that_may_not_be_empty_is_told(column: str) -> None:
    good, problems = year(**{column: None})
    assert (good.height, told(problems)) == (0, [("nullability", "project_year.csv", 2, column)])


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("organisation", "org_code", "576040"),
        ("organisation", "org_code", "57604033"),
        ("organisation", "org_code", "576040A"),
        ("organisation", "province_code", "7"),
        ("plan", "plan_id", "แผน"),
        ("plan", "plan_id", "plan a"),
        ("plan", "kind", "project"),
        ("project", "mission_no", "2"),
        ("project", "mission_no", "2.2.1"),
        ("project", "kind", "โครงการ"),
        ("case_count", "kind", "cases"),
        ("risk", "level_code", "extreme"),
        ("control_total", "measure", "projects"),
    ],
)
def test_a_text_of_another_form_is_told_with_the_form(table: str, column: str, value: str) -> None:
    _, problems = validated(table, {column: value})
    forms = [problem for problem in problems if problem.rule_code == "regex"]
    assert told(forms) == [("regex", f"{table}.csv", 2, column)]
    assert value in forms[0].message_th
    assert value in forms[0].message_en


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("organisation", "org_code", "5760403"),
        ("plan", "plan_id", "5760403-2566_a.1"),
        ("plan", "kind", "transparency_measures"),
        ("project", "mission_no", "2.2"),
        ("project", "mission_no", "4.12"),
        ("project", "kind", "activity"),
        ("case_count", "kind", "complaint"),
        ("risk", "level_code", "very_high"),
    ],
)
def test_a_text_of_the_right_form_is_not_told(table: str, column: str, value: str) -> None:
    _, problems = validated(table, {column: value})
    assert column not in [problem.column_name for problem in problems if problem.rule_code == "regex"]


def test_every_broken_rule_of_a_row_is_told() -> None:
    _, problems = year(fiscal_year="2539", budget_baht="-1", planned_quarters="1;9", locator=None)
    assert sorted((problem.rule_code, problem.column_name) for problem in problems) == [
        ("inner_max", "planned_quarters"),
        ("min", "budget_baht"),
        ("min", "fiscal_year"),
        ("nullability", "locator"),
    ]


def test_good_rows_go_on_beside_bad_ones() -> None:
    good, _ = validated("project_year", YEAR | {"fiscal_year": "2539"}, YEAR, **PROJECTS)
    assert good.select("fiscal_year", "row_no").rows() == [(2566, 3)]


def test_both_rows_of_a_repeated_key_are_rejected() -> None:
    good, problems = validated("project_year", YEAR, YEAR | {"locator": "line 3"}, **PROJECTS)
    assert good.height == 0
    assert told(problems) == [
        ("primary_key", "project_year.csv", 2, "project_id/fiscal_year"),
        ("primary_key", "project_year.csv", 3, "project_id/fiscal_year"),
    ]


def test_rows_that_share_a_part_of_the_key_are_good() -> None:
    good, problems = validated("project_year", YEAR, YEAR | {"fiscal_year": "2567"}, **PROJECTS)
    assert (good.height, problems) == (2, [])


def test_a_reference_to_no_row_is_told_with_the_table() -> None:
    good, problems = year(project_id="a-9")
    assert (good.height, told(problems)) == (0, [("unknown_reference", "project_year.csv", 2, "project_id")])
    assert "ไม่มีในตาราง project" in problems[0].message_th
    assert "does not exist in the table project" in problems[0].message_en


def test_a_reference_to_a_table_without_rows_is_told() -> None:
    _, problems = validated("project_year", YEAR)
    assert [problem.rule_code for problem in problems] == ["unknown_reference"]


def test_an_empty_reference_is_good() -> None:
    row = {
        "project_id": "a-1",
        "fiscal_year": "2566",
        "report_round": "6",
        "status_code": "completed",
        "locator": "l",
    }
    known = {
        "report_round": pl.DataFrame({"report_round": [6, 12]}, schema={"report_round": pl.Int16}),
        "status": pl.DataFrame({"status_code": ["completed"]}),
        "reason": pl.DataFrame({"reason_code": ["legal"]}),
    }
    good, problems = validated("status_report", row, **PROJECTS, **known)
    assert (good["reason_code"].to_list(), problems) == ([None], [])


def test_a_problem_carries_the_place_in_the_document() -> None:
    _, problems = year(fiscal_year="2539")
    assert problems[0].locator == "line 2"


def test_a_problem_says_its_place_in_one_line() -> None:
    _, problems = year(fiscal_year="2539")
    assert problems[0].place == "hand_made/project_year.csv:2 fiscal_year"


def test_several_problems_of_several_files_are_all_told(make_source: MakeSource) -> None:
    folder = make_source(
        "hand_made",
        organisation=VALID["organisation"].replace(",76,", ",99,"),
        plan=VALID["plan"] + "plan-b,9999999,anti_corruption_plan,,2566,2566,false,แผน,line 5\n",
        project=VALID["project"].replace("measure", "idea"),
        project_year=VALID["project_year"].replace("50000.00", "มาก"),
        status_report=VALID["status_report"].replace("completed", "finished"),
    )
    assert told(problems_of(folder)) == [
        ("unknown_reference", "organisation.csv", 2, "province_code"),
        ("unregistered_organisation", "plan.csv", 2, "org_code"),
        ("unregistered_organisation", "plan.csv", 3, "org_code"),
        ("regex", "project.csv", 3, "kind"),
        ("unknown_reference", "project.csv", 2, "plan_id"),
        ("not_a_number", "project_year.csv", 2, "budget_baht"),
        ("unknown_reference", "project_year.csv", 3, "project_id"),
        ("unknown_reference", "status_report.csv", 2, "project_id"),
        ("unknown_reference", "status_report.csv", 2, "status_code"),
    ]
