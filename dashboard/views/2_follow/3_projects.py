"""Projects: filter, search, the table, and the record of one project with its evidence."""

from math import ceil
from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, filters, formats, navigation, parts, tables, widgets
from dashboard.charts import status as chart
from dashboard.data import ask
from dashboard.filters import Filters
from dashboard.language import local, t
from dashboard.theme import STATUS_TONES

TABLE_COLUMNS = [
    "seq_no", "title_th", "status", "short_name_th", "dimension_no", "planned_quarters", "budget_baht",
    "disbursed_baht", "responsible_unit",
]  # fmt: skip
PAGE_ROWS = 50
# What the address may say of the budget.
BUDGET_CHOICES = ("", "yes", "no", "little")


def main() -> None:
    """Ask, then show: the record when the address names a project, else the list."""
    view = filters.bar(metric_code="project_completion")
    project = address.get("project")
    if project:
        _record(view, project)
    else:
        _list(view)


def _list(view: Filters) -> None:
    chosen = _own_filters()
    rows = ask("projects", **view.parameters, **chosen)
    everything = ask("projects", **view.parameters)
    parts.heading(_message(rows, everything, view), _about(view, everything))
    if not rows.height:
        why = "projects.nothing_found" if everything.height else "projects.nothing_planned"
        parts.empty(t(why, year=view.fiscal_year), t(why + "_fill"))
        return
    page = _page_of(rows)
    tables.table(
        _table(page, rows), {index: {"project": code} for index, code in enumerate(page["project_id"])}
    )
    _turn(rows.height)
    own = {name: address.get(name) for name in ("search", "status", "budget")}
    tables.download("projects", rows.height, {**view.link, **own})


