"""Documents and contexts for the tests of the readers of small tables, made from strings."""

import csv
from pathlib import Path

from etl.extract.document import Context, Document, Extraction, Line, Read, Row


def document_of(text: str) -> Document:
    """A document from a text as scans give it: a line with tabs is a row."""
    lines = tuple(
        Line(number, f"line {number}", line, tuple(line.split("\t")) if "\t" in line else ())
        for number, line in enumerate(text.split("\n"), 1)
    )
    return Document("test.txt", "", lines)


def read_file(path: Path) -> Document:
    return document_of(path.read_text(encoding="utf-8"))


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def context_for(org_code: str, reference: Path) -> Context:
    """A context with the reference titles that these readers use."""
    rows = csv_rows(reference / "ita_indicator_name.csv")
    names = {(int(row["indicator_no"]), row["instrument_code"], row["title_th"]) for row in rows}
    return Context(org_code, indicators=tuple(sorted(names)))


def values(rows: list[Row]) -> list[dict[str, str]]:
    return [{column: read.value for column, read in row.items()} for row in rows]


def column(extraction: Extraction, table: str, name: str) -> list[str]:
    return [row[name].value for row in extraction.tables.get(table, [])]


def is_flagged(read: Read) -> bool:
    return bool(read.doubt) or read.corrected is not None
