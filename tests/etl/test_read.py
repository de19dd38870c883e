import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from bad_inputs import ORIGIN, UNREADABLE, BadInput, cases
from valid_source import (
    ORGANISATION,
    PLAN,
    PROJECT,
    PROJECT_YEAR,
    REFERENCE,
    STATUS_REPORT,
    VALID,
    problems_of,
    told,
)

from etl.load import load
from etl.problems import InputError
from etl.read import read_source

MakeSource = Callable[..., Path]
Rows = list[list[object]]

# The tables of VALID as a spreadsheet holds them: numbers, truths and dates, not texts.
SHEETS: dict[str, Rows] = {
    "organisation": [
        ["org_code", "type_code", "name_th", "district_th", "province_code", "locator"],
        [5760403, "subdistrict_municipality", "บางเก่า", "ชะอำ", 76, "register 5760403"],
    ],
    "plan": [
        [
            "plan_id",
            "org_code",
            "kind",
            "framework_code",
            "first_fiscal_year",
            "last_fiscal_year",
            "is_draft",
            "title_th",
            "locator",
        ],
        ["plan-a", 5760403, "anti_corruption_plan", "2566-2570", 2566, 2566, False, "แผนปฏิบัติการ", "line 1"],
    ],
    "project": [
        [
            "project_id",
            "plan_id",
            "seq_no",
            "printed_no",
            "dimension_no",
            "mission_no",
            "kind",
            "title_th",
            "locator",
        ],
        ["a-1", "plan-a", 1, 1, 1, "1.1", "project", "โครงการหนึ่ง", "line 2"],
        ["a-2", "plan-a", 2, 2, 2, "2.1", "measure", "มาตรการสอง", "line 3"],
    ],
    "project_year": [
        ["project_id", "fiscal_year", "budget_baht", "planned_quarters", "locator"],
        ["a-1", 2566, 50000.0, "1;2", "line 2"],
        ["a-2", 2566, 0, 3, "line 3"],
    ],
    "status_report": [
        [
            "project_id",
            "fiscal_year",
            "report_round",
            "status_code",
            "disbursed_baht",
            "reported_on",
            "locator",
        ],
        ["a-1", 2566, 12, "completed", 49000.5, dt.date(2023, 10, 5), "line 9"],
    ],
}


