"""Working plans of one fiscal year: one table with a heading on every page, by quarter and responsible unit."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from etl.extract.document import Context, Document, Doubt, Extraction, Line, Read
from etl.extract.numerals import years
from etl.extract.working_plan.working_plan_cells import folded, is_budget, is_quarters
from etl.extract.working_plan.working_plan_checks import checked_mission, checked_numbers, checked_units
from etl.extract.working_plan.working_plan_items import Collector, Entry
from etl.extract.working_plan.working_plan_rows import REQUIRED, heading_roles, items_in_heading, read_row
from etl.extract.working_plan.working_plan_titles import kind_of, read_title
from etl.extract.working_plan.working_plan_totals import printed_totals, total_rows

_TITLE = re.compile(r"^(?:\(?\s*ร่าง\s*\)?\s*)?แผน")
_OWN_YEAR = re.compile(r"(?:ประจำปี(?:งบประมาณ)?|ปีงบประมาณ)\s*(?:พ\.?\s*ศ\.?\s*)?(25\d\d)")
_LEGEND = re.compile(r"ไตรมาส\s*(?:ที่)?\s*([1-4])\D{3,60}?(25\d\d)\s*$")
_PURPOSE = "ป้องกันการทุจริต"
_PURPOSE_READ = re.compile(r"ป้องกัน(?:และปราบปราม)?การ[ก-๙]{3,12}?(?=\s|$|ของ|เพื่อ|ประจำ|พ\.)")
_TITLE_LENGTH = 250
_MANY = 2


@dataclass
class PlanTable:
    """The table of one plan: its rows with the roles of their columns, and the running text around it."""

    texts: list[Line]
    title_lines: list[Line] = field(default_factory=list)
    rows: list[tuple[Line, dict[int, str], int, bool]] = field(default_factory=list)


def read_working_plans(document: Document, context: Context) -> Extraction:
    """Every working plan of a document: plan, projects, budgets and quarters, printed totals."""
    extraction = Extraction()
    for table in find_tables(document):
        bodies = [line for line, _, _, is_heading in table.rows if not is_heading]
        if not any(folded(cell) for line in bodies for cell in line.cells):
            extraction.doubts.append(
                Doubt(
                    "empty_table",
                    table.rows[0][0].locator,
                    "ตารางแผนดำเนินงานไม่มีแถว",
                    "The working plan has no rows.",
                )
            )
        elif _is_working_plan(bodies):
            _read_plan(table, context, extraction)
    return extraction


def find_tables(document: Document) -> list[PlanTable]:
    """The tables whose headings are those of a working plan, repeated headings of later pages included.

    A new title with another year between two pages begins a new plan.
    """
    tables: list[PlanTable] = []
    texts: list[Line] = []
    roles: dict[int, str] = {}
    page = 0
    for line in document.lines:
        if not line.cells:
            texts.append(line)
            if tables:
                tables[-1].texts.append(line)
            continue
        heading = heading_roles(line.cells)
        if heading:
            # A repeated heading may be misread; what it names must then stand where it stood.
            repeats = bool(roles) and all(roles.get(column) == role for column, role in heading.items())
            if not set(heading.values()) >= REQUIRED and not repeats:
                roles = {}
                continue
            roles = {**roles, **heading} if repeats else heading
            page += 1
            if not tables or _is_other_plan(tables[-1], texts):
                tables.append(PlanTable(list(texts), list(texts)))
            texts = []
        elif not roles or abs(len(line.cells) - max(roles)) > 1 + _MANY:
            continue
        tables[-1].rows.append((line, roles, page, bool(heading)))
    return tables


def _is_other_plan(table: PlanTable, texts: list[Line]) -> bool:
    """Whether the text before a heading is the title of a plan for another year."""
    before, now = _plan_title(table.title_lines), _plan_title(texts)
    return bool(now.value and before.value) and _year_of(now.value) not in {None, _year_of(before.value)}


def _is_working_plan(bodies: list[Line]) -> bool:
    """Whether rows hold quarters as text, and one budget each: several budgets are one for each year."""
    with_quarters = [line for line in bodies if any(is_quarters(cell) for cell in line.cells)]
    several = [line for line in with_quarters if sum(map(is_budget, line.cells)) >= _MANY]
    return bool(with_quarters) and len(several) * 2 <= len(with_quarters)


def _read_plan(table: PlanTable, context: Context, extraction: Extraction) -> None:
    """Read one plan into the extraction."""
    title = _plan_title(table.title_lines)
    year = _fiscal_year(title, table.texts)
    if not year.value:
        first = table.rows[0][0].locator
        extraction.doubts.append(
            Doubt(
                "no_fiscal_year",
                first,
                "ไม่พบปีงบประมาณของแผนดำเนินงาน",
                "The working plan names no fiscal year.",
            )
        )
        return
    plan_id = f"{context.org_code}-{year.value}-{year.value}"
    framework = _framework(year, context)
    collector = Collector(framework.value, context)
    sums: list[Line] = []
    for line, roles, page, is_heading in table.rows:
        if is_heading:
            collector.name(items_in_heading(line.cells, line.locator), line.locator, page)
        elif total_rows(line):
            sums.append(line)
        else:
            collector.take(read_row(line, roles), page)
    collector.finish()
    totals = printed_totals(plan_id, year, table.texts, sums)
    stated = [
        row["value"]
        for row in totals
        if row["measure"].value == "project_count" and not row["dimension_no"].value
    ]
    plan = {
        "plan_id": Read(plan_id),
        "org_code": Read(context.org_code),
        "kind": Read("anti_corruption_plan"),
        "framework_code": framework,
        "first_fiscal_year": year,
        "last_fiscal_year": year,
        "is_draft": Read("true" if re.match(r"\(?\s*ร่าง", title.value) else "false"),
        "title_th": title,
        "stated_project_count": stated[0] if stated else Read(""),
        "locator": Read(title.locator or table.rows[0][0].locator),
    }
    extraction.add("plan", plan)
    extraction.doubts += collector.doubts
    _add_projects(collector.entries, plan_id, year, context, extraction)
    for row in totals:
        extraction.add("control_total", row)


def _add_projects(
    entries: list[Entry], plan_id: str, year: Read, context: Context, extraction: Extraction
) -> None:
    """The rows of all items, proof-read against each other."""
    dimensions = [entry.dimension.value for entry in entries]
    numbers = [_printed_number(entry) for entry in entries]
    if any(read.value for read in numbers):
        numbers, gaps = checked_numbers(numbers, dimensions)
        extraction.doubts += gaps
    units = checked_units([entry.values.unit if entry.values else Read("") for entry in entries])
    for position, (entry, number, unit) in enumerate(zip(entries, numbers, units, strict=True), start=1):
        project_id = f"{plan_id}-{position:02d}"
        title = _title(entry, context)
        kind, word = kind_of(title.value)
        missing = Read("", locator=entry.locators[0], doubt="ไม่พบค่าในแถวของโครงการ")
        values = entry.values.reads if entry.values else (missing, missing, missing)
        kind_read = Read(kind, title.value[: len(word)], title.locator)
        if not title.value.startswith(word) or not kind:
            kind_read = kind_read.doubted("คำแรกของชื่อไม่ใช่โครงการ กิจกรรม หรือมาตรการ")
        extraction.add(
            "project",
            {
                "project_id": Read(project_id),
                "plan_id": Read(plan_id),
                "seq_no": Read(str(position)),
                "printed_no": number,
                "dimension_no": _stated(entry.dimension, "ไม่พบมิติของโครงการ"),
                "mission_no": checked_mission(_stated(entry.mission, "ไม่พบภารกิจของโครงการ"), title, context),
                "kind": kind_read,
                "title_th": title,
                "responsible_unit": unit if entry.values else values[2],
                "locator": Read(span(entry.locators)),
            },
        )
        extraction.add(
            "project_year",
            {
                "project_id": Read(project_id),
                "fiscal_year": year,
                "budget_baht": _stated(values[0], "ไม่พบงบประมาณ"),
                "planned_quarters": _stated(values[1], "ไม่พบไตรมาส"),
                "locator": Read(entry.values.locator if entry.values else entry.locators[0]),
            },
        )


def _stated(read: Read, reason: str) -> Read:
    """A value that every item of such a plan has: its absence is doubtful."""
    return read if read.value else read.doubted(reason)


def _printed_number(entry: Entry) -> Read:
    locator = next((place for item, place in entry.readings if item.number), entry.locators[0])
    read = Read(entry.number, entry.number, locator)
    found = {item.number for item, _ in entry.readings if item.number}
    return read.doubted("เลขลำดับพิมพ์ซ้ำในหลายหน้าแต่ไม่ตรงกัน") if len(found) > 1 else read


def _title(entry: Entry, context: Context) -> Read:
    """The title from all pages that print it."""
    item, locator = entry.readings[0]
    read = read_title([known.title for known, _ in entry.readings], item.printed, locator, context)
    for known, _ in entry.readings:
        if known.doubt:
            read = read.doubted(known.doubt)
    return read


def _plan_title(texts: list[Line]) -> Read:
    """The title of a plan: the last line before its table that begins with "plan", with its year below."""
    for position in range(len(texts) - 1, -1, -1):
        content = folded(texts[position].text)
        if not _TITLE.match(content) or len(content) > _TITLE_LENGTH:
            continue
        below = next((folded(line.text) for line in texts[position + 1 :] if line.text.strip()), "")
        if not years(content) and years(below) and len(below) < _TITLE_LENGTH // 3:
            content = f"{content} {below}"
        read = Read(content, content, texts[position].locator)
        return _purpose_checked(read)
    return Read("", doubt="ไม่พบชื่อแผนก่อนตาราง")


def _purpose_checked(read: Read) -> Read:
    """A plan title that almost names the purpose of all such plans is misread there."""
    if _PURPOSE in read.value.replace(" ", ""):
        return read
    found = _PURPOSE_READ.search(read.value)
    if not found:
        return read.doubted(f"ไม่พบคำว่า {_PURPOSE} ในชื่อแผน")
    corrected = read.value[: found.start()] + _PURPOSE + read.value[found.end() :]
    reason = f"อ่านคำผิด: {found[0]} น่าจะเป็น {_PURPOSE}"
    return replace(read.doubted(reason), corrected=corrected, reason=reason, evidence=read.locator)


def _year_of(title: str) -> int | None:
    """The fiscal year that a title names; "for the year" counts before the years of a framework."""
    own = _OWN_YEAR.search(title)
    named = years(title)
    return int(own[1]) if own else named[0] if len(named) == 1 else None


def _fiscal_year(title: Read, texts: list[Line]) -> Read:
    """The year of the plan from its title, checked against the legend of the quarters."""
    legend: Counter[int] = Counter()
    for line in texts:
        found = _LEGEND.search(folded(line.text))
        if found:
            # The first quarter lies in the year before the fiscal year.
            legend[int(found[2]) + (found[1] == "1")] += 1
    by_legend = legend.most_common(1)[0][0] if legend else None
    year = _year_of(title.value)
    if year:
        read = Read(str(year), title.value, title.locator)
        if by_legend and by_legend != year:
            return read.doubted(f"คำอธิบายไตรมาสเป็นของปีงบประมาณ {by_legend}")
        return read
    if by_legend:
        return Read(str(by_legend), locator=title.locator, doubt="ปีงบประมาณได้จากคำอธิบายไตรมาส")
    named = Counter(int(own[1]) for line in texts if (own := _OWN_YEAR.search(folded(line.text))))
    if named:
        return Read(str(named.most_common(1)[0][0]), doubt="ชื่อแผนไม่บอกปี ใช้ปีงบประมาณที่พบบ่อยในข้อความ")
    return Read("")


def _framework(year: Read, context: Context) -> Read:
    """The framework whose years hold the year of the plan."""
    codes = [*(row[0] for row in context.dimensions), *(row[0] for row in context.missions)]
    for code in dict.fromkeys(codes):
        limits = [int(part) for part in re.findall(r"\d{4}", code)]
        if limits and limits[0] <= int(year.value) <= limits[-1]:
            return Read(code, doubt=year.doubt)
    return Read("", doubt="ปีของแผนไม่อยู่ในกรอบที่รู้จัก")


def span(locators: list[str]) -> str:
    """The places of several rows as one locator: `lines 8-11` where lines of one file are meant."""
    numbers = [re.fullmatch(r"lines? (\d+)(?:-(\d+))?", locator) for locator in locators]
    found = [int(match[group]) for match in numbers if match for group in (1, 2) if match[group]]
    if not all(numbers) or not found:
        return "; ".join(dict.fromkeys(locators))
    return f"line {min(found)}" if min(found) == max(found) else f"lines {min(found)}-{max(found)}"
