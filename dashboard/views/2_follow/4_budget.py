"""Budget: planned by year and dimension, with and without money, disbursed by project, and what is unspent."""

from collections.abc import Iterator
from typing import Any

import polars as pl
import streamlit as st

from dashboard import file_links, filters, formats, parts, tables
from dashboard.charts import base
from dashboard.charts import budget as chart
from dashboard.charts.status import dimension_label, label
from dashboard.data import ask, row
from dashboard.filters import Filters
from dashboard.language import local, t
from dashboard.theme import Tone

SHOWN_PROJECTS = 20


def main() -> None:
    """Ask, then show."""
    view = filters.bar()
    totals = row("budget_totals", **view.parameters)
    years = ask("budget_by_dimension", **{**view.parameters, "fiscal_year": None})
    parts.heading(_message(view, totals), _about(view, totals))
    if totals["projects"]:
        _figures(totals)
    elif not years.height:
        parts.empty(t("spending.nothing", year=view.fiscal_year), t("spending.nothing_fill"))
        return
    left, right = st.columns(2, gap="small")
    with left, parts.card("years", t("spending.by_year")):
        _by_year(view, years)
    with right, parts.card("having", t("spending.having", year=view.fiscal_year)):
        _having(view, totals)
    with parts.card("projects", t("spending.by_project", round=_round_title(view))):
        _projects(view, totals)


def _message(view: Filters, totals: dict[str, Any]) -> str:
    """What is planned and how much of it was disbursed; what the documents do not say is not nought."""
    projects = formats.count(totals["projects"])
    if not totals["projects"]:
        return t("spending.nothing", year=view.fiscal_year)
    if totals["budget_baht"] is None:
        return t("spending.silent", projects=projects)
    if totals["budget_baht"] == 0 and not totals["projects_of_unknown_budget"]:
        return t("spending.no_money", projects=projects)
    budget = formats.baht(totals["budget_baht"])
    if not totals["covered_projects"]:
        return t(
            "spending.planned_only", budget=budget, projects=formats.count(totals["projects_with_budget"])
        )
    percent = formats.percent(totals["disbursed_baht"] / totals["covered_budget_baht"])
    return t("spending.planned_and_spent", budget=budget, percent=percent)


def _about(view: Filters, totals: dict[str, Any]) -> str:
    about = [parts.scope_title(view), t("overview.year", year=view.fiscal_year), _round_title(view)]
    if totals["draft_projects"]:
        about.append(t("overview.drafts", projects=formats.count(totals["draft_projects"])))
    return " · ".join(about)


def _round_title(view: Filters) -> str:
    rounds = ask("report_rounds", **view.parameters)
    return local(rounds.filter(pl.col("report_round") == view.report_round).row(0, named=True), "title")


def _figures(totals: dict[str, Any]) -> None:
    """Planned, without money, disbursed, unspent and, where there is any, over."""
    counts = {name: formats.count(value) for name, value in totals.items() if "projects" in name}
    known = formats.count(totals["projects"] - totals["projects_of_unknown_budget"])
    of_stated = t("spending.total_how", stated=known, projects=counts["projects"])
    share = totals["projects_without_budget"] / totals["projects"]
    of_projects = t(
        "spending.without_how",
        without=counts["projects_without_budget"],
        projects=counts["projects"],
        silent=counts["projects_of_unknown_budget"],
    )
    parts.boxes(
        parts.figure("total", t("spending.total"), _baht(totals["budget_baht"]), of_stated),
        parts.figure("without", t("spending.without"), f"{formats.percent(share)} %", of_projects),
        *_spending(totals, counts),
    )


def _spending(totals: dict[str, Any], counts: dict[str, str]) -> Iterator[str]:
    if not totals["covered_projects"]:
        for key in ("disbursed", "unspent"):
            yield parts.figure(key, t(f"spending.{key}"), formats.NOTHING, t("spending.unspent_unknown"))
    else:
        budget = formats.baht(totals["covered_budget_baht"])
        how = t("spending.disbursed_how", budget=budget, projects=counts["covered_projects"])
        yield parts.figure("disbursed", t("spending.disbursed"), formats.baht(totals["disbursed_baht"]), how)
        covered = {"covered": counts["covered_projects"], "budgeted": counts["projects_with_budget"]}
        how = t("spending.unspent_how", **covered)
        yield parts.figure("unspent", t("spending.unspent"), formats.baht(totals["unspent_baht"]), how)
    if totals["over_projects"]:
        how = t("spending.over_how", projects=counts["over_projects"])
        name, over = f"▲ {t('spending.over')}", formats.baht(totals["over_baht"])
        yield parts.figure("over", name, over, how, Tone.bad)


