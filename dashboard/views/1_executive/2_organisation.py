"""One organisation: a page to send to its mayor. Without one in the address, the organisations to choose from."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import (
    address,
    file_links,
    filters,
    formats,
    lists,
    navigation,
    pager,
    parts,
    scorecard,
    tables,
    widgets,
)
from dashboard.charts import base, ita, organisation, status, targets
from dashboard.data import ask, row
from dashboard.filters import Filters
from dashboard.language import local, t
from dashboard.sections import (
    organisation_cards,
    organisation_message,
    quarter_timeline,
    report_links,
    reported_results,
)
from dashboard.theme import VERDICT_TONES, Tone
from dashboard.view import latest_ita_year


def main() -> None:
    """Ask, then show: the organisation that the address names, or the list."""
    view = filters.bar()
    if view.org_code:
        _organisation(view)
    else:
        _choice(view)


def _choice(view: Filters) -> None:
    """The organisations of the scope, those with the words that are looked for, with the years each has data of."""
    asked = {**view.scope, "search": address.get("search")}
    found = row("organisation_list", **asked, row_limit=1).get("found_organisations", 0)
    rows = ask("organisation_list", **asked, **pager.limits(found))
    parts.heading(t("organisation.choose"), t("organisation.choose_about", count=formats.count(found)))
    with st.container(key="own-filters", horizontal=True):
        widgets.text("search", t("organisation.search"))
    if not rows.height:
        parts.empty(t("organisation.none_found"), t("organisation.none_found_fill"))
        return
    links = {index: {"org": code, "search": None} for index, code in enumerate(rows["org_code"])}
    names = ["full_name_th", "district_th", "province_th", "plan_years", "reported_years", "ita_years"]
    download = ("organisation_list", {**view.link, "search": asked["search"]})
    lists.show(tables.html(rows.select(names), links), found, download)


def _organisation(view: Filters) -> None:
    """Everything known of one organisation, what decides first and what proves it last."""
    tiles = scorecard.tiles(view)
    years = ask("organisation_years", **view.parameters)
    organisation_message.show(view, {tile.code: tile for tile in tiles}, years)
    report_links.show(view, report_links.OF_ONE)
    parts.tiles(tiles)
    with parts.card("plan", t("organisation.plan", year=view.fiscal_year)):
        _plan(view, years)
    reported_results.card(view)
    ita_year = latest_ita_year(view)
    left, right = st.columns(2, gap="small")
    with left, parts.card("money", t("organisation.money")):
        _money(view, years)
    with (
        right,
        parts.card("ita", t("organisation.ita", year=ita_year) if ita_year else t("organisation.ita_none")),
    ):
        _ita(view, ita_year)
    with parts.card("targets", t("organisation.targets")):
        _targets(view)
    with parts.card("risks", t("organisation.risks")):
        organisation_cards.risks(view)
    left, right = st.columns(2, gap="small")
    with left, parts.card("sources", t("organisation.sources")):
        organisation_cards.sources(view)
    with right, parts.card("findings", t("organisation.findings")):
        organisation_cards.findings(view)


def _plan(view: Filters, years: pl.DataFrame) -> None:
    """The projects of the year by dimension and quarter, with their status in the round."""
    projects = ask("projects", **view.parameters)
    if not projects.height:
        parts.empty(t("overview.no_projects", year=view.fiscal_year), t("overview.no_projects_why"))
        if years.height:
            nearest = min(years["fiscal_year"], key=lambda year: abs(year - view.fiscal_year))
            navigation.link("organisation", t("tile.go_to_year", year=nearest), year=nearest)
        return
    parts.note(_plan_words(view))
    dimensions = ask("status_by_dimension", **view.parameters)
    statuses = {item["status_code"]: item for item in ask("statuses").iter_rows(named=True)}
    rounds = ask("report_rounds", **view.parameters).filter(pl.col("report_round") == view.report_round)
    quarter_timeline.show(
        quarter_timeline.Timeline(
            projects=projects,
            dimensions={
                item["dimension_no"]: status.dimension_label(item)
                for item in dimensions.iter_rows(named=True)
            },
            statuses=statuses,
            round_title=local(rounds.row(0, named=True), "title"),
            quarter=formats.quarter_of(view.today, view.fiscal_year),
            link={**view.when, "org": view.org_code},
        )
    )
    parts.legend(status.legend(dimensions))
    navigation.link("projects", t("organisation.see_projects"), **view.when, status="all")
    file_links.show("projects", projects.height, {**view.link, "status": "all"})


def _plan_words(view: Filters) -> str:
    plans = ask("organisation_plans", **view.parameters)
    words = []
    for plan in plans.iter_rows(named=True):
        draft = f"{t('projects.draft')} " if plan["is_draft"] else ""
        words.append(f"{draft}{plan['title_th']} ({formats.place(plan['locator'])})")
    return " · ".join(words)


def _money(view: Filters, years: pl.DataFrame) -> None:
    """What was planned and disbursed in each year; disbursed only where it was reported."""
    if not organisation.has_money(years):
        key = "organisation.money_none"
        if years["planned_baht"].is_null().all():
            key = "organisation.money_silent" if years.height else "organisation.money_no_plan"
        parts.empty(t(key), t("organisation.money_fill"))
        return
    names = [
        "fiscal_year", "projects", "projects_with_budget", "planned_baht", "report_round", "disbursed_projects",
        "reported_budget_baht", "disbursed_baht",
    ]  # fmt: skip
    base.show(
        "money",
        organisation.money(years),
        caption=base.Caption(f"{parts.scope_title(view)} · {t('organisation.money')}", _sources(view)),
        rows=years.select(names),
        download=("organisation_years", view.link),
        legend=organisation.money_legend(),
    )
    parts.note(_money_words(view, years))


def _money_words(view: Filters, years: pl.DataFrame) -> str:
    """Of how many projects with a budget a disbursement is reported in the year; the figures rest on these."""
    for year in years.filter(pl.col("fiscal_year") == view.fiscal_year).iter_rows(named=True):
        budgeted = formats.count(year["projects_with_budget"])
        if year["disbursed_projects"] is None:
            return t("organisation.money_unreported", year=view.fiscal_year, budgeted=budgeted)
        reported = formats.count(year["disbursed_projects"])
        return t(
            "organisation.money_reported", year=view.fiscal_year, reported=reported, budgeted=budgeted,
            round=year["report_round"],
        )  # fmt: skip
    return t("overview.no_projects", year=view.fiscal_year)


def _sources(view: Filters) -> str:
    return " · ".join(ask("organisation_sources", **view.scope)["title_th"].unique(maintain_order=True))


def _ita(view: Filters, year: int | None) -> None:
    """The result of one year, indicator by indicator."""
    if year is None:
        parts.empty(t("organisation.ita_why"), t("ita.nothing_fill"))
        return
    result = row("ita_results", fiscal_year=year, **view.scope)
    parts.attention("ita", *_ita_lead(result))
    rows = ask("ita_indicators", org_code=view.org_code, fiscal_year=year)
    if rows.height:
        _indicators(view, result, rows)
    else:
        parts.empty(t("ita.no_indicators"), t("ita.no_indicators_fill"))
    navigation.link("ita", t("attention.see_ita"), year=year)


def _ita_lead(result: dict[str, Any]) -> tuple[Tone, str, str]:
    """The total with its level, and how far it is from its target."""
    words, gap = t("organisation.ita_total", total=formats.points(result["total"])), result["gap"]
    if result["level_code"]:
        words += " · " + t("organisation.ita_level", level=local(result, "level"))
    if gap is None:
        return Tone.quiet, words, ""
    key = "tile.ita_above" if gap >= 0 else "tile.ita_below"
    detail = t(key, gap=formats.points(abs(gap)), target=formats.points(result["target"]))
    return Tone.good if gap >= 0 else Tone.warn, words, detail


def _indicators(view: Filters, result: dict[str, Any], rows: pl.DataFrame) -> None:
    pass_mark = float(rows["score"][0] - rows["gap_to_pass"][0])
    parts.note(t("ita.indicators", mark=f"{pass_mark:.0f}"))
    base.show(
        "indicators",
        ita.indicators(rows, pass_mark),
        caption=base.Caption(
            f"{result['full_name_th']} · {t('organisation.ita', year=result['fiscal_year'])}",
            result["source_title_th"],
        ),
        rows=rows.select("indicator_no", "title_th", "title_en", "score", "gap_to_pass", "locator"),
        download=("ita_indicators", {**view.link, "year": result["fiscal_year"]}),
    )


def _targets(view: Filters) -> None:
    """Each target: planned path, what was reached, what the trend expects, and the verdict."""
    summaries = ask("target_summaries", **view.parameters)
    if not summaries.height:
        parts.empty(t("organisation.targets_none"), t("organisation.targets_fill"))
        return
    paths = ask("target_paths", **view.parameters)
    columns = st.columns(2, gap="medium")
    for index, target in enumerate(summaries.iter_rows(named=True)):
        path = paths.filter(pl.col("metric_code") == target["metric_code"])
        with columns[index % 2]:
            _verdict(target)
        # One target alone has its words beside its chart.
        with columns[1 if summaries.height == 1 else index % 2]:
            _path(view, target, path)
    navigation.link("targets", t("attention.see_targets"), year=view.fiscal_year)


def _verdict(target: dict[str, Any]) -> None:
    code = target["status_code"]
    words = targets.verdict_label(code).partition(" ")[2]
    tone = VERDICT_TONES.get(code or "", Tone.quiet)
    key = f"target-{target['metric_code']}"
    parts.attention(key, tone, f"{local(target, 'name')}: {words}", _target_words(target))


def _path(view: Filters, target: dict[str, Any], path: pl.DataFrame) -> None:
    code = target["metric_code"]
    base.show(
        f"path-{code}",
        targets.path(path, targets.verdict_label(target["status_code"])),
        caption=base.Caption(f"{parts.scope_title(view)} · {local(target, 'name')}", _sources(view)),
        rows=_path_table(path),
        download=("target_paths", {**view.link, "metric": code}),
        legend=targets.path_legend(path),
    )


def _path_table(path: pl.DataFrame) -> pl.DataFrame:
    """The path as a table, its values with their unit."""

    def said(name: str) -> pl.Series:
        return base.texts(
            name, path, lambda row: "" if row[name] is None else targets.amount(row[name], row["unit"])
        )

    names = ["target_value", "value", "projected_value"]
    return path.select("fiscal_year", *(said(name) for name in names))


def _target_words(target: dict[str, Any]) -> str:
    """The latest value, the target it is judged by, and the value expected for the target's year."""
    unit, words = target["unit"], []
    if target["status_code"] == "too_few_cases":
        words.append(t("tile.cases", before=formats.count(target["denominator"]),
                       now=formats.count(target["denominator"] - target["numerator"])))  # fmt: skip
    elif target["value"] is not None:
        value = targets.amount(target["value"], unit)
        words.append(t("organisation.target_now", value=value, year=target["fiscal_year"]))
    value = targets.amount(target["target_value"], unit)
    words.append(t("organisation.target_then", value=value, year=target["target_fiscal_year"]))
    if target["projected_value"] is not None:
        value = targets.amount(target["projected_value"], unit)
        words.append(t("organisation.target_expected", value=value))
    return " · ".join(words)


main()
