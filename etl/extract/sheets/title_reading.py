"""Two readings of one title: how like they are, and which of them is the likelier."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from pythainlp import word_tokenize
from pythainlp.corpus import thai_words
from rapidfuzz import fuzz

from etl.extract.document import Context, Read
from etl.extract.numerals import squeezed
from etl.match import comparable

_MARKS = re.compile(r"[\s\"“”'‘’.,]+")
_NEAR_STANDARD = 0.75
# How much of a standard title must stand alike in both readings for it to decide the rest.
_MOST = 0.4
# The term of the law for any local body: a plan may name itself or use it, as its writer likes.
_GENERIC_NAME = "องค์กรปกครองส่วนท้องถิ่น"
_CLEARLY_MORE_WORDS = 0.03


@dataclass(frozen=True)
class _Merit:
    """What speaks for a reading: nearness to a standard title, an organisation's full name, known words."""

    standard: float
    named: bool
    words: float


def bare(title: str) -> str:
    """A title without blanks and quotation marks: what two readings must share to be the same."""
    return _MARKS.sub("", squeezed(title))


def likeness(one: str, other: str, names: tuple[str, ...]) -> float:
    """How like two titles are, from 0 to 1, whatever organisation they name."""
    plain = fuzz.ratio(bare(one), bare(other))
    without_names = fuzz.ratio(_comparable(one, names), _comparable(other, names))
    return max(plain, without_names) / 100


def likelier(listed: str, sheet: str, context: Context) -> str:
    """The likelier of two readings of a title; the list's where both read well or nothing speaks clearly.

    Where a standard title agrees with both but for the place in which they differ, its reading of that
    place decides, even if it is a third one.
    """
    standard = standard_measure(listed, context) or standard_measure(sheet, context)
    if standard is not None and _differs_in_one_place(listed, sheet, standard[3]):
        agreeing = [title for title in (listed, sheet) if bare(title) == bare(standard[3])]
        return agreeing[0] if agreeing else standard[3]
    first, second = _merit(listed, context), _merit(sheet, context)
    if first.named != second.named and not _names_any(listed):
        return sheet if second.named else listed
    if _only_worded_otherwise(listed, sheet):
        return listed
    if first.standard != second.standard:
        return sheet if second.standard > first.standard else listed
    return sheet if second.words > first.words + _CLEARLY_MORE_WORDS else listed


def _differs_in_one_place(listed: str, sheet: str, standard: str) -> bool:
    """Whether a standard title begins and ends as both readings do and reads something between."""
    readings = [bare(listed), bare(sheet)]
    third = bare(standard)
    before = _shared_start(readings)
    rests = [reading[before:] for reading in readings]
    after = _shared_start([rest[::-1] for rest in rests])
    between = len(third) - before - after
    ends_alike = third.startswith(readings[0][:before]) and third.endswith(
        readings[0][len(readings[0]) - after :]
    )
    shortest = min(len(rest) - after for rest in rests)
    return ends_alike and before + after >= _MOST * len(third) and between > 0 and between >= shortest / 2


def _shared_start(texts: list[str]) -> int:
    """How many letters texts begin with alike."""
    count = 0
    for letters in zip(*texts, strict=False):
        if len(set(letters)) > 1:
            break
        count += 1
    return count


def _names_any(title: str) -> bool:
    """Whether a title names organisations by the generic term of the law, which is no misreading."""
    return _GENERIC_NAME in bare(title)


def _only_worded_otherwise(listed: str, sheet: str) -> bool:
    """Whether one reading only has words more than the other, each of them a word: not a misreading."""
    one, other = word_tokenize(bare(listed)), word_tokenize(bare(sheet))
    changes = [
        code for code in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if code[0] != "equal"
    ]
    words = [word for _, i, j, k, m in changes for word in one[i:j] + other[k:m]]
    return all(code[0] != "replace" for code in changes) and all(word in _dictionary() for word in words)


def standard_measure(title: str, context: Context) -> tuple[int, int, str, str] | None:
    """The standard measure whose title is nearest, if one is near."""
    return _nearest(title, context)[0]


def _nearest(title: str, context: Context) -> tuple[tuple[int, int, str, str] | None, float]:
    text = _comparable(title, context.organisation_names)
    best, found = 0.0, None
    for measure in context.measures:
        score = fuzz.ratio(text, _comparable(measure[3], ())) / 100
        if score >= _NEAR_STANDARD and score > best:
            best, found = score, measure
    return found, best


def compared_title(listed: Read, sheet: Read, context: Context) -> Read:
    """The list's title beside the sheet's: as it is where they agree, else doubted with both readings.

    The value stays what the list prints; a likelier reading is proposed as its correction.
    """
    if bare(listed.value) == bare(sheet.value):
        return listed
    standard = standard_measure(listed.value, context)
    hint = f" ชื่อมาตรการมาตรฐาน: {standard[3]}" if standard else ""
    doubt = f"ชื่อในรายการ “{listed.value}” ต่างจากใบรายละเอียด “{sheet.value}” ({sheet.locator}){hint}"
    reading = likelier(listed.value, sheet.value, context)
    if reading == listed.value:
        return _doubted_first(listed, doubt)
    from_sheet = reading == sheet.value
    return Read(
        listed.value,
        listed.printed,
        listed.locator,
        doubt,
        reading,
        "ใบรายละเอียดอ่านได้น่าเชื่อกว่า" if from_sheet else "รายการและใบรายละเอียดอ่านไม่ตรงกันตรงจุดเดียวกับชื่อมาตรฐาน",
        f"{sheet.locator}: {sheet.value}",
    )


def _doubted_first(read: Read, doubt: str) -> Read:
    """A doubt that names both readings says more than an earlier one, which stands behind it."""
    both = f"{doubt}; {read.doubt}" if read.doubt else doubt
    return Read(read.value, read.printed, read.locator, both, read.corrected, read.reason, read.evidence)


def _merit(title: str, context: Context) -> _Merit:
    names = [bare(name) for name in context.organisation_names]
    named = any(name in bare(title) for name in names)
    return _Merit(_nearest(title, context)[1], named, _share_of_words(title))


def _share_of_words(title: str) -> float:
    """The share of a title's letters that stand in words of the dictionary of more than one letter."""
    text = bare(title)
    known = [word for word in word_tokenize(text) if len(word) > 1 and word in _dictionary()]
    return sum(map(len, known)) / len(text) if text else 0.0


@cache
def _dictionary() -> frozenset[str]:
    return frozenset(thai_words())


@lru_cache(maxsize=4096)
def _comparable(title: str, names: tuple[str, ...]) -> str:
    """Every title of a list is compared with every sheet: each is put into comparable form once."""
    return comparable(title, names)
