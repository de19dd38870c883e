"""The log of what goes out beside the pages: each file with its rows, bytes and time, and each refusal."""

import logging
from http import HTTPStatus
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import logs

# Addresses of ours whose every answer is told; of the others only what was refused or failed.
_FILES = ("/download/", "/form/", "/report/")
_REFUSED = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.TOO_MANY_REQUESTS,
}
_LOG = logging.getLogger(__name__)


class AnswersLog:
    """Tells of files and refusals once they are sent. The filters of an address are not repeated."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, and tell of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status, sent = perf_counter(), 0, 0

        async def counted(message: Message) -> None:
            nonlocal status, sent
            status = message.get("status", status)
            sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            is_file = scope["path"].startswith(_FILES)
            is_refused = status in _REFUSED or (is_file and status >= HTTPStatus.BAD_REQUEST)
            if is_file or is_refused:
                logs.event(
                    _LOG,
                    "refused" if is_refused else "file",
                    path=scope["path"],
                    status=status,
                    rows=scope.get("state", {}).get("rows"),
                    bytes=sent,
                    ms=round((perf_counter() - begun) * 1000, 1),
                )
