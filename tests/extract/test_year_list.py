"""One-year plan lists: found by their headings, read cell by cell, doubted where totals or lists disagree."""

import csv
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from etl.extract.one_year.year_headings import heading_role
from etl.extract.one_year.year_list import read_year_lists
from tests.conftest import SEEDS
from tests.extract.one_year_documents import context, document, doubts, values, wrong_cells

HEAD = """แผนปฏิบัติการป้องกันการทุจริต พ.ศ. ๒๕๖๗ ของเทศบาลตำบลตัวอย่าง\t\t\t\t\t\t\t\t
ลำดับ\tรายการโครงการ\tมิติ\tงบประมาณ (บาท)\tดำเนินการไตรมาส\t\t\t\tหมายเหตุ
\t\t\t\t1\t2\t3\t4\t
"""
PLAN = HEAD + (
    "๑\tโครงการอบรมคุณธรรมบุคลากร\t๑\t๒๐,๐๐๐.๐๐\t✓\t\t\t\t\n"
    "๒\tมาตรการออกคำสั่งมอบหมายงาน\t๒\tไม่ใช้งบ ประมาณ\t๙\t๙\t\t\t\n"
    "๓\tกิจกรรมรับเรื่องร้องเรียน\t๓\t-\t๕\t๕\t๕\t๕\t\n"
    "รวมทั้งสิ้น\t\t\t๒๐,๐๐๐.๐๐\t3\t2\t1\t1\t\n"
)


def test_plan_with_thai_digits_and_totals() -> None:
    read = read_year_lists(document("แผนมี จำนวน ๓ โครงการ\n" + PLAN), context())
    assert values(read, "plan", "plan_id", "framework_code", "stated_project_count", "kind") == [
        ("9999999-2567-2567", "2566-2570", "3", "anti_corruption_plan")
    ]
    assert values(read, "project", "project_id", "printed_no", "dimension_no", "kind") == [
        ("9999999-2567-2567-01", "1", "1", "project"),
        ("9999999-2567-2567-02", "2", "2", "measure"),
        ("9999999-2567-2567-03", "3", "3", "activity"),
    ]
    assert values(read, "project_year", "fiscal_year", "budget_baht", "planned_quarters") == [
        ("2567", "20000.00", "1"),
        ("2567", "0.00", "1;2"),
        ("2567", "0.00", "1;2;3;4"),
    ]
    assert values(read, "control_total", "total_id", "measure", "quarter", "value")[:3] == [
        ("9999999-2567-2567-t01", "project_count", "", "3"),
        ("9999999-2567-2567-t02", "budget_baht", "", "20000.00"),
        ("9999999-2567-2567-t03", "quarter_count", "1", "3"),
    ]
    assert not any(cell.doubt for rows in read.tables.values() for row in rows for cell in row.values())


def test_other_column_order_and_one_heading_row() -> None:
    text = (
        "แผน พ.ศ. 2568\nที่\tไตรมาสที่ 1\tไตรมาสที่ 2\tไตรมาสที่ 3\tไตรมาสที่ 4\tวงเงิน\tกิจกรรม\tมิติที่\n"
        "1\t\t✓\t\t✓\t5,000\tกิจกรรมบัตรคิว\t2\n"
    )
    read = read_year_lists(document(text), context())
    assert values(read, "project", "title_th", "dimension_no") == [("กิจกรรมบัตรคิว", "2")]
    assert values(read, "project_year", "budget_baht", "planned_quarters") == [("5000.00", "2;4")]


def test_english_headings() -> None:
    text = (
        "Plan 2567\nNo.\tProject\tDimension\tBudget (baht)\tQ1\tQ2\tQ3\tQ4\tRemarks\n"
        + "1\tNo Gift Policy\t2\t-\tx\t\t\tx\t\n"
    )
    text = (
        text.replace("Q1\tQ2", "Quarter\t")
        .replace("\tQ3\tQ4", "\t\t", 1)
        .replace("\n1\t", "\n\t\t\t\t1\t2\t3\t4\t\n1\t")
    )
    read = read_year_lists(document(text), context())
    assert values(read, "project_year", "budget_baht", "planned_quarters") == [("0.00", "1;4")]


def test_headings_below_a_group_without_blank_cells() -> None:
    text = HEAD.replace("ดำเนินการไตรมาส\t\t\t\t", "ดำเนินการไตรมาส\t").replace(
        "\t\t\t\t1\t2\t3\t4\t", "1\t2\t3\t4"
    )
    read = read_year_lists(document(text + "1\tโครงการหนึ่งเดียว\t4\t100\t\t\t✓\t\tมีหมายเหตุ\n"), context())
    assert values(read, "project_year", "budget_baht", "planned_quarters") == [("100.00", "3")]


@pytest.mark.parametrize(
    ("printed", "role"),
    [("มีมติ", "dimension"), ("จบ ประมาณ", "budget"), ("ค่าเงินการไตรมาส", "quarter"), ("เบิกจาย (บาท)", "disbursed"),
     ("ลําดับที่", "number"), ("รายการโครงการ (ตั้งคัม)", "title"), ("ขั้นตอน", "")],
)  # fmt: skip
def test_misread_headings(printed: str, role: str) -> None:
    assert heading_role(printed) == role


