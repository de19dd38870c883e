"""The rows below the headings of a table of ITA results: their texts and scores by role."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from etl.extract.numerals import arabic
from etl.imports.forms.places import filled_rows
from etl.imports.ita_cells import Score, is_missing, read_score
from etl.imports.ita_headings import (
    CODE,
    DISTRICT,
    INSTRUMENTS,
    LEVEL,
    NAME,
    PROVINCE,
    RESULT,
    TOTAL,
    TYPE,
    YEAR,
    Headings,
)
from etl.imports.submission import Cell, CellKind, Sheet
from etl.registry.type_words import comparable

# A cell merged over several rows holds for all of them in these columns; a score or a name does not.
_SHARED = (TYPE, DISTRICT, PROVINCE, YEAR)
_TEXTS = (NAME, CODE, LEVEL, *_SHARED)
_SUMMARY = re.compile(
    r"(?:ผล|ค่า|คะแนน)*(?:รวม|เฉลี่ย|สูงสุด|ต่ำสุด|เต็ม|ร้อยละ|มัธยฐาน|ส่วนเบี่ยงเบนมาตรฐาน|sd|total|sum|average|mean|max|min|median)"
    r"(?:imum|score)?(?:รวม|เฉลี่ย|คะแนน|ทั้งหมด|ทั้งสิ้น|ทั้งประเทศ|(?:ราย|ระดับ|ของ|ใน|ทั้ง)?(?:จังหวัด|อำเภอ|ประเทศ|อปท).*)*"
)


@dataclass(frozen=True)
class ItaRow:
    """One row below the headings: its texts and its scores by role, and its other cells."""

    row_no: int
    texts: dict[str, str]
    scores: dict[str, Score]
    others: list[str]

    @property
    def has_scores(self) -> bool:
        """Whether any cell holds a score, be it a wrong one."""
        return any(score.value or score.rule for score in self.scores.values())

    @property
    def is_summary(self) -> bool:
        """Whether the row says that it is a sum or a mean of others."""
        named = [self.text(NAME)] if self.text(NAME) else self.others
        return any(_SUMMARY.fullmatch(comparable(text)) for text in named)

    def text(self, role: str) -> str:
        """What stands in the column of a role; empty where nothing does."""
        return self.texts.get(role, "")


def settled(headings: Headings, sheet: Sheet) -> Headings:
    """The headings with "result" taken for the total where numbers stand below it, else for the level."""
    columns = dict(headings.columns)
    result = columns.pop(RESULT, None)
    if result is None:
        return headings
    below = (
        row[result] for row_no, row in sheet.rows.items() if row_no > headings.last_row and result in row
    )
    kinds = Counter(bool(read_score(cell).value) for cell in below if not is_missing(cell.text))
    role = TOTAL if kinds[True] > kinds[False] else LEVEL
    if role in columns:
        return replace(headings, columns=columns, left_out=[*headings.left_out, result])
    return replace(headings, columns=columns | {role: result})


def rows_of(sheet: Sheet, headings: Headings) -> list[ItaRow]:
    """The filled rows below the headings, in order."""
    scores = {role: column for role, column in headings.columns.items() if _is_score(role)}
    texts = {role: column for role, column in headings.columns.items() if role in _TEXTS}
    anchors = _anchors(sheet, headings, [texts[role] for role in _SHARED if role in texts])
    taken = {*scores.values(), *texts.values()}
    rows = []
    for row_no, row in filled_rows(sheet).items():
        if row_no <= headings.last_row:
            continue
        cells = {role: row.get(column) or anchors.get((row_no, column)) for role, column in texts.items()}
        rows.append(
            ItaRow(
                row_no,
                {role: cell.text.strip() for role, cell in cells.items() if cell},
                {role: read_score(row.get(column)) for role, column in scores.items()},
                [
                    cell.text
                    for column, cell in row.items()
                    if column not in taken and cell.kind == CellKind.text
                ],
            )
        )
    return rows


def merged_rows(sheet: Sheet, headings: Headings) -> dict[int, str]:
    """The rows in which a name, code or score is merged with those of other rows, each with the merged cell's role."""
    roles = {
        column: role for role, column in headings.columns.items() if role in (NAME, CODE) or _is_score(role)
    }
    return {
        row_no: roles[column]
        for top, left, bottom, right in sheet.merged
        if top > headings.last_row and bottom > top
        for column in range(left, right + 1)
        if column in roles
        for row_no in range(top, bottom + 1)
    }


def code_in(text: str) -> str:
    """A code as the register has it: a spreadsheet may keep it as a number with a point."""
    return re.sub(r"\.0+$", "", re.sub(r"\s", "", arabic(text)))


def level_in(text: str) -> str | None:
    """The level without the word for it; None where the cell states none."""
    level = re.sub(r"^(?:ระดับ|level)\s*", "", text.strip(), flags=re.IGNORECASE)
    return None if is_missing(level) else level


def _is_score(role: str) -> bool:
    return role in (TOTAL, *INSTRUMENTS) or ":" in role


def _anchors(sheet: Sheet, headings: Headings, columns: Iterable[int]) -> dict[tuple[int, int], Cell]:
    """The cell that holds for each place that is merged over rows below the headings."""
    wanted = set(columns)
    return {
        (row_no, left): sheet.rows[top][left]
        for top, left, bottom, _ in sheet.merged
        if top > headings.last_row and left in wanted and left in sheet.rows.get(top, {})
        for row_no in range(top, bottom + 1)
    }
