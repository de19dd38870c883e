"""Projects by dimension and status, and the words of both."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import altair as alt
import polars as pl

from dashboard import formats, theme
from dashboard.bars import Segment, stacked
from dashboard.charts.base import NUMBER_FITS, Chart, Plain, drawn_once, styled, texts
from dashboard.language import local, t

_BAR = 22
_ROW = 46


@drawn_once
def by_dimension(rows: pl.DataFrame) -> Plain:
    """Projects by dimension and status as stacked bars."""
    labelled = rows.with_columns(
        texts("dimension", rows, dimension_label),
        texts("status", rows, label),
    )
    longest = labelled.group_by("dimension").agg(pl.col("projects").sum())["projects"].max()
    labelled = labelled.with_columns(
        texts("colour", labelled, lambda row: theme.colour(theme.STATUS_TONES[row["status_code"]])),
        texts("number", labelled, lambda row: formats.count(row["projects"]) if row["projects"] else ""),
        (pl.col("projects") / longest).alias("share"),
    )
    words = "; ".join(
        f"{name[0]}: " + ", ".join(f"{row['status']} {row['projects']}" for row in part.iter_rows(named=True))
        for name, part in labelled.group_by("dimension", maintain_order=True)
    )
    return Plain(_on_the_page(labelled), words, partial(_picture, labelled))


def _picture(labelled: pl.DataFrame) -> Chart:
    order = labelled["dimension"].unique(maintain_order=True).to_list()
    base = alt.Chart(labelled).encode(
        y=alt.Y(
            "dimension:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=8)
        ),
        x=alt.X("sum(projects):Q", stack="zero", title=None, axis=None),
        order=alt.Order("sort_order:Q"),
    )
    bars = base.mark_bar(
        height=_BAR, stroke=theme.option("secondaryBackgroundColor"), strokeWidth=1.5
    ).encode(color=alt.Color("colour:N", scale=None))
    numbers = base.mark_text(
        color="white", fontSize=13, fontWeight="bold", opacity=alt.expr(NUMBER_FITS)
    ).encode(x=alt.X("sum(projects):Q", stack="zero", bandPosition=0.5), text="number:N", detail="share:Q")
    return styled((bars + numbers).properties(height=_ROW * len(order)))


def _on_the_page(labelled: pl.DataFrame) -> str:
    return stacked(
        [
            (
                str(name[0]),
                [
                    Segment(
                        row["share"],
                        row["colour"],
                        row["number"],
                        f"{name[0]} · {row['status']} {row['number']}",
                    )
                    for row in part.sort("sort_order").iter_rows(named=True)
                    if row["projects"]
                ],
            )
            for name, part in labelled.group_by("dimension", maintain_order=True)
        ]
    )


def legend(rows: pl.DataFrame) -> list[tuple[str, str]]:
    """Colour, symbol and word, and number of projects of each status."""
    totals = rows.group_by("status_code", "status_th", "status_en", "symbol", "sort_order").agg(
        pl.col("projects").sum()
    )
    return [
        (
            theme.colour(theme.STATUS_TONES[row["status_code"]]),
            f"{label(row)} {formats.count(row['projects'])}",
        )
        for row in totals.sort("sort_order").iter_rows(named=True)
    ]


def label(row: Mapping[str, Any]) -> str:
    """Symbol and word of a status."""
    return f"{row['symbol']} {local(row, 'status')}"


def dimension_label(row: Mapping[str, Any]) -> str:
    """Number and short title of a dimension; a project may have none."""
    return (
        t("filter.no_dimension")
        if row["dimension_no"] is None
        else f"{row['dimension_no']} {local(row, 'short')}"
    )
