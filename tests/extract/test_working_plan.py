"""Working plans: small ones with known answers, and the real one against its reviewed rows."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from etl.extract.document import Context, Document, Extraction, Line, Read
from etl.extract.working_plan.working_plan import read_working_plans, span
from etl.extract.working_plan.working_plan_cells import (
    heading_role,
    is_quarters,
    read_budget,
    read_quarters,
    read_unit,
)
from tests.conftest import REFERENCE, SEEDS

HEADING = "มิติ\tภารกิจตามมิติ\tโครงการ/กิจกรรม/มาตรการ\tข้อมูลประกอบ\tงบประมาณ\tระยะเวลาดำเนินการ\tผู้รับผิดชอบ\tหมายเหตุ"
TITLE = "แผนดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ ของเทศบาลตำบลดอนใหญ่"
STEPS = "๑) วางแผน ๒) ดำเนินการ ๓) รายงานผล"


def reference(table: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def context(org_code: str = "1234567", *names: str) -> Context:
    return Context(
        org_code,
        names or ("เทศบาลตำบลดอนใหญ่",),
        tuple(
            (row["framework_code"], row["mission_no"], int(row["dimension_no"]), row["title_th"])
            for row in reference("mission")
        ),
        tuple(
            (row["framework_code"], int(row["dimension_no"]), row["title_th"])
            for row in reference("dimension")
        ),
        tuple(
            (int(row["catalogue_no"]), int(row["dimension_no"]), row["mission_no"], row["title_th"])
            for row in reference("standard_measure")
        ),
    )


def document(text: str) -> Document:
    lines = [
        Line(number, f"line {number}", line, tuple(line.split("\t")) if "\t" in line else ())
        for number, line in enumerate(text.split("\n"), start=1)
    ]
    return Document("plan.txt", "", tuple(lines))


def read(*lines: str) -> Extraction:
    return read_working_plans(document("\n".join(lines)), context())


def row(*cells: str) -> str:
    return "\t".join(cells)


def column(extraction: Extraction, table: str, name: str) -> list[str]:
    return [row[name].value for row in extraction.tables.get(table, [])]


def test_a_plain_plan() -> None:
    found = read(
        TITLE,
        HEADING,
        row(
            "๑. การสร้างวัฒนธรรมสุจริต",
            "๑.๓ การสร้างจิตสำนึกและความตระหนักแก่เด็กและเยาวชน",
            "๑.๓.๑ เสริมสร้าง (๑) โครงการโรงเรียนคุณธรรม",
            STEPS,
            "๓๐,๐๐๐ บาท",
            "ไตรมาสที่ ๑ ไตรมาสที่ ๓",
            "กองการศึกษา",
            "",
        ),
        row(
            "๒. การบริหารราชการด้วยความโปร่งใส",
            "๒.๓ มาตรการลดการใช้ดุลพินิจในการปฏิบัติงาน",
            "(๑) มาตรการกระจายอำนาจ",
            STEPS,
            "-ไม่ได้ใช้งบ ประมาณ",
            "ไตรมาสที่ ๒-๔",
            "สำนักปลัด",
            "",
        ),
    )
    plan = found.tables["plan"][0]
    assert {name: read.value for name, read in plan.items()} == {
        "plan_id": "1234567-2567-2567",
        "org_code": "1234567",
        "kind": "anti_corruption_plan",
        "framework_code": "2566-2570",
        "first_fiscal_year": "2567",
        "last_fiscal_year": "2567",
        "is_draft": "false",
        "title_th": TITLE.replace("๒๕๖๗", "2567"),
        "stated_project_count": "",
        "locator": "line 1",
    }
    assert column(found, "project", "title_th") == ["โครงการโรงเรียนคุณธรรม", "มาตรการกระจายอำนาจ"]
    assert column(found, "project", "project_id") == ["1234567-2567-2567-01", "1234567-2567-2567-02"]
    assert column(found, "project", "printed_no") == ["1", "1"]
    assert column(found, "project", "dimension_no") == ["1", "2"]
    assert column(found, "project", "mission_no") == ["1.3", "2.3"]
    assert column(found, "project", "kind") == ["project", "measure"]
    assert column(found, "project", "responsible_unit") == ["กองการศึกษา", "สำนักปลัด"]
    assert column(found, "project_year", "budget_baht") == ["30000.00", "0.00"]
    assert column(found, "project_year", "planned_quarters") == ["1;3", "2;3;4"]
    cells = [read for table in found.tables.values() for row in table for read in row.values()]
    assert not [cell for cell in cells if cell.doubt]
    assert not any("วางแผน" in cell.value + cell.printed for cell in cells)


def test_another_column_order_with_arabic_digits_and_a_column_of_numbers() -> None:
    found = read(
        "(ร่าง) แผนดำเนินงานป้องกันการทุจริต",
        "ประจำปีงบประมาณ พ.ศ. 2568",
        "ที่\tโครงการ/กิจกรรม\tหน่วยงานที่รับผิดชอบ\tไตรมาส\tงบประมาณ (บาท)",
        "1\tโครงการโรงเรียนคุณธรรม\tกองการศึกษา\tไตรมาส 2\t12,500.50",
        "2\tกิจกรรมการใช้บัตรคิวในการติดต่อราชการ\tสำนักปลัด\tไตรมาส 1, 2\t-",
    )
    assert column(found, "plan", "is_draft") == ["true"]
    assert column(found, "plan", "title_th") == ["(ร่าง) แผนดำเนินงานป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568"]
    assert column(found, "project", "printed_no") == ["1", "2"]
    assert column(found, "project", "kind") == ["project", "activity"]
    assert column(found, "project_year", "budget_baht") == ["12500.50", "0.00"]
    assert column(found, "project_year", "planned_quarters") == ["2", "1;2"]
    assert [bool(row["dimension_no"].doubt) for row in found.tables["project"]] == [True, True]


def test_english_headings() -> None:
    found = read(
        "แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2569",
        row(
            "Dimension",
            "Mission",
            "Project/Activity/Measure",
            "Details",
            "Budget (baht)",
            "Period",
            "Responsible unit",
            "Remarks",
        ),
        row(
            "1. การสร้างวัฒนธรรมสุจริต",
            "1.3 การสร้างจิตสำนึกและความตระหนักแก่เด็กและเยาวชน",
            "1) โครงการโรงเรียนคุณธรรม",
            "",
            "5,000",
            "Quarter 4",
            "กองการศึกษา",
            "",
        ),
    )
    assert column(found, "project", "title_th") == ["โครงการโรงเรียนคุณธรรม"]
    assert column(found, "project_year", "budget_baht") == ["5000.00"]
    assert column(found, "project_year", "planned_quarters") == ["4"]


def test_headings_are_repeated_and_misread_and_stand_in_cells() -> None:
    found = read(
        TITLE,
        HEADING,
        row(
            "๑. การสร้างวัฒนธรรมสุจริต",
            "๑.๓ การสร้างจิตสำนึก",
            "(๑) โครงการโรงเรียนคุณธรรม",
            f"<p>ข้อมูลประกอบ</p> <p>{STEPS}</p>",
            "<p>งบ</p> <p>-ไม่ใช้งบประมาณ</p>",
            "<p>ระยะเวลา ดำเนินการ</p> <p>ไตรมาสที่ ๑</p>",
            "<p>ผู้รับ ผิดชอบ</p> <p>กองการ ศึกษา</p>",
            "<p>หมายเหตุ</p>",
        ),
        "",
        row(
            "มติ",
            "ภารกิจตามมติ",
            "โครงการ/กิจกรรม/มาตรการ",
            "ข้อมูลประกอบ",
            "จบ ประมาณ",
            "ระยะเวลา ค่าเงินการ",
            "ผู้รับ ผิดซอบ",
            "หมายเหตุ",
        ),
        f"\t\t(๒) โครงการประกวดคำขวัญต่อต้านการทุจริต\t{STEPS}\tไม่ใช้งบประมาณ\tไตรมาสที่ ๒\tกองการศึกษา\t",
    )
    assert column(found, "project", "printed_no") == ["1", "2"]
    assert column(found, "project", "mission_no") == ["1.3", "1.3"]
    assert column(found, "project", "responsible_unit") == ["กองการศึกษา", "กองการศึกษา"]
    assert column(found, "project_year", "budget_baht") == ["0.00", "0.00"]


def test_slid_cells_are_known_by_content_and_doubted() -> None:
    found = read(
        TITLE,
        HEADING,
        row(
            "",
            "๑.๓ การสร้างจิตสำนึกและความตระหนักแก่เด็กและเยาวชน",
            "(๑) โครงการโรงเรียนคุณธรรม",
            STEPS,
            "-",
            "ไตรมาสที่ ๑",
            "กองการศึกษา",
            "",
        ),
        f"\t(๒) โครงการประกวดคำขวัญต่อต้านการทุจริต\t\t{STEPS}\t-\tไตรมาสที่ ๒\tกองการศึกษา\t",
        row(
            "๒.๑ การเปิดเผยข้อมูลสาธารณะ",
            "(๑) กิจกรรมการใช้บัตรคิวในการติดต่อราชการ",
            STEPS,
            "๕,๐๐๐",
            "ไตรมาสที่ ๓",
            "กองช่าง",
            "",
            "",
        ),
        f"\t\t\t(๒) มาตรการกระจายอำนาจ\t{STEPS}\tไม่ใช้งบประมาณ\tไตรมาสที่ ๔\tกองคลัง",
    )
    assert column(found, "project", "title_th") == [
        "โครงการโรงเรียนคุณธรรม",
        "โครงการประกวดคำขวัญต่อต้านการทุจริต",
        "กิจกรรมการใช้บัตรคิวในการติดต่อราชการ",
        "มาตรการกระจายอำนาจ",
    ]
    assert column(found, "project", "mission_no") == ["1.3", "1.3", "2.1", "2.1"]
    assert column(found, "project", "responsible_unit") == ["กองการศึกษา", "กองการศึกษา", "กองช่าง", "กองคลัง"]
    assert column(found, "project_year", "budget_baht") == ["0.00", "0.00", "5000.00", "0.00"]
    assert column(found, "project_year", "planned_quarters") == ["1", "2", "3", "4"]
    assert [bool(row["title_th"].doubt) for row in found.tables["project"]] == [False, True, True, True]
    assert [bool(row["budget_baht"].doubt) for row in found.tables["project_year"]] == [
        False,
        False,
        True,
        True,
    ]


def test_rows_that_go_on_over_the_page() -> None:
    found = read(
        TITLE,
        HEADING,
        row(
            "",
            "๓.๑ การส่งเสริมให้ประชาชนมีส่วนร่วมบริหารกิจการขององค์กรปกครองส่วนท้องถิ่น",
            "(๑) โครงการจัดเวทีประชาคม (ต่อ)",
            STEPS,
            "-",
            "ไตรมาสที่ ๑",
            "กองคลัง",
            "",
        ),
        "",
        HEADING,
        "\t\t(๑) โครงการจัดเวทีประชาคม (ต่อ)\t๔) รายงาน\t\t\t\t",
        "\t\t\t๕) เผยแพร่\t\t\t\t",
        f"\t\t(๒) โครงการประชุมสภาผู้ทรงคุณวุฒิ\t{STEPS}\t-\tไตรมาสที่ ๒\tกองคลัง\t",
        f"\t\t๓.๑.๒ การมีส่วนร่วม\t{STEPS}\t๒,๐๐๐\tไตรมาสที่ ๓\tกองคลัง\t",
        "",
        HEADING,
        "\t\t(๓) กิจกรรมการประเมินผลการปฏิบัติราชการ (ต่อ)\t(ต่อ) ๔) รายงาน\t-\tไตรมาสที่ ๔\tกองช่าง\t",
        f"\t\t(๔) กิจกรรมสภากาแฟยามเช้า\t{STEPS}\t\t\t\t",
        "",
        f"{HEADING.replace('/มาตรการ', '/มาตรการ (๕) กิจกรรมส่งเสริมชุมชนเฝ้าระวังการทุจริต')}",
        f"\t\t\t{STEPS}\t๗,๐๐๐\tไตรมาสที่ ๑\tกองช่าง\t",
    )
    assert column(found, "project", "printed_no") == ["1", "2", "3", "4", "5"]
    assert column(found, "project", "locator") == [
        "lines 3-7",
        "line 8",
        "lines 9-12",
        "lines 12-13",
        "lines 15-16",
    ]
    years = found.tables["project_year"]
    assert [row["budget_baht"].value for row in years] == ["0.00", "0.00", "2000.00", "0.00", "7000.00"]
    assert [row["planned_quarters"].value for row in years] == ["1", "2", "3", "4", "1"]
    assert [bool(row["planned_quarters"].doubt) for row in years] == [False, False, True, True, True]


def test_a_repeat_that_disagrees_and_a_lost_title_are_doubted() -> None:
    found = read(
        TITLE,
        HEADING,
        f"\t๒.๑ การเปิดเผยข้อมูล\t(๑) มาตรการกระจายอำนาจ\t{STEPS}\t๑,๐๐๐\tไตรมาสที่ ๑\tกองคลัง\t",
        "\t\t(๑) มาตรการกระจายอำนาจ\t๔) รายงาน\t๗,๐๐๐\tไตรมาสที่ ๑\tกองคลัง\t",
        f"\t\t\t{STEPS}\t๒,๐๐๐\tไตรมาสที่ ๒\tกองช่าง\t",
        f"\t\t(๓) มาตรการออกคำสั่งมอบหมาย\t{STEPS}\t๓,๐๐๐\tไตรมาสที่ ๓\tกองช่าง\t",
    )
    assert column(found, "project", "title_th") == ["มาตรการกระจายอำนาจ", "", "มาตรการออกคำสั่งมอบหมาย"]
    years = found.tables["project_year"]
    assert [row["budget_baht"].value for row in years] == ["1000.00", "2000.00", "3000.00"]
    assert "7000.00" in years[0]["budget_baht"].doubt
    assert not years[0]["planned_quarters"].doubt
    assert found.tables["project"][1]["title_th"].doubt


def test_numbers_out_of_order_names_misread_and_units_misspelt() -> None:
    rows = [("๑", "งานนิติการ"), ("๒", "งานนิติการ"), ("๒", "งานนิติกร"), ("๔", "งานนิติการ"), ("๗", "งานนิติการ")]
    found = read(
        TITLE,
        HEADING,
        *(
            row(
                "",
                "๒.๒ มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
                f"({number}) โครงการอบรมเรื่องที่ {place} ของเทศบาลตำบลดอนไหญ่",
                STEPS,
                "-",
                "ไตรมาสที่ ๑",
                f"{unit}",
                "",
            )
            for place, (number, unit) in enumerate(rows, start=10)
        ),
    )
    projects = found.tables["project"]
    assert [row["printed_no"].corrected or row["printed_no"].value for row in projects] == [
        "1",
        "2",
        "3",
        "4",
        "7",
    ]
    assert [bool(row["printed_no"].doubt) for row in projects] == [False, False, True, False, True]
    assert [doubt.rule_code for doubt in found.doubts] == ["number_out_of_order"]
    assert projects[0]["title_th"].corrected == "โครงการอบรมเรื่องที่ 10 ของเทศบาลตำบลดอนใหญ่"
    assert projects[2]["responsible_unit"].corrected == "งานนิติการ"
    assert projects[0]["responsible_unit"].doubt == ""


def test_several_items_in_one_row_are_told_apart() -> None:
    found = read(
        TITLE,
        HEADING,
        row(
            "",
            "",
            "<p>๒.๓.๒ คู่มือ (๑) โครงการจัดทำคู่มือสำหรับประชาชนผ่านสื่ออิเล็กทรอนิกส์</p> "
            "<p>๒.๓.๓ มอบหมาย (๒) มาตรการกระจายอำนาจ</p>",
            STEPS,
            "-",
            "ไตรมาสที่ ๑",
            "กองคลัง",
            "",
        ),
    )
    assert column(found, "project", "title_th") == [
        "โครงการจัดทำคู่มือสำหรับประชาชนผ่านสื่ออิเล็กทรอนิกส์",
        "มาตรการกระจายอำนาจ",
    ]
    assert all(row["planned_quarters"].doubt for row in found.tables["project_year"])


def test_printed_totals_and_a_legend_of_another_year() -> None:
    found = read(
        TITLE,
        "รวมทั้งสิ้น ๒ โครงการ งบประมาณ ๔๒,๐๐๐ บาท",
        HEADING,
        f"\t๑.๓ การสร้างจิตสำนึก\t(๑) โครงการโรงเรียนคุณธรรม\t{STEPS}\t๔๒,๐๐๐\tไตรมาสที่ ๑\tกองการศึกษา\t",
        f"\t\t(๒) โครงการประกวดคำขวัญต่อต้านการทุจริต\t{STEPS}\t-\tไตรมาสที่ ๑\tกองการศึกษา\t",
        "รวม\t\t๒ โครงการ\t\t๔๒,๐๐๐\t\t\t",
        "ไตรมาส ที่ ๑ เดือนตุลาคม - เดือนธันวาคม ๒๕๖๕",
    )
    totals = [
        (row["measure"].value, row["value"].value, row["locator"].value)
        for row in found.tables["control_total"]
    ]
    assert totals == [
        ("project_count", "2", "line 2"),
        ("budget_baht", "42000.00", "line 2"),
        ("project_count", "2", "line 6"),
        ("budget_baht", "42000.00", "line 6"),
    ]
    assert column(found, "plan", "stated_project_count") == ["2"]
    assert "2566" in found.tables["plan"][0]["first_fiscal_year"].doubt
    assert len(found.tables["project"]) == 2


def test_two_plans_in_one_file() -> None:
    row = f"\t๑.๓ การสร้างจิตสำนึก\t(๑) โครงการโรงเรียนคุณธรรม\t{STEPS}\t-\tไตรมาสที่ ๑\tกองการศึกษา\t"
    found = read(TITLE, HEADING, row, TITLE.replace("๒๕๖๗", "๒๕๖๘"), HEADING, row)
    assert column(found, "plan", "plan_id") == ["1234567-2567-2567", "1234567-2568-2568"]
    assert column(found, "project", "seq_no") == ["1", "1"]


def test_an_empty_table_is_a_finding() -> None:
    found = read(TITLE, HEADING, "\t\t\t\t\t\t\t")
    assert found.tables == {}
    assert [doubt.rule_code for doubt in found.doubts] == ["empty_table"]


@pytest.mark.parametrize(
    "lines",
    [
        (
            row(
                "มิติ",
                "ภารกิจตามมิติ",
                "โครงการ/กิจกรรม/มาตรการ",
                "ปี ๒๕๖๖ งบประมาณ (บาท)",
                "ปี ๒๕๖๗ งบประมาณ (บาท)",
                "หน่วยงานที่รับผิดชอบ",
                "ระยะเวลาดำเนินการ (ไตรมาส)",
            ),
            "1. การสร้าง\t1.1 การ\t1) โครงการหนึ่ง\t1,000\t2,000\tกองคลัง\tไตรมาสที่ 1",
        ),
        (
            "ลำดับ\tรายการโครงการ\tมิติ\tงบประมาณ (บาท)\tดำเนินการไตรมาส\t\t\t\tหมายเหตุ",
            "\t\t\t\t1\t2\t3\t4\t",
            "1\tโครงการหนึ่ง\t1\t55,745.00\t✓\t\t\t\t",
        ),
        ("มิติ\tประเด็น\tระยะเวลาการปฏิบัติ\tหน่วยดำเนินการ", "1\tโครงการหนึ่ง\tไตรมาสที่ 1\tกองคลัง"),
    ],
)
def test_other_tables_are_left_alone(lines: tuple[str, ...]) -> None:
    found = read(TITLE, *lines)
    assert found.tables == {}
    assert found.doubts == []


def test_a_plan_without_a_year_is_a_finding() -> None:
    found = read("แผนป้องกันการทุจริต", HEADING, f"\t\t(๑) โครงการหนึ่ง\t{STEPS}\t-\tไตรมาสที่ ๑\tกองคลัง\t")
    assert found.tables == {}
    assert [doubt.rule_code for doubt in found.doubts] == ["no_fiscal_year"]


@pytest.mark.parametrize(
    ("printed", "value", "is_doubtful"),
    [
        ("๓๐,๐๐๐ บาท", "30000.00", False),
        ("งบ -ไม่ได้ใช้งบ ประมาณ", "0.00", False),
        ("-", "0.00", False),
        ("No budget", "0.00", False),
        ("ไมได้ใช้งบประมาณ", "0.00", True),
        ("ไม่ใช้งบประมาณ 5,000", "0.00", True),
        ("๓๐.๐๐๐", "30.00", True),
        ("30,00", "30.00", True),
        ("ค่าวิทยากร 3,000 ค่าอาหาร 2,000 รวม 5,000 บาท", "5000.00", True),
        ("ตามข้อบัญญัติ", "", True),
        ("<p>งบ</p>", "", False),
    ],
)
def test_budgets(printed: str, value: str, is_doubtful: bool) -> None:
    read = read_budget(printed, "line 1")
    assert (read.value, bool(read.doubt)) == (value, is_doubtful)


@pytest.mark.parametrize(
    ("printed", "value", "is_doubtful"),
    [
        ("ไตรมาสที่ ๑ ไตรมาสที่ ๒", "1;2", False),
        ("ระยะเวลาดำเนินการ ไตรมาสที่ ๑ - ๓", "1;2;3", False),
        ("ไตรมาสที่ ๒ ปี ๒๕๖๖", "2", False),
        ("ไตรมาสที่ ๙", "", True),
        ("ไตรมาสที่ ๑ ไตรมาสที่", "1", True),
        ("ไตรมาลที่ ๓", "3", True),
        ("ตลอดปีงบประมาณ", "1;2;3;4", True),
        ("ม.ค. - มิ.ย. ๒๕๖๗", "2;3", True),
        ("ระยะเวลา", "", False),
    ],
)
def test_quarters(printed: str, value: str, is_doubtful: bool) -> None:
    read = read_quarters(printed, "line 1")
    assert (read.value, bool(read.doubt)) == (value, is_doubtful)


def test_units_without_persons() -> None:
    assert read_unit("<p>ผู้รับผิดชอบ</p> <p>งาน ประชา สัมพันธ์</p>", "").value == "งานประชาสัมพันธ์"
    assert read_unit("สำนักปลัด กองคลัง", "").value == "สำนักปลัด กองคลัง"
    person = read_unit("นางสาวสมหญิง ใจดี", "")
    assert (person.value, person.printed) == ("", "")
    assert person.doubt


def test_headings_and_places() -> None:
    assert heading_role("จบ ประมาณ") == "budget"
    assert heading_role("ผู้รับ ผิดชอบ") == "unit"
    assert heading_role("ปี ๒๕๖๖") == ""
    assert not is_quarters("๑) รายงานประจำไตรมาส ๒) สรุป")
    assert span(["line 8", "line 11"]) == "lines 8-11"
    assert span(["page 1 line 3", "page 2 line 1"]) == "page 1 line 3; page 2 line 1"


@pytest.mark.parametrize(
    ("file", "organisation"),
    [
        ("000_fcddbed74efca821", "4340701"),
        ("001_74d7fdc5263a3efb", "5350108"),
        ("002_28d81f1cd2691a1e", "2650101"),
        ("004_defe7fa3f6092ae6", "5361202"),
    ],
)
def test_documents_without_a_working_plan(documents: Path, file: str, organisation: str) -> None:
    text = (documents / f"{file}.txt").read_text(encoding="utf-8")
    found = read_working_plans(document(text), context(organisation))
    assert (found.tables, found.doubts) == ({}, [])


def seed(table: str) -> list[dict[str, str]]:
    with (SEEDS / "bang_kao_plan_2566" / f"{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def judged(cell: Read, expected: str) -> str:
    """How a cell compares with the reviewed one; blanks inside text do not count."""
    value = cell.value if cell.corrected is None else cell.corrected
    if value.replace(" ", "") == expected.replace(" ", ""):
        return "right"
    return "flagged" if cell.doubt else "wrong"


def test_the_working_plan_of_2566(documents: Path) -> None:
    text = (documents / "003_10fdf8c849831f17.txt").read_text(encoding="utf-8")
    found = read_working_plans(document(text), context("5760403", "เทศบาลตำบลบางเก่า"))
    reviewed = {(row["table"], row["key"], row["column"]): row["corrected"] for row in seed("corrections")}
    assert found.doubts == []
    assert set(found.tables) == {"plan", "project", "project_year"}
    counts: Counter[str] = Counter()
    letters = errors = 0
    for table, key in (("plan", "plan_id"), ("project", "project_id"), ("project_year", "project_id")):
        for row, expected in zip(found.tables[table], seed(table), strict=True):
            for name, printed in expected.items():
                cell = row.get(name, Read(""))
                value = reviewed.get((table, expected[key], name), printed)
                counts[judged(cell, value)] += 1
                if name == "title_th":
                    letters += len(value.replace(" ", ""))
                    title = cell.value if cell.corrected is None else cell.corrected
                    errors += Levenshtein.distance(title.replace(" ", ""), value.replace(" ", ""))
    assert counts["wrong"] == 0
    assert counts["flagged"] <= 0.01 * counts.total()
    assert errors <= 0.05 * letters
