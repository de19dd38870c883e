"""Who is signed in: the claims of OpenID Connect, of a page and of a plain request by the same signed cookie."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import HTTPConnection
from streamlit.auth_util import get_origin_from_redirect_uri, get_secrets_auth_section

# A clock that is a little ahead has not signed anybody in tomorrow.
_CLOCKS_DIFFER = timedelta(minutes=5)

Claims = Mapping[str, Any]


def is_configured() -> bool:
    """Whether Streamlit has the secrets of a provider to sign in with."""
    return bool(get_secrets_auth_section())


def providers() -> list[str | None]:
    """The providers that can be chosen from; None is the one without a name."""
    section = get_secrets_auth_section()
    named = [name for name, value in section.items() if isinstance(value, Mapping) and "client_id" in value]
    return [None] if "client_id" in section else list(named)


def of_page() -> Claims:
    """The claims of whoever looks at this page; none when nobody is signed in."""
    claims: dict[str, Any] = st.user.to_dict()
    return claims if claims.get("is_logged_in") is True else {}


def of_request(connection: HTTPConnection) -> Claims:
    """The claims of whoever sent this request; none when nobody is signed in."""
    # Streamlit's own reading of its cookie: there is no second way to be somebody.
    from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME  # noqa: PLC0415
    from streamlit.web.server.starlette.starlette_websocket import (  # noqa: PLC0415
        _get_signed_cookie_with_chunks,
        _parse_decoded_user_cookie,
    )

    origin = get_origin_from_redirect_uri() or ""
    if not origin or urlsplit(origin).netloc != connection.headers.get("host"):
        return {}
    cookie = _get_signed_cookie_with_chunks(connection.cookies, USER_COOKIE_NAME)
    claims = _parse_decoded_user_cookie(cookie, origin) if cookie else {}
    return claims if claims.get("is_logged_in") is True else {}


def is_fresh(claims: Claims, hours: float) -> bool:
    """Whether the sign-in of these claims still lasts: Streamlit's own cookie would for thirty days."""
    issued = claims.get("iat")
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return False
    age = datetime.now(UTC) - datetime.fromtimestamp(issued, UTC)
    return -_CLOCKS_DIFFER <= age <= timedelta(hours=hours)


def called(claims: Claims) -> str:
    """The name by which the provider knows the person."""
    names = (claims.get(name) for name in ("email", "preferred_username", "name", "sub"))
    return next((name for name in names if isinstance(name, str) and name), "?")
