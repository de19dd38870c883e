"""Where the data comes from: which tables of which years are covered, the sources, and one source alone."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, file_links, formats, grid, lists, navigation, pager, parts, tables, widgets
from dashboard.data import ask, row
from dashboard.failures import section
from dashboard.filters import Filters, known
from dashboard.grid import Cell, Row
from dashboard.language import t
from dashboard.sections import evidence_filters
from dashboard.sections.evidence_filters import SOURCES_PAGE, EvidenceFilters
from dashboard.theme import Tone

# As many years as a phone has room for, the latest.
SHOWN_YEARS = 10
# From the plan to what came of it.
TABLES = (
    "plan", "project_year", "status_report", "target", "ita_result", "ita_indicator", "case_count", "risk",
    "risk_control", "result",
)  # fmt: skip
SOURCE_FACTS = ("title_th", "publisher", "document", "sha256", "files_sha256", "accessed", "licence", "notes")


def show(view: Filters, chosen: EvidenceFilters) -> None:
    """The sources of the scope with what they cover; or one of them, with what it covers."""
    evidence_filters.source_chip(chosen)
    if chosen.source:
        _record(chosen.source)
    coverage = ask("coverage", **view.scope, source_id=chosen.source)
    with parts.card("coverage", t("evidence.coverage")):
        if coverage.height:
            _coverage(view, chosen, coverage)
        else:
            parts.empty(t("evidence.no_rows"), t("evidence.no_rows_fill"))
    table = known(address.get("table"), coverage["table_name"].unique().to_list())
    if table and _is_of_several(view):
        _organisations(view, chosen, table)
    if not chosen.source:
        _list(view)


def _is_of_several(view: Filters) -> bool:
    return _organisation_count(view) > 1


def _organisation_count(view: Filters) -> int:
    return int(row("overview_scope", **view.parameters)["organisations"])


def _coverage(view: Filters, chosen: EvidenceFilters, coverage: pl.DataFrame) -> None:
    """Tables by year: how many organisations of how many have rows; of one organisation, how many rows."""
    years = sorted(coverage["fiscal_year"].unique().to_list())[-SHOWN_YEARS:]
    every = _organisation_count(view)
    rows = []
    for name in (table for table in TABLES if table in coverage["table_name"]):
        part = coverage.filter(table_name=name)
        found = {item["fiscal_year"]: item for item in part.iter_rows(named=True)}
        cells = [_cell(view, name, year, found.get(year), every > 1) for year in years]
        rows.append(Row(t(f"covered.{name}"), cells))
    headings: list[tuple[str, Tone | None]] = [(str(year), None) for year in years]
    grid.show(t("evidence.coverage_corner"), headings, rows)
    several = t("evidence.coverage_several", all=formats.count(every))
    parts.note(several if every > 1 else t("evidence.coverage_one"))
    file_links.show("coverage", coverage.height, {**view.link, "year": None, "source": chosen.source})


def _cell(view: Filters, table: str, year: int, found: dict[str, Any] | None, of_several: bool) -> Cell:
    if found is None:
        return Cell("–", said=t("evidence.cell_nothing", table=t(f"covered.{table}"), year=year))
    words = {"table": t(f"covered.{table}"), "year": year, "rows": formats.count(found["row_count"])}
    if not of_several:
        return Cell(formats.count(found["row_count"]), 0.6, Tone.busy, said=t("evidence.cell_rows", **words))
    having, every = found["organisations"], found["scope_organisations"]
    return Cell(
        formats.count(having),
        0.2 + 0.8 * having / every,
        Tone.busy,
        link={"table": table, "year": year, "lacking": None, "page": None},
        said=t("evidence.cell", **words, having=formats.count(having), all=formats.count(every)),
        is_chosen=(address.get("table"), view.fiscal_year) == (table, year),
    )


@section
def _organisations(view: Filters, chosen: EvidenceFilters, table: str) -> None:
    """Which organisations have rows of one table and year, or have none."""
    lacking = address.get("lacking") == "1" or None
    asked = {**view.parameters, "table_name": table, "source_id": chosen.source, "lacking": lacking}
    first = ask("coverage_organisations", **asked, row_limit=1)
    found = int(first["found_organisations"][0]) if first.height else 0
    title = "evidence.lacking" if lacking else "evidence.having"
    words = t(title, table=t(f"covered.{table}"), year=view.fiscal_year, count=formats.count(found))
    with parts.card("covered", words):
        with st.container(key="own-covered", horizontal=True):
            widgets.toggle("lacking", t("evidence.lacking_label"))
        if not found:
            parts.note(t("evidence.nobody"))
            return
        rows = ask("coverage_organisations", **asked, **pager.limits(found))
        links = {index: {"org": code} for index, code in enumerate(rows["org_code"])}
        columns = ["full_name_th", "province_th", *([] if lacking else ["row_count", "source_title_th"])]
        own = {"table": table, "source": chosen.source, "lacking": "1" if lacking else None}
        download = ("coverage_organisations", {**view.link, **own})
        lists.show(tables.html(rows.select(columns), links, page="evidence"), found, download)


@section
def _list(view: Filters) -> None:
    first = ask("evidence_sources", **view.scope, row_limit=1)
    found = int(first["found_sources"][0]) if first.height else 0
    with parts.card("sources", t("evidence.sources", count=formats.count(found))):
        if not found:
            parts.empty(t("evidence.no_sources"), t("evidence.no_sources_fill"))
            return
        rows = ask("evidence_sources", **view.scope, **pager.limits(found, SOURCES_PAGE))
        accessed = [formats.day(day) if day else None for day in rows["accessed"]]
        shown = rows.with_columns(pl.Series("accessed", accessed, pl.String))
        links = {index: {"source": code} for index, code in enumerate(rows["source_id"])}
        columns = ["title_th", "publisher", "first_fiscal_year", "last_fiscal_year", "row_count",
                   "rejected_count", "open_findings", "corrections", "accessed"]  # fmt: skip
        download = ("evidence_sources", {**view.link, "year": None})
        lists.show(tables.html(shown.select(columns), links), found, download, name=SOURCES_PAGE)


@section
def _record(source: str) -> None:
    """One source: whose document, which bytes, what was read and what was rejected."""
    item = row("evidence_sources", source_id=source)
    accessed = formats.day(item["accessed"]) if item["accessed"] else None
    counts = {name: formats.count(item[name]) for name in ("row_count", "rejected_count")}
    shown = {**{name: item[name] for name in SOURCE_FACTS}, "accessed": accessed, **counts}
    headings = {
        **tables.column_headings(list(shown)),
        "sha256": t("evidence.sha256_document"),
        "files_sha256": t("evidence.sha256_files"),
    }
    with parts.card("source", t("evidence.source")):
        parts.facts([(headings[name], text or t("projects.silent")) for name, text in shown.items()])
        with st.container(horizontal=True, gap="small", key="source-links"):
            for section in ("findings", "totals", "corrections"):
                navigation.link(
                    "evidence", t(f"evidence.to_{section}"), section=section, years="all", page=None
                )
