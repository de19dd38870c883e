"""Targets and cases: the page of one organisation and of several, worked out by hand from the made-up rules."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qsl

import pytest
from screen import Screen

from warehouse.reader import Warehouse

OpenPage = Callable[..., Screen]
country = pytest.mark.usefixtures("country_pages")
FIRST, SECOND, SEVENTH, EIGHTH, NINTH = "5349901", "5349902", "5369907", "5369908", "2659909"


def fact(lines: list[str], name: str) -> str:
    """The value that stands after a name in a card."""
    return lines[lines.index(name) + 1]


@country
def test_the_only_target_that_can_be_judged_is_the_message(open_page: OpenPage) -> None:
    # ITA of 2: 71.4 in 2568, two points a year, so 75.4 in 2570 of 85. Its own target of completion has too few points.
    screen = open_page("targets", org=SECOND, year=2568)
    assert screen.heading == "คะแนน ITA ห่างเส้นทาง: 71.40 คะแนน จากเป้าหมาย 85.00 คะแนน ปี 2570"
    assert screen.about == "เทศบาลตำบลตัวอย่างสอง · ปีงบประมาณ 2568"


@country
def test_a_card_says_verdict_value_target_gap_and_projection(open_page: OpenPage) -> None:
    lines = open_page("targets", org=SECOND, year=2568).card("ita_score")
    assert lines[:3] == ["คะแนน ITA", "▼", "ห่างเส้นทาง"]
    assert fact(lines, "ผลล่าสุด") == "71.40 คะแนน (ปี 2568)"
    assert fact(lines, "เป้าหมาย") == "85.00 คะแนน ภายในปี 2570 · เป้าหมายของประเทศ"
    assert fact(lines, "ยังขาด") == "13.60 คะแนน"
    assert fact(lines, "ถ้าแนวโน้มเดิม") == "75.40 คะแนน ในปี 2570"


@country
def test_the_second_reading_of_the_ita(open_page: OpenPage) -> None:
    lines = open_page("targets", org=SECOND, year=2568).card("ita_score")
    ratio = ((71.4 / 65.4) ** (1 / 3) - 1) / ((85 / 65.4) ** (1 / 5) - 1)
    assert fact(lines, "อัตราเติบโต") == f"{ratio:.2f} เท่าของที่ต้องใช้ · ดีขึ้นเพียงเล็กน้อย"
    assert any("Open SDG" in line and "2565 (65.40 คะแนน)" in line for line in lines)


@country
@pytest.mark.parametrize("asked", [{"org": FIRST}, {"org": SEVENTH}, {"org": "4659911", "year": 2566}])
def test_nothing_is_said_of_growth_where_there_is_none_to_compare(
    open_page: OpenPage, asked: dict[str, object]
) -> None:
    assert "Open SDG" not in open_page("targets", **asked).words


@country
def test_the_chart_in_words(open_page: OpenPage) -> None:
    (words,) = [text for text in open_page("targets", org=NINTH, year=2568).charts if "คาดการณ์" in text]
    actual, planned, expected, verdict = words.split("; ")
    assert actual.startswith("ผลจริง 2561 69.00 คะแนน, 2562 75.40 คะแนน, ")
    assert actual.endswith("2568 78.40 คะแนน")
    assert planned.endswith(
        "2566 65.00 คะแนน, 2567 70.00 คะแนน, 2568 75.00 คะแนน, 2569 80.00 คะแนน, 2570 85.00 คะแนน"
    )
    assert expected == "คาดการณ์ 2569 78.90 คะแนน"
    assert verdict == "คำตัดสิน: ห่างเส้นทาง"


@country
def test_the_path_downloads_as_shown(open_page: OpenPage, country: Warehouse) -> None:
    screen = open_page("targets", org=SECOND, year=2568, metric="ita_score").unfolded()
    rows = country.query("target_paths", org_code=SECOND, fiscal_year=2568, metric_code="ita_score")
    assert f"ดาวน์โหลด {rows.height} แถว" in screen.words
    assert re.search(
        rf"download/target_paths\.csv\?year=2568[^\"]*org={SECOND}[^\"]*metric=ita_score", screen.html
    )
    assert len(screen.rows()) == rows.height


@country
def test_a_fall_of_cases_against_the_baseline_year(open_page: OpenPage) -> None:
    # 20 in 2565 and three fewer each year.
    screen = open_page("targets", org=FIRST, year=2568)
    assert "ปี 2568: ลดลง 45.0% จากปีฐาน 2565 (20 → 11 คดี)" in screen.card("cases-case")
    assert "คดีทุจริต: 2563 26, 2564 23, 2565 20 (ปีฐาน), 2566 17, 2567 14, 2568 11" in screen.charts
    assert "เรื่องร้องเรียนการทุจริต: 2563 53, 2564 47, 2565 41, 2566 35, 2567 29, 2568 23" in screen.charts


@country
def test_more_cases_than_in_the_baseline_year_is_said_so(open_page: OpenPage) -> None:
    lines = open_page("targets", org="4349904", year=2568).card("cases-case")
    assert "ปี 2568: เพิ่มขึ้น 37.5% จากปีฐาน 2565 (8 → 11 คดี)" in lines


@country
@pytest.mark.parametrize(("organisation", "before"), [(SEVENTH, 3), (EIGHTH, 0)])
def test_too_few_cases_are_counts_and_no_percentage(
    open_page: OpenPage, organisation: str, before: int
) -> None:
    screen = open_page("targets", org=organisation, year=2568)
    card, cases = screen.card("case_reduction"), screen.card("cases-case")
    assert card[:3] == ["คดีทุจริตลดลง", "○", "คดีน้อยเกินคิดเป็นร้อยละ"]
    assert fact(card, "จำนวนคดี") == f"จาก {before} คดีในปีฐาน เหลือ 0 คดี (ปี 2568)"
    assert cases[1].startswith(f"ปี 2568: จาก {before} คดีในปีฐาน 2565 เป็น 0 คดี")
    assert not [line for line in cases if "%" in line]
    assert not [words for words in screen.charts if "50.0 %" in words]


@country
def test_nought_reported_is_a_nought(open_page: OpenPage) -> None:
    words = "คดีทุจริต: 2563 0, 2564 0, 2565 0 (ปีฐาน), 2566 0, 2567 0, 2568 0"
    assert words in open_page("targets", org=EIGHTH, year=2568).charts


@country
def test_several_organisations_are_counted_by_verdict(open_page: OpenPage) -> None:
    screen = open_page("targets", year=2568)
    # ITA: 4 held, 6 on track, 1 and 11 achieved; cases: 1 achieved. Judged: 11 of ITA, 1 of cases.
    assert screen.heading == "ไปตามเป้าหมาย 5 จาก 12 รายการที่ตัดสินได้"
    shown = re.findall(r'aria-label="คะแนน ITA: (.*?) (\d+) หน่วยงาน"', screen.html)
    assert dict(shown) == {
        "● ถึงเป้าหมายแล้ว": "2", "● ตามเส้นทาง": "1", "● รักษาระดับได้": "1", "▲ ช้ากว่าเส้นทางเล็กน้อย": "1",
        "▲ ยังถึง แต่แนวโน้มลดลง": "1", "▲ ยังไม่ถึง แต่ดีขึ้น": "1", "▼ ห่างเส้นทาง": "2", "▼ สวนทางเป้าหมาย": "1",
        "▼ ไม่ถึงและแย่ลง": "1",
    }  # fmt: skip
    (total,) = re.findall(r'<tr class="total">(.*?)</tr>', screen.html)
    # One target of completion, ITA of eleven, cases of four: the sixteen of the list.
    assert re.findall(r">(\d+)<", total) == ["1", "11", "4"]


@country
def test_the_number_of_a_verdict_leads_to_its_organisations(open_page: OpenPage) -> None:
    html = open_page("targets", year=2568).html
    cells = re.findall(r'href="\?([^"]*)" target="_self" aria-label="(.*?): (.*?) (\d+) หน่วยงาน"', html)
    assert len(cells) > 9
    for query, metric, verdict, count in cells:
        rows = listed(open_page("targets", **dict(parse_qsl(unescape(query)))))
        assert {(row[2], row[3]) for row in rows} == {(metric, verdict)}
        assert len(rows) == int(count)


def listed(screen: Screen) -> list[tuple[str, ...]]:
    lines = re.findall(r"<tr>(<td.*?)</tr>", str(screen.html))
    cells = [re.findall(r'data-label="(.*?)">(.*?)</td>', line) for line in lines]
    return [tuple(re.sub("<.*?>", "", value) for _, value in row) for row in cells if dict(row).get("จังหวัด")]


@country
def test_the_list_has_the_worst_first_and_leads_to_the_organisation(open_page: OpenPage) -> None:
    screen = open_page("targets", year=2568)
    rows = listed(screen)
    assert len(rows) == 16
    assert rows[0] == (
        "ทต.ตัวอย่างสิบ", "พิษณุโลก", "คะแนน ITA", "▼ สวนทางเป้าหมาย", "76.00 คะแนน", "74.00 คะแนน",
        "85.00 คะแนน ภายในปี 2570 · เป้าหมายของประเทศ",
    )  # fmt: skip
    assert re.search(r'href="\?[^"]*org=5659910[^"]*metric=ita_score', screen.html.replace("&amp;", "&"))


@country
@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"metric": "case_reduction"}, 4),
        ({"verdict": "off_track"}, 2),
        ({"metric": "ita_score", "verdict": "achieved"}, 2),
        ({"province": "36"}, 5),
        ({"type": "sao"}, 1),
    ],
)
def test_the_list_is_filtered_and_downloads_as_filtered(
    open_page: OpenPage, country: Warehouse, asked: dict[str, str], count: int
) -> None:
    screen = open_page("targets", year=2568, **asked)
    names = {
        "metric": "metric_code",
        "verdict": "verdict_code",
        "province": "province_code",
        "type": "type_code",
    }
    rows = country.query(
        "target_summaries", fiscal_year=2568, **{names[name]: value for name, value in asked.items()}
    )
    assert len(listed(screen)) == rows.height
    assert rows.height == count
    assert f"ดาวน์โหลด {rows.height} แถว" in screen.card("list")


@country
def test_a_filter_that_nothing_matches_says_so(open_page: OpenPage) -> None:
    screen = open_page("targets", year=2568, org=NINTH, verdict="achieved")
    assert not screen.app.exception
    screen = open_page("targets", year=2568, metric="case_reduction", verdict="off_track")
    assert "ไม่มีเป้าหมายที่ตรงกับตัวกรอง" in screen.words


@country
@pytest.mark.parametrize(
    "wrong", [{"metric": "nobody"}, {"verdict": "nobody"}, {"metric": "", "verdict": ","}]
)
@pytest.mark.parametrize("organisation", ["", FIRST])
def test_a_wrong_filter_filters_nothing(
    open_page: OpenPage, wrong: dict[str, str], organisation: str
) -> None:
    screen = open_page("targets", year=2568, org=organisation, **wrong)
    assert not screen.app.exception
    assert screen.heading == open_page("targets", year=2568, org=organisation).heading


@country
def test_an_organisation_without_anything_says_what_would_fill_it(open_page: OpenPage) -> None:
    screen = open_page("targets", org="5769912")
    assert screen.heading == "ไม่มีเป้าหมายในขอบเขตนี้"
    assert "ไม่มีข้อมูลจำนวนคดีหรือเรื่องร้องเรียน" in screen.words


def test_targets_without_values_show_the_planned_path(open_page: OpenPage) -> None:
    # Document 000 line 93: 65, 70, 75, 80 and 85 points from 2566 to 2570.
    screen = open_page("targets", org="4340701", year=2567)
    assert screen.heading == "มีเป้าหมาย 2 รายการ แต่ข้อมูลยังไม่พอตัดสิน"
    assert fact(screen.card("ita_score"), "เป้าหมาย") == "70.00 คะแนน ภายในปี 2567 · เป้าหมายของหน่วยงาน"
    planned = (
        "เป้าหมาย 2566 65.00 คะแนน, 2567 70.00 คะแนน, 2568 75.00 คะแนน, 2569 80.00 คะแนน, 2570 85.00 คะแนน"
    )
    assert any(words.startswith(planned) for words in screen.charts)


def test_a_target_of_a_draft_is_marked(open_page: OpenPage) -> None:
    lines = open_page("targets", org="2650101", year=2566).card("ita_score")
    assert fact(lines, "เป้าหมาย").endswith("เป้าหมายของหน่วยงาน (ร่าง)")


def test_a_count_of_one_year_is_a_figure_and_no_chart(open_page: OpenPage) -> None:
    screen = open_page("targets", org="5350108", year=2568)
    assert fact(screen.card("cases-complaint"), "ปีงบประมาณ 2568") == "0 เรื่อง"
    assert not screen.charts


@country
def test_in_english(open_page: OpenPage) -> None:
    screen = open_page("targets", org=SECOND, year=2568, lang="en")
    assert screen.heading == "ITA score Off track: 71.40 points of a target of 85.00 points in 2570"
    assert fact(screen.card("ita_score"), "Growth rate").endswith("of what is required · limited progress")
    assert fact(screen.card("ita_score"), "Target") == "85.00 points by 2570 · National target"


@pytest.mark.parametrize(("public", "shown"), [("0", "0 เรื่อง"), ("1", "< 3 เรื่อง")], ids=["here", "public"])
def test_few_complaints_are_not_told_to_everybody(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, public: str, shown: str
) -> None:
    monkeypatch.setenv("SUTCHARIT_PUBLIC", public)
    view = {"org": "5350108", "year": 2568}
    assert shown in open_page("targets", **view).card("cases-complaint")
    results = open_page("overview", **view).card("results")
    assert ("< 3" in results) == (public == "1")
    assert any("ไม่แสดง และไม่รวมในยอด" in line for line in results) == (public == "1")
