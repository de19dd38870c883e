"""What a build keeps for the next one, written while its rows are still being read and proved."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from warehouse.store import Store

# Versions before 2.0 write files that much older ones can read, which takes more room and time.
NEWEST_FORM: dict[str, str | bool | int | float | list[str]] = {"storage_compatibility_version": "latest"}
# Words that differ from row to row: looking for repetitions in them costs more than everything else of a table.
COMPRESSION = {"locator": " using compression zstd"}
# Not the name of the schema: DuckDB names a database after its file.
_DRAFT = "begun"


class Keeping:
    """The schema `kept` of a build to come, in a file of its own until the build goes on with it.

    One thread writes the rows in the order in which they come; whoever brings them does not wait for it.
    """

    def __init__(self, path: Path) -> None:
        """Begin the file, once there are rows."""
        self._path = path
        self._beside = ThreadPoolExecutor(1)
        self._writes: dict[str, Future[None]] = {}
        self._connection: duckdb.DuckDBPyConnection | None = None

    def take(self, name: str, frame: pl.DataFrame) -> None:
        """Have the rows of a table written; `hand_over` tells of what went wrong."""
        self._writes[name] = self._beside.submit(self._write, name, frame)

    def hand_over(self, path: Path) -> list[str]:
        """Finish the file and put it at `path`; the names of its tables."""
        for write in self._writes.values():
            write.result()
        if self._connection:
            # What is not in the file yet comes into it here: closing would keep to itself that the disk is full.
            self._connection.execute("checkpoint")
            self.close()
            self._path.replace(path)
        return list(self._writes)

    def close(self) -> None:
        """Write no more."""
        self._beside.shutdown(cancel_futures=True)
        if self._connection:
            self._connection.close()

    def _write(self, name: str, frame: pl.DataFrame) -> None:
        if self._connection is None:
            # The other cores belong to the reading; and pieces put together by several cost more than they save.
            self._connection = duckdb.connect(str(self._path), config={"threads": 1, **NEWEST_FORM})
            self._connection.execute("create schema kept")
        create_from(self._connection, f"kept.{name}", frame)


@contextmanager
def keeping(store: Store) -> Iterator[Keeping]:
    """A beginning of the next build, which is taken away unless that goes on with it."""
    begun = Keeping(store.draft_path(_DRAFT))
    try:
        yield begun
    finally:
        begun.close()
        store.discard(_DRAFT)


def create_from(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Make a table of a frame."""
    connection.register("incoming", frame)
    columns = ", ".join(
        f"{column} {kind}{COMPRESSION.get(column, '')}"
        for column, kind, *_ in connection.execute("describe from incoming").fetchall()
    )
    connection.execute(f"create table {name} ({columns})")
    connection.execute(f"insert into {name} from incoming")
    connection.unregister("incoming")
