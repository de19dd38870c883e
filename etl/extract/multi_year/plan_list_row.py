"""One row of a list of projects: its cells told apart, and its budgets given to years and projects."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from etl.extract.document import Context, Line
from etl.extract.multi_year.plan_list_cells import (
    counted,
    dimension_of,
    is_money,
    is_quarters,
    is_sum,
    is_unit,
    looks_like_title,
    mission_of,
    money_tokens,
)
from etl.extract.multi_year.plan_list_heading import Heading
from etl.extract.numerals import arabic, is_tick, plain, squeezed

_LONGEST_LABEL = 30
_SMALL_NUMBER = 3
_MISSION_LIKENESS = 80
_MISSION_UNLIKE = 60
BLANK_YEAR = "ช่องงบประมาณของปีนี้ว่าง"
SLID = "ช่องงบประมาณเลื่อนหรือมีไม่ครบทุกปี จัดเข้าปีตามลำดับ"
SURPLUS = "ช่องงบประมาณมีมากกว่าจำนวนปีและไม่เท่ากัน"
SHARED = "ช่องเดียวใช้กับหลายโครงการ ไม่แน่ชัดว่าเป็นของโครงการใด"


@dataclass(frozen=True)
class Reference:
    """The dimensions and missions of the plan's framework."""

    dimensions: tuple[tuple[int, str], ...] = ()
    missions: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, context: Context, framework: str) -> "Reference":
        """The part of the context that belongs to a framework."""
        return cls(
            tuple((number, title) for code, number, title in context.dimensions if code == framework),
            tuple((number, title) for code, number, _, title in context.missions if code == framework),
        )

    def mission(self, cell: str, in_column: bool) -> tuple[str, str] | None:
        """The number of the mission that a cell names, and a doubt where number and title disagree."""
        named = mission_of(cell)
        title = squeezed(named[1] if named else cell)
        likeness, number = max(
            ((fuzz.ratio(title, squeezed(known)), number) for number, known in self.missions), default=(0, "")
        )
        own = dict(self.missions).get(named[0], "") if named else ""
        if named and likeness >= _MISSION_LIKENESS and number != named[0]:
            if fuzz.ratio(title, squeezed(own)) < _MISSION_UNLIKE:
                return number, f"เลขภารกิจพิมพ์ว่า {named[0]} แต่ชื่อตรงกับภารกิจ {number}"
            return named[0], ""
        if named:
            unknown = bool(self.missions) and not own
            return named[0], "เลขภารกิจไม่มีในกรอบแผน" if unknown else ""
        if in_column and likeness >= _MISSION_LIKENESS:
            return number, ""
        return None


