"""From one machine into the lake and back, upkeep, and what is restored after a loss: every row is the same."""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from machines import Machines, differing, lake_of
from postgres import Postgres, programs
from sending import contents, report, reports, sent
from typer.testing import CliRunner

from etl import door
from etl.command import app
from warehouse.home import default_store
from warehouse.store import Store, to_keep


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def alone(seed_store: Store, machines: Machines, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine `old` of its own, with an import that holds and one that was taken back; this process is it."""
    folder = machines.folder / "old"
    shutil.copytree(seed_store.folder, folder / "warehouse")
    machines.become("old")
    monkeypatch.delenv("SUTCHARIT_WAREHOUSE")
    sent(report("01 6 completed 4200"))
    door.withdraw(sent(report("02 6 completed 100")), "officer")
    return folder


def test_a_machine_moves_into_the_lake_and_out_again(alone: Path, machines: Machines) -> None:
    whole = contents(default_store())
    told = [(record.import_id, record.is_withdrawn) for record in door.history()]
    machines.become("a")
    assert "every row is the same" in run("lake", "move-in", "--data", str(alone))
    assert differing() == []
    assert {
        name: rows for name, rows in contents(default_store()).items() if not rows.equals(whole[name])
    } == {}
    assert [(record.import_id, record.is_withdrawn) for record in door.history()] == told
    again = CliRunner().invoke(app, ["lake", "move-in", "--data", str(alone)])
    assert again.exit_code == 1
    # Numbers go on from those of the one machine.
    assert sent(report("03 6 completed 300")).startswith("import_000003_")

    out = machines.folder / "out"
    machines.become("b")
    assert "every row is the same" in run("lake", "move-out", "--data", str(out))
    inside = contents(default_store())
    machines.monkeypatch.delenv("SUTCHARIT_WAREHOUSE")
    machines.monkeypatch.setenv("SUTCHARIT_DATA", str(out))
    assert {
        name: rows for name, rows in contents(default_store()).items() if not rows.equals(inside[name])
    } == {}
    assert len(door.history()) == 3
    sent(report("04 6 completed 400"))
    assert [row[0] for row in reports()][:3] == ["01", "03", "04"]


def test_old_builds_go_and_what_stays_is_the_same(seeded: Machines) -> None:
    from warehouse.lake.upkeep import maintain

    for number in range(1, 8):
        sent(report(f"{number:02d} 6 completed {number * 100}"))
    store = default_store()
    before = contents(store)
    builds = [build.build_id for build in store.lake.catalogue.builds()]
    seeded.become("late")
    default_store().refresh()
    seeded.become("a")
    done = maintain(store, grace=timedelta(0), grace_of_orphans=timedelta(0))
    assert (done.kept, done.expired) == (5, 3)
    kept = [build.build_id for build in store.lake.catalogue.builds()]
    assert set(kept) == to_keep(builds)
    assert differing() == []
    # What comes after is followed from before, and by a machine that begins now; earlier builds can be had, too.
    sent(report("08 6 completed 800"))
    seeded.become("late")
    default_store().refresh()
    assert differing() == []
    seeded.become("new")
    default_store().refresh()
    assert differing() == []
    while default_store().fetch_earlier():
        pass
    assert default_store().build_ids() == sorted(to_keep([*kept, default_store().current_id()]))
    earlier = Store(seeded.folder / "earlier")
    earlier.folder.mkdir()
    shutil.copy(default_store().path_of(builds[-1]), earlier.folder)
    earlier.point_to(builds[-1])
    assert {name: rows for name, rows in contents(earlier).items() if not rows.equals(before[name])} == {}


def test_a_lake_is_restored_from_a_dump_and_a_copy_of_its_data(seeded: Machines, postgres: Postgres) -> None:
    name = sent(report("01 6 completed 4200"))
    before = contents(default_store())
    folder = programs()
    assert folder
    shared = seeded.shared
    dump = seeded.folder / "catalogue.dump"
    address = shared["SUTCHARIT_WAREHOUSE"].removeprefix("ducklake:postgres:")
    # As docs/lake.md says: the catalogue first, then the data, while everybody works on.
    subprocess.run([folder / "pg_dump", "--format=custom", f"--file={dump}", address], check=True)
    sent(report("02 6 completed 100"))
    copied = shutil.copytree(shared["SUTCHARIT_LAKE_DATA"], seeded.folder / "copied")

    database = postgres.new_database("template0")
    restored = postgres.address(database)
    subprocess.run([folder / "pg_restore", "--no-owner", f"--dbname={restored}", dump], check=True)
    other = Machines(seeded.folder, lake_of(postgres, database, str(copied)), seeded.monkeypatch)
    # A machine that was ahead of the copy goes back to it, too.
    other.become("a")
    assert default_store().refresh() is None
    assert differing() == []
    assert {
        name: rows for name, rows in contents(default_store()).items() if not rows.equals(before[name])
    } == {}
    assert [record.import_id for record in door.history()] == [name]
    sent(report("02 6 completed 200"))
    assert reports()[:2] == [("01", 6, "completed", 4200), ("02", 6, "completed", 200)]
