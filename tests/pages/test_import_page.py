"""The import page: seen at this machine alone; the form, the report of a file, acceptance, undo."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import date
from pathlib import Path

import pytest
from filled_forms import ONE_MORE_COMPLETED, PHITSANULOK, WORKBOOK, filled
from screen import Screen

from dashboard import language
from dashboard.language import texts
from etl import door

OpenPage = Callable[..., Screen]
Say = Callable[[str | None], None]
REPORT = "รายงานผล รอบ 12 เดือน ปีงบประมาณ 2565 องค์การบริหารส่วนจังหวัดพิษณุโลก"
TWO_MISTAKES = {"รายงานผล": {"H8": "ดำเนินการแล้วเสร็จ", "I19": "12,3O0"}, "คะแนน ITA": {"D3": 191.5}}


@pytest.fixture
def import_page(open_page: OpenPage, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Open the import page over data of this test alone, as a person with a name."""
    monkeypatch.setenv("LOGNAME", "somchai")

    def run(lang: str = "th", **parameters: object) -> Screen:
        # What runs a page a second time asks for the words of its boxes outside of it.
        monkeypatch.setattr(language, "_spoken", ContextVar("said", default=lang))
        return open_page("import", **parameters, **({"lang": lang} if lang == "en" else {}))

    return run


def send(screen: Screen, content: bytes, name: str = "report.xlsx") -> Screen:
    """Put a file into the box."""
    screen.app.file_uploader[0].set_value([(name, content, WORKBOOK)])
    return Screen(screen.app.run())


def press(screen: Screen, key: str) -> Screen:
    """Press a button."""
    screen.app.button(key=key).click()
    return Screen(screen.app.run())


def found(screen: Screen) -> str:
    """The sentence of the report."""
    return str(screen.inside("look-import-found")[0].proto.body).split("<div><div>")[1].partition("</div>")[0]


def buttons(screen: Screen) -> list[str]:
    return [button.label for button in screen.app.button]


def completed(open_page: OpenPage) -> str:
    """What the overview says of the projects of Phitsanulok."""
    return open_page(year=2565, round=12, org=PHITSANULOK).heading


# --- who sees it


def test_the_page_is_in_the_navigation_of_this_machine(open_page: OpenPage) -> None:
    assert [link.page for link in open_page().links if link.label == "นำเข้าข้อมูล"] == ["import", "import"]
    assert open_page("import").heading == "นำเข้าข้อมูลด้วยแฟ้ม Excel"


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"], ids=["this-machine", "all"])
@pytest.mark.parametrize("visitor", [None, "192.168.1.20"], ids=["here", "elsewhere"])
def test_a_server_that_is_public_has_no_such_page(
    open_page: OpenPage,
    listen_on: Say,
    come_from: Say,
    monkeypatch: pytest.MonkeyPatch,
    *,
    address: str,
    visitor: str | None,
) -> None:
    monkeypatch.setenv("SUTCHARIT_PUBLIC", "1")
    listen_on(address)
    come_from(visitor)
    _there_is_no_import_page(open_page)


@pytest.mark.parametrize("address", [None, "0.0.0.0", "192.168.1.20"], ids=["default", "all", "network"])
def test_a_server_that_others_can_reach_shows_nothing(
    open_page: OpenPage, listen_on: Say, address: str | None
) -> None:
    listen_on(address)
    _nothing_is_shown(open_page())


def test_a_visitor_from_elsewhere_is_shown_nothing(open_page: OpenPage, come_from: Say) -> None:
    come_from("192.168.1.20")
    _nothing_is_shown(open_page())


def test_under_a_foreign_name_nothing_is_shown(open_page: OpenPage) -> None:
    screen = open_page()
    screen.app.context["url"] = "http://dashboard.example:8501/"
    _nothing_is_shown(Screen(screen.app.run()))


