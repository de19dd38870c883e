"""Cells of a working plan: what a heading names, and the budget, the quarters and the unit in a cell.

A scan slides cells into neighbour columns and repeats pieces of the heading inside them, so every value
is known by its content; the column only settles what the content leaves open.
"""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from etl.extract.document import Read
from etl.extract.numerals import amounts, arabic, is_no_budget, plain, squeezed

# Every role with the headings that are in use for it.
HEADINGS: dict[str, tuple[str, ...]] = {
    "number": ("ลำดับที่", "ลำดับ", "ที่", "no.", "no"),
    "dimension": ("มิติ", "มิติที่", "dimension"),
    "mission": ("ภารกิจตามมิติ", "ภารกิจ", "ประเด็น", "mission"),
    "title": (
        "โครงการ/กิจกรรม/มาตรการ",
        "โครงการ/มาตรการ/กิจกรรม",
        "มาตรการ/โครงการ/กิจกรรม",
        "โครงการ/กิจกรรม",
        "ชื่อโครงการ",
        "รายการโครงการ",
        "โครงการ",
        "กิจกรรม",
        "มาตรการ",
        "project/activity/measure",
        "project",
    ),
    "steps": (
        "ข้อมูลประกอบ",
        "ขั้นตอนการดำเนินงาน",
        "ขั้นตอนการดำเนินการ",
        "วิธีดำเนินการ",
        "วิธีการดำเนินงาน",
        "แนวทางการดำเนินงาน",
        "กิจกรรมที่ดำเนินการ",
        "รายละเอียด",
        "steps",
        "details",
    ),
    "budget": ("งบประมาณ(บาท)", "งบประมาณ", "งบ", "budget(baht)", "budget"),
    "time": (
        "ระยะเวลาดำเนินการ",
        "ระยะเวลา",
        "ช่วงเวลาดำเนินการ",
        "ไตรมาสที่ดำเนินการ",
        "ไตรมาส",
        "period",
        "quarter",
    ),
    "unit": (
        "ผู้รับผิดชอบ",
        "หน่วยงานที่รับผิดชอบ",
        "หน่วยงานรับผิดชอบ",
        "หน่วยงานผู้รับผิดชอบ",
        "ส่วนราชการที่รับผิดชอบ",
        "responsibleunit",
        "responsible",
    ),
    "note": ("หมายเหตุ", "remarks", "note"),
}
_ALIKE = 72
_HEADING_LENGTH = 60
# The pieces of a heading at the start of a cell, whatever blanks the scan put into them.
_REPEATED = {
    role: re.compile(
        "(?:"
        + "|".join(
            r"\s*".join(map(re.escape, word))
            for word in sorted(HEADINGS[role], key=len, reverse=True)
            if not word.isascii()
        )
        + r")\s*:?\s*"
    )
    for role in ("title", "steps", "budget", "time", "unit", "note")
}
_QUARTERS = 4

_STEP_START = re.compile(r"^(?:\(?ต่อ\)?\s*)?\d{1,2}(?:\.\d{1,2})*\s*\)")
_STEP_MARK = re.compile(r"(?<![\d(.])\d{1,2}(?:\.\d{1,2})*\s*\)")
_UNIT = re.compile(
    r"^(?:งาน|กอง|สำนัก|ฝ่าย|หน่วย|ส่วน|กลุ่ม|ศูนย์|โรงเรียน|แผนก|สนง|ทุก(?:สำนัก|กอง|ส่วน|หน่วย)|คณะ|ปลัด|นักวิ|นิติกร)"
)
_UNIT_LENGTH = 70
_PERSON = re.compile(r"(?:นางสาว|นาง|น\.ส\.|ว่าที่|นาย(?!ก|ช่าง|ทะเบียน|อำเภอ|แพทย์|ตรวจ|ทหาร))\s*[ก-๙]{2,}")
_NUMERIC = re.compile(r"\d[\d.,]*")
_MONEY = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{2})?")
_ONLY_MONEY = re.compile(r"(?:฿|จำนวน|งบประมาณ)?\s*\d[\d.,]*\s*(?:บาท|baht|THB)?(?:/ปี)?[.\-]*", re.IGNORECASE)
_DASH = re.compile(r"[-–—]+")
_NO_BUDGET_ENGLISH = re.compile(r"(?:no budget(?: used)?|none|nil|without budget)", re.IGNORECASE)
_NO_BUDGET_WORDS = ("ไม่ได้ใช้งบประมาณ", "ไม่ใช้งบประมาณ", "ไม่มีงบประมาณ")
_QUARTER_WORD = re.compile(r"ไตรมาส(?:ที่)?|quarters?|\bq(?=\s*\d)", re.IGNORECASE)
_QUARTER_LENGTH = 120
_YEAR_TEXT = re.compile(r"(?:ปี|พ\.?ศ\.?)?\s*2[45]\d\d")
_ALL_YEAR = re.compile(r"ตลอด(?:ทั้ง)?ปี|ทุกไตรมาส|ทั้งปี|all year", re.IGNORECASE)
_MONTHS = (
    ("ต.ค", "ตุลาคม", 1), ("พ.ย", "พฤศจิกายน", 1), ("ธ.ค", "ธันวาคม", 1),
    ("ม.ค", "มกราคม", 2), ("ก.พ", "กุมภาพันธ์", 2), ("มี.ค", "มีนาคม", 2),
    ("เม.ย", "เมษายน", 3), ("พ.ค", "พฤษภาคม", 3), ("มิ.ย", "มิถุนายน", 3),
    ("ก.ค", "กรกฎาคม", 4), ("ส.ค", "สิงหาคม", 4), ("ก.ย", "กันยายน", 4),
)  # fmt: skip


