"""Small one-year plans and reports made by hand, and how tests read them."""

import csv
from pathlib import Path

from etl.extract.document import Context, Document, Extraction, Line

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"


def document(text: str) -> Document:
    """A text with tabs between cells as a document, line by line."""
    lines = [
        Line(number, f"line {number}", line, tuple(line.split("\t")) if "\t" in line else ())
        for number, line in enumerate(text.split("\n"), 1)
    ]
    return Document("made by hand", "", tuple(lines))


def reference(name: str) -> list[dict[str, str]]:
    """The rows of a reference table."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def context(org_code: str = "9999999") -> Context:
    """The rules of the field, for an organisation."""
    return Context(
        org_code,
        dimensions=tuple(
            (row["framework_code"], int(row["dimension_no"]), row["title_th"])
            for row in reference("dimension")
        ),
        measures=tuple(
            (int(row["catalogue_no"]), int(row["dimension_no"]), row["mission_no"], row["title_th"])
            for row in reference("standard_measure")
        ),
        statuses=tuple((row["status_code"], row["status_th"]) for row in reference("status")),
    )


def values(extraction: Extraction, table: str, *columns: str) -> list[tuple[str, ...]]:
    """The values of some columns of a table."""
    return [tuple(row[column].value for column in columns) for row in extraction.tables.get(table, [])]


def doubts(extraction: Extraction, table: str, column: str) -> list[bool]:
    """Which cells of a column are doubted."""
    return [bool(row[column].doubt) for row in extraction.tables.get(table, [])]


def wrong_cells(extraction: Extraction, table: str, expected: Path) -> list[tuple[str, str, str, str]]:
    """The unflagged cells that differ from a reviewed table, and every row that is missing or invented."""
    with expected.open(encoding="utf-8") as file:
        reviewed = list(csv.DictReader(file))
    key = next(iter(reviewed[0]))
    read = {row[key].value: row for row in extraction.tables.get(table, [])}
    wrong = [(table, row, "", "missing or invented") for row in {row[key] for row in reviewed} ^ read.keys()]
    for row in reviewed:
        for column, value in row.items():
            cell = read.get(row[key], {}).get(column)
            if cell and cell.value != value and not cell.doubt:
                wrong.append((row[key], column, value, cell.value))
    return wrong
