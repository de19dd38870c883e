"""Budgets: planned by year and dimension, with and without money, and what was disbursed of it by project."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import altair as alt
import polars as pl

from dashboard import formats, theme
from dashboard.charts.base import NUMBER_FITS, Chart, drawn_once, styled, texts, year_axis
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
# Where the numbers of all years do not stand beside each other, every other one, the last among them.
_EVERY_OTHER = "datum.share * width >= 9 * length(datum.short) || datum.years_ago % 2 == 0 ? 1 : 0"
HAVING = ("projects_with_budget", "projects_without_budget", "projects_of_unknown_budget")
_HAVING_TONES = {HAVING[0]: Tone.busy, HAVING[1]: Tone.good, HAVING[2]: Tone.quiet}


@drawn_once
def by_year(rows: pl.DataFrame) -> tuple[Chart, str]:
    """Planned baht by year, stacked by dimension; a year of which no budget is stated is a gap; and in words."""
    stated = rows.group_by("fiscal_year", "dimension_no").agg(
        pl.col("budget_baht").filter(pl.col("budget_baht").is_not_null()).sum(),
        pl.col("budget_baht").count().alias("stated"),
    ).filter(pl.col("stated") > 0).sort("fiscal_year", "dimension_no", nulls_last=True)  # fmt: skip
    totals = stated.group_by("fiscal_year", maintain_order=True).agg(pl.col("budget_baht").sum())
    divisor = unit_of(totals)[1]
    tallest = float(totals["budget_baht"].max() or 0) / divisor  # type: ignore[arg-type]
    pieces = _told(stated, divisor).with_columns(
        texts("dimension", stated, lambda row: str(row["dimension_no"] or "–")),
        pl.col("dimension_no").replace_strict(_SHADES, default=_NO_DIMENSION).alias("strength"),
        texts("ink", stated, lambda row: _ink_on(row["dimension_no"])),
        pl.col("dimension_no").fill_null(99).alias("place"),
    )
    pieces = pieces.with_columns((pl.col("amount") >= _LEAST_PIECE * tallest).alias("is_named"))
    years = [str(year) for year in _every_year(rows)]
    sums = _told(totals, divisor).with_columns(
        pl.lit(1 / len(years)).alias("share"),
        (int(years[-1]) - pl.col("year").cast(pl.Int64)).alias("years_ago"),
    )
    axis = alt.X(
        "year:O",
        scale=alt.Scale(domain=years),
        axis=year_axis(),
    )
    base = alt.Chart(pieces).encode(
        x=axis,
        y=alt.Y(
            "amount:Q",
            stack="zero",
            title=None,
            axis=None,
            scale=alt.Scale(domain=[0, (tallest or 1) * 1.12]),
        ),
        order=alt.Order("place:Q"),
    )
    bars = base.mark_bar(
        width=alt.RelativeBandSize(0.72), stroke=theme.option("secondaryBackgroundColor"), strokeWidth=1
    ).encode(
        color=alt.value(colour(Tone.busy)),
        opacity=alt.Opacity("strength:Q", scale=None),
        tooltip=[
            alt.Tooltip("year:O", title=t("filter.year_label")),
            alt.Tooltip("common_era:N", title=t("targets.common_era")),
            alt.Tooltip("dimension:N", title=t("column.dimension")),
            alt.Tooltip("baht:N", title=t("unit.baht")),
        ],
    )
    names = base.mark_text(fontSize=12).encode(
        y=alt.Y("amount:Q", stack="zero", bandPosition=0.5),
        text=alt.condition("datum.is_named", "dimension:N", alt.value("")),
        color=alt.Color("ink:N", scale=None),
    )
    tops = (
        alt.Chart(sums)
        .mark_text(
            dy=-9,
            fontSize=13,
            fontWeight="bold",
            color=theme.option("textColor"),
            opacity=alt.expr(_EVERY_OTHER),
        )
        .encode(x=axis, y="amount:Q", text="short:N")
    )
    missing = [year for year in years if year not in sums["year"]]
    gaps = (
        alt.Chart(pl.DataFrame({"year": missing}, {"year": pl.String}))
        .mark_text(dy=-9, fontSize=14, color=colour(Tone.quiet))
        .encode(x=axis, y=alt.datum(0), text=alt.value(formats.NOTHING))
    )
    words = dict(zip(sums["year"], sums["baht"], strict=True))
    said = ", ".join(f"{year} {words.get(year, formats.NOTHING)}" for year in years)
    return styled((bars + names + tops + gaps).properties(height=_HEIGHT)), f"{t('unit.baht')}: {said}"


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
def having(rows: pl.DataFrame) -> tuple[Chart, str]:
    """Projects by dimension: with money, without any, and those of which the document is silent; and in words."""
    labelled = rows.with_columns(texts("dimension", rows, dimension_label))
    long = labelled.select("dimension", *HAVING).unpivot(
        HAVING, index="dimension", variable_name="having", value_name="projects"
    )
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
    order = labelled["dimension"].unique(maintain_order=True).to_list()
    base = alt.Chart(long).encode(
        y=alt.Y("dimension:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=8,
                                                                      labelLimit=176)),
        x=alt.X("sum(projects):Q", stack="normalize", title=None, axis=None),
        order=alt.Order("place:Q"),
    )  # fmt: skip
    bars = base.mark_bar(
        height=_BAR, stroke=theme.option("secondaryBackgroundColor"), strokeWidth=1.5
    ).encode(
        color=alt.Color("colour:N", scale=None),
        tooltip=[
            alt.Tooltip("dimension:N", title=t("column.dimension")),
            alt.Tooltip("words:N", title=t("projects.budget")),
            alt.Tooltip("projects:Q", title=t("column.projects"), format=","),
        ],
    )
    numbers = base.mark_text(
        color="white", fontSize=13, fontWeight="bold", opacity=alt.expr(NUMBER_FITS)
    ).encode(
        x=alt.X("sum(projects):Q", stack="normalize", bandPosition=0.5), text="number:N", detail="share:Q"
    )
    words = "; ".join(
        f"{name[0]}: "
        + ", ".join(f"{row['words']} {formats.count(row['projects'])}" for row in part.to_dicts())
        for name, part in long.group_by("dimension", maintain_order=True)
    )
    return styled((bars + numbers).properties(height=_ROW * len(order))), words


def having_legend(totals: Mapping[str, Any]) -> list[tuple[str, str]]:
    """With money, without any, silent: colour, word and number of projects."""
    return [
        (colour(_HAVING_TONES[name]), f"{t(f'spending.{name}')} {formats.count(totals[name])}")
        for name in HAVING
    ]


@drawn_once
def spent(rows: pl.DataFrame) -> tuple[Chart, str]:
    """Budget and disbursement of projects, one row each, in the order given; and the same in words."""
    told = rows.with_row_index("place").with_columns(
        texts("amounts", rows, _amounts),
        pl.col("budget_baht", "disbursed_baht").cast(pl.Float64),
        pl.col("over_baht").is_not_null().alias("is_over"),
    )
    base = alt.Chart(told).encode(y=alt.Y("place:O", axis=None, scale=alt.Scale(padding=0)))
    tooltip = [
        alt.Tooltip("title_th:N", title=t("column.project")),
        alt.Tooltip("short_name_th:N", title=t("filter.org_label")),
        alt.Tooltip("amounts:N", title=t("spending.spent_of")),
    ]
    planned = base.mark_bar(
        height=12, yOffset=9, color=colour(Tone.busy), opacity=_PLANNED, cornerRadiusEnd=2
    ).encode(x=alt.X("budget_baht:Q", title=None, axis=None, scale=alt.Scale(domainMin=0)), tooltip=tooltip)
    done = base.mark_bar(height=6, yOffset=9, cornerRadiusEnd=2).encode(
        x=alt.X("disbursed_baht:Q", title=None, axis=None),
        color=alt.condition("datum.is_over", alt.value(colour(Tone.bad)), alt.value(colour(Tone.busy))),
        tooltip=tooltip,
    )
    ink, quiet = theme.option("textColor"), colour(Tone.quiet)
    names = base.mark_text(align="left", dy=-8, fontSize=13, color=ink, limit=alt.expr("width - 165")).encode(
        x=alt.value(0), text="title_th:N", tooltip=tooltip
    )
    amounts = base.mark_text(align="right", dy=-8, fontSize=13, fontWeight="bold", limit=160).encode(
        x=alt.value("width"),
        text="amounts:N",
        color=alt.condition("datum.is_over", alt.value(colour(Tone.bad)), alt.value(quiet)),
    )
    words = "; ".join(f"{row['title_th']} {row['amounts']}" for row in told.iter_rows(named=True))
    # A layer without a number has no scale.
    bars = [planned, done] if rows["disbursed_baht"].count() else [planned]
    drawn = alt.layer(*bars, names, amounts).properties(height=_PROJECT_ROW * rows.height)
    return styled(drawn), words


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
