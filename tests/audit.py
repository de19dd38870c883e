"""What the program is made of: every package as pinned, and none of which a fault is known, as far as anybody answers.

`make check` runs it: `python -m tests.audit`. Known faults come from the service that `pip-audit` asks. Where it does
not answer, as on an index without it, that is said and is no failure. pip itself warns of a yanked version.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path
from typing import Any

CONSTRAINTS = Path(__file__).parents[1] / "constraints.txt"
# What every environment begins with, and this program.
OWN = {"pip", "setuptools", "wheel", "sutcharit"}
SECONDS = 300


@dataclass(frozen=True)
class Judged:
    """What was found, in a line, and whether it keeps a change out."""

    words: str
    is_bad: bool = False


def pinned(text: str) -> dict[str, str]:
    """Package -> version, of lines such as `idna==3.20`."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return {plain(name): version for name, _, version in (line.partition("==") for line in lines if line)}


def plain(name: str) -> str:
    """A name of a package as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def judge_installed(installed: Iterable[tuple[str, str]], pins: dict[str, str]) -> Judged:
    """Whether each installed package has the version that it is pinned to."""
    found = sorted({(plain(name), version) for name, version in installed if plain(name) not in OWN})
    odd = [
        f"{name} {version}, pinned {pins.get(name, 'nowhere')}"
        for name, version in found
        if pins.get(name) != version
    ]
    if odd:
        return Judged(f"dependencies: not as in {CONSTRAINTS.name}: {'; '.join(odd)}", is_bad=True)
    return Judged(f"dependencies: {len(found)} installed, each as pinned")


def judge_audit(answer: str, reason: str) -> Judged:
    """What `pip-audit` answered; without an answer, for which reason."""
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError):
        said = reason.strip().splitlines()
        return Judged(
            f"known faults: not reachable, nothing was audited ({said[-1] if said else 'no answer'})"
        )
    faults = [
        f"{one['name']} {one['version']}: {fault['id']}" for one in packages for fault in one.get("vulns", [])
    ]
    told = sum("skip_reason" not in one for one in packages)
    if faults:
        return Judged(f"known faults: {'; '.join(faults)}", is_bad=True)
    if not told:
        return Judged(f"known faults: not reachable, the service knows none of {len(packages)} packages")
    return Judged(f"known faults: none in {told} of {len(packages)} packages; of the others nothing is known")


def main() -> int:
    """Audit this environment."""
    if find_spec("pip_audit") is None:
        print("pip-audit is not installed: make installs it with the other tools")
        return 1
    pins = pinned(CONSTRAINTS.read_text(encoding="utf-8"))
    installed = ((one.metadata["Name"], one.version) for one in distributions())
    options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    asked = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--requirement", str(CONSTRAINTS), *options],
        capture_output=True, text=True, check=False, timeout=SECONDS,
    )  # fmt: skip
    found = [judge_installed(installed, pins), judge_audit(asked.stdout, asked.stderr)]
    print("\n".join(one.words for one in found))
    return int(any(one.is_bad for one in found))


if __name__ == "__main__":
    sys.exit(main())
