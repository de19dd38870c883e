"""The gate: what cells hold, which files are refused, and what the officer is told to do instead."""

import datetime as dt

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from received_files import SMALL, refused, repacked, sheet_xml, with_sheet, workbook
from refused_files import REFUSED

from etl.imports.receive import reading_notices, receive, shown_name
from etl.imports.submission import Cell, CellKind


def cells_of(content: bytes, name: str = "a.xlsx") -> list[list[str]]:
    (sheet,) = receive(name, content).sheets
    return [[cell.text for cell in row.values()] for row in sheet.rows.values()]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        pytest.param("  ข้อความ ", Cell("  ข้อความ "), id="text"),
        pytest.param("๒๕๖๗", Cell("๒๕๖๗"), id="thai digits"),
        pytest.param(2567, Cell("2567", CellKind.number), id="whole"),
        pytest.param(29500.0, Cell("29500", CellKind.number), id="whole as float"),
        pytest.param(85.2, Cell("85.2", CellKind.number), id="decimal"),
        pytest.param(0.1 + 0.2, Cell("0.3", CellKind.number), id="rounding error"),
        pytest.param(1e20, Cell("100000000000000000000", CellKind.number), id="large"),
        pytest.param(1.5e-7, Cell("0.00000015", CellKind.number), id="small"),
        pytest.param(True, Cell("true", CellKind.truth), id="true"),
        pytest.param(dt.date(2024, 9, 30), Cell("2024-09-30", CellKind.date), id="day"),
        pytest.param(dt.datetime(2024, 9, 30), Cell("2024-09-30", CellKind.date), id="midnight"),
        pytest.param(dt.datetime(2024, 9, 30, 8, 5), Cell("2024-09-30 08:05:00", CellKind.date), id="moment"),
        pytest.param(dt.time(8, 5), Cell("08:05:00", CellKind.date), id="time"),
        pytest.param("=B1+1", Cell("=B1+1", CellKind.formula), id="formula"),
        pytest.param(
            ArrayFormula("A1", "=SUM(B1:B2)"), Cell("=SUM(B1:B2)", CellKind.formula), id="array formula"
        ),
        pytest.param("#REF!", Cell("#REF!", CellKind.error), id="error"),
        pytest.param("บรรทัด_x000D_\nสอง", Cell("บรรทัด\nสอง"), id="line end of Windows"),
    ],
)
def test_a_cell_is_read_as_text_with_its_kind(value: object, cell: Cell) -> None:
    (sheet,) = receive("a.xlsx", workbook(a=[[value]])).sheets
    assert sheet.rows == {1: {1: cell}}


def test_blank_cells_and_rows_are_absent_and_the_others_keep_their_place() -> None:
    content = workbook(a=[["x", None, "y"], ["  ", ""], [None], [None, 7]])
    (sheet,) = receive("a.xlsx", content).sheets
    assert sheet.rows == {1: {1: Cell("x"), 3: Cell("y")}, 4: {2: Cell("7", CellKind.number)}}


def test_what_is_hidden_or_merged_is_recorded() -> None:
    def hide(book: Workbook) -> None:
        sheet = book["a"]
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.merge_cells("A3:B4")
        book["b"].sheet_state = "veryHidden"

    first, second = receive("a.xlsx", workbook(hide, a=[["x", "y", "z"], ["1"], ["2"]], b=[["x"]])).sheets
    assert (first.hidden_rows, first.hidden_columns, first.is_hidden) == ({2}, {3}, False)
    assert first.merged == ((3, 1, 4, 2),)
    assert second.is_hidden


def test_a_sheet_that_states_a_wrong_size_is_read_whole() -> None:
    rows = '<row><c t="inlineStr"><is><t>ก</t></is></c><c><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>'
    stated = sheet_xml(rows).replace("<sheetData>", '<dimension ref="A1"/><sheetData>')
    sheet = repacked(SMALL, {"xl/worksheets/sheet1.xml": stated.encode()})
    assert cells_of(sheet) == [["ก", "1"], ["2"]]


def test_a_sheet_that_states_a_huge_size_costs_nothing() -> None:
    stated = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    assert cells_of(repacked(SMALL, {"xl/worksheets/sheet1.xml": stated.encode()})) == [["1"]]


