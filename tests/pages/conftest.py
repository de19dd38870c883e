"""The app without a browser, over a copy of the warehouse of the seeds."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from screen import Screen
from streamlit import config

from dashboard import failures, formats
from tests.opening import opened
from warehouse.home import DATA_VARIABLE
from warehouse.store import Store


@pytest.fixture(scope="session")
def seed_data(seed_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a copy of the warehouse of the seeds, made once: the pages only read."""
    folder = tmp_path_factory.mktemp("data")
    shutil.copytree(seed_store.folder, folder / "warehouse")
    return folder


@pytest.fixture(autouse=True)
def _seed_data_is_shown(seed_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(seed_data))


@pytest.fixture(autouse=True)
def _no_failure_is_overlooked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page would tell under a reference breaks its test, unless it asks for `failures_are_shown`."""
    if "failures_are_shown" in request.fixturenames:
        return

    def raised(error: Exception, what: str, *_: object) -> str:
        raise AssertionError(what) from error

    monkeypatch.setattr(failures, "report", raised)


@pytest.fixture
def failures_are_shown() -> None:
    """Failures are told on the page, as visitors see them."""


@pytest.fixture
def listen_on() -> Iterator[Callable[[str | None], None]]:
    """Say on which address the server listens."""
    before = config.get_option("server.address")
    yield lambda address: config.set_option("server.address", address)
    config.set_option("server.address", before)


@pytest.fixture
def come_from(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], None]:
    """Say where the visitor comes from, None being this machine: the app without a browser knows no visitor."""
    return lambda address: monkeypatch.setattr(type(st.context), "ip_address", address)


@pytest.fixture(autouse=True)
def _visitor_at_this_machine(
    listen_on: Callable[[str | None], None], come_from: Callable[[str | None], None]
) -> None:
    """As with `sutcharit serve`, unless a test says otherwise."""
    listen_on("127.0.0.1")
    come_from(None)


@pytest.fixture(scope="session")
def country_data(country_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the warehouse of the made-up country."""
    folder = tmp_path_factory.mktemp("country")
    shutil.copytree(country_store.folder, folder / "warehouse")
    return folder


@pytest.fixture
def country_pages(_seed_data_is_shown: None, country_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages of this test show the made-up country."""
    monkeypatch.setenv(DATA_VARIABLE, str(country_data))


@pytest.fixture
def open_page() -> Callable[..., Screen]:
    """Open a page as its address does: `open_page("projects", org="2650101", lang="en")`."""

    def run(slug: str = "overview", **parameters: object) -> Screen:
        return Screen(opened(slug, parameters))

    return run


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Set the clock of the pages."""
    return lambda day: monkeypatch.setattr(formats, "today", lambda: day)
