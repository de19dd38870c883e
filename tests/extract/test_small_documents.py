"""Small whole documents through every reader: exact rows, exact doubts, and nothing beyond them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
import small_documents as small
import xlsxwriter
from measure_documents import values
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from etl.extract.context import context_of
from etl.extract.document import Extraction
from etl.extract.files.formats import read_document
from etl.extract.run import read_all
from tests.conftest import REFERENCE

CODE = "5999901"
YEAR = f"{CODE}-2567-2567"
NEXT = f"{CODE}-2568-2568"
YEARS = f"{CODE}-2566-2568"
Read = Callable[..., Extraction]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write a document and read it whole, as an extraction does."""
    context = context_of(CODE, ("เทศบาลตำบลหนองสมมติ",), REFERENCE)

    def write_and_read(content: str | bytes, name: str = "plan.txt") -> Extraction:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_all(read_document(path), context)

    return write_and_read


def doubted(extraction: Extraction, *tables: str) -> list[tuple[str, str, str]]:
    """Place and name of the doubted cells: table, locator of the row, column."""
    return [
        (name, row["locator"].value, column)
        for name in tables or extraction.tables
        for row in extraction.tables.get(name, [])
        for column, cell in row.items()
        if cell.doubt
    ]


def corrected(extraction: Extraction) -> list[tuple[str, str, str, str | None]]:
    return [
        (name, row["locator"].value, cell.value, cell.corrected)
        for name, rows in extraction.tables.items()
        for row in rows
        for cell in row.values()
        if cell.corrected is not None
    ]


def rules(extraction: Extraction) -> list[tuple[str, str]]:
    return [(doubt.rule_code, doubt.locator) for doubt in extraction.doubts]


def everything(extraction: Extraction) -> dict[str, list[list[str]]]:
    """All values but the places, to compare files of different formats."""
    return {
        name: [[cell.value for column, cell in row.items() if "locator" not in column] for row in rows]
        for name, rows in extraction.tables.items()
    }


def is_untouched(extraction: Extraction) -> bool:
    return not (doubted(extraction) or corrected(extraction) or extraction.doubts)


PROJECT = ("project_id", "printed_no", "dimension_no", "kind", "title_th", "locator")
BUDGET = ("project_id", "fiscal_year", "budget_baht", "planned_quarters", "locator")
ONE_YEAR_PROJECTS = [
    (f"{YEAR}-01", "1", "1", "project", "โครงการอบรมคุณธรรมบุคลากร", "line 4"),
    (f"{YEAR}-02", "2", "2", "measure", "มาตรการออกคำสั่งมอบหมายงาน", "line 5"),
    (f"{YEAR}-03", "3", "3", "activity", "กิจกรรมรับเรื่องร้องเรียน", "line 6"),
]
ONE_YEAR_BUDGETS = [
    (f"{YEAR}-01", "2567", "20000.00", "1", "line 4"),
    (f"{YEAR}-02", "2567", "0.00", "1;2", "line 5"),
    (f"{YEAR}-03", "2567", "2260.00", "4", "line 6"),
]
ONE_YEAR_TOTALS = [
    ("budget_baht", "", "22260.00"),
    ("quarter_count", "1", "2"),
    ("quarter_count", "2", "1"),
    ("quarter_count", "4", "1"),
]


def test_one_year_whose_sums_are_right(read: Read) -> None:
    found = read(small.ONE_YEAR)
    assert list(found.tables) == ["plan", "project", "project_year", "control_total"]
    assert values(found, "plan", "plan_id", "kind", "framework_code", "title_th", "is_draft") == [
        (YEAR, "anti_corruption_plan", "2566-2570", "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2567", "false")
    ]
    assert values(found, "project", *PROJECT) == ONE_YEAR_PROJECTS
    assert values(found, "project_year", *BUDGET) == ONE_YEAR_BUDGETS
    assert values(found, "control_total", "measure", "quarter", "value") == ONE_YEAR_TOTALS
    assert is_untouched(found)


def test_a_wrong_printed_total_is_doubted_and_nothing_forced(read: Read) -> None:
    found = read(small.WRONG_TOTAL)
    assert values(found, "project_year", *BUDGET) == ONE_YEAR_BUDGETS
    assert values(found, "control_total", "measure", "value")[0] == ("budget_baht", "26662.00")
    assert corrected(found) == []
    assert rules(found) == [("sum_does_not_follow", "line 7")]
    assert doubted(found) == [
        *[("project_year", f"line {number}", "budget_baht") for number in (4, 5, 6)],
        ("control_total", "line 7", "value"),
    ]


