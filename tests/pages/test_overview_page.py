"""The overview: the year it opens on, its tiles, what it says of missing data, drafts and rounds."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from screen import Link, Screen

from warehouse.home import DATA_VARIABLE
from warehouse.reader import Warehouse

OpenPage = Callable[..., Screen]
SetDay = Callable[[date], None]
THREE_TILES = ["project_completion", "budget_disbursed", "report_coverage"]


def test_opens_on_the_latest_year_with_reported_results(open_page: OpenPage) -> None:
    screen = open_page()
    assert screen.select("ปีงบประมาณ").value == 2565
    assert screen.select("รอบรายงาน").value == 12
    assert screen.heading == "ทำเสร็จ 33 จาก 38 โครงการ แต่เบิกจ่ายได้ร้อยละ 32.4 ของงบ"
    assert screen.about == (
        "5 หน่วยงาน · ปีงบประมาณ 2565 (ปีล่าสุดที่มีรายงานผล) · รอบ 12 เดือน · ข้อมูลจาก 1 ใน 5 หน่วยงาน"
    )


def test_says_the_same_in_english(open_page: OpenPage) -> None:
    screen = open_page(lang="en")
    assert screen.heading == "33 of 38 projects completed, but only 32.4% of the budget disbursed"
    assert screen.about == (
        "5 organisations · Fiscal year 2565 (the latest with reported results) · 12-month round · "
        "data of 1 of 5 organisations"
    )


@pytest.mark.parametrize(
    ("parameters", "about"),
    [
        ({"year": 2565}, "5 หน่วยงาน · ปีงบประมาณ 2565 · รอบ 12 เดือน · ข้อมูลจาก 1 ใน 5 หน่วยงาน"),
        ({"org": "5350108"}, "เทศบาลตำบลสำราญ · ปีงบประมาณ 2568 (ปีล่าสุดที่มีรายงานผล) · รอบ 12 เดือน"),
        # Of Det Udom nothing is reported: the year is the latest that it plans.
        ({"org": "4340701"}, "เทศบาลเมืองเดชอุดม · ปีงบประมาณ 2570 · รอบ 12 เดือน"),
    ],
    ids=["chosen", "results-only", "plan-only"],
)
def test_only_a_year_with_reports_is_called_so(
    open_page: OpenPage, parameters: dict[str, object], about: str
) -> None:
    assert open_page(**parameters).about == about


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        # Progress of 2565 is reported of Phitsanulok alone, the ITA of 2564 of Na Nong Thum alone.
        ({"year": 2565}, ["ข้อมูลจาก 1 ใน 5 หน่วยงาน"]),
        ({"year": 2564}, ["ข้อมูลจาก 1 ใน 5 หน่วยงาน"]),
        ({"year": 2565, "type": "subdistrict_municipality"}, []),
        ({"year": 2566}, []),
        # One organisation needs no such share.
        ({"province": "65"}, []),
        ({"org": "2650101"}, []),
    ],
    ids=str,
)
def test_how_many_organisations_the_message_speaks_of(
    open_page: OpenPage, parameters: dict[str, object], words: list[str]
) -> None:
    parts = open_page(**parameters).about.split(" · ")
    assert [part for part in parts if part.startswith("ข้อมูลจาก")] == words


TILES_2565 = [
    (
        "project_completion",
        ["โครงการแล้วเสร็จ", "86.8", "%", "● เป็นไปตามแผน (ธงเขียว)", "เกินเกณฑ์ 80% อยู่ 6.8 จุด"],
    ),
    ("budget_disbursed", ["เบิกจ่าย", "32.4", "%", "89,141.40 จาก 275,145 บาท"]),
    (
        "report_coverage",
        ["ส่งรายงานแล้ว", "94.7", "%", "▲ ยังไม่ครบ เลยกำหนด", "รอ 2 โครงการ กำหนดส่ง 31 ต.ค. 2565"],
    ),
    ("planned_budget", ["งบประมาณตามแผน", "275,145", "บาท"]),
]


@pytest.mark.parametrize(("key", "lines"), TILES_2565, ids=[key for key, _ in TILES_2565])
@pytest.mark.parametrize("scope", [{}, {"org": "2650101"}, {"province": "65"}, {"type": "pao"}], ids=str)
def test_tiles_of_2565(open_page: OpenPage, scope: dict[str, str], key: str, lines: list[str]) -> None:
    # Line 0 is what the metric measures.
    assert open_page(**scope).tile(key)[1 : 1 + len(lines)] == lines


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ({}, "38 โครงการตามแผน · มีข้อมูล 1 จาก 5 หน่วยงาน"),
        ({"org": "2650101"}, "38 โครงการตามแผน"),
    ],
    ids=["all", "one"],
)
def test_coverage_stands_beside_the_figure(open_page: OpenPage, scope: dict[str, str], words: str) -> None:
    assert open_page(**scope).tile("project_completion")[-1] == words


def test_ita_of_2564(open_page: OpenPage) -> None:
    # 85 − 68.42 = 16.58; 16.58 over the six years to 2570 is 2.763 a year.
    assert open_page(year=2564).tile("ita_score")[1:] == [
        "คะแนน ITA",
        "68.42",
        "คะแนน",
        "▲ ต่ำกว่าเป้าหมาย",
        "ต่ำกว่าเป้าหมาย 85.00 อยู่ 16.58 คะแนน · ต้องเพิ่มปีละ 2.76 คะแนนถึงปี 2570",
        "○ ยังตัดสินไม่ได้ 1",
        "มีข้อมูล 1 จาก 5 หน่วยงาน",
    ]


def test_ita_of_2564_in_english(open_page: OpenPage) -> None:
    sentence = "16.58 points below the target of 85.00 · needs 2.76 points more a year until 2570"
    assert sentence in open_page(year=2564, lang="en").tile("ita_score")


NO_REPORT = "○ ไม่พบรายงานรอบ 12 เดือน ปี 2566"
NO_PLAN = "○ ไม่มีแผนของปี 2564"
TO_2564 = Link("ดูปี 2564 →", "", {"year": "2564"})
TO_2565 = Link("ดูปี 2565 รอบ 12 เดือน →", "", {"year": "2565", "round": "12"})
EMPTY_TILES = [
    # year, tile, what it says, where it leads to
    (2565, "ita_score", "○ ไม่มีข้อมูลปี 2565", TO_2564),
    (2566, "ita_score", "○ ไม่มีข้อมูลปี 2566", TO_2564),
    *[(2566, key, NO_REPORT, TO_2565) for key in THREE_TILES],
    *[(2564, key, NO_PLAN, TO_2565) for key in THREE_TILES],
]


@pytest.mark.parametrize(("year", "key", "why", "there"), EMPTY_TILES)
def test_a_tile_without_data_says_why_and_where_data_is(
    open_page: OpenPage, year: int, key: str, why: str, there: Link
) -> None:
    screen = open_page(year=year)
    lines = screen.tile(key)
    assert lines[2] == "—"
    assert why in lines
    assert "ไม่นับเป็นศูนย์ และไม่นับว่าไม่ผ่าน" in lines
    assert lines[-1] == there.label
    assert there in screen.links


@pytest.mark.parametrize("year", [2564, 2566, 2567, 2568, 2569, 2570])
def test_what_is_missing_is_never_zero(open_page: OpenPage, year: int) -> None:
    screen = open_page(year=year)
    for key in THREE_TILES:
        assert not {"0", "0.0", "0.00", "0.0 %"} & set(screen.tile(key))


def test_no_cases_are_known_of_any_year(open_page: OpenPage) -> None:
    lines = open_page().tile("case_reduction")
    assert lines[1:3] == ["คดีทุจริตลดลง", "—"]
    assert not [line for line in lines if line.startswith("ดูปี")]


NOT_DUE = "○ ยังไม่ถึงกำหนดรายงาน ({day})"
SOME_OF_2566 = "■ – ยังไม่ถึงกำหนดรายงาน 37■ ? ไม่พบรายงาน 101"
ROUNDS_OF_2566 = [
    # today, round, what the tiles say, the statuses of the 138 projects: the 37 of a draft plan owe no report
    (date(2023, 3, 1), 6, NOT_DUE.format(day="30 เม.ย. 2566"), "■ – ยังไม่ถึงกำหนดรายงาน 138"),
    (date(2023, 3, 1), 12, NOT_DUE.format(day="31 ต.ค. 2566"), "■ – ยังไม่ถึงกำหนดรายงาน 138"),
    (date(2023, 4, 30), 6, NOT_DUE.format(day="30 เม.ย. 2566"), "■ – ยังไม่ถึงกำหนดรายงาน 138"),
    (date(2023, 5, 1), 6, "○ ไม่พบรายงานรอบ 6 เดือน ปี 2566", SOME_OF_2566),
    (date(2023, 5, 1), 12, NOT_DUE.format(day="31 ต.ค. 2566"), "■ – ยังไม่ถึงกำหนดรายงาน 138"),
    (date(2023, 10, 31), 12, NOT_DUE.format(day="31 ต.ค. 2566"), "■ – ยังไม่ถึงกำหนดรายงาน 138"),
    (date(2023, 11, 1), 12, "○ ไม่พบรายงานรอบ 12 เดือน ปี 2566", SOME_OF_2566),
]


@pytest.mark.parametrize(("today", "report_round", "why", "status"), ROUNDS_OF_2566, ids=str)
def test_a_round_is_missing_only_after_its_last_day(
    open_page: OpenPage, on_day: SetDay, today: date, report_round: int, why: str, status: str
) -> None:
    on_day(today)
    screen = open_page(year=2566, round=report_round)
    for key in THREE_TILES:
        assert screen.tile(key)[2] == "—"
        assert why in screen.tile(key)
    assert "".join(screen.parts("ul", "legend")) == status
    assert screen.heading == f"วางแผน 138 โครงการในปี 2566 ยังไม่มีรายงานรอบ {report_round} เดือน"


@pytest.mark.parametrize(
    ("today", "title"),
    [
        (date(2023, 3, 1), "ไม่มีเรื่องที่ต้องดูเป็นพิเศษ"),
        (date(2023, 11, 1), "ไม่พบรายงาน 101 โครงการ"),
    ],
    ids=str,
)
def test_nothing_is_late_before_it_is_due(
    open_page: OpenPage, on_day: SetDay, today: date, title: str
) -> None:
    on_day(today)
    lines = open_page(year=2566, round=12).card("attention")
    assert title in lines
    assert ("ดูรายการ →" in lines) == (today > date(2023, 10, 31))


def test_what_to_look_at_first(open_page: OpenPage) -> None:
    titles = [line for line in open_page(org="2650101").card("attention") if ":" in line or "โครงการ" in line]
    # A late report comes before all else.
    assert titles[:2] == ["ยังรอรายงาน: โครงการโรงเรียนสีขาว (หลักสูตรโตไปไม่โกง)", "ดูโครงการ →"]
    # Document 002: 28,256.40 of 150,000 baht is 18.8 %, the only share below a fifth.
    assert "ใช้งบไม่ถึงหนึ่งในห้า: โครงการส่งเสริมอนุรักษ์ทรัพยากรธรรมชาติและสิ่งแวดล้อม" in titles
    assert "ยังดำเนินการอยู่เมื่อสิ้นปี 3 โครงการ" in titles


@pytest.mark.parametrize(
    ("label", "parameters"),
    [
        ("ดูโครงการ →", {"project": "2650101-2565-2565-38"}),
        ("ดูโครงการ →", {"project": "2650101-2565-2565-25"}),
        ("ดูโครงการ →", {"project": "2650101-2565-2565-35"}),
        ("ดูรายการ →", {"status": "in_progress"}),
    ],
    ids=str,
)
def test_what_to_look_at_leads_on_with_the_filters(
    open_page: OpenPage, label: str, parameters: dict[str, str]
) -> None:
    links = open_page(org="2650101").links
    # Year and round too: the list would choose its own.
    view = {"org": "2650101", "year": "2565", "round": "12"}
    assert Link(label, "projects", {**view, **parameters}) in links


@pytest.mark.parametrize(
    ("parameters", "about", "draft"),
    [
        ({"year": 2566}, "รวม 37 โครงการจากร่างแผน", True),
        ({"year": 2566, "org": "2650101"}, "รวม 37 โครงการจากร่างแผน", True),
        ({"year": 2566, "org": "2650101", "dimension": 3}, "รวม 2 โครงการจากร่างแผน", True),
        ({"year": 2566, "org": "4340701"}, "", False),
        ({"year": 2565}, "", False),
    ],
    ids=str,
)
def test_drafts_are_counted_beside_the_scope(
    open_page: OpenPage, parameters: dict[str, object], about: str, draft: bool
) -> None:
    screen = open_page(**parameters)
    assert ("ร่างแผน" in screen.about) == draft
    assert screen.about.endswith(about)


def test_a_draft_owes_no_report(open_page: OpenPage, on_day: SetDay) -> None:
    on_day(date(2026, 11, 20))
    lines = open_page(year=2566, org="2650101", dimension=3).card("attention")
    assert "ไม่มีเรื่องที่ต้องดูเป็นพิเศษ" in lines
    assert not [line for line in lines if line.startswith("ไม่พบรายงาน")]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("th", "แนวโน้ม 2565 275,145, 2566 132,640"), ("en", "Trend: 2565 275,145, 2566 132,640")],
)
def test_a_trend_is_told_in_the_form_of_the_value(open_page: OpenPage, lang: str, words: str) -> None:
    assert words in open_page(year=2566, org="2650101", lang=lang).tile("planned_budget")


@pytest.mark.parametrize(
    ("year", "trend"),
    [
        # With a budget stated: 2565 Phitsanulok, 2566 three organisations, 2567 and after two.
        (2566, []),
        (2568, ["แนวโน้ม 2567 612,640, 2568 612,640"]),
    ],
)
def test_a_trend_has_only_years_of_as_many_organisations(
    open_page: OpenPage, year: int, trend: list[str]
) -> None:
    lines = open_page(year=year).tile("planned_budget")
    assert [line for line in lines if line.startswith("แนวโน้ม")] == trend


@pytest.mark.parametrize(
    ("lang", "why", "fill"),
    [
        (
            "th",
            "ไม่มีโครงการตามแผนของปี 2564 ในขอบเขตนี้",
            "จะมีเมื่อเพิ่มแผนของปีนี้ หรือเลือกปีหรือหน่วยงานอื่น",
        ),
        (
            "en",
            "No projects planned in 2564 in this scope",
            "They appear when a plan of this year is added, or for another year or organisation.",
        ),
    ],
)
def test_a_year_without_plans_says_why(open_page: OpenPage, lang: str, why: str, fill: str) -> None:
    assert open_page(year=2564, lang=lang).card("dimensions")[1:] == [why, fill]


def test_reported_results_are_shown_where_no_status_is(open_page: OpenPage) -> None:
    # Document 001: seven figures of its five projects and one count of complaints.
    screen = open_page(org="5350108")
    assert screen.heading == "5 โครงการในปี 2568 รายงานผลแล้ว 8 รายการ ยังไม่มีสถานะรายโครงการ"
    lines = screen.card("results")
    assert lines[0] == "ผลที่รายงาน 8 รายการ"
    assert "เรื่องร้องเรียนการทุจริต" in lines


def test_printed_totals_are_evidence(open_page: OpenPage, seeds: Warehouse) -> None:
    checked = seeds.sql(
        "select count(*) as n, count(*) filter (severity = 'agreement') as agreeing from mart.finding "
        "where org_code = '2650101' and coalesce(fiscal_year, 2565) = 2565 "
        "and rule_code in ('control_total', 'stated_project_count')"
    ).row(0)
    lines = open_page(org="2650101").card("attention")
    assert f"ยอดที่เอกสารพิมพ์ตรงกับรายการ {checked[1]} จาก {checked[0]} ยอด" in lines
    assert checked[0] == checked[1] > 5


# --- data made by hand: what the five documents do not have

ORGANISATIONS = """org_code,type_code,name_th,district_th,province_code,annual_budget_baht,locator
1000001,subdistrict_municipality,บางเก่า,ชะอำ,76,,line 1
1000002,subdistrict_municipality,บางเก่า,แก้งคร้อ,36,,line 2
1000003,subdistrict_municipality,สำราญ,เมืองยโสธร,35,,line 3
"""
PLANS = """plan_id,org_code,kind,framework_code,first_fiscal_year,last_fiscal_year,is_draft,title_th,locator
plan-1,1000001,anti_corruption_plan,2566-2570,2566,2566,false,แผนหนึ่ง,line 1
plan-2,1000002,anti_corruption_plan,2566-2570,2566,2566,false,แผนสอง,line 2
"""
PROJECTS = """project_id,plan_id,seq_no,printed_no,dimension_no,mission_no,kind,title_th,locator
a-1,plan-1,1,1,1,1.1,project,โครงการหนึ่ง,line 2
a-2,plan-1,2,2,2,2.1,project,โครงการสอง,line 3
b-1,plan-2,1,1,1,1.1,measure,มาตรการ <b>สาม</b>,line 4
"""
YEARS = """project_id,fiscal_year,budget_baht,planned_quarters,locator
a-1,2566,50000.00,1;2,line 2
a-2,2566,0.00,3,line 3
b-1,2566,100000.00,4,line 4
"""
REPORTS = """project_id,fiscal_year,report_round,status_code,disbursed_baht,reported_on,locator
a-1,2566,12,completed,50000.00,2023-10-05,line 9
a-2,2566,12,cannot_proceed,,2023-10-05,line 10
b-1,2566,12,completed,120000.00,2023-10-05,line 11
"""
RESULTS = """org_code,fiscal_year,total_stated,level_stated,locator
1000001,2566,92.50,,line 12
1000002,2566,80.25,,line 13
1000003,2566,85.00,,line 14
"""


DRAFT_PLANS = PLANS.replace("2566,2566,false,แผนหนึ่ง", "2566,2566,true,แผนหนึ่ง")
# Of 60,000 and of 70,000 and 80,000 baht less than a fifth is used, of 50,000 just a fifth.
LITTLE_PROJECTS = PROJECTS + "b-2,plan-2,2,2,1,1.1,project,โครงการสี่,line 5\n"
LITTLE_YEARS = """project_id,fiscal_year,budget_baht,planned_quarters,locator
a-1,2566,60000.00,1;2,line 2
a-2,2566,70000.00,3,line 3
b-1,2566,80000.00,4,line 4
b-2,2566,50000.00,4,line 5
"""
LITTLE_REPORTS = """project_id,fiscal_year,report_round,status_code,disbursed_baht,reported_on,locator
a-1,2566,12,completed,11999.99,2023-10-05,line 9
a-2,2566,12,completed,0.00,2023-10-05,line 10
b-1,2566,12,in_progress,15000.00,2023-10-05,line 11
b-2,2566,12,completed,10000.00,2023-10-05,line 12
"""


def test_a_draft_is_marked_where_a_single_project_is_named(
    open_page: OpenPage,
    make_source: Callable[..., Path],
    build_sources: Callable[..., Warehouse],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tables = {"organisation": ORGANISATIONS, "plan": DRAFT_PLANS, "project": PROJECTS}
    build_sources(make_source("draft", **tables, project_year=YEARS, status_report=REPORTS))
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert "ดำเนินการไม่ได้: (ร่าง) โครงการสอง" in open_page().card("attention")


def test_many_that_used_little_lead_to_just_these(
    open_page: OpenPage,
    make_source: Callable[..., Path],
    build_sources: Callable[..., Warehouse],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tables = {"organisation": ORGANISATIONS, "plan": PLANS, "project": LITTLE_PROJECTS}
    build_sources(make_source("little", **tables, project_year=LITTLE_YEARS, status_report=LITTLE_REPORTS))
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    screen = open_page()
    assert "ใช้งบไม่ถึงหนึ่งในห้า 3 โครงการ" in screen.card("attention")
    there = {"year": "2566", "round": "12", "budget": "little"}
    assert Link("ดูรายการ →", "projects", there) in screen.links
    titles = [row["ชื่อ"] for row in open_page("projects", **there).rows()]
    assert sorted(titles) == ["มาตรการ <b>สาม</b>", "โครงการสอง", "โครงการหนึ่ง"]


@pytest.fixture
def hand_made(
    make_source: Callable[..., Path],
    build_sources: Callable[..., Warehouse],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three organisations, two of one name; a project that cannot proceed, one above its budget."""
    build_sources(
        make_source(
            "hand_made",
            organisation=ORGANISATIONS,
            plan=PLANS,
            project=PROJECTS,
            project_year=YEARS,
            status_report=REPORTS,
            ita_result=RESULTS,
        )
    )
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))


