"""The ITA page, the list of projects and the record of one project."""

from collections.abc import Callable
from datetime import date

import pytest
from screen import Link, Screen

OpenPage = Callable[..., Screen]
CORRECTED = "2650101-2565-2565-22"
TRAINING = "โครงการฝึกอบรมหลักสูตรเสริมความรู้ ด้านคุณธรรม จริยธรรม " + "เพื่อเพิ่มประสิทธิภาพในการปฏิบัติงาน"


# --- ITA


def test_ita_opens_on_its_own_latest_year(open_page: OpenPage) -> None:
    screen = open_page("ita")
    assert screen.select("ปีงบประมาณ").value == 2564
    assert screen.heading == "ITA 68.42 คะแนน ต่ำกว่าเป้าหมาย 85.00 อยู่ 16.58"
    assert screen.about == "เทศบาลตำบลนาหนองทุ่ม · ปีงบประมาณ 2564"


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        ("computed", ["คะแนนที่คำนวณได้", "68.42", "0.3 IIT + 0.3 EIT + 0.4 OIT จากตัวชี้วัดทั้งสิบ"]),
        ("stated", ["คะแนนที่เอกสารระบุ", "68.42", "● ตรงกับที่คำนวณ"]),
        ("level", ["ระดับ", "C", "เอกสารระบุระดับ C"]),
        ("gap", ["ห่างจากเป้าหมาย", "−16.58", "ได้ 68.42 เป้าหมาย 85.00"]),
    ],
)
def test_ita_tiles(open_page: OpenPage, key: str, lines: list[str]) -> None:
    assert open_page("ita").tile(key) == lines


def test_ita_instruments(open_page: OpenPage) -> None:
    # IIT (86.78+77.69+83.16+78.68+77.10)/5, EIT (81.45+79.37+78.00)/3, OIT (45.41+56.25)/2.
    lines = open_page("ita").tile("instruments")
    assert [lines[lines.index(code) + 1] for code in ("IIT", "EIT", "OIT")] == ["80.68", "79.61", "50.83"]


def test_ita_chart_in_words(open_page: OpenPage) -> None:
    (words,) = open_page("ita").charts
    assert words.startswith("1. การปฏิบัติหน้าที่ 86.78, 2. การใช้งบประมาณ 77.69, ")
    assert words.endswith("10. การป้องกันการทุจริต 56.25")


def test_ita_points_to_gain(open_page: OpenPage) -> None:
    # OIT weighs 0.4 over two indicators: 0.2 × (100 − 45.41) = 10.918; 0.2 × (100 − 56.25) = 8.75.
    lines = open_page("ita").card("missing")
    first = lines.index("9. การเปิดเผยข้อมูล")
    assert lines[first + 1] == "เพิ่มคะแนนรวมได้อีก 10.92 · ต่ำกว่าเกณฑ์ 39.59"
    assert lines[lines.index("10. การป้องกันการทุจริต") + 1].startswith("เพิ่มคะแนนรวมได้อีก 8.75 ")


def test_ita_corrections_stand_beside_what_is_printed(open_page: OpenPage) -> None:
    screen = open_page("ita")
    for name, printed, corrected, line in [
        ("2. การใช้งบประมาณ", "37.69", "77.69", 35),
        ("5. การแก้ไขปัญหาการทุจริต", "37.10", "77.10", 38),
        ("7. ประสิทธิภาพการสื่อสาร", "39.37", "79.37", 41),
        ("8. การปรับปรุงระบบการทำงาน", "38.00", "78.00", 42),
    ]:
        change = f"<p>{name}: <del>{printed}</del> → <ins>{corrected}</ins> <small>บรรทัด {line}</small>"
        assert change in screen.html


def test_ita_table_has_codes_and_signs_as_one_writes_them(open_page: OpenPage) -> None:
    rows = open_page("ita").rows()
    assert [row["เครื่องมือ"] for row in rows] == ["IIT"] * 5 + ["EIT"] * 3 + ["OIT"] * 2
    # From 85: 86.78 and 45.41.
    assert (rows[0]["ห่างจากเกณฑ์"], rows[8]["ห่างจากเกณฑ์"]) == ("1.78", "−39.59")


def test_ita_table_names_its_lines_in_thai(open_page: OpenPage) -> None:
    rows = open_page("ita").rows()
    assert [row["ตำแหน่งในเอกสาร"] for row in rows] == [
        f"บรรทัด {line}" for line in (33, 35, 36, 37, 38, 40, 41, 42, 44, 46)
    ]


