"""Proof-reading by sums: hand-worked cases, and the search against a search by brute force."""

import random
import time
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product

import pytest

from etl.extract.proof.proofread import (
    LOOKALIKES,
    Sum,
    proofread,
    proofread_count,
    proofread_sum,
    replaced,
    variants,
)
from tests.conftest import SEEDS
from tests.extract.small_tables import csv_rows

ITA = (
    {str(number): Fraction(3, 50) for number in range(1, 6)}
    | {str(number): Fraction(1, 10) for number in (6, 7, 8)}
    | {str(number): Fraction(1, 5) for number in (9, 10)}
)


def one_each(keys):
    return dict.fromkeys(keys, Fraction(1))


def test_pairs_work_in_both_directions():
    assert {digit for digit, others in LOOKALIKES.items() if others} == set("01345789")
    assert all(digit in LOOKALIKES[other] for digit, others in LOOKALIKES.items() for other in others)


def test_a_sum_that_follows():
    proof = proofread_sum(["๓๐,๐๐๐.๐๐", "2,000"], "32,000")
    assert (proof.outcome, proof.swaps, proof.searched) == ("follows", (), ())


def test_one_swap():
    # 700 + 20 + 6 = 726, printed 326: only 3 → 7 adds 400; the total has no digit that could lose 400.
    proof = proofread_sum(["300", "20", "6"], "726", is_total_fixed=True)
    assert proof.outcome == "repaired"
    assert [(swap.number, swap.printed, swap.corrected) for swap in proof.swaps] == [("0", "300", "700")]
    # 3 → 7 and the three zeros (two of 300, one of 20) → 1.
    assert proof.searched == (4,)


def test_two_swaps():
    # 62 + 36 = 98 printed for 66 + 76 = 142: no, 2 and 6 are sure; 32 + 36 = 68 for 72 + 76 = 148.
    proof = proofread_sum(["32", "36"], "148", is_total_fixed=True)
    assert proof.outcome == "repaired"
    assert [swap.corrected for swap in proof.swaps] == ["72", "76"]
    assert proof.searched == (2, 1)


def test_four_swaps_of_ita_scores():
    folder = SEEDS / "na_nong_thum_measures_2565"
    printed = {row["indicator_no"]: row["score"] for row in csv_rows(folder / "ita_indicator.csv")}
    printed["total"] = csv_rows(folder / "ita_result.csv")[0]["total_stated"]
    expected = {
        row["key"].split("/")[-1]: row["corrected"]
        for row in csv_rows(folder / "corrections.csv")
        if row["table"] == "ita_indicator"
    }
    (proof,) = proofread(printed, [Sum("total", ITA)], frozenset({"total"}), Decimal(100))
    assert {swap.number: swap.corrected for swap in proof.swaps} == expected
    # Counted independently by the reviewer.
    assert proof.searched == (40, 774, 9_652, 87_187)


def test_two_equally_small_repairs_are_not_chosen_from():
    # Either 32 or 36 may be misread: both lack 40.
    proof = proofread_sum(["32", "36"], "108", is_total_fixed=True)
    assert (proof.outcome, proof.answers, proof.swaps) == ("ambiguous", 2, ())
    assert proof.suspects == {"0", "1"}


def test_a_part_and_the_total_may_be_at_fault_alike():
    # 32 + 6 = 38 printed as 78: the part may be 72, or the total 38.
    proof = proofread_sum(["32", "6"], "78")
    assert (proof.outcome, proof.answers, proof.suspects) == ("ambiguous", 2, {"0", "total"})


def test_a_wrong_total_without_repair():
    # 2 and 6 are never misread; 22 + 66 is 88, and 88 ± swaps of the total (8 ↔ 9) is never 86.
    proof = proofread_sum(["22", "66"], "86")
    assert (proof.outcome, proof.bound, proof.searched[0]) == ("unrepairable", "swaps", 1)


