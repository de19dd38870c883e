"""The report of the year's results, after the items that public bodies are asked to disclose of it."""

from decimal import Decimal
from typing import Any

from dashboard import formats
from dashboard.data import ask, row
from dashboard.language import local, t
from dashboard.theme import Tone
from dashboard.view import Filters, latest_ita_year
from reports.content import common, progress
from reports.content.common import lacking
from reports.paper import Block, Facts, Heading, Missing, Paper, Signatures, Text
from reports.tables import Column, Row, Shape, Table, Value, summed

MOST_RESULTS = 200


def paper(view: Filters) -> Paper:
    """The results of a year, of one organisation."""
    projects = common.projects(view)
    year = latest_ita_year(view)
    results = ask("reported_results", **view.parameters, row_limit=MOST_RESULTS).to_dicts()
    cases = ask("case_counts", **view.parameters).to_dicts()
    problems = ask("report_problems", **view.parameters).to_dicts()
    return Paper(
        imprint=common.imprint(view, t("report.annual")),
        subtitle=t("report.of_year", year=view.fiscal_year),
        blocks=[
            Facts(progress.facts(view, projects)),
            *_part("status", _statuses(view)),
            *_part("money", [_money(view, projects)] if projects else []),
            *_part("projects", [_projects(view, projects)] if projects else []),
            *_part("results", _results(results)),
            *_part("problems", _problems(problems)),
            *_part("advice", []),
            *_part("ita", _ita(view, year)),
            *_part("cases", _cases(cases)),
            Signatures([t("report.reporter"), t("report.head"), t("report.executive")]),
        ],
        missing=[
            *progress.missing(view, projects),
            *_without_reason(problems),
            *_missing(view, results, cases, year),
        ],
        sources=common.sources(view, year),
    )


def _part(name: str, blocks: list[Block]) -> list[Block]:
    """A part under its heading; an empty one says that there is nothing."""
    return [Heading(t(f"report.part_{name}")), *(blocks or [Text(t("report.no_data"), Tone.quiet)])]


def _statuses(view: Filters) -> list[Block]:
    bars = common.by_dimension(view)
    if bars is None:
        return []
    metrics = ask("overview_metrics", **view.parameters).filter(
        fiscal_year=view.fiscal_year, metric_code="project_completion"
    )
    done = metrics.to_dicts()
    share = (
        t(
            "report.share_done",
            percent=formats.percent(done[0]["value"]),
            done=formats.count(done[0]["numerator"]),
            planned=formats.count(done[0]["denominator"]),
        )
        if done and done[0]["value"] is not None
        else t("report.share_unknown")
    )
    return [bars, Text(share)]


def _money(view: Filters, projects: progress.Projects) -> Table:
    """Budget and disbursement by dimension; the share is of the projects with both, as the metric counts it."""
    names = common.dimension_names(view)
    columns = [
        Column(t("column.dimension"), width=4),
        Column(t("projects.budget_baht"), Shape.money, width=2),
        Column(t("report.with_both"), Shape.whole, width=1.6),
        Column(t("report.budget_of_these"), Shape.money, width=2),
        Column(t("projects.disbursed_baht"), Shape.money, width=2),
        Column(t("report.percent_spent"), Shape.share, width=1.2),
    ]
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in projects:
        groups.setdefault(names[item["dimension_no"]], []).append(item)
    cells = [_spent(name, items) for name, items in groups.items()]
    table = summed("", columns, [("", cells)], t("report.money_how"), t("report.sheet_money"))
    last = table.rows[-1]
    budget, disbursed = last.cells[3], last.cells[4]
    total = Row([*last.cells[:-1], _share(disbursed, budget)], last.kind, last.of)
    return Table(table.title, columns, [*table.rows[:-1], total], table.note, table.name)


def _spent(name: str, items: list[dict[str, Any]]) -> list[Value]:
    planned = [item["budget_baht"] for item in items if item["budget_baht"] is not None]
    with_budget = [item for item in items if (item["budget_baht"] or 0) > 0]
    both = [item for item in with_budget if item["disbursed_baht"] is not None]
    planned_baht = sum(planned, Decimal(0)) if planned else None
    # Where no project has a budget there is nothing to spend, which is no lack of data.
    none: Value = None if with_budget else formats.NOTHING
    budget = sum((item["budget_baht"] for item in both), Decimal(0)) if both else none
    disbursed = sum((item["disbursed_baht"] for item in both), Decimal(0)) if both else none
    return [name, planned_baht, len(both), budget, disbursed, _share(disbursed, budget)]


def _share(disbursed: Value, budget: Value) -> float | str:
    """The part that is spent; where there is nothing to divide by there is no share."""
    if isinstance(disbursed, Decimal) and isinstance(budget, Decimal) and budget:
        return float(disbursed / budget)
    return formats.NOTHING


def _projects(view: Filters, projects: progress.Projects) -> Table:
    words = {item["status_code"]: item for item in ask("statuses").iter_rows(named=True)}
    names = common.dimension_names(view)
    columns = [
        Column(t("report.number"), Shape.whole, width=0.85, is_added=False),
        Column(t("report.project"), width=4.3),
        Column(t("column.status"), width=1.9),
        Column(t("projects.budget_baht"), Shape.money, width=2.1),
        Column(t("projects.disbursed_baht"), Shape.money, width=2.0),
        Column(t("report.note"), width=2.7),
    ]
    groups: dict[str, list[list[Value]]] = {}
    for item in projects:
        draft = f"{t('projects.draft')} " if item["is_draft"] else ""
        status = words[item["status_code"]]
        groups.setdefault(names[item["dimension_no"]], []).append(
            [
                item["seq_no"] if item["seq_no"] is not None else "",
                draft + item["title_th"],
                f"{status['symbol']} {local(status, 'status')}",
                item["budget_baht"],
                item["disbursed_baht"],
                item["status_note"] or "",
            ]
        )
    return summed("", columns, list(groups.items()), t("report.sums_how"), t("report.sheet_projects"))


