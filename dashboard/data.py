"""Answers of the published warehouse, cached by build."""

import gc
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from warehouse.home import default_store
from warehouse.reader import Warehouse

# The build that this run of a page reads from: one page never mixes two.
_current: ContextVar[Warehouse] = ContextVar("current_warehouse")


def begin() -> str:
    """Choose the published build for this run and give its id; NothingPublished when there is none."""
    warehouse = _open(str(default_store().current_path()))
    _current.set(warehouse)
    return warehouse.build_id


def ask(query: str, **parameters: Any) -> pl.DataFrame:
    """The answer of a named query from the build of this run."""
    warehouse = _current.get()
    return _answer(warehouse.build_id, query, parameters, warehouse)


def build_id() -> str:
    """The build of this run."""
    return _current.get().build_id


def row(query: str, **parameters: Any) -> dict[str, Any]:
    """The only row of an answer, or an empty one."""
    answer = ask(query, **parameters)
    return answer.row(0, named=True) if answer.height else {}


@st.cache_resource(max_entries=3, show_spinner=False)
def _open(path: str) -> Warehouse:
    return Warehouse(Path(path))


@st.cache_data(max_entries=1000, show_spinner=False)
def _answer(build: str, query: str, parameters: dict[str, Any], _warehouse: Warehouse) -> pl.DataFrame:
    return _warehouse.query(query, **parameters)


@st.cache_resource(show_spinner=False)
def spare_the_collector() -> bool:
    """Streamlit collects all garbage after each rerun; what the imports made need not be looked at again."""
    gc.collect()
    gc.freeze()
    return True
