"""Read a published build: named queries with bound parameters, one cursor each."""

import warnings
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse.faults import is_of_the_file
from warehouse.inuse import Hold
from warehouse.sqlfile import parameters_of, sql_files, statements_sha256
from warehouse.store import Store

# The copy that DuckDB warns of is of one small answer; large ones are streamed.
warnings.filterwarnings("ignore", "Arrow output on a DB-API result", UserWarning)

BATCH_ROWS = 20_000
NO_EXTENSIONS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_unsigned_extensions": False,
}
# A statement typed by a user can read this file and nothing else of the machine, and change neither.
_LOCKS = NO_EXTENSIONS | {"enable_external_access": False, "lock_configuration": True}
_READING = {"SELECT", "EXPLAIN", "MULTI"}
_SCOPE = "$province_code::varchar, $type_code::varchar, $org_code::varchar"
_YEAR = "$fiscal_year::smallint"
# What a table of facts can be narrowed by: a column that it may have, and the condition on it. What belongs to
# no organisation or to no single year stays, unless another organisation is asked for.
_TABLE_FILTERS = {
    "org_code": (
        f"(coalesce({_SCOPE}) is null or org_code in (select org_code from mart.scope({_SCOPE})))"  # noqa: S608 - constants
    ),
    "fiscal_year": f"({_YEAR} is null or fiscal_year is null or fiscal_year = {_YEAR})",
    "first_fiscal_year": f"({_YEAR} is null or {_YEAR} between first_fiscal_year and last_fiscal_year)",
    "dimension_no": "($dimension_no::smallint is null or dimension_no = $dimension_no::smallint)",
    "metric_code": "($metric_code::varchar is null or metric_code = $metric_code::varchar)",
}
# Elsewhere the round is the latest one reported, which is told of a row and does not choose it.
_KEY_FILTERS = {
    "report_round": "($report_round::smallint is null or report_round = $report_round::smallint)",
}


class UnknownQuery(Exception):
    """There is no query of that name; the text lists those there are."""


class QueryError(Exception):
    """DuckDB could not run the statement; the text is its message."""


class UnreadableBuild(QueryError):
    """The file of a build cannot be opened or read as it should: it is damaged, gone or kept from us."""

    def __init__(self, build_id: str, reason: object) -> None:
        """Keep which build it is, and the first line of the reason."""
        self.build_id = build_id
        self.reason = str(reason).partition("\n")[0]
        super().__init__(f"{build_id}: {self.reason}")


class WrongValue(QueryError):
    """A parameter has a form that the statement cannot take; the text is DuckDB's message."""


