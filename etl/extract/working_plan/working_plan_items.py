"""From the rows of a working plan to its items: rows that continue over pages, and values beside no title."""

from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from etl.extract.document import Context, Doubt, Read
from etl.extract.working_plan.working_plan_rows import Item, Place, PlanRow, Values
from etl.extract.working_plan.working_plan_titles import compared

_EQUAL = 100
_NEARLY_EQUAL = 90
_SAME = 75
_PERHAPS_SAME = 55
_MISSION_ALIKE = 80
_MISSION_AHEAD = 15
_LOOK_BACK = 2


@dataclass
class Entry:
    """One plan item while its rows are being collected."""

    dimension: Read
    mission: Read
    page: int
    readings: list[tuple[Item, str]] = field(default_factory=list)
    locators: list[str] = field(default_factory=list)
    values: Values | None = None
    spare: Values | None = None

    @property
    def number(self) -> str:
        """The running number as it is first printed."""
        return next((item.number for item, _ in self.readings if item.number), "")


@dataclass
class Collector:
    """Reads rows in order and keeps what holds for the rows below."""

    framework: str
    context: Context
    entries: list[Entry] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    dimension: Read = field(default_factory=lambda: Read(""))
    mission: Read = field(default_factory=lambda: Read(""))
    pending: PlanRow | None = None
    spare: tuple[Values, Entry, int] | None = None

    def name(
        self, named: tuple[Place | Item, ...], locator: str, page: int, *, is_whole: bool = False
    ) -> tuple[list[Entry], list[Entry]]:
        """Follow the places and items of a row; the entries that are new, and those it continues.

        A row that `is_whole` has steps from the first one and values: it continues an item only if it says so.
        """
        new: list[Entry] = []
        old: list[Entry] = []
        for part in named:
            if isinstance(part, Place):
                self._go_to(part, locator)
                continue
            entry = self._known(part, is_whole=is_whole)
            if entry is None:
                entry = Entry(self.dimension, self.mission, page)
                self.entries.append(entry)
                new.append(entry)
            elif entry not in new:
                old.append(entry)
            entry.readings.append((part, locator))
            _extend(entry, locator)
        return new, old

    def take(self, row: PlanRow, page: int) -> None:
        """Give a row's titles and values to the items that they belong to."""
        values = None if row.values.is_silent else row.values
        is_whole = bool(values) and row.starts_steps
        new, old = self.name(row.named, row.locator, page, is_whole=is_whole)
        if new:
            self._begin(new, old, values, page)
        elif old:
            self._go_on(old[-1], values, page)
        elif values or row.loose or row.starts_steps or row.continues_steps:
            self._untitled(row, values, page)

    def finish(self) -> None:
        """Settle what no later row can change."""
        if self.pending:
            self._lost_title(self.pending, len(self.entries))
            self.pending = None
        self._drop_spare()
        for entry in self.entries:
            if entry.values is None and entry.spare:
                entry.values = entry.spare.doubted("ค่าอยู่ข้างโครงการก่อนหน้าซึ่งมีค่าของตนแล้ว จึงถือเป็นของโครงการนี้")
                entry.locators.insert(0, entry.spare.locator)

    def _begin(self, new: list[Entry], old: list[Entry], values: Values | None, page: int) -> None:
        """A row that names an item for the first time."""
        pending, self.pending = self.pending, None
        if pending and not pending.values.is_silent:
            if new[0].readings[0][0].is_continued:
                # The title was lost where the row began and stands where it goes on.
                new[0].values = pending.values.doubted("ค่าอยู่ในแถวก่อนหน้าซึ่งไม่มีชื่อโครงการ")
                new[0].locators.insert(0, pending.locator)
                if values:
                    self._keep_spare(values, new[0], page)
                return
            self._lost_title(pending, self.entries.index(new[0]))
        if values is None:
            if self.spare and self.spare[2] == page:
                new[0].spare, self.spare = self.spare[0], None
            return
        self._drop_spare()
        if len(new) + len(old) > 1:
            values = values.doubted("แถวเดียวมีหลายโครงการ ไม่แน่ว่าค่าเป็นของโครงการใด")
        for entry in new:
            entry.values = values

    def _go_on(self, entry: Entry, values: Values | None, page: int) -> None:
        """A row that continues an item; what it repeats may be meant for the item that begins below."""
        if values and entry.values is None:
            entry.values = values.doubted("ค่าอยู่ในแถวที่ต่อจากหน้าก่อน")
        elif values:
            self._keep_spare(values, entry, page)

    def _untitled(self, row: PlanRow, values: Values | None, page: int) -> None:
        """A row without a title: it belongs to the item above, or to one whose title stands below."""
        last = self.entries[-1] if self.entries else None
        if values and last and last.values is None:
            last.values = values.doubted("ค่าอยู่ในแถวที่ไม่มีชื่อโครงการ ถือเป็นของโครงการก่อนหน้า")
            _extend(last, row.locator)
            self._append_title(last, row)
        elif values and (row.starts_steps or row.named or row.loose or last is None):
            if self.pending and not self.pending.values.is_silent:
                self._lost_title(self.pending, len(self.entries))
            self.pending = row
        elif last:
            _extend(last, row.locator)
            self._append_title(last, row)
            if values:
                self._keep_spare(values, last, page)

    def _append_title(self, entry: Entry, row: PlanRow) -> None:
        """Text of the title column without any mark may be the rest of the title above: a person decides."""
        if not row.loose or not entry.readings:
            return
        item, locator = entry.readings[-1]
        doubt = f"อาจมีข้อความต่อท้ายชื่อในแถวถัดไป: {row.loose[:60]}"
        entry.readings[-1] = (replace(item, doubt=item.doubt or doubt), locator)

    def _lost_title(self, row: PlanRow, position: int) -> None:
        """A row with steps and values of its own but no title: an item whose title the scan lost."""
        title = row.loose
        item = Item("", title, False, title, "ไม่พบชื่อโครงการในแถวนี้" if not title else "ชื่อไม่มีเลขลำดับและคำนำหน้า")
        entry = Entry(self.dimension, self.mission, 0, [(item, row.locator)], [row.locator], row.values)
        self.entries.insert(position, entry)

    def _keep_spare(self, values: Values, owner: Entry, page: int) -> None:
        self._drop_spare()
        self.spare = (values, owner, page)

    def _drop_spare(self) -> None:
        """Values that no item below lacked: a repeat, which must agree with the first ones."""
        if not self.spare:
            return
        (values, owner, _), self.spare = self.spare, None
        if owner.values is None:
            return
        budget, quarters, unit = (
            _agreed(kept, repeated) for kept, repeated in zip(owner.values.reads, values.reads, strict=True)
        )
        owner.values = Values(budget, quarters, unit, owner.values.locator)

    def _known(self, item: Item, *, is_whole: bool) -> Entry | None:
        """The entry that a row continues: lately named, with an alike title and the same number.

        A number or a mission may be misread, so a nearly equal title does without them.
        """
        for entry in reversed(self.entries[-_LOOK_BACK:]):
            alike = max(
                (fuzz.ratio(compared(known.title), compared(item.title)) for known, _ in entry.readings),
                default=0.0,
            )
            marked = item.is_continued or any(known.is_continued for known, _ in entry.readings)
            same_number = not (entry.number and item.number) or entry.number == item.number
            same_place = same_number and entry.mission.value == self.mission.value
            least = (_PERHAPS_SAME if marked else _SAME) if same_place else _SAME if marked else _NEARLY_EQUAL
            if is_whole and not item.is_continued:
                least = _EQUAL
            if alike >= least:
                return entry
        return None

    def _go_to(self, place: Place, locator: str) -> None:
        """Take up a dimension or mission heading, checked against the reference titles."""
        levels = place.number.count(".")
        if levels == 0:
            before = self.dimension.value
            self.dimension = self._checked_dimension(place, locator)
            if self.dimension.value != before:
                self.mission = Read("")
            return
        number = ".".join(place.number.split(".")[:2])
        printed = f"{place.number} {place.title}"
        if levels == 1:
            self.mission = self._checked_mission(Place(number, place.title), locator)
        elif self.mission.value != number:
            fresh = not self.mission.value
            self.mission = Read(number, printed, locator)
            if not fresh:
                self.mission = self.mission.doubted("เลขภารกิจได้จากหัวข้อย่อย ไม่พบหัวข้อภารกิจ")
        dimension = self.mission.value.split(".", maxsplit=1)[0]
        if dimension and dimension != self.dimension.value:
            lost = bool(self.dimension.value)
            self.dimension = Read(dimension, self.mission.printed, locator)
            if lost:
                self.dimension = self.dimension.doubted("เลขมิติได้จากเลขภารกิจ ไม่ตรงกับมิติที่พิมพ์ก่อนหน้า")

    def _checked_dimension(self, place: Place, locator: str) -> Read:
        titles = {
            str(number): title for code, number, title in self.context.dimensions if code == self.framework
        }
        return _checked(place, titles, locator, "มิติ")

    def _checked_mission(self, place: Place, locator: str) -> Read:
        titles = {number: title for code, number, _, title in self.context.missions if code == self.framework}
        return _checked(place, titles, locator, "ภารกิจ")


