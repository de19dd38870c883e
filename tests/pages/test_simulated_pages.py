"""Simulated data says so wherever it is seen or taken away."""

from collections.abc import Callable
from pathlib import Path

import pytest
from screen import Screen

from dashboard import data, navigation
from dashboard.access import entry
from dashboard.access.entry import Reader
from dashboard.charts import base
from dashboard.language import texts
from etl.load import load
from etl.publish import publish
from etl.simulate.country import Country
from etl.simulate.organisations import made_up_organisations
from etl.simulate.write import write_country
from tests.conftest import REFERENCE
from warehouse.home import DATA_VARIABLE
from warehouse.narrow import WHOLE
from warehouse.store import Store

OpenPage = Callable[..., Screen]
SLUGS = [page.slug for page in navigation.page_files()]
ORIGIN: dict[str, object] = {
    "title": "ข้อมูลจำลอง", "publisher": "ผู้ทดสอบ", "licence": "test", "is_simulated": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def simulated_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the warehouse of five simulated organisations."""
    folder = tmp_path_factory.mktemp("simulated")
    country = Country(made_up_organisations(5, 1), range(2566, 2568), with_faults=False)
    written = write_country(country, ORIGIN, folder / "made_up")
    publish(load(REFERENCE, [written.folder]), Store(folder / "data" / "warehouse"))
    return folder / "data"


@pytest.fixture
def _simulated_pages(
    simulated_data: Path, _seed_data_is_shown: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(simulated_data))


@pytest.mark.usefixtures("_simulated_pages")
@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_of_simulated_data_says_so_and_opens(open_page: OpenPage, slug: str, lang: str) -> None:
    screen = open_page(slug, lang=lang)
    assert not screen.app.exception
    assert texts(lang)["app.simulated"] in [warning.value for warning in screen.app.warning]


@pytest.fixture
def _let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has no page is let in as the person at this machine."""
    monkeypatch.setattr(entry, "reader", lambda: Reader("", WHOLE, is_steward=True))


@pytest.mark.usefixtures("_simulated_pages", "_let_in")
def test_a_picture_of_simulated_data_says_so_first() -> None:
    data.begin()
    assert base.footer("แผน").startswith(f"{texts('th')['app.simulated']} · แหล่งข้อมูล: แผน · ")


@pytest.mark.usefixtures("_let_in")
def test_a_picture_of_real_data_has_its_source_alone() -> None:
    data.begin()
    assert base.footer("แผน").startswith("แหล่งข้อมูล: แผน · ")
