from datetime import date
from decimal import Decimal
from pathlib import Path

import dataframely as dy
import polars as pl
import pytest
from bad_inputs import UNPARSABLE, BadInput, cases
from valid_source import TABLES, text_frame, told

from etl.parse import parse, typed
from etl.schemas import vocabulary as v


def cell(text: str | None, column: dy.Column) -> object:
    """One text cell as the type of a column."""
    return pl.DataFrame({"x": [text]}, schema={"x": pl.String}).select(typed("x", column))["x"].to_list()[0]


BLANK = [None, "", " ", "\t", "\n", "\u00a0"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2566", 2566),
        ("๒๕๖๖", 2566),
        ("๐๑๒๓๔๕", 12345),
        ("๖๗๘๙", 6789),
        ("๒5๖6", 2566),
        (" 2566 ", 2566),
        ("2,566", 2566),
        ("๒,๕๖๖", 2566),
        ("2566.0", 2566),
        ("2566.00", 2566),
        ("๒๕๖๖.๐", 2566),
        ("0", 0),
        ("-7", -7),
    ],
)
def test_a_whole_number_is_read(text: str, value: int) -> None:
    assert cell(text, v.FISCAL_YEAR(empty=True)) == value


@pytest.mark.parametrize(
    "text", ["abc", "2566.5", "25 66", "2,56", "25,66", "1e3", "2566/2567", "2566 บาท", "-"]
)
def test_a_text_that_is_no_whole_number_is_not_read(text: str) -> None:
    assert cell(text, v.FISCAL_YEAR(empty=True)) is None


@pytest.mark.parametrize("text", ["32768", "-32769", "40000", "99999999999999999999"])
def test_a_whole_number_too_large_for_its_type_is_not_read_as_another(text: str) -> None:
    assert cell(text, v.SEQ_NO(empty=True)) is None


def test_a_count_may_be_larger_than_a_small_integer() -> None:
    assert cell("๑,๐๐๐,๐๐๐", v.COUNT(empty=True)) == 1_000_000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("50000.00", "50000.00"),
        ("50000", "50000.00"),
        ("50,000.00", "50000.00"),
        ("๕๐,๐๐๐.๐๐", "50000.00"),
        ("๑,๒๓๔,๕๖๗.๘๙", "1234567.89"),
        ("1,234,567", "1234567.00"),
        ("0", "0.00"),
        ("-5.25", "-5.25"),
        ("-1,000", "-1000.00"),
        ("1000000000000", "1000000000000.00"),
    ],
)
def test_baht_are_read_to_the_satang(text: str, value: str) -> None:
    assert cell(text, v.BUDGET_BAHT(empty=True)) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["abc", "50,00", "5,0", "1,2345", "12,34,567", ",500", "50000,00", "1.2.3", "฿50", "50 บาท", "nan", "-"],
)
def test_a_text_that_is_no_amount_is_not_read(text: str) -> None:
    assert cell(text, v.BUDGET_BAHT(empty=True)) is None


@pytest.mark.parametrize(("text", "value"), [("77.69", "77.69"), ("๘๖.๗๘", "86.78"), ("68.4186", "68.4186")])
def test_a_score_keeps_four_decimals(text: str, value: str) -> None:
    assert cell(text, v.SCORE(empty=True)) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"), [("0.10", 0.1), ("๐.๑๐", 0.1), ("85", 85.0), ("1,000.5", 1000.5), ("-2", -2)]
)
def test_a_plain_number_is_read(text: str, value: float) -> None:
    assert cell(text, v.TARGET_VALUE(empty=True)) == value


@pytest.mark.parametrize("text", ["inf", "-inf", "nan", "NaN", "ร้อยละ 10", "10%"])
def test_a_number_that_is_not_finite_is_not_read(text: str) -> None:
    assert cell(text, v.TARGET_VALUE(empty=True)) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("TRUE", True), ("True", True), (" true ", True), ("false", False), ("FALSE", False)],
)
def test_a_truth_is_read_in_any_case(text: str, value: bool) -> None:
    assert cell(text, v.IS_DRAFT(empty=True)) is value


