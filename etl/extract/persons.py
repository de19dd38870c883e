"""Names of persons: none is kept, whatever cell, printed text or finding a reader left one in.

The readers leave out names where they expect them; this is the last look at everything before it is written.
"""

import re
from dataclasses import replace

from etl.extract.document import Doubt, Extraction, Read

NAME_REMOVED = "ตัดชื่อบุคคลออก"

# "นายก…", "นายช่าง", "นายทะเบียน" and the like open offices; "นายก" also opens names, so its offices are listed.
_OFFICES = r"ก(?:เทศ|เมือง|องค์|รัฐ|สภา|สมาคม|ท้องถิ่น|อบ|ฯ|[\s/,)]|$)|ช่าง|ทะเบียน|อำเภอ|แพทย์|สัตว|ตรวจ|ด่าน|หน้า|จ้าง|ทหาร|ทุน|ท้าย"
_RANKS = (
    r"พล(?:ตำรวจ|อากาศ)?(?:ตรี|โท|เอก)|พัน(?:ตำรวจ|จ่าอากาศ|จ่า|อากาศ)?(?:ตรี|โท|เอก)"
    r"|ร้อย(?:ตำรวจ)?(?:ตรี|โท|เอก)|สิบ(?:ตำรวจ)?(?:ตรี|โท|เอก)|จ่า(?:สิบ|อากาศ)?(?:ตรี|โท|เอก)|เรือ(?:ตรี|โท|เอก)"
)
_SHORT_RANKS = r"(?:[พร]\.(?:ต\.)?|[สจ]\.(?:[สต]\.)?|พ\.จ\.)\s?[ตทอ]\.(?:\s?หญิง)?"
_WORD_START = r"(?<![ก-๎.])"
_HONORIFIC = (
    rf"(?:{_WORD_START}(?:นาย(?!{_OFFICES})|นาง(?!สาว|าน)|น\.\s?ส\.|{_SHORT_RANKS})|นางสาว"
    rf"|(?:ว่าที่\s?)?(?:{_RANKS})|ว่าที่\s?{_SHORT_RANKS}|ดร\.)"
)
# The family name follows after a blank, where no unit or office does.
_NO_NAME = r"สำนัก|กอง|งาน|ฝ่าย|ตำแหน่ง|ปลัด|รอง|นายก|ผู้|หัวหน้า|เทศบาล|องค์การ|ประธาน|กรรมการ|เลขานุการ|และ|เป็น"
_PERSON = re.compile(
    rf"{_HONORIFIC}\s*(?!{_NO_NAME})[ก-๎]{{2,}}(?:\s+(?!{_NO_NAME})[ก-๎]{{2,}})?"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr)\b\.?\s+[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?"
)
_BLANKS = re.compile(r"\s{2,}")


def without_persons(text: str) -> str:
    """The text without names that follow an honorific or a rank, and without the brackets around them."""
    if not _PERSON.search(text):
        return text
    rest = re.sub(r"\(\s*\)", " ", _PERSON.sub(" ", text))
    return _BLANKS.sub(" ", rest).strip(" ,/-–:")


def drop_persons(extraction: Extraction) -> None:
    """Take names of persons out of every cell and finding; a value that loses one is to be looked at."""
    for rows in extraction.tables.values():
        for row in rows:
            row.update({column: _read_without(read) for column, read in row.items()})
    extraction.doubts = [_doubt_without(doubt) for doubt in extraction.doubts]


def _read_without(read: Read) -> Read:
    value = without_persons(read.value)
    kept = replace(
        read,
        value=value,
        printed=without_persons(read.printed),
        doubt=without_persons(read.doubt),
        corrected=None if read.corrected is None else without_persons(read.corrected),
        evidence=without_persons(read.evidence),
    )
    return kept if value == read.value else kept.doubted(NAME_REMOVED)


def _doubt_without(doubt: Doubt) -> Doubt:
    return replace(
        doubt,
        message_th=without_persons(doubt.message_th),
        message_en=without_persons(doubt.message_en),
        printed=without_persons(doubt.printed),
    )
