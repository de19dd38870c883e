"""Risk tables: process steps with their risk events, levels and controls, also over several pages."""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from re import IGNORECASE, compile, sub

from rapidfuzz import fuzz

from etl.extract.document import Context, Document, Extraction, Line, Read, Row
from etl.extract.figures.blocks import Block, blocks, is_filled, named_years, year_range
from etl.extract.figures.risk_cells import Item, Rating, figure, is_rating, items, ratings, roles_of
from etl.extract.multi_year.plan_list_cells import tidy
from etl.extract.numerals import leading_number, plain, squeezed

_FEWEST_ROLES = 3
_SAME_STEP = 90
_LONGEST_PLAN = 5
_CONTINUED = compile(r"\(\s*ต่อ\s*\)|\(\s*cont[^)]*\)", IGNORECASE)
# Small Latin letters inside a Thai word are Thai letters that the scan misread.
_MIXED_LETTERS = compile(r"[a-z][ก-๎]|[ก-๎][a-z]")
_MOST = {"likelihood": 5, "impact": 5, "risk_score": 25}
_NAMES_PLAN = compile(r"แผน|plan|ความเสี่ยง|risk", IGNORECASE)

NO_PLAN = "ไม่พบปีของแผนก่อนตารางความเสี่ยง"
OTHER_PLAN = "เอกสารระบุปีของแผนหลายช่วง ใช้ช่วงที่ใกล้ตารางที่สุด"
SLID = "ช่องในแถวเลื่อน อ่านตามตำแหน่งของระดับความเสี่ยง"
FROM_ABOVE = "ช่องระดับว่าง ใช้ระดับของแถวบน"
UNREADABLE = "อ่านระดับความเสี่ยงไม่ได้"
UNEVEN = "จำนวนระดับไม่เท่าจำนวนเหตุการณ์ความเสี่ยง"
PRODUCT = "คะแนนความเสี่ยงไม่เท่ากับโอกาสคูณผลกระทบ"
RENUMBERED = "ลำดับที่พิมพ์ซ้ำหรือย้อนกลับ นับต่อจากขั้นตอนก่อน"
NO_STEP = "ไม่มีชื่อขั้นตอนการดำเนินงาน"
JOINED = "ต่อข้อความข้ามหน้า"
MIXED = "มีอักษรละตินปนในคำไทย"
TOO_LARGE = "ตัวเลขเกินค่าสูงสุดของโอกาส ผลกระทบ หรือคะแนนความเสี่ยง"
NOT_A_FIGURE = "ไม่ใช่ตัวเลข"


@dataclass
class _Event:
    text: Read
    ratings: list[Rating]
    doubt: str = ""


@dataclass
class _Step:
    number: int
    number_doubt: str
    title: Read
    events: list[_Event] = field(default_factory=list)
    controls: list[tuple[Item, Read]] = field(default_factory=list)


@dataclass
class _Plan:
    """The steps of one plan; a table on the next page goes on with them."""

    plan_id: Read
    steps: list[_Step] = field(default_factory=list)


def read_risks(document: Document, context: Context) -> Extraction:
    """The risks and controls of every risk table, steps counted on over pages."""
    plans: dict[str, _Plan] = {}
    named = _NamedYears(document)
    for block in blocks(document):
        roles: dict[str, list[int]] = {}
        is_first = False
        for row in block.rows:
            if found := _heading(row):
                roles, is_first = found, True
            elif roles and (below := _second_heading(row)) and is_first:
                roles = {role: columns for role, columns in roles.items() if role not in below} | below
            elif roles:
                plan_id = named.plan_id(block, context)
                plan = plans.setdefault(plan_id.value, _Plan(plan_id))
                _Row(row, roles, context, plan).read(is_first)
                is_first = False
    extraction = Extraction()
    for plan in plans.values():
        _write(plan, context, extraction)
    return extraction


def _heading(row: Line) -> dict[str, list[int]]:
    """The columns of a row that heads a risk table; empty for other rows."""
    roles = roles_of(row.cells)
    rated = {"level", "likelihood", "impact", "control"} & set(roles)
    return roles if "event" in roles and rated and len(roles) >= _FEWEST_ROLES else {}