def test_ita_of_the_country_is_called_what_it_is(open_page: OpenPage) -> None:
    assert "ทั้งประเทศ (ตามที่สื่อรายงาน): เฉลี่ย 81.25 คะแนน" in open_page("ita").parts("p", "note")


def test_ita_without_a_result_names_the_year_that_has_one(open_page: OpenPage) -> None:
    screen = open_page("ita", year=2566)
    assert screen.heading == "ไม่มีผล ITA ปี 2566 ในขอบเขตนี้"
    assert screen.part("div", "empty") == (
        "ยังไม่มีผลประเมินของหน่วยงานที่เลือกในปีนี้" + "จะมีเมื่อเพิ่มผลประเมินรายตัวชี้วัดหรือคะแนนรวมของหน่วยงาน"
    )
    assert screen.links[-1] == Link("ดูปี 2564 →", "ita", {"year": "2564"})


def test_ita_of_an_organisation_without_any_names_no_year(open_page: OpenPage) -> None:
    screen = open_page("ita", org="2650101")
    assert screen.heading.startswith("ไม่มีผล ITA ปี ")
    assert not [link for link in screen.links if link.label.startswith("ดูปี")]


# --- the list of projects

LISTS = [
    ({}, "54 โครงการในปี 2565 ยังไม่แล้วเสร็จ 21", 50),
    ({"org": "2650101"}, "38 โครงการในปี 2565 ยังไม่แล้วเสร็จ 5", 38),
    ({"org": "2650101", "status": "in_progress"}, "พบ 3 จาก 38 โครงการ", 3),
    ({"org": "2650101", "status": "in_progress,awaiting_report"}, "พบ 5 จาก 38 โครงการ", 5),
    ({"org": "2650101", "budget": "yes"}, "พบ 5 จาก 38 โครงการ", 5),
    ({"org": "2650101", "budget": "no"}, "พบ 33 จาก 38 โครงการ", 33),
    # Number 38: 28,256.40 of 150,000 baht.
    ({"org": "2650101", "budget": "little"}, "พบ 1 จาก 38 โครงการ", 1),
    ({"org": "2650101", "search": "โรงเรียนสีขาว"}, "พบ 1 จาก 38 โครงการ", 1),
    # Blanks make no difference to what is found, and the code of a project finds it.
    ({"org": "2650101", "search": "โรงเรียน สีขาว"}, "พบ 1 จาก 38 โครงการ", 1),
    ({"search": CORRECTED}, "พบ 1 จาก 54 โครงการ", 1),
    ({"search": "๒๖๕๐๑๐๑-2565-2565-๒๒"}, "พบ 1 จาก 54 โครงการ", 1),
    ({"org": "2650101", "dimension": 1}, "9 โครงการในปี 2565 ยังไม่แล้วเสร็จ 1", 9),
    ({"year": 2566, "org": "5760403"}, "39 โครงการในปี 2566 ยังไม่แล้วเสร็จ 39", 39),
    # The year: the latest with completion reported, or else with results, or else planned.
    ({"org": "5361202"}, "16 โครงการในปี 2565 ยังไม่แล้วเสร็จ 16", 16),
    ({"org": "5350108"}, "5 โครงการในปี 2568 ยังไม่แล้วเสร็จ 5", 5),
    ({"org": "4340701"}, "62 โครงการในปี 2570 ยังไม่แล้วเสร็จ 62", 50),
    ({"year": 2568, "org": "5350108"}, "5 โครงการในปี 2568 ยังไม่แล้วเสร็จ 5", 5),
]


@pytest.mark.parametrize(("parameters", "heading", "rows"), LISTS, ids=str)
def test_list_of_projects(
    open_page: OpenPage, parameters: dict[str, object], heading: str, rows: int
) -> None:
    screen = open_page("projects", **parameters)
    assert screen.heading == heading
    assert len(screen.rows()) == rows


