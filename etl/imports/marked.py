"""The received file given back as a workbook: what is wrong is coloured and noted in its cells, and listed."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from etl.imports.forms.declare import ERRORS_SHEET
from etl.imports.originals import original, write_text
from etl.imports.submission import ReceivedFile

_COLOUR = "FFFFC7CE"
# The colour is laid over a cell by a rule: the format below stays, and the formula tells the rule from others.
_RULE = 'LEN("sutcharit")>0'
_CELLS_OF_A_RULE = 1_000
# From here to its end a note is ours; what stands before it is the sender's.
_OURS = "✗ สุจริตตรวจพบ · Found by Sutcharit"
_AUTHOR = "Sutcharit"
# Each note is a drawing, and thousands make a workbook slow to open. Nobody reads on in a longer list.
_MOST_NOTES = 2_000
_MOST_LISTED = 5_000
_NOTE_WIDTH, _LINE_HEIGHT, _LINE_LENGTH, _HIGHEST_NOTE = 320, 18, 45, 400
# The font of the forms.
_FONT = {"name": "Tahoma", "size": 10}
_HEADINGS = {"แผ่นงาน · Sheet": 24, "ช่อง · Cell": 12, "สิ่งที่ต้องแก้": 70, "What to mend": 70}


@dataclass(frozen=True)
class Mark:
    """One problem at its place: a cell such as `D7`, else a whole row, else the sheet or the file."""

    sheet: str
    cell: str | None
    row_no: int | None
    message_th: str
    message_en: str

    @property
    def text(self) -> str:
        """The message in both languages."""
        return f"• {self.message_th}\n  {self.message_en}"


def marked_workbook(received: ReceivedFile, marks: Sequence[Mark]) -> bytes:
    """The received workbook, or one made of a CSV, with its problems marked and listed on the first sheet.

    Marks from before are removed; what the sender coloured, noted, locked or offered to choose from stays.
    """
    book, titles = original(received)
    _remove_marks(book)
    for sheet in received.sheets:
        if sheet.name in titles and titles[sheet.name] in book.sheetnames:
            last_column = max((max(row) for row in sheet.rows.values()), default=1)
            _mark(book[titles[sheet.name]], [mark for mark in marks if mark.sheet == sheet.name], last_column)
    if marks or not book.sheetnames:
        _add_list(book, marks, titles)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _remove_marks(book: Workbook) -> None:
    if ERRORS_SHEET in book.sheetnames:
        book.remove(book[ERRORS_SHEET])
    for sheet in book.worksheets:
        sheet.conditional_formatting = _rules_of_others(sheet)
        # Only cells that are there: the rectangle around stray ones can be all of a sheet.
        for cell in [cell for cell in sheet._cells.values() if cell.comment]:
            text = cell.comment.text.partition(_OURS)[0].rstrip()
            cell.comment = _sized(text, cell.comment.author) if text else None


def _rules_of_others(sheet: Any) -> ConditionalFormattingList:
    kept = ConditionalFormattingList()
    for formatting in sheet.conditional_formatting:
        for rule in formatting.rules:
            if _RULE not in rule.formula:
                # The first place is ours.
                rule.priority += 1
                kept.add(str(formatting.sqref), rule)
    return kept


def _mark(sheet: Any, marks: Iterable[Mark], last_column: int) -> None:
    texts: dict[str, list[str]] = {}
    ranges: dict[str, None] = {}
    for mark in marks:
        if mark.cell:
            ranges[mark.cell] = None
            texts.setdefault(mark.cell, []).append(mark.text)
        elif mark.row_no:
            ranges[f"A{mark.row_no}:{get_column_letter(last_column)}{mark.row_no}"] = None
            texts.setdefault(f"A{mark.row_no}", []).append(mark.text)
    _colour(sheet, list(ranges))
    for address, found in list(texts.items())[:_MOST_NOTES]:
        _note(_noted_cell(sheet, address), found)


def _colour(sheet: Any, ranges: list[str]) -> None:
    fill = PatternFill("solid", start_color=_COLOUR, end_color=_COLOUR)
    for start in range(0, len(ranges), _CELLS_OF_A_RULE):
        rule = FormulaRule(formula=[_RULE], fill=fill)
        rule.priority = 1
        sheet.conditional_formatting.add(" ".join(ranges[start : start + _CELLS_OF_A_RULE]), rule)


def _noted_cell(sheet: Any, address: str) -> Any:
    """The cell that can bear a note: of merged ones the first."""
    cell = sheet[address]
    if isinstance(cell, MergedCell):
        merged = next(one for one in sheet.merged_cells.ranges if address in one)
        return sheet.cell(merged.min_row, merged.min_col)
    return cell


def _note(cell: Any, texts: list[str]) -> None:
    own, author = (cell.comment.text + "\n\n", cell.comment.author) if cell.comment else ("", _AUTHOR)
    cell.comment = _sized("\n".join([own + _OURS, *texts]), author)


def _sized(text: str, author: str) -> Comment:
    lines = sum(1 + len(line) // _LINE_LENGTH for line in text.split("\n"))
    return Comment(text, author, height=min((lines + 1) * _LINE_HEIGHT, _HIGHEST_NOTE), width=_NOTE_WIDTH)


def _add_list(book: Workbook, marks: Sequence[Mark], titles: dict[str, str]) -> None:
    page = book.create_sheet(ERRORS_SHEET, 0)
    for column_no, (heading, width) in enumerate(_HEADINGS.items(), start=1):
        cell = page.cell(1, column_no, heading)
        cell.font = Font(**_FONT, bold=True)
        cell.fill = PatternFill("solid", start_color=_COLOUR, end_color=_COLOUR)
        page.column_dimensions[get_column_letter(column_no)].width = width
    for row_no, mark in enumerate(_listed(marks), start=2):
        title = titles.get(mark.sheet, mark.sheet)
        place = mark.cell or (f"A{mark.row_no}" if mark.row_no else "")
        shown = mark.cell or (f"แถว {mark.row_no}" if mark.row_no else "")
        for column_no, text in enumerate((title, shown, mark.message_th, mark.message_en), start=1):
            cell = page.cell(row_no, column_no)
            write_text(cell, text)
            cell.font = Font(**_FONT)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if place and title in book.sheetnames:
            link = page.cell(row_no, 2)
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"{quote_sheetname(title)}!{place}")
            link.font = Font(**_FONT, color="FF0563C1", underline="single")
    _show_first(book, page)


def _listed(marks: Sequence[Mark]) -> Sequence[Mark]:
    """The marks to list; of very many the first, and how many more are only coloured."""
    more = len(marks) - _MOST_LISTED
    if more <= 0:
        return marks
    told = Mark(
        "",
        None,
        None,
        f"และอีก {more:,} แห่ง ซึ่งระบายสีไว้ในแผ่นงาน",
        f"And {more:,} more, coloured in the sheets.",
    )
    return [*marks[:_MOST_LISTED], told]


def _show_first(book: Workbook, page: Any) -> None:
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    # Two selected sheets would be typed into both at once.
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is page
    book.active = 0
