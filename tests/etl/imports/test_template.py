"""The forms that go out: sheets, rows, lists, locks and notes, and that LibreOffice keeps them as they are."""

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from form_files import DET_UDOM, DET_UDOM_PLAN, PHITSANULOK, SAMRAN, form_bytes, opened
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from etl.imports.forms.declare import Form
from etl.imports.forms.read_form import is_form, read_form
from etl.imports.forms.template import template_name, write_template
from etl.imports.receive import receive
from etl.problems import InputError
from etl.schemas import vocabulary as v
from warehouse.reader import Warehouse

REPORT_HEADINGS = [
    "รหัสโครงการ",
    "ลำดับ",
    "มิติ",
    "ชื่อ",
    "ผู้รับผิดชอบ",
    "ไตรมาสที่วางแผน",
    "งบประมาณ (บาท)",
    "สถานะ",
    "เบิกจ่าย (บาท)",
    "วันที่รายงาน",
    "เหตุที่ดำเนินการไม่ได้",
    "หมายเหตุ",
]
COMPLETED, IN_PROGRESS, AWAITING = "ดำเนินการแล้วเสร็จ", "อยู่ระหว่างดำเนินการ", "รอรายงาน"


def column(book: Workbook, sheet: str, letter: str) -> list[object]:
    return [cell.value for cell in book[sheet][letter][1:]]


def drop_down(book: Workbook, sheet: str, cell: str) -> list[object]:
    """The entries of the list that a cell chooses from."""
    rules = book[sheet].data_validations.dataValidation
    (rule,) = [one for one in rules if cell in one.sqref]
    name, _, place = rule.formula1.partition("!")
    assert rule.type == "list" and rule.showErrorMessage and rule.errorTitle == "ค่าในช่องนี้ใช้ไม่ได้"
    return [one.value for (one,) in book[name.strip("'")][place.replace("$", "")]]


@pytest.mark.parametrize(
    ("form", "sheets"),
    [
        pytest.param(DET_UDOM_PLAN, ["แผน", "โครงการ", "เป้าหมาย", "ความเสี่ยง", "มาตรการควบคุม"], id="plan"),
        pytest.param(DET_UDOM, ["รายงานผล"], id="6-months"),
        pytest.param(PHITSANULOK, ["รายงานผล", "จำนวนเรื่อง", "คะแนน ITA", "ผล ITA", "ผลงาน"], id="12-months"),
    ],
)
def test_a_form_has_the_sheets_that_its_round_needs(seeds: Warehouse, form: Form, sheets: list[str]) -> None:
    book = opened(seeds, form)
    assert book.sheetnames == ["คำชี้แจง", *sheets, "รายการ"]
    assert [sheet.sheet_state for sheet in book] == ["visible"] * (len(sheets) + 1) + ["hidden"]


@pytest.mark.parametrize(
    ("form", "name"),
    [
        pytest.param(DET_UDOM, "sutcharit_4340701_2567_round6.xlsx", id="round"),
        pytest.param(DET_UDOM_PLAN, "sutcharit_4340701_2567_plan.xlsx", id="plan"),
    ],
)
def test_the_file_name_says_whose_form_it_is(form: Form, name: str) -> None:
    assert template_name(form) == name


def test_the_report_of_phitsanulok_shows_what_its_document_reports(seeds: Warehouse) -> None:
    book = opened(seeds, PHITSANULOK)
    assert [cell.value for cell in book["รายงานผล"][1]] == REPORT_HEADINGS
    assert column(book, "รายงานผล", "B") == list(range(1, 39))
    # Document 002: 33 completed, 3 under way, 2 awaited; project 38 used 28,256.40 of 150,000 baht.
    assert Counter(column(book, "รายงานผล", "H")) == {COMPLETED: 33, IN_PROGRESS: 3, AWAITING: 2}
    last = [cell.value for cell in book["รายงานผล"][39]]
    assert last[0] == "2650101-2565-2565-38"
    assert last[2] == "มิติที่ 1 สังคมไม่ทนต่อการทุจริต"
    assert last[5:9] == ["ไตรมาส 1, 2", 150000, COMPLETED, 28256.4]


def test_the_report_of_det_udom_waits_for_62_statuses(seeds: Warehouse) -> None:
    book = opened(seeds, DET_UDOM)
    assert column(book, "รายงานผล", "B") == list(range(1, 63))
    for letter in "HIJKL":
        assert column(book, "รายงานผล", letter) == [None] * 62


