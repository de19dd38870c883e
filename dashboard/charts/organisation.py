"""The money of one organisation, year by year."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import polars as pl

from dashboard import formats, theme
from dashboard.charts.base import Chart, drawn_once, styled, texts
from dashboard.language import t
from dashboard.theme import Tone

_YEAR = 50
# Room at the end of the longest bar for its own number.
_ROOM = 1.35


@drawn_once
def money(rows: pl.DataFrame) -> tuple[Chart, str]:
    """Planned and disbursed baht of each year as a pair of bars; and the same in words.

    A year without a reported disbursement says so in place of its bar: nothing known is not nothing spent.
    """
    lines = pl.concat([_bars(rows, "planned_baht"), _bars(rows, "disbursed_baht")])
    lines = lines.with_columns(
        texts("shown", lines, _shown), texts("common_era", lines, lambda row: formats.common_era(row["year"]))
    )
    widest = float(rows["planned_baht"].max() or 0)  # type: ignore[arg-type]
    base = alt.Chart(lines).encode(
        y=alt.Y(
            "year:O",
            title=None,
            axis=alt.Axis(ticks=False, domain=False, labelPadding=8),
            scale=alt.Scale(domain=rows["fiscal_year"].to_list()),
        ),
        yOffset=alt.YOffset("order:O", scale=alt.Scale(paddingInner=0.1, domain=[0, 1])),
        x=alt.X("baht:Q", title=None, axis=None, scale=alt.Scale(domain=[0, widest * _ROOM])),
    )
    bars = base.mark_bar(cornerRadiusEnd=2).encode(
        color=alt.Color(
            "series:N",
            legend=None,
            scale=alt.Scale(
                domain=[_name("planned_baht"), _name("disbursed_baht")],
                range=[theme.colour(Tone.quiet), theme.colour(Tone.busy)],
            ),
        ),
        tooltip=[
            alt.Tooltip("year:O", title=t("filter.year_label")),
            alt.Tooltip("common_era:N", title=t("targets.common_era")),
            alt.Tooltip("series:N", title=t("organisation.money")),
            alt.Tooltip("shown:N", title=t("unit.baht")),
        ],
    )
    # The bar of an unknown amount starts and ends at nothing; its words stand there instead.
    numbers = base.mark_text(align="left", dx=5, fontSize=13, color=theme.option("textColor")).encode(
        x=alt.X("at:Q", title=None, axis=None), text="shown:N"
    )
    words = "; ".join(
        f"{year[0]}: " + ", ".join(f"{row['series']} {row['shown']}" for row in part.iter_rows(named=True))
        for year, part in lines.sort("year", "order").group_by("year", maintain_order=True)
    )
    return styled((bars + numbers).properties(height=_YEAR * rows.height)), words


def has_money(rows: pl.DataFrame) -> bool:
    """Whether a budget is planned in any year; nought in all of them draws nothing."""
    return bool((rows["planned_baht"] > 0).any())


def money_legend() -> list[tuple[str, str]]:
    """Colour and word of both bars."""
    return [
        (theme.colour(Tone.quiet), _name("planned_baht")),
        (theme.colour(Tone.busy), _name("disbursed_baht")),
    ]


def _bars(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    return rows.select(
        pl.col("fiscal_year").alias("year"),
        pl.lit(column == "disbursed_baht").cast(pl.Int8).alias("order"),
        pl.lit(_name(column)).alias("series"),
        pl.col(column).cast(pl.Float64).alias("baht"),
        pl.col(column).cast(pl.Float64).fill_null(0).alias("at"),
    )


def _shown(row: Mapping[str, Any]) -> str:
    if row["baht"] is not None:
        return formats.baht(row["baht"])
    return t("organisation.no_disbursement" if row["order"] else "organisation.no_statement")


def _name(column: str) -> str:
    return t("organisation.planned" if column == "planned_baht" else "organisation.disbursed")
