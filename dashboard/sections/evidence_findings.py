"""What the checks found: findings by rule and severity, printed totals, and corrections with their proof."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from dashboard import formats, grid, lists, pager, parts, tables
from dashboard.charts import base
from dashboard.data import ask
from dashboard.filters import Filters
from dashboard.grid import Cell, Row
from dashboard.language import language, local, t
from dashboard.sections import evidence_filters
from dashboard.sections.evidence_filters import AGREEMENT, SEVERITIES, EvidenceFilters
from dashboard.theme import Tone


def show(view: Filters, chosen: EvidenceFilters) -> None:
    """Findings by rule and severity, then the list; printed totals alike, by whether they agree."""
    evidence_filters.source_chip(chosen)
    counts = ask("finding_counts", **view.parameters, **chosen.parameters)
    rules = {item["rule_code"]: local(item, "title") for item in counts.iter_rows(named=True)}
    if not counts.height:
        evidence_filters.draw(view, chosen, rules)
        parts.empty(t(f"evidence.no_{chosen.section}"), t("evidence.no_findings_fill"))
        return
    with parts.card("rules", t(f"evidence.rules_{chosen.section}")):
        _rules(chosen, counts, rules)
    found = int(counts.filter("is_found")["findings"].sum())
    with parts.card("findings", t(f"evidence.list_{chosen.section}", count=formats.count(found))):
        evidence_filters.draw(view, chosen, rules)
        if not found:
            parts.empty(t("evidence.nothing_open"), t("evidence.nothing_open_fill"))
            return
        rows = ask("findings", **view.parameters, **chosen.parameters, **pager.limits(found))
        lists.show(_table(rows, view, chosen), found, ("findings", {**view.link, **chosen.link}))


def _rules(chosen: EvidenceFilters, counts: pl.DataFrame, rules: dict[str, str]) -> None:
    """Rules by severity, each cell the way to its findings."""
    is_total, found = bool(chosen.is_total), set(counts["severity"])
    shown = [name for name in SEVERITIES if name in found or (is_total and name in ("warning", AGREEMENT))]
    tones: list[tuple[str, Tone | None]] = [
        (evidence_filters.severity_words(name, is_total=is_total), SEVERITIES[name][1]) for name in shown
    ]
    sums = counts.group_by("rule_code", "severity", maintain_order=True).agg(pl.col("findings").sum())
    numbers = {(rule, severity): count for rule, severity, count in sums.iter_rows()}
    most = max(numbers.values())
    body = [
        Row(title, [_cell(chosen, (rule, title), name, numbers.get((rule, name), 0), most) for name in shown])
        for rule, title in rules.items()
    ]
    grid.show(t("evidence.rule_label"), tones, body)


def _cell(chosen: EvidenceFilters, rule: tuple[str, str], severity: str, count: int, most: int) -> Cell:
    if not count:
        return Cell("–")
    code, title = rule
    words = evidence_filters.severity_words(severity, is_total=bool(chosen.is_total))
    return Cell(
        formats.count(count),
        grid.strength(count, most),
        SEVERITIES[severity][1],
        link={"rule": code, "severity": severity, "page": None},
        said=f"{title} · {words}: {formats.count(count)}",
        is_chosen=(chosen.rule, chosen.severity) == (code, severity),
    )


def _table(rows: pl.DataFrame, view: Filters, chosen: EvidenceFilters) -> str:
    """The findings as rows; one that is about a project leads to the record of the project."""
    message = f"message_{language()}"
    is_total = bool(chosen.is_total)
    words = [evidence_filters.severity_words(name, is_total=is_total) for name in rows["severity"]]
    # Of a report the status itself may be what is printed.
    statuses = {row["status_code"]: local(row, "status") for row in ask("statuses").iter_rows(named=True)}
    shown = rows.with_columns(
        pl.Series("outcome" if is_total else "severity", words, pl.String),
        pl.col("printed_value").replace(statuses),
    )
    whose = [] if view.org_code else ["short_name_th"]
    values = [
        name for name in ("fiscal_year", "printed_value", "computed_value") if rows[name].is_not_null().any()
    ]
    columns = ["outcome" if is_total else "severity", message, *whose, *values, "source_title_th", "locator"]
    if chosen.source:
        columns.remove("source_title_th")
    links = {
        index: {"project": item["project_id"], "year": item["fiscal_year"] or view.fiscal_year}
        for index, item in enumerate(rows.iter_rows(named=True))
        if item["project_id"]
    }
    return tables.html(shown.select(columns), links, page="projects", linked=message)


def corrections(view: Filters, chosen: EvidenceFilters) -> None:
    """Cells that were misread, printed beside corrected, with the reason and the proof; by source."""
    evidence_filters.source_chip(chosen)
    asked = {**view.parameters, **chosen.parameters}
    first = ask("corrections", **asked, row_limit=1)
    found = int(first["found_corrections"][0]) if first.height else 0
    with parts.card("corrections", t("evidence.list_corrections", count=formats.count(found))):
        evidence_filters.draw(view, chosen, {})
        if not found:
            parts.empty(t("evidence.no_corrections"), t("evidence.no_corrections_fill"))
            return
        rows = ask("corrections", **asked, **pager.limits(found))
        labelled = rows.with_columns(base.texts("label", rows, _labels()))
        for (title,), part in labelled.group_by("source_title_th", maintain_order=True):
            document = part["document"][0]
            name = f" <small>{escape(document)}</small>" if document else ""
            st.html(f'<p class="subheading chosen">{escape(str(title))}{name}</p>')
            parts.corrections(part)
        of_corrections = {**view.link, **chosen.link, "rule": None, "severity": None}
        lists.show("", found, ("corrections", of_corrections))


def _labels() -> Callable[[Mapping[str, Any]], str]:
    """What was corrected: the name of the column, and the key of its row."""
    known = {
        entry["column_name"]: local(entry, "name") for entry in ask("column_names").iter_rows(named=True)
    }
    return lambda item: f"{known.get(item['column_name'], item['column_name'])} · {item['row_key']}"
