"""The ITA total over the years, over the levels of the rules of each year."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap
from typing import Any

import altair as alt
import polars as pl

from dashboard import formats, theme
from dashboard.charts.base import Chart, by_pass, drawn_once, styled, texts
from dashboard.language import local, t
from dashboard.theme import Tone

_HEIGHT = 340
# A line has no zero to start from: the axis begins at a ten below the lowest point, and at this or lower.
_LOW = 60
# More labels than this run into each other on a phone.
_MOST_LABELS = 8
# The name of a level stands in the band of three years on a phone.
_LINE = 14


@dataclass(frozen=True)
class _Axes:
    """What all layers share: the years across, the points upward."""

    years: alt.Scale
    labels: alt.Axis
    points: alt.Scale

    @classmethod
    def of(cls, rows: pl.DataFrame) -> "_Axes":
        first, last = _ends(rows)
        return cls(
            alt.Scale(domain=[first - 0.5, last + 0.5], nice=False),
            alt.Axis(title=None, format="d", values=list(range(first, last + 1)), grid=False, tickSize=0),
            alt.Scale(domain=[_lowest(rows), 100], nice=False, clamp=True),
        )

    def across(self, field: str) -> alt.X:
        return alt.X(field, scale=self.years, axis=self.labels)

    def upward(self, field: str) -> alt.Y:
        return alt.Y(field, scale=self.points, title=None, axis=alt.Axis(grid=False, tickCount=6))


@drawn_once
def trend(rows: pl.DataFrame, levels: pl.DataFrame) -> tuple[Chart, str]:
    """Totals by year with the target, the national mean and the bands of the levels; and the same in words.

    The line joins years that follow each other and can be compared; it is dashed where the levels change.
    """
    shown = _shown(rows)
    axes = _Axes.of(rows)
    drawing = _bands(rows, levels, axes) + _marks(rows, axes) + _targets(rows, axes) + _lines(rows, axes)
    drawing = drawing + _points(shown, axes)
    return styled(drawing.properties(height=_HEIGHT)), _words(rows)


def legend(rows: pl.DataFrame) -> list[tuple[str, ...]]:
    """What the marks of the trend mean, each with its sign; those that are drawn only."""
    ink = theme.option("textColor")
    entries = [(theme.colour(Tone.busy), t("ita.trend_total"), "●")]
    if rows["target"].drop_nulls().len():
        entries.append((ink, t("ita.trend_target"), "╌"))
    if rows["national_mean"].drop_nulls().len():
        entries.append((theme.colour(Tone.quiet), t("ita.trend_national"), "◇"))
    return [*entries, *((ink, t(key, year=year), "┊") for year, key in _changes(rows))]


def bands(levels: pl.DataFrame) -> list[dict[str, Any]]:
    """The bands of totals of each scheme, the highest first: levels that begin at the same total share one.

    A level that asks for each instrument too bears a star: the total alone does not give it.
    """
    found: list[dict[str, Any]] = []
    for _, part in levels.group_by("scheme_code", maintain_order=True):
        top = 100.0
        for (minimum,), same in part.group_by("minimum_total", maintain_order=True):
            names = [local(row, "level") + ("*" if row["minimum_instrument"] is not None else "")
                     for row in same.iter_rows(named=True)]  # fmt: skip
            first = same.row(0, named=True)
            found.append(
                {
                    "first": first["first_fiscal_year"],
                    "last": first["last_fiscal_year"],
                    "low": float(str(minimum)),
                    "high": top,
                    "label": _lines_of(names),
                    "passes": first["is_pass"],
                }
            )
            top = float(str(minimum))
    return found


def _lines_of(names: list[str]) -> str:
    """The names in one line where that is short, else in lines of their own; a word is not broken."""
    together = " · ".join(names)
    if len(together) <= _LINE:
        return together
    return "\n".join(line for name in names for line in wrap(name, _LINE, break_long_words=False))


def _shown(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with what the pointer tells, as texts."""
    return rows.with_columns(
        pl.col("total", "national_mean", "target").cast(pl.Float64),
        texts("year", rows, lambda row: str(row["fiscal_year"])),
        texts("common_era", rows, lambda row: formats.common_era(row["fiscal_year"])),
        texts("level", rows, lambda row: local(row, "level") if row["level_th"] else formats.NOTHING),
    )


def _ends(rows: pl.DataFrame) -> tuple[int, int]:
    years = rows["fiscal_year"].to_list()
    return min(years), max(years)


