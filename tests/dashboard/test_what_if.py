"""The arithmetic of ITA: what scores come to, and the least that reaches a goal, against numbers by hand."""

from decimal import Decimal
from itertools import product

import pytest

from dashboard.sections.what_if import Goal, Level, Scheme, outcome, scheme, smallest_improvement
from warehouse.reader import Warehouse

# Na Nong Thum in 2564, as corrected.
NA_NONG_THUM = ["86.78", "77.69", "83.16", "78.68", "77.10", "81.45", "79.37", "78.00", "45.41", "56.25"]


def scores(*values: object) -> dict[int, Decimal]:
    return {number: Decimal(str(value)) for number, value in enumerate(values, start=1)}


@pytest.fixture(scope="module")
def rules(seeds: Warehouse) -> dict[int, Scheme]:
    """First year -> rules, as the warehouse has them."""
    indicators, levels = (seeds.query(name).to_dicts() for name in ("ita_rules", "ita_levels"))
    return {
        year: scheme(
            [row for row in indicators if row["first_fiscal_year"] == year],
            [row for row in levels if row["first_fiscal_year"] == year],
        )
        for year in (2562, 2566)
    }


def test_weights_are_those_of_the_instruments_over_their_indicators(rules: dict[int, Scheme]) -> None:
    # 0.3 / 5, 0.3 / 3 and 0.4 / 2.
    for found in rules.values():
        weights = [float(indicator.weight) for indicator in found.indicators]
        assert weights == [0.06] * 5 + [0.1] * 3 + [0.2] * 2
        assert sum(indicator.weight for indicator in found.indicators) == 1


def test_na_nong_thum_comes_to_what_its_document_prints(rules: dict[int, Scheme]) -> None:
    reached = outcome(scores(*NA_NONG_THUM), rules[2562])
    # 403.41 / 5, 238.82 / 3, 101.66 / 2; 24.2046 + 23.882 + 20.332 = 68.4186.
    assert reached.instruments == {"iit": Decimal("80.68"), "eit": Decimal("79.61"), "oit": Decimal("50.83")}
    assert (reached.total, reached.level) == (Decimal("68.42"), "C")


def test_the_least_that_brings_na_nong_thum_to_85(rules: dict[int, Scheme]) -> None:
    least = smallest_improvement(scores(*NA_NONG_THUM), rules[2562], Goal(Decimal(85)))
    # 16.5814 are missing. OIT weighs most: 16.5814 / 0.2 = 82.907, so 82.91 points, and 98.34 have room there.
    # 45.41 + 56.25 + 82.91 = 184.57: level at 92.28, one hundredth left for the first.
    assert [(step.number, step.after) for step in least.steps] == [
        (9, Decimal("92.29")),
        (10, Decimal("92.28")),
    ]
    assert least.added == Decimal("82.91")
    # 46.88 × 0.2 and 36.03 × 0.2.
    assert [step.gain for step in least.steps] == [Decimal("9.38"), Decimal("7.21")]
    assert (least.outcome.total, least.outcome.level) == (Decimal("85.00"), "A")


def test_one_hundredth_less_does_not_reach_it(rules: dict[int, Scheme]) -> None:
    least = smallest_improvement(scores(*NA_NONG_THUM), rules[2562], Goal(Decimal(85)))
    raised = {**scores(*NA_NONG_THUM), **least.scores}
    exact = sum(float(rule.weight) * float(raised[rule.number]) for rule in rules[2562].indicators)
    assert 85 <= exact < 85 + 0.2 * 0.01


def test_when_oit_is_full_the_next_heaviest_follow(rules: dict[int, Scheme]) -> None:
    least = smallest_improvement(scores(*NA_NONG_THUM), rules[2562], Goal(Decimal(95)))
    # OIT full adds 19.668, EIT full 6.118: 0.7954 of the 26.5814 are left for IIT, 0.7954 / 0.06 = 13.26 points.
    # 77.10, 77.69 and 78.68 with them: 246.73 / 3 = 82.24 and one hundredth for the first of them.
    after = {step.number: step.after for step in least.steps}
    assert {number: after[number] for number in (6, 7, 8, 9, 10)} == dict.fromkeys(
        (6, 7, 8, 9, 10), Decimal(100)
    )
    assert {number: after.get(number) for number in (1, 2, 3, 4, 5)} == {
        1: None, 2: Decimal("82.25"), 3: None, 4: Decimal("82.24"), 5: Decimal("82.24"),
    }  # fmt: skip
    # 98.34 + 61.18 + 13.26.
    assert least.added == Decimal("172.78")
    assert least.outcome.level == "AA"


