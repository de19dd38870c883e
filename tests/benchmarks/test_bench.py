"""`make bench` works, at a size at which its figures mean nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).with_name("run.py")
SMALL = [
    "--organisations",
    "12",
    "--years",
    "2566-2567",
    "--times",
    "1",
    "--people",
    "2",
    "--minutes",
    "0.02",
]


@pytest.mark.browser
def test_every_part_gives_its_figures() -> None:
    """Twelve simulated organisations of two years, each part once, two people for a second."""
    command = [sys.executable, str(RUN), *SMALL, "--pages", "projects"]
    environment = os.environ | {"PYTHONPATH": str(RUN.parents[2])}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=600)
    assert ended.returncode == 0, ended.stderr[:4000]
    table = ended.stdout.rpartition("|---|---|---|---|---|")[2]
    figures = dict(re.findall(r"^\| ([^|(]+?)(?: \([^|]*\))? \| ([\d.e+]+)", table, re.MULTILINE))
    assert set(figures) == {
        "full build",
        "memory of the full build",
        "size of the warehouse",
        "one organisation's 12-month report",
        "memory of that import",
        "slowest query, median",
        "slowest query, once",
        "queries above 50 ms",
        "change of year, projects",
        "first view of the overview, cold browser",
        "CSV of all project-years over HTTP",
        "memory of the server for it",
        "first byte of it",
        "2 people on one server, p95",
        "errors they saw",
        "memory for each of them",
        "start of sutcharit serve beyond that of Streamlit",
    }
    assert figures["errors they saw"] == "0"
    assert all(float(figures[name]) > 0 for name in ("full build", "one organisation's 12-month report"))
