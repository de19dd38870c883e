"""`make bench`: every measurement in one go on the machine at hand, each beside its floor of the same run."""

import argparse
import logging
import os
import platform
import sys
import tempfile
from collections.abc import Container, Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

# The benchmarks stand beside this file; what they share with the tests is found from the project.
sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import browsing
import building
import growth
import queries
import servers
from measure import Measure, told

from warehouse.home import default_store
from warehouse.reader import open_current

PACKAGES = ("streamlit", "duckdb", "polars", "altair")
PARTS = ("build", "import", "queries", "start", "rows", "first", "filters", "people", "growth")
# Growth makes builds of its own.
OF_ONE_BUILD = set(PARTS) - {"growth"}


def main() -> None:
    """Measure and print; `--only` chooses parts, `--data` takes a folder with a build instead of making one."""
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(asked.data or temporary)
        measures: list[Measure] = []
        for measure in _measures(asked, folder):
            measures.append(measure)
            print(told([measure]).splitlines()[-1], flush=True)
    print("\n".join(["", *_about(asked), "", told(measures)]))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--organisations", type=int, default=7849)
    parser.add_argument("--years", default="2561-2570")
    parser.add_argument("--registry", type=Path, help="A register, so that organisations are the real ones.")
    parser.add_argument("--times", type=int, default=5, help="Runs of each measurement; the median counts.")
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=1.0, help="How long people stay.")
    parser.add_argument("--data", type=Path, help="A data folder with a build: then nothing is built.")
    parser.add_argument(
        "--growth", nargs="*", type=int, help="Numbers of organisations that growth compares."
    )
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS))
    parser.add_argument("--pages", nargs="*", help="Pages to open; without it all of them.")
    return parser.parse_args()


def _measures(asked: argparse.Namespace, folder: Path) -> Iterator[Measure]:
    """The figures, in the order of the table of what they must reach."""
    parts, times = asked.only, asked.times
    if not asked.data and OF_ONE_BUILD & set(parts):
        source = building.simulated(folder, asked.organisations, asked.years, asked.registry)
        yield from building.full_build(source, folder, times if "build" in parts else 1)
    if "import" in parts:
        yield from building.one_import(folder, times)
    if "queries" in parts:
        yield from asked_queries(folder, times, asked.pages)
    if "filters" in parts:
        yield from browsing.filters(folder, times, asked.pages or browsing.PAGES)
    if "first" in parts:
        yield browsing.first_view(folder, times)
    if "rows" in parts:
        yield from servers.rows_over_http(folder, times)
    if "people" in parts:
        first, _, last = asked.years.partition("-")
        yield from servers.many_people(folder, asked.people, asked.minutes, range(int(first), int(last) + 1))
    if "start" in parts:
        yield servers.start(folder, times)
    if "growth" in parts:
        sizes = growth.sizes(asked.growth or (*growth.SMALLER, asked.organisations), asked.years)
        yield from growth.growth(sizes, asked.registry, times, asked.pages)


def asked_queries(folder: Path, times: int, pages: Container[str] | None) -> Iterator[Measure]:
    """The queries that the pages ask, with the parameters of the pages; the slowest of them counts."""
    os.environ["SUTCHARIT_DATA"] = str(folder)
    logging.disable(logging.WARNING)
    with closing(open_current(default_store())) as warehouse:
        timed = queries.measure(warehouse, queries.collect(warehouse, pages), times)
        lowest, _ = queries.floor(warehouse, times)
    slowest = max(timed, key=lambda one: one.most)
    over = sum(one.median > queries.MEDIAN_MS for one in timed)
    yield Measure("slowest query, median", timed[0].median, "ms", "≤ 50 ms", lowest, timed[0].asked.query)
    yield Measure("slowest query, once", slowest.most, "ms", "≤ 100 ms", lowest, slowest.asked.query)
    yield Measure("queries above 50 ms", over, f"of {len(timed)}", "none")


def _about(asked: argparse.Namespace) -> list[str]:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    size = (
        f"{asked.organisations:,} organisations, {asked.years}"
        if not asked.data
        else "a build that was there"
    )
    return [f"{datetime.now(UTC):%Y-%m-%d}: {machine}; {packages}.", f"{size}; medians of {asked.times}."]


if __name__ == "__main__":
    main()
