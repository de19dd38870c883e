"""What stands below the figures of one organisation: its risks with their controls, its sources, its findings."""

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from dashboard import address, formats, navigation, parts
from dashboard.data import ask, row
from dashboard.filters import Filters
from dashboard.language import local, t
from dashboard.sections import risk_filters
from dashboard.theme import STATUS_TONES, Tone

# Open findings of as many rules stand here; all are on the page of the evidence.
SHOWN_FINDINGS = 4


def risks(view: Filters) -> None:
    """The risks of the plan by process step, with what controls them and how far that is."""
    events = ask("risk_register", **view.parameters)
    if not events.height:
        parts.empty(t("organisation.risks_none", year=view.fiscal_year), t("organisation.risks_fill"))
        return
    controls = ask("risk_controls", **view.parameters)
    parts.note(_risk_words(events, controls))
    steps = ["plan_id", "step_no"]
    for (plan, step), rows in events.sort(steps, maintain_order=True).group_by(steps, maintain_order=True):
        here = (pl.col("plan_id") == plan) & (pl.col("step_no") == step)
        _step(view, rows, controls.filter(here))
    parts.note(f"{t('risk.call')} {t('risk.call_how')}")
    navigation.link("risk", t("attention.see_risks"), year=view.fiscal_year, round=view.report_round)


def _risk_words(events: pl.DataFrame, controls: pl.DataFrame) -> str:
    return t(
        "organisation.risks_about",
        risks=formats.count(events.height),
        steps=formats.count(events.select("plan_id", "step_no").n_unique()),
        high=formats.count(events["is_high"].sum()),
        controls=formats.count(controls.height),
        matched=formats.count(controls["project_id"].count()),
        completed=formats.count(controls.filter(pl.col("status_code") == "completed").height),
    )


def _step(view: Filters, events: pl.DataFrame, controls: pl.DataFrame) -> None:
    """One process step: its risk events beside its controls."""
    title = f"{events['step_no'][0]}. {events['process_step'][0]}"
    shown = "".join(f"<li>{_event(event)}</li>" for event in events.iter_rows(named=True))
    held = "".join(f"<li>{_control(view, control)}</li>" for control in controls.iter_rows(named=True))
    none = f'<p class="note">{escape(t("organisation.no_controls"))}</p>'
    st.html(
        f'<section class="step"><h3>{escape(title)}</h3><div><h4>{escape(t("organisation.events"))}</h4>'
        f"<ul>{shown}</ul></div><div><h4>{escape(t('organisation.controls'))}</h4>"
        f"{f'<ul>{held}</ul>' if held else none}</div></section>"
    )


def _event(event: Mapping[str, Any]) -> str:
    """The level as a word and as steps of the scale, then the event and its line."""
    level = risk_filters.level_words(event)
    if event["risk_score"] is not None:
        level += f" {event['risk_score']}"
    return (
        f'<span class="level {risk_filters.level_tone(event["level_code"])}">{escape(level)}</span> '
        f"{escape(event['risk_event'])} <small>{escape(formats.place(event['locator']))}</small>"
    )


def _control(view: Filters, control: Mapping[str, Any]) -> str:
    """A control, and the status of the project that it is matched to."""
    text, code = escape(control["control_th"]), control["status_code"]
    if control["project_id"] is not None:
        where = address.shared_with_changes(
            year=view.fiscal_year, round=view.report_round, project=control["project_id"]
        )
        text = f'<a href="{escape("projects?" + urlencode(where))}" target="_self">{text}</a>'
    tone = STATUS_TONES[code] if code else Tone.quiet
    return f'{text} <small class="{tone}">{escape(risk_filters.state_words(control))}</small>'


def sources(view: Filters) -> None:
    """The documents that everything on the page comes from, with the bytes that were read."""
    for source in ask("organisation_sources", **view.scope).iter_rows(named=True):
        parts.subheading(source["title_th"], is_chosen=True)
        rows = t(
            "organisation.rows",
            rows=formats.count(source["rows_of_scope"]),
            read=formats.count(source["row_count"]),
        )
        years = [source["first_fiscal_year"], source["last_fiscal_year"]]
        said = [
            (t("column.publisher"), source["publisher"]),
            (t("filter.year_label"), "–".join(dict.fromkeys(str(year) for year in years if year))),
            (t("column.document"), source["document"] or ""),
            (t("column.sha256"), source["sha256"] or ""),
            (t("organisation.read"), rows),
        ]
        parts.facts([(name, words or t("projects.silent")) for name, words in said])


def findings(view: Filters) -> None:
    """What the checks found: open things first, then totals that agree and cells that were corrected."""
    counts = ask("finding_counts", **view.scope)
    if not counts.height:
        parts.empty(t("organisation.findings_none"), t("organisation.findings_fill"))
        return
    still_open = counts.filter("is_open")
    for rule in still_open.head(SHOWN_FINDINGS).iter_rows(named=True):
        _open(view, rule)
    if not still_open.height:
        parts.attention("findings-none", Tone.good, t("organisation.findings_all_closed"), "")
    _closed(counts)
    navigation.link("evidence", t("organisation.see_evidence"), year=view.fiscal_year)


def _open(view: Filters, rule: Mapping[str, Any]) -> None:
    """The first open finding of a rule, and how many more there are of it."""
    finding = row("findings", **view.scope, rule_code=rule["rule_code"], row_limit=1)
    words = [formats.place(finding["locator"])] if finding["locator"] else []
    if rule["findings"] > 1:
        words.append(t("attention.more_findings", findings=formats.count(rule["findings"] - 1)))
    tone = Tone.quiet if rule["severity"] == "notice" else Tone.warn
    key = f"finding-{rule['rule_code']}-{rule['severity']}"
    parts.attention(key, tone, local(finding, "message"), " · ".join(words))


def _closed(counts: pl.DataFrame) -> None:
    """Printed totals that were checked, and corrections, as one line each."""
    totals = counts.filter("is_total")
    checked, agreeing = totals["findings"].sum(), totals.filter(resolution="agrees")["findings"].sum()
    if checked:
        words = t("attention.totals", agreeing=formats.count(agreeing), checked=formats.count(checked))
        parts.attention("agreements", Tone.good if checked == agreeing else Tone.warn, words, "")
    corrected = counts.filter(rule_code="correction_applied")["findings"].sum()
    if corrected:
        words = t("projects.corrections", count=formats.count(corrected))
        parts.attention("corrected", Tone.quiet, words, t("organisation.corrected_why"))
