"""The headings of a table of ITA results: which column holds what, in the spellings that are in use."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import polars as pl
from rapidfuzz import fuzz, process

from etl.imports.forms.places import filled_rows
from etl.imports.submission import Cell, Sheet
from etl.places import REFERENCE
from etl.registry.type_words import comparable

INSTRUMENTS = ("iit", "eit", "oit")
TOTAL, LEVEL, RESULT = "total", "level", "result"
NAME, CODE, TYPE, DISTRICT, PROVINCE, YEAR = "name", "org_code", "type", "district", "province", "fiscal_year"
# A column that is known and not wanted, and one that only numbers the rows.
LEFT_OUT, RUNNING_NO = "left_out", "running_no"

_ORGANISATION = r"(?:หน่วยงาน(?:ภาครัฐ)?|อปท|องค์กรปกครองส่วนท้องถิ่น|องค์กร|ท้องถิ่น|lao|organi[sz]ation|agency)"
_OF_ORGANISATION = {
    CODE: rf"รหัส(?:{_ORGANISATION}+|สถ)?|(?:org|dla|lao|organi[sz]ation|agency)?(?:code|id)",
    NAME: rf"(?:ราย)?(?:ชื่อ)?{_ORGANISATION}+(?:ที่(?:เข้า)?รับการประเมิน)?|ชื่อ|"
    r"(?:full|lao|organi[sz]ation|agency)?name(?:th)?|nameofthe(?:organi[sz]ation|agency)",
    TYPE: rf"ประเภท(?:ของ)?{_ORGANISATION}?|(?:lao|org|organi[sz]ation|agency)?type(?:th|en|code|oforgani[sz]ation)?",
    DISTRICT: r"(?:ชื่อ)?อำเภอ|district(?:name)?(?:th)?|amphoe|amphur",
    PROVINCE: r"(?:ชื่อ)?จังหวัด|province(?:name)?(?:th)?|changwat",
    YEAR: r"ปี(?:ที่ประเมิน|งบประมาณ)?(?:พศ)?(?:ที่ประเมิน)?|(?:fiscal|budget)?year(?:be)?|fy",
    RUNNING_NO: r"ลำดับ(?:ที่)?|ที่|no|seq(?:no)?",
}
_PLAIN = {role: re.compile(pattern) for role, pattern in _OF_ORGANISATION.items()}
_NOT_WANTED = re.compile(
    r"จำนวน|ผู้ตอบ|อันดับ|rank|เพิ่ม|ลดลง|ผลต่าง|เป้าหมาย|change|target|count|respond|ถ่วงน้ำหนัก|weighted"
)
# Headings of the house's own tables: one row an indicator, or stated results with their places.
_HOUSE_FORMAT = re.compile(r"(?:iit|eit|oit|total|level)stated|.*ที่เอกสารระบุ|indicatorno|ตัวชี้วัดที่")
_NUMBERED = re.compile(
    r"(?:คะแนน|score)?(?P<word>ตัวชี้วัด(?:ที่)?|indicator(?:no)?|ตชว|kpi|ind|i)?(?P<no>10|[1-9])(?!\d)(?P<rest>.*)"
)
_LEVEL = re.compile(r"(?:ผล(?:การ)?ประเมิน)?(?:ita)?(?:iit|eit|oit)?(?:ระดับ|เกรด|level|grade|rating)")
_TOTAL = re.compile(
    r"(?:ผล|ค่า|คะแนน|ร้อยละ|การ|ประเมิน|รวม|เฉลี่ย|ใน|ภาพ|ทั้ง|หมด|สุทธิ|สุดท้าย|ปี|งบประมาณ|พศ|คุณธรรมและความโปร่งใส"
    r"|fiscalyear|fy|year|ita|total|overall|scores?|result|final|points?|of|เต็ม|100|25\d\d)+"
)
_SURE_TOTAL = re.compile(r"คะแนน|รวม|เฉลี่ย|ภาพ|ร้อยละ|score|total|overall|final|^ita")
# What stands under a heading without being one: full marks, weights, the bare word for score.
_FILLER = re.compile(r"(?:คะแนน|ร้อยละ|เต็ม|น้ำหนัก|score|weight|full|100|30|40)*")
_YEAR = re.compile(r"25[4-9]\d")
_ABOUT_ITA = re.compile(r"(?<![a-z])ita(?![a-z])|คุณธรรมและความโปร่งใส", re.IGNORECASE)
_INSTRUMENT_WORDS = {
    "iit": re.compile(r"iit|ผู้มีส่วนได้ส่วนเสียภายใน"),
    "eit": re.compile(r"eit|ผู้มีส่วนได้ส่วนเสียภายนอก"),
    "oit": re.compile(r"oit|เปิดเผยข้อมูลสาธารณะ"),
}
_SAME_TITLE = 90
_FEWEST_INDICATORS = 3
_MOST_HEADING_ROWS = 3
_SEARCHED_ROWS = 40


@dataclass(frozen=True)
class Titles:
    """The indicators' numbers by their titles in Thai and English, as `comparable` leaves these."""

    numbers: Mapping[str, int]

    def number(self, text: str) -> int | None:
        """The indicator that a comparable text is the title of, small slips forgiven."""
        bare = re.sub(r"^(?:คะแนน|ตัวชี้วัด|ด้าน)+", "", text)
        near = process.extractOne(bare, list(self.numbers), scorer=fuzz.ratio, score_cutoff=_SAME_TITLE)
        return self.numbers[near[0]] if near else None


