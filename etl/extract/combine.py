"""What the readers found, put together: one plan once, and sums proof-read over the whole document."""

from collections.abc import Iterable

from etl.extract.document import Doubt, Extraction, Read, Row
from etl.schemas.sources import SOURCE_TABLES

_KEYS = {table.name: table.key for table in SOURCE_TABLES}
_ORDER = [table.name for table in SOURCE_TABLES]


def combine(parts: Iterable[Extraction]) -> Extraction:
    """One extraction of several: rows of the same key once, completed from each other where one is silent."""
    combined = Extraction()
    for part in parts:
        combined.doubts += part.doubts
        for name, rows in part.tables.items():
            for row in rows:
                _take(combined, name, row)
    combined.tables = {name: combined.tables[name] for name in _ORDER if combined.tables.get(name)}
    return combined


def _take(combined: Extraction, name: str, row: Row) -> None:
    key = key_of(name, row)
    for known in combined.tables.get(name, []):
        if key_of(name, known) == key:
            _complete(combined, name, known, row)
            return
    combined.add(name, dict(row))


def _complete(combined: Extraction, name: str, known: Row, row: Row) -> None:
    """Fill what the first reading is silent on; two readings that differ are told of, and the first is kept."""
    for column, read in row.items():
        first = known.get(column, Read(""))
        if not first.value:
            known[column] = read
        elif read.value and read.value != first.value and column not in ("locator", "title_th"):
            known[column] = first.doubted(f"อ่านได้สองค่า: {first.value} และ {read.value} ({read.locator})")
            combined.doubts.append(
                Doubt(
                    "two_readings",
                    read.locator or first.locator,
                    f"{name}.{column} อ่านได้สองค่า: {first.value} และ {read.value}",
                    f"{name}.{column} has two readings: {first.value} and {read.value}",
                    read.printed,
                )
            )


def key_of(name: str, row: Row) -> tuple[str, ...]:
    """The key of a row as texts."""
    return tuple(row[column].value if column in row else "" for column in _KEYS[name])
