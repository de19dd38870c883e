"""Hostile texts in a real browser: on every page, in menus, tooltips and previews they are texts and nothing else."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from made_up_rules import ORGANISATIONS
from playwright.sync_api import Browser, Dialog, Locator, Page, Request
from visitor import WIDE, Visitor

from dashboard import navigation
from tests import serving
from tests.trust.hostile import STRINGS
from tests.trust.hostile_country import packs, publish_hostile_country
from warehouse.reader import open_current
from warehouse.store import Store

CANARY = (
    "window.hits = []; window.hit = what => { window.hits.push(String(what)) }; window.alert = window.hit;"
)
# Whatever stands in the document and would not, were every text a text: what a string made run, elements that only
# a string names, and words that only Markdown, mathematics or icons would take out of a string.
INJECTED = """() => {
    const told = element => element.outerHTML.slice(0, 300);
    const made = [...document.querySelectorAll(
        "a[href*='javascript:' i], [href*='//127.0.0.1:9/'], [src*='//127.0.0.1:9/'], iframe, object, embed, "
        + "[onerror], [onload], [onmouseover], img[src='x'], .katex, .katex-error, base, meta[http-equiv=refresh]")];
    const dressed = [...document.querySelectorAll(
        "strong, b, em, i, code, del, .stMarkdownColoredText, .stMarkdownBadge, [data-testid=stIconMaterial], "
        + "blockquote, li, h1, h2, h3, th, td")];
    const words = ["bold", "it", "code", "gone", "coloured", "x", "badge", "little", "delete", "over", "go",
        "heading", "list", "quoted", "a", "b"];
    const found = dressed.filter(element => words.includes(element.textContent.trim()));
    return [...window.hits, ...made.map(told), ...found.map(told)];
}"""
SCOPED = ["organisation", "projects", "budget", "evidence", "risk", "ita"]
HOSTILE_THREE = "/compare?orgs=5349901,5349902,5349903&year=2567"
WITH_TOOLTIPS = [f"{HOSTILE_THREE}&section={section}" for section in ("ranks", "indicators", "pairs")]
YEAR = 2567


class Looked:
    """A visitor of the hostile country who keeps what should not have happened."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.happened: list[str] = []
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._asked)

    def open(self, path: str) -> Page:
        page = self.visitor.open(path)
        self.look()
        return page

    def look(self) -> None:
        self.happened += self.page.evaluate(INJECTED)

    def _dialog(self, dialog: Dialog) -> None:
        self.happened.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if (
            address.scheme in ("http", "https", "ws")
            and address.netloc != urlsplit(self.visitor.server).netloc
        ):
            self.happened.append(f"asked for {request.url}")


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return publish_hostile_country(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def hostile_server(chromium: str, hostile_store: Store) -> Iterator[str]:
    assert chromium
    with serving.dashboard(hostile_store.folder.parent) as (address, _):
        yield address


@pytest.fixture
def looked(browser: Browser, hostile_server: str) -> Iterator[Looked]:
    context = browser.new_context(locale="th-TH")
    context.add_init_script(CANARY)
    looked = Looked(Visitor(context, hostile_server, WIDE))
    yield looked
    # A breach of the browser's policy is a complaint: the policy stopped what should not have been there at all.
    happened = [*looked.happened, *looked.visitor.complaints]
    context.close()
    assert happened == []


def as_seen(text: str) -> str:
    """A text without what no eye sees: controls, joiners, and how many blanks stand together."""
    seen = "".join(
        letter
        for letter in text
        if unicodedata.category(letter) not in ("Cf", "Cc") or letter in "\n\t\r\x85"
    )
    return re.sub(r"\s+", " ", seen).strip()


def shown(page: Page) -> str:
    return as_seen(page.locator("body").inner_text())


def unfold(page: Page) -> None:
    """Open what a page hides, so that it is drawn."""
    for fold in page.locator("[data-testid=stExpander] summary").all()[:4]:
        fold.click()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.attack
@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("slug", [page.slug for page in navigation.page_files()])
def test_a_page_of_all_takes_no_text_for_more(slug: str, lang: str, looked: Looked) -> None:
    first = navigation.page_files()[0].slug
    page = looked.open(f"/{'' if slug == first else slug}?year={YEAR}&lang={lang}")
    title = page.title()
    for box in page.locator(".st-key-filter-org [role=combobox]").all():
        box.click()
        page.get_by_role("option").first.wait_for()
        looked.look()
        page.keyboard.press("Escape")
    unfold(page)
    looked.look()
    assert not any(text in title for text in STRINGS)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


@pytest.mark.attack
@pytest.mark.parametrize("number", range(len(ORGANISATIONS)))
def test_the_record_of_an_organisation_shows_each_text_as_it_is(number: int, looked: Looked) -> None:
    code, name = ORGANISATIONS[number].code, packs(len(ORGANISATIONS))[number]
    for slug in SCOPED:
        page = looked.open(f"/{slug}?org={code}&year={YEAR}")
        unfold(page)
        looked.look()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), slug
        if slug == "organisation":
            assert as_seen(name) in shown(page)


@pytest.mark.attack
def test_the_record_of_a_project_shows_each_text_as_it_is(looked: Looked, hostile_store: Store) -> None:
    with closing(open_current(hostile_store)) as warehouse:
        projects = warehouse.sql(
            "select project_id, title_th, responsible_unit from kept.project "
            "qualify row_number() over (partition by title_th order by project_id) = 1"
        )
    # Some strings are empty without their blanks and marks.
    assert projects.height >= len(STRINGS) - 2
    for project_id, *texts in projects.iter_rows():
        page = looked.open(f"/projects?project={project_id}&year={YEAR}")
        seen = shown(page)
        assert [text for text in texts if as_seen(text) not in seen] == []


@pytest.mark.attack
def test_what_is_wrong_with_a_file_that_is_sent_is_shown_as_text(looked: Looked, tmp_path: Path) -> None:
    """Each text as a code, where it is repeated with what is wrong; and as the name of the file."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["project_id", "fiscal_year", "report_round", "status_code", "disbursed_baht"])
    project = f"{ORGANISATIONS[0].code}-2566-2570-01"
    writer.writerows([project, YEAR, 12, text, text] for text in STRINGS if len(text) < 1_000)
    path = tmp_path / "<img src=x onerror=hit(1)> [a](javascript:hit(1)) :material:delete: **bold**.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    page = looked.open("/import?lang=en")
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(path)
    page.locator(".st-key-look-import-found").wait_for()
    unfold(page)
    looked.look()
    assert "<script>window.hit('script')</script>" in shown(page)


@pytest.mark.attack
@pytest.mark.parametrize("address", WITH_TOOLTIPS)
def test_a_tooltip_of_a_chart_shows_a_text(address: str, looked: Looked) -> None:
    page = looked.open(address)
    told: set[str] = set()
    for chart in page.locator("[data-testid=stVegaLiteChart]").all():
        for _ in _points_on(page, chart):
            tip = page.locator("#vg-tooltip-element.visible")
            if tip.count():
                told.add(as_seen(tip.inner_text()))
                looked.look()
    assert any(as_seen(text)[:20] in words for words in told for text in STRINGS if len(text) > 20), told


def _points_on(page: Page, chart: Locator) -> Iterator[None]:
    """Point at a chart here and there."""
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box
    for down in range(1, 12):
        for across in range(1, 16):
            page.mouse.move(box["x"] + box["width"] * across / 16, box["y"] + box["height"] * down / 12)
            # The tooltip comes with what is painted next.
            page.evaluate(
                "new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)))"
            )
            yield
