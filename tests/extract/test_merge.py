"""Lists and detail sheets together: small plans made by hand, and the real lists beside the real sheets."""

import re
from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein
from test_detail_sheet import real_context, real_document, seed_rows

from etl.extract.document import Context, Extraction, Read, Row
from etl.extract.sheets.detail_sheet import Sheet, read_detail_sheets
from etl.extract.sheets.merge import merge_sheets
from etl.extract.sheets.sheet_match import text

MEASURES = (
    (1, 1, "1.1", "โครงการเสริมสร้างความโปร่งใสในการใช้ทรัพย์สินของทางราชการ"),
    (2, 2, "2.1", "มาตรการเปิดเผยข้อมูลสาธารณะต่อประชาชนทุกช่องทาง"),
)
CONTEXT = Context("1234567", ("เทศบาลตำบลทดสอบ",), measures=MEASURES)
TITLES = (
    "โครงการเสริมสร้างความโปร่งใสในการใช้ทรัพย์สินของทางราชการ",
    "มาตรการเปิดเผยข้อมูลสาธารณะต่อประชาชนทุกช่องทาง",
    "กิจกรรมตอบคำถามเยาวชนในโรงเรียน",
    "โครงการอบรมเจ้าหน้าที่จัดซื้อจัดจ้าง",
)


def cells(**values: str) -> Row:
    return {name: Read(value, value, "line 9") for name, value in values.items()}


def listed(
    *titles: str, years: tuple[int, ...] = (2566, 2567), budget: str = "100.00", **others: str
) -> Extraction:
    first, last = str(years[0]), str(years[-1])
    plan_id = f"1234567-{first}-{last}"
    found = Extraction()
    plan = cells(plan_id=plan_id, org_code="1234567", first_fiscal_year=first, last_fiscal_year=last)
    found.add("plan", {**plan, "stated_project_count": Read("")})
    for number, title in enumerate(titles, 1):
        project_id = f"{plan_id}-{number:02d}"
        row = cells(
            project_id=project_id, plan_id=plan_id, seq_no=str(number), printed_no=str(number), title_th=title
        )
        found.add("project", {**row, **cells(**others)})
        for year in years:
            found.add("project_year", cells(project_id=project_id, fiscal_year=str(year), budget_baht=budget))
    return found


def detail(number: int, title: str, budget: str = "100.00", unit: str = "กองคลัง", **others: object) -> Sheet:
    place = f"line {number * 100}"
    return Sheet(
        number=Read(str(number) if number else "", "", place),
        title=Read(title, title, place),
        fiscal_years=others.pop("years", (2566, 2567)),  # type: ignore[arg-type]
        budget=Read(budget, budget, place),
        responsible_unit=Read(unit, unit, place),
        period=Read("2566-2567", "", place),
        **others,  # type: ignore[arg-type]
    )


def details(*titles: str) -> list[Sheet]:
    return [detail(number, title) for number, title in enumerate(titles, 1)]


def column(found: Extraction, table: str, name: str) -> list[str]:
    return [text(row, name) for row in found.tables[table]]


def test_a_list_that_agrees_is_completed_without_a_doubt() -> None:
    before = listed(*TITLES)
    found = merge_sheets(before, details(*TITLES), CONTEXT)
    assert column(found, "project", "title_th") == list(TITLES)
    assert column(found, "project", "sheet_locator") == ["line 100", "line 200", "line 300", "line 400"]
    assert column(found, "project", "sheet_budget_baht") == ["100.00"] * 4
    assert column(found, "project", "responsible_unit") == ["กองคลัง"] * 4
    assert not any(read.doubt for rows in found.tables.values() for row in rows for read in row.values())
    assert found.doubts == []
    assert "sheet_locator" not in before.tables["project"][0]  # what was given stays as it was


def test_blanks_and_quotation_marks_make_no_difference() -> None:
    found = merge_sheets(listed("โครงการ “ดี เด่น”"), details("โครงการ ดีเด่น"), CONTEXT)
    assert not found.tables["project"][0]["title_th"].doubt


