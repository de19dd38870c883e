"""Officers who send files, and what the warehouse then holds."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from etl import door
from etl.load import load
from etl.places import REFERENCE, registered_sources
from etl.publish import publish
from warehouse.home import default_store
from warehouse.reader import open_current
from warehouse.store import Store

OFFICER = "officer"
REPORT_COLUMNS = "project_id,fiscal_year,report_round,status_code,disbursed_baht"


def csv_file(name: str, *lines: str) -> tuple[str, bytes]:
    return name, "\n".join(lines).encode()


def report(*rows: str, name: str = "status_report.csv") -> tuple[str, bytes]:
    """A table of reports on projects of Det Udom: each row is `<project no> <round> <status> <baht>`."""
    lines = []
    for row in rows:
        number, report_round, status, baht = row.split(" ")
        lines.append(f"4340701-2566-2570-{number},2567,{report_round},{status},{baht}")
    return csv_file(name, REPORT_COLUMNS, *lines)


def send(*files: tuple[str, bytes], keep_going: bool = False) -> door.Outcome:
    """Look at a file and accept it."""
    return door.accept(door.examine(files), OFFICER, keep_going)


def sent(*files: tuple[str, bytes]) -> str:
    """Send a file that is right; the id of the import."""
    outcome = send(*files)
    assert (outcome.state, outcome.problems) == ("published", [])
    assert outcome.record
    return outcome.record.import_id


def asked(statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
    """Rows of the published warehouse."""
    warehouse = open_current(default_store())
    try:
        return warehouse.sql(statement, parameters).rows()
    finally:
        warehouse.close()


def reports() -> list[tuple[str, int, str, int | None]]:
    """The reports of Det Udom in 2567: number of the project, round, status, baht."""
    return asked(
        """select project_id[-2:], report_round, status_code, disbursed_baht::int
           from mart.status_report where org_code = '4340701' and fiscal_year = 2567 order by all"""
    )


def rebuilt(folder: Path) -> Store:
    """All sources of the data folder built anew, elsewhere."""
    loaded = load(REFERENCE, registered_sources())
    assert loaded.problems == []
    store = Store(folder)
    publish(loaded, store)
    return store


def contents(store: Store, schemas: Sequence[str] = ("mart", "kept", "ready")) -> dict[str, pl.DataFrame]:
    """Every table of the published build, its rows in order of their values."""
    warehouse = open_current(store)
    names = warehouse.sql(
        "select schema_name || '.' || table_name from duckdb_tables() where list_contains($schemas, schema_name)",
        {"schemas": list(schemas)},
    ).to_series()
    tables = {name: _sorted(warehouse.sql(f"from {name}")) for name in names if name != "mart.build"}
    warehouse.close()
    return tables


def _sorted(rows: pl.DataFrame) -> pl.DataFrame:
    lists = [name for name, kind in rows.schema.items() if isinstance(kind, pl.List)]
    texts = rows.with_columns(pl.col(name).cast(pl.List(pl.String)).list.join(";") for name in lists)
    ordered = texts.select(sorted(texts.columns))
    return ordered.sort(ordered.columns, nulls_last=True)
