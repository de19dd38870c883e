"""Typed rows against their schema and against each other: good rows on, the others out with the rule."""

from decimal import Decimal
from functools import partial

import dataframely as dy
import polars as pl

from etl.problems import Problem
from etl.schemas.table import Table, metadata

# The rule that a value stands in the table it refers to; the kinds of the others are those of dataframely.
_REFERENCE = "reference"
# What is shown of the limits a rule enforces.
_LIMIT_OPTIONS = ("min", "max", "regex", "min_length", "max_length")


def validate(
    table: Table, frame: pl.DataFrame, loaded: dict[str, pl.DataFrame]
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows of `frame` that hold every rule of `table`, and one problem for each broken rule.

    `loaded` has the tables validated before; a row that refers to none of their rows is rejected.
    """
    good, failure = _rules(table, loaded).filter(frame)
    return good, _problems(table, failure)


def _rules(table: Table, loaded: dict[str, pl.DataFrame]) -> type[dy.Schema]:
    """The schema of the table, with what the files know: where a row stands, and which rows others can refer to.

    A key is unique in its layer.
    """
    place = {
        "source_id": dy.String(),
        "file_name": dy.String(),
        "row_no": dy.Int64(),
        "layer": dy.Int64(primary_key=True),
    }
    references = {
        f"{column}|{_REFERENCE}": dy.rule()(
            partial(_is_known, column, loaded[target][key] if target in loaded else None)
        )
        for column, (target, key) in table.references.items()
    }
    return type(table.schema.__name__, (table.schema,), place | references)


def _is_known(column: str, known: pl.Series | None, _: type[dy.Schema]) -> pl.Expr:
    """A rule as dataframely asks for it: without a table to refer to, only an empty cell does not break it."""
    return pl.col(column).is_null() if known is None else pl.col(column).is_in(known.implode())


def _problems(table: Table, failure: dy.FailureInfo) -> list[Problem]:
    """What is wrong with each row, and then, of the rows with nothing else wrong, to what they refer in vain."""
    if not len(failure):
        return []
    details = failure.details()
    references = {column: f"{column}|{_REFERENCE}" for column in table.references}
    rules = [name for name in details.columns if "|" in name or name == "primary_key"]
    own = [name for name in rules if name not in references.values()]
    is_broken = pl.any_horizontal(pl.col(own) == "invalid")
    problems = [
        _broken_rule(table, rule, row)
        for row in details.filter(is_broken).iter_rows(named=True)
        for rule in own
        if row[rule] == "invalid"
    ]
    for column, rule in references.items():
        target, _ = table.references[column]
        strangers = details.filter(~is_broken, pl.col(rule) == "invalid")
        problems += [_unknown_reference(row, column, target) for row in strangers.iter_rows(named=True)]
    return problems


def _broken_rule(table: Table, rule: str, row: dict[str, object]) -> Problem:
    if rule == "primary_key":
        column, kind, limit = "/".join(table.key), rule, None
        value = "/".join(str(row[name]) for name in table.key)
    else:
        column, kind = rule.split("|")
        limit = _limit(table.columns[column], kind)
        value = _shown(row[column])
    return _problem(kind, row, column, value, (("limit", limit),))


def _unknown_reference(row: dict[str, object], column: str, target: str) -> Problem:
    rule = "unregistered_organisation" if target == "organisation" else "unknown_reference"
    return _problem(rule, row, column, _shown(row[column]), (("target", target),))


def _problem(
    rule: str, row: dict[str, object], column: str, value: str, detail: tuple[tuple[str, object], ...]
) -> Problem:
    locator = row.get("locator")
    return Problem(
        rule,
        str(row["source_id"]),
        str(row["file_name"]),
        int(str(row["row_no"])),
        column,
        value,
        str(locator) if locator else None,
        detail,
    )


def _limit(column: dy.Column, kind: str) -> object:
    if kind in ("min", "max"):
        return metadata(column)["minimum" if kind == "min" else "maximum"]
    return getattr(column, kind) if kind in _LIMIT_OPTIONS else None


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ";".join(str(item) for item in value)
    if isinstance(value, Decimal):
        # Points have four decimals in the warehouse and rarely on paper; baht have two on both.
        whole, point, decimals = str(value).partition(".")
        return whole + point + decimals[:2] + decimals[2:].rstrip("0")
    return "" if value is None else str(value)
