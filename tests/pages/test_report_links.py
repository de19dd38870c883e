"""The way from a page to its reports: which there are, in which forms, with the filters of the page."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from screen import Screen

from reports.door import Kind, Suffix
from warehouse.reader import Warehouse

OpenPage = Callable[..., Screen]
PHITSANULOK = "2650101"


def _links(screen: Screen) -> list[tuple[str, dict[str, list[str]]]]:
    """The path of each link to a report, and its parameters."""
    [part] = re.findall(r'<details class="reports">.*?</details>', screen.html, re.DOTALL)
    found = [urlsplit(unescape(where)) for where in re.findall(r'<a href="(.*?)" download', part)]
    return [(where.path, parse_qs(where.query)) for where in found]


def test_an_organisation_has_every_report_in_every_form(open_page: OpenPage) -> None:
    links = _links(open_page("organisation", org=PHITSANULOK, year=2565, round=12, lang="en"))
    assert {path for path, _ in links} == {f"report/{kind}.{suffix}" for kind in Kind for suffix in Suffix}
    for path, filters in links:
        assert filters["org"] == [PHITSANULOK]
        assert filters["year"] == ["2565"]
        assert filters["lang"] == ["en"]
        assert path.endswith(".pdf") or "digits" not in filters
    with_thai_digits = [path for path, filters in links if filters.get("digits") == ["thai"]]
    assert with_thai_digits == [f"report/{kind}.pdf" for kind in Kind]


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"province": "65", "year": 2565}, {"province": ["65"], "year": ["2565"], "round": ["12"]}),
        ({"type": "pao"}, {"type": ["pao"], "year": ["2565"], "round": ["12"]}),
    ],
)
def test_the_overview_has_the_briefing_of_what_it_shows(
    open_page: OpenPage, seeds: Warehouse, chosen: dict[str, object], told: dict[str, list[str]]
) -> None:
    links = _links(open_page(**chosen))
    told = {**told, "build": [seeds.build_id]}
    assert {path for path, _ in links} == {f"report/briefing.{suffix}" for suffix in Suffix}
    assert {path: {**filters, "digits": []} for path, filters in links} == {
        path: {**told, "digits": []} for path, _ in links
    }


def test_before_an_organisation_is_chosen_there_is_no_report(open_page: OpenPage) -> None:
    assert "report/" not in open_page("organisation").html
