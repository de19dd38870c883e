"""The command `sutcharit serve`: it imports little, for whoever calls it waits for the server."""

import os
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from etl import terminal
from warehouse.home import default_store
from warehouse.store import NothingPublished

PACKAGES = Path(__file__).parents[2]
APP = PACKAGES / "dashboard" / "server.py"
# What the server reads, however it is started; named here, for whoever calls the command waits for what it imports.
LOG_FORMAT_VARIABLE = "SUTCHARIT_LOG_FORMAT"


class LogFormat(StrEnum):
    """The form of a line of the log: for people or for machines."""

    text = "text"
    json = "json"


def serve(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 8501,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = False,
    log_format: Annotated[
        LogFormat | None,
        typer.Option(
            help="Lines of the log as text or as JSON.", envvar=LOG_FORMAT_VARIABLE, show_envvar=True
        ),
    ] = None,
) -> None:
    """Show the dashboard on 127.0.0.1.

    Examples:

      sutcharit serve

      sutcharit serve --port 8080 --browser

      sutcharit serve --log-format json
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
        "PYTHONPATH": os.pathsep.join([str(PACKAGES), os.environ.get("PYTHONPATH", "")]),
        LOG_FORMAT_VARIABLE: log_format or LogFormat.text,
    }
    command = [sys.executable, "-m", "streamlit", "run", str(APP), *flags]
    try:
        raise typer.Exit(subprocess.call(command, env=environment))  # noqa: S603 - our own words only
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