def _nothing_is_shown(screen: Screen) -> None:
    assert "เปิดดูได้เฉพาะที่เครื่องที่ติดตั้งเท่านั้น" in screen.words
    assert not screen.has("header")


def _there_is_no_import_page(open_page: OpenPage) -> None:
    first, asked = open_page(), open_page("import")
    assert "นำเข้าข้อมูล" not in first.words
    assert asked.heading == first.heading
    assert not asked.has("card-import-send")


# --- the form


def test_without_an_organisation_there_is_no_form(open_page: OpenPage) -> None:
    card = open_page("import").card("import-form")
    assert card == [
        "1 รับแบบ",
        "เลือกหน่วยงานในช่องด้านบน",
        "แล้วรับแบบที่เติมโครงการและข้อมูลของหน่วยงานนั้นไว้ให้",
    ]


@pytest.mark.parametrize(
    ("chosen", "path"),
    [
        ({"form_year": 2565, "form": "plan"}, "form/2650101_2565_plan.xlsx?lang=th"),
        ({"form_year": 2565, "form": "6"}, "form/2650101_2565_6.xlsx?lang=th"),
        ({"form_year": 2565, "form": "12", "lang": "en"}, "form/2650101_2565_12.xlsx?lang=en"),
        ({"form_year": 2565, "form": "9"}, "form/2650101_2565_12.xlsx?lang=th"),
        ({"form_year": 2569}, "form/2650101_2569_12.xlsx?lang=th"),
        ({"form_year": 2570}, "form/2650101_2570_6.xlsx?lang=th"),
        ({}, "form/2650101_2570_6.xlsx?lang=th"),
        ({"form_year": 2571}, "form/2650101_2571_plan.xlsx?lang=th"),
        ({"form_year": 2599}, "form/2650101_2570_6.xlsx?lang=th"),
    ],
    ids=["plan", "6", "12", "unknown-form", "year-over", "year-on", "this-year", "next-year", "unknown-year"],
)
def test_the_form_of_an_organisation_and_year(
    open_page: OpenPage, on_day: Callable[[date], None], chosen: dict[str, object], path: str
) -> None:
    # Fiscal year 2570 began in October: its 6-month report is due first, and its plan is a draft of 2566 to 2570.
    on_day(date(2026, 11, 21))
    screen = open_page("import", org=PHITSANULOK, **chosen)
    assert f'<a href="{path}" download>' in screen.html


def test_a_year_without_a_plan_has_the_form_of_the_plan_alone(
    open_page: OpenPage, on_day: Callable[[date], None]
) -> None:
    on_day(date(2026, 11, 21))
    screen = open_page("import", org=PHITSANULOK, form_year=2571)
    assert screen.select("แบบ").options == ["แผนประจำปี"]
    assert "ยังไม่มีแผนปี 2571 ของหน่วยงานนี้" in screen.words


# --- the report


def test_before_a_file_is_sent_the_page_says_what_will_happen(import_page: OpenPage) -> None:
    screen = import_page()
    assert screen.about == "รับแบบ กรอก ส่งกลับ ตรวจดู แล้วจึงนำเข้า · ผู้นำเข้า: somchai"
    assert "ยังไม่ได้ส่งแฟ้ม" in screen.card("import-report")
    assert "ยังไม่เคยนำเข้าข้อมูล" in screen.card("import-history")


