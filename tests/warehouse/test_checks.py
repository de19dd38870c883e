"""Each check of `sql/checks`: what it finds, what it leaves alone, and how it says so in both languages."""

import pytest

from warehouse.sqlfile import sql_files

ORGANISATION = """org_code,type_code,name_th,province_code,locator
1000001,sao,หนึ่ง,34,o1
1000002,sao,สอง,34,o2
"""
# P has everything, Q states a right count, T numbers its list, S has no sheet at all, N no framework.
PLAN = """plan_id,org_code,kind,framework_code,first_fiscal_year,last_fiscal_year,is_draft,title_th,\
stated_project_count,locator
P,1000001,anti_corruption_plan,2566-2570,2566,2570,false,แผน,12,plan P
Q,1000001,anti_corruption_plan,2566-2570,2566,2570,false,แผน,1,plan Q
S,1000002,anti_corruption_plan,2566-2570,2566,2570,false,แผน,,plan S
T,1000002,anti_corruption_plan,2566-2570,2566,2570,false,แผน,,plan T
N,1000002,transparency_measures,,2566,2566,false,มาตรการ,,plan N
"""
PROJECT = """project_id,plan_id,seq_no,printed_no,dimension_no,mission_no,title_th,sheet_budget_baht,\
sheet_locator,locator
silent,P,1,,1,1.1,หนึ่ง,,sheet 1,list 1
reasoned,P,2,,1,1.2,สอง,,sheet 2,list 2
noted,P,3,,2,2.1,สาม,,sheet 3,list 3
unpaid,P,4,,2,1.3,สี่,100,sheet 4,list 4
free,P,5,,2,9.9,ห้า,,sheet 5,list 5
unsaid,P,6,,,8.8,หก,,sheet 6,list 6
over,P,7,,3,,เจ็ด,999,sheet 7,list 7
exact,P,8,,3,3.1,แปด,100,sheet 8,list 8
late,P,9,,4,4.1,เก้า,,,list 9
lost,P,10,,4,4.2,สิบ,,sheet 10,sheet 10
only,Q,1,,,,เดียว,,sheet 11,list 11
bare,S,1,,,,เปล่า,,,list 12
n1,T,1,1,,,ก,,,list 13
n2,T,2,2,,,ข,,,list 14
n4,T,3,4,,,ค,,,list 15
n4b,T,4,4,,,ง,,,list 16
again,T,5,1,,,จ,,,list 17
unread,T,6,,,,ฉ,,,list 18
after,T,7,2,,,ช,,,list 19
loose,N,1,,4,1.1,ซ,,,list 20
slow,P,11,,4,4.3,สิบเอ็ด,,sheet 12,list 21
"""
PROJECT_YEAR = """project_id,fiscal_year,budget_baht,planned_quarters,locator
silent,2566,0,1,y1
reasoned,2566,0,1,y2
noted,2566,0,1;2,y3
unpaid,2566,100,2,y4
free,2566,0,2,y5
unsaid,2566,50,3,y6
over,2566,1000,3,y7
exact,2566,100,4,y8
late,2567,,,y9
bad,2566,12x,1,y10
slow,2566,,2,y11
loose,2568,,3;1;3,y12
"""
STATUS_REPORT = """project_id,fiscal_year,report_round,status_code,disbursed_baht,reason_code,status_note,\
locator
silent,2566,12,cannot_proceed,,,,r1
reasoned,2566,12,cannot_proceed,,no_budget,,r2
noted,2566,12,cannot_proceed,,,น้ำท่วม นายสมชาย ใจดี แจ้ง,r3
unpaid,2566,12,completed,0,,,r4
unpaid,2566,6,in_progress,0,,,r5
free,2566,12,completed,0,,,r6
unsaid,2566,12,completed,,,,r7
over,2566,12,completed,1000.01,,,r8
exact,2566,12,completed,100,,,r9
late,2566,12,in_progress,,,,r10
slow,2566,12,in_progress,,,,r11
"""
CONTROL_TOTAL = """total_id,plan_id,fiscal_year,measure,dimension_no,quarter,status_code,report_round,value,\
locator
t1,P,2566,project_count,,,,,9,c1
t2,P,,project_count,4,,,,3,c2
t3,P,2566,budget_baht,,,,,1250,c3
t4,P,2566,budget_baht,3,,,,1100.01,c4
t5,P,2566,quarter_count,,1,,,3,c5
t6,P,2566,quarter_count,,4,,,2,c6
t7,P,2566,status_count,,,completed,12,6,c7
t8,P,2566,status_count,,,in_progress,6,1,c8
t9,P,2566,status_count,,,in_progress,12,1,c8
t10,P,2566,disbursed_baht,,,,12,1100.01,c10
t11,P,2569,budget_baht,,,,,10,c11
t12,P,2566,quarter_count,,,,,3,c12
t13,P,2566,status_count,,,,12,9,c13
"""
ITA_RESULT = """org_code,fiscal_year,iit_stated,eit_stated,oit_stated,total_stated,level_stated,locator
1000001,2564,,,,83,B,i1
1000001,2565,,,,83,A,i2
1000001,2566,,,,90,ผ่านดี,i3
1000001,2567,90,90,90,90,ผ่านดี,i4
1000001,2568,90,90,90,90,good,i5
1000001,2569,90,90,90,90,,i6
1000002,2564,,,,84,,i7
1000002,2565,,,,83.004,,i8
"""
# 90 · 0.3 + 80 · 0.3 + 80 · 0.4 = 83
TEN = [80, 85, 90, 95, 100, 70, 80, 90, 60, 100]
ITA_INDICATOR = "org_code,fiscal_year,indicator_no,score,locator\n" + "".join(
    f"1000002,{year},{number},{score},s{number}\n"
    for year in (2564, 2565)
    for number, score in enumerate(TEN, 1)
)
# 2561 used another instrument, of which no indicator is known.
ITA_INDICATOR += "1000001,2561,1,50,s61\n1000001,2561,2,60,s62\n"
TARGET = """org_code,fiscal_year,metric_code,target_value,locator
1000001,2570,ita_score,85,g1
1000001,2570,ita_points,85,g2
"""
CORRECTIONS = """table,key,column,printed,corrected,reason,evidence
project,exact,title_th,แปด,๘,misread word,line 9
"""


