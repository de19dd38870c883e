"""Targets by year: fewer corruption cases as a fraction of a baseline year, ITA scores in points."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from etl.extract.document import Context, Document, Extraction, Line, Read
from etl.extract.figures.blocks import Block, blocks, cell, is_filled, named_years, year_range
from etl.extract.numerals import arabic, plain, squeezed
from etl.extract.proof.proofread import replaced, variants

ITA, CASES = "ita_score", "case_reduction"
_HIGHEST = {ITA: Decimal(100), CASES: Decimal(1)}
_ITA = re.compile(r"ITA|คุณธรรมและความโปร่งใส", re.I)
_POINTS = re.compile(r"คะแนน|score|points?", re.I)
_CASES = re.compile(r"คดี|ทุจริต|ร้องเรียน|case|complaint", re.I)
_FEWER = re.compile(r"ลด|reduc|decreas|fewer|decline", re.I)
_PERCENT = re.compile(r"ร้อยละ|%|percent|เปอร์เซ็น", re.I)
_TARGET = re.compile(r"เป้าหมาย|target", re.I)
_VALUE = re.compile(r"(?<![\d.,])(\d{1,3}(?:\s?\.\s?\d{1,2})?)(?![\d,.]*\d)")
# What may stand beside a target; any other word makes the cell something else, such as a budget.
_BESIDE = re.compile(
    r"ไม่น้อยกว่า|ไม่ต่ำกว่า|ขึ้นไป|คะแนน|ร้อยละ|เปอร์เซ็นต์?|ลดลง|ลด|at least|points?|percent|or more|ita|[%≥>=+.()\s-]",
    re.I,
)
_BASELINE = re.compile(r"(?:จาก|เทียบ|ฐาน|baseline|from|against|compared)[^\d]{0,30}(25[4-9]\d)(?!\d)", re.I)
_SHORTEST_ROW = 2

NO_UNIT = "ไม่มีหน่วยพิมพ์ไว้"
YEAR_BY_ORDER = "อ่านปีในหัวตารางไม่ตรงลำดับ ใช้ปีตามลำดับคอลัมน์"
FALLS = "ค่าเป้าหมายไม่เพิ่มขึ้นตามปี อาจอ่านเลขผิด"
UNREADABLE = "อ่านค่าเป้าหมายไม่ได้"
TOO_LARGE = "ค่าเป้าหมายเกินค่าสูงสุดที่เป็นไปได้"
TWO_TARGETS = "เอกสารพิมพ์ค่าเป้าหมายต่างกัน"
FROM_SHEET = "ไม่มีตารางค่าเป้าหมาย อ่านจากผลลัพธ์ที่คาดไว้ในใบรายละเอียดโครงการ"


@dataclass(frozen=True)
class _Target:
    year: Read
    metric: str
    value: Read
    baseline: Read


def read_targets(document: Document, context: Context) -> Extraction:
    """The targets of all tables by year; without a table of ITA targets, those of the detail sheets."""
    found = [target for block in blocks(document) for target in _table(block)]
    if not any(target.metric == ITA for target in found):
        found += list(_from_sheets(document))
    extraction = Extraction()
    for target in _once(found):
        extraction.add(
            "target",
            {
                "org_code": Read(context.org_code),
                "fiscal_year": target.year,
                "metric_code": Read(target.metric),
                "target_value": target.value,
                "baseline_fiscal_year": target.baseline,
                "locator": Read(target.value.locator),
            },
        )
    return extraction


def _once(found: list[_Target]) -> Iterator[_Target]:
    """Each metric and year once; what two places print differently is doubtful."""
    kept: dict[tuple[str, str], _Target] = {}
    for target in found:
        key = (target.metric, target.year.value)
        if key in kept and kept[key].value.value != target.value.value:
            other = kept[key]
            value = other.value.doubted(f"{TWO_TARGETS} ({target.value.locator})")
            kept[key] = _Target(other.year, other.metric, value, other.baseline)
        kept.setdefault(key, target)
    yield from kept.values()


def _table(block: Block) -> Iterator[_Target]:
    """The targets of a table with years as columns, or with metrics as columns."""
    for position, row in enumerate(block.rows):
        columns = _year_columns(row)
        if len(columns) >= _SHORTEST_ROW:
            is_target = any(_TARGET.search(squeezed(text)) for text in row.cells)
            for line in block.rows[position + 1 :]:
                if len(_year_columns(line)) >= _SHORTEST_ROW:
                    break
                yield from _by_row(line, columns, is_target)
        elif metrics := _metric_columns(row):
            yield from _by_column(row, metrics, block.rows[position + 1 :])


def _year_columns(row: Line) -> dict[int, Read]:
    """The columns that a heading row dates; a year out of order is read from its neighbours."""
    dated = {}
    for column in range(len(row.cells)):
        text = cell(row.cells, column)
        found = named_years(text)
        # A heading names the year and little else: a title or a metric with its baseline is no heading.
        if len(found) == 1 and not metric_of(text):
            dated[column] = found[0]
    if len(dated) < _SHORTEST_ROW:
        return {}
    starts = [year - place for place, year in enumerate(dated.values())]
    start = max(starts, key=starts.count)
    consecutive = starts.count(start) * 2 > len(starts)
    result = {}
    for place, (column, year) in enumerate(dated.items()):
        read = Read(str(year), cell(row.cells, column), row.locator)
        if consecutive and year != start + place:
            read = Read(str(start + place), read.printed, row.locator, doubt=YEAR_BY_ORDER)
        result[column] = read
    return result


def metric_of(text: str) -> str:
    """The metric that a label names; empty for other labels."""
    label = squeezed(text)
    if _ITA.search(label) and _POINTS.search(plain(text)):
        return ITA
    return CASES if _CASES.search(label) and _FEWER.search(label) else ""


def _by_row(row: Line, columns: Mapping[int, Read], is_target: bool) -> Iterator[_Target]:
    first = min(columns)
    label = " ".join(cell(row.cells, column) for column in range(first))
    metric = metric_of(label)
    texts = [cell(row.cells, column) for column in columns]
    has_unit = any(_POINTS.search(text) or _PERCENT.search(text) for text in [*texts, label])
    if not metric or not (is_target or has_unit) or not any(_is_value(text) for text in texts):
        return
    reads = [
        _value(metric, cell(row.cells, column), label, row.locator) if is_filled(row.cells[column]) else None
        for column in columns
        if column < len(row.cells)
    ]
    pairs = [(year, read) for year, read in zip(columns.values(), reads, strict=False) if read]
    checked = _in_order([read for _, read in pairs])
    for (year, _), value in zip(pairs, checked, strict=True):
        yield _Target(year, metric, value, _baseline(metric, label, row.locator))


def _metric_columns(row: Line) -> dict[int, tuple[str, str]]:
    """The columns that a heading row gives to metrics, when the rows are years."""
    metrics = {
        column: (metric_of(cell(row.cells, column)), cell(row.cells, column))
        for column in range(1, len(row.cells))
    }
    headed = re.search(r"ปี|year|พ\.?ศ", cell(row.cells, 0), re.I)
    return {column: found for column, found in metrics.items() if found[0]} if headed else {}


def _by_column(
    heading: Line, metrics: Mapping[int, tuple[str, str]], rows: tuple[Line, ...]
) -> Iterator[_Target]:
    dated = [(found[0], row) for row in rows if len(found := named_years(cell(row.cells, 0))) == 1]
    for column, (metric, label) in metrics.items():
        filled = [(year, row) for year, row in dated if is_filled(cell(row.cells, column))]
        if not any(_is_value(cell(row.cells, column)) for _, row in filled):
            continue
        values = _in_order([_value(metric, cell(row.cells, column), label, row.locator) for _, row in filled])
        for (year, row), value in zip(filled, values, strict=True):
            printed = Read(str(year), cell(row.cells, 0), row.locator)
            yield _Target(printed, metric, value, _baseline(metric, label, heading.locator))


def _is_value(text: str) -> bool:
    """Whether a cell holds one number of at most three digits and only words that targets stand with."""
    number = arabic(text)
    return len(_VALUE.findall(number)) == 1 and not _BESIDE.sub("", _VALUE.sub("", number)).strip()


def _value(metric: str, text: str, label: str, locator: str) -> Read:
    if not _is_value(text):
        return Read("", text, locator, doubt=UNREADABLE)
    number = re.sub(r"\s", "", _VALUE.findall(arabic(text))[0])
    doubt = ""
    if metric == CASES:
        is_percent = bool(_PERCENT.search(text) or _PERCENT.search(label))
        doubt = "" if is_percent else NO_UNIT
        is_fraction = not is_percent and Decimal(number) < 1
        number = number if is_fraction else fraction(number)
    if Decimal(number) > _HIGHEST[metric]:
        return Read("", text, locator, doubt=TOO_LARGE)
    return Read(number, text, locator, doubt=doubt)


def fraction(percent: str) -> str:
    """A printed percentage as a fraction with at least two decimals: `10` is `0.10`."""
    exact = Decimal(percent) / 100
    return f"{exact:.2f}" if exact == exact.quantize(Decimal("0.01")) else f"{exact.normalize():f}"


def _baseline(metric: str, label: str, locator: str) -> Read:
    found = _BASELINE.search(arabic(label)) if metric == CASES else None
    return Read(found[1], label, locator) if found else Read("")


def _in_order(reads: list[Read]) -> list[Read]:
    """The values of one row, with a doubt where they fall or where one misread digit breaks equal steps."""
    numbers = [Decimal(read.value) if read.value else None for read in reads]
    checked = list(reads)
    for place in range(1, len(reads)):
        before, here = numbers[place - 1], numbers[place]
        if before is not None and here is not None and here < before:
            checked[place - 1] = checked[place - 1].doubted(FALLS)
            checked[place] = checked[place].doubted(FALLS)
    for place, other in _breaks_steps([read.value for read in reads]):
        checked[place] = checked[place].doubted(f"ถ้าอ่านเป็น {other} ค่าเป้าหมายจะเพิ่มปีละเท่ากัน อาจอ่านเลขผิด")
    return checked


def _breaks_steps(values: list[str]) -> Iterator[tuple[int, str]]:
    """The places where one swap of look-alike digits would make all steps equal."""
    if not all(values) or len(values) <= _SHORTEST_ROW or _has_equal_steps(values):
        return
    for place, value in enumerate(values):
        for digit_place, digit in variants(value):
            other = replaced(value, digit_place, digit)
            if _has_equal_steps([*values[:place], other, *values[place + 1 :]]):
                yield place, other


def _has_equal_steps(values: list[str]) -> bool:
    numbers = [Decimal(value) for value in values]
    return len({second - first for first, second in pairwise(numbers)}) == 1


_SHEET_TARGET = re.compile(
    r"(?<!\d)(\d{2,3}(?:\.\d{1,2})?)\s*คะแนน\s*ขึ้นไป|(?:ไม่น้อยกว่า|ไม่ต่ำกว่า)\s*(\d{2,3}(?:\.\d{1,2})?)\s*คะแนน"
)
_PERIOD_HEADING = re.compile(r"^(?:\d{1,2}[.)]?)?ระยะเวลา")
_OUTCOME_HEADING = re.compile(r"^(?:\d{1,2}[.)]?)?(?:ผลผลิต|ผลลัพธ์|ตัวชี้วัด|ผลที่คาด|ผลสัมฤทธิ์)")
_MOST_LINES_TO_OUTCOME = 30


def _from_sheets(document: Document) -> Iterator[_Target]:
    """ITA targets that the expected outcome of a detail sheet states, for the years of the sheet's period."""
    period: tuple[int, Line, range] | None = None
    heading: Line | None = None
    is_outcome = False
    for position, line in enumerate(document.lines):
        text = arabic(squeezed(line.text))
        if line.cells or not text:
            continue
        if _PERIOD_HEADING.match(text):
            heading, is_outcome = line, False
        elif _OUTCOME_HEADING.match(text):
            is_outcome = True
        if heading and (years := _period_years(line.text)):
            period, heading = (position, line, years), None
        if not (period and is_outcome) or position - period[0] > _MOST_LINES_TO_OUTCOME:
            continue
        found = _SHEET_TARGET.search(arabic(plain(line.text)))
        if found and _ITA.search(text):
            locator = _joined_locator(period[1], line)
            value = Read(found[1] or found[2], found[0], locator, doubt=FROM_SHEET)
            for year in period[2]:
                yield _Target(Read(str(year), locator=period[1].locator), ITA, value, Read(""))


def _period_years(text: str) -> range | None:
    if found := year_range(text):
        return range(found[0], found[1] + 1)
    named = named_years(text)
    return range(named[0], named[0] + 1) if len(named) == 1 else None


def _joined_locator(first: Line, last: Line) -> str:
    """`lines 12-15` where both stand on lines of a text, else the place of the target itself."""
    one, other = (re.fullmatch(r"line (\d+)", line.locator) for line in (first, last))
    return f"lines {one[1]}-{other[1]}" if one and other else last.locator
