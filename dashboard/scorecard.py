"""What the tiles of a view are made from: asked of the warehouse."""

from typing import Any

import polars as pl

from dashboard.data import ask, row
from dashboard.filters import Filters
from dashboard.tile_words import Context


def context(view: Filters) -> Context:
    """What the tiles of a view are made from beside its metrics."""

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
