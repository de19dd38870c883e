"""The map of provinces: each a tile of one size in its place, coloured by a metric."""

from collections.abc import Mapping
from itertools import pairwise
from math import ceil, floor, log10
from typing import Any

import altair as alt
import polars as pl

from dashboard import formats, theme
from dashboard.charts.base import Chart, drawn_once, styled, texts
from dashboard.charts.targets import amount
from dashboard.language import local, t
from dashboard.theme import Tone, colour

_TILE_HEIGHT, _WIDEST_TILE = 44, 84
# A narrower tile has room for the value alone.
_ROOM_FOR_NAME = 50
# How much of the full colour each step has, the last one all of it: told apart by lightness alone.
_STEPS = (0.22, 0.38, 0.54, 0.72, 1.0)
_NICE = (1, 2, 2.5, 5, 10)
_MILLION = 1_000_000


@drawn_once
def provinces(rows: pl.DataFrame) -> tuple[Chart, str]:
    """Each province as a tile with its value, without colour where nothing is known; and the known ones in words.

    `rows` are of the query `compare_provinces`.
    """
    unit = rows["unit"][0]
    edges = steps(rows["value"].drop_nulls().to_list())
    told = rows.with_columns(
        texts("name", rows, lambda row: local(row, "province")),
        pl.Series("strength", [_strength(value, edges) for value in rows["value"]]),
        texts("edge", rows, lambda row: theme.option(_frame(row["value"]))),
        texts("ink", rows, lambda row: _ink(row["value"], edges)),
        texts("label", rows, lambda row: "" if row["value"] is None else _short(row["value"], unit)),
        texts("value_words", rows, lambda row: _value_words(row, unit)),
        texts("known_words", rows, _known_words),
    )
    columns, lines = rows["tile_column"].max() + 1, rows["tile_row"].max() + 1  # type: ignore[operator]
    tile = f"min(width / {columns}, {_WIDEST_TILE})"
    across = alt.Scale(
        domain=[0, columns], range=[0, alt.expr(f"{tile} * {columns}")], nice=False, zero=False
    )
    down = alt.Scale(domain=[0, lines], reverse=True, nice=False)
    base = alt.Chart(told).transform_calculate(
        right="datum.tile_column + 1", below="datum.tile_row + 1",
        middle="datum.tile_column + 0.5", centre="datum.tile_row + 0.5",
    )  # fmt: skip
    x, y = alt.X("tile_column:Q", scale=across, axis=None), alt.Y("tile_row:Q", scale=down, axis=None)
    ground = base.mark_rect(fill=theme.option("backgroundColor"), cornerRadius=3).encode(
        x=x, y=y, x2="right:Q", y2="below:Q"
    )
    tiles = base.mark_rect(fill=colour(Tone.busy), strokeWidth=1.5, cornerRadius=3).encode(
        x=x, y=y, x2="right:Q", y2="below:Q",
        fillOpacity=alt.FillOpacity("strength:Q", scale=None, legend=None), stroke=alt.Stroke("edge:N", scale=None),
        tooltip=[
            alt.Tooltip("name:N", title=t("column.province")),
            alt.Tooltip("value_words:N", title=local(rows.row(0, named=True), "name")),
            alt.Tooltip("known_words:N", title=t("column.organisations")),
        ],
    )  # fmt: skip
    has_room = f"{tile} >= {_ROOM_FOR_NAME}"
    centre = base.encode(
        x=alt.X("middle:Q", scale=across, axis=None),
        y=alt.Y("centre:Q", scale=down, axis=None),
        color=alt.Color("ink:N", scale=None),
    )
    names = centre.mark_text(
        fontSize=10, limit=alt.expr(f"{tile} - 2"),
        opacity=alt.expr(f"{has_room} ? 1 : 0"),
        dy=alt.expr("-8"),
    ).encode(text="name:N")  # fmt: skip
    values = centre.mark_text(fontSize=12, fontWeight="bold", dy=alt.expr(f"{has_room} ? 8 : 0")).encode(
        text="label:N"
    )
    drawing = (ground + tiles + names + values).properties(height=_TILE_HEIGHT * lines)
    known = told.filter(pl.col("value").is_not_null())
    words = "; ".join(f"{row['name']} {row['value_words']}" for row in known.iter_rows(named=True))
    return styled(drawing), t("compare.map_words", known=known.height, all=rows.height, values=words)


def legend(rows: pl.DataFrame) -> list[tuple[str, ...]]:
    """The steps of the colour, and what an empty tile means."""
    unit, edges = rows["unit"][0], steps(rows["value"].drop_nulls().to_list())
    spans: list[tuple[str, ...]] = [
        (_shade(_strength(low, edges)), f"{_edge(low, unit)}–{_edge(high, unit)} {t(f'unit.{unit}')}")
        for low, high in pairwise(edges)
    ]
    return [*spans, (colour(Tone.quiet), t("compare.no_value"), "□")]


def _shade(strength: float) -> str:
    """The colour with so much opacity, as #rrggbbaa: page and picture both know that."""
    return f"{colour(Tone.busy)}{round(strength * 255):02x}"


def steps(values: list[float]) -> list[float]:
    """Where the steps of the colour begin and end: at most five of one round width over all values."""
    if not values:
        return []
    low, high = min(values), max(values)
    least = (high - low) / len(_STEPS) or abs(high) / len(_STEPS) or 1
    power = 10 ** floor(log10(least))
    for nice in (size * power * ten for ten in (1, 10) for size in _NICE):
        first = floor(low / nice + 1e-9)
        count = max(1, ceil(high / nice - 1e-9) - first)
        if nice >= least * (1 - 1e-9) and count <= len(_STEPS):
            return [round((first + index) * nice, 10) for index in range(count + 1)]
    return [low, high]


def _step(value: float, edges: list[float]) -> int:
    """The step of a value; the upper end belongs to the last one. Few steps begin with the lighter colours."""
    return max(0, min(sum(edge <= value for edge in edges) - 1, len(edges) - 2))


def _strength(value: float | None, edges: list[float]) -> float:
    return 0 if value is None else _STEPS[_step(value, edges)]


def _frame(value: float | None) -> str:
    """What is not known has no colour: a frame alone."""
    return "borderColor" if value is None else "secondaryBackgroundColor"


def _ink(value: float | None, edges: list[float]) -> str:
    if value is None:
        return colour(Tone.quiet)
    is_dark = _STEPS[_step(value, edges)] == 1
    return theme.option("secondaryBackgroundColor" if is_dark else "textColor")


def _short(value: float, unit: str) -> str:
    """A value as short as a tile takes it, rounded down so that none reads like a mark it does not reach."""
    if unit == "share":
        return f"{floor(value * 100 + 1e-9)}".replace("-", "−")
    return f"{floor(value * 10 + 1e-9) / 10:.1f}" if unit == "points" else f"{value / _MILLION:.1f}"


def _edge(value: float, unit: str) -> str:
    if unit == "share":
        return f"{value * 100:g}".replace("-", "−")
    return formats.baht(value) if unit == "baht" else f"{value:g}"


def _value_words(row: Mapping[str, Any], unit: str) -> str:
    return t("compare.no_value") if row["value"] is None else amount(row["value"], unit)


def _known_words(row: Mapping[str, Any]) -> str:
    return t(
        "tile.coverage", reported=formats.count(row["with_value"]), all=formats.count(row["organisations"])
    )
