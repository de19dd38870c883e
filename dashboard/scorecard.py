"""The tiles of a view: asked of the warehouse, and made once for all who look at it."""

from typing import Any

import polars as pl

from dashboard.data import ask, row, seen_key
from dashboard.language import language
from dashboard.memory import Memory
from dashboard.tile_words import Context
from dashboard.tiles import Tile, make_tiles
from dashboard.view import Filters

_contexts: Memory[Context] = Memory(1000, of_builds=True)
_tiles: Memory[list[Tile]] = Memory(1000, of_builds=True)


def tiles(view: Filters) -> list[Tile]:
    """The tiles of a view."""
    metrics = ask("overview_metrics", **view.parameters)
    return _tiles.get((seen_key(), language(), view), lambda: make_tiles(metrics, context(view)))


def context(view: Filters) -> Context:
    """What the tiles of a view are made from beside its metrics."""
    return _contexts.get((seen_key(), language(), view), lambda: _context(view))


def _context(view: Filters) -> Context:
    def by_metric(query: str) -> dict[str, dict[str, Any]]:
        rows = ask(query, **view.parameters).iter_rows(named=True)
        return {item["metric_code"]: item for item in rows}

    rounds = ask("report_rounds", **view.parameters)
    return Context(
        filters=view,
        targets=by_metric("metric_targets"),
        next_targets=by_metric("next_targets"),
        verdicts=by_metric("metric_verdicts"),
        flags=ask("flag_thresholds", **view.parameters),
        scope=row("overview_scope", **view.parameters),
        due_date=rounds.filter(pl.col("report_round") == view.report_round)["due_date"][0],
        verdict_counts=ask("verdict_counts", **view.parameters),
        any_round=ask("overview_metrics", **{**view.parameters, "report_round": None}),
    )
