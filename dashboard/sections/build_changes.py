"""What changed between two builds: two answers of one query, laid beside each other by their key."""

from collections.abc import Sequence

import polars as pl

BEFORE, AFTER = "_before", "_after"
CHANGE = "change"
ADDED, REMOVED, CHANGED = "added", "removed", "changed"


def changes(
    before: pl.DataFrame, after: pl.DataFrame, key: Sequence[str], values: Sequence[str]
) -> pl.DataFrame:
    """The rows that are in one only, or whose values differ: both values of each, and which change it is.

    What is not among key and values is told as the later answer has it, or else the earlier.
    """
    told = [name for name in after.columns if name not in (*key, *values)]
    both = _marked(before, key, BEFORE).join(
        _marked(after, key, AFTER), on=list(key), how="full", coalesce=True, nulls_equal=True
    )
    differs = [pl.col(f"{name}{BEFORE}").ne_missing(pl.col(f"{name}{AFTER}")) for name in values]
    change = (
        pl.when(pl.col(f"row{BEFORE}").is_null())
        .then(pl.lit(ADDED))
        .when(pl.col(f"row{AFTER}").is_null())
        .then(pl.lit(REMOVED))
        .when(pl.any_horizontal(pl.lit(value=False), *differs))
        .then(pl.lit(CHANGED))
    )
    return (
        both.with_columns(
            change.alias(CHANGE),
            *(pl.coalesce(f"{name}{AFTER}", f"{name}{BEFORE}").alias(name) for name in told),
        )
        .filter(pl.col(CHANGE).is_not_null())
        .select(*key, *told, *(f"{name}{end}" for name in values for end in (BEFORE, AFTER)), CHANGE)
    )


def _marked(rows: pl.DataFrame, key: Sequence[str], end: str) -> pl.DataFrame:
    renamed = {name: f"{name}{end}" for name in rows.columns if name not in key}
    return rows.rename(renamed).with_columns(pl.lit(value=True).alias(f"row{end}"))
