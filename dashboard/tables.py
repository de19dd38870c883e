"""Rows as a table that wraps its text, with the download of exactly these rows."""

from collections.abc import Mapping
from decimal import Decimal
from html import escape
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from dashboard import address, formats
from dashboard.data import ask, build_id
from dashboard.filters import Filters
from dashboard.language import THAI, language, local, t
from warehouse.export import csv_bytes, csv_name


def table(rows: pl.DataFrame, links: Mapping[int, Mapping[str, object]] | None = None) -> None:
    """Rows as a table that wraps its text, and on a phone as one card a row.

    `links` has for a row the parameters of the address that its `title_th` or first text leads to.
    """
    headings = column_headings(rows.columns)
    linked = next((name for name in rows.columns if name.startswith("title_")), rows.columns[0])
    head = "".join(
        f'<th scope="col" class="{_alignment(kind)}">{escape(headings[name])}</th>'
        for name, kind in rows.schema.items()
    )
    body = "".join(
        "<tr>"
        + "".join(
            _cell(
                f"{_alignment(rows.schema[name])} {name}",
                headings[name],
                _shown(name, value),
                (links or {}).get(index) if name == linked else None,
            )
            for name, value in entry.items()
        )
        + "</tr>"
        for index, entry in enumerate(rows.iter_rows(named=True))
    )
    st.html(f'<table class="rows"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def table_view(key: str, rows: pl.DataFrame, filters: Filters) -> None:
    """The numbers of a chart as a table, opened on demand, with its download."""
    with st.expander(t("chart.as_table"), key=f"table-{key}"):
        table(rows)
        download(key, rows, filters)


def download(table: str, rows: pl.DataFrame, filters: Filters) -> None:
    """A button that gives exactly these rows as CSV, headed in the language of the reader."""
    name = csv_name(table, filters.fiscal_year, filters.scope_name, build_id(), rows.height)
    st.download_button(
        t("table.download", rows=formats.count(rows.height)),
        csv_bytes(rows, column_headings(rows.columns)),
        name,
        "text/csv",
        key=f"download-{table}",
        on_click="ignore",
        icon=":material/download:",
    )


def column_headings(columns: list[str]) -> Mapping[str, str]:
    """Column name -> heading in the language of the reader, as the dictionary of the warehouse has it."""
    names = {
        entry["column_name"]: local(entry, "name") for entry in ask("column_names").iter_rows(named=True)
    }
    return {column: names.get(column) or t(f"column.{column}") for column in columns}


def in_language(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows without the columns of the other language."""
    other = "_en" if language() == THAI else "_th"
    return rows.select(name for name in rows.columns if not name.endswith(other))


def _alignment(kind: pl.DataType) -> str:
    return "number" if kind.is_numeric() else ""


def _cell(classes: str, heading: str, shown: str, link: Mapping[str, object] | None) -> str:
    text = escape(shown)
    if link:
        text = f'<a href="?{escape(urlencode(address.with_changes(**link)))}" target="_self">{text}</a>'
    return f'<td class="{classes.strip()}" data-label="{escape(heading)}"><span>{text}</span></td>'


def _shown(name: str, value: object) -> str:
    if value is None or value == "":
        return formats.NOTHING
    if isinstance(value, list):
        return formats.quarters(value)
    if (name.endswith("_baht") or name == "value") and isinstance(value, float | Decimal):
        return formats.baht(value)
    if isinstance(value, float | Decimal):
        return formats.points(value).replace("-", "−")
    if name == "instrument_code":
        return str(value).upper()
    return formats.place(str(value)) if name == "locator" else str(value)
