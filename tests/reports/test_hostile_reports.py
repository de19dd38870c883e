"""Hostile texts in every column of the data: each report is made of them, and in it they are texts."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO

import openpyxl
import pytest
from made_up_rules import CODE
from reports_made import Maker

from reports.door import Kind
from tests.trust.hostile_country import publish_hostile_country
from warehouse.reader import open_current

pytestmark = pytest.mark.attack
OF = {"org": CODE[4], "year": 2567}
# The sums of a report, and the comparison of two of them.
OWN_FORMULA = re.compile(r"=(SUM|COUNT|IF|ROUND)\w*\([A-Z0-9:,.\s+\-=<>\"✓()!'฀-๿]*\)")


@pytest.fixture(scope="module")
def of_hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maker]:
    """Reports of the made-up country with hostile strings in each of its texts."""
    store = publish_hostile_country(tmp_path_factory.mktemp("hostile"))
    with closing(open_current(store)) as warehouse:
        yield Maker(warehouse, tmp_path_factory.mktemp("of_hostile"))


@pytest.mark.parametrize("kind", list(Kind))
def test_a_pdf_shows_the_marks_of_templates_and_what_would_steer_a_line(
    of_hostile: Maker, kind: Kind
) -> None:
    report = of_hostile.pdf(str(kind), **OF)
    assert report.is_tagged
    assert b"/URI" not in report.content
    assert b"/JavaScript" not in report.content
    assert "<script>" in report.letters
    assert "\u202e" not in report.letters


@pytest.mark.parametrize("kind", list(Kind))
def test_a_document_of_word_leads_nowhere_and_has_no_field_of_the_data(of_hostile: Maker, kind: Kind) -> None:
    with zipfile.ZipFile(BytesIO(of_hostile.file(str(kind), "docx", **OF))) as parts:
        relations = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels"))
        document = parts.read("word/document.xml").decode()
    assert 'TargetMode="External"' not in relations
    assert "&lt;script&gt;" in document
    assert set(re.findall(r"<w:instrText[^>]*>([^<]*)", document)) <= {"PAGE", "NUMPAGES"}


@pytest.mark.parametrize("kind", list(Kind))
def test_a_workbook_has_no_formula_but_sums(of_hostile: Maker, kind: Kind) -> None:
    book = openpyxl.load_workbook(BytesIO(of_hostile.file(str(kind), "xlsx", **OF)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = {cell.value for cell in cells if cell.data_type == "f"}
    assert all(OWN_FORMULA.fullmatch(formula) for formula in formulas), formulas
    assert any("<script>" in str(cell.value) for cell in cells)
    assert not [cell.hyperlink for cell in cells if cell.hyperlink]
