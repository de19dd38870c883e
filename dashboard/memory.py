"""What is worked out once for all who ask the same; beyond its bound, what was asked longest ago is forgotten."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

import polars as pl

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """Values by their keys, as they are: all readers share one, so that nobody may change it.

    Streamlit's own caches take longer to find an answer than most pages take to draw it: they hash each argument
    anew at each call, and copy what they give. A key here is compared, so that no two questions are mixed up.
    """

    def __init__(self, most: int, size: Callable[[Value], int] = lambda _: 1) -> None:
        """Keep values up to a sum of sizes; without a measure each counts as one."""
        self._most, self._size_of = most, size
        self._size = 0
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made if it is not there; many who ask at once wait for one who makes it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
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

    def _keep(self, key: Hashable, value: Value) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = value
            self._size += self._size_of(value)
            while self._size > self._most and len(self._kept) > 1:
                _, forgotten = self._kept.popitem(last=False)
                self._size -= self._size_of(forgotten)


def in_full(*values: object) -> str:
    """Values as a text that tells them apart from all others: that of a frame is cut short otherwise."""
    return repr(
        [(value.schema, value.rows()) if isinstance(value, pl.DataFrame) else value for value in values]
    )