@lru_cache(maxsize=2048)
def folded(cell: str) -> str:
    """A cell as it is printed: Arabic digits, no tags, single blanks."""
    return re.sub(r"\s+", " ", arabic(plain(cell))).strip()


def heading_role(cell: str) -> str:
    """The role that a heading cell names, misread letters allowed; empty where it names none."""
    content = arabic(squeezed(cell)).lower()
    # A year in the heading means one column a year, which is another kind of table.
    if not content or len(content) > _HEADING_LENGTH or re.search(r"25\d\d", content):
        return ""
    alike = {
        role: max(fuzz.ratio(content, alias, score_cutoff=_ALIKE) for alias in aliases)
        for role, aliases in HEADINGS.items()
    }
    best = max(alike, key=lambda role: alike[role])
    return best if alike[best] else ""


def without_heading(cell: str, role: str) -> str:
    """A cell without the pieces of its own heading that the scan repeated at its start."""
    content = folded(cell)
    match = _REPEATED[role].match(content) if role in _REPEATED else None
    if not match:
        return content
    rest = content[match.end() :]
    # "งบกลาง", "กิจกรรมอบรม", "ไตรมาสที่ 1" begin with a heading but go on as words of their own.
    goes_on = role in {"budget", "title"} and re.match(r"(?!ไม่)[ก-๙]", rest)
    names_quarter = role == "time" and "ไตรมาส" in match[0].replace(" ", "")
    return content if goes_on or names_quarter else rest


def is_steps(content: str) -> bool:
    """Whether a cell holds working steps: a numbered list, or the rest of one."""
    return bool(_STEP_START.match(without_heading(content, "steps"))) or len(_STEP_MARK.findall(content)) > 1


def first_step(content: str) -> int | None:
    """The number of the first step of a list, which tells a new list from the rest of one."""
    match = re.match(r"(?:<[^>]*>|\s)*(\d{1,2})\s*\)", without_heading(content, "steps"))
    return int(match[1]) if match else None


def is_dash(cell: str) -> bool:
    """Whether a cell holds a dash only."""
    return bool(_DASH.fullmatch(squeezed(cell)))


def is_budget(cell: str) -> bool:
    """Whether a cell holds a budget and nothing else, whatever its column."""
    content = without_heading(cell, "budget")
    if not content or is_dash(content):
        return False
    return is_no_budget(content) or _almost_no_budget(content) or bool(_ONLY_MONEY.fullmatch(content))


def read_budget(cell: str, locator: str) -> Read:
    """The budget in a cell; silent where it holds none, doubtful where a digit is not part of an amount."""
    content, printed = without_heading(cell, "budget"), folded(cell)
    if not content:
        return Read("", locator=locator)
    if is_no_budget(content) or _NO_BUDGET_ENGLISH.fullmatch(content):
        mixed = [digits for digits in _NUMERIC.findall(content) if digits.strip("0.,")]
        read = Read("0.00", printed, locator)
        return read.doubted("ช่องงบประมาณมีทั้งคำว่าไม่ใช้งบประมาณและตัวเลข") if mixed else read
    if _almost_no_budget(content):
        return Read("0.00", printed, locator, "อ่านเป็น ไม่ใช้งบประมาณ จากถ้อยคำที่อ่านเพี้ยน")
    found = amounts(content)
    if not found:
        return Read("", printed, locator, "อ่านจำนวนเงินไม่ได้")
    total = re.search(r"รวม\D{0,30}(\d[\d.,]*)", content)
    value = amounts(total[1])[0] if total and amounts(total[1]) else found[0]
    read = Read(value, printed, locator)
    if len(found) > 1:
        return read.doubted("ช่องงบประมาณมีหลายจำนวน")
    whole = [_MONEY.fullmatch(digits.rstrip(".,")) for digits in _NUMERIC.findall(content)]
    return read if all(whole) else read.doubted("ตัวเลขจำนวนเงินอ่านไม่ครบหรือคั่นหลักผิด")