def _checked(place: Place, titles: dict[str, str], locator: str, what: str) -> Read:
    """The number of a heading; where its title is plainly that of another number, that one, with a doubt."""
    read = Read(place.number, f"{place.number} {place.title}", locator)
    if not titles:
        return read
    if not place.title and place.number in titles:
        return read
    alike = {number: fuzz.ratio(compared(title), compared(place.title)) for number, title in titles.items()}
    best = max(alike, key=lambda number: alike[number])
    own = alike.get(place.number, 0.0)
    if best != place.number and alike[best] >= _MISSION_ALIKE and alike[best] - own >= _MISSION_AHEAD:
        return replace(read, value=best).doubted(f"เลข{what}ที่พิมพ์คือ {place.number} แต่ชื่อเป็นของ {best}")
    return read if place.number in titles else read.doubted(f"ไม่มี{what} {place.number} ในกรอบของแผน")


def _agreed(kept: Read, repeated: Read) -> Read:
    """A value beside its repeat on a later page: the first is kept, doubtful where they differ."""
    if kept.value == repeated.value or not (repeated.value or repeated.printed):
        return kept
    shown = repeated.value or repeated.printed
    return kept.doubted(f"อีกหน้าหนึ่ง ({repeated.locator}) พิมพ์ว่า {shown}")


def _extend(entry: Entry, locator: str) -> None:
    if locator not in entry.locators:
        entry.locators.append(locator)
