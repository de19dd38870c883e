"""Where builds live: one file each, and a small `CURRENT` file that names the published one.

A process may be killed at any moment: what stands under its own name is whole and on the disk, everything else is
a leftover that whoever makes the next build takes away.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from filelock import FileLock, Timeout

from warehouse.inuse import holders, remove_unless_held

POINTER = "CURRENT"
KEPT_BUILDS = 5
KEPT_DAYS = 14
# A maker of whom the system tells nothing.
UNKNOWN = "?"


# How the id of a build begins: the moment it was made, in UTC.
MOMENT = "%Y%m%d-%H%M%S-%f"
_MOMENT_LENGTH = len("20261120-081502-123456")
_BUILD_ID = re.compile(r"\d{8}-\d{6}-\d{6}-[0-9a-f]{8}")
_LOCK = ".making.lock"


class NothingPublished(Exception):
    """No warehouse has been built in this folder yet."""


class BrokenPointer(Exception):
    """`CURRENT` is missing although builds stand, or does not name one of them; the text says what it holds."""


def built_at(build_id: str) -> datetime:
    """The moment a build was made, in UTC, from its id."""
    return datetime.strptime(build_id[:_MOMENT_LENGTH], MOMENT)


def _is_build_id(text: str) -> bool:
    with suppress(ValueError):
        return bool(_BUILD_ID.fullmatch(text) and built_at(text))
    return False


def to_keep(build_ids: Iterable[str]) -> set[str]:
    """The newest five, and the last of each of the past 14 days (UTC) that has one, counted from the newest."""
    newest_first = sorted(build_ids, reverse=True)
    last_of_day: dict[date, str] = {}
    for build_id in newest_first:
        last_of_day.setdefault(built_at(build_id).date(), build_id)
    if not newest_first:
        return set()
    first = built_at(newest_first[0]).date() - timedelta(days=KEPT_DAYS - 1)
    of_days = {last for last in last_of_day.values() if built_at(last).date() >= first}
    return of_days | set(newest_first[:KEPT_BUILDS])


@dataclass(frozen=True)
class Change:
    """What is other in a build than in the one before: rows of these organisations and of these sources.

    `tables` are those that have such rows, where that is known.
    """

    organisations: list[str]
    sources: list[str]
    tables: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Store:
    """A folder of builds. A build is never changed once it is published; readers keep theirs open."""

    folder: Path

    # Whether the builds are those of several machines: then what is published is never taken back.
    is_shared: ClassVar[bool] = False

    def refresh(self) -> str | None:
        """Bring the builds here up to those that machines share; the reason why that could not be done."""
        return None

    def out_of_reach_since(self) -> datetime | None:
        """Since when (UTC) what machines share is out of reach; None while it is reached, or nothing is shared."""
        return None

    def path_of(self, build_id: str) -> Path:
        """The file of a build, whether it exists or not."""
        return self.folder / f"{build_id}.duckdb"

    def current_id(self) -> str:
        """The id of the published build; NothingPublished when there is none, BrokenPointer when it is not known."""
        try:
            text = (self.folder / POINTER).read_text(encoding="ascii").strip()
        except FileNotFoundError as error:
            if self.files():
                raise BrokenPointer("—") from error
            raise NothingPublished(str(self.folder)) from error
        except (OSError, UnicodeDecodeError) as error:
            raise BrokenPointer(str(error)) from error
        if not _is_build_id(text):
            raise BrokenPointer(f"“{text[:40]}”")
        return text

    def current_path(self) -> Path:
        """The file of the published build; NothingPublished and BrokenPointer as `current_id`."""
        build_id = self.current_id()
        if not self.path_of(build_id).is_file():
            raise BrokenPointer(f"“{build_id}”")
        return self.path_of(build_id)

    def draft_path(self, build_id: str) -> Path:
        """Where a build is written before it is published."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f".{build_id}.building"

    def next_moment(self) -> datetime:
        """The moment (UTC) that a new build is named by: now, or just after the last build.

        The clock may have been put back since that was made. But builds are known by their order: which are kept,
        which one is gone back to, and what changed from one to the next.
        """
        known = self.files()
        with suppress(NothingPublished, BrokenPointer):
            known.append(self.current_id())
        now = datetime.now(UTC)
        after_last = [
            built_at(build_id).replace(tzinfo=UTC) + timedelta(microseconds=1) for build_id in known
        ]
        return max([now, *after_last])

    def new_build_id(self, sources_sha256: str) -> str:
        """The id of a new build: its moment, and the beginning of the checksum of all its sources."""
        return f"{self.next_moment():{MOMENT}}-{sources_sha256[:8]}"

    def publish(self, build_id: str, change: Change | None = None) -> Path:
        """Give a finished draft its name and move the pointer to it in one step.

        `change` tells what is other than in the published build; None where that may be everything.
        """
        path = self.path_of(build_id)
        draft = self.draft_path(build_id)
        # A name must not reach the disk before what it names: the power may go, too.
        flush(draft)
        draft.replace(path)
        self.point_to(build_id)
        self._forget_old()
        return path

    def point_to(self, build_id: str) -> None:
        """Move the pointer to a build whose file stands."""
        pointer = self.folder / f".{POINTER}.{os.getpid()}"
        pointer.write_text(f"{build_id}\n", encoding="ascii")
        flush(pointer)
        flush(self.folder)
        pointer.replace(self.folder / POINTER)
        flush(self.folder)

    def publish_again(self, build_id: str) -> None:
        """Go back to a build that is kept; those made after it are forgotten."""
        self.point_to(build_id)
        self._clear(self._never_published())

    @contextmanager
    def making(self, on_wait: Callable[[list[str]], None] = lambda makers: None) -> Iterator[None]:
        """The lock of whoever makes a build: from reading what goes in until it is published.

        Where somebody else has it, `on_wait` is called with the processes, as far as known; it may raise so as not
        to wait. The lock is let go when the process ends, however it ends; what killed ones left is taken away by
        whoever has it next, so that it is nobody's draft.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.lock_path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            on_wait(self._holders())
            lock.acquire()
        try:
            self._clear(self.leftovers())
            yield
        finally:
            lock.release()

    @property
    def lock_path(self) -> Path:
        """The file of the lock of whoever makes a build."""
        return self.folder / _LOCK

    def makers(self) -> list[str]:
        """Who makes a build at this moment, as far as known; empty when nobody does."""
        if not os.access(self.lock_path, os.W_OK):
            return []
        lock = FileLock(self.lock_path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return self._holders() or [UNKNOWN]
        lock.release()
        return []

    def _holders(self) -> list[str]:
        return [str(process) for process in holders(self.lock_path)]

    def discard(self, build_id: str) -> None:
        """Remove a draft that is not to be published, with what DuckDB puts beside it."""
        draft = self.draft_path(build_id)
        self._clear(self.folder.glob(f"{draft.name}*"))

    def build_ids(self) -> list[str]:
        """All builds kept, the oldest first, up to the published one."""
        return sorted(set(self.files()) - {path.stem for path in self._never_published()})

    def files(self) -> list[str]:
        """The ids of all files of builds, the oldest first, published or not."""
        return sorted(path.stem for path in self.folder.glob("*.duckdb") if _is_build_id(path.stem))

    def leftovers(self) -> list[Path]:
        """What killed builds left behind, while nobody makes one."""
        drafts = [*self.folder.glob(".*.building*"), *self.folder.glob(f".{POINTER}.*")]
        return sorted([*drafts, *self._never_published()])

    def _never_published(self) -> list[Path]:
        """Builds after the published one: killed before the pointer moved, or taken back while in use."""
        try:
            current = self.current_path().stem
        except (NothingPublished, BrokenPointer):
            return []
        return [self.path_of(build_id) for build_id in self.files() if build_id > current]

    def _forget_old(self) -> None:
        kept = self.build_ids()
        self._clear(self.path_of(build_id) for build_id in set(kept) - to_keep(kept) - {self.current_id()})

    def _clear(self, paths: Iterable[Path]) -> None:
        """Take files away; a build that somebody reads stays until a later time."""
        for path in paths:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                remove_unless_held(path)


def flush(path: Path) -> None:
    """Have a file or the names of a folder written to the disk itself."""
    is_folder = path.is_dir()
    if is_folder and os.name == "nt":
        # Windows opens no folders: there the names are written with the files.
        return
    descriptor = os.open(path, os.O_RDONLY if is_folder else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
