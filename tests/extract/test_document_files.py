"""Every format gives lines and cells with a place; what cannot be read says why, in both languages."""

import hashlib
import io
import os
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import xlsxwriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from etl.extract.document import Document, Line
from etl.extract.files import formats
from etl.extract.files.content import MOST_COLUMNS
from etl.extract.files.formats import UnreadableDocument, read_document
from etl.extract.files.pdf_files import printed_thai

# A PNG of one pixel: signature, header, data, end.
PICTURE = b"\x89PNG\r\n\x1a\n" + b"".join(
    struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    for kind, body in (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\x00\xff")),
        (b"IEND", b""),
    )
)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Document]:
    """Write a file and read it as a document."""

    def write_and_read(name: str, content: str | bytes) -> Document:
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / name).write_bytes(data)
        return read_document(tmp_path / name)

    return write_and_read


@pytest.fixture
def refused(read: Callable[..., Document]) -> Callable[..., UnreadableDocument]:
    """Write a file that cannot be read and give the refusal."""

    def write_and_fail(name: str, content: str | bytes) -> UnreadableDocument:
        with pytest.raises(UnreadableDocument) as caught:
            read(name, content)
        assert caught.value.message_th and caught.value.message_en
        assert name in caught.value.message_th and name in caught.value.message_en
        return caught.value

    return write_and_fail


def rows(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.locator, line.cells) for line in document.lines if line.cells]


def texts(document: Document) -> list[tuple[str, str]]:
    return [(line.locator, line.text) for line in document.lines if line.text and not line.cells]


def notes(document: Document) -> list[tuple[str, str]]:
    return [(note.rule_code, note.locator) for note in document.notes]


def word(build: Callable[[docx.document.Document], None]) -> bytes:
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel(build: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        build(book)
    return stream.getvalue()


def pdf(story: list[object]) -> bytes:
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4).build(story)
    return stream.getvalue()


def paragraph(text: str) -> Paragraph:
    return Paragraph(text, getSampleStyleSheet()["Normal"])


def lined(cells: list[list[str]], *styles: tuple[object, ...]) -> Table:
    return Table(cells, style=[("GRID", (0, 0), (-1, -1), 1, "black"), *styles])


