"""The commands of the officer's way in, as a clerk types them."""

import csv
import io
import os
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook
from sending import asked, report, reports
from typer.testing import CliRunner

from etl import terminal
from etl.command import app
from warehouse.home import default_store

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("data_folder")
REGISTER_HEADING = (
    "dla_code,lao_type_th,lao_type_en,name_th,province_code,province_th,"
    "district_name_th,district_code,lat,lon,area_km2"
)
# The five organisations of the seeds as a register has them, and one that no source knows.
REGISTER = [
    "2650101,อบจ.,provincial_admin_org,พิษณุโลก,65,พิษณุโลก,เมืองพิษณุโลก,6501,,,",
    "4340701,เทศบาลเมือง,town_municipality,เดชอุดม,34,อุบลราชธานี,เดชอุดม,3407,,,",
    "5350108,เทศบาลตำบล,subdistrict_municipality,สำราญ,35,ยโสธร,เมืองยโสธร,3501,,,",
    "5361202,เทศบาลตำบล,subdistrict_municipality,นาหนองทุ่ม,36,ชัยภูมิ,แก้งคร้อ,3612,,,",
    "5760403,เทศบาลตำบล,subdistrict_municipality,บางเก่า,76,เพชรบุรี,ชะอำ,7604,,,",
    "6361001,อบต.,subdistrict_admin_org,ทดสอบ,36,ชัยภูมิ,แก้งคร้อ,3612,,,",
]


@pytest.fixture
def run() -> Run:
    """Run the command with arguments; `typed` is what the user types."""

    def invoke(*arguments: str | Path, typed: str = "") -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=typed)

    return invoke


@pytest.fixture
def write(tmp_path: Path) -> Callable[[tuple[str, bytes]], Path]:
    def file(named: tuple[str, bytes]) -> Path:
        path = tmp_path / named[0]
        path.write_bytes(named[1])
        return path

    return file


def test_a_template_is_written_and_comes_back(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "report.xlsx"
    written = run("template", "--organisation", "4340701", "--year", 2567, "--round", 6, "--out", out)
    assert (written.exit_code, out.name in written.stdout) == (0, True)
    book = load_workbook(out)
    assert book.sheetnames == ["คำชี้แจง", "รายงานผล", "รายการ"]
    book["รายงานผล"]["H2"] = "ดำเนินการแล้วเสร็จ"
    book.save(out)
    result = run("import", out, "--yes")
    assert (result.exit_code, reports()) == (0, [("01", 6, "completed", None)])


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--organisation", "4340701", "--year", "2567", "--round", "9"], 2, "--round ต้องเป็น 6 หรือ 12"),
        (["--organisation", "9999999", "--year", "2567"], 1, "9999999"),
        (["--organisation", "4340701", "--year", "2550", "--round", "6"], 1, "2550"),
    ],
    ids=["a round that is none", "an unknown organisation", "a year without projects"],
)
def test_a_template_of_nothing_is_refused(
    run: Run, tmp_path: Path, arguments: list[str], status: int, words: str
) -> None:
    result = run("template", *arguments, "--out", tmp_path / "form.xlsx")
    assert (result.exit_code, words in result.stderr) == (status, True)
    assert not (tmp_path / "form.xlsx").exists()


def test_the_clerk_is_asked_before_anything_is_taken_in(run: Run, write: Callable[..., Path]) -> None:
    path = write(report("01 6 completed 50000"))
    declined = run("import", path, typed="n\n")
    assert (declined.exit_code, reports()) == (1, [])
    accepted = run("import", path, typed="y\n")
    assert (accepted.exit_code, reports()) == (0, [("01", 6, "completed", 50000)])


def test_a_change_is_shown_with_the_old_and_the_new_value(run: Run, write: Callable[..., Path]) -> None:
    run("import", write(report("01 6 in_progress 100")), "--yes")
    result = run("import", write(report("01 6 in_progress 250", name="later.csv")), typed="n\n")
    assert all(words in result.stdout for words in ("เบิกจ่าย", "100.00", "250.00"))


def test_a_file_with_errors_stays_out_and_says_where(
    run: Run, write: Callable[..., Path], tmp_path: Path
) -> None:
    path = write(report("01 6 completed 50000", "02 6 finished 1"))
    listed, marked = tmp_path / "problems.csv", tmp_path / "marked.xlsx"
    result = run("import", path, "--yes", "--report", listed, "--marked", marked)
    assert (result.exit_code, reports()) == (1, [])
    assert all(words in result.stderr for words in ("status_report.csv D3", "“finished”"))
    [row] = csv.DictReader(io.StringIO(listed.read_text(encoding="utf-8-sig")))
    assert (row["cell"], row["rule_code"], row["value"]) == ("D3", "unknown_reference", "finished")
    assert "ข้อผิดพลาด" in load_workbook(marked).sheetnames


def test_keep_going_takes_the_right_rows(run: Run, write: Callable[..., Path]) -> None:
    path = write(report("01 6 completed 50000", "02 6 finished 1"))
    assert run("import", path, "--yes", "--keep-going").exit_code == 0
    assert reports() == [("01", 6, "completed", 50000)]


def test_one_bad_file_of_several_keeps_the_others_not_out(run: Run, write: Callable[..., Path]) -> None:
    good = write(report("01 6 completed 1", name="good.csv"))
    bad = write(report("02 6 finished 1", name="bad.csv"))
    result = run("import", bad, good, "--yes")
    assert (result.exit_code, reports()) == (1, [("01", 6, "completed", 1)])


