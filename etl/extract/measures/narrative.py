"""Narrative reports: numbered measures, each told in labelled paragraphs, with figures in running text."""

import re
from collections.abc import Iterator, Sequence

from etl.extract.document import Context, Document, Doubt, Extraction, Line, Read
from etl.extract.measures.measure_plan import (
    content,
    fiscal_year,
    plan_row,
    project_row,
    project_year_row,
    span_locator,
    title_lines,
    titled,
)
from etl.extract.measures.month_period import planned_quarters
from etl.extract.measures.narrative_figures import case_counts, figures
from etl.extract.measures.narrative_measures import REPORTED, Measure, Part, is_report, measures_of
from etl.extract.numerals import amounts, arabic, is_no_budget, leading_number, plain, squeezed

# "5 มาตรการ", "5 (ห้า) โครงการ", but not "ข้อ 5 มาตรการ".
_STATED = re.compile(
    r"(?<![\d.,/])(?<!ที่)(?<!ข้อ)(?<!ที่ )(?<!ข้อ )(\d{1,3})\s*(?:\([^)]{1,12}\)\s*)?"
    r"(?:มาตรการ|โครงการ|กิจกรรม|measures|projects|activities)"
)

OTHER_NUMBER = "เลขลำดับที่พิมพ์ไม่เรียงกัน"
TITLE_FROM_HEADING = "ไม่มีบรรทัดโครงการ/กิจกรรม ใช้ชื่อมาตรการแทน"
OTHER_COUNT = "จำนวนที่พิมพ์ไม่ตรงกับจำนวนที่อ่านได้"
UNCLEAR_BUDGET = "อ่านจำนวนงบประมาณไม่ได้"
OTHER_YEAR = "ข้อความระบุปีอื่นจากปีของรายงาน"
TWO_COUNTS = "เอกสารระบุจำนวนต่างกัน"


def read_narratives(document: Document, context: Context) -> Extraction:
    """Measures, their periods, units and results of a narrative report; nothing for other documents."""
    extraction = Extraction()
    measures, preface, closing = measures_of(document)
    heading = title_lines(document)
    if not is_report([*heading, *preface[:5]], measures):
        return extraction
    year = fiscal_year(document, heading, [part.text for one in measures for part in one.all_parts("period")])
    if not year.value:
        extraction.doubts.append(
            Doubt("no_year", year.locator, "ไม่พบปีงบประมาณของรายงาน", "The report names no fiscal year.")
        )
        return extraction
    plan_id = f"{context.org_code}-{year.value}-{year.value}"
    _add_projects(extraction, measures, plan_id, year)
    _add_cases(extraction, context, [*measures, *closing], year)
    stated = _add_totals(extraction, preface, plan_id, year, len(measures))
    locator = span_locator([*heading[:1], *stated[1]]) if heading else year.locator
    row = plan_row(context, heading, year, Read("", locator=locator), stated[0], locator)
    extraction.add("plan", row)
    for result in extraction.tables.get("result", []):
        result["org_code"] = Read(context.org_code, locator=result["locator"].value)
    return extraction


def _add_projects(extraction: Extraction, measures: Sequence[Measure], plan_id: str, year: Read) -> None:
    """Rows of `project`, `project_year` and `result`."""
    number = 0
    for position, measure in enumerate(measures, start=1):
        for titles, parts in _projects(measure):
            period, unit, budget = (_first(parts, name) for name in ("period", "unit", "budget"))
            for title in titles:
                number += 1
                printed_no = Read(measure.printed_no, measure.printed_no, measure.heading.locator)
                if printed_no.value and printed_no.value != str(position):
                    printed_no = printed_no.doubted(OTHER_NUMBER)
                row = project_row(
                    plan_id,
                    number,
                    title_th=title,
                    printed_no=printed_no,
                    responsible_unit=_unit(unit, title.locator),
                )
                extraction.add("project", row)
                locator = period.locator if period else title.locator
                quarters = planned_quarters(period.text if period else "", int(year.value), locator)
                project_id = row["project_id"].value
                extraction.add(
                    "project_year",
                    project_year_row(project_id, year, _budget(budget, locator), quarters, locator),
                )
            # A figure of several projects in one paragraph belongs to none of them alone.
            _add_results(
                extraction, parts, plan_id, f"{plan_id}-{number:02d}" if len(titles) == 1 else "", year
            )


def _projects(measure: Measure) -> Iterator[tuple[list[Read], list[Part]]]:
    """The projects of a measure with the parts that belong to each; labels may stand before the project."""
    openings = [position for position, part in enumerate(measure.parts) if part.name == "project"]
    if len(openings) <= 1:
        titles = _titles(measure.parts[openings[0]]) if openings else []
        if not titles:
            title = titled(measure.title, measure.heading.locator)
            titles = [title.doubted(TITLE_FROM_HEADING)]
        yield titles, measure.parts
        return
    starts = [0, *openings[1:], len(measure.parts)]
    for opening, start, end in zip(openings, starts, starts[1:], strict=False):
        yield _titles(measure.parts[opening]), measure.parts[start:end]


