"""The quarters of a fiscal year that a printed period covers: months, quarters, or the whole year."""

import re
from itertools import pairwise

from rapidfuzz import fuzz, process

from etl.extract.document import Read
from etl.extract.numerals import arabic, squeezed

_FULL = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
_SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
_ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTHS_A_YEAR = 12
_FIRST_MONTH = 10  # a fiscal year begins in October


def _short_pattern(short: str) -> str:
    """An abbreviation with one dot perhaps lost to the scan, never both: `มค` alone stands in many words."""
    first, second = short.split(".")[:2]
    return rf"{first}\.{second}\.?|{first}{second}\."


_YEAR = r"(?:พ\.?ศ\.?|ปี)?(?P<year>(?:25|20)\d\d|[4-9]\d(?!\d))?"
_MONTH = re.compile(
    "(?:"
    + "|".join(
        f"(?P<m{number}>{full}|{_short_pattern(short)}|(?:(?<![a-z])|(?<=to)){english}[a-z]*\\.?,?)"
        for number, (full, short, english) in enumerate(zip(_FULL, _SHORT, _ENGLISH, strict=True), start=1)
    )
    + ")"
    + _YEAR
)
_ALL_YEAR = re.compile(
    r"ตลอด(?:ทั้ง)?ปี|ตลอดระยะเวลา.{0,12}ปี|ทั้งปีงบ|ทุกเดือน|รายเดือน|ทุกไตรมาส|(?:whole|all|entire)year|monthly"
)
_QUARTERS = re.compile(
    r"(?:ไตรมาส(?:ที่)?|quarters?|q)((?:[1-4](?:[-–—,/]|และ|ถึง|to|and|q|ไตรมาส(?:ที่)?)*)+)(?!\d)"
)
_RANGE = re.compile(r"[-–—~]|ถึง|จนถึง|to|until|through")
_PARENTHESES = re.compile(r"[(（][^()（）]*[)）]")
_MISREAD_MONTH = 75

UNCLEAR_MONTH = "อ่านชื่อเดือนไม่ชัด"
ONE_SIDED = "ช่วงเวลาอ่านได้ไม่ครบ"
OUTSIDE_YEAR = "ช่วงเวลาที่พิมพ์เกินปีงบประมาณ"
NO_PERIOD = "ไม่พบเดือนหรือไตรมาสในช่วงเวลา"

Month = tuple[int, int | None]
"""Month 1-12 and its Buddhist-Era year, None where none is printed."""


def planned_quarters(text: str, fiscal_year: int, locator: str = "") -> Read:
    """The quarters of `fiscal_year` that a period covers, as `1;2`; empty where it names none.

    Remarks in parentheses ("followed up each quarter") count only where nothing else is said.
    """
    printed = re.sub(r"\s+", " ", text).strip()
    if not printed:
        return Read("", "", locator)
    compact = arabic(squeezed(text)).lower()
    outside = _PARENTHESES.sub("", compact)
    value, doubt = _read(outside, fiscal_year)
    if not value and outside != compact:
        value, doubt = _read(compact, fiscal_year)
    return Read(value, printed, locator, doubt)


def period_fiscal_year(text: str) -> int | None:
    """The fiscal year in which the last dated month of a period lies."""
    months, _, _ = _months(arabic(squeezed(text)).lower())
    dated = [year + (month >= _FIRST_MONTH) for month, year in months if year is not None]
    return dated[-1] if dated else None


def _read(text: str, fiscal_year: int) -> tuple[str, str]:
    months, starts, doubt = _months(text)
    if months:
        return _of_months(text, months, starts, fiscal_year, doubt)
    if found := list(_QUARTERS.finditer(text)):
        return _joined(_of_quarters(found)), ""
    if _ALL_YEAR.search(text):
        return "1;2;3;4", ""
    return "", NO_PERIOD


