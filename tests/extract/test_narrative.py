"""Narrative reports: measures in labelled paragraphs, in other words and orders."""

from measure_documents import compare, doubts, text_document, values

from etl.extract.measures.narrative import TITLE_FROM_HEADING, UNCLEAR_BUDGET, read_narratives

HEADING = "รายงานผลการดำเนินการตามมาตรการส่งเสริมความโปร่งใส เทศบาลตำบลทดสอบ ปีงบประมาณ พ.ศ. ๒๕๖๗\n"
TWO = (
    HEADING
    + """
รายงานนี้สรุปผล ๒ มาตรการ ดังนี้

๑. มาตรการป้องกันการรับสินบน
โครงการ/กิจกรรม: โครงการประกาศเจตนารมณ์
ขั้นตอน:
๑. จัดประชุม
๒. มาตรการลงโทษ
ช่วงระยะเวลาในการดำเนินการ: พฤศจิกายน ๒๕๖๖ – มีนาคม ๒๕๖๗
ผู้รับผิดชอบ: สำนักปลัด
ผลการดำเนินการ (Output): จัดอบรม จำนวน ๒ ครั้ง มีผู้เข้าร่วม ๑,๒๕๐ คน
ผลลัพธ์ (Outcome): ในปี ๒๕๖๗ ไม่พบเรื่องร้องเรียนการทุจริต

๒. มาตรการเปิดเผยข้อมูล
โครงการ/กิจกรรม: กิจกรรมปรับปรุงเว็บไซต์
ช่วงระยะเวลาในการดำเนินการ: ตลอดปีงบประมาณ
ผู้รับผิดชอบ: กองคลัง
ผลการดำเนินการ (Output): เผยแพร่ข้อมูล ร้อยละ ๙๕.๕ ของรายการ
ผลลัพธ์ (Outcome): ประชาชนเชื่อมั่น
"""
)


def read(text, make_context):
    return read_narratives(text_document(text), make_context())


def test_measures_with_their_periods_units_and_results(make_context):
    found = read(TWO, make_context)
    assert values(found, "project", "printed_no", "kind", "title_th", "responsible_unit", "locator") == [
        ("1", "project", "โครงการประกาศเจตนารมณ์", "สำนักปลัด", "line 6"),
        ("2", "activity", "กิจกรรมปรับปรุงเว็บไซต์", "กองคลัง", "line 16"),
    ]
    assert values(found, "project_year", "fiscal_year", "budget_baht", "planned_quarters") == [
        ("2567", "", "1;2"),
        ("2567", "", "1;2;3;4"),
    ]
    assert values(found, "result", "value", "unit_th") == [("2", "ครั้ง"), ("1250", "คน"), ("95.5", "ร้อยละ")]
    assert values(found, "case_count", "fiscal_year", "kind", "count", "locator") == [
        ("2567", "complaint", "0", "line 13")
    ]
    assert values(found, "control_total", "value", "locator") == [("2", "line 3")]
    assert values(found, "plan", "kind", "first_fiscal_year", "stated_project_count") == [
        ("transparency_measures", "2567", "2")
    ]


def test_names_of_results_and_counts_of_cases_are_flagged(make_context):
    found = read(TWO, make_context)
    assert all(row["result_th"].doubt for row in found.tables["result"])
    assert all(row["count"].doubt for row in found.tables["case_count"])
    assert all(len(row["result_th"].value) <= 60 for row in found.tables["result"])


def test_other_words_other_order_and_arabic_digits(make_context):
    found = read(
        """รายงานผลการดำเนินงานตามมาตรการป้องกันการทุจริต ปีงบประมาณ 2566
มาตรการที่ 1 การจัดซื้อจัดจ้าง
หน่วยงานที่รับผิดชอบ : กองคลัง
ระยะเวลาดำเนินการ : ม.ค. - มี.ค. 66
ชื่อโครงการ : โครงการตรวจสอบพัสดุ
งบประมาณ : 12,500 บาท
ผลผลิต : ตรวจสอบพัสดุ 40 รายการ
มาตรการที่ 2 การเรี่ยไร
หน่วยงานที่รับผิดชอบ : สำนักปลัด
ระยะเวลาดำเนินการ : ไตรมาสที่ 2 - 3
ชื่อโครงการ : กิจกรรมงดรับของขวัญ
งบประมาณ : ไม่ใช้งบประมาณ
ผลผลิต : จัดทำประกาศ 1 ฉบับ""",
        make_context,
    )
    assert values(found, "project", "title_th", "responsible_unit") == [
        ("โครงการตรวจสอบพัสดุ", "กองคลัง"),
        ("กิจกรรมงดรับของขวัญ", "สำนักปลัด"),
    ]
    assert values(found, "project_year", "budget_baht", "planned_quarters") == [
        ("12500.00", "2"),
        ("0.00", "2;3"),
    ]
    assert values(found, "result", "value", "unit_th") == [("40", "รายการ"), ("1", "ฉบับ")]


def test_english_headings(make_context):
    found = read(
        """Report on transparency measures, FY 2024
1. Measure against gifts
Project/activity: Project on no gifts
Period: Oct 2023 to March 2024
Responsible unit: Office of the clerk
Output: trained 120 people""",
        make_context,
    )
    assert values(found, "project", "kind", "title_th", "responsible_unit") == [
        ("project", "Project on no gifts", "Office of the clerk")
    ]
    assert values(found, "project_year", "fiscal_year", "planned_quarters") == [("2567", "1;2")]
    assert values(found, "result", "value", "unit_th") == [("120", "people")]


