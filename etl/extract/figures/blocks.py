"""Tables as blocks of rows, and the running text around them, for the readers of small tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.extract.document import Document, Line
from etl.extract.numerals import arabic, plain, squeezed, years

# What stands between two pages of one table: page numbers, scanner marks, rules.
_PAGE_MARK = re.compile(
    r"^(?:.{0,4}สแกนด้วย.{0,14}|.{0,4}CamScanner|(?:หน้า(?:ที่)?|page)?[-–—\s|:.\d]{0,12})$", re.I
)
_RANGE = re.compile(r"(25[4-9]\d)\s*(?:[-–—~]|ถึง|to)\s*(?:พ\.?\s?ศ\.?\s*)?(25[4-9]\d|2600)(?!\d)")
_COMMON_YEAR = re.compile(r"(?:fiscal year|\bfy|\byear)\s*(20[0-9]\d)(?!\d)", re.I)
_BE_OFFSET = 543


@dataclass(frozen=True)
class Block:
    """The rows of one table; `start` and `end` are positions in the lines of the document."""

    start: int
    end: int
    rows: tuple[Line, ...]


def blocks(document: Document) -> Iterator[Block]:
    """Every run of table rows; empty lines and page marks do not end it, running text does."""
    rows: list[Line] = []
    start = end = 0
    for position, line in enumerate(document.lines):
        if line.cells:
            if any(map(is_filled, line.cells)):
                start = start if rows else position
                rows.append(line)
                end = position + 1
        elif rows and not _PAGE_MARK.match(arabic(plain(line.text))):
            yield Block(start, end, tuple(rows))
            rows = []
    if rows:
        yield Block(start, end, tuple(rows))


def is_filled(cell: str) -> bool:
    """Whether a cell holds more than blanks, dashes or a rule of dashes."""
    return bool(squeezed(cell).strip("-–—_=|:."))


def cell(row: Sequence[str], column: int | None) -> str:
    """The cell in a column as a reader sees it; empty beyond the end of the row."""
    return plain(row[column]) if column is not None and 0 <= column < len(row) else ""


def texts_before(document: Document, position: int, most: int) -> list[Line]:
    """Running text before a position, nearest first, over at most so many lines."""
    lines = document.lines[max(0, position - most) : position]
    return [line for line in reversed(lines) if not line.cells and line.text.strip()]


def texts_after(document: Document, position: int, most: int) -> list[Line]:
    """Running text from a position on, nearest first, over at most so many lines."""
    lines = document.lines[position : position + most]
    return [line for line in lines if not line.cells and line.text.strip()]


def named_years(text: str) -> list[int]:
    """The years that a text names; common-era fiscal years only where no Thai year stands."""
    return years(text) or [int(year) + _BE_OFFSET for year in _COMMON_YEAR.findall(arabic(text))]


def year_range(text: str) -> tuple[int, int] | None:
    """The first range of years in a text, such as `๒๕๖๖ – ๒๕๗๐`."""
    found = _RANGE.search(arabic(text))
    return (int(found[1]), int(found[2])) if found else None
