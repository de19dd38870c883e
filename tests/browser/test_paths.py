"""The ways people go through the dashboard: an executive to the line of a document, and two towns side by side."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Download, Page, TimeoutError, expect
from visitor import Visitor

Visit = Callable[..., Visitor]
PHITSANULOK, DET_UDOM = "2650101", "4340701"


def _parameters(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def _path(page: Page) -> str:
    return urlsplit(page.url).path


def _message(page: Page, words: str) -> None:
    # As a list: for a moment the page that one has left stands beside the new one.
    expect(page.locator("h1.message")).to_have_text([words])


def test_from_the_overview_to_the_evidence_and_back(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open(f"/?year=2565&round=12&org={PHITSANULOK}")
    _message(page, "ทำเสร็จ 33 จาก 38 โครงการ แต่เบิกจ่ายได้ร้อยละ 32.4 ของงบ")
    line = page.locator(".st-key-look-in_progress")
    expect(line).to_contain_text("ยังดำเนินการอยู่เมื่อสิ้นปี 3 โครงการ")
    line.get_by_role("link", name="ดูรายการ →").click()

    titles = page.locator("table.rows td.title_th a")
    expect(titles).to_have_count(3)
    assert _path(page) == "/projects"
    assert _parameters(page)["status"] == "in_progress"
    title = titles.first.inner_text()
    titles.first.click()

    _message(page, title)
    visitor.settled()
    evidence = page.locator(".st-key-card-evidence")
    expect(evidence).to_contain_text("002_")
    expect(evidence).to_contain_text("บรรทัด")
    project = _parameters(page)["project"]
    page.get_by_role("link", name="ดูแหล่งข้อมูลนี้ในหน้าหลักฐาน →").click()

    expect(page).to_have_url(re.compile(r"/evidence\?"))
    expect(page.locator("h1.message")).not_to_have_text(title)
    assert "project" not in _parameters(page)
    page.go_back()
    _message(page, title)
    assert _parameters(page)["project"] == project
    visitor.settled()
    page.get_by_role("button", name="กลับไปที่รายการ").click()
    expect(page.locator("table.rows td.title_th a")).to_have_count(3)
    assert _parameters(page)["status"] == "in_progress"


def test_two_organisations_side_by_side(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/")
    page.locator(".st-key-header").get_by_role("link", name="เปรียบเทียบ", exact=True).click()
    expect(page).to_have_url(re.compile("/compare"))
    visitor.settled()
    page.goto(f"{page.url.partition('?')[0]}?orgs={PHITSANULOK},{DET_UDOM}&year=2566")
    visitor.settled()
    main = page.locator("[data-testid=stMain]")
    expect(main).to_contain_text("อบจ.พิษณุโลก")
    expect(main).to_contain_text("ทม.เดชอุดม")
    message = page.locator("h1.message").inner_text()
    other = visit(elsewhere=True).open(page.url)
    _message(other, message)
    assert other.locator("table.rows").first.inner_text() == page.locator("table.rows").first.inner_text()


@pytest.mark.parametrize(
    "path",
    [
        f"/organisation?org={DET_UDOM}&year=2567",
        "/ita?org=5361202&year=2564",
        f"/targets?org={DET_UDOM}&year=2566",
        f"/budget?org={DET_UDOM}&year=2567",
        f"/risk?org={DET_UDOM}&year=2567",
        f"/projects?org={PHITSANULOK}&year=2565&round=12&status=all&search=โครงการ",
        f"/evidence?section=corrections&org={PHITSANULOK}",
        "/downloads?metric=ita_score&lang=en",
    ],
)
def test_an_address_shows_the_same_in_another_browser(visit: Visit, path: str) -> None:
    here, there = visit().open(path), visit(elsewhere=True).open(path)
    expect(there.locator("h1.message")).to_have_text(here.locator("h1.message").inner_text())
    expect(there.locator("p.about").first).to_have_text(here.locator("p.about").first.inner_text())
    tables = here.locator("table").count()
    expect(there.locator("table")).to_have_count(tables)
    if tables:
        assert there.locator("table").first.inner_text() == here.locator("table").first.inner_text()


def test_a_page_as_it_was_reported_on_an_earlier_build(visit: Visit, earlier_build: str) -> None:
    page = visit().open("/?year=2565&round=12")
    latest = page.locator(".builds > summary").inner_text()
    page.locator(".builds > summary").click()
    page.get_by_role("link", name=re.compile("น\\.$")).click()
    expect(page.locator(".st-key-as-reported")).to_contain_text("ตัวเลขตามที่รายงานไว้เมื่อ")
    assert _parameters(page)["build"] == earlier_build
    # The earlier build knew one organisation alone.
    expect(page.locator("p.about")).to_contain_text("1 หน่วยงาน")
    page.get_by_role("link", name="ไปข้อมูลล่าสุด →").click()
    expect(page.locator("p.about")).to_contain_text("5 หน่วยงาน")
    assert "build" not in _parameters(page)
    assert latest == page.locator(".builds > summary").inner_text()


def _picture(page: Page, button: str) -> Download:
    for is_last in (False, False, True):
        try:
            with page.expect_download(timeout=10_000) as waiting:
                page.locator(button).click()
            return waiting.value
        except TimeoutError:
            # A part that is still unfolding can swallow the click; a person would click again.
            if is_last:
                raise
    raise AssertionError


def test_a_chart_leaves_as_a_picture(visit: Visit) -> None:
    page = visit().open(f"/?year=2565&round=12&org={PHITSANULOK}")
    page.get_by_text("ดูเป็นตาราง").first.click()
    for suffix, start in (("png", b"\x89PNG"), ("svg", b"<svg")):
        picture = _picture(page, f".st-key-picture-dimensions-{suffix} button")
        content = picture.path().read_bytes()
        assert content.startswith(start)
        assert picture.suggested_filename == f"dimensions.{suffix}"
    # A blank that may not break stands for some of the blanks in a drawing.
    words = content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "องค์การบริหารส่วนจังหวัดพิษณุโลก" in words
    assert "ข้อมูล ณ" in words
