"""Targets and cases: planned path, actual values, projection and verdict; cases and complaints by year."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, file_links, filters, formats, grid, lists, pager, parts, tables, widgets
from dashboard.charts import base
from dashboard.charts import targets as chart
from dashboard.data import ask
from dashboard.failures import section
from dashboard.filters import Filters
from dashboard.grid import Cell, Row
from dashboard.language import local, t
from dashboard.theme import VERDICT_TONES, Tone

KINDS = ("case", "complaint")
NO_VALUE = "no_value"
# What says only that nothing can be said yet.
UNJUDGED = ("too_few_points", "too_few_cases", NO_VALUE)
LIST_COLUMNS = [
    "organisation", "province_th", "metric", "verdict", "value_words", "projected_words", "target_words",
]  # fmt: skip


def main() -> None:
    """Ask, then show."""
    view = filters.bar()
    counts = ask("target_verdicts", **view.parameters)
    chosen = _own_filters(counts)
    if view.org_code:
        _one(view, chosen)
    else:
        _several(view, counts, chosen)
    _cases(view)


def _own_filters(counts: pl.DataFrame) -> dict[str, Any]:
    """The filters of this page alone: which target, which verdict."""
    metrics = {row["metric_code"]: local(row, "name") for row in counts.iter_rows(named=True)}
    said = set(counts["status_code"])
    verdicts = [code for code in (*VERDICT_TONES, NO_VALUE) if code in said]
    metric = filters.known(address.get("metric"), list(metrics))
    verdict = filters.known(address.get("verdict"), verdicts)
    if not metrics:
        return {"metric_code": None, "verdict_code": None}
    with st.container(key="own-filters", horizontal=True, gap="small"):
        widgets.select(
            "metric", t("targets.metric"), [widgets.ALL, *metrics], metric or widgets.ALL,
            lambda code: metrics.get(code) or t("targets.all_metrics"),
        )  # fmt: skip
        widgets.select(
            "verdict", t("targets.verdict"), [widgets.ALL, *verdicts], verdict or widgets.ALL,
            lambda code: chart.verdict_label(code) if code else t("targets.all_verdicts"),
        )  # fmt: skip
    return {"metric_code": metric, "verdict_code": verdict}


@section
def _one(view: Filters, chosen: dict[str, Any]) -> None:
    """The targets of one organisation, a card each."""
    everything = ask("target_summaries", **view.parameters)
    parts.heading(_message_of_one(everything), _about(view))
    rows = ask("target_summaries", **view.parameters, **chosen)
    if not rows.height:
        _nothing(has_targets=bool(everything.height))
        return
    columns = st.columns(2, gap="small") if rows.height > 1 else [st.container()]
    for place, target in enumerate(rows.iter_rows(named=True)):
        with columns[place % len(columns)], parts.card(target["metric_code"], local(target, "name")):
            _target(view, target)
    parts.note(t("targets.method"))


def _nothing(*, has_targets: bool) -> None:
    if has_targets:
        parts.empty(t("targets.none_of_choice"), t("targets.none_of_choice_fill"))
    else:
        parts.empty(t("targets.nothing_why"), t("targets.nothing_fill"))


def _message_of_one(targets: pl.DataFrame) -> str:
    """What is said of the one target that can be judged; of several, how many are on course."""
    judged = targets.filter(~pl.col("status_code").fill_null(NO_VALUE).is_in(UNJUDGED))
    if judged.height != 1:
        tally = targets.group_by(pl.col("status_code").fill_null(NO_VALUE)).agg(
            pl.len().alias("organisations")
        )
        return _message(tally)
    target = judged.row(0, named=True)
    return t(
        "targets.single",
        name=local(target, "name"),
        verdict=t(f"verdict.{target['status_code']}"),
        value=chart.amount(target["value"], target["unit"]),
        target=chart.amount(target["target_value"], target["unit"]),
        year=target["target_fiscal_year"],
    )


def _message(tally: pl.DataFrame) -> str:
    """How many of the targets that can be judged are on course."""
    if not tally.height:
        return t("targets.nothing")
    judged = tally.filter(~pl.col("status_code").is_in(UNJUDGED))
    if not judged.height:
        return t("targets.unjudged", all=formats.count(tally["organisations"].sum()))
    codes = [code for code, tone in VERDICT_TONES.items() if tone is Tone.good]
    good = judged.filter(pl.col("status_code").is_in(codes))["organisations"].sum()
    return t("targets.message", good=formats.count(good), all=formats.count(judged["organisations"].sum()))


def _about(view: Filters) -> str:
    return f"{parts.scope_title(view)} · {t('overview.year', year=view.fiscal_year)}"


def _target(view: Filters, target: dict[str, Any]) -> None:
    """One target: the verdict in words, its figures, and the path as a chart."""
    code = target["status_code"]
    tone = VERDICT_TONES.get(code, Tone.quiet)
    verdict = t(f"verdict.{code}") if code else t("targets.no_value_yet")
    parts.attention(target["metric_code"], tone, verdict, "" if code else t("targets.no_value_fill"))
    if target["target_value"] is not None:
        parts.facts(_facts(target))
    rows = ask("target_paths", **{**view.parameters, "metric_code": target["metric_code"]})
    if rows["value"].count() or (target["set_by"] == "own" and code != "too_few_cases"):
        _path(view, target, rows, f"{t('targets.verdict')}: {verdict}")
    if target["growth_ratio"] is not None:
        base_value = chart.amount(target["base_value"], target["unit"])
        parts.note(t("targets.growth_note", year=target["base_fiscal_year"], base=base_value))


def _path(view: Filters, target: dict[str, Any], rows: pl.DataFrame, verdict: str) -> None:
    code = target["metric_code"]
    base.show(
        f"path-{code}",
        chart.path(rows, verdict),
        caption=base.Caption(
            f"{parts.scope_title(view)} · {local(target, 'name')} · {verdict}", _sources(view, code)
        ),
        rows=_path_rows(rows),
        download=("target_paths", {**view.link, "metric": code}),
        legend=chart.path_legend(rows),
    )


def _path_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """The years of a path as a reader reads them, each value with its unit."""
    owners = [_owner(owner) if owner else None for owner in rows["set_by"]]
    return rows.select(
        "fiscal_year",
        _amounts(rows, "value", "value_words"),
        _amounts(rows, "target_value", "target_words"),
        pl.Series("set_by", owners, pl.String),
        _amounts(rows, "projected_value", "projected_words"),
    )


def _amounts(rows: pl.DataFrame, column: str, name: str) -> pl.Series:
    pairs = rows.select(column, "unit").rows()
    return pl.Series(
        name, [None if value is None else chart.amount(value, unit) for value, unit in pairs], pl.String
    )


def _owner(owner: str, *, is_draft: bool = False) -> str:
    words = t(f"targets.path_{owner}")
    return t("targets.of_draft", owner=words) if is_draft else words


def _sources(view: Filters, metric: str) -> str:
    return base.sources(ask("target_sources", **view.scope, metric_code=metric)["title_th"].to_list())


def _facts(target: dict[str, Any]) -> list[tuple[str, str]]:
    """The figures of a target: what is reached, what is wanted, what is missing, what the trend expects."""
    unit, value, goal = target["unit"], target["value"], target["target_value"]
    facts = [(t("targets.goal"), _goal(target))]
    if target["status_code"] == "too_few_cases":
        before, now = target["denominator"], target["denominator"] - target["numerator"]
        words = t("tile.cases", before=formats.count(before), now=formats.count(now))
        return [*facts, (t("targets.counts"), t("targets.in_year", value=words, year=target["fiscal_year"]))]
    if value is None:
        return facts
    latest = t("targets.in_year", value=chart.amount(value, unit), year=target["fiscal_year"])
    gap = (t("targets.missing" if value < goal else "targets.above"), _change(abs(goal - value), unit))
    facts = [(t("targets.latest"), latest), *facts, gap]
    if target["projected_value"] is not None:
        expected = chart.amount(target["projected_value"], unit)
        words = t("targets.expected_words", value=expected, year=target["target_fiscal_year"])
        facts.append((t("targets.expected"), words))
    if target["growth_ratio"] is not None:
        ratio = formats.points(target["growth_ratio"]).replace("-", "−")
        reading = t(f"targets.growth_{target['growth_code']}")
        facts.append((t("targets.growth"), t("targets.growth_words", ratio=ratio, reading=reading)))
    return facts


def _goal(target: dict[str, Any]) -> str:
    """What is to be reached or held, and whose target it is."""
    if target["target_value"] is None:
        return formats.NOTHING
    key = "hold_words" if target["method"] == "level_to_hold" else "goal_words"
    goal = chart.amount(target["target_value"], target["unit"])
    owner = _owner(target["set_by"], is_draft=target["is_draft"])
    return t(f"targets.{key}", value=goal, year=target["target_fiscal_year"], owner=owner)


def _change(difference: float, unit: str) -> str:
    shown = formats.percent(difference) if unit == "share" else formats.points(difference)
    return f"{shown} {t(f'unit_of_change.{unit}')}"


def _several(view: Filters, counts: pl.DataFrame, chosen: dict[str, Any]) -> None:
    """Verdicts of several organisations by target, and the targets themselves, the worst first."""
    if chosen["metric_code"]:
        counts = counts.filter(pl.col("metric_code") == chosen["metric_code"])
    parts.heading(_message(counts), _about(view))
    if not counts.height:
        _nothing(has_targets=False)
        return
    _verdicts(view, counts, chosen)
    _list(view, counts, chosen)
    parts.note(t("targets.method"))


@section
def _verdicts(view: Filters, counts: pl.DataFrame, chosen: dict[str, Any]) -> None:
    """How many organisations each verdict is said of, by target; a number leads to them in the list."""
    said = set(counts["status_code"])
    codes = [code for code in (*VERDICT_TONES, NO_VALUE) if code in said]
    targets = [rows for _, rows in counts.group_by("metric_code", maintain_order=True)]
    body = [
        Row(chart.verdict_label(code), [_verdict(rows, code, chosen) for rows in targets]) for code in codes
    ]
    sums = [Cell(formats.count(rows["organisations"].sum())) for rows in targets]
    names: list[tuple[str, Tone | None]] = [
        (local(rows.row(0, named=True), "name"), None) for rows in targets
    ]
    with parts.card("verdicts", t("targets.verdicts", year=view.fiscal_year)):
        grid.show(t("targets.verdict"), names, [*body, Row(t("targets.organisations"), sums, is_total=True)])
        parts.note(t("targets.verdicts_how"))
        file_links.show("target_verdicts", counts.height, {**view.link, "metric": chosen["metric_code"]})


def _verdict(counts: pl.DataFrame, code: str, chosen: dict[str, Any]) -> Cell:
    """One verdict on one target: how many organisations, and the way to them."""
    metric, name = counts["metric_code"][0], local(counts.row(0, named=True), "name")
    found = int(counts.filter(status_code=code)["organisations"].sum())
    if not found:
        return Cell("–")
    words = f"{name}: {chart.verdict_label(code)} {t('filter.organisations', count=formats.count(found))}"
    return Cell(
        formats.count(found),
        strength=grid.strength(found, max(counts["organisations"].to_list())),
        tone=chart.verdict_tone(code),
        link={"metric": metric, "verdict": code, "page": None},
        said=words,
        is_chosen=(chosen["metric_code"], chosen["verdict_code"]) == (metric, code),
    )


@section
def _list(view: Filters, counts: pl.DataFrame, chosen: dict[str, Any]) -> None:
    wanted = (
        counts.filter(pl.col("status_code") == chosen["verdict_code"]) if chosen["verdict_code"] else counts
    )
    everything = int(wanted["organisations"].sum())
    rows = ask("target_summaries", **view.parameters, **chosen, **pager.limits(everything))
    with parts.card("list", t("targets.list")):
        if not rows.height:
            _nothing(has_targets=True)
            return
        # To the page of one organisation: which target it was about stays, which verdict does not.
        links = {
            place: {"org": row["org_code"], "metric": row["metric_code"], "verdict": None}
            for place, row in enumerate(rows.iter_rows(named=True))
        }
        own = {"metric": chosen["metric_code"], "verdict": chosen["verdict_code"]}
        download = ("target_summaries", {**view.link, **own})
        lists.show(tables.html(_list_rows(rows), links), everything, download)


def _list_rows(rows: pl.DataFrame) -> pl.DataFrame:
    targets = rows.to_dicts()
    return rows.with_columns(
        pl.col("short_name_th").alias("organisation"),
        pl.Series("metric", [local(row, "name") for row in targets], pl.String),
        pl.Series("verdict", [chart.verdict_label(row["status_code"]) for row in targets], pl.String),
        pl.Series("target_words", [_goal(row) for row in targets], pl.String),
        _amounts(rows, "value", "value_words"),
        _amounts(rows, "projected_value", "projected_words"),
    ).select(LIST_COLUMNS)


@section
def _cases(view: Filters) -> None:
    """Counts of cases and of complaints by year, side by side."""
    counts = ask("case_counts", **view.parameters)
    if not counts.height:
        with parts.card("cases", t("targets.cases", kind=t("case.case"))):
            parts.empty(t("targets.cases_nothing"), t("targets.cases_nothing_fill"))
        return
    kinds = [kind for kind in KINDS if kind in counts["kind"]]
    for kind, column in zip(kinds, st.columns(len(kinds), gap="small"), strict=True):
        with column, parts.card(f"cases-{kind}", t("targets.cases", kind=t(f"case.{kind}"))):
            _kind(view, kind, counts.filter(pl.col("kind") == kind))


def _kind(view: Filters, kind: str, rows: pl.DataFrame) -> None:
    latest = rows.row(-1, named=True)
    if latest["baseline_count"] is not None:
        parts.subheading(_fall(rows, latest), is_chosen=True)
    download = ("case_counts", {**view.link, "cases": kind})
    if rows.height == 1:
        # One year is no chart.
        count = formats.count_with_few(latest["count"], latest["withheld"])
        parts.facts([(t("overview.year", year=latest["fiscal_year"]), f"{count} {t('case.unit')}")])
        parts.withheld(rows["withheld"])
        file_links.show(download[0], rows.height, download[1])
        return
    title = t("targets.cases", kind=t(f"case.{kind}"))
    shown = rows.select("fiscal_year", "count", "organisations", "fallen_share")
    base.show(
        f"cases-{kind}",
        chart.cases(rows),
        caption=base.Caption(f"{parts.scope_title(view)} · {title}", _sources(view, "case_reduction")),
        rows=shown if shown["fallen_share"].count() else shown.drop("fallen_share"),
        download=download,
    )
    parts.withheld(rows["withheld"])
    least, most = rows["organisations"].min(), rows["organisations"].max()
    if least != most:
        parts.note(t("targets.coverage_differs", least=least, most=most))
    if rows["fiscal_year"].max() - rows["fiscal_year"].min() >= rows.height:  # type: ignore[operator]
        parts.note(t("targets.gap_years"))
    if latest["baseline_count"] is not None and not view.org_code:
        parts.note(t("targets.compared"))


def _fall(rows: pl.DataFrame, latest: dict[str, Any]) -> str:
    """The fall since the baseline year, or the counts where the baseline has too few cases."""
    baselines = rows.filter("is_baseline")["fiscal_year"].to_list()
    said = {
        "year": latest["fiscal_year"],
        "baseline": baselines[0] if baselines else t("targets.several_baselines"),
        "before": formats.count(latest["baseline_count"]),
        "now": formats.count(latest["compared_count"]),
    }
    share = latest["fallen_share"]
    if share is None:
        return t("targets.too_few", **said)
    key = "targets.fallen" if share >= 0 else "targets.risen"
    return t(key, percent=formats.percent(abs(share)), **said)


main()
