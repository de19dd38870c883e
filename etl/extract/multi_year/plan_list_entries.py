"""The projects of a list, gathered row by row: what stands once holds for the rows below."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from etl.extract.document import Doubt, Read
from etl.extract.multi_year.plan_list_cells import (
    Title,
    kind_of,
    money_tokens,
    quarters_of,
    split_by_kind,
    split_quarters,
    split_titles,
    split_units,
)
from etl.extract.multi_year.plan_list_heading import Heading
from etl.extract.multi_year.plan_list_row import SHARED, RowParts, shares, year_cells
from etl.extract.numerals import plain, squeezed

LOST_TITLE = "ชื่อโครงการหายไปจากรายการ"
_ORPHAN = "งบประมาณอยู่ในแถวที่ไม่มีชื่อ จัดให้โครงการท้ายของแถวก่อนหน้า"
_REPAIRED = "ปีในหัวตารางอ่านไม่ได้ ใช้ปีที่ต่อเนื่องจากช่องข้างเคียง"
_AFTER_SUM = "แถวหลังผลรวมไม่มีหัวข้อมิติหรือภารกิจ"
_SEVERAL = "ช่องนี้อาจมีหลายโครงการที่ไม่มีเลขลำดับ"
_JOINED = "ชื่อโครงการต่อจากแถวก่อนหน้า"
_SAME_TITLE = 85
_LINE = re.compile(r"^lines? (\d+)(?:-(\d+))?$")


@dataclass
class Entry:
    """One project as the list gives it."""

    locator: str
    title: Read
    number: Read
    dimension: int | None
    dimension_doubt: str
    mission: str
    mission_doubt: str
    carried: bool
    unit: Read
    quarters: Read
    budgets: dict[int, Read]


@dataclass
class Gathered:
    """The state of reading a list: the projects so far, and what the next rows may still refer to."""

    names: tuple[str, ...] = ()
    entries: list[Entry] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    dimension: int | None = None
    mission: str = ""
    mission_doubt: str = ""
    # A sum closed the dimension, and no heading has opened the next one yet.
    closed: bool = False
    # Projects that share fewer budgets than they are, and the nameless rows of budgets below them.
    short: list[Entry] = field(default_factory=list)
    orphans: list[dict[int, Read]] = field(default_factory=list)

    def take_headings(self, parts: RowParts) -> None:
        """Let the dimension and mission of a row hold from here on."""
        if parts.dimension is not None or parts.mission is not None:
            self.closed = False
        if parts.dimension is not None and parts.dimension != self.dimension:
            self.dimension, self.mission, self.mission_doubt = parts.dimension, "", ""
        if parts.mission is not None:
            self.mission, self.mission_doubt = parts.mission
            leading = int(self.mission[0])
            if parts.dimension is not None and parts.dimension != leading and not self.mission_doubt:
                self.mission_doubt = f"ภารกิจ {self.mission} อยู่ในแถวของมิติ {parts.dimension}"
            self.dimension = parts.dimension if parts.dimension is not None else leading

    def take(self, parts: RowParts, heading: Heading) -> None:
        """Add the projects of a row, or give its budgets to a project above."""
        self.take_headings(parts)
        titles = self._titles(parts)
        if not titles and not parts.money:
            return
        in_place = parts.title_column in (heading.title, -1)
        cells, surplus = year_cells(parts.money, heading, in_place)
        for year in heading.repaired & set(cells):
            cells[year] = (cells[year][0], cells[year][1] or _REPAIRED)
        if surplus:
            self._note_slid(parts)
        nameless = not titles and parts.mission is None and not parts.units and not parts.quarters
        if nameless and self.short:
            self._take_orphan(parts, cells)
            return
        if titles and self._continues(titles, parts, cells):
            return
        count = len(titles) or max([len(money_tokens(cell)) for cell, _ in cells.values()], default=1) or 1
        if not titles:
            titles = [Title(parts.number, "")] * count
        self._add(parts, titles, cells)

    def _titles(self, parts: RowParts) -> list[Title]:
        titles = split_titles(parts.title, self.names) if parts.title else []
        if len(titles) == 1 and titles[0].number is None and parts.number is not None:
            return [replace(titles[0], number=parts.number)]
        if len(titles) == 1 and titles[0].number is None:
            pieces = split_by_kind(parts.title, self.names)
            budget_count = max((len(money_tokens(cell)) for _, cell in parts.money), default=0)
            return pieces if len(pieces) == budget_count else titles
        return titles

    def _add(self, parts: RowParts, titles: list[Title], cells: dict[int, tuple[str, str]]) -> None:
        count = len(titles)
        locator = parts.line.locator
        budgets = {
            year: [Read(value, cell, locator, doubt) for value, doubt in shares(cell, doubt, count)]
            for year, (cell, doubt) in cells.items()
        }
        units = _units(parts, count)
        if not parts.title:
            units = [unit if unit.value else unit.doubted(LOST_TITLE) for unit in units]
        quarters = _quarters(parts, count)
        added = [
            Entry(
                locator=locator,
                title=_title(parts, title, count, self.names),
                number=_number(title, locator),
                dimension=self.dimension,
                dimension_doubt=_AFTER_SUM if self.closed else "",
                mission=self.mission,
                mission_doubt=_AFTER_SUM if self.closed else self.mission_doubt,
                carried=parts.mission is None or position > 0,
                unit=units[position],
                quarters=quarters[position],
                budgets={year: given[position] for year, given in budgets.items()},
            )
            for position, title in enumerate(titles)
        ]
        self.entries += added
        shared = any(read.doubt == SHARED for entry in added for read in entry.budgets.values())
        self.short, self.orphans = (added if shared else []), []

    def _take_orphan(self, parts: RowParts, cells: dict[int, tuple[str, str]]) -> None:
        """Give a row of budgets without a title to the last of the projects above that share a budget."""
        locator = parts.line.locator
        self.orphans.append(
            {
                year: Read(shares(cell, doubt, 1)[0][0], cell, locator, doubt or _ORPHAN)
                for year, (cell, doubt) in cells.items()
            }
        )
        if len(self.orphans) > len(self.short):
            self.doubts.append(
                _doubt(
                    "budget_without_title",
                    parts,
                    "แถวงบประมาณไม่มีชื่อโครงการ",
                    "a row of budgets has no project",
                )
            )
            return
        for entry, budgets in zip(self.short[-len(self.orphans) :], self.orphans, strict=True):
            entry.budgets = budgets

    def _continues(self, titles: list[Title], parts: RowParts, cells: dict[int, tuple[str, str]]) -> bool:
        """Whether a row goes on with the project above: marked so, or a text without number and budgets."""
        if not self.entries or len(titles) > 1:
            return False
        last, title = self.entries[-1], titles[0]
        repeated = title.continued or (title.number is not None and str(title.number) == last.number.value)
        if repeated and fuzz.ratio(squeezed(title.text), squeezed(last.title.value)) >= _SAME_TITLE:
            self._complete(last, parts, cells)
            return True
        alone = not parts.money and not parts.units and parts.mission is None
        if title.number is None and alone and not kind_of(title.text)[0]:
            text = last.title.value + title.text
            last.title = replace(
                last.title, value=text, printed=f"{last.title.printed} {plain(parts.title)}", doubt=_JOINED
            )
            return True
        return False

    def _complete(self, entry: Entry, parts: RowParts, cells: dict[int, tuple[str, str]]) -> None:
        """Fill in what only the second part of a parted row tells."""
        for year, (cell, doubt) in cells.items():
            known = entry.budgets.get(year)
            if money_tokens(cell) and (known is None or not known.value):
                entry.budgets[year] = Read(shares(cell, doubt, 1)[0][0], cell, parts.line.locator, doubt)
        if parts.units and not entry.unit.value:
            entry.unit = _units(parts, 1)[0]
        if parts.quarters and not entry.quarters.value:
            entry.quarters = _quarters(parts, 1)[0]

    def _note_slid(self, parts: RowParts) -> None:
        self.doubts.append(
            _doubt(
                "slid_cells",
                parts,
                "ช่องงบประมาณมีมากกว่าจำนวนปี ช่องอาจเลื่อน",
                "more budget cells than years: cells slid",
            )
        )


def merged(doubts: Sequence[Doubt]) -> list[Doubt]:
    """The doubts with those of one rule and message on neighbouring rows as one."""
    result: list[Doubt] = []
    last_line: dict[tuple[str, str], tuple[int, int]] = {}
    for doubt in doubts:
        key = (doubt.rule_code, doubt.message_th)
        line = _LINE.match(doubt.locator)
        before = last_line.get(key)
        if line and before and int(line[1]) == before[0] + 1:
            earlier = result[before[1]]
            result[before[1]] = replace(earlier, locator=joined_locator(earlier.locator, doubt.locator))
            last_line[key] = (int(line[1]), before[1])
            continue
        if line:
            last_line[key] = (int(line[1]), len(result))
        result.append(doubt)
    return result


def _doubt(rule: str, parts: RowParts, thai: str, english: str) -> Doubt:
    return Doubt(rule, parts.line.locator, thai, english)


def _title(parts: RowParts, title: Title, count: int, names: tuple[str, ...]) -> Read:
    """A title as read; in doubt where it is lost, or where its cell may hold several without numbers."""
    several = count == 1 and title.number is None and len(split_by_kind(parts.title, names)) > 1
    doubt = "" if title.text else LOST_TITLE
    return Read(title.text, plain(parts.title), parts.line.locator, doubt or (_SEVERAL if several else ""))


def _number(title: Title, locator: str) -> Read:
    value = "" if title.number is None else str(title.number)
    return Read(value, value, locator)


def _units(parts: RowParts, count: int) -> list[Read]:
    """The office of each project of a row."""
    if not parts.units:
        return [Read("", "", parts.line.locator)] * count
    cell = parts.units[0][1]
    locator = parts.line.locator
    if count == 1:
        return [Read(cell, cell, locator)]
    offices = split_units(cell)
    if len(offices) == count:
        return [Read(office, cell, locator, SHARED) for office in offices]
    return [Read(cell, cell, locator, SHARED)] * count


def _quarters(parts: RowParts, count: int) -> list[Read]:
    """The quarters of each project of a row."""
    locator = parts.line.locator
    if not parts.quarters:
        return [Read("", "", locator)] * count
    cells = split_quarters(parts.quarters, count)
    doubt = SHARED if count > 1 else ""
    if len(cells) != count:
        cells = cells * count
    return [
        Read(quarters_of(cell), cell, locator, doubt or ("" if quarters_of(cell) else "อ่านไตรมาสไม่ออก"))
        for cell in cells
    ]


def joined_locator(first: str, last: str) -> str:
    """One locator for two lines: `lines 3-5`."""
    begin, end = _LINE.match(first), _LINE.match(last)
    if first == last:
        return first
    if begin and end:
        return f"lines {begin[1]}-{end[2] or end[1]}"
    return f"{first} - {last}"