@pytest.fixture(scope="module")
def warehouse(build_texts):
    return build_texts(
        organisation=ORGANISATION,
        plan=PLAN,
        project=PROJECT,
        project_year=PROJECT_YEAR,
        status_report=STATUS_REPORT,
        control_total=CONTROL_TOTAL,
        ita_result=ITA_RESULT,
        ita_indicator=ITA_INDICATOR,
        target=TARGET,
        corrections=CORRECTIONS,
    )


def _found(warehouse, rule, columns, locator=None):
    return warehouse.sql(
        f"""select {columns} from mart.finding
            where rule_code = $rule and ($locator is null or locator = $locator)
            order by locator, project_id, message_en""",
        {"rule": rule, "locator": locator},
    ).rows()


WHERE = {
    # rule: every place that it finds, and none beside
    "cannot_proceed_without_reason": ["r1"],
    "completed_without_disbursement": ["r4"],
    "control_total": ["c1", "c10", "c11", "c12", "c13", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c8"],
    "correction_applied": ["list 8"],
    "disbursed_above_budget": ["r8"],
    "ita_of_unknown_scheme": ["s61"],
    "ita_level": ["i1", "i2", "i4", "i5"],
    "ita_total": ["i7", "i8"],
    "unknown_metric": ["g2"],
    "year_outside_plan": ["y12"],
    "repeated_quarter": ["y12"],
    "missing_in_list": ["sheet 10"],
    "name_of_person": ["r3"],
    "missing_sheet": ["list 9"],
    "mission_of_other_dimension": ["list 4", "list 5", "list 6"],
    "numbering": ["list 15", "list 16"],
    "rejected_row": ["y10"],
    "report_without_plan": ["r10"],
    "sheet_budget": ["sheet 7"],
    "stated_project_count": ["plan P", "plan Q"],
}


def test_every_check_has_a_case():
    assert set(WHERE) == set(sql_files("checks"))


@pytest.mark.parametrize("rule", WHERE)
def test_check_finds_these_places_and_no_other(warehouse, rule):
    assert [place for (place,) in _found(warehouse, rule, "locator")] == WHERE[rule]


VALUES = [
    # rule, locator, (severity, resolution, printed, computed)
    ("cannot_proceed_without_reason", "r1", ("warning", "open", "cannot_proceed", None)),
    ("completed_without_disbursement", "r4", ("warning", "open", "0", "100")),
    ("control_total", "c1", ("agreement", "agrees", "9", "9")),
    ("control_total", "c2", ("warning", "open", "3", "2")),
    ("control_total", "c3", ("agreement", "agrees", "1,250", "1,250")),
    ("control_total", "c4", ("warning", "open", "1,100.01", "1,100")),
    ("control_total", "c5", ("agreement", "agrees", "3", "3")),
    ("control_total", "c6", ("warning", "open", "2", "1")),
    ("control_total", "c7", ("warning", "open", "6", "5")),
    ("control_total", "c10", ("agreement", "agrees", "1,100.01", "1,100.01")),
    ("control_total", "c11", ("warning", "open", "10", None)),
    ("correction_applied", "list 8", ("notice", "corrected", "แปด", "๘")),
    ("disbursed_above_budget", "r8", ("warning", "open", "1,000.01", "1,000")),
    ("ita_level", "i1", ("agreement", "agrees", "B", "B")),
    ("ita_level", "i2", ("warning", "open", "A", "B")),
    ("ita_level", "i4", ("agreement", "agrees", "ผ่านดี", "good")),
    ("ita_level", "i5", ("agreement", "agrees", "good", "good")),
    ("ita_total", "i7", ("warning", "open", "84.00", "83.00")),
    ("ita_total", "i8", ("agreement", "agrees", "83.00", "83.00")),
    ("ita_of_unknown_scheme", "s61", ("warning", "open", "2", None)),
    ("unknown_metric", "g2", ("warning", "open", "ita_points", None)),
    ("year_outside_plan", "y12", ("warning", "open", "2568", "2566-2566")),
    ("repeated_quarter", "y12", ("notice", "open", "3;1;3", "1;3")),
    ("missing_in_list", "sheet 10", ("notice", "open", None, None)),
    ("missing_sheet", "list 9", ("notice", "open", None, None)),
    ("mission_of_other_dimension", "list 4", ("warning", "open", "1.3", "1")),
    ("mission_of_other_dimension", "list 5", ("warning", "open", "9.9", None)),
    ("mission_of_other_dimension", "list 6", ("warning", "open", "8.8", None)),
    ("numbering", "list 15", ("notice", "open", "4", "3")),
    ("numbering", "list 16", ("notice", "open", "4", "5")),
    ("rejected_row", "y10", ("error", "rejected", "12x", "not_a_number")),
    ("report_without_plan", "r10", ("warning", "open", "in_progress", None)),
    ("sheet_budget", "sheet 7", ("warning", "open", "1,000", "999")),
    ("stated_project_count", "plan P", ("warning", "open", "12", "11")),
    ("stated_project_count", "plan Q", ("agreement", "agrees", "1", "1")),
]


@pytest.mark.parametrize(("rule", "locator", "expected"), VALUES)
def test_values(warehouse, rule, locator, expected):
    columns = "severity, resolution, printed_value, computed_value"
    assert _found(warehouse, rule, columns, locator) == [expected]


MESSAGES = [
    (
        "cannot_proceed_without_reason",
        "r1",
        "โครงการลำดับ 1 ไม่สามารถดำเนินการได้ แต่ไม่บอกเหตุผล",
        "Project no. 1 cannot proceed, and no reason is given.",
    ),
    (
        "completed_without_disbursement",
        "r4",
        "โครงการลำดับ 4 แล้วเสร็จแต่ไม่เบิกจ่ายเลย ทั้งที่มีงบประมาณ 100 บาท",
        "Project no. 4 is completed without a baht disbursed of its budget of 100.",
    ),
    (
        "control_total",
        "c4",
        "ยอดที่พิมพ์ไม่ตรงกับรายการ: งบประมาณ (บาท) มิติ 3 ปี 2566 พิมพ์ 1,100.01 นับได้ 1,100",
        "The printed total does not follow from its rows: budget in baht, dimension 3, year 2566, "
        "printed 1,100.01, counted 1,100",
    ),
    (
        "control_total",
        "c5",
        "ยอดที่พิมพ์ตรงกับรายการ: โครงการในไตรมาส 1 ปี 2566 พิมพ์ 3 นับได้ 3",
        "The printed total follows from its rows: projects in quarter 1, year 2566, printed 3, counted 3",
    ),
    (
        "correction_applied",
        "list 8",
        "แก้ไข project.title_th ของ exact ตามหลักฐานในเอกสาร",
        "Corrected project.title_th of exact by the evidence of the document",
    ),
    (
        "disbursed_above_budget",
        "r8",
        "โครงการลำดับ 7 เบิกจ่าย 1,000.01 บาท เกินงบประมาณ 1,000 บาท",
        "Project no. 7 disbursed 1,000.01 baht, above its budget of 1,000.",
    ),
    (
        "ita_level",
        "i4",
        "เอกสารระบุระดับ ผ่านดี คะแนนให้ระดับ ผ่านดี",
        "The document states level ผ่านดี; the scores give good.",
    ),
    (
        "ita_total",
        "i7",
        "คะแนน ITA ที่เอกสารระบุ 84.00 คำนวณจากตัวชี้วัดได้ 83.00",
        "The stated ITA total is 84.00; the indicators give 83.00.",
    ),
    (
        "missing_in_list",
        "sheet 10",
        "โครงการลำดับ 10 มีแบบรายละเอียด แต่ชื่อในรายการหายไป ใช้ชื่อจากแบบรายละเอียด",
        "The list has lost the title of project no. 10; its detail sheet gives it.",
    ),
    (
        "missing_sheet",
        "list 9",
        "โครงการลำดับ 9 อยู่ในรายการแต่ไม่มีแบบรายละเอียด",
        "Project no. 9 stands in the list but has no detail sheet.",
    ),
    (
        "mission_of_other_dimension",
        "list 4",
        "โครงการลำดับ 4: ภารกิจ 1.3 ไม่อยู่ในมิติ 2 ของกรอบแผน",
        "Project no. 4: mission 1.3 is not part of dimension 2 of the framework.",
    ),
    (
        "mission_of_other_dimension",
        "list 6",
        "โครงการลำดับ 6: ภารกิจ 8.8 ไม่อยู่ในมิติ – ของกรอบแผน",
        "Project no. 6: mission 8.8 is not part of dimension – of the framework.",
    ),
    (
        "numbering",
        "list 15",
        "เลขที่พิมพ์ 4 ต่อจาก 2: ควรเป็น 3",
        "The printed number 4 follows 2; 3 was expected.",
    ),
    (
        "report_without_plan",
        "r10",
        "โครงการลำดับ 9 มีรายงานปี 2566 แต่แผนไม่มีโครงการนี้ในปีนั้น",
        "Project no. 9 is reported for 2566, a year that it is not planned for.",
    ),
    (
        "sheet_budget",
        "sheet 7",
        "โครงการลำดับ 7 ปี 2566: รายการพิมพ์ 1,000 บาท แบบรายละเอียดพิมพ์ 999 บาท",
        "Project no. 7, 2566: the list prints 1,000 baht, the sheet 999.",
    ),
    (
        "stated_project_count",
        "plan P",
        "แผนระบุ 12 โครงการ พบในรายการ 11",
        "The plan states 12 projects, the list has 11.",
    ),
]


@pytest.mark.parametrize(("rule", "locator", "thai", "english"), MESSAGES)
def test_messages(warehouse, rule, locator, thai, english):
    assert _found(warehouse, rule, "message_th, message_en", locator) == [(thai, english)]


def test_message_of_a_rejected_row_names_its_place(warehouse):
    [(thai, english)] = _found(warehouse, "rejected_row", "message_th, message_en")
    place = "hand_made/project_year.csv:11 budget_baht — "
    assert thai.startswith(place)
    assert english.startswith(place)
    assert thai != english


def test_totals_of_two_rounds_on_one_line_are_two_findings(warehouse):
    assert _found(warehouse, "control_total", "message_en", "c8") == [
        (
            'The printed total follows from its rows: projects with status "In progress", year 2566, '
            "12-month round, printed 1, counted 1",
        ),
        (
            'The printed total follows from its rows: projects with status "In progress", year 2566, '
            "6-month round, printed 1, counted 1",
        ),
    ]


@pytest.mark.parametrize(
    ("locator", "label"), [("c12", "projects in quarter –"), ("c13", 'projects with status "–"')]
)
def test_total_that_does_not_say_of_what_still_has_a_message(warehouse, locator, label):
    [(message,)] = _found(warehouse, "control_total", "message_en", locator)
    assert label in message


@pytest.mark.parametrize(
    ("rule", "locator", "owner"),
    [
        ("disbursed_above_budget", "r8", ("1000001", 2566, "over")),
        ("control_total", "c1", ("1000001", 2566, None)),
        ("ita_total", "i7", ("1000002", 2564, None)),
        ("stated_project_count", "plan P", ("1000001", None, None)),
        ("correction_applied", "list 8", ("1000001", None, "exact")),
        ("numbering", "list 15", ("1000002", None, "n4")),
    ],
)
def test_finding_says_whose_it_is(warehouse, rule, locator, owner):
    columns = "source_id, org_code, fiscal_year, project_id"
    assert _found(warehouse, rule, columns, locator) == [("hand_made", *owner)]


@pytest.mark.parametrize("check", sorted(sql_files("checks")))
def test_title_in_both_languages(check):
    header = sql_files("checks")[check].header
    assert header["title_th"]
    assert header["title_en"]
    assert header["title_th"] != header["title_en"]


def test_finding_keeps_its_id_from_build_to_build(warehouse, build_texts):
    again = build_texts(
        organisation=ORGANISATION,
        plan=PLAN,
        project=PROJECT,
        project_year=PROJECT_YEAR,
        status_report=STATUS_REPORT,
        ita_result=ITA_RESULT,
    )
    ids = """select finding_id from mart.finding
             where rule_code in ('numbering', 'disbursed_above_budget') order by 1"""
    assert warehouse.sql(ids).rows() == again.sql(ids).rows()
    assert again.sql(ids).height == 3
