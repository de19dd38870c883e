"""The one-year project lists of a document: tables found by their headings, pages joined into lists."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from etl.extract.document import Context, Document, Line
from etl.extract.numerals import arabic, plain, squeezed, years
from etl.extract.one_year.year_headings import Columns, heading_role, read_columns
from etl.extract.one_year.year_rows import (
    ListRow,
    aligned,
    is_continuation,
    is_project_row,
    is_sum_row,
    number_of,
    title_of,
)

_INTRO_LINES = 20  # what stands nearer above a table than this introduces it
_GAP_LINES = 3  # page marks and headings between two parts of one table
_HEADER_ROLES = 3
_WIDEST = 40  # one-year lists have some ten columns
_SAME_TITLE = 85
_RANGE = re.compile(r"(25\d\d|2600)\s*(?:[-–—]|ถึง|to)\s*(?:พ\.?ศ\.?\s*)?(25\d\d|2600)")
_ROUND = re.compile(r"(?<!\d)(\d{1,2})\s*(?:เดือน|[- ]?month)", re.IGNORECASE)
_SECTION = re.compile(r"^(?:มิติ(?:ที่)?|dimension)\s*([1-4])(?!\d)", re.IGNORECASE)
_ROUNDS = (6, 12)


@dataclass
class Page:
    """One table: its columns, what introduces it, its project rows and its sum rows."""

    columns: Columns
    intro: tuple[Line, ...]
    rows: list[ListRow] = field(default_factory=list)
    sums: list[ListRow] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)
    carried: dict[int, list[ListRow]] = field(default_factory=dict)

    @property
    def is_closed(self) -> bool:
        """Whether a sum row ended the table."""
        return bool(self.sums)


@dataclass
class YearList:
    """The pages of one list, with the fiscal year, years of the plan and report round read above them."""

    pages: list[Page]
    fiscal_year: str = ""
    plan_years: tuple[str, str] = ("", "")
    report_round: str = ""
    year_doubt: str = ""
    round_doubt: str = ""

    @property
    def rows(self) -> list[ListRow]:
        """The project rows of all pages in order."""
        return [row for page in self.pages for row in page.rows]

    @property
    def sums(self) -> list[ListRow]:
        """The sum rows of all pages in order."""
        return [row for page in self.pages for row in page.sums]

    @property
    def intro(self) -> tuple[Line, ...]:
        """The lines above the first page."""
        return self.pages[0].intro

    @property
    def has_quarters(self) -> bool:
        """Whether the list plans quarters."""
        return any(page.columns.quarters for page in self.pages)

    @property
    def has_status(self) -> bool:
        """Whether the list reports statuses."""
        return any(page.columns.has_status for page in self.pages)


def find_pages(document: Document, context: Context) -> list[Page]:
    """Every table of a document whose headings are those of a one-year list."""
    pages: list[Page] = []
    open_page: Page | None = None
    intro: list[Line] = []
    gap = 0
    lines = document.lines
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        if len(_distinct(line)) <= 1 and not (open_page and _belongs(open_page, line)):
            if squeezed(line.text):
                intro, gap = [*intro[-_INTRO_LINES:], line], gap + 1
            continue
        columns, used = _heading(lines, position - 1, context)
        if columns:
            open_page = Page(columns, tuple(intro))
            pages.append(open_page)
            position += used
        elif open_page and (gap > _GAP_LINES or not _take(open_page, line)):
            open_page = None
        intro, gap = [], 0
    return [page for page in pages if page.rows]


def _distinct(line: Line) -> set[str]:
    """The different texts of a row: a caption that spans a table is one, however often it is repeated."""
    return {squeezed(cell) for cell in line.cells if squeezed(cell)}


def _belongs(page: Page, line: Line) -> bool:
    """Whether a row of one text is a section or a continuation inside the table."""
    if not line.cells or not _distinct(line):
        return False
    row = ListRow(line, line.cells, page.columns)
    return bool(page.rows and is_continuation(row) and not years(line.text)) or bool(_section(line))


def _section(line: Line) -> str:
    text = arabic(plain(next(iter(cell for cell in line.cells if squeezed(cell)), "")))
    match = _SECTION.match(text)
    return match[1] if match and len(_distinct(line)) == 1 else ""


def _heading(lines: Sequence[Line], position: int, context: Context) -> tuple[Columns | None, int]:
    """The columns that a heading row and the row below it name, and how many more lines the heading takes."""
    upper = lines[position].cells
    if len(upper) > _WIDEST or sum(bool(heading_role(cell)) for cell in upper) < 2:  # noqa: PLR2004 - a number and a title at least
        return None, 0
    below = lines[position + 1].cells if position + 1 < len(lines) else ()
    alone = read_columns(upper, (), context)
    if below and alone and is_project_row(aligned(lines[position + 1], alone)):
        return alone, 0
    together = read_columns(upper, below, context)
    return (together, 1) if together else (alone, 0)


def _take(page: Page, line: Line) -> bool:
    """Add a row to a table; False where it belongs to another table."""
    if section := _section(line):
        page.sections[len(page.rows)] = section
        return True
    printed = ListRow(line, line.cells, page.columns)
    if is_sum_row(printed):
        page.sums.append(printed)
        return True
    if page.rows and is_continuation(printed):
        page.carried.setdefault(len(page.rows) - 1, []).append(printed)
        return True
    row = aligned(line, page.columns)
    if is_project_row(row):
        page.rows.append(row)
        return True
    return sum(bool(heading_role(cell)) for cell in line.cells) < _HEADER_ROLES and _is_ruler(line)


def _is_ruler(line: Line) -> bool:
    """Whether a row only numbers or rules off columns: (1) (2) (3), or dashes."""
    return all(re.fullmatch(r"[\d()\-:.=]*", arabic(squeezed(cell))) for cell in line.cells)


def join_pages(pages: Sequence[Page]) -> list[YearList]:
    """Pages of one list put together: numbering carries on, and year and round are the same."""
    lists: list[YearList] = []
    for page in pages:
        if lists and _carries_on(lists[-1].pages, page):
            lists[-1].pages.append(page)
        else:
            lists.append(YearList([page]))
    for found in lists:
        _read_years(found)
        found.report_round, found.round_doubt = _report_round(found)
    return lists


def _carries_on(pages: list[Page], page: Page) -> bool:
    last = pages[-1]
    same_kind = bool(last.columns.quarters) == bool(page.columns.quarters)
    if not same_kind or last.columns.has_status != page.columns.has_status:
        return False
    first, _ = number_of(page.rows[0])
    before, _ = number_of(last.rows[-1])
    if first is not None and before is not None and first > before:
        return True
    if last.is_closed or (_years(last) and _years(page) and _years(last) != _years(page)):
        return False
    if {_round(last), _round(page)} == set(_ROUNDS):
        return False
    # Numbering that starts anew is a new section of the list, unless the same projects are listed again.
    earlier = [squeezed(title_of(row)) for part in pages for row in part.rows]
    again = sum(
        any(fuzz.ratio(squeezed(title_of(row)), title) >= _SAME_TITLE for title in earlier)
        for row in page.rows
    )
    return again * 2 < len(page.rows)


def _years(page: Page) -> tuple[tuple[str, str], str] | None:
    """The range of years and the single year that the nearest line above a table names."""
    for line in reversed(page.intro):
        text = arabic(line.text)
        found = _RANGE.search(text)
        single = years(_RANGE.sub(" ", text))
        if found or single:
            return (found[1], found[2]) if found else ("", ""), str(single[-1]) if single else ""
    return None


def _round(page: Page) -> int | None:
    for line in reversed(page.intro):
        if found := _ROUND.search(arabic(line.text)):
            return int(found[1])
    return None


def _read_years(found: YearList) -> None:
    read = [years_read for page in found.pages if (years_read := _years(page))]
    singles = Counter(single for _, single in read if single)
    ranges = Counter(span for span, _ in read if any(span))
    found.fiscal_year = singles.most_common(1)[0][0] if singles else ""
    first, last = ranges.most_common(1)[0][0] if ranges else (found.fiscal_year, found.fiscal_year)
    found.plan_years = (first, last)
    if len(singles) > 1 or len(ranges) > 1:
        found.year_doubt = "ปีงบประมาณที่หัวตารางอ่านไม่ตรงกันทุกหน้า"
    elif not singles:
        found.year_doubt = "ไม่พบปีงบประมาณเหนือตาราง"


def _report_round(found: YearList) -> tuple[str, str]:
    read = Counter(number for page in found.pages if (number := _round(page)) is not None)
    known = [number for number, _ in read.most_common() if number in _ROUNDS]
    if not known:
        return "", "ไม่พบรอบรายงานเหนือตาราง"
    return str(known[0]), "รอบรายงานที่หัวตารางอ่านไม่ตรงกันทุกหน้า" if len(read) > 1 else ""
