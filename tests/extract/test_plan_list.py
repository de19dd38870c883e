"""Lists of projects over several years: small lists with known answers, and the two real ones."""

import csv
import re
import time
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from etl.extract.document import Context, Document, Extraction, Line, Row
from etl.extract.multi_year.plan_list import read_plan_lists
from etl.extract.multi_year.plan_list_cells import dimension_of, money_tokens, quarters_of, split_titles, tidy
from etl.extract.multi_year.plan_list_heading import consecutive_years, heading_at, role_of
from etl.extract.multi_year.plan_list_row import SHARED

SEEDS = Path(__file__).parent.parent.parent / "seeds"
DRAFT_DOCUMENT = "002_28d81f1cd2691a1e.txt"
PLAN_DOCUMENT = "000_fcddbed74efca821.txt"
OTHER_DOCUMENTS = ("001_74d7fdc5263a3efb.txt", "003_10fdf8c849831f17.txt", "004_defe7fa3f6092ae6.txt")


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def document(text: str) -> Document:
    lines = [
        Line(number, f"line {number}", line, tuple(line.split("\t")) if "\t" in line else ())
        for number, line in enumerate(text.split("\n"), start=1)
    ]
    return Document("test.txt", "0" * 64, tuple(lines))


def context(org_code: str = "9999999", names: tuple[str, ...] = ("เทศบาลตำบลตัวอย่าง",)) -> Context:
    reference = SEEDS / "reference"
    return Context(
        org_code,
        names,
        tuple(
            (row["framework_code"], row["mission_no"], int(row["dimension_no"]), row["title_th"])
            for row in csv_rows(reference / "mission.csv")
        ),
        tuple(
            (row["framework_code"], int(row["dimension_no"]), row["title_th"])
            for row in csv_rows(reference / "dimension.csv")
        ),
        tuple(
            (int(row["catalogue_no"]), int(row["dimension_no"]), row["mission_no"], row["title_th"])
            for row in csv_rows(reference / "standard_measure.csv")
        ),
    )


def read(text: str) -> Extraction:
    return read_plan_lists(document(text), context())


def values(rows: list[Row], *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[column].value for column in columns) for row in rows]


def budgets(extraction: Extraction, seq_no: int) -> list[str]:
    ending = f"-{seq_no:02d}"
    rows = extraction.tables["project_year"]
    return [row["budget_baht"].value for row in rows if row["project_id"].value.endswith(ending)]


def budget_doubts(extraction: Extraction, seq_no: int) -> list[str]:
    ending = f"-{seq_no:02d}"
    rows = extraction.tables["project_year"]
    return [row["budget_baht"].doubt for row in rows if row["project_id"].value.endswith(ending)]


HEAD = (
    "มิติ\tภารกิจตามมิติ\tโครงการ/กิจกรรม/มาตรการ\tปี ๒๕๖๖\tปี ๒๕๖๗\tปี ๒๕๖๘\tหมายเหตุ\n"
    "\t\t\tงบประมาณ (บาท)\tงบประมาณ (บาท)\tงบประมาณ (บาท)\t\n"
)
ONE = "๑. การสร้างวัฒนธรรมสุจริต\t๑.๑ การเสริมสร้างจิตสำนึกและความตระหนักแก่บุคลากรทั้งข้าราชการการเมืองฝ่ายบริหาร\t"