def archive(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return stream.getvalue()


# Texts


def test_a_text_keeps_its_physical_lines(read, tmp_path: Path) -> None:
    document = read("plan.txt", "แผน\n\nก\tข\t\n\t<p>๑</p> <p>๒</p>\t๓๐,๐๐๐\nจบ")
    assert document.lines == (
        Line(1, "line 1", "แผน"),
        Line(2, "line 2", ""),
        Line(3, "line 3", "ก\tข\t", ("ก", "ข", "")),
        Line(4, "line 4", "\t<p>๑</p> <p>๒</p>\t๓๐,๐๐๐", ("", "<p>๑</p> <p>๒</p>", "๓๐,๐๐๐")),
        Line(5, "line 5", "จบ"),
    )
    assert document.notes == ()
    assert document.file_name == "plan.txt"
    assert document.sha256 == hashlib.sha256((tmp_path / "plan.txt").read_bytes()).hexdigest()


def test_pipe_tables_lose_their_rule_but_not_the_count_of_lines(read) -> None:
    document = read("plan.md", "| no | title |\n|:---|-----:|\n| 1 | a \\| b |\n|  | - |\n")
    assert rows(document) == [
        ("line 1", ("no", "title")),
        ("line 3", ("1", "a | b")),
        ("line 4", ("", "-")),
    ]


@pytest.mark.parametrize(
    "mark", ["CS สแกนด้วย CamScanner", "Scanned with CamScanner", "- ๓ -", "หน้า ๑๒", "Page 3 of 10", "---"]
)
def test_page_marks_are_dropped_and_counted(read, mark: str) -> None:
    document = read("plan.txt", f"a\tb\n{mark}\nc\td\n")
    assert rows(document) == [("line 1", ("a", "b")), ("line 3", ("c", "d"))]
    assert texts(document) == []


@pytest.mark.parametrize("line", ["-", "๓", "หน้า", "จัดหาเครื่องสแกนด้วย CamScanner ให้ทุกกอง"])
def test_what_only_resembles_a_page_mark_stays(read, line: str) -> None:
    assert texts(read("plan.txt", f"a\n{line}\n")) == [("line 1", "a"), ("line 2", line)]


def test_html_tables_in_a_text_give_rows_at_their_lines(read) -> None:
    document = read(
        "plan.md",
        "before <table><tr><th>no</th><th>title &amp; unit</th></tr>\n"
        '<TR class="x">\n<td>1</td>\n<td><p>a</p>\n<p>b</p></td></TR>\n'
        "<tr><td>2<td>c</table> after\n"
        "last",
    )
    assert rows(document) == [
        ("line 1", ("no", "title & unit")),
        ("line 2", ("1", "<p>a</p> <p>b</p>")),
        ("line 6", ("2", "c")),
    ]
    assert texts(document) == [("line 1", "before "[:-1]), ("line 6", " after"), ("line 7", "last")]


def test_merged_html_cells_stand_once_and_keep_the_columns(read) -> None:
    document = read(
        "plan.txt",
        '<table><tr><td rowspan="2">d1</td><td colspan=2>plan</td><td>x</td></tr>'
        "<tr><td>1</td><td>2</td><td>y</td></tr><tr><td>d2</td><td>3</td><td>4</td><td>z</td></tr></table>",
    )
    assert [cells for _, cells in rows(document)] == [
        ("d1", "plan", "", "x"),
        ("", "1", "2", "y"),
        ("d2", "3", "4", "z"),
    ]


def test_a_table_that_the_scan_cut_off_ends_with_its_last_row(read) -> None:
    document = read(
        "plan.txt", "<table><tr><td>1</td></tr>\nlost\n<table><tr><td>2</td></tr></table>\nx <table> y"
    )
    assert rows(document) == [("line 1", ("1",)), ("line 3", ("2",))]
    assert texts(document) == [("line 2", "lost"), ("line 4", "x <table> y")]


def test_text_between_cells_makes_no_column(read) -> None:
    document = read("a.txt", "<table>title<tr><td>1</td>slid<td>2</td></tr></table>")
    assert [cells for _, cells in rows(document)] == [("title",), ("1 slid", "2")]


def test_windows_line_ends_and_form_feeds_are_no_content(read) -> None:
    document = read("plan.txt", "a\tb\r\n\x0cpage two\r\n")
    assert rows(document) == [("line 1", ("a", "b"))]
    assert texts(document) == [("line 2", "page two")]


def test_ticks_of_symbol_fonts_are_ticks(read) -> None:
    assert rows(read("a.txt", "\uf0fc\tü\tü x\n")) == [("line 1", ("✓", "✓", "ü x"))]


@pytest.mark.parametrize(
    ("encoding", "noted"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", [("other_encoding", "line 1")]),
        ("utf-16-le", [("other_encoding", "line 1")]),
        ("utf-16-be", [("other_encoding", "line 1")]),
        ("cp874", [("other_encoding", "line 1")]),
        ("tis-620", [("other_encoding", "line 1")]),
    ],
)
def test_encodings(read, encoding: str, noted: list[tuple[str, str]]) -> None:
    text = "โครงการ\t๓๐,๐๐๐\nเทศบาล (plan 2566)\n" * 20
    document = read("plan.txt", text.encode(encoding))
    assert document.lines[0].cells == ("โครงการ", "๓๐,๐๐๐")
    assert document.lines[1].text == "เทศบาล (plan 2566)"
    assert notes(document) == noted


def test_utf8_cut_within_a_letter_is_still_utf8(read) -> None:
    document = read("plan.txt", "เทศบาลเมืองตัวอย่าง\nปีงบประมาณ".encode()[:-1])
    assert document.lines[0].text == "เทศบาลเมืองตัวอย่าง"
    assert notes(document) == [("broken_characters", "line 2")]


def test_other_encodings_are_not_guessed(refused) -> None:
    assert (
        refused("plan.txt", "Größe und Café über alles\n".encode("latin-1")).rule_code == "unknown_encoding"
    )


# HTML


def test_a_page_gives_its_body_and_tables_and_nothing_of_its_scripts(read) -> None:
    document = read(
        "plan.html",
        "<!doctype html><html><head><title>t</title>\n<style>p{}</style></head>\n<body><!-- no\n -->"
        "<script>var t='<table><tr><td>no</td></tr></table>'</script>\n"
        "<h1>Plan <b>2566</b></h1>\n<img src='http://nowhere.invalid/x.png'>"
        "<table><tr><td>layout<table>\n<tr><td>1</td><td>a<br>b</td></tr></table></td></tr></table>\n"
        "<p>two\nlines</p><p>&copy;</p></body></html>",
    )
    assert texts(document) == [
        ("line 5", "Plan 2566"),
        ("line 6", "layout"),
        ("line 8", "two lines"),
        ("line 9", "©"),
    ]
    assert rows(document) == [("line 7", ("1", "a<br>b"))]


@pytest.mark.parametrize(
    "evil",
    [
        "<!--",
        "<script>",
        "<script",
        "<table>",
        "<table><tr><td>",
        "<td",
        "<",
        "</table>",
        "<head><svg>",
        "&#",
    ],
)
@pytest.mark.parametrize("name", ["evil.html", "evil.txt"])
def test_broken_markup_takes_one_pass(read, name: str, evil: str) -> None:
    started = time.process_time()
    read(name, "words " + evil * (1_000_000 // len(evil)))
    assert time.process_time() - started < 5


# Word


def test_word_gives_paragraphs_and_tables_in_order(read) -> None:
    def build(document) -> None:
        document.add_paragraph("แผนปฏิบัติการ")
        document.add_paragraph("")
        first = document.add_table(3, 3)
        for row, values in zip(
            first.rows, [("no", "title", "baht"), ("๑", "ก", "๑๐"), ("", "ข", "-")], strict=True
        ):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
        first.cell(1, 1).add_paragraph("second")
        document.add_paragraph("\tindented")
        document.add_paragraph("a\tb")
        second = document.add_table(2, 3)
        second.cell(0, 0).merge(second.cell(0, 1)).text = "wide"
        second.cell(0, 2).merge(second.cell(1, 2)).text = "tall"
        second.cell(1, 0).text = "x"

    document = read("plan.docx", word(build))
    assert texts(document) == [("paragraph 1", "แผนปฏิบัติการ"), ("paragraph 3", "indented")]
    assert rows(document) == [
        ("table 1 row 1", ("no", "title", "baht")),
        ("table 1 row 2", ("๑", "<p>ก</p> <p>second</p>", "๑๐")),
        ("table 1 row 3", ("", "ข", "-")),
        ("paragraph 4", ("a", "b")),
        ("table 2 row 1", ("wide", "", "tall")),
        ("table 2 row 2", ("x", "", "")),
    ]
    numbers = [line.number for line in document.lines]
    assert numbers == list(range(1, len(numbers) + 1))


def test_word_keeps_inserted_text_and_symbols_and_drops_deleted_text(read) -> None:
    def build(document) -> None:
        line = document.add_paragraph("kept ")
        for tag, word_tag in (("w:ins", "w:t"), ("w:del", "w:delText")):
            change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(word_tag)
            text.text = tag[2:]
            run.append(text)
            change.append(run)
            line._p.append(change)
        symbol = OxmlElement("w:sym")
        symbol.set(qn("w:font"), "Wingdings")
        symbol.set(qn("w:char"), "F0FC")
        document.add_table(1, 1).cell(0, 0).paragraphs[0].add_run()._r.append(symbol)

    document = read("plan.docx", word(build))
    assert texts(document) == [("paragraph 1", "kept ins")]
    assert rows(document) == [("table 1 row 1", ("✓",))]


# Excel


def test_excel_gives_values_by_sheet_and_row(read) -> None:
    def build(book) -> None:
        sheet = book.add_worksheet("แผน 2566")
        sheet.write_row("B3", ["no", "title", "baht"])
        sheet.write_row("B4", [1, "line\nbreak", 30000])
        sheet.write_row("B5", ["๒", "x", 1234.5])
        sheet.merge_range("B7:C7", "merged")
        book.add_worksheet("empty")
        book.add_worksheet("hidden").write(0, 0, "secret")
        book.get_worksheet_by_name("hidden").hide()
        book.add_worksheet("Two").write(0, 0, "a")

    document = read("plan.xlsx", excel(build))
    assert rows(document) == [
        ("sheet แผน 2566 row 3", ("no", "title", "baht")),
        ("sheet แผน 2566 row 4", ("1", "<p>line</p> <p>break</p>", "30000")),
        ("sheet แผน 2566 row 5", ("๒", "x", "1234.5")),
        ("sheet แผน 2566 row 7", ("merged", "", "")),
        ("sheet Two row 1", ("a",)),
    ]
    assert notes(document) == [("hidden_sheet", "sheet hidden")]


def test_formulas_give_their_stored_values_and_links_are_not_followed(read) -> None:
    def build(book) -> None:
        sheet = book.add_worksheet("S")
        sheet.write("A1", 5)
        sheet.write_formula("A2", "=A1*2", None, 10)
        sheet.write_formula("A3", "=A1*3", None, "")
        sheet.write_formula("A4", "=1/0", None, "#DIV/0!")
        sheet.write_formula("A5", "='http://nowhere.invalid/[other.xlsx]S'!A1", None, 7)

    document = read("plan.xlsx", excel(build))
    assert [cells for _, cells in rows(document)] == [("5",), ("10",), ("7",)]
    assert ("formula_values", "sheet S row 2") in notes(document)
    assert ("formula_without_value", "sheet S row 3") in notes(document)
    assert ("error_value", "sheet S row 4") in notes(document)


def test_a_workbook_with_external_links_says_so(read) -> None:
    plain = zipfile.ZipFile(io.BytesIO(excel(lambda book: book.add_worksheet("S").write(0, 0, "a"))))
    entries = {name: plain.read(name) for name in plain.namelist()}
    entries["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
    assert notes(read("plan.xlsx", archive(entries))) == [("external_link", "")]


def test_stray_cells_in_opposite_corners_do_not_fill_memory(read) -> None:
    def build(book) -> None:
        sheet = book.add_worksheet("Far")
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "z")
        book.add_worksheet("Near").write(0, 0, "b")

    document = read("plan.xlsx", excel(build))
    assert rows(document) == [("sheet Near row 1", ("b",))]
    assert notes(document) == [("sheet_too_large", "sheet Far")]


def test_a_cell_far_to_the_right_leaves_out_its_row_alone(read) -> None:
    def build(book) -> None:
        book.add_worksheet("Only far").write(3, 700, "z")
        near = book.add_worksheet("Near")
        near.write_row(0, 0, ["a", "b"])
        near.write_row(1, 0, ["c", "d"])
        near.write(1, 700, "z")

    document = read("plan.xlsx", excel(build))
    assert [cells[:2] for _, cells in rows(document)] == [("a", "b")]
    assert notes(document) == [("too_many_columns", "sheet Only far row 4")]
    assert "701" in document.notes[0].message_en


# PDF


def test_pdf_gives_lines_and_tables_by_page(read) -> None:
    document = read(
        "plan.pdf",
        pdf(
            [
                paragraph("Action plan"),
                paragraph("Second line"),
                lined([["no", "title", "baht"], ["1", "two\nlines", "30,000.00"], ["", "x", "-"]]),
                paragraph("After the table"),
                PageBreak(),
                paragraph("Page two"),
                lined([["wide", "", "c"], ["a", "b", "d"]], ("SPAN", (0, 0), (1, 0))),
            ]
        ),
    )
    assert [(line.locator, line.text) for line in document.lines if line.text] == [
        ("page 1 line 1", "Action plan"),
        ("page 1 line 2", "Second line"),
        ("page 1 table 1 row 1", "no\ttitle\tbaht"),
        ("page 1 table 1 row 2", "1\ttwo lines\t30,000.00"),
        ("page 1 table 1 row 3", "\tx\t-"),
        ("page 1 line 3", "After the table"),
        ("page 2 line 1", "Page two"),
        ("page 2 table 1 row 1", "wide\t\tc"),
        ("page 2 table 1 row 2", "a\tb\td"),
    ]
    assert rows(document)[3] == ("page 2 table 1 row 1", ("wide", "", "c"))


def test_a_frame_around_text_is_no_table(read) -> None:
    document = read("plan.pdf", pdf([lined([["framed text"]])]))
    assert texts(document) == [("page 1 line 1", "framed text")]


@pytest.mark.parametrize(
    ("drawn", "letters"),
    [
        ("\u0e17\u0e4d\u0e32", "\u0e17\u0e33"),
        ("\u0e19\u0e4d\u0e49\u0e32", "\u0e19\u0e49\u0e33"),
        ("\u0e19\u0e49\u0e4d\u0e32", "\u0e19\u0e49\u0e33"),
        ("\u0e1b\uf70a", "\u0e1b\u0e48"),
        ("\uf70f\u0e32\u0e15\uf702", "\u0e0d\u0e32\u0e15\u0e35"),
        ("\u0e0e\uf718", "\u0e0e\u0e38"),
    ],
)
def test_thai_marks_of_pdf_fonts_become_letters(drawn: str, letters: str) -> None:
    assert printed_thai(drawn) == letters


def scan(pages: int, mark: str = "") -> bytes:
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream)
    for _ in range(pages):
        sheet.drawImage(ImageReader(io.BytesIO(PICTURE)), 0, 0, 500, 700)
        sheet.drawString(50, 20, mark)
        sheet.showPage()
    sheet.save()
    return stream.getvalue()


@pytest.mark.parametrize("mark", ["", "Scanned with CamScanner"])
def test_a_scan_without_text_layer_says_what_to_do(refused, mark: str) -> None:
    refusal = refused("scan.pdf", scan(2, mark))
    assert refusal.rule_code == "pdf_without_text"
    assert "ocrmypdf" in refusal.message_en and "ocrmypdf" in refusal.message_th


def test_pages_without_text_among_others_are_named(read) -> None:
    document = read(
        "plan.pdf", pdf([paragraph("one"), PageBreak(), lined([[""]]), PageBreak(), paragraph("3")])
    )
    assert notes(document) == [("page_without_text", "page 2")]
    assert "(2)" in document.notes[0].message_en


def test_an_encrypted_pdf_is_refused(refused) -> None:
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, encrypt="secret")
    sheet.drawString(50, 700, "hidden")
    sheet.save()
    assert refused("plan.pdf", stream.getvalue()).rule_code == "pdf_encrypted"


def test_a_pdf_that_unpacks_without_end_is_refused(refused) -> None:
    bomb = zlib.compress(b"(a) Tj " * 10_000_000, 9)
    data = b"%%PDF-1.4\n1 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj" % (
        len(bomb),
        bomb,
    )
    assert refused("bomb.pdf", data).rule_code == "unpacked_too_large"


# Bad input


@pytest.mark.parametrize("name", ["scan.png", "scan.txt", "scan.docx", "scan.pdf", "scan"])
@pytest.mark.parametrize(
    "picture", [PICTURE, b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 200], ids=["png", "jpg"]
)
def test_a_picture_is_known_by_its_content(refused, name: str, picture: bytes) -> None:
    assert refused(name, picture).rule_code == "picture"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.docx", b"only text"),
        ("plan.xlsx", b"a,b\n1,2\n"),
        ("plan.pdf", b"only text"),
        ("plan.txt", pdf([paragraph("a")])),
        ("plan.txt", word(lambda document: document.add_paragraph("a"))),
        ("plan.xlsx", word(lambda document: document.add_paragraph("a"))),
        ("plan.docx", excel(lambda book: book.add_worksheet("S").write(0, 0, 1))),
        ("plan.docx", pdf([paragraph("a")])),
        ("plan.md", b"{\\rtf1 text}"),
    ],
)
def test_name_and_content_must_agree(refused, name: str, content: bytes) -> None:
    assert refused(name, content).rule_code == "mismatch"


