"""ITA: the years over their levels, indicators against the pass mark, the way to the target, what if, the peers."""

from decimal import Decimal
from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, filters, formats, lists, navigation, pager, parts, tables
from dashboard.charts import base, ita
from dashboard.data import ask, row
from dashboard.failures import section
from dashboard.filters import Filters
from dashboard.language import local, t
from dashboard.sections import ita_cards, what_if_card
from dashboard.sections.what_if_card import signed
from dashboard.theme import SYMBOLS, Tone

TABLE_COLUMNS = [
    "short_name_th", "province_th", "iit", "eit", "oit", "total", "level", "target", "gap",
]  # fmt: skip


LOWEST = "lowest"


def main() -> None:
    """Ask, then show."""
    view = filters.bar(metric_code="ita_score")
    # Two rows are enough to know whether there is one.
    results = ask("ita_results", **view.parameters, row_limit=2, row_offset=0)
    if not results.height:
        _nothing(view)
    elif results.height > 1:
        _all_results(view)
    else:
        _one_result(view, results.row(0, named=True))


def _nothing(view: Filters) -> None:
    parts.heading(t("ita.nothing", year=view.fiscal_year), parts.scope_title(view))
    years = ask("fiscal_years", metric_code="ita_score", **view.scope).filter("has_reported")["fiscal_year"]
    parts.empty(t("ita.nothing_why"), t("ita.nothing_fill"))
    ita_cards.trend(view, view.org_code, parts.scope_title(view))
    ita_cards.national(view)
    if len(years):
        navigation.link("ita", t("tile.go_to_year", year=years.max()), year=years.max())


def _all_results(view: Filters) -> None:
    """The results of several organisations: together, how they lie, and as a table that leads to each."""
    summary = row("ita_summary", **view.parameters)
    found = summary["organisations"]
    scope = parts.scope_title(view)
    parts.heading(_several_message(view, summary), scope)
    _summary_tiles(view, summary)
    left, right = _pair("together")
    about = f"{scope} · {t('overview.year', year=view.fiscal_year)}"
    with left:
        ita_cards.trend(view, None, about)
        ita_cards.national(view)
    with right:
        ita_cards.distribution(view, about)
    if found > pager.PAGE_ROWS:
        ita_cards.indicator_spread(view, about)
    sort = LOWEST if address.get("sort") == LOWEST else None
    window = {**pager.limits(found), "sort": sort}
    results = ask("ita_results", **view.parameters, **window)
    with parts.card("results", t("ita.results", count=formats.count(found))):
        _order(sort)
        links = {index: {"org": code} for index, code in enumerate(results["org_code"])}
        level = base.texts("level", results, lambda row: local(row, "level") if row["level_code"] else "")
        table = tables.html(results.with_columns(level).select(TABLE_COLUMNS), links)
        lists.show(table, found, ("ita_results", {**view.link, "sort": sort}))
    if found <= pager.PAGE_ROWS:
        ita_cards.heat(view, window, summary["indicator_scores"])


def _order(sort: str | None) -> None:
    """Which end of the list comes first, and the way to the other."""
    with st.container(horizontal=True, vertical_alignment="center", key="order"):
        st.html(t("ita.lowest_first" if sort else "ita.highest_first"), width="content")
        other = "ita.show_highest" if sort else "ita.show_lowest"
        navigation.link("ita", t(other), sort=None if sort else LOWEST, page=None)


def _several_message(view: Filters, summary: dict[str, Any]) -> str:
    found, passed = summary["organisations"], summary["passed"]
    if passed is None:
        return t("ita.several_unjudged", all=formats.count(found), year=view.fiscal_year)
    return t("ita.several", passed=formats.count(passed), all=formats.count(found), year=view.fiscal_year)


def _summary_tiles(view: Filters, summary: dict[str, Any]) -> None:
    found, passed = summary["organisations"], summary["passed"]
    share = formats.NOTHING if passed is None else f"{formats.percent(passed / found)}%"
    mark = _points(summary["pass_mark"])
    words = t("ita.passed_how", passed=formats.count(passed or 0), all=formats.count(found))
    spread = t(
        "ita.spread",
        median=_points(summary["median_total"]),
        lowest=_points(summary["lowest"]),
        highest=_points(summary["highest"]),
    )
    known = row("ita_national", fiscal_year=view.fiscal_year)
    national = ita_cards.national_words(known) if known else t("ita.national_unknown")
    codes = ("iit", "eit", "oit")
    instruments = [(code.upper(), _points(summary[f"mean_{code}"]), t(f"ita.{code}")) for code in codes]
    parts.boxes(
        parts.figure("passed", t("ita.passed", mark=mark), share, words if passed is not None else ""),
        parts.figure("mean", t("ita.mean"), _points(summary["mean_total"]), spread),
        parts.figure("national", t("ita.national_tile"), _points(known.get("mean_score")), national),
        parts.figures("instruments", t("ita.instruments_mean"), instruments),
    )


def _one_result(view: Filters, result: dict[str, Any]) -> None:
    about = f"{result['full_name_th']} · {t('overview.year', year=view.fiscal_year)}"
    parts.heading(_message(result), about)
    _result_tiles(result)
    left, right = _pair("years")
    with left:
        ita_cards.trend(view, result["org_code"], result["full_name_th"])
    with right:
        is_ranked = ita_cards.peers(view, result)
    # Below the shorter of the two.
    with left if is_ranked else right:
        ita_cards.national(view)
    rows = ask("ita_indicators", org_code=result["org_code"], fiscal_year=view.fiscal_year)
    if not rows.height:
        parts.empty(t("ita.no_indicators"), t("ita.no_indicators_fill"))
        return
    left, right = _pair("indicators")
    with left:
        _indicators(view, result, rows)
    with right:
        _points_to_gain(view, result, rows)
    _ahead(view, result, rows)