def test_the_only_swap_that_mends_a_sum_is_proposed_with_its_reason(read: Read) -> None:
    found = read(small.ONE_SWAP)
    assert values(found, "project_year", *BUDGET) == [
        (f"{NEXT}-01", "2568", "32266.00", "1", "line 3"),
        (f"{NEXT}-02", "2568", "26622.00", "2", "line 4"),
        (f"{NEXT}-03", "2568", "226.00", "3", "line 5"),
    ]
    assert corrected(found) == [("project_year", "line 3", "32266.00", "72266.00")]
    budget = found.tables["project_year"][0]["budget_baht"]
    assert "ยอดรวม" in budget.reason
    assert "1 ช่อง" in budget.evidence
    assert found.doubts == []


def test_two_equally_small_repairs_are_left_to_a_person(read: Read) -> None:
    found = read(small.TWO_REPAIRS)
    assert [value for (value,) in values(found, "project_year", "budget_baht")] == [
        "32266.00",
        "36222.00",
        "226.00",
    ]
    assert corrected(found) == []
    assert rules(found) == [("sum_does_not_follow", "line 6")]
    assert "2 equally small repairs" in found.doubts[0].message_en
    assert {("project_year", "line 3", "budget_baht"), ("project_year", "line 4", "budget_baht")} <= set(
        doubted(found)
    )


def test_a_budget_that_was_not_read_proves_no_digit_wrong(read: Read) -> None:
    found = read(small.UNREAD_BUDGET)
    assert [value for (value,) in values(found, "project_year", "budget_baht")] == [
        "32266.00",
        "36222.00",
        "",
    ]
    assert corrected(found) == []
    assert rules(found) == [("sum_does_not_follow", "line 6")]
    assert "not read" in found.doubts[0].message_en


def test_an_empty_table_gives_no_rows(read: Read) -> None:
    assert read(small.EMPTY_TABLE).tables == {}


def test_one_organisation_with_two_plans_in_one_file(read: Read) -> None:
    found = read(small.TWO_PLANS)
    assert values(found, "plan", "plan_id", "org_code", "locator") == [
        (YEAR, CODE, "line 1"),
        (NEXT, CODE, "line 9"),
    ]
    last = (f"{NEXT}-01", "1", "4", "project", "โครงการตลาดนัดโปร่งใส", "line 12")
    assert values(found, "project", *PROJECT) == [*ONE_YEAR_PROJECTS, last]
    assert values(found, "project_year", *BUDGET) == [
        *ONE_YEAR_BUDGETS,
        (f"{NEXT}-01", "2568", "5000.00", "3", "line 12"),
    ]
    assert values(found, "control_total", "plan_id", "measure", "value")[4:] == [
        (NEXT, "budget_baht", "5000.00"),
        (NEXT, "quarter_count", "1"),
    ]
    assert is_untouched(found)


def test_english_headings(read: Read) -> None:
    plan = f"{CODE}-2566-2567"
    found = read(small.ENGLISH)
    assert values(found, "project", *PROJECT, "mission_no", "responsible_unit") == [
        (f"{plan}-01", "1", "1", "project", "Project Open House", "line 3", "1.1", "Office of the Clerk"),
        (f"{plan}-02", "2", "2", "activity", "Activity Data Day", "line 4", "2.1", "Finance Division"),
    ]
    assert values(found, "project_year", *BUDGET) == [
        (f"{plan}-01", "2566", "5000.00", "2;4", "line 3"),
        (f"{plan}-01", "2567", "0.00", "2;4", "line 3"),
        (f"{plan}-02", "2566", "0.00", "1", "line 4"),
        (f"{plan}-02", "2567", "1250.50", "1", "line 4"),
    ]
    # No heading names the plan: its title stays empty and is asked about.
    assert doubted(found) == [("plan", "line 1", "title_th")]


def test_arabic_digits_and_columns_in_another_order(read: Read) -> None:
    plan = f"{CODE}-2566-2567"
    found = read(small.OTHER_ORDER)
    assert values(found, "project", *PROJECT, "mission_no", "responsible_unit") == [
        (f"{plan}-01", "1", "2", "project", "โครงการอบรมพนักงาน", "line 4", "2.3", "กองคลัง"),
        (f"{plan}-02", "2", "4", "activity", "กิจกรรมประกวดเรียงความ", "line 5", "4.1", "สำนักปลัด"),
    ]
    assert values(found, "project_year", *BUDGET) == [
        (f"{plan}-01", "2566", "1000.00", "1;2;3", "line 4"),
        (f"{plan}-01", "2567", "1500.00", "1;2;3", "line 4"),
        (f"{plan}-02", "2566", "2000.25", "2;4", "line 5"),
        (f"{plan}-02", "2567", "0.00", "2;4", "line 5"),
    ]
    assert is_untouched(found)