def test_a_misread_title_of_the_list_gets_the_sheets_reading() -> None:
    misread = TITLES[0].replace("ความโปร่งใส", "ขวัญกำลังใจ")
    found = merge_sheets(listed(misread, *TITLES[1:]), details(*TITLES), CONTEXT)
    read = found.tables["project"][0]["title_th"]
    assert (read.value, read.corrected) == (misread, TITLES[0])
    assert misread in read.doubt
    assert TITLES[0] in read.doubt
    assert "line 100" in read.evidence


def test_a_misread_title_of_the_sheet_leaves_the_lists() -> None:
    misread = TITLES[0].replace("ความโปร่งใส", "ความปลอดภัย")
    found = merge_sheets(listed(*TITLES), details(misread, *TITLES[1:]), CONTEXT)
    read = found.tables["project"][0]["title_th"]
    assert (read.value, read.corrected) == (TITLES[0], None)
    assert read.doubt


def test_a_title_that_both_misread_in_one_place_is_read_with_the_standard_title() -> None:
    one, other = (TITLES[0].replace("ความโปร่งใส", word) for word in ("ขวัญกำลังใจ", "ความปลอดภัย"))
    found = merge_sheets(listed(one, *TITLES[1:]), details(other, *TITLES[1:]), CONTEXT)
    assert found.tables["project"][0]["title_th"].corrected == TITLES[0]


def test_a_misread_word_without_a_standard_title_is_settled_by_the_dictionary() -> None:
    misread = TITLES[3].replace("เจ้าหน้าที่", "เจัาหนัาฑื่")
    found = merge_sheets(listed(*TITLES[:3], misread), details(*TITLES), CONTEXT)
    assert found.tables["project"][3]["title_th"].corrected == TITLES[3]


def test_lost_projects_stand_where_their_sheets_stand() -> None:
    found = merge_sheets(listed(TITLES[0], TITLES[3]), details(*TITLES), CONTEXT)
    assert column(found, "project", "title_th") == list(TITLES)
    assert column(found, "project", "seq_no") == ["1", "2", "3", "4"]
    lost = found.tables["project"][1]
    assert (lost["kind"].value, lost["locator"].value, lost["printed_no"].value) == (
        "measure",
        "line 200",
        "",
    )
    assert lost["title_th"].doubt
    years = [
        row for row in found.tables["project_year"] if text(row, "project_id") == text(lost, "project_id")
    ]
    assert [(text(row, "fiscal_year"), text(row, "budget_baht")) for row in years] == [
        ("2566", "100.00"),
        ("2567", "100.00"),
    ]
    assert all(row["budget_baht"].doubt for row in years)
    # The row behind it moved from 02 to 04, and its years with it.
    assert Counter(column(found, "project_year", "project_id")) == dict.fromkeys(
        column(found, "project", "project_id"), 2
    )


def test_other_tables_follow_a_project_that_moved() -> None:
    before = listed(TITLES[0], TITLES[3])
    before.add("status_report", cells(project_id="1234567-2566-2567-02"))
    found = merge_sheets(before, details(*TITLES), CONTEXT)
    assert column(found, "status_report", "project_id") == ["1234567-2566-2567-04"]


def test_rows_that_lost_their_title_take_the_sheets_of_their_turn() -> None:
    before = listed(TITLES[0], "", "", TITLES[3])
    before.tables["project_year"][2]["planned_quarters"] = Read("4")
    found = merge_sheets(before, details(*TITLES), CONTEXT)
    assert column(found, "project", "title_th") == list(TITLES)
    assert found.tables["project"][1]["title_th"].doubt
    quarters = found.tables["project_year"][2]["planned_quarters"]
    assert quarters.value == "4"
    assert quarters.doubt


