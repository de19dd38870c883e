"""What all tests share: a warehouse of the seeds and one of a made-up country, and small sources by hand."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from made_up import write_country

from etl.load import load
from etl.publish import publish
from warehouse.reader import Warehouse, open_current
from warehouse.store import Store

PROJECT = Path(__file__).parent.parent
SEEDS = PROJECT / "seeds"
REFERENCE = SEEDS / "reference"
SEED_SOURCES = sorted(folder for folder in SEEDS.iterdir() if folder.is_dir() and folder != REFERENCE)

ORIGIN = 'title = "แผนทดสอบ"\npublisher = "ผู้ทดสอบ"\nlicence = "test"\n'


@pytest.fixture(scope="session")
def seed_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The builds of the seeds: made once, never changed by a test."""
    store = Store(tmp_path_factory.mktemp("seeds") / "warehouse")
    publish(load(REFERENCE, SEED_SOURCES), store)
    return store


@pytest.fixture(scope="session")
def seeds(seed_store: Store) -> Iterator[Warehouse]:
    """The warehouse of the seeds, read-only."""
    warehouse = open_current(seed_store)
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="session")
def country_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The build of the made-up country alone, whose rules `made_up.py` tells: made once, never changed."""
    folder = tmp_path_factory.mktemp("country")
    store = Store(folder / "warehouse")
    publish(load(REFERENCE, [write_country(folder)]), store)
    return store


@pytest.fixture(scope="session")
def country(country_store: Store) -> Iterator[Warehouse]:
    """The warehouse of the made-up country, read-only."""
    warehouse = open_current(country_store)
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="session")
def changed_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two builds: Na Nong Thum with one ITA score a point too low, then right and with Samran; Bang Kao in both."""
    folder = tmp_path_factory.mktemp("changed")
    scored, same, added = (
        SEEDS / name for name in ("na_nong_thum_measures_2565", "bang_kao_plan_2566", "samran_measures_2568")
    )
    wrong = shutil.copytree(scored, folder / scored.name)
    scores = wrong / "ita_indicator.csv"
    scores.write_text(scores.read_text(encoding="utf-8").replace("86.78", "85.78"), encoding="utf-8")
    store = Store(folder / "warehouse")
    publish(load(REFERENCE, [wrong, same]), store)
    publish(load(REFERENCE, [scored, same, added]), store)
    return store


@pytest.fixture
def data_folder(seed_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test alone, with a copy of the warehouse of the seeds."""
    folder = tmp_path / "data"
    shutil.copytree(seed_store.folder, folder / "warehouse")
    monkeypatch.setenv("SUTCHARIT_DATA", str(folder))
    return folder


@pytest.fixture
def make_source(tmp_path: Path) -> Callable[..., Path]:
    """Write a source folder from texts: `make_source("name", plan="plan_id,…\\n…", …)`; a row a line."""

    def make(name: str, origin: str = ORIGIN, **tables: str) -> Path:
        folder = tmp_path / "sources" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "origin.toml").write_text(origin, encoding="utf-8")
        for table, text in tables.items():
            (folder / f"{table}.csv").write_text(text, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def build_sources(tmp_path: Path) -> Iterator[Callable[..., Warehouse]]:
    """Build source folders into a warehouse of this test alone and open it."""
    opened: list[Warehouse] = []

    def build(*folders: Path) -> Warehouse:
        store = Store(tmp_path / "warehouse")
        publish(load(REFERENCE, list(folders)), store)
        opened.append(open_current(store))
        return opened[-1]

    yield build
    for warehouse in opened:
        warehouse.close()


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of the five documents; tests that need it skip elsewhere, but never in CI."""
    given = os.environ.get("SUTCHARIT_DOCUMENTS")
    folder = Path(given) if given else PROJECT.parent / "shared" / "documents"
    if not folder.is_dir():
        reason = f"the documents are not at {folder}; SUTCHARIT_DOCUMENTS names another place"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def registry_file() -> Path:
    """The register of local organisations; tests that need it skip elsewhere, but never in CI."""
    given = os.environ.get("SUTCHARIT_REGISTRY")
    folder = PROJECT.parent / "shared" / "registry"
    found = [Path(given)] if given else sorted(folder.glob("*.csv"))
    if not found or not found[0].is_file():
        reason = f"the register is not at {given or folder}; SUTCHARIT_REGISTRY names another place"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found[0]
