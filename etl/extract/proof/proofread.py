"""Arithmetic proof-reading: printed numbers whose printed sum does not follow, and the swaps that mend it.

Scanned Thai digits are misread in known pairs. Where a printed total does not follow from its parts, the
smallest set of such swaps that makes it follow is looked for, by exhausting every smaller size first. One
smallest answer is a proposal with its proof; several equally small ones are a finding, and none is chosen.
Nothing here knows documents: numbers come in as printed texts and go out as texts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import lcm
from typing import Literal

from etl.extract.numerals import arabic
from etl.extract.proof.swap_search import Found, Option, search, sets_by_size

# Digits that scans take for each other, in both directions (design, section 5). ๒ and ๖ are not among
# them: no reviewed correction shows that pair, and each further pair makes proofs ambiguous.
KNOWN_PAIRS = ("37", "19", "89", "45", "01")
LOOKALIKES: Mapping[str, str] = {
    digit: "".join(pair.replace(digit, "") for pair in KNOWN_PAIRS if digit in pair) for digit in "0123456789"
}

MOST_SWAPS = 5
_MOST_ANSWERS = 1_000
_MOST_WORK = 400_000
_NUMBER = re.compile(r"^\d+(\.\d+)?$")

Outcome = Literal["follows", "repaired", "ambiguous", "unrepairable"]


@dataclass(frozen=True)
class Sum:
    """A printed total and what it should be: the weighted sum of its parts, rounded to its own decimals.

    `slack` widens the window on both sides, where the parts themselves were rounded before they were printed.
    """

    total: str
    weights: Mapping[str, Fraction]
    slack: Fraction = Fraction(0)


@dataclass(frozen=True)
class Swap:
    """A number that a proof corrects, as plain digits."""

    number: str
    printed: str
    corrected: str


@dataclass(frozen=True)
class Proof:
    """What proof-reading found for sums that hang together.

    `searched` is the number of sets of 1, 2 … swaps that were exhausted. `answers` counts the equally small
    answers (at least so many where `at_least`) and `suspects` names the numbers that any of them changes.
    `bound` says what ended a search without an answer: the size (`swaps`) or the work (`work`).
    """

    outcome: Outcome
    numbers: tuple[str, ...]
    swaps: tuple[Swap, ...] = ()
    size: int = 0
    searched: tuple[int, ...] = ()
    answers: int = 0
    at_least: bool = False
    suspects: frozenset[str] = field(default_factory=frozenset)
    bound: Literal["", "swaps", "work"] = ""


def plain_number(printed: str) -> str:
    """A printed number as plain digits: `๓๐,๐๐๐.๐๐` is `30000.00`; empty when it is not a number."""
    number = re.sub(r"[,\s]", "", arabic(printed))
    return number if _NUMBER.match(number) else ""


def variants(number: str) -> list[tuple[int, str]]:
    """The swaps of a plain number as (place, digit); a first digit never becomes a leading zero."""
    whole = number.partition(".")[0]
    return [
        (place, other)
        for place, digit in enumerate(number)
        for other in LOOKALIKES.get(digit, "")
        if not (place == 0 and other == "0" and len(whole) > 1)
    ]


def replaced(number: str, place: int, digit: str) -> str:
    """The number with another digit at one place."""
    return number[:place] + digit + number[place + 1 :]


def proofread(
    printed: Mapping[str, str],
    sums: Sequence[Sum],
    fixed: frozenset[str] = frozenset(),
    maximum: Decimal | None = None,
    most_swaps: int = MOST_SWAPS,
) -> list[Proof]:
    """One proof for each group of sums that share numbers.

    `fixed` numbers are never swapped (counted rows, totals printed twice alike); `maximum` bounds every
    number, as 100 points do. Raises ValueError for a number that is none.
    """
    numbers = {key: plain_number(text) for key, text in printed.items()}
    if bad := [key for key, number in numbers.items() if not number]:
        raise ValueError(f"not numbers: {', '.join(bad)}")
    return [_prove(numbers, group, fixed, maximum, most_swaps) for group in _linked(sums)]


def proofread_sum(
    parts: Sequence[str],
    total: str,
    *,
    is_total_fixed: bool = False,
    most_swaps: int = MOST_SWAPS,
) -> Proof:
    """The proof of one plain sum; parts are numbered from 0 as `0`, `1` …, the total is `total`."""
    printed = {str(place): part for place, part in enumerate(parts)} | {"total": total}
    rule = Sum("total", {key: Fraction(1) for key in printed if key != "total"})
    fixed = frozenset({"total"}) if is_total_fixed else frozenset()
    return proofread(printed, [rule], fixed, most_swaps=most_swaps)[0]


def proofread_count(counted: int, total: str) -> Proof:
    """The proof of a printed count: rows have no digits to swap, so only the count may be misread."""
    rule = Sum("total", {"counted": Fraction(1)})
    return proofread({"counted": str(counted), "total": total}, [rule], frozenset({"counted"}))[0]


def rounded(value: Fraction, decimals: int) -> Decimal:
    """A fraction rounded half up, as totals are printed."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def decimals_of(number: str) -> int:
    """How many decimals a plain number prints."""
    return len(number.partition(".")[2])


