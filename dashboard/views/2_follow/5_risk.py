"""Risk: what is high and not yet under control, process steps by level, the register, controls and their projects."""

from html import escape
from typing import Any

import polars as pl
import streamlit as st

from dashboard import formats, lists, navigation, pager, parts, tables
from dashboard.charts import base
from dashboard.data import ask, row
from dashboard.failures import section
from dashboard.filters import Filters, bar
from dashboard.language import t
from dashboard.sections import risk_filters, risk_grids
from dashboard.sections.risk_filters import CONTROLS_PAGE, ORGANISATIONS_PAGE, RiskFilters
from dashboard.theme import SYMBOLS, Tone


def main() -> None:
    """Ask, then show."""
    view = bar(metric_code="high_risk_controlled")
    chosen = risk_filters.read(view)
    summary = row("risk_summary", **view.parameters, **chosen.parameters)
    parts.heading(_message(summary, view), _about(summary, view))
    if not summary["risks"]:
        _nothing(summary, view)
        return
    st.html(f'<p class="call"><b>{escape(t("risk.call"))}</b> {escape(t("risk.call_how"))}</p>')
    _tiles(summary, view)
    with parts.card("matrix", t("risk.matrix")):
        risk_grids.matrix(view, chosen, summary)
    if summary["with_points"]:
        with parts.card("points", t("risk.points")):
            risk_grids.points(view, summary)
    if summary["organisations"] > 1:
        _organisations(view, summary["organisations"])
    _register(view, chosen, summary)
    _controls(view, chosen)


def _is_due(summary: dict[str, Any], view: Filters) -> bool:
    """Whether a finished control can be asked for: after the last day of the round, and not of a draft."""
    return bool(summary["due_date"] < view.today) and summary["drafts"] < summary["risks"]


def _message(summary: dict[str, Any], view: Filters) -> str:
    if not summary["risks"]:
        return t("risk.nothing", year=view.fiscal_year)
    words = {name: formats.count(summary[name]) for name in ("risks", "high_risks", "uncontrolled")}
    if not summary["high_risks"]:
        return t("risk.none_high", **words)
    if not _is_due(summary, view):
        return t("risk.early", **words)
    return t("risk.open" if summary["uncontrolled"] else "risk.held", **words)


def _about(summary: dict[str, Any], view: Filters) -> str:
    year = t("overview.year", year=view.fiscal_year)
    about = [parts.scope_title(view), year, t("projects.round", round=view.report_round)]
    if summary["scope_organisations"] > 1:
        having, every = formats.count(summary["organisations"]), formats.count(summary["scope_organisations"])
        about.append(t("risk.coverage", having=having, all=every))
    if summary["drafts"]:
        about.append(t("risk.drafts", risks=formats.count(summary["drafts"])))
    return " · ".join(about)


def _nothing(summary: dict[str, Any], view: Filters) -> None:
    """Why there is nothing, and the nearest year that has something."""
    parts.empty(t("risk.nothing_why"), t("risk.nothing_fill"))
    first, last = summary["first_fiscal_year"], summary["last_fiscal_year"]
    if first is not None:
        year = min(max(view.fiscal_year, first), last)
        if year != view.fiscal_year:
            navigation.link("risk", t("tile.go_to_year", year=year), year=year, round=None)


@section
def _tiles(summary: dict[str, Any], view: Filters) -> None:
    states = ask("risk_control_counts", **view.parameters)
    controls = int(states["controls"].sum())
    unmatched = int(states.filter(control_state="unmatched")["controls"].sum())
    every = t("risk.of_risks", risks=formats.count(summary["risks"]))
    of_controls = t("risk.unmatched_how", controls=formats.count(controls))
    parts.boxes(
        parts.figure("high", t("risk.high"), formats.count(summary["high_risks"]), every),
        parts.figure("uncontrolled", t("risk.uncontrolled"), *_uncontrolled(summary, view)),
        parts.figure("controlled", t("risk.controlled"), *_controlled(summary)),
        parts.figure("unmatched", t("risk.unmatched"), formats.count(unmatched), of_controls),
    )


def _uncontrolled(summary: dict[str, Any], view: Filters) -> tuple[str, str, Tone]:
    number = summary["uncontrolled"]
    if summary["drafts"] == summary["risks"]:
        return formats.count(number), t("tile.only_draft"), Tone.quiet
    if not _is_due(summary, view):
        day = formats.day(summary["due_date"])
        return formats.count(number), t("tile.not_due", day=day), Tone.quiet
    tone = Tone.warn if number else Tone.good
    of_high = t("risk.of_high", risks=formats.count(summary["high_risks"]))
    return formats.count(number), f"{SYMBOLS[tone]} {of_high}", tone


def _controlled(summary: dict[str, Any]) -> tuple[str, str]:
    """The metric, which leaves out plans of which nothing was reported in the round."""
    finished, every = summary["finished_controls"], summary["high_risk_controls"]
    if not every:
        return formats.NOTHING, t("risk.nothing_reported")
    words = t(
        "tile.high_risk_controlled", numerator=formats.count(finished), denominator=formats.count(every)
    )
    return f"{formats.percent(finished / every)} %", words


