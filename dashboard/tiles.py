"""The tiles of a view as plain values: number, scale, verdict, sentence, direction, coverage, trend."""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from dashboard import formats, tile_words
from dashboard.language import local, t
from dashboard.theme import SYMBOLS, VERDICT_TONES, Tone
from dashboard.tile_words import Context, shown

# Shown in every scope, with or without data; the others only where the year has data.
ALWAYS = ("project_completion", "budget_disbursed", "report_coverage", "ita_score", "case_reduction")
# Reported in rounds, so that they may be not due yet.
OF_ROUNDS = ("project_completion", "report_coverage", "budget_disbursed")
# A share of organisations, which says nothing of one or two.
OF_SEVERAL = ("ita_pass_rate",)
FEWEST_FOR_A_RATE = 3
TOO_FEW = "too_few_cases"


@dataclass(frozen=True)
class Naming:
    """Which metric a tile shows: its code, its name and what it measures."""

    code: str
    name: str
    meaning: str


@dataclass(frozen=True)
class Elsewhere:
    """Where a metric without data for the view has some: the latest such year, and the round if it has rounds."""

    fiscal_year: int
    report_round: int | None


@dataclass(frozen=True)
class Tile:
    """One metric as a reader sees it; `value` and `unit` are texts, `share` and `target` lie between 0 and 1."""

    metric: Naming
    value: str
    unit: str
    tone: Tone
    verdict: str
    sentence: str
    coverage: str
    direction: str = ""
    verdicts: str = ""
    share: float | None = None
    target: float | None = None
    trend: list[tuple[int, float]] = field(default_factory=list)
    trend_words: str = ""
    elsewhere: Elsewhere | None = None
    parts: tuple[float, float] | None = None

    @property
    def code(self) -> str:
        """The code of the metric."""
        return self.metric.code

    @property
    def symbol(self) -> str:
        """The symbol that goes with the tone."""
        return SYMBOLS[self.tone]


def make_tiles(metrics: pl.DataFrame, context: Context) -> list[Tile]:
    """One tile for each metric of the scope, in the order of the metrics."""
    tiles = []
    for (code,), years in metrics.group_by("metric_code", maintain_order=True):
        rows = years.drop_nulls("fiscal_year")
        if code in OF_SEVERAL and _organisations(rows, context) < FEWEST_FOR_A_RATE:
            continue
        if code in ALWAYS or context.filters.fiscal_year in rows["fiscal_year"].to_list():
            tiles.append(_tile(str(code), years.row(0, named=True), rows, context))
    return tiles


def _organisations(years: pl.DataFrame, context: Context) -> int:
    now = years.filter(pl.col("fiscal_year") == context.filters.fiscal_year)["organisations"].to_list()
    return int(now[0]) if now else 0


def _tile(code: str, metric: dict[str, Any], years: pl.DataFrame, context: Context) -> Tile:
    year = context.filters.fiscal_year
    now = years.filter((pl.col("fiscal_year") == year) & pl.col("value").is_not_null())
    trend = _trend(years, year)
    naming = Naming(code, local(metric, "name"), local(metric, "description"))
    few = years.filter((pl.col("fiscal_year") == year) & pl.col("is_too_few"))
    if few.height:
        return _counted_tile(naming, few.row(0, named=True), context)
    if not now.height:
        return _empty_tile(naming, metric["unit"], context)
    row = now.row(0, named=True)
    verdict, tone = _verdict(code, row, context)
    return Tile(
        metric=naming,
        value=shown(row["value"], metric["unit"]),
        unit=t(f"unit.{metric['unit']}"),
        tone=tone,
        verdict=verdict,
        sentence=tile_words.sentence(code, row, context),
        direction=tile_words.direction(trend, metric["unit"]),
        verdicts=tile_words.verdicts(code, context),
        coverage=tile_words.coverage(code, row, context),
        share=_share(row["value"], metric["unit"]),
        target=_share(context.targets.get(code, {}).get("target_value"), metric["unit"]),
        trend=trend,
        trend_words=", ".join(f"{year} {shown(value, metric['unit'])}" for year, value in trend),
        parts=(row["numerator"], row["denominator"]),
    )