class Warehouse:
    """One published build, opened read-only; safe to use from many threads at once."""

    def __init__(self, path: Path) -> None:
        """Open the file of a build. A newer build is a newer file: this one never changes, nor does it go meanwhile.

        Raises UnreadableBuild when the file is damaged, gone or not ours to read.
        """
        self.build_id = path.stem
        # What answers of this build are kept under.
        self.key = self.build_id
        self._hold = self._held(path)
        try:
            self._connection = duckdb.connect(str(path), read_only=True, config=_LOCKS)
        except duckdb.Error as error:
            self._hold.release()
            raise self._wrong(error) from error

    @cached_property
    def is_of_this_program(self) -> bool:
        """Whether the statements that made the build are those of this program, so that its queries fit."""
        try:
            return bool(self.sql("select statements_sha256 from mart.build").item() == statements_sha256())
        except QueryError:
            return False

    def query(self, name: str, **parameters: Any) -> pl.DataFrame:
        """Run `sql/queries/<name>.sql`; parameters that the statement does not name are left out.

        Raises UnknownQuery for another name, and WrongValue when a parameter has a wrong form.
        """
        return self.sql(query_text(name), bound_of_query(name, parameters))

    def table_text(self, name: str) -> str:
        """The statement that reads a table of `mart`; one of organisations is narrowed as its columns allow.

        Raises UnknownQuery when there is no such table.
        """
        known = self.sql("select table_name, column_name, is_key from mart.dictionary").rows()
        columns = {column: is_key for table, column, is_key in known if table == name}
        if not columns:
            raise UnknownQuery(", ".join(sorted({table for table, *_ in known})))
        # Rules and lists hold for everybody: no filter makes them fewer.
        if "org_code" not in columns:
            return f"from mart.{name}"
        conditions = [text for column, text in _TABLE_FILTERS.items() if column in columns]
        conditions += [text for column, text in _KEY_FILTERS.items() if columns.get(column)]
        return f"from mart.{name} where {' and '.join(conditions)}"

    def count(self, statement: str, parameters: dict[str, Any]) -> int:
        """How many rows the statement gives; parameters that it does not name are left out."""
        # On lines of its own, for the statement may end in a comment.
        counting = f"select count(*) from (\n{statement}\n)"  # noqa: S608 - a named query or a published table
        return int(self.sql(counting, _bound(statement, parameters)).item())

    def stream(self, statement: str, parameters: dict[str, Any]) -> Iterator[pl.DataFrame]:
        """The rows of the statement, some thousands at a time, so that memory stays as it is.

        The first frame comes even when there are no rows, for the sake of its columns.
        """
        bound = _bound(statement, parameters)
        try:
            with self._cursor() as cursor:
                batches = cursor.sql(statement, params=bound or None).to_arrow_reader(BATCH_ROWS)
                yield pl.DataFrame(batches.schema.empty_table())
                for batch in batches:
                    yield pl.DataFrame(batch)
        except duckdb.Error as error:
            raise self._wrong(error) from error

    def typed(self, statement: str, parameters: dict[str, Any] | None = None) -> pl.DataFrame:
        """Run what a user typed, which must be one statement that reads; QueryError otherwise."""
        try:
            # A `pivot` counts as several, though nobody can put others into it.
            found = [one.type.name for one in duckdb.extract_statements(statement)]
        except duckdb.Error as error:
            raise QueryError(str(error)) from error
        if len(found) != 1 or found[0] not in _READING:
            raise QueryError("Only one statement, and one that reads. · ใช้ได้คำสั่งเดียว และต้องเป็นคำสั่งอ่านข้อมูล")
        return self.sql(statement, parameters)

    def sql(self, statement: str, parameters: dict[str, Any] | None = None) -> pl.DataFrame:
        """Run any one statement that reads."""
        # A cursor of its own for each call: threads that share one get each other's results.
        try:
            with self._cursor() as cursor:
                # `sql` would bind the statement twice, the first time for the names of its columns.
                return pl.DataFrame(cursor.execute(statement, parameters or None).to_arrow_table())
        except duckdb.Error as error:
            raise self._wrong(error) from error

    def close(self) -> None:
        """Close the file; it is closed as well when nobody refers to this any more."""
        self._connection.close()
        self._hold.release()

    def _held(self, path: Path) -> Hold:
        try:
            return Hold(path)
        except OSError as error:
            raise UnreadableBuild(self.build_id, error) from error

    def _wrong(self, error: duckdb.Error) -> QueryError:
        """What DuckDB complains of: the value, the file, or the statement."""
        if isinstance(error, duckdb.DataError):
            return WrongValue(str(error))
        return UnreadableBuild(self.build_id, error) if is_of_the_file(error) else QueryError(str(error))

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor()


def query_text(name: str) -> str:
    """The statement of a named query; UnknownQuery, with those there are, for another name."""
    file = sql_files("queries").get(name)
    if file is None:
        raise UnknownQuery(", ".join(sql_files("queries")))
    return file.text


def bound_of_query(name: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters that a named query takes, in the order of their first use; UnknownQuery for another name."""
    return {parameter: parameters.get(parameter) for parameter in _parameters_of_query(name)}


@cache
def _parameters_of_query(name: str) -> tuple[str, ...]:
    return tuple(parameters_of(query_text(name)))


def _bound(statement: str, parameters: dict[str, Any]) -> dict[str, Any]:
    return {name: parameters.get(name) for name in parameters_of(statement)}


def open_current(store: Store) -> Warehouse:
    """Open the published build; NothingPublished when there is none, UnreadableBuild when it is damaged."""
    path = store.current_path()
    try:
        return Warehouse(path)
    except UnreadableBuild:
        # Others may have published since the pointer was read, so often that this one is gone.
        if path == store.current_path():
            raise
        return open_current(store)
