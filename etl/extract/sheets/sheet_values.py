"""Values of a detail sheet: period, budget, responsible unit, target group and expected figures."""

import re
from dataclasses import dataclass, replace

from pythainlp import word_tokenize
from rapidfuzz import fuzz

from etl.extract.document import Line, Read
from etl.extract.numerals import amounts, arabic, is_no_budget, squeezed, years
from etl.extract.sheets.sheet_headings import text_of

_RANGE = re.compile(
    r"(25\d\d|2600)\s*(?:[-–—~]|ถึง|จนถึง|to)+\s*(?:ปี)?\s*(?:งบประมาณ)?\s*(?:พ\.?\s?ศ\.?)?\s*(\d{4})"
)
_LONGEST_PERIOD = 10
_MONTHS = {
    "มกรา": 1, "ม.ค": 1, "กุมภา": 2, "ก.พ": 2, "มีนา": 3, "มี.ค": 3, "เมษา": 4, "เม.ย": 4, "พฤษภา": 5,
    "พ.ค": 5, "มิถุนา": 6, "มิ.ย": 6, "กรกฎา": 7, "ก.ค": 7, "สิงหา": 8, "ส.ค": 8, "กันยา": 9, "ก.ย": 9,
    "ตุลา": 10, "ต.ค": 10, "พฤศจิกา": 11, "พ.ย": 11, "ธันวา": 12, "ธ.ค": 12,
}  # fmt: skip
_MONTH_YEAR = re.compile(
    "(" + "|".join(map(re.escape, _MONTHS)) + r")[ก-๙.]{0,4}\s*(?:พ\.?\s?ศ\.?)?\s*(25\d\d|2600)"
)
_FIRST_MONTH_OF_YEAR = 10
_QUARTERS = re.compile(r"ไตรมาส\s*(?:ที่)?\s*([1-4](?:\s*(?:[-–,]|ถึง|และ)\s*[1-4])*)")

_NO_BUDGET = ("ไม่ใช้งบประมาณ", "ไม่ได้ใช้งบประมาณ", "ไม่มีงบประมาณ", "nobudget", "nobudgetused")
_NO_BUDGET_LIKENESS, _NO_BUDGET_SURE = 78.0, 96.0
_BROKEN_AMOUNT = re.compile(r"(?<=\d),\s+(?=\d{3}(?!\d))")
_DOTTED_AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3})\.(\d{3})(?![\d.,])")
_UNREADABLE_AMOUNT = re.compile(r"\d[\d,.]*[A-Za-zก-ฮ?]\d|\d,\d{1,2}(?!\d)|\d,\d{4,}|\d\.\d{3,}")
_YEAR_IN_BUDGET = re.compile(
    r"(?:ปีงบประมาณ|ประจำปี|ปี|พ\.?\s?ศ\.?|FY)\s*(?:งบประมาณ)?\s*(?:พ\.?\s?ศ\.?)?\s*(25[4-9]\d|2600)(?![\d,])"
)
_TOTAL = re.compile(r"(?:รวม|ทั้งสิ้น|total)")
_SMALLEST_BUDGET = 100.0

# "นายก…" opens an office as well as a name; only the offices are kept.
_PERSON = re.compile(
    r"(?:(?:นาย(?!ก(?:เทศ|องค์|รัฐ|สภา|อบ|\s|ฯ|$)|ช่าง|ทะเบียน|แพทย์|อำเภอ|สัตว|ตรวจ))|นางสาว|นาง(?!าน)|น\.ส\.|ว่าที่|ดร\.|"
    r"ร้อย(?:เอก|โท|ตรี)|พัน(?:เอก|โท|ตรี|จ่า)|จ่า(?:เอก|โท|ตรี|สิบ)|สิบ(?:เอก|โท|ตรี)|พลตรี|พลเอก|Mr\.?\s|Mrs\.?\s|Ms\.?\s).*"
)
_UNIT_WORD = re.compile(
    r"สำนัก|กอง|ฝ่าย|งาน|หน่วย|ส่วน|แผนก|ศูนย์|โรงเรียน|รร\.|ร\.ร\.|สถาน|กลุ่ม|คณะ|สภา|ปลัด|เทศบาล|องค์การ|อบต|อบจ|"
    r"office|division|department|unit|school|section", re.IGNORECASE
)  # fmt: skip
_LONGEST_UNIT_LINES, _LONGEST_UNIT = 3, 90
_DIGIT = re.compile(r"[\d๐-๙]")

