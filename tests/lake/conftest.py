"""A lake of each test's own: a database in a real PostgreSQL, and a folder or an object store for the data."""

import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from machines import Machines
from postgres import Postgres, programs

from etl.load import load
from etl.publish import publish
from warehouse.home import default_store

PROJECT = Path(__file__).parents[2]
SEEDS = PROJECT / "seeds"
REFERENCE = SEEDS / "reference"
SEED_SOURCES = sorted(folder for folder in SEEDS.iterdir() if folder.is_dir() and folder != REFERENCE)
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
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    server = Postgres(tmp_path_factory.mktemp("postgres"))
    yield server
    server.stop()


@pytest.fixture
def new_database(postgres: Postgres) -> Callable[[], str]:
    import psycopg

    def make() -> str:
        with psycopg.connect(postgres.address("postgres"), autocommit=True) as connection:
            [(number,)] = connection.execute("select count(*) from pg_database").fetchall()
            connection.execute(f"create database lake{number}")
        return f"lake{number}"

    return make


@pytest.fixture
def machines(
    postgres: Postgres, new_database: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Machines:
    """Machines on an empty lake whose data is in a folder; this process is the machine `a`."""
    shared = {
        "SUTCHARIT_WAREHOUSE": f"ducklake:postgres:{postgres.address(new_database())}",
        "SUTCHARIT_LAKE_DATA": str(tmp_path / "shared"),
    }
    made = Machines(tmp_path, shared, monkeypatch)
    made.become("a")
    return made


@pytest.fixture
def seeded(machines: Machines) -> Machines:
    """Machines on a lake with the seeds."""
    store = default_store()
    with store.making():
        publish(load(REFERENCE, SEED_SOURCES), store)
    return machines
