"""One cell of a table of ITA results: a score, nothing, or what is wrong with it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from etl.extract.numerals import arabic
from etl.imports.ita_headings import INSTRUMENTS, TOTAL
from etl.imports.submission import Cell, CellKind
from etl.registry.type_words import comparable

_NO_VALUES = {CellKind.formula: "form_formula", CellKind.error: "form_error_cell"}
_MISSING = re.compile(
    r"(?:na|null|none|ไม่มี(?:ข้อมูล|คะแนน)?|(?:ยัง)?ไม่(?:ได้)?(?:เข้า)?(?:ร่วม|รับ)?(?:การ)?ประเมิน|ไม่เข้าร่วม|"
    r"(?:ยัง)?ไม่ประกาศ|รอผล(?:การประเมิน)?|notassessed|notavailable)?"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_COMMA_DECIMAL = re.compile(r"(\d{1,3}),(\d{1,2})")
_AROUND = re.compile(r"^ร้อยละ|(?:คะแนน|%|points?)$")
_WEIGHTS = dict(zip(INSTRUMENTS, (30, 30, 40), strict=True))
_ROUNDING = Decimal("0.05")


@dataclass(frozen=True)
class Score:
    """The score in a cell as plain digits; None where there is none, and then the rule that the cell may break."""

    value: str | None = None
    rule: str = ""
    printed: str = ""
    suggestion: str = ""


def read_score(cell: Cell | None) -> Score:
    """The score of a cell. A dash or "not assessed" is no score and no error; nothing is guessed."""
    if cell is None:
        return Score()
    if cell.kind in _NO_VALUES:
        return Score(rule=_NO_VALUES[cell.kind], printed=cell.text)
    text = _AROUND.sub("", arabic(re.sub(r"\s", "", cell.text)).lower())
    if _NUMBER.fullmatch(text):
        return Score(text, printed=cell.text)
    if is_missing(cell.text):
        return Score()
    if comma := _COMMA_DECIMAL.fullmatch(text):
        return Score(rule="ita_comma_decimal", printed=cell.text, suggestion=f"{comma[1]}.{comma[2]}")
    return Score(rule="not_a_number", printed=cell.text)


def is_missing(text: str) -> bool:
    """Whether a cell says in words or with a dash that there is no score."""
    return bool(_MISSING.fullmatch(comparable(text)))


def is_weighted(scores: Mapping[str, Score]) -> bool:
    """Whether the scores of the instruments are already weighted: within 30, 30 and 40, and summing to the total."""
    values = {role: scores[role].value for role in (*INSTRUMENTS, TOTAL) if role in scores}
    if len(values) <= len(INSTRUMENTS) or None in values.values():
        return False
    numbers = {role: Decimal(str(value)) for role, value in values.items()}
    total = numbers.pop(TOTAL)
    is_within = all(number <= _WEIGHTS[code] for code, number in numbers.items())
    return is_within and total > 0 and abs(sum(numbers.values()) - total) <= _ROUNDING


def are_shares(scores: Iterable[Score]) -> bool:
    """Whether no score is above 1, as when a sheet shows 0.85 as 85 %."""
    numbers = [Decimal(score.value) for score in scores if score.value is not None]
    return bool(numbers) and 0 < max(numbers) <= 1
