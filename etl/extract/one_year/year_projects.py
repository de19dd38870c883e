"""The projects of a one-year plan as rows: titles, dimensions and budgets settled between its lists."""

from decimal import Decimal
from itertools import product

from etl.extract.document import Context, Document, Doubt, Extraction, Read
from etl.extract.one_year.two_readings import Phrases, settled_title
from etl.extract.one_year.year_plan import PlanRow, YearPlan, plan_row
from etl.extract.one_year.year_rows import (
    ListRow,
    dimension,
    doubt_blanks,
    kind_of,
    money,
    number_of,
    ticked,
    title_of,
)
from etl.extract.one_year.year_totals import Total, counted_quarters

_MOST_DIFFERENCES = 10  # 2 to this power budgets are tried against the printed sum


def add_projects(
    plan: YearPlan, totals: list[Total], document: Document, context: Context, extraction: Extraction
) -> None:
    """Add the rows of tables `plan`, `project` and `project_year`."""
    extraction.add("plan", plan_row(plan, context))
    phrases = Phrases(document, context)
    dimensions = _dimensions(plan)
    budgets = _budgets(plan, _printed(totals, "budget_baht"))
    quarter_doubt = _quarter_doubt(plan, totals)
    before = 0
    for row, dimension_read, budget in zip(plan.rows, dimensions, budgets, strict=True):
        first = row.first
        key = Read(plan.project_id(row), locator=first.line.locator, doubt=row.doubt)
        number, printed_number = number_of(first)
        number_doubt = "" if number == before + 1 else "ลำดับที่ข้าม ซ้ำ หรืออ่านไม่ได้"
        before = number if number is not None else before + 1
        title = settled_title(
            _title(plan, row, first), [_title(plan, row, other) for other in _others(row)], phrases
        )
        kind, kind_doubt = kind_of(title.corrected or title.value)
        place = Read(first.line.locator, locator=first.line.locator)
        extraction.add(
            "project",
            {
                "project_id": key,
                "plan_id": first.read(plan.plan_id, ""),
                "seq_no": first.read(str(row.seq_no), printed_number),
                "printed_no": first.read("" if number is None else str(number), printed_number, number_doubt),
                "dimension_no": dimension_read,
                "mission_no": first.read("", ""),
                "kind": first.read(kind, title.printed, kind_doubt),
                "title_th": title.doubted(row.doubt) if row.doubt else title,
                "responsible_unit": first.read(first.text("unit"), first.text("unit")),
                "locator": place,
            },
        )
        extraction.add(
            "project_year",
            {
                "project_id": key,
                "fiscal_year": first.read(plan.base.fiscal_year, "", plan.base.year_doubt),
                "budget_baht": budget,
                "planned_quarters": _quarters(first, quarter_doubt),
                "locator": place,
            },
        )
        if number_doubt:
            extraction.doubts.append(_number_doubt(first, printed_number))


def _number_doubt(row: ListRow, printed: str) -> Doubt:
    return Doubt(
        "list_numbering",
        row.line.locator,
        "ลำดับที่ในรายการข้าม ซ้ำ หรืออ่านไม่ได้",
        "The running number of the list skips, repeats or cannot be read",
        printed,
    )


def _others(row: PlanRow) -> list[ListRow]:
    return [other for place, other in sorted(row.rows.items()) if other is not row.first]


def _title(plan: YearPlan, row: PlanRow, printed: ListRow) -> Read:
    """The title of a row with what the rows below carry on of it."""
    place = next(place for place, known in row.rows.items() if known is printed)
    title = title_of(printed)
    for page in plan.lists[place].pages:
        position = next((number for number, known in enumerate(page.rows) if known is printed), None)
        if position is not None:
            rest = [title_of(more) for more in page.carried.get(position, [])]
            if any(rest):
                whole = " ".join([title, *filter(None, rest)])
                return printed.read(whole, whole, "ชื่อต่อกันจากหลายแถว")
    return printed.read(title, printed.text("title"))


