"""The filters of the list of projects alone: read from the address, drawn as boxes, told as chips."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, formats, navigation, widgets
from dashboard.charts import status as chart
from dashboard.data import ask
from dashboard.filters import Filters, known
from dashboard.language import local, t
from dashboard.navigation import Choice

NOT_COMPLETED, EVERY_STATUS = "not_completed", "all"
COMPLETED = "completed"
# What the document does not say, as the address asks for it.
SILENT = "none"
BUDGETS = ("yes", "no", "little")
SORTS = ("budget", "overdue")
# The boxes whose choices are what the scope and year have, in the order of the screen.
CHOSEN = ("mission", "unit", "kind", "quarter", "measure")
# The filters that stand in the address, each told as a chip; the status has a row of its own.
NAMES = ("search", *CHOSEN, "budget", "overdue")


@dataclass(frozen=True)
class ProjectFilters:
    """What the list shows, by the names in the address; `status` is explicit even where it is the default."""

    status: str
    said: Mapping[str, str]
    sort: str | None
    labels: Mapping[str, Mapping[str, str]]

    @property
    def link(self) -> dict[str, str | None]:
        """The filters for the address of a download or of this page."""
        return {**dict.fromkeys(NAMES), **self.said, "status": self.status, "sort": self.sort}

    @property
    def parameters(self) -> dict[str, str | None]:
        """The bound parameters of a query."""
        return {address.BOUND_NAMES[name]: value for name, value in self.link.items()}

    @property
    def codes(self) -> list[str]:
        """The statuses that are shown."""
        every = list(self.labels["status"])
        if self.status == EVERY_STATUS:
            return every
        if self.status == NOT_COMPLETED:
            return [code for code in every if code != COMPLETED]
        return self.status.split(",")

    @property
    def is_default(self) -> bool:
        """Whether it is what the page opens on: all that is not completed, and nothing filtered."""
        return self.status == NOT_COMPLETED and not self.said

    @property
    def is_everything(self) -> bool:
        """Whether nothing at all is left out."""
        return self.status == EVERY_STATUS and not self.said

    def words(self, name: str) -> str:
        """What one filter that is set says, such as `ภารกิจ: 2.2 …`."""
        label = self.labels.get(name, {}).get(self.said[name], self.said[name])
        return t("projects.overdue") if name == "overdue" else f"{t(f'projects.{name}_name')}: {label}"


def read(view: Filters) -> ProjectFilters:
    """The filters of the address; what it says wrongly filters nothing."""
    labels = _labels(view)
    found = {name: known(address.get(name), list(labels[name])) for name in (*CHOSEN, "budget")}
    found["search"] = address.get("search")
    found["overdue"] = known(address.get("overdue"), ["1"])
    said = {name: found[name] for name in NAMES if found[name]}
    return ProjectFilters(
        status=_status(labels["status"], said),
        said=said,
        sort=known(address.get("sort"), list(SORTS)),
        labels=labels,
    )


def _status(labels: Mapping[str, str], said: Mapping[str, str]) -> str:
    """The status that the address asks for, or else what is not completed.

    Who searches for words, or for money that was not used, looks for what is completed, too.
    """
    asked = address.get("status")
    if asked in (NOT_COMPLETED, EVERY_STATUS):
        return asked
    codes = [code for code in address.several("status") if code in labels]
    if codes:
        return ",".join(codes)
    return EVERY_STATUS if "search" in said or said.get("budget") == "little" else NOT_COMPLETED


def _labels(view: Filters) -> dict[str, dict[str, str]]:
    """What each choice of each box is called."""
    asked = {"responsible_unit": address.get("unit")}
    choices = ask("project_choices", **view.parameters, **asked)
    labels: dict[str, dict[str, str]] = {name: {} for name in CHOSEN}
    for row in choices.iter_rows(named=True):
        labels[row["filter"]][row["choice"]] = _choice(row)
    labels["budget"] = {choice: t(f"projects.budget_{choice}") for choice in BUDGETS}
    labels["status"] = {row["status_code"]: chart.label(row) for row in ask("statuses").iter_rows(named=True)}
    return labels


def _choice(row: Mapping[str, Any]) -> str:
    name, choice = row["filter"], row["choice"]
    if choice == SILENT:
        return t("projects.no_standard") if name == "measure" else t("projects.unsaid")
    if name == "kind":
        return t(f"kind.{choice}")
    if name == "quarter":
        return t("projects.quarter", number=choice)
    return f"{choice} {local(row, 'title')}".strip() if row["title_th"] else str(choice)


def draw(chosen: ProjectFilters) -> None:
    """The boxes: the search in sight, the others in one place that says how many of them are set."""
    with st.container(key="own-filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        widgets.text("search", t("projects.search"))
        boxes = [name for name in chosen.said if name != "search"]
        more = t("projects.more_set", count=len(boxes)) if boxes else t("projects.more")
        with st.popover(more, key="more-filters", icon=":material/tune:"):
            codes = [] if chosen.status in (NOT_COMPLETED, EVERY_STATUS) else chosen.codes
            statuses = chosen.labels["status"]
            widgets.multiselect("status", t("projects.status"), list(statuses), codes, statuses.__getitem__)
            for name in (*CHOSEN, "budget"):
                _box(name, chosen)
            widgets.toggle("overdue", t("projects.overdue"))
            st.caption(t("projects.overdue_rule"))
        widgets.select(
            "sort", t("projects.sort_name"), [widgets.ALL, *SORTS], chosen.sort or widgets.ALL,
            lambda value: t(f"projects.sort_{value or 'plan'}"),
        )  # fmt: skip


def _box(name: str, chosen: ProjectFilters) -> None:
    labels = chosen.labels[name]
    widgets.select(
        name,
        t(f"projects.{name}_name"),
        [widgets.ALL, *labels],
        chosen.said.get(name, widgets.ALL),
        lambda value: t(f"projects.{name}_all") if value == widgets.ALL else labels[value],
    )


def found(chosen: ProjectFilters, counts: pl.DataFrame) -> int:
    """How many projects the filters leave."""
    return int(counts.filter(pl.col("status_code").is_in(chosen.codes))[_counted(chosen)].sum())


def _counted(chosen: ProjectFilters) -> str:
    return "overdue" if "overdue" in chosen.said else "matching"


def statuses(chosen: ProjectFilters, counts: pl.DataFrame) -> None:
    """One link for each status, with how many projects the other filters leave: the way in and out; then the chips."""
    numbers = dict(counts.select("status_code", _counted(chosen)).iter_rows())
    names = _status_names(chosen)
    totals = {**numbers, EVERY_STATUS: sum(numbers.values())}
    totals[NOT_COMPLETED] = totals[EVERY_STATUS] - numbers[COMPLETED]
    is_late = "overdue" in chosen.said
    links = [
        Choice(f"{name} {formats.count(totals[code])}", {"status": code, "page": None}, code == chosen.status)
        for code, name in names.items()
        if totals[code] or code in (NOT_COMPLETED, EVERY_STATUS, chosen.status)
    ]
    late = f"⚑ {t('projects.overdue')} {formats.count(int(counts['overdue'].sum()))}"
    turned = {"overdue": None if is_late else "1", "status": None, "page": None}
    said = [", ".join(names[code] for code in chosen.status.split(",")), *map(chosen.words, chosen.said)]
    st.html(
        navigation.choices("status-links", [*links, Choice(late, turned, is_late)])
        + _chips(chosen)
        + navigation.on_paper(said)
    )


def _status_names(chosen: ProjectFilters) -> dict[str, str]:
    return {
        NOT_COMPLETED: t("projects.status_not_completed"),
        EVERY_STATUS: t("projects.status_all"),
        **chosen.labels["status"],
    }


def _chips(chosen: ProjectFilters) -> str:
    """What is filtered, each with the way to take it away and one to take all away."""
    if not chosen.said:
        return ""
    each = [Choice(f"{_short(chosen.words(name))} ✕", {name: None, "page": None}) for name in chosen.said]
    everything = Choice(t("projects.clear"), dict.fromkeys((*NAMES, "status", "page")))
    return navigation.choices("chips", [*each, everything])


def _short(words: str, most: int = 60) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"
