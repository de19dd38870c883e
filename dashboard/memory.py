"""What is worked out once for all who ask the same; beyond its bound, what was asked longest ago is forgotten."""

import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from math import inf
from threading import Lock
from typing import Any, Generic, TypeVar

import polars as pl

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """Values by their keys, as they are: all readers share one, so that nobody may change it.

    Streamlit's own caches take longer to find an answer than most pages take to draw it: they hash each argument
    anew at each call, and copy what they give. A key here is compared, so that no two questions are mixed up.
    """

    def __init__(
        self,
        most: int,
        size: Callable[[Value], int] = lambda _: 1,
        *,
        seconds: float = inf,
        clock: Callable[[], float] = time.monotonic,
        of_builds: bool = False,
    ) -> None:
        """Keep values up to a sum of sizes; without a measure each counts as one.

        What nobody has asked for in so many `seconds` is forgotten at the next question, whatever that asks for.
        With `of_builds` the values are worked out from builds, which their keys begin with, and go with these.
        """
        if of_builds:
            _of_builds.append(self)
        self._most, self._size_of = most, size
        self._seconds, self._clock = seconds, clock
        self._size = 0
        # In the order in which they were last asked for, and when that was.
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self._asked: dict[Hashable, float] = {}
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made if it is not there; many who ask at once wait for one who makes it."""
        with self._lock:
            self._forget_unasked()
            if key in self._kept:
                self._kept.move_to_end(key)
                self._asked[key] = self._clock()
                return self._kept[key]
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            try:
                value = make()
                self._keep(key, value)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return value

    def forget(self, is_past: Callable[[Any], bool]) -> None:
        """Let go of the values of all keys that are past."""
        with self._lock:
            for key in [key for key in self._kept if is_past(key)]:
                self._forget(key)

    def _keep(self, key: Hashable, value: Value) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = value
            self._asked[key] = self._clock()
            self._size += self._size_of(value)
            while self._size > self._most and len(self._kept) > 1:
                self._forget_first()

    def _forget_unasked(self) -> None:
        long_ago = self._clock() - self._seconds
        while self._kept and self._asked[next(iter(self._kept))] < long_ago:
            self._forget_first()

    def _forget_first(self) -> None:
        self._forget(next(iter(self._kept)))

    def _forget(self, key: Hashable) -> None:
        forgotten = self._kept.pop(key)
        del self._asked[key]
        self._size -= self._size_of(forgotten)


# Those of the process whose values are worked out from builds.
_of_builds: list[Memory[Any]] = []


def forget_builds_but(there: Collection[str]) -> None:
    """Let go of what was worked out from other builds than these, and of what does not say from which."""
    for memory in _of_builds:
        memory.forget(lambda key: str(key[0]).partition(" ")[0] not in there)


def in_full(*values: object) -> str:
    """Values as a text that tells them apart from all others: that of a frame is cut short otherwise."""
    return repr(
        [(value.schema, value.rows()) if isinstance(value, pl.DataFrame) else value for value in values]
    )
