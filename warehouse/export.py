"""The one CSV exporter, for pages and the command line."""

import re
from collections import Counter
from collections.abc import Mapping

import polars as pl

# A spreadsheet takes a text that begins so for a formula; an apostrophe keeps it text.
_FORMULA_START = r"^[=+\-@\t\r]"
_NOT_ASCII = re.compile(r"[^a-z0-9]+")


def csv_bytes(frame: pl.DataFrame, headings: Mapping[str, str] | None = None) -> bytes:
    """All rows of `frame` as UTF-8 with a byte order mark, so that a spreadsheet shows Thai.

    Texts that look like formulas get a leading apostrophe, numbers stay numbers, lists are joined by `;`.
    `headings` are written instead of the column names.
    """
    flat = frame.with_columns(
        pl.col(name).cast(pl.List(pl.String)).list.join(";")
        for name, kind in frame.schema.items()
        if isinstance(kind, pl.List)
    )
    guarded = flat.with_columns(_guarded(name) for name, kind in flat.schema.items() if kind == pl.String)
    return guarded.rename(_labels(guarded.columns, headings or {})).write_csv(include_bom=True).encode()


def csv_name(table: str, fiscal_year: int | None, scope: str | None, build_id: str, rows: int) -> str:
    """An ASCII file name that says what is inside: `projects_fy2565_2650101_build20261120_38rows.csv`."""
    parts = [
        table,
        f"fy{fiscal_year}" if fiscal_year else "all-years",
        scope or "all",
        f"build{build_id[:8]}",
        f"{rows}rows",
    ]
    return "_".join(_NOT_ASCII.sub("-", part.lower()).strip("-") for part in parts) + ".csv"


def _labels(columns: list[str], headings: Mapping[str, str]) -> dict[str, str]:
    """Column name -> heading; two columns of one heading are told apart by their names."""
    times = Counter(headings.get(name, name) for name in columns)
    labels = {name: headings.get(name, name) for name in columns}
    told_apart = {name: label if times[label] == 1 else f"{label} ({name})" for name, label in labels.items()}
    return {
        name: f"'{label}" if re.match(_FORMULA_START, label) else label for name, label in told_apart.items()
    }


def _guarded(name: str) -> pl.Expr:
    text = pl.col(name)
    is_formula = text.str.contains(_FORMULA_START)
    return pl.when(is_formula).then(pl.concat_str(pl.lit("'"), text)).otherwise(text).alias(name)
