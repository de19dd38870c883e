"""What a list of projects shows about itself once it is read: lost missions, odd numbers, slid offices."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from etl.extract.document import Context, Doubt
from etl.extract.multi_year.plan_list_cells import is_unit, split_units
from etl.extract.multi_year.plan_list_entries import Entry, joined_locator
from etl.extract.multi_year.plan_list_row import Reference
from etl.match import best_match, comparable

_SLID_UNIT = "หน่วยงานของแถวบนเลื่อนมาอยู่ในช่องนี้"


def check_missions(entries: Sequence[Entry], reference: Reference, context: Context) -> None:
    """Doubt a mission that only carries on from above while the list skips missions of its dimension.

    A heading that the scan lost leaves its projects under the one before it. Where a standard measure is
    the same project, its mission is taken instead, or confirms the reading.
    """
    known = [number for number, _ in reference.missions]
    seen = {entry.mission for entry in entries if not entry.carried}
    choices = [comparable(title) for *_, title in context.measures]
    for entry in entries:
        lost = bool(entry.dimension_doubt)
        if not lost and (not entry.carried or not entry.mission or entry.mission_doubt):
            continue
        skipped = _skipped_after(entry.mission, known, seen)
        found = best_match(comparable(entry.title.value, context.organisation_names), choices)
        standard = context.measures[found[0]][2] if found else ""
        if lost and standard:
            entry.mission, entry.dimension = standard, int(standard[0])
        if lost or standard == entry.mission or (not skipped and not standard):
            continue
        if standard in skipped:
            entry.mission_doubt = f"รายการไม่มีหัวข้อภารกิจ {standard} ใช้ภารกิจของมาตรการมาตรฐานที่ชื่อตรงกัน"
            entry.mission = standard
        elif skipped:
            entry.mission_doubt = f"รายการไม่มีหัวข้อภารกิจ {', '.join(skipped)} อาจเป็นของภารกิจนั้น"
        elif standard:
            entry.mission_doubt = f"มาตรการมาตรฐานที่ชื่อตรงกันอยู่ในภารกิจ {standard}"


def _skipped_after(mission: str, known: Sequence[str], seen: set[str]) -> list[str]:
    """The missions that follow one in its dimension and have no heading in the list, up to the next seen."""
    skipped: list[str] = []
    following = known[known.index(mission) + 1 :] if mission in known else []
    for number in following:
        if number in seen or number[0] != mission[0]:
            break
        skipped.append(number)
    return skipped


def check_numbers(entries: Sequence[Entry]) -> list[Doubt]:
    """Gaps and repeats of the running numbers; a single number out of step is proposed as its neighbours say."""
    doubts: list[Doubt] = []
    numbered = [entry for entry in entries if entry.number.value]
    for position, entry in enumerate(numbered):
        number = int(entry.number.value)
        before = int(numbered[position - 1].number.value) if position else 0
        if number == before + 1 or (number == 1 and entry.dimension != numbered[position - 1].dimension):
            continue
        after = int(numbered[position + 1].number.value) if position + 1 < len(numbered) else None
        if after == before + 2:
            entry.number = replace(
                entry.number.doubted("เลขลำดับไม่ต่อเนื่อง"),
                corrected=str(before + 1),
                reason="อ่านเลขลำดับผิด",
                evidence=f"อยู่ระหว่าง {before} กับ {after}",
            )
        elif before and _misread(numbered, position - 1):
            continue
        else:
            entry.number = entry.number.doubted("เลขลำดับไม่ต่อเนื่องกับรายการก่อนหน้า")
            doubts.append(
                Doubt(
                    "numbering",
                    entry.locator,
                    f"เลขลำดับ {before} ตามด้วย {number}",
                    f"running number {before} is followed by {number}",
                    entry.number.printed,
                )
            )
    return doubts


def _misread(numbered: Sequence[Entry], position: int) -> bool:
    """Whether the number at a position was the one out of step, so that the next one is right."""
    corrected = numbered[position].number.corrected
    return corrected is not None and int(corrected) + 1 == int(numbered[position + 1].number.value)


def check_units(entries: Sequence[Entry]) -> None:
    """Give a project without an office the first of two offices that stand in the cell below it."""
    for upper, lower in pairwise(entries):
        offices = split_units(lower.unit.value) if lower.unit.value else []
        if upper.unit.value or len(offices) <= 1 or upper.locator == lower.locator:
            continue
        if not all(is_unit(office) for office in offices):
            continue
        locator = joined_locator(upper.locator, lower.locator)
        upper.unit = replace(lower.unit, value=offices[0], locator=locator, doubt=_SLID_UNIT)
        lower.unit = replace(
            lower.unit,
            doubt=_SLID_UNIT,
            corrected=" ".join(offices[1:]),
            reason=_SLID_UNIT,
            evidence=f"แถวบน ({upper.locator}) ไม่มีช่องหน่วยงาน",
        )


def check_blank_years(entries: Sequence[Entry]) -> None:
    """Take a year that is blank for every project of a row as unread, never as no budget."""
    for entry in entries:
        for year, read in entry.budgets.items():
            if not read.value and not read.doubt:
                entry.budgets[year] = read.doubted("ไม่มีงบประมาณพิมพ์ไว้")
