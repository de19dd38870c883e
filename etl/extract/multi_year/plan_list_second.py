"""A plan that is listed twice: where the two lists differ, the first is kept and both are named."""

from rapidfuzz import fuzz

from etl.extract.document import Doubt, Extraction, Row
from etl.extract.numerals import squeezed

_SAME_TITLE = 85


def compare_lists(first: Extraction, second: Extraction, plan_id: str) -> None:
    """Doubt the values of a plan's first list that its second list gives otherwise."""
    own = [row for row in first.tables.get("project", []) if row["plan_id"].value == plan_id]
    for other in second.tables.get("project", []):
        match = _same_project(own, other)
        if match is None:
            locator = other["locator"].value
            thai, english = (
                "โครงการในรายการชุดที่สองไม่มีในชุดแรก",
                "a project of the second list is not in the first",
            )
            first.doubts.append(Doubt("second_list", locator, thai, english, other["title_th"].value))
            continue
        for column in ("mission_no", "dimension_no", "responsible_unit"):
            _doubt_difference(match, other, column)
        pairs = _years(second, other)
        for year, row in _years(first, match).items():
            if year in pairs:
                _doubt_difference(row, pairs[year], "budget_baht")
                _doubt_difference(row, pairs[year], "planned_quarters")


def _same_project(rows: list[Row], other: Row) -> Row | None:
    title = squeezed(other["title_th"].value)
    scored = [
        (fuzz.ratio(squeezed(row["title_th"].value), title), position) for position, row in enumerate(rows)
    ]
    score, position = max(scored, default=(0, 0))
    return rows[position] if score >= _SAME_TITLE else None


def _years(extraction: Extraction, project: Row) -> dict[str, Row]:
    wanted = project["project_id"].value
    rows = extraction.tables.get("project_year", [])
    return {row["fiscal_year"].value: row for row in rows if row["project_id"].value == wanted}


def _doubt_difference(row: Row, other: Row, column: str) -> None:
    theirs = other[column]
    if theirs.value and theirs.value != row[column].value:
        row[column] = row[column].doubted(f"รายการชุดที่สอง ({theirs.locator}) พิมพ์ว่า {theirs.value}")
