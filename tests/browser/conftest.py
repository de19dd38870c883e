"""One server and one Chromium for all browser tests; each test has pages of its own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from visitor import WIDE, Visitor

from etl.load import load
from etl.publish import publish
from tests import serving
from tests.conftest import REFERENCE, SEED_SOURCES
from warehouse.store import Store


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder open a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser of the system; without one the tests skip, in CI they fail."""
    found = serving.chromium()
    if found is None:
        reason = "no Chromium on PATH"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def browser_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the server: a build of one plan alone, and after it the build of all seeds."""
    store = Store(tmp_path_factory.mktemp("browser") / "data" / "warehouse")
    [first] = [folder for folder in SEED_SOURCES if folder.name == "phitsanulok_plan_2565"]
    publish(load(REFERENCE, [first]), store)
    publish(load(REFERENCE, SEED_SOURCES), store)
    return store.folder.parent


@pytest.fixture(scope="session")
def earlier_build(browser_data: Path) -> str:
    """The build before the published one."""
    return Store(browser_data / "warehouse").build_ids()[0]


@pytest.fixture(scope="session")
def server(chromium: str, browser_data: Path) -> Iterator[str]:
    """The address of the dashboard over data that no test changes."""
    with serving.dashboard(browser_data) as (address, _):
        yield address


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=serving.FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """The context that tests share, so that the scripts of the app are fetched once."""
    shared = browser.new_context(accept_downloads=True, locale="th-TH")
    yield shared
    shared.close()


@pytest.fixture
def visit(browser: Browser, context: BrowserContext, server: str) -> Iterator[Callable[..., Visitor]]:
    """Visitors of the dashboard; none may leave with a complaint in console or network."""
    visitors: list[Visitor] = []

    def enter(viewport: dict[str, int] | None = None, *, elsewhere: bool = False) -> Visitor:
        """Come in with a screen of some size; `elsewhere` in a browser context of one's own."""
        where = browser.new_context(locale="th-TH") if elsewhere else context
        visitors.append(Visitor(where, server, viewport or WIDE))
        return visitors[-1]

    yield enter
    # Taken before the pages close: what that breaks off is no failure.
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.page.close()
    assert complaints == []