@dataclass
class RowParts:
    """What the cells of one row are, wherever they stand."""

    line: Line
    dimension: int | None = None
    mission: tuple[str, str] | None = None
    number: int | None = None
    title: str = ""
    title_column: int = -1
    money: list[tuple[int, str]] = field(default_factory=list)
    quarters: str = ""
    units: list[tuple[int, str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    count: int | None = None

    @property
    def is_sum(self) -> bool:
        """Whether the row holds sums: it is labelled so, or counts projects where a title would stand."""
        return bool(self.labels) or (self.count is not None and not self.title)


def row_parts(line: Line, heading: Heading, reference: Reference) -> RowParts:
    """Tell the cells of a row apart, from the left: headings, title, money, then office and quarters."""
    parts = RowParts(line)
    cells = [(position, cell) for position, cell in enumerate(line.cells) if squeezed(cell)]
    rest: list[tuple[int, str]] = []
    for position, cell in cells:
        if not _take_heading_cell(parts, position, cell, heading, reference):
            rest.append((position, cell))
    rest = _take_title(parts, rest, heading)
    for position, cell in rest:
        _take_value(parts, position, cell, heading)
    return parts


def _take_heading_cell(
    parts: RowParts, position: int, cell: str, heading: Heading, reference: Reference
) -> bool:
    """Note a label of a sum, a count, a dimension or a mission; whether the cell was one of them."""
    columns = heading.columns
    text = plain(cell)
    if is_sum(text) and len(squeezed(text)) <= _LONGEST_LABEL and not money_tokens(text):
        parts.labels.append(text)
    elif is_sum(text) and counted(text) is not None:
        parts.labels.append(text)
        parts.count = counted(text)
    elif counted(text) is not None:
        parts.count = counted(text)
    elif (
        parts.mission is None
        and not is_money_like(position, text, heading)
        and (mission := reference.mission(text, position == columns.get("mission")))
    ):
        parts.mission = mission
    elif (
        parts.dimension is None
        and not parts.title
        and (number := dimension_of(text, reference.dimensions, position == columns.get("dimension")))
    ):
        parts.dimension = number
    else:
        return False
    return True


def is_money_like(position: int, text: str, heading: Heading) -> bool:
    """Whether a cell is money rather than a bare mission number such as `1.1` in its own column."""
    return is_money(text) and position != heading.columns.get("mission")


def _take_title(parts: RowParts, cells: list[tuple[int, str]], heading: Heading) -> list[tuple[int, str]]:
    """Find the title: the first cell that begins like one, else the text in the column of titles."""
    texts = [(position, cell) for position, cell in cells if not is_money(cell) and not is_quarters(cell)]
    begun = [(position, cell) for position, cell in texts if looks_like_title(cell)]
    placed = [(position, cell) for position, cell in texts if position == heading.title]
    first_money = min((p for p, cell in cells if _is_budget(p, cell, heading)), default=len(parts.line.cells))
    left = [(position, cell) for position, cell in begun if position < first_money]
    chosen = next(iter(left or placed or begun), None)
    if chosen is None or parts.labels:
        return cells
    parts.title_column, parts.title = chosen
    rest = []
    for position, cell in cells:
        digits = arabic(squeezed(cell)).strip("().")
        if position < parts.title_column and digits.isdigit() and len(digits) <= _SMALL_NUMBER:
            parts.number = int(digits)
        elif position != parts.title_column:
            rest.append((position, cell))
    return rest


def _is_budget(position: int, cell: str, heading: Heading) -> bool:
    """Whether a cell is a budget and not a running number or the number of a dimension."""
    if not is_money(cell) or position == heading.columns.get("number"):
        return False
    small = arabic(squeezed(cell)).strip("().").isdigit() and len(squeezed(cell)) <= _SMALL_NUMBER
    return not (small and position < heading.title)


def _take_value(parts: RowParts, position: int, cell: str, heading: Heading) -> None:
    """Note quarters, a budget or an office."""
    has_quarters = "quarters" in heading.columns
    ticked = {column: quarter for quarter, column in heading.quarter_columns.items()}
    if position in ticked:
        if is_tick(cell) and parts.title_column in (heading.title, -1):
            parts.quarters = (
                f"{parts.quarters},{ticked[position]}" if parts.quarters else f"ไตรมาส {ticked[position]}"
            )
        return
    in_year_column = position in heading.year_columns.values()
    if has_quarters and not parts.quarters and is_quarters(cell) and not (in_year_column and is_money(cell)):
        parts.quarters = plain(cell)
    elif _is_budget(position, cell, heading):
        parts.money.append((position, plain(cell)))
    elif "unit" in heading.columns and (position == heading.columns["unit"] or is_unit(cell)):
        parts.units.append((position, plain(cell)))


def year_cells(
    money: Sequence[tuple[int, str]], heading: Heading, in_place: bool
) -> tuple[dict[int, tuple[str, str]], bool]:
    """The printed budget of each year with a doubt, and whether the row has surplus cells.

    As many cells as years are taken in order, wherever they slid; fewer are taken by their columns when
    the row stands in place; equal surplus cells are one value that the scan repeated.
    """
    by_place = sorted(heading.year_columns, key=lambda year: heading.year_columns[year])
    money = _without_total(money, heading, len(by_place))
    if len(money) == len(by_place):
        return {year: (cell, "") for year, (_, cell) in zip(by_place, money, strict=True)}, False
    if len(money) > len(by_place):
        same = len({tuple(money_tokens(cell)) for _, cell in money}) == 1
        doubt = "" if same else SURPLUS
        return {year: (cell, doubt) for year, (_, cell) in zip(by_place, money, strict=False)}, True
    columns = {column: year for year, column in heading.year_columns.items()}
    if in_place and all(position in columns for position, _ in money):
        found = {columns[position]: (cell, "") for position, cell in money}
    else:
        found = {year: (cell, SLID) for year, (_, cell) in zip(by_place, money, strict=False)}
    return {year: found.get(year, ("", BLANK_YEAR)) for year in by_place}, False


def _without_total(
    money: Sequence[tuple[int, str]], heading: Heading, count: int
) -> Sequence[tuple[int, str]]:
    """The budgets without the sum of the row, where the heading has a column for it."""
    total = heading.columns.get("total")
    if total is None or len(money) != count + 1:
        return money
    return money[1:] if total < min(heading.year_columns.values()) else money[:-1]


def shares(cell: str, doubt: str, count: int) -> list[tuple[str, str]]:
    """The value and doubt of each of the projects that share a budget cell."""
    tokens = money_tokens(cell)
    if not tokens:
        return [("", doubt or BLANK_YEAR)] * count
    if len(tokens) == count:
        return [(token, doubt) for token in tokens]
    if count == 1:
        return [(tokens[0], doubt or ("" if len(set(tokens)) == 1 else SURPLUS))]
    if set(tokens) == {"0.00"}:
        return [("0.00", doubt or SHARED)] * count
    given = [(token, doubt or SHARED) for token in tokens[:count]]
    # An amount is given once, to the first project: giving it to each would invent money.
    return given + [("", doubt or SHARED)] * (count - len(given))
