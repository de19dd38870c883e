"""What a reader does: filter, send the address, follow a link and come back, search, read the evidence."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from visitor import PHONE, Visitor

Visit = Callable[..., Visitor]
RECORD = "/projects?project=2650101-2565-2565-22"
SHA256 = "62fd15648a777faad2ab3153111faf90f09679c6d1ffc576d3fb2bd3f48f3e29"


def _parameters(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def _choose(page: Page, name: str, option: str) -> None:
    if name == "org":
        page.locator(".st-key-filter-org button").click()
        page.locator('[data-testid="stPopoverBody"] input').fill(option)
        page.locator(".found a").get_by_text(option).click()
        return
    page.locator(f".st-key-filter-{name} [role=combobox]").click()
    page.get_by_role("option", name=option, exact=True).click()


def _heading(page: Page, text: str) -> None:
    # As a list: for a moment the page that one has left stands beside the new one.
    expect(page.locator("h1.message")).to_have_text([text])


def test_the_overview_opens_in_thai(visit: Visit) -> None:
    page = visit().open("/")
    _heading(page, "ทำเสร็จ 33 จาก 38 โครงการ แต่เบิกจ่ายได้ร้อยละ 32.4 ของงบ")
    expect(page.locator(".st-key-tile-project_completion .value")).to_have_text("86.8%")
    expect(page.locator(".st-key-tile-budget_disbursed .value")).to_have_text("32.4%")
    expect(page.locator(".st-key-tile-report_coverage .value")).to_have_text("94.7%")
    expect(page).to_have_title(re.compile("ภาพรวม|สุจริต"))


@pytest.mark.parametrize(
    ("name", "option", "parameter", "about"),
    [
        ("year", "ปีงบประมาณ 2564", {"year": "2564"}, "ปีงบประมาณ 2564"),
        ("org", "เทศบาลเมืองเดชอุดม", {"org": "4340701"}, "เทศบาลเมืองเดชอุดม"),
        ("province", "พิษณุโลก", {"province": "65"}, "1 หน่วยงาน"),
    ],
)
def test_a_choice_changes_address_and_page(
    visit: Visit, name: str, option: str, parameter: dict[str, str], about: str
) -> None:
    page = visit().open("/")
    _choose(page, name, option)
    expect(page.locator("p.about")).to_contain_text(about)
    expect(page).to_have_url(re.compile(f"{next(iter(parameter))}="))
    assert _parameters(page) == parameter


def test_a_copied_address_shows_the_same_to_another(visit: Visit) -> None:
    page = visit().open("/")
    _choose(page, "org", "องค์การบริหารส่วนจังหวัดพิษณุโลก")
    expect(page.locator("p.about")).to_contain_text("องค์การบริหารส่วนจังหวัดพิษณุโลก")
    page.get_by_role("button", name="คัดลอกลิงก์").click()
    copied = page.locator('[data-testid="stPopoverBody"] code')
    expect(copied).to_contain_text("org=2650101")
    other = visit(elsewhere=True).open(copied.inner_text())
    assert _parameters(other) == {"year": "2565", "round": "12", "org": "2650101"}
    _heading(other, page.locator("h1.message").inner_text())
    assert other.locator(".st-key-tiles").inner_text() == page.locator(".st-key-tiles").inner_text()


def test_back_takes_a_choice_back(visit: Visit) -> None:
    page = visit().open("/")
    _choose(page, "year", "ปีงบประมาณ 2564")
    _heading(page, "คะแนน ITA ปี 2564 ได้ 68.42 คะแนน")
    page.get_by_role("link", name="ดูปี 2565 รอบ 12 เดือน →").first.click()
    expect(page.locator("p.about")).to_contain_text("ปีงบประมาณ 2565")
    page.go_back()
    _heading(page, "คะแนน ITA ปี 2564 ได้ 68.42 คะแนน")


def test_from_what_to_look_at_to_the_record_and_back(visit: Visit) -> None:
    page = visit().open("/?org=2650101")
    line = page.locator(".st-key-look-awaiting_report-2650101-2565-2565-25")
    expect(line).to_contain_text("ยังรอรายงาน: โครงการโรงเรียนสีขาว (หลักสูตรโตไปไม่โกง)")
    line.get_by_role("link", name="ดูโครงการ →").click()
    _heading(page, "โครงการโรงเรียนสีขาว (หลักสูตรโตไปไม่โกง)")
    view = {"org": "2650101", "year": "2565", "round": "12"}
    assert _parameters(page) == {**view, "project": "2650101-2565-2565-25"}
    page.get_by_role("button", name="กลับไปที่รายการ").click()
    _heading(page, "ยังไม่แล้วเสร็จ 5 จาก 38 โครงการ")
    assert _parameters(page) == view


def test_the_pages_keep_the_filters(visit: Visit) -> None:
    page = visit().open("/?year=2566&org=4340701")
    header = page.locator(".st-key-header")
    for name, path, words in [
        ("โครงการ", "/projects", "ยังไม่แล้วเสร็จ 62 จาก 62 โครงการ"),
        ("ITA", "/ita", "ไม่มีผล ITA ปี 2566 ในขอบเขตนี้"),
        ("ภาพรวม", "/", "วางแผน 62 โครงการในปี 2566 ยังไม่มีรายงานรอบ 12 เดือน"),
    ]:
        header.get_by_role("link", name=name, exact=True).click()
        _heading(page, words)
        assert urlsplit(page.url).path == path
        assert _parameters(page) == {"year": "2566", "org": "4340701"}


def test_a_link_of_a_table_does_not_load_the_app_anew(visit: Visit) -> None:
    page = visit().open("/projects?org=2650101")
    _heading(page, "ยังไม่แล้วเสร็จ 5 จาก 38 โครงการ")
    page.evaluate("window.isTheSame = true")
    page.locator(".rows td.title_th a").first.click()
    page.get_by_role("button", name="กลับไปที่รายการ").wait_for()
    assert "project" in _parameters(page)
    page.go_back()
    _heading(page, "ยังไม่แล้วเสร็จ 5 จาก 38 โครงการ")
    assert page.evaluate("window.isTheSame") is True


def test_the_menu_of_a_phone_closes_behind_the_page_it_leads_to(visit: Visit) -> None:
    page = visit(PHONE).open("/?year=2566&org=4340701")
    menu = page.locator(".menu")
    menu.locator("summary").click()
    menu.get_by_role("link", name="โครงการ", exact=True).click()
    _heading(page, "ยังไม่แล้วเสร็จ 62 จาก 62 โครงการ")
    expect(menu.locator("nav")).to_be_hidden()


@pytest.mark.parametrize(
    "closes", [lambda page: page.keyboard.press("Escape"), lambda page: page.mouse.click(5, 700)]
)
def test_what_drops_down_goes_up_again(visit: Visit, closes: Callable[[Page], None]) -> None:
    page = visit().open("/")
    builds = page.locator(".builds")
    builds.locator("summary").click()
    expect(builds.locator("div")).to_be_visible()
    closes(page)
    expect(builds.locator("div")).to_be_hidden()


def test_the_next_page_of_a_list_begins_with_its_first_row(visit: Visit) -> None:
    page = visit().open("/evidence?section=totals&years=all")
    first = page.locator("table.rows tbody tr").first
    before = first.inner_text()
    page.locator(".pager").get_by_role("link", name="ถัดไป").click()
    expect(first).not_to_have_text(before)
    expect(page.locator("table.rows thead")).to_be_in_viewport()


def test_search_and_open_a_project(visit: Visit) -> None:
    page = visit().open("/projects?org=2650101")
    box = page.get_by_role("searchbox").or_(page.locator(".st-key-own-search input"))
    box.first.fill("แผนจัดหาพัสดุ")
    box.first.press("Enter")
    _heading(page, "พบ 1 จาก 38 โครงการ")
    assert _parameters(page) == {"org": "2650101", "search": "แผนจัดหาพัสดุ"}
    page.get_by_role("link", name="กิจกรรมการประกาศเผยแพร่แผนจัดหาพัสดุ").click()
    _heading(page, "กิจกรรมการประกาศเผยแพร่แผนจัดหาพัสดุ")
    assert _parameters(page)["project"] == "2650101-2565-2565-22"


def test_a_record_shows_where_it_comes_from(visit: Visit) -> None:
    page = visit().open(RECORD)
    _heading(page, "กิจกรรมการประกาศเผยแพร่แผนจัดหาพัสดุ")
    printed = page.locator(".correction del")
    expect(printed).to_have_text("กิจกรรมการประกาศเผยแพร่แผนจัดหางาน")
    assert "line-through" in printed.evaluate("it => getComputedStyle(it).textDecorationLine")
    expect(page.locator(".correction ins")).to_have_text("กิจกรรมการประกาศเผยแพร่แผนจัดหาพัสดุ")
    evidence = page.locator(".st-key-card-evidence")
    expect(evidence).to_contain_text("บรรทัด 207")
    expect(evidence).to_contain_text(SHA256)


def test_the_proof_of_a_correction_opens(visit: Visit) -> None:
    page = visit().open(RECORD)
    proof = page.locator(".correction details small")
    expect(proof).to_be_hidden()
    page.locator(".correction summary").click()
    expect(proof).to_be_visible()
    expect(proof).to_contain_text("207")


@pytest.mark.parametrize("path", ["/", "/ita", "/projects", RECORD])
def test_the_language_is_one_click_away(visit: Visit, path: str) -> None:
    page = visit().open(path)
    thai = page.locator("p.about").inner_text()
    page.get_by_role("link", name="English").click()
    expect(page.locator(".builds > summary")).to_have_text(re.compile(r"^Data of "))
    expect(page).to_have_url(re.compile("[?&]lang=en"))
    assert urlsplit(page.url).path == urlsplit(path).path
    page.get_by_role("link", name="ไทย", exact=True).click()
    expect(page.locator(".builds > summary")).to_have_text(re.compile("^ข้อมูล ณ "))
    expect(page).not_to_have_url(re.compile("lang="))
    expect(page.locator("p.about")).to_have_text(thai)


def test_a_chart_can_be_read_as_a_table(visit: Visit) -> None:
    page = visit().open("/?org=2650101")
    rows = page.locator(".st-key-table-dimensions tbody tr")
    expect(rows.first).to_be_hidden()
    page.locator(".st-key-table-dimensions").get_by_text("ดูเป็นตาราง").click()
    expect(rows.first).to_be_visible()
    numbers = [int(text) for text in rows.locator("td.projects").all_inner_texts()]
    assert sum(numbers) == 38


@pytest.mark.parametrize("path", ["/ita?year=2564&org=5361202", "/ita"])
def test_a_chart_has_no_menu_of_its_own(visit: Visit, path: str) -> None:
    page = visit().open(path)
    chart = page.locator('[data-testid="stVegaLiteChart"]').first
    expect(chart).to_be_visible()
    chart.hover()
    for toolbar in page.locator('[data-testid="stElementToolbar"]').all():
        expect(toolbar).to_be_hidden()


@pytest.mark.parametrize("path", ["/budget", "/ita?lang=en"])
def test_every_chart_is_told_in_words(visit: Visit, path: str) -> None:
    page = visit().open(path)
    drawn = '[data-testid="stVegaLiteChart"], .stacked, .columns, .tracks, .rows:has(.track)'
    charts, words = page.locator(drawn), page.locator(".chart-words")
    expect(charts.first).to_be_visible()
    assert words.count() == charts.count()
    for told in words.all_inner_texts():
        assert len(re.findall(r"\d+", told)) >= 2, told


@pytest.mark.parametrize("path", ["/", "/projects"])
def test_tab_reaches_pages_filters_and_links(visit: Visit, path: str) -> None:
    page = visit().open(path)
    reached: list[str] = []
    # Until the brand comes round again.
    while reached.count("สุจริต") < 2 and len(reached) < 80:
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "() => { const it = document.activeElement;"
                "const box = it.closest('[class*=st-key-filter-]');"
                "return box ? [...box.classList].find(name => name.startsWith('st-key-filter-')) "
                ": (it.innerText || it.ariaLabel || '').trim(); }"
            )
        )
    wanted = ["English", "ภาพรวม", "หน่วยงาน", "ITA", "โครงการ", "หลักฐาน", "ดาวน์โหลด"]
    wanted += [f"st-key-filter-{name}" for name in ("year", "round", "province", "type", "org", "dimension")]
    assert [name for name in reached if name in wanted][: len(wanted)] == wanted
    after = reached[reached.index("st-key-filter-dimension") + 1 :]
    assert after[0].startswith("คัดลอกลิงก์")
    last = {"/": "ดูโครงการ →", "/projects": "การประชุมประจำเดือนอย่างสม่ำเสมอ"}[path]
    assert any(last in name for name in after)


def test_a_select_box_works_by_keyboard(visit: Visit) -> None:
    page = visit().open("/")
    page.locator(".st-key-filter-year input").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name="ปีงบประมาณ 2564").wait_for()
    page.keyboard.type("2564")
    page.keyboard.press("Enter")
    _heading(page, "คะแนน ITA ปี 2564 ได้ 68.42 คะแนน")


def test_focus_can_be_seen(visit: Visit) -> None:
    page = visit().open("/")
    link = page.locator(".st-key-header").get_by_role("link", name="ITA", exact=True)
    before = link.evaluate(_LOOKS)
    page.locator(".st-key-header").get_by_role("link", name="เปรียบเทียบ", exact=True).focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    assert link.evaluate(_LOOKS) != before


_LOOKS = (
    "it => { const style = getComputedStyle(it); "
    "return [style.outline, style.boxShadow, style.backgroundColor, style.textDecorationLine].join() }"
)
