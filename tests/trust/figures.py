"""`make trust`: how much the program bears, one figure a line; `python -m tests.trust.figures` takes about an hour.

Kills, changed inputs and people at the server are those of `kills.py`, `fuzz.py` and `soak.py`; attacks are the tests
that bear the mark `attack`, each case of them one.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.trust import fuzz, soak
from tests.trust.kills import survive

PROJECT = Path(__file__).parents[2]
# One for each part that has to do, so that the machine stays usable meanwhile.
WORKERS = "2"


@dataclass(frozen=True)
class Figure:
    """What was found, in a line, and whether all of it held."""

    words: str
    held: bool = True


def kills(asked: argparse.Namespace) -> Figure:
    """Builds and imports that are killed."""
    with tempfile.TemporaryDirectory() as folder:
        return Figure(str(survive(Path(folder) / "data", asked.kills, asked.seed)))


def inputs(asked: argparse.Namespace) -> Figure:
    """Inputs with something wrong in them."""
    tried = fuzz.run(fuzz.jobs_of(asked.each))
    bad = [f"{one.kind}:{one.number} {one.outcome}" for one in tried if one.is_bad]
    slowest = max(one.seconds for one in tried)
    words = f"inputs tried: {len(tried):,}; faults: {len(bad)}; slowest {slowest} s of computing"
    return Figure(" ".join([words, *bad]), held=not bad)


def sessions(asked: argparse.Namespace) -> Figure:
    """People at one server."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        soaked = soak.soak(data, asked.sessions, asked.minutes, asked.every, asked.pause)
    return Figure("; ".join([str(soaked), *soaked.faults()]), held=not soaked.faults())


def attacks(asked: argparse.Namespace) -> Figure:
    """Tests of what must not work."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-m",
        "attack",
        "-n",
        WORKERS,
        "--dist",
        "worksteal",
        *asked.attacks,
    ]
    paths = os.pathsep.join([str(PROJECT), os.environ.get("PYTHONPATH", "")])
    ended = subprocess.run(
        command,
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    counts = {
        word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|error|skipped)", ended.stdout)
    }
    words = f"attacks refused: {counts.get('passed', 0):,}"
    if not_tried := counts.get("skipped", 0):
        words += f"; not tried here: {not_tried}"
    broken = re.findall(r"^(?:FAILED|ERROR) (\S+)", ended.stdout, re.MULTILINE)
    return Figure(" ".join([words, *broken]), held=ended.returncode == 0)


PARTS: dict[str, Callable[[argparse.Namespace], Figure]] = {
    "kills": kills,
    "inputs": inputs,
    "attacks": attacks,
    "sessions": sessions,
}


def main() -> int:
    """Run the parts and print their figures; status 1 when something did not hold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=PARTS, action="append", help="only this part; may be given again")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1, help="of the moments of the kills")
    parser.add_argument("--each", type=int, default=700, help="inputs for each of check, extract and import")
    parser.add_argument("--minutes", type=float, default=soak.MINUTES)
    parser.add_argument("--sessions", type=int, default=soak.SESSIONS)
    parser.add_argument("--every", type=float, default=soak.EVERY_SECONDS, help="seconds between imports")
    parser.add_argument(
        "--pause", type=float, default=soak.PAUSE_SECONDS, help="seconds between clicks of a person"
    )
    parser.add_argument("attacks", nargs="*", help="only the attacks in these files, such as tests/access")
    asked = parser.parse_args()
    held = True
    for name in asked.only or PARTS:
        figure = PARTS[name](asked)
        print(figure.words, flush=True)
        held &= figure.held
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
