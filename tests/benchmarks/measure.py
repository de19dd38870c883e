"""What is measured, and how it is told: each figure beside its floor of the same run."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Measure:
    """One figure. With a `floor` it is told as a ratio to it; `asked` is what issue and design ask for."""

    name: str
    value: float
    unit: str
    asked: str
    floor: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """The figure as a multiple of its floor."""
        return self.value / self.floor if self.floor else None


def median_of(times: int, action: Callable[[], float]) -> float:
    """The median of several runs; the action gives its own figure."""
    return statistics.median(action() for _ in range(times))


def run(command: Sequence[str | Path], **variables: str) -> tuple[float, float]:
    """Run a command of its own to its end: seconds, and its peak of memory in MB.

    Raises CalledProcessError when it fails.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command], env=os.environ | variables, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return time.perf_counter() - begun, usage.ru_maxrss * 1024 / MEGABYTE


def memory_of(pid: int, entry: str = "VmRSS") -> float:
    """The memory of a process in MB: what it has now, or with `VmHWM` the most it had."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(entry))


def forget_peak(pid: int) -> None:
    """Begin to count the most memory anew."""
    Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")


def told(measures: Sequence[Measure]) -> str:
    """The figures as a table of Markdown."""
    lines = ["| what | figure | floor | ratio | asked |", "|---|---|---|---|---|"]
    for one in measures:
        floor = f"{one.floor:.3g} {one.unit}" if one.floor else "—"
        ratio = f"{one.ratio:.2f} ×" if one.ratio else "—"
        note = f" ({one.note})" if one.note else ""
        lines.append(f"| {one.name}{note} | {one.value:.3g} {one.unit} | {floor} | {ratio} | {one.asked} |")
    return "\n".join(lines)