def test_the_plan_form_shows_plan_projects_targets_and_risks(seeds: Warehouse) -> None:
    book = opened(seeds, DET_UDOM_PLAN)
    plan = [cell.value for cell in book["แผน"][2]]
    assert plan[0] == "4340701-2566-2570"
    assert plan[2:] == ["แผนปฏิบัติการป้องกันการทุจริต", "2566-2570", 2566, 2570, "ไม่ใช่", 62]
    filled = {sheet: len([one for one in column(book, sheet, "A") if one]) for sheet in book.sheetnames[1:-1]}
    assert filled == {"แผน": 1, "โครงการ": 62, "เป้าหมาย": 10, "ความเสี่ยง": 9, "มาตรการควบคุม": 23}
    # Forty rows to add projects in.
    assert book["โครงการ"].max_row == 1 + 62 + 40


def test_cases_indicators_and_results_are_listed_at_twelve_months(seeds: Warehouse) -> None:
    book = opened(seeds, SAMRAN)
    assert [tuple(cell.value for cell in row) for row in book["จำนวนเรื่อง"].iter_rows(min_row=2)] == [
        ("เรื่องร้องเรียนการทุจริต", 0),
        ("คดีทุจริต", None),
    ]
    assert column(book, "คะแนน ITA", "A") == list(range(1, 11))
    assert column(book, "คะแนน ITA", "C") == ["IIT"] * 5 + ["EIT"] * 3 + ["OIT"] * 2
    assert column(book, "คะแนน ITA", "B")[0] == "การปฏิบัติหน้าที่"
    assert column(book, "ผลงาน", "A")[:7] == [f"5350108-2568-2568-o0{number}" for number in range(1, 8)]
    assert book["ผล ITA"].max_row == 2


def test_only_statuses_that_can_be_reported_are_offered(seeds: Warehouse) -> None:
    book = opened(seeds, DET_UDOM)
    for cell in ("H2", "H63"):
        assert drop_down(book, "รายงานผล", cell) == [COMPLETED, IN_PROGRESS, AWAITING, "ไม่สามารถดำเนินการได้"]
    reasons = drop_down(book, "รายงานผล", "K2")
    assert len(reasons) == 7
    assert reasons[-1] == "อื่น ๆ"


@pytest.mark.parametrize(
    ("sheet", "cell", "some"),
    [
        pytest.param("แผน", "C2", {"มาตรการส่งเสริมคุณธรรมและความโปร่งใส"}, id="kind-of-plan"),
        pytest.param("แผน", "G5", {"ใช่", "ไม่ใช่"}, id="draft"),
        pytest.param("โครงการ", "B64", {"4340701-2566-2570", "4340701-2567-2567"}, id="plan"),
        pytest.param("โครงการ", "D2", {"มิติที่ 2 บริหารราชการโปร่งใส"}, id="dimension"),
        pytest.param("โครงการ", "F103", {"โครงการ", "กิจกรรม", "มาตรการ"}, id="kind-of-project"),
        pytest.param("โครงการ", "I2", {"ไตรมาส 4", "ไตรมาส 1, 3", "ไตรมาส 1, 2, 3, 4"}, id="quarters"),
        pytest.param("เป้าหมาย", "A2", {"คะแนน ITA", "คดีทุจริตลดลง"}, id="metric"),
        pytest.param("ความเสี่ยง", "J2", {"ต่ำ", "ปานกลาง", "สูง", "สูงมาก"}, id="risk-level"),
    ],
)
def test_what_has_a_list_is_chosen_from_it(seeds: Warehouse, sheet: str, cell: str, some: set[str]) -> None:
    assert some <= set(drop_down(opened(seeds, DET_UDOM_PLAN), sheet, cell))


def test_numbers_and_dates_are_held_to_their_bounds(seeds: Warehouse) -> None:
    rules = opened(seeds, DET_UDOM)["รายงานผล"].data_validations.dataValidation
    kinds = {str(one.sqref): (one.type, one.formula1, one.formula2) for one in rules}
    assert kinds["I2:I63"] == ("decimal", "0", "1000000000000")
    # 1 October 2566 is day 45,200 of Excel.
    assert kinds["J2:J63"][:2] == ("date", "45200")
    assert all("บาท" in one.error for one in rules if str(one.sqref) == "I2:I63")