def test_arabic_digits_read_as_thai_ones_do(read: Read) -> None:
    arabic = small.ONE_YEAR.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))
    assert everything(read(arabic)) == everything(read(small.ONE_YEAR))


def test_a_list_and_its_sheet_that_agree(read: Read) -> None:
    found = read(small.LIST_AND_SHEET)
    listed, other = found.tables["project"]
    columns = ("project_id", "title_th", "responsible_unit", "sheet_budget_baht", "sheet_locator", "locator")
    assert [listed[column].value for column in columns] == [
        f"{YEARS}-01",
        "โครงการปลูกต้นไม้แห่งความดี",
        "สำนักปลัดเทศบาล",
        "30000.00",
        "line 12",
        "line 7",
    ]
    assert other["title_th"].value == "กิจกรรมประกวดภาพวาดสุจริต"
    assert values(found, "project_year", *BUDGET)[:3] == [
        (f"{YEARS}-01", str(year), "30000.00", "", "line 7") for year in (2566, 2567, 2568)
    ]
    assert doubted(found, "project_year") == []
    assert rules(found) == [("project_without_sheet", "line 8")]


def test_a_list_and_its_sheet_that_disagree_on_a_budget(read: Read) -> None:
    found = read(small.LIST_AGAINST_SHEET)
    assert [row["sheet_budget_baht"].value for row in found.tables["project"][:1]] == ["80000.00"]
    budgets = found.tables["project_year"]
    assert [row["budget_baht"].value for row in budgets] == ["30000.00"] * 3 + ["0.00", "0.00", "700.50"]
    assert [bool(row["budget_baht"].doubt) for row in budgets] == [True] * 3 + [False] * 3
    assert "80000.00" in budgets[0]["budget_baht"].doubt
    assert corrected(found) == []


def test_a_person_named_in_a_sheet_is_left_out(read: Read) -> None:
    assert "ไม่มีจริง" not in repr(read(small.LIST_AND_SHEET))


def test_numbers_with_a_gap_and_a_repeat(read: Read) -> None:
    found = read(small.GAP_AND_REPEAT)
    assert values(found, "project", "seq_no", "printed_no", "title_th") == [
        ("1", "1", "โครงการปลูกต้นไม้แห่งความดี"),
        ("2", "2", "กิจกรรมประกวดภาพวาดสุจริต"),
        ("3", "2", "มาตรการตรวจสอบภายใน"),
        ("4", "5", "กิจกรรมเปิดบ้าน"),
    ]
    assert rules(found) == [("numbering", "line 9"), ("numbering", "line 10")]
    assert [place for place in doubted(found, "project") if place[2] == "printed_no"] == [
        ("project", "line 9", "printed_no"),
        ("project", "line 10", "printed_no"),
    ]


def test_no_budget_in_nine_spellings_is_nought(read: Read) -> None:
    found = read(small.NO_BUDGETS)
    assert values(found, "project_year", "project_id", "fiscal_year", "budget_baht") == [
        (f"{YEARS}-{number:02d}", str(year), "0.00") for number in (1, 2, 3) for year in (2566, 2567, 2568)
    ]
    assert doubted(found, "project_year") == []


@pytest.mark.parametrize(
    "text", [small.ONE_YEAR, small.SEVERAL_YEARS, small.ITA_RIGHT, small.TARGETS, small.RISKS]
)
@pytest.mark.parametrize(
    ("form", "name"), [(small.pipes, "plan.md"), (small.html, "a.txt"), (small.html, "a.html")]
)
def test_pipe_and_html_tables_read_as_tabs_do(
    read: Read, text: str, form: Callable[[str], str], name: str
) -> None:
    written = read(form(text), name)
    assert everything(written) == everything(read(text))
    assert len(written.tables) > 0


def as_docx(title: str, rows: list[list[str]]) -> bytes:
    document = docx.Document()
    document.add_paragraph(title)
    table = document.add_table(len(rows), len(rows[0]))
    for cells, values_of_row in zip(table.rows, rows, strict=True):
        for cell, value in zip(cells.cells, values_of_row, strict=True):
            cell.text = value
    return saved(document.save)


def as_xlsx(title: str, rows: list[list[str]]) -> bytes:
    def write(target: BytesIO) -> None:
        book = xlsxwriter.Workbook(target)
        sheet = book.add_worksheet("Plan")
        sheet.write_string(0, 0, title)
        for number, row in enumerate(rows, 2):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value)
        book.close()

    return saved(write)


