"""Chance that depends on the seed and on what a thing is, never on how many other things there are.

Each row has a `key` of 64 bits, mixed from the key of what it belongs to and its own number. Each draw mixes the key
with a word for its purpose: so an organisation's rows are the same among 30 organisations and among 7,849.
"""

import hashlib
from collections.abc import Sequence
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

Keys = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

# The constants of SplitMix64 (Steele, Lea and Flood 2014), whose last step spreads each bit over all.
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_TWO_TO_53 = 2.0**53
# The quantiles of the normal distribution, read off between these.
_GRID = (np.arange(4096) + 0.5) / 4096
_QUANTILES = np.array([NormalDist().inv_cdf(share) for share in _GRID])


def seed_key(seed: int) -> Keys:
    """The key of the whole country, as an array of one."""
    return _mixed(np.array([_word(f"seed {seed}")], dtype=np.uint64))


def child(key: Keys, number: npt.ArrayLike) -> Keys:
    """The keys of the things with these numbers that belong to the things of `key`."""
    return _mixed(key + _STEP * (np.atleast_1d(number).astype(np.uint64) + np.uint64(1)))


def uniform(key: Keys, purpose: str) -> Floats:
    """A number from 0 to 1, without 1, for each key."""
    return (_mixed(key ^ _word(purpose)) >> np.uint64(11)) / _TWO_TO_53


def normal(key: Keys, purpose: str) -> Floats:
    """A number about 0 with deviation 1 for each key; none is beyond 3.7."""
    quantiles: Floats = np.interp(uniform(key, purpose), _GRID, _QUANTILES)
    return quantiles


def whole(key: Keys, purpose: str, below: npt.ArrayLike) -> Whole:
    """A whole number from 0 for each key, less than `below`."""
    scaled: Floats = uniform(key, purpose) * np.asarray(below)
    return scaled.astype(np.int64)


def one_of(key: Keys, purpose: str, weights: Sequence[float]) -> Whole:
    """The position of one of the weights for each key, each as often as it weighs."""
    bounds = np.cumsum(weights)[:-1] / sum(weights)
    return np.searchsorted(bounds, uniform(key, purpose), side="right").astype(np.int64)


def some_of(frame: pl.DataFrame, purpose: str, eligible: pl.Expr, share: float) -> pl.Series:
    """Which rows of a frame with keys are meant: a share of the eligible ones, and at least one if there is any."""
    is_eligible = frame.select(eligible.fill_null(False).alias("eligible")).to_series()
    lot = pl.Series("lot", uniform(keys_of(frame), purpose))
    least = lot.filter(is_eligible).min()
    return is_eligible & ((lot < share) | lot.eq_missing(pl.Series([least], dtype=pl.Float64)))


def keys_of(frame: pl.DataFrame, column: str = "key") -> Keys:
    """The keys of the rows of a frame."""
    return frame[column].to_numpy()


def choice(places: Whole, values: Sequence[Any]) -> pl.Series:
    """The values at these places."""
    return pl.Series(values).gather(places)


def _word(purpose: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.blake2b(purpose.encode(), digest_size=8).digest(), "little"))


def _mixed(bits: Keys) -> Keys:
    bits = (bits ^ (bits >> np.uint64(30))) * _FIRST
    bits = (bits ^ (bits >> np.uint64(27))) * _SECOND
    return bits ^ (bits >> np.uint64(31))
