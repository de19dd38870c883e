"""Evidence: sources and what they cover, findings, printed totals, corrections, builds and what changed."""

from typing import Any

import polars as pl

from dashboard import data, formats, parts
from dashboard.data import ask
from dashboard.filters import Filters, bar
from dashboard.language import t
from dashboard.sections import evidence_builds, evidence_filters, evidence_findings, evidence_sources
from dashboard.sections.build_changes import ADDED
from dashboard.sections.evidence_builds import Changes, Pair
from dashboard.sections.evidence_filters import AGREEMENT, EvidenceFilters


def main() -> None:
    """Ask, then show the section that the address names."""
    view = bar()
    chosen = evidence_filters.read(view)
    counts = _counts(view, chosen)
    two = evidence_builds.pair() if chosen.section == "builds" else None
    changes = evidence_builds.compare(two, view) if two else None
    parts.heading(_message(chosen, counts, two, changes), _about(view, chosen))
    evidence_filters.sections(chosen, _section_counts(counts))
    match chosen.section:
        case "findings" | "totals":
            evidence_findings.show(view, chosen)
        case "corrections":
            evidence_findings.corrections(view, chosen)
        case "builds":
            evidence_builds.show(view, two, changes)
        case _:
            evidence_sources.show(view, chosen)


def _counts(view: Filters, chosen: EvidenceFilters) -> dict[str, int]:
    """How much stands in each section, whatever is chosen inside them."""
    years = {"source_id": chosen.source, "year_choice": chosen.years}
    findings = ask("finding_counts", **view.parameters, **years)
    totals = findings.filter("is_total")
    sources = ask("evidence_sources", **view.scope, row_limit=1)
    corrections = ask("corrections", **view.parameters, **years, row_limit=1)
    return {
        "sources": int(sources["found_sources"][0]) if sources.height else 0,
        "findings": int(findings.filter("is_open")["findings"].sum()),
        "checked": int(totals["findings"].sum()),
        "agreeing": int(totals.filter(pl.col("severity") == AGREEMENT)["findings"].sum()),
        "corrections": int(corrections["found_corrections"][0]) if corrections.height else 0,
        "builds": len(data.builds()),
    }


def _section_counts(counts: dict[str, int]) -> dict[str, str]:
    shown = {name: formats.count(number) for name, number in counts.items()}
    return {**shown, "totals": f"{shown['agreeing']}/{shown['checked']}"}


def _message(
    chosen: EvidenceFilters, counts: dict[str, int], two: Pair | None, changes: Changes | None
) -> str:
    match chosen.section:
        case "builds":
            return _change_message(two, changes)
        case "findings":
            key = "findings" if counts["findings"] else "no_findings"
        case "corrections":
            key = "corrections"
        case _:
            key = _total_message(chosen.section, counts)
    words = {name: formats.count(number) for name, number in counts.items()}
    return t(
        f"evidence.message_{key}", **words, disagreeing=formats.count(counts["checked"] - counts["agreeing"])
    )


def _total_message(section: str, counts: dict[str, int]) -> str:
    """Which sentence tells of the sources and of the totals that prove them."""
    if not counts["sources"]:
        return "nothing"
    if not counts["checked"]:
        return "unchecked"
    if counts["agreeing"] < counts["checked"]:
        return "disagree"
    return "agree" if section == "totals" else "sources"


def _change_message(two: Pair | None, changes: Changes | None) -> str:
    if two is None:
        return t("evidence.one_build")
    if changes is None:
        return t("evidence.not_comparable")
    if changes.is_nothing:
        return t("evidence.no_changes")
    new = changes.findings.filter(change=ADDED).height
    return t(
        "evidence.message_changes",
        sources=formats.count(changes.sources.height),
        values=formats.count(changes.metrics.height),
        new=formats.count(new),
        gone=formats.count(changes.findings.height - new),
    )


def _about(view: Filters, chosen: EvidenceFilters) -> str:
    about: list[Any] = [parts.scope_title(view)]
    if chosen.section in ("sources", "builds") or chosen.years == evidence_filters.EVERY:
        about.append(t("evidence.every_year"))
    else:
        about.append(t("evidence.one_year", year=view.fiscal_year))
    return " · ".join(about)


main()
