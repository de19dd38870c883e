"""Who looks: the person at this machine, who may send in data, or someone from elsewhere, who may not."""

import getpass
from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import HTTPConnection

from warehouse.home import is_loopback

# What a proxy adds to a request that it passes on: whoever asked may be anywhere.
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def is_at_this_machine() -> bool:
    """Whether whoever looks at this page sits at the machine of the server."""
    address = urlsplit(st.context.url or "").netloc
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    # Only an app that runs without a server has no headers; it knows its address.
    return is_local(_listens_on(), st.context.ip_address, headers or {"host": address})


def asks_at_this_machine(request: HTTPConnection) -> bool:
    """Whether whoever sent this request sits at the machine of the server."""
    visitor = request.client.host if request.client else ""
    return is_local(_listens_on(), visitor, request.headers)


def is_local(listens_on: str | None, visitor: str | None, headers: Mapping[str, str]) -> bool:
    """Whether the server listens to this machine alone and the request came from it and under its name.

    `visitor` is the address that the request came from, None for this machine itself; the names of
    `headers` are in small letters. The name matters because a foreign name may lead to this machine, too:
    then a page from elsewhere asks, through the browser of the one who sits here.
    """
    names = [headers.get("host", "")]
    if "origin" in headers:
        names.append(urlsplit(headers["origin"]).netloc)
    return (
        is_loopback(listens_on or "")
        and (visitor is None or is_loopback(visitor))
        and all(is_loopback(_without_port(name)) for name in names)
        and not any(name in headers for name in _PASSED_ON)
    )


def name() -> str:
    """The name by which the machine knows the person at it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"


def _listens_on() -> str | None:
    address: str | None = st.get_option("server.address")
    return address


def _without_port(name: str) -> str:
    try:
        return urlsplit(f"//{name}").hostname or ""
    except ValueError:
        return ""
