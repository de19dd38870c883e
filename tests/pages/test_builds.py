"""Which build the pages show: the published one, an earlier one that is asked for, never one they cannot read."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from screen import Screen

from warehouse.home import DATA_VARIABLE
from warehouse.store import Store

OpenPage = Callable[..., Screen]


@pytest.fixture
def store(changed_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Two builds of this test alone, shown by the pages."""
    folder = tmp_path / "data"
    shutil.copytree(changed_store.folder, folder / "warehouse")
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    return Store(folder / "warehouse")


def _notices(screen: Screen) -> list[str]:
    return [box.value for box in (*screen.app.warning, *screen.app.info, *screen.app.error)]


def test_the_header_gives_the_kept_builds_the_newest_first(open_page: OpenPage, store: Store) -> None:
    earlier, published = store.build_ids()
    links = [link for link in open_page(year=2565).links if "ล่าสุด" in link.label or link.label.endswith("น.")]
    assert [link.parameters.get("build") for link in links] == [None, earlier]
    assert published == store.current_id()


def test_an_earlier_build_is_shown_and_says_so(open_page: OpenPage, store: Store) -> None:
    earlier, _ = store.build_ids()
    screen = open_page(year=2565, build=earlier)
    assert any("ตัวเลขตามที่รายงานไว้เมื่อ" in notice for notice in _notices(screen))
    [link] = [link for link in screen.links if link.label == "ไปข้อมูลล่าสุด →"]
    assert "build" not in link.parameters
    # The way to another page stays in the earlier build.
    assert next(link for link in screen.links if link.page == "ita").parameters["build"] == earlier
    assert not any("ตัวเลขตามที่รายงานไว้" in notice for notice in _notices(open_page(year=2565)))


def test_a_build_that_is_gone_gives_the_latest_and_says_so(open_page: OpenPage, store: Store) -> None:
    screen = open_page(year=2565, build="20000101-000000-000000-00000000")
    assert "ข้อมูลชุดที่ขอไม่ได้เก็บไว้แล้ว จึงแสดงข้อมูลล่าสุด" in _notices(screen)
    assert screen.heading == open_page(year=2565).heading


@pytest.mark.parametrize(
    "statement",
    [
        "update mart.build set statements_sha256 = repeat('0', 64)",
        "alter table mart.build drop column statements_sha256",
    ],
    ids=["other-statements", "before-there-were-any"],
)
@pytest.mark.parametrize(
    ("lang", "words"), [("th", "สร้างด้วยโปรแกรมรุ่นอื่น"), ("en", "made by another version of the program")]
)
def test_a_build_of_another_version_is_not_read_wrongly(
    open_page: OpenPage, store: Store, statement: str, lang: str, words: str
) -> None:
    with duckdb.connect(str(store.current_path())) as connection:
        connection.execute(statement)
    screen = open_page(lang=lang)
    assert not screen.app.exception
    [notice] = _notices(screen)
    assert words in notice
    assert "sutcharit build" in notice


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("th", "ติดต่อคลังข้อมูลร่วมไม่ได้ตั้งแต่ 1 เม.ย. 2569 08:30 น."),
        ("en", "The shared warehouse cannot be reached since 1 Apr 2569 08:30:"),
    ],
)
@pytest.mark.usefixtures("store")
def test_pages_of_the_last_copy_say_since_when(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    # Half past one in London is half past eight in Bangkok.
    since = datetime(2026, 4, 1, 1, 30, tzinfo=UTC)
    monkeypatch.setattr(Store, "out_of_reach_since", lambda _: since)
    screen = open_page(year=2565, lang=language)
    assert sum(words in notice for notice in _notices(screen)) == 1
