"""Every page at three widths: nothing runs off the screen, no text is cut off; pictures to look at."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from visitor import PHONE, WIDE, Visitor

from dashboard import navigation

Visit = Callable[..., Visitor]
OUTPUT = Path(__file__).parents[2] / "test-output"
# Tenths of a second that a page has to take its new width.
SETTLING = 20
WIDTHS = {"phone": PHONE, "tablet": {"width": 768, "height": 1024}, "wide": WIDE}
_, *OTHERS = navigation.page_files()
ADDRESSES = [
    "/",
    *[f"/{page.slug}" for page in OTHERS],
    "/?year=2566&org=2650101",
    "/?lang=en",
    "/ita?year=2566",
    "/projects?org=2650101&lang=en",
    "/projects?project=2650101-2565-2565-22",
    "/projects?project=2650101-2566-2570-03&year=2566",
    "/projects?search=zzzz",
    "/import?org=2650101&form_year=2565&form=12",
]
# Elements with words of their own whose words do not fit into them, or that stand outside the screen.
CUT_OFF = """() => {
  const found = [];
  for (const it of document.querySelectorAll('.stApp *')) {
    const texts = [...it.childNodes].filter(node => node.nodeType === 3);
    const words = texts.map(node => node.data.trim()).join('');
    const box = it.getBoundingClientRect();
    const isSeen = it.checkVisibility({visibilityProperty: true, opacityProperty: true});
    if (!words || !box.width || !isSeen) continue;
    if (it.closest('details:not([open]) > :not(summary)')) continue;
    // Words for screen readers alone are clipped to a dot on purpose.
    const style = getComputedStyle(it);
    if (box.width <= 1 || style.clip === 'rect(0px, 0px, 0px, 0px)') continue;
    const hides = style.overflowX !== 'visible' || style.textOverflow === 'ellipsis';
    if (hides && it.scrollWidth > it.clientWidth + 1 && style.overflowX !== 'auto') found.push(words);
    if (box.right > innerWidth + 1 || box.left < -1) found.push('outside: ' + words);
  }
  return found;
}"""


def _picture(path: str, width: str) -> Path:
    name = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "overview"
    return OUTPUT / f"{name}_{width}.png"


@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_is_cut_off(visit: Visit, path: str) -> None:
    """Opened on a phone, then made wider and wider: one load for the three widths."""
    page = visit(PHONE).open(path)
    expect(page.locator("h1.message")).to_be_visible()
    for chart in page.locator('[data-testid="stVegaLiteChart"]').all():
        expect(chart.locator("canvas, svg").first).to_be_visible()
    found = {}
    for width, viewport in WIDTHS.items():
        page.set_viewport_size(viewport)
        page.wait_for_function("wanted => innerWidth === wanted", arg=viewport["width"])
        overhang = _overhang(page)
        found[width] = [f"{overhang} px too wide"] if overhang > 0 else []
        found[width] += page.evaluate(CUT_OFF)
        _take_picture(page, path, width)
    assert found == {"phone": [], "tablet": [], "wide": []}


def _take_picture(page: Page, path: str, width: str) -> None:
    """The whole page: Streamlit scrolls a part of it, so the window is made as high as that part."""
    height = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": WIDTHS[width]["width"], "height": height})
    OUTPUT.mkdir(exist_ok=True)
    page.screenshot(path=_picture(path, width))


def _overhang(page: Page) -> int:
    """How far the page, or the part of it that scrolls, is wider than the screen, when its charts have settled."""
    for _ in range(SETTLING):
        wider = _wider(page)
        if wider <= 0:
            break
        page.wait_for_timeout(100)
    return wider


def _wider(page: Page) -> int:
    return page.evaluate(
        "() => Math.max(document.documentElement.scrollWidth - innerWidth, "
        "...[...document.querySelectorAll('[data-testid=stMain], [data-testid=stAppViewContainer]')]"
        ".map(it => it.scrollWidth - it.clientWidth))"
    )


@pytest.mark.parametrize("path", ["/", "/ita", "/projects?project=2650101-2565-2565-22"])
def test_a_phone_shows_one_column_of_cards(visit: Visit, path: str) -> None:
    page = visit(PHONE).open(path)
    cards = page.locator('[class*="st-key-card-"]')
    expect(cards.first).to_be_visible()
    lefts = {round(box["x"]) for card in cards.all() if (box := card.bounding_box())}
    assert len(lefts) == 1


def test_paper_has_the_figures_and_not_the_controls(visit: Visit) -> None:
    page = visit().open("/?org=2650101")
    page.emulate_media(media="print")
    expect(page.locator(".st-key-filters")).to_be_hidden()
    expect(page.locator(".st-key-header")).to_be_hidden()
    expect(page.locator("h1.message")).to_be_visible()
    expect(page.locator(".st-key-tile-project_completion .value")).to_be_visible()
