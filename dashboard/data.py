"""Answers of the published warehouse, kept by build."""

from contextlib import closing
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from dashboard import timings
from dashboard.language import t
from dashboard.memory import Memory, forget_builds_but
from warehouse.home import default_store
from warehouse.narrow import NarrowedWarehouse
from warehouse.reader import UnreadableBuild, Warehouse, bound_of_query
from warehouse.store import KEPT_BUILDS, built_at

# The columns by which pages call an organisation.
_NAMES = ("full_name_th", "short_name_th")

# Bytes of answers that are kept, each with what it takes beside its values.
_MOST_BYTES = 256 * 1024 * 1024
_FRAME_BYTES = 4096
_SECONDS_OPEN = 3600

# Readers of different reach whose warehouses are kept open; each has its own copy of up to a hundred megabytes.
KEPT_REACHES = 16

# The build that this run of a page reads from: one page never mixes two.
_current: ContextVar[Warehouse] = ContextVar("current_warehouse")


@dataclass(frozen=True)
class Build:
    """A build that is kept; `built_at` is in UTC."""

    build_id: str
    built_at: datetime
    is_current: bool


class OtherProgram(Exception):
    """The build was made by another version of the program; its id is the text."""


def begin(build: str | None = None) -> Warehouse:
    """Choose the build for this run: the one named, if it is kept, else the published one.

    It shows no more than whoever was let in may see. Raises NothingPublished when there is none, and
    OtherProgram when this program cannot read it.
    """
    store = default_store()
    known = build is not None and build in store.build_ids()
    warehouse = _seen(store.path_of(str(build)) if known else store.current_path())
    _current.set(warehouse)
    return warehouse


def use(warehouse: Warehouse) -> None:
    """Read from a build that is open already: whoever opened it may see what it shows."""
    _current.set(warehouse)


def forget() -> None:
    """Let go of the answers that are kept, for whoever goes through one organisation after the other."""
    forget_builds_but(())


def published() -> Warehouse:
    """The published build as a whole, for what tells whoever asks nothing of its contents."""
    return _open(str(default_store().current_path()))


def ask(query: str, **parameters: Any) -> pl.DataFrame:
    """The answer of a named query from the build of this run; names of former organisations say that they are."""
    return _with_former_marked(ask_build(_current.get(), query, **parameters))


def ask_build(warehouse: Warehouse, query: str, **parameters: Any) -> pl.DataFrame:
    """The answer of a named query from one build."""
    bound = bound_of_query(query, parameters)
    # As text, for 1 and True are one key, but not one parameter.
    key = (warehouse.key, query, repr(bound))
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
    key = (warehouse.key, table, repr(sorted(parameters.items())))
    timings.asked()
    return _counts.get(key, lambda: _count(warehouse, table, parameters))


def builds() -> list[Build]:
    """The builds that are kept and that this program can read, the newest first."""
    store = default_store()
    current = store.current_id()
    return [
        Build(name, built_at(name), name == current)
        for name in reversed(store.build_ids())
        if _fits(str(store.path_of(name)))
    ]


def kept(build: str) -> Warehouse:
    """A build that is kept, by its id."""
    return _seen(default_store().path_of(build))


def seen_key() -> str:
    """The build of this run and what the reader sees of it: what is worked out from answers is kept under it."""
    return _current.get().key


def _seen(path: Path) -> Warehouse:
    """A build as far as whoever was let in may see it."""
    whole = _open(str(path))
    if not whole.is_of_this_program:
        # The statements of this program could not narrow it either.
        raise OtherProgram(whole.build_id)
    # Who may see what is asked of Streamlit, too; a command without a page is not to wait for that.
    from dashboard.access import entry  # noqa: PLC0415

    reach = entry.reader().reach
    return (
        whole
        if reach.is_whole
        else _narrowed.get((str(path), reach.key), lambda: NarrowedWarehouse(path, reach))
    )


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


def _fits(path: str) -> bool:
    return _fitting.get(path, lambda: _is_readable(Path(path)))


def _is_readable(path: Path) -> bool:
    """Whether this program can read a build; it is let go at once, for what is open is never taken away."""
    try:
        with closing(Warehouse(path)) as warehouse:
            return warehouse.is_of_this_program
    except UnreadableBuild:
        return False


def _open(path: str) -> Warehouse:
    return _opened.get(path, lambda: _newly_open(Path(path)))


def _newly_open(path: Path) -> Warehouse:
    """A build that nobody has asked for so far: of those that are no longer kept nobody asks again."""
    # A key begins with the build, and the reach where it is not the whole.
    forget_builds_but({*default_store().build_ids(), path.stem})
    return Warehouse(path)


# A build that is forgotten closes when the last page that reads it has ended. One that no page has asked for in the
# last hour is forgotten, too: until then its file stays.
_opened: Memory[Warehouse] = Memory(KEPT_BUILDS + 1, seconds=_SECONDS_OPEN)
_narrowed: Memory[Warehouse] = Memory(KEPT_REACHES, seconds=_SECONDS_OPEN)
_fitting: Memory[bool] = Memory(1000)
_answers: Memory[pl.DataFrame] = Memory(
    _MOST_BYTES, lambda answer: int(answer.estimated_size()) + _FRAME_BYTES, of_builds=True
)
_counts: Memory[int] = Memory(10_000, of_builds=True)
