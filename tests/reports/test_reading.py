"""Who gets which report: over HTTP as far as a reader may see, by command at the machine; and what is refused."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import httpx2
import pytest
import typst
from docx import Document
from made_up_rules import CODE
from reports_made import Maker, printed
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit import config
from typer.testing import CliRunner

from dashboard import address, data, formats, papers
from dashboard.access import entry
from dashboard.access.entry import Reader
from etl.command import app
from reports import fonts, pdf
from reports.tables import Column, Shape, summed
from warehouse.home import DATA_VARIABLE
from warehouse.narrow import NarrowedWarehouse, Reach
from warehouse.reader import Warehouse
from warehouse.store import Store

PHITSANULOK = "2650101"
HERE = ("127.0.0.1", 50_000)
Get = Callable[[str], httpx2.Response]


@pytest.fixture
def get(seed_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Get]:
    """Ask for a report from this machine."""
    monkeypatch.setenv(DATA_VARIABLE, str(seed_store.folder.parent))
    before = config.get_option("server.address")
    config.set_option("server.address", "127.0.0.1")
    client = TestClient(Starlette(routes=papers.ROUTES), client=HERE, base_url="http://127.0.0.1:8501")
    yield client.get
    config.set_option("server.address", before)


# --- over HTTP


@pytest.mark.parametrize("suffix", ["pdf", "docx", "xlsx"])
def test_the_address_that_a_page_gives_is_one_that_answers(get: Get, seeds: Warehouse, suffix: str) -> None:
    where = address.of_report(
        "progress-12", suffix, {"year": 2565, "org": PHITSANULOK, "round": 12, "lang": None}
    )
    assert where == f"report/progress-12.{suffix}?year=2565&org={PHITSANULOK}&round=12"
    answer = get("/" + where)
    assert answer.status_code == 200
    name = f"progress-12_fy2565_{PHITSANULOK}_build{seeds.build_id[:15]}.{suffix}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["cache-control"] == "private, no-cache"
    if suffix == "pdf":
        assert "89,141.40" in printed(answer.content).letters


def test_the_round_of_the_report_counts_and_not_that_of_the_page(get: Get) -> None:
    answer = get(f"/report/progress-6.pdf?year=2565&org={PHITSANULOK}&round=12")
    assert "รอบ6เดือน" in printed(answer.content).letters


@pytest.mark.parametrize(
    ("where", "status", "words"),
    [
        ("annual.pdf?year=2565", 400, "ระบุหน่วยงาน"),
        (f"nothing.pdf?org={PHITSANULOK}", 404, "briefing, progress-6, progress-12, annual, comparison"),
        (f"briefing.odt?org={PHITSANULOK}", 404, "pdf, docx, xlsx"),
        ("a/b/c", 404, "briefing"),
        ("briefing.pdf?org=9999999", 404, "org 9999999"),
        (f"briefing.pdf?org={PHITSANULOK}&year=2590", 404, "year 2590"),
        ("briefing.pdf?province=99", 404, "province 99"),
        (f"briefing.pdf?org={PHITSANULOK}&year=2565&round=7", 404, "round 7"),
        (f"briefing.pdf?org={PHITSANULOK}&build=20200101-000000-000000-00000000", 404, "ไม่ได้เก็บไว้แล้ว"),
    ],
)
def test_what_cannot_be_had_is_told_in_words(get: Get, where: str, status: int, words: str) -> None:
    answer = get(f"/report/{where}")
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert words in answer.text


def test_without_a_font_the_answer_says_which_to_install(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: typst.Fonts(include_system_fonts=False))
    pdf.printer.cache_clear()
    answer = get(f"/report/briefing.pdf?org={PHITSANULOK}&year=2565")
    assert answer.status_code == 503
    assert "TH Sarabun New" in answer.text
    assert get(f"/report/briefing.docx?org={PHITSANULOK}&year=2565").status_code == 200


# --- as far as a reader may see


@pytest.fixture
def seen_by(seed_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Reach], Get]]:
    """Ask as somebody of a reach."""
    monkeypatch.setenv(DATA_VARIABLE, str(seed_store.folder.parent))
    client = TestClient(Starlette(routes=papers.ROUTES), client=HERE, base_url="http://127.0.0.1:8501")

    def ask_as(reach: Reach) -> Get:
        def let_in(_: object) -> Reader:
            entry._current.set(Reader("", reach, is_steward=False))
            return entry.reader()

        monkeypatch.setattr(entry, "of_request", let_in)
        return client.get

    yield ask_as
    entry._current.set(entry._NOBODY)


def test_a_report_of_another_organisation_is_refused(seen_by: Callable[[Reach], Get]) -> None:
    ask = seen_by(Reach(organisations=frozenset({PHITSANULOK})))
    assert ask(f"/report/briefing.pdf?org={PHITSANULOK}&year=2565").status_code == 200
    for kind in ("briefing", "progress-12", "annual", "comparison"):
        refused = ask(f"/report/{kind}.pdf?org=4340701&year=2566")
        assert refused.status_code == 404
        assert "เดชอุดม" not in refused.text


def test_a_briefing_of_everything_is_of_what_the_reader_sees(seen_by: Callable[[Reach], Get]) -> None:
    answer = seen_by(Reach(organisations=frozenset({PHITSANULOK})))("/report/briefing.docx?year=2565")
    document = Document(BytesIO(answer.content))
    assert "1 หน่วยงาน" in {paragraph.text for paragraph in document.paragraphs}


def test_small_counts_of_complaints_stay_withheld(
    country_store: Store, tmp_path: Path, make_source: Callable[..., Path]
) -> None:
    # Complaints of organisation 8 are twice its cases, none, and 8 more; those of 4 in 2566: twice 9 and 4 more, 22.
    reach = Reach(is_everything=True)
    outside = NarrowedWarehouse(country_store.current_path(), reach)
    try:
        maker = Maker(outside, tmp_path)
        small = outside.sql(
            "select org_code, fiscal_year from mart.case_count where kind = 'complaint' and count is null"
        ).rows()
        for code, year in small:
            letters = maker.pdf("annual", org=code, year=year).letters
            assert f"เรื่องร้องเรียนการทุจริต{year}<3" in letters
            assert "ไม่แสดงและไม่รวมในยอด" in letters
        large = maker.pdf("annual", org=CODE[4], year=2566).letters
        assert "เรื่องร้องเรียนการทุจริต256622" in large
    finally:
        outside.close()


# --- by command


def _run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["report", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@pytest.mark.usefixtures("data_folder")
def test_the_command_writes_what_the_page_gives(tmp_path: Path) -> None:
    out = tmp_path / "reports" / "round.pdf"
    status, said = _run(
        "progress-12", "--organisation", PHITSANULOK, "--year", 2565, "--digits", "thai", "--out", out
    )
    assert status == 0
    assert str(out) in said.replace("\n", "")
    assert "๒๗๕,๑๔๕.๐๐" in printed(out.read_bytes()).letters


@pytest.mark.usefixtures("data_folder")
def test_a_folder_has_a_file_for_each_organisation(tmp_path: Path, seeds: Warehouse) -> None:
    folder = tmp_path / "briefings"
    status, said = _run(
        "briefing", "--year", 2565, "--out", f"{folder}/", "--language", "en", "--format", "pdf"
    )
    assert status == 0
    made = sorted(path.name.split("_")[2] for path in folder.iterdir())
    known = seeds.sql(
        "select org_code from mart.project_year where fiscal_year = 2565 union "
        "select org_code from mart.ita_result where fiscal_year = 2565 union "
        "select org_code from mart.result where fiscal_year = 2565"
    )["org_code"].sort()
    assert made == known.to_list()
    assert len(made) >= 2
    assert f"{5 - len(made)} organisations have nothing of that year" in said.replace("\n", " ")
    for path in folder.iterdir():
        assert len(printed(path.read_bytes()).pages) == 1


@pytest.mark.usefixtures("data_folder")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["annual", "--year", "2565", "--out", "a.pdf"], "ระบุ --organisation"),
        (["briefing", "--organisation", "9999999", "--out", "a.pdf"], "org 9999999"),
        (["briefing", "--year", "2590", "--out", "a.pdf"], "year 2590"),
        (["briefing", "--language", "fr", "--out", "a.pdf"], "th or en"),
        (["briefing", "--out", "a.odt"], "not .odt"),
        (["secret", "--out", "a.pdf"], "secret"),
    ],
)
def test_a_wrong_call_ends_with_words_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    status, said = _run(*arguments)
    assert status == 2
    assert words in said.replace("\n", " ")
    assert not list(tmp_path.glob("a.*"))


@pytest.mark.usefixtures("data_folder")
def test_a_machine_without_a_thai_font_is_told_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: typst.Fonts(include_system_fonts=False))
    pdf.printer.cache_clear()
    status, said = _run(
        "briefing", "--organisation", PHITSANULOK, "--year", 2565, "--out", tmp_path / "a.pdf"
    )
    assert status == 1
    assert "No Thai font" in said
    assert "ไม่พบแบบอักษรไทย" in said
    assert "Garuda" in said


def test_before_anything_is_built_the_command_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    status, said = _run("briefing", "--out", tmp_path / "a.pdf")
    assert status == 1
    assert "sutcharit build" in said


@pytest.mark.usefixtures("data_folder")
def test_a_build_of_another_program_makes_no_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.reader.statements_sha256", lambda: "of another program")
    status, said = _run("briefing", "--year", 2565, "--out", tmp_path / "a.pdf")
    assert status == 1
    assert "sutcharit build" in said
    assert not (tmp_path / "a.pdf").exists()


@pytest.fixture(autouse=True)
def _printer_of_its_own() -> Iterator[None]:
    yield
    pdf.printer.cache_clear()


def test_answers_are_let_go_between_the_reports_of_a_batch(
    seeds: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "today", lambda: date(2026, 11, 21))
    data.use(seeds)
    data.ask("statuses")
    assert len(data._answers._kept) > 0
    data.forget()
    assert len(data._answers._kept) == 0


def test_a_column_has_room_for_its_longest_figure() -> None:
    columns = [Column("name", width=4), Column("baht", Shape.money, width=1)]
    table = summed("", columns, [("", [("ก" * 40, Decimal(500)), ("ข", Decimal("1234567.5"))])])
    # The sum, 1,235,067.50, has twelve letters of 0.21 each; words are broken into lines instead.
    assert table.widths == [4, pytest.approx(2.52)]
