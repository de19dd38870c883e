"""The folders that all machines share, beside the catalogue in PostgreSQL; each machine has a copy of them."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from filelock import FileLock

from warehouse.lake.catalogue import Catalogue
from warehouse.shelf import Places, Shelf

# "inbox" as a number: the name of the lock of whoever changes a folder.
_LOCK = 0x69_6E62_6F78
_DECLARED = """
    create schema if not exists sutcharit_inbox;
    create sequence if not exists sutcharit_inbox.version;
    create table if not exists sutcharit_inbox.folder (
        name text primary key, place text not null, version bigint not null);
    create table if not exists sutcharit_inbox.file (
        name text references sutcharit_inbox.folder on delete cascade, path text, content bytea not null,
        primary key (name, path));
"""
_COPIED = "COPIED.json"


@dataclass(frozen=True)
class LakeShelf(Shelf):
    """The shared folders; `own` is where this machine notes which of them it has."""

    catalogue: Catalogue
    own: Path

    @contextmanager
    def changing(self, places: Places) -> Iterator[Shelf]:
        """Nobody else changes the folders meanwhile; they are as all machines have them.

        Raises LakeFault when PostgreSQL cannot be reached; then nothing is changed.
        """
        with self._alone(), self.catalogue.connected() as connection:
            with connection.transaction():
                connection.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
                connection.execute(_DECLARED)
                self._mirror(connection, places)
                changing = _Changing(connection, self._copied())
                yield changing
            self._note(changing.versions)

    def mirror(self, places: Places) -> None:
        """Copy what others have put there and take away what they took; LakeFault when PostgreSQL is not reached."""
        with self._alone(), self.catalogue.connected() as connection:
            [(table,)] = connection.execute("select to_regclass('sutcharit_inbox.file')").fetchall()
            if table is not None:
                self._mirror(connection, places)

    def _mirror(self, connection: psycopg.Connection, places: Places) -> None:
        copied = self._copied()
        [told] = connection.execute("select count(*), max(version) from sutcharit_inbox.folder").fetchall()
        if (
            told == (len(copied), max(copied.values(), default=None))
            and self._present(places) == copied.keys()
        ):
            return
        rows = connection.execute("select name, place, version from sutcharit_inbox.folder").fetchall()
        kept = {name: (place, version) for name, place, version in rows}
        for name in self._present(places) - kept.keys():
            self._take_away(places, name)
        for name, (place, version) in kept.items():
            if copied.get(name) != version or not (places[place] / name).is_dir():
                self._copy(connection, places, place, name)
        self._note({name: version for name, (_, version) in kept.items()})

    def _copy(self, connection: psycopg.Connection, places: Places, place: str, name: str) -> None:
        files = connection.execute("select path, content from sutcharit_inbox.file where name = %s", [name])
        with self._draft() as draft:
            folder = draft / name
            for path, content in files:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
            self._take_away(places, name)
            places[place].mkdir(parents=True, exist_ok=True)
            folder.rename(places[place] / name)

    def _take_away(self, places: Places, name: str) -> None:
        """In one step, for a half of a folder would pass for a whole one."""
        for parent in places.values():
            if (parent / name).is_dir():
                with self._draft() as draft:
                    (parent / name).rename(draft / name)

    @contextmanager
    def _draft(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=self.own, prefix=".copying.") as folder:
            yield Path(folder)

    def _present(self, places: Places) -> set[str]:
        return {path.name for parent in places.values() for path in parent.glob("import_*")}

    def _alone(self) -> FileLock:
        """On this machine nobody else copies meanwhile."""
        self.own.mkdir(parents=True, exist_ok=True)
        return FileLock(self.own / ".copying.lock")

    def _copied(self) -> dict[str, int]:
        with suppress(OSError, ValueError):
            return dict(json.loads((self.own / _COPIED).read_text(encoding="utf-8")))
        return {}

    def _note(self, versions: dict[str, int]) -> None:
        with self._draft() as draft:
            (draft / _COPIED).write_text(json.dumps(versions), encoding="utf-8")
            (draft / _COPIED).replace(self.own / _COPIED)


class _Changing(Shelf):
    """The shared folders while they are changed, in one transaction."""

    def __init__(self, connection: psycopg.Connection, versions: dict[str, int]) -> None:
        self._connection = connection
        self.versions = versions

    def keep(self, place: str, folder: Path) -> None:
        """Keep the files of a folder, in the place of what was kept under its name."""
        self.drop(folder.name)
        [(self.versions[folder.name],)] = self._connection.execute(
            "insert into sutcharit_inbox.folder values (%s, %s, nextval('sutcharit_inbox.version')) returning version",
            [folder.name, place],
        ).fetchall()
        for path in folder.rglob("*"):
            if path.is_file():
                self._connection.execute(
                    "insert into sutcharit_inbox.file values (%s, %s, %s)",
                    [folder.name, path.relative_to(folder).as_posix(), path.read_bytes()],
                )

    def drop(self, name: str) -> None:
        """Forget a folder."""
        self._connection.execute("delete from sutcharit_inbox.folder where name = %s", [name])
        self.versions.pop(name, None)