def test_a_list_with_its_foreword_and_sums() -> None:
    got = read(
        "แผนปฏิบัติการป้องกันการทุจริต\nเพื่อยกระดับคุณธรรมและความโปร่งใส\nเทศบาลตำบลตัวอย่าง\n(พ.ศ. ๒๕๖๖ – ๒๕๖๘)\n\n"
        "แผน (พ.ศ. ๒๕๖๖ - ๒๕๖๘) แยกตาม ๔ มิติ รวมทั้งสิ้นจำนวน ๓ โครงการ ดังนี้\n\nมิติที่ ๑ การสร้าง จำนวน ๒ โครงการ\n\n"
        + HEAD
        + ONE
        + "๑) โครงการปลูกต้น ไม้\t๕๐,๐๐๐\t๖๐,๐๐๐\t-\t\n\t\t๒) มาตรการตรวจสอบ\t-\t-\t๗๐๐.๕๐\t\n"
        "\tรวม\tจำนวน ๒ โครงการ\tจำนวน ๕๐,๐๐๐ บาท\tจำนวน ๖๐,๐๐๐ บาท\tจำนวน ๗๐๐.๕๐ บาท\t\n"
        "๒. การบริหารราชการด้วยความโปร่งใส\t๒.๑ การเปิดเผยข้อมูลสาธารณะขององค์กรปกครองส่วนท้องถิ่น\t๓) กิจกรรมเปิดบ้าน\t-\t-\t-\t\n"
        "\tรวมทั้งสิ้น\tจำนวน ๓ โครงการ\tจำนวน ๕๐,๐๐๐ บาท\tจำนวน ๖๐,๐๐๐ บาท\tจำนวน ๗๐๐.๕๐ บาท\t\n"
    )
    assert values(got.tables["plan"], "plan_id", "framework_code", "is_draft", "stated_project_count") == [
        ("9999999-2566-2568", "2566-2570", "false", "3")
    ]
    title = "แผนปฏิบัติการป้องกันการทุจริตเพื่อยกระดับคุณธรรมและความโปร่งใส เทศบาลตำบลตัวอย่าง (พ.ศ. 2566 - 2568)"
    assert got.tables["plan"][0]["title_th"].value == title
    assert values(got.tables["project"], "printed_no", "dimension_no", "mission_no", "kind", "title_th") == [
        ("1", "1", "1.1", "project", "โครงการปลูกต้นไม้"),
        ("2", "1", "1.1", "measure", "มาตรการตรวจสอบ"),
        ("3", "2", "2.1", "activity", "กิจกรรมเปิดบ้าน"),
    ]
    assert budgets(got, 1) == ["50000.00", "60000.00", "0.00"]
    assert budgets(got, 2) == ["0.00", "0.00", "700.50"]
    assert values(got.tables["control_total"], "fiscal_year", "measure", "dimension_no", "value") == [
        ("", "project_count", "", "3"),
        ("", "project_count", "1", "2"),
        ("", "project_count", "1", "2"),
        ("2566", "budget_baht", "1", "50000.00"),
        ("2567", "budget_baht", "1", "60000.00"),
        ("2568", "budget_baht", "1", "700.50"),
        ("", "project_count", "", "3"),
        ("2566", "budget_baht", "", "50000.00"),
        ("2567", "budget_baht", "", "60000.00"),
        ("2568", "budget_baht", "", "700.50"),
    ]
    assert not got.doubts


def test_another_column_order_with_arabic_digits_units_and_quarters() -> None:
    got = read(
        "ลำดับ\tชื่อโครงการ\tหน่วยงานรับผิดชอบ\tมติ\tภารกิจ\tปี 2567\tปี 2566\tไตรมาส\n"
        "1\tโครงการอบรม\tกองคลัง\t2\t2.3\t1,500\t1,000\t1-3\n"
        "2\tกิจกรรมประกวด\tสำนักปลัด\t4\t4.1\tไม่ใช้งบ ประมาณ\t2,000.25\t2,4\n"
    )
    columns = ("printed_no", "dimension_no", "mission_no", "title_th", "responsible_unit")
    assert values(got.tables["project"], *columns) == [
        ("1", "2", "2.3", "โครงการอบรม", "กองคลัง"),
        ("2", "4", "4.1", "กิจกรรมประกวด", "สำนักปลัด"),
    ]
    assert values(got.tables["project_year"], "fiscal_year", "budget_baht", "planned_quarters") == [
        ("2566", "1000.00", "1;2;3"),
        ("2567", "1500.00", "1;2;3"),
        ("2566", "2000.25", "2;4"),
        ("2567", "0.00", "2;4"),
    ]


def test_english_headings_and_ticks_by_quarter() -> None:
    got = read(
        "Dimension\tMission\tProject\tFY 2566 budget\tFY 2567 budget\tQuarter\t\t\t\tResponsible unit\tRemarks\n"
        "\t\t\t\t\tQ1\tQ2\tQ3\tQ4\t\t\n"
        "1. Culture of integrity\t1.1 Awareness of staff"
        "\t1) Project Open House\t5,000\tno budget\t\t/\t\t✓\tOffice of the Clerk\t\n"
        "\tTotal\t1 project\t5,000\t0\t\t\t\t\t\t\n"
    )
    assert values(got.tables["project"], "dimension_no", "mission_no", "kind", "responsible_unit") == [
        ("1", "1.1", "project", "Office of the Clerk")
    ]
    assert values(got.tables["project_year"], "budget_baht", "planned_quarters") == [
        ("5000.00", "2;4"),
        ("0.00", "2;4"),
    ]
    assert values(got.tables["control_total"], "measure", "value") == [
        ("project_count", "1"),
        ("budget_baht", "5000.00"),
        ("budget_baht", "0.00"),
    ]