@pytest.mark.usefixtures("hand_made")
class TestByHand:
    def test_shares_are_taken_after_summing(self, open_page: OpenPage) -> None:
        screen = open_page()
        # 2 of 3 projects; 170,000 of 150,000 baht, the scale of the tile ending at its end.
        lines = screen.tile("project_completion")
        assert lines[2:6] == ["66.7", "%", "▲ ล่าช้า (ธงเหลือง)", "ต่ำกว่าเกณฑ์ 80% อยู่ 13.3 จุด"]
        assert screen.tile("budget_disbursed")[2:5] == ["113.3", "%", "170,000 จาก 150,000 บาท"]
        assert screen.tile("report_coverage")[2:6] == ["100.0", "%", "● ครบ", "รายงานครบทุกโครงการ"]
        assert "width:113" not in screen.html
        assert 'style="width:100.0%"' in screen.html

    def test_the_ita_score_of_several_is_their_mean_and_the_pass_rate_stands_beside_it(
        self, open_page: OpenPage
    ) -> None:
        screen = open_page()
        # (92.50 + 80.25 + 85.00) / 3 = 85.9167; two of three pass, the target of 2566 is all of them.
        assert screen.tile("ita_score")[2:6] == [
            "85.92", "คะแนน", "● ถึงเป้าหมาย", "สูงกว่าเป้าหมาย 85.00 อยู่ 0.92 คะแนน",
        ]  # fmt: skip
        assert screen.tile("ita_pass_rate")[2:5] == ["66.7", "%", "▲ ต่ำกว่าเป้าหมาย"]
        assert not open_page(org="1000001").has("tile-ita_pass_rate")
        # A province with one of the three has too few for a share.
        assert not open_page(province="76").has("tile-ita_pass_rate")

    def test_below_the_target_stands_before_what_is_stuck(self, open_page: OpenPage) -> None:
        lines = open_page().card("attention")
        cannot, below = "ดำเนินการไม่ได้: โครงการสอง", "ทต.บางเก่า: ITA ต่ำกว่าเป้าหมาย 4.75 คะแนน"
        assert lines.index(below) < lines.index(cannot)
        assert "ได้ 80.25 คะแนน เป้าหมายปี 2566 85.00" in lines

    def test_organisations_of_one_name_are_told_apart(self, open_page: OpenPage) -> None:
        found = open_page().found
        assert list(found) == [
            "เทศบาลตำบลบางเก่า แก้งคร้อ · ชัยภูมิ",
            "เทศบาลตำบลบางเก่า ชะอำ · เพชรบุรี",
            "เทศบาลตำบลสำราญ เมืองยโสธร · ยโสธร",
        ]
        shown = [open_page(**parameters).button("filter-org") for parameters in found.values()]
        assert shown == ["ทต.บางเก่า (แก้งคร้อ ชัยภูมิ)", "ทต.บางเก่า (ชะอำ เพชรบุรี)", "ทต.สำราญ"]

    def test_a_title_is_text_and_never_markup(self, open_page: OpenPage) -> None:
        screen = open_page("projects", org="1000002", status="all")
        assert "<b>สาม</b>" not in screen.html
        assert screen.rows()[0]["ชื่อ"] == "มาตรการ <b>สาม</b>"

    def test_several_ita_results_are_a_table_that_leads_to_each(self, open_page: OpenPage) -> None:
        screen = open_page("ita")
        assert screen.heading == "ผ่าน 2 จาก 3 หน่วยงาน ปี 2566"
        totals = [(row["ชื่อย่อ"], row["คะแนนรวม"]) for row in screen.rows("results")]
        assert totals == [("ทต.บางเก่า", "92.50"), ("ทต.สำราญ", "85.00"), ("ทต.บางเก่า", "80.25")]
        assert 'href="?org=1000002"' in screen.html

    def test_a_total_alone_gives_no_level_from_2566_on(self, open_page: OpenPage) -> None:
        screen = open_page("ita", org="1000001")
        assert screen.tile("level") == [
            "ระดับ", "—", "คะแนนรวมอย่างเดียวบอกระดับไม่ได้ ต้องรู้คะแนนทั้งสามเครื่องมือ",
        ]  # fmt: skip
        assert screen.tile("computed")[1] == "—"
        assert screen.tile("stated") == ["คะแนนที่เอกสารระบุ", "92.50", "มีค่าเดียว จึงเทียบกันไม่ได้"]
        assert "ไม่มีคะแนนรายตัวชี้วัด" in screen.words
        assert not screen.has("card-indicators")
        assert not screen.has("card-what-if")