def _dimensions(plan: YearPlan) -> list[Read]:
    """The dimension of each project: its own cell, the section above it, or the cell that stands once."""
    sections: dict[int, str] = {}
    for page in plan.base.pages:
        for start, section in sorted(page.sections.items()):
            sections |= {id(row): section for row in page.rows[start:]}
    found = [
        _settled(dimension(row.first), [dimension(other) for other in _others(row)]) for row in plan.rows
    ]
    own = [read.value for read in found if read.value]
    stands_once = len(own) == len(set(own)) and own == sorted(own)
    above = ""
    for position, (row, read) in enumerate(zip(plan.rows, found, strict=True)):
        if read.value:
            above = read.value
        elif id(row.first) in sections:
            found[position] = row.first.read(sections[id(row.first)], read.printed, read.doubt)
        elif above and "dimension" in row.first.columns.roles and not read.doubt:
            doubt = "" if stands_once else "ช่องมิติว่าง ใช้มิติของแถวบน"
            found[position] = row.first.read(above, "", doubt)
    return found


def _settled(read: Read, others: list[Read]) -> Read:
    """The first reading of a value; doubted where another list prints another, filled where it is silent."""
    for other in others:
        if other.value and not read.value:
            read = other.doubted("อ่านจากรายการอีกแห่งในเอกสาร")
        elif other.value and other.value != read.value:
            read = read.doubted(f"อีกแห่ง ({other.locator}) พิมพ์ {other.value}")
    return read


def _budgets(plan: YearPlan, printed_sum: str) -> list[Read]:
    """The budgets, settled between the lists by the printed sum where one choice of readings makes it."""
    own = doubt_blanks([money(row.first, "budget") for row in plan.rows])
    second = [[read for other in _others(row) if (read := money(other, "budget")).value] for row in plan.rows]
    budgets = [_settled(read, others) for read, others in zip(own, second, strict=True)]
    if not printed_sum or _sum(own) == Decimal(printed_sum):
        return budgets
    open_places = [
        place
        for place, (read, others) in enumerate(zip(own, second, strict=True))
        if read.value and others and others[0].value != read.value
    ]
    answers = []
    for choice in product(
        (False, True), repeat=len(open_places) if len(open_places) <= _MOST_DIFFERENCES else 0
    ):
        swapped = [place for place, swap in zip(open_places, choice, strict=False) if swap]
        change = sum(Decimal(second[place][0].value) - Decimal(own[place].value) for place in swapped)
        if swapped and _sum(own) + change == Decimal(printed_sum):
            answers.append(swapped)
    if len(answers) == 1:
        for place in answers[0]:
            read, other = budgets[place], second[place][0]
            reason = "อ่านตามอีกแห่งแล้วผลรวมตรงกับที่พิมพ์ไว้"
            budgets[place] = Read(
                read.value, read.printed, read.locator, read.doubt, other.value, reason, other.locator
            )
        return budgets
    doubt = f"งบประมาณรวมกันได้ {_sum(own)} แต่พิมพ์ไว้ {printed_sum}"
    return [read.doubted(doubt) if read.value != "0.00" else read for read in budgets]


def _sum(reads: list[Read]) -> Decimal:
    return sum((Decimal(read.value) for read in reads if read.value), Decimal(0))


def _printed(totals: list[Total], measure: str) -> str:
    """The printed sum of the whole plan."""
    values = [
        total["value"].value
        for total in totals
        if total["measure"].value == measure and not total["dimension_no"].value
    ]
    return values[-1] if values else ""


def _quarter_doubt(plan: YearPlan, totals: list[Total]) -> str:
    """What is doubtful about the ticks of the whole list: a printed count that they do not give."""
    counted = counted_quarters(plan.base)
    wrong = [
        f"ไตรมาส {total['quarter'].value} นับได้ {counted[total['quarter'].value]} พิมพ์ไว้ {total['value'].value}"
        for total in totals
        if total["quarter"].value
        and not total["dimension_no"].value
        and counted[total["quarter"].value] != int(total["value"].value)
    ]
    return "; ".join(wrong)


def _quarters(row: ListRow, doubt: str) -> Read:
    columns = row.columns
    if not columns.quarters:
        return row.read("", "")
    places = [columns.quarters[number] for number in range(1, 5)]
    found, tick_doubt = ticked(row, places)
    value = ";".join(str(number) for number, place in enumerate(places, 1) if place in found)
    empty = "" if value else "ไม่พบเครื่องหมายในช่องไตรมาส"
    printed = " | ".join(row.at(place) for place in places)
    return row.read(value, printed, tick_doubt or empty or doubt or columns.doubt)