def test_several_projects_and_budgets_in_one_cell() -> None:
    got = read(HEAD + ONE + "๑) โครงการก ๒) ส่งเสริมข ๓) กิจกรรมค (ข้อ ๙)\t๑๐๐ - ๓๐๐\t๑๐๐ - ๓๐๐\t- - -\t\n")
    assert [title for (title,) in values(got.tables["project"], "title_th")] == [
        "โครงการก",
        "ส่งเสริมข",
        "กิจกรรมค (ข้อ ๙)",
    ]
    assert [budgets(got, number) for number in (1, 2, 3)] == [
        ["100.00", "100.00", "0.00"],
        ["0.00", "0.00", "0.00"],
        ["300.00", "300.00", "0.00"],
    ]
    assert not any(row["budget_baht"].doubt for row in got.tables["project_year"])


def test_one_budget_for_several_projects_is_given_once_and_doubted() -> None:
    got = read(HEAD + ONE + "๑) โครงการก ๒) โครงการข\t๓๐,๐๐๐\t-\t๓๐,๐๐๐\t\n")
    assert budgets(got, 1) == ["30000.00", "0.00", "30000.00"]
    assert budgets(got, 2) == ["", "0.00", ""]
    assert budget_doubts(got, 1) == budget_doubts(got, 2) == [SHARED] * 3


def test_a_budget_without_title_goes_to_the_last_project_that_shares_one() -> None:
    got = read(HEAD + ONE + "๑) โครงการก ๒) โครงการข\t-\t-\t-\t\n\t\t\t๙๐๐\t๙๐๐\t๙๐๐\t\n")
    assert len(got.tables["project"]) == 2
    assert budgets(got, 1) == ["0.00"] * 3
    assert budgets(got, 2) == ["900.00"] * 3
    assert all(budget_doubts(got, 2))


def test_a_row_that_lost_its_title_is_a_project_without_one() -> None:
    three = "๓. การส่งเสริมบทบาทและการมีส่วนร่วมของภาคประชาชน\t๓.๑ การส่งเสริมให้ประชาชนมีส่วนร่วมบริหารกิจการ\t"
    got = read(HEAD + ONE + "๑) โครงการก\t-\t-\t-\t\n" + three + "๕๐๐\t๕๐๐\t๕๐๐\t\t\n")
    assert values(got.tables["project"], "title_th", "dimension_no", "mission_no") == [
        ("โครงการก", "1", "1.1"),
        ("", "3", "3.1"),
    ]
    assert got.tables["project"][1]["title_th"].doubt
    assert budgets(got, 2) == ["500.00"] * 3


def test_slid_cells_are_read_by_what_they_hold() -> None:
    head = HEAD.replace("\tหมายเหตุ", "\tหน่วยงานที่รับผิดชอบ\tไตรมาส\tหมายเหตุ")
    got = read(
        head
        + ONE
        + "๑) โครงการก\t-\t๒๐๐\t๓๐๐\tกองช่าง\tไตรมาสที่ ๑-๒\t\n"
        + "\t\t\t๒) โครงการข\t๑๐๐\t๒๐๐\t๓๐๐\tไตรมาสที่ ๔\tกองคลัง\t\n"
        + "\t\t\t๓) โครงการค\t-\t-\t-\t-\t-\tไตรมาสที่ ๓\t\n"
        + "\t\t๔) โครงการง\t-\t-\t-\tสำนักปลัดฯ กองศึกษา\tไตรมาสที่ ๓\t\n"
    )
    columns = ("printed_no", "responsible_unit")
    assert values(got.tables["project"], *columns) == [
        ("1", "กองช่าง"),
        ("2", "กองคลัง"),
        ("3", "สำนักปลัดฯ"),
        ("4", "สำนักปลัดฯ กองศึกษา"),
    ]
    assert budgets(got, 2) == ["100.00", "200.00", "300.00"]
    assert budgets(got, 3) == ["0.00"] * 3
    units = [row["responsible_unit"] for row in got.tables["project"]]
    assert units[3].corrected == "กองศึกษา"
    assert [bool(unit.doubt) for unit in units] == [False, False, True, True]
    assert [doubt.rule_code for doubt in got.doubts] == ["slid_cells"]


