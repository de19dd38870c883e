"""Runs of the command `sutcharit` as processes of their own, each under the limits of a test.

All are forked from one process that has loaded the program and done nothing else: a run begins with its work, not
with the start of Python. Permissions hold for them even where the tests run as root.
"""

import ctypes
import json
import os
import resource
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
_POLL_SECONDS = 0.001
_CAPABILITY_VERSION = 0x20080522
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1 << 1, 1 << 2


@dataclass(frozen=True)
class Run:
    """How a run ended: its exit status, negative for a signal, what it printed, and how long it took."""

    status: int
    words: str
    seconds: float


class Commands:
    """Runs commands, one at a time."""

    def __init__(self, process: "subprocess.Popen[str]", printed: Path) -> None:
        self._process = process
        self._printed = printed

    def run(
        self,
        *arguments: str,
        kill_after: float | None = None,
        largest_file: int | None = None,
    ) -> Run:
        """Run a command: killed after some seconds, or with files of so many bytes at most."""
        asked = {"arguments": arguments, "kill_after": kill_after, "largest_file": largest_file}
        assert self._process.stdin
        assert self._process.stdout
        before = self._printed.stat().st_size
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        status, seconds = json.loads(self._process.stdout.readline())
        return Run(status, self._printed.read_bytes()[before:].decode(), seconds)


@contextmanager
def commands_in(data: Path) -> Iterator[Commands]:
    """Commands that have `data` as their data folder."""
    environment = os.environ | {
        "SUTCHARIT_DATA": str(data),
        "COLUMNS": "200",
        "PYTHONUTF8": "1",
        "PYTHONPATH": os.pathsep.join([str(PROJECT), os.environ.get("PYTHONPATH", "")]),
    }
    data.parent.mkdir(parents=True, exist_ok=True)
    printed = data.with_name(f"{data.name}-printed.txt")
    with (
        printed.open("wb") as told,
        subprocess.Popen(
            [sys.executable, __file__],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
        ) as process,
    ):
        try:
            yield Commands(process, printed)
        finally:
            process.kill()


def _serve() -> None:
    """Read what to run from standard input, run it in a fork, and answer with its status and seconds."""
    from etl.command import main  # noqa: PLC0415 - only here, and before any fork

    for line in sys.stdin:
        asked = json.loads(line)
        begun = time.monotonic()
        process = os.fork()
        if process == 0:
            _become(main, asked)
        status = _ended(process, begun, asked["kill_after"])
        print(json.dumps([status, time.monotonic() - begun]), flush=True)


def _become(main: Callable[[], None], asked: dict[str, Any]) -> None:
    os.dup2(2, 1)
    status = 1
    try:
        if os.geteuid() == 0:
            _obey_permissions()
        if asked["largest_file"] is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (asked["largest_file"], resource.RLIM_INFINITY))
        sys.argv = ["sutcharit", *asked["arguments"]]
        main()
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        os._exit(status)


def _obey_permissions() -> None:
    """Give up root's right to read and write everything; another user could perhaps not even read Python."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = ctypes.create_string_buffer(struct.pack("Ii", _CAPABILITY_VERSION, 0))
    held = ctypes.create_string_buffer(struct.calcsize("6I"))
    libc.capget(header, held)
    words = list(struct.unpack("6I", held.raw))
    given_up = _DAC_OVERRIDE | _DAC_READ_SEARCH
    # Effective, permitted and inheritable, of the capabilities below 32; then of the others.
    words[:3] = [word & ~given_up for word in words[:3]]
    assert libc.capset(header, ctypes.create_string_buffer(struct.pack("6I", *words))) == 0


def _ended(process: int, begun: float, kill_after: float | None) -> int:
    while True:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if kill_after is not None and time.monotonic() - begun >= kill_after:
            os.kill(process, signal.SIGKILL)
            return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        time.sleep(_POLL_SECONDS)


if __name__ == "__main__":
    _serve()
