"""Targets: the planned path, what was reached and what the trend expects; complaints and cases."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

import altair as alt
import polars as pl

from dashboard import formats, theme
from dashboard.bars import Column, Segment, columns
from dashboard.charts.base import Chart, Plain, drawn_once, room, styled, texts, year_axis
from dashboard.language import t
from dashboard.theme import SYMBOLS, VERDICT_TONES, Tone, colour
from dashboard.tile_words import shown

_HEIGHT = 240
_BARS_HEIGHT = 200
_ABOVE, _BELOW = -13, 16
LINES = ("value", "target_value", "projected_value")


class Label(NamedTuple):
    """A number in a chart: what it says, where its point is, on which side of it, in which colour."""

    number: str
    year: str
    at: float
    align: str
    dy: int
    hue: str


@drawn_once
def path(rows: pl.DataFrame, verdict: str = "") -> tuple[Chart, str]:
    """One metric of one organisation: targets dashed, values solid, what is expected dotted; and in words.

    `rows` are of the query `target_paths`, ordered by year; `verdict` is what the words end with.
    """
    unit = rows["unit"][0]
    told = _told(rows).with_columns(
        # A target of the nation for one year says nothing of the years before it.
        pl.when(pl.col("set_by") == "nation").then(_stretch()).alias("planned_line"),
        *(texts(f"{name}_words", rows, _worded(name, unit)) for name in LINES),
    )
    x = alt.X("year:O", axis=year_axis())
    base = alt.Chart(told).encode(x=x)
    layers = [
        room({"year": _every_year(rows)}, x=x),
        *_planned(base, unit),
        *_expected(told, base, unit),
        # A layer without a number has no scale.
        *(_reached(base, unit) if rows["value"].count() else ()),
        _numbers(rows, unit, x),
    ]
    return styled(alt.layer(*layers).properties(height=_HEIGHT)), _path_words(rows, unit, verdict)


def path_legend(rows: pl.DataFrame) -> list[tuple[str, str, str]]:
    """Colour, words and sign of the lines that `path` draws."""
    said = []
    if rows["value"].count():
        said.append((colour(Tone.busy), t("targets.actual"), "●"))
    for owner in ("own", "nation"):
        if rows["set_by"].eq(owner).any():
            said.append((_owner_colour(owner), t(f"targets.path_{owner}"), "◇"))
    if rows["projected_value"].count():
        said.append((colour(Tone.warn), t("targets.projection"), "△"))
    return said


def amount(value: float, unit: str) -> str:
    """A value with its unit; a share below nought keeps its sign."""
    return f"{shown(value, unit)} {t(f'unit.{unit}')}".replace("-", "−")


def verdict_label(code: str | None) -> str:
    """Symbol and word of a verdict; without a value there is none."""
    return f"{SYMBOLS[verdict_tone(code)]} {t(f'verdict.{code}') if code in VERDICT_TONES else t('targets.no_value')}"


@drawn_once
def cases(rows: pl.DataFrame) -> Plain:
    """Counts of one kind by year as bars with numbers: a missing year is a gap, nought is a nought."""
    years = _every_year(rows)
    told = _told(rows).with_columns(
        pl.col("count").fill_null(0),
        texts("count_words", rows, lambda row: formats.count_with_few(row["count"], row["withheld"])),
        texts("mark", rows, lambda row: t("column.baseline") if row["is_baseline"] else ""),
    )
    words = ", ".join(_case_words(rows, int(year)) for year in years)
    kind = t(f"case.{rows['kind'][0]}")
    return Plain(_on_the_page(told, years), f"{kind}: {words}", partial(_picture, told, years))


def _picture(told: pl.DataFrame, years: list[str]) -> Chart:
    missing = pl.DataFrame(
        {"year": [year for year in years if year not in told["year"]]}, {"year": pl.String}
    )
    axis = alt.X("year:O", axis=year_axis())
    up = alt.Y("count:Q", title=None, axis=None, scale=alt.Scale(domainMin=0, nice=False))
    # Room for the number above the tallest bar, and a bottom even where all is nought.
    top = max(float(told["count"].max() or 0), 1) * 1.3  # type: ignore[arg-type]
    base = alt.Chart(told).encode(x=axis, y=up)
    bars = base.mark_bar(cornerRadiusEnd=3, width=alt.RelativeBandSize(0.62)).encode(
        color=alt.condition("datum.is_baseline", alt.value(colour(Tone.quiet)), alt.value(colour(Tone.busy)))
    )
    numbers = base.mark_text(dy=-9, fontSize=14, fontWeight="bold", color=_ink()).encode(
        text=alt.Text("count_words:N")
    )
    marks = base.mark_text(dy=-26, fontSize=12, color=colour(Tone.quiet)).encode(text="mark:N")
    gaps = (
        alt.Chart(missing)
        .mark_text(dy=-9, fontSize=14, color=colour(Tone.quiet))
        .encode(x=axis, y=alt.datum(0), text=alt.value(formats.NOTHING))
    )
    drawing = room({"year": years, "count": [top] * len(years)}, x=axis, y=up) + bars + numbers + marks + gaps
    return styled(drawing.properties(height=_BARS_HEIGHT))


def _on_the_page(told: pl.DataFrame, years: list[str]) -> str:
    """The bars of all years, of which a missing one has none and no number."""
    known = {row["year"]: row for row in told.iter_rows(named=True)}
    most = max(told["count"].to_list()) or 1
    return columns([_column(year, known.get(year), most) for year in years])


def _column(year: str, row: Mapping[str, Any] | None, most: int) -> Column:
    if row is None:
        return Column(year, formats.NOTHING, [])
    hue = colour(Tone.quiet if row["is_baseline"] else Tone.busy)
    whose = t("filter.organisations", count=formats.count(row["organisations"]))
    said = f"{year} ({row['common_era']}): {row['count_words']} {t('case.unit')} · {whose}"
    return Column(year, row["count_words"], [Segment(row["count"] / most, hue, "", "")], said, row["mark"])


def _case_words(rows: pl.DataFrame, year: int) -> str:
    found = rows.filter(pl.col("fiscal_year") == year)
    if not found.height:
        return f"{year} {formats.NOTHING}"
    row = found.row(0, named=True)
    baseline = f" ({t('column.baseline')})" if row["is_baseline"] else ""
    return f"{year} {formats.count_with_few(row['count'], row['withheld'])}{baseline}"


def _every_year(rows: pl.DataFrame) -> list[str]:
    """The years from the first to the last as names: one that is missing keeps its place."""
    years = rows["fiscal_year"].to_list()
    return [str(year) for year in range(min(years), max(years) + 1)]


def _told(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the names of their years in both eras."""
    return rows.with_columns(
        texts("year", rows, lambda row: str(row["fiscal_year"])),
        texts("common_era", rows, lambda row: formats.common_era(row["fiscal_year"])),
    )


