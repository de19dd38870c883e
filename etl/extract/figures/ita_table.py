"""ITA results: tables of ten indicators, the totals and levels stated beside them, and proof-reading."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from etl.extract.document import Context, Document, Doubt, Extraction, Line, Read, Row
from etl.extract.figures.blocks import Block, blocks, cell, named_years, texts_after, texts_before
from etl.extract.figures.ita_proof import INSTRUMENTS, prove_scores
from etl.extract.figures.ita_values import is_score_heading, level_of, score_of, stated_total
from etl.extract.numerals import arabic, plain, squeezed

_FEWEST_INDICATORS = 3
_SAME_TITLE = 80
_SAME_TITLE_WITH_NUMBER = 60
_CAPTION_LINES = 16
_TEXT_LINES = 45
_TEXT_LINES_AFTER = 20
_LEAD = re.compile(r"^(?:ตัวชี้วัด(?:ย่อย)?(?:ที่)?|indicator|ข้อ)?\s*\(?(\d{1,2})(?![\d.]*\d)\s*[.):\-–]*\s*", re.I)
_TOTAL_ROW = re.compile(
    r"^(?:ผล)?(?:คะแนน|ผล)?(?:การประเมิน)?(?:ita)?(?:รวม|เฉลี่ย|ภาพรวม|ในภาพรวม|total|overall)"
    r"|^(?:grand|ita)?(?:total|overall)|^(?:ผล)?คะแนน(?:ita|การประเมินita)",
    re.I,
)
_INSTRUMENT = re.compile(r"\b(IIT|EIT|OIT)\b", re.I)
_INSTRUMENT_WORDS = (
    ("iit", "ผู้มีส่วนได้ส่วนเสียภายใน"),
    ("eit", "ผู้มีส่วนได้ส่วนเสียภายนอก"),
    ("oit", "เปิดเผยข้อมูลสาธารณะ"),
)
_LEVEL_HEADING = re.compile(r"ระดับ|เกรด|level|grade|rating", re.I)

NO_YEAR = "ไม่พบปีงบประมาณของตาราง"
MANY_YEARS = "หัวตารางบอกหลายปี เลือกปีสุดท้าย"
NO_SCORE = "อ่านคะแนนไม่ได้"
OTHER_DECIMALS = "จำนวนทศนิยมต่างจากคะแนนอื่นในตาราง"
TWO_SCORES = "ตารางสองแห่งให้คะแนนต่างกัน"
BY_TITLE = "เลขตัวชี้วัดที่พิมพ์ไม่ตรงกับชื่อ ใช้ชื่อ"
SLID = "คะแนนอยู่นอกคอลัมน์คะแนน ช่องอาจเลื่อน"
NO_TABLE = "ไม่มีตารางตัวชี้วัดให้ตรวจคะแนนรวม"


@dataclass
class Result:
    """What is read of one fiscal year."""

    year: Read
    scores: dict[int, Read] = field(default_factory=dict)
    stated: dict[str, Read] = field(default_factory=dict)
    total: Read = field(default_factory=lambda: Read(""))
    totals: list[str] = field(default_factory=list)
    level: Read = field(default_factory=lambda: Read(""))


def read_ita(document: Document, context: Context) -> Extraction:
    """The indicators and stated results of every ITA table, with the repairs that their totals prove."""
    extraction = Extraction()
    results: dict[str, Result] = {}
    for block in blocks(document):
        table = _Table(block, context)
        if len({number for number, *_ in table.indicators}) < _FEWEST_INDICATORS:
            continue
        columns = table.score_columns(_caption_year(document, block))
        for column, year in columns.items():
            result = results.setdefault(year.value or f"?{block.start}", Result(year))
            table.fill(result, column)
            _state_from_text(result, document, block, needs_year=len(columns) > 1)
    for result in results.values():
        if missing := [number for number in range(1, 11) if number not in result.scores]:
            extraction.doubts.append(_missing(missing, result))
        result.total = prove_scores(
            result.scores, result.stated, result.total, result.totals, context, extraction
        )
    _sentences(document, results)
    for result in results.values():
        _write(result, context, extraction)
    return extraction


class _Table:
    """One table of indicators: which rows are indicators, instruments and totals, which columns scores."""

    def __init__(self, block: Block, context: Context) -> None:
        self.context = context
        self.indicators: list[tuple[int, Line, str]] = []
        self.others: list[Line] = []
        self.heading: list[Line] = []
        # Of the headings so far: a long document asks at each row.
        self._names_indicators = self._names_scores = False
        for row in block.rows:
            if found := self._indicator(row):
                self.indicators.append((found[0], row, found[1]))
            elif self.indicators or self._is_stated(row):
                self.others.append(row)
            else:
                self._head(row)

    def score_columns(self, caption: Read) -> Mapping[int, Read]:
        """The columns that hold scores, each with its year."""
        heads: dict[int, str] = {}
        for row in self.heading[-2:]:
            for column in range(len(row.cells)):
                heads[column] = f"{heads.get(column, '')} {cell(row.cells, column)}".strip()
        filled = self._filled_columns()
        dated = {column: named_years(text) for column, text in heads.items() if column in filled}
        dated = {column: found for column, found in dated.items() if len(found) == 1}
        if dated:
            return {column: Read(str(found[0]), heads[column]) for column, found in dated.items()}
        named = [column for column, text in heads.items() if is_score_heading(text)]
        wanted = [column for column in named if column in filled] or named or filled
        return {wanted[0]: caption} if wanted else {}

    def fill(self, result: Result, column: int) -> None:
        """Put the scores of a column into the result of its year."""
        read = [self._score(row, column) for _, row, _ in self.indicators]
        decimals = Counter(len(score.value.partition(".")[2]) for score in read if score.value)
        usual = max(decimals, key=decimals.__getitem__, default=0)
        for (number, _, doubt), one in zip(self.indicators, read, strict=True):
            is_odd = one.value and len(one.value.partition(".")[2]) != usual
            reason = doubt or (OTHER_DECIMALS if is_odd else "")
            score = one.doubted(reason) if reason else one
            known = result.scores.get(number)
            if known is None:
                result.scores[number] = score
            elif known.value != score.value:
                result.scores[number] = known.doubted(TWO_SCORES)
        for row in self.others:
            self._fill_stated(result, row, column)

    def _fill_stated(self, result: Result, row: Line, column: int) -> None:
        text = " ".join(map(plain, row.cells))
        score = score_of(cell(row.cells, column), row.locator)
        code = instrument_of(row)
        if code and score.value:
            result.stated.setdefault(code, score)
        elif self._is_total(row):
            if score.value:
                result.totals.append(score.value)
                result.total = score
            level = self._level_cell(row) or level_of(text)
            if level:
                result.level = Read(level, level, row.locator)
        elif _LEVEL_HEADING.match(cell(row.cells, 0)) and (
            level := level_of(f"ระดับ {cell(row.cells, column)}")
        ):
            result.level = Read(level, cell(row.cells, column), row.locator)

    def _level_cell(self, row: Line) -> str:
        """The level of a total row that stands in a column of levels."""
        for head in self.heading:
            for column in range(len(head.cells)):
                if _LEVEL_HEADING.search(cell(head.cells, column)):
                    return level_of(f"ระดับ {cell(row.cells, column)}")
        return ""

    def _filled_columns(self) -> list[int]:
        """Columns in which most indicators have a number like a score, with decimals if any has them."""
        counts: dict[int, list[str]] = {}
        for _, row, _ in self.indicators:
            for column in range(1, len(row.cells)):
                if value := score_of(cell(row.cells, column)).value:
                    counts.setdefault(column, []).append(value)
        most = [column for column, found in counts.items() if 2 * len(found) >= len(self.indicators)]
        return [column for column in most if any("." in value for value in counts[column])] or most

    def _score(self, row: Line, column: int) -> Read:
        score = score_of(cell(row.cells, column), row.locator)
        if score.value or score.doubt:
            return score
        beside = [
            score_of(cell(row.cells, other), row.locator) for other in (column - 1, column + 1) if other
        ]
        beside = [one for one in beside if "." in one.value]
        if len(beside) == 1:
            return beside[0].doubted(SLID)
        return Read("", cell(row.cells, column), row.locator, doubt=NO_SCORE)

    def _indicator(self, row: Line) -> tuple[int, str] | None:
        """The indicator that a row holds, by title and number, and the doubt where they disagree."""
        texts = [plain(text) for text in row.cells]
        if not any(score_of(text).value for text in texts[1:]) or self._is_stated(row):
            return None
        number: int | None = None
        best: tuple[float, int] = (0.0, 0)
        for text in texts[:3]:
            lead = _LEAD.match(arabic(text))
            if lead and number is None:
                number = int(lead[1])
            rest = squeezed(text[lead.end() :] if lead else text)
            best = max([best, *self._likeness(rest)])
        likeness, by_title = best
        if likeness >= _SAME_TITLE or (likeness >= _SAME_TITLE_WITH_NUMBER and by_title == number):
            return by_title, (BY_TITLE if number not in (None, by_title) else "")
        # Without known titles, such as in English, only a number in a table of scores tells.
        if (
            number is not None
            and number in range(1, 11)
            and any("." in score_of(text).value for text in texts[1:])
            and self._names_indicators
            and self._names_scores
        ):
            return number, ""
        return None

    def _likeness(self, text: str) -> list[tuple[float, int]]:
        return [(fuzz.ratio(text, squeezed(title)), no) for no, _, title in self.context.indicators if text]

    def _head(self, row: Line) -> None:
        self.heading.append(row)
        texts = [plain(text) for text in row.cells]
        self._names_indicators |= any(re.search(r"ตัวชี้วัด|indicator", squeezed(text), re.I) for text in texts)
        self._names_scores |= any(map(is_score_heading, texts))

    def _is_stated(self, row: Line) -> bool:
        return bool(instrument_of(row)) or self._is_total(row)

    def _is_total(self, row: Line) -> bool:
        """Whether a row is labelled as the total and holds a number, as a heading does not."""
        is_labelled = any(_TOTAL_ROW.match(squeezed(text)) for text in row.cells[:2])
        return is_labelled and any(score_of(text).value for text in row.cells[1:])


def instrument_of(row: Line) -> str:
    """The instrument that a row is the heading or the sum of; empty for other rows."""
    text = " ".join(plain(one) for one in row.cells[:2])
    found = {str(code).lower() for code in _INSTRUMENT.findall(text)}
    if len(found) == 1:
        return found.pop()
    words = [code for code, phrase in _INSTRUMENT_WORDS if phrase in squeezed(text)]
    return words[0] if len(words) == 1 and not found else ""


def _missing(numbers: list[int], result: Result) -> Doubt:
    listed = ", ".join(map(str, numbers))
    place = next(iter(result.scores.values())).locator if result.scores else ""
    thai = f"อ่านคะแนนตัวชี้วัด {listed} ของปี {result.year.value or '?'} ไม่ได้"
    return Doubt("ita_indicator_missing", place, thai, f"no score was read for ITA indicators {listed}")


def _caption_year(document: Document, block: Block) -> Read:
    """The fiscal year that the nearest text before a table names, else the table's own heading."""
    for row in block.rows[:2]:
        if len(found := named_years(" ".join(row.cells))) == 1:
            return Read(str(found[0]), plain(row.text), row.locator)
    for line in texts_before(document, block.start, _CAPTION_LINES):
        if found := named_years(line.text):
            year = Read(str(found[-1]), " ".join(map(str, found)), line.locator)
            return year if len(found) == 1 else year.doubted(MANY_YEARS)
    return Read("", doubt=NO_YEAR)


