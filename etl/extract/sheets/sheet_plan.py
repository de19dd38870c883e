"""Rows that come from detail sheets alone: projects that a list lost, their years, and a plan without a list."""

import re

from etl.extract.document import Context, Read, Row
from etl.extract.sheets.detail_sheet import Sheet
from etl.extract.sheets.sheet_match import text
from etl.extract.sheets.sheet_values import span

_KINDS = (("โครงการ", "project"), ("กิจกรรม", "activity"), ("มาตรการ", "measure"))
_OFFICE = re.compile(r"(?:สำนัก|กอง|หน่วย|โรงเรียน|ศูนย์|สถาน)")
_LOST = "รายการไม่มีโครงการนี้ ใช้ข้อมูลจากใบรายละเอียด"
_NO_LIST = "ไม่มีรายการโครงการให้ตรวจทาน ใช้ข้อมูลจากใบรายละเอียด"


def plan_of_sheets(sheets: list[Sheet], context: Context) -> Row:
    """The plan that sheets without a list make: its years are theirs, what else it is they do not say."""
    years = sorted({year for sheet in sheets for year in sheet.fiscal_years})
    first, last = (str(years[0]), str(years[-1])) if years else ("", "")
    place = sheets[0].locator
    framework = _framework(years, context)
    return {
        "plan_id": Read(f"{context.org_code}-{first}-{last}"),
        "org_code": Read(context.org_code),
        "kind": Read("anti_corruption_plan", locator=place, doubt=_NO_LIST),
        "framework_code": Read(framework, locator=place),
        "first_fiscal_year": Read(first, locator=place, doubt="" if years else "ไม่พบปีของแผน"),
        "last_fiscal_year": Read(last, locator=place, doubt="" if years else "ไม่พบปีของแผน"),
        "is_draft": Read("false", locator=place, doubt="ใบรายละเอียดไม่บอกว่าเป็นร่างหรือไม่"),
        "title_th": Read("", locator=place, doubt="ไม่พบชื่อแผน โปรดเติม"),
        "stated_project_count": Read(""),
        "locator": Read(place),
    }


def project_of_sheet(sheet: Sheet, plan: Row, *, with_list: bool, office_only: bool) -> Row:
    """The row of a project that only its sheet gives."""
    title = sheet.title.doubted(_LOST) if with_list else sheet.title
    kind = next((code for word, code in _KINDS if sheet.title.value.startswith(word)), "")
    return {
        "project_id": Read(""),
        "plan_id": Read(text(plan, "plan_id")),
        "seq_no": Read(sheet.number.value, sheet.number.printed, sheet.number.locator, sheet.number.doubt),
        "printed_no": Read("") if with_list else sheet.number,
        "dimension_no": sheet.dimension_no,
        "mission_no": sheet.mission_no,
        "kind": Read(kind, locator=sheet.locator),
        "title_th": title,
        "responsible_unit": office(sheet.responsible_unit) if office_only else sheet.responsible_unit,
        "sheet_budget_baht": sheet.budget,
        "sheet_locator": Read(sheet.locator, locator=sheet.locator),
        "locator": Read(sheet.locator, locator=sheet.locator),
    }


def year_row(sheet: Sheet, year: int, *, with_list: bool) -> Row:
    """One planned year of a project as its sheet gives it; the id follows with the numbering."""
    budget = sheet_amount(sheet, year)
    period = Read(str(year), sheet.period.printed, sheet.period.locator, sheet.period.doubt)
    places = [place for place in (sheet.period.locator, budget.locator) if place]
    place = span(places[0], places[-1]) if places else sheet.locator
    return {
        "project_id": Read(""),
        "fiscal_year": period,
        "budget_baht": budget.doubted(_LOST) if with_list else budget,
        "planned_quarters": sheet.planned_quarters,
        "locator": Read(place, locator=place),
    }


def sheet_amount(sheet: Sheet, year: int) -> Read:
    """The budget that a sheet gives for a year: the year's own, else the one that holds for every year."""
    return sheet.budgets.get(year, Read("") if sheet.budgets else sheet.budget)


def sheet_years(sheet: Sheet, plan: Row) -> list[int]:
    """The years that a sheet plans, within the plan; where it names none, those of the plan."""
    planned = years_of_plan(plan)
    return [year for year in sheet.fiscal_years if year in planned or not planned] or planned


def years_of_plan(plan: Row) -> list[int]:
    """The fiscal years of a plan, empty where it does not say."""
    first, last = text(plan, "first_fiscal_year"), text(plan, "last_fiscal_year")
    return list(range(int(first), int(last) + 1)) if first.isdigit() and last.isdigit() else []


def _framework(years: list[int], context: Context) -> str:
    """The framework whose years hold all years of a plan."""
    for code in dict.fromkeys(mission[0] for mission in context.missions):
        bounds = [int(bound) for bound in code.split("-") if bound.isdigit()]
        if years and bounds and bounds[0] <= years[0] and years[-1] <= bounds[-1]:
            return code
    return ""


def office(unit: Read) -> Read:
    """A unit from its office on, as lists name it; the division before it stays in the printed text."""
    starts = [match.start() for match in _OFFICE.finditer(unit.value) if _at_word(unit.value, match.start())]
    if not starts or starts[0] == 0:
        return unit
    short = Read(unit.value[starts[0] :], unit.printed, unit.locator, unit.doubt)
    return short.doubted("ตัดชื่อฝ่ายออกตามแบบของรายการ")


def _at_word(value: str, position: int) -> bool:
    return position == 0 or value[position - 1] == " "
