"""A new build from the one before: the rows of a few organisations are made anew, everything else is copied.

The little warehouse of those organisations is made by the same statements as a whole one; its rows then take the
place of theirs in a copy of the file.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import polars as pl

from warehouse.builder import BuildReport, ThisBuild, count_tables, fill, fill_mart, report_of
from warehouse.draft import drafted
from warehouse.proof import BuildError, count_rows, prove, quoted
from warehouse.published import PublishedTable
from warehouse.sqlfile import sql_files
from warehouse.store import Change, Store

# Tables of the whole build rather than of its organisations.
_OF_THE_BUILD = {"source", "metric", "rule", "build", "dictionary", "published_table"}


@dataclass(frozen=True)
class Renewal:
    """What is new beside the build `base`.

    `stage` has the validated tables of `organisations` alone, and all `sources` of the new build. `kept` has
    the rows that come in, of all layers of new sources; `removed` names the sources that go.
    """

    base: str
    stage: dict[str, pl.DataFrame]
    organisations: list[str]
    kept: dict[str, pl.DataFrame]
    removed: list[str]

    @property
    def changed_sources(self) -> list[str]:
        """The sources that come or go."""
        return [*self.kept["source"]["source_id"], *self.removed]


def renew(
    store: Store,
    renewal: Renewal,
    published: list[PublishedTable],
    version: str,
    step: Callable[[str], None] = lambda text: None,
) -> BuildReport:
    """Publish the build `renewal.base` with the rows of some organisations made anew.

    Raises BuildError when the new rows are not as declared, or when a key of theirs is taken by another
    organisation; then nothing is published.
    """
    this_build = ThisBuild.begun(store, renewal.stage["source"], version)
    change = Change(renewal.organisations, renewal.changed_sources)
    with drafted(store, this_build.build_id, change) as path, duckdb.connect() as connection:
        fill(connection, renewal.stage, published, this_build, step)
        prove(connection, published)
        step("copy")
        shutil.copyfile(store.path_of(renewal.base), path)
        connection.execute(f"attach {quoted(str(path))} as whole")
        _name_what_changes(connection, renewal)
        for table in published:
            if not table.is_reference and table.name not in _OF_THE_BUILD:
                _replace_rows(connection, table)
        for name in sql_files("ready"):
            connection.execute(f"delete from whole.ready.{name} where org_code in (from memory.renewed)")
            connection.execute(f"insert into whole.ready.{name} by name from memory.ready.{name}")
        _replace_sources(connection)
        _keep(connection, renewal)
        _prove_keys(connection, published)
        # From here the statements speak of the whole.
        connection.execute("use whole; delete from mart.build")
        fill_mart(connection, next(table for table in published if table.name == "build"))
        count_tables(connection, published)
        report = report_of(connection, this_build.build_id, str(store.path_of(this_build.build_id)))
        connection.execute("checkpoint whole; use memory; detach whole")
    return report


def _name_what_changes(connection: duckdb.DuckDBPyConnection, renewal: Renewal) -> None:
    for name, values in (("renewed", renewal.organisations), ("changed_source", renewal.changed_sources)):
        connection.execute(
            f"create table memory.{name} as select unnest($values::varchar[]) as id", {"values": values}
        )


def _replace_rows(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> None:
    """Take out the rows of the organisations, and what was found of the changed sources alone; put in the new."""
    conditions = ["org_code in (from memory.renewed)"]
    if (
        any(column.name == "source_id" and column.nullable for column in table.columns)
        or table.name == "correction"
    ):
        conditions.append("org_code is null and source_id in (from memory.changed_source)")
    connection.execute(f"delete from whole.{table.qualified_name} where {' or '.join(conditions)}")
    connection.execute(f"insert into whole.{table.qualified_name} by name from memory.{table.qualified_name}")


def _replace_sources(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("delete from whole.mart.source where source_id in (from memory.changed_source)")
    connection.execute(
        "insert into whole.mart.source by name "
        "from memory.mart.source where source_id in (from memory.changed_source)"
    )


def _keep(connection: duckdb.DuckDBPyConnection, renewal: Renewal) -> None:
    """Add the rows of new sources to what the file keeps, and take out those of sources that go."""
    for name, frame in renewal.kept.items():
        connection.execute(f"delete from whole.kept.{name} where source_id in (from memory.changed_source)")
        connection.register("incoming", frame.to_arrow())
        connection.execute(f"insert into whole.kept.{name} by name from incoming")
        connection.unregister("incoming")


def _prove_keys(connection: duckdb.DuckDBPyConnection, published: list[PublishedTable]) -> None:
    """A key of a new row is not that of another organisation's row; small tables have an index for it."""
    for table in published:
        if table.is_reference or table.is_small or not table.key or table.name in _OF_THE_BUILD:
            continue
        key = ", ".join(table.key)
        twice = count_rows(
            connection,
            f"""(select {key} from whole.{table.qualified_name}
                 semi join memory.{table.qualified_name} using ({key}) group by all having count(*) > 1)""",
        )
        if twice:
            raise BuildError(f"{table.qualified_name}: {twice} keys of another organisation ({key})")