def _state_from_text(result: Result, document: Document, block: Block, needs_year: bool) -> None:
    """Complete total and level from the text before the table, then from the text after it.

    Beside a table of several years only a sentence that names the year counts.
    """
    before = texts_before(document, block.start, _TEXT_LINES)
    after = texts_after(document, block.end, _TEXT_LINES_AFTER)
    for line in before + after:
        named = named_years(line.text)
        is_other_year = result.year.value and int(result.year.value) not in named
        if (named or needs_year) and is_other_year:
            continue
        total = stated_total(line.text)
        if not total:
            continue
        result.totals.append(total)
        if not result.total.value:
            result.total = Read(total, total, line.locator)
        elif result.total.value != total:
            result.total = result.total.doubted(f"อีกแห่งพิมพ์คะแนนรวม {total} ({line.locator})")
        if not result.level.value and (level := level_of(line.text)):
            result.level = Read(level, level, line.locator)


def _sentences(document: Document, results: dict[str, Result]) -> None:
    """Results of years without a table, which running text states in one sentence."""
    for line in document.lines:
        found = named_years(line.text)
        total = stated_total(line.text) if not line.cells and len(found) == 1 else ""
        if "." in total and re.search(r"\bITA\b|คุณธรรมและความโปร่งใส", plain(line.text)):
            if str(found[0]) in results:
                continue
            level = level_of(line.text)
            results[str(found[0])] = Result(
                Read(str(found[0]), str(found[0]), line.locator),
                total=Read(total, total, line.locator, doubt=NO_TABLE),
                level=Read(level, level, line.locator),
            )


def _write(result: Result, context: Context, extraction: Extraction) -> None:
    head: Row = {"org_code": Read(context.org_code), "fiscal_year": result.year}
    for number, score in sorted(result.scores.items()):
        extraction.add(
            "ita_indicator",
            head | {"indicator_no": Read(str(number)), "score": score, "locator": Read(score.locator)},
        )
    stated: Row = {f"{code}_stated": result.stated.get(code, Read("")) for code in INSTRUMENTS}
    if result.total.value or any(read.value for read in stated.values()):
        locator = result.total.locator or next(read.locator for read in stated.values() if read.value)
        total = result.total if result.total.value else replace(result.total, doubt="ไม่พบคะแนนรวมที่พิมพ์ไว้")
        extraction.add(
            "ita_result",
            head | stated | {"total_stated": total, "level_stated": result.level, "locator": Read(locator)},
        )
