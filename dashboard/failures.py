"""What fails: a short message where it stood, with a reference; the detail goes to the log under the same reference.

A part is a card, a section, a tile row or the page itself. One that fails takes nothing of the rest with it.
"""

import logging
import re
import secrets
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from streamlit.errors import FragmentHandledException

from dashboard import address, data, language, logs, navigation
from dashboard.language import t
from warehouse.reader import UnreadableBuild

_LOG = logging.getLogger(__name__)
# Without letters and digits that are taken for each other on the telephone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 8
# Codes, years and the like; anything else may be what someone typed, and is not repeated in a log.
_CODE = re.compile(r"[0-9A-Za-z_,.\-]{1,60}")
_TYPED = ("search",)
_HIDDEN = "…"

Arguments = ParamSpec("Arguments")


@contextmanager
def part(name: str) -> Iterator[None]:
    """A part of a page. What Streamlit itself raises to stop or rerun a page goes on its way."""
    try:
        yield
    except (FragmentHandledException, UnreadableBuild):
        # Of a damaged file every part would fail: the page says so once.
        raise
    except Exception as error:
        _show(report(error, name, _page_of_run(), st.query_params.to_dict()))


def section(draw: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """A function that draws a part of a page and asks for what it needs before its card is there."""

    @wraps(draw)
    def drawn(*args: Arguments.args, **options: Arguments.kwargs) -> None:
        with part(f"{draw.__module__.rpartition('.')[2]}.{draw.__name__}"):
            draw(*args, **options)

    return drawn


def of_script(error: Exception) -> bool:
    """What fails outside every part, such as in the answer to a click; told to Streamlit as shown."""
    _show(report(error, "script", _page_of_run(), st.query_params.to_dict()))
    return True


def of_request(request: Request, error: Exception) -> Response:
    """What fails on an address beside the pages."""
    language.speak(request.query_params.get(language.PARAMETER))
    reference = report(error, "request", request.url.path, request.query_params)
    return PlainTextResponse(t("app.failed", reference=reference), status_code=500)


def report(error: Exception, what: str, page: str, parameters: Mapping[str, str]) -> str:
    """Write the detail into the log and give its reference."""
    reference = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    told = _told(parameters)
    detail = "".join(traceback.format_exception(error))
    for name, value in parameters.items():
        # The database repeats a value that it cannot read; what was typed is not to stand in the log.
        if told.get(name) == _HIDDEN:
            detail = detail.replace(f"'{value}'", f"'{_HIDDEN}'")
    logs.event(
        _LOG,
        "failed",
        logging.ERROR,
        reference=reference,
        part=what,
        page=page,
        build=data.chosen_build(),
        parameters=told,
        error=type(error).__name__,
        traceback=detail,
    )
    return reference


def _told(parameters: Mapping[str, str]) -> dict[str, str]:
    """The filters with their values where these are codes; parameters that the pages do not know are left out."""
    known = {**dict.fromkeys(address.SHARED), **address.BOUND_NAMES}
    return {
        name: value if _CODE.fullmatch(value) and name not in _TYPED else _HIDDEN
        for name, value in parameters.items()
        if name in known and value
    }


def _page_of_run() -> str:
    # From the address: a fragment that runs alone knows no page.
    slug, pages = address.slug(), [page.slug for page in navigation.page_files()]
    return slug if slug in pages else pages[0]


def _show(reference: str) -> None:
    st.error(t("app.part_failed", reference=reference))
