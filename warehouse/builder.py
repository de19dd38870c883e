"""Write a new database file from validated tables, prove it, and publish it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import polars as pl

from warehouse.draft import drafted
from warehouse.keeping import COMPRESSION, NEWEST_FORM, Keeping, create_from
from warehouse.proof import count_rows, prove, quoted
from warehouse.published import PublishedTable
from warehouse.sqlfile import SqlFile, in_order_of_use, sql_files, statements_sha256
from warehouse.store import Store, built_at

ERROR = "error"
_FINDING_COLUMNS = (
    "severity, source_id, locator, org_code, fiscal_year, project_id, "
    "printed_value, computed_value, resolution, message_th, message_en"
)


@dataclass(frozen=True)
class BuildReport:
    """What a build came to; `rejected` is the number of rows that were left out."""

    build_id: str
    path: str
    row_count: int
    rejected: int
    findings: dict[str, int]

    @property
    def has_errors(self) -> bool:
        """Whether the checks found anything of severity error."""
        return self.findings.get(ERROR, 0) > 0


@dataclass(frozen=True)
class ThisBuild:
    """A build in the making: its id, when it was begun (UTC), and by which version of the program."""

    build_id: str
    built_at: datetime
    version: str

    @classmethod
    def begun(cls, store: Store, sources: pl.DataFrame, version: str) -> "ThisBuild":
        """A new build of `sources`, begun now."""
        text = "".join(sources.sort("source_id")["files_sha256"])
        build_id = store.new_build_id(hashlib.sha256(text.encode()).hexdigest())
        return cls(build_id, built_at(build_id), version)


def build(
    store: Store,
    stage: dict[str, pl.DataFrame],
    published: list[PublishedTable],
    version: str,
    step: Callable[[str], None] = lambda text: None,
    *,
    kept: Keeping | None = None,
) -> BuildReport:
    """Build `published` from the validated tables of `stage` and publish the result.

    `step` is told the name of each table before it is filled. `kept` has the rows that a later build of a few
    organisations starts from; a table that `stage` lacks is taken from these.

    The published build stays as it is until the new one is finished and proven.
    Raises BuildError when a table does not come out as declared.
    """
    this_build = ThisBuild.begun(store, stage["source"], version)
    with drafted(store, this_build.build_id) as path:
        names = kept.hand_over(path) if kept else []
        with duckdb.connect(str(path), config=NEWEST_FORM) as connection:
            fill(
                connection, stage, published, this_build, step, [name for name in names if name not in stage]
            )
            prove(connection, published)
            connection.execute("detach stage")
            report = report_of(connection, this_build.build_id, str(store.path_of(this_build.build_id)))
            connection.execute("checkpoint")
    return report


def fill(
    connection: duckdb.DuckDBPyConnection,
    stage: dict[str, pl.DataFrame],
    published: list[PublishedTable],
    this_build: ThisBuild,
    step: Callable[[str], None],
    kept: Iterable[str] = (),
) -> None:
    """Make the schema `mart` from the tables of `stage`, which stay attached as `stage`.

    The tables `kept` come from the schema of that name, which has them already. Beside `mart` stands `ready`: what
    pages ask for again and again, worked out once; nobody else reads it.
    """
    connection.execute("attach ':memory:' as stage; create schema mart; create schema ready")
    _load_stage(connection, stage, this_build, kept)
    with _at_once(connection):
        for table in published:
            connection.execute(_create_statement(table))
            _comment(connection, table)
    declared = _declare(connection)
    with _at_once(connection):
        for view in sql_files("views").values():
            connection.execute(f"create view mart.{view.name} as {view.text}")
        _load_dictionary(connection, published)
        _load_tables(connection, published)
    for table in published:
        step(table.name)
        for name, file in declared.items():
            if file.header.get("before") == table.name:
                connection.execute(f"insert into {name} {file.text}")
        _FILLERS.get(table.name, fill_mart)(connection, table)
        for name, file in declared.items():
            if file.header.get("after") == table.name:
                _fill_ready(connection, name, file)
        for name, file in declared.items():
            if file.header.get("until") == table.name:
                connection.execute(f"drop table {name}")
    count_tables(connection, published)


@contextmanager
def _at_once(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Statements that come into the file together: at each commit the build waits for the disk."""
    connection.execute("begin")
    yield
    connection.execute("commit")