def _stretch() -> pl.Expr:
    """The same number for years that follow one another."""
    return pl.col("fiscal_year") - pl.col("fiscal_year").rank("ordinal").over("set_by").cast(pl.Int64)


def _worded(name: str, unit: str) -> Any:
    def words(row: Mapping[str, Any]) -> str:
        return "" if row[name] is None else amount(row[name], unit)

    return words


def _owner_colour(owner: str) -> str:
    return theme.option("primaryColor") if owner == "own" else colour(Tone.quiet)


def _ink() -> str:
    return theme.option("textColor")


def _y(name: str, unit: str) -> alt.Y:
    form = ".0%" if unit == "share" else ",.0f"
    return alt.Y(
        f"{name}:Q",
        title=None,
        scale=alt.Scale(zero=False, padding=22),
        axis=alt.Axis(format=form, tickCount=4, domain=False, ticks=False, grid=True),
    )


def _tooltip(name: str, title: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("year:O", title=t("filter.year_label")),
        alt.Tooltip("common_era:N", title=t("targets.common_era")),
        alt.Tooltip(f"{name}_words:N", title=title),
    ]


def _planned(base: alt.Chart, unit: str) -> list[alt.Chart]:
    hue = alt.Color(
        "set_by:N",
        scale=alt.Scale(domain=["own", "nation"], range=[_owner_colour("own"), _owner_colour("nation")]),
        legend=None,
    )
    here = base.transform_filter("isValid(datum.target_value)").encode(y=_y("target_value", unit), color=hue)
    return [
        here.mark_line(strokeDash=[6, 4], strokeWidth=1.8).encode(detail="planned_line:N"),
        here.mark_point(
            shape="diamond", size=70, filled=True, fill=theme.option("secondaryBackgroundColor")
        ).encode(
            stroke=hue, strokeWidth=alt.value(1.8), tooltip=_tooltip("target_value", t("column.target"))
        ),
    ]


