"""The evidence page: sources and coverage, findings, printed totals, corrections, and two builds beside each other."""

import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from made_up_rules import CODE
from screen import Screen

from dashboard.sections import evidence_builds
from warehouse.home import DATA_VARIABLE
from warehouse.reader import QueryError, Warehouse
from warehouse.store import Store

OpenPage = Callable[..., Screen]
DRAFT = "phitsanulok_draft_plan_2566_2570"


def linked(screen: Screen) -> list[dict[str, str]]:
    """The parameters of the links in our own tables that stay on the page."""
    return [dict(parse_qsl(unescape(query))) for query in re.findall(r'href="\?(.*?)"', screen.html)]


# --- sources and coverage


def test_opens_on_the_sources(open_page: OpenPage, seeds: Warehouse) -> None:
    screen = open_page("evidence", year=2565)
    checked = seeds.sql(
        """select count(*) from mart.finding where (fiscal_year = 2565 or fiscal_year is null) and rule_code in
           ('control_total', 'stated_project_count', 'ita_total', 'ita_level')"""
    ).item()
    assert screen.heading == f"ข้อมูลจาก 6 แหล่ง ยอดที่พิมพ์ตรงกับรายการครบทั้ง {checked} ยอด"
    assert screen.about == "5 หน่วยงาน · ทุกปี"
    rows = screen.rows()
    assert len(rows) == 6
    (draft,) = [row for row in rows if "ร่างแผน" in row["ชื่อ"]]
    # Nine detail sheets without a title in the list, 14 corrections.
    assert (draft["ต้องตรวจดู"], draft["แก้ไข (ช่อง)"]) == ("9", "14")
    assert (draft["ปีงบประมาณแรก"], draft["ปีงบประมาณสุดท้าย"]) == ("2566", "2570")


def test_coverage_counts_organisations(open_page: OpenPage) -> None:
    lines = open_page("evidence").card("coverage")
    years = [line for line in lines if re.fullmatch(r"25\d\d", line)]
    assert years == ["2564", "2565", "2566", "2567", "2568", "2569", "2570"]
    # Only Na Nong Thum has an ITA result, of 2564; a dash is no zero.
    at = lines.index("ผล ITA")
    assert [line for line in lines[at + 1 :] if line in "–1"][:7] == ["1", "–", "–", "–", "–", "–", "–"]


def test_coverage_of_one_organisation_counts_rows(open_page: OpenPage) -> None:
    lines = open_page("evidence", org="4340701").card("coverage")
    at = lines.index("โครงการตามแผน")
    assert [line for line in lines[at + 1 :] if line.isdigit()][:5] == ["62"] * 5


@pytest.mark.usefixtures("country_pages")
def test_a_cell_of_the_coverage_lists_who_has_it_and_who_lacks_it(open_page: OpenPage) -> None:
    address = {"table": "status_report", "year": 2567}
    screen = open_page("evidence", **address)
    assert screen.card("covered")[0] == "รายงานสถานะ ปี 2567: มีข้อมูล 8 หน่วยงาน"
    assert {"table": "status_report", "year": "2567"} in linked(open_page("evidence"))
    lacking = open_page("evidence", **address, lacking=1)
    assert lacking.card("covered")[0] == "รายงานสถานะ ปี 2567: ยังไม่มีข้อมูล 4 หน่วยงาน"
    # 5 and 10 report nothing, 11 has a draft only, 12 nothing at all.
    covered = "".join(node.proto.body for node in lacking.inside("card-covered") if node.type == "html")
    assert [f"org={CODE[number]}" in covered for number in (5, 10, 11, 12, 1)] == [True] * 4 + [False]


def test_one_source_tells_whose_document_and_which_bytes(open_page: OpenPage, seeds: Warehouse) -> None:
    screen = open_page("evidence", source=DRAFT, org="2650101")
    record = seeds.sql(
        "select document, sha256, files_sha256 from mart.source where source_id = $s", {"s": DRAFT}
    )
    assert set(record.row(0)) <= set(screen.card("source"))
    assert not screen.has("card-sources")
    lines = screen.card("coverage")
    assert "แผน" in lines
    assert "รายงานสถานะ" not in lines


# --- findings, totals, corrections