_COUNTERS = (
    "คน|ราย|ครั้ง|ชุด|เรื่อง|ช่องทาง|เล่ม|ฉบับ|แห่ง|หน่วยงาน|กอง|ฝ่าย|ศูนย์|จังหวัด|อำเภอ|ตำบล|หมู่บ้าน|ชุมชน|ภารกิจ|"
    "โครงการ|กิจกรรม|มาตรการ|รุ่น|ทีม|เครือข่าย|โรงเรียน|วัน|เดือน|ปี|ชั่วโมง|คะแนน|แผ่น|ระบบ|คู่มือ|ประเภท|ข้อ|"
    "หลักสูตร|ด้าน|คณะ|ป้าย|ผลงาน|ชิ้น|องค์กร|กลุ่ม|แผน|งาน|เวที|รายการ|กระบวนงาน|บาท|เท่า|ทุน|คู่|ครัวเรือน|"
    "persons?|people|times?|copies|channels?|units?"
)
_PERCENT = re.compile(r"(?:ร้อยละ|เปอร์เซ็นต์)\s*(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*(?:%|เปอร์เซ็นต์|percent)")
_COUNTED = re.compile(
    rf"(?<![\d./])(\d[\d,]*(?:\.\d+)?)\s*((?:{_COUNTERS})(?:/(?:{_COUNTERS}))?)(?:\s*(ต่อปี))?"
)
_NAMED_COUNT = re.compile(r"จำนวน\s*(\d[\d,]*(?:\.\d+)?)\s*([ก-๙]{2,})")
_LAW = re.compile(r"(?:พ\.?\s?ศ\.?|มาตรา|ลงวันที่|วันที่|หมวด|ที่\s*มท)\s*\d[\d./]*")
_ITEM_NUMBER = re.compile(r"^[-•\s]*\(?\d{1,2}(?:\.\d{1,2})*\s*[).]\s*")


@dataclass(frozen=True)
class Figure:
    """An expected figure: a number and what it counts; the sentence around it is never kept."""

    value: Read
    unit_th: str


def joined_locator(lines: list[Line]) -> str:
    """The place of some lines in one text: `line 3`, `lines 3-4`; elsewhere first and last place."""
    places = list(dict.fromkeys(line.locator for line in lines))
    return span(places[0], places[-1]) if places else ""


def span(first: str, last: str) -> str:
    """The place from one locator to another."""
    if first == last:
        return first
    ends = [re.fullmatch(r"lines? (\d+)(?:-(\d+))?", place) for place in (first, last)]
    if ends[0] and ends[1]:
        return f"lines {ends[0][1]}-{ends[1][2] or ends[1][1]}"
    return f"{first}; {last}"


def joined(lines: list[Line]) -> str:
    """Lines as one text; Thai carries on without a blank where a line only broke."""
    text = ""
    for part in filter(None, map(text_of, lines)):
        thai_on_both_sides = bool(text) and "ก" <= text[-1] <= "๎" and "ก" <= part[0] <= "๎"
        text = text + ("" if thai_on_both_sides or not text else " ") + part
    return text


def without_person(text: str) -> str:
    """A text without the name of a person in it: what follows a title of a person is dropped."""
    return _PERSON.sub("", text).strip(" :/-–(")


