"""Write a new database file from validated tables, prove it, and publish it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from graphlib import TopologicalSorter

import duckdb
import polars as pl

from warehouse.published import PublishedColumn, PublishedTable
from warehouse.sqlfile import SqlFile, sql_files, statements_sha256
from warehouse.store import MOMENT, Store

ERROR = "error"
_FINDING_COLUMNS = (
    "severity, source_id, locator, org_code, fiscal_year, project_id, "
    "printed_value, computed_value, resolution, message_th, message_en"
)


class BuildError(Exception):
    """The new build does not keep what the schemas promise; it was not published."""


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


def build(
    store: Store,
    stage: dict[str, pl.DataFrame],
    published: list[PublishedTable],
    version: str,
    step: Callable[[str], None] = lambda text: None,
) -> BuildReport:
    """Build `published` from the validated tables of `stage` and publish the result.

    `step` is told the name of each table before it is filled.

    The published build stays as it is until the new one is finished and proven.
    Raises BuildError when a table does not come out as declared.
    """
    started = datetime.now(UTC)
    build_id = f"{started:{MOMENT}}-{_digest(stage['source'])}"
    try:
        with duckdb.connect(str(store.draft_path(build_id))) as connection:
            _fill(connection, stage, published, (build_id, started.replace(tzinfo=None), version), step)
            prove(connection, published)
            report = _report(connection, build_id, str(store.path_of(build_id)))
            connection.execute("checkpoint")
    except duckdb.ConstraintException as error:
        store.discard(build_id)
        raise BuildError(str(error)) from error
    except BaseException:
        store.discard(build_id)
        raise
    store.publish(build_id)
    return report


def _digest(sources: pl.DataFrame) -> str:
    text = "".join(sources.sort("source_id")["files_sha256"])
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _fill(
    connection: duckdb.DuckDBPyConnection,
    stage: dict[str, pl.DataFrame],
    published: list[PublishedTable],
    this_build: tuple[str, datetime, str],
    step: Callable[[str], None],
) -> None:
    connection.execute("attach ':memory:' as stage; create schema mart")
    _load_stage(connection, stage, this_build)
    for table in published:
        connection.execute(_create_statement(table))
        _comment(connection, table)
    for view in sql_files("views").values():
        connection.execute(f"create view mart.{view.name} as {view.text}")
    for macro in _in_order_of_use(sql_files("macros")):
        connection.execute(macro.text)
    _load_dictionary(connection, published)
    _load_tables(connection, published)
    for table in published:
        step(table.name)
        _FILLERS.get(table.name, _fill_mart)(connection, table)
    _count_tables(connection, published)
    connection.execute("detach stage")


def _in_order_of_use(macros: dict[str, SqlFile]) -> list[SqlFile]:
    """The macros so that each comes after those it calls."""
    calls = {
        name: {other for other in macros if other != name and f"mart.{other}(" in macro.text}
        for name, macro in macros.items()
    }
    return [macros[name] for name in TopologicalSorter(calls).static_order()]


def _load_stage(
    connection: duckdb.DuckDBPyConnection,
    stage: dict[str, pl.DataFrame],
    this_build: tuple[str, datetime, str],
) -> None:
    for name, frame in stage.items():
        connection.register("incoming", frame.to_arrow())
        connection.execute(f"create table stage.{name} as from incoming")
        connection.unregister("incoming")
    connection.execute(
        "create table stage.this_build "
        "(build_id varchar, built_at timestamp, version varchar, statements_sha256 varchar)"
    )
    connection.execute("insert into stage.this_build values (?, ?, ?, ?)", (*this_build, statements_sha256()))


def _create_statement(table: PublishedTable) -> str:
    columns = [
        f"{column.name} {column.data_type}{'' if column.nullable else ' not null'}"
        for column in table.columns
    ]
    key = [f"primary key ({', '.join(table.key)})"] if table.is_small and table.key else []
    return f"create table {table.qualified_name} ({', '.join(columns + key)})"


def _comment(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> None:
    grain = _quoted(f"{table.grain_th} · {table.grain_en}")
    statements = [f"comment on table {table.qualified_name} is {grain}"]
    for column in table.columns:
        unit = f" [{column.unit}]" if column.unit else ""
        text = _quoted(f"{column.name_th} · {column.name_en}{unit}")
        statements.append(f"comment on column {table.qualified_name}.{column.name} is {text}")
    connection.execute(";".join(statements))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


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
    connection.executemany("insert into mart.dictionary values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _load_tables(connection: duckdb.DuckDBPyConnection, published: list[PublishedTable]) -> None:
    """One row for each table; how many rows it has is told when all are filled."""
    rows = [
        (table.name, table.grain_th, table.grain_en, table.is_reference, position)
        for position, table in enumerate(published)
    ]
    connection.executemany("insert into mart.published_table values (?, ?, ?, ?, 0, ?)", rows)


def _count_tables(connection: duckdb.DuckDBPyConnection, published: list[PublishedTable]) -> None:
    """Counted once here, so that nobody has to wait for it at a click."""
    for table in published:
        rows = _count(connection, table.qualified_name)
        connection.execute(
            "update mart.published_table set row_count = ? where table_name = ?", [rows, table.name]
        )


def _fill_mart(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> None:
    if table.is_reference:
        columns = ", ".join(column.name for column in table.columns)
        query = f"select {columns} from stage.{table.name}"
    else:
        query = sql_files("marts")[table.name].text
    connection.execute(f"insert into {table.qualified_name} by name {query}")


def _fill_metric(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> None:
    """One row for each file of `sql/metrics`, from its header, with the statement itself."""
    _fill_from_headers(connection, table, "metrics", "metric_code")


def _fill_rule(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> None:
    """One row for each file of `sql/checks`, from its header, with the statement itself."""
    _fill_from_headers(connection, table, "checks", "rule_code", is_total="false")


def _fill_from_headers(
    connection: duckdb.DuckDBPyConnection, table: PublishedTable, folder: str, code: str, **unsaid: str
) -> None:
    """One row for each statement of a folder; `unsaid` is what a header means that does not say it."""
    columns = [column.name for column in table.columns]
    for file in sql_files(folder).values():
        entry = {**unsaid, **file.header, code: file.name, "statement": file.text}
        places = ", ".join("?" for _ in columns)
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


def prove(connection: duckdb.DuckDBPyConnection, published: list[PublishedTable]) -> None:
    """Check keys, bounds and references of every published table; BuildError names what fails.

    A key is proven by counting rather than by an index, which would cost more than the load itself.
    """
    failures = [failure for table in published for failure in _failures(connection, table)]
    if failures:
        raise BuildError("; ".join(failures))


def _failures(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> list[str]:
    failures = []
    if table.key and not table.is_small:
        key = ", ".join(table.key)
        repeated = _count(
            connection, f"(select 1 from {table.qualified_name} group by {key} having count(*) > 1)"
        )
        if repeated:
            failures.append(f"{table.qualified_name}: {repeated} repeated keys ({key})")
    conditions = {column.name: condition for column in table.columns if (condition := _broken(column))}
    for name, condition in conditions.items():
        broken = _count(connection, f"{table.qualified_name} as this where {condition}")
        if broken:
            failures.append(f"{table.qualified_name}.{name}: {broken} rows where {condition}")
    return failures


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = connection.execute(f"select count(*) from {relation}").fetchone()
    return int(row[0]) if row else 0


def _broken(column: PublishedColumn) -> str:
    """A condition that holds for the rows that break the bounds or the reference of a column."""
    conditions = []
    if column.minimum is not None:
        conditions.append(f"this.{column.name} < {column.minimum}")
    if column.maximum is not None:
        conditions.append(f"this.{column.name} > {column.maximum}")
    if column.regex:
        conditions.append(f"not regexp_matches(this.{column.name}, {_quoted(column.regex)})")
    if column.references:
        table, key = column.references
        conditions.append(
            f"this.{column.name} is not null and this.{column.name} not in (select {key} from mart.{table})"
        )
    return " or ".join(conditions)


def _report(connection: duckdb.DuckDBPyConnection, build_id: str, path: str) -> BuildReport:
    [(rows, rejected)] = connection.execute("select row_count, rejected_count from mart.build").fetchall()
    findings = connection.execute("select severity, count(*) from mart.finding group by all").fetchall()
    return BuildReport(build_id, path, int(rows), int(rejected), dict(findings))
