"""The briefing: one page for an executive, of an organisation, a province or any selection."""

from typing import Any

from dashboard import concerns, formats, headline, scorecard
from dashboard.concerns import TONES
from dashboard.data import ask, row
from dashboard.language import local, t
from dashboard.theme import SYMBOLS, VERDICT_TONES, Tone
from dashboard.tiles import OF_ROUNDS, Tile
from dashboard.view import Filters, latest_ita_year
from reports.content import common
from reports.content.common import amount, lacking
from reports.paper import Bars, Block, Figure, Meters, Missing, Pair, Paper, Path, Paths, Text, Tiles
from reports.tables import Column, Row, Table

# What one page has room for; the rest is on the pages of the dashboard.
MOST_CONCERNS = 6
MOST_TARGETS = 4


def paper(view: Filters) -> Paper:
    """The briefing of a view."""
    tiles = scorecard.tiles(view)
    year = latest_ita_year(view)
    dimensions, meters = common.by_dimension(view), common.indicators(view, year)
    lines = concerns.of(view)
    targets = _targets(view)
    return Paper(
        imprint=common.imprint(view, t("report.briefing")),
        subtitle=f"{t('overview.year', year=view.fiscal_year)} · {headline.round_title(view)}",
        blocks=[
            Text(_message(view, tiles)),
            Tiles(t("report.figures"), [_figure(tile) for tile in tiles]),
            *_side_by_side(view, dimensions, meters),
            *_concerns(lines),
            *([targets] if targets else []),
        ],
        missing=_missing(
            view, tiles, lines, has_indicators=meters is not None, has_targets=targets is not None
        ),
        sources=common.sources(view, year),
        is_one_page=True,
    )


def _side_by_side(view: Filters, dimensions: Bars | None, meters: Meters | None) -> list[Block]:
    if dimensions and meters:
        return [Pair(dimensions, meters)]
    return [
        dimensions or Text(t("overview.no_projects", year=view.fiscal_year), Tone.quiet),
        meters or Text(t("report.no_ita"), Tone.quiet),
    ]


def _message(view: Filters, tiles: list[Tile]) -> str:
    if view.org_code:
        years = ask("organisation_years", **view.parameters)
        return headline.of_organisation(view, {tile.code: tile for tile in tiles}, years)
    return headline.of_scope(tiles, scorecard.context(view), headline.result_count(view))


def _figure(tile: Tile) -> Figure:
    is_empty = tile.value == formats.NOTHING
    return Figure(
        name=tile.metric.name,
        value=t("report.no_data") if is_empty else tile.value,
        unit=tile.unit,
        tone=tile.tone,
        symbol=tile.symbol,
        verdict=tile.verdict,
        sentence=tile.sentence,
        coverage=tile.verdicts or tile.coverage,
        share=tile.share,
        target=tile.target,
    )


def _concerns(lines: list[concerns.Line]) -> list[Block]:
    """What to look at first, with who answers for it and by when it was due."""
    if not lines:
        return [Text(t("overview.nothing_to_look_at"), Tone.good)]
    columns = [
        Column("", width=0.4),
        Column(t("report.concern"), width=7),
        Column(t("report.owner"), width=2.6),
        Column(t("report.due"), width=1.6),
    ]
    rows = [
        Row((SYMBOLS[TONES[line.concern]], f"{line.title}\n{line.detail}", _owner(line), _due(line)))
        for line in lines[:MOST_CONCERNS]
    ]
    more = len(lines) - MOST_CONCERNS
    note = t("attention.more", count=formats.count(more)) if more > 0 else ""
    return [Table(t("overview.attention"), columns, rows, note)]


def _owner(line: concerns.Line) -> str:
    return t("report.no_data") if line.owner is None else line.owner


def _due(line: concerns.Line) -> str:
    return formats.day(line.due) if line.due else formats.NOTHING


def _targets(view: Filters) -> Paths | None:
    rows = _of_one(view) if view.org_code else _of_many(view)
    return Paths(t("organisation.targets"), rows[:MOST_TARGETS]) if rows else None


