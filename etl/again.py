"""Work on a lake that several machines share is done again when another was faster, or when it was not reached."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from warehouse.faults import LakeFault

_SECONDS = (0.5, 1, 2, 4, 8)
_Done = TypeVar("_Done")


def until_committed(work: Callable[[], _Done]) -> _Done:
    """What `work` comes to, which begins anew after growing waits. Raises LakeFault when it was all in vain."""
    for seconds in _SECONDS:
        try:
            return work()
        except LakeFault:
            # Not all who wait come back at once.
            time.sleep(seconds * random.uniform(0.5, 1.5))  # noqa: S311 - nothing secret
    return work()
