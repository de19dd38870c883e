"""The process that forks a child for each piece of confined work: `python -m etl.imports.confinement MODULE…`.

It loads the modules once. Its standard input is a line to whoever started it, over which come the ends of other
lines, one for each child.
"""

import os
import pickle
import resource
import signal
import socket
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

from etl.imports import limits
from etl.imports.confined import Answer, Most, Work
from etl.problems import InputError

_PAGE = resource.getpagesize()
# Where the memory that a program has filled or may fill stands in `statm`, in pages: code and files are not in it.
_DATA = 5


def main() -> None:
    """Fork until the line ends."""
    for name in sys.argv[1:]:
        import_module(name)
    # Nobody waits for the children: their end is told by the end of their line.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    line = socket.socket(fileno=sys.stdin.fileno())
    while True:
        said, ends, *_ = socket.recv_fds(line, 1, 1)
        if not said:
            return
        if os.fork() == 0:
            line.close()
            _work_on(socket.socket(fileno=ends[0]))
        os.close(ends[0])


def _work_on(line: socket.socket) -> None:
    """Do the work that comes over the line, and end without whatever Python would do at its end."""
    try:
        with line.makefile("rb") as asked:
            work: Work = pickle.load(asked)  # noqa: S301 - from the process that started this one
        _limit_this_process(work.most)
        line.sendall(pickle.dumps(_answer(work), pickle.HIGHEST_PROTOCOL))
        os._exit(0)
    except BaseException:
        # The line ends without an answer, which says enough to whoever waits for it.
        os._exit(1)


def _answer(work: Work) -> Answer:
    tempfile.tempdir = work.scratch
    try:
        return Answer(work.call())
    except InputError as error:
        return Answer(problems=error.problems)
    except Exception as error:
        if _is_want_of_memory(error):
            raise
        return Answer(fault=traceback.format_exc())


def _is_want_of_memory(error: BaseException | None) -> bool:
    """Whether memory was refused, as Python tells it or as DuckDB does, which only the warehouse may know."""
    if error is None:
        return False
    is_it = isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException"
    return is_it or _is_want_of_memory(error.__cause__)


def _limit_this_process(most: Most) -> None:
    """Time, memory and files; the system ends the process, whatever it is doing then."""
    signal.setitimer(signal.ITIMER_REAL, most.seconds)
    _at_most(resource.RLIMIT_CPU, most.cpu_seconds)
    _at_most(resource.RLIMIT_FSIZE, 2 * limits.LARGEST_FILE_MB * limits.MEGABYTE)
    _at_most(resource.RLIMIT_CORE, 0)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[_DATA])
    _at_most(resource.RLIMIT_DATA, pages * _PAGE + most.memory_mb * limits.MEGABYTE)


def _at_most(kind: Any, most: int) -> None:
    allowed = resource.getrlimit(kind)[1]
    most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
