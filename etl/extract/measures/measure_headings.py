"""Headings of documents on transparency measures: dimensions, issues, and the columns of their tables."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from etl.extract.numerals import arabic, plain, squeezed

_DIMENSION = re.compile(
    r"^(?:มิ?ติ|dimension)\s*(?:ที่)?\s*([1-9])(?![\d.])\s*[.:)\-–]?\s*(.*)$", re.IGNORECASE | re.S
)
# "ประเด็นที่ 1.1 …", "ประเด็น 1.1", "ภารกิจที่ 2.3", a bare "3.1 …"; the scan puts blanks around the dot.
_ISSUE = re.compile(
    r"(?:(?:ปร?ะเด็?น|ภารกิจ|issue|mission)\s*(?:ที่)?\s*|^\s*|(?<=\n))([1-9])\s*[.,]\s*([1-9]\d?)(?![\d.])\s*[.:)\-–]?\s*",
    re.IGNORECASE,
)
_COLUMNS = {
    "activity": "กิจกรรม/การปฏิบัติ|กิจกรรม|การปฏิบัติ|กิจกรรม/โครงการ|โครงการ/กิจกรรม|มาตรการ|แนวทางปฏิบัติ"
    "|แนวทางการปฏิบัติ|กิจกรรม/แนวทางการปฏิบัติ|มาตรการ/กิจกรรม|โครงการ/กิจกรรม/มาตรการ|วิธีปฏิบัติ"
    "|แนวทางการดำเนินการ|activity|activities|action|measure",
    "follow_up": "การติดตามและประเมินผล|การติดตามประเมินผล|การติดตาม|การกำกับติดตาม|การประเมินผล"
    "|การติดตามผล|แนวทางการติดตาม|follow-up|followup|monitoring|monitoring and evaluation",
    "indicator": "ตัวชี้วัด|ตัวชี้วัดความสำเร็จ|ตัวบ่งชี้|ผลที่คาดว่าจะได้รับ|indicator|indicators",
    "period": "ระยะเวลาการปฏิบัติ|ระยะเวลา|ระยะเวลาดำเนินการ|ระยะเวลาการดำเนินการ|ช่วงเวลา|กำหนดเวลา|ห้วงเวลา"
    "|ปฏิทิน|ระยะเวลาในการดำเนินการ|period|time|timeframe|when",
    "unit": "หน่วยดำเนินการ|ผู้รับผิดชอบ|หน่วยงานรับผิดชอบ|หน่วยงานที่รับผิดชอบ|ส่วนราชการที่รับผิดชอบ|หน่วยงาน"
    "|ส่วนราชการ|หน่วยงานดำเนินการ|responsible|responsible unit|unit",
    "issue": "ประเด็น|ประเด็นที่|ประเด็นการพัฒนา|ภารกิจ|ภารกิจตามมิติ|issue|mission",
    "dimension": "มิติ|มิติที่|dimension",
    "number": "ที่|ลำดับ|ลำดับที่|no|no.",
    "budget": "งบประมาณ|งบประมาณ(บาท)|budget",
}
_COLUMN_OF = {squeezed(words).lower(): name for name, line in _COLUMNS.items() for words in line.split("|")}
_ALIKE = 75
_LONGEST_HEADING_CELL = 45


@dataclass(frozen=True)
class Heading:
    """A dimension (`number` such as `2`) or an issue (`2.3`) with its title."""

    number: str
    title: str


def dimension_heading(text: str) -> Heading | None:
    """A heading `มิติที่ ๑ …`; None for other text."""
    match = _DIMENSION.match(arabic(plain(text)))
    return Heading(match[1], match[2].strip()) if match else None


def issue_heading(text: str) -> Heading | None:
    """A heading that begins with an issue number; None for other text."""
    content = arabic(plain(text))
    match = _ISSUE.match(content)
    return Heading(f"{match[1]}.{match[2]}", content[match.end() :].strip()) if match else None


def issues_of_cell(cell: str) -> tuple[str, list[Heading]]:
    """The text before the first issue of a cell (the end of one above), and the issues in it."""
    # Paragraphs of a cell stand on their own lines, so that a bare number can be seen to begin one.
    lines = [arabic(plain(piece)) for piece in re.split(r"</p>|<br\s*/?>|</li>|\n", cell)]
    text = "\n".join(line for line in lines if line)
    found = list(_ISSUE.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)][: len(found)]
    headings = [
        Heading(f"{match[1]}.{match[2]}", " ".join(text[match.end() : end].split()))
        for match, end in zip(found, ends, strict=True)
    ]
    return " ".join((text[: found[0].start()] if found else text).split()), headings


def columns(cells: tuple[str, ...]) -> dict[str, int]:
    """The columns of a heading row by what they hold; empty for a row that is no heading."""
    named: dict[str, int] = {}
    filled = [cell for cell in cells if cell.strip()]
    for position, cell in enumerate(cells):
        wording = squeezed(cell).lower()
        if not wording or len(wording) > _LONGEST_HEADING_CELL:
            continue
        best = process.extractOne(wording, list(_COLUMN_OF), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if best:
            named.setdefault(_COLUMN_OF[best[0]], position)
    # A data row may hold one such word by chance; most cells of a heading row are headings.
    return named if len(named) > 1 and len(named) * 2 >= len(filled) else {}