def _results(results: list[dict[str, Any]]) -> list[Block]:
    """The figures that reports give as results; a withheld count of complaints stays withheld."""
    if not results:
        return []
    columns = [
        Column(t("report.result"), width=6),
        Column(t("report.value"), width=1.6),
        Column(t("report.unit"), width=1.4),
    ]
    rows = [
        Row(
            (
                item["result_th"] or t(f"case.{item['case_kind']}"),
                _counted(item),
                t("case.unit") if item["case_kind"] else (item["unit_th"] or ""),
            )
        )
        for item in results
    ]
    hidden = sum(item["is_withheld"] for item in results)
    note = t("access.withheld", few=formats.FEW, counts=formats.count(hidden)) if hidden else ""
    return [Table("", columns, rows, note, t("report.sheet_results"))]


def _counted(item: dict[str, Any]) -> str:
    if item["is_withheld"]:
        return f"< {formats.FEW}" if item["case_kind"] else t("report.no_data")
    return formats.baht(item["value"])


def _problems(problems: list[dict[str, Any]]) -> list[Block]:
    """What is not completed, with the reason and the words of the report; a reason that is not given is missing."""
    if not problems:
        return []
    columns = [
        Column(t("report.number"), Shape.whole, width=0.85, is_added=False),
        Column(t("report.project"), width=5),
        Column(t("column.status"), width=2),
        Column(t("report.reason"), width=3.4),
    ]
    rows = [
        Row(
            (
                item["seq_no"] if item["seq_no"] is not None else "",
                item["title_th"],
                f"{item['symbol']} {local(item, 'status')}",
                " · ".join(filter(None, (local(item, "reason"), item["status_note"]))) or None,
            )
        )
        for item in problems
    ]
    return [Table("", columns, rows, "", t("report.sheet_problems"))]


def _without_reason(problems: list[dict[str, Any]]) -> list[Missing]:
    silent = [item for item in problems if not local(item, "reason") and not item["status_note"]]
    return progress.lacks(t("report.no_reason"), silent, t("report.reason_fill"))


def _ita(view: Filters, year: int | None) -> list[Block]:
    if year is None:
        return []
    result = row("ita_results", fiscal_year=year, **view.scope)
    level = local(result, "level") if result["level_code"] else None
    facts: list[tuple[str, str | None]] = [
        (t("report.ita_year"), str(year)),
        (t("report.ita_total"), _points(result["total"])),
        (t("report.ita_level"), level),
        (t("report.ita_target"), _points(result["target"])),
        (t("report.ita_gap"), _points(result["gap"])),
        (
            "IIT · EIT · OIT",
            " · ".join(_points(result[name]) or t("report.no_data") for name in ("iit", "eit", "oit")),
        ),
    ]
    meters = common.indicators(view, year)
    return [Facts(facts), *([meters] if meters else [])]


def _points(value: Any) -> str | None:
    return None if value is None else formats.points(value)


def _cases(cases: list[dict[str, Any]]) -> list[Block]:
    """Complaints and cases of each year, and the fall since the baseline."""
    if not cases:
        return []
    columns = [
        Column(t("report.kind"), width=3),
        Column(t("report.year"), width=1.2),
        Column(t("report.counted_cases"), width=1.4),
        Column(t("report.against_baseline"), width=4),
    ]
    rows = [
        Row(
            (
                t(f"case.{item['kind']}"),
                str(item["fiscal_year"]),
                formats.count_with_few(item["count"], item["withheld"]),
                _fall(item),
            )
        )
        for item in cases
    ]
    hidden = sum(item["withheld"] for item in cases)
    note = t("access.withheld", few=formats.FEW, counts=formats.count(hidden)) if hidden else ""
    return [Table("", columns, rows, note, t("report.sheet_cases"))]


def _fall(item: dict[str, Any]) -> str:
    if item["is_baseline"]:
        return t("report.baseline")
    if item["baseline_count"] is None:
        return formats.NOTHING
    words = t(
        "tile.cases", before=formats.count(item["baseline_count"]), now=formats.count(item["compared_count"])
    )
    if item["fallen_share"] is None:
        return f"{words} · {t('verdict.too_few_cases')}"
    return f"{words} · {t('report.fallen', percent=formats.percent(item['fallen_share']))}"


def _missing(
    view: Filters, results: list[dict[str, Any]], cases: list[dict[str, Any]], year: int | None
) -> list[Missing]:
    own_results = [item for item in results if not item["case_kind"]]
    this_year = [item for item in cases if item["fiscal_year"] == view.fiscal_year]
    return [
        *lacking(not own_results, t("report.no_results"), t("report.results_fill")),
        Missing(t("report.no_advice"), t("report.advice_fill")),
        *lacking(year is None, t("report.no_ita"), t("ita.nothing_fill")),
        *lacking(
            year not in (None, view.fiscal_year),
            t("report.no_ita_of_year", year=view.fiscal_year, other=year),
            t("ita.nothing_fill"),
        ),
        *lacking(not this_year, t("report.no_cases", year=view.fiscal_year), t("targets.cases_nothing_fill")),
    ]
