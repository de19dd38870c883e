"""Transparency measures in tables by issue, with a calendar."""

from measure_documents import compare, doubts, text_document, values

from etl.extract.measures import measure_calendar
from etl.extract.measures.measure_table import NO_ISSUE, OTHER_DIMENSION, SEVERAL, SLID, read_measure_tables

HEADING = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๗\nเทศบาลตำบลทดสอบ\n\n"
TABLES = """มิติที่ ๑ การสร้างสังคมสุจริต

ประเด็นที่ ๑.๑ การสร้างจิตสำนึกแก่บุคลากร

กิจกรรม/การปฏิบัติ\tการติดตามและประเมินผล\tตัวชี้วัด
การอบรมพนักงาน\tแบบทดสอบ\tอบรมปีละครั้ง
การประชุมประจำเดือน\t\tประชุมทุกเดือน
---\t---\t---

มิติที่ ๒ การบริหารราชการ
ประเด็นที่ ๒.๑ การเปิดเผยข้อมูลข่าวสารของราชการ

กิจกรรม/การปฏิบัติ\tการติดตามและประเมินผล\tตัวชี้วัด
โครงการปรับปรุงเว็บไซต์\tรายงาน\tข้อมูลครบถ้วน
"""
CALENDAR = """
มิติ\tประเด็น\tระยะเวลาการปฏิบัติ\tหน่วยดำเนินการ
๑. การสร้างสังคมสุจริต\tประเด็นที่ ๑.๑ การสร้างจิตสำนึกแก่บุคลากร\t๑ ตุลาคม ๒๕๖๖ – ๓๑ มีนาคม ๒๕๖๗\tสำนักปลัด
๒. การบริหารราชการ\tประเด็นที่ ๒.๑ การเปิดเผยข้อมูล\tเมษายน ๒๕๖๗\tกองคลัง
\tข่าวสารของราชการ\t\t
"""
WHOLE = HEADING + TABLES + CALENDAR


def read(text, make_context):
    return read_measure_tables(text_document(text), make_context())


def test_measures_with_the_quarters_and_units_of_the_calendar(make_context):
    found = read(WHOLE, make_context)
    columns = ("printed_no", "dimension_no", "mission_no", "kind", "title_th", "responsible_unit", "locator")
    assert values(found, "project", *columns) == [
        ("", "1", "1.1", "", "การอบรมพนักงาน", "สำนักปลัด", "line 9"),
        ("", "1", "1.1", "", "การประชุมประจำเดือน", "สำนักปลัด", "line 10"),
        ("", "2", "2.1", "project", "โครงการปรับปรุงเว็บไซต์", "กองคลัง", "line 17"),
    ]
    assert values(found, "project_year", "fiscal_year", "budget_baht", "planned_quarters", "locator") == [
        ("2567", "", "1;2", "line 20"),
        ("2567", "", "1;2", "line 20"),
        ("2567", "", "3", "lines 21-22"),
    ]
    assert values(found, "plan", "kind", "first_fiscal_year") == [("transparency_measures", "2567")]


def test_other_column_order_arabic_digits_and_misread_headings(make_context):
    found = read(
        """มาตรการส่งเสริมความโปร่งใส ปีงบประมาณ 2567
มติที่ 1 การสร้างสังคมสุจริต
ประเดนที่ 1.1 การสร้างจิตสำนึก
| ตัวชี้วด | กิจกรรม/การปฏิบติ | การติดตามและประเมินผล |
|---|---|---|
| อบรมปีละครั้ง | 1) การอบรมพนักงาน | แบบทดสอบ |
| หน่วยดำเนนการ | ระยะเวลาการปฏิบัติ | ประเด็น |
| สำนักปลัด | ไตรมาส 2 | 1.1 การสร้างจิตสำนึก |""",
        make_context,
    )
    assert values(found, "project", "printed_no", "mission_no", "title_th", "responsible_unit") == [
        ("1", "1.1", "การอบรมพนักงาน", "สำนักปลัด")
    ]
    assert values(found, "project_year", "planned_quarters") == [("2",)]


def test_english_headings_and_time_in_the_same_table(make_context):
    found = read(
        """Transparency measures, FY 2024
Dimension 2 Administration
Issue 2.1 Open data
| Activity | Indicator | Period | Responsible | Budget |
| Publish the plan | published | Jan 2024 - Jun 2024 | Clerk | 5,000 |""",
        make_context,
    )
    assert values(found, "project", "dimension_no", "mission_no", "title_th", "responsible_unit") == [
        ("2", "2.1", "Publish the plan", "Clerk")
    ]
    assert values(found, "project_year", "fiscal_year", "budget_baht", "planned_quarters") == [
        ("2567", "5000.00", "2;3")
    ]


