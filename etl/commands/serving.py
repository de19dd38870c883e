"""The command `sutcharit serve`: it imports little, for whoever calls it waits for the server."""

import os
import signal
import subprocess
import sys
import threading
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from etl import terminal
from warehouse.home import PUBLIC_VARIABLE, access_file, default_store, is_loopback
from warehouse.store import NothingPublished

PACKAGES = Path(__file__).parents[2]
APP = PACKAGES / "dashboard" / "server.py"
# What the server reads, however it is started; named here, for whoever calls the command waits for what it imports.
LOG_FORMAT_VARIABLE = "SUTCHARIT_LOG_FORMAT"
_SECONDS_TO_END = 2


class LogFormat(StrEnum):
    """The form of a line of the log: for people or for machines."""

    text = "text"
    json = "json"


def serve(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8501,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    public: Annotated[
        bool,
        typer.Option("--public", help="Let everybody read who can reach the address; nobody sends in data."),
    ] = False,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = False,
    log_format: Annotated[
        LogFormat | None,
        typer.Option(
            help="Lines of the log as text or as JSON.", envvar=LOG_FORMAT_VARIABLE, show_envvar=True
        ),
    ] = None,
) -> None:
    """Show the dashboard on 127.0.0.1, to the person at this machine.

    Elsewhere it listens only with --public, or with sign-in: then `access.toml` of your data folder says who
    may see what.

    Examples:

      sutcharit serve

      sutcharit serve --port 8080 --browser

      sutcharit serve --host 0.0.0.0 --public

      sutcharit serve --log-format json
    """
    _refuse_to_open(host, public)
    store = default_store()
    try:
        # A copy that is there is brought up to date beside the pages; the first one must come before them.
        if store.is_shared and not store.files() and (reason := store.refresh()):
            terminal.not_refreshed(reason)
        store.current_path()
    except NothingPublished:
        terminal.nothing_published()
    options = {
        "server.address": host,
        "server.port": port,
        "server.headless": str(not browser).lower(),
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    terminal.console.print(f"http://{host}:{port}")
    # The packages may stand beside the app rather than in site-packages.
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(PACKAGES), os.environ.get("PYTHONPATH", "")]),
        PUBLIC_VARIABLE: str(int(public)),
        LOG_FORMAT_VARIABLE: log_format or LogFormat.text,
    }
    command = [sys.executable, "-m", "streamlit", "run", str(APP), *flags]
    try:
        raise typer.Exit(_served(command, environment))
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


def _served(command: list[str], environment: dict[str, str]) -> int:
    """The exit status of the server; UnreadableBuild when it would have nothing to show, and it is ended.

    What opens a build takes long to load: the server starts meanwhile.
    """
    with subprocess.Popen(command, env=environment) as server:  # noqa: S603 - our own words only
        # Whoever ends this command alone means the server.
        signal.signal(signal.SIGTERM, lambda *_: _end(server))
        try:
            import_module("warehouse.reader").open_current(default_store()).close()
            return server.wait()
        finally:
            server.kill()


def _end(server: subprocess.Popen[bytes]) -> None:
    """Have it answer those on their way; pages that stand open would keep it for as long as they do."""
    server.terminate()
    in_time = threading.Timer(_SECONDS_TO_END, server.kill)
    in_time.daemon = True
    in_time.start()


def _refuse_to_open(host: str, public: bool) -> None:
    """What nobody was told to open stays closed."""
    if public and access_file().exists():
        terminal.usage(
            f"--public lets everybody in, {access_file().name} only some: choose one. · "
            f"--public เปิดให้ทุกคน แต่ {access_file().name} กำหนดเฉพาะบางคน เลือกอย่างใดอย่างหนึ่ง"
        )
    if not (public or access_file().exists() or is_loopback(host)):
        terminal.usage(
            f"{host} can be reached from elsewhere: give --public to let everybody read, or set up sign-in "
            f"(README). · {host} เปิดได้จากเครื่องอื่น: ใช้ --public ให้ทุกคนอ่านได้ หรือตั้งค่าการลงชื่อเข้าใช้ (README)"
        )
