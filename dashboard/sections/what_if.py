"""The arithmetic of ITA: what ten scores come to under the rules of a year, and the least that reaches a goal.

The rules, weights and levels, are those of the warehouse. Scores are counted exactly, in hundredths of a point.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

FULL = Decimal(100)
_HUNDREDTH = Decimal("0.01")
_FULL_UNITS = 10_000

Scores = Mapping[int, Decimal]


@dataclass(frozen=True)
class Indicator:
    """One indicator: `weight` is what one point of it adds to the total."""

    number: int
    instrument: str
    weight: Fraction


@dataclass(frozen=True)
class Level:
    """One level and what it asks for; without `instrument` the total alone gives it."""

    code: str
    total: Decimal
    instrument: Decimal | None
    is_pass: bool


@dataclass(frozen=True)
class Scheme:
    """The rules of some years: the indicators, and the levels with the best first."""

    code: str
    indicators: tuple[Indicator, ...]
    levels: tuple[Level, ...]

    @property
    def instruments(self) -> dict[str, list[int]]:
        """The numbers of the indicators of each instrument."""
        found: dict[str, list[int]] = {}
        for indicator in self.indicators:
            found.setdefault(indicator.instrument, []).append(indicator.number)
        return found


@dataclass(frozen=True)
class Goal:
    """A total to reach, and a score that each instrument must reach as well where one is asked for."""

    total: Decimal
    instrument: Decimal | None = None


@dataclass(frozen=True)
class Outcome:
    """What scores come to: each instrument, the total, and the level if the rules give one."""

    instruments: Mapping[str, Decimal]
    total: Decimal
    level: str | None

    def reaches(self, goal: Goal) -> bool:
        """Whether the goal is reached."""
        return self.total >= goal.total and (
            goal.instrument is None or all(score >= goal.instrument for score in self.instruments.values())
        )


@dataclass(frozen=True)
class Step:
    """One indicator lifted from one score to another, and what that adds to the total."""

    number: int
    before: Decimal
    after: Decimal
    gain: Decimal


@dataclass(frozen=True)
class Improvement:
    """The indicators to lift, the heaviest first, and what comes of it."""

    steps: tuple[Step, ...]
    outcome: Outcome

    @property
    def added(self) -> Decimal:
        """The points to add to the indicators, all together."""
        return sum((step.after - step.before for step in self.steps), Decimal(0))

    @property
    def scores(self) -> dict[int, Decimal]:
        """The scores that change."""
        return {step.number: step.after for step in self.steps}


def scheme(rules: Iterable[Mapping[str, Any]], levels: Iterable[Mapping[str, Any]]) -> Scheme:
    """The rules of one scheme from the rows of the queries `ita_rules` and `ita_levels`."""
    rows = list(rules)
    sizes: dict[str, int] = {}
    for row in rows:
        sizes[row["instrument_code"]] = sizes.get(row["instrument_code"], 0) + 1
    indicators = (
        Indicator(
            row["indicator_no"],
            row["instrument_code"],
            Fraction(str(row["instrument_weight"])) / sizes[row["instrument_code"]],
        )
        for row in rows
    )
    best_first = sorted(levels, key=lambda row: int(row["sort_order"]))
    return Scheme(
        rows[0]["scheme_code"],
        tuple(indicators),
        tuple(
            Level(row["level_code"], row["minimum_total"], row["minimum_instrument"], row["is_pass"])
            for row in best_first
        ),
    )


def outcome(scores: Scores, rules: Scheme) -> Outcome:
    """What the scores of all indicators come to.

    The level is judged by instruments and total with two decimals, as they are published.
    """
    exact = {number: Fraction(score) for number, score in scores.items()}
    means = {
        instrument: _rounded(sum((exact[number] for number in numbers), Fraction(0)) / len(numbers))
        for instrument, numbers in rules.instruments.items()
    }
    reached = Outcome(means, _rounded(_total(exact, rules)), None)
    codes = (level.code for level in rules.levels if reached.reaches(Goal(level.total, level.instrument)))
    return Outcome(reached.instruments, reached.total, next(codes, None))


def smallest_improvement(scores: Scores, rules: Scheme, goal: Goal) -> Improvement:
    """The fewest points to add to indicators, none above 100, that reach the goal.

    First what an instrument must be lifted by; then the indicators that weigh most. Among indicators that weigh
    the same the lowest are lifted first, until they are level. The goal itself is reached, not what rounds to it.
    """
    raised = {number: Fraction(score) for number, score in scores.items()}
    if goal.instrument is not None:
        for numbers in rules.instruments.values():
            need = Fraction(goal.instrument) * len(numbers) - sum(raised[number] for number in numbers)
            _lift(raised, numbers, ceil(need * 100))
    for weight in sorted({indicator.weight for indicator in rules.indicators}, reverse=True):
        need = Fraction(goal.total) - _total(raised, rules)
        numbers = [indicator.number for indicator in rules.indicators if indicator.weight == weight]
        _lift(raised, numbers, ceil(need / weight * 100))
    return _improvement(scores, {number: _decimal(score) for number, score in raised.items()}, rules)


def _improvement(scores: Scores, raised: Scores, rules: Scheme) -> Improvement:
    steps = [
        Step(
            indicator.number,
            scores[indicator.number],
            raised[indicator.number],
            _rounded(indicator.weight * Fraction(raised[indicator.number] - scores[indicator.number])),
        )
        for indicator in rules.indicators
        if raised[indicator.number] > scores[indicator.number]
    ]
    steps.sort(key=lambda step: (-step.gain, step.number))
    return Improvement(tuple(steps), outcome(raised, rules))


def _lift(raised: dict[int, Fraction], numbers: Sequence[int], units: int) -> None:
    """Add hundredths of a point to indicators, the lowest first until they are level, none above 100."""
    if units <= 0:
        return
    before = {number: floor(raised[number] * 100) for number in numbers}

    def cost(height: int) -> int:
        return sum(max(0, height - score) for score in before.values())

    height = bisect_right(range(_FULL_UNITS + 1), units, key=cost) - 1
    left = units - cost(height)
    after = {number: max(score, height) for number, score in before.items()}
    for number in [number for number in numbers if after[number] == height < _FULL_UNITS][:left]:
        after[number] += 1
    for number in numbers:
        lifted = raised[number] + Fraction(after[number] - before[number], 100)
        raised[number] = Fraction(100) if after[number] == _FULL_UNITS else lifted


def _total(scores: Mapping[int, Fraction], rules: Scheme) -> Fraction:
    return sum((rule.weight * scores[rule.number] for rule in rules.indicators), Fraction(0))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _rounded(value: Fraction) -> Decimal:
    return _decimal(value).quantize(_HUNDREDTH, ROUND_HALF_UP)