def read_period(lines: list[Line]) -> tuple[tuple[int, ...], Read, str]:
    """Fiscal years of a period, the cell they stand in, and the quarters (`1;2`) where any are named."""
    text = arabic(" ".join(map(text_of, lines)))
    cell = Read("", text, joined_locator(lines))
    found, doubt = _fiscal_years(text)
    if lines and not found:
        doubt = "อ่านปีของระยะเวลาดำเนินการไม่ได้"
    value = f"{found[0]}-{found[-1]}" if found else ""
    return tuple(found), replace(cell, value=value, doubt=doubt), _quarters(text)


def _fiscal_years(text: str) -> tuple[list[int], str]:
    dated = [
        int(year) + (_MONTHS[month] >= _FIRST_MONTH_OF_YEAR) for month, year in _MONTH_YEAR.findall(text)
    ]
    if dated:
        return list(range(min(dated), max(dated) + 1))[:_LONGEST_PERIOD], ""
    if bounds := _RANGE.search(text):
        first, last = int(bounds[1]), int(bounds[2])
        if first <= last <= first + _LONGEST_PERIOD:
            return list(range(first, last + 1)), ""
        return [first], f"ช่วงปี {first}-{last} เป็นไปไม่ได้ อ่านได้เพียงปีแรก"
    named = years(text)
    if len(named) == 1 and re.search(r"(?:[-–—]|ถึง)\s*\d", text[text.find(str(named[0])) :]):
        return named, "อ่านปีสุดท้ายของช่วงไม่ได้"
    return sorted(named), ""


def _quarters(text: str) -> str:
    named = _QUARTERS.search(text)
    if not named:
        return ""
    digits = [int(digit) for digit in re.findall(r"[1-4]", named[1])]
    if re.search(r"[-–]|ถึง", named[1]):
        digits = list(range(min(digits), max(digits) + 1))
    return ";".join(str(quarter) for quarter in sorted(set(digits)))


def read_budget(lines: list[Line]) -> tuple[Read, dict[int, Read]]:
    """The budget of a sheet, and the budgets of single years where the sheet names years."""
    text = _BROKEN_AMOUNT.sub(",", arabic(" ".join(map(text_of, lines))))
    cell = Read("", text, joined_locator(lines))
    if not text:
        return cell, {}
    if no_budget := _read_no_budget(cell):
        return no_budget, {}
    dotted = _DOTTED_AMOUNT.sub(r"\1,\2", text)
    doubt = "จุดในจำนวนเงินอ่านเป็นเครื่องหมายจุลภาค" if dotted != text else ""
    if _UNREADABLE_AMOUNT.search(dotted):
        doubt = "ตัวเลขงบประมาณอ่านไม่ชัด"
    by_year = {year: replace(cell, value=value, doubt=doubt) for year, value in _amounts_by_year(dotted)}
    if by_year:
        values = {read.value for read in by_year.values()}
        return replace(cell, value=values.pop() if len(values) == 1 else "", doubt=doubt), by_year
    return _one_budget(replace(cell, doubt=doubt), dotted), {}


def _read_no_budget(cell: Read) -> Read | None:
    text = squeezed(cell.printed).strip("().*").lower()
    if is_no_budget(text):
        return replace(cell, value="0.00")
    likeness = max(fuzz.ratio(text[: len(wording)], wording) for wording in _NO_BUDGET)
    if re.search(r"\d", text) or likeness < _NO_BUDGET_LIKENESS:
        return None
    doubt = "" if likeness >= _NO_BUDGET_SURE else "อ่านว่าไม่ใช้งบประมาณ จากคำที่อ่านไม่ชัด"
    return replace(cell, value="0.00", doubt=doubt)


def _amounts_by_year(text: str) -> list[tuple[int, str]]:
    """Years with the amount after each; a sheet with one period and one amount is not split by year."""
    named = list(_YEAR_IN_BUDGET.finditer(text))
    found = []
    for number, match in enumerate(named):
        end = named[number + 1].start() if number + 1 < len(named) else len(text)
        between = amounts(text[match.end() : end])
        # A total after the last year is not the amount of that year.
        if between:
            found.append((int(match[1]), between[0]))
    return found if len(found) == len(named) > 1 else []


