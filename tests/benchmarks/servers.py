"""The server: how soon it starts, how fast rows leave it, and how it bears many people."""

import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from urllib.request import urlopen

from measure import MEGABYTE, Measure, forget_peak, median_of, memory_of
from people import people_at

from tests import serving
from warehouse.reader import open_current
from warehouse.store import Store

EMPTY_PAGE = 'import streamlit as st\n\nst.write("empty")\n'
COPY = """
import duckdb, sys, time
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    begun = time.perf_counter()
    connection.execute(f"copy (from mart.project_year) to '{sys.argv[2]}' (header)")
    print(time.perf_counter() - begun)
"""
_PIECE = 1024 * 1024


def start(folder: Path, times: int) -> Measure:
    """From the command until the server answers, beside an empty page of Streamlit."""
    ours = median_of(times, lambda: _started(serving.dashboard(folder)))
    floor = median_of(times, lambda: _started(serving.page(folder, EMPTY_PAGE)))
    note = f"{ours:.2f} s against {floor:.2f} s"
    return Measure("start of sutcharit serve beyond that of Streamlit", ours - floor, "s", "≤ 1 s", note=note)


def rows_over_http(folder: Path, times: int) -> list[Measure]:
    """The CSV of all project-years over the HTTP route, beside DuckDB writing the same rows."""
    with closing(open_current(Store(folder / "warehouse"))) as warehouse:
        path = folder / "warehouse" / f"{warehouse.build_id}.duckdb"
    floor = median_of(times, lambda: _written(path, folder / "floor.csv"))
    with serving.dashboard(folder) as (address, pid):
        download = f"{address}/download/mart/project_year.csv"
        _fetched(download)
        before = memory_of(pid)
        forget_peak(pid)
        fetched = [_fetched(download) for _ in range(times)]
        grown = memory_of(pid, "VmHWM") - before
    speed = sorted(speed for speed, _ in fetched)[times // 2]
    first = sorted(first for _, first in fetched)[times // 2]
    return [
        Measure("CSV of all project-years over HTTP", speed, "MB/s", "≥ 0.5 ×", floor),
        Measure("memory of the server for it", grown, "MB", "≤ 100 MB"),
        Measure("first byte of it", first, "s", "≤ 0.5 s"),
    ]


def many_people(folder: Path, people: int, minutes: float, years: Sequence[int]) -> list[Measure]:
    """People on one server, each changing a filter every five seconds, beside one alone."""
    with serving.dashboard(folder) as (address, pid):
        alone = people_at(address, 1, minutes, years)
        before = memory_of(pid)
        together = people_at(address, people, minutes, years)
        grown = (memory_of(pid, "VmHWM") - before) / people
    return [
        Measure(f"{people} people on one server, p95", together.p95, "s", "≤ 1.5 s", alone.p95),
        Measure("errors they saw", together.errors, "", "none"),
        Measure("memory for each of them", grown, "MB", "≤ 40 MB"),
    ]


def _started(server: AbstractContextManager[tuple[str, int]]) -> float:
    begun = time.perf_counter()
    with server:
        return time.perf_counter() - begun


def _written(path: Path, target: Path) -> float:
    """MB a second, by a process of its own: this one has the file open already."""
    told = subprocess.run(
        [sys.executable, "-c", COPY, path, target], check=True, capture_output=True, text=True
    )
    size = target.stat().st_size / MEGABYTE
    target.unlink()
    # Before the figure stands the bar by which a long copy tells how far it is.
    return size / float(told.stdout.split()[-1])


def _fetched(address: str) -> tuple[float, float]:
    """MB a second, and seconds until the first byte."""
    begun, size = time.perf_counter(), 0
    with urlopen(address) as answer:
        size += len(answer.read(1))
        first = time.perf_counter() - begun
        while piece := answer.read(_PIECE):
            size += len(piece)
    return size / MEGABYTE / (time.perf_counter() - begun), first
