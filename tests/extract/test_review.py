"""The way of an extraction through the reviewer's hands: folder, workbook, acceptance, build."""

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import fastexcel
import pytest

from etl.extract.document import Document, Doubt, Extraction, Read
from etl.extract.review.accept import BY_REVIEWER, accept
from etl.extract.review.workbook import FINDINGS, write_review
from etl.extract.review.write import folder_name, write_source
from etl.load import load
from etl.problems import InputError
from etl.read import REVIEW_FILE

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"
DOCUMENT = Document("แผน 2566 Plan.txt", "a" * 64, ())


def reads(**values: str) -> dict[str, Read]:
    return {name: Read(value, value, "line 1") for name, value in values.items()}


def extraction() -> Extraction:
    found = Extraction(doubts=[Doubt("numbering", "line 3", "เลขซ้ำ", "A number repeats.", "(๒)")])
    found.add("organisation", reads(org_code="5999999", type_code="sao", name_th="หนึ่ง", province_code="34",
                                    locator="register 5999999"))  # fmt: skip
    found.add("plan", reads(plan_id="P", org_code="5999999", kind="anti_corruption_plan", is_draft="false",
                            framework_code="2566-2570", first_fiscal_year="2566", last_fiscal_year="2566",
                            title_th="แผน", locator="line 1"))  # fmt: skip
    for number, title in (("1", "โครงการหนึ่ง"), ("2", "โครงการสอง")):
        found.add("project", reads(project_id=f"P-{number}", plan_id="P", seq_no=number, title_th=title,
                                   locator=f"line {number}"))  # fmt: skip
        found.add("project_year", reads(project_id=f"P-{number}", fiscal_year="2566", budget_baht="30000.00",
                                        locator=f"line {number}"))  # fmt: skip
    budget = found.tables["project_year"][1]["budget_baht"]
    found.tables["project_year"][1]["budget_baht"] = replace(
        budget, corrected="70000.00", reason="เลขสลับ", evidence="ยอดรวม 100,000"
    )
    return found


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_source(tmp_path / "out", DOCUMENT, extraction(), "อบต.หนึ่ง", "5999999")


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.open(encoding="utf-8", newline="")))


def review(source: Path, **changes: Read) -> None:
    """What a reviewer does to the values of project P-2 in the workbook."""
    changed = extraction()
    changed.tables["project"][1].update(changes)
    write_review(source / REVIEW_FILE, changed)


@pytest.mark.parametrize(
    ("file_name", "expected"),
    [("Plan 2566.txt", "plan_2566"), ("แผน.pdf", "document"), ("000_ab.txt", "000_ab"), ("a/b.docx", "b")],
)
def test_a_folder_is_named_in_plain_ascii(file_name: str, expected: str) -> None:
    assert folder_name(file_name) == expected


def test_tables_hold_what_is_printed_and_corrections_what_is_proposed(source: Path) -> None:
    assert [row["budget_baht"] for row in rows(source / "project_year.csv")] == ["30000.00", "30000.00"]
    [correction] = rows(source / "corrections.csv")
    assert (correction["key"], correction["printed"], correction["corrected"]) == (
        "P-2/2566",
        "30000.00",
        "70000.00",
    )


def test_the_workbook_has_a_sheet_for_each_table_and_one_of_findings(source: Path) -> None:
    names = fastexcel.read_excel(source / REVIEW_FILE).sheet_names
    assert names == ["organisation", "plan", "project", "project_year", FINDINGS]


def test_an_open_review_is_not_built(source: Path) -> None:
    with pytest.raises(InputError) as error:
        load(REFERENCE, [source])
    assert [problem.rule_code for problem in error.value.problems] == ["review_open"]


def test_accepting_an_untouched_review_keeps_tables_and_proposals(source: Path) -> None:
    before = (source / "corrections.csv").read_bytes()
    accepted = accept(source, REFERENCE, [])
    assert (accepted.problems, accepted.changed, accepted.added, accepted.removed) == ([], 0, 0, 0)
    assert (source / "corrections.csv").read_bytes() == before
    budgets = load(REFERENCE, [source]).tables["project_year"]["budget_baht"].to_list()
    assert [int(budget) for budget in budgets] == [30_000, 70_000]


def test_a_changed_value_becomes_a_correction_beside_the_printed_one(source: Path) -> None:
    review(source, title_th=Read("โครงการสองแห่ง"))
    assert accept(source, REFERENCE, []).changed == 1
    [change] = [row for row in rows(source / "corrections.csv") if row["column"] == "title_th"]
    assert (change["printed"], change["corrected"], change["reason"]) == (
        "โครงการสอง",
        "โครงการสองแห่ง",
        BY_REVIEWER,
    )
    assert change["evidence"] == "review.xlsx project แถว 4"
    assert rows(source / "project.csv")[1]["title_th"] == "โครงการสอง"


def test_a_proposal_that_the_reviewer_takes_back_is_gone(source: Path) -> None:
    changed = extraction()
    changed.tables["project_year"][1]["budget_baht"] = Read("30000.00")
    write_review(source / REVIEW_FILE, changed)
    accept(source, REFERENCE, [])
    assert rows(source / "corrections.csv") == []


def test_removed_and_added_rows_are_taken_over(source: Path) -> None:
    changed = extraction()
    del changed.tables["project"][1], changed.tables["project_year"][1]
    changed.add("project", reads(project_id="P-3", plan_id="P", seq_no="3", title_th="สาม", locator="line 9"))
    write_review(source / REVIEW_FILE, changed)
    accepted = accept(source, REFERENCE, [])
    assert (accepted.added, accepted.removed) == (1, 2)
    assert [row["project_id"] for row in rows(source / "project.csv")] == ["P-1", "P-3"]
    assert rows(source / "corrections.csv") == []


def test_a_review_with_a_mistake_is_told_and_leaves_the_folder_as_it_was(
    source: Path, tmp_path: Path
) -> None:
    review(source, dimension_no=Read("7"))
    shutil.copytree(source, tmp_path / "before")
    problems = accept(source, REFERENCE, []).problems
    assert [(problem.rule_code, problem.column_name) for problem in problems] == [
        ("max", "dimension_no"),
        # The year of a rejected project refers to nothing.
        ("unknown_reference", "project_id"),
    ]
    for path in source.iterdir():
        assert path.read_bytes() == (tmp_path / "before" / path.name).read_bytes()
    assert [path.name for path in source.parent.iterdir()] == [source.name]
