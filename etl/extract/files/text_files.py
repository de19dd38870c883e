"""Texts: `.txt` and `.md` with tables of tabs, pipes or HTML, and `.html` pages."""

import re

from etl.extract.files.content import Content
from etl.extract.files.encodings import decoded
from etl.extract.files.markup import body, innermost_tables, table_rows, text_lines

_PIPE_ROW = re.compile(r"\s*\|.*\|\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_RULE_CELL = re.compile(r"\s*:?-+:?\s*")


def read_text(data: bytes, name: str) -> Content:
    """A text by physical lines, counted as `cat -n` counts them."""
    content = Content()
    text = decoded(data, name, content)
    position, number = 0, 1
    for start, end in innermost_tables(text):
        number = _add_lines(content, text[position:start], number, is_inside=position > 0)
        number = _add_table(content, text[start:end], number)
        position = end
    _add_lines(content, text[position:], number, is_inside=position > 0)
    return content


def read_html(data: bytes, name: str) -> Content:
    """The body of a page: its blocks of text and its tables, each with its line in the file."""
    content = Content()
    text = body(decoded(data, name, content))
    position, number = 0, 1
    for start, end in [*innermost_tables(text), (len(text), len(text))]:
        between = text[position:start]
        for line, block in text_lines(between, number):
            content.add_text(f"line {line}", block, line)
        number = _add_table(content, text[start:end], number + between.count("\n"))
        position = end
    return content


def _add_table(content: Content, markup: str, number: int) -> int:
    content.add_break(f"line {number}", number)
    for line, cells in table_rows(markup, number):
        content.add_row(f"line {line}", cells, line)
    return number + markup.count("\n")


def _add_lines(content: Content, text: str, number: int, *, is_inside: bool) -> int:
    """Add the lines of a stretch of text and give the number of the line on which it ends.

    What stands before a table on its line, or behind it, is a line only if there is something.
    """
    lines = text.split("\n")
    for index, line in enumerate(lines):
        is_part = index == len(lines) - 1 or (is_inside and index == 0)
        if line.strip() or not is_part:
            _add_line(content, line, number + index)
    return number + len(lines) - 1


def _add_line(content: Content, line: str, number: int) -> None:
    locator = f"line {number}"
    if _PIPE_ROW.fullmatch(line):
        cells = [cell.replace("\\|", "|") for cell in _PIPE.split(line.strip())[1:-1]]
        if not all(map(_RULE_CELL.fullmatch, cells)):
            content.add_row(locator, cells, number)
    elif "\t" in line:
        content.add_row(locator, line.rstrip("\r").split("\t"), number)
    else:
        content.add_text(locator, line, number)
