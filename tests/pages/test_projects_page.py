"""The list of projects, its filters, and the record of one project."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import made_up_rules as rules
import pytest
from screen import Link, Screen

from dashboard import address, formats
from dashboard.sections.project_filters import CHOSEN, NAMES
from warehouse.reader import Warehouse
from warehouse.sqlfile import sql_files

OpenPage = Callable[..., Screen]
CORRECTED = "2650101-2565-2565-22"
TRAINING = "โครงการฝึกอบรมหลักสูตรเสริมความรู้ ด้านคุณธรรม จริยธรรม " + "เพื่อเพิ่มประสิทธิภาพในการปฏิบัติงาน"


# --- the list of projects

LISTS = [
    ({}, "ยังไม่แล้วเสร็จ 21 จาก 54 โครงการ", 21),
    ({"status": "all"}, "54 โครงการในปี 2565 ยังไม่แล้วเสร็จ 21", 25),
    ({"org": "2650101"}, "ยังไม่แล้วเสร็จ 5 จาก 38 โครงการ", 5),
    ({"org": "2650101", "status": "not_completed"}, "ยังไม่แล้วเสร็จ 5 จาก 38 โครงการ", 5),
    ({"org": "2650101", "status": "all"}, "38 โครงการในปี 2565 ยังไม่แล้วเสร็จ 5", 38),
    ({"org": "2650101", "status": "in_progress"}, "พบ 3 จาก 38 โครงการ", 3),
    ({"org": "2650101", "status": "in_progress,awaiting_report"}, "พบ 5 จาก 38 โครงการ", 5),
    ({"org": "2650101", "status": "completed,nothing"}, "พบ 33 จาก 38 โครงการ", 33),
    # Numbers 1, 2, 15 and 38 are completed, of 25 a report is awaited.
    ({"org": "2650101", "budget": "yes"}, "พบโครงการที่ยังไม่แล้วเสร็จ 1 จาก 38 โครงการ", 1),
    ({"org": "2650101", "budget": "yes", "status": "all"}, "พบ 5 จาก 38 โครงการ", 5),
    ({"org": "2650101", "budget": "no", "status": "all"}, "พบ 33 จาก 38 โครงการ", 33),
    # Number 38: 28,256.40 of 150,000 baht. Completed it is: who asks for unused money asks for any status.
    ({"org": "2650101", "budget": "little"}, "พบ 1 จาก 38 โครงการ", 1),
    ({"org": "2650101", "budget": "little", "status": "not_completed"},
     "พบโครงการที่ยังไม่แล้วเสร็จ 0 จาก 38 โครงการ", 0),
    # Words are searched for among all statuses, too.
    ({"org": "2650101", "search": "แผนจัดหาพัสดุ"}, "พบ 1 จาก 38 โครงการ", 1),
    ({"org": "2650101", "search": "โรงเรียนสีขาว"}, "พบ 1 จาก 38 โครงการ", 1),
    # Blanks make no difference to what is found, and the code of a project finds it.
    ({"org": "2650101", "search": "โรงเรียน สีขาว"}, "พบ 1 จาก 38 โครงการ", 1),
    ({"search": CORRECTED}, "พบ 1 จาก 54 โครงการ", 1),
    ({"search": "๒๖๕๐๑๐๑-2565-2565-๒๒"}, "พบ 1 จาก 54 โครงการ", 1),
    ({"org": "2650101", "dimension": 1}, "ยังไม่แล้วเสร็จ 1 จาก 9 โครงการ", 1),
    ({"org": "2650101", "kind": "measure", "status": "all"}, "พบ 8 จาก 38 โครงการ", 8),
    # The ticks by quarter that document 002 prints, as the sums of its columns: 35, 32, 13, 13.
    ({"org": "2650101", "quarter": "1", "status": "all"}, "พบ 35 จาก 38 โครงการ", 35),
    ({"org": "2650101", "quarter": "4", "status": "all"}, "พบ 13 จาก 38 โครงการ", 13),
    ({"org": "2650101", "unit": "none", "status": "all"}, "พบ 38 จาก 38 โครงการ", 38),
    ({"org": "2650101", "overdue": "1"}, "พบโครงการที่ยังไม่แล้วเสร็จ 5 จาก 38 โครงการ", 5),
    # What the scope does not have filters nothing.
    ({"org": "2650101", "mission": "2.2"}, "ยังไม่แล้วเสร็จ 5 จาก 38 โครงการ", 5),
    ({"org": "2650101", "unit": "nobody", "quarter": "9", "measure": "x", "overdue": "maybe"},
     "ยังไม่แล้วเสร็จ 5 จาก 38 โครงการ", 5),
    ({"year": 2567, "org": "4340701", "mission": "2.2"}, "พบโครงการที่ยังไม่แล้วเสร็จ 19 จาก 62 โครงการ", 19),
    ({"year": 2566, "org": "5760403"}, "ยังไม่แล้วเสร็จ 39 จาก 39 โครงการ", 39),
    # The year: the latest with completion reported, or else with results, or else planned.
    ({"org": "5361202"}, "ยังไม่แล้วเสร็จ 16 จาก 16 โครงการ", 16),
    ({"org": "5350108"}, "ยังไม่แล้วเสร็จ 5 จาก 5 โครงการ", 5),
    # A plan stands on one page.
    ({"org": "4340701"}, "ยังไม่แล้วเสร็จ 62 จาก 62 โครงการ", 62),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "heading", "rows"), LISTS, ids=str)
def test_list_of_projects(
    open_page: OpenPage, parameters: dict[str, object], heading: str, rows: int
) -> None:
    screen = open_page("projects", **parameters)
    assert screen.heading == heading
    assert len(screen.rows() if rows else []) == rows


def test_a_row_of_the_list(open_page: OpenPage) -> None:
    # Document 002 lines 182 and 255 and after.
    assert open_page("projects", org="2650101", status="all").rows()[0] == {
        "ลำดับ": "1",
        "ชื่อ": TRAINING,
        "สถานะ": "✓ ดำเนินการแล้วเสร็จ",
        "เลยกำหนดตั้งแต่": "—",
        "มิติ": "1",
        "ไตรมาสที่วางแผน": "1",
        "งบประมาณ (บาท)": "55,745",
        "เบิกจ่าย (บาท)": "17,385",
    }


@pytest.mark.parametrize(
    ("heading", "silent", "zero"), [("งบประมาณ (บาท)", "—", "0"), ("เบิกจ่าย (บาท)", "—", "0")]
)
def test_silence_is_a_dash_and_a_stated_nothing_a_zero(
    open_page: OpenPage, heading: str, silent: str, zero: str
) -> None:
    rows = open_page("projects", status="all").rows()
    cells = {(row["ชื่อย่อ"], row["ลำดับ"]): row[heading] for row in rows}
    assert {cell for (name, _), cell in cells.items() if name == "ทต.นาหนองทุ่ม"} == {silent}
    assert cells["อบจ.พิษณุโลก", "3"] == zero


@pytest.mark.parametrize(
    ("page", "rows", "first", "shown"),
    [
        ("1", 25, "1", "แถว 1–25 จาก 54"),
        ("3", 4, "35", "แถว 51–54 จาก 54"),
        ("999", 4, "35", "แถว 51–54 จาก 54"),
    ],
)
def test_pages_of_the_list(open_page: OpenPage, page: str, rows: int, first: str, shown: str) -> None:
    screen = open_page("projects", page=page, status="all")
    assert shown in screen.words
    assert len(screen.rows()) == rows
    assert screen.rows()[0]["ลำดับ"] == first
    # Whose project it is stands on each page, also where all rows are of one organisation.
    assert screen.rows()[-1]["ชื่อย่อ"] == "อบจ.พิษณุโลก"


@pytest.mark.parametrize(
    ("page", "label", "other"), [("1", "ถัดไป →", "2"), ("3", "← ก่อนหน้า", "2")], ids=["next", "before"]
)
def test_the_pager_keeps_the_filters(open_page: OpenPage, page: str, label: str, other: str) -> None:
    screen = open_page("projects", year=2565, page=page, lang="th", status="all")
    assert screen.links[-1] == Link(
        label, "projects", {"year": "2565", "page": other, "lang": "th", "status": "all"}
    )


@pytest.mark.parametrize("today", [date(2023, 3, 1), date(2023, 11, 1), date(2026, 11, 20)], ids=str)
def test_draft_projects_are_marked_and_owe_no_report_on_any_day(
    open_page: OpenPage, on_day: Callable[[date], None], today: date
) -> None:
    on_day(today)
    screen = open_page("projects", year=2566, org="2650101")
    assert screen.about.endswith("รวม 37 โครงการจากร่างแผน")
    assert [row["ชื่อ"][:7] for row in screen.rows()] == ["(ร่าง) "] * 37
    assert {row["สถานะ"] for row in screen.rows()} == {"– ยังไม่ถึงกำหนดรายงาน"}


@pytest.mark.parametrize("lang", ["th", "en"])
def test_an_adopted_plan_is_not_marked(open_page: OpenPage, lang: str) -> None:
    mark = {"th": "(ร่าง)", "en": "(draft)"}[lang]
    assert mark not in open_page("projects", org="4340701", year=2566, lang=lang).words
    assert mark in open_page("projects", org="2650101", year=2566, lang=lang).words


@pytest.mark.parametrize(
    ("parameters", "heading", "why"),
    [
        ({"search": "zzzz"}, "พบ 0 จาก 54 โครงการ", "ไม่พบโครงการที่ตรงกับตัวกรอง"),
        ({"status": "cannot_proceed"}, "พบ 0 จาก 54 โครงการ", "ไม่พบโครงการที่ตรงกับตัวกรอง"),
        ({"year": 2564}, "ยังไม่มีข้อมูลของปี 2564", "ไม่มีโครงการตามแผนของปี 2564 ในขอบเขตนี้"),
    ],
    ids=["search", "status", "no-plan"],
)
def test_an_empty_list_says_why(
    open_page: OpenPage, parameters: dict[str, object], heading: str, why: str
) -> None:
    screen = open_page("projects", **parameters)
    assert screen.heading == heading
    assert screen.part("div", "empty").startswith(why)
    assert 'class="downloads"' not in screen.html


def _download(screen: Screen, query: str = "projects") -> dict[str, str]:
    """The filters of the CSV that a page offers, without the build."""
    (link,) = re.findall(rf'href="(download/{query}\.csv[^"]*)"', screen.html)
    said = {name: values[0] for name, values in parse_qs(urlsplit(unescape(link)).query).items()}
    assert said.pop("build")
    return said


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"status": "all"},
        {"org": "2650101", "status": "in_progress"},
        {"org": "2650101", "budget": "little"},
        {"search": "โครงการ", "quarter": "3", "kind": "project"},
        {"status": "all", "sort": "overdue", "page": "2"},
        {"year": 2567, "org": "4340701", "mission": "2.2", "measure": "22"},
        {"status": "nothing", "quarter": "9"},
    ],
    ids=str,
)
def test_the_download_has_the_rows_that_are_shown(
    open_page: OpenPage, seeds: Warehouse, parameters: dict[str, object]
) -> None:
    screen = open_page("projects", **parameters)
    asked = {**address.bound(_download(screen)), "today": formats.today()}
    rows = seeds.query("projects", **asked)
    assert f"ดาวน์โหลด {rows.height} แถว" in screen.words
    at_once = 75 if "org" in parameters else 25
    first = (int(parameters.get("page", 1)) - 1) * at_once
    shown = [row["ชื่อ"] for row in screen.rows()]
    assert [title.removeprefix("(ร่าง) ") for title in shown] == rows["title_th"].to_list()[
        first : first + at_once
    ]


# --- status, chips, and how to take filters away


def _popovers(screen: Screen) -> list[str]:
    return [block.proto.popover.label for block in screen.app.get("popover")]


def test_the_statuses_say_how_many_they_have(open_page: OpenPage) -> None:
    screen = open_page("projects", org="2650101")
    assert [link.label for link in screen.choices("status-links")] == [
        "ยังไม่แล้วเสร็จ 5",
        "ทุกสถานะ 38",
        "✓ ดำเนินการแล้วเสร็จ 33",
        "◐ อยู่ระหว่างดำเนินการ 3",
        "○ รอรายงาน 2",
        "⚑ เลยกำหนด 5",
    ]


@pytest.mark.parametrize("search", [None, "โครงการ"])
def test_each_status_leads_to_as_many_projects_as_it_says(open_page: OpenPage, search: str | None) -> None:
    own = {"search": search} if search else {}
    for link in open_page("projects", org="2650101", **own).choices("status-links"):
        screen = open_page("projects", **link.parameters)
        assert len(screen.rows()) == int(link.label.split()[-1]), link


def test_each_filter_that_is_set_can_be_taken_away(open_page: OpenPage) -> None:
    screen = open_page("projects", org="2650101", search="โครงการ", quarter="1", overdue="1", page="2")
    chips = {link.label: link.parameters for link in screen.choices("chips")}
    every = {"org": "2650101", "search": "โครงการ", "quarter": "1", "overdue": "1"}
    assert chips == {
        "ค้นหา: โครงการ ✕": {name: value for name, value in every.items() if name != "search"},
        "ไตรมาสที่วางแผน: ไตรมาส 1 ✕": {name: value for name, value in every.items() if name != "quarter"},
        "เลยกำหนด ✕": {name: value for name, value in every.items() if name != "overdue"},
        "ล้างตัวกรองทั้งหมด": {"org": "2650101"},
    }
    assert "ตัวกรองเพิ่มเติม · ใช้อยู่ 2" in _popovers(screen)


def test_a_page_that_filters_nothing_has_no_chips(open_page: OpenPage) -> None:
    screen = open_page("projects")
    assert not screen.has("chips")
    assert "ตัวกรองเพิ่มเติม" in _popovers(screen)


@pytest.mark.parametrize(
    ("label", "options"),
    [
        ("ชนิด", ["ทุกชนิด", "กิจกรรม", "มาตรการ", "โครงการ"]),
        ("ไตรมาสที่วางแผน", ["ทุกไตรมาส", "ไตรมาส 1", "ไตรมาส 2", "ไตรมาส 3", "ไตรมาส 4"]),
        ("ผู้รับผิดชอบ", ["ทุกผู้รับผิดชอบ", "เอกสารไม่ระบุ"]),
        ("ภารกิจ", ["ทุกภารกิจ", "เอกสารไม่ระบุ"]),
    ],
)
def test_boxes_offer_what_the_scope_has(open_page: OpenPage, label: str, options: list[str]) -> None:
    assert open_page("projects", org="2650101").select(label).options == options


# --- the record of one project


def test_record_of_a_corrected_title(open_page: OpenPage) -> None:
    screen = open_page("projects", project=CORRECTED)
    assert screen.heading == "กิจกรรมการประกาศเผยแพร่แผนจัดหาพัสดุ"
    assert screen.about == "องค์การบริหารส่วนจังหวัดพิษณุโลก · ลำดับ 22 ของแผน"
    assert (
        "<del>กิจกรรมการประกาศเผยแพร่แผนจัดหางาน</del> → <ins>กิจกรรมการประกาศเผยแพร่แผนจัดหาพัสดุ</ins> "
        "<small>บรรทัด 207</small>"
    ) in screen.html


def test_record_shows_its_evidence(open_page: OpenPage) -> None:
    screen = open_page("projects", project=CORRECTED)
    *lines, to_evidence = screen.card("evidence")
    (link,) = [link for link in screen.links if link.label == to_evidence]
    assert (link.page, link.parameters["source"]) == ("evidence", "phitsanulok_plan_2565")
    facts = dict(zip(lines[1::2], lines[2::2], strict=True))
    assert facts["ตำแหน่งในแผน"] == "บรรทัด 207"
    assert facts["รายงานรอบ 12 เดือน ปี 2565"] == "บรรทัด 274"
    assert facts["แฟ้มเอกสาร"] == "002_28d81f1cd2691a1e.txt"
    assert facts["sha256 ของแฟ้ม"] == "62fd15648a777faad2ab3153111faf90f09679c6d1ffc576d3fb2bd3f48f3e29"


@pytest.mark.parametrize(
    ("project", "card", "lines"),
    [
        (CORRECTED, "years", ["รอบ 12 เดือน: ดำเนินการแล้วเสร็จ", "เบิกจ่าย 0 บาท · บรรทัด 274"]),
        (CORRECTED, "years", ["รอบ 6 เดือน: ไม่พบรายงาน", "กำหนดส่ง 30 เม.ย. 2565"]),
        ("4340701-2566-2570-01", "years", ["ปีงบประมาณ 2566 · งบ 50,000 บาท"]),
        ("5350108-2568-2568-04", "what", ["ชนิด", "โครงการ"]),
        ("5350108-2568-2568-04", "what", ["มิติ", "เอกสารไม่ได้ระบุ"]),
    ],
)
def test_record_lines(open_page: OpenPage, project: str, card: str, lines: list[str]) -> None:
    shown = open_page("projects", project=project).card(card)
    first = shown.index(lines[0])
    assert shown[first : first + len(lines)] == lines


def test_record_of_a_draft_is_marked(open_page: OpenPage) -> None:
    screen = open_page("projects", project="2650101-2566-2570-03", year=2566)
    assert screen.heading.startswith("(ร่าง) โครงการฝึกอบรม")


def test_record_without_corrections_says_so(open_page: OpenPage) -> None:
    lines = open_page("projects", project="2650101-2566-2570-03").card("corrections")
    assert lines[1:] == ["ไม่มีการแก้ไข: ทุกช่องเป็นไปตามที่เอกสารพิมพ์"]


@pytest.mark.parametrize("project", ["nothing", "2650101-2565-2565-99", "<script>", "' or 1=1 --"])
@pytest.mark.parametrize(
    ("lang", "says"), [("th", "ไม่มีโครงการรหัส {project}"), ("en", "There is no project {project}")]
)
def test_an_unknown_project_is_said(open_page: OpenPage, project: str, lang: str, says: str) -> None:
    screen = open_page("projects", project=project, lang=lang)
    assert not screen.app.exception
    assert says.format(project=project) in screen.words
    # The header has the one script of ours.
    assert screen.html.count("<script>") == 1


def test_the_record_leads_back_to_the_list(open_page: OpenPage) -> None:
    screen = open_page("projects", project=CORRECTED, org="2650101")
    screen.app.button(key="back").click().run()
    assert screen.app.query_params == {"org": "2650101"}
    assert screen.heading == "ยังไม่แล้วเสร็จ 5 จาก 38 โครงการ"


def test_the_way_back_keeps_the_filters_of_the_list(open_page: OpenPage) -> None:
    own = {"org": "2650101", "quarter": "1", "status": "all", "sort": "budget"}
    screen = open_page("projects", **own, project=CORRECTED)
    screen.app.button(key="back").click().run()
    assert screen.app.query_params == own


# --- the same measure elsewhere


def test_the_same_measure_at_other_organisations(open_page: OpenPage) -> None:
    # Standard measure 4 stands in the plans of Det Udom (no. 4), Phitsanulok (a draft) and Bang Kao (no. 3).
    screen = open_page("projects", project="4340701-2566-2570-04")
    lines = screen.card("elsewhere")
    assert lines[1].startswith("มาตรการมาตรฐานที่ 4: หน่วยงานอื่นทำ 2 โครงการ แล้วเสร็จ 0 ")
    assert [row["ชื่อย่อ"] for row in screen.rows()] == ["อบจ.พิษณุโลก", "ทต.บางเก่า"]
    assert screen.rows()[0]["ชื่อ"].startswith("(ร่าง) ")
    assert "?project=5760403-2566-2566-03" in screen.html
    assert _download(screen, "project_same_measure") == {"project": "4340701-2566-2570-04"}


def test_the_measure_leads_to_the_list_of_all_organisations(open_page: OpenPage) -> None:
    of = {"org": "4340701", "year": 2566, "quarter": "1", "search": "x"}
    screen = open_page("projects", project="4340701-2566-2570-04", **of)
    (link,) = [link for link in screen.links if link.label.startswith("ดูมาตรการนี้ของทุกหน่วยงาน")]
    assert link.parameters == {"year": "2566", "round": "12", "measure": "4", "status": "all"}
    listed = open_page("projects", **link.parameters)
    assert {row["ชื่อย่อ"] for row in listed.rows()} == {"ทม.เดชอุดม", "อบจ.พิษณุโลก", "ทต.บางเก่า"}


def test_a_project_of_no_standard_measure_says_so(open_page: OpenPage) -> None:
    lines = open_page("projects", project="2650101-2565-2565-38").card("elsewhere")
    assert lines[1:] == ["ไม่ตรงกับมาตรการมาตรฐานใด", "จึงเทียบกับโครงการของหน่วยงานอื่นไม่ได้"]


@pytest.mark.usefixtures("country_pages")
def test_the_same_project_in_the_earlier_plan_and_elsewhere(open_page: OpenPage) -> None:
    # Measure (5 i + k mod 2) mod 62 + 1: project 4 of the odd organisations, in both plans of all but 11.
    one = rules.ORGANISATIONS[0]
    screen = open_page("projects", project=rules.project_id(one, 4))
    assert f"?project={rules.project_id(one, 4, 2563)}" in screen.html
    odd = [o for o in rules.ORGANISATIONS if o.number % 2 and o.number not in (1, 11)]
    plans = [(o, year) for o in odd for year in (2565, 2568)] + [(rules.ORGANISATIONS[10], 2568)]
    done = sum(
        o.number in rules.COMPLETED
        and rules.status(o.number, 4, year, 12 if year == 2565 else 6) == "completed"
        for o, year in plans
    )
    words = f"หน่วยงานอื่นทำ {len(plans)} โครงการ แล้วเสร็จ {done} "
    assert words in screen.card("elsewhere")[1]


# --- the made-up country


def _described(value: object) -> str:
    """The same in every process: a function has no name but its place in memory."""
    return "rule" if callable(value) else str(value)


def _by_rules(year: int, months: int) -> list[tuple[int, int, str]]:
    """Organisation, project and status of every project of a year, after the last day for the report."""
    found = []
    for o, i, y in rules.planned():
        if y == year and (o.number != 11):
            reports = o.number in rules.COMPLETED and (year, months) in rules.REPORTED
            code = rules.status(o.number, i, year, months) if reports else None
            found.append((o.number, i, code or "not_reported"))
    return found


@pytest.mark.usefixtures("country_pages")
@pytest.mark.parametrize(
    ("own", "fits"),
    [
        ({}, lambda i, code: code != "completed"),
        ({"status": "cannot_proceed"}, lambda i, code: code == "cannot_proceed"),
        ({"unit": "กองคลัง", "status": "all"}, lambda i, code: i % 4 == 1),
        ({"quarter": "3"}, lambda i, code: code != "completed" and i % 4 in (0, 2)),
        ({"budget": "yes"}, lambda i, code: code != "completed" and bool(rules.budget(i))),
        ({"budget": "no", "status": "all"}, lambda i, code: not rules.budget(i)),
        # At the end of the year all planned quarters are over: who is not completed, is overdue.
        ({"overdue": "1", "quarter": "1"}, lambda i, code: code != "completed" and i % 4 in (0, 1)),
    ],
    ids=_described,
)
def test_filters_find_what_the_rules_say(
    open_page: OpenPage, own: dict[str, str], fits: Callable[[int, str], bool]
) -> None:
    expected = sum(fits(i, code) for _, i, code in _by_rules(2565, 12))
    screen = open_page("projects", year=2565, round=12, **own)
    assert f"ดาวน์โหลด {expected} แถว" in screen.words
    assert 0 < expected < 170


@pytest.mark.usefixtures("country_pages")
@pytest.mark.parametrize(
    ("today", "late"),
    [
        # Before the reports of the first half are due: who said in progress or cannot proceed, and was to be
        # done in the first quarter (i mod 4 = 1; 2 and 3 end in the third, 0 in the last).
        (date(2025, 4, 20), lambda i, code: i % 4 == 1 and code in ("in_progress", "cannot_proceed")),
        # After that day those, too, of whom no report came.
        (
            date(2025, 5, 1),
            lambda i, code: (
                code in ("not_reported", "awaiting_report")
                or (i % 4 == 1 and code in ("in_progress", "cannot_proceed"))
            ),
        ),
    ],
    ids=_described,
)
def test_overdue_on_a_day(
    open_page: OpenPage, on_day: Callable[[date], None], today: date, late: Callable[[int, str], bool]
) -> None:
    on_day(today)
    expected = sum(late(i, code) for _, i, code in _by_rules(2568, 6))
    screen = open_page("projects", year=2568, round=6, overdue="1")
    assert screen.heading.startswith(f"พบโครงการที่ยังไม่แล้วเสร็จ {expected} จาก ")
    assert expected > 3
    assert {row["เลยกำหนดตั้งแต่"][0] for row in screen.rows()} == {"⚑"}


@pytest.mark.usefixtures("country_pages")
def test_the_largest_budget_comes_first(open_page: OpenPage) -> None:
    rows = open_page("projects", year=2565, sort="budget").rows()
    budgets = [int(row["งบประมาณ (บาท)"].replace(",", "")) for row in rows[:20]]
    assert budgets == sorted(budgets, reverse=True)
    assert budgets[0] == 10_000 * max(
        i for _, i, code in _by_rules(2565, 12) if rules.budget(i) and code != "completed"
    )


@pytest.mark.usefixtures("country_pages")
def test_all_done_is_said(open_page: OpenPage) -> None:
    # 3 completes the first 18 - 2 (y - 2563) of 20 projects; of its first dimension nothing need be left.
    dimension = next(
        d
        for d in "1234"
        if all(
            rules.status(3, i, 2563, 12) == "completed"
            for i in range(1, 21)
            if i % 6 and rules.project(rules.ORGANISATIONS[2], i, rules.FIRST_PLAN)[0] == d
        )
    )
    screen = open_page("projects", year=2563, round=12, org=rules.CODE[3], dimension=dimension)
    assert screen.heading.startswith("แล้วเสร็จครบทั้ง ")
    assert screen.part("div", "empty").startswith("ไม่มีโครงการที่ค้างอยู่ในขอบเขตนี้")


# --- the boxes


def test_every_filter_of_the_page_is_a_parameter_of_its_queries() -> None:
    for name in NAMES:
        assert address.BOUND_NAMES[name] in sql_files("queries")["projects"].parameters, name
        if name in CHOSEN:
            assert address.BOUND_NAMES[name] in sql_files("queries")["project_counts"].parameters, name


def test_search_is_written_into_the_address(open_page: OpenPage) -> None:
    screen = open_page("projects", page="2")
    screen.app.text_input(key="filter-search").set_value("  สีขาว ").run()
    assert screen.app.query_params == {"search": "สีขาว"}
    assert screen.heading == "พบ 1 จาก 54 โครงการ"


def test_statuses_are_written_into_the_address(open_page: OpenPage) -> None:
    screen = open_page("projects")
    screen.app.multiselect(key="filter-status").set_value(["in_progress", "awaiting_report"]).run()
    assert screen.app.query_params == {"status": "in_progress,awaiting_report"}
    assert screen.heading == "พบ 5 จาก 54 โครงการ"
