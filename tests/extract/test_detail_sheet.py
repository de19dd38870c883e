"""Detail sheets: small sheets with known answers, and the sheets of the real documents."""

import csv
import re
from pathlib import Path

import pytest

from etl.extract.document import Context, Document, Line
from etl.extract.sheets.detail_sheet import Sheet, read_detail_sheets
from etl.extract.sheets.sheet_values import without_person

SEEDS = Path(__file__).parents[2] / "seeds"

MISSIONS = (
    ("2566-2570", "1.1", 1, "การเสริมสร้างจิตสำนึกแก่บุคลากร"),
    ("2566-2570", "1.2", 1, "การสร้างความตระหนักแก่ประชาชนทุกภาคส่วน"),
    ("2566-2570", "2.1", 2, "การเปิดเผยข้อมูลสาธารณะ"),
)
CONTEXT = Context("1234567", ("เทศบาลตำบลทดสอบ",), missions=MISSIONS)


def document(text: str) -> Document:
    rows = text.split("\n")
    lines = tuple(
        Line(number, f"line {number}", row, tuple(row.split("\t")) if "\t" in row else ())
        for number, row in enumerate(rows, 1)
    )
    return Document("test.txt", "", lines)


def sheets_of(text: str, context: Context = CONTEXT) -> list[Sheet]:
    return read_detail_sheets(document(text), context)


def sheet(
    number: str = "ลำดับที่ ๑",
    title: str = "๑. ชื่อโครงการ : โครงการปลูกต้นไม้แห่งความดี",
    budget: str = "๓๐,๐๐๐ บาท",
    period: str = "ปีงบประมาณ พ.ศ. ๒๕๖๖ – ๒๕๗๐",
    unit: str = "สำนักปลัดเทศบาล",
    output: str = "๑) จัดอบรม จำนวน ๒ ครั้ง",
) -> str:
    return f"""{number}

{title}

๒. หลักการและเหตุผล

ตามพระราชบัญญัติ พ.ศ. ๒๕๔๖ มีงบประมาณ ๙,๙๙๙ บาท

๓. วัตถุประสงค์

๓.๑ เพื่อทดสอบ

๔. กลุ่มเป้าหมาย

บุคลากรของเทศบาล จำนวน ๒๐๐ คน

๕. วิธีดำเนินการ

๑) มอบหมายผู้รับผิดชอบโครงการ

๖. ระยะเวลาดำเนินการ

{period}

๗. งบประมาณดำเนินการ

{budget}

๘. ผู้รับผิดชอบ

{unit}

๙. ผลผลิต/ผลลัพธ์

ผลผลิต

{output}
"""


def test_a_plain_sheet_is_read_whole() -> None:
    (found,) = sheets_of("มิติที่ ๑ ชื่อมิติ\n\n๑.๒ การสร้างความตระหนักแก่ประชาชนทุกภาคส่วน\n\n" + sheet())
    assert (found.number.value, found.title.value) == ("1", "โครงการปลูกต้นไม้แห่งความดี")
    assert (found.dimension_no.value, found.mission_no.value) == ("1", "1.2")
    assert found.title.locator == "line 7"
    assert found.target_group.value == "บุคลากรของเทศบาล"
    assert [(figure.value.value, figure.unit_th) for figure in found.target_numbers] == [("200", "คน")]
    assert found.fiscal_years == (2566, 2567, 2568, 2569, 2570)
    assert (found.budget.value, found.budget.doubt) == ("30000.00", "")
    assert found.responsible_unit.value == "สำนักปลัดเทศบาล"
    assert [(figure.value.value, figure.unit_th) for figure in found.figures] == [("2", "ครั้ง")]


def test_no_running_text_is_kept() -> None:
    kept = repr(sheets_of(sheet()))
    assert "พระราชบัญญัติ" not in kept
    assert "เพื่อทดสอบ" not in kept
    assert "มอบหมาย" not in kept
    assert "จัดอบรม" not in kept


