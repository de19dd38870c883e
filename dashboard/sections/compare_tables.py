"""The tables of the comparison: metrics with rank and band, and who carries out which standard measure."""

from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, formats, parts
from dashboard.alone import folded
from dashboard.charts.targets import amount
from dashboard.language import language, local, t
from dashboard.memory import Memory, in_full
from dashboard.theme import Tone

BANDS = 4
# So many measures stand open; the others are one click away.
OPEN_MEASURES = 15
_STATES = {
    "completed": (Tone.good, "✓"),
    "planned": (Tone.busy, "●"),
    "absent": (Tone.quiet, "—"),
    "no_plan": (Tone.quiet, "?"),
}

Row = Mapping[str, Any]


def metrics(rows: pl.DataFrame, names: Mapping[str, str], drafts: Collection[str]) -> None:
    """The metrics that any of the organisations shown has: a row for each organisation, with its rank and band.

    `drafts` are those whose plan of the year is only a draft.
    """
    heads = [part.row(0, named=True) for _, part in rows.group_by("metric_code", maintain_order=True)]
    cells = {(row["org_code"], row["metric_code"]): row for row in rows.iter_rows(named=True)}
    heading = escape(t("column.organisation"))
    head = "".join(f'<th scope="col">{escape(local(item, "name"))}</th>' for item in heads)
    body = "".join(
        f'<tr><td class="title_th" data-label="{heading}">{_organisation(code, name, code in drafts)}</td>'
        + "".join(_metric(item, cells.get((code, item["metric_code"]))) for item in heads)
        + "</tr>"
        for code, name in names.items()
    )
    median = "".join(_median(item) for item in heads)
    st.html(
        f'<table class="rows compared"><thead><tr><th scope="col">{heading}</th>{head}</tr>'
        f'</thead><tbody>{body}<tr class="median"><td class="title_th"><span>{escape(t("compare.median"))}</span></td>'
        f"{median}</tr></tbody></table>"
    )


def _organisation(code: str, name: str, is_draft: bool) -> str:
    where = address.shared_with_changes(org=code, province=None, type=None)
    link = escape("organisation" + address.query(where))
    note = f"<small>{escape(t('tile.only_draft'))}</small>" if is_draft else ""
    return f'<span><a href="{link}" target="_self">{escape(name)}</a>{note}</span>'


def _metric(head: Row, row: Row | None) -> str:
    label = f'data-label="{escape(local(head, "name"))}"'
    if row is None:
        return f"<td {label}><span>{formats.NOTHING}</span></td>"
    if row["is_too_few"]:
        before, now = row["denominator"], row["denominator"] - row["numerator"]
        words = t("tile.cases", before=formats.count(before), now=formats.count(now))
        return f"<td {label}><span>{escape(words)}<small>{escape(t('verdict.too_few_cases'))}</small></span></td>"
    return f"<td {label}><span><b>{escape(amount(row['value'], row['unit']))}</b>{_place(row)}</span></td>"


def _place(row: Row) -> str:
    if row["rank"] is None:
        return ""
    rank = t("compare.rank", rank=formats.count(row["rank"]), ranked=formats.count(row["ranked"]))
    if row["band_no"] is None:
        return f"<small>{escape(rank)}</small><small>{escape(t('compare.all_same'))}</small>"
    filled = BANDS + 1 - row["band_no"]
    bars = '<i class="on"></i>' * filled + "<i></i>" * (BANDS - filled)
    band = escape(t(f"compare.band_{row['band_no']}"))
    return (
        f"<small>{escape(rank)}</small>"
        f'<small class="band"><span aria-hidden="true">{bars}</span> {band}</small>'
    )


def _median(head: Row) -> str:
    value = amount(head["group_median"], head["unit"])
    known = t("compare.with_value", count=formats.count(head["with_value"]))
    return (
        f'<td data-label="{escape(local(head, "name"))}"><span>{escape(value)}'
        f"<small>{escape(known)}</small></span></td>"
    )


