"""Chance of a key and a purpose: as published, even, and the same whoever else is there."""

import numpy as np
import pytest

from etl.simulate import chance

KEYS = chance.child(chance.seed_key(1), np.arange(100_000))


def test_keys_are_the_published_numbers_of_splitmix64() -> None:
    # The first numbers of the generator with the seed 1234567, as its test vectors have them.
    key = np.array([1234567], dtype=np.uint64)
    assert chance.child(key, [0, 1, 2]).tolist() == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
    ]


def test_uniform_is_even() -> None:
    drawn = chance.uniform(KEYS, "a")
    counts, _ = np.histogram(drawn, bins=10, range=(0, 1))
    # 10,000 in each tenth with a deviation of 95: five of them either way.
    assert counts.min() > 9_525
    assert counts.max() < 10_475


def test_two_purposes_have_nothing_to_do_with_each_other() -> None:
    related = np.corrcoef(chance.uniform(KEYS, "a"), chance.uniform(KEYS, "b"))[0, 1]
    # The deviation of no relation among 100,000 is 0.0032.
    assert abs(related) < 0.016


def test_normal_is_about_0_with_deviation_1() -> None:
    drawn = chance.normal(KEYS, "a")
    assert drawn.mean() == pytest.approx(0, abs=0.016)
    assert drawn.std() == pytest.approx(1, abs=0.012)


def test_one_of_is_as_often_as_it_weighs() -> None:
    places = chance.one_of(KEYS, "a", (1, 2, 5))
    shares = np.bincount(places) / len(places)
    assert shares == pytest.approx([0.125, 0.25, 0.625], abs=0.008)


def test_whole_has_each_number_below_its_bound() -> None:
    assert set(chance.whole(KEYS, "a", 3).tolist()) == {0, 1, 2}