def test_pages_with_repeated_headings_and_titles_between_them() -> None:
    page = HEAD.replace("มิติ\t", "มติ\t", 1)
    got = read(
        HEAD
        + ONE
        + "๑) โครงการก\t-\t-\t-\t\n\nCS สแกนด้วย CamScanner\n\n"
        + page
        + "\t\t๒) โครงการข\t-\t-\t-\t\n\nแผนปฏิบัติการป้องกันการทุจริต (ต่อ)\n\n"
        + page
        + "\t\t๒) โครงการข (ต่อ)\t\t\t\t\n\t\t๓) โครงการค\t-\t-\t-\t\n"
    )
    assert values(got.tables["project"], "printed_no", "title_th", "dimension_no") == [
        ("1", "โครงการก", "1"),
        ("2", "โครงการข", "1"),
        ("3", "โครงการค", "1"),
    ]


def test_numbers_out_of_step() -> None:
    rows = "".join(
        f"\t\t{number}) โครงการ{name}\t-\t-\t-\t\n" for number, name in zip("๒๗๔๗๘", "ขคงจฉ", strict=True)
    )
    got = read(HEAD + ONE + "๑) โครงการก\t-\t-\t-\t\n" + rows)
    numbers = [row["printed_no"] for row in got.tables["project"]]
    assert [number.value for number in numbers] == ["1", "2", "7", "4", "7", "8"]
    assert [number.corrected for number in numbers] == [None, None, "3", None, None, None]
    assert [bool(number.doubt) for number in numbers] == [False, False, True, False, True, False]


def test_a_blank_year_is_not_a_year_without_budget() -> None:
    got = read(HEAD + ONE + "๑) โครงการก\t๑๐๐\t\t๓๐๐\t\n")
    assert budgets(got, 1) == ["100.00", "", "300.00"]
    assert [bool(doubt) for doubt in budget_doubts(got, 1)] == [False, True, False]


def test_a_lost_mission_heading_leaves_a_doubt() -> None:
    got = read(
        HEAD + ONE + "๑) โครงการเฉพาะถิ่น\t-\t-\t-\t\n"
        "\t\t๒) โครงการเสริมสร้างค่านิยมต่อต้านการทุจริต\t-\t-\t-\t\n"
        "\t\t๓) โครงการเฉพาะถิ่นอีก\t-\t-\t-\t\n"
    )
    missions = [row["mission_no"] for row in got.tables["project"]]
    assert [mission.value for mission in missions] == ["1.1", "1.2", "1.1"]
    assert [bool(mission.doubt) for mission in missions] == [False, True, True]


def test_projects_after_a_sum_without_a_heading_are_doubted() -> None:
    got = read(
        HEAD
        + ONE
        + "๑) โครงการก\t-\t-\t-\t\n\tรวม\tจำนวน ๑ โครงการ\t-\t-\t-\t\n"
        + "\t\t๒) มาตรการ NO Gift Policy\t-\t-\t-\t\n"
    )
    project = got.tables["project"][1]
    assert (project["dimension_no"].value, project["mission_no"].value) == ("2", "2.2")
    assert project["dimension_no"].doubt
    assert project["mission_no"].doubt


def test_projects_of_one_cell_without_numbers() -> None:
    got = read(HEAD + ONE + "โครงการก กิจกรรมข\t๑๐๐ -\t๑๐๐ -\t- -\t\n\t\tโครงการค กิจกรรมง\t-\t-\t-\t\n")
    titles = [row["title_th"] for row in got.tables["project"]]
    assert [title.value for title in titles] == ["โครงการก", "กิจกรรมข", "โครงการค กิจกรรมง"]
    assert [bool(title.doubt) for title in titles] == [False, False, True]


def test_a_draft_and_a_second_plan_in_one_file() -> None:
    old = HEAD.replace("๒๕๖๖", "๒๕๖๓").replace("๒๕๖๗", "๒๕๖๔").replace("๒๕๖๘", "๒๕๖๕")
    got = read(
        "แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2563 - 2565)\n\n"
        + old
        + "\t\t๑) โครงการก\t-\t-\t-\t\n\n- ร่าง -\n\nแผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2568)\n\n"
        + HEAD
        + ONE
        + "๑) โครงการก\t-\t-\t-\t\n"
    )
    assert values(got.tables["plan"], "plan_id", "framework_code", "is_draft") == [
        ("9999999-2563-2565", "2561-2565", "false"),
        ("9999999-2566-2568", "2566-2570", "true"),
    ]


