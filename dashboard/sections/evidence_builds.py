"""The builds that are kept, and what changed between two of them: sources, rows, metric values, findings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, data, formats, navigation, parts, tables, widgets
from dashboard.charts import base
from dashboard.data import Build, ask_build
from dashboard.failures import section
from dashboard.filters import Filters, known
from dashboard.language import language, local, t
from dashboard.pager import PAGE_ROWS
from dashboard.sections import build_changes, evidence_filters
from dashboard.sections.build_changes import ADDED, AFTER, BEFORE, CHANGE, CHANGED, REMOVED
from dashboard.tile_words import shown
from warehouse.reader import QueryError, Warehouse

# Of how many organisations changes are looked up.
SHOWN_ORGANISATIONS = 50
_SYMBOLS = {ADDED: "+", REMOVED: "−", CHANGED: "△"}


@dataclass(frozen=True)
class Changes:
    """What changed from one build to another in a scope.

    Metric values and findings are looked up for the first organisations only that have any; `organisations`
    says of how many they would be.
    """

    sources: pl.DataFrame
    tables: pl.DataFrame
    metrics: pl.DataFrame
    findings: pl.DataFrame
    finding_counts: pl.DataFrame
    organisations: int

    @property
    def is_nothing(self) -> bool:
        """Whether both builds say the same."""
        found = (self.sources, self.tables, self.metrics, self.findings)
        return not any(rows.height for rows in found) and not self.organisations


@dataclass(frozen=True)
class Pair:
    """Two builds to lay beside each other."""

    before: Build
    after: Build


def pair() -> Pair | None:
    """The two builds of the address; what it does not say is the build shown and the one before it."""
    builds = {build.build_id: build for build in data.builds()}
    names = sorted(builds)
    after = known(address.get("build_b"), names) or data.build_id()
    earlier = [name for name in names if name < after]
    before = known(address.get("build_a"), [name for name in names if name != after])
    before = before or (earlier[-1] if earlier else None)
    return Pair(builds[before], builds[after]) if before and after in builds else None


def compare(two: Pair, view: Filters) -> Changes | None:
    """What changed from the one to the other; None where one of them cannot be asked."""
    before, after = (data.kept(build.build_id) for build in (two.before, two.after))
    try:
        return _compare(before, after, view)
    except QueryError:
        return None


def _compare(before: Warehouse, after: Warehouse, view: Filters) -> Changes:
    def between(query: str, key: list[str], values: list[str], **parameters: Any) -> pl.DataFrame:
        earlier, later = (ask_build(warehouse, query, **parameters) for warehouse in (before, after))
        return build_changes.changes(earlier, later, key, values)

    marks = between("build_fingerprints", ["org_code"], ["metrics_mark", "findings_mark"], **view.scope)
    # One code at least, or all would be asked for.
    codes = ",".join(marks["org_code"].sort().head(SHOWN_ORGANISATIONS)) if marks.height else "none"
    metrics = between(
        "build_metric_values",
        ["metric_code", "org_code", "fiscal_year"],
        ["value", "numerator", "denominator", "report_round"],
        org_codes=codes,
    )
    counts = between("build_finding_counts", ["rule_code", "severity"], ["findings"], **view.scope)
    sources = between("build_sources", ["source_id"], ["files_sha256", "row_count", "rejected_count"])
    findings = between("build_findings", ["finding_id"], [], org_codes=codes)
    return Changes(
        sources=sources.sort("title_th", "source_id"),
        tables=between("build_tables", ["table_name"], ["row_count"]).sort("table_name"),
        metrics=metrics.sort("metric_code", "short_name_th", "org_code", "fiscal_year"),
        findings=findings.sort(CHANGE, "rule_code", "short_name_th", "fiscal_year", "finding_id"),
        finding_counts=counts.sort("rule_code", "severity"),
        organisations=marks.height,
    )


def show(view: Filters, two: Pair | None, found: Changes | None) -> None:
    """The builds kept; then what changed between the two chosen."""
    builds = data.builds()
    with parts.card("builds", t("evidence.builds", count=len(builds))):
        _builds(builds)
    if two is None:
        parts.empty(t("evidence.one_build"), t("evidence.one_build_fill"))
        return
    with parts.card("changes", t("evidence.changes")):
        _boxes(builds, two)
        if found is None:
            parts.empty(t("evidence.not_comparable"), t("evidence.not_comparable_fill"))
            return
        if found.is_nothing:
            parts.empty(t("evidence.no_changes"), t("evidence.no_changes_fill"))
            return
        parts.note(t("evidence.changes_how", scope=parts.scope_title(view)))
    _sources(found.sources)
    _tables(found.tables)
    _metrics(found)
    _findings(
        found, {row["rule_code"]: local(row, "title") for row in data.ask("rules").iter_rows(named=True)}
    )


def _facts(build: Build) -> dict[str, Any]:
    return ask_build(data.kept(build.build_id), "build").row(0, named=True)


def _builds(builds: list[Build]) -> None:
    """Date, rows and findings of each build, and the way to the figures as reported on its day."""
    for build in builds:
        facts = _facts(build)
        moment = formats.built_moment(build.built_at)
        name = t("app.latest_build" if build.is_current else "app.earlier_build", moment=moment)
        detail = t(
            "evidence.build_detail",
            sources=formats.count(facts["source_count"]),
            rows=formats.count(facts["row_count"]),
            rejected=formats.count(facts["rejected_count"]),
            findings=formats.count(facts["finding_count"]),
            version=facts["version"],
            build=build.build_id,
        )
        words = t("app.to_latest" if build.is_current else "evidence.as_reported")
        asked = None if build.is_current else build.build_id
        key = f"build-{build.build_id}"
        with st.container(key=key, horizontal=True, vertical_alignment="center", gap="small"):
            st.html(f'<div class="build"><b>{name}</b><small>{detail}</small></div>', width="stretch")
            with st.container(width="content"):
                navigation.link("overview", words, build=asked)


def _boxes(builds: list[Build], two: Pair) -> None:
    """One box for each of the two; which build is which is told by its moment and its rows."""
    told = {build.build_id: (build.built_at, _facts(build)["row_count"]) for build in builds}
    with st.container(key="own-filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        for name, chosen, other in (("build_a", two.before, two.after), ("build_b", two.after, two.before)):
            words = {
                code: t(f"evidence.{name}", moment=formats.built_moment(moment), rows=formats.count(rows))
                for code, (moment, rows) in told.items()
                if code != other.build_id
            }
            label = t(f"evidence.{name}_label")
            widgets.select(name, label, list(words), chosen.build_id, words.__getitem__)


def _words(change: str) -> str:
    return f"{_SYMBOLS[change]} {t(f'evidence.{change}')}"


def _changed(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(base.texts(CHANGE, rows, lambda row: _words(row[CHANGE])))


def _more(shown_rows: int, every: int) -> None:
    if every > shown_rows:
        parts.note(t("evidence.first_rows", shown=formats.count(shown_rows), all=formats.count(every)))


def _sources(rows: pl.DataFrame) -> None:
    with parts.card("changed-sources", t("evidence.changed_sources", count=formats.count(rows.height))):
        if not rows.height:
            parts.note(t("evidence.same_sources"))
            return
        first = _changed(rows.head(PAGE_ROWS))
        numbers = ["row_count", "rejected_count"] if _any_rejected(rows) else ["row_count"]
        columns = [f"{name}{end}" for name in numbers for end in (BEFORE, AFTER)]
        links = {
            index: {"source": item["source_id"], "section": None}
            for index, item in enumerate(first.iter_rows(named=True))
            if item[f"row_count{AFTER}"] is not None
        }
        tables.table(first.select("title_th", "publisher", CHANGE, *columns), links)
        _more(PAGE_ROWS, rows.height)


def _any_rejected(rows: pl.DataFrame) -> bool:
    return any(rows[f"rejected_count{end}"].fill_null(0).sum() for end in (BEFORE, AFTER))


def _tables(rows: pl.DataFrame) -> None:
    with parts.card("changed-tables", t("evidence.changed_tables", count=formats.count(rows.height))):
        if not rows.height:
            parts.note(t("evidence.same_tables"))
            return
        difference = [
            f"{(row[f'row_count{AFTER}'] or 0) - (row[f'row_count{BEFORE}'] or 0):+,}".replace("-", "−")
            for row in rows.iter_rows(named=True)
        ]
        columns = [
            "table_name",
            "grain",
            f"row_count{BEFORE}",
            f"row_count{AFTER}",
            "row_change",
        ]
        tables.table(
            rows.with_columns(
                pl.col(f"grain_{language()}").alias("grain"), pl.Series("row_change", difference, pl.String)
            ).select(columns)
        )


@section
def _metrics(found: Changes) -> None:
    rows = found.metrics
    with parts.card("changed-metrics", t("evidence.changed_metrics", count=formats.count(rows.height))):
        if not rows.height:
            parts.note(t("evidence.same_metrics"))
            return
        first = rows.head(PAGE_ROWS)
        shown_rows = first.with_columns(
            base.texts("metric", first, lambda row: local(row, "name")),
            base.texts(f"value{BEFORE}", first, lambda row: _value(row, BEFORE)),
            base.texts(f"value{AFTER}", first, lambda row: _value(row, AFTER)),
        )
        columns = ["metric", "short_name_th", "fiscal_year", f"value{BEFORE}", f"value{AFTER}", CHANGE]
        tables.table(_changed(shown_rows).select(columns))
        _more(PAGE_ROWS, rows.height)
        _organisations(found)


def _value(row: Mapping[str, Any], end: str) -> str:
    """The value with the parts it is made of, for a share can stay while its parts change."""
    value = row[f"value{end}"]
    if value is None:
        return formats.NOTHING
    unit = t(f"unit.{row['unit']}")
    words = f"{shown(value, row['unit'])} {unit}"
    if row["unit"] != "share":
        return words
    whole = tuple(row[f"{name}{end}"] for name in ("numerator", "denominator"))
    return f"{words} ({formats.baht(whole[0])}/{formats.baht(whole[1])})"


def _organisations(found: Changes) -> None:
    if found.organisations > SHOWN_ORGANISATIONS:
        parts.note(
            t(
                "evidence.first_organisations",
                shown=formats.count(SHOWN_ORGANISATIONS),
                all=formats.count(found.organisations),
            )
        )


@section
def _findings(found: Changes, rules: dict[str, str]) -> None:
    new = found.findings.filter(pl.col(CHANGE) == ADDED).height
    gone = found.findings.height - new
    title = t("evidence.changed_findings", new=formats.count(new), gone=formats.count(gone))
    with parts.card("changed-findings", title):
        if not found.findings.height:
            parts.note(t("evidence.same_findings"))
            return
        counts = found.finding_counts
        words = [evidence_filters.severity_words(name) for name in counts["severity"]]
        names = [rules.get(code, code) for code in counts["rule_code"]]
        tables.table(
            counts.with_columns(
                pl.Series("rule", names, pl.String), pl.Series("severity", words, pl.String)
            ).select("rule", "severity", f"findings{BEFORE}", f"findings{AFTER}")
        )
        with st.expander(t("evidence.finding_list")):
            first = _changed(found.findings.head(PAGE_ROWS))
            grave = [evidence_filters.severity_words(name) for name in first["severity"]]
            listed = first.with_columns(pl.Series("severity", grave, pl.String))
            columns = [CHANGE, "severity", f"message_{language()}", "short_name_th", "fiscal_year", "locator"]
            tables.table(listed.select(columns))
            _more(PAGE_ROWS, found.findings.height)
        _organisations(found)
