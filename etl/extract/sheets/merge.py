"""Lists of projects and detail sheets of one plan, completing and checking each other."""

import re
from dataclasses import replace
from itertools import groupby

from etl.extract.document import Context, Doubt, Extraction, Read, Row
from etl.extract.sheets.detail_sheet import Sheet
from etl.extract.sheets.sheet_match import match, share_matched, text, units_agree
from etl.extract.sheets.sheet_plan import (
    office,
    plan_of_sheets,
    project_of_sheet,
    sheet_amount,
    sheet_years,
    year_row,
    years_of_plan,
)
from etl.extract.sheets.title_reading import compared_title, standard_measure

_SAME_PLAN = 0.3
_OF_A_YEAR = ("budget_baht", "planned_quarters")


def merge_sheets(extraction: Extraction, sheets: list[Sheet], context: Context) -> Extraction:
    """The extraction completed and checked by detail sheets; the given one is left as it is.

    Each run of sheets goes to the plan whose years and titles it shares, and makes a plan of its own
    where there is none.
    """
    merged = Extraction(
        {name: [dict(row) for row in rows] for name, rows in extraction.tables.items()},
        list(extraction.doubts),
    )
    for _, run in groupby(sheets, key=lambda sheet: sheet.group):
        group = list(run)
        plan = _plan_for(merged, group, context)
        if plan is None:
            plan = plan_of_sheets(group, context)
            merged.add("plan", plan)
        _merge_plan(merged, plan, group, context)
    return merged


def _plan_for(merged: Extraction, sheets: list[Sheet], context: Context) -> Row | None:
    """The plan that a run of sheets details: its years hold theirs, and its list shares their titles."""
    scored: list[tuple[float, int]] = []
    sheet_span = {year for sheet in sheets for year in sheet.fiscal_years}
    plans = merged.tables.get("plan", [])
    for position, plan in enumerate(plans):
        shared = share_matched(_projects(merged, plan), sheets, context)
        planned = set(years_of_plan(plan))
        same_years = bool(planned) and bool(sheet_span) and sheet_span <= planned
        if shared >= _SAME_PLAN or (same_years and not _projects(merged, plan)):
            scored.append((shared + (1.0 if same_years else 0.0), -position))
    return plans[-max(scored)[1]] if scored else None


def _projects(merged: Extraction, plan: Row) -> list[Row]:
    return [row for row in merged.tables.get("project", []) if text(row, "plan_id") == text(plan, "plan_id")]


def _merge_plan(merged: Extraction, plan: Row, sheets: list[Sheet], context: Context) -> None:
    """Complete and check one plan: rows of its list in their order, lost projects where their sheets stand."""
    projects = _projects(merged, plan)
    years = _years_by_project(merged)
    pairs = match(projects, sheets, context)
    short_units = _names_offices_only(projects)
    with_list = bool(projects)
    order: list[tuple[Row, list[Row]]] = []
    for position, row in enumerate(projects):
        own = years.get(text(row, "project_id"), [])
        place = next((place for place, matched in pairs.items() if matched == position), None)
        if place is not None:
            by_place = not text(row, "title_th")
            _complete(row, sheets[place], context, office_only=short_units)
            own = [_placed(year) for year in own] if by_place else own
            merged.doubts += _years_apart(own, sheets[place])
            own = _complete_years(own, sheets[place], plan)
        elif not text(row, "title_th"):
            merged.doubts.append(_row_without_sheet(row))
            order.append(({}, []))
            continue
        else:
            merged.doubts.append(_project_without_sheet(row))
        order.append((row, own))
    for place, sheet in enumerate(sheets):
        if place not in pairs:
            new = project_of_sheet(sheet, plan, with_list=with_list, office_only=short_units)
            own = [year_row(sheet, year, with_list=with_list) for year in sheet_years(sheet, plan)]
            order.insert(_place_after(place, sheets, order), (new, own))
    _doubt_lost_quarters([own for _, own in order])
    _renumber(merged, plan, [entry for entry in order if entry[0]])
    _check_count(merged, plan)