@pytest.mark.parametrize(("lang", "says"), [("th", "ข้อมูลจำลอง"), ("en", "Simulated data")])
def test_simulated_data_is_said_on_the_page(
    open_page: OpenPage,
    make_source: Callable[..., Path],
    build_sources: Callable[..., Warehouse],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    says: str,
) -> None:
    origin = 'title = "จำลอง"\npublisher = "ผู้ทดสอบ"\nlicence = "test"\nis_simulated = true\n'
    build_sources(make_source("made_up", origin=origin, organisation=ORGANISATIONS, ita_result=RESULTS))
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    (warning,) = [message.value for message in open_page(lang=lang).app.warning]
    assert warning.startswith(says)


def test_real_data_has_no_warning(open_page: OpenPage) -> None:
    assert not open_page().app.warning


@pytest.mark.usefixtures("country_pages")
@pytest.mark.parametrize(("org", "shown"), [("5369907", "3 → 1"), ("5369908", "0 → 0")])
def test_too_few_cases_are_told_as_counts(open_page: OpenPage, org: str, shown: str) -> None:
    # The rules give the seventh 3 cases in 2565 and one fewer each year, the eighth none in any year.
    lines = open_page(org=org, year=2567).tile("case_reduction")
    assert shown in lines
    assert "○ คดีน้อยเกินคิดเป็นร้อยละ" in lines
    assert "%" not in lines


