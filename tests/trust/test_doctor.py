"""`sutcharit doctor` names what is wrong and what to do; --repair does what is safe and deletes nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import harm
import pytest

from etl import doctor
from etl.imports import inbox
from warehouse.health import broken_blocks, health
from warehouse.home import sources_folder
from warehouse.inuse import holders
from warehouse.reader import Warehouse
from warehouse.store import Store

Run = Callable[..., Any]
# Every so many blocks of the file one is harmed: all of them take half a minute.
STEP = 9


def _codes(store: Store) -> list[str]:
    found = doctor.diagnosis(store)
    return [problem.rule_code for problem in (*found.problems, *found.notes)]


def _done(store: Store) -> list[str]:
    return [problem.rule_code for problem in doctor.repaired(store)]


def _imported(run: Run, report: Path) -> Path:
    assert run("import", report, "--yes").status == 0
    (folder,) = sources_folder().iterdir()
    return folder


def test_all_is_well(run: Run, store: Store) -> None:
    told = run("doctor")
    assert (told.status, "All is well. · ไม่พบสิ่งผิดปกติ" in told.words) == (0, True)
    assert _done(store) == []


def test_nothing_is_built_yet(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUTCHARIT_DATA", str(tmp_path / "new"))
    for arguments in (("doctor",), ("doctor", "--repair")):
        told = run(*arguments)
        assert (told.status, "run sutcharit build" in told.words) == (1, True)
    assert not (tmp_path / "new").exists()
    assert _codes(Store(tmp_path / "new" / "warehouse")) == ["doctor_nothing"]


def test_every_block_is_looked_at(store: Store) -> None:
    path = store.current_path()
    assert health(store, path.stem).is_good
    places = range(harm.HEADERS + 5000, path.stat().st_size, STEP * harm.BLOCK)
    for place in places:
        harm.flip(path, place)
        assert health(store, path.stem).damage, place
        harm.flip(path, place)
    assert health(store, path.stem).is_good
    assert len(places) > 5


@pytest.mark.parametrize(
    "harmed",
    [harm.empty, harm.half, harm.without_its_end, harm.other_file, harm.flipped_header, harm.flipped_rows],
)
def test_a_damaged_build_is_put_aside_and_the_one_before_published(
    run: Run, store: Store, harmed: Callable[[Path], None]
) -> None:
    first, second = store.current_id(), harm.one_more(store)
    harmed(store.path_of(second))
    content = store.path_of(second).read_bytes()
    assert _codes(store)[:1] == ["doctor_damaged"]
    assert _done(store) == ["repaired_pointer", "repaired_damaged"]
    assert run("doctor").status == 0
    assert (store.current_id(), store.files()) == (first, [first])
    assert (store.folder / "damaged" / f"{second}.duckdb").read_bytes() == content


def test_where_no_whole_build_is_left_doctor_says_to_build(run: Run, store: Store) -> None:
    harm.half(store.current_path())
    told = run("doctor", "--repair")
    assert (told.status, "or sutcharit build" in told.words) == (1, True)
    assert store.files() == []
    assert run("build").status == 0
    assert run("doctor").status == 0


def test_builds_of_another_program(store: Store) -> None:
    first, second = store.current_id(), harm.one_more(store)
    with duckdb.connect(str(store.path_of(first))) as connection:
        connection.execute("update mart.build set statements_sha256 = 'another'")
    assert _codes(store) == ["doctor_other_program_kept"]
    store.point_to(first)
    assert _codes(store)[0] == "doctor_other_program"
    # The newer one is whole and fits, but it counts as taken back once the pointer is behind it.
    store.point_to(second)
    assert doctor.diagnosis(store).problems == []


def test_a_build_later_than_the_clock_is_told_of(store: Store) -> None:
    current = store.current_id()
    later = f"2999{current[4:]}"
    store.path_of(current).rename(store.path_of(later))
    (store.folder / "CURRENT").write_text(later, encoding="ascii")
    assert _codes(store) == ["doctor_clock"]


def test_a_pointer_is_mended_to_the_newest_whole_build_that_fits(store: Store) -> None:
    first, second = store.current_id(), harm.one_more(store)
    with duckdb.connect(str(store.path_of(second))) as connection:
        connection.execute("update mart.build set statements_sha256 = 'another'")
    (store.folder / "CURRENT").unlink()
    assert _codes(store)[0] == "broken_pointer"
    assert _done(store) == ["repaired_pointer"]
    assert store.current_id() == first


def test_leftovers_are_named_and_taken_away(store: Store, data_folder: Path) -> None:
    draft = store.draft_path("20261121-000000-000000-0123abcd")
    draft.write_bytes(b"half")
    (data_folder / "incoming" / "half").mkdir(parents=True)
    assert _codes(store) == ["doctor_leftover", "doctor_leftover"]
    assert _done(store) == ["repaired_leftover", "repaired_leftover"]
    assert (_codes(store), draft.exists()) == ([], False)


def test_while_a_build_is_made_its_draft_is_nobodys_leftover(run: Run, store: Store) -> None:
    with store.making():
        store.draft_path("20261121-000000-000000-0123abcd").write_bytes(b"half")
        assert _codes(store) == ["doctor_making"]
        told = run("doctor", "--repair")
        assert (told.status, "A build is being made" in told.words) == (0, True)
        assert len(store.leftovers()) == 1


def test_imports_that_are_not_in_yet_and_still_in(run: Run, store: Store, report: Path) -> None:
    before = store.current_id()
    folder = _imported(run, report)
    assert _codes(store) == []
    away = folder.rename(store.folder.parent / folder.name)
    assert _codes(store) == ["doctor_still_in"]
    away.rename(folder)
    store.point_to(before)
    assert "doctor_not_in_yet" in _codes(store)


def test_an_import_that_was_killed_before_it_was_published_comes_in_when_sent_again(
    run: Run, store: Store, report: Path
) -> None:
    before = store.current_id()
    _imported(run, report)
    store.point_to(before)
    assert run("import", report, "--yes").status == 0
    assert _codes(store) == []
    assert len(inbox.accepted()) == 1


def test_damaged_import_folders(run: Run, store: Store, report: Path) -> None:
    folder = _imported(run, report)
    table = next(folder.glob("*.csv"))
    content = table.read_bytes()
    table.write_bytes(content.replace(b"100", b"900"))
    assert _codes(store) == ["doctor_import_changed"]
    table.write_bytes(b"\xff\xfe broken")
    assert run("doctor").status == 1
    table.write_bytes(content)
    (folder / "origin.toml").write_text("half =")
    assert _codes(store) == ["bad_origin"]
    # Others are listed, and nothing else breaks.
    assert run("imports").status == 0


def test_an_import_refused_or_taken_back_halfway_is_no_source(run: Run, store: Store, report: Path) -> None:
    folder = _imported(run, report)
    # Killed between the note and the move: the import is in as before.
    (folder / "withdrawal.toml").write_text('by = "officer"')
    assert _codes(store) == ["doctor_leftover"]
    assert _done(store) == ["repaired_leftover"]
    assert _codes(store) == []


def test_little_room_and_folders_that_cannot_be_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(store.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=1000))
    (problem,) = doctor.folder_problems(store)
    needed = store.current_path().stat().st_size / 2**20
    assert problem.rule_code == "doctor_little_room"
    assert f"0 MiB left, and the next build needs about {needed:.0f} MiB" in problem.message_en
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert {found.rule_code for found in doctor.folder_problems(store)} == {
        "doctor_not_writable",
        "doctor_little_room",
    }


def test_who_holds_a_file_is_read_where_the_system_tells(tmp_path: Path) -> None:
    file, locks = tmp_path / "file", tmp_path / "locks"
    file.touch()
    inode = file.stat().st_ino
    locks.write_text(
        f"1: FLOCK  ADVISORY  WRITE 4711 08:01:{inode} 0 EOF\n"
        f"1: -> FLOCK  ADVISORY  WRITE 4712 08:01:{inode} 0 EOF\n"
        f"2: POSIX  ADVISORY  READ 4713 08:01:{inode} 0 EOF\n"
        f"3: FLOCK  ADVISORY  READ 4714 08:01:{inode}1 0 EOF\n"
    )
    assert holders(file, locks) == [4711]
    assert holders(file, tmp_path / "none") == []


def test_blocks_of_another_kind_of_file_are_not_judged(tmp_path: Path) -> None:
    file = tmp_path / "other"
    file.write_bytes(b"x" * (harm.HEADERS + 2 * harm.BLOCK))
    assert broken_blocks(file, harm.BLOCK) == 0


def test_a_whole_build_opens_beside_its_examination(store: Store) -> None:
    warehouse = Warehouse(store.current_path())
    assert health(store, warehouse.build_id).is_good
    assert warehouse.sql("select 1 as one").item() == 1
    warehouse.close()