def test_slid_rows_are_flagged(make_context):
    found = read(WHOLE.replace("โครงการปรับปรุงเว็บไซต์\t", "\tโครงการปรับปรุงเว็บไซต์\t"), make_context)
    assert values(found, "project", "title_th")[2] == ("โครงการปรับปรุงเว็บไซต์",)
    assert found.tables["project"][2]["title_th"].doubt == SLID
    found = read(WHOLE.replace("การประชุมประจำเดือน\t", "\tการประชุมประจำเดือน\t"), make_context)
    assert "slid_row" in doubts(found)


def test_a_slid_calendar_row_is_read_and_flagged(make_context):
    found = read(WHOLE.replace("๒. การบริหารราชการ\tประเด็น", "๒. การบริหารราชการ\t\tประเด็น"), make_context)
    assert values(found, "project_year", "planned_quarters")[2] == ("3",)
    assert values(found, "project", "responsible_unit")[2] == ("กองคลัง",)
    assert found.tables["project"][2]["responsible_unit"].doubt == measure_calendar.SLID


def test_a_misread_issue_number_in_the_calendar_yields_to_the_title(make_context):
    found = read(WHOLE.replace("ประเด็นที่ ๒.๑ การเปิดเผยข้อมูล\t", "ประเด็นที่ ๒.๙ การเปิดเผยข้อมูล\t"), make_context)
    quarters = found.tables["project_year"][2]["planned_quarters"]
    assert (quarters.value, quarters.doubt) == ("3", measure_calendar.BY_TITLE)


def test_an_issue_missing_from_the_calendar_and_one_without_measures(make_context):
    other = CALENDAR.replace("๒.๑ การเปิดเผยข้อมูล", "๔.๑ การควบคุมภายใน").replace("\tข่าวสารของราชการ\t\t\n", "")
    found = read(HEADING + TABLES + other, make_context)
    assert values(found, "project_year", "planned_quarters")[2] == ("",)
    assert found.tables["project_year"][2]["planned_quarters"].doubt
    assert "calendar_without_measure" in doubts(found)


def test_an_issue_under_another_dimension_is_flagged(make_context):
    found = read(
        WHOLE.replace("ประเด็นที่ ๒.๑ การเปิดเผยข้อมูลข่าวสารของราชการ", "ประเด็นที่ ๓.๑ การเปิดเผยข้อมูล"), make_context
    )
    assert found.tables["project"][2]["mission_no"].doubt == OTHER_DIMENSION


def test_several_activities_in_a_cell_and_a_row_that_goes_on(make_context):
    text = WHOLE.replace("การอบรมพนักงาน\t", "<p>๑) การอบรมพนักงาน</p><p>๒) การอบรมผู้บริหาร</p>\t")
    text = text.replace("ประชุมทุกเดือน\n", "ประชุมทุกเดือน\nและการประชุมผู้บริหาร\t\t\n")
    found = read(text, make_context)
    assert values(found, "project", "printed_no", "title_th")[:3] == [
        ("1", "การอบรมพนักงาน"),
        ("2", "การอบรมผู้บริหาร"),
        ("", "การประชุมประจำเดือน และการประชุมผู้บริหาร"),
    ]
    assert found.tables["project"][0]["title_th"].doubt == SEVERAL
    assert found.tables["project"][2]["title_th"].doubt


def test_empty_table_and_table_without_an_issue(make_context):
    header = "กิจกรรม/การปฏิบัติ\tการติดตามและประเมินผล\tตัวชี้วัด\n"
    assert read(HEADING + "มิติที่ ๑ หนึ่ง\n" + header + "---\t---\t---\n", make_context).tables == {}
    found = read(HEADING + header + "การอบรม\tก\tข\n", make_context)
    assert values(found, "project", "title_th", "mission_no") == [("การอบรม", "")]
    assert NO_ISSUE in doubts(found)


def test_a_misread_name_in_the_title_is_proposed(make_context):
    document = text_document(WHOLE.replace("เทศบาลตำบลทดสอบ", "เทศบาลตำบลทดสวบ"))
    found = read_measure_tables(document, make_context("5999901", "เทศบาลตำบลทดสอบ"))
    title = found.tables["plan"][0]["title_th"]
    assert title.doubt and title.corrected and title.corrected.endswith("เทศบาลตำบลทดสอบ")


def test_the_real_measures(real_document, make_context):
    source = "na_nong_thum_measures_2565"
    found = read_measure_tables(real_document("004"), make_context("5361202", "เทศบาลตำบลนาหนองทุ่ม"))
    keys = {"plan": ("plan_id",), "project": ("project_id",), "project_year": ("project_id", "fiscal_year")}
    for table, key in keys.items():
        result = compare(found, source, table, key)
        print(source, table, result)
        assert not result.missed and not result.invented and not result.wrong, (table, result)
        assert max(result.title_errors, default=0) <= 0.05
    assert found.doubts == []


def test_the_other_real_documents_have_no_such_tables(real_document, make_context):
    for start in ("000", "001", "002", "003"):
        assert read_measure_tables(real_document(start), make_context()).tables == {}, start
