"""Text cells to typed columns: Thai digits, thousands separators, years of two eras."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

import dataframely as dy
import polars as pl

from etl.problems import Problem
from etl.schemas.table import Table, metadata

# ๐ to ๙ stand in the order of 0 to 9.
_THAI_DIGITS = list("๐๑๒๓๔๕๖๗๘๙")
_ARABIC_DIGITS = list("0123456789")
_CE_YEARS = range(1950, 2200)
_BE_OFFSET = 543
_THOUSANDS = r"^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$"
_ISO_DATE = "%Y-%m-%d"
# Kinds whose cells polars reads as they are written by a program. As `Float64` it would read infinity too.
_PLAIN = (dy.String, dy.Int16, dy.Int64, dy.Decimal, dy.Date)
# What a spreadsheet or a typed file adds to a date that has no time.
_MIDNIGHT = r"[ T]00:00:00(\.0+)?$"


def arabic_digits(text: pl.Expr) -> pl.Expr:
    """The same text with Thai digits as Arabic ones."""
    return text.str.replace_many(_THAI_DIGITS, _ARABIC_DIGITS)


def trimmed(text: pl.Expr) -> pl.Expr:
    """The text without blanks around it; a cell of blanks only is empty."""
    stripped = text.str.strip_chars()
    return pl.when(stripped != "").then(stripped)


def typed(name: str, column: dy.Column) -> pl.Expr:
    """The column `name` of a text frame as the type that its schema declares; null where it cannot be."""
    text = trimmed(pl.col(name))
    convert = next((convert for kind, _, convert in _CONVERSIONS if isinstance(column, kind)), None)
    return (convert(text, column.dtype) if convert else text).alias(name)


def _typed(text: pl.DataFrame, columns: dict[str, dy.Column]) -> pl.DataFrame:
    """The text frame with every column as its type.

    Nearly all columns are plainly written. Only one with a cell that is not is read with all forms in mind, and
    each different text of it once.
    """
    plain = {name: column for name, column in columns.items() if isinstance(column, _PLAIN)}
    frame = text.with_columns(_plainly(name, column) for name, column in plain.items())
    others = [name for name in columns if name not in plain or _lost(text[name], frame[name])]
    return frame.with_columns(_each_once(text[name], columns[name]) for name in others)


def _plainly(name: str, column: dy.Column) -> pl.Expr:
    text = pl.col(name)
    if isinstance(column, dy.String):
        return typed(name, column)
    if isinstance(column, dy.Date):
        return text.str.to_date(_ISO_DATE, strict=False)
    return text.cast(column.dtype, strict=False)


def _each_once(text: pl.Series, column: dy.Column) -> pl.Series:
    cells = text.to_frame("text")
    read = cells.unique().with_columns(typed("text", column).alias("value"))
    values = cells.join(read, on="text", how="left", nulls_equal=True, maintain_order="left")["value"]
    return values.alias(text.name)


def _lost(text: pl.Series, values: pl.Series) -> bool:
    """Whether there are cells with a text and without a value."""
    return values.null_count() > text.null_count()


def _whole(text: pl.Expr, kind: pl.DataType) -> pl.Expr:
    # A spreadsheet writes whole numbers as 2567.0.
    return _plain(text).str.replace(r"\.0+$", "").cast(pl.Int64, strict=False).cast(kind, strict=False)


def _floating(text: pl.Expr, _: pl.DataType) -> pl.Expr:
    value = _plain(text).cast(pl.Float64, strict=False)
    return pl.when(value.is_finite()).then(value)


def _decimal(text: pl.Expr, kind: pl.DataType) -> pl.Expr:
    return _plain(text).cast(kind, strict=False)


def _truth(text: pl.Expr, _: pl.DataType) -> pl.Expr:
    lower = text.str.to_lowercase()
    return pl.when(lower == "true").then(True).when(lower == "false").then(False)


def _date(text: pl.Expr, _: pl.DataType) -> pl.Expr:
    return arabic_digits(text).str.replace(_MIDNIGHT, "").str.to_date(_ISO_DATE, strict=False)


def _list(text: pl.Expr, kind: pl.DataType) -> pl.Expr:
    return arabic_digits(text).str.replace_all(r"\s", "").str.split(";").cast(kind, strict=False)


def _plain(text: pl.Expr) -> pl.Expr:
    """Arabic digits, without commas where these part thousands."""
    digits = arabic_digits(text)
    grouped = digits.str.contains(_THOUSANDS)
    return pl.when(grouped).then(digits.str.replace_all(",", "", literal=True)).otherwise(digits)


# The kind of column, the rule that an unreadable cell breaks, and how its text is read.
_CONVERSIONS: list[tuple[type[dy.Column], str, Callable[[pl.Expr, pl.DataType], pl.Expr]]] = [
    # dataframely's `Integer` is a type of its own, not the base of these.
    (dy.Int16, "not_a_whole_number", _whole),
    (dy.Int64, "not_a_whole_number", _whole),
    (dy.Decimal, "not_a_number", _decimal),
    (dy.Float64, "not_a_number", _floating),
    (dy.Bool, "not_true_or_false", _truth),
    (dy.Date, "not_a_date", _date),
    (dy.List, "not_a_list", _list),
]


def parse(table: Table, text: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """The typed frame of a text frame, without the rows that cannot be read, and what is wrong with those.

    `text` has the columns of the table as text, and `source_id`, `file_name` and `row_no`.
    """
    frame = _typed(text, table.columns)
    problems: list[Problem] = []
    bad_rows: set[int] = set()
    for name, column in table.columns.items():
        for index, value in _unreadable(text, frame, name, column):
            bad_rows.add(index)
            problems.append(_problem(text.row(index, named=True), name, value, column))
    if not bad_rows:
        return frame, problems
    keep = ~pl.int_range(pl.len()).is_in(sorted(bad_rows))
    return frame.filter(keep), problems


def _unreadable(
    text: pl.DataFrame, frame: pl.DataFrame, name: str, column: dy.Column
) -> list[tuple[int, str]]:
    values = frame[name]
    bad = [index for condition in _faults(text[name], values, column) for index in condition.arg_true()]
    return [(index, text[name][index].strip()) for index in sorted(set(bad))]


def _faults(text: pl.Series, values: pl.Series, column: dy.Column) -> Iterator[pl.Series]:
    """For each way in which cells of the column can be unreadable, which are."""
    if _lost(text, values):
        yield values.is_null() & text.to_frame().select(trimmed(pl.col(text.name))).to_series().is_not_null()
    if isinstance(column, dy.List) and values.explode().has_nulls():
        yield values.list.eval(pl.element().is_null()).list.any().fill_null(False)
    if metadata(column)["unit"] == "year_be":
        yield values.is_between(_CE_YEARS.start, _CE_YEARS.stop).fill_null(False)
    if isinstance(column, dy.Date):
        yield (values.dt.year() > _CE_YEARS.stop).fill_null(False)


def _problem(row: dict[str, object], name: str, value: str, column: dy.Column) -> Problem:
    rule, detail = _rule(value, column)
    locator = row.get("locator")
    return Problem(
        rule,
        str(row["source_id"]),
        str(row["file_name"]),
        int(str(row["row_no"])),
        name,
        value,
        str(locator) if locator else None,
        detail,
    )


def _rule(value: str, column: dy.Column) -> tuple[str, tuple[tuple[str, object], ...]]:
    digits = value.translate(str.maketrans("".join(_THAI_DIGITS), "".join(_ARABIC_DIGITS)))
    number = _number(digits)
    if metadata(column)["unit"] == "year_be" and number is not None and number in _CE_YEARS:
        return "ce_year", (("suggestion", int(number) + _BE_OFFSET),)
    if isinstance(column, dy.Date) and (suggestion := _ce_date(digits)):
        return "be_date", (("suggestion", suggestion),)
    if number is not None and (broken := _broken_bound(number, column)):
        return broken
    return next(rule for kind, rule, _ in _CONVERSIONS if isinstance(column, kind)), ()


def _number(digits: str) -> Decimal | None:
    try:
        number = Decimal(digits.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _broken_bound(number: Decimal, column: dy.Column) -> tuple[str, tuple[tuple[str, object], ...]] | None:
    """The bound that a number breaks so far that it does not fit the type of the column."""
    entry = metadata(column)
    if entry["maximum"] is not None and number > entry["maximum"]:
        return "max", (("limit", entry["maximum"]),)
    if entry["minimum"] is not None and number < entry["minimum"]:
        return "min", (("limit", entry["minimum"]),)
    return None


def _ce_date(text: str) -> str | None:
    year, _, rest = text.partition("-")
    if not year.isdigit() or int(year) <= _CE_YEARS.stop:
        return None
    try:
        return date.fromisoformat(f"{int(year) - _BE_OFFSET}-{rest}").isoformat()
    except ValueError:
        return None
