"""What the cells of risk tables hold: headings, numbered items, levels, and likelihood times impact."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from etl.extract.figures.blocks import cell
from etl.extract.numerals import arabic, plain, squeezed

# The first role that fits is taken: a control names the risk, and so does a level.
_HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "ignored",
        ("ผู้รับผิดชอบ", "ระยะเวลา", "งบประมาณ", "หมายเหตุ", "responsible", "owner", "remark", "deadline"),
    ),
    (
        "control",
        ("มาตรการ", "ควบคุมความเสี่ยง", "การควบคุม", "แนวทาง", "บริหารจัดการความเสี่ยง", "control", "mitigation"),
    ),
    ("likelihood", ("โอกาส", "likelihood", "probability")),
    ("impact", ("ผลกระทบ", "ความรุนแรง", "impact", "severity")),
    ("level", ("riskscore", "ระดับ", "ค่าความเสี่ยง", "คะแนน", "score", "level", "rating")),
    ("event", ("ประเด็นความเสี่ยง", "เหตุการณ์", "ความเสี่ยง", "พฤติการณ์", "risk")),
    ("step", ("ขั้นตอน", "กระบวนงาน", "กระบวนการ", "ภารกิจ", "process", "activity", "step")),
    ("number", ("ลำดับ", "no.", "no")),
)
_SAME = 88
_ALIKE = 78
_SHORTEST_FUZZY = 6
_LONGEST_HEADING = 60

_LEVELS = (
    ("very_high", r"สูง\s*(?:มาก|สุด)|very\s*high|extreme|critical"),
    ("high", r"สูง|high"),
    ("medium", r"ปานกลาง|กลาง|medium|moderate"),
    ("low", r"ต่[ํำ]า?(?:\s*มาก)?|น้อย(?:\s*มาก)?|very\s*low|low"),
)
_LEVEL = re.compile("|".join(f"(?P<{code}>{words})" for code, words in _LEVELS), re.I)
_LEVEL_WORDS = {"สูงมาก": "very_high", "ปานกลาง": "medium", "สูง": "high", "ต่ำ": "low"}
_ALIKE_LEVEL = 60
_PRODUCT = re.compile(r"(\d{1,2})\s*[x×*]\s*(\d{1,2})(?:\s*=\s*(\d{1,3}))?", re.I)
_WHOLE = re.compile(r"(?<![\d.])(\d{1,2})(?![\d.]*\d)")
_BREAK = re.compile(r"</?(?:p|li|br|ol|ul|div)\b[^>]{0,80}>|\n", re.I)
_ITEM = re.compile(r"(?<![^\s(])\(?(\d{1,2})[.)](?!\d)\s*")
_BULLET = re.compile(r"(?<!\S)[-–•●*]\s+")
_MOST_SKIPPED = 3


@dataclass(frozen=True)
class Item:
    """One event or control of a cell, with its number if one is printed."""

    number: int | None
    text: str


@dataclass(frozen=True)
class Rating:
    """One rating of a risk: as a level, in figures, or both; `doubt` where it is read only by likeness."""

    level: str = ""
    likelihood: str = ""
    impact: str = ""
    score: str = ""
    doubt: str = ""


def roles_of(row: Sequence[str]) -> dict[str, list[int]]:
    """The columns of a heading row by what they hold; empty for rows that are no heading."""
    roles: dict[str, list[int]] = {}
    for column in range(len(row)):
        if role := role_of(cell(row, column)):
            roles.setdefault(role, []).append(column)
    return roles


def role_of(heading: str) -> str:
    """What a column holds, by its heading; one misread letter is forgiven in long words."""
    text = squeezed(heading).lower()
    if not text or len(text) > _LONGEST_HEADING:
        return ""
    for role, words in _HEADINGS:
        if any(fuzz.ratio(word, text) >= _SAME for word in words):
            return role
    for role, words in _HEADINGS:
        if any(word in text if len(word) > 2 else word == text.strip(".") for word in words):  # noqa: PLR2004
            return role
    for role, words in _HEADINGS:
        longer = [word for word in words if len(word) >= _SHORTEST_FUZZY and len(text) >= len(word) - 1]
        if any(fuzz.partial_ratio(word, text) >= _ALIKE for word in longer):
            return role
    return ""


def items(text: str) -> list[Item]:
    """The items of a cell: numbered in ascending order, as list elements, or behind dashes."""
    pieces = [piece for piece in map(plain, _BREAK.split(text)) if piece]
    whole = " ".join(pieces)
    starts: list[tuple[int, int, int]] = []
    for found in _ITEM.finditer(arabic(whole)):
        number, last = int(found[1]), (starts[-1][2] if starts else 0)
        # A number inside a sentence, such as a section of a law, does not count on.
        if last < number <= last + _MOST_SKIPPED or (not starts and found.start() == 0):
            starts.append((found.start(), found.end(), number))
    if starts:
        ends = [start for start, _, _ in starts[1:]] + [len(whole)]
        head = whole[: starts[0][0]].strip()
        found_items = [Item(None, head)] if head else []
        for (_, begin, number), end in zip(starts, ends, strict=True):
            found_items.append(Item(number, whole[begin:end].strip()))
        return [item for item in found_items if item.text]
    if len(pieces) == 1:
        pieces = [piece.strip() for piece in _BULLET.split(whole)]
    return [Item(None, text) for piece in pieces if (text := _BULLET.sub("", piece).strip(" -–•"))]


def ratings(text: str) -> list[Rating]:
    """The ratings of a cell in order: level words, products such as `3 x 4 = 12`, or bare scores."""
    number = arabic(plain(_BREAK.sub(" ", text)))
    levels = [found.lastgroup or "" for found in _LEVEL.finditer(number)]
    if levels:
        # In front of level words, "1." only counts the events.
        number = re.sub(r"(?<!\S)\(?\d{1,2}[.)](?=\s*[^\d\s])", " ", number)
    products = _PRODUCT.findall(number)
    if products:
        figures = [Rating("", one, two, score or str(int(one) * int(two))) for one, two, score in products]
    else:
        figures = [Rating(score=found) for found in _WHOLE.findall(number)]
    if levels and len(figures) == len(levels):
        return [
            Rating(level, one.likelihood, one.impact, one.score)
            for level, one in zip(levels, figures, strict=True)
        ]
    if levels:
        return [Rating(level) for level in levels]
    return figures or _alike_level(number)


def _alike_level(text: str) -> list[Rating]:
    word = squeezed(text)
    likeness, level = max((fuzz.ratio(word, known), code) for known, code in _LEVEL_WORDS.items())
    return [Rating(level, doubt=f"อ่านระดับจากคำที่คล้าย ({word})")] if likeness >= _ALIKE_LEVEL else []


def is_rating(text: str) -> bool:
    """Whether a cell holds ratings and nothing else, to find it in a row that slid."""
    rest = _PRODUCT.sub("", _LEVEL.sub("", arabic(plain(_BREAK.sub(" ", text)))))
    return bool(ratings(text)) and not re.sub(r"[\d\s().,=:/-]", "", rest)


def figure(text: str) -> str:
    """A whole number that stands alone in a cell, such as a likelihood; empty for anything else."""
    found = re.fullmatch(r"(\d{1,2})(?:\([^)]*\))?", squeezed(arabic(text)))
    return found[1] if found else ""