def _linked(sums: Sequence[Sum]) -> list[list[Sum]]:
    """The sums in groups that share numbers; groups are independent of each other."""
    groups: list[tuple[set[str], list[Sum]]] = []
    for one in sums:
        keys, members = {one.total, *one.weights}, [one]
        for group in [group for group in groups if not keys.isdisjoint(group[0])]:
            keys, members = keys | group[0], group[1] + members
            groups.remove(group)
        groups.append((keys, members))
    return [members for _, members in groups]


def _prove(
    numbers: Mapping[str, str],
    sums: Sequence[Sum],
    fixed: frozenset[str],
    maximum: Decimal | None,
    most_swaps: int,
) -> Proof:
    keys = tuple(dict.fromkeys(key for one in sums for key in (*one.weights, one.total)))
    group = {key: numbers[key] for key in keys}
    measures = [_Measure(one, group) for one in sums]
    errors = [measure.error(group) for measure in measures]
    windows = [measure.window for measure in measures]
    if all(low <= error <= high for error, (low, high) in zip(errors, windows, strict=True)):
        return Proof("follows", keys)
    options = [
        Option(key, place, digit, effect)
        for key in keys
        if key not in fixed and (used := [one for one in enumerate(measures) if one[1].weight(key)])
        for place, digit in variants(group[key])
        if maximum is None or Decimal(replaced(group[key], place, digit)) <= maximum
        if (effect := _effect(used, key, _change(group[key], place, digit)))
    ]

    def accept(chosen: tuple[Option, ...]) -> bool:
        if maximum is None:
            return True
        changed = _changed(group, chosen)
        return all(Decimal(changed[option.number]) <= maximum for option in chosen)

    found = search(options, errors, windows, accept, (most_swaps, _MOST_ANSWERS, _MOST_WORK))
    places: dict[tuple[str, int], int] = {}
    for option in options:
        places[option.number, option.place] = places.get((option.number, option.place), 0) + 1
    return _proof(keys, group, found, sets_by_size(places, found.exhausted))


def _proof(keys: tuple[str, ...], group: Mapping[str, str], found: Found, searched: tuple[int, ...]) -> Proof:
    if not found.size:
        bound: Literal["swaps", "work"] = "work" if found.gave_up else "swaps"
        return Proof("unrepairable", keys, searched=searched, bound=bound)
    suspects = frozenset(option.number for answer in found.answers for option in answer)
    if len(found.answers) > 1 or found.is_cut:
        return Proof(
            "ambiguous",
            keys,
            size=found.size,
            searched=searched,
            answers=len(found.answers),
            at_least=found.is_cut,
            suspects=suspects,
            bound="work" if found.gave_up else "",
        )
    changed = _changed(group, found.answers[0])
    swaps = tuple(Swap(key, group[key], changed[key]) for key in keys if key in suspects)
    return Proof(
        "repaired", keys, swaps=swaps, size=found.size, searched=searched, answers=1, suspects=suspects
    )


class _Measure:
    """A sum in whole numbers: its error, the window in which it counts as following, and its steps."""

    def __init__(self, rule: Sum, group: Mapping[str, str]) -> None:
        self.rule = rule
        half = Fraction(1, 2 * 10 ** decimals_of(group[rule.total]))
        steps = [weight / 10 ** decimals_of(group[key]) for key, weight in rule.weights.items()]
        steps += [half, rule.slack, Fraction(1, 10 ** decimals_of(group[rule.total]))]
        self.scale = lcm(*(step.denominator for step in steps))
        low, high = -half - rule.slack, half + rule.slack
        # Half up: the upper end belongs to the next printed total.
        self.window = (int(low * self.scale), int(high * self.scale) - 1)

    def weight(self, key: str) -> Fraction:
        return self.rule.weights.get(key, Fraction(0)) - (1 if key == self.rule.total else 0)

    def step(self, key: str, change: Fraction) -> int:
        return int(self.weight(key) * change * self.scale)

    def error(self, group: Mapping[str, str]) -> int:
        return sum(self.step(key, Fraction(group[key])) for key in (*self.rule.weights, self.rule.total))


def _change(number: str, place: int, digit: str) -> Fraction:
    """What a swap adds to a number."""
    power = len(number.partition(".")[0]) - 1 - place + (place > number.find(".") >= 0)
    return (int(digit) - int(number[place])) * Fraction(10) ** power


def _effect(
    measures: Sequence[tuple[int, _Measure]], key: str, change: Fraction
) -> tuple[tuple[int, int], ...]:
    return tuple((index, step) for index, one in measures if (step := one.step(key, change)))


def _changed(group: Mapping[str, str], chosen: Sequence[Option]) -> dict[str, str]:
    changed = dict(group)
    for option in chosen:
        changed[option.number] = replaced(changed[option.number], option.place, option.digit)
    return changed
