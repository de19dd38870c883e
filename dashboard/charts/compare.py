"""Several organisations side by side: one metric over the years, and two metrics against each other."""

from collections.abc import Mapping
from math import ceil, floor
from typing import Any

import altair as alt
import polars as pl

from dashboard import formats, theme
from dashboard.charts.base import Chart, drawn_once, room, styled, texts, year_axis
from dashboard.charts.targets import amount
from dashboard.language import t
from dashboard.theme import Tone, colour
from dashboard.tile_words import shown

_ROW = 80
# What the years below the rows, and the room around the drawing, take of the height.
_FOOT = 46
# Of the height of a row: where the name stands, where its lines begin, and how high they rise.
_NAME, _TOP, _RISE = 0.14, 0.45, 0.43
_PAIRS_HEIGHT = 340
_ROOM = 0.12
_MILLION = 1_000_000
# What an amount in baht takes is too wide to stand at every point.
_WIDE_UNIT = "baht"


@drawn_once
def years(rows: pl.DataFrame, names: Mapping[str, str]) -> tuple[Chart, str]:
    """One metric over the years, a row for each organisation on one scale; and the same in words.

    `rows` are of the query `compare_years`; `names` has every organisation shown, with data or without. The
    dotted line is the median of the group.
    """
    unit = rows["unit"][0]
    low, high = _range(rows, unit)
    order = {code: index for index, code in enumerate(names)}
    every_year = list(range(rows["fiscal_year"].min(), rows["fiscal_year"].max() + 1))  # type: ignore[arg-type, operator]

    def height(column: str) -> pl.Expr:
        return pl.col("place") + _TOP + _RISE * (1 - (pl.col(column) - low) / (high - low))

    told = rows.with_columns(
        pl.col("org_code").replace_strict(order, return_dtype=pl.Int64).alias("place"),
        pl.col("org_code").replace_strict(dict(names)).alias("name"),
        pl.col("fiscal_year").alias("year"),
        texts("shown", rows, lambda row: amount(row["value"], unit)),
        texts("median", rows, lambda row: amount(row["group_median"], unit)),
        texts("label", rows, lambda row: shown(row["value"], unit).replace("-", "−")),
        texts("common_era", rows, lambda row: formats.common_era(row["fiscal_year"])),
        _segment(),
        _is_labelled(unit),
    ).with_columns(height("value").alias("at"), height("group_median").alias("median_at"))
    drawing = alt.layer(*_rules(names), *_lines(told, every_year, len(names)), *_names(told, names))
    words = "; ".join(_year_words(told.filter(org_code=code), name) for code, name in names.items())
    return styled(drawing.properties(height=_FOOT + _ROW * len(names))), words


def years_legend() -> list[tuple[str, str, str]]:
    """Colour, words and sign of both lines."""
    return [
        (colour(Tone.busy), t("compare.value_line"), "●"),
        (colour(Tone.quiet), t("compare.median_line"), "┄"),
    ]


def _segment() -> pl.Expr:
    """Which points one line may join: years that follow each other and can be compared."""
    before = pl.col("fiscal_year").shift(1).over("org_code")
    other = pl.col("comparable_group").ne_missing(pl.col("comparable_group").shift(1)).over("org_code")
    is_cut = ((pl.col("fiscal_year") - before) != 1).fill_null(value=True) | other
    return is_cut.cum_sum().over("org_code").alias("segment")


def _is_labelled(unit: str) -> pl.Expr:
    last = pl.col("fiscal_year") == pl.col("fiscal_year").max().over("org_code")
    return (last if unit == _WIDE_UNIT else pl.lit(value=True)).alias("is_labelled")


def _range(rows: pl.DataFrame, unit: str) -> tuple[float, float]:
    values = [*rows["value"].to_list(), *rows["group_median"].to_list()]
    low, high = min(values), max(values)
    if unit == "points":
        return floor(low / 10) * 10, max(ceil(high / 10), floor(low / 10) + 1) * 10
    return min(0, low), max(1, high) if unit == "share" else high or 1


def _rules(names: Mapping[str, str]) -> list[alt.Chart]:
    edges = pl.DataFrame(
        {"edge": [float(index) for index in range(1, len(names))]}, schema={"edge": pl.Float64}
    )
    rule = alt.Chart(edges).mark_rule(color=theme.option("borderColor"))
    return [rule.encode(y=_height(len(names), "edge"))]


def _height(count: int, field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, count], reverse=True, nice=False))


def _lines(told: pl.DataFrame, every_year: list[int], count: int) -> list[alt.Chart]:
    base = alt.Chart(told).encode(x=alt.X("year:O", scale=alt.Scale(domain=every_year), axis=year_axis()))
    ink = theme.option("textColor")
    median = base.mark_line(color=colour(Tone.quiet), strokeDash=[2, 3]).encode(
        y=_height(count, "median_at"), detail=["name:N", "segment:N"]
    )
    line = base.mark_line(color=colour(Tone.busy), strokeWidth=2).encode(
        y=_height(count, "at"), detail=["name:N", "segment:N"]
    )
    points = base.mark_circle(color=colour(Tone.busy), size=52, opacity=1).encode(
        y=_height(count, "at"),
        tooltip=[
            alt.Tooltip("name:N", title=t("column.organisation")),
            alt.Tooltip("year:O", title=t("filter.year_label")),
            alt.Tooltip("common_era:N", title=t("targets.common_era")),
            alt.Tooltip("shown:N", title=t("column.value_words")),
            alt.Tooltip("median:N", title=t("column.group_median")),
        ],
    )
    label = base.transform_filter("datum.is_labelled").encode(y=_height(count, "at"), text="label:N")
    # A rim of the card's colour keeps the number apart from lines behind it.
    ground = theme.option("secondaryBackgroundColor")
    rim = label.mark_text(dy=-10, fontSize=12, stroke=ground, strokeWidth=4)
    number = label.mark_text(dy=-10, fontSize=12, color=ink)
    return [median, line, points, rim, number]


