"""What the columns of a one-year project list are: by headings that scans misread, split and scramble."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import permutations

from rapidfuzz import fuzz

from etl.extract.document import Context
from etl.extract.numerals import arabic, squeezed, years

# Words that name a column wherever they stand in a heading; the first kind that is found wins, so
# "ผลการเบิกจ่ายงบประมาณ" is money spent and not the budget.
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("note", ("หมายเหตุ", "remark")),
    ("disbursed", ("เบิกจ่าย", "ใช้จ่ายจริง", "disburse", "spent")),
    ("quarter", ("ไตรมาส", "quarter")),
    ("status", ("สถานะ", "status")),
    ("budget", ("งบประมาณ", "วงเงิน", "budget")),
    ("mission", ("ภารกิจ", "mission")),
    ("unit", ("หน่วยงาน", "ผู้รับผิดชอบ", "responsible")),
    ("number", ("ลำดับ",)),
    ("dimension", ("dimension",)),
    ("title", ("โครงการ", "กิจกรรม", "มาตรการ", "project", "activity", "measure")),
)
# Headings too short to be searched for inside others: compared as a whole.
_WHOLE = {
    "number": ("ที่", "no", "no."),
    "dimension": ("มิติ", "มิติที่"),
    "title": ("รายการ",),
    "budget": ("งบ",),
    "note": ("note",),
}
_WORD_SCORE = 80
_WHOLE_SCORE = 65
_LONG_ENOUGH = 4
_LONGEST = 60  # longer cells are text of rows, never headings

STORED_STATUSES = ("awaiting_report", "in_progress", "completed", "cannot_proceed")
_STATUS_WORDS = {
    "awaiting_report": ("รอรายงาน", "รอการรายงาน", "awaiting report"),
    "in_progress": ("อยู่ระหว่างดำเนินการ", "กำลังดำเนินการ", "in progress"),
    "completed": ("ดำเนินการแล้วเสร็จ", "ดำเนินแล้วเสร็จ", "แล้วเสร็จ", "เสร็จสิ้น", "completed"),
    "cannot_proceed": ("ไม่สามารถดำเนินการได้", "ยกเลิก", "cannot proceed"),
}
_STATUS_SCORE = 70
_STATUS_MARGIN = 15
_QUARTERS = 4
_QUARTER_LABEL = re.compile(r"^(?:ไตรมาส(?:ที่)?|quarter|q)?\.?\(?([1-4])\)?$", re.IGNORECASE)
_BRACKETED = re.compile(r"[(（].*?[)）]")


@dataclass(frozen=True)
class Columns:
    """Positions of columns; `status_headings` are the headings of the tick columns of statuses."""

    roles: dict[str, int] = field(default_factory=dict)
    quarters: dict[int, int] = field(default_factory=dict)
    status_headings: dict[int, str] = field(default_factory=dict)
    width: int = 0
    doubt: str = ""

    @property
    def ticks(self) -> list[int]:
        """The positions that hold ticks and, in sum rows, counts."""
        return [*self.quarters.values(), *self.status_headings]

    @property
    def has_status(self) -> bool:
        """Whether the table reports statuses."""
        return bool(self.status_headings) or "status" in self.roles


@lru_cache(4_096)
def heading_role(text: str) -> str:
    """The kind of a column by its heading; empty where none is near."""
    # The vowel of "ลำดับ" also comes as two signs.
    heading = squeezed(text).lower().replace("\u0e4d\u0e32", "\u0e33")
    bare = _BRACKETED.sub("", heading) or heading
    if len(bare) > _LONGEST:
        return ""
    # Words that stand there as they are do not lend their letters to misread ones: "โครงการ/กิจกรรม" holds no "ภารกิจ".
    rest = bare
    for _, words in _WORDS:
        for word in words:
            rest = rest.replace(word, " ")
    is_searched = len(rest.strip()) >= _LONG_ENOUGH
    for role, words in _WORDS:
        if any(word in bare or (is_searched and _found(word, rest)) for word in words):
            return role
    scores = [(fuzz.ratio(bare, word), role) for role, words in _WHOLE.items() for word in words]
    score, role = max(scores)
    return role if bare and score >= _WHOLE_SCORE else ""


def _found(word: str, heading: str) -> bool:
    # A heading shorter than the word would count as found inside it.
    if len(heading) < len(word):
        return fuzz.ratio(word, heading) >= _WORD_SCORE
    return fuzz.partial_ratio(word, heading) >= _WORD_SCORE


def quarter_label(text: str) -> int | None:
    """The quarter that a heading such as `ไตรมาสที่ ๑`, `Q2` or `3` names."""
    match = _QUARTER_LABEL.match(arabic(squeezed(text)))
    return int(match[1]) if match else None


def status_scores(text: str, context: Context) -> dict[str, float]:
    """How near a heading or cell is to each status that is stored, from 0 to 100."""
    heading = squeezed(text).lower()
    titles = {code: [title for known, title in context.statuses if known == code] for code in STORED_STATUSES}
    return {
        code: max(fuzz.ratio(heading, squeezed(word).lower()) for word in (*words, *titles[code]))
        for code, words in _STATUS_WORDS.items()
    }


def certain_status(text: str, context: Context) -> str:
    """The status that a text names beyond doubt; empty where two are near or none is."""
    ranked = sorted(((score, code) for code, score in status_scores(text, context).items()), reverse=True)
    (best, code), (second, _) = ranked[:2]
    return code if best >= _STATUS_SCORE and best - second >= _STATUS_MARGIN else ""


def read_columns(upper: Sequence[str], lower: Sequence[str], context: Context) -> Columns | None:
    """The columns of a one-year list by its heading row and the row below; None for any other table."""
    upper, lower = _padded(list(upper), list(lower), context)
    width = max(len(upper), len(lower))
    if len({year for text in (*upper, *lower) for year in years(text)}) > 1:
        return None  # columns by year: a plan of several years
    roles: dict[str, int] = {}
    quarters: dict[int, int] = {}
    statuses: dict[int, str] = {}
    group: list[int] = []
    kind = ""
    for position in range(width):
        above = upper[position] if position < len(upper) else ""
        below = lower[position] if position < len(lower) else ""
        if squeezed(above):
            kind = heading_role(above)
        quarter = quarter_label(below) or (quarter_label(above) if kind == "quarter" else None)
        below_is_own = squeezed(below) and squeezed(below) != squeezed(above)
        status = below if below_is_own else above
        if quarter and (kind == "quarter" or not squeezed(above)):
            quarters[quarter] = position
        elif (kind == "status" and below_is_own) or (
            squeezed(status) and kind not in ("disbursed", "note") and certain_status(status, context)
        ):
            statuses[position] = status
        elif squeezed(above) and kind:
            roles.setdefault(kind, position)
        if kind == "quarter":
            group.append(position)
    doubt = ""
    if len(quarters) < _QUARTERS and len(group) == _QUARTERS:
        # Four columns below one heading are the four quarters, whatever was made of their labels.
        quarters, doubt = dict(enumerate(group, 1)), "หัวคอลัมน์ไตรมาสอ่านไม่ครบ ใช้ลำดับคอลัมน์"
    columns = Columns(roles, quarters if len(quarters) == _QUARTERS else {}, statuses, width, doubt)
    return columns if _is_list(columns) else None


def _is_list(columns: Columns) -> bool:
    known = columns.roles
    has_parts = "title" in known and ("number" in known or {"budget", "dimension"} & known.keys())
    enough_statuses = len(columns.status_headings) > 1
    reports = enough_statuses or ("status" in known and {"number", "disbursed"} <= known.keys())
    return bool(has_parts and (columns.quarters or reports))


def _padded(upper: list[str], lower: list[str], context: Context) -> tuple[list[str], list[str]]:
    """The two rows side by side where the second holds only the cells below the one grouped heading."""
    cells = [text for text in lower if squeezed(text)]
    groups = [place for place, text in enumerate(upper) if heading_role(text) in ("quarter", "status")]
    if not cells or len(groups) != 1 or not squeezed(lower[0]):
        return upper, lower
    start = groups[0]
    if not all(
        quarter_label(text) or max(status_scores(text, context).values()) > _WHOLE_SCORE for text in cells
    ):
        return upper, lower
    after = upper[start + 1 :]
    is_spread = after and not squeezed(after[0])
    spread = after if is_spread else [""] * (len(cells) - 1) + after
    return [*upper[: start + 1], *spread], [""] * start + cells


def assign_statuses(pages: Sequence[dict[int, str]], context: Context) -> list[tuple[dict[int, str], str]]:
    """For each page, the status of each tick column and a doubt where its headings are scrambled.

    A page whose headings each name one status is taken at its word. A scrambled one follows the order
    of a page with as many columns, unless a heading that is clear on it says otherwise.
    """
    clear = [{place: certain_status(text, context) for place, text in page.items()} for page in pages]
    orders = [tuple(codes.values()) for codes in clear if _is_order(tuple(codes.values()))]
    return [
        (codes, "") if _is_order(tuple(codes.values())) else _settled(page, codes, orders, context)
        for page, codes in zip(pages, clear, strict=True)
    ]


def _is_order(codes: tuple[str, ...]) -> bool:
    return bool(codes) and all(codes) and len(set(codes)) == len(codes)


def _settled(
    page: dict[int, str], clear: dict[int, str], orders: list[tuple[str, ...]], context: Context
) -> tuple[dict[int, str], str]:
    places = sorted(page)
    scores = {place: status_scores(page[place], context) for place in places}
    fitting = [
        order
        for order in orders
        if len(order) == len(places)
        and sum(clear[place] not in ("", code) for place, code in zip(places, order, strict=True)) == 0
    ]
    if fitting:
        best = max(sorted(set(fitting)), key=fitting.count)
        return dict(zip(places, best, strict=True)), "หัวคอลัมน์สถานะอ่านปนกัน ใช้ลำดับคอลัมน์ของหน้าอื่น"
    known = sorted(places, key=lambda place: -max(scores[place].values()))[: len(STORED_STATUSES)]
    best = max(
        permutations(STORED_STATUSES, len(known)),
        key=lambda codes: sum(scores[place][code] for place, code in zip(known, codes, strict=True)),
    )
    return dict(zip(known, best, strict=True)), "หัวคอลัมน์สถานะอ่านไม่ชัด จับคู่กับสถานะที่ใกล้ที่สุด"
