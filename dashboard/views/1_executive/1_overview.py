"""Overview: the message of the year, the tiles, what to look at first, status by dimension."""

from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats, navigation, parts, scorecard, tables
from dashboard.charts import base, status
from dashboard.data import ask
from dashboard.filters import Filters
from dashboard.language import local, t
from dashboard.theme import Tone
from dashboard.tile_words import Context
from dashboard.tiles import Tile, make_tiles

ATTENTION_TONES = {"cannot_proceed": Tone.bad, "little_disbursed": Tone.bad}
# More than this many of one kind become one line that leads to the list.
SINGLE_LINES = 2
SHOWN_RESULTS = 12


def main() -> None:
    """Ask, then show."""
    view = filters.bar()
    context, metrics = scorecard.context(view), ask("overview_metrics", **view.parameters)
    tiles = make_tiles(metrics, context)
    results = ask("reported_results", **view.parameters)
    parts.heading(_message(tiles, context, results.height), _about(view, context, _reporting(metrics, view)))
    scorecard.show(tiles)
    left, right = st.columns([10, 11], gap="small")
    with left, parts.card("attention", t("overview.attention")):
        _attention(view)
    with right, parts.card("dimensions", t("overview.by_dimension", round=_round_title(view))):
        _by_dimension(view)
    if results.height:
        with parts.card("results", t("overview.results", count=formats.count(results.height))):
            _results(view, results)


def _message(tiles: list[Tile], context: Context, result_count: int) -> str:
    """The one sentence that matters most: work done and money spent, else ITA, else results, else the plan."""
    metrics = {item.code: item for item in tiles}
    done, spent, ita = (metrics[code] for code in ("project_completion", "budget_disbursed", "ita_score"))
    year = context.filters.fiscal_year
    if done.share is not None and done.parts:
        words = t("overview.done", done=formats.count(done.parts[0]), planned=formats.count(done.parts[1]))
        if spent.share is None:
            return words
        key = (
            "overview.but_spent"
            if done.tone is Tone.good and spent.share < done.share / 2
            else "overview.and_spent"
        )
        return words + t(key, percent=spent.value)
    if ita.share is not None:
        return t("overview.ita", score=ita.value, year=year)
    projects = formats.count(context.scope["projects"])
    if result_count:
        return t("overview.with_results", projects=projects, results=formats.count(result_count), year=year)
    if context.scope["projects"]:
        return t("overview.planned", projects=projects, year=year, round=_round_title(context.filters))
    return t("overview.nothing", year=year)


def _about(view: Filters, context: Context, reporting: int) -> str:
    year = t("overview.latest_year" if view.is_latest_reported else "overview.year", year=view.fiscal_year)
    about = [parts.scope_title(view), year, _round_title(view)]
    organisations = context.scope["organisations"]
    if organisations > 1 and reporting:
        about.append(
            t("overview.reporting", reported=formats.count(reporting), all=formats.count(organisations))
        )
    if context.scope["draft_projects"]:
        about.append(t("overview.drafts", projects=formats.count(context.scope["draft_projects"])))
    return " · ".join(about)


def _reporting(metrics: pl.DataFrame, view: Filters) -> int:
    """How many organisations the message speaks of: those with progress reported, or else with an ITA result."""
    now = metrics.filter(pl.col("fiscal_year") == view.fiscal_year)
    for code in ("project_completion", "ita_score"):
        found = now.filter(pl.col("metric_code") == code)["organisations"].to_list()
        if found:
            return int(found[0])
    return 0


def _round_title(view: Filters) -> str:
    rounds = ask("report_rounds", **view.parameters)
    return local(rounds.filter(pl.col("report_round") == view.report_round).row(0, named=True), "title")


def _attention(view: Filters) -> None:
    """What a person must look at, the gravest first, each line with the way to the page that shows it."""
    shown = 0
    for finding in ask("attention_findings", **view.parameters).head(5).iter_rows(named=True):
        shown += 1
        go = partial(_to_finding, view, finding)
        parts.attention(finding["finding_id"], Tone.bad, local(finding, "message"), _place(finding), go=go)
    projects = ask("attention_projects", **view.parameters)
    for (concern,), rows in projects.group_by("concern", maintain_order=True):
        shown += 1
        _project_lines(view, str(concern), rows)
    for result in ask("attention_ita", **view.parameters).head(3).iter_rows(named=True):
        shown += 1
        _ita_line(result, view)
    if not shown:
        parts.empty(t("overview.nothing_to_look_at"), t("overview.nothing_to_look_at_why"))
    _agreements(view)


def _project_lines(view: Filters, concern: str, rows: pl.DataFrame) -> None:
    tone = ATTENTION_TONES.get(concern, Tone.warn)
    first = rows.row(0, named=True)
    if first["projects"] > SINGLE_LINES:
        title = t(f"attention.{concern}_many", projects=formats.count(first["projects"]))
        detail = formats.budget_words(first["concern_budget_baht"])
        parts.attention(concern, tone, title, detail, go=partial(_to_list, view, concern))
        return
    for project in rows.iter_rows(named=True):
        draft = f"{t('projects.draft')} " if project["is_draft"] else ""
        title = t(f"attention.{concern}_one", title=draft + project["title_th"])
        key = f"{concern}-{project['project_id']}"
        parts.attention(key, tone, title, _project_detail(project), go=partial(_to_project, view, project))


