"""What reads the bytes of a stranger runs in a process of its own, which ends when it takes too much.

One process (`confinement.py`) has loaded the readers and does nothing but fork a child for each piece of work. The
server is never forked itself: its threads may hold locks that nobody in the child would give back.
"""

import os
import pickle
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from etl.imports import limits
from etl.problems import InputError, Problem

P = ParamSpec("P")
T = TypeVar("T")

# The child is ended by the system at its limits; this is for a system that does not.
_GRACE_SECONDS = 10
_PACKAGES = Path(__file__).parents[2]


class Ended(Exception):
    """The work was ended before it was done: it took too long, or more memory than it may."""


@dataclass(frozen=True)
class Most:
    """What a piece of work may take: seconds by the clock and of computing, and memory beyond what Python has."""

    seconds: int = limits.MOST_SECONDS
    cpu_seconds: int = limits.MOST_CPU_SECONDS
    memory_mb: int = limits.MOST_MEMORY_MB


MOST = Most()


@dataclass(frozen=True)
class Work:
    """A piece of work; its temporary files go into `scratch`, which whoever asked takes away."""

    call: Callable[[], Any]
    most: Most
    scratch: str


@dataclass(frozen=True)
class Answer:
    """What came of it: a value, the problems of an InputError, or the traceback of a fault of the program."""

    value: Any = None
    problems: list[Problem] | None = None
    fault: str | None = None


def confined(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """The result of `work`, a function of a module, worked out in a process that may be ended.

    Raises Ended when it was, and InputError as the work does.
    """
    return within(MOST, partial(work, *arguments, **named))


def within(most: Most, call: Callable[[], T]) -> T:
    """As `confined`, with other limits than those of the house."""
    # Both ends are this program and nobody else holds one, so that plain pickles of our own classes may pass.
    with _turns, tempfile.TemporaryDirectory(prefix="sutcharit-") as scratch:
        told = pickle.dumps(Work(call, most, scratch), pickle.HIGHEST_PROTOCOL)
        answer = _answer(told, most.seconds + _GRACE_SECONDS)
    if answer.fault:
        raise RuntimeError(answer.fault)
    if answer.problems:
        raise InputError(answer.problems)
    return cast(T, answer.value)


def _answer(told: bytes, seconds: int) -> Answer:
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            _hand_over(theirs)
        ours.settimeout(seconds)
        try:
            ours.sendall(told)
            ours.shutdown(socket.SHUT_WR)
            pieces = b"".join(iter(lambda: ours.recv(1 << 20), b""))
        except OSError as error:
            raise Ended from error
    if not pieces:
        raise Ended
    try:
        return cast(Answer, pickle.loads(pieces))  # noqa: S301 - from our own child
    except (EOFError, pickle.UnpicklingError) as error:
        # It ended in the middle of its answer.
        raise Ended from error


def _hand_over(theirs: socket.socket) -> None:
    """Give one end of a line to the process that forks, which is started when there is none, or no longer."""
    with _starting:
        if _forking.line is None or not _forking.is_alive():
            _forking.line = _forking.start()
        try:
            socket.send_fds(_forking.line, [b"w"], [theirs.fileno()])
        except OSError as error:
            raise Ended from error


class _Forking:
    """The process that forks: it ends when its line does, with this process."""

    def __init__(self) -> None:
        self.line: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> socket.socket:
        if self.line is not None:
            self.line.close()
        ours, theirs = socket.socketpair()
        paths = os.pathsep.join(filter(None, [str(_PACKAGES), os.environ.get("PYTHONPATH")]))
        # Each thread of a reader takes room of its own, and nobody waits for a large file with other cores idle.
        environment = os.environ | {
            "PYTHONPATH": paths,
            "POLARS_MAX_THREADS": "2",
            "OPENBLAS_NUM_THREADS": "1",
        }
        # What is loaded here is loaded there once, so that a child begins with its work.
        loaded = [name for name in tuple(sys.modules) if name.partition(".")[0] == "etl"]
        command = [sys.executable, "-P", "-m", "etl.imports.confinement", *loaded]
        with theirs:
            # A session of its own: Ctrl-C at the terminal is for the server, which then lets go of the line.
            self.process = subprocess.Popen(  # noqa: S603 - our own words only
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env=environment,
                start_new_session=True,
            )
        return ours


_forking = _Forking()
_starting = threading.Lock()
_turns = threading.BoundedSemaphore(limits.READ_AT_ONCE)
