"""The Excel file: cells of the right kind, texts that stay texts, and a second sheet that explains the first."""

import tempfile
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import fastexcel
import polars as pl
import pytest
from lxml import etree

from warehouse import workbook
from warehouse.workbook import MOST_CHARACTERS, TooManyRows, Words, excel_file

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FRAME = pl.DataFrame(
    {
        "title_th": ["โครงการหนึ่ง", None],
        "score": [87.5, None],
        "budget_baht": [Decimal("1234567.89"), None],
        "fiscal_year": [2565, None],
        "is_completed": [True, None],
        "reported_on": [date(2022, 10, 31), None],
        "built_at": [datetime(2026, 11, 20, 8, 15), None],
        "planned_quarters": [[1, 2], None],
    },
    schema_overrides={"budget_baht": pl.Decimal(18, 2), "planned_quarters": pl.List(pl.Int16)},
)
DANGEROUS = ["=1+1", "+66", "-5", "@sum(A1)", "\tx", '=HYPERLINK("http://x","y")']


def _made(folder: Path, *frames: pl.DataFrame, words: Words | None = None) -> Path:
    path = folder / "made.xlsx"
    excel_file(iter(frames), path, words)
    return path


def _sheet(path: Path, number: int = 1) -> list[dict[str, tuple[str | None, str]]]:
    """The lines of a sheet: column letter -> (kind of the cell, what it holds), as the file itself has it."""
    with zipfile.ZipFile(path) as book:
        root = etree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
        texts = _shared(book)
    lines = []
    for row in root.iter(f"{MAIN}row"):
        cells = {}
        for cell in row.iter(f"{MAIN}c"):
            assert cell.find(f"{MAIN}f") is None, "a formula"
            value = "".join(cell.itertext())
            kind = cell.get("t")
            letters = cell.get("r").rstrip("0123456789")
            cells[letters] = (kind, texts[int(value)] if kind == "s" else value)
        lines.append(cells)
    return lines


def _shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    root = etree.fromstring(book.read("xl/sharedStrings.xml"))
    return ["".join(item.itertext()) for item in root.iter(f"{MAIN}si")]


def _texts(path: Path) -> list[str]:
    return [value for line in _sheet(path)[1:] for _, value in line.values()]


def test_cells_have_the_kind_of_their_column(tmp_path: Path) -> None:
    head, first, *rest = _sheet(_made(tmp_path, FRAME))
    assert [text for _, text in head.values()] == FRAME.columns
    kinds = {letter: kind for letter, (kind, _) in first.items()}
    assert kinds["A"] in ("s", "inlineStr")
    assert kinds["B"] is kinds["C"] is kinds["D"] is None
    assert kinds["E"] == "b"
    assert kinds["F"] is kinds["G"] is None
    assert [first[letter][1] for letter in "ABCDEH"] == [
        "โครงการหนึ่ง",
        "87.5",
        "1234567.89",
        "2565",
        "1",
        "1;2",
    ]
    # A line without a value has no cells: what is missing is not zero.
    assert all(not line for line in rest)


def test_reads_back_with_dates_as_dates(tmp_path: Path) -> None:
    book = fastexcel.read_excel(_made(tmp_path, FRAME))
    assert book.sheet_names == ["data", "about"]
    row = book.load_sheet("data").to_polars().row(0, named=True)
    assert row["reported_on"] == datetime(2022, 10, 31)
    assert row["built_at"] == datetime(2026, 11, 20, 8, 15)
    assert row["is_completed"] is True
    assert row["budget_baht"] == 1234567.89


def test_rows_of_all_frames_follow_each_other(tmp_path: Path) -> None:
    frames = [pl.DataFrame({"n": range(start, start + 10)}) for start in (0, 10, 20)]
    path = _made(tmp_path, frames[0].clear(), *frames)
    assert fastexcel.read_excel(path).load_sheet("data").to_polars()["n"].to_list() == list(range(30))


