"""The page of one organisation: its sentence, timeline, money, ITA, targets, risks, proof; and the list before it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from screen import Link, Screen, plain

from warehouse.reader import Warehouse

OpenPage = Callable[..., Screen]
SetDay = Callable[[date], None]
DET_UDOM, PHITSANULOK, NA_NONG_THUM = "4340701", "2650101", "5361202"
SAMRAN, BANG_KAO = "5350108", "5760403"


@pytest.fixture(autouse=True)
def _today(on_day: SetDay) -> None:
    on_day(date(2026, 11, 21))


def summaries(screen: Screen) -> list[str]:
    """The line of each dimension in the timeline."""
    timeline = screen.html.partition('<div class="timeline">')[2]
    return [plain(line) for line in re.findall(r"<summary.*?</summary>", timeline, re.DOTALL)]


def timeline_rows(screen: Screen) -> list[list[str]]:
    """The cells of each project in the timeline."""
    (table,) = re.findall(r'<div class="timeline">(.*)</div>', screen.html, re.DOTALL)
    rows = re.findall(r'<tr class="line">(.*?)</tr>', table, re.DOTALL)
    return [[plain(cell) for cell in re.findall(r"<td.*?>(.*?)</td>", row, re.DOTALL)] for row in rows]


class TestList:
    def test_without_an_organisation_there_is_a_choice(self, open_page: OpenPage) -> None:
        screen = open_page("organisation")
        assert screen.heading == "เลือกหน่วยงานที่ต้องการดู"
        assert len(screen.rows()) == 5
        assert not screen.has("tiles")
        first = screen.rows()[0]
        assert list(first.values()) == [
            "องค์การบริหารส่วนจังหวัดพิษณุโลก", "เมืองพิษณุโลก", "พิษณุโลก", "2565–2570", "2565", "—",
        ]  # fmt: skip

    def test_a_name_leads_to_its_page_without_the_words_searched(self, open_page: OpenPage) -> None:
        table = re.search(
            r'<table class="rows">.*?</table>', open_page("organisation", search="เดชอุดม", lang="en").html
        )
        assert table
        assert re.findall(r'<a href="(\?[^"]*org=[^"]*)"', table[0]) == ["?lang=en&amp;org=4340701"]

    @pytest.mark.parametrize(
        ("parameters", "names"),
        [
            ({"search": "สำราญ"}, ["เทศบาลตำบลสำราญ"]),
            ({"province": "34"}, ["เทศบาลเมืองเดชอุดม"]),
            ({"type": "pao"}, ["องค์การบริหารส่วนจังหวัดพิษณุโลก"]),
            ({"org": "9999999", "search": "บางเก่า"}, ["เทศบาลตำบลบางเก่า"]),
        ],
        ids=str,
    )
    def test_is_narrowed_by_words_and_scope(
        self, open_page: OpenPage, parameters: dict[str, str], names: list[str]
    ) -> None:
        assert [row["ชื่อเต็ม"] for row in open_page("organisation", **parameters).rows()] == names

    def test_says_when_nothing_fits(self, open_page: OpenPage) -> None:
        screen = open_page("organisation", search="ไม่มีที่นี่")
        assert "ไม่พบหน่วยงานที่ตรงกับคำค้น" in screen.words
        assert "<table" not in screen.html

    @pytest.mark.usefixtures("country_pages")
    def test_lists_a_page_at_a_time(self, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
        every = [row["ชื่อเต็ม"] for row in open_page("organisation").rows()]
        monkeypatch.setattr("dashboard.pager.limits.__defaults__", ("page", 5))
        monkeypatch.setattr("dashboard.lists.show.__kwdefaults__", {"name": "page", "rows": 5, "notes": ()})
        last = open_page("organisation", page=3)
        # Twelve organisations: five, five and two.
        assert [row["ชื่อเต็ม"] for row in last.rows()] == every[10:]
        assert "แถว 11–12 จาก 12" in last.words


class TestHeading:
    @pytest.mark.parametrize(
        ("parameters", "sentence"),
        [
            ({"org": PHITSANULOK}, "ทำเสร็จ 33 จาก 38 โครงการ แต่เบิกจ่ายได้ร้อยละ 32.4 ของงบ"),
            ({"org": DET_UDOM}, "ไม่พบรายงานผลตามแผนปี 2566–2569 ส่วนปี 2570 วางแผนไว้ 62 โครงการ"),
            ({"org": BANG_KAO}, "ไม่พบรายงานผลของ 39 โครงการตามแผนปี 2566"),
            # 85 − 68.42 = 16.58; the measures of 2565 were never reported on.
            ({"org": NA_NONG_THUM}, "คะแนน ITA ปี 2564 ได้ 68.42 ต่ำกว่าเป้าหมาย 16.58 คะแนน และไม่พบรายงานผลตามแผนปี 2565"),
            ({"org": PHITSANULOK, "year": 2566}, "วางแผน 37 โครงการในปี 2566 ยังไม่มีรายงานรอบ 12 เดือน"),
        ],
        ids=str,
    )  # fmt: skip
    def test_is_the_sentence_that_matters(
        self, open_page: OpenPage, parameters: dict[str, object], sentence: str
    ) -> None:
        assert open_page("organisation", **parameters).heading == sentence

    def test_in_english(self, open_page: OpenPage) -> None:
        screen = open_page("organisation", org=DET_UDOM, lang="en")
        assert screen.heading == "No reports found for the plan of 2566–2569; 62 projects planned in 2570"

    def test_says_whom_it_is_about(self, open_page: OpenPage) -> None:
        assert open_page("organisation", org=DET_UDOM).about == (
            "เทศบาลเมืองเดชอุดม อำเภอเดชอุดม จังหวัดอุบลราชธานี · ปีงบประมาณ 2570 · รอบ 12 เดือน"
        )

    def test_a_draft_is_said_to_be_one(self, open_page: OpenPage) -> None:
        screen = open_page("organisation", org=PHITSANULOK, year=2566)
        assert screen.about.endswith("รวม 37 โครงการจากร่างแผน")
        assert timeline_rows(screen)[0][0].startswith("1. (ร่าง) ")

    @pytest.mark.usefixtures("country_pages")
    @pytest.mark.parametrize(
        ("org", "year", "sentence"),
        [
            # 1 completes projects 1 to 12 in 2567, but 6 and 12 are not planned in odd years: 71 %, an amber flag.
            ("5349901", 2567, "ทำเสร็จ 10 จาก 14 โครงการ แต่ ITA 84.40 คะแนน สูงกว่าเป้าหมาย 2.40"),
            # 9 in 2563 completes 2 of 17; its ITA of 75.90 is held against the national 85.
            ("2659909", 2563, "ทำเสร็จ 2 จาก 17 โครงการ และ ITA 75.90 คะแนน ต่ำกว่าเป้าหมาย 9.10"),
        ],
    )
    def test_work_and_ita_in_one_sentence(
        self, open_page: OpenPage, org: str, year: int, sentence: str
    ) -> None:
        assert open_page("organisation", org=org, year=year, round=12).heading == sentence

    @pytest.mark.usefixtures("country_pages")
    def test_an_organisation_without_anything_has_a_page(self, open_page: OpenPage) -> None:
        screen = open_page("organisation", org="5769912")
        assert screen.heading == "ยังไม่มีข้อมูลของหน่วยงานนี้"
        for key, why in {
            "plan": "ไม่มีโครงการตามแผน",
            "money": "ยังไม่มีแผนของหน่วยงานนี้",
            "ita": "ยังไม่มีผล ITA ของหน่วยงานนี้",
            "targets": "หน่วยงานนี้ยังไม่มีเป้าหมาย",
            "risks": "ไม่มีตารางความเสี่ยง",
            "findings": "ไม่มีข้อตรวจพบของหน่วยงานนี้",
        }.items():
            assert screen.card(key)[1].startswith(why)


def test_tiles_are_those_of_the_overview(open_page: OpenPage) -> None:
    here, there = (open_page(slug, org=PHITSANULOK, year=2565) for slug in ("organisation", "overview"))
    for key in ("project_completion", "budget_disbursed", "report_coverage", "planned_budget"):
        assert here.tile(key) == there.tile(key)


class TestTimeline:
    def test_counts_projects_by_quarter(self, open_page: OpenPage, seeds: Warehouse) -> None:
        counted = seeds.sql(
            "select dimension_no, count(*) as n, "
            "count(*) filter (list_contains(planned_quarters, 1)) as q1, "
            "count(*) filter (list_contains(planned_quarters, 2)) as q2, "
            "count(*) filter (list_contains(planned_quarters, 3)) as q3, "
            "count(*) filter (list_contains(planned_quarters, 4)) as q4 "
            "from mart.project_year where org_code = '2650101' and fiscal_year = 2565 group by 1 order by 1"
        )
        lines = summaries(open_page("organisation", org=PHITSANULOK, year=2565))
        assert len(lines) == counted.height == 4
        for line, row in zip(lines, counted.iter_rows(named=True), strict=True):
            assert f"{row['n']} โครงการ" in line
            assert re.findall(r"ไตรมาส (\d): (\d+)", line) == [
                (str(q), str(row[f"q{q}"])) for q in (1, 2, 3, 4)
            ]
        assert sum(counted["n"]) == 38

    def test_each_project_stands_in_its_quarters_with_its_status(
        self, open_page: OpenPage, seeds: Warehouse
    ) -> None:
        rows = timeline_rows(open_page("organisation", org=PHITSANULOK, year=2565))
        plans = {
            str(row["seq_no"]): row
            for row in seeds.sql(
                "select p.seq_no, p.title_th, p.planned_quarters, s.symbol, s.status_th "
                "from mart.project_year p join mart.status s using (status_code) "
                "where p.org_code = '2650101' and p.fiscal_year = 2565"
            ).iter_rows(named=True)
        }
        assert len(rows) == len(plans) == 38
        for cells in rows:
            plan = plans[cells[0].partition(".")[0]]
            assert cells[0].endswith(" ".join(plan["title_th"].split()))
            planned = [number for number in (1, 2, 3, 4) if cells[number]]
            assert planned == plan["planned_quarters"]
            assert {cells[number] for number in planned} == {f"{plan['symbol']}วางแผนไว้"}
            assert cells[5].startswith(f"{plan['symbol']} {plan['status_th']}")

    def test_a_plan_without_quarters_says_so(self, open_page: OpenPage) -> None:
        screen = open_page("organisation", org=DET_UDOM)
        assert ["แผนไม่ระบุไตรมาส" in line for line in summaries(screen)] == [True] * 4
        assert {tuple(cells[1:-1]) for cells in timeline_rows(screen)} == {("—",)}

    def test_many_projects_are_behind_their_dimension_and_few_stand_open(self, open_page: OpenPage) -> None:
        assert "<details open>" not in open_page("organisation", org=DET_UDOM).html
        assert open_page("organisation", org=SAMRAN).html.count("<details open>") == 1

    @pytest.mark.parametrize(
        ("today", "months"),
        [
            (date(2026, 10, 1), "ต.ค.–ธ.ค."),
            (date(2027, 3, 31), "ม.ค.–มี.ค."),
            (date(2027, 9, 30), "ก.ค.–ก.ย."),
            (date(2027, 10, 1), ""),
            (date(2026, 9, 30), ""),
        ],
        ids=str,
    )
    def test_the_quarter_of_today_is_marked(
        self, open_page: OpenPage, on_day: SetDay, today: date, months: str
    ) -> None:
        on_day(today)
        html = open_page("organisation", org=DET_UDOM, year=2570).html
        marked = [plain(cell) for cell in re.findall(r'<span class="q now">(.*?)</span>', html)]
        assert [cell.endswith("ขณะนี้") and months in cell for cell in marked] == [True] * bool(months)

    def test_a_project_leads_to_its_record(self, open_page: OpenPage) -> None:
        html = open_page("organisation", org=PHITSANULOK, year=2565).html
        (where,) = re.findall(r'href="(projects\?[^"]*project=2650101-2565-2565-22[^"]*)"', html)
        assert set(where.partition("?")[2].split("&amp;")) == {
            "year=2565", "round=12", "org=2650101", "project=2650101-2565-2565-22",
        }  # fmt: skip

    def test_another_year_with_a_plan_is_offered(self, open_page: OpenPage) -> None:
        screen = open_page("organisation", org=NA_NONG_THUM)
        assert screen.card("plan")[1] == "ไม่มีโครงการตามแผนของปี 2564 ในขอบเขตนี้"
        assert Link("ดูปี 2565 →", "organisation", {"org": NA_NONG_THUM, "year": "2565"}) in screen.links


class TestMoney:
    def test_planned_and_disbursed_of_each_year(self, open_page: OpenPage) -> None:
        screen = open_page("organisation", org=PHITSANULOK)
        (words,) = [words for words in screen.charts if "เบิกจ่าย" in words]
        assert words.startswith("2565: ตามแผน 275,145, เบิกจ่ายที่รายงาน 89,141.40; 2566: ตามแผน 132,640")
        assert words.count("เบิกจ่ายที่รายงาน ไม่มีรายงาน") == 5
        assert "ปี 2565: เบิกจ่ายจาก 5 ใน 5 โครงการที่มีงบ ตามรายงานรอบ 12 เดือน" in screen.card("money")

    @pytest.mark.parametrize(
        ("org", "why"),
        [
            (NA_NONG_THUM, "แผนไม่ระบุงบประมาณของโครงการ"),
            (SAMRAN, "แผนไม่ระบุงบประมาณของโครงการ"),
            (BANG_KAO, "ทุกโครงการตามแผนไม่ใช้งบประมาณ"),
        ],
    )
    def test_says_why_there_is_none(self, open_page: OpenPage, org: str, why: str) -> None:
        assert open_page("organisation", org=org).card("money")[1] == why

    def test_what_is_not_reported_is_not_zero(self, open_page: OpenPage) -> None:
        lines = open_page("organisation", org=DET_UDOM).card("money")
        assert "ปี 2570: มีงบ 16 โครงการ ยังไม่มีรายงานเบิกจ่าย จึงไม่นับเป็นศูนย์" in lines
        assert not [line for line in lines if re.search(r"เบิกจ่ายที่รายงาน 0\b", line)]


class TestIta:
    def test_is_of_the_latest_year_up_to_the_one_shown(self, open_page: OpenPage) -> None:
        lines = open_page("organisation", org=NA_NONG_THUM, year=2565).card("ita")
        assert lines[0] == "ITA รายตัวชี้วัด ปี 2564"
        assert "68.42 คะแนน · ระดับ C" in lines
        assert "ต่ำกว่าเป้าหมาย 85.00 อยู่ 16.58 คะแนน" in lines

    @pytest.mark.usefixtures("country_pages")
    def test_a_stated_total_alone_has_no_indicators(self, open_page: OpenPage) -> None:
        # 10 has stated totals of 82 − (y − 2562): 76 in 2568.
        lines = open_page("organisation", org="5659910", year=2568).card("ita")
        assert lines[0] == "ITA รายตัวชี้วัด ปี 2568"
        assert [line for line in lines if line.startswith("76.00 คะแนน")]
        assert "ไม่มีคะแนนรายตัวชี้วัด" in lines


class TestTargets:
    def test_a_target_without_values(self, open_page: OpenPage) -> None:
        lines = open_page("organisation", org=DET_UDOM, year=2567).card("targets")
        assert "เป้าหมายปี 2567 70.00 คะแนน" in lines
        assert "เป้าหมายปี 2567 20.0 %" in lines

    @pytest.mark.usefixtures("country_pages")
    def test_value_target_projection_and_verdict(self, open_page: OpenPage, country: Warehouse) -> None:
        (judged,) = country.sql(
            "select value, target_value, projected_value, status_code from mart.metric_status "
            "where org_code = '2659909' and metric_code = 'ita_score' and fiscal_year = 2568"
        ).rows()
        assert judged == (78.4, 80.0, 78.9, "off_track")
        lines = open_page("organisation", org="2659909", year=2568).card("targets")
        assert "คะแนน ITA: ห่างเส้นทาง" in lines
        assert "ปี 2568 ได้ 78.40 คะแนน · เป้าหมายปี 2569 80.00 คะแนน · แนวโน้มคาดว่าได้ 78.90 คะแนน" in lines

    @pytest.mark.usefixtures("country_pages")
    def test_too_few_cases_are_counts(self, open_page: OpenPage) -> None:
        lines = open_page("organisation", org="5369907", year=2568).card("targets")
        assert [line for line in lines if line.startswith("จาก ") and "คดีในปีฐาน" in line]


class TestRisks:
    def test_by_step_with_controls_and_their_projects(self, open_page: OpenPage) -> None:
        screen = open_page("organisation", org=DET_UDOM)
        lines = screen.card("risks")
        assert "9 เรื่องใน 4 ขั้นตอน ระดับสูงขึ้นไป 4 เรื่อง · มาตรการควบคุม 23 ข้อ ตรงกับโครงการ 22 แล้วเสร็จ 0" in lines
        assert len(screen.parts("section", "step")) == 4
        first = screen.parts("section", "step")[0]
        assert first.startswith("1. การบริหารงานของหน่วยงาน")
        assert first.count("▮▮▯▯ ปานกลาง") == 3
        assert "ไม่พบโครงการที่ตรงกัน" in screen.parts("section", "step")[1]
        assert any("ไม่ใช่ข้อกล่าวหา" in line for line in lines)

    @pytest.mark.usefixtures("country_pages")
    def test_a_control_bears_the_status_of_its_project(self, open_page: OpenPage) -> None:
        # 1 completed its first 12 projects of 2567: control 1 of step 1 is project 1, control 2 is project 11.
        screen = open_page("organisation", org="5349901", year=2567, round=12)
        first = screen.parts("section", "step")[0]
        assert first.count("✓ ดำเนินการแล้วเสร็จ") == 2
        assert first.count("ไม่พบโครงการที่ตรงกัน") == 1

    @pytest.mark.parametrize("org", [NA_NONG_THUM, SAMRAN, BANG_KAO, PHITSANULOK])
    def test_says_why_there_are_none(self, open_page: OpenPage, org: str) -> None:
        assert open_page("organisation", org=org).card("risks")[1].startswith("ไม่มีตารางความเสี่ยงในเอกสารของปี")


def test_results_without_statuses_are_shown(open_page: OpenPage, seeds: Warehouse) -> None:
    screen = open_page("organisation", org=SAMRAN)
    (counted,) = seeds.sql(
        "select (select count(*) from mart.result where org_code = '5350108')"
        " + (select count(*) from mart.case_count where org_code = '5350108')"
    ).row(0)
    assert screen.card("results")[0] == f"ผลที่รายงาน {counted} รายการ"
    assert len(screen.rows()) == counted
    assert not open_page("organisation", org=DET_UDOM).has("card-results")


class TestProof:
    def test_sources_with_document_and_checksum(self, open_page: OpenPage, seeds: Warehouse) -> None:
        lines = open_page("organisation", org=DET_UDOM).card("sources")
        (source,) = seeds.sql("select * from mart.source where source_id like 'det_udom%'").iter_rows(
            named=True
        )
        for said in (source["title_th"], source["document"], source["sha256"], "2566–2570"):
            assert said in lines
        assert f"ใช้ในหน้านี้ 354 แถว จากที่อ่าน {source['row_count']} แถว" in lines

    def test_findings_of_a_clean_source(self, open_page: OpenPage) -> None:
        lines = open_page("organisation", org=DET_UDOM).card("findings")
        assert "ไม่มีเรื่องค้าง" in lines
        assert "ยอดที่เอกสารพิมพ์ตรงกับรายการ 37 จาก 37 ยอด" in lines
        assert "แก้ไขตามหลักฐาน 8 ช่อง" in lines

    @pytest.mark.usefixtures("country_pages")
    def test_totals_that_differ_are_counted_and_shown(self, open_page: OpenPage, country: Warehouse) -> None:
        lines = open_page("organisation", org="5349903").card("findings")
        agreeing, checked = country.sql(
            "select count(*) filter (resolution = 'agrees'), count(*) from mart.finding where org_code = '5349903' "
            "and rule_code in ('control_total', 'stated_project_count', 'ita_total', 'ita_level')"
        ).row(0)
        assert (agreeing, checked) == (2, 4)
        assert f"ยอดที่เอกสารพิมพ์ตรงกับรายการ {agreeing} จาก {checked} ยอด" in lines
        assert "ไม่มีเรื่องค้าง" not in lines

    def test_leads_to_the_evidence(self, open_page: OpenPage) -> None:
        link = Link("ดูหลักฐานทั้งหมด →", "evidence", {"org": DET_UDOM, "year": "2570"})
        assert link in open_page("organisation", org=DET_UDOM).links
