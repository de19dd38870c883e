"""A part that fails says so in its place, with a reference; the rest of the page works, and the log has the detail."""

import json
import logging
import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import streamlit as st
from screen import Screen
from streamlit.errors import FragmentHandledException
from streamlit.runtime.scriptrunner import RerunException, StopException

from dashboard import data, failures, logs
from dashboard.language import texts
from warehouse.reader import QueryError

OpenPage = Callable[..., Screen]
Break = Callable[..., None]
REFERENCE = re.compile(r"\b[2-9A-HJKMNP-Z]{8}\b")
PHITSANULOK = {"org": "2650101", "year": 2565, "round": 12}

pytestmark = pytest.mark.usefixtures("failures_are_shown")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Let one query fail from now on."""
    whole = data.ask_build

    def of(name: str, words: str = "disk on fire") -> None:
        def ask(warehouse: object, query: str, **parameters: object) -> object:
            if query == name:
                raise QueryError(words)
            return whole(warehouse, query, **parameters)

        monkeypatch.setattr(data, "ask_build", ask)

    return of


def _told(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    """What the log has of failures, as machines read it."""
    return [
        json.loads(logs.Json().format(record))
        for record in caplog.records
        if record.name == failures.__name__ and record.getMessage() == "failed"
    ]


def _messages(screen: Screen) -> list[str]:
    return [box.value for box in screen.app.error]


def _only(told: list[dict[str, object]], screen: Screen) -> dict[str, object]:
    """The only failure of a page, which its only message refers to."""
    [failure], [message] = told, _messages(screen)
    assert REFERENCE.findall(message) == [failure["reference"]]
    return failure


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_card_that_fails_leaves_the_others(
    open_page: OpenPage, broken: Break, caplog: pytest.LogCaptureFixture, lang: str
) -> None:
    whole = open_page(**PHITSANULOK, lang=lang)
    broken("status_by_dimension")
    screen = open_page(**PHITSANULOK, lang=lang)
    failure = _only(_told(caplog), screen)
    said = texts(lang)["app.part_failed"].format(reference=failure["reference"])
    assert screen.card("dimensions") == [*whole.card("dimensions")[:1], said]
    assert screen.card("attention") == whole.card("attention")
    assert screen.heading == whole.heading
    assert screen.tile("ita_score") == whole.tile("ita_score")
    assert not screen.app.exception
    assert failure["part"] == "card dimensions"
    assert failure["page"] == "overview"
    assert failure["build"] == data.begin().build_id
    assert failure["parameters"] == {"org": "2650101", "year": "2565", "round": "12", "lang": lang}
    assert "disk on fire" in str(failure["traceback"])
    assert "disk on fire" not in screen.words


def test_a_section_that_fails_before_its_card_is_there_leaves_the_others(
    open_page: OpenPage, broken: Break, caplog: pytest.LogCaptureFixture
) -> None:
    address = {"year": 2564, "org": "5361202"}
    whole = open_page("ita", **address)
    broken("ita_trend")
    screen = open_page("ita", **address)
    assert _only(_told(caplog), screen)["part"] == "ita_cards.trend"
    assert whole.has("card-trend")
    assert not screen.has("card-trend")
    assert screen.card("indicators") == whole.card("indicators")
    assert screen.heading == whole.heading


def test_a_page_that_fails_as_a_whole_keeps_its_header(
    open_page: OpenPage, broken: Break, caplog: pytest.LogCaptureFixture
) -> None:
    broken("project_counts")
    screen = open_page("projects", **PHITSANULOK)
    assert _only(_told(caplog), screen)["part"] == "page"
    assert screen.has("header")
    assert any(link.page == "ita" for link in screen.links)


def test_a_header_that_fails_leaves_the_page(
    open_page: OpenPage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = open_page(**PHITSANULOK)

    def lost() -> list[data.Build]:
        raise OSError("the folder is gone")

    monkeypatch.setattr(data, "builds", lost)
    screen = open_page(**PHITSANULOK)
    assert _only(_told(caplog), screen)["part"] == "header"
    assert screen.card("attention") == whole.card("attention")


def test_a_warehouse_that_does_not_open_is_told_with_a_reference(
    open_page: OpenPage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(*_: object) -> None:
        raise OSError("the file is torn")

    monkeypatch.setattr(data, "begin", torn)
    screen = open_page()
    assert _only(_told(caplog), screen)["part"] == "app"


def test_what_was_typed_does_not_stand_in_the_log(
    open_page: OpenPage, broken: Break, caplog: pytest.LogCaptureFixture
) -> None:
    broken("project_counts", "Could not convert string 'สมชาย' to INT32")
    open_page("projects", search="สมชาย", token="s3cret", year=2565)
    [failure] = _told(caplog)
    assert failure["parameters"] == {"search": "…", "year": "2565"}
    assert "สมชาย" not in json.dumps(failure, ensure_ascii=False)
    assert "s3cret" not in json.dumps(failure)


@pytest.mark.parametrize("control", [StopException(), RerunException(None), FragmentHandledException()])
def test_what_stops_or_reruns_a_page_is_no_failure(control: BaseException) -> None:
    with pytest.raises(type(control)), failures.part("a card"):
        raise control


def test_a_failure_in_the_answer_to_a_click_is_told(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(st, "error", shown.append)
    monkeypatch.setattr(st, "query_params", SimpleNamespace(to_dict=dict, get=lambda _: None))
    with caplog.at_level(logging.ERROR):
        assert failures.of_script(ValueError("no such goal"))
    [failure] = _told(caplog)
    assert str(failure["reference"]) in shown[0]
    assert failure["part"] == "script"