def test_the_size_bound_holds():
    proof = proofread_sum(["32", "32", "32"], "216", most_swaps=2, is_total_fixed=True)
    assert (proof.outcome, proof.searched, proof.bound) == ("unrepairable", (3, 3), "swaps")
    assert proofread_sum(["32", "32", "32"], "216", most_swaps=3, is_total_fixed=True).size == 3


def test_a_misread_total():
    proof = proofread_sum(["22", "26"], "98")
    assert proof.outcome == "unrepairable"
    proof = proofread_sum(["22", "26"], "49")
    assert [(swap.number, swap.corrected) for swap in proof.swaps] == [("total", "48")]


def test_decimals_and_rounding():
    # The mean of 2.25 and 2.26 is 2.255: half up.
    rule = Sum("total", {"a": Fraction(1, 2), "b": Fraction(1, 2)})
    assert proofread({"a": "2.25", "b": "2.26", "total": "2.26"}, [rule])[0].outcome == "follows"
    assert proofread({"a": "2.25", "b": "2.26", "total": "2.25"}, [rule])[0].outcome != "follows"
    loose = Sum("total", rule.weights, Fraction(1, 200))
    assert proofread({"a": "2.25", "b": "2.26", "total": "2.25"}, [loose])[0].outcome == "follows"
    # Satang count: 20.50 is 20.40 misread, which only the decimal shows.
    proof = proofread_sum(["20.50", "2.22"], "22.62", is_total_fixed=True)
    assert [swap.corrected for swap in proof.swaps] == ["20.40"]


def test_no_leading_zero_and_no_more_than_full_marks():
    assert (0, "0") not in variants("10000")
    assert (0, "0") in variants("1.50")
    rule = Sum("total", one_each(["a"]))
    proof = proofread({"a": "100", "total": "900"}, [rule], frozenset({"total"}), Decimal(100))[0]
    assert proof.outcome == "unrepairable"


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="0"):
        proofread_sum(["๓๐ บาท"], "30")


def test_sums_that_share_parts():
    # Dimension 1: 300 + 20, dimension 2: 60 + 22. The first sum is off, the year is off: one part mends both.
    printed = {"a": "300", "b": "20", "c": "60", "d": "22", "one": "720", "two": "82", "all": "802"}
    sums = [
        Sum("one", one_each("ab")),
        Sum("two", one_each("cd")),
        Sum("all", one_each("abcd")),
    ]
    (proof,) = proofread(printed, sums)
    assert [(swap.number, swap.corrected) for swap in proof.swaps] == [("a", "700")]
    # Alone, the sum of the dimension could as well be misread itself.
    (alone,) = proofread({key: printed[key] for key in ("a", "b", "one")}, sums[:1])
    assert (alone.outcome, alone.suspects) == ("ambiguous", {"a", "one"})
    # When the year agrees with the parts, the sum of the dimension is at fault.
    (proof,) = proofread(printed | {"all": "402"}, sums)
    assert [(swap.number, swap.corrected) for swap in proof.swaps] == [("one", "320")]


def test_independent_groups_are_proved_apart():
    sums = [Sum("x", one_each("a")), Sum("y", one_each("b"))]
    proofs = proofread({"a": "22", "x": "22", "b": "26", "y": "66"}, sums)
    assert [proof.outcome for proof in proofs] == ["follows", "unrepairable"]


def test_counts_have_only_their_own_digits():
    assert proofread_count(18, "18").outcome == "follows"
    proof = proofread_count(18, "๑๙")
    assert [(swap.number, swap.corrected) for swap in proof.swaps] == [("total", "18")]
    assert proofread_count(26, "62").outcome == "unrepairable"


