"""The security headers stand on every answer of the server, Streamlit's own and failures among them."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard import headers
from tests import serving
from warehouse.store import Store

SHELL = Path(streamlit.__file__).parent / "static"
SCRIPT = next((SHELL / "static" / "js").glob("index.*.js")).name
SECURITY = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture(scope="module")
def app(seed_store: Store) -> Iterator[httpx2.Client]:
    """The whole server, as `sutcharit serve` starts it."""
    with (
        serving.dashboard(seed_store.folder.parent) as (address, _),
        httpx2.Client(base_url=address) as client,
    ):
        yield client


def _broken(_: Request) -> Response:
    raise ZeroDivisionError


def _cookie(_: Request) -> Response:
    answer = PlainTextResponse("")
    answer.set_cookie("a", "1")
    return answer


@pytest.fixture
def small() -> Iterator[TestClient]:
    """A small app behind the same headers."""
    app = Starlette(
        routes=[Route("/broken", _broken), Route("/cookie", _cookie)],
        middleware=[Middleware(headers.SecurityHeaders)],
        exception_handlers={Exception: headers.of_failure},
    )
    with TestClient(app, base_url="http://127.0.0.1:8501", raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/projects",
        f"/static/js/{SCRIPT}",
        "/static/js/nothing.js",
        "/_stcore/health",
        "/_stcore/host-config",
        "/healthz",
        "/download/nothing.csv",
        "/form/nothing",
        "/media/nothing.png",
    ],
)
def test_every_answer_has_them(app: httpx2.Client, path: str) -> None:
    answer = app.get(path)
    assert SECURITY.items() <= dict(answer.headers).items()
    assert "camera=()" in answer.headers["permissions-policy"]
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    # Neither scripts of a page nor of another site, nor such as are made from text.
    [scripts] = re.findall(r"script-src ([^;]*);", policy)
    assert re.fullmatch(r"'self'( 'sha256-[0-9A-Za-z+/]{43}=')+", scripts)


def test_nobody_may_command_a_page(app: httpx2.Client) -> None:
    assert app.get("/_stcore/host-config").json()["allowedOrigins"] == []


def test_a_failure_has_them_too_and_a_reference(small: TestClient) -> None:
    answer = small.get("/broken?lang=en")
    assert answer.status_code == 500
    assert re.fullmatch(r"Something went wrong.* [2-9A-HJKMNP-Z]{8}", answer.text)
    assert SECURITY.items() <= dict(answer.headers).items()
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_tls_binds_cookies_and_browser(small: TestClient) -> None:
    plain, secure = small.get("/cookie"), small.get("https://127.0.0.1:8501/cookie")
    assert "strict-transport-security" not in plain.headers
    assert "Secure" not in plain.headers["set-cookie"]
    assert secure.headers["strict-transport-security"] == headers.BEHIND_TLS
    assert secure.headers["set-cookie"].endswith("; Secure")
    assert "connect-src 'self' wss://127.0.0.1:8501;" in secure.headers["content-security-policy"]


@pytest.mark.attack
def test_only_a_trusted_proxy_can_say_that_a_visitor_came_by_tls(
    app: httpx2.Client, small: TestClient, seed_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"x-forwarded-proto": "https"}
    # The machine itself is trusted unless others are named; without the server in front nobody is.
    assert "strict-transport-security" in app.get("/healthz", headers=said).headers
    assert "strict-transport-security" not in small.get("/cookie", headers=said).headers
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "192.0.2.1")
    with serving.dashboard(seed_store.folder.parent) as (address, _):
        answer = httpx2.get(f"{address}/healthz", headers=said)
    assert "strict-transport-security" not in answer.headers


@pytest.mark.attack
@pytest.mark.parametrize("host", ["evil.example; script-src *", "a b", "x'y", "é"])
def test_a_strange_name_does_not_get_into_the_policy(host: str) -> None:
    policy = headers.content_security_policy(host, is_secure=False)
    assert "ws:" not in policy
    assert host not in policy


def test_a_cookie_is_bound_once() -> None:
    cookies = [(b"set-cookie", b"a=1; Path=/"), (b"set-cookie", b"b=2; Secure"), (b"x", b"y")]
    assert list(headers._cookies(cookies, is_secure=True)) == [
        (b"set-cookie", b"a=1; Path=/; Secure"),
        (b"set-cookie", b"b=2; Secure"),
        (b"x", b"y"),
    ]
    assert list(headers._cookies(cookies, is_secure=False)) == cookies


def test_the_server_protects_its_visitors_however_it_is_started() -> None:
    # The file beside the script holds for `streamlit run dashboard/server.py` and so for `sutcharit serve`.
    told = tomllib.loads(
        (Path(headers.__file__).parent / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    )
    assert told["server"]["enableXsrfProtection"] is True
    assert told["server"]["enableCORS"] is True
    assert told["browser"]["gatherUsageStats"] is False


@pytest.mark.attack
def test_a_page_of_another_site_gets_no_socket(app: httpx2.Client) -> None:
    asked = {
        "connection": "upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    assert app.get("/_stcore/stream", headers=asked | {"origin": "https://evil.example"}).status_code == 403
