"""A received CSV: its encoding, its separator and its rows."""

import csv
import io
from itertools import islice

from etl.extract.files.content import Content, UnreadableDocument
from etl.extract.files.encodings import decoded
from etl.imports import limits
from etl.imports.limits import refusal
from etl.imports.submission import Cell, Sheet
from etl.problems import Problem

_SEPARATORS = ",;\t"


def read_csv(name: str, content: bytes) -> Sheet:
    """The one sheet of a CSV, named as the file.

    Raises InputError when its encoding is not known for sure, quotes do not close, or it is beyond a limit.
    """
    text, _ = _text(name, content)
    if not text.strip():
        raise refusal("empty_file", name)
    # A text longer than a cell of Excel is told of below; here it must only not stop the reader.
    csv.field_size_limit(limits.LARGEST_FILE_MB * limits.MEGABYTE)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: dict[int, dict[int, Cell]] = {}
    cells = 0
    try:
        for row_no, line in enumerate(lines, start=1):
            if row := _row(name, row_no, line):
                rows[row_no] = row
            cells += len(row)
            _refuse_above(name, "too_many_rows", len(rows), limits.MOST_ROWS)
            _refuse_above(name, "too_many_cells", cells, limits.MOST_CELLS)
    except csv.Error as error:
        raise refusal("csv_bad_quotes", name, line=lines.line_num) from error
    return Sheet(name, rows)


def encoding_notices(name: str, content: bytes) -> list[Problem]:
    """The fact that a CSV is not in UTF-8, so that odd letters in it have an explanation."""
    _, encoding = _text(name, content)
    return [Problem("csv_other_encoding", name, name, value=encoding)] if encoding else []


def _text(name: str, content: bytes) -> tuple[str, str]:
    """The text, and the encoding where it is not UTF-8; letters that cannot be read refuse the file."""
    notes = Content()
    try:
        text = decoded(content, name, notes)
    except UnreadableDocument as error:
        raise refusal("csv_unknown_encoding", name) from error
    if any(note.rule_code == "broken_characters" for note in notes.notes):
        raise refusal("csv_unknown_encoding", name)
    return text.removeprefix("\ufeff"), next((note.printed for note in notes.notes), "")


def _separator(text: str) -> str:
    """The separator that the heading has most of; title lines above it have none."""
    for line in islice(io.StringIO(text), limits.MOST_ROWS):
        # What stands in quotes parts nothing.
        unquoted = "".join(line.split('"')[::2])
        best = max(_SEPARATORS, key=unquoted.count)
        if best in unquoted:
            return best
    return _SEPARATORS[0]


def _row(name: str, row_no: int, line: list[str]) -> dict[int, Cell]:
    beyond = line[limits.MOST_COLUMNS :]
    if any(text.strip() for text in beyond):
        raise refusal("too_many_columns", name, name, limit=limits.MOST_COLUMNS)
    line = line[: limits.MOST_COLUMNS]
    for column_no, text in enumerate(line, start=1):
        if len(text) > limits.LONGEST_TEXT:
            place = f"แถว {row_no} คอลัมน์ที่ {column_no}"
            place_en = f"row {row_no} column {column_no}"
            raise refusal(
                "too_long_text", name, name, place=place, place_en=place_en, limit=limits.LONGEST_TEXT
            )
    return {column_no: Cell(text) for column_no, text in enumerate(line, start=1) if text.strip()}


def _refuse_above(name: str, rule_code: str, count: int, limit: int) -> None:
    if count > limit:
        raise refusal(rule_code, name, name, limit=limit)