@pytest.mark.parametrize(
    ("form", "sheet", "locked", "free"),
    [
        pytest.param(DET_UDOM, "รายงานผล", "ABCDEFG", "HIJKL", id="report"),
        pytest.param(DET_UDOM_PLAN, "โครงการ", "ABC", "DEFGHIJ", id="projects"),
        pytest.param(PHITSANULOK, "คะแนน ITA", "ABC", "D", id="indicators"),
    ],
)
def test_keys_are_locked_and_the_rest_is_free(
    seeds: Warehouse, form: Form, sheet: str, locked: str, free: str
) -> None:
    page = opened(seeds, form)[sheet]
    assert page.protection.sheet and page.protection.password is None
    assert {letter: page[f"{letter}2"].protection.locked for letter in locked + free} == {
        **dict.fromkeys(locked, True),
        **dict.fromkeys(free, False),
    }
    assert page["A1"].protection.locked


def test_spare_rows_are_free_to_fill(seeds: Warehouse) -> None:
    page = opened(seeds, DET_UDOM_PLAN)["โครงการ"]
    assert [page[f"{letter}64"].protection.locked for letter in "ABCDEFGHIJ"] == [False] * 10


def test_a_heading_explains_its_column(seeds: Warehouse) -> None:
    page = opened(seeds, DET_UDOM)["รายงานผล"]
    assert page["I1"].comment.text.splitlines() == [
        "เบิกจ่าย (บาท)",
        "เงินที่เบิกจ่ายแล้วสะสมถึงวันสิ้นรอบ 0 คือไม่ได้เบิก เว้นว่างคือไม่ทราบ",
        "หน่วย: บาท ไม่ต้องใส่หน่วย",
        "ค่าที่ใช้ได้: ตัวเลข 0 ถึง 1,000,000,000,000",
        "ตัวอย่าง: 29,500",
        "เว้นว่างได้",
    ]
    assert page["H1"].comment.text.splitlines()[-1] == "ต้องกรอกในทุกแถวที่ใช้"
    assert all(cell.comment for cell in page[1])


def test_a_sheet_is_ready_to_print(seeds: Warehouse) -> None:
    page = opened(seeds, DET_UDOM)["รายงานผล"]
    assert page.freeze_panes == "B2"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.print_title_rows == "$1:$1"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    # As many pages as it takes, each as wide as the sheet.
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)


def test_the_first_sheet_says_whose_form_it_is_and_when_it_is_due(seeds: Warehouse) -> None:
    page = opened(seeds, PHITSANULOK)["คำชี้แจง"]
    lines = {row[0].value: row[1].value for row in page.iter_rows(max_col=2)}
    assert page["A1"].value == "แบบรายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต"
    assert page["A3"].value == "ปีงบประมาณ พ.ศ. 2565 · รอบ 12 เดือน · ส่งภายใน 31 ตุลาคม 2565"
    assert lines["รหัส อปท."] == "2650101"
    assert lines["ชื่อ"] == "องค์การบริหารส่วนจังหวัดพิษณุโลก"
    assert lines["ปีงบประมาณ"] == "2565"
    assert lines["รอบรายงาน"] == "รอบ 12 เดือน"
    assert (lines["ชนิดแบบ"], lines["รุ่นแบบ"]) == ("แบบรายงานผล", "1")


def test_the_check_code_differs_by_year_round_and_organisation(seeds: Warehouse) -> None:
    forms = [PHITSANULOK, DET_UDOM, DET_UDOM_PLAN, Form("4340701", 2568, 6), Form("4340701", 2567, 12)]
    codes = {opened(seeds, form)["คำชี้แจง"]["B12"].value for form in forms}
    assert len({half for code in codes for half in code.split("-")}) == 10


def test_values_of_the_round_before_are_filled_in_yellow_without_their_date(country: Warehouse) -> None:
    """Of 2568 organisation 1 reports the 6-month round alone: 9 completed, 5 under way, nothing of project 15."""
    rows = list(opened(country, Form("5349901", 2568, 12))["รายงานผล"].iter_rows(min_row=2))
    cannot = "ไม่สามารถดำเนินการได้"
    assert [row[7].value for row in rows] == [COMPLETED] * 9 + [IN_PROGRESS] * 5 + [None, cannot]
    assert {row[7].fill.fgColor.rgb for row in rows if row[7].value} == {"FFFFF4D6"}
    assert {row[9].value for row in rows} == {None}
    assert "ค่าที่รายงานไว้ในรอบก่อน โปรดแก้ให้เป็นปัจจุบันก่อนส่ง" in column(
        opened(country, Form("5349901", 2568, 12)), "คำชี้แจง", "B"
    )


