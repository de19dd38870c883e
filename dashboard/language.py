"""Words on the screen: one text file per language, Thai first."""

import tomllib
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any

THAI = "th"
ENGLISH = "en"
PARAMETER = "lang"

# Said once for each run of a page and for each download, which has an address but no page.
_spoken: ContextVar[str | None] = ContextVar("language_spoken", default=None)


def language() -> str:
    """The language that the address asks for; Thai unless it says English."""
    return known(_spoken.get() or _of_address())


def _of_address() -> str | None:
    # A part of a page runs alone when only that part changes; a report has no page, and does without Streamlit.
    import streamlit as st  # noqa: PLC0415

    return st.query_params.get(PARAMETER)


def known(code: str | None) -> str:
    """The language of a code; Thai unless it says English."""
    return ENGLISH if code == ENGLISH else THAI


def speak(code: str | None) -> None:
    """Set the language of what follows, in this run of a page or this request only."""
    _spoken.set(known(code))


def t(key: str, **values: object) -> str:
    """The text of `key`, such as `overview.title`, with its values filled in."""
    return texts(language())[key].format(**values)


def local(row: Mapping[str, Any], stem: str) -> str:
    """The Thai or English one of a pair of columns such as `name_th` and `name_en`."""
    return str(row[f"{stem}_{language()}"] or row[f"{stem}_{THAI}"] or "")


@cache
def texts(code: str) -> dict[str, str]:
    """All texts of a language by their dotted keys."""
    content = files("dashboard").joinpath("text", f"{code}.toml").read_text(encoding="utf-8")
    return dict(_flat("", tomllib.loads(content)))


def _flat(prefix: str, node: Mapping[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in node.items():
        found += _flat(f"{prefix}{name}.", value) if isinstance(value, dict) else [(prefix + name, value)]
    return found
