"""The cells of a list of projects, told apart by what they hold, because scans slide them sideways."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pythainlp.tokenize import word_tokenize
from rapidfuzz import fuzz

from etl.extract.numerals import amounts, arabic, plain, squeezed

KIND_WORDS = {
    "โครงการ": "project",
    "กิจกรรม": "activity",
    "มาตรการ": "measure",
    "project": "project",
    "activity": "activity",
    "measure": "measure",
}
_KIND_LIKENESS = 80
_SPACED = r"\s*"
_NO_BUDGET_WORDS = "|".join(
    _SPACED.join(word)
    for word in (
        "ไม่ได้ใช้จ่ายงบ",
        "ไม่ใช้จ่ายงบ",
        "ไม่ได้ใช้งบ",
        "ไม่ได้ขอใช้งบ",
        "ไม่ได้ตั้งงบ",
        "ไม่ใช้งบ",
        "ไม่มีงบ",
        "ไม่ขอใช้งบ",
        "ไม่ขอรับงบ",
        "ไม่ตั้งงบ",
    )
)
_NO_BUDGET_TAIL = r"(?:\s*ป\s*ร\s*ะ\s*ม\s*า\s*ณ|\s*ป\s*ม\s*\.|\s*ฯ)?"
_MONEY = re.compile(
    rf"(?P<none>(?:{_NO_BUDGET_WORDS}){_NO_BUDGET_TAIL}|(?i:no\s+budget)|(?<!\S)[-–—]+(?!\S))"
    r"|(?P<amount>(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?(?![\d]))"
)
_MONEY_WORDS = re.compile(r"จำนวน|บาท|baht|[\s,.;/_]", re.IGNORECASE)
_NUMBERED = re.compile(r"(?<!\S)(?:\((\d{1,3})\)|(\d{1,3})\)|(\d{1,3})\.(?!\d))\s*")
_MISSION = re.compile(r"^\(?([1-9]\.\d)(?![\d.]\d?)\)?\.?\s*(.*)$", re.DOTALL)
_DIMENSION = re.compile(
    r"^(?:ม\S{0,3}ติ\s*(?:ที่)?\s*|dimension\s*)?\(?([1-9])(?!\d)(?!\.\d)[).:]?\s*(.*)$", re.DOTALL | re.I
)
_SUM = re.compile(r"^(?:ยอด)?รวม|^(?:sub-?|grand)?total", re.IGNORECASE)
_GRAND = re.compile(r"ทั้งสิ้น|ทั้งหมด|ทุกมิติ|[2-9]มิติ|grand", re.IGNORECASE)
_COUNT = re.compile(
    r"(?:รวม\S{0,12}?)?\s*(?:จำนวน)?\s*(\d{1,4})\s*(?:โครงการ|กิจกรรม|มาตรการ|รายการ|projects?|โครงการ/กิจกรรม/มาตรการ)\s*",
    re.IGNORECASE,
)
_QUARTER_CELL = re.compile(r"ไตรมาส|ไตรมาศ|quarter|\bq\s?[1-4]|ตลอดปี|ทั้งปี", re.IGNORECASE)
_BARE_QUARTERS = re.compile(r"^[1-4](?:\s*(?:[-–,;/]|และ|ถึง)\s*[1-4])*$")
_UNIT = re.compile(r"^(?:สำนัก|กอง|งาน|ฝ่าย|ศูนย์|หน่วย|ทุก|ส่วน|กลุ่ม|คณะ|โรงเรียน|ร\.?ร\.|ผู้|office|division)", re.I)
_PIECES = re.compile(r"<(?:br|/p|/li)\s*/?>|\n", re.IGNORECASE)
# After these a Thai phrase goes on: a blank behind them only comes from the end of a printed line.
_OPEN_WORDS = frozenset(
    (
        "ที่",
        "การ",
        "ความ",
        "ของ",
        "และ",
        "ใน",
        "แก่",
        "ให้",
        "ด้วย",
        "เพื่อ",
        "หรือ",
        "ต่อ",
        "จาก",
        "โดย",
        "ตาม",
        "ด้าน",
        "แห่ง",
        "กับ",
        "ซึ่ง",
        "เป็น",
        "มี",
    )
)
_KIND_START = re.compile(r"(?<!\S)(?:โครงการ|กิจกรรม|มาตรการ)")
_CONTINUED = re.compile(r"\(\s*ต่อ\s*\)\s*$")


@dataclass(frozen=True)
class Title:
    """One title of a cell, with its running number if one is printed."""

    number: int | None
    text: str
    continued: bool = False


def money_tokens(cell: str) -> list[str]:
    """Each budget of a cell in order, `0.00` for a dash or "no budget"."""
    text = arabic(plain(cell))
    return ["0.00" if found["none"] else amounts(found[0])[0] for found in _MONEY.finditer(text)]


def is_money(cell: str) -> bool:
    """Whether a cell holds budgets and nothing else."""
    text = arabic(plain(cell))
    return bool(_MONEY.search(text)) and not _MONEY_WORDS.sub("", _MONEY.sub("", text))


def mission_of(cell: str) -> tuple[str, str] | None:
    """The number and title of a mission: `๑.๒ การสร้าง…`; a third level such as 1.2.1 is none."""
    found = _MISSION.match(arabic(plain(cell)))
    return (found[1], plain(cell)[found.start(2) :]) if found else None


def dimension_of(cell: str, dimensions: Iterable[tuple[int, str]], in_column: bool) -> int | None:
    """The dimension that a cell names: by number and by title, or by number alone in its own column."""
    text = plain(cell)
    found = _DIMENSION.match(arabic(text))
    rest = squeezed(text[found.start(2) :] if found else text)
    known = [(fuzz.ratio(rest, squeezed(title)), number) for number, title in dimensions]
    likeness, number = max(known, default=(0, 0))
    if rest and likeness >= 70:  # noqa: PLR2004 - a misread digit is settled by the title
        return number
    if found and in_column and kind_of(rest)[0] == "":
        return int(found[1])
    return int(found[1]) if found and re.match(r"^ม\S{0,3}ติ|^dimension", text, re.I) else None


def is_sum(cell: str) -> bool:
    """Whether a cell labels a row of sums."""
    return bool(_SUM.match(squeezed(cell)))


def is_grand(cell: str) -> bool:
    """Whether the label of a sum means the whole plan."""
    return is_sum(cell) and bool(_GRAND.search(arabic(squeezed(cell))))


def counted(text: str) -> int | None:
    """The number of projects where a cell states nothing else: `จำนวน ๑๘ โครงการ`."""
    found = _COUNT.fullmatch(arabic(plain(text)))
    return int(found[1]) if found else None


def is_quarters(cell: str) -> bool:
    """Whether a cell names quarters, with the word or as bare numbers from 1 to 4."""
    text = arabic(plain(cell))
    return bool(_QUARTER_CELL.search(text) or _BARE_QUARTERS.match(text))


def quarters_of(text: str) -> str:
    """The quarters of a text: `ไตรมาสที่ 1-4` gives `1;2;3;4`."""
    content = re.sub(r"\s*(?:และ|,)\s*", ",", arabic(plain(text)))
    if re.search(r"ตลอดปี|ทั้งปี", content):
        return "1;2;3;4"
    found: set[int] = set()
    for first, last in re.findall(
        r"(?<!\d)([1-4])(?:\s*(?:[-–]|ถึง)\s*(?:ไตรมาส(?:ที่)?\s*)?([1-4]))?(?!\d)", content
    ):
        found.update(range(int(first), int(last or first) + 1))
    return ";".join(str(quarter) for quarter in sorted(found))


def split_quarters(cell: str, count: int) -> list[str]:
    """The quarters of each of several projects in one cell; one entry if they cannot be told apart."""
    parts = [part for part in re.split(r"(?=ไตรมาส|ไตรมาศ)", plain(cell)) if part.strip()]
    return [part.strip() for part in parts] if len(parts) == count else [plain(cell)]


def is_unit(cell: str) -> bool:
    """Whether a cell begins like the name of an office."""
    return bool(_UNIT.match(plain(cell)))


def split_units(cell: str) -> list[str]:
    """The offices of a cell, one for each blank-separated part that begins like one."""
    parts: list[str] = []
    for word in plain(cell).split():
        if parts and not is_unit(word):
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts


def kind_of(title: str) -> tuple[str, bool]:
    """The kind of plan item by the first word, and whether that word had to be guessed from a misreading."""
    text = squeezed(title).lower()
    for word, kind in KIND_WORDS.items():
        if text.startswith(word):
            return kind, False
    for word, kind in KIND_WORDS.items():
        lengths = range(len(word) - 1, len(word) + 2)
        if max(fuzz.ratio(text[:length], word) for length in lengths) > _KIND_LIKENESS:
            return kind, True
    return "", False


def split_titles(cell: str, names: Sequence[str] = ()) -> list[Title]:
    """The projects of a cell: parted by running numbers, or by lines that each begin with a kind word."""
    text = plain(cell)
    digits = arabic(text)
    starts: list[tuple[int, int, int]] = []
    for found in _NUMBERED.finditer(digits):
        number = int(found[1] or found[2] or found[3])
        follows = kind_of(text[found.end() :])[0] != ""
        next_in_order = bool(starts) and number == starts[-1][2] + 1
        # A number inside a title, such as "(ข้อ 9)", neither counts on nor stands before a kind word.
        if (not starts and found.start() == 0) or (starts and (follows or next_in_order)):
            starts.append((found.start(), found.end(), number))
    if not starts:
        pieces = [piece for piece in _PIECES.split(cell) if squeezed(piece)]
        parted = len(pieces) > 1 and all(kind_of(piece)[0] for piece in pieces)
        return [_title(None, piece, names) for piece in (pieces if parted else [cell]) if squeezed(piece)]
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    return [
        _title(number, text[begin:end], names) for (_, begin, number), end in zip(starts, ends, strict=True)
    ]


def split_by_kind(cell: str, names: Sequence[str] = ()) -> list[Title]:
    """The projects of a cell without numbers, if each blank before a kind word parts two of them."""
    text = plain(cell)
    starts = [found.start() for found in _KIND_START.finditer(text)]
    if not starts or starts[0] != 0:
        return []
    ends = [*starts[1:], len(text)]
    return [_title(None, text[begin:end], names) for begin, end in zip(starts, ends, strict=True)]


def looks_like_title(cell: str) -> bool:
    """Whether a cell begins with a running number and text, or with the word for a project."""
    text = plain(cell)
    numbered = _NUMBERED.match(arabic(text))
    return bool(numbered and len(squeezed(text[numbered.end() :])) > 1) or kind_of(text)[0] != ""


def _title(number: int | None, text: str, names: Sequence[str]) -> Title:
    continued = bool(_CONTINUED.search(plain(text)))
    return Title(number, tidy(_CONTINUED.sub("", plain(text)), names), continued)


def tidy(text: str, names: Sequence[str] = ()) -> str:
    """A title without the blanks that only come from the end of a printed line or from the scan."""
    words = plain(text).strip(" .").split(" ")
    glued = "".join(words)
    if len(words) == 1:
        return glued
    ends: set[int] = set()
    position = 0
    after_open: set[int] = set()
    for token in word_tokenize(glued, engine="newmm"):
        position += len(token)
        ends.add(position)
        if token in _OPEN_WORDS:
            after_open.add(position)
    for name in (squeezed(name) for name in names if name):
        for found in re.finditer(re.escape(name), glued):
            ends -= set(range(found.start() + 1, found.end()))
    result, position = words[0], len(words[0])
    for word in words[1:]:
        thai = bool(re.match(r"[ก-๛]", word)) and bool(re.search(r"[ก-๛]$", result))
        within = position not in ends or position in after_open
        result += word if thai and within else f" {word}"
        position += len(word)
    return result
