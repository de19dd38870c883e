"""Reports as PDF: the text that a reader gets against the rows of `mart`, page by page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typst
from made_up_rules import CODE
from reports_made import LONG_TITLE, Maker, made_of, many_projects

from reports import fonts
from reports.fonts import NoThaiFont
from reports.pdf import Printer
from warehouse.reader import Warehouse

PHITSANULOK, DET_UDOM, NA_NONG_THUM = "2650101", "4340701", "5361202"
OF_ONE = ("briefing", "progress-6", "progress-12", "annual", "comparison")
ARABIC = re.compile("[0-9]")


def _without_spaces(text: object) -> str:
    return "".join(str(text).split())


# --- the figures of the document


def test_the_progress_report_says_what_the_printed_report_of_phitsanulok_says(of_seeds: Maker) -> None:
    # The 12-month report of 2565 prints: 33 completed, 3 in progress, 2 awaited, 38 in all.
    report = of_seeds.pdf("progress-12", org=PHITSANULOK, year=2565)
    said = "ดำเนินการแล้วเสร็จ33·อยู่ระหว่างดำเนินการ3·รอรายงาน2·ไม่สามารถดำเนินการได้0·รวม38"
    assert said in report.letters
    assert "รวม275,145.0089,141.402333" in report.letters
    assert "รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริตรอบ12เดือน" in report.letters
    assert "ประจำปีงบประมาณพ.ศ.2565" in report.letters
    assert "▲" not in report.letters


def test_each_project_stands_in_the_report_with_its_money(of_seeds: Maker, seeds: Warehouse) -> None:
    letters = of_seeds.pdf("progress-12", org=PHITSANULOK, year=2565).letters
    rows = seeds.sql(
        "select p.title_th, p.dimension_no, p.budget_baht, r.disbursed_baht from mart.project_year as p "
        "join mart.status_report as r using (project_id, fiscal_year) "
        f"where p.org_code = '{PHITSANULOK}' and p.fiscal_year = 2565 and r.report_round = 12"
    )
    assert rows.height == 38
    for title, dimension, budget, disbursed in rows.rows():
        # A title that a page breaks stands whole on one of them, for no row is torn apart.
        assert _without_spaces(title) in letters
        assert f"{dimension}{budget:,.2f}{disbursed:,.2f}" in letters


def test_sums_by_dimension_are_those_of_mart(of_seeds: Maker, seeds: Warehouse) -> None:
    letters = of_seeds.pdf("progress-12", org=PHITSANULOK, year=2565).letters
    sums = seeds.sql(
        "select p.dimension_no, d.short_th, sum(p.budget_baht), sum(r.disbursed_baht), "
        "count(*) filter (r.status_code = 'awaiting_report'), count(*) filter (r.status_code = 'in_progress'), "
        "count(*) filter (r.status_code = 'completed'), count(*) filter (r.status_code = 'cannot_proceed') "
        "from mart.project_year as p join mart.plan as n using (plan_id) "
        "join mart.status_report as r using (project_id, fiscal_year) "
        "join mart.dimension as d on d.framework_code = n.framework_code and d.dimension_no = p.dimension_no "
        f"where p.org_code = '{PHITSANULOK}' and p.fiscal_year = 2565 and r.report_round = 12 group by all"
    ).rows()
    assert len(sums) == 4
    for number, name, budget, disbursed, *counts in sums:
        figures = f"{budget:,.2f}{disbursed:,.2f}" + "".join(map(str, counts))
        assert f"รวมมิติ{number}{_without_spaces(name)}{figures}" in letters


def test_the_briefing_says_the_ita_result_of_na_nong_thum(of_seeds: Maker, seeds: Warehouse) -> None:
    # 68.42 of the year 2564, 16.58 below 85; what each indicator can add is its weight times what it lacks.
    letters = of_seeds.pdf("briefing", org=NA_NONG_THUM, year=2564).letters
    assert "68.42คะแนน" in letters
    assert "ต่ำกว่าเป้าหมาย85.00อยู่16.58คะแนน" in letters
    weights = {range(1, 6): 0.3 / 5, range(6, 9): 0.3 / 3, range(9, 11): 0.4 / 2}
    scores = seeds.sql(
        f"select indicator_no, score from mart.ita_indicator where org_code = '{NA_NONG_THUM}'"
    ).rows()
    assert len(scores) == 10
    for number, score in scores:
        [weight] = [weight for numbers, weight in weights.items() if number in numbers]
        assert f"{score:.2f}{weight * (100 - float(score)):.2f}" in letters


def test_the_annual_report_has_every_item_and_says_what_it_lacks(of_seeds: Maker) -> None:
    report = of_seeds.pdf("annual", org=PHITSANULOK, year=2565)
    for number, words in enumerate(
        ("มิติและสถานะ", "การใช้จ่ายงบประมาณ", "รายโครงการ", "ผลที่ได้", "ปัญหา", "ข้อเสนอแนะ", "ITA", "ปีฐาน"), 1
    ):
        assert re.search(rf"{number}\.[^0-9]*{words}", report.letters), words
    assert "แล้วเสร็จร้อยละ86.8(33จาก38โครงการ)" in report.letters
    lacking = report.letters.partition("สิ่งที่ยังไม่มีข้อมูลและสิ่งที่จะทำให้มี")[2]
    for words in ("ข้อเสนอแนะ", "ยังไม่มีผลITAรายตัวชี้วัด", "จำนวนเรื่องร้องเรียนและคดีของปี2565"):
        assert words in lacking


def test_the_annual_report_tells_results_problems_and_cases_of_the_made_up_rules(of_country: Maker) -> None:
    # Organisation 1 in 2567: 20 cases in 2565, 3 fewer a year: 14; 10 + 7 = 17 trainees; 1 complaint answered.
    letters = of_country.pdf("annual", org=CODE[1], year=2567).letters
    assert "คดีทุจริต256714" in letters
    assert "20→14" in letters or "20" in letters.partition("คดีทุจริต2567")[2]
    assert "ลดลงร้อยละ30.0" in letters
    # Project 4 cannot proceed where it is not among those completed: the first 12 of 2567 are.
    assert "ไม่สามารถดำเนินการได้" in letters


def test_the_comparison_ranks_as_the_rules_do(of_country: Maker, country: Warehouse) -> None:
    letters = of_country.pdf("comparison", org=CODE[2], year=2568, lang="en").letters
    rows = country.sql(
        "select org_code, total_computed from mart.ita_result join mart.organisation using (org_code) "
        "where fiscal_year = 2568 and total_computed is not null "
        f"and type_code = (select type_code from mart.organisation where org_code = '{CODE[2]}') order by 2 desc"
    ).rows()
    place = [code for code, _ in rows].index(CODE[2]) + 1
    total = dict(rows)[CODE[2]]
    assert f"{total:.2f}points" in letters
    if len(rows) > 2:
        assert f"rank{place}of{len(rows)}" in letters.lower()


# --- every page


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("kind", OF_ONE)
def test_each_page_tells_source_build_and_which_page_it_is(
    of_seeds, seeds: Warehouse, kind: str, lang: str
) -> None:
    report = of_seeds.pdf(kind, org=PHITSANULOK, year=2565, lang=lang)
    count = len(report.pages)
    page, source = {"th": ("หน้า {} จาก {}", "ที่มา: "), "en": ("Page {} of {}", "Source: ")}[lang]
    for number, text in enumerate(report.pages, 1):
        assert page.format(number, count) in text
        assert seeds.build_id in text
        assert source in text
    assert "{" not in report.letters


@pytest.mark.parametrize("kind", OF_ONE)
def test_a_report_is_tagged_with_its_language_and_title(of_seeds: Maker, kind: str) -> None:
    report = of_seeds.pdf(kind, org=PHITSANULOK, year=2565)
    assert report.is_tagged
    assert report.language == "th-TH"
    assert report.title.startswith("องค์การบริหารส่วนจังหวัดพิษณุโลก")
    assert b"pdfuaid" in report.content


@pytest.mark.parametrize("kind", OF_ONE)
def test_with_thai_digits_only_the_build_has_others(of_seeds: Maker, seeds: Warehouse, kind: str) -> None:
    report = of_seeds.pdf(kind, org=PHITSANULOK, year=2565, digits="thai")
    text = "".join(report.pages).replace(seeds.build_id, "")
    assert ARABIC.findall(text) == []
    assert f"หน้า ๑ จาก {str(len(report.pages)).translate(str.maketrans('0123456789', '๐๑๒๓๔๕๖๗๘๙'))}" in text
    assert "๒๑ พฤศจิกายน ๒๕๖๙" in text


@pytest.mark.parametrize(
    ("lang", "mark"), [("th", "ข้อมูลจำลอง ไม่ใช่ของจริง"), ("en", "Simulated data, not real")]
)
@pytest.mark.parametrize("kind", ["briefing", "progress-12"])
def test_simulated_data_is_marked_on_every_page(
    of_country: Maker, of_seeds: Maker, kind: str, lang: str, mark: str
) -> None:
    report = of_country.pdf(kind, org=CODE[1], year=2567, lang=lang)
    # Once in words at the top, once behind the text.
    assert [page.replace("\r\n", " ").count(mark) for page in report.pages] == [2] * len(report.pages)
    assert mark not in "".join(of_seeds.pdf(kind, org=PHITSANULOK, year=2565, lang=lang).pages)


# --- one page


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_briefing_is_one_page_whatever_it_is_of(of_country: Maker, lang: str) -> None:
    scopes: list[dict[str, object]] = [{"org": code} for code in CODE.values()]
    scopes += [{}, {"province": "65"}, {"type": "pao"}, {"dimension": 3}]
    pages = {
        (str(scope), year): len(of_country.pdf("briefing", year=year, lang=lang, **scope).pages)
        for scope in scopes
        for year in (2565, 2568)
        if (scope.get("org"), year) not in {(CODE[12], 2565), (CODE[12], 2568), (CODE[11], 2565)}
    }
    assert set(pages.values()) == {1}


def test_a_briefing_of_a_province_is_of_its_organisations_alone(
    of_country: Maker, country: Warehouse
) -> None:
    letters = of_country.pdf("briefing", province="65", year=2567).letters
    [(count,)] = country.sql("select count(*) from mart.organisation where province_code = '65'").rows()
    assert f"จังหวัดพิษณุโลก·{count}หน่วยงาน" in letters
    [(done, planned)] = country.sql(
        "select sum(numerator), sum(denominator) from mart.metric_value join mart.organisation using (org_code) "
        "where metric_code = 'project_completion' and fiscal_year = 2567 and province_code = '65'"
    ).rows()
    assert f"{done / planned * 100:.1f}%" in letters


# --- much, little and hostile


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maker]:
    """Reports of one organisation with 120 projects of long titles."""
    with made_of(tmp_path_factory.mktemp("large"), many_projects(120)) as maker:
        yield maker


def test_a_hundred_and_twenty_long_titles_fill_pages_with_repeated_headings(large: Maker) -> None:
    report = large.pdf("progress-12", org="5999999", year=2567)
    assert len(report.pages) > 8
    assert report.letters.count(_without_spaces(LONG_TITLE)) == 120
    tables = [page for page in report.pages if "✓" in page]
    for page in tables:
        assert "โครงการ/กิจกรรม/มาตรการ" in page
        assert re.search("มิติ [1-4] ", page)
    # The numbers are i = 1 to 120, each of 1,000 i baht: 120 * 121 / 2 = 7,260 thousand; half of it is disbursed.
    assert "รวม7,260,000.003,630,000.00" in report.letters
    assert "▲ต่างกัน" not in report.letters


def test_the_signatures_stand_with_something_to_sign(large: Maker) -> None:
    [page] = [page for page in large.pdf("progress-12", org="5999999", year=2567).pages if "ลงชื่อ" in page]
    assert page.count("ลงชื่อ") == 3
    assert "ตรวจยอด" in page or "ตรงกัน" in page


@pytest.mark.parametrize("kind", ["briefing", "progress-12", "annual", "comparison"])
def test_without_projects_a_report_says_so(of_seeds: Maker, kind: str) -> None:
    letters = of_seeds.pdf(kind, org=NA_NONG_THUM, year=2564).letters
    assert "ไม่มีโครงการตามแผนของปี2564ในขอบเขตนี้" in letters or "ไม่มีข้อมูล" in letters
    assert "0.00บาท" not in letters


def test_a_note_longer_than_a_page_goes_on_on_the_next(tmp_path: Path) -> None:
    note = "ล่าช้าเพราะผู้รับจ้างส่งงานไม่ครบตามสัญญา " * 120 + "จบหมายเหตุ"
    tables = many_projects(3)
    heading, *rows = tables["status_report"].splitlines()
    noted = [f"{rows[0]},{note}", *(f"{row}," for row in rows[1:])]
    tables["status_report"] = "\n".join([f"{heading},status_note", *noted]) + "\n"
    with made_of(tmp_path, tables) as maker:
        report = maker.pdf("progress-12", org="5999999", year=2567)
    # What hangs over the edge of a page is text of the file, and nobody sees it.
    letters = "".join(report.seen.split())
    assert letters.count("ส่งงานไม่ครบตามสัญญา") == 120
    assert "จบหมายเหตุ" in letters
    for number, page in enumerate(report.pages, 1):
        assert f"หน้า {number} จาก {len(report.pages)}" in page


@pytest.mark.parametrize(
    "title",
    [
        '#import "@preview/x:1.0.0": y',
        "$ integral $ *bold* _thin_ `code` <label> @reference // note",
        "]] #panic(1) [[ {page} {build} \\u{1F600}",
        "=HYPERLINK(1) & <b>โครงการ</b> &amp; 'x' \"y\"",
    ],
)
def test_what_the_data_says_is_text(tmp_path: Path, title: str) -> None:
    with made_of(tmp_path, many_projects(2, title)) as maker:
        letters = maker.pdf("progress-12", org="5999999", year=2567).letters
    assert letters.count(_without_spaces(title)) == 2


# --- fonts


def test_without_a_thai_font_there_is_a_clear_end() -> None:
    with pytest.raises(NoThaiFont, match=r"TH Sarabun New, .*Laksaman, Noto Sans Thai, Garuda"):
        Printer(typst.Fonts(include_system_fonts=False))


def test_the_first_of_the_fonts_that_is_there_is_taken() -> None:
    class Installed:
        def families(self) -> list[str]:
            return ["Garuda", "Noto Sans", "Noto Sans Thai", "Waree"]

    families, scale = fonts.chosen(Installed())
    assert families == ["Noto Sans Thai", "Noto Sans"]
    assert scale == fonts.FONTS["Noto Sans Thai"]


def test_the_origin_of_a_source_is_named(large: Maker) -> None:
    assert "แผนทดสอบ" in large.pdf("progress-12", org="5999999", year=2567).pages[0]
