"""Read the lists of projects of plans over several years: projects, budgets by year, printed sums."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from etl.extract.document import Context, Document, Doubt, Extraction, Line, Read, Row
from etl.extract.multi_year.plan_list_cells import is_grand, kind_of, looks_like_title, split_titles
from etl.extract.multi_year.plan_list_check import (
    check_blank_years,
    check_missions,
    check_numbers,
    check_units,
)
from etl.extract.multi_year.plan_list_entries import LOST_TITLE, Entry, Gathered, merged
from etl.extract.multi_year.plan_list_heading import Heading, continues, heading_at, is_foreign_heading
from etl.extract.multi_year.plan_list_row import Reference, RowParts, row_parts
from etl.extract.multi_year.plan_list_second import compare_lists
from etl.extract.multi_year.plan_list_title import plan_title
from etl.extract.multi_year.plan_list_totals import Total, doubt_repeats, row_totals, text_totals
from etl.extract.numerals import plain, squeezed

FRAMEWORKS = ("2561-2565", "2566-2570")
_PAGE_MARK = re.compile(
    r"^(?:[#*_\-–—=.\s\d๐-๙()]*|.{0,4}สแกนด้วย.*|.*camscanner.*|หน้า.{0,12}|page.{0,12})$", re.IGNORECASE
)


@dataclass
class _List:
    """The rows of one list, gathered from the pages that it runs over."""

    start: int
    years: tuple[int, ...]
    rows: list[tuple[Line, Heading]] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)

    def titles(self) -> set[str]:
        """The titles of the list, as two lists of the same projects are told by them."""
        cells = [cell for line, _ in self.rows for cell in line.cells if looks_like_title(cell)]
        return {squeezed(title.text) for cell in cells for title in split_titles(cell)}

    def repeats(self, earlier: "_List") -> bool:
        """Whether the list names mostly projects that an earlier one has: it is printed twice."""
        own, known = self.titles(), earlier.titles()
        return len(own & known) * 2 > len(own)

    def take(self, later: "_List") -> None:
        """Go on with a further page of the same plan."""
        self.years = tuple(sorted({*self.years, *later.years}))
        self.rows += later.rows
        self.edges += later.edges


def read_plan_lists(document: Document, context: Context) -> Extraction:
    """Read every list of projects over several years in a document into plan, projects, years and totals."""
    extraction = Extraction()
    lists = _lists(document.lines)
    taken: set[str] = set()
    for plan_list in lists:
        plan_id = f"{context.org_code}-{plan_list.years[0]}-{plan_list.years[-1]}"
        if plan_id in taken:
            second = Extraction()
            _read_list(document.lines, plan_list, plan_id, context, second)
            locator = document.lines[plan_list.start].locator
            thai, english = (
                "มีรายการโครงการของแผนนี้อีกชุดหนึ่ง ใช้ชุดแรก",
                "the plan is listed twice; the first list is used",
            )
            extraction.doubts.append(Doubt("second_list", locator, thai, english))
            compare_lists(extraction, second, plan_id)
            continue
        if _read_list(document.lines, plan_list, plan_id, context, extraction):
            taken.add(plan_id)
    return extraction


def _lists(lines: Sequence[Line]) -> list[_List]:
    """Find the lists: pages with a heading and its rows, with nothing but marks of pages between the rows."""
    pages: list[_List] = []
    open_list: _List | None = None
    heading: Heading | None = None
    position = 0
    while position < len(lines):
        line = lines[position]
        found = heading_at(lines, position) if line.cells else None
        if found:
            open_list = _List(position, found.years, edges=[position])
            pages.append(open_list)
            heading = found
            if found.fused_title:
                cells = ("",) * found.title + (found.fused_title,)
                open_list.rows.append((replace(line, cells=cells), found))
            position += found.row_count
            continue
        if line.cells and open_list and heading:
            if continues(line, heading):
                position += 1
                continue
            if is_foreign_heading(line):
                open_list = None
            else:
                open_list.rows.append((line, heading))
                open_list.edges = [open_list.start, position]
        elif not line.cells and not _PAGE_MARK.match(plain(line.text)):
            open_list = None
        position += 1
    return _joined(pages)


def _joined(pages: Sequence[_List]) -> list[_List]:
    """The lists of a document from their pages: of one plan if the years meet and the projects are others."""
    lists: list[_List] = []
    for page in pages:
        last = lists[-1] if lists else None
        if last and set(last.years) & set(page.years) and not page.repeats(last):
            last.take(page)
        else:
            lists.append(page)
    return lists


def _read_list(
    lines: Sequence[Line], plan_list: _List, plan_id: str, context: Context, extraction: Extraction
) -> bool:
    """Read one list into the extraction; whether it held any project."""
    framework = _framework(plan_list.years)
    reference = Reference.of(context, framework)
    gathered = Gathered(names=context.organisation_names)
    totals = text_totals(lines, plan_list.edges, plan_list.years)
    rows = [row_parts(line, heading, reference) for line, heading in plan_list.rows]
    for index, (parts, (_, heading)) in enumerate(zip(rows, plan_list.rows, strict=True)):
        if parts.is_sum:
            grand_follows = any(_is_grand_row(later) for later in rows[index + 1 :])
            found, doubts = row_totals(parts, heading, gathered.dimension, grand_follows)
            totals += found
            gathered.doubts += doubts
            gathered.take_headings(parts)
            gathered.short = []
            gathered.closed = parts.dimension is None
        else:
            gathered.take(parts, heading)
    if not gathered.entries:
        locator = lines[plan_list.start].locator
        thai, english = "ตารางรายการโครงการไม่มีโครงการ", "a list of projects without projects"
        extraction.doubts.append(Doubt("empty_list", locator, thai, english))
        return False
    check_missions(gathered.entries, reference, context)
    check_units(gathered.entries)
    check_blank_years(gathered.entries)
    extraction.doubts += [*merged(gathered.doubts), *check_numbers(gathered.entries)]
    extraction.doubts += _count_doubts(gathered.entries, totals)
    totals.sort(key=lambda total: total.line.number)
    doubt_repeats(totals)
    extraction.add("plan", _plan_row(lines, plan_list, plan_id, context, totals))
    for seq_no, entry in enumerate(gathered.entries, start=1):
        _add_project(extraction, entry, plan_id, seq_no)
    for position, total in enumerate(totals, start=1):
        extraction.add("control_total", _total_row(total, plan_id, position))
    return True


def _count_doubts(entries: Sequence[Entry], totals: Sequence[Total]) -> list[Doubt]:
    """A finding for each number of projects that the plan states and the list does not hold."""
    doubts = []
    for total in totals:
        held = [entry for entry in entries if total.dimension in (None, entry.dimension)]
        if total.measure == "project_count" and int(total.value) != len(held):
            of = "ทั้งแผน" if total.dimension is None else f"มิติ {total.dimension}"
            thai = f"เอกสารระบุ {total.value} โครงการ ({of}) แต่อ่านได้ {len(held)}"
            english = f"{total.value} projects stated, {len(held)} read"
            doubts.append(Doubt("project_count", total.line.locator, thai, english, total.printed))
    return doubts


def _is_grand_row(parts: RowParts) -> bool:
    return parts.is_sum and any(is_grand(label) for label in parts.labels)


def _framework(plan_years: tuple[int, ...]) -> str:
    """The framework that the years of a plan lie in; empty outside of both."""
    for code in FRAMEWORKS:
        first, last = (int(year) for year in code.split("-"))
        if first <= plan_years[0] and plan_years[-1] <= last:
            return code
    return ""


def _plan_row(
    lines: Sequence[Line], plan_list: _List, plan_id: str, context: Context, totals: Sequence[Total]
) -> Row:
    first, last = plan_list.years[0], plan_list.years[-1]
    heading = plan_title(lines, plan_list.start, plan_list.years, context.organisation_names)
    here = lines[plan_list.start].locator
    locator = heading.title.locator or here
    return {
        "plan_id": Read(plan_id, "", locator),
        "org_code": Read(context.org_code, "", locator),
        "kind": Read(heading.kind, "", locator),
        "framework_code": Read(_framework(plan_list.years), "", here),
        "first_fiscal_year": Read(str(first), str(first), here),
        "last_fiscal_year": Read(str(last), str(last), here),
        "is_draft": heading.is_draft,
        "title_th": heading.title,
        "stated_project_count": _stated_count(totals, here),
        "locator": Read(locator, "", locator),
    }


def _stated_count(totals: Sequence[Total], here: str) -> Read:
    """The number of projects that the plan states for itself; in doubt where it states different ones."""
    stated = [total for total in totals if total.measure == "project_count" and total.dimension is None]
    if not stated:
        return Read("", "", here)
    nearest = next((total for total in reversed(stated) if not total.line.cells), stated[-1])
    differ = len({total.value for total in stated}) > 1
    doubt = "เอกสารระบุจำนวนโครงการทั้งหมดไม่ตรงกัน" if differ else ""
    return Read(nearest.value, nearest.printed, nearest.line.locator, doubt)


def _add_project(extraction: Extraction, entry: Entry, plan_id: str, seq_no: int) -> None:
    """Add a project and its years."""
    project_id = f"{plan_id}-{seq_no:02d}"
    locator = Read(entry.locator, "", entry.locator)
    kind, guessed = kind_of(entry.title.value)
    lost = "" if entry.title.value else LOST_TITLE
    dimension = "" if entry.dimension is None else str(entry.dimension)
    extraction.add(
        "project",
        {
            "project_id": Read(project_id, "", entry.locator),
            "plan_id": Read(plan_id, "", entry.locator),
            "seq_no": Read(str(seq_no), "", entry.locator, lost and "ลำดับไม่แน่ชัดเพราะชื่อโครงการหายไป"),
            "printed_no": entry.number,
            "dimension_no": Read(
                dimension, "", entry.locator, entry.dimension_doubt or ("" if dimension else "ไม่พบมิติ")
            ),
            "mission_no": Read(entry.mission, "", entry.locator, entry.mission_doubt),
            "kind": Read(kind, "", entry.locator, lost or ("คำขึ้นต้นชื่อสะกดเพี้ยน" if guessed else "")),
            "title_th": entry.title,
            "responsible_unit": entry.unit,
            "locator": locator,
        },
    )
    for year in sorted(entry.budgets):
        budget = entry.budgets[year]
        extraction.add(
            "project_year",
            {
                "project_id": Read(project_id, "", entry.locator),
                "fiscal_year": Read(str(year), str(year), entry.locator),
                "budget_baht": budget,
                "planned_quarters": entry.quarters,
                "locator": Read(budget.locator, "", budget.locator),
            },
        )


def _total_row(total: Total, plan_id: str, position: int) -> Row:
    locator = total.line.locator
    dimension = "" if total.dimension is None else str(total.dimension)
    year = "" if total.fiscal_year is None else str(total.fiscal_year)
    return {
        "total_id": Read(f"{plan_id}-t{position:02d}", "", locator),
        "plan_id": Read(plan_id, "", locator),
        "fiscal_year": Read(year, year, locator),
        "measure": Read(total.measure, "", locator),
        "dimension_no": Read(dimension, "", locator, total.doubt if total.doubt else ""),
        "quarter": Read("", "", locator),
        "status_code": Read("", "", locator),
        "report_round": Read("", "", locator),
        "value": Read(total.value, total.printed, locator, total.doubt),
        "locator": Read(locator, "", locator),
    }