def test_a_row_without_title_and_sheet_is_left_out_with_a_finding() -> None:
    found = merge_sheets(listed(*TITLES[:2], ""), details(*TITLES[:2]), CONTEXT)
    assert column(found, "project", "title_th") == list(TITLES[:2])
    assert [doubt.rule_code for doubt in found.doubts] == ["list_row_without_title"]
    assert len(found.tables["project_year"]) == 4


def test_budgets_that_differ_are_doubted_and_an_unsure_one_gives_way() -> None:
    sheets = [detail(1, TITLES[0], "200.00"), detail(2, TITLES[1], "200.00"), detail(3, TITLES[2], "200.00")]
    before = listed(*TITLES[:3], years=(2566, 2567))
    before.tables["project_year"][2]["budget_baht"] = Read("900.00", "900", "line 9", "ช่องเลื่อน")
    before.tables["project_year"][4]["budget_baht"] = Read("")
    budgets = [row["budget_baht"] for row in merge_sheets(before, sheets, CONTEXT).tables["project_year"]]
    assert [read.value for read in budgets] == ["100.00", "100.00", "200.00", "100.00", "200.00", "100.00"]
    assert all(read.doubt for read in budgets)
    assert "200.00" in budgets[0].doubt


def test_units_shortened_in_the_list_agree_and_others_are_doubted() -> None:
    sheets = [detail(1, TITLES[0], unit="ฝ่ายหนึ่ง สำนักปลัดเทศบาล"), detail(2, TITLES[1], unit="กองช่าง")]
    found = merge_sheets(listed(*TITLES[:2], responsible_unit="สำนักปลัดฯ"), sheets, CONTEXT)
    units = [row["responsible_unit"] for row in found.tables["project"]]
    assert [read.value for read in units] == ["สำนักปลัดฯ"] * 2
    assert [bool(read.doubt) for read in units] == [False, True]


def test_the_mission_of_the_sheet_is_taken_and_a_difference_doubted() -> None:
    sheets = [detail(1, TITLES[2], mission_no=Read("1.2")), detail(2, TITLES[3], mission_no=Read("1.3"))]
    before = listed(*TITLES[2:], mission_no="1.1")
    before.tables["project"][1]["mission_no"] = Read("")
    missions = [row["mission_no"] for row in merge_sheets(before, sheets, CONTEXT).tables["project"]]
    assert [(read.value, bool(read.doubt)) for read in missions] == [("1.2", True), ("1.3", False)]


def test_sheets_without_a_list_make_the_plan() -> None:
    found = merge_sheets(Extraction(), details(*TITLES), CONTEXT)
    (plan,) = found.tables["plan"]
    assert text(plan, "plan_id") == "1234567-2566-2567"
    assert plan["title_th"].doubt
    assert column(found, "project", "title_th") == list(TITLES)
    assert column(found, "project", "printed_no") == ["1", "2", "3", "4"]
    assert len(found.tables["project_year"]) == 8


def test_sheets_go_to_the_plan_of_their_years() -> None:
    before = listed(*TITLES, years=(2565,))
    for name, rows in listed(*TITLES).tables.items():
        before.tables[name] += rows
    found = merge_sheets(before, details(*TITLES), CONTEXT)
    assert [bool(text(row, "sheet_locator")) for row in found.tables["project"]] == [False] * 4 + [True] * 4
    assert len(found.tables["plan"]) == 2


def test_no_sheets_change_nothing_and_listed_projects_without_one_are_named() -> None:
    before = listed(*TITLES)
    assert merge_sheets(before, [], CONTEXT) == before
    found = merge_sheets(before, details(*TITLES)[:3], CONTEXT)
    assert [(doubt.rule_code, doubt.printed) for doubt in found.doubts] == [
        ("project_without_sheet", TITLES[3])
    ]


def test_sheets_of_another_period_are_a_finding() -> None:
    sheets = [detail(1, TITLES[0], years=(2566, 2567, 2568)), *details(*TITLES)[1:]]
    found = merge_sheets(listed(*TITLES), sheets, CONTEXT)
    assert [doubt.rule_code for doubt in found.doubts] == ["sheet_years_differ"]