WORD = word(lambda document: document.add_paragraph("a" * 5000))
EXCEL = excel(lambda book: book.add_worksheet("S").write(0, 0, "a"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.docx", WORD[: len(WORD) // 2]),
        ("plan.xlsx", EXCEL[:-30]),
        ("plan.docx", WORD[:200] + b"\x00" * 50 + WORD[250:]),
        ("plan.docx", archive({"word/document.xml": b"<broken"})),
        ("plan.xlsx", archive({"xl/workbook.xml": b"<workbook/>"})),
        ("plan.docx", archive({"mimetype": b"application/vnd.oasis.opendocument.text"})),
        ("plan.xlsx", b"\x01\x02\x00\x00\x00\x00\xff"),
        ("plan.txt", b"text\x00\x00\x00\x00more"),
        ("plan.pdf", b"%PDF-1.7\nnothing of it"),
        ("plan.pdf", pdf([paragraph("words " * 2000)])[:900]),
    ],
)
def test_damaged_files_are_refused(refused, name: str, content: bytes) -> None:
    assert refused(name, content).rule_code == "damaged"


def test_xml_entities_are_not_followed(refused) -> None:
    whole = zipfile.ZipFile(io.BytesIO(EXCEL))
    entries = {name: whole.read(name) for name in whole.namelist()}
    lol = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 50}">' for old, new in zip("abcdef", "bcdefg", strict=True)
    )
    entries["xl/workbook.xml"] = (lol + "]><workbook>&g;</workbook>").encode()
    assert refused("plan.xlsx", archive(entries)).rule_code in ("damaged", "no_text")