def test_a_level_that_asks_for_each_instrument_lifts_each(rules: dict[int, Scheme]) -> None:
    ten = scores(90, 90, 90, 90, 90, 90, 90, 90, 90, 70)
    # 27 + 27 + 32 = 86: the total passes, but OIT is 80.
    assert outcome(ten, rules[2566]).level == "pass"
    least = smallest_improvement(ten, rules[2566], Goal(Decimal(85), Decimal(85)))
    assert [(step.number, step.before, step.after) for step in least.steps] == [
        (10, Decimal(70), Decimal(80))
    ]
    assert least.outcome.level == "good"


def test_under_the_old_rules_the_same_scores_have_their_level_by_the_total(rules: dict[int, Scheme]) -> None:
    ten = scores(90, 90, 90, 90, 90, 90, 90, 90, 90, 70)
    assert outcome(ten, rules[2562]).level == "A"


@pytest.mark.parametrize("goal", [Goal(Decimal(60)), Goal(Decimal("68.4186"))])
def test_what_is_reached_needs_nothing(rules: dict[int, Scheme], goal: Goal) -> None:
    least = smallest_improvement(scores(*NA_NONG_THUM), rules[2562], goal)
    assert (least.steps, least.added) == ((), 0)


@pytest.mark.parametrize("start", ["0", "45.41", "99.995", "100"])
def test_every_goal_up_to_100_is_reached_and_nothing_rises_above_100(
    rules: dict[int, Scheme], start: str
) -> None:
    least = smallest_improvement(scores(*[start] * 10), rules[2566], Goal(Decimal(100), Decimal(100)))
    assert {step.after for step in least.steps} <= {Decimal(100)}
    assert least.outcome.total == 100
    assert least.outcome.level == "excellent"


def test_no_smaller_sum_of_whole_points_reaches_the_goal() -> None:
    # A small scheme by hand, where all ways can be tried: a (0.5 over two), b (0.5 alone).
    rows = [
        {"scheme_code": "s", "indicator_no": 1, "instrument_code": "a", "instrument_weight": 0.5},
        {"scheme_code": "s", "indicator_no": 2, "instrument_code": "a", "instrument_weight": 0.5},
        {"scheme_code": "s", "indicator_no": 3, "instrument_code": "b", "instrument_weight": 0.5},
    ]
    small = scheme(rows, [])
    begin = scores(92, 94, 93)
    for total, instrument in product(range(92, 101), (None, 94, 96, 99)):
        goal = Goal(Decimal(total), instrument and Decimal(instrument))
        least = smallest_improvement(begin, small, goal)
        tried = [
            sum(way) - sum(begin.values())
            for way in product(range(92, 101), range(94, 101), range(93, 101))
            if outcome(scores(*way), small).reaches(goal)
        ]
        assert least.outcome.reaches(goal)
        # In hundredths it may take less than in whole points, and never as much as one point less.
        assert min(tried) - 1 < least.added <= min(tried)


def test_levels_are_asked_from_the_best() -> None:
    levels = (Level("high", Decimal(90), None, True), Level("low", Decimal(0), None, False))
    made = Scheme("s", scheme(
        [{"scheme_code": "s", "indicator_no": 1, "instrument_code": "a", "instrument_weight": 1}], []
    ).indicators, levels)  # fmt: skip
    assert [outcome(scores(value), made).level for value in (90, "89.995", "89.99", 0)] == [
        "high", "high", "low", "low",
    ]  # fmt: skip


def test_scores_come_to_what_the_warehouse_has(rules: dict[int, Scheme], country: Warehouse) -> None:
    results = country.sql("from mart.ita_result where total_computed is not null and fiscal_year >= 2562")
    indicators = country.sql("select org_code, fiscal_year, indicator_no, score from mart.ita_indicator")
    assert results.height == 63
    for result in results.iter_rows(named=True):
        ten = {
            row["indicator_no"]: row["score"]
            for row in indicators.iter_rows(named=True)
            if (row["org_code"], row["fiscal_year"]) == (result["org_code"], result["fiscal_year"])
        }
        reached = outcome(ten, rules[2562 if result["fiscal_year"] < 2566 else 2566])
        assert reached.total == result["total_computed"]
        assert reached.instruments == {code: result[code] for code in ("iit", "eit", "oit")}
        assert reached.level == result["level_code"]
