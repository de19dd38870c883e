"""Targets by year: percent and points, both directions of the table, and the doubts about misread digits."""

import pytest

from etl.extract.document import Context
from etl.extract.figures.target_table import fraction, metric_of, read_targets
from tests.conftest import SEEDS
from tests.extract.small_tables import csv_rows, document_of, is_flagged, read_file

CONTEXT = Context("1234567")
HEAD = "ค่าเป้าหมาย\tปี ๒๕๖๖\tปี ๒๕๖๗\tปี ๒๕๖๘\tปี ๒๕๖๙\tปี ๒๕๗๐\n"


def targets(text):
    return read_targets(document_of(text), CONTEXT).tables.get("target", [])


def cells(rows, metric):
    return {
        row["fiscal_year"].value: row["target_value"].value
        for row in rows
        if row["metric_code"].value == metric
    }


def test_percent_becomes_a_fraction_of_the_baseline_year():
    rows = targets(HEAD + "จำนวนคดีทุจริตลดลง (คำนวณจากปี ๒๕๖๕)\tร้อยละ ๕\tร้อยละ ๑๐\tร้อยละ ๑๕\tร้อยละ ๒๐\tร้อยละ ๒๕")
    assert list(cells(rows, "case_reduction").values()) == ["0.05", "0.10", "0.15", "0.20", "0.25"]
    assert {row["baseline_fiscal_year"].value for row in rows} == {"2565"}
    assert not any(is_flagged(read) for row in rows for read in row.values())
    assert fraction("12.5") == "0.125"
    assert fraction("100") == "1.00"


def test_years_as_rows():
    rows = targets(
        "ปีงบประมาณ\tคะแนน ITA\tเรื่องร้องเรียนทุจริตลดลง (ร้อยละ) เทียบกับปี 2564\n2566\t85.00\t10\n2567\t≥ 90 คะแนน\t20\n"
    )
    assert cells(rows, "ita_score") == {"2566": "85.00", "2567": "90"}
    assert cells(rows, "case_reduction") == {"2566": "0.10", "2567": "0.20"}
    assert {row["baseline_fiscal_year"].value for row in rows} == {"", "2564"}


def test_english_headings_and_common_era_years():
    rows = targets(
        "Target\tUnit\tFY 2023\tFY 2024\tFY 2025\nITA score\tpoints\t85\t87\t89\n"
        "Reduction of corruption cases against 2565\t%\t10\t20\t30\n"
    )
    assert cells(rows, "ita_score") == {"2566": "85", "2567": "87", "2568": "89"}
    assert cells(rows, "case_reduction") == {"2566": "0.10", "2567": "0.20", "2568": "0.30"}


def test_a_digit_that_breaks_equal_steps_is_flagged():
    rows = targets(HEAD + "คะแนน ITA\t๖๕ คะแนน\t๓๐ คะแนน\t๗๕ คะแนน\t๘๐ คะแนน\t๘๕ คะแนน")
    flagged = {
        row["fiscal_year"].value: row["target_value"].doubt for row in rows if row["target_value"].doubt
    }
    assert set(flagged) == {"2566", "2567"}
    rows = targets(HEAD + "คะแนน ITA\t๖๕ คะแนน\t๗๐ คะแนน\t๗๔ คะแนน\t๘๐ คะแนน\t๘๕ คะแนน")
    flagged = {
        row["fiscal_year"].value: row["target_value"].doubt for row in rows if row["target_value"].doubt
    }
    assert set(flagged) == {"2568"}
    assert "75" in flagged["2568"]


def test_a_misread_year_is_read_from_its_neighbours():
    rows = targets(
        HEAD.replace("๒๕๖๙", "๒๕๖๘") + "คะแนน ITA\t๘๑ คะแนน\t๘๒ คะแนน\t๘๓ คะแนน\t๘๔ คะแนน\t๘๕ คะแนน"
    )
    assert list(cells(rows, "ita_score")) == ["2566", "2567", "2568", "2569", "2570"]
    assert [bool(row["fiscal_year"].doubt) for row in rows] == [False, False, False, True, False]


def test_unreadable_and_impossible_values_are_empty_and_flagged():
    rows = targets(HEAD + "คะแนน ITA\t๘๕ คะแนน\tแปดสิบ\t๑๘๕ คะแนน\t๘๖ คะแนน\t")
    assert cells(rows, "ita_score") == {"2566": "85", "2567": "", "2568": "", "2569": "86"}
    assert [bool(row["target_value"].doubt) for row in rows] == [False, True, True, False]


def test_a_project_list_is_no_target_table():
    text = "โครงการ\tปี ๒๕๖๖\tปี ๒๕๖๗\nโครงการยกระดับคะแนน ITA\t๓๐,๐๐๐\t๓๐,๐๐๐\nมาตรการลดการทุจริต\t-\t-\n"
    assert targets(text) == []
    assert targets(HEAD) == []
    assert targets("") == []


SHEET = """๖. ระยะเวลาดำเนินการ
ปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๘
๙. ผลผลิต/ผลลัพธ์
ผลลัพธ์
เทศบาลมีผลการประเมิน ITA ผ่านเกณฑ์ (๘๕ คะแนนขึ้นไป)
"""


def test_a_detail_sheet_states_targets_only_without_a_table():
    rows = targets(SHEET)
    assert cells(rows, "ita_score") == {"2567": "85", "2568": "85"}
    assert all(row["target_value"].doubt for row in rows)
    assert {row["locator"].value for row in rows} == {"lines 2-5"}
    table = HEAD + "คะแนน ITA\t๘๑ คะแนน\t๘๒ คะแนน\t๘๓ คะแนน\t๘๔ คะแนน\t๘๕ คะแนน\n\n"
    assert cells(targets(table + SHEET), "ita_score")["2567"] == "82"


def test_two_tables_that_differ_are_flagged():
    one = HEAD + "คะแนน ITA\t๘๑ คะแนน\t๘๒ คะแนน\t๘๓ คะแนน\t๘๔ คะแนน\t๘๕ คะแนน\n\nข้อความ\n"
    rows = targets(one + one.replace("๘๓ คะแนน", "๘๘ คะแนน"))
    assert [row["fiscal_year"].value for row in rows if row["target_value"].doubt] == ["2568"]


@pytest.mark.parametrize(
    ("label", "metric"),
    [
        ("คะแนน ITA", "ita_score"),
        ("จำนวนคดีทุจริตลดลง", "case_reduction"),
        ("โครงการ ITA", ""),
        ("งบประมาณ", ""),
    ],
)
def test_metrics(label, metric):
    assert metric_of(label) == metric


def test_the_real_documents(documents):
    """Every row of the reviewed seeds is found and none is invented; values agree, or carry a doubt."""
    seeds = {"000": "det_udom_plan_2566_2570", "002": "phitsanulok_draft_plan_2566_2570"}
    for path in sorted(documents.glob("0*.txt")):
        rows = read_targets(read_file(path), CONTEXT).tables.get("target", [])
        name = seeds.get(path.name[:3])
        expected = csv_rows(SEEDS / name / "target.csv") if name else []
        found = [{column: read.value for column, read in row.items()} for row in rows]
        for row in expected:
            row["org_code"] = CONTEXT.org_code
        assert found == expected, path.name
