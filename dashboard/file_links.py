"""Links to exactly the rows that a page shows, as CSV, Excel and Parquet."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from dashboard import address, formats
from dashboard.data import build_id
from dashboard.language import t

SUFFIXES = {"csv": "CSV", "xlsx": "Excel", "parquet": "Parquet"}


def show(query: str, row_count: int, parameters: Mapping[str, object]) -> None:
    """Draw the links to the rows of a query.

    `query` names the query that gave the rows, or as `mart/<table>` a table; `parameters` are the filters as
    the address writes them (`year`, `org`, ...). The file holds every column of the query.
    """
    st.html(paragraph(query, row_count, parameters))


def paragraph(query: str, row_count: int, parameters: Mapping[str, object]) -> str:
    """The same as HTML."""
    words = escape(t("table.download", rows=formats.count(row_count)))
    links = html(query, row_count, parameters)
    return f'<p class="downloads" data-query="{query}"><span>{words}</span> {links}</p>'


def html(query: str, row_count: int, parameters: Mapping[str, object]) -> str:
    """The links alone."""
    # Of the build that the page shows, also when another is published before somebody clicks.
    filters = {"lang": address.get("lang"), **parameters, "build": build_id()}
    return " ".join(
        f'<a href="{escape(address.of_download(query, suffix, filters))}" download '
        f'aria-label="{escape(t("table.download_as", rows=formats.count(row_count), format=words))}">{words}</a>'
        for suffix, words in SUFFIXES.items()
    )
