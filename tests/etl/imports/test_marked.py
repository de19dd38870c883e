"""The workbook given back: marks in the cells, the list of them, and all that was the sender's as it was."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from form_files import PHITSANULOK, opened, sent_back
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from received_files import repacked, saved, workbook

from etl.imports.marked import Mark, marked_workbook
from etl.imports.receive import receive
from etl.imports.submission import ReceivedFile
from etl.imports.table_files import read_tables
from warehouse.reader import Warehouse

CASES = [
    ["org_code", "fiscal_year", "kind", "count"],
    ["4340701", 2566, "case", "สาม"],
    ["4340701", 2567, "case", 1],
]
NOT_A_NUMBER = Mark("case_count", "D2", 2, "“สาม” ไม่ใช่จำนวนเต็ม", "“สาม” is not a whole number.")
TOO_LOW = Mark("case_count", "D2", 2, "น้อยกว่า 0", "below 0")
REPEATED = Mark("case_count", None, 3, "แถวซ้ำ", "Repeated row")
OF_THE_FILE = Mark("", None, None, "ขาดแผ่น target", "The sheet target is missing.")
OURS = "✗ สุจริตตรวจพบ · Found by Sutcharit"


def marked(received: ReceivedFile, *marks: Mark) -> Workbook:
    return load_workbook(io.BytesIO(marked_workbook(received, marks)))


def coloured(sheet: Any) -> list[str]:
    """The cells that our colour is laid over."""
    return sorted(
        str(cells)
        for formatting in sheet.conditional_formatting
        for rule in formatting.rules
        if rule.dxf.fill.bgColor.rgb == "FFFFC7CE"
        for cells in formatting.sqref.ranges
    )


def notes(sheet: Any) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def test_a_cell_is_coloured_and_bears_all_its_messages() -> None:
    sheet = marked(receive("a.xlsx", workbook(case_count=CASES)), NOT_A_NUMBER, TOO_LOW)["case_count"]
    assert coloured(sheet) == ["D2"]
    assert notes(sheet) == {
        "D2": f"{OURS}\n• “สาม” ไม่ใช่จำนวนเต็ม\n  “สาม” is not a whole number.\n• น้อยกว่า 0\n  below 0"
    }


def test_without_a_cell_the_whole_row_is_marked() -> None:
    sheet = marked(receive("a.xlsx", workbook(case_count=CASES)), REPEATED)["case_count"]
    assert coloured(sheet) == ["A3:D3"]
    assert notes(sheet) == {"A3": f"{OURS}\n• แถวซ้ำ\n  Repeated row"}


def test_the_first_sheet_lists_all_problems_with_links() -> None:
    book = marked(receive("a.xlsx", workbook(case_count=CASES)), NOT_A_NUMBER, REPEATED, OF_THE_FILE)
    assert book.sheetnames == ["ข้อผิดพลาด", "case_count"]
    assert book.active.title == "ข้อผิดพลาด"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["ข้อผิดพลาด"]
    assert list(book["ข้อผิดพลาด"].iter_rows(min_row=2, values_only=True)) == [
        ("case_count", "D2", "“สาม” ไม่ใช่จำนวนเต็ม", "“สาม” is not a whole number."),
        ("case_count", "แถว 3", "แถวซ้ำ", "Repeated row"),
        (None, None, "ขาดแผ่น target", "The sheet target is missing."),
    ]
    links = [book["ข้อผิดพลาด"].cell(row, 2).hyperlink for row in (2, 3, 4)]
    assert [link and link.location for link in links] == ["'case_count'!D2", "'case_count'!A3", None]


def test_without_problems_the_workbook_comes_back_without_a_list() -> None:
    book = marked(receive("a.xlsx", workbook(case_count=CASES)))
    assert book.sheetnames == ["case_count"]
    assert coloured(book["case_count"]) == []


def test_marks_from_before_are_removed_and_the_senders_own_notes_and_colours_stay() -> None:
    def annotate(book: Workbook) -> None:
        sheet = book["case_count"]
        sheet["D2"].fill = PatternFill("solid", start_color="FF00FF00")
        sheet["D2"].comment = Comment("ถามกองคลัง", "ผู้กรอก")
        sheet["A1"].comment = Comment("รหัส 7 หลัก", "ผู้กรอก")

    once = marked_workbook(receive("a.xlsx", workbook(annotate, case_count=CASES)), [NOT_A_NUMBER, REPEATED])
    assert notes(load_workbook(io.BytesIO(once))["case_count"])["D2"].startswith(
        f"ถามกองคลัง\n\n{OURS}\n• “สาม”"
    )
    book = marked(receive("a.xlsx", once), Mark("case_count", "C3", 3, "ใหม่", "new"))
    sheet = book["case_count"]
    assert book.sheetnames == ["ข้อผิดพลาด", "case_count"]
    assert coloured(sheet) == ["C3"]
    assert notes(sheet) == {"A1": "รหัส 7 หลัก", "C3": f"{OURS}\n• ใหม่\n  new", "D2": "ถามกองคลัง"}
    assert sheet["D2"].comment.author == "ผู้กรอก"
    assert sheet["D2"].fill.start_color.rgb == "FF00FF00"


def test_a_marked_workbook_is_received_again_without_the_marks_disturbing() -> None:
    received = receive("a.xlsx", workbook(case_count=CASES))
    book = marked(received, NOT_A_NUMBER, REPEATED)
    book["case_count"]["D2"] = 3
    submission = read_tables(receive("a.xlsx", saved(book)))
    assert submission.problems == []
    assert submission.tables["case_count"]["count"].to_list() == ["3", "1"]


def test_a_note_of_merged_cells_is_at_the_first_of_them() -> None:
    content = workbook(lambda book: book["case_count"].merge_cells("C2:D2"), case_count=CASES)
    sheet = marked(receive("a.xlsx", content), TOO_LOW)["case_count"]
    assert list(notes(sheet)) == ["C2"]
    assert coloured(sheet) == ["D2"]


def test_rules_of_the_sender_stay_below_the_colour() -> None:
    received = receive(
        "a.xlsx", marked_workbook(receive("a.xlsx", workbook(_own_rule, case_count=CASES)), [TOO_LOW])
    )
    sheet = marked(received, REPEATED)["case_count"]
    rules = {
        str(one.sqref): (one.rules[0].formula, one.rules[0].priority) for one in sheet.conditional_formatting
    }
    assert rules == {"A1:D9": (["$D1>2"], 3), "A3:D3": (['LEN("sutcharit")>0'], 1)}


def _own_rule(book: Workbook) -> None:
    rule = FormulaRule(formula=["$D1>2"], fill=PatternFill("solid", end_color="FF0000FF"))
    book["case_count"].conditional_formatting.add("A1:D9", rule)


def test_a_csv_comes_back_as_a_workbook_in_which_no_text_is_a_formula() -> None:
    received = receive(
        "case_count.csv", b"org_code,fiscal_year,kind,count\n4340701,2566,=1+1,@x\n-1,+2,#REF!,007\n"
    )
    book = marked(received, Mark("case_count.csv", "C2", 2, "=ผิด", "-wrong"))
    sheet = book["case_count"]
    assert list(sheet.iter_rows(values_only=True)) == [
        ("org_code", "fiscal_year", "kind", "count"),
        ("4340701", "2566", "=1+1", "@x"),
        ("-1", "+2", "#REF!", "007"),
    ]
    assert {
        cell.data_type for row in [*sheet.iter_rows(), *book["ข้อผิดพลาด"].iter_rows()] for cell in row
    } == {"s"}
    assert [cell.quotePrefix for cell in sheet[2]] == [False, False, True, True]
    assert coloured(sheet) == ["C2"]
    assert book["ข้อผิดพลาด"]["B2"].hyperlink.location == "'case_count'!C2"


def test_a_long_csv_name_becomes_a_title_that_excel_takes() -> None:
    received = receive("ผล [ร่าง]: " + "ก" * 60 + ".csv", b"a,b\n1,2\n")
    book = marked(received, Mark(received.name, "A2", 2, "ผิด", "wrong"))
    assert book.sheetnames == ["ข้อผิดพลาด", "ผล _ร่าง__ " + "ก" * 20]


def test_a_workbook_that_cannot_be_written_into_comes_back_as_its_rows() -> None:
    broken = repacked(workbook(_noted, case_count=CASES), {"xl/comments/comment1.xml": b"<comments>"})
    book = marked(receive("a.xlsx", broken), NOT_A_NUMBER)
    assert book.sheetnames == ["ข้อผิดพลาด", "case_count"]
    assert [cell.value for cell in book["case_count"][2]] == ["4340701", "2566", "case", "สาม"]
    assert list(notes(book["case_count"])) == ["D2"]


def _noted(book: Workbook) -> None:
    book["case_count"]["A1"].comment = Comment("x", "x")


def test_a_folder_comes_back_as_the_list_alone() -> None:
    book = marked(ReceivedFile("folder", b"PK", ()), OF_THE_FILE, TOO_LOW)
    assert book.sheetnames == ["ข้อผิดพลาด"]
    assert book["ข้อผิดพลาด"]["A3"].value == "case_count"
    assert book["ข้อผิดพลาด"]["B3"].hyperlink is None


def test_of_very_many_problems_all_are_coloured_and_the_first_are_listed() -> None:
    received = receive("case_count.csv", b"count\n" + b"x\n" * 5_002)
    marks = [Mark("case_count.csv", f"A{row}", row, "ผิด", "wrong") for row in range(2, 5_004)]
    book = marked(received, *marks)
    assert (len(coloured(book["case_count"])), len(notes(book["case_count"]))) == (5_002, 2_000)
    assert book["ข้อผิดพลาด"].max_row == 5_002
    assert book["ข้อผิดพลาด"]["C5002"].value == "และอีก 2 แห่ง ซึ่งระบายสีไว้ในแผ่นงาน"


def test_a_form_keeps_its_drop_downs_locks_notes_and_print_set_up(seeds: Warehouse) -> None:
    form = opened(seeds, PHITSANULOK)["รายงานผล"]
    sheet = marked(sent_back(seeds, PHITSANULOK), Mark("รายงานผล", "H3", 3, "ต้องไม่ว่าง", "empty"))["รายงานผล"]
    for one in (form, sheet):
        assert one.protection.sheet
        assert (one["A2"].protection.locked, one["H2"].protection.locked) == (True, False)
        assert (one.freeze_panes, one.print_title_rows) == ("B2", "$1:$1")
    assert _choices(sheet) == _choices(form) != []
    assert (notes(sheet).pop("H3"), notes(sheet)["H1"]) == (f"{OURS}\n• ต้องไม่ว่าง\n  empty", notes(form)["H1"])


def _choices(sheet: Any) -> list[tuple[str, str, str]]:
    return sorted((str(one.sqref), one.type, one.formula1) for one in sheet.data_validations.dataValidation)


EXTENSION = """<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"
  xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">
  <x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">
    <x14:dataValidation type="list" allowBlank="1" showErrorMessage="1" error="เลือกจากรายการ">
      <x14:formula1><xm:f>รายการ!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>C2:C9</xm:sqref>
    </x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"""


def test_drop_downs_as_excel_saves_them_stay_too() -> None:
    def choose(book: Workbook) -> None:
        book["case_count"].add_data_validation(
            DataValidation("whole", formula1="0", formula2="9", sqref="D2:D9")
        )

    plain = workbook(choose, case_count=CASES, รายการ=[["case"], ["complaint"], ["other"]])
    xml = _part(plain, "xl/worksheets/sheet1.xml").replace(b"</worksheet>", EXTENSION.encode())
    received = receive("a.xlsx", repacked(plain, {"xl/worksheets/sheet1.xml": xml}))
    sheet = marked(received, NOT_A_NUMBER)["case_count"]
    assert _choices(sheet) == [("C2:C9", "list", "รายการ!$A$1:$A$3"), ("D2:D9", "whole", "0")]
    (choice,) = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert (choice.allowBlank, choice.showErrorMessage, choice.error) == (True, True, "เลือกจากรายการ")


def _part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def test_libreoffice_keeps_the_marks_and_they_can_be_removed_after_it(
    seeds: Warehouse, resaved: Callable[[str, bytes], bytes]
) -> None:
    received = sent_back(seeds, PHITSANULOK)
    marks = [Mark("รายงานผล", "H3", 3, "ต้องไม่ว่าง", "empty"), Mark("รายงานผล", None, 5, "แถวซ้ำ", "repeated")]
    after = receive("form.xlsx", resaved("marked.xlsx", marked_workbook(received, marks)))
    sheet = load_workbook(io.BytesIO(after.content))["รายงานผล"]
    assert sorted(str(cells) for one in sheet.conditional_formatting for cells in one.sqref.ranges) == [
        "A5:L5",
        "H3",
    ]
    assert notes(sheet)["H3"] == f"{OURS}\n• ต้องไม่ว่าง\n  empty"
    assert after.sheets[0].name == "ข้อผิดพลาด"
    assert [sheet.rows for sheet in after.sheets[1:]] == [sheet.rows for sheet in received.sheets]
    cleaned = marked(after)
    assert cleaned.sheetnames == [sheet.name for sheet in received.sheets]
    assert coloured(cleaned["รายงานผล"]) == []
    assert not any(OURS in note for note in notes(cleaned["รายงานผล"]).values())
