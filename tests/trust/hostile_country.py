"""The made-up country with hostile strings in every column of free text: each string stands in each column."""

import csv
import io
from itertools import cycle, islice
from math import ceil
from pathlib import Path

import dataframely as dy
import tomli_w
from made_up import write_country

from etl.load import load
from etl.places import REFERENCE
from etl.publish import publish
from etl.schemas.sources import CORRECTIONS, SOURCE_TABLES
from etl.schemas.table import Table
from tests.trust.hostile import STRINGS
from warehouse.store import Store

# A correction names a cell, and says what stands there.
_BOUND = {"table", "key", "column", "printed", "corrected"}
TABLES = [*SOURCE_TABLES, CORRECTIONS]


def free_texts(table: Table) -> list[str]:
    """The columns of a source table in which any text may stand."""
    return [
        name
        for name, column in table.columns.items()
        if isinstance(column, dy.String)
        and column.regex is None
        and name not in table.references
        and name not in _BOUND
    ]


def packs(count: int) -> list[str]:
    """All the strings in so many texts: one in each, or several where there are more strings than texts."""
    size = ceil(len(STRINGS) / count)
    strings = cycle(STRINGS)
    return [" ".join(islice(strings, size)) for _ in range(count)]


def publish_hostile_country(folder: Path) -> Store:
    """The build of that country."""
    source = write_country(folder)
    origin = {name: " ".join(STRINGS) for name in ("title", "publisher", "licence", "document", "notes")}
    (source / "origin.toml").write_text(tomli_w.dumps(origin), encoding="utf-8")
    for table in TABLES:
        path = source / f"{table.name}.csv"
        path.write_bytes(_hostile(path.read_text(encoding="utf-8"), free_texts(table)))
    loaded = load(REFERENCE, [source])
    assert {(problem.rule_code, problem.column_name) for problem in loaded.problems} == set()
    store = Store(folder / "warehouse")
    publish(loaded, store)
    return store


def _hostile(content: str, columns: list[str]) -> bytes:
    heading, *rows = csv.reader(io.StringIO(content))
    for name in columns:
        if name not in heading:
            heading.append(name)
            rows = [[*row, ""] for row in rows]
        for row, text in zip(rows, packs(len(rows)), strict=True):
            row[heading.index(name)] = text
    out = io.StringIO()
    csv.writer(out).writerows([heading, *rows])
    return out.getvalue().encode()
