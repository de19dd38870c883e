"""What needs attention: its order, one line for many of a kind, and where each line leads."""

from collections.abc import Callable
from datetime import date

import pytest
from screen import Screen

from warehouse.reader import Warehouse

OpenPage = Callable[..., Screen]
pytestmark = pytest.mark.usefixtures("country_pages")


@pytest.fixture(autouse=True)
def _day(on_day: Callable[[date], None]) -> None:
    on_day(date(2026, 11, 21))


def _lines(screen: Screen) -> list[str]:
    return [line for line in screen.unfolded().card("attention") if line not in "○●▲▼◐"]


def test_reports_come_first_and_contradictions_last(open_page: OpenPage) -> None:
    lines = _lines(open_page(year=2567, round=12))
    wanted = [
        "ไม่พบรายงาน ",
        "ยังรอรายงาน ",
        "คะแนน ITA ต่ำกว่าเป้าหมาย ",
        "ดำเนินการไม่ได้ ",
        "ใช้งบไม่ถึงหนึ่งในห้า ",
        "ยังดำเนินการอยู่เมื่อสิ้นปี ",
    ]
    places = [next(index for index, line in enumerate(lines) if line.startswith(words)) for words in wanted]
    assert places == sorted(places)
    contradiction = next(index for index, line in enumerate(lines) if "แล้วเสร็จแต่ไม่เบิกจ่ายเลย" in line)
    assert contradiction > places[-1]


@pytest.mark.parametrize("status", ["not_reported", "awaiting_report", "cannot_proceed"])
def test_a_line_counts_what_the_reports_say(open_page: OpenPage, country: Warehouse, status: str) -> None:
    planned = """
        from mart.project_year as p join mart.plan as plan using (plan_id)
        left join (from mart.status_report where report_round = 12) as r using (project_id, fiscal_year)
        where p.fiscal_year = 2567 and not plan.is_draft
    """
    wanted = "r.status_code is null" if status == "not_reported" else f"r.status_code = '{status}'"
    [(count,)] = country.sql(f"select count(*) {planned} and {wanted}").rows()
    assert count > 2
    screen = open_page(year=2567, round=12)
    words = {
        "not_reported": "ไม่พบรายงาน",
        "awaiting_report": "ยังรอรายงาน",
        "cannot_proceed": "ดำเนินการไม่ได้",
    }[status]
    assert f"{words} {count} โครงการ" in _lines(screen)
    [link] = [link for link in screen.links if link.parameters.get("status") == status]
    assert link.page == "projects"
    assert link.parameters == {"year": "2567", "round": "12", "status": status}


def test_who_worsens_below_the_target_is_named(open_page: OpenPage) -> None:
    # The rules give 5349903 a total that falls by 2 a year, from 75.4 in 2566 to 73.4 in 2567, below the 85 to hold.
    screen = open_page(year=2567, round=12, org="5349903")
    assert "ทต.ตัวอย่างสาม: คะแนน ITA ไม่ถึงและแย่ลง" in _lines(screen)
    assert "ได้ 73.40 คะแนน เป้าหมายปี 2567 85.00" in _lines(screen)


@pytest.mark.parametrize(("year", "is_any"), [(2567, False), (2569, True)])
def test_high_risks_without_a_finished_control(
    open_page: OpenPage, country: Warehouse, year: int, is_any: bool
) -> None:
    # In 2567 each step with a high risk has a control completed; of 2569, due in October 2026, nothing is reported.
    # Whose step has a high risk, and none of whose controls has a project completed at twelve months.
    [(risks,)] = country.sql(
        """select count(*) from mart.risk as r join mart.plan as p using (plan_id)
           where r.level_code in ('high', 'very_high') and coalesce(r.fiscal_year, $year) = $year
               and $year between p.first_fiscal_year and p.last_fiscal_year and not p.is_draft
               and not exists (
                   select 1 from mart.risk_control as c
                   join mart.status_report as s on s.project_id = c.project_id
                   where c.plan_id = r.plan_id and c.step_no = r.step_no and s.fiscal_year = $year
                       and s.report_round = 12 and s.status_code = 'completed'
               )""",
        {"year": year},
    ).rows()
    assert bool(risks) is is_any
    lines = _lines(open_page(year=year, round=12))
    found = [line for line in lines if line.startswith("ความเสี่ยงสูง")]
    assert found == ([f"ความเสี่ยงสูง {risks} เรื่อง ยังไม่มีมาตรการควบคุมที่รายงานว่าแล้วเสร็จ"] if risks else [])