def _one_budget(cell: Read, text: str) -> Read:
    bare = _YEAR_IN_BUDGET.sub(" ", text)
    found = amounts(_ITEM_NUMBER.sub("", bare))
    if not found:
        return cell.doubted("อ่านจำนวนเงินงบประมาณไม่ได้")
    if len(set(found)) == 1:
        read = replace(cell, value=found[0])
    else:
        baht = re.findall(r"(\d[\d,]*(?:\.\d\d?)?)\s*บาท", bare)
        after_total = [amounts(bare[match.end() :])[:1] for match in _TOTAL.finditer(bare)]
        totals = [amount for group in after_total for amount in group]
        value = totals[-1] if totals else amounts(baht[0])[0] if len(baht) == 1 else found[0]
        read = replace(cell, value=value).doubted(f"มีจำนวนเงินหลายจำนวน: {', '.join(found[:6])}")
    too_small = 0 < float(read.value) < _SMALLEST_BUDGET
    return read.doubted("จำนวนเงินน้อยผิดปกติ") if too_small else read


def read_unit(lines: list[Line]) -> Read:
    """The responsible unit: the first line of its part and lines that go on with units; no person's name."""
    if not lines:
        return Read("")
    kept: list[Line] = []
    for line in lines[:_LONGEST_UNIT_LINES]:
        text = without_person(text_of(line))
        if kept and not (_UNIT_WORD.match(text) and len(text) < _LONGEST_UNIT and not _DIGIT.search(text)):
            break
        if text:
            kept.append(replace(line, text=text, cells=()))
    value = joined_units(kept)
    printed = " ".join(map(text_of, kept))
    unsure = bool(value) and not _UNIT_WORD.search(value)
    return Read(value, printed, joined_locator(kept), "ไม่แน่ใจว่าเป็นชื่อหน่วยงาน" if unsure else "")


def joined_units(lines: list[Line]) -> str:
    """Names of units over lines, with a blank between them: each line names another unit."""
    return " ".join(text_of(line).strip(" .-") for line in lines).strip()


def read_target(lines: list[Line]) -> tuple[Read, list[Figure]]:
    """The target group in words, and the numbers of it."""
    texts = [_ITEM_NUMBER.sub("", without_person(text_of(line))) for line in lines]
    printed = " ".join(filter(None, texts))
    figures = read_figures(lines)
    group = _COUNTED.sub("", arabic(printed))
    group = re.sub(r"\s*จำนวน\s*(?=$|\s)", " ", group)
    return Read(" ".join(group.split()), printed, joined_locator(lines)), figures


def read_figures(lines: list[Line]) -> list[Figure]:
    """The numbers with a unit that lines name, in order; numbers of items and of laws are none."""
    found = []
    for line in lines:
        text = _LAW.sub(" ", _ITEM_NUMBER.sub("", arabic(text_of(line))))
        for start, number, unit in sorted(_numbers_with_unit(text)):
            printed = text[start : start + len(number) + len(unit) + 1]
            found.append(Figure(Read(number.replace(",", ""), printed.strip(), line.locator), unit))
    return found


def _numbers_with_unit(text: str) -> set[tuple[int, str, str]]:
    found = {(match.start(), match[1] or match[2], "ร้อยละ") for match in _PERCENT.finditer(text)}
    taken = {match.span(1 if match[1] else 2) for match in _PERCENT.finditer(text)}
    counted = set()
    for match in _COUNTED.finditer(text):
        if match.span(1) not in taken:
            counted.add((match.start(1), match[1], match[2] + (match[3] or "")))
    starts = {start for start, _, _ in counted}
    for match in _NAMED_COUNT.finditer(text):
        if match.start(1) not in starts:
            counted.add((match.start(1), match[1], word_tokenize(match[2])[0]))
    return found | counted
