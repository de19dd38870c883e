"""Rows of a report that no warehouse has: a table a page at a time, and the whole list as CSV."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import formats, pager, tables
from dashboard.access import entry
from dashboard.language import t
from warehouse.export import csv_bytes


def show(key: str, rows: pl.DataFrame) -> None:
    """A table of the rows; a long one is turned page by page and can be taken away whole."""
    page = pager.limits(rows.height, key)
    st.html(tables.html(rows.slice(page["row_offset"], page["row_limit"])) + pager.html(rows.height, key))
    headings = tables.column_headings(rows.columns)
    st.download_button(
        t("table.download_as", rows=formats.count(rows.height), format="CSV"),
        partial(csv_bytes, rows, headings),
        entry.name_for_reader(f"{key}.csv"),
        "text/csv",
        key=f"csv-{key}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
