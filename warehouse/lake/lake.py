"""The shared truth: every build is one snapshot of all tables, committed whole on the one before or not at all."""

import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import urlparse

import duckdb

from warehouse.faults import LakeFault, Overtaken
from warehouse.lake.address import Address
from warehouse.lake.catalogue import AUTHOR, Catalogue, Committed, extra_info
from warehouse.lake.copying import SCHEMAS, Table, copy_all, copy_change, differing, row_counts, tables_of
from warehouse.lake.extensions import load_extensions
from warehouse.proof import BuildError, quoted
from warehouse.store import Change

# Changes of fewer rows than this are kept in the catalogue rather than in files of their own.
_INLINED_ROWS = 500
# Removed by the next maintenance, as a file that no snapshot names.
_PROBE = "probe.parquet"
# A snapshot that somebody else made meanwhile must not be passed by: whoever is second is told so.
_SETTINGS = "set ducklake_max_retry_count = 0"
_KEY_VARIABLE = "AWS_SECRET_ACCESS_KEY"
_SETTINGS_OF_S3 = "set http_timeout = 10; set http_retries = 2"


@dataclass(frozen=True)
class Lake:
    """The lake at an address."""

    address: Address

    @cached_property
    def catalogue(self) -> Catalogue:
        """Its catalogue, as PostgreSQL shows it."""
        return Catalogue(self.address.catalogue)

    @contextmanager
    def attached(self, snapshot: int | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection to which the lake is attached as `lake`: as it was at a snapshot, else for writing.

        Raises LakeFault, without secrets, when PostgreSQL or the place of the data cannot be reached.
        """
        options = f", snapshot_version {snapshot}" if snapshot is not None else ""
        try:
            with duckdb.connect() as connection:
                load_extensions(connection, with_s3=self.address.is_s3)
                connection.execute(_SETTINGS)
                if self.address.is_s3:
                    connection.execute(_SETTINGS_OF_S3)
                    connection.execute(_secret())
                connection.execute(
                    f"attach {quoted('ducklake:postgres:' + self.catalogue.conninfo)} as lake (data_path "
                    f"{quoted(self.address.data)}, override_data_path true, "
                    f"data_inlining_row_limit {_INLINED_ROWS}{options})"
                )
                yield connection
        except duckdb.Error as error:
            # The words of DuckDB repeat the address with its password.
            raise LakeFault(self._told(error)) from None

    def commit(self, draft: Path, build_id: str, base: Path | None, change: Change | None) -> None:
        """Make the finished file of a build the newest one of the lake, in one snapshot.

        `base` is the file of the build that it was made on. Raises Overtaken when that is no longer the newest,
        and LakeFault when the lake cannot take it; nothing of it is then in the lake.
        """
        before = base.stem if base else None
        try:
            with self.attached() as connection:
                _attach(connection, draft, "origin")
                form = b"" if base and change else _form(connection)
                connection.execute("begin")
                self._prove_newest(connection, before, build_id)
                if base and change:
                    change = _replace(connection, base, change)
                else:
                    _replace_all(connection, form)
                    change = None
                connection.execute(
                    "call lake.set_commit_message($author, $build_id, extra_info => $info)",
                    {"author": AUTHOR, "build_id": build_id, "info": extra_info(before, change)},
                )
                connection.execute("commit")
        except LakeFault as fault:
            # The connection may have gone when all was done.
            newest = self._newest_now(fault)
            if newest and newest.build_id == build_id:
                return
            if (newest.build_id if newest else None) != before:
                raise Overtaken(str(fault)) from fault
            raise

    def write_file(self, build: Committed, path: Path) -> None:
        """Write a build of the lake into a new file, and prove that its rows are there."""
        with self.attached(build.snapshot) as connection:
            [(form,)] = connection.execute("select content from lake.main.form").fetchall()
            path.write_bytes(zlib.decompress(form))
            # The order of rows in a table means nothing; keeping it costs half the speed.
            connection.execute("set preserve_insertion_order = false")
            with _writing(connection, path, build.build_id) as tables:
                copy_all(connection, "lake", "target", tables)

    def change_file(self, build: Committed, path: Path, base: Path, change: Change) -> None:
        """Write a build of the lake into a new file: another build's file with the rows of a change."""
        shutil.copyfile(base, path)
        with (
            self.attached(build.snapshot) as connection,
            _writing(connection, path, build.build_id) as tables,
        ):
            connection.execute("begin")
            touched = [table for table in tables if table.name in change.tables]
            copy_change(connection, "lake", "target", touched, change)
            connection.execute("commit")

    def differing(self, build: Committed, path: Path) -> list[str]:
        """The tables of a file that are not, row by row, those of the build in the lake."""
        with self.attached(build.snapshot) as connection:
            _attach(connection, path, "target")
            tables = tables_of(connection, "target")
            return [table.name for table in differing(connection, "lake", "target", tables)]

    def prove_data(self) -> None:
        """Write a small file to the place of the data and read it. Raises LakeFault when that cannot be done."""
        file = f"{self.address.data}{_PROBE}"
        with self.attached() as connection:
            if not self.address.is_s3:
                Path(self.address.data).mkdir(parents=True, exist_ok=True)
            connection.execute(f"copy (select 42 as written) to {quoted(file)}")
            connection.execute(f"select written from read_parquet({quoted(file)})").fetchall()

    def version(self) -> str:
        """The version of DuckLake's catalogue."""
        with self.attached() as connection:
            rows = connection.execute(
                "select value from ducklake_options('lake') where option_name = 'version'"
            )
            return str(rows.fetchall()[0][0])

    def _prove_newest(self, connection: duckdb.DuckDBPyConnection, base: str | None, build_id: str) -> None:
        """The transaction begins at a snapshot; its commit fails when that is no longer the last."""
        [(snapshot,)] = connection.execute("from lake.current_snapshot()").fetchall()
        is_filled = connection.execute(
            "select 1 from duckdb_tables() where database_name = 'lake' and schema_name = 'mart'"
        ).fetchone()
        found = connection.execute("select build_id from lake.mart.build").fetchone() if is_filled else None
        newest = found[0] if found else None
        if newest != base or not build_id.endswith(f"-{snapshot + 1:08d}"):
            raise Overtaken(f"{newest}, {snapshot}")

    def _newest_now(self, fault: LakeFault) -> Committed | None:
        try:
            return next(reversed(self.catalogue.builds()), None)
        except LakeFault:
            raise fault from None

    def _told(self, error: duckdb.Error) -> str:
        told = self.catalogue.without_secret(str(error).partition("\n")[0])
        key = os.environ.get(_KEY_VARIABLE)
        return told.replace(key, "…") if key else told


def _secret() -> str:
    """What hands over the keys of the object store, as the usual variables say them."""
    given = {
        "key_id": os.environ.get("AWS_ACCESS_KEY_ID"),
        "secret": os.environ.get(_KEY_VARIABLE),
        "session_token": os.environ.get("AWS_SESSION_TOKEN"),
        "region": os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION"),
    }
    options = [f"{name} {quoted(value)}" for name, value in given.items() if value]
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    if endpoint:
        place = urlparse(endpoint)
        # A store of one's own has no name for each bucket.
        options += [f"endpoint {quoted(place.netloc)}", "url_style 'path'"]
        options.append(f"use_ssl {str(place.scheme == 'https').lower()}")
    return f"create secret ({', '.join(['type s3', *options])})"


def _replace(connection: duckdb.DuckDBPyConnection, base: Path, change: Change) -> Change:
    """Put the rows of a change in the place of those of the build before; the change with the tables touched."""
    _attach(connection, base, "before")
    touched = differing(connection, "before", "origin", tables_of(connection, "origin"), change)
    copy_change(connection, "origin", "lake", touched, change)
    return replace(change, tables=[table.name for table in touched])


def _replace_all(connection: duckdb.DuckDBPyConnection, form: bytes) -> None:
    """Put all tables of a build in the place of those before, which may be those of another program."""
    for schema in SCHEMAS:
        connection.execute(f"create schema if not exists lake.{schema}")
    old = connection.execute(
        "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'lake'"
    ).fetchall()
    for (name,) in old:
        connection.execute(f"drop table lake.{name}")
    for table in tables_of(connection, "origin"):
        connection.execute(f"create table lake.{table.name} as from origin.{table.name}")
    connection.execute("create table lake.main.form as select $form::blob as content", {"form": form})


def _form(connection: duckdb.DuckDBPyConnection) -> bytes:
    """The file of `origin` without its rows: its tables with their keys, views, macros and comments."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "form.duckdb")
        connection.execute(f"attach {quoted(str(path))} as form (storage_version 'latest')")
        connection.execute("copy from database origin to form (schema); checkpoint form; detach form")
        return zlib.compress(path.read_bytes())


@contextmanager
def _writing(connection: duckdb.DuckDBPyConnection, path: Path, build_id: str) -> Iterator[list[Table]]:
    """The tables of a build's file, attached as `target` for writing; then its rows must be those of the lake."""
    _attach(connection, path, "target", read_only=False)
    tables = tables_of(connection, "target")
    yield tables
    _prove_same(connection, tables, build_id)
    connection.execute("checkpoint target; detach target")


def _prove_same(connection: duckdb.DuckDBPyConnection, tables: list[Table], build_id: str) -> None:
    wanted, found = (row_counts(connection, database, tables) for database in ("lake", "target"))
    wrong = [f"{name}: {found[name]} of {rows} rows" for name, rows in wanted.items() if found[name] != rows]
    told = connection.execute("select build_id from target.mart.build").fetchall()
    if wrong or told != [(build_id,)]:
        raise BuildError("; ".join([*wrong, f"{told} for {build_id}"]))


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str, *, read_only: bool = True) -> None:
    connection.execute(f"attach {quoted(str(path))} as {name}{' (read_only)' if read_only else ''}")
