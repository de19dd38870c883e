"""Reports as Word and Excel files, opened and worked out anew by a real office program."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from made_up_rules import CODE
from reports_made import LONG_TITLE, Maker, made_of, many_projects, printed

from warehouse.reader import Warehouse

PHITSANULOK = "2650101"
HOSTILE = '=HYPERLINK("x")&<b>ทดสอบ</b>'
Office = Callable[[dict[str, bytes], str], dict[str, bytes]]


@dataclass(frozen=True)
class Files:
    """The files of all tests: as they are made, and as the office program has them."""

    made: dict[str, bytes]
    opened: dict[str, bytes]


def _without_answers(content: bytes) -> bytes:
    """A workbook whose formulas have no answer yet: whoever opens it must work them out."""
    out = BytesIO()
    openpyxl.load_workbook(BytesIO(content)).save(out)
    return out.getvalue()


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maker]:
    with made_of(tmp_path_factory.mktemp("large_office"), many_projects(120)) as maker:
        yield maker


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maker]:
    with made_of(tmp_path_factory.mktemp("hostile_office"), many_projects(3, HOSTILE)) as maker:
        yield maker


@pytest.fixture(scope="session")
def books(of_seeds: Maker, of_country: Maker, large: Maker, hostile: Maker, office: Office) -> Files:
    """Workbooks, whose formulas were worked out by the office program."""
    one = {"year": 2565, "org": PHITSANULOK}
    made = {
        "progress.xlsx": of_seeds.file("progress-12", "xlsx", **one),
        "thai.xlsx": of_seeds.file("progress-12", "xlsx", digits="thai", **one),
        "annual.xlsx": of_seeds.file("annual", "xlsx", **one),
        "large.xlsx": large.file("progress-12", "xlsx", org="5999999", year=2567),
        "hostile.xlsx": hostile.file("annual", "xlsx", org="5999999", year=2567),
        "country.xlsx": of_country.file("progress-12", "xlsx", org=CODE[1], year=2567),
        "briefing.xlsx": of_seeds.file("briefing", "xlsx", lang="en", **one),
    }
    return Files(made, office({name: _without_answers(content) for name, content in made.items()}, "xlsx"))


@pytest.fixture(scope="session")
def papers(of_seeds: Maker, of_country: Maker, large: Maker, hostile: Maker, office: Office) -> Files:
    """Documents, as the office program prints them."""
    one = {"year": 2565, "org": PHITSANULOK}
    made = {
        "progress.docx": of_seeds.file("progress-12", "docx", **one),
        "thai.docx": of_seeds.file("progress-12", "docx", digits="thai", **one),
        "annual.docx": of_seeds.file("annual", "docx", lang="en", **one),
        "large.docx": large.file("progress-12", "docx", org="5999999", year=2567),
        "hostile.docx": hostile.file("progress-12", "docx", org="5999999", year=2567),
        "country.docx": of_country.file("briefing", "docx", org=CODE[1], year=2567),
    }
    return Files(made, office(made, "pdf"))


def _rows(content: bytes, sheet: int = 0, *, formulas: bool = False) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(BytesIO(content), data_only=not formulas)
    return list(book.worksheets[sheet].iter_rows(values_only=True))


def _row(rows: list[tuple[Any, ...]], label: str, column: int = 1) -> tuple[Any, ...]:
    [found] = [row for row in rows if row[column] == label]
    return found


# --- Excel


def test_sums_are_formulas_and_come_to_the_control_totals(books: Files, seeds: Warehouse) -> None:
    formulas = _row(_rows(books.made["progress.xlsx"], formulas=True), "รวม")
    assert all(str(cell).startswith("=") for cell in formulas[3:9])
    worked_out = _row(_rows(books.opened["progress.xlsx"]), "รวม")
    [totals] = seeds.sql(
        "select sum(p.budget_baht), sum(r.disbursed_baht), "
        "count(*) filter (r.status_code = 'awaiting_report'), count(*) filter (r.status_code = 'in_progress'), "
        "count(*) filter (r.status_code = 'completed'), count(*) filter (r.status_code = 'cannot_proceed') "
        "from mart.project_year as p join mart.status_report as r using (project_id, fiscal_year) "
        f"where p.org_code = '{PHITSANULOK}' and p.fiscal_year = 2565 and r.report_round = 12"
    ).rows()
    assert [float(value) for value in worked_out[3:9]] == [float(value) for value in totals]
    # What the document prints: 38 projects of 275,145 baht, of which 2 are awaited, 3 under way and 33 completed.
    assert worked_out[3:9] == (275_145, 89_141.4, 2, 3, 33, 0)


def test_what_is_stored_in_a_cell_is_what_its_formula_gives(books: Files) -> None:
    for name in books.made:
        for sheet in range(len(openpyxl.load_workbook(BytesIO(books.made[name])).worksheets)):
            formulas = _rows(books.made[name], sheet, formulas=True)
            stored, worked_out = _rows(books.made[name], sheet), _rows(books.opened[name], sheet)
            for line, cells in enumerate(formulas):
                for column, cell in enumerate(cells):
                    if str(cell).startswith("=") and "HYPERLINK" not in str(cell):
                        assert stored[line][column] == pytest.approx(worked_out[line][column]), (name, cell)


def test_each_dimension_has_its_sum(books: Files) -> None:
    rows = _rows(books.opened["large.xlsx"])
    # Projects i of 1,000 i baht with i mod 4 = 0 have dimension 1: 4 + 8 + … + 120 = 1,860 thousand.
    [first] = [row for row in rows if str(row[1]).startswith("รวม มิติ 1")]
    assert first[3:9] == (1_860_000, 930_000, 0, 0, 30, 0)
    assert _row(rows, "รวม")[3:9] == (7_260_000, 3_630_000, 30, 30, 30, 30)


def test_numbers_stay_numbers_with_thai_digits(books: Files) -> None:
    row = _row(_rows(books.opened["thai.xlsx"]), "รวม")
    assert row[3] == 275_145
    book = openpyxl.load_workbook(BytesIO(books.made["thai.xlsx"]))
    [cell] = [row[3] for row in book.worksheets[0].iter_rows() if row[1].value == "รวม"]
    assert cell.number_format == "[$-D00041E]#,##0.00"


def test_what_has_no_figure_says_so_in_its_sum(books: Files, country: Warehouse) -> None:
    rows = _rows(books.opened["country.xlsx"])
    projects = [row for row in rows if isinstance(row[0], int)]
    # i mod 5 = 0 has no budget: 5 and 10, and 15 among the 16 that are planned in 2567 (6 and 12 only in even years).
    silent = {row[0] for row in projects if row[3] == "ไม่มีข้อมูล"}
    assert silent == {5, 10, 15}
    assert "ข้อมูลจำลอง ไม่ใช่ของจริง" in {row[0] for row in rows}


def test_a_text_of_the_data_is_no_formula(books: Files) -> None:
    book = openpyxl.load_workbook(BytesIO(books.made["hostile.xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == HOSTILE]
    assert len(cells) == 3 + 3  # in the list, and among the problems, for none of the three is completed
    assert all(cell.quotePrefix or cell.data_type == "s" for cell in cells)
    with_files = _all_texts(books.made["hostile.xlsx"])
    assert "<f>HYPERLINK" not in with_files


def _all_texts(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return "".join(
            parts.read(name).decode("utf-8") for name in parts.namelist() if name.startswith("xl/worksheets/")
        )


def test_the_last_sheet_tells_what_is_missing_and_where_all_comes_from(
    books: Files, seeds: Warehouse
) -> None:
    rows = _rows(books.opened["annual.xlsx"], -1)
    texts = {str(cell) for row in rows for cell in row if cell}
    assert "ข้อเสนอแนะ" in texts
    assert any(seeds.build_id in text for text in texts)
    titles = seeds.sql(
        "select distinct s.title_th from mart.project_year as p join mart.source as s using (source_id) "
        f"where p.org_code = '{PHITSANULOK}' and p.fiscal_year = 2565"
    )["title_th"].to_list()
    assert set(titles) <= texts


# --- Word


def test_a_document_says_each_project_and_the_sums(papers: Files, seeds: Warehouse) -> None:
    letters = printed(papers.opened["progress.docx"]).letters
    titles = seeds.sql(
        f"select title_th from mart.project_year where org_code = '{PHITSANULOK}' and fiscal_year = 2565"
    )["title_th"].to_list()
    assert len(titles) == 38
    document = Document(BytesIO(papers.made["progress.docx"]))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert set(titles) <= cells
    for figures in ("275,145.00", "89,141.40"):
        assert figures in cells
        assert figures in letters


def test_a_document_has_real_headings_and_tables_with_repeated_headings(papers: Files) -> None:
    document = Document(BytesIO(papers.made["large.docx"]))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Heading 1", "Heading 2", "Heading 3"} <= styles
    [table] = [table for table in document.tables if len(table.rows) > 100]
    marked = [row._tr.trPr is not None and "tblHeader" in row._tr.trPr.xml for row in table.rows]
    assert marked[:2] == [True, True]
    assert not any(marked[2:])
    opened = printed(papers.opened["large.docx"])
    pages = ["".join(page.split()) for page in opened.pages if "ส่งเสริมการมีส่วนร่วม" in page]
    assert len(pages) > 8
    assert all("โครงการ/กิจกรรม/มาตรการ" in page for page in pages)
    assert opened.letters.count("".join(LONG_TITLE.split())) > 0


def test_each_page_of_a_document_has_its_number_and_the_build(papers: Files, seeds: Warehouse) -> None:
    pages = printed(papers.opened["progress.docx"]).pages
    for number, text in enumerate(pages, 1):
        letters = "".join(text.split())
        assert f"หน้า{number}จาก{len(pages)}" in letters
        assert seeds.build_id in letters


def test_the_page_of_a_document_with_thai_digits_is_counted_in_them(papers: Files) -> None:
    content = _document_part(papers.made["thai.docx"], "word/footer1.xml")
    assert "PAGE \\* THAIARABIC" in content
    assert "๒๗๕,๑๔๕.๐๐" in printed(papers.opened["thai.docx"]).letters


def _document_part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return parts.read(name).decode("utf-8")


def test_simulated_data_is_marked_in_a_document(papers: Files) -> None:
    pages = printed(papers.opened["country.docx"]).pages
    assert all("ข้อมูลจำลอง ไม่ใช่ของจริง" in page for page in pages)
    assert "textpath" in _document_part(papers.made["country.docx"], "word/header1.xml")


def test_a_document_takes_the_data_for_text(papers: Files) -> None:
    document = Document(BytesIO(papers.made["hostile.docx"]))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert cells.count(HOSTILE) == 3


def test_signs_that_no_document_can_hold_are_left_out(tmp_path: Path) -> None:
    with made_of(tmp_path, many_projects(1, "โครง\x0bการ\x1f")) as maker:
        document = Document(BytesIO(maker.file("progress-12", "docx", org="5999999", year=2567)))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        assert "โครงการ" in cells
        assert b"PDF" in maker.file("progress-12", "pdf", org="5999999", year=2567)


def test_an_english_document_is_english_but_for_what_the_sources_say(papers: Files) -> None:
    text = " ".join(printed(papers.opened["annual.docx"]).pages)
    for words in ("Annual report of results", "2. Budget and disbursement", "No data", "Signed"):
        assert words in text
