"""The server follows the warehouse that several machines share, and says when its pages are of the last copy."""

import logging
from collections.abc import Callable
from datetime import datetime

from dashboard import logs
from warehouse.home import default_store

_log = logging.getLogger(__name__)


def begin() -> Callable[[], None]:
    """Follow beside the pages where machines share a warehouse; what ends it."""
    if not default_store().is_shared:
        return lambda: None
    # What reaches the lake is there only where it is used.
    from warehouse.lake.follower import follow_beside  # noqa: PLC0415

    return follow_beside(lambda event, fields: logs.event(_log, event, logging.INFO, **fields))


def out_of_reach_since() -> datetime | None:
    """Since when (UTC) the shared warehouse is out of reach; None while it is reached, or there is none."""
    return default_store().out_of_reach_since()