def test_findings_still_to_be_looked_at(open_page: OpenPage) -> None:
    screen = open_page("evidence", section="findings", year=2565)
    # Nine detail sheets without a title and one number that repeats; corrections are settled.
    assert screen.heading == "มี 10 เรื่องที่ต้องตรวจดู"
    assert screen.about.endswith("ปี 2565 และที่ไม่ผูกกับปีใด")
    rows = screen.rows()
    assert len(rows) == 10
    assert {row["ความสำคัญ"] for row in rows} == {"○ ข้อสังเกต"}
    # Beside those of the two menus.
    assert len(re.findall(r'<td[^>]*>(?:(?!</td>).)*href="projects\?', screen.html)) == 10


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ({"rule": "numbering"}, 1),
        ({"rule": "missing_in_list"}, 9),
        ({"severity": "notice", "rule": "missing_in_list"}, 9),
        ({"org": "2650101"}, 9),
        ({"source": DRAFT}, 9),
        ({"source": DRAFT, "rule": "numbering"}, 9),
        ({"rule": "no_such_rule"}, 10),
        ({"severity": "grave"}, 10),
        ({"source": "nothing"}, 10),
        ({"years": "sometimes"}, 10),
    ],
)
def test_findings_by_filter(open_page: OpenPage, address: dict[str, str], count: int) -> None:
    screen = open_page("evidence", section="findings", year=2565, **address)
    assert screen.card("findings")[0] == f"รายการ {count} เรื่อง"


def test_the_grid_of_rules_counts_and_leads(open_page: OpenPage, seeds: Warehouse) -> None:
    screen = open_page("evidence", section="findings", year=2565, years="all")
    counts = seeds.sql("select rule_code, severity, count(*) from mart.finding group by all").rows()
    lines = screen.card("rules")
    for rule, severity, count in counts:
        assert str(count) in lines
        expected = {"section": "findings", "rule": rule, "severity": severity}
        assert any(expected.items() <= link.items() for link in linked(screen)), rule


def test_everything_is_a_choice_away(open_page: OpenPage, seeds: Warehouse) -> None:
    every = seeds.sql("select count(*) from mart.finding").item()
    screen = open_page("evidence", section="findings", severity="all", years="all")
    assert screen.card("findings")[0] == f"รายการ {every} เรื่อง"
    assert len(screen.rows()) == 25
    assert screen.links[-1].parameters["page"] == "2"
    last = open_page("evidence", section="findings", severity="all", years="all", page=99)
    assert len(last.rows()) == every % 25


@pytest.mark.usefixtures("country_pages")
def test_totals_that_do_not_follow_stand_first(open_page: OpenPage) -> None:
    screen = open_page("evidence", section="totals", years="all")
    # One too many projects in the second plan of 3, and its ITA total of 2567.
    assert screen.heading == "ยอดที่เอกสารพิมพ์ตรงกับรายการ 39 จาก 41 ยอด ไม่ตรง 2 ยอด"
    outcomes = [row["ผลเทียบ"] for row in screen.rows()]
    assert outcomes == ["▲ ไม่ตรง"] * 2 + ["● ตรง"] * 23
    wrong = open_page("evidence", section="totals", years="all", severity="warning").rows()
    assert [(row["ชื่อย่อ"], row["ค่าที่พิมพ์"], row["ค่าที่คำนวณ"]) for row in wrong] == [
        ("ทต.ตัวอย่างสาม", "21", "20"),
        ("ทต.ตัวอย่างสาม", "78.40", "73.40"),
    ]


def test_corrections_stand_printed_beside_corrected_with_the_proof(
    open_page: OpenPage, seeds: Warehouse
) -> None:
    count = seeds.sql("select count(*) from mart.correction where org_code = '5361202'").item()
    screen = open_page("evidence", section="corrections", org="5361202", years="all")
    assert screen.heading == f"แก้ไขตามหลักฐาน {count} ช่อง"
    proof = seeds.sql("select evidence from mart.correction where printed = '37.69'").item()
    assert "<del>37.69</del> → <ins>77.69</ins>" in screen.html
    assert " ".join(proof.split()) in " ".join(unescape(screen.html).split())


@pytest.mark.usefixtures("country_pages")
def test_what_is_not_there_says_why(open_page: OpenPage) -> None:
    nobody = {"org": CODE[12], "years": "all"}
    assert (
        open_page("evidence", section="corrections", **nobody).part("div", "empty").startswith("ไม่มีการแก้ไข")
    )
    assert open_page("evidence", section="findings", **nobody).heading == "ไม่มีเรื่องที่ต้องตรวจดู"
    assert (
        open_page("evidence", section="totals", **nobody)
        .part("div", "empty")
        .startswith("เอกสารในขอบเขตนี้ไม่มี")
    )
    assert "ไม่มีข้อมูลในขอบเขตนี้" in open_page("evidence", **nobody).card("coverage")


def test_an_unknown_section_is_the_first(open_page: OpenPage) -> None:
    assert open_page("evidence", section="nonsense").heading == open_page("evidence").heading


