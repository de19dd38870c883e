"""What all charts share: their style, their texts, and how they stand on a page with table and downloads."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, ParamSpec, TypeAlias, TypeVar, cast

import altair as alt
import polars as pl
import pyarrow as pa
import streamlit as st
from altair.utils.schemapi import disable_debug_mode

from dashboard import failures, file_links, formats, parts, pictures, tables, theme
from dashboard.access import entry
from dashboard.alone import folded
from dashboard.data import row
from dashboard.language import language, t
from dashboard.memory import Memory, in_full

# Altair proves each part of a chart against the schema of Vega-Lite while it is made, and all of it again when it is
# shown. That takes longer than all else of a page, and tells nobody anything once the tests have drawn every chart.
disable_debug_mode()

# A line has room for so many titles.
NAMED_SOURCES = 2
# A mark of opacity 1 where the `number` of a datum fits into its `share` of the width; one that does not is in the
# tooltip and the table.
NUMBER_FITS = "datum.share * width >= 9 * length(datum.number) ? 1 : 0"

Parameters = ParamSpec("Parameters")
Chart: TypeAlias = alt.LayerChart | alt.Chart | alt.FacetChart | alt.VConcatChart | alt.HConcatChart


@dataclass(frozen=True)
class Plain:
    """A chart that the page draws as HTML, the same in words, and how it is drawn when somebody wants its picture."""

    html: str
    words: str
    picture: Callable[[], Chart]


# A chart that the browser works out, and the same in words; or one that it need not.
Drawing: TypeAlias = tuple[Chart, str] | Plain
Drawn = TypeVar("Drawn", bound=Drawing)


@dataclass(frozen=True)
class Caption:
    """What stands on the picture of a chart: what it shows of whom, and where the figures come from."""

    title: str
    source: str


@dataclass(frozen=True)
class _Spec:
    """What the browser draws of a chart: its text, and its rows by the names that they have in it."""

    # Held, so that no other chart takes its id.
    chart: Chart
    text: str
    datasets: dict[str, Any]


@dataclass(frozen=True)
class _Shown:
    """A chart as Streamlit takes it: worked out once, and not proven once more."""

    chart: Chart

    def to_dict(self) -> dict[str, Any]:
        """What the browser draws: a copy, for Streamlit changes what it gets."""
        spec = _specs.get(("spec", id(self.chart)), self._spec)
        return {**json.loads(spec.text), "datasets": spec.datasets}

    def _spec(self) -> _Spec:
        datasets: dict[str, Any] = {}
        # Streamlit holds its lock over what Altair sets for all threads while it asks for a chart.
        with alt.data_transformers.enable("to_arrow_dataset", datasets=datasets):
            text = json.dumps(self.chart.to_dict(validate=False))
        words = set(re.findall(r"\w+", text))
        # Named by their contents, other rows would be another chart, which the browser makes from the beginning.
        names = {name: f"rows_{number}" for number, name in enumerate(datasets)}
        for name, plain in names.items():
            text = text.replace(f'"{name}"', f'"{plain}"')
        return _Spec(self.chart, text, {names[name]: _named(rows, words) for name, rows in datasets.items()})


def _named(rows: bytes, words: set[str]) -> bytes:
    """The columns of a stream of Arrow that a chart names: the browser makes an object of each row."""
    table = pa.ipc.open_stream(rows).read_all()
    named = [name for name in table.column_names if name in words]
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.select(named).schema) as stream:
        stream.write_table(table.select(named))
    return bytes(sink.getvalue())


_charts: Memory[Any] = Memory(500, of_builds=True)
_specs: Memory[_Spec] = Memory(500, of_builds=True)


def drawn_once(draw: Callable[Parameters, Drawn]) -> Callable[Parameters, Drawn]:
    """A chart that is drawn once for the same rows and language: most of them stay as they are at a click.

    Whoever has it from here must not change it: all readers share it.
    """

    @wraps(draw)
    def drawn(*args: Parameters.args, **options: Parameters.kwargs) -> Drawn:
        asked = in_full(*args, *options, *options.values())
        key = (draw.__module__, draw.__name__, language(), asked)
        return cast("Drawn", _charts.get(key, lambda: draw(*args, **options)))

    return drawn


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
        # What has a tooltip says which; the letters of a chart would tell the names of columns.
        mark=alt.MarkConfig(aria=False, tooltip=False),
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(aria=False, labelFontSize=14, titleFontSize=13, labelLimit=260, **axis),
        header=alt.HeaderConfig(labelColor=ink, labelFontSize=14, labelFontWeight="bold", title=None),
        legend=alt.LegendConfig(
            labelColor=ink, titleColor=ink, labelFontSize=13, orient="bottom", labelLimit=300
        ),
    )
    return dressed


@failures.section
def show(
    key: str,
    chart: Drawing,
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
    if isinstance(chart, Plain):
        parts.chart_words(chart.words, legend, chart.html)
    else:
        drawing, words = chart
        # Words that change with the figures would make it another chart, too: they stand after it.
        shown = cast("Chart", _Shown(drawing))
        st.altair_chart(shown, theme=None, alt=t("chart.told_after"), key=f"chart-{key}")
        parts.chart_words(words, legend)
    behind = partial(_behind, key, chart, caption, rows, download, legend)
    folded(f"table-{key}", t("chart.as_table"), behind)


def _behind(
    key: str,
    chart: Drawing,
    caption: Caption,
    rows: pl.DataFrame,
    download: tuple[str, Mapping[str, object], *tuple[int, ...]],
    legend: Sequence[tuple[str, ...]],
) -> None:
    """The rows of a chart as a table, with the downloads of rows and picture."""
    tables.table(tables.in_language(rows))
    drawing = chart.picture() if isinstance(chart, Plain) else chart[0]
    query, filters, *count = download
    file_links.show(query, count[0] if count else rows.height, filters)
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


def room(places: Mapping[str, Sequence[Any]], **axes: alt.X | alt.Y) -> alt.Chart:
    """An unseen layer, so that the axes reach to these places: values by the names of their fields.

    A domain written into a chart would make each year another chart, which the browser draws from the beginning;
    of rows it takes the new ones.
    """
    return alt.Chart(pl.DataFrame(places)).mark_point(opacity=0).encode(**axes)


def pass_colour(*, passes: bool) -> str:
    """The colour of what reaches the pass mark, and of what does not."""
    return theme.colour(theme.Tone.good if passes else theme.Tone.warn)


def by_pass() -> Any:
    """The colour of each datum by its `passes`."""
    return alt.condition(
        "datum.passes", alt.value(pass_colour(passes=True)), alt.value(pass_colour(passes=False))
    )


def year_axis() -> alt.Axis:
    """An axis of fiscal years, which are names and not amounts; where they do not all fit, every other one."""
    return alt.Axis(title=None, labelAngle=0, grid=False, ticks=False, labelOverlap=True, labelSeparation=6)
