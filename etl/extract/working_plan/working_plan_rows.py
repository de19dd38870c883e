"""Rows of a working plan: which dimension, mission and items a row names, and its budget, quarters and unit."""

import re
from dataclasses import dataclass

from etl.extract.document import Line, Read
from etl.extract.numerals import leading_number
from etl.extract.working_plan.working_plan_cells import (
    HEADINGS,
    first_step,
    folded,
    heading_role,
    is_budget,
    is_dash,
    is_quarters,
    is_steps,
    is_unit,
    read_budget,
    read_quarters,
    read_unit,
    without_heading,
)
from etl.extract.working_plan.working_plan_titles import CONTINUED, KINDS, cleaned, compared, kind_of

SLID = "ช่องเลื่อนจากคอลัมน์ของหัวตาราง"
REQUIRED = frozenset({"title", "budget", "time", "unit"})
_HEAD_ROLES = ("dimension", "mission", "title")
_KIND = "(?:" + "|".join(KINDS) + ")"
_MARK = re.compile(
    r"(?P<sub>(?<![\d.(])[1-9]\.\d{1,2}\.\d{1,2}(?![\d.)]))"
    r"|(?P<mission>(?:^|(?<=\s))[1-9]\.\d{1,2}(?![\d.)])(?=\s*[ก-๙]))"
    r"|(?P<item>[(\[]\s*\d{1,3}\s*(?:[)\]]|(?=" + _KIND + r"))|(?:^|(?<=\s))\d{1,3}\s*[).](?!\d))"
)
_DIMENSION = re.compile(r"^(?:(?:มิติ(?:ที่)?|dimension)\s*([1-9])\b\.?|([1-9])\s*\.(?!\d))\s*", re.IGNORECASE)
_STEPS_IN_TITLE = re.compile(r"(?<![(\d.])\b1\s*\)\s*")
_LONG = 300


@dataclass(frozen=True)
class Place:
    """A heading inside the table: a dimension `2`, a mission `2.2` or a part of one, `2.2.1`."""

    number: str
    title: str


@dataclass(frozen=True)
class Item:
    """A plan item as one row names it."""

    number: str
    title: str
    is_continued: bool
    printed: str
    doubt: str = ""


@dataclass(frozen=True)
class Values:
    """What a row says about an item beside its title."""

    budget: Read
    quarters: Read
    unit: Read
    locator: str

    def doubted(self, reason: str) -> "Values":
        """The same values, each with a doubt."""
        return Values(
            self.budget.doubted(reason),
            self.quarters.doubted(reason),
            self.unit.doubted(reason),
            self.locator,
        )

    @property
    def is_silent(self) -> bool:
        """Whether the row holds none of them."""
        return not any(read.value or read.printed or read.doubt for read in self.reads)

    @property
    def reads(self) -> tuple[Read, Read, Read]:
        """The three values."""
        return self.budget, self.quarters, self.unit


@dataclass(frozen=True)
class PlanRow:
    """One table row by content. `loose` is text of the title column without any mark of what it is."""

    locator: str
    named: tuple[Place | Item, ...]
    values: Values
    starts_steps: bool
    continues_steps: bool
    loose: str = ""


def heading_roles(cells: tuple[str, ...]) -> dict[int, str]:
    """The roles of the columns of a heading row; empty for a row that is none.

    A title that slid into the heading stands behind the heading words of its cell.
    """
    roles: dict[int, str] = {}
    others = 0
    for column, cell in enumerate(cells):
        content = folded(cell)
        mark = _MARK.search(content)
        role = heading_role(content[: mark.start()] if mark and mark.start() else content)
        if role and role not in roles.values():
            roles[column] = role
        elif content:
            others += 1
    return roles if len(roles) > 2 and others <= 1 + len(roles) // 4 else {}  # noqa: PLR2004


def items_in_heading(cells: tuple[str, ...], locator: str) -> tuple[Place | Item, ...]:
    """The items whose titles slid into a heading row."""
    found: list[Place | Item] = []
    for cell in cells:
        content = folded(cell)
        mark = _MARK.search(content)
        if mark and mark.start() and heading_role(content[: mark.start()]):
            found += _named(content[mark.start() :], "title", "ชื่ออยู่ในแถวหัวตาราง")
    return tuple(found)


