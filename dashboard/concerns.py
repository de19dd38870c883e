"""What a person must look at, the gravest first: each with its reason, whose it is, since when, and where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard import formats
from dashboard.data import ask
from dashboard.language import local, t
from dashboard.theme import Tone
from dashboard.tile_words import shown
from dashboard.view import Filters

# The order in which a council asks: is it reported, on the way, under control, stuck, true.
TONES = {
    "not_reported": Tone.warn,
    "awaiting_report": Tone.warn,
    "worsening": Tone.bad,
    "below": Tone.warn,
    "high_risk": Tone.warn,
    "cannot_proceed": Tone.bad,
    "little_disbursed": Tone.bad,
    "in_progress": Tone.warn,
    "finding": Tone.warn,
}
# These were due on the same day for every project: the last day of the round.
_OF_THE_ROUND = ("not_reported", "awaiting_report")
# More than this many of one kind become one line that leads to the list.
SINGLE_LINES = 2

# The page, the words of the link, and the filters there.
Way = tuple[str, str, Mapping[str, object]]


@dataclass(frozen=True)
class Line:
    """One thing to look at: of which concern, what, why, the way there; who answers for it, and by when it was due.

    No owner means that nothing tells of one; several organisations have a dash, for they have no one owner.
    """

    concern: str
    key: str
    title: str
    detail: str
    go: Way
    owner: str | None = formats.NOTHING
    due: date | None = None


def of(view: Filters) -> list[Line]:
    """The lines of a view in the order of their concerns."""
    found = [*_of_projects(view), *_of_targets(view), *_of_risks(view), *_of_findings(view)]
    order = list(TONES)
    return sorted(found, key=lambda line: order.index(line.concern))


def _way(page: str, words: str, **changes: object) -> Way:
    return page, words, changes


def _of_projects(view: Filters) -> Iterator[Line]:
    rows = ask("attention_projects", **view.parameters)
    for (concern,), projects in rows.group_by("concern", maintain_order=True):
        first = projects.row(0, named=True)
        if first["projects"] > SINGLE_LINES:
            yield _many_projects(view, str(concern), first)
        else:
            yield from (_one_project(view, str(concern), row) for row in projects.iter_rows(named=True))


def _many_projects(view: Filters, concern: str, first: dict[str, Any]) -> Line:
    words = [formats.budget_words(first["concern_budget_baht"])]
    if first["organisations"] > 1:
        words.insert(0, t("filter.organisations", count=formats.count(first["organisations"])))
    title = t(f"attention.{concern}_many", projects=formats.count(first["projects"]))
    changes = {"budget": "little"} if concern == "little_disbursed" else {"status": concern}
    go = _way("projects", t("attention.see_list"), **view.when, **changes)
    due = first["due_date"] if concern in _OF_THE_ROUND else None
    return Line(concern, concern, title, " · ".join(words), go, _answers(first), due)


def _one_project(view: Filters, concern: str, project: dict[str, Any]) -> Line:
    draft = f"{t('projects.draft')} " if project["is_draft"] else ""
    title = t(f"attention.{concern}_one", title=draft + project["title_th"])
    code = project["project_id"]
    go = _way("projects", t("attention.see_project"), **view.when, project=code)
    owner = project["responsible_unit"]
    return Line(concern, f"{concern}-{code}", title, _project_detail(project), go, owner, project["due_date"])


def _answers(first: dict[str, Any]) -> str:
    """Who answers for several projects: the organisation, where it is but one."""
    return str(first["short_name_th"]) if first["organisations"] == 1 else formats.NOTHING


def _end_of(fiscal_year: int) -> date:
    return date(fiscal_year - formats.BE_OFFSET, 9, 30)


def _project_detail(project: dict[str, Any]) -> str:
    words = [project["short_name_th"]]
    if project["disbursed_baht"] and project["budget_baht"]:
        disbursed, budget = formats.baht(project["disbursed_baht"]), formats.baht(project["budget_baht"])
        words.append(t("attention.disbursed", disbursed=disbursed, budget=budget))
    elif project["budget_baht"] is not None:
        words.append(formats.budget_words(project["budget_baht"]))
    if project["dimension_no"]:
        words.append(t("attention.dimension", number=project["dimension_no"]))
    if project["planned_quarters"]:
        words.append(t("attention.quarters", quarters=formats.quarters(project["planned_quarters"])))
    return " · ".join(words)


def _of_targets(view: Filters) -> Iterator[Line]:
    rows = ask("attention_targets", **view.parameters)
    for (concern, code), organisations in rows.group_by("concern", "metric_code", maintain_order=True):
        first = organisations.row(0, named=True)
        if first["organisations"] > SINGLE_LINES:
            yield _many_below(view, first)
        else:
            for row in organisations.iter_rows(named=True):
                go = _to_metric(view, row, org=row["org_code"])
                key = f"{concern}-{code}-{row['org_code']}"
                owner, due = row["short_name_th"], _end_of(row["target_fiscal_year"])
                yield Line(str(concern), key, _below_title(row), _below_detail(row), go, owner, due)


def _many_below(view: Filters, first: dict[str, Any]) -> Line:
    count = formats.count(first["organisations"])
    title = t(f"attention.{first['concern']}_many", organisations=count, metric=local(first, "name"))
    detail = t("attention.farthest", name=first["short_name_th"], detail=_below_detail(first))
    key = f"{first['concern']}-{first['metric_code']}"
    due = _end_of(first["target_fiscal_year"])
    return Line(first["concern"], key, title, detail, _to_metric(view, first), due=due)


def _below_title(row: dict[str, Any]) -> str:
    if row["metric_code"] == "ita_score" and row["concern"] == "below":
        gap = formats.points(row["target_value"] - row["value"])
        return t("attention.ita", name=row["short_name_th"], gap=gap)
    verdict = t(f"verdict.{row['status_code']}")
    return t("attention.worsening_one", name=row["short_name_th"], metric=local(row, "name"), verdict=verdict)


def _below_detail(row: dict[str, Any]) -> str:
    value, target = shown(row["value"], row["unit"]), shown(row["target_value"], row["unit"])
    unit = t(f"unit.{row['unit']}")
    return t("attention.below_detail", value=value, target=target, unit=unit, year=row["target_fiscal_year"])


def _to_metric(view: Filters, row: dict[str, Any], **changes: object) -> Way:
    page, words = ("ita", "see_ita") if row["metric_code"] == "ita_score" else ("targets", "see_targets")
    # A list of many opens at the end that is meant.
    order = {} if "org" in changes or page != "ita" else {"sort": "lowest"}
    return _way(page, t(f"attention.{words}"), year=view.fiscal_year, **changes, **order)


def _of_risks(view: Filters) -> Iterator[Line]:
    for row in ask("attention_risks", **view.parameters).iter_rows(named=True):
        if not row["risks"]:
            continue
        title = t("attention.high_risk", risks=formats.count(row["risks"]))
        detail = t(
            "attention.high_risk_detail",
            organisations=formats.count(row["organisations"]),
            risks=formats.count(row["high_risks"]),
        )
        go = _way("risk", t("attention.see_risks"), **view.when)
        yield Line("high_risk", "high-risk", title, detail, go)


def _of_findings(view: Filters) -> Iterator[Line]:
    rows = ask("attention_findings", **view.parameters)
    for (rule,), findings in rows.group_by("rule_code", maintain_order=True):
        first = findings.row(0, named=True)
        if first["findings"] > SINGLE_LINES:
            more = t("attention.more_findings", findings=formats.count(first["findings"] - 1))
            go = _way("evidence", t("attention.see_findings"), section="findings", rule=str(rule))
            yield Line("finding", str(rule), local(first, "message"), f"{_place(first)} · {more}", go)
        else:
            for row in findings.iter_rows(named=True):
                way, owner = _to_finding(view, row), row["short_name_th"]
                yield Line("finding", row["finding_id"], local(row, "message"), _place(row), way, owner)


def _place(finding: dict[str, Any]) -> str:
    return f"{finding['short_name_th']} · {formats.place(finding['locator'] or '')}"


def _to_finding(view: Filters, finding: dict[str, Any]) -> Way:
    organisation = finding["org_code"]
    if finding["project_id"]:
        project = finding["project_id"]
        return _way("projects", t("attention.see_project"), **view.when, project=project, org=organisation)
    if finding["rule_code"].startswith("ita_"):
        return _way("ita", t("attention.see_ita"), org=organisation, year=finding["fiscal_year"])
    return _way("projects", t("attention.see_list"), **view.when, org=organisation)
