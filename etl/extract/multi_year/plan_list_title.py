"""The title of a plan: the heading lines that name it with its years and its organisation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from etl.extract.document import Line, Read
from etl.extract.multi_year.plan_list_entries import joined_locator
from etl.extract.numerals import arabic, plain, squeezed, years

_STARTS = ("แผนปฏิบัติการ", "แผนป้องกัน", "แผนการป้องกัน", "มาตรการส่งเสริม", "actionplan", "anti-corruption")
_MEASURES = re.compile(r"^มาตรการ")
_ORGANISATION = re.compile(r"^(?:เทศบาล|องค์การบริหาร|อบต|อบจ|เมืองพัทยา|ของ)")
_DRAFT = re.compile(r"^[\s\-–—(\[*#]*ร่าง|^[\s(\-]*draft\b", re.IGNORECASE)
_DRAFT_IN_TEXT = re.compile(r"ร่าง\s*แผน")
_LONGEST = 200
_LIKENESS = 80
_LINES_BETWEEN = 3


@dataclass(frozen=True)
class PlanTitle:
    """The heading block of a plan."""

    title: Read
    is_draft: Read
    kind: str


def plan_title(
    lines: Sequence[Line], before: int, plan_years: tuple[int, ...], names: Sequence[str]
) -> PlanTitle:
    """The title before a list: the first heading block of the document that names the plan's years."""
    blocks = [block for start in range(before) if (block := _block(lines, start, before, names))]
    wanted = {plan_years[0], plan_years[-1]}
    fitting = [block for block in blocks if wanted <= set(years(" ".join(line.text for line in block)))]
    if not fitting:
        doubt = "ไม่พบหัวเรื่องของแผนที่ระบุปีตรงกับรายการ"
        block = blocks[-1] if blocks else []
        return PlanTitle(_title(block, doubt), _draft(lines, block, before, wanted), _kind(block))
    return PlanTitle(_title(fitting[0]), _draft(lines, fitting[0], before, wanted), _kind(fitting[0]))


def _block(lines: Sequence[Line], start: int, before: int, names: Sequence[str]) -> list[Line]:
    """The lines of a heading that begins at a line: years, organisation and the rest of the name."""
    if not _begins(lines[start]):
        return []
    block = [lines[start]]
    blank = 0
    for line in lines[start + 1 : before]:
        text = plain(line.text)
        if not squeezed(text):
            blank += 1
            if blank > _LINES_BETWEEN:
                break
            continue
        if line.cells or len(text) > _LONGEST or not _goes_on(text, names):
            break
        block.append(line)
        blank = 0
    return block


def _begins(line: Line) -> bool:
    text = squeezed(_DRAFT.sub("", plain(line.text), count=1)).lower()
    if line.cells or not text or len(text) > _LONGEST:
        return False
    return any(fuzz.ratio(text[: len(word)], word) >= _LIKENESS for word in _STARTS)


def _goes_on(text: str, names: Sequence[str]) -> bool:
    """Whether a line still belongs to a title: its purpose, its years or the organisation."""
    content = squeezed(text)
    short = len(content) <= _LONGEST // 3
    named = bool(_ORGANISATION.match(content)) or any(squeezed(name) in content for name in names if name)
    only_years = (
        bool(years(text)) and len(re.sub(r"[\d\s().\-–—]|พ\.?ศ\.?|ประจำ|ปี|งบประมาณ", "", arabic(text))) == 0
    )
    return content.startswith("เพื่อ") or only_years or (named and short)


def _title(block: Sequence[Line], doubt: str = "") -> Read:
    if not block:
        return Read("", "", "", doubt)
    parts = [plain(line.text) for line in block]
    title = parts[0]
    for part in parts[1:]:
        title += part if part.startswith("เพื่อ") else f" {part}"
    title = re.sub(r"\s+", " ", _DRAFT.sub("", title, count=1)).strip(" -")
    title = re.sub(r"\s*–\s*", " - ", arabic(title))
    return Read(title, " ".join(parts), joined_locator(block[0].locator, block[-1].locator), doubt)


def _draft(lines: Sequence[Line], block: Sequence[Line], before: int, wanted: set[int]) -> Read:
    """Whether the heading, or a line of its own above it, says draft; in running text it is only likely."""
    first = block[0].number if block else 0
    above = [line for line in lines[:before] if line.number < first and squeezed(line.text)][-_LINES_BETWEEN:]
    for line in [*block, *above]:
        own_line = len(squeezed(line.text)) <= _LONGEST // 3 or line in block
        if _DRAFT.match(plain(line.text)) and own_line:
            return Read("true", plain(line.text)[:_LONGEST], line.locator)
    for line in lines[:before]:
        if _DRAFT_IN_TEXT.search(line.text) and wanted <= set(years(line.text)):
            return Read("true", "ร่างแผน", line.locator, "คำว่า ร่าง อยู่ในเนื้อความ ไม่ใช่ในหัวเรื่อง")
    return Read("false", "", block[0].locator if block else "")


def _kind(block: Sequence[Line]) -> str:
    text = squeezed(" ".join(line.text for line in block))
    return "transparency_measures" if _MEASURES.match(text) else "anti_corruption_plan"