@dataclass(frozen=True)
class Headings:
    """What the columns of a sheet hold: `columns` gives the column of each role, indicators as `score:1`."""

    first_row: int
    last_row: int
    columns: dict[str, int]
    texts: dict[int, str]
    left_out: list[int] = field(default_factory=list)
    repeated: list[tuple[str, int]] = field(default_factory=list)
    contradictory: list[int] = field(default_factory=list)

    @property
    def indicators(self) -> dict[int, int]:
        """The column of each indicator."""
        named = {role.partition(":")[2]: column for role, column in self.columns.items() if ":" in role}
        return {int(number): column for number, column in named.items()}

    @property
    def years(self) -> set[str]:
        """The fiscal years that headings of totals name."""
        return set(_YEAR.findall(self._total))

    @property
    def is_ita(self) -> bool:
        """Whether the headings alone show a table of ITA results."""
        instruments = [code for code in INSTRUMENTS if code in self.columns]
        return len(instruments) > 1 or len(self.indicators) >= _FEWEST_INDICATORS or "ita" in self._total

    @property
    def _total(self) -> str:
        """The comparable heading of the total."""
        return comparable(self.texts.get(self.columns.get(TOTAL, self.columns.get(RESULT, 0)), ""))


def titles_of(rules: pl.DataFrame) -> Titles:
    """The titles in a frame of `indicator_no`, `title_th` and `title_en`."""
    rows = rules.select("indicator_no", "title_th", "title_en").iter_rows()
    return Titles({comparable(title): number for number, *titles in rows for title in titles})


@cache
def all_titles() -> Titles:
    """The titles of all years, as the reference tables have them."""
    return titles_of(pl.read_csv(REFERENCE / "ita_indicator_name.csv"))


def find_headings(sheet: Sheet, titles: Titles, about: str = "") -> Headings | None:
    """The headings of a table with one organisation a row; None when the sheet has none.

    `about` is other text that may show what the sheet is about, such as the name of the file.
    """
    rows = filled_rows(sheet)
    candidates = [
        headings
        for first in [row_no for row_no in list(rows)[:_SEARCHED_ROWS] if len(rows[row_no]) > 1]
        for depth in range(_MOST_HEADING_ROWS)
        if (headings := _headings(sheet, first, first + depth, titles)) is not None
    ]
    # Of headings that tell as much the shallowest: a title above and the first row below add nothing.
    best = max(candidates, key=lambda one: (len(one.columns), one.first_row - one.last_row), default=None)
    if best is None:
        return None
    above = [cell.text for row_no, row in rows.items() if row_no <= best.last_row for cell in row.values()]
    is_about_ita = any(_ABOUT_ITA.search(text) for text in [about, sheet.name, *above])
    return _with_fillers(best, rows) if best.is_ita or is_about_ita else None


def role_of(text: str, titles: Titles) -> str | None:
    """What a column under this heading holds; None when the heading is not known."""
    key = comparable(text)
    for role, pattern in _PLAIN.items():
        if pattern.fullmatch(key):
            return role
    if _NOT_WANTED.search(key):
        return LEFT_OUT
    if number := _indicator(key, titles):
        return f"score:{number}"
    return _role_of_result(key, instruments_in(text))


def instruments_in(text: str) -> list[str]:
    """The instruments that a heading names."""
    key = comparable(text)
    return [code for code, pattern in _INSTRUMENT_WORDS.items() if pattern.search(key)]


def _role_of_result(key: str, instruments: list[str]) -> str | None:
    if _LEVEL.match(key):
        return LEFT_OUT if instruments else LEVEL
    if len(instruments) == 1:
        return instruments[0]
    if not _TOTAL.fullmatch(key):
        return None
    if _SURE_TOTAL.search(key):
        return TOTAL
    # "ผลการประเมิน" heads totals and levels alike: what stands below it decides.
    return RESULT if "ประเมิน" in key or "result" in key else None


def _indicator(key: str, titles: Titles) -> int | None:
    numbered = _NUMBERED.fullmatch(key)
    if numbered and (numbered["word"] or titles.number(numbered["rest"])):
        return int(numbered["no"])
    return None if key in INSTRUMENTS else titles.number(key)


