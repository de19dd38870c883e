"""Reports of one-year plans: statuses by misread headings, money spent, and projects where no plan lists them."""

from pathlib import Path

import pytest

from etl.extract.one_year.status_list import read_status_lists
from etl.extract.one_year.year_list import read_year_lists
from tests.conftest import SEEDS
from tests.extract.one_year_documents import context, document, doubts, values, wrong_cells
from tests.extract.test_year_list import PLAN

CAPTION = "รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต พ.ศ. ๒๕๖๗ รอบ ๖ เดือน\n"
HEAD = CAPTION + (
    "ลำดับ\tรายการโครงการ\tมิติ\tงบประมาณ (บาท)\tเบิกจ่าย (บาท)\tสถานะ\t\t\t\tหมายเหตุ\n"
    "\t\t\t\t\tรอ รายงาน\tอยู่ ระหว่าง ดำเนินการ\tค่าเงิน การ แล้วเสร็จ\tไม่ สามารถ ดำเนิน การได้\t\n"
)
SCRAMBLED = HEAD.replace("อยู่ ระหว่าง ดำเนินการ\tค่าเงิน การ แล้วเสร็จ", "อยู่ ระหว่าง คำเงิน การ แล้วเสร็จ\tคำเงิน การ")
ROWS = (
    "1\tโครงการอบรมคุณธรรมบุคลากร\t1\t20,000.00\t15,500.50\t\t\t๘\t\t\n"
    "2\tมาตรการออกคำสั่งมอบหมายงาน\t2\t0.00\t0.00\t\t๙\t\t\t\n"
    "3\tกิจกรรมรับเรื่องร้องเรียน\t3\t0.00\t0.00\t\t\t\t✓\tเลื่อนเพราะโรคระบาด\n"
)
STATUS = ("project_id", "report_round", "status_code", "disbursed_baht", "status_note")


def test_report_alone_gives_plan_projects_and_statuses() -> None:
    read = read_status_lists(document(HEAD + ROWS), context())
    assert values(read, "plan", "plan_id") == [("9999999-2567-2567",)]
    assert values(read, "project_year", "budget_baht", "planned_quarters")[0] == ("20000.00", "")
    assert values(read, "status_report", *STATUS) == [
        ("9999999-2567-2567-01", "6", "completed", "15500.50", ""),
        ("9999999-2567-2567-02", "6", "in_progress", "0.00", ""),
        ("9999999-2567-2567-03", "6", "cannot_proceed", "0.00", "เลื่อนเพราะโรคระบาด"),
    ]
    assert not any(doubts(read, "status_report", "status_code"))


def test_projects_stand_once_where_plan_and_report_list_them() -> None:
    both = document(PLAN + "\n" + HEAD + ROWS.replace("รับเรื่องร้องเรียน", "รับเรื่องจ้องเรียน"))
    plan, report = read_year_lists(both, context()), read_status_lists(both, context())
    assert "project" not in report.tables
    assert len(values(report, "status_report", "project_id")) == 3
    assert doubts(plan, "project", "title_th") == [False, False, True]
    assert "จ้องเรียน" in plan.tables["project"][2]["title_th"].doubt


def test_scrambled_headings_follow_the_other_pages_and_are_flagged() -> None:
    text = (
        HEAD
        + ROWS
        + "\n"
        + SCRAMBLED
        + "4\tโครงการหน้าถัดไป\t1\t50.00\t0.00\t๕\t\t\t\t\n5\tโครงการสุดท้าย\t1\t0.00\t0.00\t\t\t๕\t\t\n"
    )
    read = read_status_lists(document(text), context())
    assert [code for (code,) in values(read, "status_report", "status_code")][3:] == [
        "awaiting_report",
        "completed",
    ]
    assert doubts(read, "status_report", "status_code") == [False, False, False, True, True]


def test_scrambled_headings_alone_are_flagged() -> None:
    read = read_status_lists(document(SCRAMBLED + ROWS), context())
    assert all(doubts(read, "status_report", "status_code"))


def test_another_order_of_statuses_is_taken_at_its_word() -> None:
    text = HEAD.replace(
        "รอ รายงาน\tอยู่ ระหว่าง ดำเนินการ\tค่าเงิน การ แล้วเสร็จ", "ดำเนินการแล้วเสร็จ\tอยู่ระหว่างดำเนินการ\tรอรายงาน"
    )
    read = read_status_lists(
        document(HEAD + ROWS + "\n" + text + "4\tโครงการหน้าถัดไป\t1\t5.00\t0.00\t✓\t\t\t\t\n"), context()
    )
    assert values(read, "status_report", "status_code")[3] == ("completed",)


