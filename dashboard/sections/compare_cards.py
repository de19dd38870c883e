"""The charts of the comparison: the years, the indicators, the map, and two metrics against each other."""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, formats, navigation, parts, widgets
from dashboard.charts import base, compare, ita_spread
from dashboard.charts import map as province_map
from dashboard.charts.targets import amount
from dashboard.data import ask
from dashboard.filters import Filters, known
from dashboard.language import local, t
from dashboard.peer_groups import Group
from dashboard.tiles import OF_SEVERAL

# As many points as a reader can tell apart.
MOST_POINTS = 500
NAMED_PROVINCES = 3

Metrics = Mapping[str, Mapping[str, Any]]


def all_metrics() -> Metrics:
    """Code -> name and unit of the metrics that organisations are compared by."""
    return {
        row["metric_code"]: {**row, "name": local(row, "name")}
        for row in ask("metrics").iter_rows(named=True)
        if row["metric_code"] not in OF_SEVERAL
    }


def years(view: Filters, group: Group, metric: str, metrics: Metrics) -> None:
    """One metric of each organisation over the years."""
    with parts.card("years", t("compare.years", metric=metrics[metric]["name"])):
        rows = ask("compare_years", **_asked(view, group), metric_code=metric)
        if not rows.height:
            parts.empty(t("compare.no_years"), t("compare.no_years_fill"))
            return
        base.show(
            "years",
            compare.years(rows, group.numbered),
            caption=base.Caption(f"{metrics[metric]['name']} · {group.words}", _sources(group)),
            rows=rows.select(
                "short_name_th", "fiscal_year", _amount(rows), _amount(rows, "group_median"), "with_value"
            ),
            download=("compare_years", {**view.link, **group.link, "metric": metric}),
            legend=compare.years_legend(),
        )
        parts.note(t("compare.years_how"))


def indicators(view: Filters, group: Group) -> None:
    """The ITA indicators of each organisation in the year; without any the way to a year that has some."""
    with parts.card("heat", t("compare.heat", year=view.fiscal_year)):
        rows = ask("compare_indicators", **_asked(view, group))
        if not rows.height:
            parts.empty(t("compare.no_indicators", year=view.fiscal_year), t("ita.no_indicators_fill"))
            _to_ita_year(view, group)
            return
        named = rows.with_columns(
            pl.col("org_code").replace_strict(group.numbered, default=None).alias("short_name_th")
        )
        parts.note(t("compare.heat_how"))
        base.show(
            "heat",
            ita_spread.heat(named),
            caption=base.Caption(
                f"{t('compare.heat', year=view.fiscal_year)} · {group.words}", _sources(group)
            ),
            rows=named.select(
                "short_name_th", "indicator_no", "title_th", "title_en", "score", "gap_to_pass"
            ),
            download=("compare_indicators", {**view.link, **group.link}),
            legend=ita_spread.heat_legend(),
        )
        titles = rows.unique("indicator_no").sort("indicator_no")
        parts.note(
            " · ".join(f"{item['indicator_no']}. {local(item, 'title')}" for item in titles.to_dicts())
        )
        silent = [name for code, name in group.numbered.items() if code not in set(rows["org_code"])]
        if silent:
            parts.note(t("compare.heat_silent", names=", ".join(silent)))


def _to_ita_year(view: Filters, group: Group) -> None:
    rows = ask("compare_years", **_asked(view, group), metric_code="ita_score")
    if rows.height:
        year = rows["fiscal_year"].max()
        navigation.link("compare", t("tile.go_to_year", year=year), year=year)


