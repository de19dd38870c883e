"""The command `sutcharit serve`: it imports little, for whoever calls it waits for the server."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from etl import terminal
from warehouse.home import default_store
from warehouse.store import NothingPublished

PACKAGES = Path(__file__).parents[2]
APP = PACKAGES / "dashboard" / "server.py"


def serve(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 8501,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = False,
) -> None:
    """Show the dashboard on 127.0.0.1.

    Examples:

      sutcharit serve

      sutcharit serve --port 8080 --browser
    """
    try:
        default_store().current_path()
    except NothingPublished:
        terminal.nothing_published()
    options = {
        "server.address": "127.0.0.1",
        "server.port": port,
        "server.headless": str(not browser).lower(),
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    terminal.console.print(f"http://127.0.0.1:{port}")
    # The packages may stand beside the app rather than in site-packages.
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(PACKAGES), os.environ.get("PYTHONPATH", "")])
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
        try:
            import_module("warehouse.reader").open_current(default_store()).close()
            return server.wait()
        finally:
            server.kill()
