"""Whether the server is up and can show pages, as a monitor asks."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import data, health
from warehouse.home import DATA_VARIABLE
from warehouse.store import Store, built_at


@pytest.fixture
def monitor() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=health.ROUTES)) as client:
        yield client


@pytest.fixture
def store(data_folder: Path) -> Store:
    """A warehouse of this test alone."""
    return Store(data_folder / "warehouse")


def test_ready_tells_the_build_and_its_age_and_nothing_else(monitor: TestClient, store: Store) -> None:
    answer = monitor.get("/readyz")
    assert answer.status_code == 200
    told = answer.json()
    made = built_at(store.current_id()).replace(tzinfo=UTC)
    assert told.keys() == {"status", "build", "built_at", "age_seconds"}
    assert (told["status"], told["build"]) == ("ready", store.current_id())
    assert datetime.fromisoformat(told["built_at"]) == made
    assert 0 <= (datetime.now(UTC) - made).total_seconds() - told["age_seconds"] < 60
    assert answer.headers["cache-control"] == "no-store"


def test_ready_stays_so_while_the_shared_warehouse_is_out_of_reach(
    monitor: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    since = datetime(2026, 4, 1, 1, 30, tzinfo=UTC)
    monkeypatch.setattr(Store, "out_of_reach_since", lambda _: since)
    answer = monitor.get("/readyz")
    assert (answer.status_code, answer.json()["build"]) == (200, store.current_id())
    assert answer.json()["lake_out_of_reach_since"] == "2026-04-01T01:30:00+00:00"


def test_a_clock_that_was_put_back_gives_no_negative_age(
    monitor: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Earlier(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime(2020, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(health, "datetime", Earlier)
    assert monitor.get("/readyz").json()["age_seconds"] == 0


def _not_ready(monitor: TestClient, reason: str) -> None:
    answer = monitor.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not_ready", "reason": reason}


def test_without_a_build_it_is_not_ready(
    monitor: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    _not_ready(monitor, "nothing_published")


def test_a_build_of_another_program_is_not_ready(monitor: TestClient, store: Store) -> None:
    with duckdb.connect(str(store.current_path())) as connection:
        connection.execute("update mart.build set statements_sha256 = repeat('0', 64)")
    _not_ready(monitor, "other_program")


def test_a_torn_file_is_not_ready(monitor: TestClient, store: Store) -> None:
    path = store.current_path()
    path.write_bytes(path.read_bytes()[:1000])
    _not_ready(monitor, "cannot_open")


def test_alive_touches_no_warehouse(monitor: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def touched(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(data, "begin", touched)
    answer = monitor.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
