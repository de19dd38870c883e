"""`sutcharit extract`, `accept` and `build` as a user runs them, from a document to the warehouse."""

import csv
import tomllib
from io import BytesIO
from pathlib import Path

import fastexcel
import pytest
import small_documents as small
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner, Result

from etl.command import app
from etl.extract import commands
from etl.imports.confined import Most
from tests.conftest import SEED_SOURCES
from warehouse.reader import open_current
from warehouse.store import Store

CODE = "5999901"
REGISTER = f"""dla_code,lao_type_th,name_th,province_code,province_th,district_name_th
{CODE},เทศบาลตำบล,หนองสมมติ,34,อุบลราชธานี,เดชอุดม
5999902,เทศบาลตำบล,หนองสมมติ,65,พิษณุโลก,เมืองพิษณุโลก
5999903,เทศบาลตำบล,บางตัวอย่าง,65,พิษณุโลก,เมืองพิษณุโลก
"""
PLACED = small.ONE_YEAR.replace("หนองสมมติ", "หนองสมมติ อำเภอเดชอุดม จังหวัดอุบลราชธานี")
WRITTEN = [
    "control_total.csv",
    "corrections.csv",
    "organisation.csv",
    "origin.toml",
    "plan.csv",
    "project.csv",
    "project_year.csv",
    "review.xlsx",
]


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the data folder of whoever runs it."""
    monkeypatch.setenv("SUTCHARIT_DATA", str(tmp_path / "data"))


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan_2567.txt"
    path.write_text(PLACED, encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones included."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.open(encoding="utf-8", newline="")))


def test_one_folder_with_the_files_of_a_source(plan: Path, out: Path, register: Path) -> None:
    result = run("extract", plan, "--out", out, "--registry", register)
    assert result.exit_code == 0
    assert list(contents(out)) == [f"plan_2567/{name}" for name in WRITTEN]
    assert f"{out / 'plan_2567'}: เทศบาลตำบลหนองสมมติ (" in result.stdout
    assert "1 organisation, 1 plan, 3 project, 3 project_year, 4 control_total" in result.stdout
    assert "0 doubtful cells" in result.stdout
    assert rows(out / "plan_2567" / "organisation.csv") == [
        {
            "org_code": CODE,
            "type_code": "subdistrict_municipality",
            "name_th": "หนองสมมติ",
            "district_th": "เดชอุดม",
            "province_code": "34",
            "annual_budget_baht": "",
            "is_former": "",
            "locator": f"register {CODE}",
        }
    ]
    assert [row["budget_baht"] for row in rows(out / "plan_2567" / "project_year.csv")] == [
        "20000.00",
        "0.00",
        "2260.00",
    ]
    origin = tomllib.loads((out / "plan_2567" / "origin.toml").read_text(encoding="utf-8"))
    assert (origin["document"], origin["review"], origin["org_code"]) == ("plan_2567.txt", "open", CODE)
    assert (origin["publisher"], origin["fiscal_years"]) == ("เทศบาลตำบลหนองสมมติ", [2567])
    sheets = fastexcel.read_excel(out / "plan_2567" / "review.xlsx").sheet_names
    assert sheets == ["organisation", "plan", "project", "project_year", "control_total", "findings"]


def test_running_again_changes_no_byte_and_says_so(plan: Path, out: Path, register: Path) -> None:
    run("extract", plan, "--out", out, "--registry", register)
    (out / "plan_2567" / "project.csv").write_text("reviewed", encoding="utf-8")
    before = contents(out)
    result = run("extract", plan, "--out", out, "--registry", register)
    assert result.exit_code == 0
    assert "left as it is" in result.stdout
    assert "คงไว้ตามเดิม" in result.stdout
    assert contents(out) == before


def test_two_extractions_of_a_document_are_the_same_tables(plan: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert run("extract", plan, "--out", tmp_path / name, "--organisation", CODE).exit_code == 0
    first, second = ({name: data for name, data in contents(tmp_path / one).items() if "xlsx" not in name}
                     for one in ("a", "b"))  # fmt: skip
    assert first == second


def test_a_folder_of_another_document_is_not_overwritten(plan: Path, out: Path, tmp_path: Path) -> None:
    run("extract", plan, "--out", out, "--organisation", CODE)
    before = contents(out)
    other = tmp_path / "later" / "plan_2567.txt"
    other.parent.mkdir()
    other.write_text(small.TWO_PLANS, encoding="utf-8")
    result = run("extract", other, "--out", out, "--organisation", CODE)
    assert result.exit_code == 1
    assert "holds another document" in result.stderr
    assert "เป็นของเอกสารอื่น" in result.stderr
    assert contents(out) == before


def test_namesakes_are_asked_about(plan: Path, out: Path, register: Path) -> None:
    plan.write_text(small.ONE_YEAR, encoding="utf-8")
    result = run("extract", plan, "--out", out, "--registry", register)
    assert result.exit_code == 1
    assert "Which is it? Say with --organisation" in result.stderr
    assert "เป็นหน่วยงานใด" in result.stderr
    assert f"{CODE} เทศบาลตำบลหนองสมมติ เดชอุดม อุบลราชธานี (" in result.stderr
    assert "5999902 เทศบาลตำบลหนองสมมติ เมืองพิษณุโลก พิษณุโลก (" in result.stderr
    assert "5999903" not in result.stderr
    assert not out.exists()


def test_a_name_that_is_not_in_the_register(plan: Path, out: Path, register: Path) -> None:
    plan.write_text(small.ONE_YEAR.replace("หนองสมมติ", "ทุ่งกว้างไกล"), encoding="utf-8")
    result = run("extract", plan, "--out", out, "--registry", register)
    assert result.exit_code == 1
    assert "No name of the register was read" in result.stderr


def test_a_given_code_wins_over_what_is_read(plan: Path, out: Path, register: Path) -> None:
    assert (
        run("extract", plan, "--out", out, "--registry", register, "--organisation", "5999903").exit_code == 0
    )
    [organisation] = rows(out / "plan_2567" / "organisation.csv")
    assert (organisation["org_code"], organisation["name_th"]) == ("5999903", "บางตัวอย่าง")
    assert rows(out / "plan_2567" / "plan.csv")[0]["plan_id"] == "5999903-2567-2567"


def test_a_code_without_a_register_registers_nothing(plan: Path, out: Path) -> None:
    assert run("extract", plan, "--out", out, "--organisation", CODE).exit_code == 0
    assert [name for name in contents(out) if "organisation" in name] == []
    assert rows(out / "plan_2567" / "plan.csv")[0]["org_code"] == CODE


@pytest.mark.parametrize("code", ["59999", "x", "599990a", "../../etc"])
def test_a_code_that_is_none_is_refused(plan: Path, out: Path, code: str) -> None:
    result = run("extract", plan, "--out", out, "--organisation", code)
    assert result.exit_code == 2
    assert "7" in result.stderr
    assert not out.exists()


def test_neither_code_nor_register_gives_the_hint(plan: Path, out: Path) -> None:
    result = run("extract", plan, "--out", out)
    assert result.exit_code == 1
    assert "Give --organisation CODE or --registry FILE" in result.stderr
    assert "ไม่รู้ว่าเป็นเอกสารของหน่วยงานใด" in result.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,b\n1,2\n", "This is no register in the layout of the Department"),
        ("", "The file is empty"),
        (None, "The register cannot be opened"),
    ],
    ids=["other columns", "empty", "missing"],
)
def test_a_register_that_is_none(
    plan: Path, out: Path, tmp_path: Path, content: str | None, said: str
) -> None:
    register = tmp_path / "other.csv"
    if content is not None:
        register.write_text(content, encoding="utf-8")
    result = run("extract", plan, "--out", out, "--registry", register)
    assert result.exit_code == 2
    assert "other.csv" in result.stderr
    assert said in result.stderr
    assert not out.exists()


def encrypted_pdf() -> bytes:
    target = BytesIO()
    page = Canvas(target, encrypt=StandardEncryption("secret"))
    page.drawString(72, 720, "Plan 2567")
    page.save()
    return target.getvalue()


BAD = {
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "scan.jpg": b"\xff\xd8\xff\xe0" + bytes(200),
    "locked.pdf": encrypted_pdf(),
    "broken.pdf": b"%PDF-1.7\nnothing more",
    "broken.docx": b"PK\x03\x04" + bytes(100),
    "text.docx": small.ONE_YEAR.encode(),
    "empty.txt": b"",
    "blank.txt": b" \n\n",
    "binary.txt": bytes(range(256)) * 8,
}


@pytest.mark.parametrize("name", [*BAD, "missing.txt"])
def test_what_cannot_be_read_is_told_in_both_languages(name: str, tmp_path: Path, out: Path) -> None:
    if name in BAD:
        (tmp_path / name).write_bytes(BAD[name])
    result = run("extract", tmp_path / name, "--out", out, "--organisation", CODE)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    place, thai, english = result.stderr.strip("\n").split("\n")
    assert place == str(tmp_path / name)
    assert any("ก" <= letter <= "๎" for letter in thai)
    assert english.strip().endswith(".")
    assert not any("ก" <= letter <= "๎" for letter in english.replace(name, ""))
    assert not out.exists()


def test_a_document_that_takes_too_much_is_told_and_the_command_goes_on(
    plan: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "_MOST", Most(seconds=20, cpu_seconds=10, memory_mb=0))
    result = run("extract", plan, plan, "--out", out, "--organisation", CODE)
    assert result.exit_code == 1
    assert result.output.count("was stopped") == 2 == result.output.count("จึงหยุดอ่าน")
    assert "Traceback" not in result.output
    assert not out.exists()


def test_one_bad_file_among_others(plan: Path, out: Path, tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(BAD["picture.txt"])
    (tmp_path / "ita.txt").write_text(small.ITA_RIGHT, encoding="utf-8")
    result = run("extract", plan, tmp_path / "picture.txt", tmp_path / "ita.txt", "--out", out,
                 "--organisation", CODE)  # fmt: skip
    assert result.exit_code == 1
    assert sorted(path.name for path in out.iterdir()) == ["ita", "plan_2567"]
    assert str(tmp_path / "picture.txt") in result.stderr


def test_a_document_without_tables_is_said_to_have_no_rows(plan: Path, out: Path) -> None:
    plan.write_text(small.NO_TABLES, encoding="utf-8")
    result = run("extract", plan, "--out", out, "--organisation", CODE)
    assert result.exit_code == 0
    assert "no rows" in result.stdout
    assert [Path(name).name for name in contents(out)] == ["corrections.csv", "origin.toml", "review.xlsx"]


def test_a_folder_that_cannot_be_written_is_told(plan: Path, out: Path) -> None:
    out.write_text("a file stands here", encoding="utf-8")
    result = run("extract", plan, "--out", out, "--organisation", CODE)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert f"Cannot write to {out}" in result.stderr
    assert "เขียนลง" in result.stderr


def test_a_folder_whose_origin_is_damaged_is_told(plan: Path, out: Path) -> None:
    run("extract", plan, "--out", out, "--organisation", CODE)
    (out / "plan_2567" / "origin.toml").write_text("title = ", encoding="utf-8")
    before = contents(out)
    result = run("extract", plan, "--out", out, "--organisation", CODE)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "origin.toml cannot be read" in result.stderr
    assert contents(out) == before


def test_a_folder_of_something_else_is_not_overwritten(plan: Path, out: Path) -> None:
    (out / "plan_2567").mkdir(parents=True)
    (out / "plan_2567" / "letter.txt").write_text("mine", encoding="utf-8")
    result = run("extract", plan, "--out", out, "--organisation", CODE)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert contents(out) == {"plan_2567/letter.txt": b"mine"}
    assert [path.name for path in out.iterdir()] == ["plan_2567"]


def test_a_source_under_review_is_not_built(plan: Path, out: Path, register: Path, tmp_path: Path) -> None:
    run("extract", plan, "--out", out, "--registry", register)
    report = tmp_path / "report.csv"
    result = run("build", out / "plan_2567", "--report", report)
    assert result.exit_code == 1
    assert [row["rule_code"] for row in csv.DictReader(report.open(encoding="utf-8-sig"))] == ["review_open"]
    assert not (tmp_path / "data" / "warehouse" / "CURRENT").exists()


def test_an_accepted_source_is_built_with_the_seeds(
    plan: Path, out: Path, register: Path, tmp_path: Path
) -> None:
    run("extract", plan, "--out", out, "--registry", register)
    accepted = run("accept", out / "plan_2567")
    assert accepted.exit_code == 0
    assert "0 changed, 0 added, 0 removed" in accepted.stdout
    result = run("build", out / "plan_2567", *SEED_SOURCES)
    assert result.exit_code == 0
    warehouse = open_current(Store(tmp_path / "data" / "warehouse"))
    try:
        found = warehouse.sql(
            "select title_th, fiscal_year, budget_baht from mart.project_year"
            f" where org_code = '{CODE}' order by project_id"
        ).rows()
    finally:
        warehouse.close()
    assert [(title, int(year), int(budget)) for title, year, budget in found] == [
        ("โครงการอบรมคุณธรรมบุคลากร", 2567, 20_000),
        ("มาตรการออกคำสั่งมอบหมายงาน", 2567, 0),
        ("กิจกรรมรับเรื่องร้องเรียน", 2567, 2_260),
    ]


def test_a_proposed_repair_reaches_the_warehouse_once_accepted(
    plan: Path, out: Path, register: Path, tmp_path: Path
) -> None:
    plan.write_text(small.ONE_SWAP, encoding="utf-8")
    run("extract", plan, "--out", out, "--registry", register, "--organisation", CODE)
    assert rows(out / "plan_2567" / "project_year.csv")[0]["budget_baht"] == "32266.00"
    [correction] = rows(out / "plan_2567" / "corrections.csv")
    assert (correction["key"], correction["printed"], correction["corrected"]) == (
        f"{CODE}-2568-2568-01/2568",
        "32266.00",
        "72266.00",
    )
    assert run("accept", out / "plan_2567").exit_code == 0
    assert run("build", out / "plan_2567", *SEED_SOURCES).exit_code == 0
    warehouse = open_current(Store(tmp_path / "data" / "warehouse"))
    try:
        [[total]] = warehouse.sql(
            f"select sum(budget_baht) from mart.project_year where org_code = '{CODE}'"
        ).rows()
    finally:
        warehouse.close()
    assert int(total) == 99_114


def test_accepting_needs_a_registered_organisation(plan: Path, out: Path) -> None:
    run("extract", plan, "--out", out, "--organisation", CODE)
    before = contents(out)
    result = run("accept", out / "plan_2567")
    assert result.exit_code == 1
    assert "org_code" in result.stderr
    assert contents(out) == before


def test_a_damaged_workbook_is_told_and_changes_nothing(plan: Path, out: Path, register: Path) -> None:
    run("extract", plan, "--out", out, "--registry", register)
    (out / "plan_2567" / "review.xlsx").write_bytes(b"no workbook")
    before = contents(out)
    result = run("accept", out / "plan_2567")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "review.xlsx" in result.stderr
    assert contents(out) == before


def test_accepting_what_is_no_source(tmp_path: Path) -> None:
    for folder in (tmp_path / "missing", tmp_path):
        result = run("accept", folder)
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit)
        assert result.stderr
