"""Labelled paragraphs of narrative reports: which part of a measure a paragraph tells."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from etl.extract.document import Line
from etl.extract.measures.measure_plan import content
from etl.extract.numerals import arabic, squeezed

# Wordings by part. Expected results and indicators are labels of their own, so that no aim is read as a result.
_WORDINGS = {
    "project": "โครงการ/กิจกรรม|โครงการ|กิจกรรม|ชื่อโครงการ|ชื่อกิจกรรม|ชื่อโครงการ/กิจกรรม|กิจกรรม/โครงการ"
    "|โครงการหรือกิจกรรม|โครงการ/กิจกรรมที่ดำเนินการ|กิจกรรมที่ดำเนินการ|โครงการ/กิจกรรม/มาตรการ"
    "|project|activity|project/activity|activities",
    "period": "ช่วงระยะเวลาในการดำเนินการ|ช่วงระยะเวลา|ระยะเวลาดำเนินการ|ระยะเวลาในการดำเนินการ|ระยะเวลา"
    "|กำหนดเวลา|ช่วงเวลา|ช่วงเวลาดำเนินการ|ห้วงเวลา|ห้วงเวลาดำเนินการ|วันที่ดำเนินการ|ระยะเวลาดำเนินงาน"
    "|period|duration|timeframe",
    "unit": "ผู้รับผิดชอบ|หน่วยงานที่รับผิดชอบ|หน่วยงานรับผิดชอบ|หน่วยงานผู้รับผิดชอบ|ผู้รับผิดชอบโครงการ"
    "|ส่วนราชการที่รับผิดชอบ|ส่วนราชการ|หน่วยดำเนินการ|หน่วยงาน|responsible|responsible unit|owner",
    "output": "ผลการดำเนินการ|ผลการดำเนินงาน|ผลผลิต|ผลการปฏิบัติงาน|ผลที่ได้|ผลการดำเนินการจริง"
    "|ผลการดำเนินงานที่เกิดขึ้น|output|outputs",
    "outcome": "ผลลัพธ์หรือผลสัมฤทธิ์|ผลลัพธ์|ผลสัมฤทธิ์|ผลลัพธ์ที่ได้|ผลลัพธ์/ผลสัมฤทธิ์|ผลลัพธ์ที่เกิดขึ้น"
    "|outcome|outcomes|result|results",
    "budget": "งบประมาณ|งบประมาณที่ใช้|งบประมาณที่ได้รับ|งบประมาณดำเนินการ|budget",
    "other": "ขั้นตอนหรือวิธีการปฏิบัติ|ขั้นตอน|วิธีการปฏิบัติ|วิธีดำเนินการ|วิธีการดำเนินการ|ขั้นตอนการดำเนินงาน"
    "|วัตถุประสงค์|หลักการและเหตุผล|กลุ่มเป้าหมาย|เป้าหมาย|พื้นที่ดำเนินการ|สถานที่ดำเนินการ|ปัญหาและอุปสรรค"
    "|ปัญหาอุปสรรค|ข้อเสนอแนะ|ผลที่คาดว่าจะได้รับ|ประโยชน์ที่คาดว่าจะได้รับ|ตัวชี้วัด|ตัวชี้วัดความสำเร็จ|หมายเหตุ"
    "|ตัวชี้วัดผลผลิต|ตัวชี้วัดผลลัพธ์|ผลลัพธ์ที่คาดหวัง|ผลผลิตที่คาดหวัง|ผลลัพธ์ที่คาดว่าจะได้รับ"
    "|ผลผลิตที่คาดว่าจะได้รับ|method|steps|objective|expected outcome|expected output|indicator|target|remarks",
    "summary": "บทสรุปภาพรวม|บทสรุป|สรุป|สรุปผล|สรุปภาพรวม|สรุปผลการดำเนินงาน|summary|conclusion",
}
_PART_OF = {
    squeezed(wording).lower(): part for part, wordings in _WORDINGS.items() for wording in wordings.split("|")
}
_ALIKE = 80
_ALIKE_ALONE = 90  # without a colon a short title may look like a label
_LONGEST_LABEL = 60
_SHORTEST_BARE_LABEL = 8
_NUMBERED = re.compile(r"^\(?\s*\d{1,2}(?:\.\d{1,2})*\s*[).]?\s*")
_PARENTHESES = re.compile(r"[(（][^()（）]*[)）]?")


@dataclass(frozen=True)
class Labelled:
    """A line that opens a part: the part, and what follows the label in the line."""

    part: str
    text: str


def labelled(line: Line) -> Labelled | None:
    """The part that a line opens, by a label before a colon, in a first cell, or standing alone."""
    if len(filled := [cell for cell in line.cells if cell.strip()]) > 1:
        part = _part(filled[0])
        return Labelled(part, " ".join(filled[1:]).strip()) if part else None
    text = content(line)
    head, colon, rest = text.replace("：", ":", 1).partition(":")
    if colon and len(head) <= _LONGEST_LABEL and (part := _part(head)):
        return Labelled(part, rest.strip(" *_"))
    if len(text) <= _LONGEST_LABEL and (part := _part(text, _ALIKE_ALONE)):
        return Labelled(part, "")
    return _bare(text)


def _bare(text: str) -> Labelled | None:
    """A label that only a blank or a dash parts from its text; the words of a title are no such label."""
    head, _, rest = _NUMBERED.sub("", arabic(text)).partition(" ")
    wording = head.strip("-–— ")
    if len(wording) < _SHORTEST_BARE_LABEL or not rest:
        return None
    part = _PART_OF.get(squeezed(wording).lower(), "")
    return Labelled(part, rest.strip(" -–—")) if part not in {"", "project", "other"} else None


def _part(head: str, alike: float = _ALIKE) -> str:
    """The part whose wording a label is most like; empty for no label."""
    text = _PARENTHESES.sub("", _NUMBERED.sub("", arabic(head).strip(" *_-–")))
    compact = squeezed(text).lower().strip("*_.:")
    if not compact:
        return ""
    best = process.extractOne(compact, list(_PART_OF), scorer=fuzz.ratio, score_cutoff=alike)
    return _PART_OF[best[0]] if best else ""