def _declare(connection: duckdb.DuckDBPyConnection) -> dict[str, SqlFile]:
    """Make the macros and the empty tables of `stage` and `ready`, each after those it names.

    The tables in that order, by name.
    """
    macros = {f"mart.{name}": file for name, file in sql_files("macros").items()}
    tables = {
        f"{schema}.{name}": file for schema in ("stage", "ready") for name, file in sql_files(schema).items()
    }
    known = {**macros, **tables}
    order = in_order_of_use(known)
    for name in order:
        is_table = name in tables
        text = known[name].text
        connection.execute(f"create table {name} as {text} with no data" if is_table else text)
    return {name: tables[name] for name in order if name in tables}


def _fill_ready(connection: duckdb.DuckDBPyConnection, name: str, file: SqlFile) -> None:
    """Fill a table of `ready`, part by part where it says so."""
    if "each" in file.header:
        parts = connection.execute(file.header["each"])
        conditions = " and ".join(f"{column} = ?" for column, *_ in parts.description)
        for part in parts.fetchall():
            connection.execute(f"insert into {name} from ({file.text}) where {conditions}", part)
    else:
        connection.execute(f"insert into {name} {file.text}")


def _load_stage(
    connection: duckdb.DuckDBPyConnection,
    stage: dict[str, pl.DataFrame],
    this_build: ThisBuild,
    kept: Iterable[str],
) -> None:
    [(file,)] = connection.execute("select current_database()").fetchall()
    for name in kept:
        connection.execute(f'create view stage.{name} as from "{file}".kept.{name}')
    for name, frame in stage.items():
        create_from(connection, f"stage.{name}", frame)
    connection.execute(
        "create table stage.this_build "
        "(build_id varchar, built_at timestamp, version varchar, statements_sha256 varchar)"
    )
    row = (this_build.build_id, this_build.built_at, this_build.version, statements_sha256())
    connection.execute("insert into stage.this_build values (?, ?, ?, ?)", row)


def _create_statement(table: PublishedTable) -> str:
    columns = [
        f"{column.name} {column.data_type}{COMPRESSION.get(column.name, '')}"
        f"{'' if column.nullable else ' not null'}"
        for column in table.columns
    ]
    key = [f"primary key ({', '.join(table.key)})"] if table.is_small and table.key else []
    return f"create table {table.qualified_name} ({', '.join(columns + key)})"


