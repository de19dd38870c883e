"""Rows from a build's file into the lake, and from the lake into a file: all of them, or those of a change."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb

from warehouse.proof import quoted
from warehouse.store import Change

SCHEMAS = ("mart", "ready", "kept")
# Tables of the whole build, small, that are other in every build.
_OF_THE_BUILD = ("mart.build", "mart.published_table")
_OF_SOURCES = "mart.source"


@dataclass(frozen=True)
class Table:
    """A table of a build, by its name with the schema, and its columns."""

    name: str
    columns: list[str] = field(default_factory=list)

    def condition(self, change: Change) -> str | None:
        """Which rows of it a change can touch; None where that is none."""
        of_sources = f"source_id in {_listed(change.sources)}"
        if self.name in _OF_THE_BUILD:
            return "true"
        if self.name == _OF_SOURCES or self.name.startswith("kept."):
            return of_sources
        if "org_code" not in self.columns:
            # Rules and lists are other only where everything may be.
            return None
        of_organisations = f"org_code in {_listed(change.organisations)}"
        if "source_id" not in self.columns:
            return of_organisations
        return f"({of_organisations} or (org_code is null and {of_sources}))"


def tables_of(connection: duckdb.DuckDBPyConnection, database: str) -> list[Table]:
    """The tables of a build's file that is attached, in the order in which they were made."""
    rows = connection.execute(
        """select schema_name || '.' || table_name, list(column_name order by column_index)
           from duckdb_columns() semi join duckdb_tables() using (database_oid, table_oid)
           where database_name = $database and schema_name in (select unnest($schemas))
           group by schema_name, table_name, table_oid order by table_oid""",
        {"database": database, "schemas": list(SCHEMAS)},
    ).fetchall()
    return [Table(*row) for row in rows]


def copy_all(
    connection: duckdb.DuckDBPyConnection, origin: str, target: str, tables: Iterable[Table]
) -> None:
    """Fill empty tables of `target` with all rows of those of `origin`."""
    for table in tables:
        connection.execute(f"insert into {target}.{table.name} by name from {origin}.{table.name}")


def copy_change(
    connection: duckdb.DuckDBPyConnection, origin: str, target: str, tables: Iterable[Table], change: Change
) -> None:
    """Put the rows of `origin` that a change can have touched in the place of those of `target`."""
    for table in tables:
        condition = table.condition(change)
        if condition:
            connection.execute(f"delete from {target}.{table.name} where {condition}")
            connection.execute(
                f"insert into {target}.{table.name} by name from {origin}.{table.name} where {condition}"
            )


def differing(
    connection: duckdb.DuckDBPyConnection,
    first: str,
    second: str,
    tables: Iterable[Table],
    change: Change | None = None,
) -> list[Table]:
    """The tables that have other rows in `first` than in `second`, among those that a change can touch."""
    found = []
    for table in tables:
        condition = table.condition(change) if change else "true"
        columns = ", ".join(f'"{column}"' for column in table.columns)
        one, other = (
            f"select {columns} from {database}.{table.name} where {condition}" for database in (first, second)
        )
        if condition and _any(
            connection, f"(({one}) except all ({other})) union all (({other}) except all ({one}))"
        ):
            found.append(table)
    return found


def row_counts(connection: duckdb.DuckDBPyConnection, database: str, tables: list[Table]) -> dict[str, int]:
    """How many rows each table has."""
    counting = " union all ".join(
        f"select {quoted(table.name)} as name, count(*) as rows from {database}.{table.name}"
        for table in tables
    )
    return dict(connection.execute(counting).fetchall())


def _any(connection: duckdb.DuckDBPyConnection, statement: str) -> bool:
    return connection.execute(f"select 1 from ({statement}) limit 1").fetchone() is not None


def _listed(values: Iterable[str]) -> str:
    # An empty list is no list to SQL.
    return f"({', '.join(map(quoted, values)) or 'null'})"