def test_a_list_printed_twice_is_read_once_and_compared() -> None:
    first = HEAD + ONE + "๑) โครงการก\t๑๐๐\t๑๐๐\t๑๐๐\t\n"
    got = read(first + "\nอีกครั้ง\n\n" + first.replace("\t๑๐๐\t\n", "\t๑๙๐\t\n"))
    assert len(got.tables["project"]) == 1
    assert budgets(got, 1) == ["100.00"] * 3
    assert [bool(doubt) for doubt in budget_doubts(got, 1)] == [False, False, True]


def test_a_count_that_the_list_does_not_hold_is_a_finding() -> None:
    got = read(HEAD + ONE + "๑) โครงการก\t-\t-\t-\t\n\tรวมทั้งสิ้น\tจำนวน ๒ โครงการ\t-\t-\t-\t\n")
    assert [doubt.rule_code for doubt in got.doubts] == ["project_count"]


def test_an_empty_list_gives_a_finding_and_no_plan() -> None:
    got = read(HEAD)
    assert not got.tables
    assert [doubt.rule_code for doubt in got.doubts] == ["empty_list"]


@pytest.mark.parametrize(
    "text",
    [
        "ลำดับ\tรายการโครงการ\tมิติ\tงบประมาณ (บาท)\tดำเนินการไตรมาส\t\t\t\tหมายเหตุ\n"
        "\t\t\t\t1\t2\t3\t4\t\n1\tโครงการก\t1\t500\t✓\t\t\t\t\n",
        "ลำดับ\tโครงการ\tมิติ\tงบประมาณ (บาท)\tเบิกจ่าย (บาท)\tสถานะ\n1\tโครงการก\t1\t500\t500\t✓\n",
        "มิติ\tภารกิจตามมิติ\tโครงการ/กิจกรรม/มาตรการ\tงบประมาณ\tระยะเวลาดำเนินการ\n๑. ก\t๑.๑ ข\t๑) โครงการก\t-\tไตรมาส ๑\n",
        "ค่าเป้าหมาย\tปี ๒๕๖๖\tปี ๒๕๖๗\nคะแนน ITA\t๘๕ คะแนน\t๙๐ คะแนน\n",
        "",
    ],
)
def test_other_tables_are_left_alone(text: str) -> None:
    got = read(text)
    assert not got.tables
    assert not got.doubts


def test_a_misread_or_lost_year_of_the_heading() -> None:
    assert consecutive_years({3: 2566, 4: 2567, 5: 2588, 6: 2569}) == (
        {2566: 3, 2567: 4, 2568: 5, 2569: 6},
        frozenset({2568}),
    )
    assert consecutive_years({3: 2566, 5: 2568}) == ({2566: 3, 2567: 4, 2568: 5}, frozenset({2567}))
    assert consecutive_years({2: 2566, 3: 2567, 7: 2568})[1] == frozenset()


def test_cells() -> None:
    assert [role_of(cell) for cell in ("มติ", "มีมติ", "จบ ประมาณ", "ภารกิจตามมติ", "กองคลัง")] == [
        "dimension",
        "dimension",
        "budget",
        "mission",
        None,
    ]
    assert money_tokens("ไม่ใช้งบฯ ไม่ได้ใช้งบ ประมาณ ๑,๐๐๐ -") == ["0.00", "0.00", "1000.00", "0.00"]
    assert quarters_of("ไตรมาสที่ ๑ - ๓") == "1;2;3"
    assert dimension_of("๗. การบริหารราชการด้วยความโปร่งใส", [(2, "การบริหารราชการด้วยความโปร่งใส")], True) == 2
    assert [title.number for title in split_titles("(๑) โครงการก (๒)กิจกรรมข")] == [1, 2]
    assert tidy("โครงการส่งเสริมการ ปฏิบัติ งาน ของ เทศบาลตำบลตัว อย่าง", ("เทศบาลตำบลตัวอย่าง",)) == (
        "โครงการส่งเสริมการปฏิบัติงาน ของเทศบาลตำบลตัวอย่าง"
    )


