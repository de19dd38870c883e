"""An organisation beside its peers: metrics with their ranks, indicators, and the measures that others carry out."""

from collections.abc import Callable
from typing import Any

import polars as pl

from dashboard import formats, peer_groups
from dashboard.data import ask
from dashboard.language import local, t
from dashboard.peer_groups import Group
from dashboard.theme import Tone
from dashboard.view import Filters, latest_ita_year
from reports.content import common
from reports.content.common import amount, lacking
from reports.paper import Block, Heading, Missing, Paper, Text
from reports.tables import Column, Row, Shape, Table, Value

# The measures that most of the group carry out and we do not.
MOST_MEASURES = 15
_STATES = {"completed": "✓", "planned": "●", "absent": "—", "no_plan": "?"}


def paper(view: Filters, said: Callable[[str], str | None]) -> Paper:
    """An organisation beside the group that the address says, or else those of its type."""
    group = peer_groups.chosen_group(view, said)
    asked = {**view.parameters, **group.parameters}
    metrics = ask("compare_metrics", **asked)
    year = latest_ita_year(view)
    indicators = ask("compare_indicators", **{**asked, "fiscal_year": year}) if year else pl.DataFrame()
    measures = ask("compare_measures", **asked, only_missing=True)
    return Paper(
        imprint=common.imprint(view, t("report.comparison")),
        subtitle=f"{group.words} · {t('overview.year', year=view.fiscal_year)}",
        blocks=[
            *_shown(group),
            Heading(t("compare.metrics", year=view.fiscal_year)),
            *_metrics(group, metrics),
            Heading(t("organisation.ita", year=year) if year else t("organisation.ita_none")),
            *_indicators(group, indicators),
            Heading(t("compare.only_missing", name=group.own["short_name_th"])),
            *_measures(group, measures),
        ],
        missing=_missing(view, group, metrics, indicators),
        sources=common.sources(view, year),
        is_wide=True,
    )


def _shown(group: Group) -> list[Block]:
    if group.size <= len(group.codes):
        return []
    how = "chosen" if group.is_chosen else "nearest"
    counts = {"shown": formats.count(len(group.codes)), "size": formats.count(group.size)}
    return [Text(t(f"report.shown_{how}", **counts))]


def _metrics(group: Group, rows: pl.DataFrame) -> list[Block]:
    """A row for each organisation, a column for each metric, below them the median of the whole group."""
    if not rows.height:
        return [Text(t("report.no_data"), Tone.quiet)]
    heads = [part.row(0, named=True) for _, part in rows.group_by("metric_code", maintain_order=True)]
    cells = {(item["org_code"], item["metric_code"]): item for item in rows.iter_rows(named=True)}
    columns = [
        Column(t("column.organisation"), width=2.6),
        *(Column(local(head, "name"), width=1.5) for head in heads),
    ]
    body = [
        Row([name, *(_metric(cells.get((code, head["metric_code"]))) for head in heads)])
        for code, name in group.numbered.items()
    ]
    middle = [amount(head["group_median"], head["unit"]) for head in heads]
    known = [t("compare.with_value", count=formats.count(head["with_value"])) for head in heads]
    both = [f"{value}\n{words}" for value, words in zip(middle, known, strict=True)]
    return [
        Table(
            "",
            columns,
            [*body, Row([t("compare.median"), *both])],
            t("compare.ranks_how"),
            t("report.sheet_metrics"),
        )
    ]


def _metric(item: dict[str, Any] | None) -> str | None:
    if item is None:
        return None
    if item["is_too_few"]:
        before, now = item["denominator"], item["denominator"] - item["numerator"]
        return t("tile.cases", before=formats.count(before), now=formats.count(now))
    value = amount(item["value"], item["unit"])
    if item["rank"] is None:
        return value
    rank = t("compare.rank", rank=formats.count(item["rank"]), ranked=formats.count(item["ranked"]))
    return f"{value}\n{rank}"


def _indicators(group: Group, rows: pl.DataFrame) -> list[Block]:
    if not rows.height:
        return [Text(t("report.no_data"), Tone.quiet)]
    scores: dict[tuple[str, int], Value] = {}
    titles: dict[int, str] = {}
    for item in rows.iter_rows(named=True):
        scores[item["org_code"], item["indicator_no"]] = item["score"]
        titles[item["indicator_no"]] = f"{item['indicator_no']}. {local(item, 'title')}"
    columns = [
        Column(t("column.indicator"), width=3),
        *(Column(name, Shape.points, width=1.2) for name in group.numbered.values()),
    ]
    body = [
        Row([title, *(scores.get((code, number)) for code in group.codes)])
        for number, title in sorted(titles.items())
    ]
    return [Table("", columns, body, "", t("report.sheet_indicators"))]


def _measures(group: Group, rows: pl.DataFrame) -> list[Block]:
    """The measures that the organisation has no project for, and others of its group have."""
    if not rows.height:
        return [Text(t("compare.none_missing", name=group.own["short_name_th"]), Tone.quiet)]
    numbers = rows["catalogue_no"].unique(maintain_order=True).to_list()
    columns = [
        Column(t("report.measure"), width=4),
        Column(t("report.doing"), width=1.4),
        *(Column(name, width=1.2) for name in group.numbered.values()),
    ]
    body = []
    for number in numbers[:MOST_MEASURES]:
        of_one = {item["org_code"]: item for item in rows.filter(catalogue_no=number).iter_rows(named=True)}
        first = next(iter(of_one.values()))
        doing = t("report.of_all", count=formats.count(first["doing"]), all=formats.count(first["with_plan"]))
        states = [_STATES[of_one[code]["measure_state"]] if code in of_one else "" for code in group.codes]
        body.append(Row([first["title_th"], doing, *states]))
    more = len(numbers) - MOST_MEASURES
    note = t("report.measures_how")
    note += " " + t("report.more_measures", count=formats.count(more)) if more > 0 else ""
    return [Table("", columns, body, note, t("report.sheet_measures"))]


def _missing(view: Filters, group: Group, metrics: pl.DataFrame, indicators: pl.DataFrame) -> list[Missing]:
    known = set(metrics["org_code"].to_list()) if metrics.height else set()
    without = [name for code, name in group.numbered.items() if code not in known]
    scored = set(indicators["org_code"].to_list()) if indicators.height else set()
    unscored = [name for code, name in group.numbered.items() if code not in scored]
    return [
        *lacking(
            bool(without),
            t("report.no_metrics_of", names=common.listed(without)),
            t("compare.no_metrics_fill"),
        ),
        *lacking(bool(unscored), t("report.no_ita_of", names=common.listed(unscored)), t("ita.nothing_fill")),
        *lacking(
            len(group.codes) == 1, t("compare.no_peers"), t("report.no_peers_fill", year=view.fiscal_year)
        ),
    ]
