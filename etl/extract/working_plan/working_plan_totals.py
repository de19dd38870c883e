"""Counts and sums that a working plan prints about its projects, in rows of its table and in its text."""

import re

from etl.extract.document import Line, Read, Row
from etl.extract.numerals import amounts
from etl.extract.working_plan.working_plan_cells import folded

_SUM = re.compile(r"(?:รวม|ยอดรวม|total|sum)", re.IGNORECASE)
_COUNT = re.compile(r"(?<![\d.,])(\d{1,3})\s*(?:โครงการ|กิจกรรม|มาตรการ|รายการ|projects?)")
_MONEY = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d+(?:\.\d\d)?)\s*(?:บาท|baht)", re.IGNORECASE)
_DIMENSION = re.compile(r"มิติ\s*(?:ที่)?\s*([1-9])\b")
_TEXT_LENGTH = 200


def total_rows(line: Line) -> bool:
    """Whether a table row is a sum of the rows above."""
    first = next((folded(cell) for cell in line.cells if folded(cell)), "")
    return bool(_SUM.match(first))


def printed_totals(plan_id: str, year: Read, texts: list[Line], sums: list[Line]) -> list[Row]:
    """The totals of a plan: from short lines that say "in all" or name a dimension, and from sum rows."""
    found: list[tuple[str, str, str, Line]] = []
    for line in texts:
        content = folded(line.text)
        if len(content) <= _TEXT_LENGTH and (_SUM.search(content) or _DIMENSION.match(content)):
            found += [(*total, line) for total in _totals_of(content)]
    for line in sums:
        content = " ".join(folded(cell) for cell in line.cells)
        totals = _totals_of(content)
        if not any(measure == "budget_baht" for measure, _, _ in totals):
            bare = [cell for cell in map(folded, line.cells) if re.fullmatch(r"[\d,]+(?:\.\d\d)?", cell)]
            large = [amounts(cell)[0] for cell in bare if amounts(cell) and "," in cell]
            totals += [("budget_baht", amount, _dimension(content)) for amount in large[:1]]
        found += [(*total, line) for total in totals]
    return [
        {
            "total_id": Read(f"{plan_id}-t{position:02d}"),
            "plan_id": Read(plan_id),
            "fiscal_year": year,
            "measure": Read(measure),
            "dimension_no": Read(dimension),
            "value": Read(value, value, line.locator),
            "locator": Read(line.locator),
        }
        for position, (measure, value, dimension, line) in enumerate(found, start=1)
    ]


def _totals_of(content: str) -> list[tuple[str, str, str]]:
    """The counts and sums of a text with the dimension that it names."""
    dimension = _dimension(content)
    count, money = _COUNT.search(content), _MONEY.search(content)
    totals = [("project_count", count[1], dimension)] if count else []
    return totals + ([("budget_baht", amounts(money[1])[0], dimension)] if money else [])


def _dimension(content: str) -> str:
    found = _DIMENSION.search(content)
    return found[1] if found else ""
