"""Words on the screen: one text file per language, Thai first."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st

THAI = "th"
ENGLISH = "en"
PARAMETER = "lang"


def language() -> str:
    """The language that the address asks for; Thai unless it says English."""
    return ENGLISH if st.query_params.get(PARAMETER) == ENGLISH else THAI


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
