"""The charts, each with the colours of the theme and a text alternative."""

from collections.abc import Callable, Mapping
from typing import Any

import altair as alt
import polars as pl

from dashboard import theme
from dashboard.language import local, t

_BAR = 30
_ROW = 46


def _styled(chart: alt.LayerChart | alt.Chart) -> alt.LayerChart | alt.Chart:
    ink, font = theme.option("textColor"), theme.option("font")
    return (
        chart.configure(font=font, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(labelColor=ink, titleColor=ink, labelFontSize=14, titleFontSize=13, labelLimit=260)
    )


def status_by_dimension(rows: pl.DataFrame) -> tuple[alt.LayerChart | alt.Chart, str]:
    """Projects by dimension and status as stacked bars; and the same in words."""
    labelled = rows.with_columns(
        _texts("dimension", rows, dimension_label),
        _texts("status", rows, status_label),
    )
    statuses = labelled.unique("status_code").sort("sort_order")
    scale = alt.Scale(
        domain=statuses["status"].to_list(),
        range=[theme.colour(theme.STATUS_TONES[code]) for code in statuses["status_code"]],
    )
    order = labelled["dimension"].unique(maintain_order=True).to_list()
    base = alt.Chart(labelled).encode(
        y=alt.Y(
            "dimension:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=8)
        ),
        x=alt.X("sum(projects):Q", stack="zero", title=None, axis=None),
        order=alt.Order("sort_order:Q"),
    )
    bars = base.mark_bar(
        height=_BAR - 8, stroke=theme.option("secondaryBackgroundColor"), strokeWidth=1.5
    ).encode(
        color=alt.Color("status:N", scale=scale, legend=None),
        tooltip=[
            alt.Tooltip("dimension:N", title=t("column.dimension")),
            alt.Tooltip("status:N", title=t("column.status")),
            alt.Tooltip("projects:Q", title=t("column.projects")),
        ],
    )
    numbers = base.mark_text(color="white", fontSize=13, fontWeight="bold").encode(
        x=alt.X("sum(projects):Q", stack="zero", bandPosition=0.5), text="sum(projects):Q"
    )
    words = "; ".join(
        f"{name[0]}: " + ", ".join(f"{row['status']} {row['projects']}" for row in part.iter_rows(named=True))
        for name, part in labelled.group_by("dimension", maintain_order=True)
    )
    return _styled((bars + numbers).properties(height=_ROW * len(order))), words


def status_legend(rows: pl.DataFrame) -> list[tuple[str, str, int]]:
    """Colour, symbol and word, and number of projects of each status."""
    totals = rows.group_by("status_code", "status_th", "status_en", "symbol", "sort_order").agg(
        pl.col("projects").sum()
    )
    return [
        (theme.colour(theme.STATUS_TONES[row["status_code"]]), status_label(row), row["projects"])
        for row in totals.sort("sort_order").iter_rows(named=True)
    ]


def status_label(row: Mapping[str, Any]) -> str:
    """Symbol and word of a status."""
    return f"{row['symbol']} {local(row, 'status')}"


def dimension_label(row: Mapping[str, Any]) -> str:
    """Number and short title of a dimension; a project may have none."""
    return (
        t("filter.no_dimension")
        if row["dimension_no"] is None
        else f"{row['dimension_no']} {local(row, 'short')}"
    )


def _texts(name: str, rows: pl.DataFrame, label: Callable[[Mapping[str, Any]], str]) -> pl.Series:
    # Not map_elements: the language is the reader's, and known in the thread of their session only.
    return pl.Series(name, [label(row) for row in rows.iter_rows(named=True)], pl.String)


def indicators(rows: pl.DataFrame, pass_mark: float) -> tuple[alt.LayerChart | alt.Chart, str]:
    """The ten ITA indicators as bars against the pass mark; and the same in words."""
    labelled = rows.with_columns(
        _texts("indicator", rows, lambda row: f"{row['indicator_no']}. {local(row, 'title')}"),
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
    return _styled((bars + mark + numbers).properties(height=34 * len(order))), words
