"""Files in the house's own format: whose table a sheet is, its columns, and the rows that cannot be trusted."""

import polars as pl
import pytest
from openpyxl import Workbook
from received_files import workbook

from etl.imports.receive import receive
from etl.imports.submission import Submission, SubmissionKind
from etl.imports.table_files import is_tables, read_tables

CASES = [
    ["org_code", "fiscal_year", "kind", "count"],
    ["4340701", 2566, "complaint", 3],
    ["4340701", 2567, "complaint", 0],
]
TARGETS = [
    ["รหัส อปท.", "ปีงบประมาณ (พ.ศ.)", "ตัวชี้วัด", "ค่าเป้าหมาย", "ปีฐาน", "ตำแหน่งในเอกสาร"],
    ["4340701", "๒๕๖๗", "ita_score", "85", None, "หน้า 4"],
]


def read(content: bytes, name: str = "a.xlsx") -> Submission:
    return read_tables(receive(name, content))


def told(submission: Submission) -> list[tuple[str, str | None]]:
    """Each problem: its rule, and the cell or else the row."""
    return [(one.rule_code, submission.cell_of(one) or _row(one.row_no)) for one in submission.problems]


def _row(row_no: int | None) -> str | None:
    return None if row_no is None else f"row {row_no}"


def test_sheets_named_as_tables_are_read_with_the_place_of_each_row() -> None:
    submission = read(workbook(case_count=CASES, target=TARGETS))
    assert submission.kind is SubmissionKind.tables
    assert (submission.org_code, submission.fiscal_year, submission.report_round) == ("4340701", None, None)
    assert submission.tables["case_count"].rows() == [
        ("4340701", "2566", "complaint", "3", "แผ่น case_count แถว 2", "a.xlsx", "case_count", 2),
        ("4340701", "2567", "complaint", "0", "แผ่น case_count แถว 3", "a.xlsx", "case_count", 3),
    ]
    assert submission.tables["target"].to_dicts() == [
        {
            "org_code": "4340701",
            "fiscal_year": "๒๕๖๗",
            "metric_code": "ita_score",
            "target_value": "85",
            "baseline_fiscal_year": None,
            "locator": "หน้า 4",
            "source_id": "a.xlsx",
            "file_name": "target",
            "row_no": 2,
        }
    ]
    assert submission.columns["target", "target_value"] == "D"
    assert (submission.problems, submission.notices) == ([], [])


def test_one_year_of_one_organisation_is_that_of_the_submission() -> None:
    submission = read(workbook(target=TARGETS))
    assert (submission.org_code, submission.fiscal_year) == ("4340701", 2567)


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        pytest.param("case_count.csv", "case_count.csv", id="named as a table"),
        pytest.param("เรื่องร้องเรียน 2566.csv", "เรื่องร้องเรียน 2566.csv", id="known by its headings"),
    ],
)
def test_a_csv_is_a_table_by_its_name_or_its_headings(name: str, sheet: str) -> None:
    submission = read("org_code,fiscal_year,kind,count\n4340701,2566,case,๑\n".encode(), name)
    assert submission.tables["case_count"].rows() == [
        ("4340701", "2566", "case", "๑", "แถว 2", name, sheet, 2)
    ]
    assert submission.columns[sheet, "count"] == "D"


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        pytest.param("จำนวน", "count", id="thai"),
        pytest.param(" จํานวน\u200b ", "count", id="sara am in parts"),
        pytest.param("COUNT ", "count", id="capitals"),
    ],
)
def test_a_heading_is_known_however_it_is_typed(heading: str, column: str) -> None:
    submission = read(workbook(case_count=[["org_code", "fiscal_year", "kind", heading], CASES[1][:4]]))
    assert submission.problems == []
    assert submission.tables["case_count"][column].to_list() == ["3"]


def test_a_lone_sheet_of_any_name_is_known_by_its_headings() -> None:
    assert list(read(workbook(Sheet1=CASES)).tables) == ["case_count"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(workbook(Sheet1=CASES, Sheet2=[["x"]]), id="one of several"),
        pytest.param(workbook(Sheet1=[["org_code", "fiscal_year"], ["4340701", 2566]]), id="columns missing"),
        pytest.param(workbook(Sheet1=[["ชื่อ", "คะแนน"], ["ก", 1]]), id="other headings"),
        pytest.param(workbook(ข้อผิดพลาด=CASES), id="list of errors"),
    ],
)
def test_other_files_are_no_tables(content: bytes) -> None:
    assert not is_tables(receive("a.xlsx", content))


def test_an_empty_sheet_and_the_list_of_errors_are_passed_by() -> None:
    submission = read(workbook(ข้อผิดพลาด=[["x"]], case_count=CASES, Sheet2=[]))
    assert (list(submission.tables), submission.problems) == (["case_count"], [])


