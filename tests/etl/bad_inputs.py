"""Sources that are wrong in one way each, and what must be told of it."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from valid_source import (
    CORRECTIONS_HEADING,
    ORGANISATION,
    PLAN,
    PROJECT,
    PROJECT_YEAR,
    STATUS_REPORT,
    VALID,
    problems_of,
)

from etl.problems import Problem

ORIGIN = 'title = "แผนทดสอบ"\npublisher = "ผู้ทดสอบ"\nlicence = "test"\n'
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1"


@dataclass(frozen=True)
class BadInput:
    """A valid source with some files replaced (None: left out), and the one problem it must give.

    `named` is what both messages must name: the value, or the column where there is no value.
    """

    name: str
    files: dict[str, str | bytes | None]
    rule: str
    file: str
    row: int | None = None
    column: str | None = None
    named: str = ""
    folder: str = "hand_made"
    # Other problems that follow from it, such as rows that refer to a rejected one.
    also: list[str] = field(default_factory=list)

    def write(self, parent: Path) -> Path:
        """Write the source below `parent`."""
        folder = parent / self.folder
        folder.mkdir(parents=True)
        files: dict[str, str | bytes | None] = {f"{name}.csv": text for name, text in VALID.items()}
        for name, content in {"origin.toml": ORIGIN, **files, **self.files}.items():
            if content is not None:
                (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    def problems(self, parent: Path) -> list[Problem]:
        """What is told of the source; it is read once for all tests."""
        if self.name not in _problems:
            _problems[self.name] = problems_of(self.write(parent))
        return _problems[self.name]


_problems: dict[str, list[Problem]] = {}


def cases(inputs: list[BadInput]) -> pytest.MarkDecorator:
    """Run a test once for each of `inputs`, as its argument `bad`."""
    return pytest.mark.parametrize("bad", [pytest.param(bad, id=bad.name) for bad in inputs])


def _origin(name: str, content: str, named: str) -> BadInput:
    return BadInput(name, {"origin.toml": content}, "bad_origin", "origin.toml", named=named)


def _unreadable(name: str, file: str, content: bytes, kind: str) -> BadInput:
    files: dict[str, str | bytes | None] = {"status_report.csv": None, file: content}
    return BadInput(name, files, "unreadable_file", file, named=kind)


UNREADABLE = [
    BadInput(
        "unknown column",
        {"plan.csv": PLAN.replace("locator", "framework_cod,locator").replace("line 1", "x,line 1")},
        "unknown_column",
        "plan.csv",
        1,
        "framework_cod",
        "framework_cod",
    ),
    BadInput(
        "missing column",
        {"project_year.csv": "project_id,fiscal_year\na-1,2566\n"},
        "missing_column",
        "project_year.csv",
        1,
        "locator",
        "locator",
    ),
    BadInput(
        "repeated column",
        {"plan.csv": PLAN.replace("framework_code", "kind")},
        "repeated_column",
        "plan.csv",
        1,
        "kind",
        "kind",
    ),
    BadInput(
        "repeated column, once in quotes",
        {"plan.csv": PLAN.replace("framework_code", '"kind"')},
        "repeated_column",
        "plan.csv",
        1,
        "kind",
        "kind",
    ),
    BadInput(
        "unknown table",
        {"projekt.csv": PROJECT},
        "unknown_table",
        "projekt.csv",
        named="projekt",
    ),
    BadInput("empty file", {"plan.csv": b""}, "empty_file", "plan.csv"),
    BadInput("file of blank lines", {"plan.csv": b"\n \n"}, "empty_file", "plan.csv"),
    BadInput("file of a byte order mark only", {"plan.csv": b"\xef\xbb\xbf"}, "empty_file", "plan.csv"),
    _unreadable("workbook that is text", "status_report.xlsx", STATUS_REPORT.encode(), ".xlsx"),
    _unreadable("workbook that is empty", "status_report.xlsx", b"", ".xlsx"),
    _unreadable("workbook that is cut off", "status_report.xlsx", b"PK\x03\x04" + b"\0" * 200, ".xlsx"),
    _unreadable("parquet that is text", "status_report.parquet", STATUS_REPORT.encode(), ".parquet"),
    _unreadable("parquet that is cut off", "status_report.parquet", b"PAR1" + b"\1" * 99, ".parquet"),
    _unreadable("csv that is a picture", "status_report.csv", PNG, ".csv"),
    _unreadable("csv in TIS-620", "organisation.csv", ORGANISATION.encode("tis-620"), ".csv"),
    _unreadable("csv in UTF-16", "status_report.csv", STATUS_REPORT.encode("utf-16"), ".csv"),
    _unreadable(
        "csv row with too many cells", "project.csv", (PROJECT + "a,b,c,d,e,f,g,h,i,j\n").encode(), ".csv"
    ),
    _unreadable("csv quote never closed", "project.csv", PROJECT.replace("โครง", '"โครง').encode(), ".csv"),
    _unreadable("csv quote in the middle", "project.csv", PROJECT.replace("หนึ่ง", '"หนึ่ง').encode(), ".csv"),
    BadInput("no origin", {"origin.toml": None}, "no_origin", "origin.toml", named="origin.toml"),
    _origin("origin that is not TOML", "title = \n", "origin.toml"),
    _origin("origin without a publisher", 'title = "a"\nlicence = "b"\n', "publisher"),
    _origin("origin with a number for a title", ORIGIN.replace('"แผนทดสอบ"', "5"), "title = 5"),
    _origin("origin with an empty title", ORIGIN.replace("แผนทดสอบ", ""), "title = ''"),
    _origin("origin with a word for a date", f'{ORIGIN}accessed = "yesterday"\n', "yesterday"),
    _origin("origin with a text for a date", f'{ORIGIN}accessed = "2026-11-20"\n', "2026-11-20"),
    _origin("origin with a broken checksum", f'{ORIGIN}sha256 = "12ab"\n', "12ab"),
    _origin("origin with a word for a truth", f'{ORIGIN}is_simulated = "no"\n', "is_simulated = 'no'"),
    BadInput("folder with a Thai name", {}, "bad_source_name", "", named="แผน 2567", folder="แผน 2567"),
    BadInput("folder with a long name", {}, "bad_source_name", "", named="a" * 81, folder="a" * 81),
]


def _correction(name: str, line: str, rule: str, column: str, named: str) -> BadInput:
    files: dict[str, str | bytes | None] = {"corrections.csv": f"{CORRECTIONS_HEADING}{line}\n"}
    return BadInput(name, files, rule, "corrections.csv", 2, column, named)


MISFITS = [
    _correction(
        "correction of a row that is not there",
        "project,a-9,title_th,โครงการหนึ่ง,โครงการใหม่,misread,line 5",
        "correction_matches_nothing",
        "key",
        "a-9",
    ),
    _correction(
        "correction of a table that is not there",
        "risk,r-1,risk_event,ก,ข,misread,line 5",
        "correction_matches_nothing",
        "key",
        "r-1",
    ),
    _correction(
        "correction of an unknown column",
        "project,a-1,titel,โครงการหนึ่ง,โครงการใหม่,misread,line 5",
        "correction_of_unknown_column",
        "titel",
        "titel",
    ),
    _correction(
        "correction of an unknown table",
        "projects,a-1,title_th,โครงการหนึ่ง,โครงการใหม่,misread,line 5",
        "correction_of_unknown_column",
        "title_th",
        "projects",
    ),
    _correction(
        "correction of a key",
        "project,a-1,project_id,a-1,a-7,misread,line 5",
        "correction_of_unknown_column",
        "project_id",
        "project_id",
    ),
    _correction(
        "correction of a value that has changed",
        "project,a-1,title_th,โครงการเก่า,โครงการใหม่,misread,line 5",
        "correction_of_other_value",
        "title_th",
        "โครงการเก่า",
    ),
    _correction(
        "correction of a value where the cell is empty",
        "project,a-1,responsible_unit,สำนักปลัด,กองคลัง,misread,line 5",
        "correction_of_other_value",
        "responsible_unit",
        "สำนักปลัด",
    ),
    _correction(
        "correction without a reason",
        "project,a-1,title_th,โครงการหนึ่ง,โครงการใหม่,,line 5",
        "nullability",
        "reason",
        "reason",
    ),
    _correction(
        "correction without evidence",
        "project,a-1,title_th,โครงการหนึ่ง,โครงการใหม่,misread,",
        "nullability",
        "evidence",
        "evidence",
    ),
]


def _rejected(
    name: str,
    table: str,
    change: tuple[str, str],
    place: tuple[str, int, str],
    named: str,
    *,
    also: tuple[str, ...] = (),
) -> BadInput:
    """A source with one text of one table changed; `place` is rule, row and column."""
    old, new = change
    rule, row, column = place
    text = VALID[table]
    assert text.count(old) == 1, (table, old)
    files: dict[str, str | bytes | None] = {f"{table}.csv": text.replace(old, new)}
    return BadInput(name, files, rule, f"{table}.csv", row, column, named, also=list(also))


# A rejected project takes its year and its report with it, a rejected plan everything below it.
_AFTER_PROJECT_1 = ("project_year.csv", "status_report.csv")
_AFTER_PROJECT_2 = ("project_year.csv",)
_AFTER_PLAN = ("project.csv", "project.csv", "project_year.csv", "project_year.csv", "status_report.csv")
_AFTER_ORGANISATION = ("plan.csv", *_AFTER_PLAN)

UNPARSABLE = [
    _rejected(
        "word for a whole number",
        "project",
        ("plan-a,1,1,1,1.1", "plan-a,หนึ่ง,1,1,1.1"),
        ("not_a_whole_number", 2, "seq_no"),
        "หนึ่ง",
        also=_AFTER_PROJECT_1,
    ),
    _rejected(
        "half a year",
        "project_year",
        ("a-2,2566", "a-2,2566.5"),
        ("not_a_whole_number", 3, "fiscal_year"),
        "2566.5",
    ),
    _rejected(
        "number too large for its column",
        "project",
        ("plan-a,2,2,2,", "plan-a,40000,2,2,"),
        ("max", 3, "seq_no"),
        "40000",
        also=_AFTER_PROJECT_2,
    ),
    _rejected(
        "budget in words",
        "project_year",
        ("50000.00", "ไม่ใช้งบประมาณ"),
        ("not_a_number", 2, "budget_baht"),
        "ไม่ใช้งบประมาณ",
    ),
    _rejected(
        "decimal comma",
        "project_year",
        ("50000.00", '"50000,00"'),
        ("not_a_number", 2, "budget_baht"),
        "50000,00",
    ),
    _rejected(
        "yes for true",
        "plan",
        ("false", "yes"),
        ("not_true_or_false", 2, "is_draft"),
        "yes",
        also=_AFTER_PLAN,
    ),
    _rejected(
        "day before month",
        "status_report",
        ("2023-10-05", "05/10/2023"),
        ("not_a_date", 2, "reported_on"),
        "05/10/2023",
    ),
    _rejected(
        "day that does not exist",
        "status_report",
        ("2023-10-05", "2023-02-29"),
        ("not_a_date", 2, "reported_on"),
        "2023-02-29",
    ),
    _rejected(
        "Buddhist Era in a date",
        "status_report",
        ("2023-10-05", "2566-10-05"),
        ("be_date", 2, "reported_on"),
        "2023-10-05",
    ),
    _rejected(
        "Christian Era in a fiscal year",
        "project_year",
        ("a-2,2566", "a-2,2023"),
        ("ce_year", 3, "fiscal_year"),
        "2566",
    ),
    _rejected(
        "quarters parted by dashes",
        "project_year",
        ("1;2", "1-2"),
        ("not_a_list", 2, "planned_quarters"),
        "1-2",
    ),
    _rejected(
        "quarters with a gap", "project_year", ("1;2", "1;;2"), ("not_a_list", 2, "planned_quarters"), "1;;2"
    ),
]

INVALID = [
    _rejected(
        "fiscal year below the bounds",
        "project_year",
        ("a-2,2566", "a-2,2539"),
        ("min", 3, "fiscal_year"),
        "2539",
    ),
    _rejected(
        "fiscal year above the bounds",
        "project_year",
        ("a-2,2566", "a-2,2601"),
        ("max", 3, "fiscal_year"),
        "2601",
    ),
    _rejected("negative budget", "project_year", ("50000.00", "-1.00"), ("min", 2, "budget_baht"), "-1.00"),
    _rejected(
        "fifth dimension",
        "project",
        ("plan-a,2,2,2,2.1", "plan-a,2,2,5,2.1"),
        ("max", 3, "dimension_no"),
        "5",
        also=_AFTER_PROJECT_2,
    ),
    _rejected("fifth quarter", "project_year", ("1;2", "1;5"), ("inner_max", 2, "planned_quarters"), "1;5"),
    _rejected("quarter nought", "project_year", ("1;2", "0;1"), ("inner_min", 2, "planned_quarters"), "0;1"),
    _rejected(
        "unknown status",
        "status_report",
        ("completed", "finished"),
        ("unknown_reference", 2, "status_code"),
        "finished",
    ),
    _rejected(
        "unknown report round",
        "status_report",
        ("2566,12", "2566,9"),
        ("unknown_reference", 2, "report_round"),
        "9",
    ),
    _rejected(
        "unknown project",
        "project_year",
        ("a-2,2566", "a-9,2566"),
        ("unknown_reference", 3, "project_id"),
        "a-9",
    ),
    _rejected(
        "organisation that is not registered",
        "plan",
        ("5760403", "9999999"),
        ("unregistered_organisation", 2, "org_code"),
        "9999999",
        also=_AFTER_PLAN,
    ),
    _rejected(
        "organisation code of six digits",
        "organisation",
        ("5760403,sub", "576040,sub"),
        ("regex", 2, "org_code"),
        "576040",
        also=_AFTER_ORGANISATION,
    ),
    _rejected(
        "unknown kind of plan",
        "plan",
        ("anti_corruption_plan", "plan"),
        ("regex", 2, "kind"),
        "plan",
        also=_AFTER_PLAN,
    ),
    _rejected(
        "mission without a dot",
        "project",
        ("2,2.1", "2,21"),
        ("regex", 3, "mission_no"),
        "21",
        also=_AFTER_PROJECT_2,
    ),
    _rejected(
        "empty title",
        "project",
        ("มาตรการสอง", "  "),
        ("nullability", 3, "title_th"),
        "title_th",
        also=_AFTER_PROJECT_2,
    ),
    _rejected(
        "row with too few cells", "project_year", (",3,line 3", ""), ("nullability", 3, "locator"), "locator"
    ),
    BadInput(
        "code that is too long",
        {"plan.csv": PLAN + PLAN.splitlines()[1].replace("plan-a", "p" * 81)},
        "max_length",
        "plan.csv",
        3,
        "plan_id",
        "plan_id",
    ),
    BadInput(
        "repeated row",
        {"project_year.csv": PROJECT_YEAR + "a-2,2566,7.00,4,line 4\n"},
        "primary_key",
        "project_year.csv",
        3,
        "project_id/fiscal_year",
        "a-2/2566",
        also=["project_year.csv"],
    ),
]


def one_of_each_rule(inputs: list[BadInput]) -> list[BadInput]:
    """The first input that breaks each rule, for tests that build."""
    return list({bad.rule: bad for bad in reversed(inputs)}.values())


BAD_INPUTS = [*UNREADABLE, *MISFITS, *UNPARSABLE, *INVALID]