@pytest.mark.usefixtures("country_pages")
def test_results_of_several_organisations_are_added(open_page: OpenPage) -> None:
    # 2567: cases 14, 10, 1 and 0 of 1, 4, 7 and 8, complaints twice as many and k more; trainees 17 and 47 of 1 and 4.
    cells = [list(row.values()) for row in open_page(year=2567).rows("results")]
    assert [[cell for cell in row if cell != "เรื่อง"] for row in cells if "คดีทุจริต" in row] == [
        ["คดีทุจริต", "25", "0", "14", "4"]
    ]
    assert [row[1:] for row in cells if "เรื่องร้องเรียนการทุจริต" in row] == [["70", "เรื่อง", "8", "29", "4"]]
    assert [row[-4:] for row in cells if "คน" in row] == [["คน", "17", "47", "2"]]
    assert [row[1] for row in cells if "คน" in row] == ["64"]


@pytest.mark.usefixtures("country_pages")
def test_the_lines_beyond_the_first_wait_behind_a_fold(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = open_page(year=2567).unfolded().card("attention")
    monkeypatch.setattr("dashboard.sections.attention.FIRST_LINES", 2)
    folded = open_page(year=2567).unfolded()
    # The line of the printed totals stands outside of it.
    lines = folded.html.count('class="look ') - 1
    assert f"และอีก {lines - 2} เรื่อง" in [fold.label for fold in folded.app.expander]
    # The same lines in the same order.
    assert [line for line in folded.card("attention") if not line.startswith("และอีก")] == [
        line for line in whole if not line.startswith("และอีก")
    ]
