"""Compare: organisations by name or by a rule; metrics with rank and years, indicators, the map, pairs, measures."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, file_links, filters, formats, navigation, parts, widgets
from dashboard.charts.targets import amount
from dashboard.data import ask
from dashboard.filters import Filters
from dashboard.language import t
from dashboard.peer_groups import BY_NAME, Group
from dashboard.sections import compare_cards, compare_tables, peers
from dashboard.theme import Tone

FEWEST = 2
FEWEST_RANKED = 3
SECTIONS = ("ranks", "indicators", "map", "pairs", "measures")
# What belongs to one section and stays behind when another is opened.
OF_ONE_SECTION = ("metric_x", "metric_y", "missing")


def main() -> None:
    """Ask, then show."""
    view = filters.bar()
    group = peers.read(view)
    if not group.codes:
        parts.heading(t("compare.nobody"), parts.scope_title(view))
        parts.empty(t("compare.nobody_why"), t("compare.nobody_fill"))
        return
    rows = ask("compare_metrics", **{**view.parameters, **group.parameters})
    metrics = compare_cards.all_metrics()
    metric = filters.known(address.get("metric"), list(metrics)) or _usual_metric(rows, list(metrics))
    with st.container(key="own-filters", horizontal=True, vertical_alignment="center", gap="small"):
        peers.bar(view, group)
        widgets.select(
            "metric", t("compare.metric"), list(metrics), metric, lambda code: metrics[code]["name"]
        )
    about = f"{group.words} · {t('overview.year', year=view.fiscal_year)}"
    parts.heading(_message(view, group, rows.filter(metric_code=metric), metrics[metric]), about)
    _advice(view, group)
    section = filters.known(address.get("section"), list(SECTIONS)) or SECTIONS[0]
    words = {name: t(f"compare.section_{name}") for name in SECTIONS}
    st.html(peers.chips(group) + navigation.sections(words, section, OF_ONE_SECTION))
    match section:
        case "indicators":
            compare_cards.indicators(view, group)
        case "map":
            compare_cards.provinces(view, metric, metrics)
        case "pairs":
            compare_cards.pairs(view, group, metrics, _with_data(rows))
        case "measures":
            _measures(view, group)
        case _:
            _metrics(view, group, rows)
            compare_cards.years(view, group, metric, metrics)


def _usual_metric(rows: pl.DataFrame, everything: list[str]) -> str:
    """The first metric that can be ranked; failing that the first that most of those shown have."""
    known = rows.group_by("metric_code", maintain_order=True).agg(
        pl.col("rank").count().alias("ranks"), pl.len().alias("values")
    )
    best = known.sort(pl.col("ranks") > 0, "values", descending=True, maintain_order=True)
    ranked = known.filter(pl.col("ranks") > 0)
    first = ranked if ranked.height else best
    return str(first["metric_code"][0]) if first.height else everything[0]


def _with_data(rows: pl.DataFrame) -> list[str]:
    """The metrics that at least two of those shown have, those that can be ranked first."""
    known = rows.group_by("metric_code", maintain_order=True).agg(
        pl.len().alias("values"), (pl.col("better") == "none").first().alias("is_last")
    )
    return (
        known.filter(pl.col("values") >= FEWEST).sort("is_last", maintain_order=True)["metric_code"].to_list()
    )


def _message(view: Filters, group: Group, rows: pl.DataFrame, metric: Mapping[str, Any]) -> str:
    """What the chosen metric says: of peers the place of the one they are of, else the highest and the lowest."""
    name, unit = metric["name"], metric["unit"]
    known = rows.filter(pl.col("value").is_not_null())
    if known.height < FEWEST:
        return t(
            "compare.message_none", metric=name, year=view.fiscal_year, count=formats.count(known.height)
        )
    own = known.filter(org_code=group.own["org_code"])
    if group.rule != BY_NAME and own.height and own["rank"][0] is not None:
        return t(
            "compare.message_rank", name=group.own["short_name_th"], metric=name,
            value=amount(own["value"][0], unit), rank=formats.count(own["rank"][0]),
            ranked=formats.count(own["ranked"][0]),
        )  # fmt: skip
    ordered = known.sort("value", descending=True, maintain_order=True)
    first, last = ordered.row(0, named=True), ordered.row(-1, named=True)
    if first["value"] == last["value"]:
        return t("compare.message_same", metric=name, value=amount(first["value"], unit))
    return t(
        "compare.message_range", metric=name,
        highest=group.names[first["org_code"]], high=amount(first["value"], unit),
        lowest=group.names[last["org_code"]], low=amount(last["value"], unit),
    )  # fmt: skip


def _advice(view: Filters, group: Group) -> None:
    """How to choose, where nothing is chosen; and a year with more data, where this one has little."""
    if len(group.codes) < FEWEST:
        key = "compare.one_alone" if group.rule == BY_NAME else "compare.no_peers"
        parts.attention("alone", Tone.warn, t(key), t("compare.one_alone_fill"))
    elif group.rule == BY_NAME and not group.is_chosen:
        parts.attention(
            "choose", Tone.busy, t("compare.not_chosen", count=len(group.codes)), t("compare.how_to")
        )
    elif group.size > len(group.codes):
        key = "compare.shown_chosen" if group.is_chosen else "compare.shown_nearest"
        parts.note(t(key, shown=formats.count(len(group.codes)), size=formats.count(group.size)))
    counted = _counted_years(group)
    having = counted.get(view.fiscal_year, 0)
    better = max(counted, key=lambda year: (counted[year], year), default=None)
    if better is not None and having < FEWEST and counted[better] > having:
        detail = t("compare.few_fill", year=better, count=counted[better])
        parts.attention(
            "few", Tone.warn, t("compare.few", year=view.fiscal_year, count=having, all=len(group.codes)), detail,
            go=lambda: navigation.link("compare", t("tile.go_to_year", year=better), year=better),
        )  # fmt: skip


def _counted_years(group: Group) -> dict[int, int]:
    """How many of those shown have any metric of each year."""
    return Counter(group.shown["metric_years"].drop_nulls().explode().to_list())


def _metrics(view: Filters, group: Group, rows: pl.DataFrame) -> None:
    with parts.card("metrics", t("compare.metrics", year=view.fiscal_year)):
        if not rows.height:
            parts.empty(t("compare.no_metrics", year=view.fiscal_year), t("compare.no_metrics_fill"))
            return
        compare_tables.metrics(rows, group.numbered, group.drafts)
        notes = [t("compare.ranks_how")]
        few = rows.filter(pl.col("rank").is_null() & (pl.col("better") != "none") & ~pl.col("is_too_few"))
        if few.height:
            notes.append(t("compare.not_ranked", fewest=FEWEST_RANKED, metrics=_names_of(few)))
        neither = rows.filter(better="none")
        if neither.height:
            notes.append(t("compare.no_better", metrics=_names_of(neither)))
        parts.note(*notes)
        file_links.show("compare_metrics", rows.height, {**view.link, **group.link})


def _names_of(rows: pl.DataFrame) -> str:
    names = compare_cards.all_metrics()
    return ", ".join(names[code]["name"] for code in rows["metric_code"].unique(maintain_order=True))


def _measures(view: Filters, group: Group) -> None:
    """Who does what we do not."""
    with parts.card("measures", t("compare.measures", year=view.fiscal_year)):
        widgets.toggle("missing", t("compare.only_missing", name=group.own["short_name_th"]))
        is_narrowed = address.get("missing") == "1"
        asked = {**view.parameters, **group.parameters, "only_missing": is_narrowed}
        rows = ask("compare_measures", **asked)
        if not rows.height:
            if is_narrowed:
                name = group.own["short_name_th"]
                parts.empty(t("compare.none_missing", name=name), t("compare.none_missing_fill"))
            else:
                parts.empty(t("compare.no_measures", year=view.fiscal_year), t("compare.no_measures_fill"))
            return
        parts.note(t("compare.measures_how", count=formats.count(rows["catalogue_no"].n_unique())))
        compare_tables.measures(rows, group.names, group.drafts, _project_link(view))
        file_links.show(
            "compare_measures",
            rows.height,
            {**view.link, **group.link, "missing": "1" if is_narrowed else None},
        )


def _project_link(view: Filters) -> dict[str, object]:
    return address.shared_with_changes(
        year=view.fiscal_year, round=view.report_round, province=None, type=None, dimension=None
    )  # type: ignore[return-value]


main()