def _complete(row: Row, sheet: Sheet, context: Context, *, office_only: bool) -> None:
    """Fill and check the cells of a listed project from its sheet."""
    row["sheet_locator"] = Read(sheet.locator, sheet.title.printed, sheet.locator)
    row["sheet_budget_baht"] = sheet.budget
    if not text(row, "title_th"):
        doubt = "รายการไม่มีชื่อโครงการ ใช้ชื่อจากใบรายละเอียด จับคู่ตามลำดับ"
        row["title_th"] = sheet.title.doubted(doubt)
        row["locator"] = Read(sheet.locator, "", sheet.locator)
        row["kind"] = project_of_sheet(sheet, {}, with_list=True, office_only=False)["kind"]
    elif sheet.title.value:
        row["title_th"] = compared_title(row["title_th"], sheet.title, context)
    row["responsible_unit"] = _unit(row.get("responsible_unit", Read("")), sheet, office_only=office_only)
    for column, read in (("mission_no", sheet.mission_no), ("dimension_no", sheet.dimension_no)):
        row[column] = _place_in_plan(row.get(column, Read("")), read, column, row, context)


def _placed(year: Row) -> Row:
    """A year of a row without a title: that it belongs to its project is only known by its place."""
    doubt = "แถวในรายการไม่มีชื่อโครงการ จับคู่กับใบรายละเอียดตามลำดับ"
    named = {name: read.doubted(doubt) for name, read in year.items() if name in _OF_A_YEAR and read.value}
    return {**year, **named}


def _unit(listed: Read, sheet: Sheet, *, office_only: bool) -> Read:
    if not listed.value:
        return office(sheet.responsible_unit) if office_only else sheet.responsible_unit
    if not sheet.responsible_unit.value or units_agree(listed.value, sheet):
        return listed
    unit = sheet.responsible_unit
    return listed.doubted(f"ใบรายละเอียดระบุ “{unit.value}” ({unit.locator})")


def _place_in_plan(listed: Read, sheet: Read, column: str, row: Row, context: Context) -> Read:
    """Mission or dimension: the sheet stands under its own heading, the list's cell holds for many rows."""
    if not sheet.value or listed.value == sheet.value:
        return listed
    if not listed.value:
        return sheet
    measure = standard_measure(text(row, "title_th"), context)
    standard = "" if measure is None else measure[2] if column == "mission_no" else str(measure[1])
    better, other = (listed, sheet) if standard == listed.value or sheet.doubt else (sheet, listed)
    return better.doubted(f"รายการอ่านได้ {listed.value} ใบรายละเอียดอ่านได้ {sheet.value} ({other.locator})")


def _years_apart(own: list[Row], sheet: Sheet) -> list[Doubt]:
    """A finding where the list plans a project in other years than its sheet."""
    listed = sorted({int(text(year, "fiscal_year")) for year in own})
    if not listed or not sheet.fiscal_years or listed == list(sheet.fiscal_years):
        return []
    named = ", ".join(map(str, listed)), ", ".join(map(str, sheet.fiscal_years))
    message_th = f"ปีในรายการ ({named[0]}) ต่างจากใบรายละเอียด ({named[1]})"
    message_en = f"The list plans {named[0]}, the detail sheet {named[1]}."
    return [Doubt("sheet_years_differ", sheet.period.locator, message_th, message_en, sheet.period.printed)]


def _complete_years(own: list[Row], sheet: Sheet, plan: Row) -> list[Row]:
    """The years of a listed project beside the period and budget of its sheet."""
    if not own:
        return [year_row(sheet, year, with_list=True) for year in sheet_years(sheet, plan)]
    for year in own:
        amount = sheet_amount(sheet, int(text(year, "fiscal_year")))
        if amount.value:
            year["budget_baht"] = _budget(year.get("budget_baht", Read("")), amount)
    return own


