"""The comparison: who is compared, how they rank, and who does what."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import made_up_rules as rules
import pytest
from screen import Screen, plain

from dashboard import address, formats
from warehouse.reader import Warehouse

OpenPage = Callable[..., Screen]
CODE = rules.CODE
PEERS = {"org": CODE[7], "year": 2567, "round": 12, "peers": "budget", "within": 50}
THREE = {"orgs": f"{CODE[6]},{CODE[1]},{CODE[9]}", "year": 2567, "round": 12}


def table(screen: Screen) -> dict[str, dict[str, str]]:
    """The table of metrics: organisation -> heading -> what its cell says."""
    body = re.search(r'<table class="rows compared">.*?<tbody>(.*?)</tbody>', screen.html, re.DOTALL)
    assert body, "no table of metrics"
    rows = {}
    for row in re.findall(r"<tr.*?>(.*?)</tr>", body[1]):
        first, *cells = re.findall(r"<td(.*?)>(.*?)</td>", row)
        rows[plain(first[1])] = {
            unescape(re.search(r'data-label="(.*?)"', attributes)[1]): " ".join(  # type: ignore[index]
                plain(re.sub(r"<small", " <small", cell)).split()
            )
            for attributes, cell in cells
        }
    return rows


def matrix(screen: Screen) -> dict[int, list[str]]:
    """Standard measure -> the signs of the organisations shown."""
    found = {}
    for body in re.findall(
        r'<table class="matrix">.*?<tbody>(.*?)</tbody>', screen.unfolded().html, re.DOTALL
    ):
        for row in re.findall(r"<tr>(.*?)</tr>", body):
            number = int(re.search(r'<th scope="row">(\d+)\.', row)[1])  # type: ignore[index]
            found[number] = [plain(cell) for cell in re.findall(r"<td data-label=.*?>(.*?)</td>", row)]
    return found


# --- one and its peers


@pytest.mark.parametrize(
    ("lang", "heading", "about"),
    [
        (
            "th",
            "ทต.ตัวอย่างเจ็ด โครงการแล้วเสร็จ 36.4 % อันดับ 5 จาก 5 แห่ง",
            "งบประมาณรายปีต่างจาก 40,000,000 บาทไม่เกิน 50% 7 แห่ง (ในจำนวนนี้ 1 แห่งไม่ทราบงบ"
            " จึงเทียบจำนวนโครงการตามแผน) · ปีงบประมาณ 2567",
        ),
        (
            "en",
            "ทต.ตัวอย่างเจ็ด: Projects completed 36.4 %, rank 5 of 5",
            "Yearly budget within 50% of 40,000,000 baht: 7 organisations (1 of them of unknown budget,"
            " compared by projects planned) · Fiscal year 2567",
        ),
    ],
)
@pytest.mark.usefixtures("country_pages")
def test_peers_by_budget_and_the_rule_in_words(
    open_page: OpenPage, lang: str, heading: str, about: str
) -> None:
    screen = open_page("compare", **PEERS, lang=lang)
    assert (screen.heading, screen.about) == (heading, about)


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({"peers": "type"}, "เทศบาลตำบลทั้งหมด 8 แห่ง"),
        ({"peers": "province"}, "หน่วยงานในจังหวัดชัยภูมิ 3 แห่ง"),
        ({"peers": "region"}, "หน่วยงานในภาคตะวันออกเฉียงเหนือ 8 แห่ง"),
        ({"peers": "region", "same": "1"}, "หน่วยงานในภาคตะวันออกเฉียงเหนือ 6 แห่ง เฉพาะเทศบาลตำบล"),
        ({"within": 10}, "งบประมาณรายปีต่างจาก 40,000,000 บาทไม่เกิน 10% 1 แห่ง"),
        ({"within": 25}, "งบประมาณรายปีต่างจาก 40,000,000 บาทไม่เกิน 25% 3 แห่ง"),
        # What the page does not know it takes as the usual 25 per cent.
        ({"within": 33}, "งบประมาณรายปีต่างจาก 40,000,000 บาทไม่เกิน 25% 3 แห่ง"),
        (
            {"org": CODE[10], "within": 10},
            "ไม่ทราบงบประมาณรายปี จึงใช้จำนวนโครงการตามแผนของปี ต่างกันไม่เกิน 10% 3 แห่ง",
        ),
        # An organisation without a rule is compared with those of its type.
        ({"peers": ""}, "เทศบาลตำบลทั้งหมด 8 แห่ง"),
        ({"peers": "kings"}, "เทศบาลตำบลทั้งหมด 8 แห่ง"),
    ],
)
@pytest.mark.usefixtures("country_pages")
def test_rules_and_what_can_be_set_of_them(
    open_page: OpenPage, changes: dict[str, object], about: str
) -> None:
    screen = open_page("compare", **{**PEERS, **changes})
    assert screen.about == f"{about} · ปีงบประมาณ 2567"


@pytest.mark.usefixtures("country_pages")
def test_the_group_is_ranked_and_those_chosen_of_it_are_shown(open_page: OpenPage) -> None:
    screen = open_page("compare", **PEERS, orgs=CODE[1])
    rows = table(screen)
    assert list(rows) == ["1. ทต.ตัวอย่างเจ็ด", "2. ทต.ตัวอย่างหนึ่ง", "ค่ากลางของกลุ่ม"]
    # 1, 2, 3, 6 and 7 report; 10 of 14 projects of 1 are completed at 12 months of 2567.
    assert rows["2. ทต.ตัวอย่างหนึ่ง"]["โครงการแล้วเสร็จ"] == "71.4 % อันดับ 1 จาก 5 บนสุด 25%"
    assert rows["1. ทต.ตัวอย่างเจ็ด"]["โครงการแล้วเสร็จ"] == "36.4 % อันดับ 5 จาก 5 ล่างสุด 25%"
    assert rows["ค่ากลางของกลุ่ม"]["โครงการแล้วเสร็จ"] == "52.9 % มีข้อมูล 5 แห่ง"
    assert rows["1. ทต.ตัวอย่างเจ็ด"]["คดีทุจริตลดลง"] == "จาก 3 คดีในปีฐาน เหลือ 1 คดี คดีน้อยเกินคิดเป็นร้อยละ"
    assert rows["1. ทต.ตัวอย่างเจ็ด"]["งบประมาณตามแผน"] == "460,000 บาท"
    assert "แสดง 2 จาก 7 แห่งตามที่เลือก" in screen.words
    assert "ไม่จัดอันดับเพราะสูงหรือต่ำไม่ได้บอกว่าดี: งบประมาณตามแผน" in screen.words


@pytest.mark.usefixtures("country_pages")
def test_no_more_than_eight_are_shown_of_a_larger_group(open_page: OpenPage) -> None:
    screen = open_page("compare", org=CODE[10], year=2567, peers="budget", within=100)
    assert len(table(screen)) == 8 + 1
    assert "แสดง 8 จาก 11 แห่ง" in screen.words


# --- by name


@pytest.mark.usefixtures("country_pages")
def test_three_by_name_in_their_order(open_page: OpenPage) -> None:
    screen = open_page("compare", **THREE, metric="ita_score")
    assert screen.heading == (
        f"คะแนน ITA: ทต.ตัวอย่างหนึ่ง สูงสุด {rules.total(1, 2567):.2f} คะแนน "
        f"และ อบจ.ตัวอย่างเก้า ต่ำสุด {rules.total(9, 2567):.2f} คะแนน"
    )
    rows = table(screen)
    assert list(rows)[:3] == ["1. ทต.ตัวอย่างสอง", "2. ทต.ตัวอย่างหนึ่ง", "3. อบจ.ตัวอย่างเก้า"]
    ranks = [row["คะแนน ITA"].split("อันดับ ")[1][:8] for row in list(rows.values())[:3]]
    assert ranks == ["2 จาก 3 ", "1 จาก 3 ", "3 จาก 3 "]
    assert "ยังไม่ได้เลือกหน่วยงาน" not in screen.words


@pytest.mark.usefixtures("country_pages")
def test_two_are_not_ranked_and_it_is_said(open_page: OpenPage) -> None:
    screen = open_page("compare", orgs=f"{CODE[1]},{CODE[2]}", year=2567, round=12)
    cells = [cell for row in table(screen).values() for cell in row.values()]
    assert not [cell for cell in cells if "อันดับ" in cell]
    assert "ไม่จัดอันดับเพราะมีข้อมูลไม่ถึง 3 แห่ง: โครงการแล้วเสร็จ" in screen.words


@pytest.mark.usefixtures("country_pages")
def test_nothing_chosen_shows_the_first_with_data_and_says_how_to_choose(open_page: OpenPage) -> None:
    screen = open_page("compare", year=2567, round=12)
    assert len(table(screen)) == 8 + 1
    assert "ยังไม่ได้เลือกหน่วยงาน จึงแสดง 8 แห่งแรกที่มีข้อมูล" in screen.words
    of_province = open_page("compare", year=2567, round=12, province="36")
    assert list(table(of_province))[:3] == ["1. ทต.ตัวอย่างสอง", "2. ทต.ตัวอย่างเจ็ด", "3. ทต.ตัวอย่างแปด"]


@pytest.mark.usefixtures("country_pages")
def test_two_of_one_name_are_told_apart(open_page: OpenPage) -> None:
    screen = open_page("compare", orgs=f"{CODE[2]},{CODE[6]}", year=2567)
    assert list(table(screen))[:2] == ["1. ทต.ตัวอย่างสอง (อุบลราชธานี)", "2. ทต.ตัวอย่างสอง (ชัยภูมิ)"]


WRONG = [
    {"orgs": "nobody,' or 1=1 --,,"},
    {"orgs": CODE[1]},
    {"orgs": ",".join(CODE.values())},
    {"peers": "budget", "within": "abc", "same": "maybe"},
    {"peers": "name", "org": CODE[12]},
    {"peers": "province", "org": CODE[12]},
    {"peers": "type", "org": CODE[1], "orgs": CODE[9]},
    {"metric": "wealth", "metric_x": "'", "metric_y": ""},
    {"missing": "2", "section": "measures", **THREE},
    {"section": "everything", **THREE},
    {"section": "pairs", "metric_x": "wealth", "metric_y": "'"},
    {"section": "map", "year": 2570},
    {"section": "indicators", "year": 2570},
    {"year": 2561, "orgs": f"{CODE[1]},{CODE[9]}"},
    {"year": 2570, "metric": "ita_score"},
    {"dimension": 2, **THREE},
]


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("parameters", WRONG, ids=str)
@pytest.mark.usefixtures("country_pages")
def test_odd_addresses_show_what_they_can(
    open_page: OpenPage, parameters: dict[str, object], lang: str
) -> None:
    screen = open_page("compare", **parameters, lang=lang)
    assert not screen.app.exception
    assert len(screen.heading) > 5


@pytest.mark.usefixtures("country_pages")
def test_one_alone_asks_for_another(open_page: OpenPage) -> None:
    assert "ยังมีหน่วยงานเดียว" in open_page("compare", orgs=CODE[1], year=2567).words
    alone = open_page("compare", org=CODE[12], peers="province", year=2567)
    assert "ไม่มีหน่วยงานอื่นในกลุ่มนี้" in alone.words
    # Peers that are none of the group are not shown, the nearest are.
    stranger = open_page("compare", org=CODE[1], peers="type", orgs=CODE[9], year=2567)
    assert len(table(stranger)) == 8 + 1


@pytest.mark.usefixtures("country_pages")
def test_each_that_is_shown_can_be_left_out(open_page: OpenPage) -> None:
    screen = open_page("compare", **THREE, section="map")
    left = {link.label: link.parameters["orgs"] for link in screen.choices("chips")}
    assert left == {
        "ทต.ตัวอย่างสอง ✕": f"{CODE[1]},{CODE[9]}",
        "ทต.ตัวอย่างหนึ่ง ✕": f"{CODE[6]},{CODE[9]}",
        "อบจ.ตัวอย่างเก้า ✕": f"{CODE[6]},{CODE[1]}",
    }
    assert {link.parameters["section"] for link in screen.choices("chips")} == {"map"}
    alone = open_page("compare", orgs=CODE[1], year=2567).choices("chips")
    assert ["orgs" in link.parameters for link in alone] == [False]


@pytest.mark.usefixtures("country_pages")
def test_the_sections_lead_to_each_other_without_what_is_of_one_alone(open_page: OpenPage) -> None:
    screen = open_page("compare", **THREE, section="pairs", metric_x="ita_score")
    assert [(link.label, link.parameters.get("section")) for link in screen.choices("sections")] == [
        ("อันดับรายตัวชี้วัด", None),
        ("ITA รายตัวชี้วัด", "indicators"),
        ("แผนที่จังหวัด", "map"),
        ("เทียบสองตัวชี้วัด", "pairs"),
        ("มาตรการมาตรฐาน", "measures"),
    ]
    assert not [link for link in screen.choices("sections") if "metric_x" in link.parameters]
    assert {link.parameters["orgs"] for link in screen.choices("sections")} == {THREE["orgs"]}


# --- standard measures


@pytest.mark.usefixtures("country_pages")
def test_who_does_which_measure_and_where_its_projects_are(open_page: OpenPage) -> None:
    screen = open_page("compare", **THREE, section="measures")
    signs = matrix(screen)
    # Project 1 of 1 and 9 is measure 7, that of 6 is measure 6, and all three have completed it.
    assert signs[7] == ["—", "✓", "✓"]
    assert signs[6] == ["✓", "—", "—"]
    links = [
        dict(parse_qsl(urlsplit(unescape(link)).query))
        for link in re.findall(r'href="(projects\?.*?)"', screen.html)
    ]
    (of_six,) = [link for link in links if link.get("measure") == "6" and link["org"] == CODE[6]]
    assert of_six == {
        "org": CODE[6], "measure": "6", "status": "all", "year": "2567", "round": "12",
    }  # fmt: skip
    projects = open_page("projects", **of_six)
    assert projects.heading.startswith("พบ 1 จาก ")


@pytest.mark.usefixtures("country_pages")
def test_only_what_the_first_does_not_do(open_page: OpenPage) -> None:
    asked = {**THREE, "section": "measures"}
    everything, missing = (matrix(open_page("compare", **asked, **more)) for more in ({}, {"missing": "1"}))
    assert {number: signs for number, signs in everything.items() if signs[0] == "—"} == missing
    assert 0 < len(missing) < len(everything)


@pytest.mark.usefixtures("country_pages")
def test_who_has_no_plan_is_not_called_absent(open_page: OpenPage) -> None:
    screen = open_page("compare", orgs=f"{CODE[1]},{CODE[12]}", year=2567, section="measures")
    assert {signs[1] for signs in matrix(screen).values()} == {"?"}
    assert {signs[0] for signs in matrix(screen).values()} == {"✓", "●"}


def test_a_draft_is_marked(open_page: OpenPage) -> None:
    asked = {"orgs": "2650101,4340701", "year": 2567}
    assert "อบจ.พิษณุโลก (ร่าง)" in open_page("compare", **asked, section="measures").html
    screen = open_page("compare", **asked)
    (first,) = [name for name in table(screen) if "พิษณุโลก" in name]
    assert "แผนยังเป็นร่าง" in first


# --- charts


@pytest.mark.usefixtures("country_pages")
def test_the_charts_in_words(open_page: OpenPage) -> None:
    years, heat, provinces, pairs = (
        _chart(open_page("compare", **THREE, metric="ita_score", section=section))
        for section in ("ranks", "indicators", "map", "pairs")
    )
    for number in (6, 1, 9):
        for year in rules.ITA_YEARS:
            assert f"{year} {rules.total(number, year):.2f} คะแนน" in years
    assert heat.startswith("1. ทต.ตัวอย่างสอง: " + f"{rules.score(6, 2567, 1):.2f}")
    means = {
        province: sum(totals) / len(totals)
        for province, totals in {
            "ชัยภูมิ": [rules.total(number, 2567) for number in (6, 7, 8)],
            "อุบลราชธานี": [rules.total(number, 2567) for number in (1, 2, 3, 4, 5)],
        }.items()
    }
    assert provinces.startswith("มีข้อมูล 3 จาก 77 จังหวัด: ")
    for province, mean in means.items():
        assert f"{province} {mean:.2f} คะแนน" in provinces
    assert "2. ทต.ตัวอย่างหนึ่ง: โครงการแล้วเสร็จ 71.4 %" in pairs


def _chart(screen: Screen) -> str:
    (words,) = screen.charts
    return words


def test_the_real_documents_without_a_choice(open_page: OpenPage) -> None:
    screen = open_page("compare")
    # Of 2565 only Phitsanulok has figures; planned budgets of 2566 are known of three organisations.
    assert screen.heading == "โครงการแล้วเสร็จ ปี 2565 มีข้อมูล 1 แห่ง จึงยังเทียบกันไม่ได้"
    assert "ปี 2565 มีค่าตัวชี้วัดเพียง 1 จาก 5 แห่ง" in screen.words
    (link,) = [link for link in screen.links if link.label == "ดูปี 2566 →"]
    there = open_page("compare", **link.parameters)
    assert there.heading == "งบประมาณตามแผน: ทม.เดชอุดม สูงสุด 480,000 บาท และ ทต.บางเก่า ต่ำสุด 0 บาท"


def test_empty_cards_say_why_and_lead_on(open_page: OpenPage) -> None:
    def section(name: str) -> Screen:
        return open_page("compare", year=2568, metric="ita_score", section=name)

    indicators = section("indicators")
    assert "ไม่มีคะแนน ITA รายตัวชี้วัดของหน่วยงานเหล่านี้ในปี 2568" in indicators.words
    (link,) = [link for link in indicators.links if link.label == "ดูปี 2564 →"]
    assert link.parameters["year"] == "2564"
    assert "ไม่มีจังหวัดใดมีข้อมูล “คะแนน ITA” ในปี 2568" in section("map").words
    assert "ไม่มีหน่วยงานใดมีข้อมูลทั้งสองตัวชี้วัดในปี 2568" in section("pairs").words


# --- what can be taken away


@pytest.mark.parametrize("parameters", [PEERS, THREE, {"year": 2567}, {**THREE, "missing": "1"}])
@pytest.mark.usefixtures("country_pages")
def test_a_download_has_the_rows_that_it_promises(
    open_page: OpenPage, country: Warehouse, parameters: dict[str, object]
) -> None:
    sections = ("ranks", "indicators", "map", "pairs", "measures")
    pages = [open_page("compare", **parameters, section=name).unfolded().html for name in sections]
    promised = re.findall(
        r'href="download/(\w+)\.csv\?(.*?)" download aria-label="ดาวน์โหลด ([\d,]+) แถว', "".join(pages)
    )
    assert {name for name, *_ in promised} == {
        f"compare_{name}" for name in ("metrics", "years", "indicators", "provinces", "pairs", "measures")
    }
    for name, query, count in promised:
        asked = {**address.bound(dict(parse_qsl(unescape(query)))), "today": formats.today()}
        assert country.query(name, **asked).height == int(count.replace(",", "")), name
