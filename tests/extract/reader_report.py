"""How well the reader reads the real documents: its answers beside the reviewed ones, by document and table."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from etl.extract.context import context_of, names_of
from etl.extract.document import Extraction, Read, Row
from etl.extract.files.formats import read_document
from etl.extract.run import read_all
from etl.registry.read import RegistryRow
from etl.schemas.sources import SOURCE_TABLES

SEEDS = Path(__file__).parents[2] / "seeds"
REFERENCE = SEEDS / "reference"

# What a row is found by, where the running id of a row says nothing about the document.
MATCHED_BY = {
    "project": ["plan_id", "seq_no"],
    "control_total": [
        "plan_id",
        "measure",
        "fiscal_year",
        "dimension_no",
        "quarter",
        "status_code",
        "locator",
    ],
    "result": ["fiscal_year", "value", "unit_th", "locator"],
    "risk": ["plan_id", "step_no", "risk_id"],
    "project_year": ["project_id", "fiscal_year"],
    "status_report": ["project_id", "fiscal_year", "report_round"],
    "target": ["org_code", "fiscal_year", "metric_code"],
    "case_count": ["org_code", "fiscal_year", "kind"],
    "risk_control": ["plan_id", "step_no", "control_no"],
    "ita_indicator": ["org_code", "fiscal_year", "indicator_no"],
    "ita_result": ["org_code", "fiscal_year"],
    "plan": ["plan_id"],
}
# The cells that the issue counts: all that is not a text or a place.
COUNTED = {
    "budget_baht", "sheet_budget_baht", "planned_quarters", "status_code", "disbursed_baht", "score", "value",
    "total_stated", "target_value", "baseline_fiscal_year", "count", "level_code", "dimension_no",
    "first_fiscal_year", "last_fiscal_year",
}  # fmt: skip
TITLES = {"title_th", "control_th", "risk_event", "process_step"}


@dataclass
class Tally:
    """What one table of one document came to."""

    found: int = 0
    missed: list[tuple[str, ...]] = field(default_factory=list)
    invented: list[tuple[str, ...]] = field(default_factory=list)
    right: int = 0
    flagged: int = 0
    wrong: list[str] = field(default_factory=list)
    letters: int = 0
    letters_off: int = 0

    @property
    def cells(self) -> int:
        """All counted cells."""
        return self.right + self.flagged + len(self.wrong)


def report(documents: Path) -> dict[tuple[str, str], Tally]:
    """A tally for each document file and table."""
    found: dict[tuple[str, str], Tally] = {}
    for path in sorted(documents.glob("*.txt")):
        reviewed = reviewed_rows(path.name)
        extraction = read_real(path)
        for table in MATCHED_BY:
            if reviewed.get(table) or extraction.tables.get(table):
                found[path.name[:3], table] = compare(
                    table, reviewed.get(table, []), extraction.tables.get(table, [])
                )
    return found


def read_real(path: Path) -> Extraction:
    """The extraction of a real document, of the organisation that its reviewed source names."""
    folder = sources_of(path.name)[0]
    [row] = list(csv.DictReader((folder / "organisation.csv").open(encoding="utf-8")))
    types = {kind["type_code"]: kind["type_th"] for kind in read_csv(REFERENCE / "organisation_type.csv")}
    organisation = RegistryRow(
        row["org_code"], types[row["type_code"]], row["name_th"], "", row["district_th"]
    )
    context = context_of(organisation.org_code, names_of(organisation, REFERENCE), REFERENCE)
    return read_all(read_document(path), context)


def sources_of(file_name: str) -> list[Path]:
    """The reviewed sources of a document, the one that registers its organisation first."""
    folders = [path.parent for path in SEEDS.glob("*/origin.toml")]
    mine = [folder for folder in folders if origin(folder).get("document") == file_name]
    return sorted(mine, key=lambda folder: not (folder / "organisation.csv").is_file())


def origin(folder: Path) -> dict[str, object]:
    return tomllib.loads((folder / "origin.toml").read_text(encoding="utf-8"))


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.open(encoding="utf-8", newline="")))


def reviewed_rows(file_name: str) -> dict[str, list[dict[str, str]]]:
    """The reviewed rows of a document by table, corrections applied."""
    tables: dict[str, list[dict[str, str]]] = {}
    for folder in sources_of(file_name):
        corrections = {
            (row["table"], row["key"], row["column"]): row["corrected"]
            for row in read_csv(folder / "corrections.csv")
        }
        for path in folder.glob("*.csv"):
            if path.stem in MATCHED_BY:
                tables.setdefault(path.stem, []).extend(corrected(path, corrections))
    return tables


def corrected(path: Path, corrections: dict[tuple[str, str, str], str]) -> Iterator[dict[str, str]]:
    [table] = [table for table in SOURCE_TABLES if table.name == path.stem]
    for row in read_csv(path):
        key = "/".join(row[column] for column in table.key)
        yield {column: corrections.get((path.stem, key, column), value) for column, value in row.items()}


def compare(table: str, reviewed: list[dict[str, str]], rows: list[Row]) -> Tally:
    """The rows of one table against the reviewed ones."""
    tally = Tally()
    expected = {identity(table, row): row for row in reviewed}
    read = {identity(table, {name: cell.value for name, cell in row.items()}): row for row in rows}
    tally.missed = [key for key in expected if key not in read]
    tally.invented = [key for key in read if key not in expected]
    for key in expected.keys() & read.keys():
        tally.found += 1
        for column, value in expected[key].items():
            count_cell(tally, key, column, value, read[key].get(column, Read("")))
    return tally


def identity(table: str, row: dict[str, str]) -> tuple[str, ...]:
    return tuple(plain_value(row.get(column, "")) for column in MATCHED_BY[table])


def count_cell(tally: Tally, key: tuple[str, ...], column: str, expected: str, read: Read) -> None:
    value = read.value if read.corrected is None else read.corrected
    if column in TITLES:
        ours, theirs = "".join(value.split()), "".join(expected.split())
        tally.letters += len(theirs)
        tally.letters_off += Levenshtein.distance(ours, theirs)
    elif column in COUNTED:
        if plain_value(value) == plain_value(expected):
            tally.right += 1
        elif read.doubt:
            tally.flagged += 1
        else:
            tally.wrong.append(f"{'/'.join(key)} {column}: {value!r} for {expected!r}")


def plain_value(text: str) -> str:
    """Numbers without needless decimals, so that 85 and 85.00 are one value."""
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").isdigit() else text


def as_text(found: dict[tuple[str, str], Tally]) -> str:
    """The report as a table to print."""
    words = ["rows", "missed", "invented", "cells", "right", "flagged", "wrong", "letters off"]
    lines = [f"{'document':9}{'table':15}" + "".join(f"{word:>12}" for word in words)]
    for (document, table), tally in found.items():
        share = f"{tally.letters_off / tally.letters:.1%}" if tally.letters else ""
        rows = [tally.found, len(tally.missed), len(tally.invented)]
        cells = [tally.cells, tally.right, tally.flagged, len(tally.wrong), share]
        lines.append(f"{document:9}{table:15}" + "".join(f"{value:>12}" for value in [*rows, *cells]))
    return "\n".join(lines)
