"""Downloads and dictionary: every table with its rows and columns, each metric with its definition and values."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from screen import Screen, plain

from dashboard.language import texts
from warehouse.reader import Warehouse
from warehouse.sqlfile import sql_files

OpenPage = Callable[..., Screen]
METRICS = sorted(sql_files("metrics"))
# Name of the table, its rows as the page says them, and the addresses of its files.
Line = tuple[str, list[str]]


def _catalogue(screen: Screen) -> dict[str, Line]:
    """The tables of the list: name -> how many rows, and the addresses of the files."""
    found = {}
    for table in re.findall(r'<table class="rows catalogue">(.*?)</table>', screen.html, re.DOTALL):
        for row in re.findall(r"<tr>(<td.*?)</tr>", table):
            name = re.search(r"<code>(\w+)</code>", row)
            assert name
            cells = re.findall(r"<td.*?</td>", row)
            found[name[1]] = (
                plain(cells[2]),
                [unescape(link) for link in re.findall(r'href="(download.*?)"', row)],
            )
    return found


def _tables(warehouse: Warehouse) -> list[str]:
    statement = "select table_name from duckdb_tables() where schema_name = 'mart' order by all"
    return warehouse.sql(statement)["table_name"].to_list()


def _count(warehouse: Warehouse, table: str, condition: str = "true") -> int:
    return int(warehouse.sql(f"select count(*) from mart.{table} where {condition}").item())


def test_every_table_is_there_with_all_its_rows_and_files(open_page: OpenPage, seeds: Warehouse) -> None:
    screen = open_page("downloads")
    found = _catalogue(screen)
    assert sorted(found) == _tables(seeds)
    for name, (rows, links) in found.items():
        assert rows == f"{_count(seeds, name):,}"
        files = [f"download/mart/{name}.{suffix}" for suffix in ("csv", "xlsx", "parquet")]
        assert links == [f"{file}?build={seeds.build_id}" for file in files]
    everything = sum(_count(seeds, name) for name in found)
    assert screen.heading == f"ดาวน์โหลดได้ {len(found)} ตาราง รวม {everything:,} แถว"
    assert screen.about == "ทุกปี ทุกหน่วยงาน"


def test_the_list_says_how_many_columns(open_page: OpenPage, seeds: Warehouse) -> None:
    html = open_page("downloads").html
    for name in _tables(seeds):
        width = seeds.sql(f"from mart.{name} limit 0").width
        row = re.search(rf"<code>{name}</code></span></td><td.*?</td>", html)
        assert row
        assert plain(row[0].partition("</td>")[2]) == str(width)


FILTERED = [
    ({"org": "2650101", "year": "2565"}, "project_year", "org_code = '2650101' and fiscal_year = 2565", 38),
    ({"org": "2650101", "year": "2565"}, "ita_result", "false", 0),
    ({"org": "4340701", "year": "2567", "round": "12"}, "target", "org_code = '4340701' and fiscal_year = 2567", None),
    ({"org": "4340701", "year": "2567"}, "plan", "org_code = '4340701'", 1),
    # A risk of a whole plan belongs to no single year and stays.
    ({"org": "4340701", "year": "2567"}, "risk", "org_code = '4340701'", 9),
    ({"province": "36", "year": "2565"}, "organisation", "province_code = '36'", 1),
    ({"year": "2565", "round": "6"}, "status_report", "false", 0),
    ({"year": "2565", "round": "12"}, "status_report", "fiscal_year = 2565 and report_round = 12", 38),
    # The round of a project is the latest one reported: it does not choose the row.
    ({"year": "2565", "round": "6"}, "project_year", "fiscal_year = 2565", None),
    ({"year": "2565", "dimension": "2"}, "project_year", "fiscal_year = 2565 and dimension_no = 2", None),
    ({"year": "2564"}, "ita_level", "true", 12),
    # What is found of no organisation stays until one is chosen.
    ({"year": "2565"}, "finding", "fiscal_year = 2565 or fiscal_year is null", None),
]  # fmt: skip


@pytest.mark.parametrize(("address", "table", "condition", "rows"), FILTERED, ids=str)
def test_the_switch_narrows_the_tables_to_the_filters(
    open_page: OpenPage,
    seeds: Warehouse,
    address: dict[str, str],
    table: str,
    condition: str,
    rows: int | None,
) -> None:
    screen = open_page("downloads", filtered=1, **address)
    shown, links = _catalogue(screen)[table]
    wanted = _count(seeds, table, condition)
    assert rows in (None, wanted)
    everything = _count(seeds, table)
    assert shown == (f"{wanted:,}" if wanted == everything else f"{wanted:,} จาก {everything:,}")
    said = {name: values[0] for name, values in parse_qs(urlsplit(links[0]).query).items()}
    assert said.items() >= address.items()
    assert screen.about.startswith("เฉพาะแถวตามตัวกรอง")


@pytest.mark.parametrize("value", ["0", "x", "true"])
def test_a_switch_that_is_not_on_is_off(open_page: OpenPage, value: str) -> None:
    assert open_page("downloads", filtered=value).heading == open_page("downloads").heading


def test_metrics_are_listed_with_the_way_to_their_pages(open_page: OpenPage, seeds: Warehouse) -> None:
    html = open_page("downloads").html
    led = re.findall(r'href="\?metric=(\w+)"', html)
    assert (
        led == seeds.sql("select metric_code from mart.metric order by sort_order")["metric_code"].to_list()
    )


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("metric", METRICS)
def test_the_page_of_a_metric_says_what_its_file_says(open_page: OpenPage, metric: str, lang: str) -> None:
    screen, file = open_page("downloads", metric=metric, lang=lang), sql_files("metrics")[metric]
    assert not screen.app.exception
    assert screen.heading.startswith(file.header[f"name_{lang}"])
    assert screen.about == file.header[f"description_{lang}"]
    facts = [unescape(plain(text)) for text in re.findall(r"<dd>(.*?)</dd>", screen.html)]
    told = [file.header[f"{part}_{lang}"] for part in ("why", "formula", "excluded", "assumed")]
    assert [" ".join(text.split()) for text in told] == facts[:4]
    assert facts[4:] == [
        texts(lang)[f"unit.{file.header['unit']}"],
        texts(lang)[f"better.{file.header['better']}"],
        file.header["source"],
        metric,
    ]
    assert file.text in [code.value for code in screen.app.code]


VALUES: list[tuple[str, dict[str, Any], str]] = [
    # 33 of the 38 projects of document 002 are completed.
    ("project_completion", {"year": 2565, "round": 12, "org": "2650101"}, "โครงการแล้วเสร็จ 86.8% ในปี 2565"),
    ("ita_score", {}, "คะแนน ITA 68.42 คะแนน ในปี 2564"),
    ("ita_score", {"year": 2566}, "คะแนน ITA: ไม่มีข้อมูลปี 2566"),
]


@pytest.mark.parametrize(("metric", "address", "heading"), VALUES, ids=str)
def test_the_value_of_the_view(
    open_page: OpenPage, metric: str, address: dict[str, Any], heading: str
) -> None:
    assert open_page("downloads", metric=metric, **address).heading == heading


@pytest.mark.parametrize("metric", METRICS)
def test_the_values_of_organisations_are_those_of_the_warehouse(
    open_page: OpenPage, country: Warehouse, country_pages: None, metric: str
) -> None:
    screen = open_page("downloads", metric=metric, year=2567, round=12)
    wanted = country.sql(
        f"""select numerator, denominator from mart.metric_value
            join mart.organisation using (org_code)
            where metric_code = '{metric}' and fiscal_year = 2567 order by short_name_th, org_code"""
    ).rows()
    card = "\n".join(node.proto.body for node in screen.inside("card-values") if node.type == "html")
    shown = [
        tuple(
            float(plain(cell).replace(",", ""))
            for cell in re.findall(r'<td class="number (?:numerator|denominator)".*?</td>', row)
        )
        for row in re.findall(r"<tr>(<td.*?)</tr>", card)
    ]
    assert len(shown) > 0
    assert shown == [
        (pytest.approx(top, abs=0.006), pytest.approx(below, abs=0.006)) for top, below in wanted
    ]
    assert re.search(
        rf"metric_values\.csv\?year=2567&amp;round=12&amp;build=[^&]+&amp;metric={metric}\W", card
    )


RULES = [
    ("ita_score", ["ได้ 85 คะแนนขึ้นไป ภายในปี 2570 (ปี 2566–2570)", "ได้ 90 คะแนนขึ้นไป"]),
    ("project_completion", ["รอบ 6 เดือน: “เป็นไปตามแผน” ตั้งแต่ 50%", "รอบ 12 เดือน: “เป็นไปตามแผน” ตั้งแต่ 80%"]),
    (
        "plan_size",
        [
            "งบประมาณต่ำกว่า 40,000,000 บาท: ไม่น้อยกว่า 15 โครงการ",
            "งบประมาณตั้งแต่ 40,000,000 บาท: ไม่น้อยกว่า 20 โครงการ",
            "งบประมาณเกิน 80,000,000 บาท: ไม่น้อยกว่า 25 โครงการ",
            "งบประมาณตั้งแต่ 200,000,000 บาท: ไม่น้อยกว่า 35 โครงการ",
        ],
    ),
    ("planned_budget", ["ไม่มีเป้าหมายที่กำหนดไว้"]),
]


@pytest.mark.parametrize(("metric", "rules"), RULES)
def test_the_rules_of_a_metric(open_page: OpenPage, metric: str, rules: list[str]) -> None:
    said = "\n".join(open_page("downloads", metric=metric).card("rules"))
    for rule in rules:
        assert rule in said


def test_a_table_has_a_page_with_its_columns(open_page: OpenPage, seeds: Warehouse) -> None:
    screen = open_page("downloads", table="project_year", org="2650101", year=2565)
    columns = seeds.sql("describe mart.project_year")["column_name"].to_list()
    rows = screen.rows()
    assert [row["คอลัมน์"] for row in rows] == columns
    budget = rows[columns.index("budget_baht")]
    assert (budget["ชื่อ"], budget["ชื่อ (อังกฤษ)"]) == ("งบประมาณ (บาท)", "Budget (baht)")
    assert (budget["หน่วย"], budget["ชนิดข้อมูล"]) == ("บาท", "ทศนิยมตายตัว · decimal(18, 2)")
    assert [row["คอลัมน์"] for row in rows if row["เป็นกุญแจของแถว"] == "✓"] == ["project_id", "fiscal_year"]
    assert rows[columns.index("plan_id")]["อ้างถึง"] == "plan.plan_id"
    assert screen.parts("p", "downloads")[:2] == [
        "แถวทั้งหมด: ดาวน์โหลด 593 แถว CSV Excel Parquet",
        "แถวตามตัวกรองด้านบน: ดาวน์โหลด 38 แถว CSV Excel Parquet",
    ]


def test_what_a_column_refers_to_is_one_click_away(open_page: OpenPage) -> None:
    html = open_page("downloads", table="project_year", year=2565).html
    assert '<a href="?table=plan&amp;year=2565" target="_self">plan.plan_id</a>' in html


def test_units_are_told_in_both_languages(open_page: OpenPage) -> None:
    for lang, unit in (("th", "คะแนน 0–100"), ("en", "points 0–100")):
        assert unit in open_page("downloads", table="ita_result", lang=lang).words


NOT_THERE = [{"metric": "nothing"}, {"table": "nothing"}, {"table": "pg_tables"}, {"metric": "' or 1=1"}]


@pytest.mark.parametrize("wrong", NOT_THERE, ids=str)
def test_what_is_not_there_shows_all(open_page: OpenPage, wrong: dict[str, str]) -> None:
    assert open_page("downloads", **wrong).heading == open_page("downloads").heading


def test_the_way_back_keeps_the_filters(open_page: OpenPage) -> None:
    (back,) = [
        link
        for link in open_page("downloads", metric="ita_score", org="5361202").links
        if link.label[0] == "←"
    ]
    assert (back.page, back.parameters) == ("downloads", {"org": "5361202"})
