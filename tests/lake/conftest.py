"""A lake of each test's own: a database in a real PostgreSQL, and a folder or an object store for the data."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from machines import Machines, lake_of
from postgres import Postgres, programs

from etl.load import load
from etl.publish import publish
from tests.conftest import REFERENCE, SEED_SOURCES
from warehouse.home import default_store

NEEDED = ("psycopg", "duckdb_extension_ducklake", "duckdb_extension_postgres_scanner", "moto")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The lake has an environment of its own; there nothing may be missing, nor where LAKE is set."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if not programs():
        missing.append("PostgreSQL")
    if missing and not os.environ.get("LAKE"):
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(
                    pytest.mark.skip(reason=f"the lake's environment: {', '.join(missing)} missing")
                )


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    # The folders of pytest are closed to the user whom the server runs as.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        server = Postgres(Path(folder, "cluster"))
        yield server
        server.stop()


@pytest.fixture(scope="session")
def seed_lake(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The database and the data of a lake with the seeds: copied by tests, never changed."""
    folder = tmp_path_factory.mktemp("seed_lake")
    database = postgres.new_database()
    with pytest.MonkeyPatch.context() as monkeypatch:
        Machines(folder, lake_of(postgres, database, str(folder / "shared")), monkeypatch).become("a")
        store = default_store()
        with store.making():
            publish(load(REFERENCE, SEED_SOURCES), store)
    return database, folder / "shared"


@pytest.fixture
def machines(postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machines:
    """Machines on an empty lake whose data is in a folder; this process is the machine `a`."""
    made = Machines(
        tmp_path, lake_of(postgres, postgres.new_database(), str(tmp_path / "shared")), monkeypatch
    )
    made.become("a")
    return made


@pytest.fixture
def seeded(
    postgres: Postgres, seed_lake: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Machines:
    """Machines on a lake with the seeds; this process is the machine `a`."""
    template, data = seed_lake
    shutil.copytree(data, tmp_path / "shared")
    database = postgres.new_database(template)
    made = Machines(tmp_path, lake_of(postgres, database, str(tmp_path / "shared")), monkeypatch)
    made.become("a")
    return made


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails is not tried again."""
    monkeypatch.setattr("etl.again._SECONDS", ())
