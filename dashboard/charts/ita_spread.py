"""How the ITA totals of many organisations lie, and their indicators side by side."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from math import floor
from typing import Any

import altair as alt
import polars as pl

from dashboard import bars, formats, theme
from dashboard.bars import Column, Segment, Stretch
from dashboard.charts.base import Chart, Plain, by_pass, drawn_once, pass_colour, room, styled, texts
from dashboard.language import local, t
from dashboard.theme import Tone

_HEIGHT = 240
_ROW = 28
# A band of the spread has its name above it.
_BAND = 44
_BELOW_NAME = 9
_ABOVE_BAND = -11
_STEPS = ("tenth", "quarter", "middle", "three_quarters", "nine_tenths")
# What the numbers above the cells, and the room around the drawing, take of the height.
_HEAD = 50
# Room above the highest bar for its number and for the mark of one's own place.
_ROOM = 1.3
# So many numbers, and one more, have room on the axis of a phone.
_MOST_NUMBERS = 6
# So many points from the pass mark a cell has its full colour.
_FULL_COLOUR = 30


@drawn_once
def distribution(rows: pl.DataFrame, own: float | None, marks: list[float]) -> Plain:
    """Organisations by steps of the total, as wide as each other, with the place of one of them.

    `marks` are the totals at which a level begins.
    """
    labelled = rows.with_columns(
        texts("step", rows, lambda row: f"{row['from_total']}–{row['to_total']}"),
        texts("shown", rows, lambda row: formats.count(row["organisations"]) if row["organisations"] else ""),
        pl.col("passes").fill_null(value=False),
        pl.lit(0).alias("floor"),
    )
    low, high = min(rows["from_total"].to_list()), max(rows["to_total"].to_list())
    inside = [mark for mark in marks if low < mark < high]
    most = max(labelled["organisations"].to_list()) or 1
    drawn = bars.steps(
        [_step(row, most) for row in labelled.iter_rows(named=True)],
        [(mark - low) / (high - low) for mark in inside],
        None if own is None else (own - low) / (high - low),
    )
    return Plain(drawn, _spread_words(labelled, own), partial(_spread_picture, labelled, own, inside))


def _step(row: Mapping[str, Any], most: int) -> Column:
    said = f"{row['step']}: {t('filter.organisations', count=formats.count(row['organisations']))}"
    hue = pass_colour(passes=row["passes"])
    return Column(row["step"], row["shown"], [Segment(row["organisations"] / most, hue, "", "")], said)


def _spread_picture(labelled: pl.DataFrame, own: float | None, marks: list[float]) -> Chart:
    edges = sorted({*labelled["from_total"].to_list(), *labelled["to_total"].to_list()})
    most = max(labelled["organisations"].to_list())
    scale = alt.Scale(domain=[edges[0], edges[-1]], nice=False)
    axis = alt.Axis(title=None, values=edges, format="d", grid=False, labelOverlap="greedy")
    height = alt.Scale(domainMin=0, nice=False)
    up = alt.Y("organisations:Q", scale=height, axis=None)
    base = alt.Chart(labelled).encode(x=alt.X("from_total:Q", scale=scale, axis=axis), y=up)
    hue = by_pass()
    heights = base.mark_rect(stroke=theme.option("secondaryBackgroundColor"), strokeWidth=1.5).encode(
        x2="to_total:Q", y2="floor:Q", color=hue
    )
    numbers = (
        base.transform_calculate(middle="(datum.from_total + datum.to_total) / 2")
        .mark_text(dy=-8, fontSize=13, color=theme.option("textColor"))
        .encode(x=alt.X("middle:Q", scale=scale, axis=axis), text="shown:N")
    )
    rules = (
        alt.Chart(pl.DataFrame({"mark": marks}, schema={"mark": pl.Float64}))
        .mark_rule(color=theme.colour(Tone.quiet), strokeDash=[2, 3])
        .encode(x=alt.X("mark:Q", scale=scale, axis=axis))
    )
    layers = [room({"organisations": [most * _ROOM]}, y=up), rules, heights, numbers]
    layers += _own_place(labelled, own, scale, height)
    return styled(alt.layer(*layers).properties(height=_HEIGHT))


def _own_place(rows: pl.DataFrame, own: float | None, scale: alt.Scale, height: alt.Scale) -> list[alt.Chart]:
    """A mark that points down to the bar of one organisation, and ends above its number; nothing without one."""
    if own is None:
        return []
    most, edge = max(rows["organisations"].to_list()), max(rows["to_total"].to_list())
    # The last step has its end as well.
    at = min(own, edge - 0.01)
    inside = rows.filter((pl.col("from_total") <= at) & (pl.col("to_total") > at))
    counts = inside["organisations"].to_list()
    place = {
        "own": [own] * len(counts),
        "top": [most * _ROOM] * len(counts),
        "end": [n + most * 0.17 for n in counts],
    }
    kinds = dict.fromkeys(("own", "top", "end"), pl.Float64)
    base = alt.Chart(pl.DataFrame(place, schema=kinds)).encode(x=alt.X("own:Q", scale=scale))
    ink = theme.option("textColor")
    line = base.mark_rule(color=ink, strokeWidth=2).encode(y=alt.Y("top:Q", scale=height), y2="end:Q")
    head = base.mark_point(shape="triangle-down", size=110, filled=True, opacity=1, color=ink)
    return [line, head.encode(y=alt.Y("end:Q", scale=height))]


def _spread_words(rows: pl.DataFrame, own: float | None) -> str:
    steps = "; ".join(
        f"{row['step']}: {formats.count(row['organisations'])}" for row in rows.iter_rows(named=True)
    )
    words = f"{t('ita.distribution')} {steps}"
    return words if own is None else f"{t('ita.own_place', total=formats.points(own))}; {words}"


def legend(own: float | None) -> list[tuple[str, ...]]:
    """What the colours of the distribution mean, and the mark of one's own place."""
    entries = heat_legend()
    return entries if own is None else [*entries, (theme.option("textColor"), t("ita.own_mark"), "▼")]


