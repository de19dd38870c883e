"""The parts that pages are put together from: heading, tile, list of what to look at, empty state."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any
from urllib.parse import quote, urlencode

import polars as pl
import streamlit as st

from dashboard import address, failures, formats, navigation
from dashboard.data import row
from dashboard.filters import Filters
from dashboard.language import t
from dashboard.theme import SYMBOLS, Tone, colour
from dashboard.tiles import Elsewhere, Tile

_SPARK_WIDTH, _SPARK_HEIGHT = 120, 28
# A figure of so few letters, such as the level AA, is none to be made smaller.
_SHORT_WORD = 3
# Longer numbers are written smaller on a phone, and those of billions everywhere.
_SHORT_NUMBER = 8
_MILLIONS = 10


def heading(title: str, subtitle: str) -> None:
    """The message of the page first, then what it is about."""
    about = formats.with_years(escape(subtitle))
    st.html(f'<h1 class="message">{escape(title)}</h1><p class="about">{about}</p>')


def withheld(counts: pl.Series) -> None:
    """Say how many counts of complaints are withheld from the reader, if any are."""
    total = int(counts.sum() or 0)
    if total:
        note(t("access.withheld", few=formats.FEW, counts=formats.count(total)))


@contextmanager
def card(key: str, title: str) -> Iterator[None]:
    """A white card with a title; what fails inside it is told there."""
    with st.container(border=True, key=f"card-{key}"):
        st.html(f"<h2>{escape(title)}</h2>")
        with failures.part(f"card {key}"):
            yield


@failures.section
def tiles(items: Sequence[Tile]) -> None:
    """Tiles side by side, each with a name, value, scale with target, verdict, sentence, coverage.

    One without data has a way to a year with some.
    """
    boxes(*(_box(item.code, _tile(item)) for item in items))


def _tile(item: Tile) -> str:
    value = f"{escape(item.value)}<small>{escape(item.unit)}</small>" if item.unit else escape(item.value)
    return (
        f'<div class="tile"><div class="name">{_metric_link(item)}</div>'
        f'<div class="value {_size(item.value)}">{value}</div>'
        f"{_scale(item)}"
        f"{_verdict(item)}"
        f'<div class="sentence">{escape(item.sentence)}</div>'
        f"{_quiet_line(item.verdicts)}"
        f"{_quiet_line(item.direction)}"
        f"{_sparkline(item)}"
        f'<div class="coverage">{escape(item.coverage)}</div></div>'
        f"{_to_elsewhere(item.elsewhere) if item.elsewhere else ''}"
    )


def _to_elsewhere(place: Elsewhere) -> str:
    """The way to the year, and the round where there are rounds, that a tile has data of."""
    words = t("tile.go_to_year", year=place.fiscal_year)
    if place.report_round:
        words = t("tile.go_to_round", year=place.fiscal_year, round=place.report_round)
    return navigation.anchor(
        navigation.current().slug, words, year=place.fiscal_year, round=place.report_round
    )


def boxes(*made: str, key: str = "tiles") -> None:
    """Plain tiles side by side, as `figure` and `figures` make them."""
    st.html(f'<div class="st-key-{key}">{"".join(made)}</div>')


def figure(key: str, name: str, value: str, words: str, tone: Tone | None = None) -> str:
    """A plain tile: a name, a figure and what it means. A word in the place of a figure is written smaller."""
    return _box(
        key,
        f'<div class="tile"><div class="name">{escape(name)}</div>'
        f'<div class="value {tone or ""} {_size(value)}">{escape(value)}</div>'
        f'<div class="coverage">{escape(words)}</div></div>',
    )


def figures(key: str, name: str, rows: list[tuple[str, str, str]]) -> str:
    """A plain tile of several small figures: name, figure and what it means."""
    lines = "".join(
        f"<dt>{escape(label)}</dt><dd><b>{escape(value)}</b> <small>{escape(words)}</small></dd>"
        for label, value, words in rows
    )
    return _box(
        key, f'<div class="tile"><div class="name">{escape(name)}</div><dl class="figures">{lines}</dl></div>'
    )


def _box(key: str, content: str) -> str:
    return f'<div class="box st-key-tile-{key}">{content}</div>'


def chart_words(words: str, entries: Sequence[tuple[str, ...]], html: str = "") -> None:
    """A chart as HTML, or what stands below it: the chart in words, for those who do not see it; then its legend."""
    told = f'<p class="heard chart-words">{escape(words)}</p>'
    st.html(f"{html}{told}{_legend(entries) if entries else ''}")


def legend(entries: Sequence[tuple[str, ...]]) -> None:
    """A legend as text that wraps: colours and words, and the sign drawn where it is no square."""
    st.html(_legend(entries))


def _legend(entries: Sequence[tuple[str, ...]]) -> str:
    lines = "".join(
        f'<li><span style="color:{hue}" aria-hidden="true">{"".join(sign) or "■"}</span> {escape(words)}</li>'
        for hue, words, *sign in entries
    )
    return f'<ul class="legend">{lines}</ul>'


def attention(
    key: str, tone: Tone, title: str, detail: str, *, go: Callable[[], None] | None = None, symbol: str = ""
) -> None:
    """One thing to look at: symbol, what, why, and the way to the page that shows it."""
    with st.container(
        key=f"look-{key}", horizontal=True, vertical_alignment="center", gap="small", wrap=False
    ):
        st.html(_look(tone, title, detail, symbol), width="stretch")
        if go:
            with st.container(width="content"):
                go()


def attentions(lines: Sequence[tuple[str, Tone, str, str, str]]) -> None:
    """Several things to look at: of each its key, tone, what, why, and the link there."""
    looks = (
        f'<div class="st-key-look-{escape(key)}">{_look(tone, title, detail)}{go}</div>'
        for key, tone, title, detail, go in lines
    )
    st.html(f'<div class="looks">{"".join(looks)}</div>')


def _look(tone: Tone, title: str, detail: str, symbol: str = "") -> str:
    return (
        f'<div class="look {tone}"><span class="symbol">{symbol or SYMBOLS[tone]}</span>'
        f"<div><div>{escape(title)}</div><small>{escape(detail)}</small></div></div>"
    )


def subheading(text: str, *, is_chosen: bool) -> None:
    """The heading of a part of a card; the one that the filters mean stands out."""
    st.html(subheaded(text, is_chosen=is_chosen))


def subheaded(text: str, *, is_chosen: bool) -> str:
    """The same as HTML."""
    return f'<p class="subheading{" chosen" if is_chosen else ""}">{escape(text)}</p>'


def facts(rows: list[tuple[str, str]]) -> None:
    """Names and values, one pair a line."""
    pairs = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    st.html(f'<dl class="facts">{pairs}</dl>')


def corrections(rows: pl.DataFrame) -> None:
    """What was corrected: the printed value beside the corrected one, and below them the reason and the proof."""
    for (reason, evidence), cells in rows.group_by("reason", "evidence", maintain_order=True):
        changes = "".join(_change(cell) for cell in cells.iter_rows(named=True))
        st.html(
            f'<div class="correction">{changes}<details><summary>{escape(str(reason))}</summary>'
            f"<small>{escape(str(evidence))}</small></details></div>"
        )


def _change(cell: dict[str, Any]) -> str:
    printed, corrected = cell["printed"] or t("projects.silent"), cell["corrected"] or ""
    label = f"{escape(cell['label'])}: " if cell.get("label") else ""
    return (
        f"<p>{label}<del>{escape(printed)}</del> → <ins>{escape(corrected)}</ins> "
        f"<small>{escape(formats.place(cell['locator']))}</small></p>"
    )


def scope_title(filters: Filters) -> str:
    """Whom the figures are about."""
    if filters.org_code:
        return str(row("organisation_names", org_code=filters.org_code)["full_name_th"])
    count = row("overview_scope", **filters.parameters)["organisations"]
    return t("filter.organisations", count=formats.count(count))


def empty(why: str, what_fills_it: str) -> None:
    """An empty state that says why it is empty and what would fill it."""
    st.html(f'<div class="empty"><p>{escape(why)}</p><small>{escape(what_fills_it)}</small></div>')


def note(*texts: str) -> None:
    """Quiet lines below a chart or table."""
    st.html("".join(map(noted, texts)))


def noted(text: str) -> str:
    """A quiet line as HTML."""
    return f'<p class="note">{escape(text)}</p>'


def _size(value: str) -> str:
    """What makes a value smaller than most: it says that there is none, is a word, or a number of billions."""
    if value == formats.NOTHING:
        return "none"
    if any(map(str.isdigit, value)):
        return "billions" if len(value) > _MILLIONS else "long" if len(value) > _SHORT_NUMBER else ""
    return "word" if len(value) > _SHORT_WORD else ""


def _metric_link(item: Tile) -> str:
    """The name of the metric, which leads to the page that says what it measures and how."""
    where = f"downloads?{urlencode(address.shared_with_changes(metric=item.code))}"
    name, meaning = escape(item.metric.name), escape(item.metric.meaning)
    return f'<a href="{escape(where)}" target="_self" title="{meaning}">{name}</a>'


def _quiet_line(words: str) -> str:
    return f'<div class="quiet-line">{escape(words)}</div>' if words else ""


def _verdict(item: Tile) -> str:
    if not item.verdict:
        return ""
    return f'<div class="verdict {item.tone}">{item.symbol} {escape(item.verdict)}</div>'


def _scale(item: Tile) -> str:
    if item.share is None and item.target is None:
        return '<div class="scale blank"></div>'
    bar = (
        f'<i class="{item.tone}" style="width:{item.share * 100:.1f}%"></i>' if item.share is not None else ""
    )
    tick = f'<b style="left:{item.target * 100:.1f}%"></b>' if item.target is not None else ""
    return f'<div class="scale" aria-hidden="true">{bar}{tick}</div>'


def _sparkline(item: Tile) -> str:
    """The values of the years as a line; one value alone has no trend and draws nothing."""
    if len(item.trend) < 2:  # noqa: PLR2004
        return ""
    years = [year for year, _ in item.trend]
    values = [value for _, value in item.trend]
    low, span = min(values), (max(values) - min(values)) or 1
    steps = max(years) - min(years)
    points = " ".join(
        f"{2 + (year - years[0]) / steps * (_SPARK_WIDTH - 4):.1f},"
        f"{_SPARK_HEIGHT - 3 - (value - low) / span * (_SPARK_HEIGHT - 6):.1f}"
        for year, value in item.trend
    )
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SPARK_WIDTH} {_SPARK_HEIGHT}">'
        f'<polyline points="{points}" fill="none" stroke="{colour(Tone.busy)}" stroke-width="2"/></svg>'
    )
    label = t("tile.trend", values=item.trend_words)
    return (
        f'<img class="spark" alt="{escape(label)}" src="data:image/svg+xml,{quote(drawing)}">'
        f'<div class="years"><span>{years[0]}</span><span>{years[-1]}</span></div>'
    )
