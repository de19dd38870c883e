"""The filters of the evidence page alone, read from the address, and the way between its sections."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard import address, navigation, parts, widgets
from dashboard.data import ask
from dashboard.filters import Filters, known
from dashboard.language import t
from dashboard.navigation import Choice
from dashboard.theme import Tone

SECTIONS = ("sources", "findings", "totals", "corrections", "builds")
EVERY = "all"
AGREEMENT = "agreement"
# How grave a finding is, the gravest first: what it is shown by, and its colour.
SEVERITIES = {
    "error": ("✕", Tone.bad),
    "warning": ("▲", Tone.warn),
    "notice": ("○", Tone.quiet),
    AGREEMENT: ("●", Tone.good),
}
SOURCES_PAGE = "sources_page"
# What belongs to one section and stays behind when another is opened.
_OF_ONE_SECTION = ("rule", "severity", "table", "lacking", "page", SOURCES_PAGE, "build_a", "build_b")


@dataclass(frozen=True)
class EvidenceFilters:
    """What the sections show, by the names in the address; None means all, or the default of the section."""

    section: str
    source: str | None
    rule: str | None
    severity: str | None
    years: str | None

    @property
    def is_total(self) -> str | None:
        """Printed totals have a section of their own."""
        return "1" if self.section == "totals" else None

    @property
    def link(self) -> dict[str, str | None]:
        """The filters for the address of a download."""
        return {
            "source": self.source,
            "rule": self.rule,
            "severity": self.severity,
            "years": self.years,
            "totals": self.is_total,
        }

    @property
    def parameters(self) -> dict[str, str | None]:
        """The bound parameters of a query."""
        return {address.BOUND_NAMES[name]: value for name, value in self.link.items()}


def read(view: Filters) -> EvidenceFilters:
    """The filters of the address; what it says wrongly filters nothing. One source alone is shown of all years."""
    section = known(address.get("section"), list(SECTIONS)) or SECTIONS[0]
    source = address.get("source")
    if source and not ask("evidence_sources", source_id=source).height:
        source = None
    years = known(address.get("years"), [EVERY, "one"]) or (EVERY if source else None)
    severity = known(address.get("severity"), [*SEVERITIES, EVERY])
    if section == "totals" and severity not in ("warning", AGREEMENT):
        severity = EVERY
    asked = EvidenceFilters(section, source, None, severity, EVERY if years == EVERY else None)
    rules = ask("finding_counts", **view.parameters, **asked.parameters)["rule_code"].unique().to_list()
    rule = known(address.get("rule"), rules)
    return EvidenceFilters(section, source, rule, severity, asked.years)


def sections(chosen: EvidenceFilters, counts: Mapping[str, str]) -> None:
    """One link for each section, with how much stands in it."""
    words = {name: f"{t(f'evidence.section_{name}')} {counts.get(name, '')}".strip() for name in SECTIONS}
    row = navigation.sections(words, chosen.section, _OF_ONE_SECTION)
    st.html(row + parts.noted(t(f"evidence.about_{chosen.section}")))


def draw(view: Filters, chosen: EvidenceFilters, rules: Mapping[str, str]) -> None:
    """The boxes above a list: rule, severity where there are several, and years."""
    severities = ["warning", AGREEMENT] if chosen.is_total else [*SEVERITIES, EVERY]
    every = EVERY if chosen.is_total else None
    with st.container(key="own-filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        if rules:
            _box("rule", list(rules), chosen.rule, rules)
            words = {name: severity_words(name, is_total=bool(chosen.is_total)) for name in SEVERITIES}
            picked = None if chosen.severity == every else chosen.severity
            _box("severity", severities, picked, {**words, EVERY: t("evidence.every_severity")}, every)
        one = t("evidence.one_year", year=view.fiscal_year)
        every_year = t("evidence.every_year")
        _year_box(chosen, {"one": one, EVERY: every_year})


def _box(
    name: str, options: list[str], chosen: str | None, words: Mapping[str, str], every: str | None = None
) -> None:
    default = "evidence.all_totals" if name == "severity" and every else f"evidence.all_{name}"
    widgets.select(
        name,
        t(f"evidence.{name}_label"),
        [widgets.ALL, *options],
        chosen or widgets.ALL,
        lambda value: t(default) if value == widgets.ALL else words[value],
    )


def _year_box(chosen: EvidenceFilters, words: Mapping[str, str]) -> None:
    picked = EVERY if chosen.years == EVERY else "one"
    widgets.select("years", t("evidence.years_label"), list(words), picked, words.__getitem__)


def severity_words(severity: str, *, is_total: bool = False) -> str:
    """Symbol and word of how grave a finding is; of a printed total, whether it agrees."""
    if is_total:
        agrees = severity == AGREEMENT
        return f"{'●' if agrees else '▲'} {t('evidence.agrees' if agrees else 'evidence.disagrees')}"
    return f"{SEVERITIES[severity][0]} {t(f'evidence.severity_{severity}')}"


def source_chip(chosen: EvidenceFilters) -> None:
    """The one source that is shown, and the way to all."""
    if not chosen.source:
        return
    title = ask("evidence_sources", source_id=chosen.source)["title_th"][0]
    words = f"{t('column.source')}: {title}"
    chip = navigation.choices("chips", [Choice(f"{words} ✕", {"source": None, "page": None})])
    st.html(chip + navigation.on_paper([words]))
