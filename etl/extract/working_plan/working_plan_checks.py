"""Working plans proof-read as a whole: running numbers, spellings of units, missions of standard measures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from etl.extract.document import Context, Doubt, Read
from etl.extract.working_plan.working_plan_cells import is_unit
from etl.extract.working_plan.working_plan_titles import standard_measure

# Pairs of Thai digits that scans take for each other.
_CONFUSED = {frozenset(pair) for pair in ("37", "19", "89", "45", "01", "69", "35", "12", "78", "23")}
_SURE_MEASURE = 85
_UNIT_ALIKE = 80
_UNIT_OFTEN = 3
_UNIT_TWICE = 2


def checked_numbers(numbers: Sequence[Read], dimensions: Sequence[str]) -> tuple[list[Read], list[Doubt]]:
    """Running numbers that restart in each dimension or run on: repeats and gaps are doubted.

    A repeat right before a gap of one is one misread digit; the missing number is proposed.
    """
    checked: list[Read] = []
    doubts: list[Doubt] = []
    previous = 0
    follows_doubt = False
    for position, read in enumerate(numbers):
        if not read.value:
            previous += 1
            checked.append(read.doubted("ไม่พบเลขลำดับ"))
            continue
        fresh = position == 0 or dimensions[position] != dimensions[position - 1]
        following = numbers[position + 1].value if position + 1 < len(numbers) else ""
        expected = {1, previous + 1} if fresh else {previous + 1}
        if int(read.value) in expected:
            # What follows an unexplained number fits a number that may itself be wrong.
            unsettled = checked and not fresh and checked[-1].doubt and checked[-1].corrected is None
            checked.append(read.doubted("เลขลำดับก่อนหน้าไม่เรียง") if unsettled and not follows_doubt else read)
            follows_doubt = bool(unsettled)
        else:
            wanted = 1 if fresh and following == "2" else previous + 1
            checked.append(_out_of_order(read, wanted, following))
            if int(read.value) > max(expected) and checked[-1].corrected is None:
                doubts.append(_gap(read, max(expected), int(read.value)))
        previous = int(checked[-1].corrected or read.value)
    return checked, doubts


def _out_of_order(read: Read, wanted: int, following: str) -> Read:
    """A number out of order, with the wanted one where it fits what follows and the digits are alike."""
    doubted = read.doubted(f"เลขลำดับไม่เรียง: ควรเป็น {wanted}")
    proposed = str(wanted)
    fits = following == str(wanted + 1)
    same_length = len(proposed) == len(read.value)
    differing = [frozenset(pair) for pair in zip(proposed, read.value, strict=False) if pair[0] != pair[1]]
    if fits and same_length and len(differing) == 1 and differing[0] in _CONFUSED:
        reason = "อ่านเลขผิด: ซ้ำหรือข้ามหนึ่งเลขพอดี"
        return replace(doubted, corrected=proposed, reason=reason, evidence=read.locator)
    # A misread number may be one that is followed by its own value again: 13, 15, 15.
    if following == read.value and same_length and len(differing) == 1 and differing[0] in _CONFUSED:
        reason = "อ่านเลขผิด: เลขถัดไปเป็นเลขเดียวกัน และขาดหนึ่งเลขพอดี"
        return replace(doubted, corrected=proposed, reason=reason, evidence=read.locator)
    return doubted


def _gap(read: Read, expected: int, value: int) -> Doubt:
    return Doubt(
        "number_out_of_order",
        read.locator,
        f"เลขลำดับข้ามจากที่ควรเป็น {expected} ไปเป็น {value} อาจมีโครงการที่อ่านไม่ได้",
        f"The running number should be {expected} and is {value}: an item may be lost.",
        read.value,
    )


def checked_units(units: Sequence[Read]) -> list[Read]:
    """Units whose spelling is rare beside an almost equal one that stands often."""
    counts = Counter(read.value for read in units if read.value)
    return [_checked_unit(read, counts) for read in units]


def _checked_unit(read: Read, counts: Counter[str]) -> Read:
    others = [name for name in counts if name != read.value and counts[name] >= counts[read.value]]
    alike = [(counts[name], name) for name in others if _spelt_alike(name, read.value)]
    # A unit behind a scrap of a word; "an office, its section" is a unit with a name of its own.
    within = [
        (counts[name], name) for name in others if read.value.endswith(name) and not is_unit(read.value)
    ]
    if not read.value or not (alike or within):
        return read
    often, name = max(alike or within)
    doubted = read.doubted(f"คล้าย {name} ซึ่งพบ {often} แห่ง")
    if often < (_UNIT_OFTEN if alike else _UNIT_TWICE) or often < 2 * counts[read.value]:
        return doubted
    reason = f"อ่านชื่อหน่วยงานผิด: {name} พบ {often} แห่งในเอกสาร"
    return replace(doubted, corrected=name, reason=reason, evidence=read.locator)


def _spelt_alike(one: str, other: str) -> bool:
    """Whether two names are one name with a slip; the word for the type of unit must be the same."""
    return one[:3] == other[:3] and fuzz.ratio(one, other) >= _UNIT_ALIKE


def checked_mission(mission: Read, title: Read, context: Context) -> Read:
    """A mission carried from above, doubted where the standard measure of that title has another one."""
    found = standard_measure(title.corrected or title.value, context)
    if not found or found[1] < _SURE_MEASURE or not mission.value:
        return mission
    measure = found[0]
    if measure[2] and measure[2] != mission.value:
        return mission.doubted(f"มาตรการมาตรฐานลำดับที่ {measure[0]} อยู่ในภารกิจ {measure[2]}")
    return mission
