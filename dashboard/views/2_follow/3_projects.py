"""Projects: what is not completed first, filters and search, the table; and the record of one project."""

import polars as pl

from dashboard import address, filters, formats, lists, pager, parts, tables
from dashboard.data import ask
from dashboard.filters import Filters
from dashboard.language import local, t
from dashboard.sections import project_filters, project_record
from dashboard.sections.project_filters import COMPLETED, NOT_COMPLETED, ProjectFilters

TABLE_COLUMNS = [
    "seq_no", "title_th", "status", "overdue_since", "short_name_th", "dimension_no", "planned_quarters",
    "budget_baht", "disbursed_baht", "responsible_unit",
]  # fmt: skip
# A column that none of the projects found has a value of is left out; its count says so.
COUNTED_COLUMNS = {
    "overdue_since": "overdue",
    "dimension_no": "with_dimension",
    "planned_quarters": "with_quarters",
    "budget_baht": "with_budget",
    "disbursed_baht": "with_disbursed",
    "responsible_unit": "with_unit",
}


def main() -> None:
    """Ask, then show: the record when the address names a project, else the list."""
    view = filters.bar(metric_code="project_completion")
    project = address.get("project")
    if project:
        project_record.show(view, project)
    else:
        _list(view)


def _list(view: Filters) -> None:
    chosen = project_filters.read(view)
    counts = ask("project_counts", **view.parameters, **chosen.parameters)
    planned, found = counts["projects"].sum(), project_filters.found(chosen, counts)
    parts.heading(_message(chosen, counts, view), _about(view, counts))
    if not planned:
        parts.empty(t("projects.nothing_planned", year=view.fiscal_year), t("projects.nothing_planned_fill"))
        return
    project_filters.draw(chosen)
    project_filters.statuses(chosen, counts)
    if not found:
        parts.empty(*_nothing_found(chosen))
        return
    at_once = pager.PLAN_ROWS if view.org_code else pager.PAGE_ROWS
    rows = ask("projects", **view.parameters, **chosen.parameters, **pager.limits(found, rows=at_once))
    links = {index: {"project": code} for index, code in enumerate(rows["project_id"])}
    has_overdue = counts.filter(pl.col("status_code").is_in(chosen.codes))["overdue"].sum()
    lists.show(
        tables.html(_table(rows, chosen, _columns(view, chosen, counts)), links),
        found,
        ("projects", {**view.link, **chosen.link}),
        rows=at_once,
        notes=(t("projects.overdue_rule"),) if has_overdue else (),
    )


def _message(chosen: ProjectFilters, counts: pl.DataFrame, view: Filters) -> str:
    planned, found = counts["projects"].sum(), project_filters.found(chosen, counts)
    unfinished = counts.filter(pl.col("status_code") != COMPLETED)["projects"].sum()
    every, left = formats.count(planned), formats.count(unfinished)
    if not planned:
        return t("overview.nothing", year=view.fiscal_year)
    if chosen.is_default:
        return t("projects.open" if unfinished else "projects.none_open", open=left, all=every)
    if chosen.is_everything:
        return t("projects.all", all=every, open=left, year=view.fiscal_year)
    key = "projects.some_open" if chosen.status == NOT_COMPLETED else "projects.some"
    return t(key, some=formats.count(found), all=every)


def _about(view: Filters, counts: pl.DataFrame) -> str:
    rounds = ask("report_rounds", **view.parameters).filter(pl.col("report_round") == view.report_round)
    about = [parts.scope_title(view), t("overview.year", year=view.fiscal_year)]
    about += [local(row, "title") for row in rounds.iter_rows(named=True)]
    drafts = counts["drafts"].sum()
    return " · ".join(about + ([t("overview.drafts", projects=formats.count(drafts))] if drafts else []))


def _nothing_found(chosen: ProjectFilters) -> tuple[str, str]:
    if chosen.is_default:
        return t("projects.all_done"), t("projects.all_done_fill")
    return t("projects.nothing_found"), t("projects.nothing_found_fill")


def _columns(view: Filters, chosen: ProjectFilters, counts: pl.DataFrame) -> list[str]:
    """The columns that say something; whose project it is, is said in the heading where there is one only."""
    shown = counts.filter(pl.col("status_code").is_in(chosen.codes))
    silent = {name for name, count in COUNTED_COLUMNS.items() if not shown[count].sum()}
    if view.org_code:
        silent.add("short_name_th")
    return [name for name in TABLE_COLUMNS if name not in silent]


def _table(rows: pl.DataFrame, chosen: ProjectFilters, columns: list[str]) -> pl.DataFrame:
    since = [f"⚑ {formats.day(day)}" if day else "" for day in rows["overdue_since"]]
    return rows.with_columns(
        pl.col("status_code").replace_strict(dict(chosen.labels["status"])).alias("status"),
        pl.Series("overdue_since", since, pl.String),
        pl.when("is_draft").then(pl.lit(t("projects.draft") + " ")).otherwise(pl.lit("")).add(pl.col("title_th"))
        .alias("title_th"),
    ).select(columns)  # fmt: skip


main()