def _second_heading(row: Line) -> dict[str, list[int]]:
    """The columns of a second heading row, such as likelihood, impact and score under one heading."""
    filled = [text for text in row.cells if is_filled(text)]
    roles = roles_of(row.cells)
    return roles if "likelihood" in roles and sum(map(len, roles.values())) == len(filled) else {}


class _Row:
    """One row of a risk table, read into the steps of its plan."""

    def __init__(self, row: Line, roles: dict[str, list[int]], context: Context, plan: _Plan) -> None:
        self.line, self.names, self.plan = row, context.organisation_names, plan
        self.shift = self._slide(roles)
        self.doubt = SLID if self.shift else ""
        self.roles = {role: [column + self.shift for column in columns] for role, columns in roles.items()}

    def read(self, is_first_of_page: bool) -> None:
        """Add the row to its step; the first row of a page may go on with the last step."""
        printed = sub(r"^\(?[0-9๐-๙]{1,2}[.)]\s+", "", _CONTINUED.sub("", self._text("step")).strip())
        number = self._number()
        step = self.plan.steps[-1] if self.plan.steps else None
        is_new = bool(printed) or ("step" not in self.roles and number is not None)
        if step and printed and fuzz.ratio(squeezed(printed), squeezed(step.title.printed)) >= _SAME_STEP:
            is_new = False
        if step is None or is_new:
            step = self._new_step(number, printed)
        goes_on = is_first_of_page and not is_new
        self._read_events(step, goes_on)
        for item in self._items("control"):
            if goes_on and item.number is None and step.controls and step.controls[-1][0].number:
                step.controls[-1] = (step.controls[-1][0], self._joined(step.controls[-1][1], item.text))
            elif not any(item.text == known.text for known, _ in step.controls):
                step.controls.append((item, self._read(item.text)))

    def _new_step(self, number: int | None, printed: str) -> _Step:
        last = self.plan.steps[-1].number if self.plan.steps else 0
        doubt = RENUMBERED if number is not None and number <= last else ""
        title = self._read(printed) if printed else Read("", locator=self.line.locator, doubt=NO_STEP)
        step = _Step(number if number is not None and number > last else last + 1, doubt, title)
        self.plan.steps.append(step)
        return step

    def _read_events(self, step: _Step, goes_on: bool) -> None:
        rated, doubt = self._ratings()
        found = self._items("event")
        if goes_on and found and found[0].number is None and not rated and step.events:
            step.events[-1].text = self._joined(step.events[-1].text, found[0].text)
            found = found[1:]
        if not found:
            return
        if not rated and not doubt and step.events and step.events[-1].ratings:
            rated, doubt = [step.events[-1].ratings[-1]], FROM_ABOVE
        for place, item in enumerate(found):
            if len(rated) == len(found):
                own, why = [rated[place]], doubt
            elif len(rated) <= 1:
                own, why = rated, doubt
            else:
                own, why = rated[place : place + 1], UNEVEN
            step.events.append(_Event(self._read(item.text), own, why))

    def _ratings(self) -> tuple[list[Rating], str]:
        """The ratings of the row from its level, likelihood and impact columns."""
        level = self._text("level")
        rated, doubt = ratings(level) if is_filled(level) else [], ""
        if is_filled(level) and not rated:
            doubt = f"{UNREADABLE} ({plain(level)[:40]})"
        figures = {role: self._text(role) for role in ("likelihood", "impact")}
        read = {role: figure(text) for role, text in figures.items()}
        for role, text in figures.items():
            if is_filled(text) and not read[role]:
                doubt = doubt or f"{plain(text)[:40]} {NOT_A_FIGURE}"
        if any(read.values()):
            rated = [
                replace(one, **{role: value for role, value in read.items() if value}) for one in rated
            ] or [Rating(likelihood=read["likelihood"], impact=read["impact"])]
        return rated, doubt

    def _items(self, role: str) -> list[Item]:
        texts = (self._raw(column) for column in self.roles.get(role, []))
        return [item for text in texts if is_filled(text) for item in items(text)]

    def _number(self) -> int | None:
        for role in ("number", "step"):
            if found := leading_number(self._text(role)):
                return found[0]
        return None

    def _raw(self, column: int) -> str:
        return self.line.cells[column] if 0 <= column < len(self.line.cells) else ""

    def _text(self, role: str) -> str:
        filled = [text for column in self.roles.get(role, []) if is_filled(text := self._raw(column))]
        return plain(" ".join(filled))

    def _read(self, text: str) -> Read:
        doubt = self.doubt or (MIXED if _MIXED_LETTERS.search(text) else "")
        return Read(tidy(text, self.names), plain(text), self.line.locator, doubt=doubt)

    def _joined(self, before: Read, text: str) -> Read:
        whole = f"{before.printed} {plain(text)}"
        return replace(before, value=tidy(whole, self.names), printed=whole).doubted(JOINED)

    def _slide(self, roles: dict[str, list[int]]) -> int:
        """How far the row slid, seen from where its ratings stand."""
        columns = roles.get("level", [])
        if not columns or not is_filled(own := self._raw(columns[0])) or is_rating(own):
            return 0
        rest = [column for column in range(len(self.line.cells)) if column not in roles.get("number", [])]
        found = [column for column in rest if is_rating(self._raw(column))]
        return found[0] - columns[0] if len(found) == 1 and abs(found[0] - columns[0]) == 1 else 0