@pytest.mark.parametrize(("name", "entry"), [("a.docx", "word/document.xml"), ("a.xlsx", "xl/workbook.xml")])
def test_a_zip_bomb_is_refused_by_its_size(refused, name: str, entry: str) -> None:
    refusal = refused(name, archive({entry: bytes(210 * 1024 * 1024)}))
    assert refusal.rule_code == "unpacked_too_large"
    assert "200 MB" in refusal.message_en


def test_a_zip_bomb_that_lies_about_its_size_is_refused(refused) -> None:
    data = archive({"word/document.xml": bytes(5_000_000)})
    lie = data.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 1000))
    assert refused("a.docx", lie).rule_code == "damaged"


@pytest.mark.parametrize("content", [b"", b" \n\n"])
@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.pdf"])
def test_an_empty_file_is_refused(refused, name: str, content: bytes) -> None:
    assert refused(name, content).rule_code == "empty"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", word(lambda document: None)),
        ("a.xlsx", excel(lambda book: book.add_worksheet("S"))),
        ("a.html", b"<html><body><script>x</script></body></html>"),
        ("a.txt", "CS สแกนด้วย CamScanner\n\n".encode()),
        ("a.txt", "\n \n\n\n".encode("utf-16")),
    ],
)
def test_a_file_without_words_is_refused(refused, name: str, content: bytes) -> None:
    assert refused(name, content).rule_code == "no_text"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was read"))
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    assert caught.value.rule_code == "too_large"
    assert "200.0 MB" in caught.value.message_en and f"{formats.MOST_MEGABYTES} MB" in caught.value.message_th


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lines.txt", b"one line\n" * (formats.MOST_LINES + 1)),
        ("letters.md", ("ก" * 1_000 + "\n").encode() * (formats.MOST_LETTERS // 1_000 + 1)),
        ("rows.html", b"<table>" + b"<tr><td>1<td>2" * (formats.MOST_LINES + 1) + b"</table>"),
        ("cells.txt", (b"1\t" * 99 + b"1\n") * (formats.MOST_CELLS // 100 + 1)),
    ],
)
def test_a_document_that_is_too_long_is_refused(refused, name: str, content: bytes) -> None:
    refusal = refused(name, content)
    assert refusal.rule_code == "too_long"
    assert "20,000 บรรทัด" in refusal.message_th and "2,000,000 letters" in refusal.message_en


def test_a_document_as_long_as_may_be_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one line\n" * (formats.MOST_LINES - 1))
    assert len(read_document(path).lines) == formats.MOST_LINES - 1


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    found = {}
    for name in ("pipe.txt", "folder.txt", "absent.txt", "bad\x00name.txt"):
        with pytest.raises(UnreadableDocument) as caught:
            read_document(tmp_path / name)
        found[name] = caught.value.rule_code
    assert list(found.values())[:3] == ["not_a_file", "folder", "missing"]
    assert found["bad\x00name.txt"] in ("missing", "not_readable")


@pytest.mark.parametrize("name", ["plan.doc", "plan.csv", "plan.pptx", "plan"])
def test_other_endings_are_told_what_can_be_read(refused, name: str) -> None:
    refusal = refused(name, b"text")
    assert refusal.rule_code == "unsupported"
    assert ".docx" in refusal.message_th


def test_an_old_or_locked_office_file_is_told_what_to_do(refused) -> None:
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    assert {refused(name, old).rule_code for name in ("a.doc", "a.xls", "a.docx")} == {"old_office"}


def wide(name: str) -> bytes:
    cells = [f"c{number}" for number in range(10_000)]
    if name.endswith("xlsx"):
        return excel(lambda book: book.add_worksheet("S").write_row(0, 0, cells))
    if name.endswith("docx"):
        return word(
            lambda document: document.add_table(1, 10_000).rows[0]._tr.tc_lst[-1].add_p().add_r().add_t("z")
        )
    if name.endswith("html"):
        return ("<p>words</p><table><tr>" + "".join(f"<td>{cell}" for cell in cells) + "</table>").encode()
    return ("words\n" + "\t".join(cells) + "\n" + "\t".join(cells[:300]) + "\n").encode()


@pytest.mark.parametrize("name", ["wide.txt", "wide.xlsx", "wide.html", "wide.docx"])
def test_rows_of_ten_thousand_columns_are_left_out_with_a_note(read, name: str) -> None:
    document = read(name, wide(name))
    assert rows(document) == []
    (note,) = document.notes
    assert note.rule_code == "too_many_columns"
    assert str(MOST_COLUMNS) in note.message_en and str(MOST_COLUMNS) in note.message_th
    assert "10000" in note.message_en


def test_empty_columns_at_the_end_do_not_make_a_row_too_wide(read) -> None:
    document = read("plan.txt", "a\tb" + "\t" * 1000)
    assert rows(document) == [("line 1", ("a", "b"))]
    assert document.notes == ()


def test_the_same_file_gives_the_same_document(read) -> None:
    text = "a\tb\n" * 3
    assert read("plan.txt", text) == read("plan.txt", text)


# In a process of its own, by its own mark: getrusage would hand down the peak of the process that started it.
MEASURED = """
import re, sys
from pathlib import Path
from etl.extract.files.formats import read_document
rows = sum(1 for line in read_document(Path(sys.argv[1])).lines if line.cells)
print(rows, int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is told by Linux only")
@pytest.mark.parametrize("name", ["plan.txt", "plan.html"])
def test_three_hundred_pages_take_little_memory(tmp_path: Path, name: str) -> None:
    row = ["1", "โครงการส่งเสริมคุณธรรมและจริยธรรม <p>ก</p>" * 3, "๓๐,๐๐๐.๐๐", "✓"]
    if name.endswith("html"):
        text = (
            "<table>"
            + ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n") * 12_000
            + "</table>"
        )
    else:
        text = ("\t".join(row) + "\n") * 12_000
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    rows_read, megabytes = map(float, done.stdout.split())
    assert rows_read == 12_000
    assert megabytes < 500


def test_the_five_documents_keep_every_line(documents: Path) -> None:
    for path in sorted(documents.glob("*.txt")):
        printed = path.read_text(encoding="utf-8").split("\n")
        document = read_document(path)
        assert document.notes == ()
        for line in document.lines:
            assert line.locator == f"line {line.number}"
            assert [
                cell for cell in line.cells or [line.text] if cell.strip() not in printed[line.number - 1]
            ] == []
        kept = {line.number for line in document.lines}
        left_out = {text for number, text in enumerate(printed, start=1) if number not in kept and text}
        assert all(text.startswith("|-") or "CamScanner" in text for text in left_out)