@pytest.mark.parametrize(
    ("headings", "problems"),
    [
        pytest.param(["org_code", "fiscal_year", "kind"], [("missing_column", None)], id="missing"),
        pytest.param([*CASES[0], "remark"], [("unknown_column", "E1")], id="added"),
        pytest.param(
            ["org_code", "fiscal_year", "kind", "counts"],
            [("unknown_column", "D1"), ("missing_column", None)],
            id="renamed",
        ),
        pytest.param([*CASES[0], "จำนวน"], [("repeated_column", "E1")], id="repeated in thai"),
    ],
)
def test_wrong_columns_give_problems_and_no_table(
    headings: list[str], problems: list[tuple[str, str | None]]
) -> None:
    submission = read(workbook(case_count=[headings, ["4340701", 2566, "case", 1, 1][: len(headings)]]))
    assert submission.tables == {}
    found = [(rule, None if rule == "missing_column" else cell) for rule, cell in told(submission)]
    assert found == problems


def test_a_column_without_heading_is_told_at_its_first_cell() -> None:
    submission = read(workbook(case_count=[*CASES[:2], [*CASES[2], None, "โทร. 1234"]]))
    assert told(submission) == [("column_without_heading", "F3")]
    assert submission.problems[0].message_th.startswith("แผ่น case_count คอลัมน์ F มีข้อมูลแต่ไม่มีหัวตาราง")


def test_moved_columns_are_read_by_their_headings() -> None:
    submission = read(workbook(case_count=[CASES[0][::-1], CASES[1][::-1]]))
    assert submission.tables["case_count"].select("org_code", "count").rows() == [("4340701", "3")]
    assert submission.columns["case_count", "org_code"] == "D"


def _second_row_formula(book: Workbook) -> None:
    book["case_count"]["D2"] = "=1+2"


def _second_row_error(book: Workbook) -> None:
    book["case_count"]["D2"] = "#DIV/0!"


def _second_row_hidden(book: Workbook) -> None:
    book["case_count"].row_dimensions[2].hidden = True
    book["case_count"].row_dimensions[9].hidden = True


def _second_row_merged(book: Workbook) -> None:
    book["case_count"].merge_cells("C2:D2")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param(_second_row_formula, ("cell_is_formula", "D2"), id="formula"),
        pytest.param(_second_row_error, ("cell_is_error", "D2"), id="error value"),
        pytest.param(_second_row_hidden, ("hidden_row", "row 2"), id="hidden row"),
        pytest.param(_second_row_merged, ("merged_cells", "C2"), id="merged cells"),
    ],
)
def test_a_row_that_cannot_be_trusted_is_left_out_and_told(change: object, problem: tuple[str, str]) -> None:
    submission = read(workbook(change, case_count=CASES))  # type: ignore[arg-type]
    assert told(submission) == [problem]
    assert submission.tables["case_count"]["row_no"].to_list() == [3]


def test_rows_merged_with_one_another_are_all_left_out() -> None:
    submission = read(workbook(lambda book: book["case_count"].merge_cells("A2:A3"), case_count=CASES))
    assert told(submission) == [("merged_cells", "A2")]
    assert submission.problems[0].message_th.startswith("แผ่น case_count ช่อง A2:A3 ถูกผสานกัน")
    assert submission.tables["case_count"].height == 0
    assert submission.tables["case_count"].schema["row_no"] == pl.Int64


def _hidden_column(book: Workbook) -> None:
    book["case_count"].column_dimensions["C"].hidden = True
    book["case_count"].column_dimensions["H"].hidden = True


def _hidden_sheet(book: Workbook) -> None:
    book["case_count"].sheet_state = "hidden"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param(_hidden_column, ("hidden_column", "C1"), id="column"),
        pytest.param(_hidden_sheet, ("hidden_sheet", None), id="sheet"),
    ],
)
def test_what_is_hidden_of_a_whole_table_keeps_it_out(
    change: object, problem: tuple[str, str | None]
) -> None:
    submission = read(workbook(change, case_count=CASES, target=TARGETS))  # type: ignore[arg-type]
    assert told(submission) == [problem]
    assert list(submission.tables) == ["target"]


@pytest.mark.parametrize(
    ("sheet", "rule_code"),
    [
        pytest.param("corrections", "corrections_not_taken", id="corrections"),
        pytest.param("สรุป", "unknown_table", id="another sheet"),
    ],
)
def test_a_sheet_that_is_no_table_is_told_and_the_others_are_read(sheet: str, rule_code: str) -> None:
    submission = read(workbook(**{"case_count": CASES, sheet: [["x"], ["y"]]}))
    assert told(submission) == [(rule_code, None)]
    assert list(submission.tables) == ["case_count"]