DET_UDOM = ("000", "det_udom_plan_2566_2570", "4340701", ("เทศบาลเมืองเดชอุดม",))
DRAFT = ("002", "phitsanulok_draft_plan_2566_2570", "2650101", ("องค์การบริหารส่วนจังหวัดพิษณุโลก",))


@pytest.mark.parametrize(
    ("case", "lost", "without_title"),
    [
        (DET_UDOM, range(0), range(0)),
        (DET_UDOM, range(27, 48), range(0)),
        (DET_UDOM, range(0), range(27, 48)),
        (DRAFT, range(29, 38), range(0)),
        (DRAFT, range(33, 38), range(29, 33)),
    ],
)
def test_the_real_lists_beside_the_real_sheets(
    documents: Path, case: tuple[str, str, str, tuple[str, ...]], lost: range, without_title: range
) -> None:
    prefix, seed, org_code, names = case
    context = real_context(org_code, names)
    sheets = read_detail_sheets(real_document(documents, prefix), context)
    other_plan = "phitsanulok_plan_2565" if case is DRAFT else None
    before = extraction_of(other_plan, range(0), range(0)) if other_plan else Extraction()
    for name, rows in extraction_of(seed, lost, without_title).tables.items():
        before.tables.setdefault(name, []).extend(rows)
    found = merge_sheets(before, sheets, context)

    corrections = {
        (row["table"], row["key"], row["column"]): row["corrected"] for row in seed_rows(seed, "corrections")
    }
    # Where a row stood in the list, and its number there, cannot be told from a sheet.
    from_list = {"locator", "printed_no"}
    plan_id = seed_rows(seed, "plan")[0]["plan_id"]
    wrong_letters = letters = 0
    for table, keys in (("project", ("project_id",)), ("project_year", ("project_id", "fiscal_year"))):
        expected = {tuple(row[key] for key in keys): row for row in seed_rows(seed, table)}
        got = {
            tuple(text(row, key) for key in keys): row
            for row in found.tables[table]
            if text(row, "project_id").startswith(plan_id)
        }
        assert got.keys() == expected.keys()
        for key, row in expected.items():
            missing = int(key[0][-2:]) in {*lost, *without_title}
            for name, printed in row.items():
                read = got[key].get(name, Read(""))
                value = squeeze(read.corrected or read.value)
                corrected = corrections.get((table, "/".join(key), name), printed)
                if name == "title_th":
                    letters += len(squeeze(printed))
                    wrong_letters += Levenshtein.distance(value, squeeze(corrected))
                # What the list shortens with ฯ its sheets write in full.
                in_full = (
                    missing and name == "responsible_unit" and value.startswith(squeeze(printed).strip("ฯ"))
                )
                right = value in {squeeze(printed), squeeze(corrected)} or in_full
                assert right or read.doubt or (missing and name in from_list), (key, name, value, printed)
    assert wrong_letters <= 0.05 * letters
    if other_plan:
        assert not any(
            text(row, "sheet_locator") for row in found.tables["project"] if text(row, "plan_id") != plan_id
        )


def extraction_of(seed: str, lost: range, without_title: range) -> Extraction:
    """The list part of a reviewed source, as a reader of lists would hand it over."""
    found = Extraction()
    for table in ("plan", "project", "project_year"):
        for row in seed_rows(seed, table):
            number = int(row["project_id"][-2:]) if table != "plan" else 0
            if number in lost:
                continue
            cells_of_row = {name: Read(value, value, row["locator"]) for name, value in row.items()}
            if table == "project":
                for name in ("sheet_budget_baht", "sheet_locator"):
                    cells_of_row[name] = Read("")
                if number in without_title:
                    cells_of_row["title_th"] = cells_of_row["printed_no"] = Read("")
            found.add(table, cells_of_row)
    return found


def squeeze(value: str) -> str:
    return re.sub(r"[\s“”]", "", value)
