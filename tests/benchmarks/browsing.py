"""What somebody at a browser waits for: a page that comes, and a filter that is changed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from measure import Measure, median_of
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


def filters(folder: Path, times: int, pages: Sequence[str]) -> list[Measure]:
    """Click to painted for a change of year on each page; the empty name is the overview."""
    with browser() as chromium:
        with serving.page(folder, ONE_BOX) as (address, _):
            floor = _changes(chromium, address, times)
        with serving.dashboard(folder) as (address, _):
            return [
                Measure(
                    f"change of year, {slug or 'overview'}",
                    _changes(chromium, f"{address}/{slug}", times),
                    "s",
                    "≤ 2 ×",
                    floor,
                )
                for slug in pages
            ]


def first_view(folder: Path, times: int) -> Measure:
    """The overview in a browser that has never seen it."""
    with browser() as chromium:
        with serving.page(folder, EMPTY_PAGE) as (address, _):
            floor = median_of(times, lambda: _first(chromium, address))
        with serving.dashboard(folder) as (address, _):
            ours = median_of(times, lambda: _first(chromium, address))
    return Measure("first view of the overview, cold browser", ours, "s", "≤ 1.5 ×", floor)


def _first(chromium: Browser, address: str) -> float:
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script(f"document.addEventListener('DOMContentLoaded', {WATCH})")
    page.goto(address, wait_until="commit")
    page.wait_for_function(IS_STILL, arg=WHOLE_MS)
    took = float(page.evaluate("window.lastChange"))
    context.close()
    return took / 1000


def _changes(chromium: Browser, address: str, times: int) -> float:
    page = chromium.new_page()
    page.goto(address)
    page.locator('[data-testid="stSelectbox"] input').first.wait_for()
    page.evaluate(WATCH)
    page.wait_for_function(IS_STILL, arg=WHOLE_MS)
    took = median_of(times, lambda: _change(page))
    page.close()
    return took


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
