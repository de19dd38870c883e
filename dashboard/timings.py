"""How long the pages take and what the warehouse has of it: one line a run, and one for each slow query."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from dashboard import logs

SLOW_MS = 100.0

_LOG = logging.getLogger(__name__)


@dataclass
class Run:
    """What one run of a page asked of the warehouse."""

    build: str | None = None
    asked: int = 0
    made: int = 0
    query_ms: float = 0.0


_run: ContextVar[Run | None] = ContextVar("run", default=None)


@contextmanager
def page(name: str, language: str) -> Iterator[Run]:
    """A run of a page. It ends in `done`, or in the word by which Streamlit broke it off."""
    run, begun, outcome = Run(), perf_counter(), "done"
    token = _run.set(run)
    try:
        yield run
    except BaseException as stopped:
        outcome = type(stopped).__name__
        raise
    finally:
        _run.reset(token)
        logs.event(
            _LOG,
            "page",
            page=name,
            language=language,
            build=run.build,
            ms=_since(begun),
            queries=run.made,
            query_ms=round(run.query_ms, 1),
            from_memory=run.asked - run.made,
            outcome=outcome,
        )


def asked() -> None:
    """The page asks for an answer, which may be in memory."""
    run = _run.get()
    if run:
        run.asked += 1


@contextmanager
def query(name: str, parameters: Mapping[str, Any]) -> Iterator[None]:
    """An answer that the warehouse works out."""
    begun = perf_counter()
    try:
        yield
    finally:
        took = _since(begun)
        run = _run.get()
        if run:
            run.made += 1
            run.query_ms += took
        if took > SLOW_MS:
            given = sorted(key for key, value in parameters.items() if value is not None)
            logs.event(_LOG, "slow query", query=name, ms=took, filters=given)


def _since(begun: float) -> float:
    return round((perf_counter() - begun) * 1000, 1)
