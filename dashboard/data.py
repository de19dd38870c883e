"""Answers of the published warehouse, kept by build."""

import gc
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from dashboard import timings
from dashboard.language import t
from dashboard.memory import Memory
from warehouse.home import default_store
from warehouse.reader import Warehouse, bound_of_query
from warehouse.store import KEPT_BUILDS, built_at

# The columns by which pages call an organisation.
_NAMES = ("full_name_th", "short_name_th")

# Bytes of answers that are kept, each with what it takes beside its values.
_MOST_BYTES = 256 * 1024 * 1024
_FRAME_BYTES = 4096

# The build that this run of a page reads from: one page never mixes two.
_current: ContextVar[Warehouse] = ContextVar("current_warehouse")


@dataclass(frozen=True)
class Build:
    """A build that is kept; `built_at` is in UTC."""

    build_id: str
    built_at: datetime
    is_current: bool


def begin(build: str | None = None) -> Warehouse:
    """Choose the build for this run: the one named, if it is kept, else the published one.

    Raises NothingPublished when there is none.
    """
    store = default_store()
    known = build is not None and build in store.build_ids()
    warehouse = _open(str(store.path_of(str(build)) if known else store.current_path()))
    _current.set(warehouse)
    return warehouse


def ask(query: str, **parameters: Any) -> pl.DataFrame:
    """The answer of a named query from the build of this run; names of former organisations say that they are."""
    return _with_former_marked(ask_build(_current.get(), query, **parameters))


def ask_build(warehouse: Warehouse, query: str, **parameters: Any) -> pl.DataFrame:
    """The answer of a named query from one build."""
    bound = bound_of_query(query, parameters)
    # As text, for 1 and True are one key, but not one parameter.
    key = (warehouse.build_id, query, repr(bound))
    timings.asked()
    return _answers.get(key, lambda: _work_out(warehouse, query, bound))


def build_id() -> str:
    """The build of this run."""
    return _current.get().build_id


def shown_at() -> datetime:
    """When the build of this run was made, in UTC."""
    return built_at(build_id())


def chosen_build() -> str | None:
    """The build of this run; None before one is chosen."""
    warehouse = _current.get(None)
    return warehouse.build_id if warehouse else None


def row(query: str, **parameters: Any) -> dict[str, Any]:
    """The only row of an answer, or an empty one."""
    answer = ask(query, **parameters)
    return answer.row(0, named=True) if answer.height else {}


def count_rows(table: str, **parameters: Any) -> int:
    """How many rows of a table of `mart` the filters leave, in the build of this run."""
    warehouse = _current.get()
    key = (warehouse.build_id, table, repr(sorted(parameters.items())))
    timings.asked()
    return _counts.get(key, lambda: _count(warehouse, table, parameters))


def builds() -> list[Build]:
    """The builds that are kept and that this program can read, the newest first."""
    store = default_store()
    current = store.current_id()
    return [
        Build(name, built_at(name), name == current)
        for name in reversed(store.build_ids())
        if kept(name).is_of_this_program
    ]


def kept(build: str) -> Warehouse:
    """A build that is kept, by its id."""
    return _open(str(default_store().path_of(build)))


def _work_out(warehouse: Warehouse, query: str, bound: dict[str, Any]) -> pl.DataFrame:
    with timings.query(query, bound):
        return warehouse.query(query, **bound)


def _count(warehouse: Warehouse, table: str, parameters: dict[str, Any]) -> int:
    with timings.query(f"count of {table}", parameters):
        return warehouse.count(warehouse.table_text(table), parameters)


def _with_former_marked(answer: pl.DataFrame) -> pl.DataFrame:
    if "is_former" not in answer.columns or not answer["is_former"].any():
        return answer
    marked = t("organisation.former_name", name="{}")
    return answer.with_columns(
        pl.when("is_former").then(pl.format(marked, name)).otherwise(name).alias(name)
        for name in _NAMES
        if name in answer.columns
    )


def _open(path: str) -> Warehouse:
    return _opened.get(path, lambda: Warehouse(Path(path)))


_opened: Memory[Warehouse] = Memory(KEPT_BUILDS + 1)
_answers: Memory[pl.DataFrame] = Memory(
    _MOST_BYTES, lambda answer: int(answer.estimated_size()) + _FRAME_BYTES
)
_counts: Memory[int] = Memory(10_000)


@st.cache_resource(show_spinner=False)
def spare_the_collector() -> bool:
    """Whenever garbage is collected, what the imports made need not be looked at again."""
    gc.collect()
    gc.freeze()
    return True
