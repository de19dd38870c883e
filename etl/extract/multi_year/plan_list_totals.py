"""The sums and counts that a plan prints about its projects: in the rows of its list and in sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.extract.document import Doubt, Line
from etl.extract.multi_year.plan_list_cells import is_grand, money_tokens
from etl.extract.multi_year.plan_list_heading import Heading
from etl.extract.multi_year.plan_list_row import SURPLUS, RowParts, year_cells
from etl.extract.numerals import amounts, arabic, plain, years

_STATED = re.compile(r"(?:จำนวน|รวม|ทั้งสิ้น|ทั้งหมด)\s*(\d{1,4})\s*(?:โครงการ|กิจกรรม|มาตรการ|รายการ)")
_STATED_SUM = re.compile(r"(?:จำนวน|รวม|ทั้งสิ้น|ทั้งหมด|งบประมาณ|เป็นเงิน)\s*(\d[\d,]*(?:\.\d\d?)?)\s*บาท")
_DIMENSION = re.compile(r"ม[ิี]?\S{0,2}ติ\s*ที่\s*([1-9])(?!\d)")
_NEAR_LIST = 6
_NEAR_SENTENCE = 10
_LAST_WORD_LENGTH = 80
_NEXT_DIMENSION = "แถวผลรวมมีชื่อมิติถัดไปอยู่ด้วย ถือเป็นผลรวมของมิติก่อนหน้า"
_TWO_LABELS = "แถวผลรวมมีป้ายสองอย่าง ถือเป็นผลรวมของมิติ"
_REPEATED = "มีแถวผลรวมของมิตินี้มากกว่าหนึ่งแถว"


@dataclass
class Total:
    """One printed count or sum. The locator's line decides the order."""

    line: Line
    measure: str
    value: str
    fiscal_year: int | None = None
    dimension: int | None = None
    printed: str = ""
    doubt: str = ""


def row_totals(
    parts: RowParts, heading: Heading, dimension: int | None, grand_follows: bool
) -> tuple[list[Total], list[Doubt]]:
    """The sums of a row, for the dimension that it closes or for the whole plan.

    `dimension` is the one open above the row: a sum closes what stands before it, so the name of another
    dimension in the same row has slid up from the next. Of two labels "sum" and "grand total" in one row
    the second has slid up too, if a row of the grand total follows.
    """
    grand = [label for label in parts.labels if is_grand(label)]
    both = bool(grand) and len(grand) < len(parts.labels) and grand_follows
    whole = bool(grand) and not both
    doubt = _TWO_LABELS if both else ""
    named = re.search(r"([1-9])", " ".join(arabic(label) for label in parts.labels if not is_grand(label)))
    if named and not whole:
        dimension = int(named[1])
    elif parts.dimension is not None and parts.dimension != dimension:
        doubt = doubt or _NEXT_DIMENSION
    if parts.mission is not None and not whole:
        thai, english = (
            "ผลรวมอยู่ในแถวของภารกิจ ซึ่งน่าจะเป็นแถวโครงการ",
            "a sum stands beside a mission, where a project is expected",
        )
        return [], [Doubt("sum_beside_mission", parts.line.locator, thai, english)]
    of = None if whole else dimension
    totals = []
    if parts.count is not None:
        totals.append(Total(parts.line, "project_count", str(parts.count), None, of, str(parts.count), doubt))
    if not parts.money:
        return totals, []
    cells, surplus = year_cells(parts.money, heading, in_place=True)
    slid = (
        [Doubt("slid_cells", parts.line.locator, "ช่องผลรวมมีมากกว่าจำนวนปี", "more sums than years")]
        if surplus
        else []
    )
    for year in sorted(cells):
        cell, cell_doubt = cells[year]
        tokens = money_tokens(cell)
        if tokens:
            many = SURPLUS if len(tokens) > 1 else ""
            totals.append(
                Total(parts.line, "budget_baht", tokens[0], year, of, cell, cell_doubt or many or doubt)
            )
    return totals, slid


def doubt_repeats(totals: Sequence[Total]) -> None:
    """Doubt sums of one dimension that different rows of the list print with different values."""
    by_key: dict[tuple[str, int | None, int | None], list[Total]] = {}
    for total in totals:
        if total.line.cells:
            by_key.setdefault((total.measure, total.dimension, total.fiscal_year), []).append(total)
    for same in by_key.values():
        if len({total.value for total in same}) > 1:
            for total in same:
                total.doubt = total.doubt or _REPEATED


def text_totals(lines: Sequence[Line], edges: Sequence[int], plan_years: tuple[int, ...]) -> list[Total]:
    """The counts and sums that sentences up to the end of a list state about its plan.

    `edges` are the positions where the pages of the list begin and end. A sentence belongs to the plan if
    it names its first and last year, or stands right beside the list without naming a year; sentences by
    dimension belong to it where they follow such a sentence or one another.
    """
    accepted: list[Total] = []
    last_accepted = -_NEAR_SENTENCE * 2
    for position in range(min(len(lines), max(edges) + _NEAR_LIST)):
        line = lines[position]
        text = arabic(plain(line.text)) if not line.cells else ""
        stated = _stated(line, text)
        if not stated:
            continue
        named = set(years(text))
        whole_plan = {plan_years[0], plan_years[-1]} <= named
        near_list = not named and any(abs(edge - position) <= _NEAR_LIST for edge in edges)
        by_dimension = _DIMENSION.search(text) is not None
        follows = by_dimension and position - last_accepted <= _NEAR_SENTENCE and named <= set(plan_years)
        if whole_plan or near_list or follows:
            accepted += stated
            last_accepted = position
    return accepted


def _stated(line: Line, text: str) -> list[Total]:
    """The counts and sums of a sentence, each with the last dimension named before it."""
    found: list[Total] = []
    for pattern, measure in ((_STATED, "project_count"), (_STATED_SUM, "budget_baht")):
        for match in pattern.finditer(text):
            before = text[: match.start()]
            dimensions = _DIMENSION.findall(before)
            dimension = int(dimensions[-1]) if dimensions else None
            value = match[1] if measure == "project_count" else amounts(match[1])[0]
            named = years(before[-_LAST_WORD_LENGTH:])
            year = named[0] if measure == "budget_baht" and len(named) == 1 else None
            found.append(Total(line, measure, value, year, dimension, match[0]))
    return found
