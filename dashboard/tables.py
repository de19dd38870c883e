"""Rows as a table that wraps its text."""

from collections.abc import Mapping
from decimal import Decimal
from html import escape
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from dashboard import address, formats
from dashboard.data import ask, seen_key
from dashboard.language import THAI, language, local, t, texts
from dashboard.memory import Memory, in_full

# Marks a row whose `value` is a count too small to be shown to the reader.
WITHHELD = "is_withheld"
# Figures in any unit, of which a whole number shows no decimals.
_VALUES = ("value", "sum_value", "least_value", "greatest_value")
_YEARS = (
    "fiscal_year",
    "first_fiscal_year",
    "last_fiscal_year",
    "target_fiscal_year",
    "baseline_fiscal_year",
)

Links = Mapping[int, Mapping[str, object]]

# Letters of tables that are kept: most of a page stays as it is at a click, and many look at the same.
_MOST_LETTERS = 20_000_000
_drawn: Memory[str] = Memory(_MOST_LETTERS, len, of_builds=True)


def table(rows: pl.DataFrame, links: Links | None = None, page: str = "", linked: str = "") -> None:
    """Rows as a table that wraps its text, and on a phone as one card a row.

    `links` has for a row the parameters of the address that its `title_th` or first text, or the
    column `linked`, leads to, on this page or on the page whose slug is given.
    """
    st.html(html(rows, links, page, linked))


def html(
    rows: pl.DataFrame,
    links: Links | None = None,
    page: str = "",
    linked: str = "",
    below: Mapping[int, str] | None = None,
) -> str:
    """The same as HTML; `below` has for a row the HTML that stands below what is linked."""
    # A link keeps the filters of the address.
    asked = in_full(rows, links, page, linked, below, address.with_changes() if links else None)
    return _drawn.get(
        (seen_key(), language(), asked), lambda: _table(rows, links or {}, page, linked, below or {})
    )


def _table(rows: pl.DataFrame, links: Links, page: str, linked: str, below: Mapping[int, str]) -> str:
    withheld = rows[WITHHELD].to_list() if WITHHELD in rows.columns else []
    rows = rows.drop(WITHHELD, strict=False)
    few = formats.count_with_few(None, 1)
    headings = column_headings(rows.columns)
    titles = [name for name in rows.columns if name.startswith("title_")]
    linked = linked or [*titles, *rows.columns][0]
    kinds = {name: f"{_alignment(name, kind)} {name}" for name, kind in rows.schema.items()}
    head = "".join(
        f'<th scope="col" class="{_alignment(name, kind)}">{escape(headings[name])}</th>'
        for name, kind in rows.schema.items()
    )
    body = "".join(
        "<tr>"
        + "".join(
            _cell(
                kinds[name],
                headings[name],
                few if name == "value" and withheld and withheld[index] else _shown(name, value),
                *((_target(page, links.get(index)), below.get(index, "")) if name == linked else ()),
            )
            for name, value in entry.items()
        )
        + "</tr>"
        for index, entry in enumerate(rows.iter_rows(named=True))
    )
    return f'<table class="rows"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def column_headings(columns: list[str], *, of_page: bool = True) -> dict[str, str]:
    """Column name -> heading in the language of the reader, as the dictionary of the warehouse has it.

    On a page every column has a heading; of a whole file one that has none keeps its name.
    """
    names = _names.get((seen_key(), language()), _column_names)
    known = texts(language())

    def heading(column: str) -> str:
        # A column of one number, such as that of an indicator, is called by it.
        keeps_its_name = column.isdigit() or not (of_page or f"column.{column}" in known)
        return names.get(column) or (column if keeps_its_name else t(f"column.{column}"))

    return {column: heading(column) for column in columns}


# Some hundred names for each table of a page: worked out once for each build and language.
_names: Memory[dict[str, str]] = Memory(20, of_builds=True)


def _column_names() -> dict[str, str]:
    return {entry["column_name"]: local(entry, "name") for entry in ask("column_names").iter_rows(named=True)}


def in_language(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows without the columns of the other language."""
    other = "_en" if language() == THAI else "_th"
    return rows.select(name for name in rows.columns if not name.endswith(other))


def _alignment(name: str, kind: pl.DataType) -> str:
    return "number" if kind.is_numeric() and name not in _YEARS else ""


def _target(page: str, link: Mapping[str, object] | None) -> str:
    if link is None:
        return ""
    parameters = address.shared_with_changes(**link) if page else address.with_changes(**link)
    return f"{page}?{urlencode(parameters)}"


def _cell(classes: str, heading: str, shown: str, target: str = "", below: str = "") -> str:
    text = formats.with_years(escape(shown)) if classes.strip() in _YEARS else escape(shown)
    if target:
        text = f'<a href="{escape(target)}" target="_self">{text}</a>'
    return f'<td class="{classes.strip()}" data-label="{escape(heading)}">{text}{below}</td>'


def _shown(name: str, value: object) -> str:
    if value is None or value == "":
        return formats.NOTHING
    if isinstance(value, list):
        return formats.quarters(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _shown_number(name, value)
    if name == "instrument_code":
        return str(value).upper()
    return formats.place(str(value)) if name == "locator" else str(value)


def _shown_number(name: str, value: formats.Number) -> str:
    if name in _YEARS:
        return str(value)
    if name.endswith("_share"):
        return f"{formats.percent(value)} %"
    if name.endswith("_baht") or (name in _VALUES and not isinstance(value, int)):
        return formats.baht(value)
    return formats.count(value) if isinstance(value, int) else formats.points(value).replace("-", "−")
