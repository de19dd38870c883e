"""What goes wrong on the way to the lake: nothing is lost, nothing is half there, and pages go on."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from machines import Machines, differing, until
from postgres import Postgres
from sending import asked, report, reports, sent
from typer.testing import CliRunner

from etl import door
from etl.command import app
from etl.imports import inbox
from etl.imports.renew import open_base
from etl.load import load
from etl.places import REFERENCE, source_folders
from etl.problems import InputError, Problem
from etl.publish import publish
from warehouse.faults import LakeFault, Overtaken
from warehouse.home import default_store

# A machine that commits an import and stops just before the end of the transaction.
STOPPED = """
import sys, time
sys.path[:0] = [{tests!r}]
import warehouse.lake.lake as lake
told = lake.extra_info
def stop(*given):
    print("in the middle", flush=True)
    time.sleep(600)
lake.extra_info = stop
from sending import report, sent
sent(report("03 6 completed 300"))
"""


@pytest.fixture
def following(seeded: Machines) -> Iterator[Machines]:
    """Machine `b` follows in a thread, while this process is `a`."""
    from warehouse.lake.follower import Follower

    seeded.become("b")
    store, stop = default_store(), threading.Event()
    thread = threading.Thread(target=Follower(store).run, args=[stop], daemon=True)
    thread.start()
    until(lambda: bool(store.files()))
    seeded.become("a")
    yield seeded
    stop.set()
    thread.join(timeout=60)


def beginning(rule: str) -> str:
    """The words of a problem before those that tell its reason."""
    return Problem(rule, "", "").message_en.partition("(")[0]


def copy_of(machines: Machines, name: str) -> list[tuple[str, int, str, int | None]]:
    machines.become(name)
    found = reports()
    machines.become("a")
    return found


def test_a_follower_has_a_change_within_seconds(following: Machines) -> None:
    sent(report("01 6 completed 4200"))
    until(lambda: ("01", 6, "completed", 4200) in copy_of(following, "b"))
    following.become("b")
    assert differing() == []


@pytest.mark.usefixtures("impatient")
def test_postgres_goes_and_comes_back(following: Machines, postgres: Postgres) -> None:
    sent(report("01 6 completed 4200"))
    examined = door.examine([report("02 6 completed 100")])
    until(lambda: ("01", 6, "completed", 4200) in copy_of(following, "b"))
    postgres.stop()
    try:
        following.become("b")
        until(lambda: default_store().out_of_reach_since() is not None)
        assert "geheim" not in (default_store().refresh() or "")
        # Pages go on with what is here, and so does the history of imports.
        assert ("01", 6, "completed", 4200) in reports()
        told = CliRunner().invoke(app, ["doctor"])
        assert (told.exit_code, beginning("doctor_lake_unreached") in told.output) == (1, True)
        assert "geheim" not in told.output
        told = CliRunner().invoke(app, ["query", "organisation_list"])
        assert (told.exit_code, beginning("lake_out_of_reach") in told.output) == (0, True)
        following.become("never here before")
        with pytest.raises(InputError) as refused:
            open_base(default_store())
        assert [problem.rule_code for problem in refused.value.problems] == ["lake_fault"]
        following.become("a")
        with pytest.raises(LakeFault) as fault:
            door.accept(examined, "officer")
        assert "geheim" not in str(fault.value)
    finally:
        postgres.start()
    following.become("b")
    until(lambda: default_store().out_of_reach_since() is None)
    following.become("a")
    sent(report("02 6 completed 100"))
    until(lambda: ("02", 6, "completed", 100) in copy_of(following, "b"))
    assert len(door.history()) == 2
    told = CliRunner().invoke(app, ["doctor"])
    [*_, newest] = builds = default_store().lake.catalogue.builds()
    detail = {"here": newest.build_id, "newest": newest.build_id, "count": len(builds), "version": "1.0"}
    copied = Problem("doctor_lake", "", "", detail=tuple(detail.items())).message_en
    assert (told.exit_code, copied in told.output, "All is well" in told.output) == (0, True, True)


def test_a_machine_killed_in_the_middle_of_a_commit_leaves_nothing_half_done(seeded: Machines) -> None:
    default_store().refresh()
    before = [build.build_id for build in default_store().lake.catalogue.builds()]
    code = STOPPED.format(tests=str(Path(__file__).parents[1]))
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=os.environ | seeded.environment("b"),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert "in the middle" in process.stdout.readline()
        assert [build.build_id for build in default_store().lake.catalogue.builds()] == before
        assert len(default_store().makers()) == 1
        process.send_signal(signal.SIGKILL)
    until(lambda: default_store().makers() == [])
    assert [build.build_id for build in default_store().lake.catalogue.builds()] == before
    # Whoever comes next takes in what the killed one had put into the inbox.
    sent(report("04 6 completed 400"))
    assert [row[0] for row in reports()][:2] == ["03", "04"]
    assert differing() == []


def test_whoever_lost_the_lock_does_the_work_again_on_what_the_other_committed(
    seeded: Machines, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    from warehouse.lake.lake import Lake

    commit, times = Lake.commit, []

    def overtaken(self: Lake, *given: object) -> None:
        times.append(given)
        if len(times) == 1:
            # The connection of the lock goes, and another machine is faster.
            postgres.run_sql(
                "postgres",
                "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 1",
            )
            seeded.become("b")
            sent(report("02 6 completed 100"))
            seeded.become("a")
        commit(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Lake, "commit", overtaken)
    sent(report("01 6 completed 4200"))
    assert [row[:2] for row in reports()][:2] == [("01", 6), ("02", 6)]
    assert asked("select count(*) from mart.source where source_id like 'import%'") == [(2,)]
    assert differing() == []


def test_a_build_on_another_one_than_the_newest_is_refused(seeded: Machines) -> None:
    store = default_store()
    store.refresh()
    base = store.current_path()
    seeded.become("b")
    sent(report("01 6 completed 4200"))
    newest = default_store().current_path()
    seeded.become("a")
    before = store.lake.catalogue.builds()
    with pytest.raises(Overtaken):
        store.lake.commit(newest, f"{newest.stem[:-8]}00000003", base, None)
    assert store.lake.catalogue.builds() == before


@pytest.mark.usefixtures("impatient")
def test_a_full_store_takes_nothing_and_goes_on_when_there_is_room(machines: Machines) -> None:
    folder = Path(machines.shared["SUTCHARIT_LAKE_DATA"])
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "lake", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"a file system of limited size: {mounted.stderr.decode().strip()}")
    try:
        store = default_store()
        with pytest.raises(LakeFault), store.making():
            publish(load(REFERENCE, source_folders(None)), store)
        assert store.lake.catalogue.builds() == []
        assert store.files() == []
        subprocess.run(["mount", "-o", "remount,size=64m", str(folder)], check=True)
        with store.making():
            publish(load(REFERENCE, source_folders(None)), store)
        machines.become("b")
        default_store().refresh()
        assert differing() == []
        assert list(inbox.accepted()) == []
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
