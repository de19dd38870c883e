"""The officer's way in, with real files: a form fetched, filled in, sent, taken in, seen by others, and undone."""

import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from filled_forms import ONE_MORE_COMPLETED, filled_in
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Locator, Page, expect
from visitor import PHONE, WIDE, Visitor

from tests import serving

OVERVIEW = "/?year=2565&round=12&org=2650101"
IMPORT = "/import?org=2650101&form_year=2565&form=12"


@pytest.fixture
def own_server(chromium: str, browser_data: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server over data of this test alone."""
    data = tmp_path / "data"
    shutil.copytree(browser_data, data)
    with serving.dashboard(data) as (address, _):
        yield address


@pytest.fixture
def enter(context: BrowserContext, own_server: str) -> Iterator[Callable[..., Visitor]]:
    """Visitors of that server; none may leave with a complaint in console or network."""
    visitors: list[Visitor] = []

    def come(viewport: dict[str, int] = WIDE) -> Visitor:
        visitors.append(Visitor(context, own_server, viewport))
        return visitors[-1]

    yield come
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.page.close()
    assert complaints == []


def _fetched(page: Page) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name="ดาวน์โหลดแบบ Excel").click()
    assert waiting.value.suggested_filename == "sutcharit_2650101_2565_round12.xlsx"
    return waiting.value.path().read_bytes()


def _send(page: Page, folder: Path, content: bytes, name: str = "รายงาน.xlsx") -> Locator:
    """Choose the file as a person does; the sentence that the report begins with."""
    path = folder / name
    path.write_bytes(content)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="เลือกแฟ้ม").click()
    chooser.value.set_files(path)
    found = page.locator(".st-key-look-import-found")
    found.wait_for()
    return found


def _message(page: Page, start: str) -> None:
    expect(page.locator("h1.message")).to_contain_text(start)


def test_a_filled_form_reaches_every_page_and_undo_takes_it_back(
    enter: Callable[..., Visitor], tmp_path: Path
) -> None:
    reader = enter()
    overview = reader.open(OVERVIEW)
    _message(overview, "ทำเสร็จ 33 จาก 38 โครงการ")
    officer = enter()
    page = officer.open(IMPORT)
    content = filled_in(_fetched(page), ONE_MORE_COMPLETED)

    found = _send(page, tmp_path, content)
    expect(found).to_contain_text("พร้อมนำเข้า: ใหม่ 0 แถว เปลี่ยน 1 แถว เหมือนเดิม 37 แถว")
    row = page.locator(".st-key-card-import-report table.rows tbody tr")
    expect(row).to_have_count(1)
    expect(row.locator("td.import_old")).to_have_text("อยู่ระหว่างดำเนินการ")
    expect(row.locator("td.import_new")).to_have_text("ดำเนินการแล้วเสร็จ")
    expect(row.locator("td.import_place")).to_have_text("รายงานผล ช่อง H8")
    page.get_by_role("link", name="English").click()
    expect(found).to_contain_text("Ready to import: 0 new, 1 changed, 37 unchanged rows")
    page.get_by_role("link", name="ไทย").click()
    expect(found).to_contain_text("พร้อมนำเข้า")

    # An impatient officer: the second click neither loses what the first one did nor does it twice.
    page.get_by_role("button", name="นำเข้า", exact=True).dblclick()
    told = page.locator(".st-key-look-import-told")
    expect(told).to_contain_text("นำเข้าแล้ว: ใหม่ 0 แถว เปลี่ยน 1 แถว เหมือนเดิม 37 แถว", timeout=30_000)
    expect(page.locator(".imported")).to_have_count(1)
    # The other page was open all the time: it shows the new figure at the next click.
    overview.get_by_role("link", name="English").click()
    _message(overview, "34 of 38")

    again = _send(page, tmp_path, content, "the same again.xlsx")
    expect(again).to_contain_text("แฟ้มนี้นำเข้าแล้วเมื่อ")
    expect(page.get_by_role("button", name="นำเข้า", exact=True)).to_have_count(0)

    page.get_by_role("button", name="เลิกนำเข้า").click()
    page.get_by_role("button", name="ยืนยันเลิกนำเข้า").click()
    expect(page.locator(".st-key-look-import-undone")).to_contain_text("เลิกนำเข้าแล้ว", timeout=30_000)
    expect(page.locator(".imported")).to_contain_text("เลิกนำเข้าแล้วเมื่อ")
    overview.get_by_role("link", name="ไทย").click()
    _message(overview, "ทำเสร็จ 33 จาก 38 โครงการ")


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_broken_file_shows_the_cell_and_what_is_wrong(
    enter: Callable[..., Visitor], tmp_path: Path, viewport: dict[str, int]
) -> None:
    page = enter(viewport).open(IMPORT)
    broken = filled_in(_fetched(page), {"รายงานผล": {"I8": "12,3O0"}})
    found = _send(page, tmp_path, broken, "broken.xlsx")
    expect(found).to_contain_text("พบ 1 จุดที่ต้องแก้ จาก 38 แถว")
    row = page.locator(".st-key-card-import-report table.rows").first.locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("ไม่ใช่ตัวเลข")
    expect(row.locator("td.import_place")).to_contain_text("รายงานผล ช่อง I8")
    expect(row.locator("td.import_value")).to_contain_text("12,3O0")
    expect(page.get_by_role("button", name="นำเข้า", exact=True)).to_have_count(0)

    with page.expect_download() as waiting:
        page.get_by_role("button", name="ดาวน์โหลดแฟ้มที่ทำเครื่องหมายจุดที่ต้องแก้ไว้").click()
    assert waiting.value.suggested_filename == "broken_ที่ต้องแก้.xlsx"
    cell = load_workbook(BytesIO(waiting.value.path().read_bytes()))["รายงานผล"]["I8"]
    assert cell.value == "12,3O0"
    assert "ไม่ใช่ตัวเลข" in cell.comment.text


def test_a_folder_is_sent_whole(enter: Callable[..., Visitor], tmp_path: Path) -> None:
    page = enter().open("/import?folder=1")
    folder = Path(__file__).parents[2] / "seeds" / "samran_measures_2568"
    page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(folder)
    found = page.locator(".st-key-look-import-found")
    expect(found).to_contain_text("ข้อมูลในแฟ้มนี้ตรงกับที่มีอยู่แล้ว จึงไม่มีอะไรเปลี่ยน", timeout=30_000)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_box_that_takes_files_speaks_the_language_of_the_page(
    enter: Callable[..., Visitor], lang: str
) -> None:
    page = enter().open(f"/import?lang={lang}")
    name = {"th": "เลือกแฟ้ม", "en": "Choose files"}[lang]
    expect(page.get_by_role("button", name=name)).to_be_visible()
    assert page.locator('[data-testid="stFileUploaderDropzone"]').inner_text().count("per file") == 0


def test_a_public_server_has_no_import_page(browser_data: Path, context: BrowserContext) -> None:
    with serving.dashboard(browser_data, "--host", "0.0.0.0", "--public") as (server, _):
        visitor = Visitor(context, server, WIDE)
        page = visitor.open("/")
        expect(page.locator(".navigation")).to_contain_text("หลักฐาน")
        expect(page.locator(".navigation")).not_to_contain_text("นำเข้าข้อมูล")
        first = page.locator("h1.message").inner_text()
        assert page.request.get(f"{server}/form/2650101_2565_12.xlsx").status == 404
        visitor.open("/import")
        expect(page.locator("h1.message")).to_have_text([first])
        page.close()


def test_what_a_proxy_passes_on_gets_nothing(server: str, context: BrowserContext) -> None:
    path = f"{server}/form/2650101_2565_12.xlsx"
    assert context.request.get(path).status == 200
    assert context.request.get(path, headers={"X-Forwarded-For": "192.168.1.20"}).status == 403
    assert context.request.get(path, headers={"Host": "dashboard.example"}).status == 403