def measures(
    rows: pl.DataFrame, names: Mapping[str, str], drafts: Collection[str], link: Mapping[str, object]
) -> None:
    """Standard measures by organisation: completed, planned or absent; the first open, the others in a fold.

    `rows` are of the query `compare_measures`; `link` is what a cell carries to the list of projects.
    """
    heads = [(number, names[code], code in drafts) for number, code in enumerate(names, start=1)]
    parts.legend(
        [(f"var(--{tone})", t(f"compare.state_{state}"), sign) for state, (tone, sign) in _STATES.items()]
    )
    numbered = "".join(
        f"<li><b>{number}</b> {escape(_drafted(name, is_draft))}</li>" for number, name, is_draft in heads
    )
    st.html(f'<ul class="numbered">{numbered}</ul>')
    key = (language(), in_full(rows, heads, link))
    first, rest = _matrices.get(key, lambda: _both(rows, heads, link))
    st.html(first)
    more = rows["catalogue_no"].n_unique() - OPEN_MEASURES
    if more > 0:
        folded("more-measures", t("compare.more_measures", count=formats.count(more)), lambda: st.html(rest))


_matrices: Memory[tuple[str, str]] = Memory(100, of_builds=True)


def _both(
    rows: pl.DataFrame, heads: Sequence[tuple[int, str, bool]], link: Mapping[str, object]
) -> tuple[str, str]:
    """The measures that stand open, and the others."""
    by_measure = [part.to_dicts() for _, part in rows.group_by("catalogue_no", maintain_order=True)]
    return (
        _matrix(by_measure[:OPEN_MEASURES], heads, link),
        _matrix(by_measure[OPEN_MEASURES:], heads, link),
    )


def _drafted(name: str, is_draft: bool) -> str:
    return f"{name} {t('projects.draft')}" if is_draft else name


def _matrix(
    by_measure: Sequence[list[dict[str, Any]]],
    heads: Sequence[tuple[int, str, bool]],
    link: Mapping[str, object],
) -> str:
    head = "".join(
        f'<th scope="col" title="{escape(name)}"><b>{number}</b><span>{escape(_drafted(name, is_draft))}</span></th>'
        for number, name, is_draft in heads
    )
    body = "".join(_measure(cells, heads, link) for cells in by_measure)
    return (
        f'<table class="matrix"><thead><tr><th scope="col">{escape(t("column.standard"))}</th>'
        f'<th scope="col">{escape(t("compare.doing"))}</th>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _measure(
    cells: list[dict[str, Any]], heads: Sequence[tuple[int, str, bool]], link: Mapping[str, object]
) -> str:
    first = cells[0]
    doing = t("compare.doing_of", doing=formats.count(first["doing"]), all=formats.count(first["with_plan"]))
    # Where none of those shown does it, others of the group are named.
    is_elsewhere = not any(cell["projects"] for cell in cells)
    whose = (
        f"<small>{escape(t('compare.such_as', names=first['first_doing']))}</small>" if is_elsewhere else ""
    )
    states = "".join(_state(cell, head, link) for cell, head in zip(cells, heads, strict=True))
    return (
        f'<tr><th scope="row">{first["catalogue_no"]}. {escape(first["title_th"])}</th>'
        f'<td class="doing">{escape(doing)}{whose}</td>{states}</tr>'
    )


def _state(cell: Row, head: tuple[int, str, bool], link: Mapping[str, object]) -> str:
    state = cell["measure_state"]
    tone, sign = _STATES[state]
    number, name, _ = head
    said = f"{name}: {t(f'compare.state_{state}')}"
    inside = f'<span class="{tone}" role="img" aria-label="{escape(said)}">{sign}</span>'
    if cell["projects"]:
        asked = {**link, "org": cell["org_code"], "measure": cell["catalogue_no"], "status": "all"}
        where = escape("projects" + address.query(asked))
        inside = f'<a class="{tone}" href="{where}" target="_self" aria-label="{escape(said)}">{sign}</a>'
    return f'<td data-label="{number}" title="{escape(said)}">{inside}</td>'
