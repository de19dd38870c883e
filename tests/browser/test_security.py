"""What a browser is told and what it keeps to: no other site, no foreign script, no frame; a failure in its place."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import pytest
from playwright.sync_api import Browser, Page, Route, expect
from visitor import WIDE, Visitor

from dashboard import navigation
from tests import serving
from warehouse.store import Store

Visit = Callable[..., Visitor]
NA_NONG_THUM = "org=5361202&year=2564"
FIRST, *OTHERS = navigation.page_files()
ADDRESSES = [f"/{page.slug}?{NA_NONG_THUM}" for page in OTHERS] + [
    f"/?{NA_NONG_THUM}",
    "/?year=2565&round=12&lang=en",
    "/projects?project=2650101-2565-2565-22",
    "/ita?year=2564",
    "/compare?orgs=2650101,4340701&year=2566",
    "/downloads?metric=ita_score",
]
# Vega is what a policy without `eval` could break.
WITH_CHARTS = {
    f"/ita?{NA_NONG_THUM}",
    "/ita?year=2564",
    "/compare?orgs=2650101,4340701&year=2566",
}
# Says that the test runs where there is no network at all, so that it does not go there once more.
WITHOUT_NETWORK = "SUTCHARIT_TEST_WITHOUT_NETWORK"
_ALONE = """
import fcntl, os, socket, struct, sys
# The loopback of a new network is down.
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh", b"lo", 1))
try:
    socket.create_connection(("192.0.2.1", 80), timeout=1)
except OSError:
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *sys.argv[1:]])
sys.exit("there is a way out")
"""


@pytest.fixture
def walled(browser: Browser, server: str) -> Iterator[tuple[Visitor, list[str]]]:
    """A visitor whose browser reaches the server and nothing else, and the addresses it wanted elsewhere."""
    context, wanted = browser.new_context(locale="th-TH"), []

    def only_here(route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(server).netloc:
            route.continue_()
        else:
            wanted.append(route.request.url)
            route.abort()

    context.route(re.compile("^https?:"), only_here)
    yield Visitor(context, server, WIDE), wanted
    context.close()


def _use(page: Page) -> None:
    """Unfold what a page hides: charts as tables, menus."""
    for fold in page.locator("[data-testid=stExpander] summary").all()[:2]:
        fold.click()
    page.locator(".builds > summary").click()
    page.keyboard.press("Escape")


def test_every_page_works_without_another_site_and_within_its_policy(
    walled: tuple[Visitor, list[str]],
) -> None:
    visitor, wanted = walled
    for address in ADDRESSES:
        page = visitor.open(address)
        expect(page.locator("h1.message")).to_have_count(1)
        if address in WITH_CHARTS:
            chart = page.locator("[data-testid=stVegaLiteChart]").locator("canvas, svg.marks")
            expect(chart.first).to_be_visible()
        _use(page)
    assert wanted == []
    # A breach of the policy is an error in the console.
    assert visitor.complaints == []


def test_every_page_works_where_there_is_no_network() -> None:
    if os.environ.get(WITHOUT_NETWORK):
        pytest.skip("this is there")
    allowed = (
        shutil.which("unshare") and not subprocess.run(["unshare", "-rn", "true"], check=False).returncode
    )
    if not allowed:
        pytest.skip("the system allows no network of one's own")
    test = f"{__file__}::{test_every_page_works_without_another_site_and_within_its_policy.__name__}"
    command = ["unshare", "-rn", sys.executable, "-c", _ALONE, test, "-p", "no:xdist"]
    ended = subprocess.run(
        command,
        cwd=serving.PROJECT,
        env=os.environ | {WITHOUT_NETWORK: "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "1 passed" in ended.stdout


@pytest.mark.attack
def test_a_script_that_is_not_ours_does_not_run(browser: Browser, server: str) -> None:
    context = browser.new_context()
    page = Visitor(context, server, WIDE).open("/")
    page.evaluate(
        """() => { const s = document.createElement("script"); s.textContent = "window.foreign = 1";
        document.body.append(s); document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='foreign = 1'>") }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.foreign") is None
    # Ours does: a link changes the page in place.
    assert page.evaluate("window.followsLinks") is True
    context.close()


def test_a_failure_stands_where_the_part_stood(browser: Browser, browser_data: Path, tmp_path: Path) -> None:
    store = Store(shutil.copytree(browser_data, tmp_path / "data") / "warehouse")
    with duckdb.connect(str(store.current_path())) as connection:
        connection.execute("drop table mart.ita_national")
    context = browser.new_context(locale="th-TH")
    with serving.dashboard(store.folder.parent, may_fail=True) as (server, _):
        page = Visitor(context, server, WIDE).open(f"/ita?{NA_NONG_THUM}&lang=en")
        # The line of national means in the trend, and the card of them: each part is told of by itself.
        messages = page.locator("[data-testid=stAlert]")
        expect(messages).to_have_count(2)
        words = messages.all_inner_texts()
        assert all(text.startswith("This part cannot be shown now") for text in words)
        assert len({re.search(r"[2-9A-HJKMNP-Z]{8}$", text.strip())[0] for text in words}) == 2
        expect(page.locator(".st-key-card-indicators h2")).to_be_visible()
        expect(page.locator("h1.message")).to_be_visible()
        context.close()


def test_the_log_has_lines_of_json(
    browser: Browser, browser_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUTCHARIT_LOG_FORMAT", "json")
    context = browser.new_context()
    with serving.dashboard(browser_data) as (server, process):
        Visitor(context, server, WIDE).open("/projects?year=2565&search=secretword")
        context.request.get(f"{server}/download/projects.csv?year=2565&search=secretword")
        text = Path(f"/proc/{process}/fd/2").read_text(encoding="utf-8")
        context.close()
    told = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    [page, *_] = [line for line in told if line["event"] == "page"]
    assert {"page": "projects", "language": "th", "outcome": "done"}.items() <= page.items()
    assert page["queries"] > 0 < page["ms"]
    [file] = [line for line in told if line["event"] == "file"]
    assert (file["path"], file["status"]) == ("/download/projects.csv", 200)
    assert file["bytes"] > 0
    assert "secretword" not in text