def test_misread_labels_and_labels_alone_on_their_line(make_context):
    found = read(
        HEADING
        + """
๑. มาตราการส่งเสริมคุณธรรม
โครงการ/กิจกรม: โครงการอบรมจริยธรรม
ช่วงระยะเวลในการดำเนินการ: กรกฏาคม ๒๕๖๗
ผู้รับผิดซอบ: กองการศึกษา
ผลการดำเนินกร (Output):
อบรมแล้ว ๓๕ คน
""",
        make_context,
    )
    assert values(found, "project", "title_th", "responsible_unit") == [("โครงการอบรมจริยธรรม", "กองการศึกษา")]
    assert values(found, "project_year", "planned_quarters") == [("4",)]
    assert found.tables["project_year"][0]["planned_quarters"].doubt
    assert values(found, "result", "value", "unit_th", "locator") == [("35", "คน", "line 8")]


def test_expected_results_and_numbers_that_name_are_no_results(make_context):
    found = read(
        HEADING
        + """
๑. มาตรการหนึ่ง
โครงการ/กิจกรรม: โครงการหนึ่ง
เป้าหมาย: ๑๐๐ คน
ผลที่คาดว่าจะได้รับ: อบรม ๕๐ คน
ผลการดำเนินการ: ดำเนินการตามข้อ ๕ ครั้งที่ ๒ ของปี ๒๕๖๗ ตามมาตรา ๙ และวันที่ ๓ เมษายน อบรมได้ ๔๘ คน
""",
        make_context,
    )
    assert values(found, "result", "value", "unit_th") == [("48", "คน")]


def test_numbers_of_complaints(make_context):
    def cases(sentence):
        text = f"{HEADING}\n๑. มาตรการจัดการเรื่องร้องเรียนการทุจริต\nโครงการ: โครงการหนึ่ง\nผลลัพธ์: {sentence}\n"
        found = read(text, make_context)
        return values(found, "case_count", "kind", "count"), values(found, "result", "value", "unit_th")

    assert cases("พบเรื่องร้องเรียนการทุจริต จำนวน ๓ เรื่อง") == ([("complaint", "3")], [])
    assert cases("ไม่มีคดีทุจริต") == ([("case", "0")], [])
    assert cases("หากไม่พบเรื่องร้องเรียนให้รายงาน")[0] == []
    assert cases("มีเรื่องร้องเรียนลดลง ๕ เรื่อง")[0] == []


def test_no_names_of_persons(make_context):
    found = read(
        HEADING
        + """
๑. มาตรการหนึ่ง
โครงการ/กิจกรรม: โครงการหนึ่ง
ผู้รับผิดชอบ: นายสมมุติ ทดลองดี นักวิชาการ สำนักปลัด
ผลการดำเนินการ: นางสาวสมหญิง ทดลองดี อบรม ๔๘ คน
""",
        make_context,
    )
    texts = [text for rows in found.tables.values() for row in rows for read in row.values()
             for text in (read.value, read.printed)]  # fmt: skip
    assert not any("สมมุติ" in text or "สมหญิง" in text or "ทดลองดี" in text for text in texts)
    assert values(found, "project", "responsible_unit") == [("นักวิชาการ สำนักปลัด",)]
    assert (
        "นายช่างโยธา"
        in read(TWO.replace("กองคลัง", "นายช่างโยธา"), make_context)
        .tables["project"][1]["responsible_unit"]
        .value
    )


def test_several_projects_of_a_measure_and_a_measure_without_one(make_context):
    found = read(
        HEADING
        + """
๑. มาตรการหนึ่ง
โครงการ/กิจกรรม:
๑) โครงการหนึ่ง
๒) กิจกรรมสอง
ผู้รับผิดชอบ: กองคลัง
งบประมาณ: ตามข้อบัญญัติ
ผลการดำเนินการ: จัดทำแล้ว
๒. มาตรการสอง
ผู้รับผิดชอบ: กองช่าง
ผลการดำเนินการ: จัดทำแล้ว
""",
        make_context,
    )
    assert values(found, "project", "printed_no", "title_th", "responsible_unit") == [
        ("1", "โครงการหนึ่ง", "กองคลัง"),
        ("1", "กิจกรรมสอง", "กองคลัง"),
        ("2", "มาตรการสอง", "กองช่าง"),
    ]
    assert TITLE_FROM_HEADING in doubts(found)
    assert UNCLEAR_BUDGET in doubts(found)


def test_a_wrong_stated_count_is_flagged(make_context):
    found = read(TWO.replace("๒ มาตรการ ดังนี้", "๗ มาตรการ ดังนี้"), make_context)
    assert found.tables["control_total"][0]["value"].value == "7"
    assert found.tables["control_total"][0]["value"].doubt


def test_other_documents_give_nothing(make_context):
    assert read("", make_context).tables == {}
    assert read("บันทึกข้อความ\nเรื่อง ขออนุมัติ", make_context).tables == {}


def test_the_real_report(real_document, make_context):
    source = "samran_measures_2568"
    found = read_narratives(real_document("001"), make_context("5350108", "เทศบาลตำบลสำราญ"))
    keys = {
        "plan": ("plan_id",), "project": ("project_id",), "project_year": ("project_id", "fiscal_year"),
        "result": ("result_id",), "case_count": ("org_code", "fiscal_year", "kind"), "control_total": ("total_id",),
    }  # fmt: skip
    for table, key in keys.items():
        result = compare(found, source, table, key)
        print(source, table, result)
        assert not result.missed and not result.invented and not result.wrong, (table, result)
        assert max(result.title_errors, default=0) <= 0.05


def test_the_other_real_documents_are_no_narratives(real_document, make_context):
    for start in ("000", "002", "003", "004"):
        assert read_narratives(real_document(start), make_context()).tables == {}, start
