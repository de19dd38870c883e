"""A box in which organisations are found: a button, and behind it words to search and the first they are found in.

Of the thousands of organisations a page carries no more than it shows.
"""

import re
from collections.abc import Callable
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, formats
from dashboard.alone import alone
from dashboard.data import ask
from dashboard.language import t
from dashboard.widgets import LEFT_BEHIND

# As many as are seen without scrolling, also on a phone.
MOST = 8
# A pause in typing after which the words are looked for.
_PAUSE = "200ms"

# Streamlit reads the label of a button as Markdown, with colours, icons and formulas of its own.
_MARKS = re.compile(r"([!-/:-@\[-`{-~])")

# What choosing an organisation changes in the address.
Changes = dict[str, object]


def box(
    name: str,
    label: str,
    query: str,
    parameters: dict[str, Any],
    changes: Callable[[dict[str, Any]], Changes],
    everything: tuple[str, Changes] | None = None,
) -> None:
    """The button `label`, and behind it the organisations of a query that takes `search` and `row_limit`.

    `changes` says of a row what choosing it changes in the address; `everything` is a line before them, with what
    it changes.
    """
    # A name is a text, whatever stands in it.
    words = _MARKS.sub(r"\\\1", " ".join(label.split()))
    with st.popover(words, key=f"filter-{name}", width="stretch"):
        _search(name, query, parameters, changes, everything)


@alone
def _search(
    name: str,
    query: str,
    parameters: dict[str, Any],
    changes: Callable[[dict[str, Any]], Changes],
    everything: tuple[str, Changes] | None,
) -> None:
    # Other words for another view: what led to a choice is done with.
    key = f"find-{name}-{address.get(name) or ''}"
    words = st.text_input(
        t("filter.find"),
        key=key,
        type="search",
        live=_PAUSE,
        placeholder=t("filter.find"),
        label_visibility="collapsed",
    )
    rows = ask(query, **parameters, search=(words or "").strip() or None, row_limit=MOST)
    lines = [_line(row, changes(row)) for row in rows.iter_rows(named=True)]
    if everything and not words:
        lines.insert(0, _link(escape(everything[0]), everything[1]))
    st.html(f'<nav class="found">{"".join(lines)}</nav>{_rest(rows)}')


def _line(row: dict[str, Any], changes: Changes) -> str:
    place = escape(f"{row['district_th']} · {row['province_th']}")
    return _link(f"{escape(row['full_name_th'])} <small>{place}</small>", changes)


def _link(words: str, changes: Changes) -> str:
    where = address.query(address.with_changes(**dict.fromkeys(LEFT_BEHIND), **changes))
    return f'<a href="{escape(where)}" target="_self">{words}</a>'


def _rest(rows: pl.DataFrame) -> str:
    if not rows.height:
        return f'<p class="note">{escape(t("organisation.none_found"))}</p>'
    more = int(rows["found_organisations"][0]) - rows.height
    return f'<p class="note">{escape(t("filter.more", count=formats.count(more)))}</p>' if more else ""