def _of_quarters(found: list[re.Match[str]]) -> set[int]:
    quarters: set[int] = set()
    for match in found:
        numbers = [int(digit) for digit in re.findall(r"[1-4]", match[1])]
        is_range = len(numbers) == 2 and _RANGE.search(match[1])  # noqa: PLR2004 - from and to
        quarters.update(range(numbers[0], numbers[1] + 1) if is_range else numbers)
    return quarters


def _months(text: str) -> tuple[list[Month], list[tuple[int, int]], str]:
    """The months in order, where each stands, and a doubt where a name was misread."""
    found = [
        ((number, _buddhist(match["year"])), match.span())
        for match in _MONTH.finditer(text)
        for number in range(1, _MONTHS_A_YEAR + 1)
        if match[f"m{number}"]
    ]
    taken = [span for _, span in found]
    doubt = ""
    for match in re.finditer(r"[ก-๎]{4,}", text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        word = re.sub(r"^(?:เดือน|ถึง|และ|ระหว่าง)", "", match[0])
        if best := process.extractOne(word, _FULL, scorer=fuzz.ratio, score_cutoff=_MISREAD_MONTH):
            year = re.match(_YEAR, text[match.end() :])
            after = match.end() + (year.end() if year else 0)
            found.append(((best[2] + 1, _buddhist(year["year"] if year else None)), (match.start(), after)))
            doubt = UNCLEAR_MONTH
    found.sort(key=lambda one: one[1])
    return [month for month, _ in found], [span for _, span in found], doubt


def _buddhist(year: str | None) -> int | None:
    """A year of two or four digits, of either era, in the Buddhist Era."""
    if not year:
        return None
    number = int(year)
    if number < 100:  # noqa: PLR2004 - "67" for 2567
        return 2500 + number
    return number + 543 if number < 2400 else number  # noqa: PLR2004 - no Buddhist year of the field


def _of_months(
    text: str, months: list[Month], spans: list[tuple[int, int]], fiscal_year: int, doubt: str
) -> tuple[str, str]:
    """Quarters of single months and of ranges between two; a range ends where another word separates."""
    gaps = [text[left[1] : right[0]] for left, right in pairwise(spans)]
    if len(months) == 1 and _RANGE.match(text[spans[0][1] :]):
        doubt = doubt or ONE_SIDED
    covered: set[int] = set()
    beyond = False
    position = 0
    while position < len(months):
        joined = position < len(gaps) and bool(_RANGE.search(gaps[position]))
        last = position + 1 if joined else position
        places, outside = _places(months[position], months[last], fiscal_year)
        covered |= places
        beyond |= outside
        position = last + 1
    return _joined({place // 3 + 1 for place in covered}), doubt or (OUTSIDE_YEAR if beyond else "")


def _places(first: Month, last: Month, fiscal_year: int) -> tuple[set[int], bool]:
    """Months from first to last as places 0-11 in the fiscal year, and whether some lie outside it."""
    begin, end = ((month - _FIRST_MONTH) % _MONTHS_A_YEAR for month in (first[0], last[0]))
    begin_year, end_year = (
        None if year is None else year + (month >= _FIRST_MONTH) for month, year in (first, last)
    )
    if begin_year is None and end_year is None:
        begin_year = end_year = fiscal_year
    elif begin_year is None and end_year is not None:
        # "February - May 2568": one year for both, or the year before where the months run backwards.
        begin_year = end_year - (begin > end)
    elif end_year is None and begin_year is not None:
        end_year = begin_year + (begin > end)
    assert begin_year is not None and end_year is not None  # noqa: S101 - settled just above
    absolute = range(begin_year * _MONTHS_A_YEAR + begin, end_year * _MONTHS_A_YEAR + end + 1)
    start = fiscal_year * _MONTHS_A_YEAR
    inside = {place - start for place in absolute if 0 <= place - start < _MONTHS_A_YEAR}
    # A misread year empties the period: the months alone are then the better reading, with the doubt.
    if not inside:
        return set(range(min(begin, end), max(begin, end) + 1)), True
    return inside, len(inside) < len(absolute)


def _joined(quarters: set[int]) -> str:
    return ";".join(str(quarter) for quarter in sorted(quarters))
