"""The numbers on the pages against the warehouse, each asked of its base tables in another way."""

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from screen import Screen

from warehouse.reader import Warehouse

OpenPage = Callable[..., Screen]
TODAY = date(2026, 11, 20)
DUE = {6: (4, 30), 12: (10, 31)}

FILTERS = [
    {"year": 2565, "round": 12},
    {"year": 2565, "round": 6},
    {"year": 2565, "round": 12, "dimension": 1},
    {"year": 2565, "round": 12, "dimension": 4},
    {"year": 2565, "round": 12, "org": "2650101", "dimension": 2},
    {"year": 2565, "round": 12, "org": "2650101", "dimension": 3},
    {"year": 2565, "round": 12, "org": "5361202"},
    {"year": 2565, "round": 12, "province": "36"},
    {"year": 2565, "round": 12, "type": "subdistrict_municipality"},
    {"year": 2566, "round": 12},
    {"year": 2566, "round": 12, "type": "town_municipality"},
    {"year": 2566, "round": 6, "org": "5760403"},
    {"year": 2567, "round": 12, "org": "4340701", "dimension": 1},
    {"year": 2568, "round": 12},
    {"year": 2570, "round": 6},
]

# The rows of the view: no view, macro or named query of the project, only tables.
ROWS = """
select p.project_id, p.plan_id, p.org_code, p.fiscal_year, p.dimension_no, p.budget_baht, p.is_draft,
       r.status_code, r.disbursed_baht
from mart.project_year as p
join mart.plan as plan on plan.plan_id = p.plan_id
join mart.organisation as o on o.org_code = p.org_code
left join (
    select * from mart.status_report where report_round = $round
) as r on r.project_id = p.project_id and r.fiscal_year = p.fiscal_year
where p.fiscal_year = $year
    and coalesce(o.org_code = $org, true)
    and coalesce(o.province_code = $province, true)
    and coalesce(o.type_code = $type, true)
    and coalesce(p.dimension_no = $dimension, $dimension is null)
    and not exists (
        select 1 from mart.plan as adopted
        where plan.is_draft and not adopted.is_draft and adopted.org_code = plan.org_code
            and adopted.kind = plan.kind
            and p.fiscal_year between adopted.first_fiscal_year and adopted.last_fiscal_year
    )
"""
# A plan is counted in a round when anything but awaiting was reported of it, in whatever dimension.
REPORTED_PLANS = """
select distinct p.plan_id
from mart.project_year as p
join mart.status_report as r on r.project_id = p.project_id and r.fiscal_year = p.fiscal_year
where r.fiscal_year = $year and r.report_round = $round and r.status_code <> 'awaiting_report'
"""

Rows = list[dict[str, Any]]


