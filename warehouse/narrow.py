"""A build as one reader may see it: nothing but the rows of some organisations, and no small counts of complaints.

The reader gets a database of its own, in which the schemas `mart` and `ready` have the rows that the reader may
see. Every query, table and download then runs unchanged and cannot see more: there is no filter to forget.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import duckdb

from warehouse.proof import quoted
from warehouse.reader import NO_EXTENSIONS, Warehouse
from warehouse.sqlfile import in_order_of_use, sql_files

# Rows of so many organisations are copied and the build is let go: about a tenth of a megabyte each. Of more the
# reader looks through views, and the build stays attached: no page takes a statement from a reader that names it.
MOST_COPIED = 1_000
_SCHEMAS = ("mart", "ready")
# They tell of the others, so that they come last.
_BUILD, _TABLES = "build", "published_table"
_PLACED = "project_report"


@dataclass(frozen=True)
class Reach:
    """Of which organisations somebody may see rows: of all, or those of some provinces and some by their codes.

    Counts of complaints below three are shown for the organisations named by their codes, and with `is_inside`
    for all that can be reached.
    """

    is_everything: bool = False
    provinces: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    is_inside: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether a build is seen as it is."""
        return self.is_everything and self.is_inside

    @property
    def key(self) -> str:
        """A short text that two reaches share only when they are the same."""
        if self.is_whole:
            return ""
        told = (self.is_everything, sorted(self.provinces), sorted(self.organisations), self.is_inside)
        return sha256(repr(told).encode()).hexdigest()[:16]

    def codes(self, warehouse: Warehouse) -> frozenset[str] | None:
        """The organisations of a build that can be reached; None means all, whether it knows them or not."""
        if self.is_everything:
            return None
        bound = {"provinces": sorted(self.provinces), "organisations": sorted(self.organisations)}
        return frozenset(warehouse.sql(f"select org_code {_REACHED}", bound)["org_code"])


WHOLE = Reach(is_everything=True, is_inside=True)
_REACHED = (
    "from mart.organisation where province_code in (select unnest($provinces::varchar[])) "
    "or org_code in (select unnest($organisations::varchar[]))"
)


class NarrowedWarehouse(Warehouse):
    """One published build as far as one reader may see it; safe to use from many threads at once."""

    def __init__(self, path: Path, reach: Reach) -> None:
        """Open the file of a build and make of it what the reader may see.

        Raises UnreadableBuild when the file is damaged, gone or not ours to read.
        """
        self.build_id = path.stem
        self.key = f"{self.build_id} {reach.key}"
        self._hold = self._held(path)
        self._connection = duckdb.connect(config=NO_EXTENSIONS)
        try:
            is_copied = _narrow(self._connection, path, reach)
        except duckdb.Error as error:
            self.close()
            raise self._wrong(error) from error
        except BaseException:
            self.close()
            raise
        if is_copied:
            self._hold.release()
        self._connection.execute("set enable_external_access = false; set lock_configuration = true")

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = super()._cursor()
        cursor.execute("use narrowed")
        return cursor


def _narrow(connection: duckdb.DuckDBPyConnection, path: Path, reach: Reach) -> bool:
    """Make what is seen; whether it was copied, so that the file of the build is not needed any more."""
    connection.execute(f"attach {quoted(str(path))} as published (read_only)")
    connection.execute("attach ':memory:' as narrowed (compress)")
    count = _name_what_is_seen(connection, reach)
    is_copied = not reach.is_everything and count <= MOST_COPIED
    connection.execute("use narrowed")
    tables = _tables(connection)
    for schema in _SCHEMAS:
        connection.execute(f"create schema {schema}")
    kind = "table" if is_copied else "view"
    for schema, table in tables:
        if table not in (_BUILD, _TABLES):
            text = _statement(schema, table, tables[schema, table] and not reach.is_everything)
            # A list fetches what it shows by the place of the rows, which a view has none of.
            place = "select rowid, * " if (kind, table) == ("view", _PLACED) else ""
            connection.execute(f"create {kind} {schema}.{table} as {place}{text}")
    connection.execute(f"create {kind} mart.{_BUILD} as {sql_files('narrow')[_BUILD].text}")
    counted = _counted(table for schema, table in tables if schema == "mart")
    connection.execute(f"create table mart.{_TABLES} as {counted}")
    macros = {f"mart.{name}": file for name, file in sql_files("macros").items()}
    for name in in_order_of_use(macros):
        connection.execute(macros[name].text)
    for view in sql_files("views").values():
        connection.execute(f"create view mart.{view.name} as {view.text}")
    if is_copied:
        connection.execute("detach published; drop table memory.reader; drop table memory.own_source")
    return is_copied


def _name_what_is_seen(connection: duckdb.DuckDBPyConnection, reach: Reach) -> int:
    """Make the tables that the narrowing statements ask: the organisations, and the sources of these alone."""
    condition = "" if reach.is_everything else _REACHED.removeprefix("from mart.organisation")
    bound = {"organisations": sorted(reach.organisations), "is_inside": reach.is_inside}
    if condition:
        bound["provinces"] = sorted(reach.provinces)
    connection.execute(
        "create table memory.reader as select org_code, $is_inside::boolean "
        "or org_code in (select unnest($organisations::varchar[])) as is_inside "
        f"from published.mart.organisation {condition}",
        bound,
    )
    connection.execute(
        "create table memory.is_inside as select $is_inside::boolean as is_inside",
        {"is_inside": reach.is_inside},
    )
    # What no source tells belongs to those who see everything.
    of_all = "select source_id from published.mart.source union all select ''"
    of_theirs = (
        "select source_id from published.ready.covered group by source_id "
        "having bool_and(org_code in (select org_code from memory.reader))"
    )
    connection.execute(f"create table memory.own_source as {of_all if reach.is_everything else of_theirs}")
    row = connection.execute("select count(*) from memory.reader").fetchone()
    return int(row[0]) if row else 0


def _tables(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], bool]:
    """The tables of the build, and whether each row of one is of an organisation."""
    found = connection.execute(
        "select schema_name, table_name, bool_or(column_name = 'org_code') from duckdb_columns() "
        "where database_name = 'published' and schema_name in ('mart', 'ready') "
        "and table_name in (select table_name from duckdb_tables() where database_name = 'published') group by all"
    ).fetchall()
    return {(schema, table): is_owned for schema, table, is_owned in found}


def _statement(schema: str, table: str, is_filtered: bool) -> str:
    own = sql_files("narrow").get(table) if schema == "mart" else None
    if own:
        return own.text
    return f"from published.{schema}.{table}" + (
        " where org_code in (select org_code from memory.reader)" if is_filtered else ""
    )


def _counted(tables: Iterable[str]) -> str:
    """How many rows each table has for this reader, in the place of how many the build has."""
    counts = " union all ".join(
        f"select {quoted(table)} as table_name, count(*) as row_count "
        f"from {'published.' if table == _TABLES else ''}mart.{table}"
        for table in tables
    )
    return (
        f"select t.* replace (c.row_count as row_count) from published.mart.{_TABLES} as t "
        f"join ({counts}) as c using (table_name)"
    )
