"""What is said of a metric on its tile: one sentence, its direction, and what the figure covers."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dashboard import formats
from dashboard.language import t
from dashboard.theme import SYMBOLS, VERDICT_TONES, Tone
from dashboard.view import Filters


@dataclass(frozen=True)
class Context:
    """What the tiles are made from beside the metrics: targets, verdicts, flags, scope, days."""

    filters: Filters
    targets: dict[str, dict[str, Any]]
    next_targets: dict[str, dict[str, Any]]
    verdicts: dict[str, dict[str, Any]]
    flags: pl.DataFrame
    scope: dict[str, Any]
    due_date: date
    any_round: pl.DataFrame
    verdict_counts: pl.DataFrame


def sentence(code: str, row: dict[str, Any], context: Context) -> str:
    """What the figure means, in one sentence."""
    counted = {"numerator": formats.count(row["numerator"]), "denominator": formats.count(row["denominator"])}
    target = context.targets.get(code, {}).get("target_value")
    match code:
        case "budget_disbursed":
            disbursed, budget = formats.baht(row["numerator"]), formats.baht(row["denominator"])
            words = t("tile.disbursed", disbursed=disbursed, budget=budget)
        case "report_coverage":
            missing = int(row["denominator"] - row["numerator"])
            key = "tile.reported_all" if not missing else "tile.reported_missing"
            words = t(key, missing=formats.count(missing), day=formats.day(context.due_date))
        case "case_reduction":
            now = formats.count(row["denominator"] - row["numerator"])
            words = t("tile.cases", before=counted["denominator"], now=now)
        case "ita_pass_rate" | "plan_size" | "high_risk_controlled":
            words = t(f"tile.{code}", **counted)
        case "ita_score" if target is not None:
            words = _ita_sentence(row, target, context)
        case _:
            words = _share_sentence(row, target)
    return words


def _share_sentence(row: dict[str, Any], target: float | None) -> str:
    if target is None:
        return ""
    gap = (row["value"] - target) * 100
    key = "tile.share_above" if gap >= 0 else "tile.share_below"
    return t(key, gap=f"{abs(gap):,.1f}", target=f"{target * 100:,.0f}")


def _ita_sentence(row: dict[str, Any], target: float, context: Context) -> str:
    gap = row["value"] - target
    if gap >= 0:
        return t("tile.ita_above", gap=formats.points(gap), target=formats.points(target))
    words = t("tile.ita_below", gap=formats.points(-gap), target=formats.points(target))
    ahead = context.next_targets.get("ita_score")
    if ahead and ahead["target_value"] > row["value"]:
        years = ahead["target_fiscal_year"] - context.filters.fiscal_year
        yearly = (ahead["target_value"] - row["value"]) / years
        words += t("tile.ita_yearly", yearly=formats.points(yearly), year=ahead["target_fiscal_year"])
    return words


def coverage(code: str, row: dict[str, Any], context: Context) -> str:
    """What the figure covers: projects, and of several organisations how many have data."""
    words = []
    if code in ("project_completion", "report_coverage"):
        words.append(t("tile.of_projects", projects=formats.count(row["denominator"])))
    elif code == "budget_disbursed":
        budgeted, projects = context.scope["projects_with_budget"], context.scope["projects"]
        words.append(
            t("tile.with_budget", budgeted=formats.count(budgeted), projects=formats.count(projects))
        )
    elif code == "planned_budget":
        words.append(t("tile.stated_budget", projects=formats.count(row["denominator"])))
    reported, everyone = row["organisations"], context.scope["organisations"]
    if everyone > 1:
        words.append(t("tile.coverage", reported=formats.count(reported), all=formats.count(everyone)))
    return " · ".join(words)


def verdicts(code: str, context: Context) -> str:
    """Of how many organisations the trend toward the target says what; nothing of one organisation alone."""
    rows = context.verdict_counts.filter(pl.col("metric_code") == code)
    counts: Counter[Tone] = Counter()
    for row in rows.iter_rows(named=True):
        counts[VERDICT_TONES[row["status_code"]]] += row["organisations"]
    if context.scope["organisations"] < 2 or not counts:  # noqa: PLR2004
        return ""
    words = [
        t(f"verdict_group.{tone}", symbol=SYMBOLS[tone], count=formats.count(counts[tone]))
        for tone in Tone
        if counts[tone]
    ]
    return " · ".join(words)


def direction(trend: list[tuple[int, float]], unit: str) -> str:
    """How the last value of a trend differs from the one before it; nothing where there is none before."""
    if len(trend) < 2:  # noqa: PLR2004
        return ""
    (before_year, before), (_, now) = trend[-2:]
    if unit == "baht":
        change = formats.baht(round(abs(now - before)))
    else:
        change = formats.points(abs(now - before)) if unit == "points" else formats.percent(abs(now - before))
    if float(change.replace(",", "")) == 0:
        return t("tile.unchanged", year=before_year)
    key = "tile.risen" if now > before else "tile.fallen"
    return t(key, change=change, unit=t(f"unit_of_change.{unit}"), year=before_year)


def shown(value: float, unit: str) -> str:
    """A value in the form of its unit, without the unit's word."""
    if unit == "share":
        return formats.percent(value)
    return formats.points(value) if unit == "points" else formats.baht(value)
