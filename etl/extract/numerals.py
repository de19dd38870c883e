"""Numbers as Thai documents print them: digits of both kinds, money, years, quarters, "no budget", ticks."""

import re
from functools import lru_cache

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

_TAG = re.compile(r"<[^>]{0,200}>")
_SPACES = re.compile(r"[ \t\u00a0\u200b]+")
_AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?(?![\d])")
# "ไม่ใช้งบประมาณ", "ไม่ได้ใช้งบ ประมาณ", "ไม่มีงบประมาณ", "-": whatever the scan did to the blanks.
_NO_BUDGET = re.compile(
    r"^[-–—_.]*(?:ไม่(?:ได้)?(?:ใช้|มี|ขอ|ตั้ง)(?:จ่าย)?งบ(?:ประมาณ)?.{0,25}|[-–—]+|0(?:\.00?)?)$"
)
_TICK = re.compile(r"^[✓✔√☑/xXvV๙๕๘๔]$")
_YEAR = re.compile(r"(?<!\d)(25[4-9]\d|2600)(?!\d)")


def arabic(text: str) -> str:
    """The text with Thai digits as Arabic ones."""
    return text.translate(THAI_DIGITS)


@lru_cache(4_096)
def plain(text: str) -> str:
    """A cell as a reader sees it: without tags, with single blanks."""
    return _SPACES.sub(" ", _TAG.sub(" ", text)).strip()


@lru_cache(4_096)
def squeezed(text: str) -> str:
    """The text without any blanks, as scanned Thai is compared."""
    return re.sub(r"\s+", "", plain(text))


def is_no_budget(text: str) -> bool:
    """Whether a budget cell says that no budget is used."""
    return bool(_NO_BUDGET.match(arabic(squeezed(text))))


def amounts(text: str) -> list[str]:
    """The amounts of a text in order, as plain digits with two decimals: `30000.00`."""
    found = _AMOUNT.findall(arabic(plain(text)))
    return [f"{whole.replace(',', '')}{(fraction or '.00').ljust(3, '0')}" for whole, fraction in found]


def is_tick(text: str) -> bool:
    """Whether a cell holds a tick, in the shapes that a scan gives it."""
    return bool(_TICK.match(squeezed(text)))


def years(text: str) -> list[int]:
    """The Buddhist-Era years that a text names, in order and once each."""
    return list(dict.fromkeys(int(year) for year in _YEAR.findall(arabic(text))))


def leading_number(text: str) -> tuple[int, str] | None:
    """A running number at the start of a text and what follows: `๓)`, `(๑๐)`, `12.`; None without one."""
    content = plain(text)
    # Thai and Arabic digits have the same length, so positions hold for both.
    match = re.match(r"\(?\s*(\d{1,3})\s*(?:[).:]\s*|$)", arabic(content))
    return (int(match[1]), content[match.end() :]) if match else None