def test_a_long_document_is_read_quickly() -> None:
    filler = "ข้อความทั่วไป\n" * 40
    rows = "".join(f"\t\t{number}) โครงการอบรมที่ {number}\t-\t-\t-\t\n" for number in range(1, 100))
    text = filler * 300 + HEAD + ONE + "โครงการก\t-\t-\t-\t\n" + rows
    started = time.perf_counter()
    assert len(read(text).tables["project"]) == 100
    assert time.perf_counter() - started < 5


def test_a_heading_needs_two_years() -> None:
    one_year = document("มิติ\tภารกิจ\tโครงการ\tปี 2566\n").lines
    assert heading_at(one_year, 0) is None


def folded(text: str) -> str:
    return re.sub(r"\s", "", text)


def compare(got: list[Row], want: list[dict[str, str]], silent: set[str]) -> tuple[int, int, list[str]]:
    """Cells right, flagged and wrong without a flag, of rows that pair by position."""
    right, flagged, wrong = 0, 0, []
    for row, expected in zip(got, want, strict=True):
        for column in row.keys() - silent:
            read_value = row[column]
            if folded(read_value.value) == folded(expected[column]):
                right += 1
            elif read_value.doubt:
                flagged += 1
            else:
                wrong.append(
                    f"{column}: {expected[column]} read as {read_value.value} ({read_value.locator})"
                )
    return right, flagged, wrong


def report(name: str, table: str, right: int, flagged: int, wrong: list[str]) -> None:
    print(f"{name} {table}: {right} right, {flagged} flagged, {len(wrong)} wrong unflagged")


def test_the_five_year_plan_of_det_udom(documents: Path) -> None:
    text = (documents / PLAN_DOCUMENT).read_text(encoding="utf-8")
    got = read_plan_lists(document(text), context("4340701", ("เทศบาลเมืองเดชอุดม",)))
    source = SEEDS / "det_udom_plan_2566_2570"
    for table, silent in (
        ("plan", set()),
        # The office stands in the detail sheets only, and the budget of project 60 as well.
        ("project", {"responsible_unit"}),
        ("project_year", {"locator"}),
        ("control_total", set()),
    ):
        right, flagged, wrong = compare(got.tables[table], csv_rows(source / f"{table}.csv"), silent)
        report("det_udom", table, right, flagged, wrong)
        assert not wrong
        assert flagged <= right * 0.01
    assert not got.doubts


def test_the_draft_of_phitsanulok(documents: Path) -> None:
    text = (documents / DRAFT_DOCUMENT).read_text(encoding="utf-8")
    names = ("องค์การบริหารส่วนจังหวัดพิษณุโลก",)
    got = read_plan_lists(document(text), context("2650101", names))
    source = SEEDS / "phitsanulok_draft_plan_2566_2570"
    assert not compare(got.tables["plan"], csv_rows(source / "plan.csv"), {"locator"})[2]
    assert not compare(got.tables["control_total"], csv_rows(source / "control_total.csv"), set())[2]
    # The list has rows of 33 projects: it lost the titles of five and the rows of four (sheets have them);
    # its last row stands beside mission 4.3, whose first project is number 36.
    listed = [row for row in csv_rows(source / "project.csv") if int(row["seq_no"]) in {*range(1, 33), 36}]
    right, flagged, wrong = compare(got.tables["project"], listed, {"locator", "project_id", "seq_no"})
    report("phitsanulok", "project", right, flagged, wrong)
    assert not wrong
    ids = {row["project_id"] for row in listed}
    years = [row for row in csv_rows(source / "project_year.csv") if row["project_id"] in ids]
    right, flagged, wrong = compare(got.tables["project_year"], years, {"locator", "project_id"})
    report("phitsanulok", "project_year", right, flagged, wrong)
    assert not wrong
    assert flagged == 0
    titled = [row for row in got.tables["project"] if row["title_th"].value]
    assert len(titled) == 28
    for row, expected in zip(titled, listed, strict=False):
        wanted = folded(expected["title_th"])
        assert Levenshtein.distance(folded(row["title_th"].value), wanted) <= 0.05 * len(wanted)
    assert {doubt.rule_code for doubt in got.doubts} == {"slid_cells", "sum_beside_mission", "project_count"}


@pytest.mark.parametrize("name", OTHER_DOCUMENTS)
def test_documents_without_such_a_list(documents: Path, name: str) -> None:
    got = read_plan_lists(document((documents / name).read_text(encoding="utf-8")), context())
    assert not got.tables
    assert not got.doubts
