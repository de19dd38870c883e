"""HTML as scans and web pages hold it: the rows of tables with the line each stands on, and text.

The text is cut at tags and never made a tree: broken markup is the rule, line numbers are kept, tags
inside cells stay as printed, and no input takes more than one pass.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.extract.files.content import MOST_COLUMNS, folded

_TABLE_TAG = re.compile(r"<(/?)(table|tr|td|th)\b([^<>]*)>", re.IGNORECASE)
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?\s*(\d{1,5})", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|blockquote|body|br|caption|center|dd|div|dl|dt|fieldset|figure|footer|form"
    r"|h[1-6]|header|hr|html|li|main|nav|ol|option|p|pre|section|table|td|th|tr|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_UNSEEN = re.compile(r"<(!--|(?:head|script|style|template|noscript|svg|object)\b[^<>]*>)", re.IGNORECASE)
_MOST_ROWS_SPANNED = 1000


@dataclass
class _OpenTable:
    start: int
    last_row_end: int = 0
    is_in_cell: bool = False
    holds_table: bool = False


@dataclass
class _Grid:
    """The columns of a table that cells from rows above still fill: column to rows left."""

    filled: dict[int, int] = field(default_factory=dict)

    def row(self, cells: list[tuple[str, int, int]]) -> list[str]:
        """Place the cells (text, columns, rows) of one row; a merged cell has its text once."""
        placed: list[str] = []
        below: dict[int, int] = {}
        for text, columns, rows in cells:
            self._pass_filled(placed)
            first = len(placed)
            placed += [text, *[""] * (columns - 1)]
            if rows > 1:
                below.update(dict.fromkeys(range(first, len(placed)), rows - 1))
        self._pass_filled(placed)
        left = {column: rows - 1 for column, rows in self.filled.items() if rows > 1}
        self.filled = {**left, **below}
        return placed

    def _pass_filled(self, placed: list[str]) -> None:
        while len(placed) in self.filled:
            placed.append("")


def innermost_tables(text: str) -> list[tuple[int, int]]:
    """Where tables stand that hold no other table; tables around them only lay out the page.

    A table that a scan has cut off ends with its last whole row.
    """
    found: list[tuple[int, int]] = []
    stack: list[_OpenTable] = []

    def close(table: _OpenTable, table_end: int) -> None:
        if table_end and not table.holds_table:
            found.append((table.start, table_end))

    for start, end, is_end, name, _ in _table_tags(text):
        if name == "table" and not is_end:
            if stack and not stack[-1].is_in_cell:
                close(stack[-1], stack.pop().last_row_end)
            elif stack:
                stack[-1].holds_table = True
            stack.append(_OpenTable(start))
        elif stack and name == "table":
            close(stack.pop(), end)
        elif stack:
            stack[-1].is_in_cell = name != "tr" and not is_end
            if name == "tr" and is_end:
                stack[-1].last_row_end = end
    for table in stack:
        close(table, table.last_row_end)
    return sorted(found)


def table_rows(text: str, first_line: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of one table as (line number, cells); text outside of its rows is a row of one cell."""
    grid = _Grid()
    cells: list[tuple[str, int, int]] = []
    span: tuple[int, int] | None = None
    line = row_line = first_line
    position = 0
    for start, end, is_end, name, attributes in [*_table_tags(text), (len(text), len(text), True, "tr", "")]:
        piece = text[position:start]
        line += text.count("\n", position, start)
        outside = "" if span else folded(_ANY_TAG.sub(" ", piece))
        if span:
            cells.append((_cell_text(piece), *span))
        elif outside and cells:
            # Text that slid out of its cell must not make a column of its own.
            last, columns, rows = cells.pop()
            cells.append((f"{last} {outside}", columns, rows))
        elif outside:
            yield line, [html.unescape(outside)]
        is_cell = name in ("td", "th")
        if not is_cell:
            if cells:
                yield row_line, grid.row(cells)
                cells = []
            row_line = line
        span = _spans(attributes) if is_cell and not is_end else None
        line += text.count("\n", start, end)
        position = end


def _table_tags(text: str) -> Iterator[tuple[int, int, bool, str, str]]:
    for tag in _TABLE_TAG.finditer(text):
        yield tag.start(), tag.end(), bool(tag[1]), tag[2].lower(), tag[3]


def text_lines(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """The running text of a page as (line number, text), one for each paragraph or other block."""
    line = first_line
    position = 0
    for start, end in [*(tag.span() for tag in _BLOCK_TAG.finditer(text)), (len(text), len(text))]:
        piece = text[position:start]
        if content := folded(html.unescape(_ANY_TAG.sub("", piece))):
            yield line + piece[: len(piece) - len(piece.lstrip())].count("\n"), content
        line += text.count("\n", position, end)
        position = end


def body(text: str) -> str:
    """The page without scripts, styles, comments and head; every line keeps its number."""
    kept: list[str] = []
    position = 0
    unclosed: set[str] = set()
    while opening := _UNSEEN.search(text, position):
        kept.append(text[position : opening.start()])
        position = opening.end()
        name = "!--" if opening[1] == "!--" else re.split(r"[\s/>]", opening[1].lower())[0]
        if name in unclosed:
            continue
        ending = r"-->" if name == "!--" else rf"</{name}\s*>"
        closing = re.compile(ending, re.IGNORECASE).search(text, position)
        if closing is None:
            unclosed.add(name)
            continue
        kept.append("\n" * text.count("\n", opening.start(), closing.end()))
        position = closing.end()
    return "".join([*kept, text[position:]])


def _cell_text(piece: str) -> str:
    return folded(html.unescape(piece))


def _spans(attributes: str) -> tuple[int, int]:
    """Columns and rows of a cell."""
    spans = {name.lower(): int(number) for name, number in _SPAN.findall(attributes)}
    columns = min(max(spans.get("col", 1), 1), MOST_COLUMNS + 1)
    return columns, min(max(spans.get("row", 1), 1), _MOST_ROWS_SPANNED)