def _names(told: pl.DataFrame, names: Mapping[str, str]) -> list[alt.Chart]:
    known = set(told["org_code"])
    rows = pl.DataFrame(
        {
            "name": list(names.values()),
            "at": [index + _NAME for index in range(len(names))],
            "empty_at": [index + _TOP + _RISE / 2 for index in range(len(names))],
            "nothing": ["" if code in known else t("compare.no_value") for code in names],
        }
    )
    base = alt.Chart(rows).encode(x=alt.value(0))
    ink, quiet = theme.option("textColor"), colour(Tone.quiet)
    name = base.mark_text(align="left", fontSize=13, fontWeight="bold", color=ink, limit=alt.expr("width"))
    nothing = base.mark_text(align="left", fontSize=13, color=quiet)
    return [
        name.encode(y=_height(len(names), "at"), text="name:N"),
        nothing.encode(y=_height(len(names), "empty_at"), text="nothing:N"),
    ]


def _year_words(part: pl.DataFrame, name: str) -> str:
    values = ", ".join(f"{row['year']} {row['shown']}" for row in part.iter_rows(named=True))
    return f"{name}: {values or t('compare.no_value')}"


@drawn_once
def pairs(
    rows: pl.DataFrame, names: Mapping[str, str], axes: tuple[Mapping[str, Any], Mapping[str, Any]]
) -> tuple[Chart, str]:
    """Two metrics against each other, a point for each organisation; and the same in words.

    `rows` are of the query `compare_pairs`; those of `names` bear their numbers, the others are small points.
    `axes` are the two metrics, each with its `name` and `unit`.
    """
    across, up = axes
    numbers = {code: str(number) for number, code in enumerate(names, start=1)}
    told = rows.with_columns(
        texts("name", rows, lambda row: names.get(row["org_code"], row["short_name_th"])),
        texts("number", rows, lambda row: numbers.get(row["org_code"], "")),
        texts("x_words", rows, lambda row: amount(row["x_value"], across["unit"])),
        texts("y_words", rows, lambda row: amount(row["y_value"], up["unit"])),
    )
    # Position alone is read, not length.
    scale = alt.Scale(zero=False, nice=True)
    x = alt.X("x_value:Q", title=f"{_axis_title(across)} →", scale=scale, axis=_axis(across["unit"]))
    y = alt.Y(
        "y_value:Q",
        title=f"↑ {_axis_title(up)}",
        scale=scale,
        axis=_axis(
            up["unit"], titleAngle=0, titleAlign="left", titleX=-30, titleY=-12, titleBaseline="bottom"
        ),
    )
    base = alt.Chart(told).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("name:N", title=t("column.organisation")),
            alt.Tooltip("x_words:N", title=across["name"]),
            alt.Tooltip("y_words:N", title=up["name"]),
        ],
    )
    ground = theme.option("secondaryBackgroundColor")
    # Seen or not rather than left out: a layer without rows has no extent, of which Vega complains.
    others = base.mark_circle(color=colour(Tone.quiet), size=40, opacity=alt.expr("datum.number ? 0 : 0.7"))
    # The ring lies inside the rim of the card's colour, so that two near each other are still two.
    points = base.mark_circle(
        color=colour(Tone.busy),
        size=alt.expr("datum.number ? 420 : 0"),
        opacity=alt.expr("datum.number ? 1 : 0"),
        stroke=ground,
        strokeWidth=1.5,
    )
    figures = base.mark_text(color=ground, fontSize=12, fontWeight="bold").encode(text="number:N")
    words = "; ".join(
        f"{row['name']}: {across['name']} {row['x_words']}, {up['name']} {row['y_words']}"
        for row in told.filter(pl.col("number") != "").iter_rows(named=True)
    )
    edges = room({"x_value": _edges(rows["x_value"]), "y_value": _edges(rows["y_value"])}, x=x, y=y)
    return styled((edges + others + points + figures).properties(height=_PAIRS_HEIGHT)), words


def pairs_legend(rows: pl.DataFrame, names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Who bears which number, and what the small points are."""
    drawn = set(rows["org_code"])
    entries = [(colour(Tone.busy), name, "●") for code, name in names.items() if code in drawn]
    others = rows.height - len(entries)
    return [*entries, (colour(Tone.quiet), t("compare.other_points"), "•")] if others else list(entries)


def _edges(values: pl.Series) -> list[float]:
    """Where the values lie, with room for the points."""
    low, high = float(values.min()), float(values.max())  # type: ignore[arg-type]
    around = (high - low) * _ROOM or abs(high) * _ROOM or 1
    return [max(low - around, 0.0) if low >= 0 else low - around, high + around]


def _axis_title(metric: Mapping[str, Any]) -> str:
    return (
        f"{metric['name']} ({t('spending.unit_million')})"
        if metric["unit"] == "baht"
        else str(metric["name"])
    )


def _axis(unit: str, **options: Any) -> alt.Axis:
    """Per cent, points, or millions of baht."""
    form = {"share": "format(datum.value, '.0%')", "points": "format(datum.value, '.0f')"}
    label = form.get(unit, f"format(datum.value / {_MILLION}, ',.2~f')")
    return alt.Axis(
        labelExpr=label,
        tickCount=4,
        labelOverlap=True,
        labelSeparation=8,
        domain=False,
        ticks=False,
        **options,
    )