def test_imports_are_listed_and_taken_back(run: Run, write: Callable[..., Path]) -> None:
    assert "ยังไม่มีการนำเข้า" in run("imports").stdout
    before = default_store().current_id()
    run("import", write(report("01 6 completed 50000")), "--yes")
    [import_id] = re.findall(r"import_\d{6}_[0-9a-f]{12}", run("imports").stdout)
    assert run("undo", import_id).exit_code == 0
    assert (default_store().current_id(), reports()) == (before, [])
    assert "ถอนแล้ว" in run("imports").stdout
    again = run("undo", import_id)
    assert (again.exit_code, import_id in again.stderr) == (1, True)


def test_an_import_survives_a_build_of_everything(run: Run, write: Callable[..., Path]) -> None:
    run("import", write(report("01 6 completed 50000")), "--yes")
    run("import", write(report("01 6 in_progress 1", name="later.csv")), "--yes")
    assert run("build").exit_code == 0
    assert reports() == [("01", 6, "in_progress", 1)]


def test_the_register_brings_organisations_and_says_what_changes(
    run: Run, write: Callable[..., Path]
) -> None:
    first = run(
        "registry", write(("register.csv", "\n".join([REGISTER_HEADING, *REGISTER]).encode())), "--yes"
    )
    assert (first.exit_code, "known before 5" in first.stdout) == (0, True)
    assert asked(
        "select full_name_th, district_th, is_former from mart.organisation where org_code = '6361001'"
    ) == [("องค์การบริหารส่วนตำบลทดสอบ", "แก้งคร้อ", False)]
    upgraded = [
        *REGISTER[:-1],
        REGISTER[-1].replace("6361001,อบต.,subdistrict_admin_org", "5361299,เทศบาลตำบล,x"),
    ]
    second = run("registry", write(("later.csv", "\n".join([REGISTER_HEADING, *upgraded]).encode())), "--yes")
    assert (second.exit_code, "6361001" in second.stderr, "5361299" in second.stderr) == (0, True, True)
    assert asked(
        "select org_code, is_former from mart.organisation where name_th = 'ทดสอบ' order by all"
    ) == [
        ("5361299", False),
        ("6361001", True),
    ]


def test_a_register_is_not_imported_by_the_way(run: Run, write: Callable[..., Path]) -> None:
    path = write(("register.csv", "\n".join([REGISTER_HEADING, *REGISTER]).encode()))
    result = run("import", path, "--yes")
    assert (result.exit_code, "sutcharit registry" in result.stderr) == (1, True)


def test_ita_results_come_in_bulk_and_unknown_names_come_back(
    run: Run, write: Callable[..., Path], tmp_path: Path
) -> None:
    lines = [
        "หน่วยงาน,จังหวัด,IIT,EIT,OIT,คะแนนรวม",
        "เทศบาลเมืองเดชอุดม,อุบลราชธานี,90,85,80,84.5",
        "ทต.สำราญ,ยโสธร,๘๐,๘๐,๘๐,๘๐",
        "เทศบาลตำบลสำรานน,ยโสธร,70,70,70,70",
    ]
    path, names = write(("ita.csv", "\n".join(lines).encode())), tmp_path / "names.csv"
    refused = run("import", path, "--year", 2566, "--yes", "--unmatched", names)
    assert refused.exit_code == 1
    [row] = csv.DictReader(io.StringIO(names.read_text(encoding="utf-8-sig")))
    assert (row["text"], row["code_1"]) == ("เทศบาลตำบลสำรานน ยโสธร", "5350108")
    assert run("import", path, "--year", 2566, "--yes", "--keep-going").exit_code == 0
    assert asked(
        """select org_code, iit::int, total_stated::double, level_code from mart.ita_result
           where fiscal_year = 2566 order by all"""
    ) == [("4340701", 90, 84.5, "improve"), ("5350108", 80, 80, "improve")]


def test_a_folder_of_extract_is_imported(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "reviewed_2568"
    folder.mkdir()
    (folder / "origin.toml").write_text(
        'title = "จำนวนเรื่อง"\npublisher = "ก"\nlicence = "ก"\n', encoding="utf-8"
    )
    (folder / "case_count.csv").write_text(
        "org_code,fiscal_year,kind,count,locator\n4340701,2567,complaint,3,line 4\n"
    )
    assert run("import", folder, "--yes").exit_code == 0
    assert asked("select count, locator from mart.case_count where org_code = '4340701'") == [(3, "line 4")]
    open_review = (folder / "origin.toml").read_text(encoding="utf-8") + 'review = "open"\n'
    (folder / "origin.toml").write_text(open_review, encoding="utf-8")
    result = run("import", folder, "--yes")
    assert (result.exit_code, "sutcharit accept" in result.stderr) == (1, True)


def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    result = run("import", tmp_path / "none.xlsx", "--yes")
    assert (result.exit_code, "none.xlsx" in result.stderr) == (2, True)


def test_an_import_that_waits_for_a_build_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "status_report.csv"
    path.write_bytes(report("01 6 completed 100")[1])
    entered, told = threading.Event(), []
    in_words = terminal.another_build

    def tell(holders: list[int]) -> None:
        told.append(holders)
        in_words(holders)
        entered.set()

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as aside:
        patch.setattr(terminal, "another_build", tell)
        with default_store().making():
            waiting = aside.submit(run, "import", path, "--yes")
            assert entered.wait(60)
        result = waiting.result()
    assert result.exit_code == 0, result.output
    assert told == [[str(os.getpid())]]
    assert "waiting" in result.output
    assert "กำลังรอ" in result.output
