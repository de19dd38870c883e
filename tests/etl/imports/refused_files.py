"""Files that the gate refuses: how each is made, the rule, and words that its message must have."""

import io
import random
import struct
import zipfile
from collections.abc import Callable

import xlsxwriter
from openpyxl import Workbook
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from received_files import SMALL, repacked, saved, sheet_xml, with_sheet, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def password() -> bytes:
    return OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def bomb() -> bytes:
    """300 MB of blanks in a file of some 300 kB."""
    return repacked(SMALL, {"xl/worksheets/sheet1.xml": b" " * 300 * 1024 * 1024})


def lying_directory() -> bytes:
    """A part of 1 MB of which the directory says that it has 10 bytes."""
    content = repacked(SMALL, {"xl/styles.xml": b"<a>" + b"x" * 1_000_000 + b"</a>"})
    place = content.rindex(b"xl/styles.xml") - 46
    assert content[place : place + 4] == b"PK\x01\x02"
    return content[: place + 24] + struct.pack("<I", 10) + content[place + 28 :]


def locked_entry() -> bytes:
    """An archive whose entries bear the flag of a zip password."""
    content = bytearray(SMALL)
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1
    return bytes(content)


def many_parts() -> bytes:
    stream = io.BytesIO(SMALL)
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(2_001):
            archive.writestr(f"xl/media/{number}.png", b"")
    return stream.getvalue()


def open_document() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return stream.getvalue()


def word_document() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", '<Types><Override ContentType="wordprocessingml"/></Types>')
    return stream.getvalue()


