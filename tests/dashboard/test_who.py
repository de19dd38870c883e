"""Who sits at the machine: judged by what the server listens to, where a request comes from and whom it asks."""

import getpass

import pytest

from dashboard import who

HOST = {"host": "127.0.0.1:8501"}


@pytest.mark.parametrize("listens_on", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
@pytest.mark.parametrize("visitor", [None, "127.0.0.1", "::1"])
@pytest.mark.parametrize("name", ["127.0.0.1:8501", "localhost:8501", "LocalHost", "[::1]:8501", "[::1]"])
def test_the_person_at_the_machine(listens_on: str, visitor: str | None, name: str) -> None:
    assert who.is_local(listens_on, visitor, {"host": name, "origin": f"http://{name}"})


@pytest.mark.parametrize("listens_on", [None, "", "0.0.0.0", "::", "192.168.1.20", "dashboard.example"])
def test_a_server_that_others_can_reach(listens_on: str | None) -> None:
    assert not who.is_local(listens_on, "127.0.0.1", HOST)


@pytest.mark.parametrize("visitor", ["192.168.1.20", "2001:db8::1", "", "no address"])
def test_a_visitor_from_elsewhere(visitor: str) -> None:
    assert not who.is_local("127.0.0.1", visitor, HOST)


@pytest.mark.parametrize(
    "name",
    ["", "dashboard.example", "dashboard.example:8501", "localhost.example", "127.0.0.1.example", "[", "a b"],
)
def test_a_foreign_name_that_leads_to_this_machine(name: str) -> None:
    assert not who.is_local("127.0.0.1", "127.0.0.1", {"host": name})


@pytest.mark.parametrize("origin", ["http://dashboard.example", "null", ""])
def test_a_page_from_elsewhere_that_asks_through_the_browser_of_this_machine(origin: str) -> None:
    assert not who.is_local("127.0.0.1", "127.0.0.1", {**HOST, "origin": origin})


@pytest.mark.parametrize("name", ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"])
def test_a_request_that_a_proxy_passed_on(name: str) -> None:
    assert not who.is_local("127.0.0.1", "127.0.0.1", {**HOST, name: "127.0.0.1"})


def test_without_a_name_of_the_host_nobody_is_at_the_machine() -> None:
    assert not who.is_local("127.0.0.1", None, {})


def test_the_name_of_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "somchai")
    assert who.name() == "somchai"


def test_a_person_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert who.name() == "?"
