"""Titles of plan items: cleaned of what the scan added, and the signs that a word in them is misread."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pythainlp import word_tokenize
from pythainlp.corpus import thai_words
from rapidfuzz import fuzz, process

from etl.extract.document import Context, Read
from etl.match import comparable

KINDS = {"โครงการ": "project", "กิจกรรม": "activity", "มาตรการ": "measure"}
CONTINUED = re.compile(r"\(\s*ต่อ\s*\)")

_KIND_ALIKE = 70
_NEAR_STANDARD = 80
_NEAR_NAME = 50
_NARROW = 26
_LAO = re.compile(r"[\u0e80-\u0eff]")
_LAO_TO_THAI = 0x80
_STRANGE = re.compile(r"[^\u0e00-\u0e7fA-Za-z0-9\s“”\"'‘’()\[\]/.,:;&%+\-–—]")
_ORGANISATION = re.compile(r"(?:เทศบาล(?:ตำบล|เมือง|นคร)|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบ[ตจ]\.)\s*(?=[ก-๙])")
_STOPS = re.compile(r"[\s“”\"'()/,]|เพื่อ|และ|ด้วย|ประจำ|ใน|ที่|ของ|ให้|โดย")


def kind_of(title: str) -> tuple[str, str]:
    """The kind of a plan item and the word it begins with, as it should read; empty where it has none."""
    for word, kind in KINDS.items():
        if title.startswith(word):
            return kind, word
    # "กิจการ", "โครงกาn": the first word misread. The best of the three must be clear.
    alike = {word: fuzz.ratio(title[: len(word)], word) for word in KINDS}
    best = max(alike, key=lambda word: alike[word])
    return (KINDS[best], best) if alike[best] >= _KIND_ALIKE else ("", "")


def cleaned(text: str) -> str:
    """A title without continuation marks, trailing points and the blanks that line ends left in words."""
    title = re.sub(r"\s+", " ", CONTINUED.sub(" ", text)).strip()
    title = re.sub(r"\s+(?=[”)])|(?<=[“(])\s+", "", title)
    title = re.sub(r"\s+(?=[ะาำ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])", "", title)
    title = re.sub(r"^(โครงการ|กิจกรรม|มาตรการ)\s+(?=[ก-๙])", r"\1", title)
    pieces = title.split(" ")
    # Many short pieces are the lines of a narrow column; few long ones are the writer's own blanks.
    if len(pieces) > 2 and len(title) / len(pieces) < _NARROW:  # noqa: PLR2004
        title = re.sub(r"(?<=[ก-๙])(?<!ๆ) (?=[ก-๙])(?!เพื่อ|หรือ|ด้วย|พ\.ศ)", "", title)
    title = re.sub(r"(เทศบาล|ตำบล|เมือง|นคร|จังหวัด|ส่วน) (?=[ก-๙])", r"\1", title)
    return re.sub(r"[\s.\-–—:]+$", "", title)


def compared(text: str) -> str:
    """A title as two of them are compared: letters and digits only."""
    return re.sub(r"[^0-9A-Za-zก-๙]", "", text).lower()


def best_reading(readings: Sequence[str], context: Context) -> str:
    """The reading that most others agree with; then the one nearest a standard measure; then the first."""
    votes = Counter(compared(reading) for reading in readings)
    standard = [compared(measure[3]) for measure in context.measures]

    def worth(reading: str) -> tuple[int, bool, float]:
        plainly = compared(reading)
        near = process.extractOne(plainly, standard, scorer=fuzz.ratio) if standard else None
        return votes[plainly], not _foreign_name(reading, context), near[1] if near else 0.0

    return max(readings, key=worth)


def read_title(readings: Sequence[str], printed: str, locator: str, context: Context) -> Read:
    """The title from all its readings, with the reason why a person should look at it."""
    title = best_reading(readings, context)
    read = Read(title, printed, locator)
    if len({compared(reading) for reading in readings}) > 1:
        read = read.doubted("ชื่อเดียวกันพิมพ์ซ้ำในหลายหน้าแต่อ่านได้ไม่เหมือนกัน")
    read = _first_word(_thai_letters(read), readings)
    read = _closing_quote(_own_name(read, context))
    return _near_standard(_known_words(read), context)


def _proposed(read: Read, corrected: str, reason: str) -> Read:
    """The reading with a proposal; several repairs add up."""
    both = f"{read.reason}; {reason}" if read.reason else reason
    return replace(read.doubted(reason), corrected=corrected, reason=both, evidence=read.locator)


def _thai_letters(read: Read) -> Read:
    """Lao letters stand at the same places of their block as the Thai letters they are taken for."""
    title = read.corrected or read.value
    if _LAO.search(title):
        thai = _LAO.sub(lambda letter: chr(ord(letter[0]) - _LAO_TO_THAI), title)
        return _proposed(read, thai, "มีอักษรลาวปนในชื่อ")
    return read.doubted("มีอักขระแปลกปลอมในชื่อ") if _STRANGE.search(title) else read


def _first_word(read: Read, readings: Sequence[str]) -> Read:
    title = read.corrected or read.value
    kind, word = kind_of(title)
    if not kind:
        return read.doubted("ชื่อไม่ได้ขึ้นต้นด้วยโครงการ กิจกรรม หรือมาตรการ")
    if title.startswith(word):
        return read
    # How long the misread word is shows another reading that has the word right, or its likeness alone.
    repairs = [word + title[end:] for end in range(len(word) - 2, len(word) + 4)]
    right = next((other for other in readings if other.startswith(word)), "")
    best = max(
        repairs,
        key=lambda repair: (
            fuzz.ratio(repair, right) if right else 0.0,
            fuzz.ratio(title[: len(title) - len(repair) + len(word)], word),
        ),
    )
    return _proposed(read, best, f"คำแรกของชื่อน่าจะเป็น {word}")


def bare_names(context: Context) -> list[str]:
    """The names of the organisation without the word for its type."""
    return [_ORGANISATION.sub("", name).strip() for name in context.organisation_names if name.strip()]


def _foreign_name(title: str, context: Context) -> tuple[int, str] | None:
    """Where a title names an organisation that is not this one: the position, and what stands there."""
    names = [name.replace(" ", "") for name in bare_names(context)]
    for match in _ORGANISATION.finditer(title):
        rest = title[match.end() :]
        if names and not any(rest.replace(" ", "").startswith(name) for name in names):
            stop = _STOPS.search(rest, 2)
            return match.end(), rest[: stop.start()] if stop else rest
    return None


def _own_name(read: Read, context: Context) -> Read:
    title = read.corrected or read.value
    found = _foreign_name(title, context)
    if not found:
        return read
    position, other = found
    name = max(bare_names(context), key=lambda own: fuzz.ratio(other, own))
    if fuzz.ratio(other, name) < _NEAR_NAME:
        return read.doubted(f"ชื่อ อปท. ในชื่อโครงการ ({other}) ไม่ตรงกับ {name}")
    repaired = title[:position] + name + title[position + len(other) :]
    return _proposed(read, repaired, f"อ่านชื่อ อปท. ผิด: {other} น่าจะเป็น {name}")


def _closing_quote(read: Read) -> Read:
    title = read.corrected or read.value
    if title.count("“") == title.count("”") and title.count('"') % 2 == 0:
        return read
    if title.count("“") == title.count("”") + 1:
        return _proposed(read, f"{title}”", "เครื่องหมายคำพูดปิดหายไป")
    return read.doubted("เครื่องหมายคำพูดไม่ครบคู่")


@cache
def _standard_titles(measures: tuple[tuple[int, int, str, str], ...]) -> list[str]:
    return [comparable(measure[3]) for measure in measures]


def standard_measure(title: str, context: Context) -> tuple[tuple[int, int, str, str], float] | None:
    """The standard measure nearest to a title, names of organisations left out, and how near it is."""
    if not context.measures:
        return None
    found = process.extractOne(
        comparable(title, context.organisation_names),
        _standard_titles(context.measures),
        scorer=fuzz.ratio,
    )
    return context.measures[found[2]], found[1]


@cache
def _dictionary() -> frozenset[str]:
    return frozenset(thai_words())


def _known_words(read: Read) -> Read:
    """Thai text that no words of the dictionary make up is misread or a name: a person decides."""
    text = compared(read.corrected or read.value)
    unknown = [
        word
        for word in word_tokenize(text, engine="newmm")
        if re.match("[ก-๙]", word) and word not in _dictionary()
    ]
    return read.doubted(f"มีคำที่ไม่อยู่ในพจนานุกรม: {' '.join(unknown)}") if unknown else read


def _near_standard(read: Read, context: Context) -> Read:
    """A title that is almost a standard one is either worded otherwise or misread: a person decides."""
    found = standard_measure(read.corrected or read.value, context)
    if found and _NEAR_STANDARD <= found[1] < 100:  # noqa: PLR2004
        return read.doubted(f"ใกล้เคียงแต่ไม่ตรงกับมาตรการมาตรฐานลำดับที่ {found[0][0]}: {found[0][3]}")
    return read