def test_no_rows_leave_the_headings(tmp_path: Path) -> None:
    assert len(_sheet(_made(tmp_path, FRAME.clear()))) == 1


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_looks_like_a_formula_stays_text_and_as_it_is(tmp_path: Path, text: str) -> None:
    path = _made(tmp_path, pl.DataFrame({"a": [text]}))
    assert _texts(path) == [text]
    # The mark that keeps it text when somebody edits the cell.
    with zipfile.ZipFile(path) as book:
        assert b'quotePrefix="1"' in book.read("xl/styles.xml")


def test_heading_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    words = Words(headings={"a": "=x"})
    assert _sheet(_made(tmp_path, pl.DataFrame({"a": [1]}), words=words))[0]["A"][1] == "=x"


@pytest.mark.parametrize(
    "text", ["http://x.example/ก", "mailto:x@y", "internal:data!A1", "a\nb", "  a  ", "<b>&"]
)
def test_other_texts_are_written_as_they_are(tmp_path: Path, text: str) -> None:
    path = _made(tmp_path, pl.DataFrame({"a": [text]}))
    assert _texts(path) == [text]
    with zipfile.ZipFile(path) as book:
        assert b"hyperlink" not in book.read("xl/worksheets/sheet1.xml")


def test_a_control_character_does_not_spoil_the_file(tmp_path: Path) -> None:
    path = _made(tmp_path, pl.DataFrame({"a": ["x\x01y"]}))
    assert fastexcel.read_excel(path).load_sheet("data").to_polars().height == 1


@pytest.mark.parametrize(("length", "cut"), [(MOST_CHARACTERS, 0), (MOST_CHARACTERS + 1, 1), (70_000, 1)])
def test_a_text_too_long_for_a_cell_is_cut_and_counted(tmp_path: Path, length: int, cut: int) -> None:
    told: list[int] = []
    words = Words(about=lambda cells: told.append(cells) or [])  # type: ignore[func-returns-value]
    path = _made(tmp_path, pl.DataFrame({"a": ["ก" * length]}), words=words)
    [text] = _texts(path)
    assert len(text) == min(length, MOST_CHARACTERS)
    assert text.endswith("…") == bool(cut)
    assert told == [cut]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None])
def test_what_is_no_number_is_an_empty_cell(tmp_path: Path, value: float | None) -> None:
    path = _made(tmp_path, pl.DataFrame({"a": [value], "b": [1]}))
    assert "A" not in _sheet(path)[1]


def test_a_whole_number_too_long_for_excel_keeps_its_digits(tmp_path: Path) -> None:
    assert _texts(_made(tmp_path, pl.DataFrame({"a": [12345678901234567]}))) == ["12345678901234567"]


def test_the_second_sheet_has_its_groups_and_lines(tmp_path: Path) -> None:
    about = [("ตัวกรอง", [("ปี", "2565"), ("หน่วยงาน", "2650101")]), ("คอลัมน์", [("ชื่อ", "title_th", "")])]
    words = Words("ข้อมูล", "เกี่ยวกับแฟ้ม", {"title_th": "ชื่อ"}, lambda cut: about)
    path = _made(tmp_path, FRAME, words=words)
    assert fastexcel.read_excel(path).sheet_names == ["ข้อมูล", "เกี่ยวกับแฟ้ม"]
    lines = [[text for _, text in line.values() if text] for line in _sheet(path, 2)]
    assert [line for line in lines if line] == [
        ["ตัวกรอง"],
        ["ปี", "2565"],
        ["หน่วยงาน", "2650101"],
        ["คอลัมน์"],
        ["ชื่อ", "title_th"],
    ]


def test_headings_are_fixed_and_can_filter(tmp_path: Path) -> None:
    with zipfile.ZipFile(_made(tmp_path, FRAME)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:H3"/>' in sheet


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 5)
    assert len(_sheet(_made(tmp_path, pl.DataFrame({"n": range(5)})))) == 6
    with pytest.raises(TooManyRows, match="5"):
        _made(tmp_path, *[pl.DataFrame({"n": range(3)})] * 2)


def test_leaves_nothing_behind_when_the_rows_break_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))

    def frames():
        yield FRAME
        raise RuntimeError("the warehouse has gone")

    with pytest.raises(RuntimeError):
        excel_file(frames(), tmp_path / "made.xlsx")
    assert list(scratch.iterdir()) == []
