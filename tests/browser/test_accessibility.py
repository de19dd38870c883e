"""axe-core on every page: nothing serious or critical in what the project draws, by the rules of WCAG 2.2 AA."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from filled_forms import ONE_MORE_COMPLETED, WORKBOOK, filled_in
from playwright.sync_api import Page, expect
from visitor import PHONE, WIDE, Visitor

from dashboard import navigation

Visit = Callable[..., Visitor]
FIRST, *OTHERS = navigation.page_files()
PAGES = ["/", *[f"/{page.slug}" for page in OTHERS]]
VIEWS = [
    *PAGES,
    *[f"{path}?lang=en" for path in PAGES],
    "/?org=2650101&year=2565",
    "/ita?year=2564&org=5361202",
    "/ita?year=2566",
    "/projects?project=2650101-2565-2565-22",
    "/projects?search=zzzz",
    "/downloads?metric=project_completion",
    "/downloads?metric=plan_size&lang=en",
    "/downloads?table=project_year",
    "/downloads?filtered=1&org=2650101",
    "/import?org=2650101&form_year=2565",
]
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
# What Streamlit draws by itself and gives us no handle on. Each entry is as narrow as it can be.
OF_STREAMLIT: dict[str, str] = {}
WORST = ("serious", "critical")


def _unfold(page: Page) -> None:
    """Open every part that is folded away, so that it is looked at as well."""
    folded = page.locator('[data-testid="stExpander"] details:not([open]) > summary')
    for left in range(folded.count(), 0, -1):
        folded.first.click()
        expect(folded).to_have_count(left - 1)
    page.locator('.stApp[data-test-script-state="notRunning"]').wait_for()


def _drawn(page: Page) -> Page:
    expect(page.locator("h1.message")).to_be_visible()
    for chart in page.locator('[data-testid="stVegaLiteChart"]').all():
        expect(chart.locator("canvas, svg").first).to_be_visible()
    return page


def _found(page: Page) -> list[str]:
    """The serious and critical findings, one line for each element."""
    context: dict[str, Any] = {"exclude": [[selector] for selector in OF_STREAMLIT]}
    answer = Axe().run(page, context=context, options=OPTIONS).response
    return [
        f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in answer["violations"]
        if rule["impact"] in WORST
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("path", VIEWS)
def test_nothing_serious_on_a_wide_screen_and_headings_go_down_one_step_at_a_time(
    visit: Visit, path: str
) -> None:
    page = _drawn(visit(WIDE).open(path))
    levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all(
        "all => all.map(it => Number(it.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    _unfold(page)
    assert _found(page) == []


@pytest.mark.parametrize(
    "path", [*PAGES, "/projects?project=2650101-2565-2565-22", "/downloads?metric=ita_score"]
)
def test_nothing_serious_on_a_phone(visit: Visit, path: str) -> None:
    assert _found(_drawn(visit(PHONE).open(path))) == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_serious_in_the_report_of_a_file(visit: Visit, viewport: dict[str, int]) -> None:
    page = _drawn(visit(viewport).open("/import"))
    form = page.request.get(f"{page.url}/../form/2650101_2565_12.xlsx").body()
    content = filled_in(form, {**ONE_MORE_COMPLETED, "คะแนน ITA": {"D2": 91.5, "D3": 191.5}})
    file = {"name": "report.xlsx", "mimeType": WORKBOOK, "buffer": content}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.locator(".st-key-look-import-found").wait_for()
    _unfold(page)
    assert _found(page) == []


@pytest.mark.parametrize(
    ("button", "shown"),
    [
        (".menu > summary", ".menu nav"),
        (".builds > summary", ".builds a"),
        (".st-key-copy-link button", '[data-testid="stPopoverBody"]'),
    ],
)
def test_nothing_serious_in_what_unfolds(visit: Visit, button: str, shown: str) -> None:
    page = _drawn(visit(PHONE).open("/?lang=en"))
    page.locator(button).click()
    page.locator(shown).first.wait_for()
    assert _found(page) == []
