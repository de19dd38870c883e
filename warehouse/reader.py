"""Read a published build: named queries with bound parameters, one cursor each."""

from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse.sqlfile import sql_files
from warehouse.store import Store


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
        file = sql_files("queries").get(name)
        if file is None:
            raise UnknownQuery(", ".join(sql_files("queries")))
        bound = {key: parameters.get(key) for key in file.parameters}
        return self.sql(file.text, bound)

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


def open_current(store: Store) -> Warehouse:
    """Open the published build; NothingPublished when there is none."""
    return Warehouse(store.current_path())
