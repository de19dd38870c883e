"""The report of a round in the layout that plans use: each project with money and a tick at its status, with sums."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from dashboard import formats, headline
from dashboard.data import ask
from dashboard.language import local, t
from dashboard.theme import Tone
from dashboard.view import Filters
from reports.content import common
from reports.content.common import REPORTED, lacking, listed
from reports.paper import Block, Facts, Heading, Missing, Paper, Signatures, Text
from reports.tables import Column, Row, Shape, Table, Value, summed

Projects = Sequence[dict[str, Any]]
Amount = int | Decimal | None


def paper(view: Filters) -> Paper:
    """The progress of a round, of one organisation."""
    projects = common.projects(view)
    title = t("report.progress", round=view.report_round)
    return Paper(
        imprint=common.imprint(view, title),
        subtitle=t("report.of_year", year=view.fiscal_year),
        blocks=[
            Facts(facts(view, projects)),
            *_listed(view, projects),
            Signatures([t("report.reporter"), t("report.head"), t("report.executive")]),
        ],
        missing=missing(view, projects),
        sources=common.sources(view),
        is_wide=True,
    )


def _listed(view: Filters, projects: Projects) -> list[Block]:
    if not projects:
        return [Text(t("overview.no_projects", year=view.fiscal_year), Tone.quiet)]
    return [project_table(view, projects), Heading(t("report.controls")), controls(view, projects)]


def facts(view: Filters, projects: Projects) -> list[tuple[str, str | None]]:
    """Which plan is reported on, of which time, and how many projects have which status."""
    rounds = ask("report_rounds", **view.parameters).filter(report_round=view.report_round)
    of_round = rounds.row(0, named=True)
    plans = ask("organisation_plans", **view.parameters).to_dicts()
    titles = [
        f"{t('projects.draft')} {plan['title_th']}" if plan["is_draft"] else plan["title_th"]
        for plan in plans
    ]
    counts = {code: sum(item["status_code"] == code for item in projects) for code in _words()}
    said = " · ".join(
        f"{words} {formats.count(counts[code])}"
        for code, words in _words().items()
        if counts[code] or code in REPORTED
    )
    return [
        (t("report.plan"), " · ".join(titles) or None),
        (t("report.period"), t("report.to_day", day=formats.long_day(of_round["period_end"]))),
        (t("report.due_day"), formats.long_day(of_round["due_date"])),
        (
            t("report.counts"),
            f"{said} · {t('report.sum')} {formats.count(len(projects))}" if projects else None,
        ),
    ]


def _words() -> dict[str, str]:
    return {item["status_code"]: local(item, "status") for item in ask("statuses").iter_rows(named=True)}


def project_table(view: Filters, projects: Projects) -> Table:
    """Each project a row, those of a dimension together with their sum, and the sum of all."""
    words, over = _words(), t("column.status")
    columns = [
        Column(t("report.number"), Shape.whole, width=0.95, is_added=False),
        Column(t("report.project"), width=5.5),
        Column(t("report.dimension_short"), Shape.whole, width=0.8, is_added=False),
        Column(t("projects.budget_baht"), Shape.money, width=2.2),
        Column(t("projects.disbursed_baht"), Shape.money, width=2.2),
        *(Column(words[code], Shape.tick, width=1.45, over=over) for code in REPORTED),
        Column(t("report.note"), width=3),
    ]
    names = common.dimension_names(view)
    groups: dict[str, list[list[Value]]] = {}
    for item in projects:
        groups.setdefault(names[item["dimension_no"]], []).append(_cells(item, words))
    title = t("report.projects_of_round", round=headline.round_title(view))
    return summed(title, columns, list(groups.items()), t("report.sums_how"), t("report.sheet_projects"))


def _cells(item: dict[str, Any], words: dict[str, str]) -> list[Value]:
    draft = f"{t('projects.draft')} " if item["is_draft"] else ""
    status = item["status_code"]
    notes = [] if status in REPORTED else [words[status]]
    notes += [item["status_note"]] if item["status_note"] else []
    return [
        item["seq_no"] if item["seq_no"] is not None else "",
        draft + item["title_th"],
        item["dimension_no"] if item["dimension_no"] is not None else "",
        item["budget_baht"],
        item["disbursed_baht"],
        *(1 if status == code else None for code in REPORTED),
        " · ".join(notes),
    ]


def controls(view: Filters, projects: Projects) -> Table:
    """Totals of this report beside those that the warehouse and the plan tell by themselves."""
    own = {
        code: (numerator, denominator)
        for code, numerator, denominator in _metrics(view)
        .select("metric_code", "numerator", "denominator")
        .rows()
    }
    plans = [
        plan
        for plan in ask("organisation_plans", **view.parameters).to_dicts()
        if plan["stated_project_count"]
    ]
    years = ask("organisation_years", **view.parameters).filter(fiscal_year=view.fiscal_year).to_dicts()
    counted = sum(item["projects"] for item in ask("status_by_dimension", **view.parameters).to_dicts())
    rows: list[tuple[str, Amount, Amount]] = [(t("report.control_projects"), len(projects), counted)]
    if len(plans) == 1 and plans[0]["first_fiscal_year"] == plans[0]["last_fiscal_year"]:
        rows.append((t("report.control_stated"), len(projects), plans[0]["stated_project_count"]))
    rows.append((t("report.control_budget"), _total(projects, "budget_baht"), years[0]["planned_baht"]))
    if "project_completion" in own:
        completed = sum(item["status_code"] == "completed" for item in projects if not item["is_draft"])
        rows.append((t("report.control_completed"), completed, int(own["project_completion"][0])))
    if "budget_disbursed" in own:
        spent = [
            item for item in projects if (item["budget_baht"] or 0) > 0 and item["disbursed_baht"] is not None
        ]
        spent = [item for item in spent if not item["is_draft"]]
        rows.append(
            (
                t("report.control_disbursed"),
                _total(spent, "disbursed_baht"),
                _baht(own["budget_disbursed"][0]),
            )
        )
        rows.append(
            (t("report.control_of_budget"), _total(spent, "budget_baht"), _baht(own["budget_disbursed"][1]))
        )
    columns = [
        Column(t("report.control"), width=5),
        Column(t("report.here"), Shape.money, width=2.2),
        Column(t("report.warehouse"), Shape.money, width=2.2),
        Column(t("report.agrees"), width=2),
    ]
    told = [_compared(*row) for row in rows]
    return Table("", columns, told, t("report.controls_how"), t("report.sheet_controls"))


def _metrics(view: Filters) -> pl.DataFrame:
    return ask("overview_metrics", **view.parameters).filter(fiscal_year=view.fiscal_year)


def _baht(value: float) -> Decimal:
    """Baht to the satang: metrics are worked out in floating point."""
    return Decimal(str(value)).quantize(Decimal("0.01"))


def _compared(what: str, here: Amount, there: Amount) -> Row:
    """A total beside the other one; counts are whole numbers, money is not."""
    agrees = t("report.same") if here == there else t("report.differs")
    return Row((what, here, there, agrees), shape=Shape.whole if isinstance(here, int) else Shape.money)


def _total(projects: Projects, column: str) -> Decimal | None:
    known = [item[column] for item in projects if item[column] is not None]
    return sum(known, Decimal(0)) if known else None


def missing(view: Filters, projects: Projects) -> list[Missing]:
    """What the report cannot say, with the numbers of the projects and what would fill it."""
    if not projects:
        return [Missing(t("overview.no_projects", year=view.fiscal_year), t("overview.no_projects_why"))]

    silent = [item for item in projects if item["budget_baht"] is None]
    unreported = [item for item in projects if item["status_code"] not in REPORTED]
    unspent = [item for item in projects if item["disbursed_baht"] is None]
    loose = [item for item in projects if item["dimension_no"] is None]
    round_fill = t("report.round_fill", round=view.report_round)
    return [
        *lacks(t("report.no_status"), unreported, round_fill),
        *lacks(t("report.no_budget"), silent, t("report.plan_fill")),
        *lacks(t("report.no_disbursed"), unspent, round_fill),
        *lacks(t("report.no_dimension"), loose, t("report.plan_fill")),
    ]


def lacks(what: str, projects: Projects, fill: str) -> list[Missing]:
    """What some projects lack, with their numbers; nothing when there are none."""
    numbers = listed([item["seq_no"] if item["seq_no"] is not None else formats.NOTHING for item in projects])
    count = formats.count(len(projects))
    return lacking(bool(projects), t("report.lacks", what=what, count=count, numbers=numbers), fill)
