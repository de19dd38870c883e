"""Three machines import and three show at once: everything comes in once, and all have it.

CROWD=300 sends 300 files of different organisations and the same one 50 times, and cuts the network for a minute;
without it the same happens to fewer.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from machines import Machines, differing, lake_of, until
from networks import Network, networks
from postgres import Postgres
from sending import REPORT_COLUMNS, asked

from etl import door
from etl.load import load
from etl.places import REFERENCE, source_folders
from etl.publish import publish
from warehouse.home import default_store

MANY = int(os.environ.get("CROWD", "12"))
SAME = 50 if MANY >= 100 else 6
CUT_SECONDS = 60 if MANY >= 100 else 4
PEOPLE = 3
IMPORTER = str(Path(__file__).with_name("importer.py"))
FOLLOW = "from etl.command import main; main()"
IN, WAS_IN = "In as import_", ("The same file is in already", "Nothing would change")


@pytest.fixture
def country(machines: Machines) -> Machines:
    """Machines on a lake with more simulated organisations than that."""
    source = machines.folder / "country"
    command = [
        sys.executable,
        "-c",
        FOLLOW,
        "simulate",
        "--out",
        str(source),
        "--organisations",
        str(2 * MANY),
    ]
    subprocess.run([*command, "--years", "2566-2568"], check=True, capture_output=True)
    store = default_store()
    with store.making():
        publish(load(REFERENCE, source_folders([source])), store)
    return machines


@pytest.fixture
def files(country: Machines) -> list[list[Path]]:
    """What each machine sends: reports of organisations of its own, and the one file that all have, some times."""
    folder = country.folder / "files"
    folder.mkdir()
    rows = asked(
        """select org_code, max_by(project_id, project_id), max(fiscal_year)
           from mart.project_year where fiscal_year = (select max(fiscal_year) from mart.project_year)
           group by org_code order by org_code limit $most""",
        most=MANY,
    )
    (code, project, year), *_ = rows
    assert len(rows) == MANY
    sent: list[list[Path]] = [[] for _ in range(PEOPLE)]
    for number, (code, project, year) in enumerate(rows, start=1):
        path = folder / f"{code}.csv"
        path.write_text(f"{REPORT_COLUMNS}\n{project},{year},6,in_progress,{number}\n", encoding="utf-8")
        sent[number % PEOPLE].append(path)
    for number in range(SAME):
        path = folder / f"same{number}.csv"
        path.write_text(f"{REPORT_COLUMNS}\n{project},{year},12,completed,77\n", encoding="utf-8")
        sent[number % PEOPLE].insert(number, path)
    return sent


def start(
    machines: Machines, name: str, *command: str, inside: tuple[str, ...] = ()
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*inside, sys.executable, *command],
        env=os.environ | machines.environment(name),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


def followers(
    machines: list[Machines], stack: ExitStack, inside: Callable[[int], tuple[str, ...]]
) -> list[str]:
    names = [f"shows{number}" for number in range(len(machines))]
    for number, name in enumerate(names):
        process = start(machines[number], name, "-c", FOLLOW, "follow", inside=inside(number))
        stack.callback(process.wait, 60)
        stack.callback(process.terminate)
    return names


def prove_all_in(machines: Machines, names: list[str], told: list[list[str]]) -> None:
    """Each file is in once, each machine was told so of its own, and every copy is the lake's, row by row."""
    lines = [line.split("\t") for own in told for line in own]
    assert [words for *_, words in lines if IN not in words and not any(was in words for was in WAS_IN)] == []
    machines.become("a")
    default_store().refresh()
    assert asked("select count(*) from mart.source where source_id like 'import%'") == [(MANY + 1,)]
    assert len({record.import_id.split("_")[2] for record in door.history(2 * MANY)}) == MANY + 1
    assert len(door.history(2 * MANY)) == MANY + 1
    statement = (
        "select count(*), sum(disbursed_baht)::int from mart.status_report where source_id like 'import%'"
    )
    assert asked(statement) == [(MANY + 1, MANY * (MANY + 1) // 2 + 77)]
    newest = default_store().lake.catalogue.builds()[-1].build_id
    for name in names:
        machines.become(name)
        store = default_store()
        until(lambda store=store: store.published_id() == newest, seconds=60)
        assert differing() == []
    machines.become("a")


def test_all_that_several_machines_send_at_once_is_in_once(
    country: Machines, files: list[list[Path]], stack: ExitStack
) -> None:
    names = followers([country] * PEOPLE, stack, lambda number: ())
    people = [start(country, f"sends{number}", IMPORTER, *map(str, own)) for number, own in enumerate(files)]
    told = [process.communicate(timeout=7200)[0].splitlines() for process in people]
    prove_all_in(country, names, told)
    words = [line for own in told for line in own]
    assert sum(IN in line for line in words) == MANY + 1
    assert sum("/same" in line and any(was in line for was in WAS_IN) for line in words) == SAME - 1
    assert {line.split("\t")[1] for line in words} == {"1"}


def test_a_cut_network_and_a_stopped_catalogue_lose_nothing(
    country: Machines, files: list[list[Path]], postgres: Postgres, stack: ExitStack
) -> None:
    try:
        made = stack.enter_context(networks(2 * PEOPLE))
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        pytest.skip(f"network namespaces are not permitted here: {error}")
    database = country.shared["SUTCHARIT_WAREHOUSE"].partition("dbname=")[2].split()[0]

    def reached_from(network: Network) -> Machines:
        shared = lake_of(postgres, database, country.shared["SUTCHARIT_LAKE_DATA"], network.host)
        return Machines(country.folder, shared, country.monkeypatch)

    names = followers(
        [reached_from(network) for network in made[:PEOPLE]], stack, lambda number: tuple(made[number].inside)
    )
    people = [
        start(
            reached_from(network),
            f"sends{number}",
            IMPORTER,
            *map(str, files[number]),
            inside=tuple(network.inside),
        )
        for number, network in enumerate(made[PEOPLE:])
    ]
    builds = len(default_store().lake.catalogue.builds())
    until(lambda: len(default_store().lake.catalogue.builds()) > builds + 1, seconds=300)
    # One that sends and one that shows are cut off, while the others go on.
    for network in (made[0], made[PEOPLE]):
        network.cut(is_cut=True)
    time.sleep(CUT_SECONDS)
    for network in (made[0], made[PEOPLE]):
        network.cut(is_cut=False)
    postgres.stop()
    time.sleep(2)
    postgres.start()
    told = [process.communicate(timeout=7200)[0].splitlines() for process in people]
    prove_all_in(country, names, told)
