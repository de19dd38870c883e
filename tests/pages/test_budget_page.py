"""The budget page: planned, without money, disbursed and unspent, against sums by hand and against the documents."""

import re
from collections.abc import Callable

import pytest
from screen import Screen

OpenPage = Callable[..., Screen]
country = pytest.mark.usefixtures("country_pages")
FIRST = "5349901"


@country
@pytest.mark.parametrize(
    ("key", "lines"),
    [
        # Worked out in tests/warehouse/test_queries_budget.py from the rules of the made-up country.
        ("total", ["งบตามแผน", "600,000", "บาท · เอกสารระบุงบ 11 จาก 14 โครงการ"]),
        ("without", ["ไม่ใช้งบประมาณ", "21.4 %", "3 โครงการ จาก 14 · ไม่ระบุงบอีก 3"]),
        ("disbursed", ["เบิกจ่าย", "215,000", "บาท จากงบ 400,000 ใน 6 โครงการที่รายงาน"]),
        ("unspent", ["คงเหลือ", "189,000", "บาท จาก 6 ใน 8 โครงการที่มีงบ"]),
        ("over", ["▲ เบิกเกินงบ", "4,000", "บาท ใน 1 โครงการ"]),
    ],
)
def test_tiles_by_hand(open_page: OpenPage, key: str, lines: list[str]) -> None:
    assert open_page("budget", org=FIRST, year=2567, round=12).tile(key) == lines


@country
def test_the_message_and_what_it_is_about(open_page: OpenPage) -> None:
    screen = open_page("budget", org=FIRST, year=2567, round=12)
    # 215 of 400 thousand.
    assert screen.heading == "งบตามแผน 600,000 บาท เบิกจ่ายแล้วร้อยละ 53.8 ของงบที่มีรายงาน"
    assert screen.about == "เทศบาลตำบลตัวอย่างหนึ่ง · ปีงบประมาณ 2567 · รอบ 12 เดือน"


@country
def test_the_charts_in_words(open_page: OpenPage) -> None:
    years, having, spent = open_page("budget", org=FIRST, year=2567, round=12).charts
    # Projects 6 and 12 are planned in even years: 12 with 120,000 baht, 6 with nothing.
    assert years == "บาท: " + ", ".join(
        f"{year} {'600,000' if year % 2 else '720,000'}" for year in range(2563, 2571)
    )
    assert having.endswith("4 ยกระดับกลไกการตรวจสอบ: ไม่ใช้งบ 1")
    assert spent.split("; ")[0].endswith("56,000 / 140,000")
    assert spent.split("; ")[1].endswith("— / 130,000")
    assert spent.split("; ")[2].endswith("0 / 90,000")
    assert spent.split("; ")[-1].endswith("▲ 24,000 / 20,000")


def linked(screen: Screen) -> list[tuple[str, str]]:
    """Address and title of the projects in the table below the chart."""
    found = re.findall(r'class="title_th"[^>]*><a href="(.*?)"[^>]*>(.*?)</a>', screen.html)
    return [(href.replace("&amp;", "&"), title) for href, title in found]


@country
def test_the_projects_lead_to_their_records(open_page: OpenPage) -> None:
    screen = open_page("budget", org=FIRST, year=2567, round=12)
    links = linked(screen)
    assert [re.search(r"project=(\S+?)(?:&|$)", href)[1][-2:] for href, _ in links] == [  # type: ignore[index]
        "14", "13", "09", "08", "07", "04", "03", "02",
    ]  # fmt: skip
    assert all(
        href.startswith("projects?") and "year=2567" in href and "round=12" in href for href, _ in links
    )
    project = re.search(r"project=([^&]+)", links[0][0])[1]  # type: ignore[index]
    assert links[0][1] in open_page("projects", year=2567, round=12, project=project).words