def test_a_right_file_shows_old_beside_new(import_page: OpenPage) -> None:
    cells = {**ONE_MORE_COMPLETED, "คะแนน ITA": {"D2": 91.5}}
    screen = send(import_page(), filled(cells))
    assert found(screen) == "พร้อมนำเข้า: ใหม่ 1 แถว เปลี่ยน 1 แถว เหมือนเดิม 37 แถว"
    assert screen.rows("import-report") == [
        {
            "รายการ": "โครงการยกย่องเชิดชูเกียรติบุคคลที่ดำรงตนตามหลักปรัชญาเศรษฐกิจพอเพียงขององค์การบริหารส่วนจังหวัดพิษณุโลก",
            "หัวคอลัมน์": "สถานะ",
            "ค่าเดิม": "อยู่ระหว่างดำเนินการ",
            "ค่าใหม่": "ดำเนินการแล้วเสร็จ",
            "แผ่นและช่อง": "รายงานผล ช่อง H8",
        }
    ]
    assert "แถวใหม่ 1 แถว" in [folded.label for folded in screen.app.expander]
    assert "อีก 37 แถวเหมือนเดิม" in screen.words
    assert {"นำเข้า", "ยกเลิก"} <= set(buttons(screen))


def test_amounts_are_written_as_everywhere_and_what_was_missing_is_not_zero(import_page: OpenPage) -> None:
    screen = send(import_page(), filled({"รายงานผล": {"I8": 29500.5, "L8": "ข้อสังเกต"}}))
    values = [(row["หัวคอลัมน์"], row["ค่าเดิม"], row["ค่าใหม่"]) for row in screen.rows("import-report")]
    assert values == [("เบิกจ่าย (บาท)", "0", "29,500.50"), ("หมายเหตุ", "—", "ข้อสังเกต")]


@pytest.mark.parametrize(
    ("lang", "sentence", "places"),
    [
        ("th", "พบ 2 จุดที่ต้องแก้ จาก 40 แถว", ["รายงานผล ช่อง I19", "คะแนน ITA ช่อง D3"]),
        ("en", "2 things to correct in 40 rows", ["รายงานผล cell I19", "คะแนน ITA cell D3"]),
    ],
)
def test_a_wrong_file_is_told_by_sheet_and_cell(
    import_page: OpenPage, lang: str, sentence: str, places: list[str]
) -> None:
    # 38 projects, two scores; of these one project and one score are wrong.
    cells = {**TWO_MISTAKES, "คะแนน ITA": {"D2": 91.5, "D3": 191.5}}
    screen = send(import_page(lang=lang), filled(cells))
    assert found(screen) == sentence
    rows = screen.rows("import-report")
    words = texts(lang)
    assert [row[words["column.import_place"]] for row in rows] == places
    assert rows[0][words["column.import_value"]] == "12,3O0"
    assert words["import.fetch_marked"] in screen.words
    assert words["import.accept"] not in buttons(screen)


def test_the_right_rows_alone_can_be_taken(import_page: OpenPage, open_page: OpenPage) -> None:
    screen = send(import_page(), filled(TWO_MISTAKES))
    assert "หรือนำเข้าเฉพาะแถวที่ถูกต้อง โดยไม่รับ 2 แถว" in screen.words
    assert screen.app.button(key="import-accept").label == "นำเข้าเฉพาะแถวที่ถูกต้อง"
    screen = press(screen, "import-accept")
    assert "นำเข้าแล้ว: ใหม่ 0 แถว เปลี่ยน 1 แถว เหมือนเดิม 36 แถว" in screen.words
    assert completed(open_page).startswith("ทำเสร็จ 34 จาก 38 โครงการ")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.xlsx", b"not a workbook"),
        ("report.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("x.pdf", b"%PDF-1.7"),
    ],
    ids=["damaged", "old-excel", "pdf"],
)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_file_that_cannot_be_taken_is_refused_in_words(
    import_page: OpenPage, name: str, content: bytes, lang: str
) -> None:
    screen = send(import_page(lang=lang), content, name)
    assert not screen.app.exception
    told = [
        line for node in screen.inside("look-import-refused") for line in node.proto.body.split("<small>")
    ]
    assert texts(lang)["import.refused"] in told[0]
    assert len(told[1]) > 20
    assert "Traceback" not in screen.words
    assert buttons(screen).count(texts(lang)["import.other_file"]) == 1


