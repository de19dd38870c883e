"""What documents on transparency measures share: the plan they are, its year and title, and clean texts."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from etl.extract.document import Context, Document, Line, Read
from etl.extract.measures.month_period import period_fiscal_year
from etl.extract.numerals import arabic, plain, squeezed, years

KINDS = {"โครงการ": "project", "กิจกรรม": "activity", "มาตรการ": "measure"}
_ENGLISH_KINDS = {kind: kind for kind in KINDS.values()}
_ALIKE = 85

_TITLE_WORD = re.compile(r"รายงาน|มาตรการ|แผน|measure|report|plan", re.IGNORECASE)
_FISCAL_YEAR = re.compile(
    r"ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?(25\d\d)|(?:fy|fiscalyear)\.?(2[05]\d\d)", re.IGNORECASE
)
_TITLE_GOES_ON = re.compile(
    r"^(?:เทศบาล|องค์การ|อบต|อบจ|อำเภอ|จังหวัด|ประจำ|ปี|พ\.?ศ|ของ|ภายใน|แผน|รอบ|ครั้ง|เพื่อ|และ|fiscal|fy|of)",
    re.IGNORECASE,
)
_TITLE_LINES = 4
_LONGEST_TITLE_LINE = 250
_HEADING_LINES = 40

# A person's name after an honorific. "นายก", "นายช่าง", "นายทะเบียน" and the like are offices, not names.
_PERSON = re.compile(
    r"(?<![ก-๎])(?:นางสาว|น\.\s?ส\.|นาย(?!ก|ช่าง|ทะเบียน|อำเภอ|แพทย์|ตรวจ|ด่าน|หน้า|จ้าง|ทหาร)|นาง(?!าน)"
    r"|ว่าที่\s?(?:ร\.?\s?ต\.?|ร้อย(?:ตรี|โท|เอก))|ดร\.|Mr\.|Mrs\.|Ms\.)"
    r"\s*(?:[ก-๎]+|[A-Z][a-z]+)(?:\s+(?!สำนัก|กอง|งาน|ฝ่าย|ตำแหน่ง|ปลัด|นายก|ผู้|หัวหน้า)(?:[ก-๎]+|[A-Z][a-z]+))?"
)

NAME_REMOVED = "ตัดชื่อบุคคลออก"
YEAR_FROM_TEXT = "ปีงบประมาณไม่ได้อยู่ในหัวเรื่อง อ่านจากเนื้อหา"
TWO_YEARS = "หัวเรื่องพิมพ์ปีมากกว่าหนึ่งปี"
NAME_MISREAD = "ชื่อหน่วยงานในหัวเรื่องต่างจากชื่อของหน่วยงานนี้"


def content(line: Line) -> str:
    """A line as text, whether it is running text or a table row."""
    text = " ".join(cell for cell in line.cells if cell.strip()) if line.cells else line.text
    return re.sub(r"^[\s#*_>•\-–]+|[\s*_]+$", "", plain(text.replace("|", " ") if line.cells else text))


def span_locator(lines: Sequence[Line]) -> str:
    """The place of consecutive lines: `lines 136-138`, or both ends where lines are counted otherwise."""
    first, last = lines[0].locator, lines[-1].locator
    if first == last:
        return first
    numbers = [re.fullmatch(r"(.*\bline|.*\brow) (\d+)", locator) for locator in (first, last)]
    if numbers[0] and numbers[1] and numbers[0][1] == numbers[1][1]:
        return f"{numbers[0][1]}s {numbers[0][2]}-{numbers[1][2]}"
    return f"{first}; {last}"


def without_persons(read: Read) -> Read:
    """The value with names of persons taken out: the project stores none, neither as value nor as printed."""
    if not _PERSON.search(read.value) and not _PERSON.search(read.printed):
        return read
    value, printed = (
        re.sub(r"\s{2,}", " ", _PERSON.sub(" ", text)).strip(" ,/-–:") for text in (read.value, read.printed)
    )
    return Read(value, printed, read.locator, NAME_REMOVED)


def titled(text: str, locator: str) -> Read:
    """A title as stored: Arabic digits, without a trailing dot or `(ต่อ)`."""
    clean = re.sub(r"\s*\(\s*ต่อ\s*\)\s*$", "", plain(text)).strip()
    # The dot of an abbreviation ("อปท.", "etc.") belongs to the title, the one that ends a sentence does not.
    clean = re.sub(r"(?<=[ก-๎]{5})\.+$", "", clean)
    return without_persons(Read(arabic(clean), plain(text), locator))


def kind_of(title: str, locator: str) -> Read:
    """The kind by the first word; a misread first word is taken with a doubt, no kind word leaves it empty."""
    compact = squeezed(title).lower()
    for word, kind in {**KINDS, **_ENGLISH_KINDS}.items():
        if compact.startswith(word):
            return Read(kind, plain(title)[: len(word)], locator)
    for word, kind in KINDS.items():
        if fuzz.ratio(compact[: len(word)], word) >= _ALIKE:
            return Read(kind, compact[: len(word)], locator, "คำบอกชนิดอ่านไม่ชัด")
    return Read("", "", locator)


def title_lines(document: Document) -> list[Line]:
    """The lines of the document's title: the first that names a report, plan or measures, and what goes on."""
    filled = [line for line in document.lines if content(line)][:_HEADING_LINES]
    for position, line in enumerate(filled):
        if line.cells or not _TITLE_WORD.search(squeezed(line.text)):
            continue
        block = [line]
        for following in filled[position + 1 : position + _TITLE_LINES]:
            goes_on = _TITLE_GOES_ON.match(content(following)) and not following.cells
            if not goes_on or len(content(following)) > _LONGEST_TITLE_LINE / 2:
                break
            block.append(following)
        if len(content(line)) <= _LONGEST_TITLE_LINE:
            return block
    return []