@country
def test_of_many_projects_the_largest_are_shown_and_all_download(open_page: OpenPage) -> None:
    screen = open_page("budget", year=2567, round=12)
    assert len(linked(screen)) == 20
    note, download = "แสดง 20 โครงการที่งบมากที่สุดจาก 91 โครงการ ไฟล์ดาวน์โหลดมีครบ", "ดาวน์โหลด 91 แถว"
    assert note in screen.card("projects")
    assert download in screen.card("projects")


@country
def test_a_dimension_narrows_everything(open_page: OpenPage) -> None:
    screen = open_page("budget", org=FIRST, year=2567, round=12, dimension=2)
    # Of dimension 2: 7, 8 and 9 and 4 have money; 7 states no disbursement.
    assert screen.tile("total")[1] == "280,000"
    assert len(linked(screen)) == 4


@country
def test_a_round_that_is_not_reported_has_no_disbursement(open_page: OpenPage) -> None:
    screen = open_page("budget", org="6349905", year=2567, round=12)
    assert screen.tile("disbursed") == ["เบิกจ่าย", "—", "ยังไม่มีโครงการใดรายงานการเบิกจ่าย"]
    assert screen.tile("unspent")[1] == "—"
    assert screen.heading.endswith("ยังไม่มีรายงานการเบิกจ่าย")
    assert not screen.has("tile-over")


@country
def test_an_organisation_without_plans_says_what_would_fill_it(open_page: OpenPage) -> None:
    screen = open_page("budget", org="5769912")
    assert not screen.app.exception
    assert screen.heading.startswith("ไม่มีโครงการตามแผนของปี")
    assert not screen.charts


def test_the_report_of_2565(open_page: OpenPage) -> None:
    # Document 002: 275,145 baht for five of 38 projects; 28,256.40 + 17,385 + 40,000 + 0 + 3,500 disbursed.
    screen = open_page("budget", org="2650101", year=2565)
    assert screen.tile("total")[1] == "275,145"
    assert screen.tile("disbursed")[1] == "89,141.40"
    assert screen.tile("unspent")[1] == "186,003.60"
    assert screen.tile("without")[1:] == ["86.8 %", "33 โครงการ จาก 38 · ไม่ระบุงบอีก 0"]


def test_no_money_needed_is_not_a_silent_document(open_page: OpenPage) -> None:
    assert open_page("budget", org="5760403", year=2566).heading == "39 โครงการตามแผน ไม่ใช้งบประมาณ"
    silent = open_page("budget", org="5350108", year=2568)
    assert silent.heading == "5 โครงการตามแผน เอกสารไม่ระบุงบประมาณ"
    assert silent.tile("total")[1] == "—"
    assert "ไม่มีปีใดที่เอกสารระบุงบประมาณ" in silent.card("years")
    assert "ไม่ระบุ 5" in " ".join(silent.card("having"))


def test_drafts_are_counted_and_marked(open_page: OpenPage) -> None:
    screen = open_page("budget", org="2650101", year=2566)
    assert screen.about.endswith("รวม 37 โครงการจากร่างแผน")
    assert all(title.startswith("(ร่าง) ") for _, title in linked(screen))
    assert linked(screen)


@country
@pytest.mark.parametrize(
    "wrong",
    [{"year": "x"}, {"org": "nobody", "year": 2567}, {"dimension": 9, "year": 2567}, {"round": "twelve"}],
)
def test_a_wrong_address_takes_its_default(open_page: OpenPage, wrong: dict[str, object]) -> None:
    right = {"year": 2567} if wrong.get("year") == 2567 else {}
    assert open_page("budget", **wrong).heading == open_page("budget", **right).heading


@country
def test_in_english(open_page: OpenPage) -> None:
    screen = open_page("budget", org=FIRST, year=2567, round=12, lang="en")
    assert screen.heading == "600,000 baht planned, 53.8% disbursed of the budgets reported on"
    assert screen.tile("over") == ["▲ Above budget", "4,000", "baht in 1 projects"]
