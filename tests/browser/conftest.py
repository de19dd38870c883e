"""One server and one Chromium for all browser tests; each test has a context of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright

from warehouse.home import DATA_VARIABLE
from warehouse.store import Store

PROJECT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
START_SECONDS = 60
# Streamlit asks for these two below the address of a sub-page that is opened directly, before it asks at the
# root, and the browser writes each 404 into the console. Nothing else is overlooked.
PROBES = ("/_stcore/health", "/_stcore/host-config")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder open a browser; one worker runs them all, for one server serves them all."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser of the system; without one the tests skip, in CI they fail."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        reason = "no Chromium on PATH"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def server(chromium: str, seed_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard as `sutcharit serve` shows it, over data of its own."""
    folder = tmp_path_factory.mktemp("browser")
    shutil.copytree(seed_store.folder, folder / "data" / "warehouse")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from etl.command import main; main()", "serve", "--port", str(port)]
    environment = os.environ | {DATA_VARIABLE: str(folder / "data"), "PYTHONPATH": str(PROJECT)}
    with (folder / "server.log").open("wb") as log:
        # A group of its own, so that Streamlit ends with the command that started it.
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, folder / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, 15)
            process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(address, timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


class Visitor:
    """One browser context: what it opens, and what its console and its requests complained of."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.server = server
        self.complaints: list[str] = []
        self.page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)

    def open(self, path: str = "/") -> Page:
        """Open an address of the dashboard and wait until the page is drawn."""
        self.page.goto(path if path.startswith("http") else self.server + path)
        return self.settled()

    def settled(self) -> Page:
        """Wait until Streamlit has finished the run."""
        self.page.locator('.stApp[data-test-script-state="notRunning"]').wait_for()
        self.page.locator(".built").wait_for()
        return self.page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _is_probe(message.location.get("url", "")):
            self.complaints.append(f"{message.type}: {message.text} {message.location.get('url', '')}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not _is_probe(response.url):
            self.complaints.append(f"{response.status} {response.url}")

    def _failed(self, request: Request) -> None:
        self.complaints.append(f"failed: {request.url} {request.failure}")


def _is_probe(address: str) -> bool:
    path = "/" + address.partition("://")[2].partition("/")[2]
    return path.endswith(PROBES) and path not in PROBES


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Callable[..., Visitor]]:
    """Visitors of the dashboard; none may leave with a complaint in console or network."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def enter(viewport: dict[str, int] | None = None) -> Visitor:
        contexts.append(browser.new_context(viewport=viewport or WIDE, accept_downloads=True, locale="th-TH"))
        visitors.append(Visitor(contexts[-1], server))
        return visitors[-1]

    yield enter
    # Taken before the contexts close: what that breaks off is no failure.
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for context in contexts:
        context.close()
    assert complaints == []
