"""What somebody at a browser waits for: a page that comes, and a filter that is changed."""

import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from measure import Measure
from playwright.sync_api import Browser, Page, sync_playwright
from servers import EMPTY_PAGE

from tests import serving

# A page of Streamlit with only that select box.
ONE_BOX = (
    'import streamlit as st\n\nst.write(st.selectbox("year", [str(year) for year in range(2561, 2571)]))\n'
)
PAGES = [
    "",
    "organisation",
    "compare",
    "ita",
    "targets",
    "projects",
    "budget",
    "risk",
    "evidence",
    "downloads",
]
# When a page has been still for so long after its run ended, it is painted; the time counts to its last change.
STILL_MS = 200
# While the programs of boxes and charts are on their way a page that comes is still for longer, and not whole.
WHOLE_MS = 1_000
WATCH = """() => {
  window.lastChange = performance.now();
  new MutationObserver(() => { window.lastChange = performance.now(); })
    .observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
}"""
IS_STILL = """still => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
  && performance.now() - window.lastChange > still"""


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=serving.chromium(), args=serving.FLAGS)


def filters(folder: Path, times: int, pages: Sequence[str]) -> Iterator[Measure]:
    """Click to painted for a change of year on each page; the empty name is the overview.

    Floor and page are opened together: a browser is quicker on a page that it has run for a while.
    """
    with _beside(folder, ONE_BOX) as (chromium, floor, address):
        for slug in pages:
            box = _opened(chromium, floor)
            with closing(box), closing(_opened(chromium, f"{address}/{slug}")) as page:
                lowest, ours = _in_turn(times, partial(_change, box), partial(_change, page))
            yield Measure(f"change of year, {slug or 'overview'}", ours, "s", "≤ 2 ×", lowest)


def first_view(folder: Path, times: int) -> Measure:
    """The overview in a browser that has never seen it."""
    with _beside(folder, EMPTY_PAGE) as (chromium, floor, address):
        lowest, ours = _in_turn(times, partial(_first, chromium, floor), partial(_first, chromium, address))
    return Measure("first view of the overview, cold browser", ours, "s", "≤ 1.5 ×", lowest)


@contextmanager
def _beside(folder: Path, text: str) -> Iterator[tuple[Browser, str, str]]:
    """A browser, the address of the least page that there can be, and that of the dashboard."""
    with (
        browser() as chromium,
        serving.page(folder, text) as (floor, _),
        serving.dashboard(folder) as (ours, _),
    ):
        yield chromium, floor, ours


def _in_turn(times: int, floor: Callable[[], float], ours: Callable[[], float]) -> tuple[float, float]:
    """The medians of both, measured in turn: a machine that is slower for a while is so for both."""
    pairs = [(floor(), ours()) for _ in range(times)]
    return statistics.median(low for low, _ in pairs), statistics.median(own for _, own in pairs)


def _first(chromium: Browser, address: str) -> float:
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script(f"document.addEventListener('DOMContentLoaded', {WATCH})")
    page.goto(address, wait_until="commit")
    page.wait_for_function(IS_STILL, arg=WHOLE_MS)
    took = float(page.evaluate("window.lastChange"))
    context.close()
    return took / 1000


def _opened(chromium: Browser, address: str) -> Page:
    """A page that is whole, and watched from then on."""
    page = chromium.new_page()
    page.goto(address)
    page.locator('[data-testid="stSelectbox"] input').first.wait_for()
    page.evaluate(WATCH)
    page.wait_for_function(IS_STILL, arg=WHOLE_MS)
    return page


def _change(page: Page) -> float:
    """Choose the next option in the box of years."""
    page.locator('[data-testid="stSelectbox"] input').first.click()
    options = page.locator('[role="option"]')
    options.first.wait_for()
    chosen = page.locator('[role="option"][aria-selected="true"]').count()
    page.evaluate("window.begun = performance.now()")
    options.nth(1 if chosen and options.first.get_attribute("aria-selected") == "true" else 0).click()
    page.wait_for_function(IS_STILL, arg=STILL_MS)
    return float(page.evaluate("window.lastChange - window.begun")) / 1000