def _result_tiles(result: dict[str, Any]) -> None:
    total, gap = result["total"], result["gap"]
    level = local(result, "level") if result["level_code"] else formats.NOTHING
    tone = Tone.good if gap is not None and gap >= 0 else Tone.warn
    how = t("ita.gap_how", target=_points(result["target"]), total=_points(total))
    codes = ("iit", "eit", "oit")
    instruments = [(code.upper(), _points(result[code]), t(f"ita.{code}")) for code in codes]
    parts.boxes(
        parts.figure("computed", t("ita.computed"), _points(result["total_computed"]), t("ita.computed_how")),
        parts.figure("stated", t("ita.stated"), _points(result["total_stated"]), _agreement(result)),
        parts.figure("level", t("ita.level"), level, _level_words(result)),
        parts.figure("gap", t("ita.gap"), signed(gap), how, tone),
        parts.figures("instruments", t("ita.instruments"), instruments),
    )


def _message(result: dict[str, Any]) -> str:
    gap = result["gap"]
    if gap is None:
        return t("ita.message", total=_points(result["total"]))
    key = "ita.message_above" if gap >= 0 else "ita.message_below"
    return t(key, total=_points(result["total"]), gap=_points(abs(gap)), target=_points(result["target"]))


def _agreement(result: dict[str, Any]) -> str:
    computed, stated = result["total_computed"], result["total_stated"]
    if computed is None or stated is None:
        return t("ita.only_one")
    symbol = SYMBOLS[Tone.good if computed == stated else Tone.warn]
    return f"{symbol} {t('ita.agrees' if computed == stated else 'ita.differs')}"


def _level_words(result: dict[str, Any]) -> str:
    if not result["level_code"]:
        return t("ita.level_unknown")
    stated = result["level_stated"]
    return t("ita.level_stated", level=stated) if stated else t("ita.level_computed")


@section
def _indicators(view: Filters, result: dict[str, Any], rows: pl.DataFrame) -> None:
    pass_mark = float(rows["score"][0] - rows["gap_to_pass"][0])
    with parts.card("indicators", t("ita.indicators", mark=f"{pass_mark:.0f}")):
        names = ["indicator_no", "title_th", "title_en", "instrument_code", "score", "score_as_printed"]
        base.show(
            "indicators",
            ita.indicators(rows, pass_mark),
            caption=_caption(view, result),
            rows=rows.select(*names, "gap_to_pass", "points_to_gain", "locator"),
            download=_download(view, result),
        )
        parts.note(f"{t('ita.source')} {result['source_title_th']} · {formats.place(result['locator'])}")


def _points_to_gain(view: Filters, result: dict[str, Any], rows: pl.DataFrame) -> None:
    """What each indicator can still add to the total, the most first."""
    with parts.card("missing", t("ita.missing")):
        ordered = rows.sort("points_to_gain", "indicator_no", descending=[True, False])
        base.show(
            "missing",
            ita.gains(rows),
            caption=_caption(view, result),
            rows=ordered.select("indicator_no", "title_th", "title_en", "score", "points_to_gain"),
            download=_download(view, result),
        )
        parts.note(t("ita.missing_how"))


def _caption(view: Filters, result: dict[str, Any]) -> base.Caption:
    about = f"{result['full_name_th']} · {t('overview.year', year=view.fiscal_year)}"
    return base.Caption(about, result["source_title_th"])


def _download(view: Filters, result: dict[str, Any]) -> tuple[str, dict[str, object]]:
    return "ita_indicators", {**view.link, "org": result["org_code"]}


def _ahead(view: Filters, result: dict[str, Any], rows: pl.DataFrame) -> None:
    """The way to the target, and what if; both ask for the scores of all indicators."""
    scores: dict[int, Decimal] = dict(zip(rows["indicator_no"], rows["score"], strict=True))
    rules = what_if_card.all_rules(scores)
    of_year = next((item for item in rules if item.scheme.code == result["scheme_code"]), None)
    corrections = ask("ita_corrections", org_code=result["org_code"], fiscal_year=view.fiscal_year)
    if not of_year:
        parts.note(t("ita.what_if_needs_all"))
        _corrections(corrections, rows)
        return
    link = {**view.link, "org": result["org_code"]}
    subject = what_if_card.Subject(of_year, scores, result["target"], link)
    left, right = _pair("ahead") if corrections.height else (st.container(), st.container())
    with left:
        what_if_card.path(subject)
    with right:
        _corrections(corrections, rows)
    what_if_card.card(rules, subject)


@section
def _corrections(corrections: pl.DataFrame, rows: pl.DataFrame) -> None:
    if corrections.height:
        with parts.card("corrections", t("ita.corrections", count=corrections.height)):
            parts.corrections(_named(corrections, rows))


def _named(corrections: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The corrections with the indicator that each is of; one of the result itself has none."""
    names = {
        str(row["indicator_no"]): f"{row['indicator_no']}. {local(row, 'title')}"
        for row in rows.iter_rows(named=True)
    }
    labels = [names.get(key.split("/")[-1], "") for key in corrections["row_key"]]
    return corrections.with_columns(pl.Series("label", labels, pl.String))


def _pair(key: str) -> list[st.delta_generator.DeltaGenerator]:
    """Two columns, one below the other where the screen is too narrow for two charts."""
    return st.container(key=f"pair-{key}").columns([11, 10], gap="small")


def _points(value: Any) -> str:
    return formats.NOTHING if value is None else formats.points(value)


main()
