"""Headings of a project's detail sheet: what each wording opens, matched however the scan misread it."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from etl.extract.document import Line
from etl.extract.numerals import arabic, plain, squeezed

TITLE, TARGET, PERIOD, BUDGET, UNIT, OUTPUT = "title", "target", "period", "budget", "unit", "output"
# Parts that are never stored; they are known so that the parts before them end where they should.
RATIONALE, OBJECTIVE, PLACE, METHOD, CLOSING = "rationale", "objective", "place", "method", "closing"

_WORDINGS: dict[str, tuple[str, ...]] = {
    TITLE: (
        "ชื่อโครงการ", "ชื่อโครงการ/กิจกรรม", "ชื่อโครงการ/กิจกรรม/มาตรการ", "ชื่อกิจกรรม", "ชื่อมาตรการ",
        "ชื่องาน/โครงการ", "project name", "project title", "name of project", "title",
    ),
    RATIONALE: (
        "หลักการและเหตุผล", "หลักการและเหตุผล/ที่มาของโครงการ", "หลักการและเหตุผล/ความเป็นมา",
        "ความเป็นมาและความสำคัญ", "ที่มาและความสำคัญ", "rationale", "background",
    ),
    OBJECTIVE: ("วัตถุประสงค์", "วัตถุประสงค์ของโครงการ", "objective", "objectives", "purpose"),
    TARGET: (
        "เป้าหมาย", "กลุ่มเป้าหมาย", "เป้าหมายของโครงการ", "เป้าหมายโครงการ", "กลุ่มเป้าหมายและจำนวน",
        "ผู้เข้าร่วมโครงการ", "target group", "target", "participants",
    ),
    PLACE: ("พื้นที่ดำเนินการ", "สถานที่ดำเนินการ", "สถานที่ดำเนินโครงการ", "place", "location", "venue"),
    METHOD: (
        "วิธีดำเนินการ", "วิธีการดำเนินการ", "วิธีดำเนินงาน", "วิธีการดำเนินงาน", "ขั้นตอนการดำเนินงาน",
        "ขั้นตอนการดำเนินการ", "กิจกรรมและวิธีดำเนินการ", "method", "methods", "activities",
    ),
    PERIOD: (
        "ระยะเวลาดำเนินการ", "ระยะเวลาการดำเนินการ", "ระยะเวลาในการดำเนินการ", "ระยะเวลาดำเนินงาน",
        "ระยะเวลาการดำเนินงาน", "ระยะเวลาดำเนินโครงการ", "ระยะเวลา", "period", "duration", "fiscal years",
    ),
    BUDGET: (
        "งบประมาณ", "งบประมาณดำเนินการ", "งบประมาณที่ดำเนินการ", "งบประมาณที่ใช้ในการดำเนินการ",
        "งบประมาณในการดำเนินการ", "งบประมาณในการดำเนินโครงการ", "งบประมาณที่ใช้", "งบประมาณโครงการ",
        "วงเงินงบประมาณ", "งบประมาณและแหล่งที่มา", "budget",
    ),
    UNIT: (
        "ผู้รับผิดชอบ", "ผู้รับผิดชอบโครงการ", "หน่วยงานที่รับผิดชอบ", "หน่วยงานรับผิดชอบ",
        "หน่วยงานผู้รับผิดชอบ", "หน่วยงานที่รับผิดชอบโครงการ", "responsible unit", "responsible",
        "responsible office",
    ),
    OUTPUT: (
        "ผลผลิต/ผลลัพธ์", "ผลผลิต", "ผลลัพธ์", "ตัวชี้วัด", "ตัวชี้วัด/ผลลัพธ์", "ตัวชี้วัดความสำเร็จ",
        "ตัวชี้วัดโครงการ", "ผลที่คาดว่าจะได้รับ", "ประโยชน์ที่คาดว่าจะได้รับ", "output", "outputs",
        "output/outcome", "outcome", "outcomes", "indicators", "expected results",
    ),
    CLOSING: (
        "หมายเหตุ", "การติดตามประเมินผล", "การติดตามและประเมินผล", "การประเมินผล", "ผู้เขียนโครงการ",
        "ผู้เสนอโครงการ", "ผู้เห็นชอบโครงการ", "ผู้อนุมัติโครงการ", "ลงชื่อ", "remarks", "note",
    ),
}  # fmt: skip
_CHOICES = [(squeezed(wording), part) for part, wordings in _WORDINGS.items() for wording in wordings]

# A heading in its turn needs less likeness than one that stands without a number.
_IN_TURN, _NUMBERED, _WITH_COLON, _BARE = 74.0, 85.0, 86.0, 92.0
_INLINE = 90.0
_LONGEST_LABEL = 45
_LONGEST_INLINE_LABEL = 4

_NUMBER = re.compile(r"(\d{1,2})\s*[.)]\s*(?!\d)")
_MARKER = re.compile(r"(.{2,60}?)\s*[:.]?\s*(\d{1,3})\s*[).]?$")
_MARKER_LABELS = ("ลำดับที่", "ลำดับ", "โครงการที่", "กิจกรรมที่", "มาตรการที่", "projectno", "project", "no")
_SHEET_WORD = re.compile(r"^รายละเอียด(?:ของ)?โครงการ(?:/กิจกรรม)?(?:/มาตรการ)?")
_MARKER_LIKENESS = 80.0
_NOISE = re.compile(
    r"^(?:[#*\-_=–—\s]*|.{0,6}สแกนด้วย.{0,20}|.{0,6}CamScanner|(?:หน้า|[-–])?\s*\d{1,3}\s*[-–]?)$"
)


@dataclass(frozen=True)
class Heading:
    """A heading as found: which part it opens, its number (0 without one) and what follows in its line."""

    part: str
    number: int
    inline: str


def text_of(line: Line) -> str:
    """What a line says, cells joined, without marks of emphasis; the sign of Sara Am in one piece."""
    text = " ".join(cell for cell in map(plain, line.cells) if cell) if line.cells else plain(line.text)
    return text.replace("ํา", "ำ").strip("*# ")


def is_noise(text: str) -> bool:
    """Whether a line is empty or only a rule, a page number or the mark of a scanning program."""
    return bool(_NOISE.match(arabic(text)))


def heading(line: Line, turn: int) -> Heading | None:
    """The heading that a line is, if any; `turn` is the number that the next heading should carry."""
    cells = [cell for cell in map(plain, line.cells) if cell]
    if len(cells) > 1:
        return _heading_of_cells(cells, turn)
    return _heading_of_text(text_of(line), turn)


def marker(line: Line) -> int | None:
    """The running number of a sheet where a line is nothing but that: `ลำดับที่ ๑`, `โครงการที่ 3`."""
    text = arabic(squeezed(text_of(line)))
    if len(text) > _LONGEST_LABEL * 2:
        return None
    match = _MARKER.match(_SHEET_WORD.sub("", text))
    if match is None:
        return None
    likeness = max(fuzz.ratio(match[1].lower(), label) for label in _MARKER_LABELS)
    return int(match[2]) if likeness >= _MARKER_LIKENESS else None


def numbered(text: str) -> tuple[int, str]:
    """The number before a text, 0 without one, and the text."""
    match = _NUMBER.match(arabic(text))
    return (int(match[1]), text[match.end() :].strip()) if match else (0, text)


def _heading_of_cells(cells: list[str], turn: int) -> Heading | None:
    """A table row whose first cell (or the one after a number) is a heading; the others are its value."""
    if re.fullmatch(r"\d{1,2}[.)]?", arabic(cells[0])):
        cells = [f"{cells[0].rstrip('.)')}. {cells[1]}", *cells[2:]]
    found = _heading_of_text(cells[0], turn)
    return found and Heading(found.part, found.number, " ".join([found.inline, *cells[1:]]).strip())


def _heading_of_text(text: str, turn: int) -> Heading | None:
    if text.startswith("("):  # items of a list are numbered so, headings never
        return None
    number, rest = numbered(text)
    label, colon, inline = rest.replace("：", ":").partition(":")
    part, likeness = _closest(label)
    needed = _NUMBERED if number else _WITH_COLON if colon else _BARE
    if number and number == turn:
        needed = _IN_TURN
    with_value, value_likeness = _heading_with_value(rest, number)
    if likeness >= needed:
        # The digits of a value barely lower the likeness of the whole line to the heading before it.
        return with_value if value_likeness > likeness else Heading(part, number, inline.strip())
    return with_value if number >= turn else None


def _heading_with_value(rest: str, number: int) -> tuple[Heading | None, float]:
    """A heading whose value follows after a blank, and how sure: `๗. งบประมาณ ๓๐,๐๐๐ บาท`."""
    words = rest.split(" ")
    best: tuple[Heading | None, float] = (None, 0.0)
    for count in range(min(_LONGEST_INLINE_LABEL, len(words) - 1), 0, -1):
        part, likeness = _closest(" ".join(words[:count]))
        if likeness >= _INLINE and likeness > best[1]:
            best = Heading(part, number, " ".join(words[count:]).strip(": ")), likeness
    return best


def _closest(label: str) -> tuple[str, float]:
    """The part whose wording is most like a label, and how like."""
    text = squeezed(label).lower().strip("*#. ")
    if not text or len(text) > _LONGEST_LABEL:
        return "", 0.0
    best = max(_CHOICES, key=lambda choice: fuzz.ratio(text, choice[0]))
    return best[1], fuzz.ratio(text, best[0])
