"""What stands before every request: nothing of the server answers whom it does not know.

The pages and routes ask for themselves, too. What Streamlit serves beside them, such as the files of its own
download buttons, asks nobody; this does.
"""

from http import HTTPStatus
from pathlib import PurePath
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime

from dashboard.access import entry, words
from dashboard.access.entry import Reader, Refusal, Refused
from dashboard.language import ENGLISH, THAI

# Whether the process is up may be asked by anybody.
_OPEN = ("_stcore/health", "healthz", "readyz")
# What has data in it, or tells of those who read it.
_MEDIA = "media/"
_OF_READERS = (_MEDIA, "download/", "form/", "report/")
_OF_STEWARDS = ("_stcore/upload_file", "_stcore/metrics")
_POLICY_VIOLATION = 1008
_STATUS = {
    Refusal.closed: HTTPStatus.FORBIDDEN,
    Refusal.half_configured: HTTPStatus.SERVICE_UNAVAILABLE,
    Refusal.signed_out: HTTPStatus.UNAUTHORIZED,
    Refusal.no_role: HTTPStatus.FORBIDDEN,
}
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Guard:
    """Lets through what may be answered, and answers the rest itself."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "http":
            answer = _refused(HTTPConnection(scope))
            await (answer or self._app)(scope, receive, send)
        elif scope["type"] == "websocket" and _is_strange(HTTPConnection(scope)):
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            await self._app(scope, receive, send)


def refusal(refused: Refused) -> Response:
    """Why nothing is answered, in both languages."""
    said = [words.of(refused, code) for code in (THAI, ENGLISH)]
    return PlainTextResponse("\n".join(said), status_code=_STATUS[refused.refusal], headers=_HEADERS)


def _refused(connection: HTTPConnection) -> Response | None:
    path = _path(connection)
    if path in _OPEN:
        return None
    try:
        reader = entry.of_request(connection)
    except Refused as refused:
        # To sign in one needs the app itself, which shows a button and nothing else.
        is_for_all = refused.refusal in (Refusal.signed_out, Refusal.no_role)
        return None if is_for_all and not path.startswith((*_OF_READERS, *_OF_STEWARDS)) else refusal(refused)
    return None if _may(reader, path) else PlainTextResponse("", HTTPStatus.FORBIDDEN, headers=_HEADERS)


def _may(reader: Reader, path: str) -> bool:
    if path.startswith(_MEDIA):
        made = _made_file(path.removeprefix(_MEDIA))
        return made is None or entry.is_for(reader, made)
    return reader.is_steward or not path.startswith(_OF_STEWARDS)


def _made_file(name: str) -> str | None:
    """The name of a file that a page has made for somebody; None when there is no such file."""
    if not runtime.exists():
        return None
    file = runtime.get_instance().media_file_mgr.read_file(PurePath(name).stem)
    return None if file is None else file.filename or ""


def _is_strange(connection: HTTPConnection) -> bool:
    """Whether a page from elsewhere asks, or somebody to whom the app shows not even a button."""
    origin = connection.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != connection.headers.get("host"):
        return True
    try:
        entry.of_request(connection)
    except Refused as refused:
        return refused.refusal is Refusal.closed
    return False


def _path(connection: HTTPConnection) -> str:
    """The path without the one that all of the server stands under."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    path = str(connection.scope["path"]).lstrip("/")
    return path.removeprefix(f"{base}/") if base else path
