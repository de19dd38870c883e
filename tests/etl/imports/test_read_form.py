"""Forms that come back: unchanged, filled as officers fill them, and broken in each of the ways there are."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from form_files import (
    DET_UDOM,
    DET_UDOM_PLAN,
    PHITSANULOK,
    SAMRAN,
    Change,
    cells,
    read_back,
    sent_back,
)
from openpyxl import Workbook
from polars.testing import assert_frame_equal

from etl.imports.forms.cells import read_cell
from etl.imports.forms.columns import Column
from etl.imports.forms.content import check_code, content_of
from etl.imports.forms.declare import PROJECT_SHEET, REPORT_SHEET, Form
from etl.imports.forms.read_form import is_form, read_form
from etl.imports.submission import Cell, CellKind, ReceivedFile, Sheet, Submission, SubmissionKind
from etl.parse import typed
from etl.schemas.sources import SOURCE_TABLES
from warehouse.reader import Warehouse

TABLES = {table.name: table for table in SOURCE_TABLES}
PLACE = ["locator", "source_id", "file_name", "row_no"]
REPORT, PROJECTS, GUIDE = "รายงานผล", "โครงการ", "คำชี้แจง"


def typed_rows(submission: Submission, table: str) -> pl.DataFrame:
    frame = submission.tables[table].drop(PLACE)
    return frame.select(typed(name, TABLES[table].columns[name]) for name in frame.columns)


def rows(submission: Submission, table: str, *names: str) -> list[tuple[object, ...]]:
    return submission.tables[table].select(names).rows()


def told(submission: Submission) -> list[tuple[str, str, str | None]]:
    """Each problem: its rule, its sheet, and its cell."""
    return [(one.rule_code, one.file_name, submission.cell_of(one)) for one in submission.problems]


# --- a form that comes back as it went out

STATED = {
    "plan": "from mart.plan where plan_id = '4340701-2566-2570'",
    "project": "from mart.project_year where org_code = '4340701' and fiscal_year = 2567",
    "project_year": "from mart.project_year where org_code = '4340701' and fiscal_year = 2567",
    "target": "from mart.target where org_code = '4340701'",
    "risk": "from mart.risk where org_code = '4340701'",
    "risk_control": "from mart.risk_control where org_code = '4340701'",
    "status_report": "from mart.status_report where org_code = '2650101' and fiscal_year = 2565",
    "case_count": "from mart.case_count where org_code = '5350108'",
    "result": "from mart.result where org_code = '5350108'",
}


@pytest.mark.parametrize(
    ("form", "names"),
    [
        pytest.param(
            DET_UDOM_PLAN, ["plan", "project", "project_year", "target", "risk", "risk_control"], id="plan"
        ),
        pytest.param(PHITSANULOK, ["status_report"], id="report"),
        pytest.param(SAMRAN, ["case_count", "result"], id="final-report"),
    ],
)
def test_an_unchanged_form_states_what_the_warehouse_has(
    seeds: Warehouse, form: Form, names: list[str]
) -> None:
    submission = read_back(seeds, form)
    assert (submission.problems, submission.notices) == ([], [])
    assert list(submission.tables) == names
    for name in names:
        read = typed_rows(submission, name)
        stored = seeds.sql(STATED[name]).select(read.columns)
        assert_frame_equal(read, stored, check_row_order=False)


def test_a_form_says_whose_it_is(seeds: Warehouse) -> None:
    submission = read_back(seeds, PHITSANULOK)
    assert submission.kind == SubmissionKind.report_form
    assert (submission.org_code, submission.fiscal_year, submission.report_round) == ("2650101", 2565, 12)
    assert submission.title_th == "รายงานผล รอบ 12 เดือน ปีงบประมาณ 2565 องค์การบริหารส่วนจังหวัดพิษณุโลก"


def test_each_row_says_where_it_stands(seeds: Warehouse) -> None:
    submission = read_back(seeds, PHITSANULOK)
    first = submission.tables["status_report"].row(0, named=True)
    assert first["locator"] == "แผ่น รายงานผล แถว 2"
    assert (first["source_id"], first["file_name"], first["row_no"]) == ("form.xlsx", REPORT, 2)
    assert submission.columns[REPORT, "status_code"] == "H"


def test_an_empty_report_reports_nothing(seeds: Warehouse) -> None:
    submission = read_back(seeds, DET_UDOM)
    assert (submission.tables, submission.problems, submission.notices) == ({}, [], [])


# --- a form that is filled


def test_a_filled_row_is_read_as_an_officer_writes_it(seeds: Warehouse) -> None:
    submission = read_back(
        seeds,
        DET_UDOM,
        cells(REPORT, H2=" ดำเนินการแล้วเสร็จ ", I2="๒๙,๕๐๐.๐๐", J2="30/9/2567", L2="ครบ ๔๐ คน"),
        cells(REPORT, H3="in_progress", I3=0, J3=date(2024, 4, 5)),
        cells(REPORT, H5="ไม่สามารถดำเนินการได้", K5="อื่น ๆ"),
    )
    assert submission.problems == []
    names = ["project_id", "status_code", "disbursed_baht", "reported_on", "reason_code", "status_note"]
    assert rows(submission, "status_report", *names) == [
        ("4340701-2566-2570-01", "completed", "๒๙,๕๐๐.๐๐", "2024-09-30", None, "ครบ ๔๐ คน"),
        ("4340701-2566-2570-02", "in_progress", "0", "2024-04-05", None, None),
        ("4340701-2566-2570-04", "cannot_proceed", None, None, "other", None),
    ]
    assert rows(submission, "status_report", "fiscal_year", "report_round") == [("2567", "6")] * 3


def test_new_rows_get_the_ids_that_come_next(seeds: Warehouse) -> None:
    submission = read_back(
        seeds,
        DET_UDOM_PLAN,
        cells(PROJECTS, B64="4340701-2566-2570", D64="มิติที่ 1 สร้างวัฒนธรรมสุจริต", G64="โครงการใหม่", J64="๓๐,๐๐๐"),
        cells(PROJECTS, C65="๗๐", G65="โครงการเจ็ดสิบ", I65="1,2"),
        cells("ความเสี่ยง", B11="2566-2570", D11=1, E11="งานพัสดุ", F11="สืบราคาไม่ครบ", J11="สูง"),
    )
    assert submission.problems == []
    new = submission.tables["project"].tail(2)
    assert new.select("project_id", "plan_id", "seq_no", "dimension_no").rows() == [
        ("4340701-2566-2570-71", "4340701-2566-2570", "71", "1"),
        ("4340701-2566-2570-70", "4340701-2566-2570", "70", None),
    ]
    years = submission.tables["project_year"].tail(2).select("project_id", "fiscal_year", "planned_quarters")
    assert years.rows() == [
        ("4340701-2566-2570-71", "2567", None),
        ("4340701-2566-2570-70", "2567", "1;2"),
    ]
    assert rows(submission, "risk", "risk_id", "level_code")[-1] == ("4340701-2566-2570-r10", "high")


def test_a_number_that_is_named_goes_before_one_that_follows(seeds: Warehouse) -> None:
    submission = read_back(
        seeds,
        DET_UDOM_PLAN,
        cells(PROJECTS, G64="โครงการไม่มีลำดับ"),
        cells(PROJECTS, C65=63, G65="โครงการที่ 63"),
    )
    assert submission.problems == []
    assert rows(submission, "project", "seq_no")[-2:] == [("64",), ("63",)]


def test_a_new_plan_carries_its_projects(seeds: Warehouse) -> None:
    submission = read_back(
        seeds,
        Form("5361202", 2567),
        cells(
            "แผน",
            B2="แผนปฏิบัติการ พ.ศ. 2567",
            C2="แผนปฏิบัติการป้องกันการทุจริต",
            D2="2566-2570",
            E2=2567,
            F2="๒๕๖๗",
            G2="ไม่ใช่",
        ),
        cells(PROJECTS, G2="โครงการแรก", F2="โครงการ"),
        cells(PROJECTS, G3="กิจกรรมที่สอง", F3="กิจกรรม"),
    )
    assert submission.problems == []
    assert rows(submission, "plan", "plan_id", "org_code", "kind", "is_draft") == [
        ("5361202-2567-2567", "5361202", "anti_corruption_plan", "false")
    ]
    assert rows(submission, "project", "project_id", "kind") == [
        ("5361202-2567-2567-01", "project"),
        ("5361202-2567-2567-02", "activity"),
    ]


def test_results_cases_and_scores_come_with_the_final_report(seeds: Warehouse) -> None:
    submission = read_back(
        seeds,
        SAMRAN,
        cells("จำนวนเรื่อง", B3=2),
        cells("คะแนน ITA", D2=86.78),
        cells("ผล ITA", A2="๘๕.๔๒", B2="ผ่าน"),
        cells("ผลงาน", D9="ผู้เข้าอบรม", E9=120, F9="คน"),
    )
    assert submission.problems == []
    assert rows(submission, "case_count", "kind", "count") == [("complaint", "0"), ("case", "2")]
    assert rows(submission, "ita_indicator", "indicator_no", "score") == [("1", "86.78")]
    assert rows(submission, "ita_result", "org_code", "fiscal_year", "total_stated", "level_stated") == [
        ("5350108", "2568", "๘๕.๔๒", "ผ่าน")
    ]
    assert rows(submission, "result", "result_id", "plan_id", "value")[-1] == (
        "5350108-2568-2568-o08",
        "5350108-2568-2568",
        "120",
    )


def test_a_project_of_the_plan_can_be_planned_for_another_year(make_source, build_sources) -> None:
    plan = "5999999-2566-2570"
    source = make_source(
        "one_year",
        organisation="org_code,type_code,name_th,district_th,province_code,locator\n"
        "5999999,subdistrict_municipality,ตัวอย่าง,ตัวอย่าง,34,1\n",
        plan="plan_id,org_code,kind,first_fiscal_year,last_fiscal_year,is_draft,title_th,locator\n"
        f"{plan},5999999,anti_corruption_plan,2566,2570,false,แผน,1\n",
        project=f"project_id,plan_id,seq_no,title_th,locator\n{plan}-01,{plan},1,โครงการ,1\n",
        project_year=f"project_id,fiscal_year,locator\n{plan}-01,2566,1\n",
    )
    submission = read_back(
        build_sources(source),
        Form("5999999", 2567),
        cells(PROJECTS, A2=f"{plan}-01", G2="โครงการ", J2=500),
        cells(PROJECTS, G3="โครงการใหม่"),
    )
    assert submission.problems == []
    assert rows(submission, "project_year", "project_id", "fiscal_year", "budget_baht") == [
        (f"{plan}-01", "2567", "500"),
        (f"{plan}-02", "2567", None),
    ]
    assert rows(submission, "project", "seq_no") == [("1",), ("2",)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        pytest.param("2024-09-30", CellKind.date, "2024-09-30", id="real-date"),
        pytest.param("2567-09-30", CellKind.date, "2024-09-30", id="real-date-in-a-buddhist-year"),
        pytest.param("2024-09-30 00:00:00", CellKind.date, "2024-09-30", id="with-midnight"),
        pytest.param("30/09/2567", CellKind.text, "2024-09-30", id="thai"),
        pytest.param("9/10/2567", CellKind.text, "2024-10-09", id="thai-day-first"),
        pytest.param("๓๐/๙/๒๕๖๗", CellKind.text, "2024-09-30", id="thai-digits"),
        pytest.param("29/2/2567", CellKind.text, "2024-02-29", id="leap-day"),
        pytest.param("30/9/2024", CellKind.text, "2024-09-30", id="common-era-day-over-12"),
        pytest.param("9/9/2024", CellKind.text, "2024-09-09", id="day-equals-month"),
        pytest.param("9/10/2024", CellKind.text, None, id="day-or-month-first"),
        pytest.param("30/9/67", CellKind.text, None, id="two-digit-year"),
        pytest.param("31/9/2567", CellKind.text, None, id="no-such-day"),
        pytest.param("สิ้นเดือนกันยายน", CellKind.text, None, id="words"),
    ],
)
def test_a_date_is_read_only_when_it_is_clear(
    seeds: Warehouse, text: str, kind: CellKind, value: str | None
) -> None:
    column = Column(REPORT_SHEET.field("reported_on"), content_of(seeds, DET_UDOM).choices, 2567)
    read = read_cell(column, Cell(text, kind))
    assert (read.value, read.rule) == (value, "" if value else "form_bad_date")


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        pytest.param("planned_quarters", "ไตรมาส 1, 2", "1;2", id="quarters-label"),
        pytest.param("planned_quarters", "1;3", "1;3", id="quarters-code"),
        pytest.param("planned_quarters", "๒ , ๔", "2;4", id="quarters-thai-digits"),
        pytest.param("planned_quarters", "ไตรมาส ๔", "4", id="one-quarter"),
        pytest.param("planned_quarters", "12", None, id="quarters-run-together"),
        pytest.param("dimension_no", "2", "2", id="dimension-code"),
        pytest.param("dimension_no", "มิติที่ ๒  บริหารราชการโปร่งใส", "2", id="dimension-label"),
        pytest.param("kind", "มาตรการ", "measure", id="kind-label"),
        pytest.param("kind", "Measure", "measure", id="kind-code"),
        pytest.param("kind", "นโยบาย", None, id="no-kind"),
        pytest.param("mission_no", "2.2", "2.2", id="mission-code"),
    ],
)
def test_a_label_or_its_code_is_taken(seeds: Warehouse, name: str, text: str, code: str | None) -> None:
    column = Column(PROJECT_SHEET.field(name), content_of(seeds, DET_UDOM_PLAN).choices, 2567)
    assert read_cell(column, Cell(text)).value == code


def test_moved_columns_are_found_by_their_headings(seeds: Warehouse) -> None:
    def swap(book: Workbook) -> None:
        for row in book[REPORT].iter_rows(min_col=8, max_col=12):
            row[0].value, row[4].value = row[4].value, row[0].value

    submission = read_back(seeds, PHITSANULOK, swap)
    assert submission.problems == []
    assert submission.columns[REPORT, "status_code"] == "L"
    before = read_back(seeds, PHITSANULOK).tables["status_report"]
    assert_frame_equal(submission.tables["status_report"], before)


# --- a form that is broken


def rename(sheet: str, title: str) -> Change:
    def change(book: Workbook) -> None:
        book[sheet].title = title

    return change


def remove(sheet: str) -> Change:
    return lambda book: book.remove(book[sheet])


def add_sheet(title: str) -> Change:
    return lambda book: book.create_sheet(title)


def delete_row(sheet: str, row_no: int) -> Change:
    return lambda book: book[sheet].delete_rows(row_no)


def hide_rows(sheet: str, *row_nos: int) -> Change:
    def change(book: Workbook) -> None:
        for row_no in row_nos:
            book[sheet].row_dimensions[row_no].hidden = True

    return change


def hide_column(sheet: str, letter: str) -> Change:
    def change(book: Workbook) -> None:
        book[sheet].column_dimensions[letter].hidden = True

    return change


def hide_sheet(sheet: str) -> Change:
    def change(book: Workbook) -> None:
        book[sheet].sheet_state = "hidden"

    return change


def merge(sheet: str, place: str) -> Change:
    return lambda book: book[sheet].merge_cells(place)


def insert_column(sheet: str, column_no: int, heading: str) -> Change:
    def change(book: Workbook) -> None:
        book[sheet].insert_cols(column_no)
        book[sheet].cell(1, column_no, heading)

    return change


COMPLETED = "ดำเนินการแล้วเสร็จ"
# The identity block of the first sheet.
ORG_CODE_CELL, YEAR_CELL, ROUND_CELL, VERSION_CELL, CODE_CELL = "B6", "B8", "B9", "B11", "B12"

BROKEN_REPORTS = {
    "renamed-heading": (
        [cells(REPORT, H1="สถานะโครงการ")],
        [("form_missing_heading", None), ("form_unknown_heading", "H1")],
    ),
    "added-column": ([insert_column(REPORT, 9, "ผู้จัดทำ")], [("form_unknown_heading", "I1")]),
    "missing-column": ([cells(REPORT, L1=None)], [("form_missing_heading", None)]),
    "repeated-heading": (
        [cells(REPORT, L1="สถานะ")],
        [("form_missing_heading", None), ("form_repeated_heading", "L1")],
    ),
    "merged-cells": ([merge(REPORT, "H2:H4")], [("form_merged", None)]),
    "hidden-rows": ([hide_rows(REPORT, 7, 9, 10)], [("form_hidden_rows", None)]),
    "hidden-column": ([hide_column(REPORT, "I")], [("form_hidden_columns", None)]),
    "hidden-sheet": ([hide_sheet(REPORT)], [("form_hidden_sheet", None)]),
    "formula": ([cells(REPORT, H2=COMPLETED, I2="=G2/2")], [("form_formula", "I2")]),
    "error-value": ([cells(REPORT, H2=COMPLETED, I2="#REF!")], [("form_error_cell", "I2")]),
    "unknown-status": ([cells(REPORT, H2="เสร็จแล้ว")], [("form_unknown_label", "H2")]),
    "status-that-is-computed": ([cells(REPORT, H2="ไม่พบรายงาน")], [("form_unknown_label", "H2")]),
    "unknown-reason": (
        [cells(REPORT, H2="ไม่สามารถดำเนินการได้", K2="ฝนตก")],
        [("form_unknown_label", "K2")],
    ),
    "unclear-date": ([cells(REPORT, H2=COMPLETED, J2="4/5/2024")], [("form_bad_date", "J2")]),
    "no-status": ([cells(REPORT, I2=500)], [("nullability", "H2")]),
    "two-faults-in-a-row": (
        [cells(REPORT, H2="เสร็จ", I2="ห้าร้อย")],
        [("form_unknown_label", "H2"), ("not_a_number", "I2")],
    ),
    "project-of-another-organisation": (
        [cells(REPORT, A2="2650101-2565-2565-01")],
        [("form_other_organisation", "A2")],
    ),
    "unknown-project": ([cells(REPORT, A2="4340701-2566-2570-99")], [("form_unknown_key", "A2")]),
    "no-project": ([cells(REPORT, A2=None)], [("form_row_without_key", "A2")]),
    "project-twice": (
        [cells(REPORT, A3="4340701-2566-2570-01", H2=COMPLETED, H3=COMPLETED)],
        [("form_repeated_row", "A3")],
    ),
    "signature-below": ([cells(REPORT, A70="ลงชื่อ ผู้รายงาน")], [("form_unknown_key", "A70")]),
    "note-beside": ([cells(REPORT, H2=COMPLETED, N2="ดูเอกสารแนบ")], [("form_outside", "N2")]),
    "missing-sheet": ([remove(REPORT)], [("form_missing_sheet", None)]),
    "renamed-sheet": ([rename(REPORT, "รายงาน")], [("form_missing_sheet", None)]),
    "no-guide": ([remove(GUIDE)], [("form_missing_sheet", None)]),
    "other-organisation": ([cells(GUIDE, **{ORG_CODE_CELL: "2650101"})], [("form_identity_changed", "B12")]),
    "last-year-edited": ([cells(GUIDE, **{YEAR_CELL: "2568"})], [("form_identity_changed", "B12")]),
    "other-round": ([cells(GUIDE, **{ROUND_CELL: "รอบ 12 เดือน"})], [("form_identity_changed", "B12")]),
    "check-code-gone": ([cells(GUIDE, **{CODE_CELL: None})], [("form_identity_missing", None)]),
    "other-version": ([cells(GUIDE, **{VERSION_CELL: "0"})], [("form_other_version", "B11")]),
}


@pytest.mark.parametrize(("changes", "expected"), BROKEN_REPORTS.values(), ids=BROKEN_REPORTS.keys())
def test_a_broken_report_is_told_by_sheet_and_cell(
    seeds: Warehouse, changes: list[Change], expected: list[tuple[str, str | None]]
) -> None:
    submission = read_back(seeds, DET_UDOM, *changes)
    found = [(one.rule_code, submission.cell_of(one)) for one in submission.problems]
    assert sorted(found, key=str) == sorted(expected, key=str)
    for problem in submission.problems:
        assert problem.message_th.strip() and problem.message_en.strip()
        assert problem.file_name.strip() in (REPORT, GUIDE)


NEW_PLAN = {"B3": "แผนใหม่", "C3": "แผนปฏิบัติการป้องกันการทุจริต", "G3": "ไม่ใช่"}
BROKEN_OTHERS = {
    "project-of-another-year": (
        PHITSANULOK,
        [cells(REPORT, A2="2650101-2566-2570-01")],
        [("form_other_year", REPORT, "A2")],
    ),
    "number-taken": (
        DET_UDOM_PLAN,
        [cells(PROJECTS, C64=62, G64="โครงการใหม่")],
        [("form_number_taken", PROJECTS, "C64")],
    ),
    "number-unreadable": (
        DET_UDOM_PLAN,
        [cells(PROJECTS, C64="หกสิบสาม", G64="โครงการใหม่")],
        [("not_a_whole_number", PROJECTS, "C64")],
    ),
    "locked-number-changed": (
        DET_UDOM_PLAN,
        [cells(PROJECTS, C2=99)],
        [("form_key_changed", PROJECTS, "C2")],
    ),
    "project-of-another-organisation": (
        DET_UDOM_PLAN,
        [cells(PROJECTS, A64="2650101-2566-2570-01", G64="โครงการ")],
        [("form_other_organisation", PROJECTS, "A64")],
    ),
    "no-title": (DET_UDOM_PLAN, [cells(PROJECTS, G5=None)], [("nullability", PROJECTS, "G5")]),
    "unknown-plan": (
        DET_UDOM_PLAN,
        [cells(PROJECTS, B64="2567-2567", G64="โครงการ")],
        [("form_unknown_plan", PROJECTS, "B64")],
    ),
    "plan-that-exists": (
        DET_UDOM_PLAN,
        [cells("แผน", **NEW_PLAN, E3=2566, F3=2570)],
        [("form_id_taken", "แผน", "E3")],
    ),
    "plan-of-other-years": (
        DET_UDOM_PLAN,
        [cells("แผน", **NEW_PLAN, E3=2571, F3=2575)],
        [("form_plan_without_year", "แผน", "E3")],
    ),
    "plan-years-missing": (
        DET_UDOM_PLAN,
        [cells("แผน", **NEW_PLAN, E3=2567)],
        [("nullability", "แผน", "F3")],
    ),
    "target-twice": (
        DET_UDOM_PLAN,
        [cells("เป้าหมาย", A12="คะแนน ITA", B12="๒๕๖๗", C12=90)],
        [("form_repeated_row", "เป้าหมาย", "B12")],
    ),
    "unknown-risk": (
        DET_UDOM_PLAN,
        [cells("ความเสี่ยง", A2="r01")],
        [("form_unknown_key", "ความเสี่ยง", "A2")],
    ),
    "control-without-step": (
        DET_UDOM_PLAN,
        [cells("มาตรการควบคุม", C25=1, D25="มาตรการ")],
        [("nullability", "มาตรการควบคุม", "B25")],
    ),
    "unknown-kind-of-case": (
        SAMRAN,
        [cells("จำนวนเรื่อง", A2="เรื่องร้องทุกข์", B2=1)],
        [("form_unknown_label", "จำนวนเรื่อง", "A2")],
    ),
    "eleventh-indicator": (
        SAMRAN,
        [cells("คะแนน ITA", A12=11, D12=80)],
        [("form_unknown_key", "คะแนน ITA", "A12")],
    ),
    "second-ita-result": (
        SAMRAN,
        [cells("ผล ITA", A2=85, A3=86)],
        [("form_outside", "ผล ITA", "A3")],
    ),
    "level-without-total": (SAMRAN, [cells("ผล ITA", B2="ผ่าน")], [("nullability", "ผล ITA", "A2")]),
    "result-of-a-project-of-another-plan": (
        SAMRAN,
        [cells("ผลงาน", C2="4340701-2566-2570-01")],
        [("form_unknown_label", "ผลงาน", "C2")],
    ),
}


@pytest.mark.parametrize(("form", "changes", "expected"), BROKEN_OTHERS.values(), ids=BROKEN_OTHERS.keys())
def test_a_broken_form_is_told_by_sheet_and_cell(
    seeds: Warehouse, form: Form, changes: list[Change], expected: list[tuple[str, str, str]]
) -> None:
    submission = read_back(seeds, form, *changes)
    assert told(submission) == expected
    assert all(one.message_th.strip() and one.message_en.strip() for one in submission.problems)


def test_two_sheets_of_one_name_are_not_chosen_between(seeds: Warehouse) -> None:
    received = sent_back(seeds, PHITSANULOK)
    again = replace(received, sheets=(*received.sheets, sheet(f"{REPORT} ", "รหัสโครงการ")))
    submission = read_form(again, seeds)
    assert told(submission) == [("form_repeated_sheet", REPORT, None)]
    assert submission.tables == {}


def test_a_row_with_a_fault_is_left_out_and_the_others_are_not(seeds: Warehouse) -> None:
    submission = read_back(seeds, PHITSANULOK, cells(REPORT, H3="เสร็จ"))
    assert submission.tables["status_report"].height == 37
    assert "2650101-2565-2565-02" not in submission.tables["status_report"]["project_id"].to_list()


def test_a_sheet_with_hidden_rows_is_not_read_at_all(seeds: Warehouse) -> None:
    submission = read_back(seeds, PHITSANULOK, hide_rows(REPORT, 7, 9, 10))
    assert submission.tables == {}
    (problem,) = submission.problems
    assert problem.message_th.startswith("แถว 7, 9–10 มีข้อมูลแต่ถูกซ่อนไว้")


def test_an_organisation_that_is_not_registered_is_refused(seeds: Warehouse) -> None:
    code = check_code(Form("9999999", 2567, 6), [])
    submission = read_back(
        seeds,
        DET_UDOM,
        cells(GUIDE, **{ORG_CODE_CELL: "9999999", CODE_CELL: code}),
        cells(REPORT, H2=COMPLETED),
    )
    assert told(submission) == [("unregistered_organisation", GUIDE, None)]
    assert submission.tables == {}


def test_an_unknown_label_names_the_nearest_one(seeds: Warehouse) -> None:
    (problem,) = read_back(seeds, DET_UDOM, cells(REPORT, H2="ดำเนินการเสร็จ")).problems
    assert problem.message_th == (
        "“ดำเนินการเสร็จ” ไม่มีในรายการของช่อง สถานะ หมายถึง “ดำเนินการแล้วเสร็จ” หรือไม่ ให้เลือกจากรายการ"
    )


def test_the_column_of_a_renamed_heading_is_guessed_in_words_only(seeds: Warehouse) -> None:
    submission = read_back(seeds, PHITSANULOK, cells(REPORT, H1="สถานะโครงการ"))
    messages = {one.rule_code: one.message_th for one in submission.problems}
    assert messages["form_unknown_heading"].endswith("น่าจะเปลี่ยนจาก “สถานะ” ให้พิมพ์ชื่อเดิม")
    assert submission.tables == {}


# --- what is told and keeps nothing out

NOTICED = {
    "budget-changed": (PHITSANULOK, [cells(REPORT, G2=1)], ("form_context_changed", "G2"), 38),
    "title-changed": (PHITSANULOK, [cells(REPORT, D3="ชื่ออื่น")], ("form_context_changed", "D3"), 38),
    "row-emptied": (
        PHITSANULOK,
        [cells(REPORT, H2=None, I2=None)],
        ("form_report_stays", "H2"),
        37,
    ),
    "row-deleted": (PHITSANULOK, [delete_row(REPORT, 39)], ("form_rows_removed", None), 37),
    "sheet-of-ones-own": (PHITSANULOK, [add_sheet("ร่าง")], ("form_unknown_sheet", None), 38),
    "no-reason": (
        PHITSANULOK,
        [cells(REPORT, H2="ไม่สามารถดำเนินการได้")],
        ("form_reason_missing", "K2"),
        38,
    ),
}


@pytest.mark.parametrize(("form", "changes", "expected", "count"), NOTICED.values(), ids=NOTICED.keys())
def test_what_does_no_harm_is_a_notice(
    seeds: Warehouse, form: Form, changes: list[Change], expected: tuple[str, str | None], count: int
) -> None:
    submission = read_back(seeds, form, *changes)
    (notice,) = submission.notices
    assert submission.problems == []
    assert (notice.rule_code, submission.cell_of(notice)) == expected
    assert notice.message_th.strip() and notice.message_en.strip()
    assert submission.tables["status_report"].height == count


def test_values_left_as_in_the_round_before_are_pointed_out(country: Warehouse) -> None:
    """15 of the 16 projects have a report at 6 months; a value and an own date make one of them new."""
    final = Form("5349901", 2568, 12)
    assert [(one.rule_code, one.value) for one in read_back(country, final).notices] == [
        ("form_as_round_before", "15")
    ]
    changed = read_back(country, final, cells(REPORT, J2="30/9/2568"))
    assert [one.value for one in changed.notices] == ["14"]


def test_projects_that_are_newer_than_the_form_stay(make_source, build_sources) -> None:
    plan = "5999999-2567-2567"
    tables = {
        "organisation": "org_code,type_code,name_th,district_th,province_code,locator\n"
        "5999999,subdistrict_municipality,ตัวอย่าง,ตัวอย่าง,34,1\n",
        "plan": "plan_id,org_code,kind,first_fiscal_year,last_fiscal_year,is_draft,title_th,locator\n"
        f"{plan},5999999,anti_corruption_plan,2567,2567,false,แผน,1\n",
        "project": f"project_id,plan_id,seq_no,title_th,locator\n{plan}-01,{plan},1,โครงการ,1\n",
        "project_year": f"project_id,fiscal_year,locator\n{plan}-01,2567,1\n",
    }
    form = Form("5999999", 2567, 6)
    received = sent_back(build_sources(make_source("town", **tables)), form)
    tables["project"] += f"{plan}-02,{plan},2,โครงการใหม่,2\n"
    tables["project_year"] += f"{plan}-02,2567,2\n"
    submission = read_form(received, build_sources(make_source("town", **tables)))
    assert [(one.rule_code, one.value) for one in submission.notices] == [("form_rows_newer", f"{plan}-02")]


def test_the_list_of_errors_is_no_sheet_of_the_form(seeds: Warehouse) -> None:
    assert read_back(seeds, PHITSANULOK, add_sheet("ข้อผิดพลาด")).notices == []


# --- what is a form


def sheet(name: str, *texts: str) -> Sheet:
    return Sheet(name, {1: {number: Cell(text) for number, text in enumerate(texts, 1)}})


@pytest.mark.parametrize(
    ("name", "sheets", "answer"),
    [
        pytest.param("a.xlsx", [sheet("รายงานผล", "รหัสโครงการ")], True, id="its-sheet"),
        pytest.param("a.xlsx", [sheet(" แผน")], True, id="its-sheet-with-a-blank"),
        pytest.param("a.xlsx", [sheet("Sheet1", "รุ่นแบบ", "1", "รหัสตรวจแบบ")], True, id="its-identity"),
        pytest.param("a.xlsx", [sheet("ผล ITA", "รหัส อปท.")], False, id="ita-table"),
        pytest.param("a.xlsx", [sheet("plan", "plan_id")], False, id="source-table"),
        pytest.param("แผน.csv", [sheet("แผน", "plan_id")], False, id="csv"),
    ],
)
def test_a_form_is_known_by_its_identity_or_its_sheets(name: str, sheets: list[Sheet], answer: bool) -> None:
    assert is_form(ReceivedFile(name, b"", tuple(sheets))) is answer