def plan_of_budgets(generator, with_grand_total):
    """Sixty budgets in five years, with sums by dimension and year, and of all years where wanted."""
    amounts = ["30000.00", "20,000.00", "45000.00", "100,000.00", "0.00", "7500.00", "13700.00"]
    printed = {
        f"{year}/{dimension}/{number}": generator.choice(amounts)
        for year in range(5)
        for dimension in range(4)
        for number in range(15)
    }
    parts = list(printed)
    sums = [
        Sum(f"{year}/{dimension}", one_each([key for key in parts if key.startswith(f"{year}/{dimension}/")]))
        for year in range(5)
        for dimension in range(4)
    ]
    sums += [Sum(f"{year}", one_each([key for key in parts if key[0] == str(year)])) for year in range(5)]
    sums += [Sum("all", one_each(parts))] if with_grand_total else []
    for rule in sums:
        printed[rule.total] = f"{sum(Decimal(printed[key].replace(',', '')) for key in rule.weights):,.2f}"
    return printed, sums


@pytest.mark.parametrize("with_grand_total", [False, True])
def test_sixty_budgets_in_five_years_within_a_second(with_grand_total):
    printed, sums = plan_of_budgets(random.Random(7), with_grand_total)
    assert {proof.outcome for proof in proofread(printed, sums)} == {"follows"}
    unlike = {"0/1/3": "62345.00", "2/0/5": "26,700.00", "4/3/9": "36200.00"}
    printed |= unlike
    for rule in sums:
        printed[rule.total] = f"{sum(Decimal(printed[key].replace(',', '')) for key in rule.weights):,.2f}"
    misread = printed | {"0/1/3": "62355.00", "2/0/5": "26,300.00", "4/3/9": "76200.00"}
    started = time.perf_counter()
    proofs = proofread(misread, sums)
    assert time.perf_counter() - started < 1
    swaps = {swap.number: swap.corrected for proof in proofs for swap in proof.swaps}
    assert swaps == {key: value.replace(",", "") for key, value in unlike.items()}
    assert {proof.outcome for proof in proofs} <= {"follows", "repaired"}


@pytest.mark.parametrize("off", ["22222.22", "2200.00", "999999.37"])
def test_a_hopeless_total_of_sixty_budgets_within_a_second(off):
    generator = random.Random(3)
    budgets = [generator.choice(["30000.00", "45000.00", "7500.00", "0.00"]) for _ in range(60)]
    total = sum(map(Decimal, budgets)) + Decimal(off)
    started = time.perf_counter()
    proof = proofread_sum(budgets, f"{total:.2f}")
    assert time.perf_counter() - started < 1
    assert proof.outcome in ("unrepairable", "ambiguous")


def smallest_by_brute_force(printed, sums, most):
    """The size of the smallest answers and how many there are, by trying every set."""
    options = [(key, place, digit) for key, text in printed.items() for place, digit in variants(text)]
    for size in range(1, most + 1):
        count = 0
        for chosen in combinations(options, size):
            if len({option[:2] for option in chosen}) < size:
                continue
            changed = dict(printed)
            for key, place, digit in chosen:
                changed[key] = replaced(changed[key], place, digit)
            count += all(
                sum(Decimal(changed[key]) for key in rule.weights) == Decimal(changed[rule.total])
                for rule in sums
            )
        if count:
            return size, count
    return 0, 0


@pytest.mark.parametrize("seed", range(25))
def test_the_search_agrees_with_brute_force(seed):
    generator = random.Random(seed)
    keys = ["a", "b", "c", "d"]
    printed = {key: str(generator.randrange(10, 100)) for key in keys}
    sums = [Sum("x", one_each("ab")), Sum("y", one_each("cd")), Sum("z", one_each("abcd"))]
    for rule in sums:
        printed[rule.total] = str(sum(int(printed[key]) for key in rule.weights))
    for key, _ in product(generator.sample(sorted(printed), 3), range(1)):
        if found := variants(printed[key]):
            printed[key] = replaced(printed[key], *generator.choice(found))
    proofs = proofread(printed, sums, most_swaps=3)
    if proofs[0].outcome == "follows":
        return
    size, count = smallest_by_brute_force(printed, sums, 3)
    assert (proofs[0].size, proofs[0].answers) == (size, count)