def _titles(part: Part) -> list[Read]:
    """The titles of a project paragraph: one, or one for each numbered line."""
    filled = [(line, text) for line, text in part.pieces if text]
    numbered = [(line, found[1]) for line, text in filled if (found := leading_number(text)) and found[1]]
    if len(numbered) > 1 and len(numbered) == len(filled):
        return [titled(text, line.locator) for line, text in numbered]
    if not filled:
        return []
    text = " ".join(text for _, text in filled)
    found = leading_number(text)
    return [titled(found[1] if found and found[1] else text, part.locator)]


def _first(parts: Sequence[Part], name: str) -> Part | None:
    return next((part for part in parts if part.name == name), None)


def _unit(part: Part | None, locator: str) -> Read:
    if part is None:
        return Read("", locator=locator)
    text = re.sub(r"\s+", " ", plain(part.text.replace("\n", " "))).strip(" .")
    return Read(text, text, part.locator)


def _budget(part: Part | None, locator: str) -> Read:
    """The budget of a measure; silent where no paragraph names one."""
    if part is None:
        return Read("", locator=locator)
    printed = plain(part.text)
    if is_no_budget(part.text):
        return Read("0.00", printed, part.locator)
    found = amounts(part.text)
    # Text around an amount may name another one, such as the share of one activity.
    if len(found) == 1:
        return Read(found[0], printed, part.locator)
    return Read(found[0] if found else "", printed, part.locator, UNCLEAR_BUDGET if printed else "")


def _add_results(
    extraction: Extraction, parts: Sequence[Part], plan_id: str, project_id: str, year: Read
) -> None:
    for part in parts:
        if part.name not in REPORTED:
            continue
        for line, text in part.pieces:
            for figure in figures(text, line.locator):
                number = len(extraction.tables.get("result", [])) + 1
                locator = line.locator
                extraction.add(
                    "result",
                    {
                        "result_id": Read(f"{plan_id}-o{number:02d}", locator=locator),
                        "org_code": Read("", locator=locator),
                        "fiscal_year": Read(year.value, locator=locator),
                        "plan_id": Read(plan_id, locator=locator),
                        "project_id": Read(project_id, locator=locator),
                        "result_th": figure.name,
                        "value": figure.value,
                        "unit_th": figure.unit,
                        "locator": Read(locator, locator=locator),
                    },
                )


def _add_cases(extraction: Extraction, context: Context, measures: Sequence[Measure], year: Read) -> None:
    """Rows of `case_count`, one for each year and kind; sentences that disagree leave a doubt."""
    rows: dict[tuple[str, str], dict[str, Read]] = {}
    for measure in measures:
        for part in measure.all_parts(*REPORTED):
            for line, text in part.pieces:
                for case in case_counts(text, squeezed(measure.title), line.locator):
                    named = str(case.year or year.value)
                    count = case.count if named == year.value else case.count.doubted(OTHER_YEAR)
                    earlier = rows.get((named, case.kind))
                    if earlier and earlier["count"].value != count.value:
                        earlier["count"] = Read(
                            earlier["count"].value, earlier["count"].printed, line.locator, TWO_COUNTS
                        )
                    rows.setdefault(
                        (named, case.kind),
                        {
                            "org_code": Read(context.org_code, locator=line.locator),
                            "fiscal_year": Read(named, locator=line.locator),
                            "kind": Read(case.kind, locator=line.locator, doubt=case.count.doubt),
                            "count": count,
                            "locator": Read(line.locator, locator=line.locator),
                        },
                    )
    for row in rows.values():
        extraction.add("case_count", row)


def _add_totals(
    extraction: Extraction, preface: Sequence[Line], plan_id: str, year: Read, measure_count: int
) -> tuple[Read, list[Line]]:
    """Rows of `control_total` for each stated number of measures; the first also stands in the plan."""
    stated: list[tuple[Read, Line]] = []
    for line in preface:
        for match in _STATED.finditer(arabic(content(line))):
            read = Read(match[1], match[0], line.locator)
            if int(match[1]) not in {measure_count, len(extraction.tables["project"])}:
                read = read.doubted(OTHER_COUNT)
            stated.append((read, line))
    for number, (read, line) in enumerate(stated, start=1):
        total = {
            "total_id": Read(f"{plan_id}-t{number:02d}"),
            "plan_id": Read(plan_id),
            "fiscal_year": Read(year.value),
            "measure": Read("project_count"),
            "dimension_no": Read(""),
            "quarter": Read(""),
            "status_code": Read(""),
            "report_round": Read(""),
            "value": read,
            "locator": Read(line.locator, locator=line.locator),
        }
        extraction.add("control_total", total)
    return (stated[0][0], [stated[0][1]]) if stated else (Read(""), [])