def test_headings_are_found_in_other_words_and_another_order() -> None:
    text = """
โครงการที่ 4
1) ชื่อโครงการ/กิจกรรม กิจกรรมตอบคำถาม
2) หน่วยงานที่รับผิดซอบ : กองคลัง
3) วงเงินงบประมาณ ไม่ได้ใช้งบ ประมาณ
4) เป้าหมาย ประชาชน 50 คน
5) ระยะเวลาการดำเนินงาน 2567
6) วัตถุประสงค์
เพื่อทดสอบ
"""
    (found,) = sheets_of(text)
    assert (found.number.value, found.title.value) == ("4", "กิจกรรมตอบคำถาม")
    assert (found.responsible_unit.value, found.budget.value) == ("กองคลัง", "0.00")
    assert found.fiscal_years == (2567,)
    assert [(figure.value.value, figure.unit_th) for figure in found.target_numbers] == [("50", "คน")]


def test_english_headings() -> None:
    text = """
Project No. 2
Project name: Open data day
Objectives: to test
Target group: staff, 20 persons
Period: fiscal year 2566 - 2567
Budget: 12,500 baht
Responsible unit: Office of the Clerk
Outputs: 3 channels
"""
    (found,) = sheets_of(text)
    assert (found.number.value, found.title.value) == ("2", "Open data day")
    assert (found.budget.value, found.fiscal_years) == ("12500.00", (2566, 2567))
    assert found.responsible_unit.value == "Office of the Clerk"


def test_a_sheet_in_a_table_is_read_like_one_in_lines() -> None:
    text = """
ชื่อโครงการ\tโครงการห้องสมุดโปร่งใส
วัตถุประสงค์\tเพื่อทดสอบ
งบประมาณ\t5,000 บาท
ระยะเวลาดำเนินการ\tตุลาคม 2566 - กันยายน 2567
ผู้รับผิดชอบ\tกองการศึกษา
"""
    (found,) = sheets_of(text)
    assert found.title.value == "โครงการห้องสมุดโปร่งใส"
    assert (found.budget.value, found.fiscal_years) == ("5000.00", (2567,))
    assert found.responsible_unit.value == "กองการศึกษา"


@pytest.mark.parametrize(
    "heading", ["๑. ซื่อโครงการ : ", "๑. ชื่อโครงกาธ: ", "๑. ?อโคร : ", "**๑.** ชื่อโครงการ : "]
)
def test_a_misread_title_heading(heading: str) -> None:
    (found,) = sheets_of(sheet(title=f"{heading}โครงการปลูกต้นไม้แห่งความดี"))
    assert found.title.value == "โครงการปลูกต้นไม้แห่งความดี"


def test_a_title_runs_over_lines() -> None:
    (found,) = sheets_of(sheet(title="๑. ชื่อโครงการ : โครงการปลูกต้นไม้\nแห่งความดี"))
    assert (found.title.value, found.title.locator) == ("โครงการปลูกต้นไม้แห่งความดี", "lines 3-4")


def test_a_lost_title_is_doubted_and_the_sheet_kept() -> None:
    (found,) = sheets_of(sheet(title=""))
    assert (found.number.value, found.title.value, found.budget.value) == ("1", "", "30000.00")
    assert found.title.doubt


@pytest.mark.parametrize(
    ("printed", "value", "doubted"),
    [
        ("ไม่ใช้งบประมาณ", "0.00", False),
        ("ไม่มีงบประมาณที่ใช้ดำเนินการ", "0.00", False),
        ("ไม่ใซ้งบประมาน", "0.00", True),
        ("-", "0.00", False),
        ("จำนวน ๗๒,๒๔๐ บาท", "72240.00", False),
        ("30, 000 บาท", "30000.00", False),
        ("30.000 บาท", "30000.00", True),
        ("๓๐,๐๐ บาท", None, True),
        ("ปีละ 10,000 บาท (หนึ่งหมื่นบาทถ้วน)", "10000.00", False),
        ("ค่าวิทยากร 3,600 บาท ค่าอาหาร 1,400 บาท รวมเป็นเงิน 5,000 บาท", "5000.00", True),
        ("ตามข้อบัญญัติ", "", True),
        ("งบประมาณประจำปี 2566 จำนวน 9,000 บาท", "9000.00", False),
        ("5 บาท", "5.00", True),
    ],
)
def test_budgets(printed: str, value: str | None, doubted: bool) -> None:
    (found,) = sheets_of(sheet(budget=printed))
    assert value is None or found.budget.value == value
    assert bool(found.budget.doubt) is doubted


