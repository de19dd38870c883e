"""One-year plans of a document: each plan's lists brought together, row by row."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from etl.extract.document import Context, Document, Line, Read, Row
from etl.extract.numerals import arabic, plain, squeezed, years
from etl.extract.one_year.two_readings import likeness
from etl.extract.one_year.year_rows import ListRow, number_of, title_of
from etl.extract.one_year.year_tables import YearList, find_pages, join_pages

_SAME_NUMBER = 70
_ANY_NUMBER = 85
_NUMBER_ONLY = 40
_COUNT = re.compile(
    r"(?:จำนวน|รวม|total)\D{0,15}(\d{1,3})\s*(?:โครงการ|กิจกรรม|มาตรการ|รายการ|projects?)", re.I
)
_PLAN_NAME = re.compile(r"(?:ร่าง\s*)?(?:แผน|มาตรการ).*?(?:25\d\d|2600)(?:\s*[-–]\s*(?:25\d\d|2600)\)?)?")


@dataclass
class PlanRow:
    """A project with every row that prints it: `rows` by list, the first list's first."""

    seq_no: int
    rows: dict[int, ListRow]
    doubt: str = ""

    @property
    def first(self) -> ListRow:
        """The row that stands for the project: of the earliest list that has it."""
        return self.rows[min(self.rows)]


@dataclass
class YearPlan:
    """A plan by its years and lists; the list that plans it, where there is one, comes first."""

    org_code: str
    lists: list[YearList] = field(default_factory=list)

    @property
    def base(self) -> YearList:
        """The list that names the projects."""
        return self.lists[0]

    @property
    def has_plan_list(self) -> bool:
        """Whether a list with quarters is there, or only reports are."""
        return self.base.has_quarters

    @property
    def plan_id(self) -> str:
        """`<organisation>-<first year>-<last year>`."""
        return f"{self.org_code}-{'-'.join(self.base.plan_years)}"

    def project_id(self, row: PlanRow) -> str:
        """`<plan>-<running order>`."""
        return f"{self.plan_id}-{row.seq_no:02d}"

    @property
    def reports(self) -> list[tuple[int, YearList]]:
        """The lists that report statuses, with their positions among the lists."""
        return [(place, found) for place, found in enumerate(self.lists) if found.has_status]

    @cached_property
    def rows(self) -> list[PlanRow]:
        """The projects in order, each with its rows in all lists; one that only a later list has comes last."""
        found = [PlanRow(number, {0: row}) for number, row in enumerate(self.base.rows, 1)]
        for place, other in enumerate(self.lists[1:], 1):
            pairs = _pairs([row.first for row in found], other.rows)
            for position, row in enumerate(other.rows):
                if position in pairs:
                    matched = found[pairs[position]]
                    matched.rows[place] = row
                    if likeness(title_of(matched.first), title_of(row)) < _NUMBER_ONLY:
                        matched.doubt = "จับคู่แถวของสองรายการด้วยลำดับที่เท่านั้น ชื่อต่างกันมาก"
                else:
                    found.append(PlanRow(len(found) + 1, {place: row}, "พบในรายงานเท่านั้น ไม่พบในรายการของแผน"))
        return found


def find_plans(document: Document, context: Context) -> list[YearPlan]:
    """The plans that a document lists by one-year lists, in order of their first list."""
    plans: dict[tuple[str, str], YearPlan] = {}
    for found in join_pages(find_pages(document, context)):
        plan = plans.setdefault(found.plan_years, YearPlan(context.org_code))
        plan.lists.append(found)
    for plan in plans.values():
        plan.lists.sort(key=lambda found: not found.has_quarters)
    return list(plans.values())