def fiscal_year(document: Document, title: Sequence[Line], periods: Iterable[str] = ()) -> Read:
    """The fiscal year by the title; else by the periods, else the year that the text names most."""
    heading = " ".join(content(line) for line in title)
    locator = span_locator(title) if title else document.lines[0].locator if document.lines else ""
    named = [_era(one or other) for one, other in _FISCAL_YEAR.findall(arabic(squeezed(heading)))]
    if found := named or [str(year) for year in years(heading)]:
        doubt = TWO_YEARS if len(set(found)) > 1 else ""
        return Read(found[-1], found[-1], locator, doubt)
    counted = Counter(str(year) for text in periods if (year := period_fiscal_year(text)))
    if not counted:
        texts = (arabic(squeezed(content(line))) for line in document.lines)
        counted = Counter(_era(one or other) for text in texts for one, other in _FISCAL_YEAR.findall(text))
    best = counted.most_common(1)
    return Read(best[0][0] if best else "", "", locator, YEAR_FROM_TEXT)


def _era(year: str) -> str:
    return str(int(year) + 543) if year.startswith("20") else year


def plan_row(
    context: Context, title: Sequence[Line], year: Read, framework: Read, stated: Read, locator: str
) -> dict[str, Read]:
    """The row of `plan` for a document of transparency measures of one year."""
    plan_id = f"{context.org_code}-{year.value}-{year.value}"
    return {
        "plan_id": Read(plan_id, locator=locator),
        "org_code": Read(context.org_code, locator=locator),
        "kind": Read("transparency_measures", locator=locator),
        "framework_code": framework,
        "first_fiscal_year": year,
        "last_fiscal_year": year,
        "is_draft": Read(
            "true" if any("ร่าง" in content(line)[:12] for line in title) else "false", locator=locator
        ),
        "title_th": _plan_title(context, title, locator),
        "stated_project_count": stated,
        "locator": Read(locator, locator=locator),
    }


def _plan_title(context: Context, title: Sequence[Line], locator: str) -> Read:
    """The title as printed; where it prints a name near to the organisation's own, the own is proposed."""
    if not title:
        return Read("", locator=locator, doubt="ไม่พบหัวเรื่องของเอกสาร")
    read = titled(" ".join(content(line) for line in title), locator)
    if any(squeezed(name) in squeezed(read.value) for name in context.organisation_names if name):
        return read
    for name in sorted(context.organisation_names, key=len, reverse=True):
        found = fuzz.partial_ratio_alignment(name, read.value)
        if name and found and found.score >= _ALIKE:
            corrected = read.value[: found.dest_start] + name + read.value[found.dest_end :]
            # Only a whole word may be replaced: a neighbour cut in two would make a title nobody printed.
            whole = not read.value[found.dest_end : found.dest_end + 1].strip()
            evidence = f"ชื่อของหน่วยงานคือ {name}" if whole else ""
            return Read(
                read.value,
                read.printed,
                locator,
                NAME_MISREAD,
                corrected if whole else None,
                NAME_MISREAD if whole else "",
                evidence,
            )
    return read


def project_row(plan_id: str, number: int, **cells: Read) -> dict[str, Read]:
    """A row of `project`; columns that the document is silent about are empty."""
    locator = cells["title_th"].locator
    empty = Read("", locator=locator)
    return {
        "project_id": Read(f"{plan_id}-{number:02d}", locator=locator),
        "plan_id": Read(plan_id, locator=locator),
        "seq_no": Read(str(number), locator=locator),
        "printed_no": cells.get("printed_no", empty),
        "dimension_no": cells.get("dimension_no", empty),
        "mission_no": cells.get("mission_no", empty),
        "kind": kind_of(cells["title_th"].value, locator),
        "title_th": cells["title_th"],
        "responsible_unit": without_persons(cells.get("responsible_unit", empty)),
        "sheet_budget_baht": empty,
        "sheet_locator": empty,
        "locator": Read(locator, locator=locator),
    }


def project_year_row(
    project_id: str, year: Read, budget: Read, quarters: Read, locator: str
) -> dict[str, Read]:
    """A row of `project_year`."""
    return {
        "project_id": Read(project_id, locator=locator),
        "fiscal_year": Read(year.value, locator=locator),
        "budget_baht": budget,
        "planned_quarters": quarters,
        "locator": Read(locator, locator=locator),
    }
