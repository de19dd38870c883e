"""Budgets: planned by year and dimension, with and without money, and what was disbursed of it by project."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

import altair as alt
import polars as pl

from dashboard import bars, formats, theme
from dashboard.bars import Column, Segment, Stretch
from dashboard.charts.base import NUMBER_FITS, Chart, Plain, drawn_once, styled, texts, year_axis
from dashboard.charts.status import dimension_label
from dashboard.language import t
from dashboard.theme import Tone, colour

_HEIGHT = 260
_ROW, _BAR = 46, 22
_PROJECT_ROW = 46
# A dimension in a shade of one colour, dark to light, with its number on it; that of no dimension is the lightest.
_SHADES = {1: 1.0, 2: 0.72, 3: 0.46, 4: 0.24}
_NO_DIMENSION = 0.1
_DARK = 0.9
_PLANNED = 0.35
# From these amounts on a chart counts in thousands or millions of baht.
_UNITS = (("million", 5_000_000, 1_000_000), ("thousand", 10_000, 1_000), ("baht", 0, 1))
# A share of the tallest bar below which a number does not fit into its piece.
_LEAST_PIECE = 0.09
HAVING = ("projects_with_budget", "projects_without_budget", "projects_of_unknown_budget")
_HAVING_TONES = {HAVING[0]: Tone.busy, HAVING[1]: Tone.good, HAVING[2]: Tone.quiet}


@drawn_once
def by_year(rows: pl.DataFrame) -> Plain:
    """Planned baht by year, stacked by dimension; a year of which no budget is stated is a gap."""
    stated = rows.group_by("fiscal_year", "dimension_no").agg(
        pl.col("budget_baht").filter(pl.col("budget_baht").is_not_null()).sum(),
        pl.col("budget_baht").count().alias("stated"),
    ).filter(pl.col("stated") > 0).sort("fiscal_year", "dimension_no", nulls_last=True)  # fmt: skip
    totals = stated.group_by("fiscal_year", maintain_order=True).agg(pl.col("budget_baht").sum())
    divisor = unit_of(totals)[1]
    sums = _told(totals, divisor)
    pieces = _told(stated, divisor).with_columns(
        texts("dimension", stated, lambda row: str(row["dimension_no"] or "–")),
        pl.col("dimension_no").replace_strict(_SHADES, default=_NO_DIMENSION).alias("strength"),
        texts("ink", stated, lambda row: _ink_on(row["dimension_no"])),
        pl.col("dimension_no").fill_null(99).alias("place"),
        (pl.col("amount") / (sums["amount"].max() or 1)).alias("share"),
    )
    pieces = pieces.with_columns((pl.col("share") >= _LEAST_PIECE).alias("is_named"))
    years = [str(year) for year in _every_year(rows)]
    words = dict(zip(sums["year"], sums["baht"], strict=True))
    said = ", ".join(f"{year} {words.get(year, formats.NOTHING)}" for year in years)
    return Plain(
        bars.columns([_year_column(year, pieces, sums) for year in years]),
        f"{t('unit.baht')}: {said}",
        partial(_years_picture, pieces, sums, years),
    )


def _year_column(year: str, pieces: pl.DataFrame, sums: pl.DataFrame) -> Column:
    total = sums.filter(pl.col("year") == year)
    if not total.height:
        return Column(year, formats.NOTHING, [])
    parts = [
        Segment(
            piece["share"],
            shade(piece["dimension_no"]),
            piece["dimension"] if piece["is_named"] else "",
            f"{year} ({piece['common_era']}) · {t('column.dimension')} {piece['dimension']} · "
            f"{piece['baht']} {t('unit.baht')}",
            piece["ink"],
        )
        for piece in pieces.filter(pl.col("year") == year).iter_rows(named=True)
    ]
    return Column(year, total["short"][0], parts)


def _years_picture(pieces: pl.DataFrame, sums: pl.DataFrame, years: list[str]) -> Chart:
    tallest = float(sums["amount"].max() or 1)  # type: ignore[arg-type]
    axis = alt.X("year:O", scale=alt.Scale(domain=years), axis=year_axis())
    up = alt.Y("amount:Q", stack="zero", title=None, axis=None, scale=alt.Scale(domain=[0, tallest * 1.12]))
    base = alt.Chart(pieces).encode(x=axis, y=up, order=alt.Order("place:Q"))
    stacks = base.mark_bar(
        width=alt.RelativeBandSize(0.72), stroke=theme.option("secondaryBackgroundColor"), strokeWidth=1
    ).encode(color=alt.value(colour(Tone.busy)), opacity=alt.Opacity("strength:Q", scale=None))
    names = base.mark_text(fontSize=12).encode(
        y=alt.Y("amount:Q", stack="zero", bandPosition=0.5),
        text=alt.condition("datum.is_named", "dimension:N", alt.value("")),
        color=alt.Color("ink:N", scale=None),
    )
    tops = (
        alt.Chart(sums)
        .mark_text(dy=-9, fontSize=13, fontWeight="bold", color=theme.option("textColor"))
        .encode(x=axis, y="amount:Q", text="short:N")
    )
    missing = [year for year in years if year not in sums["year"]]
    gaps = (
        alt.Chart(pl.DataFrame({"year": missing}, {"year": pl.String}))
        .mark_text(dy=-9, fontSize=14, color=colour(Tone.quiet))
        .encode(x=axis, y=alt.datum(0), text=alt.value(formats.NOTHING))
    )
    return styled((stacks + names + tops + gaps).properties(height=_HEIGHT))


def unit_of(totals: pl.DataFrame) -> tuple[str, int]:
    """The unit that amounts of this size are told in, and how many baht it has."""
    largest = float(totals["budget_baht"].max() or 0)  # type: ignore[arg-type]
    return next((name, divisor) for name, least, divisor in _UNITS if largest >= least)


def year_legend(rows: pl.DataFrame) -> list[tuple[str, str]]:
    """The dimensions in their shades; two frameworks give one number two names."""
    entries = []
    for (number,), part in rows.sort("dimension_no", nulls_last=True).group_by(
        "dimension_no", maintain_order=True
    ):
        names = dict.fromkeys(dimension_label({**row, "dimension_no": None if number is None else ""}).strip()
                              for row in part.sort("fiscal_year").iter_rows(named=True))  # fmt: skip
        label = " / ".join(names)
        entries.append((shade(number), label if number is None else f"{number} {label}"))
    return entries


@drawn_once
def having(rows: pl.DataFrame) -> Plain:
    """Projects by dimension: with money, without any, and those of which the document is silent."""
    labelled = rows.with_columns(texts("dimension", rows, dimension_label))
    long = labelled.select("dimension", *HAVING).unpivot(
        HAVING, index="dimension", variable_name="having", value_name="projects"
    )
    order = labelled["dimension"].unique(maintain_order=True).to_list()
    long = long.with_columns(
        texts("words", long, lambda row: t(f"spending.{row['having']}")),
        texts("colour", long, lambda row: colour(_HAVING_TONES[row["having"]])),
        pl.col("having").replace_strict({name: place for place, name in enumerate(HAVING)}).alias("place"),
        pl.col("projects").sum().over("dimension").alias("all"),
    ).filter(pl.col("projects") > 0)
    long = long.with_columns(
        texts("number", long, lambda row: formats.count(row["projects"])),
        (pl.col("projects") / pl.col("all")).alias("share"),
    )
    by_dimension = [(name, long.filter(pl.col("dimension") == name).to_dicts()) for name in order]
    words = "; ".join(
        f"{name}: " + ", ".join(f"{row['words']} {row['number']}" for row in part)
        for name, part in by_dimension
        if part
    )
    drawn = [(name, [_having_segment(name, row) for row in part]) for name, part in by_dimension]
    return Plain(bars.stacked(drawn), words, partial(_having_picture, long, order))


def _having_segment(dimension: str, row: Mapping[str, Any]) -> Segment:
    return Segment(
        row["share"], row["colour"], row["number"], f"{dimension} · {row['words']} {row['number']}"
    )


def _having_picture(long: pl.DataFrame, order: list[str]) -> Chart:
    base = alt.Chart(long).encode(
        y=alt.Y("dimension:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=8,
                                                                      labelLimit=176)),
        x=alt.X("sum(projects):Q", stack="normalize", title=None, axis=None),
        order=alt.Order("place:Q"),
    )  # fmt: skip
    stacks = base.mark_bar(
        height=_BAR, stroke=theme.option("secondaryBackgroundColor"), strokeWidth=1.5
    ).encode(color=alt.Color("colour:N", scale=None))
    numbers = base.mark_text(
        color="white", fontSize=13, fontWeight="bold", opacity=alt.expr(NUMBER_FITS)
    ).encode(
        x=alt.X("sum(projects):Q", stack="normalize", bandPosition=0.5), text="number:N", detail="share:Q"
    )
    return styled((stacks + numbers).properties(height=_ROW * len(order)))


def having_legend(totals: Mapping[str, Any]) -> list[tuple[str, str]]:
    """With money, without any, silent: colour, word and number of projects."""
    return [
        (colour(_HAVING_TONES[name]), f"{t(f'spending.{name}')} {formats.count(totals[name])}")
        for name in HAVING
    ]


@drawn_once
def spent(rows: pl.DataFrame, table: str) -> Plain:
    """Budget and disbursement of projects, one row each, in the order given; on the page as the `table` of them."""
    told = rows.with_row_index("place").with_columns(
        texts("amounts", rows, _amounts),
        pl.col("budget_baht", "disbursed_baht").cast(pl.Float64),
        pl.col("over_baht").is_not_null().alias("is_over"),
    )
    words = "; ".join(f"{row['title_th']} {row['amounts']}" for row in told.iter_rows(named=True))
    return Plain(table, words, partial(_spent_picture, told))


def _spent_picture(told: pl.DataFrame) -> Chart:
    base = alt.Chart(told).encode(y=alt.Y("place:O", axis=None, scale=alt.Scale(padding=0)))
    planned = base.mark_bar(
        height=12, yOffset=9, color=colour(Tone.busy), opacity=_PLANNED, cornerRadiusEnd=2
    ).encode(x=alt.X("budget_baht:Q", title=None, axis=None, scale=alt.Scale(domainMin=0)))
    done = base.mark_bar(height=6, yOffset=9, cornerRadiusEnd=2).encode(
        x=alt.X("disbursed_baht:Q", title=None, axis=None),
        color=alt.condition("datum.is_over", alt.value(colour(Tone.bad)), alt.value(colour(Tone.busy))),
    )
    ink, quiet = theme.option("textColor"), colour(Tone.quiet)
    names = base.mark_text(align="left", dy=-8, fontSize=13, color=ink, limit=alt.expr("width - 165")).encode(
        x=alt.value(0), text="title_th:N"
    )
    amounts = base.mark_text(align="right", dy=-8, fontSize=13, fontWeight="bold", limit=160).encode(
        x=alt.value("width"),
        text="amounts:N",
        color=alt.condition("datum.is_over", alt.value(colour(Tone.bad)), alt.value(quiet)),
    )
    # A layer without a number has no scale.
    layers = [planned, done] if told["disbursed_baht"].count() else [planned]
    return styled(alt.layer(*layers, names, amounts).properties(height=_PROJECT_ROW * told.height))


def spent_tracks(rows: pl.DataFrame) -> dict[int, str]:
    """The bars of `spent` by the place of their rows, each to the scale of the largest amount among them."""
    amounts = [*rows["budget_baht"].drop_nulls(), *rows["disbursed_baht"].drop_nulls()]
    largest = float(max(amounts, default=0)) or 1
    return {
        place: bars.track(_spent_stretches(row, largest), f"{t('spending.spent_of')} {_amounts(row)}")
        for place, row in enumerate(rows.iter_rows(named=True))
    }


def _spent_stretches(row: Mapping[str, Any], largest: float) -> list[Stretch]:
    done = colour(Tone.busy if row["over_baht"] is None else Tone.bad)
    lines = (("budget_baht", _tint(_PLANNED), "planned"), ("disbursed_baht", done, "done"))
    return [Stretch(0, float(row[name]) / largest, hue, look) for name, hue, look in lines if row[name]]


def spent_legend(rows: pl.DataFrame) -> list[tuple[str, ...]]:
    """The colours of `spent`, of what there is."""
    entries: list[tuple[str, ...]] = [(_tint(_PLANNED), t("spending.planned"))]
    if rows["disbursed_baht"].count():
        entries.append((colour(Tone.busy), t("spending.disbursed")))
    if rows["over_baht"].count():
        entries.append((colour(Tone.bad), t("spending.over"), "▲"))
    return entries


def shade(dimension_no: int | None) -> str:
    """The shade of a dimension."""
    return _tint(_SHADES.get(dimension_no or 0, _NO_DIMENSION))


def _tint(share: float) -> str:
    """The colour that the bars have where they let the card shine through, for the legend."""
    return f"color-mix(in srgb, {colour(Tone.busy)} {share:.0%}, {theme.option('secondaryBackgroundColor')})"


def _ink_on(dimension_no: int | None) -> str:
    is_dark = _SHADES.get(dimension_no or 0, 0) >= _DARK
    return theme.option("secondaryBackgroundColor" if is_dark else "textColor")


def _amounts(row: Mapping[str, Any]) -> str:
    """Disbursed of budget; what is not said is a dash, and more than planned has a mark."""
    budget, disbursed = (
        formats.NOTHING if row[name] is None else formats.baht(row[name])
        for name in ("budget_baht", "disbursed_baht")
    )
    mark = "▲ " if row["over_baht"] is not None else ""
    return f"{mark}{disbursed} / {budget}"


def _every_year(rows: pl.DataFrame) -> range:
    years = rows["fiscal_year"].to_list()
    return range(min(years), max(years) + 1)


def _told(rows: pl.DataFrame, divisor: int) -> pl.DataFrame:
    """The rows with the names of their years and with their amounts in the unit of the chart and in words."""
    return rows.with_columns(
        texts("year", rows, lambda row: str(row["fiscal_year"])),
        texts("common_era", rows, lambda row: formats.common_era(row["fiscal_year"])),
        texts("baht", rows, lambda row: formats.baht(row["budget_baht"])),
        texts("short", rows, lambda row: _short(row["budget_baht"], divisor)),
        (pl.col("budget_baht").cast(pl.Float64) / divisor).alias("amount"),
    )


def _short(baht: Decimal, divisor: int) -> str:
    """An amount in at most three digits where there is no room for more."""
    value = float(baht) / divisor
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"  # noqa: PLR2004