def _contradicts(key: str, titles: Titles) -> bool:
    """Whether a heading numbers an indicator and names another."""
    numbered = _NUMBERED.fullmatch(key)
    titled = titles.number(numbered["rest"]) if numbered and numbered["rest"] else None
    return titled is not None and numbered is not None and titled != int(numbered["no"])


def _headings(sheet: Sheet, first: int, last: int, titles: Titles) -> Headings | None:
    """The headings in these rows, when they name organisations and scores."""
    rows = range(first, last + 1)
    if any(len(sheet.rows.get(row_no, {})) < 2 for row_no in rows):  # noqa: PLR2004 - a line of one cell is a title
        return None
    wide = _wide(sheet, rows)
    stacks = {column: _stack(sheet, rows, column, wide) for column in _columns(sheet, rows)}
    if any(_HOUSE_FORMAT.fullmatch(comparable(stack[-1])) for stack in stacks.values() if stack):
        return None
    bare = _bare_numbers(stacks)
    found = Headings(first, last, {}, {})
    for column, stack in stacks.items():
        texts = [*_groups(sheet, rows, column), *stack]
        found.texts[column] = " ".join(dict.fromkeys(texts))
        role = f"score:{bare[column]}" if column in bare else _role(stack, texts, titles)
        _place(found, role, column)
        if any(_contradicts(comparable(text), titles) for text in stack):
            found.contradictory.append(column)
    has_scores = {TOTAL, RESULT, *INSTRUMENTS} & found.columns.keys()
    has_scores_enough = has_scores or len(found.indicators) >= _FEWEST_INDICATORS
    return found if has_scores_enough and {NAME, CODE} & found.columns.keys() else None


def _with_fillers(headings: Headings, rows: Mapping[int, Mapping[int, Cell]]) -> Headings:
    """The headings with the row of full marks or weights below them, if there is one."""
    below = rows.get(headings.last_row + 1, {})
    is_filler = below and all(_FILLER.fullmatch(comparable(cell.text)) for cell in below.values())
    return replace(headings, last_row=headings.last_row + 1) if is_filler else headings


def _place(found: Headings, role: str | None, column: int) -> None:
    if role in (None, LEFT_OUT):
        found.left_out.append(column)
    elif role not in found.columns:
        found.columns[str(role)] = column
    elif role in (TOTAL, *INSTRUMENTS) or ":" in str(role):
        found.repeated.append((str(role), column))
    else:
        found.left_out.append(column)


def _role(stack: list[str], texts: list[str], titles: Titles) -> str | None:
    """The role of a column from its own headings, the lowest first, and the groups that it stands in."""
    groups = {code for text in texts[:-1] for code in instruments_in(text)} if texts else set()
    for text in reversed(stack):
        role = role_of(text, titles)
        if role in (TOTAL, RESULT) and len(groups) == 1:
            return groups.pop()
        if role == LEVEL and len(groups) == 1:
            return LEFT_OUT
        if role is not None:
            return role
        if not _FILLER.fullmatch(comparable(text)):
            return None
    return groups.pop() if stack and len(groups) == 1 else None


def _columns(sheet: Sheet, rows: range) -> list[int]:
    return sorted({column for row_no in rows for column in sheet.rows.get(row_no, {})})


def _wide(sheet: Sheet, rows: range) -> set[tuple[int, int]]:
    """The cells that are merged over several columns: headings of groups."""
    return {(top, left) for top, left, _, right in sheet.merged if top in rows[:-1] and right > left}


def _stack(sheet: Sheet, rows: range, column: int, wide: set[tuple[int, int]]) -> list[str]:
    """The headings of one column alone, from above."""
    cells = ((row_no, sheet.rows.get(row_no, {}).get(column)) for row_no in rows)
    return [cell.text.strip() for row_no, cell in cells if cell and (row_no, column) not in wide]


def _groups(sheet: Sheet, rows: range, column: int) -> Iterator[str]:
    """The headings of the merged groups that a column stands in."""
    for top, left, _, right in sheet.merged:
        if top in rows[:-1] and left <= column <= right and left in sheet.rows.get(top, {}):
            yield sheet.rows[top][left].text.strip()


def _bare_numbers(stacks: Mapping[int, list[str]]) -> dict[int, int]:
    """Columns headed by a number alone, when these run upwards through the indicators."""
    keys = {column: comparable(stack[-1]) for column, stack in stacks.items() if stack}
    found = {column: int(key) for column, key in keys.items() if re.fullmatch(r"10|[1-9]", key)}
    return found if len(found) >= _FEWEST_INDICATORS and _runs_upwards(found.values()) else {}


def _runs_upwards(numbers: Iterable[int]) -> bool:
    listed = list(numbers)
    return listed == sorted(set(listed))
