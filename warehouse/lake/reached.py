"""Whether the lake can be reached, as whoever follows it on this machine has found: a small file beside the copy."""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse.store import Store

_NOTE = "UNREACHED.json"
# A note that nobody has renewed for so long is of one who follows no more.
_RENEWED = timedelta(seconds=60)


@dataclass(frozen=True)
class Unreached:
    """Since when (UTC) the lake is out of reach, and why."""

    since: datetime
    reason: str


def unreached(store: Store) -> Unreached | None:
    """Since when the lake is out of reach, as far as whoever follows it here knows; None while it is reached."""
    path = _note(store)
    with suppress(OSError, ValueError, KeyError):
        renewed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        told = json.loads(path.read_text(encoding="utf-8"))
        if datetime.now(UTC) - renewed < _RENEWED:
            return Unreached(datetime.fromisoformat(told["since"]), told["reason"])
    return None


def note_unreached(store: Store, reason: str) -> Unreached:
    """Note that the lake is out of reach, since now or since it was first noted."""
    known = unreached(store)
    told = Unreached(known.since if known else datetime.now(UTC), reason)
    store.folder.mkdir(parents=True, exist_ok=True)
    draft = store.folder / f".{_NOTE}.{os.getpid()}"
    draft.write_text(json.dumps({"since": told.since.isoformat(), "reason": reason}), encoding="utf-8")
    draft.replace(_note(store))
    return told


def note_reached(store: Store) -> None:
    """Note that the lake is reached."""
    _note(store).unlink(missing_ok=True)


def _note(store: Store) -> Path:
    return store.folder / _NOTE
