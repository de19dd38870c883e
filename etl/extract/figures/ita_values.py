"""Scores, levels and stated totals of the ITA as documents print them."""

import re
from decimal import Decimal

from etl.extract.document import Read
from etl.extract.numerals import arabic, plain, squeezed

_HIGHEST_SCORE = 100
_WITH_DECIMALS = re.compile(r"(?<![\d.,])(\d{1,3})\s?([.,])\s?(\d{1,2})(?![\d.,]?\d)")
# Beside a score stand blanks, brackets or Thai words; anything else may be a digit that the scan lost.
_STUCK = re.compile(r"[^\s()\[\]%ก-๛]")
_WHOLE = re.compile(r"^(?:ร้อยละ)?(\d{1,3})(?:คะแนน|points?|%)?(?:\(.*\))?$", re.I)
_HEADING = re.compile(r"คะแนน|ผลการประเมิน|ร้อยละ|score|result|points", re.I)
_OTHER_HEADING = re.compile(
    r"เต็ม|น้ำหนัก|เพิ่ม|ลด|ผลต่าง|เป้าหมาย|ตัวชี้วัด|weight|full|max|change|target|indicator", re.I
)
_LEVEL = re.compile(
    r"(?:ระดับ(?:ผลการประเมิน)?|เกรด|level|grade|rating)\s*(?:คือ|เป็น|ที่|is|:)?\s*[\"“”'(]*\s*"
    r"(AA|[A-F]|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง)(?![A-Za-z])",
    re.I,
)
# A target or a pass mark is no result: "85 คะแนนขึ้นไป", "ไม่น้อยกว่า 85 คะแนน".
_TOTAL = re.compile(
    r"(?:คะแนน|score|ผลการประเมิน|total|ภาพรวม)(?P<between>[^\d]{0,60}?)(?<![\d.])(?P<total>\d{1,3}(?:\s?\.\s?\d{1,2})?)"
    r"(?![\d.]*\d)(?P<after>[^\d]{0,14})",
    re.I,
)
_MARK = re.compile(
    r"ขึ้นไป|ไม่น้อยกว่า|ไม่ต่ำกว่า|เต็ม|เกณฑ์|เป้าหมาย|อันดับ|ร้อยละ|ตัวชี้วัด|at least|target|pass mark|or more", re.I
)
# A score of one indicator or instrument, named just before the word for score, is no total.
_PART = re.compile(
    r"การปฏิบัติหน้าที่|การใช้|การแก้ไข|คุณภาพการ|ประสิทธิภาพ|การปรับปรุง|การเปิดเผย|[IEO]IT\b|ส่วนได้ส่วนเสีย|indicator"
)
_PART_LENGTH = 30
_SAYS = re.compile(r"ได้|เท่ากับ|พบว่า|รวม|เฉลี่ย|คือ|:|was|is|of", re.I)


def score_of(text: str, locator: str = "") -> Read:
    """The score that a cell holds, remarks beside it left out; empty where there is none."""
    printed = plain(text)
    number = arabic(printed)
    found = _WITH_DECIMALS.search(number)
    whole = _WHOLE.match(squeezed(number))
    if found:
        value, doubt = f"{found[1]}.{found[3]}", ("จุดทศนิยมพิมพ์เป็นจุลภาค" if found[2] == "," else "")
        around = number[: found.start()][-1:] + number[found.end() :][:1]
        doubt = doubt or ("มีอักขระอื่นติดกับคะแนน" if _STUCK.search(around) else "")
    elif whole:
        value, doubt = whole[1], ""
    else:
        return Read("", printed, locator)
    if Decimal(value) > _HIGHEST_SCORE:
        return Read("", printed, locator, doubt="คะแนนเกิน 100")
    return Read(value, printed, locator, doubt=doubt)


def is_score_heading(text: str) -> bool:
    """Whether a heading names a column of scores; full marks, weights and changes are none."""
    heading = squeezed(text)
    return bool(_HEADING.search(heading)) and not _OTHER_HEADING.search(heading)


def level_of(text: str) -> str:
    """The level that a text states, letters in capitals."""
    found = _LEVEL.search(plain(text))
    return found[1].upper() if found else ""


def stated_total(text: str) -> str:
    """The total that a sentence states; empty for targets, pass marks and full marks."""
    sentence = re.sub(r"(?<!\d)25\d\d(?!\d)", "", arabic(plain(text)))
    for found in _TOTAL.finditer(sentence):
        if _PART.search(sentence[max(0, found.start() - _PART_LENGTH) : found.start("total")]):
            continue
        total = re.sub(r"\s", "", found["total"])
        if _MARK.search(found["between"]) or _MARK.search(found["after"]) or Decimal(total) > _HIGHEST_SCORE:
            continue
        if "." in total or (_SAYS.search(found["between"]) and "คะแนน" in found["after"]):
            return total
    return ""
