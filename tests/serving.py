"""A server of the dashboard for as long as a test needs it, over a data folder of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from warehouse.home import DATA_VARIABLE

PROJECT = Path(__file__).parents[1]
START_SECONDS = 60


@contextmanager
def serve(data: Path, *options: str, listens_on: str | None = None) -> Iterator[str]:
    """The address of the dashboard as `sutcharit serve` shows it, or of one that Streamlit itself has started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    paths = [str(PROJECT), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {DATA_VARIABLE: str(data), "PYTHONPATH": os.pathsep.join(paths)}
    log = data.parent / f"server-{port}.log"
    with log.open("wb") as out:
        # A group of its own, so that Streamlit ends with the command that started it.
        process = subprocess.Popen(
            _command(port, options, listens_on),
            cwd=data.parent,
            env=environment,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, 15)
            process.wait(timeout=20)


def _command(port: int, options: tuple[str, ...], listens_on: str | None) -> list[str]:
    if listens_on is None:
        command = [sys.executable, "-c", "from etl.command import main; main()"]
        return [*command, "serve", "--port", str(port), *options]
    settings = {"address": listens_on, "port": port, "headless": "true"}
    flags = [f"--server.{name}={value}" for name, value in settings.items()]
    return [sys.executable, "-m", "streamlit", "run", str(PROJECT / "dashboard" / "server.py"), *flags]


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(address, timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