def test_a_budget_for_each_year() -> None:
    (found,) = sheets_of(sheet(budget="ปี ๒๕๖๖ จำนวน ๑๐,๐๐๐ บาท\nปี ๒๕๖๗ จำนวน ๒๐,๐๐๐ บาท"))
    assert {year: read.value for year, read in found.budgets.items()} == {2566: "10000.00", 2567: "20000.00"}
    assert found.budget.value == ""


@pytest.mark.parametrize(
    ("printed", "years", "doubted"),
    [
        ("ปีงบประมาณ ๒๕๖๖ ถึง ๒๕๖๘", (2566, 2567, 2568), False),
        ("๑ ตุลาคม ๒๕๖๕ – ๓๐ กันยายน ๒๕๖๖", (2566,), False),
        ("ปี 2566 - 2510", (2566,), True),
        ("ปี 2566 - 257O", (2566,), True),
        ("ตลอดปี", (), True),
    ],
)
def test_periods(printed: str, years: tuple[int, ...], doubted: bool) -> None:
    (found,) = sheets_of(sheet(period=printed))
    assert found.fiscal_years == years
    assert bool(found.period.doubt) is doubted


def test_quarters_of_a_period() -> None:
    (found,) = sheets_of(sheet(period="ปีงบประมาณ ๒๕๖๖ ไตรมาสที่ ๒ - ๔"))
    assert found.planned_quarters.value == "2;3;4"


def test_a_running_number_that_its_neighbours_prove_misread() -> None:
    texts = [sheet(f"ลำดับที่ {number}") for number in ("๑", "๙", "๓")]
    numbers = [found.number for found in sheets_of("\n".join(texts))]
    assert [read.value for read in numbers] == ["1", "2", "3"]
    assert numbers[1].doubt
    assert not numbers[0].doubt


def test_a_gap_in_the_numbers_is_doubted_and_a_new_start_is_another_plan() -> None:
    texts = [sheet(f"ลำดับที่ {number}") for number in ("๑", "๒", "๕", "๖", "๑", "๒")]
    found = sheets_of("\n".join(texts))
    assert [one.group for one in found] == [0, 0, 0, 0, 1, 1]
    assert [bool(one.number.doubt) for one in found] == [False, False, True, False, False, False]


def test_steps_that_read_like_headings_open_nothing() -> None:
    steps = "๑) มอบหมายผู้รับผิดชอบโครงการ\n(๓) ระยะเวลาในการดำเนินการ\n๔) งบประมาณ\n๕๐๐ บาท"
    (found,) = sheets_of(sheet().replace("๑) มอบหมายผู้รับผิดชอบโครงการ", steps))
    assert (found.budget.value, found.fiscal_years[0]) == ("30000.00", 2566)


def test_missions_hold_until_the_next_and_a_misread_number_gives_way_to_its_title() -> None:
    text = "\n".join(
        [
            "มติที่ ๑ ชื่อมิติ\n\n๑.๑ การเสริมสร้างจิตสำนึกแก่บุคลากร\n\n๑.๑.๑ ข้อย่อย\n",
            sheet("ลำดับที่ ๑"),
            sheet("ลำดับที่ ๒"),
            "๑.๑ การสร้างความตระหนักแก่ประชาชนทุกภาคส่วน\n",
            sheet("ลำดับที่ ๓"),
        ]
    )
    missions = [found.mission_no for found in sheets_of(text)]
    assert [read.value for read in missions] == ["1.1", "1.1", "1.2"]
    assert [bool(read.doubt) for read in missions] == [False, False, True]