def _of_one(view: Filters) -> list[Path]:
    """Each target of an organisation: value, goal, verdict, and the path there."""
    points = ask("target_paths", **view.parameters)
    return [
        _path(item, points.filter(metric_code=item["metric_code"]).to_dicts())
        for item in ask("target_summaries", **view.parameters).iter_rows(named=True)
    ]


def _path(item: dict[str, Any], points: list[dict[str, Any]]) -> Path:
    def way(column: str) -> list[tuple[int, float]]:
        return [(point["fiscal_year"], float(point[column])) for point in points if point[column] is not None]

    code = item["status_code"]
    words = t(f"verdict.{code}") if code in VERDICT_TONES else t("targets.no_value")
    tone = VERDICT_TONES.get(code or "", Tone.quiet)
    value = amount(item["target_value"], item["unit"])
    goal = t("organisation.target_then", value=value, year=item["target_fiscal_year"])
    if item["projected_value"] is not None:
        expected = amount(item["projected_value"], item["unit"])
        goal += " · " + t("organisation.target_expected", value=expected)
    return Path(
        local(item, "name"), _now(item), goal, tone, f"{SYMBOLS[tone]} {words}",
        way("target_value"), way("value"), way("projected_value"),
    )  # fmt: skip


def _now(item: dict[str, Any]) -> str:
    if item["status_code"] == "too_few_cases":
        before, now = item["denominator"], item["denominator"] - item["numerator"]
        return t("tile.cases", before=formats.count(before), now=formats.count(now))
    if item["value"] is None:
        return t("report.no_data")
    return t("organisation.target_now", value=amount(item["value"], item["unit"]), year=item["fiscal_year"])


def _of_many(view: Filters) -> list[Path]:
    """Of each metric with targets: how many organisations are on the way, and how many cannot be judged."""
    rows = ask("target_verdicts", **view.parameters)
    found = []
    for (_,), verdicts in rows.group_by("metric_code", maintain_order=True):
        items = verdicts.to_dicts()
        tones = [
            (VERDICT_TONES.get(item["status_code"], Tone.quiet), item["organisations"]) for item in items
        ]
        counts = {tone: sum(count for other, count in tones if other is tone) for tone in Tone}
        judged = [tone for tone in (Tone.good, Tone.warn, Tone.bad) if counts[tone]]
        tone = max(judged, key=lambda tone: counts[tone], default=Tone.quiet)
        words = " · ".join(
            t(f"verdict_group.{tone}", symbol=SYMBOLS[tone], count=formats.count(counts[tone]))
            for tone in (*judged, Tone.quiet)
            if counts[tone]
        )
        everyone = t("filter.organisations", count=formats.count(sum(counts.values())))
        found.append(Path(local(items[0], "name"), everyone, words, tone, ""))
    return found


def _missing(
    view: Filters, tiles: list[Tile], lines: list[concerns.Line], *, has_indicators: bool, has_targets: bool
) -> list[Missing]:
    empty = [tile for tile in tiles if tile.value == formats.NOTHING]
    found = [Missing(tile.metric.name + ": " + tile.verdict, _fill(tile, view)) for tile in empty]
    if "ita_score" not in {tile.code for tile in empty}:
        found += lacking(not has_indicators, t("report.no_ita"), t("ita.nothing_fill"))
    found += lacking(not has_targets, t("organisation.targets_none"), t("organisation.targets_fill"))
    found += lacking(
        any(line.owner is None for line in lines[:MOST_CONCERNS]),
        t("report.no_owner"),
        t("report.no_owner_fill"),
    )
    return found


def _fill(tile: Tile, view: Filters) -> str:
    words = {
        "ita_score": t("ita.nothing_fill"),
        "case_reduction": t("targets.cases_nothing_fill"),
    }
    if tile.code in OF_ROUNDS and row("overview_scope", **view.parameters)["projects"]:
        return t("report.round_fill", round=view.report_round)
    return words.get(tile.code, t("report.no_plan_fill"))
