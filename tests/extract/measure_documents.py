"""Documents from texts, and a reading compared with the reviewed rows of `seeds/`."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from etl.extract.document import Document, Extraction, Line, Read

PROJECT = Path(__file__).parents[2]


def text_document(text: str, file_name: str = "test.txt") -> Document:
    """A document of lines; tabs or pipes part the cells of a table row."""
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        row = line.strip()
        if row.startswith("|") and row.endswith("|") and len(row) > 1:
            cells = tuple(cell.strip() for cell in row[1:-1].split("|"))
        else:
            cells = tuple(line.split("\t")) if "\t" in line else ()
        lines.append(Line(number, f"line {number}", line, cells))
    return Document(file_name, "0" * 64, tuple(lines))


def seed_rows(source: str, table: str) -> list[dict[str, str]]:
    """The reviewed rows of a source, empty where it has no such table."""
    path = PROJECT / "seeds" / source / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(extraction: Extraction, table: str, *columns: str) -> list[tuple[str, ...]]:
    """The values of some columns of a table, row by row."""
    return [tuple(row[column].value for column in columns) for row in extraction.tables.get(table, [])]


def doubts(extraction: Extraction) -> list[str]:
    """The doubts of all cells, and the rule codes beyond cells."""
    cells = [read.doubt for rows in extraction.tables.values() for row in rows for read in row.values()]
    return [doubt for doubt in cells if doubt] + [one.rule_code for one in extraction.doubts]


@dataclass
class Comparison:
    """A table as read against its reviewed rows, in figures."""

    found: int = 0
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    right: int = 0
    flagged: int = 0
    wrong: list[tuple[str, str, str, str]] = field(default_factory=list)
    title_errors: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"found {self.found} missed {len(self.missed)} invented {len(self.invented)} "
            f"right {self.right} flagged {self.flagged} wrong {len(self.wrong)}"
        )


def compare(extraction: Extraction, source: str, table: str, key: tuple[str, ...]) -> Comparison:
    """Compare a table with the seeds: the printed value or its correction is right, a doubt is a flag."""
    corrections = {
        (row["table"], row["key"], row["column"]): row["corrected"]
        for row in seed_rows(source, "corrections")
    }
    read = {tuple(row[name].value for name in key): row for row in extraction.tables.get(table, [])}
    reviewed = {tuple(row[name] for name in key): row for row in seed_rows(source, table)}
    result = Comparison(
        missed=["/".join(one) for one in reviewed if one not in read],
        invented=["/".join(one) for one in read if one not in reviewed],
    )
    for one in reviewed.keys() & read.keys():
        result.found += 1
        for column, expected in reviewed[one].items():
            name = "/".join(one)
            corrected = corrections.get((table, name, column), expected)
            _judge(result, name, column, read[one].get(column, Read("")), (expected, corrected))
    return result


def _judge(result: Comparison, key: str, column: str, cell: Read, expected: tuple[str, str]) -> None:
    if column == "title_th":
        printed, corrected = ("".join(text.split()) for text in expected)
        value = "".join(cell.value.split())
        result.title_errors.append(Levenshtein.distance(value, corrected) / max(len(corrected), 1))
        right = value in {printed, corrected}
    else:
        right = cell.value in expected
    if right:
        result.right += 1
    elif cell.doubt:
        result.flagged += 1
    else:
        result.wrong.append((key, column, cell.value, expected[0]))
