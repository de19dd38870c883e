"""Many people at one server for long, while files come in: `python -m tests.trust.soak` takes 30 minutes.

Each of 30 sessions changes a filter now and then, a report is taken in each minute by the command, and a reader
fetches files. Nobody may see an error, each published build must be seen, and neither memory nor builds pile up.
"""

import argparse
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests import serving
from tests.benchmarks.measure import memory_of
from tests.benchmarks.people import people_at
from tests.trust.forked import Commands, commands_in
from tests.trust.kills import import_of
from warehouse.store import KEPT_BUILDS, Store

SESSIONS, MINUTES, EVERY_SECONDS, PAUSE_SECONDS = 30, 30.0, 60.0, 10.0
YEARS = (2565, 2566, 2567, 2568)
FILES = [
    "mart/status_report.csv",
    "mart/project_year.xlsx",
    "mart/finding.parquet",
    "projects.csv?year=2567&org=4340701",
    "organisation_list.xlsx?year=2567",
]
READY_SECONDS = 0.5
FILE_SECONDS = 3.0
SAMPLE_SECONDS = 2.0
# Caches and the memory that Python does not give back fill up first.
WARM_SHARE = 1 / 3
# Half a megabyte is thirty in an hour: less is noise of what happens to be open.
MOST_GROWTH_MB_A_MINUTE = 0.5
# Below so many minutes a slope tells nothing, for the server loads its libraries and fills its caches; then all that
# it takes meanwhile has a bound.
STEADY_MINUTES = 10.0
MOST_TAKEN_MB = 300.0
# Beside the builds that are kept: one of an earlier day, and those in which somebody still reads.
MOST_MORE_BUILDS = 3


@dataclass
class Soaked:
    """What was done, and what went wrong in words."""

    sessions: int
    minutes: float
    answers: int = 0
    files: int = 0
    published: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    memory: list[tuple[float, float]] = field(default_factory=list)
    builds_left: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def warm(self) -> list[tuple[float, float]]:
        """Minutes and megabytes, once the server is warm."""
        start = self.minutes * WARM_SHARE
        return [(minute, megabytes) for minute, megabytes in self.memory if minute >= start]

    @property
    def growth(self) -> float:
        """Megabytes a minute that the warm server takes more at its least.

        What happens to be open goes up and down by tens of megabytes; what is never let go of lifts the least, too.
        """
        third = len(self.warm) // 3
        early, late = self.warm[:third], self.warm[-third:]
        minutes = statistics.mean(minute for minute, _ in late) - statistics.mean(
            minute for minute, _ in early
        )
        return (min(megabytes for _, megabytes in late) - min(megabytes for _, megabytes in early)) / minutes

    def faults(self) -> list[str]:
        """What must not be."""
        found = list(self.errors)
        if missing := [build for build in self.published if build not in self.seen]:
            found.append(f"builds that were published and nobody saw: {missing}")
        if self.builds_left > KEPT_BUILDS + MOST_MORE_BUILDS:
            found.append(f"{self.builds_left} builds are kept")
        if self.minutes >= STEADY_MINUTES and self.growth > MOST_GROWTH_MB_A_MINUTE:
            found.append(f"the memory of the server grows by {self.growth:.2f} MB a minute")
        taken = self.memory[-1][1] - self.warm[0][1]
        if self.minutes < STEADY_MINUTES and taken > MOST_TAKEN_MB:
            found.append(f"the warm server took {taken:.0f} MB more")
        return found

    def __str__(self) -> str:
        """One line for a report."""
        least, most = (choose(megabytes for _, megabytes in self.warm) for choose in (min, max))
        return (
            f"sessions held: {self.sessions} for {self.minutes:g} minutes; {self.answers:,} answers, "
            f"{self.files:,} files, {len(self.published)} imports published and seen; errors: {len(self.errors)}; "
            f"memory {least:.0f} to {most:.0f} MB when warm, at its least {self.growth:+.2f} MB a minute; "
            f"{self.builds_left} builds kept"
        )


def soak(data: Path, sessions: int, minutes: float, every: float, pause: float) -> Soaked:
    """Serve the seeds to so many sessions; `every` seconds a file comes in, each `pause` seconds a filter changes."""
    soaked = Soaked(sessions, minutes)
    with commands_in(data) as commands:
        assert commands.run("build").status == 0
        # What the server tells of as failed in its log is an AssertionError at its end.
        with serving.dashboard(data) as (address, pid):
            watchers = [
                partial(_sample, soaked, pid, time.monotonic()),
                partial(_look, soaked, address),
                partial(_fetch, soaked, address),
            ]
            with _watched(soaked, watchers), _importing(soaked, data, commands, every):
                answers = people_at(address, sessions, minutes, YEARS, pause)
            soaked.builds_left = len(Store(data / "warehouse").build_ids())
    soaked.answers = len(answers.seconds)
    if answers.errors:
        soaked.errors.append(f"{answers.errors} pages with an error")
    return soaked


@contextmanager
def _watched(soaked: Soaked, watchers: list[Callable[[], float]]) -> Iterator[None]:
    """Run each of them again and again in a thread; it tells how long to wait until the next time."""
    end = threading.Event()

    def watch(once: Callable[[], float]) -> None:
        while not end.is_set():
            try:
                wait = once()
            except (URLError, OSError, ValueError) as error:
                soaked.errors.append(f"{type(error).__name__}: {error}")
                wait = 1.0
            end.wait(wait)

    threads = [threading.Thread(target=watch, args=(one,)) for one in watchers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        end.set()
        for thread in threads:
            thread.join()


def _sample(soaked: Soaked, pid: int, begun: float) -> float:
    soaked.memory.append(((time.monotonic() - begun) / 60, memory_of(pid)))
    return SAMPLE_SECONDS


def _look(soaked: Soaked, address: str) -> float:
    with urlopen(f"{address}/readyz", timeout=30) as answer:
        soaked.seen.add(json.load(answer)["build"])
    return READY_SECONDS


def _fetch(soaked: Soaked, address: str) -> float:
    with urlopen(f"{address}/download/{FILES[soaked.files % len(FILES)]}", timeout=60) as answer:
        if not answer.read():
            raise ValueError(f"an empty file: {answer.url}")
    soaked.files += 1
    return FILE_SECONDS


@contextmanager
def _importing(soaked: Soaked, data: Path, commands: Commands, every: float) -> Iterator[None]:
    """Take in a report after so many seconds, again and again."""
    end, store = threading.Event(), Store(data / "warehouse")

    def go_on() -> None:
        while not end.wait(every):
            run = commands.run(*import_of(data, len(soaked.published) + 1))
            if run.status:
                soaked.errors.append(f"an import ended with {run.status}: {run.words}")
            soaked.published.append(store.current_id())

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()
        # Whoever looks at the server does so now and then.
        time.sleep(4 * READY_SECONDS)


def main() -> int:
    """Serve as long as asked, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--every", type=float, default=EVERY_SECONDS, help="seconds between imports")
    parser.add_argument(
        "--pause", type=float, default=PAUSE_SECONDS, help="seconds between clicks of a session"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        soaked = soak(Path(folder) / "data", given.sessions, given.minutes, given.every, given.pause)
    print("\n".join([*soaked.faults(), str(soaked)]))
    return 1 if soaked.faults() else 0


if __name__ == "__main__":
    sys.exit(main())
