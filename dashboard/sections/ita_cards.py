"""The cards of the ITA page: the years, the place among others, the indicators of many, the country."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import formats, parts
from dashboard.charts import base, ita_spread, ita_trend
from dashboard.data import ask, row
from dashboard.failures import section
from dashboard.filters import Filters
from dashboard.language import local, t

_TREND_COLUMNS = [
    "fiscal_year", "organisations", "total", "level_th", "level_en", "target", "passed", "national_mean",
    "national_passed", "national_assessed",
]  # fmt: skip


@section
def trend(view: Filters, org_code: str | None, about: str) -> None:
    """The total of each year over the levels of its rules; nothing without a total in any year."""
    scope = {**view.scope, "org_code": org_code}
    rows = ask("ita_trend", **scope)
    if not rows["total"].drop_nulls().len():
        return
    levels = ask("ita_levels")
    with parts.card("trend", t("ita.trend" if org_code else "ita.trend_mean")):
        silent = {"organisations", "passed"} if org_code else {"level_th", "level_en"}
        base.show(
            "trend",
            ita_trend.trend(rows, levels),
            caption=base.Caption(f"{t('ita.trend')} · {about}", _sources({**scope, "fiscal_year": None})),
            rows=rows.select(name for name in _TREND_COLUMNS if name not in silent),
            download=("ita_trend", {**view.link, "org": org_code}),
            legend=ita_trend.legend(rows),
        )
        if rows["scheme_code"].n_unique() > 1:
            parts.note(f"{t('ita.trend_how')} {t('ita.star')}")


@section
def national(view: Filters) -> None:
    """The national result of the year, where it is known, with its source."""
    known = row("ita_national", fiscal_year=view.fiscal_year)
    if known:
        with parts.card("national", t("ita.country")):
            parts.note(national_words(known))
            parts.note(f"{t('ita.source')} {known['source']}")


def national_words(known: dict[str, Any]) -> str:
    """The national mean and how many passed; what is not known is said to be so."""
    words = []
    if known["mean_score"] is not None:
        words.append(t("ita.national_mean", mean=formats.points(known["mean_score"])))
    if known["passed_count"] is not None and known["assessed_count"] is not None:
        passed, assessed = known["passed_count"], known["assessed_count"]
        counted = t("ita.national_passed", passed=formats.count(passed), assessed=formats.count(assessed))
        words.append(f"{counted} ({formats.percent(passed / assessed)}%)")
    return t("ita.national") + " " + (" · ".join(words) or t("ita.national_unknown"))


def peers(view: Filters, result: dict[str, Any]) -> bool:
    """The place of one organisation among those of its type in the year; whether there are enough to rank."""
    place = row("ita_position", fiscal_year=view.fiscal_year, org_code=result["org_code"])
    if not place:
        return False
    kind = local(place, "type")
    with parts.card("peers", t("ita.peers", type=kind)):
        if place["rank"] is None:
            parts.empty(t("ita.too_few_peers", count=place["peers"]), t("ita.too_few_peers_fill"))
            return False
        rank = t("ita.rank", rank=formats.count(place["rank"]), peers=formats.count(place["peers"]))
        lower = t("ita.lower", percent=formats.percent(place["lower_share"]))
        st.html(f'<p class="rank"><b>{rank}</b> · {lower}</p>')
        parts.note(
            t(
                "ita.spread",
                median=formats.points(place["median_total"]),
                lowest=formats.points(place["lowest"]),
                highest=formats.points(place["highest"]),
            )
        )
        scope = {"province": None, "type": place["type_code"], "org": None}
        about = f"{kind} · {t('overview.year', year=view.fiscal_year)}"
        _distribution(view, scope, about, float(place["total"]))
    return True


def distribution(view: Filters, about: str) -> None:
    """How the totals of the scope lie, and which levels they have."""
    with parts.card("distribution", t("ita.distribution")):
        _distribution(view, {}, about, None)


def _distribution(view: Filters, changes: dict[str, Any], about: str, own: float | None) -> None:
    names = {"province": "province_code", "type": "type_code", "org": "org_code"}
    asked = {**view.parameters, **{names[name]: value for name, value in changes.items()}}
    rows, levels = ask("ita_distribution", **asked), ask("ita_level_counts", **asked)
    marks = [float(mark) for mark in levels["minimum_total"].drop_nulls().unique(maintain_order=True)]
    base.show(
        "distribution",
        ita_spread.distribution(rows, own, marks),
        caption=base.Caption(f"{t('ita.distribution')} · {about}", _sources(asked)),
        rows=rows.select("from_total", "to_total", "organisations"),
        download=("ita_distribution", {**view.link, **changes}),
        legend=ita_spread.legend(own),
    )
    parts.facts(
        [
            (
                local(level, "level") if level["level_code"] else t("ita.no_level"),
                t("filter.organisations", count=formats.count(level["organisations"])),
            )
            for level in levels.iter_rows(named=True)
        ]
    )


@section
def indicator_spread(view: Filters, about: str) -> None:
    """How the scores of each indicator lie, where the organisations are too many to stand side by side."""
    rows = ask("ita_indicator_spread", **view.parameters)
    with parts.card("indicator-spread", t("ita.indicator_spread")):
        if not rows.height:
            parts.empty(t("ita.no_indicators"), t("ita.no_indicators_fill"))
            return
        names = ["indicator_no", "title_th", "title_en", "organisation_count"]
        base.show(
            "indicator-spread",
            ita_spread.indicators(rows),
            caption=base.Caption(f"{t('ita.indicator_spread')} · {about}", _sources(view.parameters)),
            rows=rows.select(*names, "tenth", "quarter", "middle", "three_quarters", "nine_tenths", "below"),
            download=("ita_indicator_spread", view.link),
            legend=ita_spread.indicator_legend(),
        )


@section
def heat(view: Filters, window: dict[str, Any], count: int) -> None:
    """The indicators of the organisations of one page of the table, side by side.

    `count` is how many scores the whole scope has: the download is of all of them.
    """
    rows = ask("ita_heat", **view.parameters, **window)
    with parts.card("heat", t("ita.heat")):
        if not rows.height:
            parts.empty(t("ita.no_indicators"), t("ita.no_indicators_fill"))
            return
        titles = rows.unique("indicator_no").sort("indicator_no")
        parts.note(t("ita.heat_how"))
        base.show(
            "heat",
            ita_spread.heat(rows),
            caption=base.Caption(
                f"{t('ita.heat')} · {t('overview.year', year=view.fiscal_year)}", _sources(view.parameters)
            ),
            rows=_side_by_side(rows),
            download=("ita_heat", view.link, count),
            legend=ita_spread.heat_legend(),
        )
        parts.note(
            " · ".join(f"{item['indicator_no']}. {local(item, 'title')}" for item in titles.to_dicts())
        )


def _side_by_side(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each organisation, one column for each indicator."""
    whose = {"organisation": "short_name_th", "total": "total"}
    wide = rows.pivot("indicator_no", index=["org_code", *whose.values()], values="score")
    return wide.select(pl.col(column).alias(name) for name, column in whose.items()).hstack(
        wide.drop("org_code", *whose.values())
    )


def _sources(asked: dict[str, Any]) -> str:
    """Where the results come from, for the picture of a chart."""
    return base.sources(ask("ita_sources", **asked)["title_th"].to_list())