def _budget(listed: Read, sheet: Read) -> Read:
    """A budget of the list beside the sheet's: two clean readings that differ leave the list's, doubted."""
    current = listed.corrected or listed.value
    if current == sheet.value:
        return listed
    if not current:
        return sheet.doubted("รายการไม่มีงบประมาณ ใช้จำนวนจากใบรายละเอียด")
    doubt = f"งบประมาณในรายการ {current} ใบรายละเอียด {sheet.value} ({sheet.locator})"
    if listed.doubt and not sheet.doubt:
        return replace(sheet, printed=listed.printed or sheet.printed, doubt=f"{doubt}; {listed.doubt}")
    return replace(listed, doubt=doubt)


def _doubt_lost_quarters(plan_years: list[list[Row]]) -> None:
    """Where the list plans by quarter, a year without quarters has lost them."""
    rows = [row for own in plan_years for row in own]
    if any(text(row, "planned_quarters") for row in rows):
        for row in rows:
            if not text(row, "planned_quarters"):
                quarters = row.get("planned_quarters", Read(""))
                row["planned_quarters"] = quarters.doubted("รายการไม่มีไตรมาสของโครงการนี้")


def _names_offices_only(projects: list[Row]) -> bool:
    """Whether the list names offices without their divisions: what it lost is then written the same way."""
    units = [text(row, "responsible_unit") for row in projects if text(row, "responsible_unit")]
    return bool(units) and not any(re.match(r"ฝ่าย|งาน|แผนก", unit) for unit in units)


def _years_by_project(merged: Extraction) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in merged.tables.get("project_year", []):
        found.setdefault(text(row, "project_id"), []).append(row)
    return found


def _place_after(place: int, sheets: list[Sheet], order: list[tuple[Row, list[Row]]]) -> int:
    """Where in the order a lost project goes: behind the project of the sheet before its own."""
    if place == 0:
        return 0
    before = sheets[place - 1].locator
    for position, (row, _) in enumerate(order):
        if row and text(row, "sheet_locator") == before:
            return position + 1
    return len(order)


def _renumber(merged: Extraction, plan: Row, order: list[tuple[Row, list[Row]]]) -> None:
    """Number the projects of a plan anew and carry the new keys into every table that names a project."""
    plan_id = text(plan, "plan_id")
    others = [row for row in merged.tables.get("project", []) if text(row, "plan_id") != plan_id]
    gone = {text(row, "project_id") for row in _projects(merged, plan)}
    renamed: dict[str, str] = {}
    projects: list[Row] = []
    plan_years: list[Row] = []
    for number, (row, own) in enumerate(order, 1):
        project_id = f"{plan_id}-{number:02d}"
        if old := text(row, "project_id"):
            renamed[old] = project_id
        row["project_id"], row["plan_id"] = Read(project_id), Read(plan_id)
        row["seq_no"] = replace(row.get("seq_no", Read("")), value=str(number), corrected=None)
        projects.append(row)
        plan_years += [{**year, "project_id": Read(project_id)} for year in own]
    years = [row for row in merged.tables.get("project_year", []) if text(row, "project_id") not in gone]
    for name, rows in merged.tables.items():
        if name not in ("project", "project_year"):
            for row in rows:
                if (known := text(row, "project_id")) in renamed:
                    row["project_id"] = replace(row["project_id"], value=renamed[known])
    merged.tables["project"] = others + projects
    merged.tables["project_year"] = years + plan_years


def _check_count(merged: Extraction, plan: Row) -> None:
    stated = text(plan, "stated_project_count")
    counted = len(_projects(merged, plan))
    if stated and stated != str(counted):
        plan["stated_project_count"] = plan["stated_project_count"].doubted(f"อ่านโครงการได้ {counted} โครงการ")


def _project_without_sheet(row: Row) -> Doubt:
    title = text(row, "title_th")
    return Doubt(
        "project_without_sheet",
        text(row, "locator"),
        f"ไม่พบใบรายละเอียดของ “{title}”",
        f"No detail sheet was found for “{title}”.",
        title,
    )


def _row_without_sheet(row: Row) -> Doubt:
    return Doubt(
        "list_row_without_title",
        text(row, "locator"),
        "แถวในรายการไม่มีชื่อโครงการ และจับคู่กับใบรายละเอียดไม่ได้ จึงไม่นำเข้า",
        "A row of the list has no title and fits no detail sheet; it was left out.",
    )