def _comment(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> None:
    grain = quoted(f"{table.grain_th} · {table.grain_en}")
    statements = [f"comment on table {table.qualified_name} is {grain}"]
    for column in table.columns:
        unit = f" [{column.unit}]" if column.unit else ""
        text = quoted(f"{column.name_th} · {column.name_en}{unit}")
        statements.append(f"comment on column {table.qualified_name}.{column.name} is {text}")
    connection.execute(";".join(statements))


def _load_dictionary(connection: duckdb.DuckDBPyConnection, published: list[PublishedTable]) -> None:
    rows = [
        (
            table.name,
            column.name,
            column.data_type,
            column.unit or None,
            column.name_th,
            column.name_en,
            column.name in table.key,
            column.nullable,
            ".".join(column.references or ()) or None,
            position,
        )
        for table in published
        for position, column in enumerate(table.columns)
    ]
    _insert(connection, "mart.dictionary", rows)


def _load_tables(connection: duckdb.DuckDBPyConnection, published: list[PublishedTable]) -> None:
    """One row for each table; how many rows it has is told when all are filled."""
    rows = [
        (table.name, table.grain_th, table.grain_en, table.is_reference, 0, position)
        for position, table in enumerate(published)
    ]
    _insert(connection, "mart.published_table", rows)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Rows in the order of the columns; one statement, for each has a price."""
    connection.register("incoming", pl.DataFrame(rows, orient="row", infer_schema_length=None).to_arrow())
    connection.execute(f"insert into {table} from incoming")
    connection.unregister("incoming")


def count_tables(connection: duckdb.DuckDBPyConnection, published: list[PublishedTable]) -> None:
    """Count the rows of each table: counted once here, so that nobody has to wait for it at a click."""
    with _at_once(connection):
        for table in published:
            rows = count_rows(connection, table.qualified_name)
            connection.execute(
                "update mart.published_table set row_count = ? where table_name = ?", [rows, table.name]
            )


def fill_mart(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> None:
    """Fill a table by its statement; a reference table is copied from the stage."""
    if table.is_reference:
        columns = ", ".join(column.name for column in table.columns)
        query = f"select {columns} from stage.{table.name}"
    else:
        query = sql_files("marts")[table.name].text
    connection.execute(f"insert into {table.qualified_name} by name {query}")


def _fill_metric(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> None:
    """One row for each file of `sql/metrics`, from its header, with the statement itself."""
    _fill_from_headers(connection, table, "metrics", "metric_code", least_value=None, greatest_value=None)


def _fill_rule(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> None:
    """One row for each file of `sql/checks`, from its header, with the statement itself."""
    _fill_from_headers(connection, table, "checks", "rule_code", is_total="false")


def _fill_from_headers(
    connection: duckdb.DuckDBPyConnection, table: PublishedTable, folder: str, code: str, **unsaid: str | None
) -> None:
    """One row for each statement of a folder; `unsaid` is what a header means that does not say it."""
    columns = [column.name for column in table.columns]
    places = ", ".join("?" for _ in columns)
    with _at_once(connection):
        for file in sql_files(folder).values():
            entry = {**unsaid, **file.header, code: file.name, "statement": file.text}
            connection.execute(
                f"insert into {table.qualified_name} ({', '.join(columns)}) values ({places})",
                [entry[column] for column in columns],
            )


def _fill_metric_part(connection: duckdb.DuckDBPyConnection, _: PublishedTable) -> None:
    for metric in sql_files("metrics").values():
        connection.execute(
            f"insert into mart.metric_part by name select '{metric.name}' as metric_code, * from ({metric.text})"
        )


def _fill_finding(connection: duckdb.DuckDBPyConnection, _: PublishedTable) -> None:
    for check in sql_files("checks").values():
        # The id is made of the finding itself, so that it stays the same from build to build; what a
        # document prints twice in one place is one finding.
        connection.execute(
            f"""insert into mart.finding by name
                select md5(concat_ws('|', '{check.name}', source_id, locator, org_code, fiscal_year, project_id,
                                     message_en))[:16] as finding_id,
                       '{check.name}' as rule_code, {_FINDING_COLUMNS}
                from ({check.text})
                qualify row_number() over (partition by finding_id) = 1"""
        )


_FILLERS: dict[str, Callable[[duckdb.DuckDBPyConnection, PublishedTable], None]] = {
    "metric": _fill_metric,
    "metric_part": _fill_metric_part,
    "rule": _fill_rule,
    "finding": _fill_finding,
    "dictionary": lambda connection, table: None,
    "published_table": lambda connection, table: None,
}


def report_of(connection: duckdb.DuckDBPyConnection, build_id: str, path: str) -> BuildReport:
    """What the build in the connection came to."""
    [(rows, rejected)] = connection.execute("select row_count, rejected_count from mart.build").fetchall()
    findings = connection.execute("select severity, count(*) from mart.finding group by all").fetchall()
    return BuildReport(build_id, path, int(rows), int(rejected), dict(findings))
