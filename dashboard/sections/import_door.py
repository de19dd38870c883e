"""The one way from the dashboard to etl: what officers fetch, send, accept and take back."""

from collections.abc import Iterable

from dashboard.language import language
from etl.door import (
    BuildError,
    Examination,
    ImportRecord,
    InputError,
    Outcome,
    Placed,
    Problem,
    Unmatched,
    accept,
    examine,
    form_file,
    history,
    marked,
    withdraw,
)

__all__ = [
    "BuildError",
    "Examination",
    "ImportRecord",
    "InputError",
    "Outcome",
    "Placed",
    "Problem",
    "Unmatched",
    "accept",
    "examine",
    "form_file",
    "history",
    "in_language",
    "marked",
    "messages",
    "withdraw",
]


def in_language(item: Problem | Placed, stem: str) -> str:
    """The Thai or English one of a pair of texts such as `message_th` and `message_en`."""
    return str(getattr(item, f"{stem}_{language()}"))


def messages(problems: Iterable[Problem | Placed]) -> list[str]:
    """What is wrong in the language of the reader, each message once."""
    return list(dict.fromkeys(in_language(item, "message") for item in problems))
