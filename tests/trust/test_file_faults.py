"""What happens to the files of the warehouse is told in words with a way back; nothing published is harmed by it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import harm
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.memory import Memory
from etl import door
from etl.problems import InputError, Problem
from tests.opening import at_this_machine, opened
from tests.trust.forked import commands_in
from warehouse.reader import UnreadableBuild, Warehouse, open_current
from warehouse.store import KEPT_BUILDS, Store, built_at

WAY_BACK = "sutcharit doctor"
READ = ("query", "--sql", "select max(length(title_th)) as longest from mart.project_year")

Run = Callable[..., Any]
Harm = Callable[[Path], None]

cannot_be_opened = pytest.mark.parametrize(
    "harmed", [harm.empty, harm.half, harm.other_file, harm.flipped_header], ids=lambda one: one.__name__
)


@pytest.fixture(autouse=True)
def _visitor_at_this_machine() -> Iterator[None]:
    with at_this_machine():
        yield


def _page() -> AppTest:
    return opened("overview", {})


# --- a damaged build


@cannot_be_opened
def test_a_build_that_cannot_be_opened_is_told_by_every_command(
    run: Run, store: Store, report: Path, harmed: Harm
) -> None:
    harmed(store.current_path())
    for arguments in (READ, ("list",), ("serve",), ("import", report, "--yes")):
        told = run(*arguments)
        assert (told.status, WAY_BACK in told.words, "แฟ้มอาจเสียหาย" in told.words) == (1, True, True), (
            arguments
        )
    assert run("doctor").status == 1


def test_the_import_page_is_told_that_a_build_cannot_be_read(store: Store, report: Path) -> None:
    harm.half(store.current_path())
    with pytest.raises(InputError) as error:
        door.examine([(report.name, report.read_bytes())])
    assert [problem.rule_code for problem in error.value.problems] == ["unreadable_build"]


def test_damage_in_the_rows_is_told_when_they_are_read(run: Run, store: Store) -> None:
    harm.flipped_rows(store.current_path())
    told = run(*READ)
    assert (told.status, WAY_BACK in told.words) == (1, True)
    assert "checksum" in told.words
    assert run("query", "--sql", "select count(*) as sources from mart.source").status == 0


def test_an_import_into_damaged_rows_is_told_and_leaves_the_build_as_it_was(
    run: Run, store: Store, report: Path
) -> None:
    before = store.current_id()
    harm.flipped_rows(store.current_path())
    told = run("import", report, "--yes")
    assert told.status == 1
    assert WAY_BACK in told.words
    assert (store.current_id(), store.leftovers()) == (before, [])


@cannot_be_opened
def test_the_dashboard_says_that_a_build_cannot_be_read(store: Store, harmed: Harm) -> None:
    harmed(store.current_path())
    page = _page()
    assert not page.exception
    assert [WAY_BACK in error.value for error in page.error] == [True]


def test_an_earlier_build_that_is_damaged_is_not_offered_and_harms_no_page(store: Store) -> None:
    damaged = store.current_id()
    harm.one_more(store)
    harm.half(store.path_of(damaged))
    page = _page()
    assert (list(page.exception), list(page.error)) == ([], [])


@pytest.fixture
def _nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers of another test about a build of the same id would hide that this one's file is damaged."""
    monkeypatch.setattr(Memory, "get", lambda _, key, make: make())


@pytest.mark.usefixtures("_nothing_is_remembered")
def test_the_dashboard_says_that_the_rows_of_a_page_are_damaged(store: Store) -> None:
    harm.flipped_rows(store.current_path(), "mart.organisation", "full_name_th")
    page = _page()
    assert not page.exception
    assert [WAY_BACK in error.value for error in page.error] == [True]


def test_a_page_holds_the_build_that_it_shows_and_no_other(store: Store) -> None:
    first = store.current_id()
    shown = harm.one_more(store)
    assert not _page().exception
    for _ in range(KEPT_BUILDS):
        harm.one_more(store)
    assert (first in store.files(), shown in store.files()) == (False, True)


# --- the pointer


def _gone(pointer: Path) -> None:
    pointer.unlink()


def _says(content: bytes) -> Harm:
    return lambda pointer: pointer.write_bytes(content) and None


@pytest.mark.parametrize(
    "harmed",
    [
        _gone,
        _says(b""),
        _says(b"nonsense\n"),
        _says(b"\xff\x00\xfe"),
        _says(b"20200101-000000-000000-0123abcd\n"),
    ],
    ids=["missing", "empty", "nonsense", "no text", "names a file that is gone"],
)
def test_a_broken_pointer_is_told_by_every_command_and_mended(
    run: Run, store: Store, report: Path, harmed: Harm
) -> None:
    published = store.current_id()
    harmed(store.folder / "CURRENT")
    for arguments in (READ, ("list",), ("serve",), ("where",), ("import", report, "--yes"), ("doctor",)):
        told = run(*arguments)
        assert (told.status, f"{WAY_BACK} --repair" in told.words) == (1, True), arguments
    page = _page()
    assert not page.exception
    assert [WAY_BACK in error.value for error in page.error] == [True]
    repaired = run("doctor", "--repair")
    assert (repaired.status, f"Published now is {published}" in repaired.words) == (0, True)
    assert run(*READ).status == 0


