"""Tables of ITA results as officers send them: real workbooks and CSV files against the made-up country."""

import io
from typing import Any

import polars as pl
import pytest
from openpyxl import Workbook

from etl.imports.ita_table import is_ita_table, read_ita_table, unmatched_frame
from etl.imports.receive import receive
from etl.imports.submission import Cell, ReceivedFile, Sheet, Submission, SubmissionKind
from warehouse.reader import Warehouse

TITLE = "ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2566"
TEN = [81, 82, 83, 84, 85, 86, 87, 88, 89, 90]
NUMBERED = ["หน่วยงาน", *(f"ตัวชี้วัดที่ {number}" for number in range(1, 11))]
STATED = ["หน่วยงาน", "IIT", "EIT", "OIT", "คะแนนรวม"]
ONE, TWO, THREE = "ทต.ตัวอย่างหนึ่ง", "ทต.ตัวอย่างสอง", "ทต.ตัวอย่างสาม"


def workbook(
    *lines: list[Any], merged: tuple[str, ...] = (), sheet: str = "ผล", name: str = "ita.xlsx"
) -> ReceivedFile:
    """A real workbook with these rows, received."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for line in lines:
        page.append(line)
    for cells in merged:
        page.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return receive(name, file.getvalue())


def by_hand(*lines: list[str], sheet: str = "ผล") -> ReceivedFile:
    """The same without the way over a file."""
    rows = {
        row_no: {column: Cell(text) for column, text in enumerate(line, start=1) if text}
        for row_no, line in enumerate(lines, start=1)
    }
    return ReceivedFile("ita.xlsx", b"", (Sheet(sheet, rows),))


def told(submission: Submission) -> list[tuple[str, str | None]]:
    """Rule and cell of each problem."""
    return [(problem.rule_code, submission.cell_of(problem)) for problem in submission.problems]


def noticed(submission: Submission) -> list[str]:
    return [notice.rule_code for notice in submission.notices]


def scores(submission: Submission) -> list[tuple[str, str, str, str]]:
    """Organisation, year, indicator and score of each row."""
    frame = submission.tables["ita_indicator"]
    return list(frame.select("org_code", "fiscal_year", "indicator_no", "score").iter_rows())


def stated(submission: Submission) -> list[dict[str, Any]]:
    return submission.tables["ita_result"].to_dicts()


class TestLayouts:
    def test_ten_indicators(self, country: Warehouse) -> None:
        received = workbook([TITLE], NUMBERED, [ONE, *TEN], [THREE, *reversed(TEN)])
        assert is_ita_table(received)
        submission = read_ita_table(received, country)
        assert (submission.kind, submission.fiscal_year) == (SubmissionKind.ita_table, 2566)
        assert submission.title_th == "ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2566"
        assert submission.problems == []
        assert list(submission.tables) == ["ita_indicator"]
        assert len(scores(submission)) == 20
        assert scores(submission)[0] == ("5349901", "2566", "1", "81")
        assert scores(submission)[-1] == ("5349903", "2566", "10", "81")
        place = submission.tables["ita_indicator"].row(3, named=True)
        assert (place["locator"], place["source_id"]) == ("แผ่น ผล ช่อง E3", "ita.xlsx")
        assert (place["file_name"], place["row_no"]) == ("ผล", 3)
        assert submission.columns["ผล", "score:4"] == "E"

    def test_three_instruments_and_a_total(self, country: Warehouse) -> None:
        received = workbook(
            [TITLE],
            ["รหัส อปท.", "ชื่อหน่วยงาน", "คะแนน IIT", "แบบวัด EIT (30%)", "OIT", "คะแนนรวม", "ระดับ"],
            ["5349901", ONE, 90, 80.5, "๗๐.๒๕", 79.25, "ต้องปรับปรุง"],
        )
        submission = read_ita_table(received, country)
        assert submission.problems == []
        assert submission.org_code == "5349901"
        assert stated(submission) == [
            {
                "org_code": "5349901",
                "fiscal_year": "2566",
                "total_stated": "79.25",
                "iit_stated": "90",
                "eit_stated": "80.5",
                "oit_stated": "70.25",
                "level_stated": "ต้องปรับปรุง",
                "locator": "แผ่น ผล แถว 3",
                "source_id": "ita.xlsx",
                "file_name": "ผล",
                "row_no": 3,
            }
        ]
        assert submission.columns["ผล", "total_stated"] == "F"
        assert submission.columns["ผล", "org_code"] == "A"

    def test_both_at_once_under_merged_headings(self, country: Warehouse) -> None:
        group = [
            "ที่",
            "หน่วยงาน",
            "IIT",
            *[None] * 5,
            "EIT",
            *[None] * 3,
            "OIT",
            None,
            None,
            "คะแนนรวม",
            "ระดับ",
            "อันดับ",
        ]
        below = [None, None, 1, 2, 3, 4, 5, "รวม", 6, 7, 8, "รวม", 9, 10, "รวม"]
        row = [1, ONE, 81, 82, 83, 84, 85, 83, 86, 87, 88, 87, 89, 90, 89.5, 86.8, "ระดับ A", 7]
        merged = ("C2:H2", "I2:L2", "M2:O2", "A2:A3", "B2:B3", "P2:P3", "Q2:Q3", "R2:R3")
        submission = read_ita_table(workbook([TITLE], group, below, row, merged=merged), country)
        assert submission.problems == []
        assert [score for *_, score in scores(submission)] == [str(score) for score in TEN]
        (result,) = stated(submission)
        assert (result["iit_stated"], result["eit_stated"], result["oit_stated"]) == ("83", "87", "89.5")
        assert (result["total_stated"], result["level_stated"]) == ("86.8", "A")
        assert noticed(submission) == ["ita_lines_left_out", "ita_columns_left_out"]
        assert submission.notices[1].value == "R “อันดับ”"

    def test_a_csv_in_english_with_codes(self, country: Warehouse) -> None:
        text = "org_code,Fiscal year,IIT,EIT,OIT,ITA score,Level\n5349901,2565,90,80,70,79,B\n"
        text += "5349903,2566,90,80,70,79,\n"
        submission = read_ita_table(receive("ita.csv", text.encode()), country)
        assert submission.problems == []
        assert submission.fiscal_year is None
        assert [(row["org_code"], row["fiscal_year"], row["level_stated"]) for row in stated(submission)] == [
            ("5349901", "2565", "B"),
            ("5349903", "2566", None),
        ]

    def test_several_sheets(self, country: Warehouse) -> None:
        first = workbook([TITLE], STATED, [ONE, 90, 80, 70, 79]).sheets[0]
        second = workbook([TITLE], STATED, [THREE, 90, 80, 70, 79], sheet="อื่น").sheets[0]
        note = workbook(["หมายเหตุ"], sheet="หมายเหตุ").sheets[0]
        submission = read_ita_table(ReceivedFile("ita.xlsx", b"", (first, second, note)), country)
        assert [row["file_name"] for row in stated(submission)] == ["ผล", "อื่น"]
        assert "ita_sheet_left_out" in noticed(submission)


class TestHeadings:
    @pytest.mark.parametrize(
        "spell",
        [
            "ตัวชี้วัดที่ {}",
            "ตัวชี้วัด {}",
            "ตัวชี้วัดที่{} (คะแนน)",
            "i{}",
            "I{}",
            "{}",
            "Indicator {}",
            "indicator_{}",
            "คะแนนตัวชี้วัดที่ {}",
        ],
    )
    @pytest.mark.parametrize("digits", ["0123456789", "๐๑๒๓๔๕๖๗๘๙"], ids=["arabic", "thai"])
    def test_of_indicators_by_number(self, country: Warehouse, spell: str, digits: str) -> None:
        numbers = [str(number).translate(str.maketrans("0123456789", digits)) for number in range(1, 11)]
        headings = ["หน่วยงาน", *(spell.format(number) for number in numbers)]
        received = by_hand([TITLE], headings, [ONE, *map(str, TEN)])
        assert is_ita_table(received)
        assert [score for *_, score in scores(read_ita_table(received, country))] == [str(one) for one in TEN]

    @pytest.mark.parametrize(
        "headings",
        [
            ["การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การปรับปรุงการทำงาน"],
            ["1. การปฏิบัติหน้าที่", "2. การใช้งบประมาณ", "3. การใช้อำนาจ", "8. การปรับปรุงการทำงาน"],
            ["ตัวชี้วัด 1 การปฏิบัติหน้าที่", "ตัวชี้วัด 2 การใช้งบประมาณ", "ตัวชี้วัด 3 การใช้อํานาจ", "ตัวชี้วัด 8 การปรับปรุงการทำงาน"],
            ["Performance of duties", "Use of budget", "Use of authority", "System improvement"],
        ],
        ids=["names", "numbers and names", "words, numbers and names", "English"],
    )  # fmt: skip
    def test_of_indicators_by_name(self, country: Warehouse, headings: list[str]) -> None:
        received = by_hand([TITLE], ["หน่วยงาน", *headings], [ONE, "81", "82", "83", "88"])
        assert is_ita_table(received)
        found = scores(read_ita_table(received, country))
        assert [(number, score) for *_, number, score in found] == [
            ("1", "81"),
            ("2", "82"),
            ("3", "83"),
            ("8", "88"),
        ]

    @pytest.mark.parametrize(
        "headings",
        [
            ["หน่วยงาน", "IIT", "EIT", "OIT", "คะแนนรวม"],
            ["ชื่อหน่วยงาน", "คะแนน IIT", "คะแนน EIT", "คะแนน OIT", "ผลคะแนน ITA"],
            ["อปท.", "แบบวัด IIT (30%)", "แบบวัด EIT (30%)", "แบบวัด OIT (40%)", "รวม"],
            ["Organisation", "IIT", "EIT", "OIT", "Total"],
            ["Organization name", "IIT score", "EIT score", "OIT score", "ITA score"],
            [
                "ชื่อองค์กรปกครองส่วนท้องถิ่น (อปท.)",
                "ผู้มีส่วนได้ส่วนเสียภายใน",
                "ผู้มีส่วนได้ส่วนเสียภายนอก",
                "การเปิดเผยข้อมูลสาธารณะ",
                "คะแนน ITA ปี 2566",
            ],
        ],
        ids=["plain", "scores", "weights", "English", "English scores", "words"],
    )
    def test_of_instruments_and_total(self, country: Warehouse, headings: list[str]) -> None:
        received = by_hand([TITLE], headings, [ONE, "90", "80", "70", "79"])
        assert is_ita_table(received)
        (row,) = stated(read_ita_table(received, country))
        assert [row[f"{name}_stated"] for name in ("iit", "eit", "oit", "total")] == ["90", "80", "70", "79"]

    @pytest.mark.parametrize(
        ("value", "column"), [("ผ่านดี", "level_stated"), ("79", "total_stated")], ids=["level", "total"]
    )
    def test_result_is_what_stands_below_it(self, country: Warehouse, value: str, column: str) -> None:
        headings = ["หน่วยงาน", "คะแนน" if column == "level_stated" else "ระดับ", "ผลการประเมิน"]
        other = "79" if column == "level_stated" else "ผ่านดี"
        (row,) = stated(read_ita_table(by_hand([TITLE], headings, [ONE, other, value]), country))
        assert (row["total_stated"], row["level_stated"]) == ("79", "ผ่านดี")

    @pytest.mark.parametrize(
        "lines",
        [
            [["dla_code", "lao_type_th", "name_th", "province_th"], ["5349901", "อบต.", "ก", "ข"]],
            [
                ["org_code", "fiscal_year", "indicator_no", "score", "locator"],
                ["5349901", "2566", "1", "80", "x"],
            ],
            [["org_code", "fiscal_year", "iit_stated", "total_stated"], ["5349901", "2566", "80", "80"]],
            [["รหัส อปท.", "ปีงบประมาณ", "ตัวชี้วัดที่", "คะแนน"], ["5349901", "2566", "1", "80"]],
            [["หน่วยงาน", "จำนวนโครงการ", "คะแนน"], [ONE, "3", "80"]],
            [["โครงการ", "IIT", "EIT", "OIT", "คะแนนรวม"], ["ก", "1", "2", "3", "4"]],
            [["a"]],
        ],
        ids=[
            "register",
            "indicators as rows",
            "stated results",
            "Thai columns of the house",
            "other scores",
            "no organisation",
            "one cell",
        ],
    )
    def test_of_other_tables_are_not_taken(self, lines: list[list[str]]) -> None:
        received = by_hand(*lines)
        assert not is_ita_table(ReceivedFile("x.xlsx", b"", received.sheets))

    def test_two_columns_of_one_meaning_are_a_problem(self, country: Warehouse) -> None:
        submission = read_ita_table(
            by_hand([TITLE], [*STATED, "Total"], [ONE, "90", "80", "70", "79", "80"]), country
        )
        (problem,) = submission.problems
        assert problem.rule_code == "ita_repeated_column"
        assert "“Total” (ช่อง F2)" in problem.message_th
        assert submission.tables == {}

    def test_a_number_that_contradicts_its_name_is_a_problem(self, country: Warehouse) -> None:
        headings = ["หน่วยงาน", "1 การปฏิบัติหน้าที่", "2 การใช้อำนาจ", "4 การใช้ทรัพย์สินของราชการ"]
        submission = read_ita_table(by_hand([TITLE], headings, [ONE, "1", "2", "3"]), country)
        assert [problem.rule_code for problem in submission.problems] == ["ita_heading_contradicts"]
        assert submission.tables == {}


class TestYears:
    @pytest.mark.parametrize(
        ("title", "year"),
        [
            ("ผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๖", 2566),
            ("ITA ประจำปี 2565 (ประกาศเมื่อ 1 สิงหาคม 2566)", 2565),
            ("ITA ประจำปีงบประมาณ พ.ศ.2567", 2567),
            ("ITA results of fiscal year 2023", 2566),
        ],
    )
    def test_from_the_title(self, country: Warehouse, title: str, year: int) -> None:
        submission = read_ita_table(by_hand([title], STATED, [ONE, "90", "80", "70", "79"]), country)
        assert submission.fiscal_year == year

    def test_from_whoever_sends_it(self, country: Warehouse) -> None:
        submission = read_ita_table(by_hand(STATED, [ONE, "90", "80", "70", "79"]), country, 2566)
        assert submission.fiscal_year == 2566

    def test_none_is_a_problem_that_tells_what_to_do(self, country: Warehouse) -> None:
        submission = read_ita_table(by_hand(STATED, [ONE, "90", "80", "70", "79"]), country)
        (problem,) = submission.problems
        assert problem.rule_code == "ita_no_year"
        assert "ให้เลือกปีเมื่อนำเข้า" in problem.message_th
        assert submission.tables == {}

    @pytest.mark.parametrize(
        ("title", "column", "sheet", "given"),
        [
            (TITLE, None, "ผล", 2565),
            (TITLE, "2565", "ผล", None),
            (TITLE, None, "ITA 2565", None),
            ("", "2565", "ผล", 2566),
        ],
        ids=["title and choice", "title and column", "title and sheet", "column and choice"],
    )
    def test_two_are_a_problem(
        self, country: Warehouse, title: str, column: str | None, sheet: str, given: int | None
    ) -> None:
        headings, row = [*STATED], [ONE, "90", "80", "70", "79"]
        if column:
            headings, row = [*headings, "ปีงบประมาณ"], [*row, column]
        submission = read_ita_table(by_hand([title], headings, row, sheet=sheet), country, given)
        (problem,) = submission.problems
        assert problem.rule_code == "ita_years_disagree"
        assert "2565" in problem.message_th
        assert "2566" in problem.message_en
        assert submission.tables == {}

    def test_a_row_of_another_year_stays_out(self, country: Warehouse) -> None:
        headings = ["หน่วยงาน", "ปี พ.ศ.", "คะแนน ITA"]
        submission = read_ita_table(
            by_hand([TITLE], headings, [ONE, "๒๕๖๖", "79"], [THREE, "2565", "80"]), country
        )
        assert told(submission) == [("ita_other_year", "B4")]
        assert [row["org_code"] for row in stated(submission)] == ["5349901"]


class TestScores:
    @pytest.mark.parametrize("text", ["", "-", "–", "ไม่ได้รับการประเมิน", "ไม่มีข้อมูล", "N/A"])
    def test_missing_is_no_row_and_no_zero(self, country: Warehouse, text: str) -> None:
        rows = [ONE, *map(str, TEN[:9]), text], [THREE, *[text] * 10]
        submission = read_ita_table(by_hand([TITLE], NUMBERED, *rows), country)
        assert submission.problems == []
        assert [number for *_, number, _ in scores(submission)] == list("123456789")
        notice = next(one for one in submission.notices if one.rule_code == "ita_scores_missing")
        assert dict(notice.detail) == {"rows": 1, "cells": 1}

    @pytest.mark.parametrize(
        ("text", "score"),
        [
            ("85.20", "85.20"),
            ("๘๕.๒๐", "85.20"),
            (" 85.2 ", "85.2"),
            ("85.20%", "85.20"),
            ("85.2 คะแนน", "85.2"),
            ("101", "101"),
        ],
        ids=["text", "Thai digits", "blanks", "percent", "word", "above 100"],
    )
    def test_as_text(self, country: Warehouse, text: str, score: str) -> None:
        submission = read_ita_table(by_hand([TITLE], ["หน่วยงาน", "คะแนน ITA"], [ONE, text]), country)
        assert stated(submission)[0]["total_stated"] == score

    @pytest.mark.parametrize(
        ("value", "rule"),
        [
            ("85,20", "ita_comma_decimal"),
            ("แปดสิบ", "not_a_number"),
            ("=80+5", "form_formula"),
            ("8 5 . 2 . 0", "not_a_number"),
        ],
        ids=["comma", "words", "formula", "two points"],
    )
    def test_that_cannot_be_read_keep_their_row_out(self, country: Warehouse, value: str, rule: str) -> None:
        wrong = [THREE, *TEN[:2], value, *TEN[3:]]
        submission = read_ita_table(workbook([TITLE], NUMBERED, [ONE, *TEN], wrong), country)
        assert told(submission) == [(rule, "D4")]
        assert submission.problems[0].locator == "แผ่น ผล ช่อง D4"
        assert "ตัวชี้วัดที่ 3" in submission.problems[0].message_th
        assert {code for code, *_ in scores(submission)} == {"5349901"}

    def test_a_comma_is_told_with_a_suggestion(self, country: Warehouse) -> None:
        submission = read_ita_table(by_hand([TITLE], ["หน่วยงาน", "คะแนน ITA"], [ONE, "85,20"]), country)
        assert submission.problems[0].message_th.endswith("น่าจะเป็น 85.20")

    def test_weighted_scores_are_told_and_not_turned(self, country: Warehouse) -> None:
        # 27 + 24 + 28 = 79: points out of 30, 30 and 40.
        rows = [ONE, "27", "24", "28", "79"], [THREE, "30", "30", "38.5", "98.5"]
        submission = read_ita_table(by_hand([TITLE], STATED, *rows), country)
        assert [problem.rule_code for problem in submission.problems] == ["ita_weighted_scores"]
        assert submission.tables == {}

    def test_a_weighted_row_among_others_stays_out(self, country: Warehouse) -> None:
        rows = [ONE, "27", "24", "28", "79"], [THREE, "90", "80", "70", "79"]
        submission = read_ita_table(by_hand([TITLE], STATED, *rows), country)
        assert told(submission) == [("ita_weighted_row", "E3")]
        assert [row["org_code"] for row in stated(submission)] == ["5349903"]

    def test_low_scores_are_not_taken_for_weighted_ones(self, country: Warehouse) -> None:
        # 0.3 x 20 + 0.3 x 30 + 0.4 x 40 = 31, far from their sum of 90.
        submission = read_ita_table(by_hand([TITLE], STATED, [ONE, "20", "30", "40", "31"]), country)
        assert submission.problems == []

    def test_shares_are_told(self, country: Warehouse) -> None:
        submission = read_ita_table(by_hand([TITLE], STATED, [ONE, "0.9", "0.8", "0.7", "0.79"]), country)
        assert [problem.rule_code for problem in submission.problems] == ["ita_scores_are_shares"]

    def test_instruments_without_a_total_are_a_problem(self, country: Warehouse) -> None:
        submission = read_ita_table(by_hand([TITLE], STATED[:4], [ONE, "90", "80", "70"]), country)
        assert told(submission) == [("ita_total_missing", "B3")]

    def test_instruments_beside_indicators_need_no_total(self, country: Warehouse) -> None:
        received = by_hand([TITLE], [*NUMBERED, "IIT"], [ONE, *map(str, TEN), "83"])
        submission = read_ita_table(received, country)
        assert submission.problems == []
        assert list(submission.tables) == ["ita_indicator"]
        assert "ita_instruments_left_out" in noticed(submission)


class TestOrganisations:
    def test_by_name_type_and_place_in_columns(self, country: Warehouse) -> None:
        headings = ["ประเภท", "ชื่อ", "จังหวัด", "คะแนน ITA"]
        row = ["เทศบาลตำบล", "ตัวอย่างสอง", "ชัยภูมิ", "79"]
        submission = read_ita_table(by_hand([TITLE], headings, row), country)
        assert submission.org_code == "5369906"

    def test_a_province_merged_over_rows_holds_for_each(self, country: Warehouse) -> None:
        lines = [TITLE], ["จังหวัด", "หน่วยงาน", "คะแนน ITA"], ["ชัยภูมิ", TWO, 79], [None, "ทต.ตัวอย่างเจ็ด", 80]
        submission = read_ita_table(workbook(*lines, merged=("A3:A4",)), country)
        assert [row["org_code"] for row in stated(submission)] == ["5369906", "5369907"]

    def test_a_score_merged_over_rows_is_a_problem(self, country: Warehouse) -> None:
        lines = [TITLE], ["หน่วยงาน", "คะแนน ITA"], [ONE, 79], [THREE, None], ["อบต.ตัวอย่างห้า", 80]
        submission = read_ita_table(workbook(*lines, merged=("B3:B4",)), country)
        assert told(submission) == [("form_merged", "B3"), ("form_merged", "B4")]
        assert [row["org_code"] for row in stated(submission)] == ["6349905"]

    def test_two_that_fit_are_a_question(self, country: Warehouse) -> None:
        submission = read_ita_table(by_hand([TITLE], ["หน่วยงาน", "คะแนน ITA"], [TWO, "79"]), country)
        assert told(submission) == [("ambiguous_organisation", "A3")]
        (asked,) = submission.unmatched
        assert (asked.sheet, asked.row_no, asked.cell, asked.text) == ("ผล", 3, "A3", TWO)
        assert [code for code, *_ in asked.suggestions] == ["5349902", "5369906"]
        assert submission.tables == {}

    def test_near_names_come_back_as_a_list(self, country: Warehouse) -> None:
        rows = ["ทต.ตัวอยางหนึ่ง", "79"], ["กรมที่ดิน", "80"], [THREE, "81"]
        submission = read_ita_table(by_hand([TITLE], ["หน่วยงาน", "คะแนน ITA"], *rows), country)
        assert told(submission) == [("unmatched_organisation", "A3"), ("unmatched_organisation", "A4")]
        assert "ที่ใกล้เคียง: เทศบาลตำบลตัวอย่างหนึ่ง" in submission.problems[0].message_th
        assert [row["org_code"] for row in stated(submission)] == ["5349903"]
        listed = unmatched_frame(submission)
        assert listed.columns[:6] == ["sheet", "row", "text", "code_1", "name_1", "score_1"]
        assert listed.select("row", "text", "code_1").rows() == [
            (3, "ทต.ตัวอยางหนึ่ง", "5349901"),
            (4, "กรมที่ดิน", None),
        ]
        # The tone mark is lacking: 12 letters against 13, 2 x 12 / 25.
        assert listed["score_1"][0] == 0.96

    def test_no_unmatched_name_is_an_empty_list_with_columns(self) -> None:
        frame = unmatched_frame(Submission(SubmissionKind.ita_table, "x"))
        assert (frame.height, frame.width) == (0, 12)
        assert frame.schema["score_3"] == pl.Float64

    @pytest.mark.parametrize(
        ("code", "name", "rule", "cell"),
        [
            ("5349901", THREE, "code_of_other_organisation", "B3"),
            ("5349901", "กรมที่ดิน", "code_of_other_organisation", "B3"),
            ("9999999", THREE, "unregistered_organisation", "A3"),
        ],
        ids=["another", "unlike", "unknown code"],
    )
    def test_code_and_name_that_disagree_are_a_problem(
        self, country: Warehouse, code: str, name: str, rule: str, cell: str
    ) -> None:
        received = by_hand([TITLE], ["รหัส", "หน่วยงาน", "คะแนน ITA"], [code, name, "79"])
        assert told(read_ita_table(received, country)) == [(rule, cell)]

    @pytest.mark.parametrize(
        ("code", "name"),
        [("5349902", TWO), ("๕๓๔๙๙๐๑", "ทต.ตัวอยางหนึ่ง"), ("5349901.0", "อบต.ตัวอย่างหนึ่ง"), ("5349901", "")],
        ids=["of two namesakes", "misspelt", "of another type", "no name"],
    )
    def test_a_code_stands_for_itself(self, country: Warehouse, code: str, name: str) -> None:
        received = by_hand([TITLE], ["รหัส", "หน่วยงาน", "คะแนน ITA"], [code, name, "79"])
        submission = read_ita_table(received, country)
        assert submission.problems == []
        assert submission.org_code in ("5349901", "5349902")

    def test_an_organisation_twice_is_a_problem_at_the_second(self, country: Warehouse) -> None:
        rows = [ONE, "79"], ["เทศบาลตำบลตัวอย่างหนึ่ง", "80"]
        submission = read_ita_table(by_hand([TITLE], ["หน่วยงาน", "คะแนน ITA"], *rows), country)
        assert told(submission) == [("ita_repeated_organisation", "A4")]
        assert "แผ่น ผล ช่อง A3" in submission.problems[0].message_th
        assert [row["total_stated"] for row in stated(submission)] == ["79"]

    def test_scores_of_nobody_are_a_problem(self, country: Warehouse) -> None:
        submission = read_ita_table(
            by_hand([TITLE], ["หน่วยงาน", "คะแนน ITA"], [ONE, "79"], ["", "80"]), country
        )
        assert told(submission) == [("ita_row_without_organisation", "A4")]


class TestLinesAround:
    def test_full_marks_below_the_headings_are_no_row(self, country: Warehouse) -> None:
        marks = ["", "(30)", "(30)", "(40)", "(100)"]
        submission = read_ita_table(by_hand([TITLE], STATED, marks, [ONE, "90", "80", "70", "79"]), country)
        assert submission.problems == []
        assert [row["row_no"] for row in stated(submission)] == [4]

    def test_a_year_in_two_cells_above_is_found(self, country: Warehouse) -> None:
        lines = ["ปีงบประมาณ", "2566"], ["ที่", "หน่วยงาน", "คะแนน ITA"], ["1", ONE, "79"]
        submission = read_ita_table(by_hand(*lines), country)
        assert (submission.problems, submission.fiscal_year) == ([], 2566)

    @pytest.mark.parametrize(
        "label", ["ค่าเฉลี่ย", "รวม", "คะแนนเฉลี่ยจังหวัดอุบลราชธานี", "สูงสุด", "Average", "S.D.", "ค่าเฉลี่ยรวมทั้งจังหวัด"]
    )
    def test_sums_and_means_are_left_out(self, country: Warehouse, label: str) -> None:
        received = by_hand([TITLE], ["หน่วยงาน", "คะแนน ITA"], [ONE, "79"], [label, "79"])
        submission = read_ita_table(received, country)
        assert submission.problems == []
        assert [row["org_code"] for row in stated(submission)] == ["5349901"]
        (notice,) = submission.notices
        assert (notice.rule_code, notice.value) == ("ita_lines_left_out", "1, 4")

    def test_a_mean_with_its_label_under_the_running_number(self, country: Warehouse) -> None:
        rows = ["1", ONE, "79"], ["ค่าเฉลี่ย", "", "=B"]
        submission = read_ita_table(by_hand([TITLE], ["ที่", "หน่วยงาน", "คะแนน ITA"], *rows), country)
        assert submission.problems == []

    def test_titles_notes_and_repeated_headings_are_left_out(self, country: Warehouse) -> None:
        headings = ["หน่วยงาน", "คะแนน ITA"]
        lines = [["ประกาศ"], [TITLE], headings, [ONE, "79"], headings, [THREE, "80"], ["หมายเหตุ: ร่าง"]]
        submission = read_ita_table(by_hand(*lines), country)
        assert submission.problems == []
        assert len(stated(submission)) == 2
        assert submission.notices[0].value == "1–2, 7"

    def test_headings_without_rows_are_a_problem(self, country: Warehouse) -> None:
        submission = read_ita_table(by_hand([TITLE], STATED), country)
        assert [problem.rule_code for problem in submission.problems] == ["ita_no_rows"]

    def test_hidden_rows_are_read_and_told(self, country: Warehouse) -> None:
        sheet = by_hand([TITLE], ["หน่วยงาน", "คะแนน ITA"], [ONE, "79"]).sheets[0]
        hidden = Sheet(sheet.name, sheet.rows, hidden_rows=frozenset({3}))
        submission = read_ita_table(ReceivedFile("ita.xlsx", b"", (hidden,)), country)
        assert len(stated(submission)) == 1
        assert submission.notices[-1].rule_code == "ita_hidden_rows"

    def test_the_list_of_errors_of_a_marked_workbook_is_no_sheet(self, country: Warehouse) -> None:
        sheet = by_hand([TITLE], STATED, [ONE, "90", "80", "70", "79"]).sheets[0]
        errors = Sheet("ข้อผิดพลาด", sheet.rows)
        submission = read_ita_table(ReceivedFile("ita.xlsx", b"", (errors, sheet)), country)
        assert submission.problems == []
        assert len(stated(submission)) == 1


def test_every_message_can_be_said_in_both_languages(country: Warehouse) -> None:
    headings = ["รหัส", "หน่วยงาน", *STATED[1:], "อันดับ", "ปี"]
    rows = [
        ["", TWO, "27", "24", "28", "79", "1", "2566"],
        ["5349901", THREE, "90", "80", "70", "79", "1", "2566"],
        ["", THREE, "90", "80", "70", "", "1", "2566"],
        ["", ONE, "90", "80", "70", "7,1", "1", "2565"],
        ["", "", "90", "80", "70", "79", "1", ""],
        ["", "กรมที่ดิน", "27", "24", "28", "79", "1", "2566"],
    ]
    submission = read_ita_table(by_hand([TITLE], headings, *rows), country)
    for problem in [*submission.problems, *submission.notices]:
        assert "{" not in problem.message_th + problem.message_en
    assert [rule for rule, _ in told(submission)] == [
        "ambiguous_organisation",
        "ita_weighted_row",
        "code_of_other_organisation",
        "ita_total_missing",
        "ita_other_year",
        "ita_comma_decimal",
        "ita_row_without_organisation",
        "unmatched_organisation",
        "ita_weighted_row",
    ]