def _lowest(rows: pl.DataFrame) -> int:
    values = [float(value) for name in ("total", "national_mean", "target") for value in rows[name] if value]
    return max(0, min(_LOW, int((min(values, default=_LOW) - 5) // 10 * 10)))


def _bands(rows: pl.DataFrame, levels: pl.DataFrame, axes: _Axes) -> alt.LayerChart:
    first, last = _ends(rows)
    low = _lowest(rows)
    drawn = [
        {
            **band,
            "from": max(band["first"], first) - 0.5,
            "to": min(band["last"] or last, last) + 0.5,
            "low": max(band["low"], low),
            "opacity": (0.15, 0.07)[number % 2],
            "at": _label_height(rows, band, low),
        }
        for number, band in enumerate(bands(levels))
        if band["first"] <= last and (band["last"] or last) >= first and band["high"] > low
    ]
    base = alt.Chart(pl.DataFrame(drawn, schema_overrides={"low": pl.Float64}) if drawn else _no_bands())
    hue = by_pass()
    areas = base.mark_rect().encode(
        x=axes.across("from:Q"), x2="to:Q", y2="high:Q", color=hue,
        y=axes.upward("low:Q"),
        opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
    )  # fmt: skip
    names = base.mark_text(
        align="left", baseline="middle", dx=5, fontSize=12, lineBreak="\n", color=theme.colour(Tone.quiet),
    ).encode(x=axes.across("from:Q"), y=axes.upward("at:Q"), text="label:N")  # fmt: skip
    return areas + names


def _label_height(rows: pl.DataFrame, band: Mapping[str, Any], low: int) -> float:
    """Where the name of a band stands: near its top or bottom, away from the points of the band's first years."""
    floor, top = max(float(band["low"]), low), float(band["high"])
    span = 100 - low
    near = rows.filter(pl.col("fiscal_year").is_between(band["first"], band["first"] + 1))
    taken = [float(value) for name in ("total", "national_mean") for value in near[name].drop_nulls()]
    # A point has its number above or below it.
    taken += [float(value) + shift * span for value in near["total"].drop_nulls() for shift in (0.07, -0.07)]
    edge = min(0.04 * span * len(band["label"].split("\n")), (top - floor) / 2)
    places = [top - edge, floor + edge, (top + floor) / 2]
    return max(places, key=lambda place: min([0.06 * span, *(abs(place - other) for other in taken)]))


def _no_bands() -> pl.DataFrame:
    kinds = dict.fromkeys(("from", "to", "low", "high", "opacity", "at"), pl.Float64)
    return pl.DataFrame(schema={**kinds, "label": pl.String, "passes": pl.Boolean})


def _changes(rows: pl.DataFrame) -> list[tuple[int, str]]:
    """The first year of each set of rules after the first one shown, with what changed."""
    schemes = rows.unique("scheme_code", maintain_order=True).sort("first_fiscal_year").to_dicts()
    return [
        (
            int(after["first_fiscal_year"]),
            "ita.new_levels" if before["comparable_group"] == after["comparable_group"] else "ita.new_form",
        )
        for before, after in pairwise(schemes)
    ]


def _marks(rows: pl.DataFrame, axes: _Axes) -> alt.Chart:
    """A rule across where the rules change."""
    years = [year - 0.5 for year, _ in _changes(rows)]
    return (
        alt.Chart(pl.DataFrame({"at": years}, schema={"at": pl.Float64}))
        .mark_rule(color=theme.option("textColor"), strokeWidth=1.5, strokeDash=[2, 3])
        .encode(x=axes.across("at:Q"))
    )


def _targets(rows: pl.DataFrame, axes: _Axes) -> alt.Chart:
    known = rows.filter(pl.col("target").is_not_null()).select(
        (pl.col("fiscal_year") - 0.5).alias("from"),
        (pl.col("fiscal_year") + 0.5).alias("to"),
        pl.col("target").cast(pl.Float64),
    )
    return (
        alt.Chart(known)
        .mark_rule(color=theme.option("textColor"), strokeDash=[6, 4], strokeWidth=1.5)
        .encode(x=axes.across("from:Q"), x2="to:Q", y=axes.upward("target:Q"))
    )


def _lines(rows: pl.DataFrame, axes: _Axes) -> alt.Chart:
    """One stretch for each two years that follow each other and can be compared."""
    known = rows.filter(pl.col("total").is_not_null()).sort("fiscal_year").to_dicts()
    stretches = [
        {
            "from": before["fiscal_year"],
            "to": after["fiscal_year"],
            "start": float(before["total"]),
            "end": float(after["total"]),
            "same": before["scheme_code"] == after["scheme_code"],
        }
        for before, after in pairwise(known)
        if after["fiscal_year"] == before["fiscal_year"] + 1
        and before["comparable_group"] == after["comparable_group"]
    ]
    kinds = {"from": pl.Int64, "to": pl.Int64, "start": pl.Float64, "end": pl.Float64, "same": pl.Boolean}
    return (
        alt.Chart(pl.DataFrame(stretches, schema=kinds))
        .mark_rule(color=theme.colour(Tone.busy), strokeWidth=2.5)
        .encode(
            x=axes.across("from:Q"),
            x2="to:Q",
            y=axes.upward("start:Q"),
            y2="end:Q",
            strokeDash=alt.condition("datum.same", alt.value([1, 0]), alt.value([5, 4])),
        )
    )


def _points(shown: pl.DataFrame, axes: _Axes) -> alt.LayerChart:
    told = [
        alt.Tooltip("year:N", title=t("filter.year_label")),
        alt.Tooltip("common_era:N", title=t("ita.common_era")),
    ]
    national = (
        alt.Chart(shown.filter(pl.col("national_mean").is_not_null()))
        .mark_point(
            shape="diamond", size=70, filled=True, opacity=1, strokeWidth=1.5,
            fill=theme.option("secondaryBackgroundColor"), stroke=theme.colour(Tone.quiet),
        )
        .encode(
            x=axes.across("fiscal_year:Q"), y=axes.upward("national_mean:Q"),
            tooltip=[*told, alt.Tooltip("national_mean:Q", format=".2f", title=t("ita.trend_national"))],
        )
    )  # fmt: skip
    own = shown.filter(pl.col("total").is_not_null())
    base = alt.Chart(own).encode(x=axes.across("fiscal_year:Q"), y=axes.upward("total:Q"))
    dots = base.mark_circle(size=90, opacity=1, color=theme.colour(Tone.busy)).encode(
        tooltip=[
            *told,
            alt.Tooltip("total:Q", format=".2f", title=t("column.total")),
            alt.Tooltip("level:N", title=t("ita.level")),
            alt.Tooltip("organisations:Q", title=t("ita.organisations")),
        ]
    )
    return national + dots + _numbers(base, own)


def _numbers(base: alt.Chart, own: pl.DataFrame) -> alt.LayerChart:
    """The totals as numbers: above and below by turns for room on a phone, but not on the line of the target."""
    years = own["fiscal_year"].to_list()
    turns = years[::-2] if len(years) <= _MOST_LABELS else [years[0], years[-1]]
    near = 0.1 * (100 - _lowest(own))
    on_target = {
        row["fiscal_year"]: row["total"] - row["target"]
        for row in own.iter_rows(named=True)
        if row["target"] is not None and abs(row["total"] - row["target"]) < near
    }
    above = [year for year in years if (on_target[year] >= 0 if year in on_target else year in turns)]
    below = [year for year in years if year not in above]
    if len(years) > _MOST_LABELS:
        above, below = ([year for year in side if year in turns] for side in (above, below))
    shown = base.encode(text=alt.Text("total:Q", format=".2f"))
    return alt.layer(
        *(
            shown.transform_filter(alt.FieldOneOfPredicate("fiscal_year", some)).mark_text(
                dy=shift, fontSize=13, fontWeight="bold", color=theme.option("textColor")
            )
            for some, shift in ((above, -13), (below, 15))
        )
    )


def _words(rows: pl.DataFrame) -> str:
    return f"{t('ita.trend')} " + "; ".join(_year_words(row) for row in rows.iter_rows(named=True))


def _year_words(row: Mapping[str, Any]) -> str:
    words = []
    if row["total"] is not None:
        level = f" ({local(row, 'level')})" if row["level_th"] else ""
        words.append(f"{formats.points(row['total'])}{level}")
    if row["target"] is not None:
        words.append(t("ita.target_of", target=formats.points(row["target"])))
    if row["national_mean"] is not None:
        words.append(t("ita.national_of", mean=formats.points(row["national_mean"])))
    return f"{row['fiscal_year']}: {', '.join(words) or formats.NOTHING}"