def test_a_list_with_a_column_of_titles_is_no_sheet() -> None:
    text = "ลำดับที่\tชื่อโครงการ\tงบประมาณ\n๑\tโครงการหนึ่ง\t๑๐,๐๐๐\n๒\tโครงการสอง\t-"
    assert sheets_of(text) == []
    assert sheets_of("") == []


def test_a_report_on_what_was_done_is_no_sheet() -> None:
    text = "โครงการ/กิจกรรม: กิจกรรมหนึ่ง\nช่วงระยะเวลาดำเนินการ: ตุลาคม 2567\nผู้รับผิดชอบ: กองคลัง\nผลผลิต: 5 ครั้ง"
    assert sheets_of(text) == []


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("นายสมชาย ใจดี สำนักปลัดเทศบาล", ""),
        ("กองคลัง (นางสาวสมหญิง ใจงาม)", "กองคลัง"),
        ("นายกเทศมนตรีตำบลทดสอบ", "นายกเทศมนตรีตำบลทดสอบ"),
        ("นายกมล รักไทย", ""),
        ("สำนักงานปลัด", "สำนักงานปลัด"),
    ],
)
def test_names_of_persons_are_dropped(printed: str, value: str) -> None:
    assert without_person(printed) == value
    (found,) = sheets_of(sheet(unit=printed))
    assert "สมชาย" not in repr(found)
    assert "สมหญิง" not in repr(found)
    assert "กมล" not in repr(found)


@pytest.mark.parametrize(
    ("prefix", "seed", "count"),
    [("000", "det_udom_plan_2566_2570", 62), ("002", "phitsanulok_draft_plan_2566_2570", 37)],
)
def test_the_sheets_of_the_documents(documents: Path, prefix: str, seed: str, count: int) -> None:
    found = read_detail_sheets(real_document(documents, prefix), real_context())
    expected = seed_rows(seed, "project")
    assert len(found) == count == len(expected)
    for one, row in zip(found, expected, strict=True):
        assert one.number.value == row["seq_no"]
        assert one.locator == row["sheet_locator"]
        assert (one.dimension_no.value, one.mission_no.value) == (row["dimension_no"], row["mission_no"])
        assert (one.budget.value, one.budget.doubt) == (row["sheet_budget_baht"], "")
        assert one.fiscal_years == (2566, 2567, 2568, 2569, 2570)
        if row["locator"] == row["sheet_locator"]:
            assert re.sub(r"\s", "", one.title.value) == re.sub(r"\s", "", row["title_th"])
        if seed.startswith("det_udom"):
            assert one.responsible_unit.value == row["responsible_unit"]


@pytest.mark.parametrize("prefix", ["001", "003", "004"])
def test_the_documents_without_sheets(documents: Path, prefix: str) -> None:
    assert read_detail_sheets(real_document(documents, prefix), real_context()) == []


def real_document(documents: Path, prefix: str) -> Document:
    (path,) = documents.glob(f"{prefix}*.txt")
    return document(path.read_text(encoding="utf-8"))


def seed_rows(seed: str, table: str) -> list[dict[str, str]]:
    with (SEEDS / seed / f"{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def real_context(org_code: str = "1234567", names: tuple[str, ...] = ()) -> Context:
    missions = seed_rows("reference", "mission")
    measures = seed_rows("reference", "standard_measure")
    return Context(
        org_code,
        names,
        missions=tuple(
            (row["framework_code"], row["mission_no"], int(row["dimension_no"]), row["title_th"])
            for row in missions
        ),
        measures=tuple(
            (int(row["catalogue_no"]), int(row["dimension_no"]), row["mission_no"], row["title_th"])
            for row in measures
        ),
    )
