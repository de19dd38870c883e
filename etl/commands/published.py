"""The published build, as the commands that only read open it."""

from collections.abc import Iterator
from contextlib import contextmanager

from etl import terminal
from warehouse.home import default_store
from warehouse.reader import Warehouse, open_current
from warehouse.store import NothingPublished


@contextmanager
def published() -> Iterator[Warehouse]:
    """The build, closed at the end; without one the command ends and says what to do."""
    store = default_store()
    if reason := store.refresh():
        terminal.not_refreshed(reason)
    try:
        warehouse = open_current(store)
    except NothingPublished:
        terminal.nothing_published()
    try:
        yield warehouse
    finally:
        warehouse.close()