def _counted_tile(naming: Naming, row: dict[str, Any], context: Context) -> Tile:
    """A tile of cases so few that a percentage says nothing: the counts themselves."""
    before, now = formats.count(row["denominator"]), formats.count(row["denominator"] - row["numerator"])
    return Tile(
        metric=naming,
        value=f"{before} → {now}",
        unit=t("unit.cases"),
        tone=VERDICT_TONES[TOO_FEW],
        verdict=t(f"verdict.{TOO_FEW}"),
        sentence=tile_words.sentence(naming.code, row, context),
        coverage=tile_words.coverage(naming.code, row, context),
    )


def _trend(years: pl.DataFrame, year: int) -> list[tuple[int, float]]:
    """The values up to the year that can be compared with its own."""
    known = years.filter(pl.col("value").is_not_null() & (pl.col("fiscal_year") <= year))
    now = known.filter(pl.col("fiscal_year") == year)
    # Years that other organisations reported would make a trend of who reports, not of what they did.
    like_now = known.join(now, on=["organisations", "comparable_group"], nulls_equal=True, how="semi")
    return [(row["fiscal_year"], float(row["value"])) for row in like_now.iter_rows(named=True)]


def _empty_tile(naming: Naming, unit: str, context: Context) -> Tile:
    """A tile without data: it says so, keeps its target, and names where the metric has data."""
    code = naming.code
    return Tile(
        metric=naming,
        value=formats.NOTHING,
        unit="",
        tone=Tone.quiet,
        verdict=_why_empty(code, context),
        sentence=_target_words(code, unit, context),
        coverage=t("tile.not_zero"),
        target=_share(context.targets.get(code, {}).get("target_value"), unit),
        elsewhere=_elsewhere(code, context),
    )


def _elsewhere(code: str, context: Context) -> Elsewhere | None:
    """The latest year up to the chosen one, or else the latest of all, that the metric has data of."""
    filled = context.any_round.filter((pl.col("metric_code") == code) & pl.col("value").is_not_null())
    earlier = filled.filter(pl.col("fiscal_year") <= context.filters.fiscal_year)
    latest = (earlier if earlier.height else filled).sort("fiscal_year").tail(1)
    for row in latest.iter_rows(named=True):
        return Elsewhere(row["fiscal_year"], row["report_round"])
    return None


def _why_empty(code: str, context: Context) -> str:
    view = context.filters
    if code not in OF_ROUNDS:
        return t("tile.no_data", year=view.fiscal_year)
    if not context.scope["projects"]:
        return t("tile.no_plan", year=view.fiscal_year)
    if context.scope["draft_projects"] == context.scope["projects"]:
        return t("tile.only_draft")
    if context.due_date >= view.today:
        return t("tile.not_due", day=formats.day(context.due_date))
    return t("tile.no_report", round=view.report_round, year=view.fiscal_year)


def _target_words(code: str, unit: str, context: Context) -> str:
    target = context.targets.get(code)
    if not target:
        return ""
    return t("tile.target", value=shown(target["target_value"], unit), unit=t(f"unit.{unit}"))


def _verdict(code: str, row: dict[str, Any], context: Context) -> tuple[str, Tone]:
    verdict = _verdict_code(code, row, context)
    if verdict is None:
        return "", Tone.busy
    words, judged = t(f"verdict.{verdict}"), context.verdicts.get(code, {})
    # Judged against a later target than that of the year, which the sentence and the scale speak of.
    if verdict == judged.get("status_code") and judged["target_fiscal_year"] > context.filters.fiscal_year:
        words += t("tile.toward", year=judged["target_fiscal_year"])
    return words, VERDICT_TONES[verdict]


def _verdict_code(code: str, row: dict[str, Any], context: Context) -> str | None:
    """What is said of the value; None where no target is set to judge it by."""
    if code == "project_completion":
        flags = context.flags.filter(pl.col("minimum_share") <= row["value"])
        return str(flags["flag_code"][0])
    if code == "report_coverage":
        if row["numerator"] == row["denominator"]:
            return "complete"
        return "late" if context.due_date < context.filters.today else "pending"
    target = context.targets.get(code)
    if target is None:
        return None
    status = context.verdicts.get(code, {}).get("status_code")
    if status and status != "too_few_points":
        return str(status)
    # One value has no trend; whether it reaches its target can be said all the same.
    return "above" if row["value"] >= target["target_value"] else "below"


def _share(value: float | None, unit: str) -> float | None:
    if value is None or unit not in ("share", "points"):
        return None
    return min(max(float(value) / (100 if unit == "points" else 1), 0), 1)
