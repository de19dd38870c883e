"""A machine's copy of the lake: a store of builds whose truth is elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import ClassVar

from filelock import FileLock

from warehouse.draft import drafted
from warehouse.faults import LakeFault
from warehouse.inuse import remove_unless_held
from warehouse.lake.address import Address
from warehouse.lake.catalogue import Committed
from warehouse.lake.lake import Lake
from warehouse.lake.reached import unreached
from warehouse.proof import BuildError
from warehouse.store import MOMENT, BrokenPointer, Change, NothingPublished, Store, flush, to_keep

_EARLIER = "earlier"
_PARTS = ("organisations", "sources", "tables")


@dataclass(frozen=True)
class LakeStore(Store):
    """The builds of the lake, as far as this machine has copied them.

    Whoever makes a build here has the lock of all machines, begins with the newest build of the lake, and
    publishes by committing to the lake first.
    """

    address: Address

    is_shared: ClassVar[bool] = True

    @cached_property
    def lake(self) -> Lake:
        """The lake itself."""
        return Lake(self.address)

    @contextmanager
    def making(self, on_wait: Callable[[list[str]], None] = lambda makers: None) -> Iterator[None]:
        """The lock of whoever makes a build, on any machine; then the copy is that of the lake.

        Raises LakeFault when the lake cannot be reached.
        """
        # Whoever waits for other machines does not hold up those who follow the lake on this one.
        with self.lake.catalogue.lock(on_wait), super().making():
            self._follow(self.lake.catalogue.builds())
            yield

    def makers(self) -> list[str]:
        """Who makes a build at this moment, on any machine."""
        return self.lake.catalogue.makers()

    def new_build_id(self, sources_sha256: str) -> str:
        """The id of a new build: its moment, and the number of the snapshot that it becomes."""
        return f"{self.next_moment():{MOMENT}}-{self.lake.catalogue.next_snapshot():08d}"

    def publish(self, build_id: str, change: Change | None = None) -> Path:
        """Commit a finished draft to the lake, then publish it here.

        Raises Overtaken when another machine has committed one meanwhile.
        """
        self.lake.commit(self.draft_path(build_id), build_id, self._published(), change)
        return super().publish(build_id)

    def refresh(self) -> str | None:
        """Bring the copy up to the newest build of the lake; the reason why that could not be done."""
        # While it is known to be out of reach, nobody waits for it.
        told = unreached(self)
        if told is None:
            try:
                self.follow()
            except (LakeFault, BuildError) as fault:
                return str(fault)
        return told.reason if told else None

    def out_of_reach_since(self) -> datetime | None:
        """Since when (UTC) the lake is out of reach, as whoever follows it here has found."""
        told = unreached(self)
        return told.since if told else None

    def follow(self) -> None:
        """Bring the copy up to the newest build of the lake. Raises LakeFault when that cannot be reached."""
        builds = self.lake.catalogue.builds()
        if builds and not self._is_published(builds[-1]):
            with super().making():
                self._follow(builds)

    def published_id(self) -> str | None:
        """The id of the build that is published here; None when there is none."""
        path = self._published()
        return path.stem if path else None

    def fetch_earlier(self) -> bool:
        """Copy one of the earlier builds that are kept and not here yet; whether there was one.

        Nobody waits for it: it has a lock and a folder of its own.
        """
        builds = {build.build_id: build for build in self.lake.catalogue.builds()}
        missing = sorted(to_keep(builds) - {*self.files(), *list(builds)[-1:]})
        if not missing:
            return False
        folder = self.folder / _EARLIER
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock"):
            for left in folder.glob("*.duckdb*"):
                left.unlink()
            draft = folder / f"{missing[-1]}.duckdb"
            self.lake.write_file(builds[missing[-1]], draft)
            flush(draft)
            draft.rename(self.path_of(missing[-1]))
        return True

    def _follow(self, builds: list[Committed]) -> None:
        """Publish the newest build of the lake here; the lock of this machine is held."""
        if not builds or self._is_published(builds[-1]):
            return
        newest = builds[-1]
        base = self._published()
        change = _since(builds, base.stem) if base else None
        with drafted(Store(self.folder), newest.build_id) as path:
            if base and change:
                self.lake.change_file(newest, path, base, change)
            else:
                self.lake.write_file(newest, path)
        self._forget_unknown(builds)

    def _forget_unknown(self, builds: list[Committed]) -> None:
        """What the lake does not know any more, after it was restored, is no build here either."""
        known = {build.build_id for build in builds}
        for build_id in set(self.files()) - known:
            remove_unless_held(self.path_of(build_id))

    def _is_published(self, build: Committed) -> bool:
        return self.published_id() == build.build_id

    def _published(self) -> Path | None:
        """The file of the build that is published here."""
        with suppress(NothingPublished, BrokenPointer):
            return self.current_path()
        return None


def _since(builds: list[Committed], build_id: str) -> Change | None:
    """What changed from a build to the newest one; None where that may be everything."""
    changes: list[Change] = []
    # From one build to the one that it was made on: those between may be gone from the lake.
    known = {build.build_id: build for build in builds}
    build = builds[-1]
    while build.change and build.base:
        changes.append(build.change)
        if build.base == build_id:
            return Change(
                *(sorted(set(chain.from_iterable(map(attrgetter(part), changes)))) for part in _PARTS)
            )
        if build.base not in known:
            return None
        build = known[build.base]
    return None
