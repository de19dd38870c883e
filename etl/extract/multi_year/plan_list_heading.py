"""The headings of a list of projects over several years: which column holds what, and for which years."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from etl.extract.document import Line
from etl.extract.numerals import arabic, is_no_budget, plain, squeezed, years

# What the columns of such lists are called, without blanks. A misread heading is the nearest of these.
HEADING_WORDS = {
    "number": ("ลำดับ", "ลำดับที่", "ที่", "no.", "no"),
    "dimension": ("มิติ", "มิติที่", "dimension"),
    "mission": ("ภารกิจตามมิติ", "ภารกิจ", "ประเด็น", "mission"),
    "title": (
        "โครงการ/กิจกรรม/มาตรการ",
        "โครงการ/มาตรการ/กิจกรรม",
        "โครงการ/กิจกรรม",
        "แผนงาน/โครงการ",
        "แผนงาน/โครงการ/กิจกรรม",
        "โครงการ",
        "ชื่อโครงการ",
        "ชื่อโครงการ/กิจกรรม/มาตรการ",
        "รายการโครงการ",
        "project",
        "projects",
        "project/activity/measure",
    ),
    "unit": (
        "หน่วยงานที่รับผิดชอบ",
        "หน่วยงานรับผิดชอบ",
        "หน่วยงานที่รับผิดชอบหลัก",
        "ผู้รับผิดชอบ",
        "หน่วยงาน",
        "responsibleunit",
        "unit",
        "responsible",
    ),
    "quarters": (
        "ระยะเวลาดำเนินการ(ไตรมาส)",
        "ระยะเวลาดำเนินการ",
        "ดำเนินการไตรมาส",
        "ไตรมาส",
        "quarter",
        "quarters",
    ),
    "note": ("หมายเหตุ", "remarks", "note", "notes"),
    "total": ("รวม", "รวมงบประมาณ", "รวมทั้งสิ้น", "total"),
    "budget": (
        "งบประมาณ",
        "งบประมาณ(บาท)",
        "งบประมาณและที่มา",
        "ปีงบประมาณ",
        "ปี",
        "budget",
        "budget(baht)",
        "baht",
        "บาท",
        "(บาท)",
    ),
    "foreign": ("เบิกจ่าย(บาท)", "เบิกจ่าย", "สถานะ", "ผลการดำเนินงาน", "disbursed", "status"),
}
_LIKENESS = 66  # "มีมติ" for "มิติ" still passes; the nearest word decides
_LONGEST_HEADING = 45
_YEAR_WORDS = re.compile(r"(?:ปีงบประมาณ|ปี|พ\.?ศ\.?|fy|fiscalyear|year|25\d\d|2600|[-–().:])")
_FEWEST_YEARS = 2
_QUARTERS = 4
_QUARTER = re.compile(r"ไตรมาส(?:ที่)?|quarter|q")
_FUSED = re.compile(r"^([^\d๐-๙()]{5,45})\s*(\(?[\d๐-๙]{1,3}[).].{5,})$", re.DOTALL)


@dataclass(frozen=True)
class Heading:
    """The columns of one page of a list: position by role, and position by fiscal year."""

    columns: dict[str, int]
    year_columns: dict[int, int]
    row_count: int
    # Years that were misread or lost in the heading and follow from their neighbours.
    repaired: frozenset[int] = frozenset()
    quarter_columns: dict[int, int] = field(default_factory=dict)
    # A title that the scan ran into the heading cell of the titles, with its running number.
    fused_title: str = ""

    @property
    def years(self) -> tuple[int, ...]:
        """The fiscal years in order."""
        return tuple(sorted(self.year_columns))

    @property
    def title(self) -> int:
        """The column of the titles."""
        return self.columns["title"]


def role_of(cell: str) -> str | None:
    """What a heading cell announces, as the nearest heading word says; None if it is none of them."""
    fused = _FUSED.match(plain(cell))
    cell = fused[1] if fused else cell
    text = _YEAR_WORDS.sub("", arabic(squeezed(cell)).lower()) if years(cell) else squeezed(cell).lower()
    if not text or len(text) > _LONGEST_HEADING:
        return None
    scored = [
        (fuzz.ratio(text, word), len(word), role)
        for role, words in HEADING_WORDS.items()
        for word in words
        # A short word is near to anything short: the lengths must agree as well.
        if abs(len(word) - len(text)) <= max(1, len(word) // 3)
    ]
    best = max(scored, default=(0, 0, ""))
    return best[2] if best[0] >= _LIKENESS else None


def _is_subheading(cells: Sequence[str]) -> bool:
    """Whether a row below a heading still is one: only years, heading words or quarter numbers."""
    filled = [cell for cell in cells if squeezed(cell)]
    if not filled or any(is_no_budget(cell) for cell in filled):
        return False
    numbers = [_QUARTER.sub("", arabic(squeezed(cell)).lower()).strip("()") for cell in filled]
    if all(number.isdigit() for number in numbers) and len(numbers) > _FEWEST_YEARS:
        # Numbers of columns or of quarters rise by one; budgets do not.
        return all(int(later) - int(earlier) == 1 for earlier, later in pairwise(numbers))
    return all((years(cell) and len(squeezed(cell)) <= _LONGEST_HEADING) or role_of(cell) for cell in filled)


def heading_at(lines: Sequence[Line], start: int) -> Heading | None:
    """The heading that begins at a line, if the line heads a list of projects over several years.

    Such a heading names projects, and dimension, mission or budget, and at least two single years; a
    list with quarter ticks, a working plan or a status report names no such years or has other columns.
    """
    columns = _roles(lines[start].cells)
    if "title" not in columns or "foreign" in columns:
        return None
    rows = [lines[start].cells]
    while start + len(rows) < len(lines) and _is_subheading(lines[start + len(rows)].cells):
        rows.append(lines[start + len(rows)].cells)
    printed: dict[int, int] = {}
    for cells in rows:
        for role, position in _roles(cells).items():
            columns.setdefault(role, position)
        for position, cell in enumerate(cells):
            named = years(cell)
            if len(named) == 1 and role_of(cell) in (None, "budget"):
                printed.setdefault(position, named[0])
    if len(printed) < _FEWEST_YEARS or "foreign" in columns:
        return None
    if not {"dimension", "mission", "budget"} & set(columns):
        return None
    year_columns, repaired = consecutive_years(printed)
    quarters = next((found for cells in rows if (found := _quarter_columns(cells))), {})
    fused = _FUSED.match(plain(lines[start].cells[columns["title"]]))
    return Heading(columns, year_columns, len(rows), repaired, quarters, fused[2] if fused else "")


def _quarter_columns(cells: Sequence[str]) -> dict[int, int]:
    """The columns of the four quarters below a heading: the last run of 1, 2, 3, 4 in a row."""
    digits = [_QUARTER.sub("", arabic(squeezed(cell)).lower()) for cell in cells]
    for start in range(len(digits) - _QUARTERS, -1, -1):
        if digits[start : start + _QUARTERS] == ["1", "2", "3", "4"]:
            return {quarter + 1: start + quarter for quarter in range(_QUARTERS)}
    return {}


def consecutive_years(printed: dict[int, int]) -> tuple[dict[int, int], frozenset[int]]:
    """Columns by year, with a misread year set right and a lost one filled in between its neighbours.

    Plans run over consecutive years, so most columns agree on the first year; one that does not was misread.
    """
    positions = sorted(printed)
    rising = printed[positions[-1]] >= printed[positions[0]]
    order = positions if rising else positions[::-1]
    years_there = [printed[position] for position in order]
    gaps = [later - earlier for earlier, later in pairwise(years_there)]
    spans = [abs(later - earlier) for earlier, later in pairwise(order)]
    if all(gap == 1 for gap in gaps):
        return {printed[position]: position for position in order}, frozenset()
    if all(gap in (1, span) for gap, span in zip(gaps, spans, strict=True)):
        step = 1 if rising else -1
        filled = {
            year + extra: position + step * extra
            for year, position, gap in zip(years_there, order, [*gaps, 1], strict=True)
            for extra in range(gap)
        }
        return filled, frozenset(filled) - frozenset(years_there)
    starts = [year - index for index, year in enumerate(years_there)]
    start, agreeing = Counter(starts).most_common(1)[0]
    if agreeing * 2 <= len(starts):
        return {printed[position]: position for position in order}, frozenset(years_there)
    columns = {start + index: position for index, position in enumerate(order)}
    return columns, frozenset(columns) - frozenset(years_there)


def continues(line: Line, heading: Heading) -> bool:
    """Whether a row is the heading of a further page that lost its years: no other columns than before."""
    roles = _roles(line.cells)
    return (
        "title" in roles
        and bool({"dimension", "mission"} & set(roles))
        and set(roles) <= {*heading.columns, "budget", "quarters", "unit", "note"}
    )


def is_foreign_heading(line: Line) -> bool:
    """Whether a table row heads a table of another kind: three and more heading words, no list of ours."""
    return len(_roles(line.cells)) >= 3  # noqa: PLR2004 - fewer occur by chance in short cells


def _roles(cells: Sequence[str]) -> dict[str, int]:
    """The first position of each role that a row of heading cells names."""
    found: dict[str, int] = {}
    for position, cell in enumerate(cells):
        role = role_of(plain(cell))
        if role:
            found.setdefault(role, position)
    return found
