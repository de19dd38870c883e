"""The filters: the year and the round that a view takes when the address names none."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard import data, filters, formats
from dashboard.file_names import scope_name

YEARS = ["fiscal_year", "has_plan", "has_reported", "has_result"]


@pytest.mark.parametrize(
    ("rows", "year"),
    [
        ([(2570, True, False, False), (2565, True, True, False), (2564, False, True, False)], 2565),
        ([(2570, True, False, False), (2568, True, False, True), (2565, True, True, True)], 2565),
        ([(2570, True, False, False), (2568, True, False, True)], 2568),
        ([(2566, True, False, False), (2570, True, False, False)], 2570),
    ],
    ids=["reported", "reported-before-results", "results", "planned"],
)
def test_the_latest_year(rows: list[tuple[int, bool, bool, bool]], year: int) -> None:
    assert filters.latest_year(pl.DataFrame(rows, schema=YEARS, orient="row")) == year


# The fiscal year 2570 began on 1 October 2026.
@pytest.mark.parametrize(("day", "year"), [(date(2026, 9, 30), 2569), (date(2026, 10, 1), 2570)])
def test_without_any_data_the_year_is_this_one(monkeypatch: pytest.MonkeyPatch, day: date, year: int) -> None:
    monkeypatch.setattr(formats, "today", lambda: day)
    schema = {
        "fiscal_year": pl.Int64,
        "has_plan": pl.Boolean,
        "has_reported": pl.Boolean,
        "has_result": pl.Boolean,
    }
    assert filters.latest_year(pl.DataFrame(schema=schema)) == year


READINGS = [
    # address, metric -> year, round, organisation, is the latest with reports
    ({}, None, 2565, 12, None, True),
    ({}, "ita_score", 2564, 12, None, True),
    ({"year": "2566"}, None, 2566, 12, None, False),
    ({"year": "2565"}, None, 2565, 12, None, False),
    ({"year": "1999"}, None, 2565, 12, None, True),
    ({"year": "2565", "round": "6"}, None, 2565, 6, None, False),
    ({"round": "9"}, None, 2565, 12, None, True),
    ({"org": "2650101"}, None, 2565, 12, "2650101", True),
    ({"org": "4340701"}, None, 2570, 12, "4340701", False),
    ({"org": "9999999"}, None, 2565, 12, None, True),
    ({"org": "4340701", "province": "65"}, None, 2565, 12, None, True),
    ({"org": "4340701", "type": "pao"}, None, 2565, 12, None, True),
]


@pytest.mark.usefixtures("data_folder")
@pytest.mark.parametrize(("values", "metric", "year", "report_round", "org", "latest"), READINGS, ids=str)
def test_reading_the_address(
    address_is: Callable[..., object],
    values: dict[str, str],
    metric: str | None,
    year: int,
    report_round: int,
    org: str | None,
    latest: bool,
) -> None:
    address_is(**values)
    data.begin()
    view = filters.read(metric)
    assert (view.fiscal_year, view.report_round, view.org_code) == (year, report_round, org)
    assert view.is_latest_reported == latest


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({}, "all"),
        ({"org": "2650101"}, "2650101"),
        ({"province": "65"}, "65"),
        ({"type": "pao"}, "pao"),
        ({"province": "65", "type": "pao"}, "65-pao"),
        ({"province": "65", "type": "pao", "org": "2650101"}, "2650101"),
    ],
    ids=str,
)
def test_the_scope_in_a_file_name(
    address_is: Callable[..., object], data_folder: Path, values: dict[str, str], name: str
) -> None:
    address_is(**values)
    data.begin()
    of = values.get
    assert scope_name(of("org"), of("province"), of("type")) == name
    assert (data_folder / "warehouse" / "CURRENT").is_file()


@pytest.mark.usefixtures("data_folder")
def test_the_link_says_the_view_in_full(address_is: Callable[..., object]) -> None:
    address_is(org="2650101", lang="en", dimension="9")
    data.begin()
    assert filters.read().link == {
        "year": 2565,
        "round": 12,
        "province": None,
        "type": None,
        "org": "2650101",
        "dimension": None,
        "lang": "en",
        "build": None,
    }