def _baht(value: formats.Number | None) -> str:
    return formats.NOTHING if value is None else formats.baht(value)


def _by_year(view: Filters, years: pl.DataFrame) -> None:
    if not years["budget_baht"].count():
        parts.empty(t("spending.by_year_none"), t("spending.by_year_none_fill"))
        return
    sums = years.drop_nulls("budget_baht").group_by("fiscal_year").agg(pl.col("budget_baht").sum())
    unit = t(f"spending.unit_{chart.unit_of(sums)[0]}")
    parts.note(t("spending.by_year_unit", unit=unit))
    base.show(
        "years",
        chart.by_year(years),
        caption=base.Caption(
            f"{parts.scope_title(view)} · {t('spending.by_year')} ({unit})", _sources(view, None)
        ),
        rows=_named(years).select("fiscal_year", "dimension", "budget_baht", "projects", *chart.HAVING),
        download=("budget_by_dimension", {**view.link, "year": None}),
        legend=chart.year_legend(years),
    )
    if sums.height <= years["fiscal_year"].max() - years["fiscal_year"].min():  # type: ignore[operator]
        parts.note(t("spending.by_year_gaps"))


def _having(view: Filters, totals: dict[str, Any]) -> None:
    rows = ask("budget_by_dimension", **view.parameters)
    if not rows.height:
        parts.empty(t("spending.nothing", year=view.fiscal_year), t("spending.nothing_fill"))
        return
    title = t("spending.having", year=view.fiscal_year)
    base.show(
        "having",
        chart.having(rows),
        caption=base.Caption(f"{parts.scope_title(view)} · {title}", _sources(view, view.fiscal_year)),
        rows=_named(rows).select("dimension", "projects", *chart.HAVING, "budget_baht"),
        download=("budget_by_dimension", view.link),
        legend=chart.having_legend(totals),
    )
    parts.note(t("spending.having_note"))


def _named(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(base.texts("dimension", rows, dimension_label))


def _projects(view: Filters, totals: dict[str, Any]) -> None:
    """The projects with the most money: as bars, and as a table that leads to the records."""
    rows = ask("budget_projects", **view.parameters, limit=SHOWN_PROJECTS)
    if not rows.height:
        parts.empty(t("spending.no_project", year=view.fiscal_year), t("spending.no_project_fill"))
        return
    titles = [_title(item) for item in rows.iter_rows(named=True)]
    shown = rows.with_columns(
        pl.Series("title_th", titles),
        base.texts("status", rows, label),
        pl.col("short_name_th").alias("organisation"),
    )
    amounts = ["budget_baht", "disbursed_baht", "unspent_baht"]
    if shown["over_baht"].count():
        amounts.append("over_baht")
    columns = ["title_th", *([] if view.org_code else ["organisation"]), "status", *amounts]
    links = {place: {**view.when, "project": code} for place, code in enumerate(rows["project_id"])}
    table = tables.html(shown.select(columns), links, page="projects", below=chart.spent_tracks(rows))
    title = t("spending.by_project", round=_round_title(view))
    base.show(
        "spent",
        chart.spent(_with_names(shown, view), table),
        caption=base.Caption(f"{_about(view, totals)} · {title}", _sources(view, view.fiscal_year)),
        rows=shown.select(pl.col("title_th").alias("project"), *amounts),
        download=("budget_projects", view.link, totals["money_projects"]),
        legend=chart.spent_legend(rows),
    )
    if rows["disbursed_baht"].null_count():
        parts.note(t("spending.unreported"))
    if rows.height < totals["money_projects"]:
        everything = formats.count(totals["money_projects"])
        parts.note(t("spending.by_project_some", shown=formats.count(rows.height), all=everything))
    file_links.show("budget_projects", totals["money_projects"], view.link)


def _with_names(projects: pl.DataFrame, view: Filters) -> pl.DataFrame:
    """Among several organisations a title has the name of its own beside it: many carry out the same measure."""
    if view.org_code:
        return projects
    titles = [f"{item['short_name_th']} · {item['title_th']}" for item in projects.iter_rows(named=True)]
    return projects.with_columns(pl.Series("title_th", titles))


def _title(project: dict[str, Any]) -> str:
    draft = f"{t('projects.draft')} " if project["is_draft"] else ""
    return f"{draft}{project['title_th']}"


def _sources(view: Filters, year: int | None) -> str:
    rows = ask("sources_of_view", **{**view.parameters, "fiscal_year": year})
    return base.sources(rows["title_th"].to_list())


main()