def _pairs(known: list[ListRow], rows: list[ListRow]) -> dict[int, int]:
    """For each row of a second list the row of the first: by number and title, then by either."""
    numbers = [number_of(row)[0] for row in known]
    titles = [title_of(row) for row in known]
    pairs: dict[int, int] = {}

    def pair(position: int, candidates: list[int], least: float) -> None:
        free = [place for place in candidates if place not in pairs.values()]
        best = max(free, key=lambda place: likeness(title_of(rows[position]), titles[place]), default=None)
        if best is not None and likeness(title_of(rows[position]), titles[best]) >= least:
            pairs[position] = best

    everywhere = list(range(len(known)))
    for least, by_number in ((_SAME_NUMBER, True), (_ANY_NUMBER, False), (0, True)):
        for position, row in enumerate(rows):
            number = number_of(row)[0]
            if position not in pairs:
                same = [place for place in everywhere if number is not None and numbers[place] == number]
                pair(position, same if by_number else everywhere, least)
    for position, row in enumerate(rows):
        # A number that one list lost: the row that follows the pair above, unless all speaks against it.
        follows = pairs[position - 1] + 1 if position - 1 in pairs else 0 if position == 0 else len(known)
        if position not in pairs and follows < len(known):
            lost = number_of(row)[0] is None or numbers[follows] is None
            pair(position, [follows], 0 if lost else _NUMBER_ONLY)
    return pairs


def stated_counts(found: YearList) -> list[tuple[Line, str]]:
    """The numbers of projects that the lines above a list state, each with its line."""
    return [(line, match[1]) for line in found.intro if (match := _COUNT.search(arabic(plain(line.text))))]


def plan_row(plan: YearPlan, context: Context) -> Row:
    """The row of table `plan`: its title from the line that introduces the list, or from the caption."""
    base = plan.base
    first, last = base.plan_years
    title_line, title = _title(base)
    locator = title_line.locator if title_line else base.rows[0].line.locator
    printed = title
    counts = [(line, number) for line, number in stated_counts(base) if _is_whole(line)]
    line, count = counts[0] if counts else (None, "")

    def read(value: str, doubt: str = "") -> Read:
        return Read(value, printed, locator, doubt)

    head = squeezed("".join(line.text for line in base.intro))
    is_measures = "แผนปฏิบัติการ" not in head and "โปร่งใส" in head
    return {
        "plan_id": read(plan.plan_id, base.year_doubt),
        "org_code": read(plan.org_code),
        "kind": read("transparency_measures" if is_measures else "anti_corruption_plan"),
        "framework_code": read(_framework(first, last, context)),
        "first_fiscal_year": read(first, base.year_doubt),
        "last_fiscal_year": read(last, base.year_doubt),
        "is_draft": read("true" if re.match(r"\(?ร่าง", squeezed(printed)) else "false"),
        "title_th": read(title, "" if title else "ไม่พบชื่อแผนเหนือตาราง"),
        "stated_project_count": Read(
            count, plain(line.text) if line else "", line.locator if line else locator
        ),
        "locator": read(locator),
    }


def _is_whole(line: Line) -> bool:
    """Whether a stated count is of the whole plan: the line names the plan, or a total, and no status."""
    text = squeezed(line.text)
    return "แผน" in text or text.lstrip("-•* ").startswith("รวม")


def _title(found: YearList) -> tuple[Line | None, str]:
    """The name of a plan and its line: where its projects are counted, else the nearest line with one."""
    counted = [line for line, _ in stated_counts(found)]
    for line in [*counted, *reversed(found.intro)]:
        text = re.sub(r"\s+", " ", arabic(plain(line.text)))
        match = _PLAN_NAME.search(text)
        if match and years(match[0]):
            whole_caption = bool(line.cells) and not _COUNT.search(text)
            return line, (text[match.start() :] if whole_caption else match[0]).strip()
    return None, ""


def _framework(first: str, last: str, context: Context) -> str:
    codes = {row[0] for row in context.dimensions} | {row[0] for row in context.missions}
    for code in sorted(codes):
        span = years(code)
        if first.isdigit() and len(span) > 1 and span[0] <= int(first) and int(last) <= span[1]:
            return code
    return ""
