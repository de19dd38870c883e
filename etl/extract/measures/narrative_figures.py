"""Figures of a narrative: numbers with the unit that follows, and how many complaints or cases were found."""

import re
from dataclasses import dataclass

from pythainlp import word_tokenize

from etl.extract.document import Read
from etl.extract.measures.measure_plan import NAME_REMOVED, without_persons
from etl.extract.numerals import arabic, plain

# Longer nouns stand before those that they begin with.
_UNIT_NOUN = re.compile(
    "วันทำการ|วัน|หมู่บ้าน|หมู่|ข้อร้องเรียน|ข้อมูล|ข้อ|กระบวนงาน|กระบวนการ|โครงการ|กิจกรรม|มาตรการ|หน่วยงาน|งาน"
    "|ครัวเรือน|ชั่วโมง|นาที|เดือน|สัปดาห์|ปี|คน|รายการ|ราย|ครั้ง|ฉบับ|เรื่อง|ช่องทาง|แห่ง|ชุมชน|ตำบล|บาท|คะแนน|เล่ม"
    "|แผ่น|แผน|ชุด|ระบบ|ชิ้น|ป้าย|หลักสูตร|รุ่น|กลุ่ม|คดี|ประเด็น|ตำแหน่ง|ด้าน|คำสั่ง|โรงเรียน|กิโลเมตร|จุด|เว็บไซต์"
    "|สื่อ|คู่มือ|ประกาศ|บริการ|เพจ|คลิป|ตู้|ขั้นตอน|สาย|ต้น|ตัว|คัน|หลัง|เครื่อง|กอง|สำนัก|เท่า|รอบ|หน้า|ภาพ|บทความ|ข่าว"
    "|people|persons|times|channels|projects|activities|villages|complaints|cases|copies|hours|days|months|baht"
    "|points|reports",
    re.IGNORECASE,
)
_PERCENT = "ร้อยละ"
_NUMBER = re.compile(r"(?<![\d.,/:-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\d/:])")
# Numbers that name something instead of counting it: "ข้อ 5", "ครั้งที่ 2", "มาตรา 9", "พ.ศ. 2568".
_NAMING = re.compile(r"(?:ที่|ข้อ|มาตรา|วรรค|ไตรมาส|ระดับ|หมู่|พ\.ศ\.|ปี|ปีงบประมาณ|เลข|วันที่|โทร\.?|no\.)\s*$", re.I)
_YEARS = range(2400, 2701)
_AMOUNT_WORDS = re.compile(
    r"(?:\s|รวมทั้งสิ้น|รวมแล้ว|รวม|จำนวนทั้งสิ้น|จำนวน|ทั้งสิ้น|มากกว่า|กว่า|ไม่น้อยกว่า|ประมาณ|ราว|เกือบ|ครบ|ถึง|เป็น"
    r"|ลง|ขึ้น|ตลอด|ทุก\s?ๆ|ทุก|ๆ|ร้อยละ|คิด|ทั้ง|ภายใน|อย่างน้อย|เพียง|คือ|ได้|:|,|about|over|total|of)+$",
    re.I,
)
_ABOUT = re.compile(r"กว่า|ประมาณ|เกือบ|ราว|ไม่น้อย|อย่างน้อย|about|over", re.I)
_COUNTED = re.compile(r"(?:จำนวน|รวม|ทั้งสิ้น|ครบ)\s*(?:กว่า|ทั้งสิ้น)?\s*$")
_CLAUSE = re.compile(
    r"\n|[;]|,\s|(?<=\s)และ|โดยมี|โดย(?=จัด|ได้)|(?<=\s)ซึ่ง|(?<=\s)ทำให้|ส่งผลให้|(?<=\s)(?=มีการ|มีช่อง|มีผู้)|และมีการ"
)
_LEADING = re.compile(r"^(?:\s|[-–•,.)]|มีการ|โดยมี|โดย|และ|ซึ่ง|ได้|มี|ที่|ของ|เพื่อ|ให้)+(?=[ก-ฮเแโใไA-Za-z])")
_LONGEST_NAME = 60
_WINDOW = 400