def heat_legend() -> list[tuple[str, ...]]:
    """What the two colours mean."""
    return [(pass_colour(passes=True), t("ita.passes")), (pass_colour(passes=False), t("ita.fails"))]


@drawn_once
def indicators(rows: pl.DataFrame) -> Plain:
    """Each indicator as a band in which most organisations lie, its middle and how many are below the pass mark."""
    labelled = rows.with_columns(
        texts("indicator", rows, lambda row: f"{row['indicator_no']}. {local(row, 'title')}"),
        texts("below_words", rows, _below_words),
        pl.col("pass_mark").cast(pl.Float64),
        (pl.col("middle") >= pl.col("pass_mark")).fill_null(value=False).alias("passes"),
    )
    # Where all have full scores there is an axis, too.
    least = min(5 * floor(min(labelled["tenth"].to_list()) / 5), 95)
    words = "; ".join(
        f"{row['indicator']} {formats.points(row['quarter'])}–{formats.points(row['three_quarters'])}"
        + (f", {row['below_words']}" if row["below_words"] else "")
        for row in labelled.iter_rows(named=True)
    )
    lines = [
        (row["indicator"], row["below_words"], bars.track(_band(row, least), _band_words(row)))
        for row in labelled.iter_rows(named=True)
    ]
    return Plain(
        bars.tracks(lines, _axis(least)),
        f"{t('ita.indicator_spread')} {words}",
        partial(_bands_picture, labelled, least),
    )


def _band(row: Mapping[str, Any], least: int) -> list[Stretch]:
    """Most organisations, half of them, the middle and the pass mark, on a track from `least` to 100."""

    def place(name: str) -> float:
        return (float(row[name]) - least) / (100 - least)

    hue = pass_colour(passes=row["passes"])
    stretches = [
        Stretch(place("tenth"), place("nine_tenths"), hue, "most"),
        Stretch(place("quarter"), place("three_quarters"), hue, "half"),
        Stretch(place("middle"), place("middle"), theme.option("textColor"), "tick"),
    ]
    # One below all that the track shows has no place on it.
    if row["pass_mark"] is not None and row["pass_mark"] >= least:
        stretches.insert(0, Stretch(place("pass_mark"), place("pass_mark"), theme.colour(Tone.bad), "tick"))
    return stretches


def _band_words(row: Mapping[str, Any]) -> str:
    return "\n".join(f"{t(f'column.{step}')} {formats.points(row[step])}" for step in _STEPS)


def _axis(least: int) -> Sequence[tuple[float, str]]:
    """Where the numbers of the axis stand: not so many that they would meet on a phone."""
    apart = next((step for step in (5, 10) if (100 - least) / step <= _MOST_NUMBERS), 20)
    return [((number - least) / (100 - least), str(number)) for number in range(100, least - 1, -apart)]


