"""`make bench` works, at a size at which its figures mean nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from growth import Grown, Size, sizes, steepest

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
    "--growth",
    "6",
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
        "growth of the build for each organisation-year",
        "growth of the warehouse for each organisation-year",
        "growth of the median query for each organisation-year",
        "growth of the slowest query for each organisation-year",
        "growth of the median query of one organisation",
        "growth of the slowest query of one organisation",
    }
    assert figures["errors they saw"] == "0"
    assert all(float(figures[name]) > 0 for name in ("full build", "one organisation's 12-month report"))


def test_growth_compares_the_later_half_of_the_years_and_all() -> None:
    assert sizes([1000, 100], "2561-2570") == [
        Size(100, 2566, 2570),
        Size(1000, 2566, 2570),
        Size(100, 2561, 2570),
        Size(1000, 2561, 2570),
    ]
    assert [size.units for size in sizes([7], "2566-2567")] == [7, 14]


def test_growth_tells_the_steepest_step() -> None:
    grown = [
        Grown(Size(100, 2566, 2570), 2.0, 10.0, 1.0, 8.0, 1.0, 2.0),
        # Ten times the organisations: the build takes fifteen times as long, the rest less than ten times.
        Grown(Size(1000, 2566, 2570), 30.0, 50.0, 2.0, 40.0, 1.0, 3.0),
        # Twice the years: the file is three times as large.
        Grown(Size(1000, 2561, 2570), 45.0, 150.0, 3.0, 60.0, 1.0, 3.0),
    ]
    told = {one.name.removeprefix("growth of "): (round(one.value, 3), one.note) for one in steepest(grown)}
    assert told == {
        "the build for each organisation-year": (1.5, "100 × 5 to 1,000 × 5"),
        "the warehouse for each organisation-year": (1.5, "1,000 × 5 to 1,000 × 10"),
        "the median query for each organisation-year": (0.75, "1,000 × 5 to 1,000 × 10"),
        "the slowest query for each organisation-year": (0.75, "1,000 × 5 to 1,000 × 10"),
        "the median query of one organisation": (1.0, "100 × 5 to 1,000 × 5"),
        "the slowest query of one organisation": (1.5, "100 × 5 to 1,000 × 5"),
    }