def test_a_form_that_nobody_filled_in_says_so(import_page: OpenPage) -> None:
    screen = send(import_page(), filled({}, report_round=6))
    assert found(screen) == "ยังไม่มีข้อมูลกรอกไว้ในแฟ้มนี้ จึงไม่มีอะไรเปลี่ยน"
    assert "นำเข้า" not in buttons(screen)


def test_a_form_as_it_was_given_changes_nothing(import_page: OpenPage) -> None:
    screen = send(import_page(), filled({}))
    assert found(screen) == "ข้อมูลในแฟ้มนี้ตรงกับที่มีอยู่แล้ว จึงไม่มีอะไรเปลี่ยน"


def test_a_table_without_a_year_asks_for_it(import_page: OpenPage, on_day: Callable[[date], None]) -> None:
    on_day(date(2026, 11, 21))
    heads = "รหัส อปท.,ชื่อหน่วยงาน,คะแนน IIT,คะแนน EIT,คะแนน OIT,คะแนนรวม"
    table = f"{heads}\n5361202,อบต.นาหนองทุ่ม,90.00,80.00,85.00,85.00\n".encode()
    screen = send(import_page(), table, "ita.csv")
    assert found(screen) == "พบ 1 จุดที่ต้องแก้"
    box = screen.select("ปีงบประมาณของผล ITA")
    assert box.options[:3] == ["เลือกปีงบประมาณ", "ปีงบประมาณ 2570", "ปีงบประมาณ 2569"]
    box.select(2567)
    screen = Screen(screen.app.run())
    assert found(screen) == "พร้อมนำเข้า: ใหม่ 1 แถว เปลี่ยน 0 แถว เหมือนเดิม 0 แถว"
    assert screen.select("ปีงบประมาณของผล ITA").value == 2567


def test_an_organisation_that_nobody_knows_is_listed(import_page: OpenPage) -> None:
    table = "ชื่อหน่วยงาน,คะแนน IIT,คะแนน EIT,คะแนน OIT,คะแนนรวม\nอบต.ไม่มีจริง,90,80,85,85\n".encode()
    screen = send(import_page(ita_year=2567), table, "ita.csv")
    assert found(screen) == "พบ 1 จุดที่ต้องแก้ จาก 1 แถว"
    assert "หน่วยงานที่ยังไม่แน่ใจว่าเป็นแห่งใด" in screen.words


def test_a_report_form_asks_for_no_year(import_page: OpenPage) -> None:
    screen = send(import_page(), filled(ONE_MORE_COMPLETED))
    assert "ปีงบประมาณของผล ITA" not in [box.label for box in screen.app.selectbox]


def test_a_file_is_examined_once(import_page: OpenPage) -> None:
    screen = send(import_page(), filled(ONE_MORE_COMPLETED))
    report = screen.app.session_state["import"].report
    screen.app.run()
    assert screen.app.session_state["import"].report is report


def test_cancel_forgets_the_file(import_page: OpenPage, open_page: OpenPage) -> None:
    screen = press(send(import_page(), filled(ONE_MORE_COMPLETED)), "import-cancel")
    assert "ยังไม่ได้ส่งแฟ้ม" in screen.card("import-report")
    assert door.history() == []
    assert completed(open_page).startswith("ทำเสร็จ 33 จาก 38 โครงการ")


# --- acceptance and undo


