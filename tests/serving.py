"""Servers over a data folder and the Chromium that visits them, for tests of the browser and for benchmarks."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.request import urlopen

from warehouse.home import DATA_VARIABLE

PROJECT = Path(__file__).parents[1]
START_SECONDS = 60
_SERVE = "from etl.command import main; main()"
# How the log of the server tells of a part that could not be shown.
_FAILED = "error dashboard.failures failed"
# What a Chromium without a window needs on a machine without a screen, and what keeps it from the network.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# The address of a server, and the process that answers.
Served = tuple[str, int]


def chromium() -> str | None:
    """The browser of the system, or the one that CHROMIUM names."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@contextmanager
def dashboard(
    data: Path, *options: str, listens_on: str | None = None, may_fail: bool = False
) -> Iterator[Served]:
    """The dashboard as `sutcharit serve` shows it, or one that listens elsewhere.

    What it tells of as failed fails whoever asked for it, unless that may be.
    """
    port = free_port()
    if listens_on is None:
        command = [sys.executable, "-c", _SERVE, "serve", "--port", str(port), *options]
    else:
        command = _streamlit(PROJECT / "dashboard" / "server.py", listens_on, port)
    with _running(command, port, data, may_fail=may_fail) as served:
        yield served


@contextmanager
def page(folder: Path, text: str) -> Iterator[Served]:
    """A Streamlit page of its own: the floor of what any page can do."""
    script, port = folder / "page.py", free_port()
    script.write_text(text, encoding="utf-8")
    with _running(_streamlit(script, "127.0.0.1", port), port, folder, may_fail=True) as served:
        yield served


def _streamlit(script: Path, address: str, port: int) -> list[str]:
    options = {"address": address, "port": port, "headless": "true"}
    flags = [f"--server.{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(script), *flags]


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _running(command: list[str], port: int, data: Path, *, may_fail: bool) -> Iterator[Served]:
    paths = [str(PROJECT), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {DATA_VARIABLE: str(data), "PYTHONPATH": os.pathsep.join(paths)}
    with tempfile.TemporaryFile() as log:
        # A group of its own, so that Streamlit ends with the command that started it.
        process = subprocess.Popen(
            command, cwd=data.parent, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield f"http://127.0.0.1:{port}", _server_of(process.pid)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=20)
        log.seek(0)
        failed = [line for line in log.read().decode().splitlines() if _FAILED in line]
        if failed and not may_fail:
            raise AssertionError("\n".join(failed))


def _server_of(pid: int) -> int:
    """The process that serves: Streamlit where the command started it, or the command itself."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return int(children[0]) if children else pid


def _wait_for(address: str, process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.02)
    log.seek(0)
    raise RuntimeError(f"the server did not start:\n{log.read().decode()}")
