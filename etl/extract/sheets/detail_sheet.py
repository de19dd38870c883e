"""Detail sheets of projects: one part of a plan for each project, under headings of its own."""

import re
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from etl.extract.document import Context, Document, Line, Read
from etl.extract.numerals import arabic, is_no_budget, squeezed
from etl.extract.sheets.sheet_headings import (
    BUDGET,
    CLOSING,
    OBJECTIVE,
    OUTPUT,
    PERIOD,
    RATIONALE,
    TARGET,
    TITLE,
    UNIT,
    Heading,
    heading,
    is_noise,
    marker,
    numbered,
    text_of,
)
from etl.extract.sheets.sheet_values import (
    Figure,
    joined,
    joined_locator,
    read_budget,
    read_figures,
    read_period,
    read_target,
    read_unit,
    without_person,
)

_KIND_WORDS = ("โครงการ", "กิจกรรม", "มาตรการ")
_FEWEST_PARTS = 2  # beside the title: a table with a column "project title" has none of them below it
_LONGEST_TITLE = 400
_TITLE_WITHIN = 4  # lines between the running number of a sheet and its title
_SIGHT = 2 * _TITLE_WITHIN  # the same with blank lines between
_LONGEST_LAST_PART = 40
_LINES_OF_PART = {PERIOD: 4, BUDGET: 12, UNIT: 4, TARGET: 6}
_MISSION = re.compile(r"^(\d)\s*\.\s*(\d{1,2})(?:\s*\.\s*\d{1,2})?\s+(?=[^\d\s)])")
_DIMENSION = re.compile(r"^ม[ิี]?ติ(?:ที่)?\s*(\d)(?!\d)")
_SAME_MISSION, _OTHER_MISSION = 60.0, 88.0
# Nothing about missions stands in these parts; after them a new mission may open.
_BEFORE_A_MISSION = {"", OUTPUT, UNIT, CLOSING}
_NEXT_CHAPTER = re.compile(r"^(?:ส่วนที่|บทที่|ภาคผนวก|chapter|appendix)", re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """One detail sheet. Values that the sheet does not give are empty; no sentence of it is kept.

    `group` counts the runs of numbers in the document: a second plan begins again at one.
    `budgets` holds the amounts of single years where the sheet names years; `budget` the one amount else.
    """

    number: Read
    title: Read
    dimension_no: Read = field(default_factory=lambda: Read(""))
    mission_no: Read = field(default_factory=lambda: Read(""))
    target_group: Read = field(default_factory=lambda: Read(""))
    target_numbers: tuple[Figure, ...] = ()
    fiscal_years: tuple[int, ...] = ()
    period: Read = field(default_factory=lambda: Read(""))
    planned_quarters: Read = field(default_factory=lambda: Read(""))
    budget: Read = field(default_factory=lambda: Read(""))
    budgets: dict[int, Read] = field(default_factory=dict)
    responsible_unit: Read = field(default_factory=lambda: Read(""))
    figures: tuple[Figure, ...] = ()
    group: int = 0

    @property
    def locator(self) -> str:
        """Where the sheet names its project."""
        return self.title.locator or self.number.locator


@dataclass
class _Draft:
    """A sheet while its lines are gathered."""

    number: Read
    dimension: Read
    mission: Read
    parts: dict[str, list[Line]] = field(default_factory=dict)
    in_turn: set[str] = field(default_factory=set)

    def opens(self, found: Heading, turn: int) -> bool:
        """Whether a heading opens its part: the words of headings also stand among the steps of a method.

        A heading with the number of its turn replaces what stood under the same words before; a part that
        is open already is not opened again, but for outputs, which have headings below their heading.
        """
        stands_in_turn = found.number == turn
        if found.part not in self.parts or (stands_in_turn and found.part not in self.in_turn):
            self.parts[found.part] = []
        elif found.part != OUTPUT:
            return False
        if stands_in_turn:
            self.in_turn.add(found.part)
        return True


def read_detail_sheets(document: Document, context: Context) -> list[Sheet]:
    """The detail sheets of a document in its order; empty where it has none."""
    drafts = [draft for draft in _drafts(document.lines, context) if _is_plan_of_a_project(draft)]
    return _with_groups([_sheet(draft) for draft in drafts])


def _is_plan_of_a_project(draft: _Draft) -> bool:
    """Whether a draft plans: a report on what was done has neither purposes nor a budget of its own."""
    return len(draft.parts) > _FEWEST_PARTS and bool({BUDGET, RATIONALE, OBJECTIVE} & draft.parts.keys())


def _drafts(lines: tuple[Line, ...], context: Context) -> list[_Draft]:
    walk = _Walk(context)
    for position, line in enumerate(lines):
        walk.step(line, lines[position + 1 : position + 1 + _SIGHT])
    return walk.drafts


class _Walk:
    """A walk through the lines: missions and numbers between sheets, headings and their parts within."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.drafts: list[_Draft] = []
        self.part = ""  # which part the next line belongs to
        self.turn = 1  # the number that the next heading should carry
        self.number = self.dimension = self.mission = Read("")

    def step(self, line: Line, following: tuple[Line, ...]) -> None:
        """Take one line: what stands between sheets, a heading, or a line of the open part."""
        text = text_of(line)
        if is_noise(text) and not (self.part == BUDGET and is_no_budget(text)):
            return
        if self._between_sheets(line, text, following):
            return
        opened = heading(line, self.turn) or (_unknown_title(line) if self.number.value else None)
        if opened is not None and (opened.part == TITLE or self.number.value):
            # Any heading opens a sheet after a running number: its title was lost.
            self.drafts.append(_Draft(self.number, self.dimension, self.mission))
            self.number, self.turn = Read(""), max(opened.number, 1)
        draft = self.drafts[-1] if self.drafts else None
        if draft is None:
            return
        if opened is not None and draft.opens(opened, self.turn):
            self.part, self.turn = opened.part, max((opened.number or self.turn - 1) + 1, self.turn)
            if opened.inline:
                draft.parts[self.part].append(replace(line, text=opened.inline, cells=()))
        elif self.part:
            self.part = _continue_part(draft, self.part, line)

    def _between_sheets(self, line: Line, text: str, following: tuple[Line, ...]) -> bool:
        """Whether a line belongs to no sheet: a dimension, a mission, a running number, a new chapter."""
        if self.part in _BEFORE_A_MISSION and not line.cells:
            if (dimension := _dimension(line)) is not None:
                self.dimension, self.mission, self.part = dimension, Read(""), ""
                return True
            if (mission := _mission(line, following[:1], self.dimension, self.context)) is not None:
                self.mission, self.part = mission, ""
                return True
            if _NEXT_CHAPTER.match(text):
                self.part = ""
                return True
        running = marker(line)
        if running is None or not _opens_a_sheet(following):
            return False
        self.number, self.part, self.turn = Read(str(running), text, line.locator), "", 1
        return True


def _unknown_title(line: Line) -> Heading | None:
    """After a running number, the first item is the title even where its heading cannot be read."""
    position, rest = numbered(text_of(line))
    _, colon, inline = rest.partition(":")
    if position == 1 and colon:
        return Heading(TITLE, 1, inline.strip())
    return Heading(TITLE, 1, rest) if position <= 1 and rest.startswith(_KIND_WORDS) else None


def _opens_a_sheet(following: tuple[Line, ...]) -> bool:
    """Whether headings follow a running number soon: otherwise it only points at a project."""
    soon = [line for line in following if not is_noise(text_of(line))][:_TITLE_WITHIN]
    return any(heading(line, 1) or _unknown_title(line) for line in soon)


def _continue_part(draft: _Draft, part: str, line: Line) -> str:
    """Put a line under its part, and say which part the next line belongs to."""
    held = draft.parts[part]
    if part == TITLE:
        broken = bool(held) and line.number > held[-1].number + 1
        if broken or line.cells or numbered(text_of(line))[0] or len(joined(held)) > _LONGEST_TITLE:
            return "" if held else part
    if part in _LINES_OF_PART and len(held) >= _LINES_OF_PART[part]:
        return part
    if part == OUTPUT and len(held) >= _LONGEST_LAST_PART:
        return part
    if part in _LINES_OF_PART or part in (TITLE, OUTPUT):
        held.append(line)
    return part


def _dimension(line: Line) -> Read | None:
    """The number of a dimension whose heading a line is (`มิติที่ ๑`, also misread `มติที่ 1`)."""
    text = text_of(line)
    found = _DIMENSION.match(arabic(text))
    return Read(found[1], text, line.locator) if found else None


def _mission(line: Line, following: tuple[Line, ...], dimension: Read, context: Context) -> Read | None:
    """The mission that a heading opens: `๑.๑ …`, or `๑.๑.๒ …` where the heading above it was lost."""
    text = text_of(line)
    found = _MISSION.match(arabic(text))
    if found is None:
        return None
    number = f"{found[1]}.{found[2]}"
    known = {mission for _, mission, _, _ in context.missions}
    if known and number not in known:
        return None
    read = Read(number, text, line.locator)
    if dimension.value and dimension.value != found[1]:
        read = read.doubted(f"เลขภารกิจ {number} ไม่ตรงกับมิติที่ {dimension.value}")
    if found[0].count(".") > 1:
        return read
    title = squeezed(text[found.end() :] + "".join(text_of(next_line) for next_line in following))
    return _checked_mission(read, title, context)


def _checked_mission(read: Read, title: str, context: Context) -> Read:
    """A mission number beside the titles of the missions: another number is taken where its title says so."""
    likeness = [
        (fuzz.ratio(title[: len(squeezed(name))], squeezed(name)), mission)
        for _, mission, _, name in context.missions
    ]
    own = max((score for score, mission in likeness if mission == read.value), default=100.0)
    best, mission = max(likeness, default=(0.0, read.value))
    if own < _SAME_MISSION and best >= _OTHER_MISSION:
        return replace(read, value=mission, doubt=f"เลขที่พิมพ์คือ {read.value} ชื่อตรงกับภารกิจ {mission}")
    return read


def _sheet(draft: _Draft) -> Sheet:
    parts = draft.parts
    years, period, quarters = read_period(parts.get(PERIOD, []))
    budget, budgets = read_budget(parts.get(BUDGET, []))
    group, numbers = read_target(parts.get(TARGET, []))
    dimension = draft.dimension
    if draft.mission.value:
        dimension = replace(draft.mission, value=draft.mission.value.split(".")[0])
    return Sheet(
        number=draft.number,
        title=_title(parts.get(TITLE, []), draft.number),
        dimension_no=dimension,
        mission_no=draft.mission,
        target_group=group,
        target_numbers=tuple(numbers),
        fiscal_years=years,
        period=period,
        planned_quarters=replace(period, value=quarters),
        budget=budget,
        budgets=budgets,
        responsible_unit=read_unit(parts.get(UNIT, [])),
        figures=tuple(read_figures(parts.get(OUTPUT, []))),
    )


def _title(lines: list[Line], number: Read) -> Read:
    printed = " ".join(map(text_of, lines))
    value = without_person(joined(lines)).rstrip(" .:")
    if not value:
        return Read("", printed, number.locator, "อ่านชื่อโครงการในใบรายละเอียดไม่ได้")
    return Read(value, printed, joined_locator(lines))


def _with_groups(sheets: list[Sheet]) -> list[Sheet]:
    """Number the runs of sheets, and settle running numbers that their neighbours prove misread."""
    found: list[Sheet] = []
    group, last = 0, 0
    for position, sheet in enumerate(sheets):
        number = int(sheet.number.value or 0)
        after = int(sheets[position + 1].number.value or 0) if position + 1 < len(sheets) else 0
        read = sheet.number
        if number == 1 and last > 1:
            group, last = group + 1, 0
        if number != last + 1 and after == last + 2:
            # The next sheet goes on as if this one stood in its turn.
            doubt = f"เลขที่พิมพ์คือ {number}" if number else "ไม่มีเลขลำดับในใบรายละเอียด"
            number = last + 1
            read = replace(read, value=str(number)).doubted(doubt)
        elif number and number != last + 1:
            read = read.doubted("เลขลำดับของใบรายละเอียดไม่ต่อเนื่อง")
        found.append(replace(sheet, number=read, group=group))
        last = number or last + 1
    return found