_NOT_FOUND = re.compile(
    r"(?:ไม่พบ|ไม่มี|ไม่ปรากฏ|ไม่ได้รับ|ไม่เกิด|ปราศจาก|nocomplaint|nocase)(?:ว่ามี|การรับ|การมี|ผู้|รายงาน|การแจ้ง|การ|กรณี|เหตุ|มี)*"
    r"(?P<what>ข้อร้องเรียน|เรื่องร้องเรียน|ร้องเรียน|เรื่องร้องทุกข์|เบาะแส|คดี|ทุจริต|เรื่องทุจริต|ชี้มูล|s?)"
)
_FOUND = re.compile(
    r"(?:พบ|มี|ได้รับ|รับ|เกิด)(?:ว่ามี|การ|แจ้ง)*"
    r"(?P<what>ข้อร้องเรียน|เรื่องร้องเรียน|เรื่องร้องทุกข์|คดี)(?P<between>[^\d\n;]{0,80}?)(?P<count>\d+)"
    r"(?P<unit>เรื่อง|คดี|ราย|กรณี|ครั้ง|ข้อ)"
)
_CORRUPTION = re.compile(r"ทุจริต|ประพ[ฤศ]*ติมิชอบ|สินบน|ผลประโยชน์|ของขวัญ|ปปช|ป\.ป\.ช|corrupt|brib", re.I)
_CONDITION = re.compile(r"(?:หาก|ถ้า|กรณี(?:ที่)?|เมื่อ)[^\s]{0,10}$")
_CHANGE = re.compile(r"ลดลง|เพิ่มขึ้น|ไม่เกิน|เป้าหมาย")

PROPOSED_NAME = "ข้อความชื่อผลเสนอจากคำหน้าตัวเลข โปรดตรวจ"
PROPOSED_COUNT = "จำนวนอ่านจากข้อความ โปรดตรวจว่านับเรื่องทุจริต"
GUESSED_UNIT = "หน่วยนับอ่านจากคำหลังตัวเลข"
ABOUT = "พิมพ์เป็นจำนวนโดยประมาณ"
RANGE = "พิมพ์เป็นช่วงตัวเลข ใช้ค่าแรก"


@dataclass(frozen=True)
class Figure:
    """One number with its unit and the words that name it."""

    name: Read
    value: Read
    unit: Read


@dataclass(frozen=True)
class CaseCount:
    """How many complaints or cases a sentence says were found, and the year it names."""

    kind: str
    count: Read
    year: int | None


def figures(text: str, locator: str) -> list[Figure]:
    """The figures of an output or outcome paragraph; the name of each is a proposal for the reviewer."""
    digits = arabic(plain(text))
    counted = [match.span() for match in _case_spans(digits)]
    found: list[Figure] = []
    previous = 0
    for match in _NUMBER.finditer(digits):
        begin, end = match.span()
        # A window is enough for the words around a number, and keeps a very long line quick.
        before, after = digits[max(previous, begin - _WINDOW) : begin], digits[end : end + _WINDOW]
        if match.start() < previous or any(start <= match.start() < end for start, end in counted):
            continue
        unit = _unit(before, after)
        if not unit or _names_something(before, match):
            continue
        value = match[1].replace(",", "") + (match[2] or "")
        printed = f"{match[0]} {unit.printed}"
        doubt = _value_doubt(before, after)
        found.append(Figure(_name(before, locator), Read(value, printed, locator, doubt), unit))
        previous = match.end() + len(unit.printed if after.lstrip().startswith(unit.printed) else "")
    return found


def _names_something(before: str, match: re.Match[str]) -> bool:
    is_year = match[2] is None and "," not in match[1] and int(match[1]) in _YEARS
    return is_year or bool(_NAMING.search(before))


