"""The calendar of a document on transparency measures: when and by whom each issue is worked on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from etl.extract.document import Line, Read
from etl.extract.measures.measure_headings import Heading, issues_of_cell
from etl.extract.measures.measure_plan import span_locator
from etl.extract.measures.month_period import NO_PERIOD, planned_quarters
from etl.extract.numerals import plain, squeezed

SLID = "ค่าอยู่คนละคอลัมน์กับหัวตาราง"
SHARED = "ช่องเดียวมีหลายประเด็น ใช้ค่าเดียวกัน"
BY_TITLE = "เลขประเด็นในปฏิทินไม่ตรง จับคู่จากชื่อประเด็น"
OTHER_TITLE = "ชื่อประเด็นในปฏิทินต่างจากในตารางมาตรการ"
EMPTY_CELL = "ช่องในปฏิทินว่าง อาจใช้ร่วมกับแถวบน"

_SAME_TITLE = 75
_OTHER_TITLE = 55


@dataclass
class Entry:
    """One issue of the calendar: its period and unit as printed and the lines that carry it."""

    issue: Heading
    period: str
    unit: str
    lines: list[Line] = field(default_factory=list)
    doubt: str = ""

    @property
    def locator(self) -> str:
        """Where the entry stands, with the lines it goes on to."""
        return span_locator(self.lines)


def read_calendar(rows: Sequence[Line], columns: Mapping[str, int], fiscal_year: int) -> list[Entry]:
    """The entries of a calendar table, its heading row left out."""
    entries: list[Entry] = []
    for line in rows:
        issue_cell, period, unit, doubt = _cells(line, columns, fiscal_year)
        before, issues = issues_of_cell(issue_cell)
        if before and entries and _goes_on(entries[-1], issues, period):
            last = entries[-1]
            last.issue = replace(last.issue, title=f"{last.issue.title} {before}")
            last.lines.append(line)
        elif before and not issues and period:
            issues = [Heading("", before)]
        if len(issues) > 1:
            doubt = doubt or SHARED
        entries += [Entry(issue, plain(period), plain(unit), [line], doubt) for issue in issues]
    return entries


def _goes_on(last: Entry, issues: Sequence[Heading], period: str) -> bool:
    """Whether text without a number ends the issue above: it has no period of its own."""
    return bool(issues) or not period or not last.issue.title


def _cells(line: Line, columns: Mapping[str, int], fiscal_year: int) -> tuple[str, str, str, str]:
    """Issue, period and unit of a row, found by what they say where the row slid by some columns."""
    cells = list(line.cells)

    def cell(name: str, shift: int = 0) -> str:
        position = columns.get(name, -1) + shift
        return cells[position].strip() if name in columns and 0 <= position < len(cells) else ""

    shifts = (0, 1, -1, 2, -2)
    dated = [shift for shift in shifts if _is_period(cell("period", shift), fiscal_year)]
    shift = dated[0] if dated else 0
    if not dated and "issue" in columns and not issues_of_cell(cell("issue"))[1]:
        numbered = [one for one in shifts if issues_of_cell(cell("issue", one))[1]]
        shift = numbered[0] if numbered else 0
    issue = cell("issue", shift) or cell("issue") or ("" if "issue" in columns else cell("dimension", shift))
    return issue, cell("period", shift), cell("unit", shift), SLID if shift else ""


def _is_period(text: str, fiscal_year: int) -> bool:
    # An issue cell may name a month's meeting; a period is short.
    return bool(text) and len(squeezed(text)) < 80 and bool(planned_quarters(plain(text), fiscal_year).value)  # noqa: PLR2004


def matched(issues: Mapping[str, str], entries: Sequence[Entry]) -> dict[str, Entry]:
    """For each issue (number and title) of the measures its calendar entry.

    The number decides where the titles agree; a misread number yields to a title that agrees well.
    """
    found: dict[str, Entry] = {}
    left = list(entries)
    for number, title in issues.items():
        same = [one for one in left if one.issue.number == number]
        best = max(same, key=lambda one: _alike(one.issue.title, title), default=None)
        if best and _alike(best.issue.title, title) >= _OTHER_TITLE:
            found[number] = best
            left.remove(best)
    for number, title in issues.items():
        if number in found:
            continue
        best = max(left, key=lambda one: _alike(one.issue.title, title), default=None)
        if best and _alike(best.issue.title, title) >= _SAME_TITLE:
            found[number] = replace(best, doubt=best.doubt or BY_TITLE)
            left.remove(best)
        elif same := [one for one in left if one.issue.number == number]:
            found[number] = replace(same[0], doubt=same[0].doubt or OTHER_TITLE)
            left.remove(same[0])
    return found


def _alike(one: str, other: str) -> float:
    """Likeness of two titles; a calendar often cuts long ones short."""
    left, right = squeezed(one), squeezed(other)
    if not left or not right:
        return 0.0
    # A partial match of a few letters says nothing.
    shortest = min(len(left), len(right))
    return max(fuzz.ratio(left, right), fuzz.partial_ratio(left, right) if shortest >= 15 else 0.0)  # noqa: PLR2004


def quarters_of(entry: Entry, fiscal_year: int) -> Read:
    """The quarters of an entry, with its doubt."""
    read = planned_quarters(entry.period, fiscal_year, entry.locator)
    if not entry.period:
        read = read.doubted(EMPTY_CELL)
    elif read.doubt == NO_PERIOD:
        # A condition instead of dates is running text: only that there is one is kept.
        read = Read("", "", entry.locator, NO_PERIOD)
    return read.doubted(entry.doubt) if entry.doubt else read


def unit_of(entry: Entry) -> Read:
    """The responsible unit of an entry, with its doubt."""
    read = Read(entry.unit, entry.unit, entry.locator)
    if not entry.unit:
        read = read.doubted(EMPTY_CELL)
    return read.doubted(entry.doubt) if entry.doubt else read
