"""The address: what is read from it, what is written into it, and whole addresses to send."""

from collections.abc import Callable

import pytest

from dashboard import address
from dashboard.language import language

AddressIs = Callable[..., dict[str, str]]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2565", 2565),
        ("007", 7),
        ("", None),
        ("abc", None),
        ("2565.0", None),
        ("-1", None),
        ("+1", None),
        (" 2565", None),
        ("1e3", None),
        # Thai digits and other digits of the world are no numbers of an address.
        ("๒๕๖๕", None),
        ("²", None),
    ],
)
def test_whole_numbers(address_is: AddressIs, text: str, number: int | None) -> None:
    address_is(year=text)
    assert address.whole("year") == number


@pytest.mark.parametrize(
    ("values", "found"), [({}, None), ({"org": ""}, None), ({"org": "2650101"}, "2650101")]
)
def test_an_empty_parameter_is_none(address_is: AddressIs, values: dict[str, str], found: str | None) -> None:
    address_is(**values)
    assert address.get("org") == found


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({"year": 2566}, {"year": "2566", "org": "2650101"}),
        ({"org": None}, {"year": "2565"}),
        ({"org": ""}, {"year": "2565"}),
        ({"dimension": None}, {"year": "2565", "org": "2650101"}),
        ({"round": 6, "year": None}, {"org": "2650101", "round": "6"}),
        ({}, {"year": "2565", "org": "2650101"}),
    ],
)
def test_changes(address_is: AddressIs, changes: dict[str, object], left: dict[str, str]) -> None:
    parameters = address_is(year="2565", org="2650101")
    assert address.with_changes(**changes) == left
    assert parameters == {"year": "2565", "org": "2650101"}
    address.put(**changes)
    assert parameters == left


def test_showing_the_address_changes_nothing(address_is: AddressIs) -> None:
    parameters = address_is(year="2565", search="สุจริต")
    address.show("projects")
    address.show("projects")
    assert parameters == {"year": "2565", "search": "สุจริต"}


def test_a_link_to_another_page_keeps_what_pages_share(address_is: AddressIs) -> None:
    address_is(year="2565", org="2650101", build="20261120", lang="en", search="ก", page="2", status="all")
    assert address.shared_with_changes(org=None, project="x") == {
        "year": "2565",
        "build": "20261120",
        "lang": "en",
        "project": "x",
    }


def test_several_values_stand_in_one_parameter_once(address_is: AddressIs) -> None:
    address_is(orgs="2650101,4340701,,2650101")
    assert address.several("orgs") == ["2650101", "4340701"]
    assert address.several("metric") == []


def test_filters_bind_by_the_names_of_the_queries() -> None:
    assert address.bound({"year": "2565", "org": "", "nobody": "1"}) == {
        "fiscal_year": "2565",
        "org_code": None,
    }


@pytest.mark.parametrize(
    ("parameters", "ending"),
    [
        ({"year": 2565, "round": 12}, "?year=2565&round=12"),
        ({"year": 2565, "org": None, "type": ""}, "?year=2565"),
        ({"search": "ก ข&ค"}, "?search=%E0%B8%81+%E0%B8%82%26%E0%B8%84"),
    ],
)
def test_a_whole_address(parameters: dict[str, object], ending: str) -> None:
    assert address.full(parameters) == ending


@pytest.mark.parametrize(
    ("lang", "spoken"), [("en", "en"), ("th", "th"), ("", "th"), ("xx", "th"), ("EN", "th")]
)
def test_thai_unless_english_is_asked_for(address_is: AddressIs, lang: str, spoken: str) -> None:
    address_is(lang=lang)
    assert language() == spoken
