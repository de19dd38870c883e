"""What all charts share: their style, their texts, and how they stand on a page with table and downloads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, ParamSpec, TypeAlias, cast

import altair as alt
import polars as pl
import streamlit as st
from altair.utils.schemapi import disable_debug_mode

from dashboard import formats, parts, pictures, tables, theme
from dashboard.access import entry
from dashboard.data import row
from dashboard.language import language, t

# Altair proves each part of a chart against the schema of Vega-Lite while it is made, and all of it again when it is
# shown. That takes longer than all else of a page, and tells nobody anything once the tests have drawn every chart.
disable_debug_mode()

# A line has room for so many titles.
NAMED_SOURCES = 2

Parameters = ParamSpec("Parameters")
Chart: TypeAlias = alt.LayerChart | alt.Chart | alt.FacetChart | alt.VConcatChart | alt.HConcatChart


@dataclass(frozen=True)
class Caption:
    """What stands on the picture of a chart: what it shows of whom, and where the figures come from."""

    title: str
    source: str


@dataclass(frozen=True)
class _Unproven:
    """A chart that is shown without being proven once more."""

    chart: Chart

    def to_dict(self) -> dict[str, Any]:
        """What the browser draws."""
        return cast("dict[str, Any]", self.chart.to_dict(validate=False))


def drawn_once(draw: Callable[Parameters, tuple[Chart, str]]) -> Callable[Parameters, tuple[Chart, str]]:
    """A chart that is drawn once for the same rows and language: most of them stay as they are at a click.

    Whoever has it from here must not change it: all readers share it.
    """

    @wraps(draw)
    def drawn(*args: Parameters.args, **options: Parameters.kwargs) -> tuple[Chart, str]:
        return _drawn(f"{draw.__module__}.{draw.__name__}", language(), draw, args, options)

    return drawn


@st.cache_resource(max_entries=500, show_spinner=False)
def _drawn(
    name: str,
    spoken: str,
    _draw: Callable[..., tuple[Chart, str]],
    args: tuple[Any, ...],
    options: Mapping[str, Any],
) -> tuple[Chart, str]:
    del name, spoken  # They tell charts apart, no more.
    return _draw(*args, **options)


def styled(chart: Chart) -> Chart:
    """A chart in the fonts and colours of the theme."""
    ink, line = theme.option("textColor"), theme.option("borderColor")
    axis = {"labelColor": ink, "titleColor": ink, "gridColor": line, "domainColor": line, "tickColor": line}
    # Set as it is: each of the methods `configure_…` copies the whole chart.
    dressed = chart.copy(deep=False)
    dressed.config = alt.Config(
        font=theme.option("font"),
        background="transparent",
        # The words of the chart stand on it as a whole; its marks would be read out by the names of columns.
        mark=alt.MarkConfig(aria=False),
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(aria=False, labelFontSize=14, titleFontSize=13, labelLimit=260, **axis),
        header=alt.HeaderConfig(labelColor=ink, labelFontSize=14, labelFontWeight="bold", title=None),
        legend=alt.LegendConfig(
            labelColor=ink, titleColor=ink, labelFontSize=13, orient="bottom", labelLimit=300
        ),
    )
    return dressed


def show(
    key: str,
    chart: tuple[Chart, str],
    *,
    caption: Caption,
    rows: pl.DataFrame,
    download: tuple[str, Mapping[str, object], *tuple[int, ...]],
    legend: Sequence[tuple[str, ...]] = (),
) -> None:
    """A chart with its words, the view as a table, and downloads of its rows and of its picture.

    `rows` are what the table view shows; `download` is the query they come from and its filters as the
    address writes them, and how many rows that has where it has others. The caption is printed on the
    picture, with the date of the build. `legend` has the colours and their words, as text that wraps.
    """
    drawing, words = chart
    st.altair_chart(cast("Chart", _Unproven(drawing)), theme=None, alt=words, key=f"chart-{key}")
    if legend:
        parts.legend(legend)
    with st.expander(t("chart.as_table"), key=f"table-{key}"):
        tables.table(tables.in_language(rows))
        query, filters, *count = download
        tables.download(query, count[0] if count else rows.height, filters)
        with st.container(horizontal=True, gap="small"):
            for suffix in pictures.KINDS:
                st.download_button(
                    t("chart.picture", format=suffix.upper()),
                    partial(pictures.draw, drawing, caption.title, footer(caption.source), suffix, legend),
                    entry.name_for_reader(f"{key}.{suffix}"),
                    pictures.KINDS[suffix],
                    key=f"picture-{key}-{suffix}",
                    on_click="ignore",
                    icon=":material/image:",
                )


def footer(source: str) -> str:
    """What stands below a picture: where its figures come from and of which day, first that they are not real."""
    said = t("chart.footer", source=source, day=formats.built_day(row("build")["built_at"]))
    return f"{t('app.simulated')} · {said}" if row("simulated")["is_simulated"] else said


def sources(titles: Sequence[str]) -> str:
    """The first titles of sources, and how many more there are."""
    more = (
        t("overview.more_sources", count=len(titles) - NAMED_SOURCES) if len(titles) > NAMED_SOURCES else ""
    )
    return " · ".join(titles[:NAMED_SOURCES]) + more


def texts(name: str, rows: pl.DataFrame, label: Callable[[Mapping[str, Any]], str]) -> pl.Series:
    """One text for each row."""
    # Not map_elements: the language is the reader's, and known in the thread of their session only.
    return pl.Series(name, [label(row) for row in rows.iter_rows(named=True)], pl.String)


def year_axis(**options: Any) -> alt.Axis:
    """An axis of fiscal years, which are names and not amounts."""
    return alt.Axis(title=None, labelAngle=0, grid=False, **options)