def as_html(title: str, rows: list[list[str]]) -> bytes:
    return small.html("\n".join([title, "", *("\t".join(row) for row in rows)])).encode()


def as_pdf(title: str, rows: list[list[str]]) -> bytes:
    story = [
        Paragraph(title, getSampleStyleSheet()["Normal"]),
        Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]),
    ]
    return saved(lambda target: SimpleDocTemplate(target, pagesize=landscape(A4)).build(story))


def saved(save: Callable[[BytesIO], None]) -> bytes:
    target = BytesIO()
    save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "form"), [("p.docx", as_docx), ("p.xlsx", as_xlsx), ("p.html", as_html), ("p.pdf", as_pdf)]
)
def test_the_same_plan_in_four_file_formats(
    read: Read, name: str, form: Callable[[str, list[list[str]]], bytes]
) -> None:
    found = read(form(small.LATIN_TITLE, small.LATIN), name)
    assert values(found, "project", *PROJECT[:-1]) == [
        (f"{YEAR}-01", "1", "2", "project", "Project No Gift"),
        (f"{YEAR}-02", "2", "3", "activity", "Activity Open House"),
    ]
    assert values(found, "project_year", *BUDGET[:-1]) == [
        (f"{YEAR}-01", "2567", "1500.00", "1"),
        (f"{YEAR}-02", "2567", "2260.00", "3;4"),
    ]
    assert values(found, "control_total", "measure", "quarter", "value") == [
        ("budget_baht", "", "3760.00"),
        ("quarter_count", "1", "1"),
        ("quarter_count", "3", "1"),
        ("quarter_count", "4", "1"),
    ]
    assert doubted(found, "project", "project_year", "control_total") == []


@pytest.mark.parametrize(("name", "form"), [("p.docx", as_docx), ("p.xlsx", as_xlsx)])
def test_the_thai_plan_in_office_formats(
    read: Read, name: str, form: Callable[[str, list[list[str]]], bytes]
) -> None:
    title, *lines = small.ONE_YEAR.strip("\n").split("\n")
    width = len(lines[0].split("\t"))
    rows = [(line.split("\t") + [""] * width)[:width] for line in lines]
    written, typed = everything(read(form(title, rows), name)), everything(read(small.ONE_YEAR))
    # A caption in a cell is the whole title; a line of running text may go on after the year.
    assert written.pop("plan")[0][0] == typed.pop("plan")[0][0] == YEAR
    assert written == typed


ITA_SCORES = ["82.00", "82.22", "82.66", "80.62", "82.50", "86.22", "86.26", "85.52", "92.22", "91.78"]


def test_ita_scores_whose_total_is_right(read: Read) -> None:
    found = read(small.ITA_RIGHT)
    assert list(found.tables) == ["ita_indicator", "ita_result"]
    assert values(found, "ita_indicator", "org_code", "fiscal_year", "indicator_no", "score", "locator") == [
        (CODE, "2566", str(number), score, f"line {number + 3}") for number, score in enumerate(ITA_SCORES, 1)
    ]
    assert values(found, "ita_result", "fiscal_year", "total_stated", "level_stated", "locator") == [
        ("2566", "87.20", "ผ่านดี", "line 14")
    ]
    assert is_untouched(found)


def test_an_ita_score_that_the_total_proves_misread(read: Read) -> None:
    found = read(small.ITA_MISREAD)
    assert [score for (score,) in values(found, "ita_indicator", "score")] == [*ITA_SCORES[:-1], "19.78"]
    assert corrected(found) == [("ita_indicator", "line 13", "19.78", "91.78")]
    assert "87.20" in found.tables["ita_indicator"][-1]["score"].evidence


def test_targets_by_year(read: Read) -> None:
    found = read(small.TARGETS)
    columns = ("org_code", "fiscal_year", "metric_code", "target_value", "baseline_fiscal_year", "locator")
    assert list(found.tables) == ["target"]
    assert values(found, "target", *columns) == [
        (CODE, "2566", "ita_score", "85", "", "line 4"),
        (CODE, "2567", "ita_score", "87", "", "line 4"),
        (CODE, "2568", "ita_score", "89", "", "line 4"),
        (CODE, "2566", "case_reduction", "0.10", "2565", "line 5"),
        (CODE, "2567", "case_reduction", "0.20", "2565", "line 5"),
        (CODE, "2568", "case_reduction", "0.30", "2565", "line 5"),
    ]
    assert is_untouched(found)