def _unit(before: str, after: str) -> Read | None:
    """The unit noun after a number; a word that is no known unit counts only after "จำนวน" and the like."""
    following = re.sub(r"^\s*(?:[-–]\s*\d+)?\s*", "", after)
    if following.startswith("%") or re.search(r"ร้อยละ\s*$", before):
        return Read(_PERCENT, "%" if following.startswith("%") else _PERCENT)
    if known := _UNIT_NOUN.match(following):
        return Read(known[0].lower(), known[0])
    if _COUNTED.search(before) and re.match(r"[ก-ฮเแโใไ]", following):
        word = word_tokenize(following[:40], engine="newmm")[0]
        return Read(word, word, doubt=GUESSED_UNIT)
    return None


def _value_doubt(before: str, after: str) -> str:
    if re.match(r"\s*[-–]\s*\d", after):
        return RANGE
    words = _AMOUNT_WORDS.search(before)
    return ABOUT if words and _ABOUT.search(words[0]) else ""


def _name(before: str, locator: str) -> Read:
    """The last clause before a number as a short noun phrase, cut at a word, without names of persons."""
    clauses = [part for part in _CLAUSE.split(_AMOUNT_WORDS.sub("", before)) if part and part.strip()]
    phrase = _AMOUNT_WORDS.sub("", _LEADING.sub("", clauses[-1]) if clauses else "").strip(" ,-–•()")
    if len(phrase) > _LONGEST_NAME:
        kept = ""
        for word in reversed(word_tokenize(phrase, engine="newmm")):
            if len(word) + len(kept) > _LONGEST_NAME:
                break
            kept = word + kept
        phrase = kept.strip()
    read = without_persons(Read(phrase, phrase, locator, PROPOSED_NAME))
    return read if read.doubt == NAME_REMOVED else read.doubted(PROPOSED_NAME)


def _case_spans(text: str) -> list[re.Match[str]]:
    """Where a text tells a number of cases; blanks within Thai words are those of the scan."""
    return [
        match
        for match in re.finditer(
            r"(?:พบ|มี|ได้รับ)\s*(?:การ|แจ้ง)*(?:ข้อร้องเรียน|เรื่องร้องเรียน|คดี)[^\d\n]{0,100}?\d+\s*(?:เรื่อง|คดี|ราย|กรณี)",
            text,
        )
        if not _CHANGE.search(match[0])
    ]


def case_counts(text: str, subject: str, locator: str) -> list[CaseCount]:
    """Complaints and cases of corruption that a paragraph counts, or says were not found.

    `subject` is the measure's title: it tells what a sentence about complaints is about where the
    sentence itself does not.
    """
    compact = re.sub(r"\s+", "", arabic(plain(text))).lower()
    if not _CORRUPTION.search(compact) and not _CORRUPTION.search(subject):
        return []
    year = re.search(r"ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?(25\d\d)", compact)
    named = int(year[1]) if year else None
    found: list[CaseCount] = []
    for match in _NOT_FOUND.finditer(compact):
        if match["what"] and not _CONDITION.search(compact[: match.start()]):
            found.append(
                _case("complaint" if "ร้อง" in match["what"] else "case", "0", match[0], named, locator)
            )
    for match in _FOUND.finditer(compact):
        negated = compact[: match.start()].endswith(("ไม่", "ไม่ได้"))
        if not negated and not _CHANGE.search(match["between"]):
            kind = "complaint" if "ร้อง" in match["what"] else "case"
            found.append(_case(kind, match["count"], match[0], named, locator))
    return found


def _case(kind: str, count: str, printed: str, year: int | None, locator: str) -> CaseCount:
    short = printed if len(printed) <= _LONGEST_NAME else printed[:_LONGEST_NAME] + "…"
    return CaseCount(kind, Read(count, short, locator, PROPOSED_COUNT), year)
