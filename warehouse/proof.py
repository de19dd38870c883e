"""Prove that published tables hold what the schemas promise: keys, bounds and references."""

import duckdb

from warehouse.published import PublishedColumn, PublishedTable


class BuildError(Exception):
    """The new build does not keep what the schemas promise; it was not published."""


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
        repeated = count_rows(
            connection, f"(select 1 from {table.qualified_name} group by {key} having count(*) > 1)"
        )
        if repeated:
            failures.append(f"{table.qualified_name}: {repeated} repeated keys ({key})")
    conditions = {column.name: condition for column in table.columns if (condition := _broken(column))}
    for name, condition in conditions.items():
        broken = _count_broken(connection, table, name, condition)
        if broken:
            failures.append(f"{table.qualified_name}.{name}: {broken} rows where {condition}")
    return failures


def _count_broken(
    connection: duckdb.DuckDBPyConnection, table: PublishedTable, column: str, condition: str
) -> int:
    """How many rows break the condition of a column; each different value is looked at once."""
    values = f"(select {column}, count(*) as times from {table.qualified_name} group by {column})"
    row = connection.execute(f"select sum(times) from {values} as this where {condition}").fetchone()
    return int(row[0] or 0) if row else 0


def count_rows(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    """How many rows a table or a statement in brackets has."""
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
        conditions.append(f"not regexp_matches(this.{column.name}, {quoted(column.regex)})")
    if column.references:
        table, key = column.references
        conditions.append(
            f"this.{column.name} is not null and this.{column.name} not in (select {key} from mart.{table})"
        )
    return " or ".join(conditions)


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