def test_slid_cells_are_put_back_and_flagged() -> None:
    text = (
        HEAD + "1\tโครงการปกติ\t1\t100.00\t✓\t\t\t\t\n"
        "2\tโครงการที่เลื่อน\t\t1\t3,500.00\t\t✓\t\t\t\n"
        "3\t\tโครงการเลื่อนอีก\t2\t7,000\t✓\t\t\t\t\n"
    )
    read = read_year_lists(document(text), context())
    assert values(read, "project", "title_th", "dimension_no")[1:] == [
        ("โครงการที่เลื่อน", "1"),
        ("โครงการเลื่อนอีก", "2"),
    ]
    assert values(read, "project_year", "budget_baht", "planned_quarters")[1:] == [
        ("3500.00", "2"),
        ("7000.00", "1"),
    ]
    assert doubts(read, "project_year", "budget_baht") == [False, True, True]
    assert doubts(read, "project_year", "planned_quarters") == [False, True, True]


def test_pages_are_one_list_and_titles_carry_on() -> None:
    text = (
        HEAD + "1\tโครงการแรกของหน้า\t1\t100\t✓\t\t\t\t\nCS สแกนด้วย CamScanner\n"
        "2\tโครงการที่สองซึ่งชื่อ\t\t\t✓\t\t\t\t\n\tยาวมากกว่าแถว\t\t\t\t\t\t\t\n\n" + HEAD
        + "4\tโครงการหลังเลขที่ข้าม\t2\t300\t\t✓\t\t\t\n"
    )  # fmt: skip
    read = read_year_lists(document(text), context())
    assert values(read, "plan", "plan_id") == [("9999999-2567-2567",)]
    assert values(read, "project", "seq_no", "printed_no", "title_th") == [
        ("1", "1", "โครงการแรกของหน้า"),
        ("2", "2", "โครงการที่สองซึ่งชื่อ ยาวมากกว่าแถว"),
        ("3", "4", "โครงการหลังเลขที่ข้าม"),
    ]
    assert doubts(read, "project", "printed_no") == [False, False, True]
    assert values(read, "project", "dimension_no") == [("1",), ("1",), ("2",)]


def test_wrong_printed_totals_flag_the_cells_they_may_disprove() -> None:
    text = PLAN.replace("๒๐,๐๐๐.๐๐\t3\t2", "๗๐,๐๐๐.๐๐\t3\t3")
    read = read_year_lists(document(text), context())
    assert doubts(read, "project_year", "budget_baht") == [True, False, False]
    assert all(doubts(read, "project_year", "planned_quarters"))


def test_two_years_are_two_plans() -> None:
    read = read_year_lists(document(PLAN + "\n\n" + PLAN.replace("๒๕๖๗", "๒๕๖๘")), context())
    assert values(read, "plan", "plan_id") == [("9999999-2567-2567",), ("9999999-2568-2568",)]
    assert len(values(read, "project", "project_id")) == 6


def test_empty_table_and_other_tables_are_left_alone() -> None:
    several_years = (
        "ที่\tโครงการ\tมิติ\tงบประมาณ\t\t\tไตรมาส\n"
        + "\t\t\t2566\t2567\t2568\t\n1\tโครงการหนึ่ง\t1\t5\t5\t5\tไตรมาส 1\n"
    )
    working_plan = (
        "มิติ\tภารกิจตามมิติ\tโครงการ/กิจกรรม/มาตรการ\tงบประมาณ\tระยะเวลาดำเนินการ\n๑\tก\t(๑) โครงการหนึ่ง\t-\tต.ค.\n"
    )
    wide = "\t".join(["โครงการ"] * 10_000) + "\n"
    for text in (HEAD, several_years, working_plan, wide, ""):
        assert not read_year_lists(document(text), context()).tables


def test_no_names_of_persons_in_what_is_read() -> None:
    text = HEAD.replace("หมายเหตุ", "หมายเหตุ") + "1\tโครงการหนึ่งเดียว\t1\t5,000\t✓\t\t\t\tนายสมมติ ใจดี\n"
    read = read_year_lists(document(text), context())
    stored = [
        cell.value + cell.printed for rows in read.tables.values() for row in rows for cell in row.values()
    ]
    assert not [text for text in stored if "สมมติ" in text]


@pytest.mark.parametrize("table", ["plan", "project", "project_year"])
def test_the_plan_of_one_year_among_the_documents(documents: Path, table: str) -> None:
    read = read_year_lists(_real(documents, "002_*"), context("2650101"))
    assert wrong_cells(read, table, SEEDS / "phitsanulok_plan_2565" / f"{table}.csv") == []


def test_titles_of_the_documents_are_right_or_flagged(documents: Path) -> None:
    read = read_year_lists(_real(documents, "002_*"), context("2650101"))
    with (SEEDS / "phitsanulok_plan_2565" / "corrections.csv").open(encoding="utf-8") as file:
        corrected = {row["key"]: row["corrected"] for row in csv.DictReader(file)}
    off = length = 0
    for row in read.tables["project"]:
        title = row["title_th"]
        right = corrected.get(row["project_id"].value, title.value).replace(" ", "")
        assert title.doubt or title.value.replace(" ", "") == right
        off += Levenshtein.distance((title.corrected or title.value).replace(" ", ""), right)
        length += len(right)
    assert off / length < 0.02


@pytest.mark.parametrize("name", ["000_*", "001_*", "003_*", "004_*"])
def test_documents_without_a_one_year_list(documents: Path, name: str) -> None:
    assert not read_year_lists(_real(documents, name), context()).tables


def _real(folder: Path, name: str):  # type: ignore[no-untyped-def]
    return document(next(folder.glob(name)).read_text(encoding="utf-8"))