@pytest.mark.parametrize("text", ["yes", "no", "1", "0", "ใช่", "t"])
def test_another_word_for_a_truth_is_not_read(text: str) -> None:
    assert cell(text, v.IS_DRAFT(empty=True)) is None


@pytest.mark.parametrize(
    "text",
    [
        "2023-10-05",
        " 2023-10-05 ",
        "๒๐๒๓-๑๐-๐๕",
        "2023-10-05 00:00:00",
        "2023-10-05T00:00:00",
        "2023-10-05 00:00:00.000000",
    ],
)
def test_a_date_is_read_with_or_without_the_midnight_of_a_spreadsheet(text: str) -> None:
    assert cell(text, v.REPORTED_ON(empty=True)) == date(2023, 10, 5)


@pytest.mark.parametrize(
    "text",
    ["05/10/2023", "5 ต.ค. 2566", "2023-13-01", "2023-02-29", "2023-10", "20231005", "2023-10-05 12:30:00"],
)
def test_a_text_that_is_no_date_is_not_read(text: str) -> None:
    assert cell(text, v.REPORTED_ON(empty=True)) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1;2", [1, 2]),
        ("๑;๒", [1, 2]),
        (" 1 ; 2 ", [1, 2]),
        ("3", [3]),
        ("1;2;3;4", [1, 2, 3, 4]),
        ("๔", [4]),
    ],
)
def test_quarters_are_read_as_a_list(text: str, value: list[int]) -> None:
    assert cell(text, v.PLANNED_QUARTERS(empty=True)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("โครงการ ก", "โครงการ ก"),
        ("  โครงการ ก ", "โครงการ ก"),
        ("พ.ศ. ๒๕๖๖", "พ.ศ. ๒๕๖๖"),
        ("1,000", "1,000"),
        ("0", "0"),
    ],
)
def test_a_text_is_only_trimmed(text: str, value: str) -> None:
    assert cell(text, v.TITLE_TH(empty=True)) == value


@pytest.mark.parametrize("text", BLANK)
@pytest.mark.parametrize(
    "column",
    [
        v.FISCAL_YEAR(empty=True),
        v.BUDGET_BAHT(empty=True),
        v.TARGET_VALUE(empty=True),
        v.IS_DRAFT(empty=True),
        v.REPORTED_ON(empty=True),
        v.PLANNED_QUARTERS(empty=True),
        v.TITLE_TH(empty=True),
    ],
    ids=["whole", "baht", "number", "truth", "date", "list", "text"],
)
def test_a_blank_cell_is_empty(text: str | None, column: dy.Column) -> None:
    assert cell(text, column) is None


def test_an_empty_cell_is_no_problem_of_reading() -> None:
    frame, problems = parse(TABLES["project_year"], text_frame("project_year", {"project_id": "a-1"}))
    assert (frame.height, problems) == (1, [])


def test_a_row_that_cannot_be_read_is_left_out_and_the_others_stay() -> None:
    rows = [{"project_id": "a-1", "fiscal_year": "x"}, {"project_id": "a-2", "fiscal_year": "๒๕๖๖"}]
    frame, _ = parse(TABLES["project_year"], text_frame("project_year", *rows))
    assert frame.select("project_id", "fiscal_year", "row_no").rows() == [("a-2", 2566, 3)]


def test_every_unreadable_cell_of_a_row_is_told() -> None:
    row = {"project_id": "a-1", "fiscal_year": "x", "budget_baht": "y", "planned_quarters": "z"}
    _, problems = parse(TABLES["project_year"], text_frame("project_year", row))
    assert told(problems) == [
        ("not_a_whole_number", "project_year.csv", 2, "fiscal_year"),
        ("not_a_number", "project_year.csv", 2, "budget_baht"),
        ("not_a_list", "project_year.csv", 2, "planned_quarters"),
    ]