def test_a_round_that_was_reported_shows_its_own_values(country: Warehouse) -> None:
    rows = list(opened(country, Form("5349901", 2568, 6))["รายงานผล"].iter_rows(min_row=2))
    assert {row[7].fill.fgColor.rgb for row in rows} == {"FFFFFFFF"}
    assert {row[9].value.date().isoformat() for row in rows if row[7].value} == {"2025-04-15"}


def test_a_year_without_ita_rules_has_no_indicators_to_score(build_sources, make_source) -> None:
    place = "locator\n5999999"
    early = make_source(
        "early",
        organisation="org_code,type_code,name_th,district_th,province_code,locator\n"
        "5999999,subdistrict_municipality,ตัวอย่าง,ตัวอย่าง,34,1\n",
        plan=f"plan_id,org_code,kind,first_fiscal_year,last_fiscal_year,is_draft,title_th,{place}-2561-2561,"
        "5999999,anti_corruption_plan,2561,2561,false,แผน,1\n",
        project=f"project_id,plan_id,seq_no,title_th,{place}-2561-2561-01,5999999-2561-2561,1,โครงการ,1\n",
        project_year=f"project_id,fiscal_year,{place}-2561-2561-01,2561,1\n",
    )
    book = opened(build_sources(early), Form("5999999", 2561, 12))
    assert book.sheetnames == ["คำชี้แจง", "รายงานผล", "จำนวนเรื่อง", "ผล ITA", "ผลงาน", "รายการ"]


@pytest.mark.parametrize(
    ("form", "rule"),
    [
        pytest.param(Form("9999999", 2567), "unregistered_organisation", id="unregistered"),
        pytest.param(Form("4340701", 2565, 6), "form_nothing_planned", id="nothing-planned"),
        pytest.param(Form("4340701", 2024), "form_bad_year", id="year-of-the-common-era"),
        pytest.param(Form("4340701", 2567, 9), "form_bad_round", id="no-such-round"),
    ],
)
def test_a_form_that_makes_no_sense_is_refused(
    seeds: Warehouse, tmp_path: Path, form: Form, rule: str
) -> None:
    with pytest.raises(InputError) as refused:
        write_template(seeds, form, tmp_path / "form.xlsx")
    (problem,) = refused.value.problems
    assert problem.rule_code == rule
    assert problem.message_th and problem.message_en
    assert not (tmp_path / "form.xlsx").exists()


def test_a_plan_form_for_an_organisation_without_a_plan_is_empty(seeds: Warehouse) -> None:
    book = opened(seeds, Form("5361202", 2567))
    assert column(book, "โครงการ", "A") == [None] * 40


@pytest.mark.parametrize(
    "form",
    [pytest.param(PHITSANULOK, id="report"), pytest.param(DET_UDOM_PLAN, id="plan")],
)
def test_libreoffice_opens_and_saves_a_form_unchanged(
    seeds: Warehouse, resaved: Callable[[str, bytes], bytes], form: Form
) -> None:
    before = receive(template_name(form), form_bytes(seeds, form))
    after = receive(before.name, resaved(before.name, before.content))
    assert is_form(after)
    assert {sheet.name: sheet.rows for sheet in after.sheets} == {
        sheet.name: sheet.rows for sheet in before.sheets
    }
    read_before, read_after = read_form(before, seeds), read_form(after, seeds)
    assert read_after.problems == []
    assert read_after.tables.keys() == read_before.tables.keys()
    for name, frame in read_before.tables.items():
        assert read_after.tables[name].equals(frame), name
    kept = load_workbook(io.BytesIO(after.content))
    sheet = kept.worksheets[1]
    assert sheet.protection.sheet
    assert any(one.type == "list" for one in sheet.data_validations.dataValidation)


def test_the_words_of_an_enumeration_stand_where_its_codes_do() -> None:
    assert v.PROJECT_KIND.labels == {"project": "โครงการ", "activity": "กิจกรรม", "measure": "มาตรการ"}
    assert v.PROJECT_KIND.options == {"regex": "^(project|activity|measure)$"}
    assert v.CASE_KIND.options == {"regex": "^(complaint|case)$"}


def test_a_form_of_simulated_data_says_so(seeds: Warehouse, country: Warehouse) -> None:
    """The made-up country is simulated, the seeds are not."""
    simulated = opened(country, Form("5349901", 2567, 6))["คำชี้แจง"]
    real = opened(seeds, DET_UDOM)["คำชี้แจง"]
    assert str(simulated["A4"].value).startswith("ข้อมูลจำลอง")
    assert real["A4"].value is None
