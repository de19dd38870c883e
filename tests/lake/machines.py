"""Machines that share a lake, in one process or in several."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from postgres import Postgres

from warehouse.home import default_store


def lake_of(postgres: Postgres, database: str, data: str, host: str = "127.0.0.1") -> dict[str, str]:
    """The variables that name a lake."""
    return {
        "SUTCHARIT_WAREHOUSE": f"ducklake:postgres:{postgres.address(database, host)}",
        "SUTCHARIT_LAKE_DATA": data,
    }


@dataclass
class Machines:
    """Machines that share a lake: each is a data folder of its own."""

    folder: Path
    shared: dict[str, str]
    monkeypatch: pytest.MonkeyPatch

    def environment(self, name: str) -> dict[str, str]:
        """The variables of one machine."""
        return self.shared | {"SUTCHARIT_DATA": str(self.folder / name)}

    def become(self, name: str) -> None:
        """From here this process is that machine."""
        for variable, value in self.environment(name).items():
            self.monkeypatch.setenv(variable, value)


def differing() -> list[str]:
    """The tables of this machine's copy that are not those of the newest build of the lake."""
    store = default_store()
    newest = store.lake.catalogue.builds()[-1]
    assert store.current_id() == newest.build_id
    return store.lake.differing(newest, store.current_path())


def until(is_so: Callable[[], bool], seconds: float = 90) -> None:
    """Wait until something is so, which it must be in time."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)
