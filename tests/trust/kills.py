"""Kill `build` and `import` at random moments, and see that nothing is lost and nothing is left.

    python -m tests.trust.kills --kills 100 --seed 1

Each run is a process of its own that is killed with SIGKILL.
"""

import argparse
import random
import signal
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.trust.forked import Commands, commands_in
from warehouse.reader import open_current
from warehouse.store import Store

# One report of each of these many projects of Det Udom in 2567, of which nothing else is reported.
PROJECTS = 62


@dataclass
class Tally:
    """How many runs were killed, of how many the new build was published, and how many left something behind."""

    killed: dict[str, int] = field(default_factory=lambda: {"build": 0, "import": 0})
    published: int = 0
    left_something: int = 0

    @property
    def kills(self) -> int:
        """All runs that were killed."""
        return sum(self.killed.values())

    def __str__(self) -> str:
        """One line for a report."""
        runs = ", ".join(f"{count} of {name}" for name, count in self.killed.items())
        return (
            f"kills survived: {self.kills} ({runs}); the new build was published in {self.published}, "
            f"{self.left_something} left something behind"
        )


def survive(data: Path, kills: int, seed: int) -> Tally:
    """Kill so many runs; AssertionError when anything is lost, wrong or left over."""
    chance = random.Random(seed)
    tally = Tally()
    with commands_in(data) as commands:
        seconds = {"build": _finished(commands, "build")}
        accepted = 1
        seconds["import"] = _finished(commands, *import_of(data, accepted))
        before = published(data)
        while tally.kills < kills:
            name = "build" if tally.kills % 2 else "import"
            arguments = ("build",) if name == "build" else import_of(data, accepted % PROJECTS + 1)
            run = commands.run(*arguments, kill_after=chance.uniform(0, seconds[name]))
            assert run.status in (0, -signal.SIGKILL), f"{name} ended by itself: {run.words}"
            tally.killed[name] += run.status != 0
            tally.left_something += bool(leftovers(data))
            found = published(data)
            if name == "build":
                assert found.content == before.content
            else:
                # The same again ends what was begun, whether the file was taken in before or not.
                _finished(commands, *arguments)
                accepted += 1
                after = published(data)
                assert len(after.content["reports"]) == min(accepted, PROJECTS)
                assert found.content in (before.content, after.content)
                assert not leftovers(data)
            tally.published += run.status != 0 and found.build_id != before.build_id
            before = published(data)
        _finished(commands, "build")
        assert published(data).content == before.content
        assert not leftovers(data)
        _finished(commands, "doctor")
    return tally


def import_of(data: Path, number: int) -> tuple[str, ...]:
    """The words of a command that takes in a report on the project of that number, up to `PROJECTS`."""
    sent = data.parent / "sent"
    sent.mkdir(exist_ok=True)
    file = sent / f"report-{number}.csv"
    file.write_text(
        "project_id,fiscal_year,report_round,status_code,disbursed_baht\n"
        f"4340701-2566-2570-{number:02d},2567,6,completed,{number * 100}\n",
        encoding="utf-8",
    )
    return "import", str(file), "--yes"


@dataclass(frozen=True)
class Published:
    """What readers see: the build, its metric values, and the reports that were taken in."""

    build_id: str
    content: dict[str, list[tuple[Any, ...]]]


def published(data: Path) -> Published:
    """What is published in a data folder."""
    warehouse = open_current(Store(data / "warehouse"))
    try:
        reports = warehouse.sql(
            "select project_id, disbursed_baht from mart.status_report "
            "where org_code = '4340701' and fiscal_year = 2567 order by all"
        )
        metrics = warehouse.sql("from mart.metric_value order by all")
        return Published(warehouse.build_id, {"reports": reports.rows(), "metrics": metrics.rows()})
    finally:
        warehouse.close()


def leftovers(data: Path) -> list[str]:
    """Files and folders that are neither a build nor an import nor a lock."""
    known = [
        *data.glob("warehouse/CURRENT"),
        *data.glob(".imports.lock"),
        *data.glob("warehouse/.making.lock"),
    ]
    inner = [
        *data.glob("*.lock"),
        *data.glob("incoming/*"),
        *data.glob("warehouse/*"),
        *data.glob("warehouse/.*"),
    ]
    current = (data / "warehouse" / "CURRENT").read_text(encoding="ascii").strip()
    builds = [path for path in data.glob("warehouse/2*.duckdb") if path.stem <= current]
    return sorted(str(path.relative_to(data)) for path in {*inner} - {*known, *builds})


def _finished(commands: Commands, *arguments: str) -> float:
    run = commands.run(*arguments)
    assert run.status == 0, f"{' '.join(arguments)} ended with {run.status}: {run.words}"
    return run.seconds


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(survive(Path(folder) / "data", given.kills, given.seed))
