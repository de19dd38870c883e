"""The charts of the ITA."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import polars as pl

from dashboard import formats, theme
from dashboard.charts.base import Chart, by_pass, drawn_once, styled, texts
from dashboard.language import local, t


@drawn_once
def indicators(rows: pl.DataFrame, pass_mark: float) -> tuple[Chart, str]:
    """The ten ITA indicators as bars against the pass mark; and the same in words."""
    labelled = rows.with_columns(
        texts("indicator", rows, lambda row: f"{row['indicator_no']}. {local(row, 'title')}"),
        pl.col("score").cast(pl.Float64),
        (pl.col("score") >= pass_mark).alias("passes"),
    )
    order = labelled["indicator"].to_list()
    base = alt.Chart(labelled).encode(
        y=alt.Y(
            "indicator:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=8)
        ),
        x=alt.X(
            "score:Q",
            scale=alt.Scale(domain=[0, 100]),
            title=None,
            axis=alt.Axis(
                values=[0, 25, 50, 75, 100], grid=True, gridColor=theme.option("borderColor"), domain=False
            ),
        ),
    )
    bars = base.mark_bar(height=18, cornerRadiusEnd=3).encode(
        color=by_pass(),
        tooltip=[
            alt.Tooltip("indicator:N", title=t("column.indicator")),
            alt.Tooltip("score:Q", format=".2f", title=t("column.score")),
        ],
    )
    numbers = base.mark_text(align="right", dx=-6, fontSize=13, fontWeight="bold", color="white").encode(
        text=alt.Text("score:Q", format=".2f")
    )
    mark = (
        alt.Chart(pl.DataFrame({"mark": [pass_mark]}))
        .mark_rule(color=theme.option("textColor"), strokeDash=[5, 4], strokeWidth=1.5)
        .encode(x="mark:Q")
    )
    words = ", ".join(f"{row['indicator']} {row['score']:.2f}" for row in labelled.iter_rows(named=True))
    return styled((bars + mark + numbers).properties(height=34 * len(order))), words


@drawn_once
def gains(rows: pl.DataFrame) -> tuple[Chart, str]:
    """What each indicator can still add to the total, the most first; and the same in words."""
    ordered = rows.sort("points_to_gain", "indicator_no", descending=[True, False])
    labelled = ordered.with_columns(
        texts("indicator", ordered, lambda row: f"{row['indicator_no']}. {local(row, 'title')}"),
        pl.col("points_to_gain").cast(pl.Float64),
        (pl.col("gap_to_pass") >= 0).fill_null(value=False).alias("passes"),
        texts("place", ordered, _place),
    )
    order = labelled["indicator"].to_list()
    most = max(labelled["points_to_gain"].to_list())
    base = alt.Chart(labelled).encode(
        y=alt.Y(
            "indicator:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=8)
        ),
        # Room behind the longest bar for its number.
        x=alt.X(
            "points_to_gain:Q", title=None, axis=None, scale=alt.Scale(domain=[0, max(most, 0.01) * 1.25])
        ),
    )
    bars = base.mark_bar(height=18, cornerRadiusEnd=3, color=theme.colour(theme.Tone.busy)).encode(
        tooltip=[
            alt.Tooltip("indicator:N", title=t("column.indicator")),
            alt.Tooltip("points_to_gain:Q", format=".2f", title=t("column.points_to_gain")),
            alt.Tooltip("place:N", title=t("column.score")),
        ],
    )
    numbers = base.mark_text(
        align="left", dx=6, fontSize=13, fontWeight="bold", color=theme.option("textColor")
    ).encode(text=alt.Text("points_to_gain:Q", format=".2f"))
    words = ", ".join(
        f"{row['indicator']} {row['points_to_gain']:.2f} ({row['place']})"
        for row in labelled.iter_rows(named=True)
    )
    return styled((bars + numbers).properties(height=34 * len(order))), words


def _place(row: Mapping[str, Any]) -> str:
    """The score of an indicator and where it stands against the pass mark."""
    gap = row["gap_to_pass"]
    if gap is None:
        return formats.points(row["score"])
    key = "ita.below_mark" if gap < 0 else "ita.above_mark"
    return f"{formats.points(row['score'])} · {t(key, gap=formats.points(abs(gap)))}"