def test_a_build_needs_no_pointer(run: Run, store: Store) -> None:
    before = store.current_id()
    (store.folder / "CURRENT").write_bytes(b"nonsense")
    assert run("build").status == 0
    assert store.build_ids() == [before, store.current_id()]


# --- the disk and the folder: real faults, in processes of their own


@pytest.mark.parametrize("largest_file", [20_000, 2_000_000, 20_000_000])
def test_a_full_disk_is_told_and_what_is_published_stays(
    data_folder: Path, store: Store, report: Path, largest_file: int
) -> None:
    before = store.current_id()
    with commands_in(data_folder) as commands:
        for arguments in (("build",), ("import", str(report), "--yes")):
            told = commands.run(*arguments, largest_file=largest_file)
            assert (told.status, WAY_BACK in told.words, "Traceback" in told.words) == (1, True, False), (
                told.words
            )
            assert Problem("storage_fault", "", "").message_th.partition("(")[0] in told.words
            assert (store.current_id(), store.leftovers()) == (before, [])
            assert not [*data_folder.glob("sources/*"), *data_folder.glob("incoming/*")]
        assert commands.run("import", str(report), "--yes").status == 0
    assert store.current_id() > before


def test_a_folder_that_cannot_be_written_is_told_and_can_still_be_read(
    data_folder: Path, store: Store, report: Path
) -> None:
    for folder in (data_folder, store.folder):
        folder.chmod(0o555)
    try:
        with commands_in(data_folder) as commands:
            for arguments in (("build",), ("import", str(report), "--yes")):
                told = commands.run(*arguments)
                assert (told.status, WAY_BACK in told.words, "Traceback" in told.words) == (1, True, False)
            assert commands.run(*READ).status == 0
            for arguments in (("doctor",), ("doctor", "--repair")):
                told = commands.run(*arguments)
                assert (told.status, "This folder cannot be written" in told.words) == (1, True), told.words
    finally:
        for folder in (data_folder, store.folder):
            folder.chmod(0o755)


# --- the clock


def test_with_a_clock_put_back_builds_and_imports_go_on_in_order(
    run: Run, store: Store, report: Path
) -> None:
    # As if the last build had been made when the clock stood far ahead.
    ahead = "20991231-235959-000000-0123abcd"
    store.current_path().rename(store.draft_path(ahead))
    store.publish(ahead)
    assert run("build").status == 0
    built = store.current_id()
    assert run("import", report, "--yes").status == 0
    imported = store.current_id()
    assert store.build_ids() == [ahead, built, imported]
    assert str(built_at(built)) == "2099-12-31 23:59:59.000001"
    (name,) = [path.name for path in (store.folder.parent / "sources").iterdir()]
    assert name.startswith("import_000001_")
    # Going back finds the build before.
    assert run("undo", name).status == 0
    assert store.current_id() == built
    other = report.with_name("other.csv")
    other.write_text(report.read_text().replace("100", "200"))
    assert run("import", other, "--yes").status == 0
    assert "import_000002_" in run("imports").words
    told = run("doctor")
    assert (told.status, "later than the clock" in told.words) == (0, True)


# --- several at once


def test_the_second_builder_waits_and_is_told(data_folder: Path, store: Store) -> None:
    with store.making():
        second = subprocess.Popen(
            [sys.executable, "-c", "from etl.command import main; main()", "build"],
            env=os.environ | {"PYTHONUTF8": "1", "COLUMNS": "200"},
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        assert second.stderr
        assert "Another build is being made" in second.stderr.readline()
        before = store.build_ids()
    second.communicate(timeout=300)
    assert (second.returncode, len(store.build_ids())) == (0, len(before) + 1)


def test_a_reader_keeps_its_build_while_others_go_on(store: Store) -> None:
    held = open_current(store)
    for _ in range(6):
        harm.one_more(store)
    assert held.build_id in store.build_ids()
    assert held.sql("select count(*) as plans from mart.plan").item() > 0
    # What nobody refers to any more is closed, as where the dashboard's cache lets it go.
    first = held.build_id
    del held
    harm.one_more(store)
    assert first not in store.files()


def test_a_reader_whose_build_went_just_before_it_was_opened_takes_the_new_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = store.current_path()
    second = harm.one_more(store)
    first.unlink()
    asked = iter([first])
    now = Store.current_path
    monkeypatch.setattr(Store, "current_path", lambda self: next(asked, None) or now(self))
    warehouse = open_current(store)
    assert warehouse.build_id == second
    warehouse.close()


def test_a_build_that_is_gone_is_unreadable(store: Store) -> None:
    with pytest.raises(UnreadableBuild):
        Warehouse(store.path_of("20200101-000000-000000-0123abcd"))