def test_a_problem_carries_the_place_in_the_document() -> None:
    row = {"project_id": "a-1", "fiscal_year": "x", "locator": "line 7"}
    _, problems = parse(TABLES["project_year"], text_frame("project_year", row))
    assert problems[0].locator == "line 7"


def test_a_value_is_told_as_it_was_written() -> None:
    _, problems = parse(TABLES["project_year"], text_frame("project_year", {"fiscal_year": " ๒๕๖๖.๕ "}))
    assert problems[0].value == "๒๕๖๖.๕"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023", "2566"),
        ("๒๐๒๓", "2566"),
        ("2023.0", "2566"),
        ("2,023", "2566"),
        ("1950", "2493"),
        ("2199", "2742"),
    ],
)
def test_a_year_of_the_christian_era_is_told_with_the_buddhist_year(text: str, year: str) -> None:
    _, problems = parse(TABLES["project_year"], text_frame("project_year", {"fiscal_year": text}))
    assert problems[0].rule_code == "ce_year"
    assert f"น่าจะเป็น {year}" in problems[0].message_th
    assert f"probably {year}" in problems[0].message_en


@pytest.mark.parametrize("column", ["first_fiscal_year", "last_fiscal_year"])
def test_every_column_of_years_knows_the_two_eras(column: str) -> None:
    _, problems = parse(TABLES["plan"], text_frame("plan", {column: "2023"}))
    assert told(problems) == [("ce_year", "plan.csv", 2, column)]


def test_a_number_that_is_no_year_may_be_2023() -> None:
    frame, problems = parse(TABLES["project"], text_frame("project", {"seq_no": "2023"}))
    assert (frame["seq_no"].to_list(), problems) == ([2023], [])


@pytest.mark.parametrize(
    ("text", "day"),
    [("2566-10-05", "2023-10-05"), ("๒๕๖๖-๑๐-๐๕", "2023-10-05"), ("2567-02-29", "2024-02-29")],
)
def test_a_date_of_the_buddhist_era_is_told_with_the_christian_date(text: str, day: str) -> None:
    _, problems = parse(TABLES["status_report"], text_frame("status_report", {"reported_on": text}))
    assert problems[0].rule_code == "be_date"
    assert day in problems[0].message_th
    assert day in problems[0].message_en


@pytest.mark.parametrize("text", ["2566-13-05", "2566-02-29", "2566", "2566-1"])
def test_a_broken_date_of_the_buddhist_era_is_no_date(text: str) -> None:
    _, problems = parse(TABLES["status_report"], text_frame("status_report", {"reported_on": text}))
    assert problems[0].rule_code == "not_a_date"


@pytest.mark.parametrize(
    ("text", "rule", "limit"),
    [("40000", "max", "10000"), ("-40000", "min", "1"), ("๔๐,๐๐๐", "max", "10000")],
)
def test_a_number_too_large_for_its_type_is_told_with_the_bound(text: str, rule: str, limit: str) -> None:
    _, problems = parse(TABLES["project"], text_frame("project", {"seq_no": text}))
    assert problems[0].rule_code == rule
    assert f"“{text}”" in problems[0].message_th
    assert problems[0].message_en.endswith(f" {limit}.")


def test_baht_too_large_for_their_type_are_told_with_the_bound() -> None:
    _, problems = parse(TABLES["project_year"], text_frame("project_year", {"budget_baht": "1" + "0" * 20}))
    assert problems[0].message_en.endswith("in budget_baht is above 1000000000000.")


@cases(UNPARSABLE)
def test_an_unreadable_cell_is_told_first_with_rule_and_place(bad: BadInput, tmp_path: Path) -> None:
    problems = bad.problems(tmp_path)
    assert told(problems)[0] == (bad.rule, bad.file, bad.row, bad.column)


@cases(UNPARSABLE)
def test_both_messages_name_the_unreadable_value(bad: BadInput, tmp_path: Path) -> None:
    problem = bad.problems(tmp_path)[0]
    assert bad.named in problem.message_th
    assert bad.named in problem.message_en
