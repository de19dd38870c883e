"""Where builds live: one file each, and a small `CURRENT` file that names the published one."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock

POINTER = "CURRENT"
KEPT_BUILDS = 5


# How the id of a build begins: the moment it was made, in UTC.
MOMENT = "%Y%m%d-%H%M%S-%f"
_MOMENT_LENGTH = len("20261120-081502-123456")


class NothingPublished(Exception):
    """No warehouse has been built in this folder yet."""


def built_at(build_id: str) -> datetime:
    """The moment a build was made, in UTC, from its id."""
    return datetime.strptime(build_id[:_MOMENT_LENGTH], MOMENT)


@dataclass(frozen=True)
class Store:
    """A folder of builds. A build is never changed once it is published; readers keep theirs open."""

    folder: Path

    def path_of(self, build_id: str) -> Path:
        """The file of a build, whether it exists or not."""
        return self.folder / f"{build_id}.duckdb"

    def current_id(self) -> str:
        """The id of the published build; NothingPublished when there is none."""
        try:
            return (self.folder / POINTER).read_text(encoding="ascii").strip()
        except FileNotFoundError as error:
            raise NothingPublished(str(self.folder)) from error

    def current_path(self) -> Path:
        """The file of the published build; NothingPublished when there is none."""
        path = self.path_of(self.current_id())
        if not path.is_file():
            raise NothingPublished(str(path))
        return path

    def draft_path(self, build_id: str) -> Path:
        """Where a build is written before it is published."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f".{build_id}.building"

    def publish(self, build_id: str) -> Path:
        """Give a finished draft its name and move the pointer to it in one step."""
        path = self.path_of(build_id)
        self.draft_path(build_id).replace(path)
        self._point_to(build_id)
        self._forget_old()
        return path

    def _point_to(self, build_id: str) -> None:
        pointer = self.folder / f".{POINTER}.{os.getpid()}"
        pointer.write_text(f"{build_id}\n", encoding="ascii")
        pointer.replace(self.folder / POINTER)

    def publish_again(self, build_id: str) -> None:
        """Go back to a build that is kept; those made after it are forgotten."""
        self._point_to(build_id)
        for newer in self.build_ids():
            if newer > build_id:
                self.path_of(newer).unlink(missing_ok=True)

    def making(self) -> FileLock:
        """The lock of whoever makes a build: from reading what goes in until it is published.

        It is let go when the process ends, however it ends.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        return FileLock(self.folder / ".making.lock")

    def discard(self, build_id: str) -> None:
        """Remove a draft that is not to be published."""
        draft = self.draft_path(build_id)
        for path in (draft, draft.with_name(draft.name + ".wal")):
            path.unlink(missing_ok=True)

    def build_ids(self) -> list[str]:
        """All builds kept, the oldest first."""
        return sorted(path.stem for path in self.folder.glob("*.duckdb"))

    def _forget_old(self) -> None:
        for build_id in self.build_ids()[:-KEPT_BUILDS]:
            if build_id != self.current_id():
                self.path_of(build_id).unlink(missing_ok=True)
