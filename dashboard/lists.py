"""A list a page at a time: rows, the way to those before and after, what is to be known of them, and all as a file.

Together they are one piece of HTML: each element of Streamlit costs the browser as much as rows of a table.
"""

from collections.abc import Mapping

import streamlit as st

from dashboard import file_links, pager, parts


def show(
    table: str,
    found: int,
    download: tuple[str, Mapping[str, object]],
    *,
    name: str = "page",
    rows: int = pager.PAGE_ROWS,
    notes: tuple[str, ...] = (),
) -> None:
    """A page of a list of `found` rows: its `table` as HTML, or nothing where that stands above.

    `download` is the query of the whole list and its filters as the address writes them; `name` is the page in the
    address, and `rows` its length.
    """
    query, filters = download
    told = "".join(map(parts.noted, notes))
    st.html(f"{table}{pager.html(found, name, rows)}{told}{file_links.paragraph(query, found, filters)}")
