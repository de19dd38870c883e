"""Projects of one year by dimension and quarter: a summary line for each dimension, its projects behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from dashboard import address, formats
from dashboard.charts import status
from dashboard.language import t
from dashboard.theme import STATUS_TONES

QUARTERS = (1, 2, 3, 4)
# As many projects stand open at once; more are behind the line of their dimension.
MOST_OPEN = 20

Statuses = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Timeline:
    """What a timeline is drawn of: projects, the names of the dimensions, statuses, and the way to a record.

    `quarter` is the one that today lies in, `link` what the address of a record says beside the project.
    """

    projects: pl.DataFrame
    dimensions: Mapping[int | None, str]
    statuses: Statuses
    round_title: str
    quarter: int | None
    link: Mapping[str, object]

    @property
    def most(self) -> int:
        """The most projects of any dimension and quarter: the full width of a bar."""
        planned = self.projects.explode("planned_quarters").drop_nulls("planned_quarters")
        counts = planned.group_by("dimension_no", "planned_quarters").len()["len"].to_list()
        return max(counts, default=1)


def show(timeline: Timeline) -> None:
    """Draw the timeline, the dimensions in the order of their names."""
    body = "".join(
        _dimension(timeline, name, timeline.projects.filter(pl.col("dimension_no").eq_missing(number)))
        for number, name in timeline.dimensions.items()
    )
    st.html(f'<div class="timeline">{_head(timeline)}{body}</div>')


def _head(timeline: Timeline) -> str:
    quarters = "".join(
        f'<span class="q{_now(timeline, quarter)}">{_quarter_title(timeline, quarter)}</span>'
        for quarter in QUARTERS
    )
    state = escape(timeline.round_title)
    return f'<div class="line head" aria-hidden="true"><span></span>{quarters}<span>{state}</span></div>'


def _quarter_title(timeline: Timeline, quarter: int) -> str:
    now = f"<small>{escape(t('organisation.now'))}</small>" if quarter == timeline.quarter else ""
    months = escape(t(f"organisation.months_{quarter}"))
    return f"{escape(t('organisation.quarter', number=quarter))}<small>{months}</small>{now}"


def _now(timeline: Timeline, quarter: int) -> str:
    return " now" if quarter == timeline.quarter else ""


def _dimension(timeline: Timeline, name: str, projects: pl.DataFrame) -> str:
    budget = projects["budget_baht"].drop_nulls()
    money = formats.budget_words(budget.sum() if len(budget) else None)
    count = t("organisation.projects", count=formats.count(projects.height))
    summary = (
        f'<summary class="line"><span class="what"><b>{escape(name)}</b>'
        f"<small>{escape(f'{count} · {money}')}</small></span>"
        f"{_bars(timeline, projects)}"
        f'<span class="states">{_states(timeline, projects)}</span></summary>'
    )
    is_open = " open" if timeline.projects.height <= MOST_OPEN else ""
    return f"<details{is_open}>{summary}{_table(timeline, name, projects)}</details>"


def _bars(timeline: Timeline, projects: pl.DataFrame) -> str:
    """How many projects are planned in each quarter; where none says when, that."""
    if projects["planned_quarters"].is_null().all():
        return f'<span class="silent">{escape(t("organisation.no_quarters"))}</span>'
    cells = ""
    for quarter in QUARTERS:
        count = projects.filter(pl.col("planned_quarters").list.contains(quarter)).height
        label = escape(t("organisation.quarter", number=quarter))
        cells += (
            f'<span class="q{_now(timeline, quarter)}" data-label="{label}"><span class="heard">{label}: </span>'
            f'{formats.count(count)}<i style="width:{count / timeline.most * 100:.0f}%"></i></span>'
        )
    return cells


def _states(timeline: Timeline, projects: pl.DataFrame) -> str:
    """Symbol and number of each status, in the order of the statuses."""
    counts = dict(projects.group_by("status_code").len().iter_rows())
    return " ".join(
        f'<span class="{STATUS_TONES[code]}" title="{escape(status.label(row))}">{row["symbol"]}'
        f' {formats.count(counts[code])}<span class="heard"> {escape(status.label(row))}</span></span>'
        for code, row in timeline.statuses.items()
        if code in counts
    )


def _table(timeline: Timeline, name: str, projects: pl.DataFrame) -> str:
    titles = [t("page.projects"), *(t("organisation.quarter", number=number) for number in QUARTERS)]
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in [*titles, timeline.round_title])
    rows = "".join(_row(timeline, project) for project in projects.iter_rows(named=True))
    return (
        f'<table aria-label="{escape(name)}"><thead class="heard"><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(timeline: Timeline, project: dict[str, Any]) -> str:
    draft = f"{t('projects.draft')} " if project["is_draft"] else ""
    where = address.shared_with_changes(**timeline.link, project=project["project_id"])
    return (
        f'<tr class="line"><td class="what"><a href="{escape("projects?" + urlencode(where))}" target="_self">'
        f"{project['seq_no']}. {escape(draft + project['title_th'])}</a></td>"
        f"{_cells(timeline, project)}{_state(timeline, project)}</tr>"
    )


def _cells(timeline: Timeline, project: dict[str, Any]) -> str:
    planned = project["planned_quarters"]
    if not planned:
        return f'<td class="silent" colspan="4">{formats.NOTHING}</td>'
    row = timeline.statuses[project["status_code"]]
    tone = STATUS_TONES[project["status_code"]]
    filled = f'<b class="{tone}"><span aria-hidden="true">{row["symbol"]}</span></b>'
    said = f'<span class="heard">{escape(t("organisation.is_planned"))}</span>'
    return "".join(
        f'<td class="q{_now(timeline, quarter)}" data-label="{escape(t("organisation.quarter", number=quarter))}">'
        f"{filled + said if quarter in planned else ''}</td>"
        for quarter in QUARTERS
    )


def _state(timeline: Timeline, project: dict[str, Any]) -> str:
    code, budget = project["status_code"], project["budget_baht"]
    words = formats.budget_words(budget) if budget else ""
    if budget and project["disbursed_baht"] is not None:
        words = t(
            "attention.disbursed",
            disbursed=formats.baht(project["disbursed_baht"]),
            budget=formats.baht(budget),
        )
    money = f"<small>{escape(words)}</small>" if words else ""
    return (
        f'<td class="state"><span class="{STATUS_TONES[code]}">'
        f"{escape(status.label(timeline.statuses[code]))}</span>{money}</td>"
    )
