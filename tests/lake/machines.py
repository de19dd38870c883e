"""Machines that share a lake, in one process or in several."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from warehouse.home import default_store


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