def macro_type() -> bytes:
    """A macro workbook renamed to .xlsx, its macros under another name."""
    with zipfile.ZipFile(io.BytesIO(SMALL)) as archive:
        types = archive.read("[Content_Types].xml")
    changed = types.replace(b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml spreadsheetml")
    assert changed != types
    return repacked(SMALL, {"[Content_Types].xml": changed})


def many_rows() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("รายงาน")
        for row in range(50_001):
            sheet.write_number(row, 0, row)
    return stream.getvalue()


def many_cells() -> bytes:
    """Two sheets that are small enough each, and together are not."""
    cells = "<c><v>1</v></c>" * 200
    sheet = sheet_xml(f"<row>{cells}</row>" * 1_750).encode()
    return repacked(workbook(a=[["x"]], b=[["x"]]), {"xl/worksheets/sheet2.xml": sheet})


def large_styles() -> bytes:
    """21 MB that pack to half of it."""
    block = random.Random(1).randbytes(50_000).hex().encode()
    return repacked(SMALL, {"xl/styles.xml": b"<a>" + block * 220 + b"</a>"})


def many_elements() -> bytes:
    """Empty cells that pack well, and a note that does not."""
    note = random.Random(1).randbytes(50_000).hex()
    return with_sheet("<c/>" * 3_000_001 + f"<!-- {note} -->")


def alike(*names: str) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name in names:
        book.create_sheet("x").append(["x"])
        book.worksheets[-1]._WorkbookChild__title = name
    return saved(book)


def zip_of(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()


def shared_strings(before: str, text: str) -> bytes:
    """A workbook whose one text stands among the shared ones, behind `before`."""
    strings = f'{before}<sst xmlns="{SHEET_MAIN_NS}"><si><t>{text}</t></si></sst>'
    cell = sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    with zipfile.ZipFile(io.BytesIO(SMALL)) as archive:
        types = archive.read("[Content_Types].xml")
    said = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHARED_STRINGS}"/></Types>'
    parts = {
        "[Content_Types].xml": types.replace(b"</Types>", said.encode()),
        "xl/sharedStrings.xml": strings.encode(),
        "xl/worksheets/sheet1.xml": cell.encode(),
    }
    return repacked(SMALL, parts)


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return shared_strings(f'<!DOCTYPE sst [<!ENTITY l0 "lol">{entities}]>', "&l9;")


def in_encoding(name: str) -> bytes:
    """A sheet in an encoding that other parsers may know, so that nobody has looked at it before them."""
    return with_sheet("", before=f'<?xml version="1.0" encoding="{name}"?>')


def outside_relation(kind: str) -> bytes:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        'Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    )
    return repacked(SMALL, {"xl/worksheets/_rels/sheet1.xml.rels": relation.encode()})


REFUSED: dict[str, tuple[str, Callable[[], bytes], str, str]] = {
    "too large": (
        "a.xlsx",
        lambda: b"PK" + bytes(20 * 1024 * 1024),
        "file_too_large",
        "21 MB เกินที่รับได้ 20 MB",
    ),
    "empty": ("a.xlsx", lambda: b"", "empty_file", "แฟ้มว่างเปล่า"),
    "blanks only": ("a.csv", lambda: b" \r\n\r\n", "empty_file", "แฟ้มว่างเปล่า"),
    "old excel": ("a.xls", lambda: OLE + bytes(600), "file_is_old_excel", "บันทึกเป็น"),
    "old excel renamed": ("a.xlsx", lambda: OLE + bytes(600), "file_is_old_excel", ".xlsx"),
    "web page named xls": ("a.xls", lambda: b"<html><table>", "file_is_old_excel", ".xlsx"),
    "password": ("a.xlsx", password, "file_has_password", "รหัสผ่าน"),
    "zip password": ("a.xlsx", locked_entry, "file_has_password", "รหัสผ่าน"),
    "macro by name": ("a.xlsm", lambda: SMALL, "file_has_macros", "มาโคร"),
    "macro by part": (
        "a.xlsx",
        lambda: repacked(SMALL, {"xl/vbaProject.bin": b"x"}),
        "file_has_macros",
        "มาโคร",
    ),
    "macro by type": ("a.xlsx", macro_type, "file_has_macros", "มาโคร"),
    "binary workbook": (
        "a.xlsx",
        lambda: repacked(SMALL, {"xl/workbook.bin": b"x"}),
        "file_has_macros",
        "มาโคร",
    ),
    "excel 4 macro": (
        "a.xlsx",
        lambda: repacked(SMALL, {"xl/macrosheets/sheet1.xml": b"<x/>"}),
        "file_has_macros",
        "มาโคร",
    ),
    "open document": ("a.ods", open_document, "file_is_open_document", ".ods"),
    "open document renamed": ("a.xlsx", open_document, "file_is_open_document", ".ods"),
    "word renamed": ("a.xlsx", word_document, "file_kind_unknown", "sutcharit extract"),
    "pdf": ("แผน.pdf", lambda: b"%PDF-1.7", "file_kind_unknown", "“.pdf”"),
    "no suffix": ("แผน", lambda: b"x", "file_kind_unknown", "“แผน”"),
    "workbook named csv": ("a.csv", lambda: SMALL, "file_is_no_csv", "เปลี่ยนชื่อ"),
    "text named xlsx": ("a.xlsx", lambda: b"a,b\n1,2\n", "file_damaged", "เสียหาย"),
    "cut short": ("a.xlsx", lambda: SMALL[: len(SMALL) // 2], "file_damaged", "เสียหาย"),
    "another zip": ("a.xlsx", lambda: zip_of("readme.txt"), "file_damaged", "เสียหาย"),
    "broken sheet": ("a.xlsx", lambda: with_sheet("<row><c>"), "file_damaged", "เสียหาย"),
    "row that cannot be": (
        "a.xlsx",
        lambda: with_sheet('<row r="99999999999"><c><v>1</v></c></row>'),
        "file_damaged",
        "เสียหาย",
    ),
    "rows out of order": (
        "a.xlsx",
        lambda: with_sheet('<row r="2"><c><v>1</v></c></row><row r="1"><c><v>2</v></c></row>'),
        "file_damaged",
        "เสียหาย",
    ),
    "merged range that ends before it begins": (
        "a.xlsx",
        lambda: with_sheet("", '<mergeCells><mergeCell ref="XFD9999:A1"/></mergeCells>'),
        "file_damaged",
        "เสียหาย",
    ),
    "no sheet": ("a.xlsx", lambda: repacked(SMALL, {"xl/workbook.xml": None}), "file_damaged", "เสียหาย"),
    "lying directory": ("a.xlsx", lying_directory, "file_damaged", "เสียหาย"),
    "link to a file": (
        "a.xlsx",
        lambda: repacked(
            SMALL, {"xl/externalLinks/externalLink1.xml": b"<externalLink><ddeLink/></externalLink>"}
        ),
        "file_has_links",
        "ตัดการเชื่อมโยง",
    ),
    "embedded object": (
        "a.xlsx",
        lambda: repacked(SMALL, {"xl/embeddings/oleObject1.bin": b"x"}),
        "file_has_links",
        "วัตถุ",
    ),
    "data connection": (
        "a.xlsx",
        lambda: repacked(SMALL, {"xl/connections.xml": b"<x/>"}),
        "file_has_links",
        "การเชื่อมต่อข้อมูล",
    ),
    "zip bomb": ("a.xlsx", bomb, "file_unpacks_too_large", "301 MB"),
    "many parts": ("a.xlsx", many_parts, "file_too_many_parts", "2000 ส่วน"),
    "large styles": (
        "a.xlsx",
        large_styles,
        "file_part_too_large",
        "xl/styles.xml ในแฟ้มใหญ่เกิน 20 MB",
    ),
    "entity bomb": (
        "a.xlsx",
        lambda: with_sheet("", before='<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>'),
        "file_has_entities",
        "DOCTYPE",
    ),
    "entity of a file, in UTF-16": (
        "a.xlsx",
        lambda: repacked(
            SMALL,
            {
                "xl/styles.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hosts">]><a>&b;</a>'.encode(
                    "utf-16"
                )
            },
        ),
        "file_has_entities",
        "DOCTYPE",
    ),
    "billion laughs among the shared texts": ("a.xlsx", billion_laughs, "file_has_entities", "DOCTYPE"),
    "sheet in an unknown encoding": ("a.xlsx", lambda: in_encoding("x-none"), "file_damaged", "เสียหาย"),
    "sheet in an encoding of many bytes": ("a.xlsx", lambda: in_encoding("utf-7"), "file_damaged", "เสียหาย"),
    "sheet nested deeply": (
        "a.xlsx",
        lambda: with_sheet("<row>" + "<c>" * 100_000 + "</c>" * 100_000 + "</row>"),
        "file_damaged",
        "เสียหาย",
    ),
    "picture from elsewhere": ("a.xlsx", lambda: outside_relation("image"), "file_has_links", "ลิงก์"),
    "template from elsewhere": (
        "a.xlsx",
        lambda: outside_relation("attachedTemplate"),
        "file_has_links",
        "ลิงก์",
    ),
    "archive in the archive": (
        "a.xlsx",
        lambda: repacked(SMALL, {"xl/media/image1.png": zip_of("x")}),
        "file_has_links",
        "วัตถุ",
    ),
    "part above the archive": (
        "a.xlsx",
        lambda: repacked(SMALL, {"../../etc/passwd": b"x"}),
        "file_damaged",
        "เสียหาย",
    ),
    "part of a disk": ("a.xlsx", lambda: repacked(SMALL, {"C:/x.xml": b"x"}), "file_damaged", "เสียหาย"),
    "shared text of 10 MB": (
        "a.xlsx",
        lambda: shared_strings("", random.Random(1).randbytes(5_000_000).hex()),
        "too_long_text",
        "แผ่น a ช่อง A1 ยาวเกิน 32767",
    ),
    "many sheets": (
        "a.xlsx",
        lambda: workbook(**{f"s{n}": [["x"]] for n in range(61)}),
        "too_many_sheets",
        "61 แผ่นงาน",
    ),
    "many rows": ("a.xlsx", many_rows, "too_many_rows", "แผ่น รายงาน มีข้อมูลเกิน 50000 แถว"),
    "many columns": ("a.xlsx", lambda: workbook(a=[["x"] * 201]), "too_many_columns", "คอลัมน์ที่ 200"),
    "many cells": ("a.xlsx", many_cells, "too_many_cells", "350000 ช่อง (นับถึงแผ่น b)"),
    "many formatted cells": (
        "a.xlsx",
        many_elements,
        "file_too_many_elements",
        "3000000 รายการ",
    ),
    "long text": (
        "a.xlsx",
        lambda: with_sheet(f'<row r="2"><c r="C2" t="inlineStr"><is><t>{"x" * 32_768}</t></is></c></row>'),
        "too_long_text",
        "แผ่น a ช่อง C2 ยาวเกิน 32767",
    ),
    "merged sheet": (
        "a.xlsx",
        lambda: with_sheet("", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "merged_too_large",
        "ผสานเซลล์เกิน 100000",
    ),
    "names alike but for blanks": (
        "a.xlsx",
        lambda: alike("แผน", "แผน "),
        "same_sheet_names",
        "“แผน”, “แผน ”",
    ),
    "names alike but for case": (
        "a.xlsx",
        lambda: alike("Plan", "PLAN"),
        "same_sheet_names",
        "“Plan”, “PLAN”",
    ),
    "csv of many rows": ("a.csv", lambda: b"x\n" * 50_001, "too_many_rows", "50000 แถว"),
    "csv of many columns": ("a.csv", lambda: b"x," * 200 + b"x\n", "too_many_columns", "คอลัมน์ที่ 200"),
    "csv of many cells": ("a.csv", lambda: (b"1," * 199 + b"1\n") * 1_751, "too_many_cells", "350000 ช่อง"),
    "csv of long text": ("a.csv", lambda: b"a,b\n1," + b"x" * 32_768, "too_long_text", "แถว 2 คอลัมน์ที่ 2"),
    "csv with an open quote": ("a.csv", lambda: b'a,b\n"1,2\n', "csv_bad_quotes", "บรรทัด 2"),
    "csv in another encoding": (
        "a.csv",
        lambda: "Straße,Größe\nä,ö".encode("latin-1"),
        "csv_unknown_encoding",
        "CSV UTF-8",
    ),
    "csv with a broken letter": (
        "a.csv",
        lambda: "รหัส,ชื่อ\n1,โครงการ\n".encode().replace(b"\xa3\xe0", b"\xa3\xff\xe0") + b"\xe0\xb8",
        "csv_unknown_encoding",
        "CSV UTF-8",
    ),
    "csv with a line of 19 MB": (
        "a.csv",
        lambda: b"x" * 19 * 1024 * 1024,
        "too_long_text",
        "แถว 1 คอลัมน์ที่ 1",
    ),
    "csv with a line of 100 MB": (
        "a.csv",
        lambda: b"x" * 100 * 1024 * 1024,
        "file_too_large",
        "100 MB เกินที่รับได้ 20 MB",
    ),
    "csv with a million columns": (
        "a.csv",
        lambda: b"x," * 1_000_000 + b"x\n",
        "too_many_columns",
        "คอลัมน์ที่ 200",
    ),
    "csv with a million empty columns": (
        "a.csv",
        lambda: b"," * 1_000_000 + b"x\n",
        "too_many_columns",
        "คอลัมน์ที่ 200",
    ),
    "csv that is no text": ("a.csv", lambda: b"a,b\n\0\0\0,\0", "csv_unknown_encoding", "CSV UTF-8"),
}
