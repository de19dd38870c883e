"""A build that is published while a page is drawn: the page is of one build, and what leaves it says of which."""

import contextvars
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import streamlit as st
from screen import Screen
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import data, downloads, pictures
from dashboard.sections import what_if_card
from warehouse.home import DATA_VARIABLE
from warehouse.store import Store

OpenPage = Callable[..., Screen]
NA_NONG_THUM = {"org": "5361202", "year": 2564}
PAGES = [
    ("overview", {"year": 2565}),
    ("ita", NA_NONG_THUM),
    ("organisation", NA_NONG_THUM),
    ("evidence", {}),
]


@dataclass
class Publisher:
    """Publishes the newer of two builds at one of the questions that a page asks, and notes of which build each was."""

    store: Store
    earlier: str
    newer: str
    aside: Path
    at: int | None = None
    asked: list[str] = field(default_factory=list)

    def publish(self) -> None:
        """Publish the newer build as a builder does."""
        shutil.copy(self.aside, self.store.draft_path(self.newer))
        self.store.publish(self.newer)

    def note(self, build: str) -> None:
        """A question to a build."""
        if len(self.asked) == self.at:
            self.publish()
        self.asked.append(build)


@pytest.fixture
def publisher(changed_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publisher:
    """Two builds of which the earlier is published; the score of an organisation differs in them."""
    folder = tmp_path / "data"
    shutil.copytree(changed_store.folder, folder / "warehouse")
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    store = Store(folder / "warehouse")
    earlier, newer = store.build_ids()
    aside = shutil.copy(store.path_of(newer), tmp_path / "newer")
    store.publish_again(earlier)
    made = Publisher(store, earlier, newer, Path(aside))
    whole = data.ask_build

    def ask(warehouse: Any, query: str, **parameters: Any) -> Any:
        made.note(warehouse.build_id)
        return whole(warehouse, query, **parameters)

    monkeypatch.setattr(data, "ask_build", ask)
    return made


def _shown(screen: Screen) -> list[str]:
    """What the page shows but for which builds are kept, which is as it is, and how many they are."""
    builds = {text for node in screen.inside("header") for text in _words(node)}
    return [
        line for line in screen.words.split("\n") if line not in builds and not line.startswith("ชุดข้อมูล ")
    ]


def _words(node: Any) -> list[str]:
    return [node.proto.label] if node.type == "page_link" else []


@pytest.mark.parametrize("moment", ["first", "middle", "last"])
@pytest.mark.parametrize(("slug", "address"), PAGES, ids=[slug for slug, _ in PAGES])
def test_a_page_reads_one_build_whenever_another_is_published(
    open_page: OpenPage, publisher: Publisher, slug: str, address: dict[str, object], moment: str
) -> None:
    before = _shown(open_page(slug, **address))
    questions = len(publisher.asked)
    publisher.asked.clear()
    publisher.at = {"first": 0, "middle": questions // 2, "last": questions - 1}[moment]
    during = _shown(open_page(slug, **address))
    assert publisher.store.current_id() == publisher.newer
    assert set(publisher.asked) == {publisher.earlier}
    assert during == before
    publisher.asked.clear()
    after = _shown(open_page(slug, **address))
    assert set(publisher.asked) == {publisher.newer}
    assert after != before


def test_the_part_that_is_drawn_alone_asks_no_build(
    open_page: OpenPage, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, asked_inside = what_if_card.card, []

    def card(*arguments: Any) -> None:
        before = len(publisher.asked)
        whole(*arguments)
        asked_inside.append(len(publisher.asked) - before)

    monkeypatch.setattr(what_if_card, "card", card)
    open_page("ita", **NA_NONG_THUM)
    assert asked_inside == [0]


def test_a_picture_is_of_the_build_that_the_page_shows(
    open_page: OpenPage, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[partial[bytes]] = []

    def button(_: str, content: Any, *__: Any, **___: Any) -> bool:
        drawn.append(content)
        return False

    monkeypatch.setattr(st, "download_button", button)
    open_page("ita", **NA_NONG_THUM).unfolded()
    [of_build, *_] = [each for each in drawn if each.args[3] == "svg"]
    before = of_build()
    publisher.publish()
    publisher.asked.clear()
    # As a click on it does, long after the run and in a thread that knows nothing of it.
    assert contextvars.Context().run(of_build) == before
    assert of_build.func is pictures.draw
    assert publisher.asked == []


def test_a_link_to_a_file_is_to_one_of_the_build_that_the_page_shows(
    open_page: OpenPage, publisher: Publisher
) -> None:
    screen = open_page("ita", **NA_NONG_THUM).unfolded()
    links = re.findall(r'href="download/[^"?]*\?([^"]*)"', screen.html)
    assert links
    assert {parse_qs(unescape(link))["build"][0] for link in links} == {publisher.earlier}


def test_a_file_says_of_which_build_it_is(open_page: OpenPage, publisher: Publisher) -> None:
    open_page("ita", **NA_NONG_THUM)
    publisher.publish()
    path = "/download/ita_indicators.csv?org=5361202&year=2564"
    app = Starlette(routes=downloads.ROUTES)
    # As the person at this machine, who is let in.
    with TestClient(app, client=("127.0.0.1", 50_000), base_url="http://127.0.0.1:8501") as visitor:
        latest = visitor.get(path)
        earlier = visitor.get(f"{path}&build={publisher.earlier}")
    assert f"_build{publisher.newer[:15]}_" in latest.headers["content-disposition"]
    assert f"_build{publisher.earlier[:15]}_" in earlier.headers["content-disposition"]
    assert latest.content != earlier.content
