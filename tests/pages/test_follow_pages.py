"""The ITA page, and the filters that all pages share."""

from collections.abc import Callable

import pytest
from screen import Link, Screen

OpenPage = Callable[..., Screen]


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
    (words,) = [words for words in open_page("ita").charts if words.startswith("1. ")]
    assert words.startswith("1. การปฏิบัติหน้าที่ 86.78, 2. การใช้งบประมาณ 77.69, ")
    assert words.endswith("10. การป้องกันการทุจริต 56.25")


def test_ita_points_to_gain(open_page: OpenPage) -> None:
    # OIT weighs 0.4 over two indicators: 0.2 × (100 − 45.41) = 10.918; 0.2 × (100 − 56.25) = 8.75.
    screen = open_page("ita")
    (words,) = [words for words in screen.charts if words.startswith("9. ")]
    assert words.startswith(
        "9. การเปิดเผยข้อมูล 10.92 (45.41 · ต่ำกว่าเกณฑ์ 39.59), "
        "10. การป้องกันการทุจริต 8.75 (56.25 · ต่ำกว่าเกณฑ์ 28.75), "
    )
    assert words.endswith("1. การปฏิบัติหน้าที่ 0.79 (86.78 · เกินเกณฑ์ 1.78)")
    gains = [row["ยังเพิ่มคะแนนรวมได้"] for row in screen.unfolded().rows("missing")]
    assert gains == ["10.92", "8.75", "2.20", "2.06", "1.85", "1.37", "1.34", "1.28", "1.01", "0.79"]


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
    rows = open_page("ita").unfolded().rows("indicators")
    assert [row["เครื่องมือ"] for row in rows] == ["IIT"] * 5 + ["EIT"] * 3 + ["OIT"] * 2
    # From 85: 86.78 and 45.41.
    assert (rows[0]["ห่างจากเกณฑ์"], rows[8]["ห่างจากเกณฑ์"]) == ("1.78", "−39.59")


def test_ita_table_names_its_lines_in_thai(open_page: OpenPage) -> None:
    rows = open_page("ita").unfolded().rows("indicators")
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


# --- the filters themselves


@pytest.mark.parametrize(
    ("label", "value", "parameters"),
    [
        ("ปีงบประมาณ", 2566, {"year": "2566"}),
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


@pytest.mark.parametrize("slug", ["overview", "projects"])
def test_the_box_of_organisations_leads_to_each(open_page: OpenPage, slug: str) -> None:
    screen = open_page(slug, year="2565", page="2")
    assert screen.button("filter-org") == "ทุกหน่วยงาน"
    assert screen.found["เทศบาลเมืองเดชอุดม เดชอุดม · อุบลราชธานี"] == {"year": "2565", "org": "4340701"}
    assert len(screen.found) == 5


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("เดชอุดม", ["เทศบาลเมืองเดชอุดม เดชอุดม · อุบลราชธานี"]),
        # Words in any order, of the name and of the place.
        ("อุบล เดช", ["เทศบาลเมืองเดชอุดม เดชอุดม · อุบลราชธานี"]),
        ("เดชอุดม ยโสธร", []),
        ("  ", None),
    ],
)
def test_words_narrow_the_box_of_organisations(
    open_page: OpenPage, words: str, found: list[str] | None
) -> None:
    screen = open_page(year="2565")
    every = list(screen.found)
    screen.app.text_input(key="find-org-").set_value(words).run()
    assert list(screen.found) == (every if found is None else found)
    assert ("ไม่พบหน่วยงานที่ตรงกับคำค้น" in screen.words) == (found == [])
    assert screen.app.query_params == {"year": "2565"}


def test_all_takes_the_filter_out_of_the_address(open_page: OpenPage) -> None:
    screen = open_page(org="2650101", year="2565")
    assert screen.button("filter-org") == "อบจ.พิษณุโลก"
    assert screen.found["ทุกหน่วยงาน"] == {"year": "2565"}