def _almost_no_budget(content: str) -> bool:
    """Whether a text is "no budget used" with misread letters."""
    text = re.sub(r"^[-–—]+", "", squeezed(content))
    return any(fuzz.ratio(text, words) >= 85 for words in _NO_BUDGET_WORDS) and not re.search(r"\d", text)  # noqa: PLR2004


def is_quarters(cell: str) -> bool:
    """Whether a cell holds quarters and nothing else, whatever its column."""
    content = folded(cell)
    if not content or len(content) > _QUARTER_LENGTH or is_steps(content):
        return False
    rest = without_heading(content, "time")
    return bool(_QUARTER_WORD.match(rest)) or _almost_quarter(rest) or bool(_ALL_YEAR.match(rest))


def _almost_quarter(content: str) -> bool:
    """Whether a text is "quarter n" with a misread letter in the word."""
    word = re.sub(r"(?:ที่)?\s*[\d\s,\-–]+$", "", content).replace(" ", "")
    return bool(re.search(r"\d", content)) and fuzz.ratio(word, "ไตรมาส") >= 70  # noqa: PLR2004


def read_quarters(cell: str, locator: str) -> Read:
    """The quarters of a cell as `1;2`, from their numbers, from months, or from "the whole year"."""
    content, printed = without_heading(cell, "time"), folded(cell)
    if not content or is_dash(content):
        return Read("", printed, locator)
    text = _YEAR_TEXT.sub(" ", content)
    misread = not _QUARTER_WORD.search(text)
    if misread and _ALL_YEAR.search(text):
        return Read("1;2;3;4", printed, locator, "เอกสารพิมพ์ว่าตลอดปี ไม่ได้พิมพ์ไตรมาส")
    by_month = _quarters_of_months(text) if misread else []
    if by_month:
        return Read(_joined(by_month), printed, locator, "แปลงเดือนเป็นไตรมาส")
    numbers: list[int] = []
    for first, last in re.findall(r"(\d+)(?:\s*(?:-|–|—|ถึง)\s*(?:ไตรมาส(?:ที่)?\s*)?(\d+))?", text):
        numbers += range(int(first), int(last or first) + 1)
    good = [number for number in numbers if 1 <= number <= _QUARTERS]
    read = Read(_joined(good), printed, locator)
    if not good or len(good) < len(numbers):
        return read.doubted("อ่านเลขไตรมาสไม่ได้หรือไม่อยู่ระหว่าง 1 ถึง 4")
    if misread:
        return read.doubted("ไม่พบคำว่าไตรมาสในช่อง")
    words = len(_QUARTER_WORD.findall(text))
    return read.doubted("เลขไตรมาสไม่ครบตามจำนวนคำว่าไตรมาส") if words > len(numbers) else read


def _joined(quarters: list[int]) -> str:
    return ";".join(str(quarter) for quarter in sorted(set(quarters)))


def _quarters_of_months(text: str) -> list[int]:
    """The quarters between the first and the last month that a text names."""
    found = sorted(
        (text.index(name), quarter)
        for short, long, quarter in _MONTHS
        for name in (short, long)
        if name in text
    )
    if not found:
        return []
    first, last = found[0][1], found[-1][1]
    return list(range(first, last + 1)) if first <= last else [first, last]


def is_unit(cell: str) -> bool:
    """Whether a cell holds a responsible unit: a short text that begins with a word for one."""
    content = squeezed(without_heading(cell, "unit"))
    return bool(_UNIT.match(content)) and len(content) <= _UNIT_LENGTH


def read_unit(cell: str, locator: str) -> Read:
    """The responsible unit of a cell; a name of a person is left out, also from what is shown as printed."""
    content, printed = without_heading(cell, "unit"), folded(cell)
    if not content or is_dash(content):
        return Read("", locator=locator)
    if _PERSON.search(content):
        return Read("", "", locator, "ช่องผู้รับผิดชอบเป็นชื่อบุคคล จึงไม่บันทึก")
    # A blank inside a name is the scan's; one before the next unit parts two units.
    joined = re.sub(r"(?<=[ก-๙])\s+(?!(?:กอง|สำนัก|ฝ่าย)[ก-๙]|และ)(?=[ก-๙])", "", content)
    read = Read(joined, printed, locator)
    return read if is_unit(content) else read.doubted("ไม่ได้ขึ้นต้นด้วยคำเรียกหน่วยงาน")
