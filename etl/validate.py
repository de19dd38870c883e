"""Typed rows against their schema and against each other: good rows on, the others out with the rule."""

from decimal import Decimal

import dataframely as dy
import polars as pl

from etl.problems import Problem
from etl.schemas.table import Table, metadata

# What is shown of the limits a rule enforces.
_LIMIT_OPTIONS = ("min", "max", "regex", "min_length", "max_length")


def validate(
    table: Table, frame: pl.DataFrame, loaded: dict[str, pl.DataFrame]
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows of `frame` that hold every rule of `table`, and one problem for each broken rule.

    `loaded` has the tables validated before; a row that refers to none of their rows is rejected.
    """
    good, failure = _with_place(table).filter(frame)
    problems = _schema_problems(table, failure)
    held = []
    for column, (target, target_column) in table.references.items():
        known = loaded[target][target_column] if target in loaded else frame[column].clear()
        unknown = _strangers(good[column], known)
        if unknown.is_empty():
            continue
        is_unknown = pl.col(column).is_in(unknown.implode())
        problems += [
            _unknown_reference(row, column, target) for row in good.filter(is_unknown).iter_rows(named=True)
        ]
        held.append(~is_unknown.fill_null(False))
    return good.filter(held) if held else good, problems


def _strangers(values: pl.Series, known: pl.Series) -> pl.Series:
    """The values that are not among the known ones, each once; an empty cell is none."""
    given = pl.DataFrame({"value": values.drop_nulls()})
    return given.join(pl.DataFrame({"value": known}), on="value", how="anti")["value"].unique()


def _with_place(table: Table) -> type[dy.Schema]:
    """The schema of the table with the columns that say where a row stands; a key is unique in its layer."""
    place = {
        "source_id": dy.String(),
        "file_name": dy.String(),
        "row_no": dy.Int64(),
        "layer": dy.Int64(primary_key=True),
    }
    return type(table.schema.__name__, (table.schema,), place)


def _schema_problems(table: Table, failure: dy.FailureInfo) -> list[Problem]:
    if not failure.counts():
        return []
    details = failure.details()
    rules = [name for name in details.columns if "|" in name or name == "primary_key"]
    broken = details.filter(pl.any_horizontal(pl.col(rules) == "invalid"))
    problems = []
    for row in broken.iter_rows(named=True):
        for rule in rules:
            if row[rule] == "invalid":
                problems.append(_broken_rule(table, rule, row))
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
