"""Counts and sums that one-year lists print, beside what their rows add up to."""

import re
from decimal import Decimal

from etl.extract.document import Context, Line, Read, Row
from etl.extract.numerals import amounts, arabic, plain, squeezed
from etl.extract.one_year.year_headings import assign_statuses, certain_status
from etl.extract.one_year.year_plan import YearPlan, stated_counts
from etl.extract.one_year.year_rows import ListRow, ticked
from etl.extract.one_year.year_tables import YearList

_DIMENSION = re.compile(r"มิติ(?:ที่)?\s*([1-4])")
_CARRIED = ("ยกไป", "ยกมา", "หน้านี้")
_STATED = re.compile(r"^(.*?)(?:จำนวน|:)?\s*(\d{1,3})\s*(?:โครงการ|กิจกรรม|มาตรการ|รายการ|projects?|$)", re.I)
_COLUMNS = ("fiscal_year", "measure", "dimension_no", "quarter", "status_code", "report_round", "value")
_IN_ORDER = "แถวผลรวมเลื่อน อ่านตามลำดับตัวเลข"

Total = dict[str, Read]


def page_statuses(found: YearList, context: Context) -> list[tuple[dict[int, str], str]]:
    """For each page of a list, the status of each tick column and the doubt about its headings."""
    return assign_statuses([page.columns.status_headings for page in found.pages], context)


def plan_totals(plan: YearPlan, context: Context) -> list[Total]:
    """What the plan's own list states: the number of projects above it, and its sum rows."""
    found = plan.base
    stated = [_total(found, line, "project_count", value) for line, value in stated_counts(found)]
    return [*stated, *_sums(found, context)]


def report_totals(found: YearList, context: Context) -> list[Total]:
    """What a report states: projects by status and in all above its list, and its sum rows."""
    totals = []
    for line in found.intro:
        match = _STATED.match(arabic(plain(line.text)).lstrip("-•* "))
        if not match or line.cells:
            continue
        status = certain_status(match[1], context)
        if status:
            totals.append(_total(found, line, "status_count", match[2], status_code=status))
        elif any(line is counted for counted, _ in stated_counts(found)):
            totals.append(_total(found, line, "project_count", match[2]))
    for total in totals:
        total["report_round"] = Read(found.report_round, "", total["locator"].value, found.round_doubt)
    return [*totals, *_sums(found, context)]


def numbered(plan: YearPlan, totals: list[Total], after: int = 0) -> list[Row]:
    """Totals as rows of table `control_total`, numbered after those that stand before."""
    return [
        {
            "total_id": Read(f"{plan.plan_id}-t{number:02d}", locator=total["locator"].value),
            "plan_id": Read(plan.plan_id, locator=total["locator"].value),
            **total,
        }
        for number, total in enumerate(totals, after + 1)
    ]


def _total(found: YearList, line: Line, measure: str, value: str, doubt: str = "", **parts: str) -> Total:
    values = {"fiscal_year": found.fiscal_year, "measure": measure, "value": value, **parts}
    row = {column: Read(values.get(column, ""), locator=line.locator) for column in _COLUMNS}
    row["value"] = Read(value, plain(line.text), line.locator, doubt)
    return {**row, "locator": Read(line.locator, locator=line.locator)}


def _sums(found: YearList, context: Context) -> list[Total]:
    """The figures of sum rows: sums by dimension where they name one, and the last sum of the whole list."""
    totals: list[Total] = []
    assigned = page_statuses(found, context)
    rows = [
        (page, codes, row)
        for page, (codes, _) in zip(found.pages, assigned, strict=True)
        for row in page.sums
    ]
    rows = [entry for entry in rows if not any(word in squeezed(entry[2].line.text) for word in _CARRIED)]
    for position, (page, codes, row) in enumerate(rows):
        match = _DIMENSION.search(arabic(plain(row.line.text)))
        section = page.sections and page.sections[max(page.sections)]
        is_last = position == len(rows) - 1
        part = match[1] if match else (section if section and not is_last else "")
        if not part and not is_last:
            continue
        totals += _row_totals(found, row, codes, part)
    return totals


def _row_totals(found: YearList, row: ListRow, codes: dict[int, str], part: str) -> list[Total]:
    columns = row.columns
    names: dict[int, tuple[str, dict[str, str]]] = {}
    for role in ("budget", "disbursed"):
        if role in columns.roles:
            names[columns.roles[role]] = (f"{role}_baht", {})
    names |= {
        place: ("quarter_count", {"quarter": str(number)}) for number, place in columns.quarters.items()
    }
    names |= {place: ("status_count", {"status_code": code}) for place, code in codes.items()}
    figures, doubt = _figures(row, sorted(names))
    totals = []
    for place, figure in figures.items():
        measure, parts = names[place]
        value = figure if measure.endswith("_baht") else str(int(Decimal(figure)))
        if columns.has_status:
            parts = {**parts, "report_round": found.report_round}
        totals.append(_total(found, row.line, measure, value, doubt, dimension_no=part, **parts))
    return totals


def _figures(row: ListRow, places: list[int]) -> tuple[dict[int, str], str]:
    """The figure under each column; where cells slid, by order if there are as many figures as columns."""
    inside = {place: found[0] for place in places if (found := amounts(squeezed(row.at(place))))}
    # Figures among the words of the label ("รวม 38 โครงการ") are no sums of a column.
    bare = [place for place in range(len(row.cells)) if not re.search(r"[ก-ฮA-Za-z]", row.at(place))]
    in_order = [figure for place in bare for figure in amounts(squeezed(row.at(place)))]
    if len(in_order) == len(inside):
        return inside, ""
    return (dict(zip(places, in_order, strict=True)) if len(in_order) == len(places) else inside), _IN_ORDER


def counted_quarters(found: YearList) -> dict[str, int]:
    """The ticks of each quarter in the rows of a list."""
    return {
        str(number): sum(
            bool(ticked(row, [row.columns.quarters[number]])[0]) for row in found.rows if row.columns.quarters
        )
        for number in range(1, 5)
    }