def read_row(line: Line, roles: dict[int, str]) -> PlanRow:
    """A table row by the content of its cells, with the columns as a second opinion."""
    role_of = {column: roles.get(column, "") for column in range(len(line.cells))}
    cells = {column: folded(cell) for column, cell in enumerate(line.cells) if not _is_heading_piece(cell)}
    budget, budget_column = _value(cells, role_of, "budget", line.locator)
    quarters, time_column = _value(cells, role_of, "time", line.locator)
    unit, unit_column = _value(cells, role_of, "unit", line.locator)
    taken = {budget_column, time_column, unit_column}
    heads = {
        column: content
        for column, content in cells.items()
        if column not in taken and role_of[column] in _HEAD_ROLES and not _is_list(content, role_of[column])
    }
    named, loose = _all_named(heads, role_of)
    rest = {
        column: content
        for column, content in cells.items()
        if column not in taken and column not in heads and role_of[column] not in {"number", "note"}
    }
    if not any(isinstance(part, Item) for part in named):
        for column, content in list(rest.items()):
            # A title that slid to the right: it must begin as one, for steps mention projects as well.
            if re.match(rf"(?:\(\s*\d{{1,3}}\s*\)\s*)?{_KIND}|[1-9]\.\d\.\d", content):
                named += tuple(_named(content, "title", SLID))
                del rest[column]
    steps = " ".join(content for column, content in rest.items() if len(content) > 1)
    start = first_step(steps) if steps else None
    return PlanRow(
        locator=line.locator,
        named=_with_number(_once(named), cells, role_of),
        values=Values(budget, quarters, unit, line.locator),
        starts_steps=start == 1,
        continues_steps=bool(steps) and (bool(CONTINUED.match(steps)) or start != 1),
        loose=loose,
    )


def _is_heading_piece(cell: str) -> bool:
    """Whether a cell is empty or holds nothing but a piece of a heading that the scan repeated."""
    content = folded(cell)
    return not content or any(not without_heading(content, role) for role in HEADINGS if role != "number")


def _is_list(content: str, role: str) -> bool:
    """Whether a head cell holds steps: a list whose numbers no word for a plan item follows."""
    if role == "dimension" and _DIMENSION.match(content):
        return False
    mark = re.match(rf"\d{{1,3}}\s*\)(?!\s*{_KIND})", content)
    return bool(mark) and is_steps(content)


_IS = {"budget": is_budget, "time": is_quarters, "unit": is_unit}
_READ = {"budget": read_budget, "time": read_quarters, "unit": read_unit}