@section
def _organisations(view: Filters, found: int) -> None:
    limits = pager.limits(found, ORGANISATIONS_PAGE, pager.SHORT_ROWS)
    rows = ask("risk_organisations", **view.parameters, **limits)
    links = {index: {"org": code, "year": view.fiscal_year} for index, code in enumerate(rows["org_code"])}
    with parts.card("organisations", t("risk.organisations", count=formats.count(found))):
        shown = rows.select("full_name_th", "province_th", "risks", "high_risks", "uncontrolled")
        table = tables.html(shown, links, page="risk")
        download = ("risk_organisations", view.link)
        lists.show(table, found, download, name=ORGANISATIONS_PAGE, rows=pager.SHORT_ROWS)


@section
def _register(view: Filters, chosen: RiskFilters, summary: dict[str, Any]) -> None:
    found = summary["found"]
    with parts.card("register", t("risk.register", count=formats.count(found))):
        choices = risk_filters.of_register(chosen)
        if not found:
            st.html(choices)
            parts.empty(t("risk.nothing_found"), t("projects.nothing_found_fill"))
            return
        rows = ask("risk_register", **view.parameters, **chosen.parameters, **pager.limits(found))
        download = ("risk_register", {**view.link, **chosen.link, "control": None})
        table = tables.html(_register_table(rows, view))
        lists.show(choices + table, found, download, notes=(t("risk.register_how"),))


def _register_table(rows: pl.DataFrame, view: Filters) -> pl.DataFrame:
    finished = [
        t("risk.finished", finished=item["finished_controls"], controls=item["controls"])
        if item["controls"]
        else t("risk.no_controls")
        for item in rows.iter_rows(named=True)
    ]
    table = rows.with_columns(
        base.texts("level", rows, risk_filters.level_words),
        pl.Series("finished", finished, pl.String),
        pl.concat_str(_draft(), "risk_event").alias("risk_event"),
    )
    given = [name for name in ("likelihood", "impact", "risk_score") if rows[name].is_not_null().any()]
    whose = [] if view.org_code else ["short_name_th"]
    return table.select("level", "risk_event", "process_step", *given, "finished", *whose, "locator")


@section
def _controls(view: Filters, chosen: RiskFilters) -> None:
    states = ask("risk_control_counts", **view.parameters, **chosen.parameters)
    counted = states.filter(control_state=chosen.control) if chosen.control else states
    found = int(counted["controls"].sum())
    with parts.card("controls", t("risk.controls", count=formats.count(found))):
        if not found:
            parts.empty(t("risk.no_controls_found"), t("risk.no_controls_fill"))
            return
        # Those of one organisation are read together.
        at_once = pager.PAGE_ROWS if view.org_code else pager.SHORT_ROWS
        limits = pager.limits(found, CONTROLS_PAGE, at_once)
        rows = ask("risk_controls", **view.parameters, **chosen.parameters, **limits)
        table = _controls_by_step(rows, view) if view.org_code else _control_table(rows, view)
        lists.show(
            risk_filters.of_controls(chosen, states) + table,
            found,
            ("risk_controls", {**view.link, **chosen.link}),
            name=CONTROLS_PAGE,
            rows=at_once,
            notes=(t("risk.controls_how"),),
        )


def _controls_by_step(rows: pl.DataFrame, view: Filters) -> str:
    """The controls of one organisation: a table for each process step, below its heading."""
    made = ""
    for _, step in rows.group_by("plan_id", "step_no", maintain_order=True):
        first = step.row(0, named=True)
        heading = f"{first['step_no']}. {first['process_step']} · {risk_filters.level_words(first)}"
        made += parts.subheaded(heading, is_chosen=first["is_of_high_risk"]) + _control_table(step, view)
    return made


def _control_table(rows: pl.DataFrame, view: Filters) -> str:
    named = [_project_words(item) for item in rows.iter_rows(named=True)]
    shown = rows.with_columns(
        base.texts("control_state", rows, risk_filters.state_words),
        base.texts("level", rows, risk_filters.level_words),
        pl.Series("project_title_th", named, pl.String),
        pl.col("match_score").alias("match_share"),
        pl.concat_str(_draft(), "control_th").alias("control_th"),
    )
    links = {
        index: {"project": code, **view.when}
        for index, code in enumerate(rows["project_id"])
        if code is not None
    }
    whose = [] if view.org_code else ["short_name_th", "process_step", "level"]
    columns = ["control_th", *whose, "project_title_th", "match_share", "control_state", "locator"]
    return tables.html(shown.select(columns), links, page="projects", linked="project_title_th")


def _project_words(control: dict[str, Any]) -> str | None:
    """The project that a control is matched to; a title that is the control itself is not said twice."""
    title = control["project_title_th"]
    if title is None:
        return None
    return t("risk.same_title") if title == control["control_th"] else title


def _draft() -> pl.Expr:
    return pl.when("is_draft").then(pl.lit(t("projects.draft") + " ")).otherwise(pl.lit(""))


main()