def provinces(view: Filters, metric: str, metrics: Metrics) -> None:
    """The map: one metric of each province, of organisations of one type where the filter says so."""
    with parts.card("map", t("compare.map", metric=metrics[metric]["name"], year=view.fiscal_year)):
        rows = ask("compare_provinces", **view.parameters, metric_code=metric)
        known_rows = rows.filter(pl.col("value").is_not_null())
        if not known_rows.height:
            parts.empty(
                t("compare.map_none", metric=metrics[metric]["name"], year=view.fiscal_year),
                t("compare.map_fill"),
            )
            return
        kinds = {row["type_code"]: local(row, "type") for row in ask("filter_types").iter_rows(named=True)}
        of_whom = kinds.get(view.type_code or "", t("filter.all_type"))
        title = f"{metrics[metric]['name']} · {t('overview.year', year=view.fiscal_year)} · {of_whom}"
        base.show(
            "map",
            province_map.provinces(rows),
            caption=base.Caption(title, base.sources(ask("sources")["title_th"].to_list())),
            rows=rows.select("province_th", "province_en", _amount(rows), "with_value", "organisations"),
            download=("compare_provinces", {**view.link, "metric": metric}),
            legend=province_map.legend(rows),
        )
        found = {"known": formats.count(known_rows.height), "all": formats.count(rows.height)}
        parts.note(
            _ends(known_rows),
            t("compare.map_how", whom=of_whom, **found),
            t("compare.map_millions" if metrics[metric]["unit"] == "baht" else "compare.map_short"),
        )


def _ends(rows: pl.DataFrame) -> str:
    """The provinces with the highest and the lowest values, for tiles that have no room for names."""
    ordered = rows.sort("value", descending=True, maintain_order=True)
    words = [
        f"{local(row, 'province')} {amount(row['value'], row['unit'])}"
        for row in ordered.iter_rows(named=True)
    ]
    highest = t("compare.map_highest", provinces=", ".join(words[:NAMED_PROVINCES]))
    lowest = words[NAMED_PROVINCES:][-NAMED_PROVINCES:]
    return highest + (" · " + t("compare.map_lowest", provinces=", ".join(lowest)) if lowest else "")


def pairs(view: Filters, group: Group, metrics: Metrics, usual: list[str]) -> None:
    """Two metrics against each other; `usual` are those with data, from which the first choice is made."""
    with parts.card("pairs", t("compare.pairs")):
        across = known(address.get("metric_x"), list(metrics)) or _usual(usual, metrics, 0)
        up = known(address.get("metric_y"), list(metrics)) or _usual(
            [code for code in usual if code != across], metrics, 1
        )
        with st.container(key="pair-choices", horizontal=True, gap="small"):
            for name, chosen in (("metric_x", across), ("metric_y", up)):
                widgets.select(name, t(f"compare.{name}"), list(metrics), chosen, _axis_label(name, metrics))
        rows = ask(
            "compare_pairs", **_asked(view, group), metric_x=across, metric_y=up, row_limit=MOST_POINTS
        )
        if not rows.height:
            parts.empty(t("compare.no_pairs", year=view.fiscal_year), t("compare.no_pairs_fill"))
            return
        found = int(rows["found_organisations"][0])
        title = t("compare.pairs_title", x=metrics[across]["name"], y=metrics[up]["name"])
        base.show(
            "pairs",
            compare.pairs(rows, group.numbered, (metrics[across], metrics[up])),
            caption=base.Caption(f"{title} · {group.words}", _sources(group)),
            rows=_pair_table(rows, metrics[across], metrics[up]),
            download=(
                "compare_pairs",
                {**view.link, **group.link, "metric_x": across, "metric_y": up},
                found,
            ),
            legend=compare.pairs_legend(rows, group.numbered),
        )
        parts.note(t("compare.pairs_how", count=formats.count(found)))


def _axis_label(name: str, metrics: Metrics) -> Callable[[str], str]:
    return lambda code: t(f"compare.{name}_is", metric=metrics[code]["name"])


def _usual(with_data: list[str], metrics: Metrics, place: int) -> str:
    return with_data[0] if with_data else list(metrics)[place]


def _pair_table(rows: pl.DataFrame, across: Mapping[str, Any], up: Mapping[str, Any]) -> pl.DataFrame:
    return rows.select(
        "short_name_th",
        "province_th",
        base.texts("x_value", rows, lambda row: amount(row["x_value"], across["unit"])),
        base.texts("y_value", rows, lambda row: amount(row["y_value"], up["unit"])),
    )


def _amount(rows: pl.DataFrame, name: str = "value") -> pl.Expr:
    """An amount under the name that tells a table its unit."""
    return pl.col(name).alias(f"{name}_{rows['unit'][0]}")


def _asked(view: Filters, group: Group) -> dict[str, Any]:
    return {**view.parameters, **group.parameters}


def _sources(group: Group) -> str:
    return base.sources(ask("compare_sources", **group.parameters)["title_th"].to_list())
