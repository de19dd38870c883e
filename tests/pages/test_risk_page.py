"""The risk page: what is high and not under control, the grid, the register, and controls with their projects."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from urllib.parse import parse_qsl

import pytest
from made_up_rules import CODE
from screen import Link, Screen

from warehouse.reader import Warehouse

OpenPage = Callable[..., Screen]
OnDay = Callable[[date], None]
DET_UDOM = {"org": "4340701", "year": 2567}
LATE = date(2026, 12, 1)


def table(screen: Screen, card: str) -> list[str]:
    """The lines of a card after its title."""
    return screen.card(card)[1:]


def test_message_and_scope_of_det_udom(open_page: OpenPage, on_day: OnDay) -> None:
    # Document 000 lines 57 to 62: nine events, high are one of step 3 and three of step 4; no reports at all.
    on_day(LATE)
    screen = open_page("risk", **DET_UDOM)
    assert screen.heading == "ความเสี่ยงสูง 4 จาก 9 เรื่อง ยังไม่มีมาตรการควบคุมที่แล้วเสร็จ 4 เรื่อง"
    assert screen.about == "เทศบาลเมืองเดชอุดม · ปีงบประมาณ 2567 · รอบ 12 เดือน"
    assert screen.tile("high") == ["ความเสี่ยงระดับสูงขึ้นไป", "4", "จากความเสี่ยงทั้งหมด 9 เรื่อง"]
    assert screen.tile("uncontrolled")[1:] == ["4", "▲ จากความเสี่ยงสูง 4 เรื่อง"]
    # Without any report the share is unknown and not zero.
    assert screen.tile("controlled")[1:] == ["—", "ยังไม่มีรายงานของแผนในรอบนี้ ไม่นับเป็นศูนย์"]


def test_before_the_last_day_nothing_is_missing(open_page: OpenPage, on_day: OnDay) -> None:
    on_day(date(2024, 10, 31))
    screen = open_page("risk", **DET_UDOM)
    assert screen.heading == "ความเสี่ยงสูง 4 จาก 9 เรื่อง ยังไม่ถึงกำหนดรายงานมาตรการควบคุม"
    assert screen.tile("uncontrolled")[1:] == ["4", "ยังไม่ถึงกำหนดรายงาน (31 ต.ค. 2567)"]


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("th", "ระดับความเสี่ยงเป็นข้อเตือนให้ดู ไม่ใช่ข้อกล่าวหา"),
        ("en", "A level of risk is a call to look, never a charge."),
    ],
)
def test_the_page_says_that_a_level_is_no_charge(open_page: OpenPage, lang: str, says: str) -> None:
    assert says in open_page("risk", **DET_UDOM, lang=lang).words


def test_grid_of_steps_and_levels(open_page: OpenPage) -> None:
    lines = table(open_page("risk", **DET_UDOM), "matrix")
    at = lines.index("▮▮▮▮")
    assert lines[at : at + 8] == ["▮▮▮▮", "สูงมาก", "▮▮▮▯", "สูง", "▮▮▯▯", "ปานกลาง", "▮▯▯▯", "ต่ำ"]
    at = lines.index("การบริหารงานบุคคล")
    # Very high, high, medium, low, total; the cell that leads somewhere says so before its number.
    assert [line for line in lines[at + 1 : at + 8] if line.isdigit() or line == "–"] == [
        "–",
        "–",
        "1",
        "–",
        "1",
    ]
    total = lines.index("รวม", at)
    assert lines[total + 1 : total + 6] == ["0", "4", "5", "0", "9"]


def test_a_cell_of_the_grid_leads_to_its_risks(open_page: OpenPage, seeds: Warehouse) -> None:
    code = seeds.sql("select mart.step_code(any_value(process_step)) from mart.risk where step_no = 4").item()
    screen = open_page("risk", **DET_UDOM)
    assert f"step={code}&amp;level=high" in screen.html
    chosen = open_page("risk", **DET_UDOM, step=code, level="high")
    assert chosen.card("register")[0] == "ทะเบียนความเสี่ยง 3 เรื่อง"
    assert {row["ขั้นตอนการดำเนินงาน"] for row in chosen.rows()} == {"การให้บริการสาธารณะ/บริการประชาชน"}
    assert 'class="chosen"' in chosen.html


def test_the_register_gives_points_only_where_the_document_does(open_page: OpenPage) -> None:
    rows = open_page("risk", **DET_UDOM).rows()
    assert len(rows) == 9
    assert "โอกาสเกิด" not in rows[0]
    assert rows[0]["ระดับ"] == "▮▮▮▯ สูง"
    assert {row["มาตรการที่แล้วเสร็จ"] for row in rows} == {"0 จาก 6", "0 จาก 7", "0 จาก 4"}


def test_controls_stand_with_project_likeness_and_state(open_page: OpenPage, on_day: OnDay) -> None:
    on_day(LATE)
    screen = open_page("risk", **DET_UDOM)
    lines = screen.card("controls")
    assert lines[0] == "มาตรการควบคุม 23 มาตรการ"
    at = lines.index("มาตรการ NO Gift Policy")
    said = lines[at : at + 8]
    assert "ชื่อตรงกัน ดูโครงการ →" in said
    assert "100.0 %" in said
    assert "? ไม่พบรายงาน" in said
    # One control of step 2 has no project of its title: that is unknown, and no link.
    lost = lines.index("มาตรการเปิดเผยข้อมูลการบริหารและพัฒนาทรัพยากรบุคคลแก่สาธารณะ")
    assert "◇ ไม่พบโครงการที่ตรงกัน" in lines[lost : lost + 8]
    assert screen.tile("unmatched")[1:3] == ["1", "จาก 23 มาตรการ · ไม่ทราบผล ไม่ได้หมายความว่าไม่ได้ทำ"]


def test_a_control_leads_to_the_record_of_its_project(open_page: OpenPage, seeds: Warehouse) -> None:
    project = seeds.sql("select project_id from mart.risk_control where control_th like '%NO Gift%'").item()
    found = re.findall(r'href="projects\?(.*?)"', open_page("risk", **DET_UDOM).html)
    addresses = [dict(parse_qsl(unescape(query))) for query in found]
    assert {"project": project, "org": "4340701", "year": "2567", "round": "12"} in addresses
    # With those of the two menus.
    assert len(addresses) == 22 + 2


def test_controls_of_one_state(open_page: OpenPage, on_day: OnDay) -> None:
    on_day(LATE)
    screen = open_page("risk", **DET_UDOM, control="unmatched")
    assert screen.card("controls")[0] == "มาตรการควบคุม 1 มาตรการ"
    assert screen.card("register")[0] == "ทะเบียนความเสี่ยง 9 เรื่อง"


def test_a_year_without_risks_leads_to_the_nearest_that_has_some(open_page: OpenPage) -> None:
    screen = open_page("risk", year=2564)
    assert screen.heading == "ไม่มีข้อมูลความเสี่ยงปี 2564 ในขอบเขตนี้"
    assert screen.links[-1] == Link("ดูปี 2566 →", "risk", {"year": "2566"})


def test_an_organisation_without_risks_says_why(open_page: OpenPage) -> None:
    screen = open_page("risk", org="5760403")
    assert screen.heading == "ไม่มีข้อมูลความเสี่ยงปี 2566 ในขอบเขตนี้"
    assert screen.part("div", "empty").startswith("ไม่มีแผนของปีนี้ที่มีตารางประเมินความเสี่ยง")
    assert not screen.has("card-matrix")


@pytest.mark.parametrize(
    "wrong",
    [{"level": "extreme"}, {"step": "' or 1=1"}, {"concern": "x"}, {"control": "x"}, {"controls_page": "x"}],
)
def test_a_wrong_filter_filters_nothing(open_page: OpenPage, wrong: dict[str, str]) -> None:
    screen = open_page("risk", **DET_UDOM, **wrong)
    assert not screen.app.exception
    assert screen.card("register")[0] == "ทะเบียนความเสี่ยง 9 เรื่อง"
    assert screen.card("controls")[0] == "มาตรการควบคุม 23 มาตรการ"


# --- the made-up country


@pytest.mark.usefixtures("country_pages")
class TestCountry:
    def test_several_organisations_add_up_and_stand_each(self, open_page: OpenPage, on_day: OnDay) -> None:
        on_day(LATE)
        screen = open_page("risk", year=2567, round=12)
        # 4 + k mod 3 events of 1, 2, 3, 4, 8 and 9.
        assert screen.tile("high")[1:] == ["15", "จากความเสี่ยงทั้งหมด 30 เรื่อง"]
        assert screen.about.endswith("มีตารางความเสี่ยง 6 จาก 12 หน่วยงาน")
        names = [row["ชื่อเต็ม"] for row in screen.rows()]
        assert len(names) == 6
        assert "เทศบาลตำบลตัวอย่างหนึ่ง" in names
        assert f"risk?year=2567&amp;round=12&amp;org={CODE[1]}" in screen.html

    def test_every_high_risk_has_a_finished_control(self, open_page: OpenPage, on_day: OnDay) -> None:
        on_day(LATE)
        screen = open_page("risk", year=2567, round=12)
        assert screen.heading.startswith("ความเสี่ยงสูง 15 จาก 30 เรื่อง มีมาตรการควบคุมที่แล้วเสร็จ")
        assert screen.tile("uncontrolled")[1:] == ["0", "● จากความเสี่ยงสูง 15 เรื่อง"]
        # Completed are 15 of the 36 controls of steps with a high risk.
        assert screen.tile("controlled")[1:] == ["41.7 %", "15 จาก 36 มาตรการควบคุมแล้วเสร็จ"]

    def test_likelihood_and_impact_where_given(self, open_page: OpenPage) -> None:
        assert "เฉพาะ 20 จาก 30 เรื่อง" in "".join(open_page("risk", year=2567).card("points"))
        # 8 gives levels only.
        assert not open_page("risk", year=2567, org=CODE[8]).has("card-points")

    def test_one_level_alone(self, open_page: OpenPage) -> None:
        assert open_page("risk", year=2567, level="low").card("register")[0] == "ทะเบียนความเสี่ยง 7 เรื่อง"

    def test_english(self, open_page: OpenPage, on_day: OnDay) -> None:
        on_day(LATE)
        screen = open_page("risk", year=2568, round=12, lang="en")
        assert screen.heading == "13 of 26 risks are high, 13 of them without a finished control"