@pytest.fixture(params=FILTERS, ids=str)
def view(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The filters of one view."""
    return dict(request.param)


@pytest.fixture
def rows(seeds: Warehouse, view: dict[str, Any]) -> Rows:
    """The projects of the view."""
    names = ("year", "round", "org", "province", "type", "dimension")
    return list(seeds.sql(ROWS, {name: view.get(name) for name in names}).iter_rows(named=True))


@pytest.fixture
def reported(seeds: Warehouse, view: dict[str, Any], rows: Rows) -> Rows:
    """Those whose plan was reported in the round."""
    plans = set(seeds.sql(REPORTED_PLANS, {"year": view["year"], "round": view["round"]})["plan_id"])
    return [row for row in rows if row["plan_id"] in plans]


def _percent(part: Decimal | int, whole: Decimal | int) -> str:
    return str((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _baht(value: Decimal) -> str:
    return f"{value:,.2f}".removesuffix(".00")


def _value(screen: Screen, key: str) -> str:
    return screen.tile(key)[2]


@pytest.fixture
def overview(open_page: OpenPage, on_day: Callable[[date], None], view: dict[str, Any]) -> Screen:
    """The overview of the view on one day."""
    on_day(TODAY)
    return open_page(**view)


def test_completion(overview: Screen, reported: Rows) -> None:
    done = sum(row["status_code"] == "completed" for row in reported)
    expected = _percent(done, len(reported)) if reported else "—"
    assert _value(overview, "project_completion") == expected


def test_coverage(overview: Screen, reported: Rows) -> None:
    told = sum(row["status_code"] not in (None, "awaiting_report") for row in reported)
    expected = _percent(told, len(reported)) if reported else "—"
    assert _value(overview, "report_coverage") == expected


def test_disbursed(overview: Screen, reported: Rows) -> None:
    paid = [row for row in reported if row["disbursed_baht"] is not None and (row["budget_baht"] or 0) > 0]
    disbursed = sum((row["disbursed_baht"] for row in paid), Decimal(0))
    budget = sum((row["budget_baht"] for row in paid), Decimal(0))
    lines = overview.tile("budget_disbursed")
    assert lines[2] == (_percent(disbursed, budget) if paid else "—")
    if paid:
        assert f"{_baht(disbursed)} จาก {_baht(budget)} บาท" in lines


def test_planned_budget(overview: Screen, rows: Rows) -> None:
    told = [row["budget_baht"] for row in rows if row["budget_baht"] is not None]
    assert overview.has("tile-planned_budget") == bool(told)
    if told:
        assert _value(overview, "planned_budget") == _baht(sum(told, Decimal(0)))


def test_heading(overview: Screen, rows: Rows, reported: Rows, view: dict[str, Any]) -> None:
    if reported:
        done = sum(row["status_code"] == "completed" for row in reported)
        assert overview.heading.startswith(f"ทำเสร็จ {done} จาก {len(reported)} โครงการ")
    else:
        assert f"{len(rows)} โครงการในปี {view['year']} " in overview.heading


def test_drafts(overview: Screen, rows: Rows) -> None:
    drafts = sum(row["is_draft"] for row in rows)
    assert re.findall(r"รวม (\d+) โครงการจากร่างแผน", overview.about) == ([str(drafts)] if drafts else [])


def test_statuses_by_dimension(overview: Screen, rows: Rows, view: dict[str, Any]) -> None:
    is_past = date(view["year"] - 543, *DUE[view["round"]]) < TODAY
    words = {
        "completed": "ดำเนินการแล้วเสร็จ",
        "in_progress": "อยู่ระหว่างดำเนินการ",
        "awaiting_report": "รอรายงาน",
    }
    silent = {True: "ไม่พบรายงาน", False: "ยังไม่ถึงกำหนดรายงาน"}
    expected: dict[tuple[str, str], int] = {}
    for row in rows:
        # A draft owes no report, however late the day.
        status = words.get(row["status_code"]) or silent[is_past and not row["is_draft"]]
        key = (str(row["dimension_no"] or "—"), status)
        expected[key] = expected.get(key, 0) + 1
    shown = {(row["มิติ"], row["ชื่อสถานะ"]): int(row["จำนวนโครงการ"]) for row in overview.unfolded().rows()}
    assert shown == expected
    (alt,) = overview.charts
    assert sum(int(number) for number in re.findall(r" (\d+)(?=[,;]|$)", alt)) == len(rows)


def test_list_of_projects(
    open_page: OpenPage, on_day: Callable[[date], None], view: dict[str, Any], rows: Rows
) -> None:
    on_day(TODAY)
    left = sum(row["status_code"] != "completed" for row in rows)
    opened = open_page("projects", **view)
    assert opened.heading == f"ยังไม่แล้วเสร็จ {left} จาก {len(rows)} โครงการ"
    assert f"ดาวน์โหลด {left} แถว" in opened.words
    screen = open_page("projects", **view, status="all")
    assert f"{len(rows)} โครงการ" in screen.heading
    assert f"ดาวน์โหลด {len(rows)} แถว" in screen.words
    if len(rows) <= (75 if "org" in view else 25):
        budgets = [_baht(row["budget_baht"]) if row["budget_baht"] is not None else "—" for row in rows]
        shown = [row.get("งบประมาณ (บาท)", "—") for row in screen.rows()]
        assert sorted(shown) == sorted(budgets)


@pytest.mark.parametrize("org", [{}, {"org": "5361202"}, {"province": "36"}], ids=str)
def test_ita_score_follows_from_its_ten_indicators(
    open_page: OpenPage, seeds: Warehouse, org: dict[str, str]
) -> None:
    scores = seeds.sql(
        "select indicator_no, score from mart.ita_indicator "
        "where org_code = '5361202' and fiscal_year = 2564 order by indicator_no"
    )["score"].to_list()
    iit, eit, oit = sum(scores[:5]) / 5, sum(scores[5:8]) / 3, sum(scores[8:]) / 2
    total = f"{Decimal('0.3') * iit + Decimal('0.3') * eit + Decimal('0.4') * oit:.2f}"
    assert total == "68.42"
    assert _value(open_page(year=2564, **org), "ita_score") == total
    assert open_page("ita", **org).tile("computed")[1] == total


def test_a_chart_of_another_year_is_the_same_with_other_rows(
    open_page: OpenPage, country_pages: None
) -> None:
    # The browser then puts the new rows into the chart that stands there, and does not make it from the beginning.
    charts = [
        node.proto
        for year in (2566, 2567)
        for node in open_page("compare", year=year, section="pairs").inside("card-pairs")
        if node.type == "vega_lite_chart"
    ]
    assert [len(charts), charts[0].spec == charts[1].spec] == [2, True]
    assert {rows.name[:5] for chart in charts for rows in chart.datasets} == {"rows_"}
    assert [rows.data for rows in charts[0].datasets] != [rows.data for rows in charts[1].datasets]


def test_letters_of_a_chart_have_no_tooltip_of_columns(open_page: OpenPage, country_pages: None) -> None:
    (spec,) = [
        json.loads(node.proto.spec)
        for node in open_page("ita", year=2567, org="4349904").inside("card-missing")
        if node.type == "vega_lite_chart"
    ]
    assert spec["config"]["mark"]["tooltip"] is False
    told = [[entry["title"] for entry in layer["encoding"].get("tooltip", [])] for layer in spec["layer"]]
    assert sorted(told) == [[], ["ตัวชี้วัด", "ยังเพิ่มคะแนนรวมได้", "คะแนน"]]
