"""The record of one project: its years and rounds, its money, its evidence, and the same measure elsewhere."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, file_links, formats, navigation, parts, tables
from dashboard.charts import status as chart
from dashboard.data import ask
from dashboard.failures import section
from dashboard.filters import Filters
from dashboard.language import local, t
from dashboard.sections import project_filters
from dashboard.theme import STATUS_TONES

# How many projects of the same measure stand on the record; the file and the list have all.
SHOWN_ELSEWHERE = 8
FEW_YEARS = 2
EVERYWHERE = dict.fromkeys(
    ("org", "province", "type", "dimension", "project", "page", *project_filters.NAMES)
)


def show(view: Filters, project_id: str) -> None:
    """One project, from its state to the line of the document that says so."""
    years = ask("project_record", project_id=project_id)
    st.button(t("projects.back"), on_click=lambda: address.put(project=None), type="tertiary",
              icon=":material/arrow_back:", key="back")  # fmt: skip
    if not years.height:
        parts.empty(t("projects.unknown", project=project_id), t("projects.unknown_fill"))
        return
    chosen = years.filter(pl.col("fiscal_year") == view.fiscal_year)
    first = (chosen if chosen.height else years).row(0, named=True)
    reports = ask("project_reports", project_id=project_id, today=view.today)
    draft = f"{t('projects.draft')} " if first["is_draft"] else ""
    parts.heading(
        draft + first["title_th"], f"{first['full_name_th']} · {t('projects.number', number=first['seq_no'])}"
    )
    if reports.height:
        _state(_at(reports, view))
    left, right = st.columns([11, 10], gap="small")
    with left, parts.card("years", t("projects.years")):
        _reports(reports, years, view)
    # Where the years fill one side, the details stand on the other.
    with left if years.height <= FEW_YEARS else right, parts.card("what", t("projects.what")):
        parts.facts(_facts(first))
    with right, parts.card("evidence", t("projects.evidence")):
        parts.facts(_evidence(first, years, reports))
        _to_evidence(first)
    corrections = ask("project_corrections", project_id=project_id)
    with right, parts.card("corrections", t("projects.corrections", count=corrections.height)):
        if corrections.height:
            parts.corrections(corrections)
        else:
            parts.note(t("projects.no_corrections"))
    findings = ask("project_findings", project_id=project_id)
    if findings.height:
        with right, parts.card("findings", t("projects.findings")):
            for finding in findings.iter_rows(named=True):
                parts.note(f"{local(finding, 'message')} ({formats.place(finding['locator'] or '')})")
    _same_measure(first, view)


def _at(reports: pl.DataFrame, view: Filters) -> dict[str, Any]:
    """The year and round of the view; without these the latest report, or what is missing last, or is due first."""
    of_view = reports.filter(fiscal_year=view.fiscal_year, report_round=view.report_round)
    reported = reports.filter(pl.col("report_locator").is_not_null())
    due = reports.filter(pl.col("due_date") < view.today)
    return next(rows for rows in (of_view, reported, due, reports.head(1)) if rows.height).row(-1, named=True)


def _state(report: dict[str, Any]) -> None:
    """Where the project stands: status, budget, disbursement, and when it was to be done."""
    status = chart.label(_statuses()[report["status_code"]])
    when = t("projects.of_round", round=report["report_round"], year=report["fiscal_year"])
    budget, quarters = report["budget_baht"], report["planned_quarters"]
    words = t("overview.year", year=report["fiscal_year"]) if budget else formats.budget_words(budget)
    spent = _amount(report["disbursed_baht"])
    planned = formats.quarters(quarters) if quarters else formats.NOTHING
    tone = STATUS_TONES[report["status_code"]]
    parts.boxes(
        parts.figure("status", t("projects.status"), status, when, tone),
        parts.figure("budget", t("projects.budget_baht"), _amount(budget), words),
        parts.figure("disbursed", t("projects.disbursed_baht"), spent, _spent_words(report, when)),
        parts.figure("quarters", t("projects.quarters_name"), planned, _planned_words(report)),
        key="state",
    )


def _amount(baht: formats.Number | None) -> str:
    return formats.NOTHING if baht is None else formats.baht(baht)


def _spent_words(report: dict[str, Any], when: str) -> str:
    if report["report_locator"] is None:
        return t("projects.no_report")
    if report["disbursed_baht"] is None:
        return t("projects.silent")
    share = report["disbursed_share"]
    return when if share is None else t("projects.of_budget", percent=formats.percent(share))


def _planned_words(report: dict[str, Any]) -> str:
    late = [f"⚑ {t('projects.overdue')}"] if report["is_overdue"] else []
    silent = [] if report["planned_quarters"] else [t("projects.silent")]
    return " · ".join([*late, *silent, t("projects.planned_until", day=formats.day(report["planned_until"]))])


def _statuses() -> dict[str, dict[str, Any]]:
    return {item["status_code"]: item for item in ask("statuses").iter_rows(named=True)}


def _facts(record: dict[str, Any]) -> list[tuple[str, str]]:
    facts = [
        (t("column.plan"), record["plan_title_th"]),
        (t("column.dimension"), _numbered(record["dimension_no"], local(record, "dimension"))),
        (t("column.mission"), _numbered(record["mission_no"], local(record, "mission"))),
        (t("column.kind"), t(f"kind.{record['kind']}") if record["kind"] else ""),
        (t("column.unit"), record["responsible_unit"] or ""),
    ]
    standard = _numbered(record["catalogue_no"], record["standard_title_th"] or "") or t(
        "projects.no_standard"
    )
    said = [(name, text or t("projects.silent")) for name, text in facts]
    return [*said, (t("column.standard"), standard), (t("column.project_id"), record["project_id"])]


def _numbered(number: object, title: str) -> str:
    return "" if number is None else f"{number} {title}".strip()


def _evidence(record: dict[str, Any], years: pl.DataFrame, reports: pl.DataFrame) -> list[tuple[str, str]]:
    """Document, line and checksum of the plan; of the reports, too, where other documents hold them."""
    lines = years["locator"].unique(maintain_order=True).to_list()
    facts = [
        (t("column.source"), record["source_title_th"]),
        (t("column.publisher"), record["publisher"]),
        (t("column.document"), record["document"] or ""),
        (t("column.plan_place"), ", ".join(formats.place(line) for line in lines)),
    ]
    told = {record["source_id"]}
    others: list[tuple[str, str]] = []
    for item in reports.drop_nulls("report_locator").iter_rows(named=True):
        name = t("column.report_place", round=item["report_round"], year=item["fiscal_year"])
        facts.append((name, formats.place(item["report_locator"])))
        if item["report_source_id"] not in told:
            told.add(item["report_source_id"])
            others += [
                (t("column.report_source"), item["report_source_title_th"]),
                (t("column.publisher"), item["report_publisher"]),
                (t("column.document"), item["report_document"] or ""),
                (t("column.sha256"), item["report_sha256"] or ""),
            ]
    facts.append((t("column.sha256"), record["sha256"] or ""))
    return [(name, text or t("projects.silent")) for name, text in [*facts, *others]]


def _to_evidence(record: dict[str, Any]) -> None:
    navigation.link(
        "evidence", t("projects.to_evidence"), source=record["source_id"], org=record["org_code"], year=None
    )


def _reports(reports: pl.DataFrame, years: pl.DataFrame, view: Filters) -> None:
    if not reports.height:
        parts.empty(t("projects.superseded"), t("projects.superseded_fill"))
        return
    statuses = _statuses()
    plans = {item["fiscal_year"]: item for item in years.iter_rows(named=True)}
    for (year,), rounds in reports.group_by("fiscal_year", maintain_order=True):
        plan = plans[year]
        words = [t("overview.year", year=year), formats.budget_words(plan["budget_baht"])]
        if plan["planned_quarters"]:
            words.append(t("attention.quarters", quarters=formats.quarters(plan["planned_quarters"])))
        parts.subheading(" · ".join(words), is_chosen=year == view.fiscal_year)
        for item in rounds.iter_rows(named=True):
            status = statuses[item["status_code"]]
            parts.attention(
                f"{year}-{item['report_round']}",
                STATUS_TONES[item["status_code"]],
                f"{t('projects.round', round=item['report_round'])}: {local(status, 'status')}",
                _report_words(item, is_draft=plan["is_draft"]),
                symbol=status["symbol"],
            )
    project = {"project": years["project_id"][0]}
    file_links.show("project_reports", reports.height, project)


def _report_words(report: dict[str, Any], *, is_draft: bool) -> str:
    if report["report_locator"] is None and is_draft:
        return t("tile.only_draft")
    if report["report_locator"] is None:
        return t("projects.due", day=formats.day(report["due_date"]))
    words = []
    if report["disbursed_baht"] is not None:
        words.append(t("projects.disbursed", baht=formats.baht(report["disbursed_baht"])))
        if report["disbursed_share"] is not None:
            words[-1] += f" ({formats.percent(report['disbursed_share'])}%)"
    if report["reported_on"]:
        words.append(t("projects.reported_on", day=formats.day(report["reported_on"])))
    if report["status_note"]:
        words.append(report["status_note"])
    return " · ".join([*words, formats.place(report["report_locator"])])


@section
def _same_measure(record: dict[str, Any], view: Filters) -> None:
    """The same in other plans of the organisation, and how the measure went at other organisations."""
    asked = {"project_id": record["project_id"], "today": view.today}
    rows = ask("project_same_measure", **asked, row_limit=SHOWN_ELSEWHERE)
    own, others = rows.filter("is_own"), rows.filter(~pl.col("is_own"))
    if own.height:
        with parts.card("own-others", t("projects.own_others")):
            _others(own.drop("short_name_th"))
    with parts.card("elsewhere", t("projects.elsewhere")):
        if record["catalogue_no"] is None:
            parts.empty(t("projects.no_standard"), t("projects.no_standard_fill"))
            return
        if not others.height:
            parts.empty(t("projects.nowhere_else"), t("projects.nowhere_else_fill"))
            return
        counts = ask("project_same_measure_counts", **asked)
        done = counts.filter(status_code=project_filters.COMPLETED)["projects"].sum()
        parts.note(
            t(
                "projects.elsewhere_how",
                projects=formats.count(others["found"][0]),
                done=formats.count(done),
                number=record["catalogue_no"],
            )
        )
        parts.legend(chart.legend(counts))
        _others(others)
        navigation.link(
            "projects",
            t("projects.everywhere", year=view.fiscal_year),
            **{
                **EVERYWHERE,
                "year": view.fiscal_year,
                "round": view.report_round,
                "measure": record["catalogue_no"],
                "status": project_filters.EVERY_STATUS,
            },
        )
        found = sum(int(part["found"][0]) for part in (own, others) if part.height)
        file_links.show("project_same_measure", found, {"project": record["project_id"]})


def _others(rows: pl.DataFrame) -> None:
    labels = {code: chart.label(item) for code, item in _statuses().items()}
    draft = pl.when("is_draft").then(pl.lit(t("projects.draft") + " ")).otherwise(pl.lit(""))
    shown = rows.with_columns(
        pl.col("status_code").replace_strict(labels).alias("status"),
        draft.add(pl.col("title_th")).alias("title_th"),
    )
    columns = [
        "short_name_th", "title_th", "fiscal_year", "report_round", "status", "budget_baht", "disbursed_baht"
    ]  # fmt: skip
    links = {index: {"project": code} for index, code in enumerate(rows["project_id"])}
    tables.table(shown.select(name for name in columns if name in shown.columns), links)
