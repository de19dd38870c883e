"""Transparency measures in tables: one table for each issue of a dimension, and a calendar of the issues."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from etl.extract.document import Context, Document, Doubt, Extraction, Line, Read
from etl.extract.measures.measure_calendar import Entry, matched, quarters_of, read_calendar, unit_of
from etl.extract.measures.measure_headings import Heading, columns, dimension_heading, issue_heading
from etl.extract.measures.measure_plan import (
    content,
    fiscal_year,
    plan_row,
    project_row,
    project_year_row,
    span_locator,
    title_lines,
    titled,
)
from etl.extract.measures.month_period import planned_quarters
from etl.extract.numerals import amounts, arabic, is_no_budget, leading_number, plain, squeezed

_SUBJECT = re.compile(r"มาตรการ.*(?:โปร่งใส|คุณธรรม|ทุจริต)|(?:transparency|integrity).*measures", re.IGNORECASE)
_RULE = re.compile(r"^[\s\-–—|:=_+]*$")
_GOES_ON = re.compile(r"^(?:\(\s*ต่อ|และ|หรือ|ของ|ที่|ตาม|เพื่อ|โดย|ใน|แก่|ให้|ต่อ|\)|,)")
_CONTINUED = re.compile(r"\(\s*ต่อ\s*\)")
_FRAMEWORK = re.compile(r"(25\d\d)[-–—](?:พ\.?ศ\.?)?(25\d\d)")
_ALIKE = 80

SLID = "แถวเลื่อนคอลัมน์ ชื่ออาจอยู่ผิดช่อง"
JOINED = "ต่อข้อความจากแถวถัดไป"
SEVERAL = "ช่องเดียวมีหลายรายการ"
NO_ISSUE = "ไม่พบประเด็นเหนือตาราง"
OTHER_DIMENSION = "เลขประเด็นไม่ตรงกับมิติ"
OTHER_MISSION = "เลขประเด็นต่างจากรายการอ้างอิง"
NOT_IN_CALENDAR = "ไม่พบประเด็นนี้ในปฏิทิน"
FRAMEWORK_BY_TITLES = "กรอบแผนอ่านจากชื่อมิติ"


@dataclass
class Item:
    """One activity with the issue and dimension above it."""

    title: Read
    printed_no: Read
    issue: Heading | None
    dimension: Heading | None
    period: str = ""
    unit: str = ""
    budget: str = ""


@dataclass
class _Found:
    """What the document holds, gathered in one pass over its lines."""

    items: list[Item] = field(default_factory=list)
    issues: dict[str, str] = field(default_factory=dict)
    dimensions: dict[str, str] = field(default_factory=dict)
    calendar: list[tuple[dict[str, int], list[Line]]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    first_line: Line | None = None


def read_measure_tables(document: Document, context: Context) -> Extraction:
    """Measures, their issues, quarters and units; nothing for documents that are not of this form."""
    extraction = Extraction()
    title = title_lines(document)
    if not _SUBJECT.search(" ".join(content(line) for line in title)):
        return extraction
    found = _gather(document)
    if not found.items:
        return extraction
    year = fiscal_year(document, title, [item.period for item in found.items])
    if not year.value:
        extraction.doubts.append(
            Doubt("no_year", year.locator, "ไม่พบปีงบประมาณของมาตรการ", "The document names no fiscal year.")
        )
        return extraction
    entries = [
        entry for names, rows in found.calendar for entry in read_calendar(rows, names, int(year.value))
    ]
    calendar = matched(found.issues, entries)
    locator = span_locator(title)
    framework = _framework(document, context, found.dimensions, locator)
    silent = Read("", locator=locator)
    extraction.add("plan", plan_row(context, title, year, framework, silent, locator))
    for number, item in enumerate(found.items, start=1):
        _add_item(extraction, context, number, item, calendar, (year, framework.value))
    extraction.doubts += found.doubts + _unmatched(found, entries, calendar)
    return extraction


def _gather(document: Document) -> _Found:
    """Dimensions, issues, activities and calendar rows in the order of the document."""
    found = _Found()
    dimension: Heading | None = None
    issue: Heading | None = None
    names: dict[str, int] = {}
    for line in document.lines:
        if _RULE.match(content(line)):
            continue
        filled = [cell for cell in line.cells if cell.strip()]
        if len(filled) <= 1 and (heading := dimension_heading(content(line))):
            dimension, issue, names = heading, None, {}
            found.dimensions.setdefault(heading.number, heading.title)
        elif len(filled) <= 1 and not _is_calendar(names) and (heading := issue_heading(content(line))):
            issue, names = heading, {}
            found.issues.setdefault(heading.number, heading.title)
        elif line.cells and (heads := columns(line.cells)):
            names = heads
            if _is_calendar(names):
                found.calendar.append((names, []))
        elif not line.cells:
            # Running text ends a table; a blank line or a page mark within it does not get here.
            names = {} if len(content(line)) > 60 else names  # noqa: PLR2004 - longer than a page mark
        elif _is_calendar(names):
            found.calendar[-1][1].append(line)
        elif _is_measures(names):
            _add_row(found, line, names, issue, dimension)
    return found


def _is_measures(names: Mapping[str, int]) -> bool:
    return "activity" in names and bool({"follow_up", "indicator", "period"} & names.keys())


def _is_calendar(names: Mapping[str, int]) -> bool:
    return "activity" not in names and "period" in names and bool({"issue", "dimension"} & names.keys())


def _add_row(
    found: _Found, line: Line, names: Mapping[str, int], issue: Heading | None, dimension: Heading | None
) -> None:
    """The activities of a table row; a row that only goes on with the one above is joined to it."""
    cells = [cell.strip() for cell in line.cells]
    place = names["activity"]
    others = [cell for position, cell in enumerate(cells) if cell and position != place]
    text = cells[place] if place < len(cells) else ""
    same_table = bool(found.items) and found.items[-1].issue is issue
    doubt = ""
    if not plain(text):
        if same_table:
            # A cell merged with the one above, or a row that slid: only a person can tell.
            found.doubts.append(
                Doubt("slid_row", line.locator, SLID, "A row without an activity: merged, or slid.")
            )
            return
        # Nothing stands above that the row could belong to, so its first cell is the activity.
        text, doubt = next((cell for cell in cells if plain(cell)), ""), SLID
    continued = _CONTINUED.search(text) or (_GOES_ON.match(plain(text)) and not others)
    if same_table and continued:
        last = found.items[-1].title
        joined = titled(f"{last.value} {_CONTINUED.sub(' ', plain(text)).strip()}", last.locator)
        # "(ต่อ)" repeats the title at the head of a new page; other words go on with it.
        repeated = fuzz.ratio(squeezed(_CONTINUED.sub("", text)), squeezed(last.value)) >= _ALIKE
        found.items[-1].title = last.doubted(JOINED) if repeated else joined.doubted(JOINED)
        return
    pieces = _pieces(text)
    for number, piece in pieces:
        title = titled(piece, line.locator)
        if doubt or len(pieces) > 1:
            title = title.doubted(doubt or SEVERAL)
        values = {
            name: cells[names[name]] if name in names and names[name] < len(cells) else ""
            for name in ("period", "unit", "budget")
        }
        printed_no = Read(number, number, line.locator)
        found.items.append(Item(title, printed_no, issue, dimension, **values))


def _pieces(cell: str) -> list[tuple[str, str]]:
    """The activities of a cell with their printed numbers: several only where each paragraph is numbered."""
    lines = [plain(piece) for piece in re.split(r"</p>|<br\s*/?>|</li>|\n", cell)]
    filled = [line for line in lines if line]
    numbered = [leading_number(line) for line in filled]
    if len(filled) > 1 and all(one and one[1] for one in numbered):
        return [(str(one[0]), one[1]) for one in numbered if one]
    whole = " ".join(filled)
    one = leading_number(whole)
    return [(str(one[0]), one[1])] if one and one[1] else [("", whole)]


def _framework(document: Document, context: Context, dimensions: Mapping[str, str], locator: str) -> Read:
    """The framework whose period the document prints or whose dimensions it names."""
    codes = {code for code, _, _ in context.dimensions}
    printed = [
        (f"{first}-{last}", line.locator)
        for line in document.lines
        for first, last in _FRAMEWORK.findall(arabic(squeezed(content(line))))
        if f"{first}-{last}" in codes and "แผนปฏิบัติการ" in squeezed(content(line))
    ]
    likeness = {
        code: sum(
            fuzz.ratio(squeezed(title), squeezed(dimensions.get(str(number), "")))
            for one, number, title in context.dimensions
            if one == code
        )
        for code in codes
    }
    by_titles = max(sorted(likeness), key=lambda code: likeness[code], default="") if dimensions else ""
    if printed:
        code, place = printed[0]
        doubt = "" if by_titles in {code, ""} else FRAMEWORK_BY_TITLES
        return Read(code, code, place, doubt)
    close = by_titles and likeness[by_titles] >= _ALIKE * len(dimensions)
    return Read(by_titles if close else "", "", locator, FRAMEWORK_BY_TITLES if close else "")


def _add_item(
    extraction: Extraction,
    context: Context,
    number: int,
    item: Item,
    calendar: Mapping[str, Entry],
    year_and_framework: tuple[Read, str],
) -> None:
    """The rows of one activity in `project` and `project_year`."""
    year, framework = year_and_framework
    plan_id = f"{context.org_code}-{year.value}-{year.value}"
    locator = item.title.locator
    entry = calendar.get(item.issue.number) if item.issue else None
    quarters = planned_quarters(plain(item.period), int(year.value), locator)
    unit = Read(plain(item.unit), plain(item.unit), locator)
    place = locator
    if entry:
        place = entry.locator if not quarters.value else locator
        quarters = quarters if quarters.value else quarters_of(entry, int(year.value))
        unit = unit if unit.value else unit_of(entry)
    elif calendar and not item.period:
        quarters, unit = quarters.doubted(NOT_IN_CALENDAR), unit.doubted(NOT_IN_CALENDAR)
    dimension, mission = _places(context, item, framework)
    row = project_row(
        plan_id,
        number,
        title_th=item.title,
        printed_no=item.printed_no,
        dimension_no=dimension,
        mission_no=mission,
        responsible_unit=unit,
    )
    extraction.add("project", row)
    project_id = row["project_id"].value
    extraction.add(
        "project_year", project_year_row(project_id, year, _budget(item, locator), quarters, place)
    )


def _places(context: Context, item: Item, framework: str) -> tuple[Read, Read]:
    """Dimension and mission of an item, checked against each other and against the reference titles."""
    locator = item.title.locator
    heading = item.dimension.number if item.dimension else ""
    if item.issue is None:
        return Read(heading, heading, locator), Read("", "", locator, NO_ISSUE)
    number = item.issue.number
    best = max(
        (
            (fuzz.ratio(squeezed(title), squeezed(item.issue.title)), mission_no)
            for code, mission_no, _, title in context.missions
            if code == framework
        ),
        default=(0.0, ""),
    )
    known = best[1] if best[0] >= _ALIKE else ""
    dimension = heading or number[0]
    if number[0] != dimension:
        # The reference title settles which of the two was misread, with a doubt either way.
        value = known or number
        return (
            Read(value[0] if known else dimension, heading, locator, OTHER_DIMENSION),
            Read(value, number, locator, OTHER_DIMENSION),
        )
    doubt = OTHER_MISSION if known and known != number else ""
    return Read(dimension, heading or number, locator), Read(number, number, locator, doubt)


def _budget(item: Item, locator: str) -> Read:
    """The budget of an activity; silent where its table has no such column."""
    printed = plain(item.budget)
    if not printed:
        return Read("", locator=locator)
    if is_no_budget(printed):
        return Read("0.00", printed, locator)
    found = amounts(printed)
    return Read(
        found[0] if found else "", printed, locator, "" if len(found) == 1 else "อ่านจำนวนงบประมาณไม่ได้"
    )


def _unmatched(found: _Found, entries: Sequence[Entry], calendar: Mapping[str, Entry]) -> list[Doubt]:
    """Calendar entries without a measure: an issue whose table was lost, or whose number was misread."""
    used = {entry.locator + entry.issue.title for entry in calendar.values()}
    return [
        Doubt(
            "calendar_without_measure",
            entry.locator,
            f"ปฏิทินมีประเด็น {entry.issue.number} แต่ไม่พบมาตรการของประเด็นนี้",
            f"The calendar names issue {entry.issue.number}, but no measure of it was found.",
            entry.issue.number,
        )
        for entry in entries
        if entry.locator + entry.issue.title not in used
    ]