def _bands_picture(labelled: pl.DataFrame, least: int) -> Chart:
    scale = alt.Scale(domain=[least, 100], nice=False)
    base = alt.Chart(labelled).encode(y=alt.Y("indicator:N", sort=labelled["indicator"].to_list(), axis=None))
    hue = by_pass()
    axis = alt.Axis(title=None, grid=False, domain=False, tickCount=6)
    most = base.mark_bar(height=6, yOffset=_BELOW_NAME, opacity=0.3, cornerRadius=3).encode(
        x=alt.X("tenth:Q", scale=scale, axis=axis), x2="nine_tenths:Q", color=hue
    )
    half = base.mark_bar(height=14, yOffset=_BELOW_NAME, opacity=0.75, cornerRadius=3).encode(
        x=alt.X("quarter:Q", scale=scale, axis=axis), x2="three_quarters:Q", color=hue
    )
    ink = theme.option("textColor")
    middle = base.mark_tick(thickness=2.5, height=18, yOffset=_BELOW_NAME, color=ink).encode(
        x=alt.X("middle:Q", scale=scale, axis=axis)
    )
    # Names above their bands rather than beside them, as on the page.
    above: dict[str, Any] = {"dy": _ABOVE_BAND, "fontSize": 13}
    name = base.mark_text(align="left", color=ink, **above).encode(x=alt.value(0), text="indicator:N")
    told = base.mark_text(align="right", color=theme.colour(Tone.quiet), **above).encode(
        x=alt.value("width"), text="below_words:N"
    )
    # On each band rather than through all, where it would cross the names.
    mark = base.mark_tick(thickness=2, height=20, yOffset=_BELOW_NAME, color=theme.colour(Tone.bad)).encode(
        x=alt.X("pass_mark:Q", scale=scale, axis=axis)
    )
    drawing = mark + most + half + middle + name + told
    return styled(drawing.properties(height=_BAND * labelled.height))


def _below_words(row: Mapping[str, Any]) -> str:
    return "" if row["below"] is None else t("ita.below_count", count=formats.count(row["below"]))


def indicator_legend() -> list[tuple[str, ...]]:
    """What the band, its middle part and the tick mean."""
    return [
        *heat_legend(),
        (theme.option("textColor"), t("ita.middle"), "▏"),
        (theme.colour(Tone.bad), t("ita.pass_mark"), "▏"),
        (theme.colour(Tone.quiet), t("ita.half_and_most"), "━"),
    ]


@drawn_once
def heat(rows: pl.DataFrame) -> tuple[Chart, str]:
    """Each indicator of each organisation as a cell of its colour and score; and the same in words.

    The number is rounded down, so that a score below the pass mark never reads like the mark itself.
    """
    far = (pl.col("gap_to_pass").cast(pl.Float64).abs() / _FULL_COLOUR).clip(0, 1)
    labelled = rows.with_columns(
        texts("indicator", rows, lambda row: f"{row['indicator_no']}. {local(row, 'title')}"),
        pl.col("score").cast(pl.Float64),
        pl.col("score").cast(pl.Float64).floor().cast(pl.Int64).alias("whole"),
        (pl.col("gap_to_pass") >= 0).fill_null(value=False).alias("passes"),
        (0.12 + 0.5 * far).fill_null(0).alias("strength"),
    )
    names = rows.unique("org_code", maintain_order=True)["short_name_th"].to_list()
    order = rows.unique("org_code", maintain_order=True)["org_code"].to_list()
    said = dict(zip(order, names, strict=True))
    # A text of JSON is one of Vega, too, whatever stands in it.
    label = "".join(f"datum.value == '{code}' ? {json.dumps(name)} : " for code, name in said.items()) + "''"
    base = alt.Chart(labelled).encode(
        x=alt.X(
            "indicator_no:O",
            title=None,
            axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False),
        ),
        y=alt.Y(
            "org_code:N",
            sort=order,
            title=None,
            axis=alt.Axis(ticks=False, domain=False, labelLimit=150, labelExpr=label),
        ),
        tooltip=[
            alt.Tooltip("short_name_th:N", title=t("ita.organisation")),
            alt.Tooltip("indicator:N", title=t("column.indicator")),
            alt.Tooltip("score:Q", format=".2f", title=t("column.score")),
        ],
    )
    hue = by_pass()
    cells = base.mark_rect(stroke=theme.option("secondaryBackgroundColor"), strokeWidth=1.5).encode(
        color=hue, opacity=alt.Opacity("strength:Q", scale=None, legend=None)
    )
    numbers = base.mark_text(fontSize=13, color=theme.option("textColor")).encode(text="whole:Q")
    words = "; ".join(
        f"{part['short_name_th'][0]}: " + ", ".join(formats.points(score) for score in part["score"])
        for _, part in labelled.group_by("org_code", maintain_order=True)
    )
    return styled((cells + numbers).properties(height=_HEAD + _ROW * len(order))), words