def _page_of(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of the page of the list that the address asks for."""
    return rows.slice((_page_number(rows.height) - 1) * PAGE_ROWS, PAGE_ROWS)


def _page_number(height: int) -> int:
    return min(max(address.whole("page") or 1, 1), max(ceil(height / PAGE_ROWS), 1))


def _turn(height: int) -> None:
    """Which rows are shown of how many, with the way to the pages before and after."""
    if height <= PAGE_ROWS:
        return
    page = _page_number(height)
    with st.container(horizontal=True, vertical_alignment="center", key="pager"):
        if page > 1:
            navigation.link("projects", t("table.before"), page=page - 1)
        first, last = (page - 1) * PAGE_ROWS + 1, min(page * PAGE_ROWS, height)
        st.html(
            t("table.rows", first=formats.count(first), last=formats.count(last), all=formats.count(height))
        )
        if last < height:
            navigation.link("projects", t("table.after"), page=page + 1)


def _own_filters() -> dict[str, Any]:
    """The filters of this page alone: text, status, with or without budget."""
    statuses = {item["status_code"]: item for item in ask("statuses").iter_rows(named=True)}
    known = [code for code in address.several("status") if code in statuses]
    budget = address.get("budget")
    chosen = budget if budget in BUDGET_CHOICES else ""
    with st.container(key="own-filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        widgets.text("search", t("projects.search"))
        widgets.multiselect(
            "status", t("projects.status"), list(statuses), known, lambda code: chart.label(statuses[code])
        )
        widgets.select(
            "budget",
            t("projects.budget"),
            list(BUDGET_CHOICES),
            chosen,
            lambda choice: t(f"projects.budget_{choice or 'all'}"),
        )
    return {
        "status_codes": ",".join(known) or None,
        "budget_choice": budget if budget in BUDGET_CHOICES else None,
        "search": address.get("search"),
    }


def _message(rows: pl.DataFrame, everything: pl.DataFrame, view: Filters) -> str:
    if not everything.height:
        return t("overview.nothing", year=view.fiscal_year)
    if rows.height != everything.height:
        return t("projects.some", some=formats.count(rows.height), all=formats.count(everything.height))
    open_rows = rows.filter(pl.col("status_code") != "completed").height
    return t(
        "projects.all", all=formats.count(rows.height), open=formats.count(open_rows), year=view.fiscal_year
    )


def _about(view: Filters, rows: pl.DataFrame) -> str:
    drafts = rows.filter("is_draft").height
    about = [parts.scope_title(view), t("overview.year", year=view.fiscal_year)]
    return " · ".join(about + ([t("overview.drafts", projects=formats.count(drafts))] if drafts else []))


def _table(rows: pl.DataFrame, everything: pl.DataFrame) -> pl.DataFrame:
    statuses = {item["status_code"]: chart.label(item) for item in ask("statuses").iter_rows(named=True)}
    return rows.with_columns(
        pl.col("status_code").replace_strict(statuses).alias("status"),
        pl.when("is_draft").then(pl.lit(t("projects.draft") + " ")).otherwise(pl.lit("")).add(pl.col("title_th"))
        .alias("title_th"),
    ).select(name for name in TABLE_COLUMNS if not _says_nothing(name, everything))  # fmt: skip


def _says_nothing(name: str, rows: pl.DataFrame) -> bool:
    """A column without any value, or with the name of the one organisation that the heading names already."""
    if name == "short_name_th":
        return rows["org_code"].n_unique() == 1
    return name in rows.columns and rows[name].is_null().all()


def _record(view: Filters, project_id: str) -> None:
    """One project: what it is, its years and rounds, where it stands in the document, what was corrected."""
    years = ask("project_record", project_id=project_id)
    st.button(t("projects.back"), on_click=lambda: address.put(project=None), type="tertiary",
              icon=":material/arrow_back:", key="back")  # fmt: skip
    if not years.height:
        parts.empty(t("projects.unknown", project=project_id), t("projects.unknown_fill"))
        return
    chosen = years.filter(pl.col("fiscal_year") == view.fiscal_year)
    first = (chosen if chosen.height else years).row(0, named=True)
    draft = f"{t('projects.draft')} " if first["is_draft"] else ""
    parts.heading(
        draft + first["title_th"], f"{first['full_name_th']} · {t('projects.number', number=first['seq_no'])}"
    )
    left, right = st.columns([11, 10], gap="small")
    reports = ask("project_reports", project_id=project_id, today=view.today)
    with left, parts.card("years", t("projects.years")):
        _reports(reports, years, view)
    with left, parts.card("what", t("projects.what")):
        parts.facts(_facts(first))
    with right, parts.card("evidence", t("projects.evidence")):
        parts.facts(_evidence(first, years, reports))
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
    lines = years["locator"].unique(maintain_order=True).to_list()
    reported = reports.drop_nulls("report_locator")
    facts = [
        (t("column.source"), record["source_title_th"]),
        (t("column.publisher"), record["publisher"]),
        (t("column.document"), record["document"] or ""),
        (t("column.plan_place"), ", ".join(formats.place(line) for line in lines)),
    ]
    for item in reported.iter_rows(named=True):
        name = t("column.report_place", round=item["report_round"], year=item["fiscal_year"])
        facts.append((name, formats.place(item["report_locator"])))
    facts.append((t("column.sha256"), record["sha256"] or ""))
    return [(name, text or t("projects.silent")) for name, text in facts]


def _reports(reports: pl.DataFrame, years: pl.DataFrame, view: Filters) -> None:
    statuses = {item["status_code"]: item for item in ask("statuses").iter_rows(named=True)}
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


def _report_words(report: dict[str, Any], *, is_draft: bool) -> str:
    if report["report_locator"] is None and is_draft:
        return t("tile.only_draft")
    if report["report_locator"] is None:
        return t("projects.due", day=formats.day(report["due_date"]))
    words = []
    if report["disbursed_baht"] is not None:
        words.append(t("projects.disbursed", baht=formats.baht(report["disbursed_baht"])))
    if report["status_note"]:
        words.append(report["status_note"])
    return " · ".join([*words, formats.place(report["report_locator"])])


main()