def test_an_accepted_file_is_in_every_page_and_undone_it_is_out(
    import_page: OpenPage, open_page: OpenPage
) -> None:
    screen = press(send(import_page(), filled(ONE_MORE_COMPLETED), "รายงาน.xlsx"), "import-accept")
    assert "นำเข้าแล้ว: ใหม่ 0 แถว เปลี่ยน 1 แถว เหมือนเดิม 37 แถว" in screen.words
    [link] = [link for link in screen.links if link.label == "ดูหน้าของหน่วยงาน →"]
    assert (link.page, link.parameters) == (
        "organisation",
        {"year": "2565", "round": "12", "org": PHITSANULOK},
    )
    history = screen.card("import-history")
    assert history[1] == REPORT
    assert history[2].endswith("โดย somchai · รายงาน.xlsx · ใหม่ 0 เปลี่ยน 1 เหมือนเดิม 37 ไม่รับ 0 แถว")
    assert completed(open_page).startswith("ทำเสร็จ 34 จาก 38 โครงการ")

    [record] = door.history()
    screen = press(screen, f"sure-{record.import_id}")
    assert "เลิกนำเข้าแล้ว ข้อมูลกลับเป็นอย่างก่อนนำเข้าแฟ้มนี้" in screen.words
    assert "ยืนยันเลิกนำเข้า" not in buttons(screen)
    assert [line for line in screen.card("import-history") if line.startswith("เลิกนำเข้าแล้วเมื่อ")]
    assert completed(open_page).startswith("ทำเสร็จ 33 จาก 38 โครงการ")


def test_the_same_file_again_changes_nothing(import_page: OpenPage) -> None:
    content = filled(ONE_MORE_COMPLETED)
    press(send(import_page(), content), "import-accept")
    screen = send(import_page(), content, "the same under another name.xlsx")
    assert found(screen).startswith("แฟ้มนี้นำเข้าแล้วเมื่อ ")
    assert found(screen).endswith(" น. โดย somchai จึงไม่มีอะไรเปลี่ยน")
    assert "นำเข้า" not in buttons(screen)
    assert len(door.history()) == 1


def test_data_that_changed_meanwhile_is_shown_before_anything_is_taken(import_page: OpenPage) -> None:
    cells = {"รายงานผล": {"H8": "ดำเนินการแล้วเสร็จ", "H19": "ดำเนินการแล้วเสร็จ"}}
    mine, others = send(import_page(), filled(cells)), filled(ONE_MORE_COMPLETED)
    assert found(mine) == "พร้อมนำเข้า: ใหม่ 0 แถว เปลี่ยน 2 แถว เหมือนเดิม 36 แถว"
    press(send(import_page(), others), "import-accept")
    mine = press(mine, "import-accept")
    assert "ข้อมูลในระบบเปลี่ยนไปขณะที่ท่านตรวจดู จึงยังไม่ได้นำเข้า" in mine.words
    assert found(mine) == "พร้อมนำเข้า: ใหม่ 0 แถว เปลี่ยน 1 แถว เหมือนเดิม 37 แถว"
    assert len(door.history()) == 1
    mine = press(mine, "import-accept")
    assert "นำเข้าแล้ว: ใหม่ 0 แถว เปลี่ยน 1 แถว เหมือนเดิม 37 แถว" in mine.words
    assert len(door.history()) == 2


def test_an_import_that_another_person_undid_meanwhile_is_not_undone_again(import_page: OpenPage) -> None:
    screen = press(send(import_page(), filled(ONE_MORE_COMPLETED)), "import-accept")
    [record] = door.history()
    door.withdraw(record.import_id, "somsri")
    screen = press(screen, f"sure-{record.import_id}")
    assert not screen.app.exception
    assert [line for line in screen.card("import-history") if line.endswith("โดย somsri")]
    assert "ยืนยันเลิกนำเข้า" not in buttons(screen)


def test_a_disk_that_fails_is_told_in_words(
    import_page: OpenPage, data_folder: Path, open_page: OpenPage
) -> None:
    screen = send(import_page(), filled(ONE_MORE_COMPLETED))
    # What the import would make a folder of is a file.
    (data_folder / "sources").write_text("", encoding="utf-8")
    screen = press(screen, "import-accept")
    assert not screen.app.exception
    assert "นำเข้าไม่ได้ ข้อมูลเดิมยังอยู่ครบ" in screen.words
    assert completed(open_page).startswith("ทำเสร็จ 33 จาก 38 โครงการ")
