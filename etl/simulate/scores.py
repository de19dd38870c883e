"""The ITA scores: ten indicators of every organisation and year from 2562, and the totals that are stated.

Scores of an indicator lie about the national mean of the year, 5 points higher with a skill of 1, with noise of the
year (2 points) and of the indicator (3.5), within 0 and 100. Stated totals follow from the scores. 2561 was measured
with another instrument: there is a stated total of some and nothing else.
"""

import numpy as np
import numpy.typing as npt
import polars as pl

from etl.simulate import chance
from etl.simulate.chance import Whole
from etl.simulate.reference import table

FIRST_INDICATOR_YEAR = 2562
# The means of 2563 to 2566 and 2568 as the press gave them (`ita_national.csv`); the others lie on the same road.
_MEAN = {
    2561: 60.0, 2562: 62.0, 2563: 67.9, 2564: 81.25, 2565: 87.57,
    2566: 90.19, 2567: 92.0, 2568: 93.82, 2569: 94.2, 2570: 94.5,
}  # fmt: skip
_BY_SKILL, _OF_YEAR, _OF_INDICATOR = 5.0, 2.0, 3.5
# Indicators that are scored higher or lower than others everywhere.
_OFFSETS = (2.5, -1.0, 2.0, -1.5, -0.5, 0.5, -1.0, -1.5, 1.5, -1.0)
_INSTRUMENTS = {"iit": slice(0, 5), "eit": slice(5, 8), "oit": slice(8, 10)}
# What a hundredth of an indicator weighs in the total, in thousandths: 0.3 / 5, 0.3 / 3 and 0.4 / 2.
_WEIGHTS = np.array([60] * 5 + [100] * 3 + [200] * 2)
_TOLD, _TOLD_2561, _INSTRUMENTS_TOLD, _LEVEL_TOLD = 0.85, 0.6, 0.5, 0.7
_HUNDREDTHS = 100


def scores_of(organisations: pl.DataFrame, years: range) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tables `ita_indicator` and `ita_result`; points are whole hundredths until they are written."""
    rows = organisations.select("org_code", "skill", pl.col("key").alias("org_key")).join(
        pl.DataFrame({"fiscal_year": list(years)}), how="cross"
    )
    key = chance.child(chance.keys_of(rows, "org_key"), rows["fiscal_year"].to_numpy())
    rows = rows.with_columns(pl.Series("key", key))
    measured = rows.filter(pl.col("fiscal_year") >= FIRST_INDICATOR_YEAR)
    scores = _scores(measured)
    return _indicators(measured, scores), pl.concat([_first_results(rows), _results(measured, scores)])


def as_points(hundredths: pl.Expr) -> pl.Expr:
    """Whole hundredths as points with two decimals."""
    return (hundredths / _HUNDREDTHS).round(2).cast(pl.Decimal(9, 2))


def middle_score(rows: pl.DataFrame) -> chance.Floats:
    """About which score the indicators of an organisation and year lie."""
    mean = rows["fiscal_year"].replace_strict(_MEAN).to_numpy()
    key = chance.keys_of(rows)
    return mean + _BY_SKILL * rows["skill"].to_numpy() + _OF_YEAR * chance.normal(key, "year")


def _scores(rows: pl.DataFrame) -> Whole:
    """A row of ten hundredths for each organisation and year."""
    key = chance.child(chance.keys_of(rows)[:, np.newaxis], np.arange(1, 11))
    points = (
        middle_score(rows)[:, np.newaxis]
        + np.array(_OFFSETS)
        + _OF_INDICATOR * chance.normal(key, "indicator")
    )
    return _without_ties((points * _HUNDREDTHS).round().clip(0, 100 * _HUNDREDTHS).astype(np.int64))


def _without_ties(scores: Whole) -> Whole:
    """No mean and no total ends in half a hundredth, which could be rounded either way."""
    scores[:, 9] -= (scores[:, 8] + scores[:, 9]) % 2
    is_tie = scores @ _WEIGHTS % 1000 == 500  # noqa: PLR2004 - half a hundredth
    scores[:, 0] += np.where(scores[:, 0] > 0, -1, 1) * is_tie
    return scores


def _indicators(rows: pl.DataFrame, scores: Whole) -> pl.DataFrame:
    numbers = scores.shape[1]
    place = np.repeat(np.arange(rows.height), numbers)
    number = np.tile(np.arange(1, numbers + 1), rows.height)
    return pl.DataFrame(
        {
            "org_code": rows["org_code"].gather(place),
            "fiscal_year": rows["fiscal_year"].gather(place),
            "indicator_no": number,
            "score": scores.reshape(-1),
            "key": chance.child(chance.keys_of(rows)[place], number),
        }
    )


def _results(rows: pl.DataFrame, scores: Whole) -> pl.DataFrame:
    """What is stated for most organisations: the total, for some with instruments or level."""
    key = chance.keys_of(rows)
    means = {
        code: np.rint(scores[:, part].mean(axis=1)).astype(np.int64) for code, part in _INSTRUMENTS.items()
    }
    total = (scores @ _WEIGHTS + 500) // 1000
    has_instruments = pl.Series(chance.uniform(key, "instruments told") < _INSTRUMENTS_TOLD)
    has_level = pl.Series(chance.uniform(key, "level told") < _LEVEL_TOLD)
    stated = {
        f"{code}_stated": pl.when(has_instruments).then(pl.Series(mean)) for code, mean in means.items()
    }
    return rows.select(
        "org_code",
        "fiscal_year",
        **stated,
        total_stated=pl.Series(total),
        level_stated=pl.when(has_level).then(_levels(rows["fiscal_year"], total, means)),
        key="key",
    ).filter(chance.uniform(key, "total told") < _TOLD)


def _levels(years: pl.Series, total: Whole, means: dict[str, Whole]) -> pl.Series:
    """The level that the scores of each row give, as documents print it."""
    least = np.minimum.reduce(list(means.values()))
    level: npt.NDArray[np.object_] = np.full(len(total), None, dtype=object)
    for rule in _level_rules().sort("sort_order", descending=True).iter_rows(named=True):
        is_in_force = years.is_between(rule["first_fiscal_year"], rule["last_fiscal_year"]).to_numpy()
        is_reached = total >= rule["minimum_total"] * _HUNDREDTHS
        is_held = least >= (rule["minimum_instrument"] or 0) * _HUNDREDTHS
        level[is_in_force & is_reached & is_held] = rule["level_th"]
    return pl.Series(level, dtype=pl.String)


def _level_rules() -> pl.DataFrame:
    schemes = table("ita_scheme").select(
        "scheme_code", "first_fiscal_year", pl.col("last_fiscal_year").fill_null(9999)
    )
    return table("ita_level").join(schemes, on="scheme_code")


def _first_results(rows: pl.DataFrame) -> pl.DataFrame:
    """Totals of the years before the indicators, for some."""
    before = rows.filter(pl.col("fiscal_year") < FIRST_INDICATOR_YEAR)
    total = (middle_score(before) * _HUNDREDTHS).round().clip(0, 100 * _HUNDREDTHS).astype(np.int64)
    silent = pl.lit(None, pl.Int64)
    return before.select(
        "org_code",
        "fiscal_year",
        iit_stated=silent,
        eit_stated=silent,
        oit_stated=silent,
        total_stated=pl.Series(total, dtype=pl.Int64),
        level_stated=pl.lit(None, pl.String),
        key="key",
    ).filter(chance.uniform(chance.keys_of(before), "total told") < _TOLD_2561)
