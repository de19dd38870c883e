"""How build, warehouse and queries grow with the organisations and the years."""

import logging
import os
import statistics
import tempfile
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import building
import queries
from measure import Measure

from warehouse.home import DATA_VARIABLE, default_store
from warehouse.reader import open_current

SMALLER = (100, 1000)
_HEADINGS = (
    "organisations × years",
    "organisation-years",
    "build, s",
    "warehouse, MB",
    "queries: median · slowest, ms",
    "of one organisation: median · slowest, ms",
)


@dataclass(frozen=True)
class Size:
    """So many organisations in the years from the first to the last."""

    organisations: int
    first: int
    last: int

    @property
    def years(self) -> int:
        """How many years."""
        return self.last - self.first + 1

    @property
    def units(self) -> int:
        """Organisation-years."""
        return self.organisations * self.years


@dataclass(frozen=True)
class Grown:
    """What one size took: seconds, MB, and the milliseconds of the pages' queries."""

    size: Size
    build: float
    warehouse: float
    median: float
    slowest: float
    median_of_one: float
    slowest_of_one: float


def sizes(organisations: Iterable[int], years: str) -> list[Size]:
    """Each number of organisations in the later half of the years, then in all of them."""
    first, _, last = years.partition("-")
    begins, end = int(first), int(last or first)
    spans = dict.fromkeys((begins + (end - begins + 1) // 2, begins))
    return [Size(many, begin, end) for begin in spans for many in sorted(set(organisations))]


def growth(
    asked: Sequence[Size], registry: Path | None, times: int, pages: Container[str] | None
) -> Iterator[Measure]:
    """Print a row for each size, then tell how each figure grows in the step that it grows most in."""
    print("\n".join(["", _row(_HEADINGS), _row(["---"] * len(_HEADINGS))]), flush=True)
    grown = []
    for size in asked:
        grown.append(_measured(size, registry, times, pages))
        print(_told(grown[-1]), flush=True)
    print()
    yield from steepest(grown)


def steepest(grown: Sequence[Grown]) -> Iterator[Measure]:
    """The steepest step of each figure, as a multiple of one that is linear; of one organisation, of standing still."""
    linear = {
        "the build": "build",
        "the warehouse": "warehouse",
        "the median query": "median",
        "the slowest query": "slowest",
    }
    for name, field in linear.items():
        yield _steepest(f"growth of {name} for each organisation-year", grown, field, is_linear=True)
    for name, field in {"median": "median_of_one", "slowest": "slowest_of_one"}.items():
        yield _steepest(f"growth of the {name} query of one organisation", grown, field, is_linear=False)


def _steepest(name: str, grown: Sequence[Grown], field: str, *, is_linear: bool) -> Measure:
    factors = {}
    for less, more in _steps(grown):
        allowed = more.size.units / less.size.units if is_linear else 1
        factor = getattr(more, field) / getattr(less, field) / allowed
        factors[f"{_of(less.size)} to {_of(more.size)}"] = factor
    where = max(factors, key=lambda step: factors[step], default="one size alone")
    return Measure(name, factors.get(where, 1.0), "×", "≤ 1 ×", note=where)


def _steps(grown: Sequence[Grown]) -> Iterator[tuple[Grown, Grown]]:
    """From each size to the next one of the same years, and from some years of a size to more of them."""
    by_years = sorted(grown, key=lambda one: (one.size.years, one.size.organisations))
    by_organisations = sorted(grown, key=lambda one: (one.size.organisations, one.size.years))
    yield from ((a, b) for a, b in pairwise(by_years) if a.size.years == b.size.years)
    yield from ((a, b) for a, b in pairwise(by_organisations) if a.size.organisations == b.size.organisations)


def _measured(size: Size, registry: Path | None, times: int, pages: Container[str] | None) -> Grown:
    with tempfile.TemporaryDirectory(prefix="growth-") as temporary:
        folder = Path(temporary)
        source = building.simulated(folder, size.organisations, f"{size.first}-{size.last}", registry)
        seconds, _ = building.build(source, folder)
        os.environ[DATA_VARIABLE] = temporary
        # The app without a browser complains that it has none.
        logging.disable(logging.WARNING)
        with closing(open_current(default_store())) as warehouse:
            timed = queries.measure(warehouse, queries.collect(warehouse, pages), times)
        # The median of each query counts: a single slow answer tells of the machine, not of the size.
        every = [one.median for one in timed]
        of_one = [one.median for one in timed if queries.of_one(one.asked)]
        return Grown(
            size,
            seconds,
            building.size(folder),
            statistics.median(every),
            max(every),
            statistics.median(of_one),
            max(of_one),
        )


def _told(one: Grown) -> str:
    figures = [_of(one.size), f"{one.size.units:,}", f"{one.build:.3g}", f"{one.warehouse:.3g}"]
    figures += [
        f"{one.median:.2f} · {one.slowest:.1f}",
        f"{one.median_of_one:.2f} · {one.slowest_of_one:.1f}",
    ]
    return _row(figures)


def _of(size: Size) -> str:
    return f"{size.organisations:,} × {size.years}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
