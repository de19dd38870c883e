"""Signing in and out in a browser, by a real provider: what is seen before, with a role, without one, and after."""

from collections.abc import Iterator
from contextlib import closing

import pytest
import signing_in
from playwright.sync_api import Browser, Page, expect
from serving import dashboard
from visitor import PHONE, WIDE

from warehouse.store import Store

# The machinery of imports takes a moment to load.
LONG = 30_000
OVERVIEW = "/?year=2565&round=12"
LEADING_OUT = f"/?year=2565&round=12&org={signing_in.DET_UDOM}"


@pytest.fixture(scope="module")
def server(chromium: str, seed_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with sign-in over the seeds."""
    with signing_in.provider() as issuer:
        folder = tmp_path_factory.mktemp("sign-in")
        data = signing_in.folder_with_grants(folder, seed_store.folder, issuer)
        with dashboard(data) as (address, _):
            yield address


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a browser that nobody has used before."""
    context = browser.new_context(viewport=request.param, locale="th-TH")
    yield context.new_page()
    context.close()


def _sign_in(page: Page, sub: str) -> None:
    page.get_by_role("button", name="ลงชื่อเข้าใช้ · Sign in").click()
    page.locator("input[name=sub]").fill(sub)
    page.get_by_role("button", name="Authorize").click()


def _sign_out(page: Page) -> None:
    page.get_by_role("button", name="ออกจากระบบ · Sign out").click()
    # The provider asks once more.
    page.locator("form button").first.click()


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_viewer_signs_in_looks_and_signs_out(page: Page, server: str) -> None:
    page.goto(server + OVERVIEW)
    expect(page.locator(".st-key-gate")).to_contain_text("ลงชื่อเข้าใช้เพื่อดูข้อมูล")
    assert page.locator(".st-key-header").count() == 0
    assert _fits(page)
    _sign_in(page, "phitsanulok")
    expect(page.locator(".st-key-header")).to_be_visible()
    page.goto(server + LEADING_OUT)
    expect(page.locator("h1.message")).to_be_visible()
    expect(page.locator(".stApp")).not_to_contain_text("เดชอุดม")
    expect(page.locator(".stApp")).to_contain_text("พิษณุโลก")
    expect(page.locator(".stApp")).not_to_contain_text("นำเข้าข้อมูล")
    page.goto(server + "/import")
    expect(page.locator(".builds")).to_be_visible()
    assert page.locator(".st-key-card-import-send").count() == 0
    assert _fits(page)
    page.goto(server + OVERVIEW)
    page.locator(".st-key-signed-in button").click()
    expect(page.get_by_text("phitsanulok@example.org")).to_be_visible()
    _sign_out(page)
    expect(page.locator(".st-key-gate")).to_contain_text("ลงชื่อเข้าใช้เพื่อดูข้อมูล")
    assert page.request.get(server + "/download/projects.csv").status == 401


@pytest.mark.attack
def test_who_has_no_role_is_told_whom_to_ask(page: Page, server: str) -> None:
    page.goto(server + OVERVIEW)
    _sign_in(page, "nobody")
    gate = page.locator(".st-key-gate")
    expect(gate).to_contain_text("บัญชี nobody@example.org ยังไม่มีสิทธิ์ดูข้อมูล")
    expect(gate).to_contain_text("Ask กองแผนและงบประมาณ โทร. 1234 for one.")
    assert page.locator(".st-key-header").count() == 0
    assert _fits(page)
    _sign_out(page)
    expect(gate).to_contain_text("ลงชื่อเข้าใช้เพื่อดูข้อมูล")


@pytest.mark.attack
def test_a_steward_sends_in_data_for_the_scope_alone(page: Page, server: str) -> None:
    page.goto(server)
    _sign_in(page, "det-udom-steward")
    expect(page.locator(".st-key-header")).to_be_visible()
    page.goto(f"{server}/import?org={signing_in.DET_UDOM}&form_year=2567&form=plan")
    expect(page.locator(".st-key-card-import-form")).to_contain_text("เดชอุดม", timeout=LONG)
    assert page.request.get(f"{server}/form/{signing_in.DET_UDOM}_2567_plan.xlsx").status == 200
    assert page.request.get(f"{server}/form/{signing_in.PHITSANULOK}_2565_12.xlsx").status == 404


@pytest.mark.attack
def test_the_file_of_a_button_is_for_whoever_sees_as_much(browser: Browser, server: str) -> None:
    with browser.new_context(viewport=WIDE, locale="th-TH", accept_downloads=True) as context:
        page = context.new_page()
        page.goto(server)
        _sign_in(page, "phitsanulok")
        expect(page.locator(".st-key-header")).to_be_visible(timeout=LONG)
        page.goto(server + OVERVIEW)
        page.get_by_text("ดูเป็นตาราง").first.click(timeout=LONG)
        button = page.locator(".st-key-picture-dimensions-png button")
        # A button that is made anew between pressing and letting go is not clicked: the run that brings it ends first.
        button.wait_for(timeout=LONG)
        page.locator('.stApp[data-test-script-state="notRunning"]').wait_for(timeout=LONG)
        with page.expect_request(lambda request: "/media/" in request.url, timeout=LONG) as asked:
            button.click(timeout=LONG)
        address = asked.value.url
        assert page.request.get(address).status == 200
        with (
            closing(signing_in.visitor(server)) as nobody,
            closing(signing_in.signed_in(server, "by-claim")) as other,
        ):
            assert (nobody.get(address).status_code, other.get(address).status_code) == (401, 403)
        with closing(signing_in.signed_in(server, "steward")) as steward:
            assert steward.get(address).status_code == 200
