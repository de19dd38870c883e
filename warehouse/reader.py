"""Read a published build: named queries with bound parameters, one cursor each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse.sqlfile import parameters_of, sql_files
from warehouse.store import Store

BATCH_ROWS = 20_000
# What a mart table can be narrowed by: a column that the table may have, and the condition on it.
_TABLE_FILTERS = {
    "org_code": "org_code in (select org_code from mart.scope($province_code, $type_code, $org_code))",
    "fiscal_year": "($fiscal_year::smallint is null or fiscal_year = $fiscal_year)",
    "report_round": "($report_round::smallint is null or report_round = $report_round)",
    "dimension_no": "($dimension_no::smallint is null or dimension_no = $dimension_no)",
}


class UnknownQuery(Exception):
    """There is no query of that name; the text lists those there are."""


class QueryError(Exception):
    """DuckDB could not run the statement; the text is its message."""


class Warehouse:
    """One published build, opened read-only; safe to use from many threads at once."""

    def __init__(self, path: Path) -> None:
        """Open the file of a build. A newer build is a newer file: this one never changes."""
        self.build_id = path.stem
        # A statement typed by a user can read this file and nothing else of the machine.
        self._connection = duckdb.connect(
            str(path), read_only=True, config={"enable_external_access": False, "lock_configuration": True}
        )

    def query(self, name: str, **parameters: Any) -> pl.DataFrame:
        """Run `sql/queries/<name>.sql`; parameters that the statement does not name are left out.

        Raises UnknownQuery for another name, and QueryError when a parameter has a wrong form.
        """
        text = query_text(name)
        return self.sql(text, _bound(text, parameters))

    def table_text(self, name: str) -> str:
        """The statement that reads a table of `mart`, narrowed by the filters that its columns allow.

        Raises UnknownQuery when there is no such table.
        """
        tables = self.sql("select distinct table_name from mart.dictionary")["table_name"].to_list()
        if name not in tables:
            raise UnknownQuery(", ".join(sorted(tables)))
        columns = self.sql(f"describe mart.{name}")["column_name"].to_list()
        conditions = [text for column, text in _TABLE_FILTERS.items() if column in columns]
        return f"from mart.{name}" + (f" where {' and '.join(conditions)}" if conditions else "")

    def count(self, statement: str, parameters: dict[str, Any]) -> int:
        """How many rows the statement gives; parameters that it does not name are left out."""
        counting = f"select count(*) from ({statement})"  # noqa: S608 - a named query or a published table
        return int(self.sql(counting, _bound(statement, parameters)).item())

    def stream(self, statement: str, parameters: dict[str, Any]) -> Iterator[pl.DataFrame]:
        """The rows of the statement, some thousands at a time, so that memory stays as it is.

        The first frame comes even when there are no rows, for the sake of its columns.
        """
        bound = _bound(statement, parameters)
        try:
            with self._connection.cursor() as cursor:
                batches = cursor.sql(statement, params=bound or None).to_arrow_reader(BATCH_ROWS)
                yield pl.DataFrame(batches.schema.empty_table())
                for batch in batches:
                    yield pl.DataFrame(batch)
        except duckdb.Error as error:
            raise QueryError(str(error)) from error

    def sql(self, statement: str, parameters: dict[str, Any] | None = None) -> pl.DataFrame:
        """Run any one statement that reads."""
        # A cursor of its own for each call: threads that share one get each other's results.
        try:
            with self._connection.cursor() as cursor:
                relation = cursor.sql(statement, params=parameters or None)
                answer: pl.DataFrame = relation.pl() if relation is not None else pl.DataFrame()
                return answer
        except duckdb.Error as error:
            raise QueryError(str(error)) from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def query_text(name: str) -> str:
    """The statement of a named query; UnknownQuery, with those there are, for another name."""
    file = sql_files("queries").get(name)
    if file is None:
        raise UnknownQuery(", ".join(sql_files("queries")))
    return file.text


def _bound(statement: str, parameters: dict[str, Any]) -> dict[str, Any]:
    return {name: parameters.get(name) for name in parameters_of(statement)}


def open_current(store: Store) -> Warehouse:
    """Open the published build; NothingPublished when there is none."""
    return Warehouse(store.current_path())
