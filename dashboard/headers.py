"""The security headers of every answer, those of Streamlit's own pages and files among them."""

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import failures, navigation

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # The address of a page has its filters in it; other sites need not know even the name of this one.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Links to a view are copied by a button; nothing else is asked of the machine.
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), "
    "display-capture=(), browsing-topics=(), clipboard-write=(self)",
}
BEHIND_TLS = "max-age=31536000"
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class SecurityHeaders:
    """Adds the headers to each answer, and what TLS adds where the visitor came by it.

    Whether they did is known from the server, which believes a proxy only if it is told to
    (`FORWARDED_ALLOW_IPS`).
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_secure = scope["scheme"] == "https"
        told = _of_visit(scope)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message.get("headers", [])))
                headers.update(told)
                message = {**message, "headers": list(_cookies(headers.raw, is_secure=is_secure))}
            await send(message)

        await self._app(scope, receive, dressed)


def of_failure(request: Request, error: Exception) -> Response:
    """The answer to what fails beside the pages, which goes out past all that stands before the app."""
    answer = failures.of_request(request, error)
    answer.headers.update(_of_visit(request.scope))
    return answer


def _of_visit(scope: Scope) -> dict[str, str]:
    is_secure = scope["scheme"] == "https"
    policy = content_security_policy(Headers(scope=scope).get("host", ""), is_secure=is_secure)
    binding = {"Strict-Transport-Security": BEHIND_TLS} if is_secure else {}
    return {**FIXED, "Content-Security-Policy": policy, **binding}


def content_security_policy(host: str, *, is_secure: bool) -> str:
    """What a page may load: its own server's files, two scripts known by their hash, and no other site.

    Styles of Streamlit are made in the page, so that they cannot be known beforehand.
    """
    scripts = " ".join(f"'sha256-{digest}'" for digest in _known_scripts())
    # Older browsers do not take a socket to one's own server for 'self'.
    socket = f" {'wss' if is_secure else 'ws'}://{host}" if _HOST.fullmatch(host) else ""
    return (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'{socket}; "
        "worker-src 'self' blob:; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )


@cache
def _known_scripts() -> tuple[str, ...]:
    """The hashes of the scripts that stand in the page itself: Streamlit's one line and ours."""
    shell = files("streamlit").joinpath("static", "index.html").read_text(encoding="utf-8")
    scripts = [*_INLINE.findall(shell), navigation.script()]
    return tuple(
        base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
        for script in scripts
    )


def _cookies(headers: list[tuple[bytes, bytes]], *, is_secure: bool) -> Iterator[tuple[bytes, bytes]]:
    """The headers, with cookies for TLS alone where the visitor came by it."""
    for name, value in headers:
        is_open = is_secure and name.lower() == b"set-cookie" and b"; secure" not in value.lower()
        yield name, value + b"; Secure" if is_open else value