@pytest.mark.parametrize("section", ["sources", "findings", "totals", "corrections", "builds"])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_section_opens_in_both_languages(open_page: OpenPage, section: str, lang: str) -> None:
    screen = open_page("evidence", section=section, lang=lang, years="all")
    assert not screen.app.exception
    assert len(screen.heading) > 3
    sections = [link for link in screen.links if link.page == "evidence" and link.label.split()[0] != "ไทย"]
    assert len({link.parameters.get("section") for link in sections}) >= 5


# --- builds


def test_one_build_has_nothing_to_compare_with(open_page: OpenPage) -> None:
    screen = open_page("evidence", section="builds")
    assert screen.heading == "ยังไม่มีชุดข้อมูลก่อนหน้าให้เทียบ"
    assert screen.card("builds")[0] == "ชุดข้อมูลที่เก็บไว้ 1 ชุด"


@pytest.fixture
def changed_pages(
    _seed_data_is_shown: None, changed_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Store:
    """The pages show the second of two builds: one score mended, Samran new, Bang Kao alike."""
    shutil.copytree(changed_store.folder, tmp_path / "warehouse")
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    return Store(tmp_path / "warehouse")


@pytest.mark.usefixtures("changed_pages")
def test_what_changed_since_the_build_before(open_page: OpenPage) -> None:
    screen = open_page("evidence", section="builds")
    sources = screen.rows()
    assert [row["การเปลี่ยนแปลง"] for row in sources] == ["△ เปลี่ยน", "+ เพิ่ม"]
    assert [(row["แถวก่อน"], row["แถวหลัง"]) for row in sources] == [("45", "45"), ("—", "21")]
    lines = screen.card("changed-metrics")
    at = lines.index("ทต.นาหนองทุ่ม")
    # A point less in one of the five indicators of an instrument that weighs 0.3: 0.3 / 5.
    assert "68.36 คะแนน" in lines[at:]
    assert "68.42 คะแนน" in lines[at:]
    assert "ทต.บางเก่า" not in lines
    tables = screen.card("changed-tables")
    assert tables[tables.index("result") : tables.index("result") + 9][-1] == "+7"


def test_the_two_builds_stand_in_the_address(open_page: OpenPage, changed_pages: Store) -> None:
    first, second = changed_pages.build_ids()
    plain = open_page("evidence", section="builds")
    said = open_page("evidence", section="builds", build_a=first, build_b=second)
    assert said.heading == plain.heading
    turned = open_page("evidence", section="builds", build_a=second, build_b=first)
    assert [row["การเปลี่ยนแปลง"] for row in turned.rows()] == ["△ เปลี่ยน", "− หายไป"]
    wrong = open_page("evidence", section="builds", build_a="nothing", build_b="../x")
    assert wrong.heading == plain.heading
    # As reported on the earlier day there is nothing before it.
    assert open_page("evidence", section="builds", build=first).heading == "ยังไม่มีชุดข้อมูลก่อนหน้าให้เทียบ"


@pytest.mark.usefixtures("changed_pages")
def test_changes_of_a_scope_are_its_own(open_page: OpenPage) -> None:
    screen = open_page("evidence", section="builds", org="5760403")
    assert screen.card("changed-metrics")[0] == "ค่าตัวชี้วัดที่เปลี่ยน 0 ค่า"
    assert screen.card("changed-findings")[0] == "ผลตรวจใหม่ 0 ข้อ หายไป 0 ข้อ"
    assert screen.card("changed-sources")[0] == "แหล่งข้อมูลที่เปลี่ยน 2 แหล่ง"


def test_an_earlier_build_can_be_shown_on_any_page(open_page: OpenPage, changed_pages: Store) -> None:
    first, _ = changed_pages.build_ids()
    links = [
        link for link in open_page("evidence", section="builds").links if link.label.startswith("ดูข้อมูล ณ")
    ]
    assert [link.parameters for link in links] == [{"build": first}]
    # On that day the total of Na Nong Thum did not follow from its scores; today both totals do.
    assert open_page("evidence", build=first).heading == "ยอดที่เอกสารพิมพ์ตรงกับรายการ 1 จาก 2 ยอด ไม่ตรง 1 ยอด"
    assert open_page("evidence", build=first).card("sources")[0] == "แหล่งข้อมูล 2 แหล่ง"
    assert open_page("evidence").card("sources")[0] == "แหล่งข้อมูล 3 แหล่ง"


def test_a_build_that_cannot_be_asked_is_told_in_words(
    open_page: OpenPage, changed_pages: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise QueryError("no such table")

    monkeypatch.setattr(evidence_builds, "_compare", fails)
    screen = open_page("evidence", section="builds")
    assert screen.heading == "เทียบสองชุดนี้ไม่ได้"
    assert not screen.app.exception