def test_a_formula_that_would_start_a_program_is_a_formula_and_no_value() -> None:
    (sheet,) = receive("a.xlsx", workbook(a=[["=cmd|'/c calc'!A0"]])).sheets
    assert sheet.rows[1][1].kind == CellKind.formula


def test_a_hundred_thousand_formatted_empty_rows_are_passed_by() -> None:
    rows = "".join(
        f'<row r="{n}" s="0"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>' for n in range(2, 100_002)
    )
    content = with_sheet('<row r="1"><c r="A1"><v>1</v></c></row>' + rows)
    assert cells_of(content) == [["1"]]


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_is_refused_by_a_rule_that_says_what_to_do(case: str) -> None:
    name, content, rule_code, words = REFUSED[case]
    told_rule, told = refused(name, content())
    assert told_rule == rule_code
    assert words in told


def test_a_link_to_a_web_page_refuses_nothing() -> None:
    def link(book: Workbook) -> None:
        book["a"]["A1"].hyperlink = "https://example.org/"

    assert cells_of(workbook(link, a=[["x"]])) == [["x"]]


TEXT = "รหัส,ชื่อ\r\n01,โครงการ ก\r\n"


@pytest.mark.parametrize(
    ("content", "notices"),
    [
        pytest.param(TEXT.encode(), [], id="utf-8"),
        pytest.param(TEXT.encode("utf-8-sig"), [], id="utf-8 with mark"),
        pytest.param(TEXT.encode("cp874"), ["TIS-620 (cp874)"], id="thai windows"),
        pytest.param(TEXT.replace(",", "\t").encode("utf-16"), ["UTF-16"], id="utf-16"),
    ],
)
def test_a_csv_is_read_in_the_encodings_that_excel_writes(content: bytes, notices: list[str]) -> None:
    received = receive("project.csv", content)
    (sheet,) = received.sheets
    assert sheet.name == "project.csv"
    assert sheet.rows == {1: {1: Cell("รหัส"), 2: Cell("ชื่อ")}, 2: {1: Cell("01"), 2: Cell("โครงการ ก")}}
    assert [(one.rule_code, one.value) for one in reading_notices(received)] == [
        ("csv_other_encoding", value) for value in notices
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("a,b\n1,2\n", [["a", "b"], ["1", "2"]], id="comma"),
        pytest.param("a;b\n85,20;2\n", [["a", "b"], ["85,20", "2"]], id="semicolon"),
        pytest.param("a\tb\n1,5\t2\n", [["a", "b"], ["1,5", "2"]], id="tab"),
        pytest.param('"a;x";"b"\n1;2\n', [["a;x", "b"], ["1", "2"]], id="quoted separator"),
        pytest.param('a,b\n"ก\nข","""1"""\n', [["a", "b"], ["ก\nข", '"1"']], id="quoted lines"),
        pytest.param("ผล ITA\n\na;b\n1;2", [["ผล ITA"], ["a", "b"], ["1", "2"]], id="title above"),
        pytest.param("a\n1\n\n\n", [["a"], ["1"]], id="one column"),
        pytest.param("a,b\n=1+1,@x\n", [["a", "b"], ["=1+1", "@x"]], id="formula-like"),
    ],
)
def test_the_separator_is_that_of_the_heading(text: str, rows: list[list[str]]) -> None:
    assert cells_of(text.encode(), "a.csv") == rows


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        pytest.param("../../etc/แผน.xlsx", "แผน.xlsx", id="path"),
        pytest.param("C:\\Users\\x\\แผน.xlsx", "แผน.xlsx", id="windows path"),
        pytest.param("แผน\x00\n\u202excsx.xlsx", "แผนxcsx.xlsx", id="letters not seen"),
        pytest.param("ก" * 300 + ".xlsx", "ก" * 195 + ".xlsx", id="long"),
        pytest.param("ก." + "x" * 300, "ก." + "x" * 198, id="long suffix"),
        pytest.param("  /\t", "แฟ้มไม่มีชื่อ", id="nothing left"),
    ],
)
def test_of_a_name_only_the_last_part_that_can_be_seen_is_kept(given: str, shown: str) -> None:
    assert shown_name(given) == shown


def test_the_kept_name_is_the_one_of_the_received_file() -> None:
    received = receive("../เป้า\u200bหมาย.CSV", b"a,b\n1,2\n")
    assert (received.name, received.sheets[0].name) == ("เป้าหมาย.CSV", "เป้าหมาย.CSV")
