"""Long lists a page at a time: which page the address asks for, and the way to those before and after."""

from math import ceil

import streamlit as st

from dashboard import address, formats, navigation
from dashboard.language import t

PAGE_ROWS = 50


def limits(found: int, name: str = "page") -> dict[str, int]:
    """The rows of the page that the address asks for, as parameters of a query; a wrong page is the nearest."""
    return {"row_limit": PAGE_ROWS, "row_offset": (_number(found, name) - 1) * PAGE_ROWS}


def turn(found: int, name: str = "page") -> None:
    """Which rows are shown of how many, with the way to the pages before and after."""
    if found <= PAGE_ROWS:
        return
    page, slug = _number(found, name), navigation.current().slug
    with st.container(horizontal=True, vertical_alignment="center", key=f"pager-{name}"):
        if page > 1:
            navigation.link(slug, t("table.before"), **{name: page - 1})
        first, last = (page - 1) * PAGE_ROWS + 1, min(page * PAGE_ROWS, found)
        st.html(
            t("table.rows", first=formats.count(first), last=formats.count(last), all=formats.count(found)),
            width="content",
        )
        if last < found:
            navigation.link(slug, t("table.after"), **{name: page + 1})


def _number(found: int, name: str) -> int:
    return min(max(address.whole(name) or 1, 1), max(ceil(found / PAGE_ROWS), 1))