def test_risks_and_their_controls(read: Read) -> None:
    found = read(small.RISKS)
    columns = ("risk_id", "process_step", "risk_event", "likelihood", "impact", "risk_score", "level_code")
    assert values(found, "risk", *columns) == [
        (f"{YEAR}-r01", "การอนุญาต", "เรียกรับสินบน", "3", "4", "12", "high"),
        (f"{YEAR}-r02", "การเงิน", "เบิกจ่ายเท็จ", "2", "5", "18", ""),
    ]
    assert values(found, "risk_control", "plan_id", "step_no", "control_no", "control_th", "locator") == [
        (YEAR, "1", "1", "มาตรการตรวจสอบใบอนุญาต", "line 5"),
        (YEAR, "2", "1", "มาตรการสอบทานใบเสร็จ", "line 6"),
    ]
    # 2 times 5 is not 18.
    assert doubted(found, "risk", "risk_control") == [
        ("risk", "line 6", "likelihood"),
        ("risk", "line 6", "impact"),
        ("risk", "line 6", "risk_score"),
    ]


def test_measures_in_a_narrative(read: Read) -> None:
    found = read(small.NARRATIVE)
    assert values(found, "plan", "plan_id", "kind", "stated_project_count") == [
        (YEAR, "transparency_measures", "2")
    ]
    assert values(found, "project", "printed_no", "kind", "title_th", "responsible_unit", "locator") == [
        ("1", "project", "โครงการประกาศเจตนารมณ์", "สำนักปลัด", "line 6"),
        ("2", "activity", "กิจกรรมปรับปรุงเว็บไซต์", "กองคลัง", "line 13"),
    ]
    assert values(found, "project_year", *BUDGET) == [
        (f"{YEAR}-01", "2567", "", "1;2", "line 7"),
        (f"{YEAR}-02", "2567", "", "1;2;3;4", "line 14"),
    ]
    assert values(found, "result", "project_id", "value", "unit_th", "locator") == [
        (f"{YEAR}-01", "2", "ครั้ง", "line 9"),
        (f"{YEAR}-01", "1250", "คน", "line 9"),
        (f"{YEAR}-02", "95.5", "ร้อยละ", "line 16"),
    ]
    assert values(found, "case_count", "fiscal_year", "kind", "count") == [("2567", "complaint", "0")]
    assert values(found, "control_total", "measure", "value") == [("project_count", "2")]


def test_a_document_without_tables_gives_nothing(read: Read) -> None:
    found = read(small.NO_TABLES)
    assert (found.tables, found.doubts) == ({}, [])


@pytest.mark.parametrize("encoding", ["cp874", "utf-16"])
def test_text_of_another_encoding_is_read_with_a_note(read: Read, encoding: str) -> None:
    text = small.ONE_YEAR.replace("✓", "/")
    found = read(text.encode(encoding))
    assert values(found, "project", *PROJECT) == ONE_YEAR_PROJECTS
    assert values(found, "project_year", *BUDGET) == ONE_YEAR_BUDGETS
    assert rules(found) == [("other_encoding", "line 1")]
    assert doubted(found) == []


def test_a_report_of_twelve_months(read: Read) -> None:
    found = read(small.TWELVE_MONTHS)
    assert values(found, "project", *PROJECT) == ONE_YEAR_PROJECTS
    assert values(found, "status_report", "project_id", "report_round", "status_code", "disbursed_baht") == [
        (f"{YEAR}-01", "12", "completed", "15500.50"),
        (f"{YEAR}-02", "12", "in_progress", "0.00"),
        (f"{YEAR}-03", "12", "cannot_proceed", "0.00"),
    ]
    assert values(found, "status_report", "status_note", "locator")[2] == ("เลื่อนเพราะโรคระบาด", "line 6")
    assert is_untouched(found)


def test_a_working_plan(read: Read) -> None:
    found = read(small.WORKING_PLAN)
    columns = ("project_id", "dimension_no", "mission_no", "kind", "title_th", "responsible_unit")
    assert values(found, "project", *columns) == [
        (f"{YEAR}-01", "1", "1.3", "project", "โครงการโรงเรียนคุณธรรม", "กองการศึกษา"),
        (f"{YEAR}-02", "2", "2.3", "measure", "มาตรการกระจายอำนาจ", "สำนักปลัด"),
    ]
    assert values(found, "project_year", *BUDGET) == [
        (f"{YEAR}-01", "2567", "30000.00", "1;3", "line 3"),
        (f"{YEAR}-02", "2567", "0.00", "2;3;4", "line 4"),
    ]
    assert is_untouched(found)
