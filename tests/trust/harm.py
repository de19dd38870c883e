"""Ways in which a file of the warehouse comes to harm."""

import shutil
from datetime import timedelta
from pathlib import Path

import duckdb

from warehouse.store import MOMENT, Store, built_at

HEADERS, BLOCK = 12288, 262144


def empty(path: Path) -> None:
    path.write_bytes(b"")


def half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def without_its_end(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: -BLOCK - 1000])


def other_file(path: Path) -> None:
    path.write_bytes(b"These are not the bytes of a database.\n" * 1000)


def flipped_header(path: Path) -> None:
    flip(path, 4096)


def flipped_rows(path: Path, table: str = "mart.project_year", column: str = "title_th") -> None:
    """Some bytes of the titles of projects or of another column: the file opens, and other tables can be read."""
    with duckdb.connect(str(path), read_only=True) as connection:
        [(block,)] = connection.execute(
            "select min(block_id) from pragma_storage_info($table) "
            "where column_name = $column and persistent and block_id >= 0",
            {"table": table, "column": column},
        ).fetchall()
    flip(path, HEADERS + block * BLOCK + 100)


def flip(path: Path, place: int, count: int = 61) -> None:
    """Turn some bytes into their opposites; twice is as before.

    They are an odd number of words: the same change of two equal words is none to the checksum of DuckDB.
    """
    with path.open("r+b") as file:
        file.seek(place)
        harmed = bytes(byte ^ 0xFF for byte in file.read(count))
        file.seek(place)
        file.write(harmed)


def one_more(store: Store) -> str:
    """Publish the same rows once more, as if made just afterwards; the id of that build."""
    current = store.current_id()
    build_id = f"{built_at(current) + timedelta(microseconds=1):{MOMENT}}{current[-9:]}"
    shutil.copyfile(store.path_of(current), store.draft_path(build_id))
    store.publish(build_id)
    return build_id
