"""Whether builds are whole: every block of the file and every column of every table is read."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa

from warehouse.reader import QueryError, UnreadableBuild, Warehouse
from warehouse.store import Store, flush

DAMAGED = "damaged"
_TABLES = "select schema_name || '.' || table_name from duckdb_tables() where not internal order by all"
# A file of DuckDB: three headers, then blocks that begin with a checksum of their other words.
_HEADERS_LENGTH = 3 * 4096
_WORD = 8
_SEED = 5381
_FACTOR = pl.lit(0xBF58476D1CE4E5B9, dtype=pl.UInt64)


@dataclass(frozen=True)
class Health:
    """How a build is: what is wrong with its file, if anything, and whether this program can read it."""

    build_id: str
    damage: str | None
    is_of_this_program: bool

    @property
    def is_good(self) -> bool:
        """Whether the build can be shown."""
        return self.damage is None and self.is_of_this_program


def health(store: Store, build_id: str) -> Health:
    """Read the whole file of a build."""
    path = store.path_of(build_id)
    try:
        with closing(Warehouse(path)) as warehouse:
            block_size = warehouse.sql("pragma database_size")["block_size"].item()
            for name in warehouse.sql(_TABLES).to_series():
                warehouse.sql(f"select bit_xor(hash(*columns(*))) from {name}")  # noqa: S608 - a name of the file's own
            broken = broken_blocks(path, block_size)
            damage = f"{broken} blocks" if broken else None
            return Health(build_id, damage, warehouse.is_of_this_program)
    except UnreadableBuild as error:
        return Health(build_id, error.reason, is_of_this_program=False)
    except (QueryError, OSError) as error:
        return Health(build_id, str(error), is_of_this_program=False)


def broken_blocks(path: Path, block_size: int) -> int:
    """How many blocks of a file are not what their checksum says.

    DuckDB looks at the checksum of what it reads; reading every column leaves out the indexes, which the next
    import writes to. Where no block at all is right, the file has blocks of another kind, and nothing is told.
    """
    blocks = broken = 0
    with path.open("rb") as file:
        file.seek(_HEADERS_LENGTH)
        while block := file.read(block_size):
            blocks += 1
            broken += len(block) < block_size or not _is_right(block)
    return 0 if broken == blocks else broken


def newest_good(found: list[Health]) -> str | None:
    """The newest build that can be shown."""
    return max((build.build_id for build in found if build.is_good), default=None)


def put_aside(store: Store, build_id: str) -> Path:
    """Move the file of a damaged build out of the way; nothing is lost."""
    folder = store.folder / DAMAGED
    folder.mkdir(exist_ok=True)
    path = store.path_of(build_id)
    aside = path.rename(folder / path.name)
    flush(store.folder)
    return aside


def _is_right(block: bytes) -> bool:
    count = len(block) // _WORD
    words = pl.Series(pa.Array.from_buffers(pa.uint64(), count, [None, pa.py_buffer(block)]))
    told = pl.select((pl.lit(words[1:]) * _FACTOR).bitwise_xor()).item()
    return bool(told ^ _SEED == words[0])