def _value(
    cells: dict[int, str], role_of: dict[int, str], role: str, locator: str
) -> tuple[Read, int | None]:
    """A value from the column of its name, or from another where the content says so; and the column."""
    own = next((column for column, name in role_of.items() if name == role), None)
    content = cells.get(own, "") if own is not None else ""
    others = [name for name in _IS if name != role and _IS[name](content)]
    if is_steps(content) or re.match(rf"(?:[(\[]\s*\d{{1,3}}\s*[)\]]\s*)?{_KIND}", content):
        content = ""
    if content and not others and (_IS[role](content) or len(content) < _LONG // 3):
        return _READ[role](content, locator), own
    for column, cell in cells.items():
        if role_of[column] not in {"number", role} and _IS[role](cell) and not _MARK.match(cell):
            return _READ[role](cell, locator).doubted(SLID), column
    if role == "budget":
        # A dash means "no budget" only beside the period; elsewhere it means nothing at all.
        time = next((column for column, cell in cells.items() if is_quarters(cell)), 0)
        if is_dash(cells.get(time - 1, "")):
            return read_budget(cells[time - 1], locator).doubted(SLID), time - 1
    return Read("", locator=locator), None


def _all_named(heads: dict[int, str], role_of: dict[int, str]) -> tuple[tuple[Place | Item, ...], str]:
    """What the head cells of a row name, places before items, and title text without a mark."""
    named: list[Place | Item] = []
    loose = ""
    # Whatever order the columns stand in, a dimension holds for the mission and a mission for the title.
    for column, content in sorted(heads.items(), key=lambda head: _HEAD_ROLES.index(role_of[head[0]])):
        found = _named(content, role_of[column], "" if role_of[column] == "title" else SLID)
        named += found
        if not found and role_of[column] == "title":
            loose = cleaned(content)
    return tuple(named), loose


def _named(content: str, role: str, doubt: str) -> list[Place | Item]:
    """The places and items that a cell names, in order."""
    found: list[Place | Item] = []
    dimension = _DIMENSION.match(content)
    if dimension and (role == "dimension" or dimension[1]):
        rest = content[dimension.end() :]
        mark = _MARK.search(rest)
        title = rest[: mark.start()] if mark else rest
        found.append(Place(dimension[1] or dimension[2], cleaned(title)))
        content = rest[mark.start() :] if mark else ""
    marks = _good_marks(content, role)
    lead = content[: marks[0].start()] if marks else content
    begins = kind_of(lead)[1]
    exactly = begins and lead.startswith(begins)
    has_item = any(mark.lastgroup == "item" for mark in marks)
    if (exactly or (begins and role == "title")) and not has_item:
        found.append(_item("", lead, doubt))
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        text = content[mark.end() : following.start() if following else len(content)]
        if mark.lastgroup == "item":
            why = doubt or ("ข้อความหน้าเลขลำดับขึ้นต้นเหมือนโครงการ ไม่นับเป็นโครงการ" if exactly else "")
            found.append(_item(re.sub(r"\D", "", mark[0]), text, why))
        else:
            found.append(Place(mark[0], cleaned(text)))
    return found


def _good_marks(content: str, role: str) -> list[re.Match[str]]:
    """The marks of a cell that name something.

    A number in brackets inside a text counts where a word for a plan item follows; at the start of a title
    or behind a place it counts as it is.
    """
    good: list[re.Match[str]] = []
    for mark in _MARK.finditer(content):
        if mark.lastgroup == "item":
            follows = content[mark.end() :].lstrip()
            kind, word = kind_of(follows)
            exact = bool(kind) and follows.startswith(word)
            bracketed = mark[0].startswith(("(", "["))
            at_start = not content[: mark.start()].strip()
            behind_place = bool(good) and good[-1].lastgroup != "item"
            if not (
                exact or (bracketed and (kind or at_start or behind_place)) or (at_start and role == "title")
            ):
                continue
        elif any(earlier.lastgroup == "item" for earlier in good) and mark.lastgroup == "mission":
            continue
        good.append(mark)
    return good


def _item(number: str, text: str, doubt: str) -> Item:
    """An item; steps that run on behind its title are cut off."""
    steps = _STEPS_IN_TITLE.search(text)
    title = cleaned(text[: steps.start()] if steps else text)
    if steps:
        doubt = doubt or "ขั้นตอนพิมพ์ต่อท้ายชื่อในช่องเดียวกัน"
    if len(title) > _LONG:
        doubt = doubt or "ชื่อยาวผิดปกติ"
    return Item(str(int(number)) if number else "", title, bool(CONTINUED.search(text)), folded(text), doubt)


def _once(named: tuple[Place | Item, ...]) -> tuple[Place | Item, ...]:
    """Without the repeats of a cell that the scan gave twice in one row."""
    seen: dict[tuple[str, str], Place | Item] = {}
    for part in named:
        # The two copies may be read differently in their numbers.
        number = "" if isinstance(part, Item) and part.title else part.number
        seen.setdefault((number, compared(part.title)), part)
    return tuple(seen.values())


def _with_number(
    named: tuple[Place | Item, ...], cells: dict[int, str], role_of: dict[int, str]
) -> tuple[Place | Item, ...]:
    """The running number of a column of its own, given to the only item of the row."""
    items = [part for part in named if isinstance(part, Item)]
    own = next((cells.get(column, "") for column, role in role_of.items() if role == "number"), "")
    number = leading_number(own)
    if len(items) != 1 or items[0].number or not number:
        return named
    item = items[0]
    with_number = Item(str(number[0]), item.title, item.is_continued, item.printed, item.doubt)
    return tuple(with_number if part is item else part for part in named)
