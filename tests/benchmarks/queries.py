"""How long the queries of the pages take, with the parameters that the pages ask them with.

`python tests/benchmarks/queries.py` runs every page over the published build of the data folder without a browser,
for the country, a province, a type and an organisation, with searches and deep pages of lists; then it times each
query that they asked, beside a floor: `select 1` in the same file.
"""

import logging
import statistics
import sys
import time
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[2]))

from dashboard import navigation
from tests.opening import at_this_machine, opened
from warehouse.home import default_store
from warehouse.reader import Warehouse, open_current

RUNS = 5
MEDIAN_MS, MOST_MS = 50, 100
# A search that finds much, and a page far into a list.
WORDS, FAR = "โครงการ", 200


@dataclass(frozen=True)
class Asked:
    """One query as a page asked it; `parameters` are pairs of name and value."""

    query: str
    parameters: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Timed:
    """How long one query took, in milliseconds."""

    asked: Asked
    median: float
    most: float


def views(warehouse: Warehouse) -> Iterator[tuple[str, dict[str, object]]]:
    """The pages and addresses that are looked at."""
    one = warehouse.sql(
        """select org_code, province_code, type_code, project_id
           from mart.project_year join mart.organisation using (org_code)
           order by catalogue_no is null, org_code, project_id limit 1"""
    ).row(0, named=True)
    own = {"org": one["org_code"]}
    for scope in ({}, {"province": one["province_code"]}, {"type": one["type_code"]}, own):
        for page in navigation.page_files():
            yield page.slug, dict(scope)
    yield "organisation", {"search": WORDS}
    for rule in ("type", "province", "region", "budget"):
        yield "compare", {**own, "peers": rule}
    for search in ({}, own, {"province": one["province_code"]}):
        yield "projects", {**search, "search": WORDS, "status": "all"}
    for choice in (
        {"status": "all"},
        {"sort": "budget"},
        {"overdue": 1, "sort": "overdue"},
        {"budget": "little"},
    ):
        yield "projects", {**choice, "page": FAR}
    yield "projects", {"project": one["project_id"]}
    yield "targets", {"metric": "ita_score", "verdict": "off_track"}
    for slug in ("ita", "risk"):
        yield slug, {"page": FAR}
    for section in ("findings", "totals", "corrections", "builds"):
        yield "evidence", {"section": section, "severity": "all", "page": FAR}
    yield "downloads", {"metric": "project_completion"}


def collect(warehouse: Warehouse, pages: Container[str] | None = None) -> list[Asked]:
    """Every query that the pages ask, or those of some pages, once for each choice of parameters."""
    found: dict[Asked, None] = {}
    answer = Warehouse.query

    def noted(self: Warehouse, name: str, **parameters: Any) -> Any:
        found[Asked(name, tuple(sorted(parameters.items())))] = None
        return answer(self, name, **parameters)

    with at_this_machine(), patch.object(Warehouse, "query", noted):
        for slug, parameters in views(warehouse):
            if pages is None or slug in pages:
                app = opened(slug, parameters)
                if app.exception:
                    raise RuntimeError(f"{slug} {parameters}: {app.exception[0].message}")
    return list(found)


def of_one(asked: Asked) -> bool:
    """Whether it asks of one organisation alone."""
    return dict(asked.parameters).get("org_code") is not None


def measure(warehouse: Warehouse, asked: list[Asked], runs: int = RUNS) -> list[Timed]:
    """Each query, warm; the slowest first."""
    timed = [
        Timed(one, *_timed(lambda one=one: warehouse.query(one.query, **dict(one.parameters)), runs))
        for one in asked
    ]
    return sorted(timed, key=lambda one: -one.median)


def floor(warehouse: Warehouse, runs: int = RUNS) -> tuple[float, float]:
    """The shortest way through the same door: median and most, in milliseconds."""
    return _timed(lambda: warehouse.sql("select 1"), runs)


def report(timed: list[Timed], lowest: float) -> str:
    """One line for each query, with its slowest parameters."""
    lines = [f"floor {lowest:.1f} ms; {len(timed)} choices of parameters"]
    shown: set[str] = set()
    for one in timed:
        if one.asked.query not in shown:
            shown.add(one.asked.query)
            mark = "!" if one.median > MEDIAN_MS or one.most > MOST_MS else " "
            said = {name: value for name, value in one.asked.parameters if value is not None}
            lines.append(f"{mark} {one.median:7.1f} {one.most:7.1f}  {one.asked.query}  {said}")
    return "\n".join(lines)


def _timed(ask: Callable[[], object], runs: int) -> tuple[float, float]:
    ask()
    took = []
    for _ in range(runs):
        start = time.perf_counter()
        ask()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took), max(took)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    published = open_current(default_store())
    sys.stdout.write(report(measure(published, collect(published)), floor(published)[0]) + "\n")
