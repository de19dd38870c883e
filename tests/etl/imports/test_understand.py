"""Which kind a received file is taken for, and what is said when it is none."""

import pytest
from form_files import PHITSANULOK, sent_back
from received_files import workbook

from etl.imports.receive import receive
from etl.imports.submission import Submission, SubmissionKind
from etl.imports.understand import understand
from etl.problems import InputError, Problem
from warehouse.reader import Warehouse

CASES = "org_code,fiscal_year,kind,count\n4340701,2566,case,1\n"
ITA = [
    ["รหัส อปท.", "ปีงบประมาณ", "IIT", "EIT", "OIT", "คะแนนรวม"],
    ["4340701", "2566", 80.5, 81.25, 90, 84.53],
]


def understood(seeds: Warehouse, name: str, content: bytes) -> Submission:
    return understand(receive(name, content), seeds)


def refusal(seeds: Warehouse, name: str, content: bytes) -> Problem:
    with pytest.raises(InputError) as caught:
        understood(seeds, name, content)
    (problem,) = caught.value.problems
    return problem


def test_a_form_is_a_form(seeds: Warehouse) -> None:
    submission = understand(sent_back(seeds, PHITSANULOK), seeds)
    assert (submission.kind, submission.org_code) == (SubmissionKind.report_form, "2650101")


def test_a_table_of_the_house_is_one_also_when_it_has_ita_scores(seeds: Warehouse) -> None:
    text = "org_code,fiscal_year,indicator_no,score\n4340701,2566,1,85.5\n"
    submission = understood(seeds, "ita_indicator.csv", text.encode())
    assert (submission.kind, list(submission.tables)) == (SubmissionKind.tables, ["ita_indicator"])


def test_a_row_of_results_for_each_organisation_is_an_ita_table(seeds: Warehouse) -> None:
    submission = understood(seeds, "ผล ITA.xlsx", workbook(Sheet1=ITA))
    assert submission.kind is SubmissionKind.ita_table
    assert submission.tables["ita_result"]["total_stated"].to_list() == ["84.53"]


def test_another_encoding_is_told_whatever_the_kind(seeds: Warehouse) -> None:
    text = CASES.replace("\n4", ",locator\n4", 1).replace(",1\n", ",1,รายงานหน้า 3\n")
    submission = understood(seeds, "case_count.csv", text.encode("cp874"))
    assert [notice.rule_code for notice in submission.notices] == ["csv_other_encoding"]
    assert submission.tables["case_count"]["locator"].to_list() == ["รายงานหน้า 3"]


def test_the_register_is_sent_to_its_own_command(seeds: Warehouse) -> None:
    text = "dla_code,lao_type_th,lao_type_en,name_th,province_code,province_th,district_name_th\n"
    problem = refusal(seeds, "register.csv", text.encode())
    assert problem.rule_code == "file_is_register"
    assert "sutcharit registry" in problem.message_th


def test_a_file_near_to_a_table_is_told_which(seeds: Warehouse) -> None:
    rows = [["รหัส อปท.", "ปีงบประมาณ (พ.ศ.)", "ชนิดเรื่อง", "จำนวนเรื่อง"], ["4340701", 2566, "case", 1]]
    problem = refusal(seeds, "เรื่องร้องเรียน.xlsx", workbook(ร้องเรียน=rows))
    assert problem.rule_code == "file_not_understood"
    assert problem.message_th.endswith(
        "ใกล้เคียงที่สุดคือตาราง case_count (แผ่น ร้องเรียน มีหัวตารางตรงกัน 3 คอลัมน์): เปลี่ยนชื่อแผ่นเป็น case_count"
    )


def test_a_csv_near_to_a_table_is_told_how_to_name_it(seeds: Warehouse) -> None:
    problem = refusal(seeds, "x.csv", "รหัส อปท.,ชนิดเรื่อง,จำนวนเรื่อง\n1,2,3\n".encode())
    assert problem.message_th.endswith("ตั้งชื่อแฟ้มเป็น case_count.csv")
    assert problem.message_en.endswith("2 headings of the sheet x.csv fit. Name the file case_count.csv.")


def test_a_file_near_to_nothing_is_told_what_is_taken(seeds: Warehouse) -> None:
    problem = refusal(seeds, "บันทึก.xlsx", workbook(Sheet1=[["เรียน นายก"], ["เรื่อง ขอส่งรายงาน"]]))
    assert problem.rule_code == "file_not_understood"
    assert problem.message_en.endswith("such as project.")


def test_a_workbook_of_empty_sheets_is_empty(seeds: Warehouse) -> None:
    assert refusal(seeds, "ว่าง.xlsx", workbook(Sheet1=[], Sheet2=[])).rule_code == "empty_file"
