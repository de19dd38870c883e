"""A form goes out, is filled in, comes back, is in the warehouse, and the next form knows it."""

from io import BytesIO
from typing import Any

import pytest
from filled_forms import filled
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sending import OFFICER, asked, reports, sent

from etl import door

pytestmark = pytest.mark.usefixtures("data_folder")

DET_UDOM = "4340701"
REPORT, PROJECTS, TARGETS = "รายงานผล", "โครงการ", "เป้าหมาย"
COMPLETED, IN_PROGRESS, CANNOT = "ดำเนินการแล้วเสร็จ", "อยู่ระหว่างดำเนินการ", "ไม่สามารถดำเนินการได้"


def sheet_of(name: str, fiscal_year: int, report_round: int | None) -> Worksheet:
    """A sheet of the form of Det Udom as it goes out now."""
    _, content = door.form_file(DET_UDOM, fiscal_year, report_round)
    return load_workbook(BytesIO(content))[name]


def form(cells: dict[str, Any], report_round: int | None = 6, sheet: str = REPORT) -> tuple[str, bytes]:
    """The form of Det Udom for 2567 with values written into cells of one sheet."""
    return "form.xlsx", filled({sheet: cells}, DET_UDOM, 2567, report_round)


def test_a_report_form_that_is_filled_in_is_what_the_warehouse_and_the_next_form_say() -> None:
    import_id = sent(
        form(
            {
                **{"H2": COMPLETED, "I2": 48500.25, "J2": "2024-03-29", "L2": "จัดอบรม 1 ครั้ง"},
                **{"H3": IN_PROGRESS, "I3": "๑๒,๐๐๐"},
                **{"H4": CANNOT, "I4": 0},
            }
        )
    )
    assert asked(
        """select project_id, report_round, status_code, disbursed_baht::varchar, reported_on::varchar, reason_code,
                  status_note, source_id, locator
           from mart.status_report where org_code = '4340701' order by project_id"""
    ) == [
        *[
            (f"4340701-2566-2570-{number}", 6, *told, import_id, f"แผ่น รายงานผล แถว {row}")
            for number, row, told in (
                ("01", 2, ("completed", "48500.25", "2024-03-29", None, "จัดอบรม 1 ครั้ง")),
                ("02", 3, ("in_progress", "12000.00", None, None, None)),
                ("03", 4, ("cannot_proceed", "0.00", None, None, None)),
            )
        ]
    ]
    again = sheet_of(REPORT, 2567, 6)
    assert [again[cell].value for cell in ("H2", "I2", "L2", "H3", "I3", "H4", "I4", "H5", "I5")] == [
        COMPLETED, 48500.25, "จัดอบรม 1 ครั้ง", IN_PROGRESS, 12000, CANNOT, 0, None, None,
    ]  # fmt: skip
    unchanged = door.examine([("again.xlsx", door.form_file(DET_UDOM, 2567, 6)[1])])
    assert (unchanged.counts["unchanged"], unchanged.would_change) == (3, False)


def test_the_form_of_the_next_round_begins_with_what_was_reported_in_this_one() -> None:
    sent(form({"H2": IN_PROGRESS, "I2": 10000}))
    following = sheet_of(REPORT, 2567, 12)
    assert (following["H2"].value, following["I2"].value, following["H3"].value) == (IN_PROGRESS, 10000, None)
    sent(form({"H2": COMPLETED, "I2": 50000}, report_round=12))
    assert reports() == [("01", 6, "in_progress", 10000), ("01", 12, "completed", 50000)]


def test_the_form_of_the_whole_year_takes_cases_scores_and_results() -> None:
    form_12 = {
        REPORT: {"H2": COMPLETED, "I2": 50000},
        "จำนวนเรื่อง": {"B2": 7, "B3": 0},
        "คะแนน ITA": {f"D{row}": 80 + row for row in range(2, 12)},
        "ผล ITA": {"A2": 86.9, "B2": "ผ่าน"},
        "ผลงาน": {"D2": "ผู้เข้าอบรม", "E2": 120, "F2": "คน"},
    }
    sent(("form.xlsx", filled(form_12, DET_UDOM, 2567, 12)))
    year = "org_code = '4340701' and fiscal_year = 2567"
    assert asked(f"select kind, count from mart.case_count where {year} order by kind") == [
        ("case", 0),
        ("complaint", 7),
    ]
    assert asked(f"select indicator_no, score::int from mart.ita_indicator where {year} order by all") == [
        (number, 81 + number) for number in range(1, 11)
    ]
    # IIT is the mean of 82 to 86, EIT of 87 to 89, OIT of 90 and 91: 0.3 * 84 + 0.3 * 88 + 0.4 * 90.5 = 87.8.
    assert asked(
        f"""select iit::int, eit::int, oit::double, total_computed::double, total_stated::double
            from mart.ita_result where {year}"""
    ) == [(84, 88, 90.5, 87.8, 86.9)]
    assert asked(f"select result_th, value, unit_th from mart.result where {year}") == [
        ("ผู้เข้าอบรม", 120, "คน")
    ]