class _NamedYears:
    """The years of plans that the running text of a document names, looked up once for all tables."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def found(self) -> list[tuple[int, tuple[int, int], Line]]:
        """Short ranges of years, and single years of a line that names a plan, by position."""
        found = []
        for position, line in enumerate(self.document.lines):
            if line.cells or not line.text.strip():
                continue
            span, named = year_range(line.text), named_years(line.text)
            if span is None and len(named) == 1 and _NAMES_PLAN.search(line.text):
                found.append((position, (named[0], named[0]), line))
            elif span and 0 < span[1] - span[0] < _LONGEST_PLAN:
                found.append((position, span, line))
        return found

    def plan_id(self, block: Block, context: Context) -> Read:
        """The plan that the nearest years before the table name."""
        before = [(span, line) for position, span, line in self.found if position < block.start]
        if not before:
            return Read("", doubt=NO_PLAN)
        (first, last), line = before[-1]
        most = Counter(span for span, _ in before).most_common(1)[0][0]
        doubt = "" if most == (first, last) else OTHER_PLAN
        return Read(f"{context.org_code}-{first}-{last}", f"{first}-{last}", line.locator, doubt=doubt)


def _write(plan: _Plan, context: Context, extraction: Extraction) -> None:
    count = 0
    organisation = Read(context.org_code)
    for step in plan.steps:
        number = Read(str(step.number), doubt=step.number_doubt)
        for event in step.events:
            count += 1
            key = f"{plan.plan_id.value or context.org_code}-r{count:02d}"
            extraction.add(
                "risk",
                {
                    "risk_id": Read(key, doubt=plan.plan_id.doubt),
                    "org_code": organisation,
                    "plan_id": plan.plan_id,
                    "fiscal_year": Read(""),
                    "step_no": number,
                    "process_step": step.title,
                    "risk_event": event.text,
                    **_rating(event),
                    "locator": Read(event.text.locator),
                },
            )
        for place, (item, control) in enumerate(step.controls, 1):
            is_other = item.number not in (None, place)
            extraction.add(
                "risk_control",
                {
                    "plan_id": plan.plan_id,
                    "step_no": number,
                    "control_no": Read(str(place), doubt=f"เลขข้อที่พิมพ์คือ {item.number}" if is_other else ""),
                    "org_code": organisation,
                    "control_th": control,
                    "locator": Read(control.locator),
                },
            )


def _rating(event: _Event) -> Row:
    """The four columns of a rating, doubted together where they cannot all be right."""
    one = event.ratings[0] if event.ratings else Rating()
    doubt = event.doubt or one.doubt
    if (
        one.likelihood
        and one.impact
        and one.score
        and int(one.likelihood) * int(one.impact) != int(one.score)
    ):
        doubt = doubt or PRODUCT
    columns = {
        "likelihood": one.likelihood,
        "impact": one.impact,
        "risk_score": one.score,
        "level_code": one.level,
    }
    if any(int(columns[column] or 0) > most for column, most in _MOST.items()):
        doubt = doubt or TOO_LARGE
    is_silent = not any(columns.values())
    return {
        column: Read(value, value, event.text.locator, doubt=doubt if value or is_silent else "")
        for column, value in columns.items()
    }