def test_a_row_of_the_list(open_page: OpenPage) -> None:
    # Document 002 lines 182 and 255 and after.
    assert open_page("projects", org="2650101").rows()[0] == {
        "ลำดับ": "1",
        "ชื่อ": TRAINING,
        "สถานะ": "✓ ดำเนินการแล้วเสร็จ",
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
    rows = open_page("projects").rows()
    cells = {(row["ชื่อย่อ"], row["ลำดับ"]): row[heading] for row in rows}
    assert {cell for (name, _), cell in cells.items() if name == "ทต.นาหนองทุ่ม"} == {silent}
    assert cells["อบจ.พิษณุโลก", "3"] == zero


@pytest.mark.parametrize(
    ("page", "rows", "first", "shown"),
    [
        ("1", 50, "1", "แถว 1–50 จาก 54"),
        ("2", 4, "35", "แถว 51–54 จาก 54"),
        ("999", 4, "35", "แถว 51–54 จาก 54"),
    ],
)
def test_pages_of_the_list(open_page: OpenPage, page: str, rows: int, first: str, shown: str) -> None:
    screen = open_page("projects", page=page)
    assert shown in screen.words
    assert len(screen.rows()) == rows
    assert screen.rows()[0]["ลำดับ"] == first
    # Whose project it is stands on each page, also where all rows are of one organisation.
    assert screen.rows()[-1]["ชื่อย่อ"] == "อบจ.พิษณุโลก"


@pytest.mark.parametrize(
    ("page", "label", "other"), [("1", "ถัดไป →", "2"), ("2", "← ก่อนหน้า", "1")], ids=["next", "before"]
)
def test_the_pager_keeps_the_filters(open_page: OpenPage, page: str, label: str, other: str) -> None:
    screen = open_page("projects", year=2565, page=page, lang="th")
    assert screen.links[-1] == Link(label, "projects", {"year": "2565", "page": other, "lang": "th"})


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
    assert not [node for node in screen.inside("own-filters") if node.type == "download_button"]


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({}, "ดาวน์โหลด CSV (54 แถว)"),
        ({"org": "2650101", "status": "in_progress"}, "ดาวน์โหลด CSV (3 แถว)"),
    ],
    ids=str,
)
def test_the_download_says_how_many_rows_it_has(
    open_page: OpenPage, parameters: dict[str, object], name: str
) -> None:
    assert name in open_page("projects", **parameters).words


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
    lines = open_page("projects", project=CORRECTED).card("evidence")
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
    assert "<script>" not in screen.html


def test_the_record_leads_back_to_the_list(open_page: OpenPage) -> None:
    screen = open_page("projects", project=CORRECTED, org="2650101")
    screen.app.button(key="back").click().run()
    assert screen.app.query_params == {"org": "2650101"}
    assert screen.heading == "38 โครงการในปี 2565 ยังไม่แล้วเสร็จ 5"


# --- the filters themselves


@pytest.mark.parametrize(
    ("label", "value", "parameters"),
    [
        ("ปีงบประมาณ", 2566, {"year": "2566"}),
        ("หน่วยงาน", "4340701", {"org": "4340701"}),
        ("จังหวัด", "65", {"province": "65"}),
        ("ประเภท อปท.", "pao", {"type": "pao"}),
        ("มิติ", 2, {"dimension": "2"}),
        ("รอบรายงาน", 6, {"round": "6"}),
    ],
    ids=str,
)
@pytest.mark.parametrize("slug", ["overview", "projects"])
def test_a_choice_is_written_into_the_address(
    open_page: OpenPage, slug: str, label: str, value: object, parameters: dict[str, str]
) -> None:
    screen = open_page(slug)
    screen.select(label).set_value(value).run()
    assert not screen.app.exception
    assert screen.app.query_params == parameters
    assert screen.select(label).value == value


def test_another_province_frees_the_organisation(open_page: OpenPage) -> None:
    screen = open_page(org="2650101")
    screen.select("จังหวัด").set_value("34").run()
    assert screen.app.query_params == {"province": "34"}


def test_all_takes_the_filter_out_of_the_address(open_page: OpenPage) -> None:
    screen = open_page(org="2650101", year="2565")
    screen.select("หน่วยงาน").set_value("").run()
    assert screen.app.query_params == {"year": "2565"}


def test_search_is_written_into_the_address(open_page: OpenPage) -> None:
    screen = open_page("projects", page="2")
    screen.app.text_input(key="own-search").set_value("  สีขาว ").run()
    assert screen.app.query_params == {"search": "สีขาว"}
    assert screen.heading == "พบ 1 จาก 54 โครงการ"


def test_statuses_are_written_into_the_address(open_page: OpenPage) -> None:
    screen = open_page("projects")
    screen.app.multiselect(key="own-status").set_value(["in_progress", "awaiting_report"]).run()
    assert screen.app.query_params == {"status": "in_progress,awaiting_report"}
    assert screen.heading == "พบ 5 จาก 54 โครงการ"