def test_counts_above_the_list_and_those_that_disagree() -> None:
    counts = "- ดำเนินการแล้วเสร็จ จำนวน ๒ โครงการ\n- อยู่ระหว่างดำเนินการ จำนวน ๑ โครงการ\n- รวม ๓ โครงการ\n"
    read = read_status_lists(document(counts + HEAD + ROWS), context())
    assert values(read, "control_total", "measure", "status_code", "report_round", "value") == [
        ("status_count", "completed", "6", "2"),
        ("status_count", "in_progress", "6", "1"),
        ("project_count", "", "6", "3"),
    ]
    assert all(doubts(read, "status_report", "status_code"))  # one is completed, two are printed


def test_status_in_words_and_english_headings() -> None:
    text = (
        "Report of plan 2567, 12-month round\nNo.\tProject\tBudget\tDisbursed\tStatus\tRemarks\n"
        "1\tNo Gift Policy\t-\t-\tcompleted\t\n2\tOpen data centre\t1,000.00\t5,000.00\tin progress\tlate\n"
        "3\tInternal audit plan\t-\t-\tmaybe\t\n"
    )
    read = read_status_lists(document(text), context())
    assert values(read, "status_report", "report_round", "status_code", "disbursed_baht", "status_note") == [
        ("12", "completed", "0.00", ""),
        ("12", "in_progress", "5000.00", "late"),
        ("12", "", "0.00", ""),
    ]
    assert doubts(read, "status_report", "status_code") == [False, False, True]
    assert doubts(read, "status_report", "disbursed_baht") == [False, True, False]


def test_two_ticks_no_tick_and_an_unreported_project() -> None:
    rows = ROWS.replace("\t\t๙\t\t\t\n", "\t\t๙\t๙\t\t\n").replace("\t\t\t๘\t\t\n", "\t\t\t\t\t\n")
    read = read_status_lists(
        document(PLAN + "4\tโครงการที่ไม่มีรายงาน\t1\t-\t✓\t\t\t\t\n\n" + HEAD + rows), context()
    )
    assert doubts(read, "status_report", "status_code") == [True, True, False]


def test_a_budget_that_the_report_prints_otherwise_is_settled_by_the_sum() -> None:
    text = PLAN.replace("๑\t๒๐,๐๐๐.๐๐", "๑\t๒๙,๐๐๐.๐๐") + "\n" + HEAD + ROWS
    budget = read_year_lists(document(text), context()).tables["project_year"][0]["budget_baht"]
    assert (budget.value, budget.corrected, bool(budget.doubt)) == ("29000.00", "20000.00", True)


def test_names_of_persons_are_cut_from_notes() -> None:
    rows = ROWS.replace("เลื่อนเพราะโรคระบาด", "รอ นายสมมติ ใจดี ลงนาม ตามที่นายกเทศมนตรีสั่ง")
    note = read_status_lists(document(HEAD + rows), context()).tables["status_report"][2]["status_note"]
    assert "สมมติ" not in note.value + note.printed and "นายกเทศมนตรี" in note.value
    assert note.doubt


def test_empty_report() -> None:
    assert not read_status_lists(document(HEAD), context()).tables


@pytest.mark.parametrize("name", ["000_*", "001_*", "003_*", "004_*"])
def test_documents_without_a_report_list(documents: Path, name: str) -> None:
    text = next(documents.glob(name)).read_text(encoding="utf-8")
    assert not read_status_lists(document(text), context()).tables


def test_the_report_among_the_documents(documents: Path) -> None:
    found = document(next(documents.glob("002_*")).read_text(encoding="utf-8"))
    read = read_status_lists(found, context("2650101"))
    folder = SEEDS / "phitsanulok_plan_2565"
    assert wrong_cells(read, "status_report", folder / "status_report.csv") == []
    for row in read_year_lists(found, context("2650101")).tables["control_total"]:
        read.add("control_total", row)
    assert wrong_cells(read, "control_total", folder / "control_total.csv") == []


def test_a_lost_number_and_a_lost_amount() -> None:
    plan = PLAN.replace("๒\tมาตรการออกคำสั่งมอบหมายงาน", "\tมาตรการออกคำสั่ง")
    rows = ROWS.replace("มอบหมายงาน\t2\t0.00\t0.00", "มอบหมายงาน\t2\t0.00\t0.00") + "".join(
        f"{number}\tโครงการที่ {letter * 9}\t1\t0.00\t{spent}\t\t\t๘\t\t\n"
        for number, letter, spent in ((4, "ก", "0.00"), (5, "ข", ""))
    )
    text = document(plan + "\n" + HEAD + rows)
    plans, read = read_year_lists(text, context()), read_status_lists(text, context())
    assert values(read, "status_report", "project_id")[1] == ("9999999-2567-2567-02",)
    assert doubts(plans, "project", "printed_no")[:3] == [False, True, False]
    assert doubts(read, "status_report", "disbursed_baht") == [False, False, False, False, True]
    # What only the report lists is a project too, but a doubtful one.
    assert doubts(plans, "project", "project_id") == [False, False, False, True, True]