def test_a_plan_form_takes_a_new_project_and_a_new_budget_and_gives_them_out_again() -> None:
    new = {
        "C64": 63,
        "D64": "มิติที่ 1 สร้างวัฒนธรรมสุจริต",
        "F64": "โครงการ",
        "G64": "โครงการโรงเรียนสุจริต",
        "H64": "กองการศึกษา",
        "I64": "ไตรมาส 2, 3",
        "J64": 25000,
    }
    examination = door.examine([form({**new, "J2": 60000}, None, PROJECTS)])
    assert (examination.counts["new"], examination.counts["changed"]) == (1, 1)
    assert examination.cells.select("column_th", "old", "new", "cell").rows() == [
        ("งบประมาณ (บาท)", "50000.00", "60000.00", "J2")
    ]
    assert door.accept(examination, OFFICER).state == "published"
    assert asked(
        """select count(*), sum(budget_baht)::int from mart.project_year
           where org_code = '4340701' and fiscal_year = 2567"""
    ) == [(63, 480_000 + 10_000 + 25_000)]
    assert asked(
        """select title_th, planned_quarters, budget_baht::int
           from mart.project_year where project_id = '4340701-2566-2570-63'"""
    ) == [("โครงการโรงเรียนสุจริต", [2, 3], 25000)]
    again = sheet_of(PROJECTS, 2567, None)
    assert [again[cell].value for cell in ("A64", "C64", "G64", "J64", "J2")] == [
        "4340701-2566-2570-63", 63, "โครงการโรงเรียนสุจริต", 25000, 60000,
    ]  # fmt: skip


def test_what_the_form_does_not_ask_stays_as_the_document_has_it() -> None:
    """Number as printed, budget of the detail sheet, and the other years of the plan."""
    found = """select rule_code, message_th from mart.finding
               where rule_code in ('sheet_budget', 'numbering', 'missing_sheet') order by all"""
    before = asked(found)
    sent(form({"H2": "งานนิติการ"}, None, PROJECTS))
    assert asked(
        """select fiscal_year, responsible_unit, budget_baht::int from mart.project_year
           where project_id = '4340701-2566-2570-01' order by fiscal_year"""
    ) == [(year, "งานนิติการ", 50000) for year in range(2566, 2571)]
    assert asked(found) == before


@pytest.mark.parametrize(
    ("sheet", "report_round", "cells", "rule", "place"),
    [
        (REPORT, 6, {"H2": COMPLETED, "I2": "ห้าหมื่น"}, "not_a_number", "I2"),
        (REPORT, 6, {"H2": COMPLETED, "I2": -1}, "min", "I2"),
        (REPORT, 6, {"H2": COMPLETED, "I2": 2_000_000_000_000}, "max", "I2"),
        ("คะแนน ITA", 12, {"D3": 100.5}, "max", "D3"),
        ("คะแนน ITA", 12, {"D3": "ดี"}, "not_a_number", "D3"),
        ("จำนวนเรื่อง", 12, {"B2": 1.5}, "not_a_whole_number", "B2"),
        ("จำนวนเรื่อง", 12, {"B2": -3}, "min", "B2"),
        ("ผลงาน", 12, {"D2": "ผู้เข้าอบรม", "E2": 3}, "nullability", "F2"),
        (PROJECTS, None, {"J2": -5}, "min", "J2"),
        (PROJECTS, None, {"G2": None}, "nullability", "G2"),
        (TARGETS, None, {"B2": 2023}, "ce_year", "B2"),
        (TARGETS, None, {"C2": "มาก"}, "not_a_number", "C2"),
    ],
)
def test_a_form_that_breaks_a_rule_of_the_schema_is_told_at_its_cell(
    sheet: str, report_round: int | None, cells: dict[str, Any], rule: str, place: str
) -> None:
    examination = door.examine([form(cells, report_round, sheet)])
    assert [(one.rule_code, one.sheet, one.cell) for one in examination.problems] == [(rule, sheet, place)]
    assert not examination.can_accept
    assert examination.problems[0].column_th in examination.problems[0].message_th
    assert door.accept(examination, OFFICER).state == "refused"


def test_the_marked_form_names_the_cell_and_is_taken_when_it_is_put_right() -> None:
    examination = door.examine([form({"H2": COMPLETED, "I2": -1})])
    book = load_workbook(BytesIO(door.marked(examination)))
    assert "-1" in book[REPORT]["I2"].comment.text
    errors = [[cell.value for cell in row] for row in book["ข้อผิดพลาด"].iter_rows()]
    assert any("I2" in map(str, row) and REPORT in row for row in errors)
    book[REPORT]["I2"] = 1
    corrected = BytesIO()
    book.save(corrected)
    sent(("form-corrected.xlsx", corrected.getvalue()))
    assert reports() == [("01", 6, "completed", 1)]
