"""Follow the lake: a new build is noticed within a second or two, copied, and published on this machine."""

import logging
import random
import threading
from collections.abc import Callable

from warehouse.faults import StorageFault
from warehouse.home import default_store
from warehouse.lake.copy import LakeStore
from warehouse.lake.reached import note_reached, note_unreached
from warehouse.proof import BuildError

_SECONDS = 1.0
# What is out of reach is looked for ever more seldom, and still found again at once, as people count.
_MOST_SECONDS = 4.0
# An earlier build comes to be missing only when this machine begins, or was away.
_SECONDS_BETWEEN = 60.0
_log = logging.getLogger(__name__)

# What happened, as the log names it, with its fields.
Tell = Callable[[str, dict[str, object]], None]


class Follower:
    """Keeps the copy of one machine up to the lake, until it is told to stop."""

    def __init__(self, store: LakeStore, tell: Tell = lambda event, fields: None) -> None:
        """Follow the lake of `store`; `tell` is told of every build that is published and of every fault."""
        self._store = store
        self._tell = tell
        self._is_reached = True

    def run(self, stop: threading.Event) -> None:
        """Follow until `stop` is set."""
        threading.Thread(target=self._fetch_earlier, args=[stop], name="earlier builds", daemon=True).start()
        seconds = _SECONDS
        while not stop.is_set():
            is_reached = self.step()
            seconds = _SECONDS if is_reached else min(2 * seconds, _MOST_SECONDS)
            stop.wait(seconds * (1 if is_reached else random.uniform(0.75, 1.25)))  # noqa: S311 - nothing secret

    def step(self) -> bool:
        """Look once and copy what is new; whether the lake could be reached."""
        try:
            before = self._store.published_id()
            self._store.follow()
            published = self._store.published_id()
            if published != before:
                self._tell("followed", {"build": published})
        except (StorageFault, OSError, BuildError) as fault:
            told = note_unreached(self._store, str(fault))
            if self._is_reached:
                self._tell("lake_out_of_reach", {"reason": told.reason})
            self._is_reached = False
        # Whatever else is wrong, the pages go on, and the next look may find it right.
        except Exception:
            _log.exception("follow_failed")
            self._is_reached = False
        else:
            if not self._is_reached:
                self._tell("lake_reached", {})
            note_reached(self._store)
            self._is_reached = True
        return self._is_reached

    def _fetch_earlier(self, stop: threading.Event) -> None:
        """Copy the earlier builds that are kept, one by one, once the newest is here."""
        while not stop.wait(_SECONDS):
            try:
                if self._store.published_id() and not self._store.fetch_earlier():
                    stop.wait(_SECONDS_BETWEEN)
            except (StorageFault, OSError, BuildError):
                # That the lake is out of reach is told by whoever looks for the newest.
                stop.wait(_SECONDS_BETWEEN)


def follow_beside(tell: Tell) -> Callable[[], None]:
    """Follow the lake in a thread of this process, where there is one; what ends it."""
    store = default_store()
    stop = threading.Event()
    if isinstance(store, LakeStore):
        threading.Thread(target=Follower(store, tell).run, args=[stop], name="follower", daemon=True).start()
    return stop.set
