"""Boxes whose value is the address: a box shows what the address says and writes into it what is chosen.

The address leads: a link, the back button and the box itself all change only the address. What belongs to the
record or the page of a list one has left is taken out of it with every choice.
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from dashboard import address

# The choice that filters nothing; a select box takes None for "nothing chosen yet".
ALL = ""
LEFT_BEHIND = ("project", "page", "rules", *(f"i{number}" for number in range(1, 11)))


def select(
    name: str,
    label: str,
    options: Sequence[Any],
    chosen: Any,
    words: Callable[[Any], str],
    clears: Sequence[str] = (),
) -> None:
    """A select box; `clears` are parameters of the address that make no sense after another choice."""
    key = _shown(name, chosen)
    st.selectbox(
        label,
        options,
        key=key,
        format_func=words,
        on_change=_choose,
        args=(name, options, clears),
        label_visibility="collapsed",
        filter_mode="contains",
    )


def multiselect(
    name: str,
    label: str,
    options: Sequence[str],
    chosen: Sequence[str],
    words: Callable[[str], str],
    most: int | None = None,
) -> None:
    """A box of several choices, in the address parted by commas; `most` is how many may be chosen."""
    key = _shown(name, list(chosen))
    st.multiselect(
        label,
        options,
        key=key,
        format_func=words,
        on_change=_put,
        args=(name,),
        max_selections=most,
        placeholder=label,
        label_visibility="collapsed",
    )


def text(name: str, label: str) -> None:
    """A box for words to search."""
    key = _shown(name, address.get(name) or "")
    st.text_input(
        label,
        key=key,
        type="search",
        on_change=_put,
        args=(name,),
        placeholder=label,
        label_visibility="collapsed",
    )


def toggle(name: str, label: str) -> None:
    """A switch; on stands in the address as 1."""
    key = _shown(name, address.get(name) == "1")
    st.toggle(label, key=key, on_change=_put, args=(name,))


def _shown(name: str, chosen: Any) -> str:
    key = f"filter-{name}"
    st.session_state[key] = chosen
    return key


def _choose(name: str, options: Sequence[Any], clears: Sequence[str]) -> None:
    # What the browser sends before it has got the newest page is no choice of its reader.
    if st.session_state[f"filter-{name}"] in options:
        _put(name, *clears)


def _put(name: str, *clears: str) -> None:
    value = st.session_state[f"filter-{name}"]
    if isinstance(value, list):
        value = ",".join(value)
    elif isinstance(value, bool):
        value = "1" if value else None
    elif isinstance(value, str):
        value = value.strip()
    address.put(**{name: value}, **dict.fromkeys((*clears, *LEFT_BEHIND)))
