"""Numbers, money, years and dates as a Thai office writes them."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from dashboard.language import THAI, language, t

BE_OFFSET = 543
BANGKOK = timezone(timedelta(hours=7))
NOTHING = "—"
# Counts of complaints below this are not shown to readers outside the organisation; the warehouse withholds them.
FEW = 3
# Years of the Buddhist Era that a fiscal year can be; 2500 and 2599 are amounts as often as years.
_BE_YEAR = re.compile(r"(?<![\d,.])25[5-9]\d(?![\d,.]\d|\d)")
_FIRST_MONTH = 10
_MONTHS = {
    "th": ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_LONG_MONTHS = {
    "th": [
        "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
        "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
    ],
    "en": [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ],
}  # fmt: skip

Number = int | float | Decimal


def today() -> date:
    """The date in Thailand: what is due or late is judged by it."""
    return datetime.now(UTC).astimezone(BANGKOK).date()


def fiscal_year_of(day: date) -> int:
    """The fiscal year that a day lies in; it begins on 1 October of the year before."""
    return day.year + BE_OFFSET + (day.month >= _FIRST_MONTH)


def whole_number(text: str | None) -> int | None:
    """A text of digits as a number; None when it is none."""
    return int(text) if text and text.isascii() and text.isdigit() else None


def several(text: str | None) -> list[str]:
    """A text as a list, its values parted by commas; each value once."""
    return list(dict.fromkeys(filter(None, (text or "").split(","))))


def points(value: Number) -> str:
    """A score with two decimals."""
    return f"{value:,.2f}"


def percent(share: Number) -> str:
    """A share from 0 to 1 as a percentage with one decimal, without the sign."""
    return f"{float(share) * 100:,.1f}"


def baht(value: Number) -> str:
    """Baht with thousands separators; satang only where there are some."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def count(value: Number) -> str:
    """A whole number with thousands separators."""
    return f"{int(value):,}"


def count_with_few(value: Number | None, withheld: int) -> str:
    """A sum of counts of which some are withheld because they are below three: between what and what it lies."""
    if not withheld:
        return NOTHING if value is None else count(value)
    if value is None and withheld == 1:
        return f"< {FEW}"
    least = int(value or 0)
    return f"{count(least)}–{count(least + (FEW - 1) * withheld)}"


def day(value: date) -> str:
    """A day with the year in the Buddhist Era: 20 พ.ย. 2569."""
    return f"{value.day} {_MONTHS[language()][value.month - 1]} {value.year + BE_OFFSET}"


def long_day(value: date) -> str:
    """A day as an official letter writes it: 20 พฤศจิกายน 2569."""
    return f"{value.day} {_LONG_MONTHS[language()][value.month - 1]} {value.year + BE_OFFSET}"


def quarter_of(value: date, fiscal_year: int) -> int | None:
    """The quarter of a fiscal year that a day lies in, October being the first month; None outside the year."""
    month = (value.year + BE_OFFSET - fiscal_year) * 12 + value.month + 2
    return month // 3 + 1 if 0 <= month < 12 else None  # noqa: PLR2004


def built_day(value: datetime) -> str:
    """The day in Thailand of a moment that is stored in UTC."""
    return day(value.replace(tzinfo=UTC).astimezone(BANGKOK).date())


def built_moment(value: datetime) -> str:
    """The day and time in Thailand of a moment that is stored in UTC."""
    return f"{built_day(value)} {value.replace(tzinfo=UTC).astimezone(BANGKOK):%H:%M}"


def place(locator: str) -> str:
    """A locator such as `line 57` in the words of the reader."""
    if language() == THAI:
        for word, thai in (("lines ", "บรรทัด "), ("line ", "บรรทัด "), ("register ", "ทะเบียน ")):
            if locator.startswith(word):
                return thai + locator.removeprefix(word).replace("-", "–")
    return locator


def with_years(html: str) -> str:
    """Escaped text whose Buddhist-Era years tell the Common Era when pointed at."""
    return _BE_YEAR.sub(lambda year: f'<abbr title="{common_era(int(year[0]))}">{year[0]}</abbr>', html)


def common_era(fiscal_year: int) -> str:
    """A fiscal year in words of the Common Era: October 2022 – September 2023."""
    last = fiscal_year - BE_OFFSET
    return t("format.common_era", first=last - 1, last=last)


def quarters(numbers: list[int]) -> str:
    """Quarters as a reader says them: 1–2, 4."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def budget_words(budget: Number | None) -> str:
    """A budget in words; what the document does not say is not zero."""
    if budget is None:
        return t("budget.silent")
    return t("budget.none") if budget == 0 else t("budget.baht", baht=baht(budget))