def _reached(base: alt.Chart, unit: str) -> list[alt.Chart]:
    here = base.transform_filter("isValid(datum.value)").encode(y=_y("value", unit))
    # A line for each stretch: it breaks at a missing year and where the rules or the round changed.
    return [
        here.mark_line(strokeWidth=2.5, color=colour(Tone.busy)).encode(detail="line_first_fiscal_year:N"),
        here.mark_circle(size=70, color=colour(Tone.busy), opacity=1).encode(
            tooltip=_tooltip("value", t("targets.actual"))
        ),
    ]


def _expected(told: pl.DataFrame, base: alt.Chart, unit: str) -> list[alt.Chart]:
    """From the last value dotted to the year that the target is for."""
    expected = told.filter(pl.col("projected_value").is_not_null())
    if not expected.height:
        return []
    last = told.filter(pl.col("value").is_not_null()).tail(1).with_columns(projected_value=pl.col("value"))
    line = pl.concat([last, expected])
    here = base.encode(y=_y("projected_value", unit))
    dots, end = here.copy(), here.copy()
    dots.data, end.data = line, expected.tail(1)
    return [
        dots.mark_line(strokeDash=[2, 3], strokeWidth=2.2, color=colour(Tone.warn)),
        end.mark_point(shape="triangle-up", size=80, color=colour(Tone.warn), strokeWidth=2).encode(
            tooltip=_tooltip("projected_value", t("targets.projection"))
        ),
    ]


def _labels(rows: pl.DataFrame, unit: str) -> list[Label]:
    """Which numbers stand in the chart: the last of each line, each above or below so that none hides another."""
    last = {name: _last(rows, name) for name in LINES}
    found = []

    def label(name: str, align: str, dy: int, hue: str) -> None:
        year, value = last[name]  # type: ignore[misc]
        number = shown(value, unit).replace("-", "−")
        found.append(Label(number, str(year), value, align, dy, hue))

    if last["value"]:
        before = rows.filter(pl.col("value").is_not_null())["value"].tail(2)[0]
        # On the side that the line does not come from.
        label("value", "right" if last["value"][1] >= before else "left", _ABOVE, colour(Tone.busy))
    if last["projected_value"]:
        expected = last["projected_value"][1]
        goal = last["target_value"][1] if last["target_value"] else expected
        label("projected_value", "center", _ABOVE if expected >= goal else _BELOW, colour(Tone.warn))
    if last["target_value"]:
        highest = max((end[1] for name, end in last.items() if end and name != "target_value"), default=0)
        is_below = highest >= last["target_value"][1]
        label("target_value", "center", _BELOW if is_below else _ABOVE, _ink())
    return found


def _last(rows: pl.DataFrame, name: str) -> tuple[int, float] | None:
    ends = rows.filter(pl.col(name).is_not_null()).select("fiscal_year", name).rows()
    return (int(ends[-1][0]), float(ends[-1][1])) if ends else None


def _numbers(rows: pl.DataFrame, unit: str, x: alt.X) -> alt.Chart:
    """The labels, each placed by what its row says."""
    labels = pl.DataFrame(_labels(rows, unit), schema=Label._fields, orient="row")
    placed = {name: alt.expr(f"datum.{name}") for name in ("align", "dy")}
    return (
        alt.Chart(labels)
        .mark_text(fontSize=13, fontWeight="bold", **placed)
        .encode(x=x, y=_y("at", unit), text="number:N", color=alt.Color("hue:N", scale=None))
    )


def _path_words(rows: pl.DataFrame, unit: str, verdict: str) -> str:
    names = {
        "value": t("targets.actual"),
        "target_value": t("column.target"),
        "projected_value": t("targets.projection"),
    }
    said = []
    for name, title in names.items():
        points = rows.filter(pl.col(name).is_not_null()).select("fiscal_year", name).rows()
        if points:
            said.append(f"{title} " + ", ".join(f"{year} {amount(value, unit)}" for year, value in points))
    return "; ".join([*said, *([verdict] if verdict else [])])


def verdict_tone(code: str | None) -> Tone:
    """What a verdict says by its colour; without one nothing can be said."""
    return VERDICT_TONES.get(code or "", Tone.quiet)