def _project_detail(project: dict[str, Any]) -> str:
    words = [project["short_name_th"]]
    if project["disbursed_baht"] and project["budget_baht"]:
        disbursed, budget = formats.baht(project["disbursed_baht"]), formats.baht(project["budget_baht"])
        words.append(t("attention.disbursed", disbursed=disbursed, budget=budget))
    elif project["budget_baht"] is not None:
        words.append(formats.budget_words(project["budget_baht"]))
    if project["dimension_no"]:
        words.append(t("attention.dimension", number=project["dimension_no"]))
    if project["planned_quarters"]:
        words.append(t("attention.quarters", quarters=formats.quarters(project["planned_quarters"])))
    return " · ".join(words)


def _ita_line(result: dict[str, Any], view: Filters) -> None:
    gap, total = formats.points(-result["gap"]), formats.points(result["total"])
    title = t("attention.ita", name=result["short_name_th"], gap=gap)
    detail = t("attention.ita_detail", total=total, target=formats.points(result["target"]))
    go = partial(
        navigation.link, "ita", t("attention.see_ita"), org=result["org_code"], year=view.fiscal_year
    )
    parts.attention(f"ita-{result['org_code']}", Tone.warn, title, detail, go=go)


def _agreements(view: Filters) -> None:
    """Evidence that the figures can be trusted: printed totals that follow from their rows."""
    sources = ask("overview_agreements", **view.parameters)
    agreeing, checked = sources["agreeing"].sum(), sources["checked"].sum()
    if checked:
        tone = Tone.good if agreeing == checked else Tone.warn
        title = t("attention.totals", agreeing=formats.count(agreeing), checked=formats.count(checked))
        parts.attention("totals", tone, title, t("attention.totals_detail", sources=sources.height))


def _place(finding: dict[str, Any]) -> str:
    return f"{finding['short_name_th']} · {formats.place(finding['locator'] or '')}"


def _to_finding(view: Filters, finding: dict[str, Any]) -> None:
    if finding["project_id"]:
        project, organisation = finding["project_id"], finding["org_code"]
        navigation.link(
            "projects", t("attention.see_project"), **_of(view), project=project, org=organisation
        )
    elif finding["rule_code"].startswith("ita_"):
        navigation.link("ita", t("attention.see_ita"), org=finding["org_code"], year=finding["fiscal_year"])
    else:
        navigation.link("projects", t("attention.see_list"), **_of(view), org=finding["org_code"])


def _to_project(view: Filters, project: dict[str, Any]) -> None:
    navigation.link("projects", t("attention.see_project"), **_of(view), project=project["project_id"])


def _of(view: Filters) -> dict[str, object]:
    """Year and round of this view, which another page would choose by rules of its own."""
    return {"year": view.fiscal_year, "round": view.report_round}


def _to_list(view: Filters, concern: str) -> None:
    """The list of projects, filtered to what the line counts."""
    changes = {"budget": "little"} if concern == "little_disbursed" else {"status": concern}
    navigation.link("projects", t("attention.see_list"), **_of(view), **changes)


def _by_dimension(view: Filters) -> None:
    rows = ask("status_by_dimension", **view.parameters)
    if not rows.height:
        parts.empty(t("overview.no_projects", year=view.fiscal_year), t("overview.no_projects_why"))
        return
    kept = ["dimension_no", "short_th", "short_en", "status_th", "status_en", "projects"]
    title = t("overview.by_dimension", round=_round_title(view))
    base.show(
        "dimensions",
        status.by_dimension(rows),
        caption=base.Caption(
            f"{parts.scope_title(view)} · {t('overview.year', year=view.fiscal_year)} · {title}",
            _source_titles(view),
        ),
        rows=rows.select(kept),
        download=("status_by_dimension", view.link),
        legend=status.legend(rows),
    )
    parts.note(t("overview.sources", sources=_source_titles(view)))


def _results(view: Filters, results: pl.DataFrame) -> None:
    """The figures that reports give as results, as many as a reader takes in at once; all in the download."""
    labels = [row["result_th"] or t(f"case.{row['case_kind']}") for row in results.iter_rows(named=True)]
    units = [t("case.unit") if row["case_kind"] else row["unit_th"] for row in results.iter_rows(named=True)]
    table = results.with_columns(pl.Series("result_th", labels), pl.Series("unit_th", units, pl.String))
    shown = table.head(SHOWN_RESULTS).select("result_th", "value", "unit_th", "short_name_th", "locator")
    tables.table(shown.drop("short_name_th") if view.org_code else shown)
    tables.download("reported_results", results.height, view.link)


def _source_titles(view: Filters) -> str:
    titles = ask("sources_of_view", **view.parameters)["title_th"].to_list()
    more = t("overview.more_sources", count=len(titles) - 2) if len(titles) > 2 else ""  # noqa: PLR2004
    return " · ".join(titles[:2]) + more


main()