def write_book(path: Path, sheets: dict[str, Rows]) -> None:
    book = xlsxwriter.Workbook(str(path))
    days = book.add_format({"num_format": "d mmm yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row_no, row in enumerate(rows):
            for column_no, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(row_no, column_no, value, days)
                elif value is not None:
                    sheet.write(row_no, column_no, value)
    book.close()


def write_parquet(folder: Path) -> None:
    for name, (heading, *rows) in SHEETS.items():
        frame = pl.DataFrame(rows, schema=[str(column) for column in heading], orient="row", strict=False)
        if name == "project_year":
            money = pl.Series("budget_baht", ["50000.00", "0.00"]).cast(pl.Decimal(18, 2))
            frame = frame.with_columns(money, pl.Series("planned_quarters", [[1, 2], [3]]))
        if name == "status_report":
            frame = frame.with_columns(pl.col("status_code").cast(pl.Categorical))
        frame.write_parquet(folder / f"{name}.parquet")


def write_csv(folder: Path) -> None:
    for name, text in VALID.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def write_books(folder: Path) -> None:
    for name, rows in SHEETS.items():
        write_book(folder / f"{name} of 2566.xlsx", {name: rows})


WRITERS: dict[str, Callable[[Path], None]] = {
    "csv": write_csv,
    "one workbook": lambda folder: write_book(folder / "book.xlsx", SHEETS),
    "a workbook each": write_books,
    "parquet": write_parquet,
}


@pytest.fixture(params=list(WRITERS))
def source_in_any_format(request: pytest.FixtureRequest, make_source: MakeSource) -> Path:
    folder = make_source("hand_made")
    WRITERS[request.param](folder)
    return folder


@pytest.mark.parametrize(
    ("table", "columns", "rows"),
    [
        (
            "organisation",
            ["org_code", "type_code", "name_th", "province_code", "annual_budget_baht"],
            [("5760403", "subdistrict_municipality", "บางเก่า", "76", None)],
        ),
        (
            "plan",
            ["plan_id", "org_code", "first_fiscal_year", "is_draft", "stated_project_count", "locator"],
            [("plan-a", "5760403", 2566, False, None, "line 1")],
        ),
        (
            "project",
            ["project_id", "seq_no", "dimension_no", "mission_no", "title_th", "row_no"],
            [("a-1", 1, 1, "1.1", "โครงการหนึ่ง", 2), ("a-2", 2, 2, "2.1", "มาตรการสอง", 3)],
        ),
        (
            "project_year",
            ["project_id", "fiscal_year", "budget_baht", "planned_quarters", "locator", "row_no"],
            [
                ("a-1", 2566, Decimal("50000.00"), [1, 2], "line 2", 2),
                ("a-2", 2566, Decimal("0.00"), [3], "line 3", 3),
            ],
        ),
        (
            "status_report",
            ["project_id", "report_round", "status_code", "disbursed_baht", "reported_on", "reason_code"],
            [("a-1", 12, "completed", Decimal("49000.50"), dt.date(2023, 10, 5), None)],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_format_gives_the_same_rows(
    source_in_any_format: Path, table: str, columns: list[str], rows: list[tuple]
) -> None:
    loaded = load(REFERENCE, [source_in_any_format])
    assert loaded.tables[table].select(columns).rows() == rows


def test_every_format_is_free_of_problems(source_in_any_format: Path) -> None:
    assert problems_of(source_in_any_format) == []


@cases(UNREADABLE)
def test_an_unreadable_source_is_told_with_rule_and_place(bad: BadInput, tmp_path: Path) -> None:
    problems = bad.problems(tmp_path)
    assert told(problems) == [(bad.rule, bad.file, bad.row, bad.column)]


@cases(UNREADABLE)
def test_both_messages_name_what_is_unreadable(bad: BadInput, tmp_path: Path) -> None:
    problem = bad.problems(tmp_path)[0]
    assert problem.message_th and bad.named in problem.message_th
    assert problem.message_en and bad.named in problem.message_en


@cases(UNREADABLE)
def test_no_row_of_an_unreadable_source_is_trusted(bad: BadInput, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        load(REFERENCE, [bad.write(tmp_path)])


@pytest.mark.parametrize(
    ("wrong", "nearest"),
    [
        ("title", "title_th"),
        ("titel_th", "title_th"),
        ("Plan_ID", "plan_id"),
        ("first_year", "first_fiscal_year"),
        ("isdraft", "is_draft"),
    ],
)
def test_an_unknown_column_is_told_with_the_nearest(
    make_source: MakeSource, wrong: str, nearest: str
) -> None:
    folder = make_source("hand_made", plan=f"{PLAN.splitlines()[0]},{wrong}\n")
    problem = problems_of(folder)[0]
    assert problem.message_th.endswith(f"หมายถึง {nearest} หรือไม่")
    assert problem.message_en.endswith(f"Do you mean {nearest}?")


@pytest.mark.parametrize("wrong", ["xyz", "หมายเลข", "qqqq"])
def test_an_unknown_column_like_no_other_is_told_without_a_hint(make_source: MakeSource, wrong: str) -> None:
    folder = make_source("hand_made", plan=f"{PLAN.splitlines()[0]},{wrong}\n")
    problem = problems_of(folder)[0]
    assert problem.message_th == f"ไม่รู้จักคอลัมน์ {wrong}"
    assert problem.message_en == f"There is no column {wrong}."


@pytest.mark.parametrize(
    ("table", "column", "name_th", "name_en"),
    [
        ("organisation", "org_code", "รหัส อปท.", "Organisation code"),
        ("plan", "title_th", "ชื่อ", "Title"),
        ("project", "seq_no", "ลำดับ", "No."),
        ("project_year", "fiscal_year", "ปีงบประมาณ (พ.ศ.)", "Fiscal year (BE)"),
        ("status_report", "status_code", "สถานะ", "Status"),
    ],
)
def test_a_missing_column_is_told_by_its_names(
    make_source: MakeSource, table: str, column: str, name_th: str, name_en: str
) -> None:
    heading = VALID[table].splitlines()[0].split(",")
    folder = make_source("hand_made", **{table: ",".join(name for name in heading if name != column) + "\n"})
    problem = problems_of(folder)[0]
    assert (problem.rule_code, problem.column_name) == ("missing_column", column)
    assert f"{column} ({name_th})" in problem.message_th
    assert f"{column} ({name_en})" in problem.message_en


def test_a_column_that_may_be_empty_may_be_missing(make_source: MakeSource) -> None:
    folder = make_source("hand_made", project_year="project_id,fiscal_year,locator\na-1,2566,line 2\n")
    frame = read_source(folder).tables["project_year"]
    assert frame.select("budget_baht", "planned_quarters").rows() == [(None, None)]


def test_columns_may_stand_in_any_order(make_source: MakeSource) -> None:
    folder = make_source("hand_made", project_year="locator,fiscal_year,project_id\nline 2,2566,a-1\n")
    frame = read_source(folder).tables["project_year"]
    assert frame.select("project_id", "fiscal_year", "locator").rows() == [("a-1", "2566", "line 2")]


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_file_of_a_heading_only_has_no_rows(make_source: MakeSource, ending: str) -> None:
    folder = make_source("hand_made", **VALID | {"status_report": STATUS_REPORT.splitlines()[0] + ending})
    loaded = load(REFERENCE, [folder])
    assert (loaded.tables["status_report"].height, loaded.problems) == (0, [])


def test_a_sheet_of_a_heading_only_has_no_rows(make_source: MakeSource) -> None:
    folder = make_source("hand_made")
    write_book(folder / "book.xlsx", SHEETS | {"status_report": SHEETS["status_report"][:1]})
    loaded = load(REFERENCE, [folder])
    assert (loaded.tables["status_report"].height, loaded.problems) == (0, [])


def test_an_empty_sheet_is_told(make_source: MakeSource) -> None:
    folder = make_source("hand_made")
    write_book(folder / "book.xlsx", SHEETS | {"status_report": []})
    assert told(problems_of(folder)) == [("empty_file", "book.xlsx#status_report", None, None)]


def test_a_byte_order_mark_is_accepted(make_source: MakeSource) -> None:
    folder = make_source("hand_made", **{name: f"\ufeff{text}" for name, text in VALID.items()})
    loaded = load(REFERENCE, [folder])
    assert (loaded.tables["project"]["project_id"].to_list(), loaded.problems) == (["a-1", "a-2"], [])


def test_windows_line_ends_are_accepted(make_source: MakeSource) -> None:
    folder = make_source("hand_made", **VALID)
    for path in folder.glob("*.csv"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    loaded = load(REFERENCE, [folder])
    assert (loaded.tables["project"]["locator"].to_list(), loaded.problems) == (["line 2", "line 3"], [])


def test_a_quoted_cell_may_hold_commas_quotes_and_line_breaks(make_source: MakeSource) -> None:
    project = PROJECT.replace("โครงการหนึ่ง", '"โครงการ ""ก"", ข\nและ ค"')
    frame = read_source(make_source("hand_made", project=project)).tables["project"]
    assert frame["title_th"].to_list() == ['โครงการ "ก", ข\nและ ค', "มาตรการสอง"]


def test_a_row_after_a_line_break_in_a_cell_keeps_its_spreadsheet_row(make_source: MakeSource) -> None:
    project = PROJECT.replace("โครงการหนึ่ง", '"โครงการ\nหนึ่ง"')
    frame = read_source(make_source("hand_made", project=project)).tables["project"]
    assert frame["row_no"].to_list() == [2, 3]


def test_a_row_after_a_blank_row_keeps_its_spreadsheet_row(make_source: MakeSource) -> None:
    folder = make_source("hand_made", project_year=PROJECT_YEAR.replace("a-2", "\na-2"))
    frame = read_source(folder).tables["project_year"]
    assert frame.select("project_id", "row_no").rows() == [("a-1", 2), ("a-2", 4)]


def test_texts_are_not_guessed_to_be_numbers(make_source: MakeSource) -> None:
    folder = make_source("hand_made", project=PROJECT.replace(",1.1,", ",1.10,"))
    assert read_source(folder).tables["project"]["mission_no"].to_list() == ["1.10", "2.1"]


def test_a_row_of_a_workbook_of_one_sheet_is_named_by_its_file(make_source: MakeSource) -> None:
    folder = make_source("hand_made")
    write_book(folder / "plan.xlsx", {"plan": SHEETS["plan"]})
    assert read_source(folder).tables["plan"]["file_name"].to_list() == ["plan.xlsx"]


def test_a_row_of_a_workbook_of_many_sheets_is_named_by_its_sheet(make_source: MakeSource) -> None:
    folder = make_source("hand_made")
    write_book(folder / "book.xlsx", SHEETS)
    assert read_source(folder).tables["plan"]["file_name"].to_list() == ["book.xlsx#plan"]


def test_an_unknown_sheet_is_told_with_the_known_tables(make_source: MakeSource) -> None:
    folder = make_source("hand_made")
    write_book(folder / "book.xlsx", SHEETS | {"Sheet9": [["x"]]})
    problems = problems_of(folder)
    assert told(problems) == [("unknown_table", "book.xlsx#Sheet9", None, None)]
    assert "Sheet9" in problems[0].message_th
    assert "status_report" in problems[0].message_en


def test_a_repeated_column_of_a_sheet_is_told(make_source: MakeSource) -> None:
    folder = make_source("hand_made")
    heading, *rows = SHEETS["plan"]
    write_book(folder / "book.xlsx", SHEETS | {"plan": [[*heading, "kind"], *rows]})
    assert told(problems_of(folder)) == [("repeated_column", "book.xlsx#plan", 1, "kind")]


def test_a_bad_cell_of_a_sheet_is_told_with_its_sheet_and_row(make_source: MakeSource) -> None:
    folder = make_source("hand_made")
    heading, first, second = SHEETS["project_year"]
    write_book(folder / "book.xlsx", SHEETS | {"project_year": [heading, first, ["a-2", 2023, *second[2:]]]})
    assert told(problems_of(folder)) == [("ce_year", "book.xlsx#project_year", 3, "fiscal_year")]


@pytest.mark.parametrize(
    "names", [("plan.csv", "plan.xlsx"), ("plan.csv", "plan.parquet"), ("a.xlsx", "b.xlsx")]
)
def test_a_table_in_two_files_is_told(make_source: MakeSource, names: tuple[str, str]) -> None:
    folder = make_source("hand_made")
    for name in names:
        if name.endswith(".xlsx"):
            write_book(folder / name, {"plan": SHEETS["plan"]})
        elif name.endswith(".parquet"):
            heading, *rows = SHEETS["plan"]
            pl.DataFrame(rows, schema=[str(column) for column in heading], orient="row").write_parquet(
                folder / name
            )
        else:
            (folder / name).write_text(PLAN, encoding="utf-8")
    problems = problems_of(folder)
    assert told(problems) == [("repeated_table", names[1], None, None)]
    assert "plan" in problems[0].message_th
    assert "plan" in problems[0].message_en


def test_the_problems_of_all_files_are_told_at_once(make_source: MakeSource) -> None:
    folder = make_source("hand_made", plan="", project="project_id,x\n", risks="a\n")
    assert [(p.rule_code, p.file_name) for p in problems_of(folder)] == [
        ("empty_file", "plan.csv"),
        ("unknown_column", "project.csv"),
        ("missing_column", "project.csv"),
        ("missing_column", "project.csv"),
        ("missing_column", "project.csv"),
        ("missing_column", "project.csv"),
        ("unknown_table", "risks.csv"),
    ]


def test_the_problems_of_all_folders_are_told_at_once(make_source: MakeSource) -> None:
    folders = [make_source("first", plan=""), make_source("second", project="")]
    assert [(p.source_id, p.file_name) for p in problems_of(*folders)] == [
        ("first", "plan.csv"),
        ("second", "project.csv"),
    ]


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    problems = problems_of(tmp_path / "nowhere")
    assert told(problems) == [("no_such_source", "", None, None)]
    assert str(tmp_path / "nowhere") in problems[0].message_th
    assert str(tmp_path / "nowhere") in problems[0].message_en


def test_a_file_given_for_a_folder_is_told(make_source: MakeSource) -> None:
    folder = make_source("hand_made", **VALID)
    assert told(problems_of(folder / "plan.csv")) == [("no_such_source", "", None, None)]


@pytest.mark.parametrize("name", ["~$book.xlsx", ".~lock.plan.csv", ".hidden.csv", "notes.txt", "scan.pdf"])
def test_lock_files_and_other_files_are_passed_by(make_source: MakeSource, name: str) -> None:
    folder = make_source("hand_made", **VALID)
    (folder / name).write_bytes(b"\0")
    assert problems_of(folder) == []


@pytest.mark.parametrize("ending", ["CSV", "Csv"])
def test_a_file_ending_in_capitals_is_read(make_source: MakeSource, ending: str) -> None:
    folder = make_source("hand_made")
    (folder / f"plan.{ending}").write_text(PLAN, encoding="utf-8")
    assert read_source(folder).tables["plan"]["plan_id"].to_list() == ["plan-a"]


def test_the_origin_is_read(make_source: MakeSource) -> None:
    more = f'org_code = "5760403"\ndocument = "a.pdf"\nsha256 = "{"a1" * 32}"\naccessed = 2026-11-20\n'
    origin = read_source(
        make_source("hand_made", origin=f'{ORIGIN}{more}notes = "n"\nis_simulated = true\n')
    ).origin
    assert (origin.source_id, origin.title_th, origin.publisher) == ("hand_made", "แผนทดสอบ", "ผู้ทดสอบ")
    assert (origin.licence, origin.org_code, origin.document) == ("test", "5760403", "a.pdf")
    assert (origin.sha256, origin.accessed) == ("a1" * 32, dt.date(2026, 11, 20))
    assert (origin.notes, origin.is_simulated) == ("n", True)


def test_an_origin_may_leave_out_all_but_title_publisher_and_licence(make_source: MakeSource) -> None:
    origin = read_source(make_source("hand_made")).origin
    assert (origin.org_code, origin.document, origin.sha256, origin.accessed) == (None, None, None, None)
    assert (origin.notes, origin.is_simulated) == (None, False)


def test_the_checksum_stays_while_the_files_stay(make_source: MakeSource) -> None:
    first = read_source(make_source("hand_made", **VALID)).files_sha256
    assert read_source(make_source("hand_made", **VALID)).files_sha256 == first


@pytest.mark.parametrize("changed", ["plan.csv", "origin.toml"])
def test_the_checksum_changes_with_any_byte(make_source: MakeSource, changed: str) -> None:
    folder = make_source("hand_made", **VALID)
    first = read_source(folder).files_sha256
    with (folder / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert read_source(folder).files_sha256 != first


def test_a_source_may_have_an_organisation_only(make_source: MakeSource) -> None:
    assert problems_of(make_source("register", organisation=ORGANISATION)) == []


def test_blank_rows_of_a_sheet_say_nothing_and_leave_row_numbers_alone(make_source: MakeSource) -> None:
    folder = make_source("spaced")
    heading, first, second = SHEETS["project_year"]
    write_book(folder / "book.xlsx", SHEETS | {"project_year": [heading, first, [], second, []]})
    assert read_source(folder).tables["project_year"]["row_no"].to_list() == [2, 4]


def test_values_under_no_heading_are_told_of(make_source: MakeSource) -> None:
    folder = make_source("headless")
    heading, first, second = SHEETS["project_year"]
    write_book(folder / "book.xlsx", SHEETS | {"project_year": [heading, [*first, "lost"], second]})
    place = ("unknown_column", "book.xlsx#project_year", 1, "(column 6 without heading)")
    assert told(problems_of(folder)) == [place]
