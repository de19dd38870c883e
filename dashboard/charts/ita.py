"""The charts of the ITA."""

import altair as alt
import polars as pl

from dashboard import theme
from dashboard.charts.base import Chart, styled, texts
from dashboard.language import local, t


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
    colours = alt.condition(
        "datum.passes", alt.value(theme.colour(theme.Tone.good)), alt.value(theme.colour(theme.Tone.warn))
    )
    bars = base.mark_bar(height=18, cornerRadiusEnd=3).encode(
        color=colours,
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
