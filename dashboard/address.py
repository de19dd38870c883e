"""The address is the state of a page: every filter stands in it, so that a view can be sent to someone."""

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

Parameters = Mapping[str, object]


def get(name: str) -> str | None:
    """One parameter of the address; None when it is absent or empty."""
    return st.query_params.get(name) or None


def whole(name: str) -> int | None:
    """One parameter as a whole number; None when it is none."""
    text = get(name)
    return int(text) if text and text.isascii() and text.isdigit() else None


def put(**parameters: object) -> None:
    """Write parameters into the address; an empty one is taken out."""
    for name, value in parameters.items():
        if value in (None, ""):
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = str(value)


def show() -> None:
    """Put the parameters into the browser's address: a link to the page one is on does not do so by itself."""
    st.query_params.from_dict(st.query_params.to_dict())


def with_changes(**changes: object) -> dict[str, str]:
    """The parameters of the address with some of them changed; an empty one is taken out."""
    merged: dict[str, object] = {**st.query_params.to_dict(), **changes}
    return {name: str(value) for name, value in merged.items() if value not in (None, "")}


def full(parameters: Parameters) -> str:
    """The address of this page with the parameters given, to be sent to someone."""
    base = (st.context.url or "").partition("?")[0]
    return (
        f"{base}?{urlencode({name: value for name, value in parameters.items() if value not in (None, '')})}"
    )
