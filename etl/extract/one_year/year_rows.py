"""One row of a one-year project list: its cells put back under their headings, and the values in them."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from etl.extract.document import Line, Read
from etl.extract.numerals import amounts, arabic, is_no_budget, is_tick, leading_number, plain, squeezed
from etl.extract.one_year.year_headings import Columns

_LETTERS = re.compile(r"[ก-ฮA-Za-z]")
_TITLE_LETTERS = 4
_MOST_MOVES = 2
_NEARLY_ALL = 0.8
_MONEY = re.compile(r"[.,]\d|\d{3}|^0$")
# A thousands comma read as a point, or a blank inside the figure.
_POINTED = re.compile(r"^\d{1,3}(?:[.,]\d{3})+(?:\.\d{2})?$")
_CONTINUED = re.compile(r"\s*\(\s*ต่อ\s*\)\s*$")
_NUMBER = re.compile(r"^\(?(\d{1,3})[).:]?$")
_SUM_WORDS = ("รวม", "total", "sum")
_SUM_SCORE = 75
_DIMENSION = re.compile(r"^(?:มิติ(?:ที่)?|dimension)?\(?([1-4])(?![\d])", re.IGNORECASE)
_KINDS = {"โครงการ": "project", "กิจกรรม": "activity", "มาตรการ": "measure"}
_ENGLISH_KINDS = {kind: kind for kind in _KINDS.values()}
_KIND_SCORE = 80
_PERSON = re.compile(
    r"(?:นางสาว|นาย(?!ก)|นาง|น\.ส\.|ว่าที่\S*|ดร\.|Mr\.?|Mrs\.?|Ms\.?)\s*[^\s,()]+(?:\s+[^\s\d,()]+)?"
)


@dataclass(frozen=True)
class ListRow:
    """A row with its cells by column; `moved` tells that cells were put back under their headings."""

    line: Line
    cells: tuple[str, ...]
    columns: Columns
    moved: bool = False

    def text(self, role: str) -> str:
        """The cell of a role without tags; empty where the table has no such column."""
        place = self.columns.roles.get(role)
        return self.at(place) if place is not None else ""

    def at(self, place: int) -> str:
        """The cell at a position."""
        return plain(self.cells[place]) if place < len(self.cells) else ""

    def read(self, value: str, printed: str, doubt: str = "") -> Read:
        """A value of this row with its place; a row whose cells were moved is doubtful throughout."""
        moved = "ช่องในแถวเลื่อน จัดกลับเข้าหัวคอลัมน์แล้ว" if self.moved else ""
        return Read(value, printed, self.line.locator, doubt or moved)


def number_of(row: ListRow) -> tuple[int | None, str]:
    """The running number of a row, from its own cell or from the start of the title, and as printed."""
    printed = row.text("number")
    match = _NUMBER.match(arabic(squeezed(printed)))
    if match:
        return int(match[1]), printed
    found = leading_number(row.text("title"))
    if found and found[1] and not squeezed(printed):
        return found[0], row.text("title")[: -len(found[1])].strip()
    return None, printed


def title_of(row: ListRow) -> str:
    """The title without running number, final dot and `(ต่อ)`, with Arabic digits."""
    title = row.text("title")
    numbered = leading_number(title)
    if numbered and numbered[1]:
        title = numbered[1]
    return arabic(_CONTINUED.sub("", title).rstrip(" ."))


def is_project_row(row: ListRow) -> bool:
    """Whether a row is a project: a title beside a running number, or beside money or ticks."""
    if len(_LETTERS.findall(row.text("title"))) < _TITLE_LETTERS or is_sum_row(row):
        return False
    number, _ = number_of(row)
    has_ticks = any(is_tick(row.at(place)) for place in row.columns.ticks)
    return number is not None or has_ticks or _is_money(row.text("budget"))


def is_sum_row(row: ListRow) -> bool:
    """Whether a row holds sums: its first words say so and it has figures."""
    texts = [squeezed(cell) for cell in row.cells if squeezed(cell)]
    number = row.text("number")
    if not texts or _NUMBER.match(arabic(squeezed(number))):
        return False
    first = texts[0].lower()
    head = max(fuzz.ratio("รวมทั้งสิ้น", first), fuzz.ratio("รวมทั้งหมด", first))
    says_sum = first.startswith(_SUM_WORDS) or head >= _SUM_SCORE
    return says_sum and any(amounts(text) for text in texts)


def is_continuation(row: ListRow) -> bool:
    """Whether a row only carries on the title or the note of the row above."""
    texts = {place for place, cell in enumerate(row.cells) if squeezed(cell)}
    carrying = {row.columns.roles.get("title"), row.columns.roles.get("note")}
    return bool(texts) and texts <= carrying and len(texts) == len(texts & carrying)


def aligned(line: Line, columns: Columns) -> ListRow:
    """The row with cells that slid put back where types fit better: money, dimension, ticks and words.

    Only blank cells are put in or taken out, two at most, and the fewest that fit best.
    """
    best = list(line.cells)
    if _fit(best, columns) == _best_fit(columns) or len(best) > columns.width + _MOST_MOVES:
        return ListRow(line, tuple(best), columns)
    candidates = [best, *_moved(best)]
    candidates += [again for once in candidates[1:] for again in _moved(once)]
    found = max(candidates, key=lambda cells: _fit(cells, columns))
    # `max` keeps the first of equals, so the row as printed wins where moving gains nothing.
    return ListRow(line, tuple(found), columns, moved=found is not best)


def _moved(cells: list[str]) -> list[list[str]]:
    put_in = [[*cells[:place], "", *cells[place:]] for place in range(len(cells))]
    taken_out = [
        [*cells[:place], *cells[place + 1 :]] for place, cell in enumerate(cells) if not squeezed(cell)
    ]
    return [*put_in, *taken_out]


def _best_fit(columns: Columns) -> int:
    return sum(weight for role, weight in _WEIGHTS.items() if role in columns.roles)


_WEIGHTS = {"number": 1, "title": 2, "dimension": 1, "budget": 1, "disbursed": 1}


def _fit(cells: list[str], columns: Columns) -> int:
    row = ListRow(Line(0, "", ""), tuple(cells), columns)
    tests = {
        "number": lambda text: bool(_NUMBER.match(arabic(squeezed(text)))),
        "title": lambda text: len(_LETTERS.findall(text)) >= _TITLE_LETTERS,
        "dimension": lambda text: bool(_DIMENSION.match(arabic(squeezed(text)))),
        "budget": _is_money,
        "disbursed": _is_money,
    }
    score = sum(
        weight for role, weight in _WEIGHTS.items() if role in columns.roles and tests[role](row.text(role))
    )
    # Figures or words among ticks, and what stands beyond the last column, show that cells slid.
    misfits = sum(len(squeezed(row.at(place))) > 1 for place in columns.ticks)
    misfits += sum(bool(squeezed(cell)) for cell in cells[columns.width :])
    misfits += is_tick(row.text("note"))
    return score - 2 * misfits


def _is_money(text: str) -> bool:
    content = arabic(squeezed(text))
    return is_no_budget(text) or bool(amounts(content) and _MONEY.search(content))


def money(row: ListRow, role: str) -> Read:
    """The amount of a cell; `0.00` where it says that there is none, empty where it is silent."""
    printed = row.text(role)
    content = arabic(squeezed(printed))
    found = amounts(content)
    if not content:
        return row.read("", "")
    if is_no_budget(printed):
        return row.read("0.00", printed)
    if _POINTED.match(content) and len(found) != 1:
        whole, fraction = re.fullmatch(r"(.*?)(\.\d{2})?", content).groups()  # type: ignore[union-attr]
        value = re.sub(r"[.,]", "", whole) + (fraction or ".00")
        return row.read(value, printed, "เครื่องหมายคั่นหลักพันอ่านไม่ชัด")
    if len(found) == 1:
        rest = re.sub(r"[\d.,\-–฿]|บาท|baht", "", content, flags=re.IGNORECASE)
        return row.read(found[0], printed, "มีอักษรปนในจำนวนเงิน" if rest else "")
    return row.read(found[0] if found else "", printed, "อ่านจำนวนเงินไม่ชัด")


def doubt_blanks(reads: list[Read]) -> list[Read]:
    """The amounts of a column, blank ones doubted where nearly every other row prints one."""
    printed = sum(bool(read.value) for read in reads)
    if printed < _NEARLY_ALL * len(reads):
        return reads
    return [read if read.value else read.doubted("ช่องว่าง ทั้งที่แถวอื่นพิมพ์จำนวนเงินไว้") for read in reads]


def dimension(row: ListRow) -> Read:
    """The dimension number of a row; a cell that names none of the four is doubtful."""
    printed = row.text("dimension")
    match = _DIMENSION.match(arabic(squeezed(printed)))
    doubt = "อ่านเลขมิติไม่ได้" if squeezed(printed) and not match else ""
    return row.read(match[1] if match else "", printed, doubt)


def ticked(row: ListRow, places: list[int]) -> tuple[list[int], str]:
    """The positions that are ticked, and a doubt where a cell holds something that is no usual tick."""
    found, doubt = [], ""
    for place in places:
        cell = squeezed(row.at(place))
        if not cell or cell in {"-", "–", "—", ".", "_"}:
            continue
        found.append(place)
        if not is_tick(cell):
            doubt = "เครื่องหมายในช่องอ่านไม่ชัด"
    return found, doubt


def kind_of(title: str) -> tuple[str, str]:
    """The kind of a project by the first word of its title, and a doubt where that word is misread."""
    for word, kind in {**_KINDS, **_ENGLISH_KINDS}.items():
        if title.lower().startswith(word):
            return kind, ""
    for word, kind in _KINDS.items():
        if fuzz.ratio(title[: len(word)], word) >= _KIND_SCORE:
            return kind, "คำแรกของชื่ออ่านไม่ชัด"
    return "", ""


def note_of(row: ListRow) -> Read:
    """The note of a row with Arabic digits and without names of persons."""
    printed = row.text("note")
    without = _PERSON.sub("", printed)
    doubt = "ตัดชื่อบุคคลออกแล้ว" if without != printed else ""
    value = re.sub(r"\s+", " ", arabic(without)).strip()
    return row.read("" if value in {"-", "–"} else value, value, doubt)
