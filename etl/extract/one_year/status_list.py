"""Reports of one-year plans: the list of projects with money spent and a tick for the status reached."""

from collections import Counter
from decimal import Decimal

from etl.extract.document import Context, Document, Doubt, Extraction, Read
from etl.extract.numerals import squeezed
from etl.extract.one_year.year_headings import certain_status
from etl.extract.one_year.year_plan import PlanRow, YearPlan, find_plans
from etl.extract.one_year.year_projects import add_projects
from etl.extract.one_year.year_rows import ListRow, doubt_blanks, money, note_of, ticked
from etl.extract.one_year.year_tables import YearList
from etl.extract.one_year.year_totals import numbered, page_statuses, plan_totals, report_totals


def read_status_lists(document: Document, context: Context) -> Extraction:
    """The status reports and control totals of every report list; its projects where no plan list has them."""
    extraction = Extraction()
    for plan in find_plans(document, context):
        before = len(plan_totals(plan, context)) if plan.has_plan_list else 0
        totals = [
            total
            for _, found in plan.reports
            if found is not plan.base or not plan.has_plan_list
            for total in report_totals(found, context)
        ]
        if not plan.has_plan_list:
            add_projects(plan, totals, document, context, extraction)
        for place, found in plan.reports:
            _add_report(plan, place, found, context, extraction)
        for row in numbered(plan, totals, before):
            extraction.add("control_total", row)
    return extraction


def _add_report(
    plan: YearPlan, place: int, found: YearList, context: Context, extraction: Extraction
) -> None:
    """Add one row of table `status_report` for each project that the report says something of."""
    codes = {
        id(row): assigned
        for page, assigned in zip(found.pages, page_statuses(found, context), strict=True)
        for row in page.rows
    }
    rows = [(row, row.rows[place]) for row in plan.rows if place in row.rows]
    statuses = [_status(printed, *codes[id(printed)], context) for _, printed in rows]
    doubt = _count_doubt(statuses, found, context)
    spent = doubt_blanks([money(printed, "disbursed") for _, printed in rows])
    for (row, printed), status, disbursed in zip(rows, statuses, spent, strict=True):
        note = note_of(printed)
        if not (status.value or status.doubt or disbursed.value or note.value):
            extraction.doubts.append(_silent(printed))
            continue
        locator = printed.line.locator
        extraction.add(
            "status_report",
            {
                "project_id": Read(plan.project_id(row), locator=locator, doubt=row.doubt),
                "fiscal_year": printed.read(found.fiscal_year, "", found.year_doubt),
                "report_round": printed.read(found.report_round, "", found.round_doubt),
                "status_code": status.doubted(doubt) if doubt else status,
                "disbursed_baht": _against_budget(disbursed, row),
                "reported_on": printed.read("", ""),
                "reason_code": printed.read("", ""),
                "status_note": note,
                "locator": Read(locator, locator=locator),
            },
        )
    missing = [row for row in plan.rows if place not in row.rows]
    extraction.doubts += [_not_listed(row) for row in missing]


def _status(row: ListRow, codes: dict[int, str], doubt: str, context: Context) -> Read:
    """The status of a row: the column that is ticked, or what the cell of the one status column says."""
    if not codes:
        printed = row.text("status")
        code = certain_status(printed, context)
        return row.read(code, printed, "อ่านสถานะไม่ได้" if squeezed(printed) and not code else "")
    found, tick_doubt = ticked(row, list(row.columns.status_headings))
    named = [codes.get(place, "") for place in found]
    printed = " | ".join(f"{row.columns.status_headings[place]}: {row.at(place)}" for place in found)
    if not found:
        return row.read("", "", "ไม่พบเครื่องหมายในช่องสถานะ")
    if len(found) > 1:
        return row.read(named[0], printed, "มีเครื่องหมายมากกว่าหนึ่งช่องสถานะ")
    return row.read(named[0], printed, doubt or tick_doubt or ("" if named[0] else "หัวคอลัมน์สถานะอ่านไม่ได้"))


def _count_doubt(statuses: list[Read], found: YearList, context: Context) -> str:
    """What is doubtful about all statuses: a count printed above or below the list that they do not give."""
    counted = Counter(status.value for status in statuses)
    wrong = {
        f"{total['status_code'].value} นับได้ {counted[total['status_code'].value]} พิมพ์ไว้ {total['value'].value}"
        for total in report_totals(found, context)
        if total["status_code"].value
        and not total["dimension_no"].value
        and counted[total["status_code"].value] != int(total["value"].value)
    }
    return "; ".join(sorted(wrong))


def _against_budget(disbursed: Read, row: PlanRow) -> Read:
    """Money spent beyond the budget of the same row is more often a misreading than a fact."""
    budget = money(row.first, "budget")
    if disbursed.value and budget.value and Decimal(disbursed.value) > Decimal(budget.value):
        return disbursed.doubted(f"เบิกจ่ายมากกว่างบประมาณ {budget.value}")
    return disbursed


def _silent(row: ListRow) -> Doubt:
    return Doubt(
        "report_row_empty",
        row.line.locator,
        "แถวในรายงานไม่มีสถานะ ยอดเบิกจ่าย หรือหมายเหตุ",
        "The row of the report has no status, disbursement or note",
        row.text("title"),
    )


def _not_listed(row: PlanRow) -> Doubt:
    return Doubt(
        "project_without_report",
        row.first.line.locator,
        "โครงการนี้ไม่พบในรายงาน",
        "This project is not found in the report",
        row.first.text("title"),
    )
