"""Single values, each read by eye in the text of its document: document and line stand beside the value."""

from decimal import Decimal

import pytest

DET_UDOM = "4340701-2566-2570"
PHITSANULOK = "2650101-2565-2565"
DRAFT = "2650101-2566-2570"
BANG_KAO = "5760403-2566-2566"
NA_NONG_THUM = "5361202-2565-2565"
SAMRAN = "5350108-2568-2568"


def _project(plan: str, number: int) -> dict[str, object]:
    return {"project_id": f"{plan}-{number:02}"}


def _planned(plan: str, number: int, year: int) -> dict[str, object]:
    return {**_project(plan, number), "fiscal_year": year}


def _indicator(number: int) -> dict[str, object]:
    return {"org_code": "5361202", "fiscal_year": 2564, "indicator_no": number}


def _target(year: int, metric: str, org_code: str = "4340701") -> dict[str, object]:
    return {"org_code": org_code, "fiscal_year": year, "metric_code": metric}


def _control(step: int, number: int) -> dict[str, object]:
    return {"plan_id": DET_UDOM, "step_no": step, "control_no": number}


BAHT = Decimal
VALUES = [
    # --- document 000, Det Udom: place, table, where, column, value
    ("000:20", "plan", {"plan_id": DET_UDOM}, "stated_project_count", 62),
    ("000:8", "plan", {"plan_id": DET_UDOM}, "first_fiscal_year", 2566),
    ("000:8", "plan", {"plan_id": DET_UDOM}, "last_fiscal_year", 2570),
    ("000:113", "project_year", _planned(DET_UDOM, 1, 2566), "budget_baht", BAHT(50_000)),
    ("000:113", "project_year", _planned(DET_UDOM, 1, 2570), "budget_baht", BAHT(50_000)),
    ("000:114", "project_year", _planned(DET_UDOM, 2, 2566), "budget_baht", BAHT(0)),
    ("000:120", "project_year", _planned(DET_UDOM, 8, 2568), "budget_baht", BAHT(10_000)),
    (
        "000:120",
        "project_year",
        _planned(DET_UDOM, 8, 2568),
        "title_th",
        "โครงการบุคลากรต้นแบบ ด้าน “บริการเป็นเลิศ”",
    ),
    ("000:125", "project_year", _planned(DET_UDOM, 10, 2569), "mission_no", "1.2"),
    ("000:131", "project_year", _planned(DET_UDOM, 16, 2567), "budget_baht", BAHT(50_000)),
    (
        "000:1121",
        "project_year",
        _planned(DET_UDOM, 16, 2567),
        "responsible_unit",
        "กองการศึกษา เทศบาลเมืองเดชอุดม",
    ),
    ("000:132", "project_year", _planned(DET_UDOM, 17, 2566), "title_th", "โครงการประกวดคำขวัญต่อต้านการทุจริต"),
    ("000:139", "project_year", _planned(DET_UDOM, 23, 2566), "title_th", "มาตรการ NO Gift Policy"),
    ("000:139", "project_year", _planned(DET_UDOM, 23, 2566), "kind", "measure"),
    ("000:138", "project_year", _planned(DET_UDOM, 23, 2566), "mission_no", "2.2"),
    ("000:148", "project_year", _planned(DET_UDOM, 43, 2568), "budget_baht", BAHT(30_000)),
    ("000:3884", "project_year", _planned(DET_UDOM, 59, 2566), "budget_baht", BAHT(30_000)),
    ("000:3938", "project_year", _planned(DET_UDOM, 60, 2566), "budget_baht", BAHT(0)),
    (
        "000:3942",
        "project_year",
        _planned(DET_UDOM, 60, 2566),
        "responsible_unit",
        "สำนักปลัดเทศบาล เทศบาลเมืองเดชอุดม",
    ),
    ("000:163", "project_year", _planned(DET_UDOM, 61, 2566), "mission_no", "4.3"),
    ("000:93", "target", _target(2566, "ita_score"), "target_value", 65.0),
    ("000:93", "target", _target(2568, "ita_score"), "target_value", 75.0),
    ("000:93", "target", _target(2570, "ita_score"), "target_value", 85.0),
    ("000:92", "target", _target(2566, "case_reduction"), "target_value", 0.1),
    ("000:92", "target", _target(2569, "case_reduction"), "target_value", 0.4),
    ("000:92", "target", _target(2570, "case_reduction"), "baseline_fiscal_year", 2565),
    ("000:58", "risk", {"risk_id": f"{DET_UDOM}-r04"}, "process_step", "การบริหารงานบุคคล"),
    ("000:58", "risk", {"risk_id": f"{DET_UDOM}-r04"}, "level_code", "medium"),
    ("000:61", "risk", {"risk_id": f"{DET_UDOM}-r05"}, "level_code", "high"),
    ("000:61", "risk", {"risk_id": f"{DET_UDOM}-r06"}, "level_code", "medium"),
    ("000:61", "risk", {"risk_id": f"{DET_UDOM}-r06"}, "risk_event", "นำทรัพย์สินของทางราชการไปใช้ประโยชน์ส่วนตน"),
    ("000:62", "risk", {"risk_id": f"{DET_UDOM}-r08"}, "level_rank", 3),
    ("000:57", "risk_control", _control(1, 6), "control_th", "โครงการเสริมสร้างค่านิยมต่อต้านการทุจริต"),
    ("000:58", "risk_control", _control(2, 2), "control_th", "มาตรการสร้างความโปร่งใสในการบริหารงานบุคคล"),
    ("000:62", "risk_control", _control(4, 1), "control_th", "มาตรการ NO Gift Policy"),
    ("000:62, 139", "risk_control", _control(4, 1), "project_id", f"{DET_UDOM}-23"),
    ("000:62, 120", "risk_control", _control(4, 4), "project_id", f"{DET_UDOM}-08"),
    # --- document 001, Samran
    (
        "001:19",
        "project_year",
        _planned(SAMRAN, 1, 2568),
        "responsible_unit",
        "สำนักปลัดเทศบาล / กองคลัง / กองช่าง",
    ),
    ("001:17", "project_year", _planned(SAMRAN, 1, 2568), "planned_quarters", [1, 2, 3, 4]),
    ("001:35", "project_year", _planned(SAMRAN, 2, 2568), "planned_quarters", [1, 2]),
    ("001:54", "project_year", _planned(SAMRAN, 3, 2568), "planned_quarters", [1, 3]),
    ("001:72", "project_year", _planned(SAMRAN, 4, 2568), "planned_quarters", [2, 3]),
    ("001:64", "project_year", _planned(SAMRAN, 4, 2568), "kind", "project"),
    ("001:92", "project_year", _planned(SAMRAN, 5, 2568), "responsible_unit", "งานนิติการ สำนักปลัดเทศบาล"),
    ("001", "project_year", _planned(SAMRAN, 5, 2568), "budget_baht", None),
    ("001:21", "result", {"result_id": f"{SAMRAN}-o01"}, "value", 5.0),
    ("001:23", "result", {"result_id": f"{SAMRAN}-o02"}, "value", 30.0),
    ("001:23", "result", {"result_id": f"{SAMRAN}-o02"}, "unit_th", "ร้อยละ"),
    ("001:76", "result", {"result_id": f"{SAMRAN}-o05"}, "value", 350.0),
    ("001:94", "result", {"result_id": f"{SAMRAN}-o06"}, "value", 24.0),
    ("001:41", "case_count", {"org_code": "5350108", "fiscal_year": 2568, "kind": "complaint"}, "count", 0),
    # --- document 002, Phitsanulok, the plan of 2565 and its report
    ("002:177", "plan", {"plan_id": PHITSANULOK}, "stated_project_count", 38),
    ("002:182", "project_year", _planned(PHITSANULOK, 1, 2565), "budget_baht", BAHT(55_745)),
    ("002:182", "project_year", _planned(PHITSANULOK, 1, 2565), "planned_quarters", [1]),
    ("002:186", "project_year", _planned(PHITSANULOK, 5, 2565), "dimension_no", 3),
    ("002:200", "project_year", _planned(PHITSANULOK, 15, 2565), "budget_baht", BAHT(10_400)),
    ("002:203", "project_year", _planned(PHITSANULOK, 18, 2565), "planned_quarters", [3, 4]),
    ("002:210", "project_year", _planned(PHITSANULOK, 25, 2565), "budget_baht", BAHT(15_000)),
    ("002:216", "project_year", _planned(PHITSANULOK, 27, 2565), "title_th", "กิจกรรมการจัดวางระบบควบคุมภายใน"),
    ("002:220", "project_year", _planned(PHITSANULOK, 31, 2565), "planned_quarters", [1, 2, 3, 4]),
    ("002:227", "project_year", _planned(PHITSANULOK, 38, 2565), "budget_baht", BAHT(150_000)),
    ("002:243", "status_report", _planned(PHITSANULOK, 1, 2565), "disbursed_baht", BAHT(17_385)),
    ("002:243", "status_report", _planned(PHITSANULOK, 1, 2565), "status_code", "completed"),
    ("002:244", "status_report", _planned(PHITSANULOK, 2, 2565), "disbursed_baht", BAHT(40_000)),
    ("002:249", "status_report", _planned(PHITSANULOK, 7, 2565), "status_code", "in_progress"),
    ("002:267", "status_report", _planned(PHITSANULOK, 15, 2565), "disbursed_baht", BAHT(3_500)),
    ("002:270", "status_report", _planned(PHITSANULOK, 18, 2565), "status_code", "in_progress"),
    ("002:281", "status_report", _planned(PHITSANULOK, 25, 2565), "status_code", "awaiting_report"),
    ("002:281", "status_report", _planned(PHITSANULOK, 25, 2565), "disbursed_baht", BAHT(0)),
    ("002:294", "status_report", _planned(PHITSANULOK, 32, 2565), "status_code", "in_progress"),
    ("002:297", "status_report", _planned(PHITSANULOK, 35, 2565), "status_code", "awaiting_report"),
    ("002:309", "status_report", _planned(PHITSANULOK, 38, 2565), "disbursed_baht", BAHT("28256.40")),
    ("002:299", "status_report", _planned(PHITSANULOK, 37, 2565), "status_note", None),
    # --- document 002, the draft plan
    ("002:545", "plan", {"plan_id": DRAFT}, "stated_project_count", 37),
    ("002:531", "plan", {"plan_id": DRAFT}, "is_draft", True),
    ("002:551", "project_year", _planned(DRAFT, 3, 2566), "budget_baht", BAHT(72_240)),
    ("002:553", "project_year", _planned(DRAFT, 5, 2570), "budget_baht", BAHT(10_400)),
    ("002:555", "project_year", _planned(DRAFT, 7, 2568), "budget_baht", BAHT(50_000)),
    ("002:556", "project_year", _planned(DRAFT, 8, 2566), "planned_quarters", [2, 4]),
    ("002:556", "project_year", _planned(DRAFT, 8, 2566), "responsible_unit", "รร.ศรีอินฯ"),
    ("002:562", "project_year", _planned(DRAFT, 10, 2567), "planned_quarters", [1, 2, 3, 4]),
    ("002:576", "project_year", _planned(DRAFT, 24, 2566), "mission_no", "2.3"),
    ("002:580", "project_year", _planned(DRAFT, 28, 2566), "planned_quarters", [1]),
    ("002:588", "project_year", _planned(DRAFT, 31, 2566), "responsible_unit", "หน่วยตรวจสอบฯ"),
    ("002:1495", "target", _target(2567, "ita_score", "2650101"), "target_value", 85.0),
    # --- document 003, Bang Kao
    ("003:7", "project_year", _planned(BANG_KAO, 1, 2566), "planned_quarters", [1, 2]),
    ("003:7", "project_year", _planned(BANG_KAO, 1, 2566), "responsible_unit", "งานนิติการ"),
    ("003:25", "project_year", _planned(BANG_KAO, 10, 2566), "planned_quarters", [3]),
    ("003:26", "project_year", _planned(BANG_KAO, 11, 2566), "responsible_unit", "งานการศึกษา"),
    ("003:36", "project_year", _planned(BANG_KAO, 15, 2566), "title_th", "มาตรการ NO Gift Policy"),
    ("003:36", "project_year", _planned(BANG_KAO, 15, 2566), "budget_baht", BAHT(0)),
    ("003:42", "project_year", _planned(BANG_KAO, 17, 2566), "responsible_unit", "กองคลัง"),
    ("003:47", "project_year", _planned(BANG_KAO, 20, 2566), "title_th", "กิจกรรมการใช้บัตรคิวในการติดต่อราชการ"),
    ("003:57", "project_year", _planned(BANG_KAO, 24, 2566), "planned_quarters", [1]),
    ("003:67", "project_year", _planned(BANG_KAO, 28, 2566), "title_th", "โครงการจัดเวทีประชาคม"),
    ("003:87", "project_year", _planned(BANG_KAO, 33, 2566), "kind", "activity"),
    ("003:90", "project_year", _planned(BANG_KAO, 34, 2566), "responsible_unit", "งานตรวจสอบภายใน"),
    ("003:103", "project_year", _planned(BANG_KAO, 39, 2566), "planned_quarters", [1]),
    # --- document 004, Na Nong Thum
    ("004:33", "ita_indicator", _indicator(1), "score", BAHT("86.78")),
    ("004:35", "ita_indicator", _indicator(2), "score_as_printed", BAHT("37.69")),
    ("004:36", "ita_indicator", _indicator(3), "score", BAHT("83.16")),
    ("004:37", "ita_indicator", _indicator(4), "score", BAHT("78.68")),
    ("004:38", "ita_indicator", _indicator(5), "score_as_printed", BAHT("37.10")),
    ("004:40", "ita_indicator", _indicator(6), "score", BAHT("81.45")),
    ("004:40", "ita_indicator", _indicator(6), "instrument_code", "eit"),
    ("004:42", "ita_indicator", _indicator(8), "score_as_printed", BAHT("38.00")),
    ("004:44", "ita_indicator", _indicator(9), "score", BAHT("45.41")),
    ("004:46", "ita_indicator", _indicator(10), "score", BAHT("56.25")),
    ("004:46", "ita_indicator", _indicator(10), "is_corrected", False),
    ("004:21", "ita_result", {"org_code": "5361202", "fiscal_year": 2564}, "total_stated", BAHT("68.42")),
    ("004:59", "project_year", _planned(NA_NONG_THUM, 2, 2565), "title_th", "การประชุมประจำเดือนอย่างสม่ำเสมอ"),
    ("004:134", "project_year", _planned(NA_NONG_THUM, 3, 2565), "planned_quarters", None),
    ("004:134", "project_year", _planned(NA_NONG_THUM, 3, 2565), "responsible_unit", "ผู้บริหารท้องถิ่น"),
    ("004:136", "project_year", _planned(NA_NONG_THUM, 6, 2565), "responsible_unit", "ทุกส่วนราชการ"),
    ("004:140", "project_year", _planned(NA_NONG_THUM, 10, 2565), "planned_quarters", [2, 3]),
    ("004:104", "project_year", _planned(NA_NONG_THUM, 13, 2565), "mission_no", "4.1"),
    ("004:121", "project_year", _planned(NA_NONG_THUM, 15, 2565), "dimension_no", 4),
    # --- the register that the organisations are known by
    ("register", "organisation", {"org_code": "4340701"}, "full_name_th", "เทศบาลเมืองเดชอุดม"),
    ("register", "organisation", {"org_code": "2650101"}, "short_name_th", "อบจ.พิษณุโลก"),
    ("register", "organisation", {"org_code": "5350108"}, "province_th", "ยโสธร"),
    ("register", "organisation", {"org_code": "5760403"}, "province_th", "เพชรบุรี"),
    ("register", "organisation", {"org_code": "5361202"}, "district_th", "แก้งคร้อ"),
]


@pytest.mark.parametrize(
    ("table", "where", "column", "expected"),
    [value[1:] for value in VALUES],
    ids=[f"{place}-{column}" for place, _, _, column, _ in VALUES],
)
def test_value(seeds, table, where, column, expected):
    condition = " and ".join(f"{name} = ${name}" for name in where)
    rows = seeds.sql(f"select {column} from mart.{table} where {condition}", where).rows()
    assert rows == [(expected,)]


@pytest.mark.parametrize(
    "words",
    ["เนื่องจากไตรมาส 1 - 2", "โควิด - 19", "กลุ่มเป้าหมายไม่สามารถเข้าร่วมโครงการได้", "จึงดำเนินโครงการในไตรมาส 3"],
)
def test_note_of_the_last_project_of_phitsanulok(seeds, words):
    # document 002, line 309
    note = seeds.sql(
        "select status_note from mart.status_report where project_id = '2650101-2565-2565-38'"
    ).item()
    assert words in note
