"""A warehouse of hand-made rows that a whole module reads: many small cases, one build."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.load import load
from etl.publish import publish
from warehouse.reader import Warehouse, open_current
from warehouse.store import Store

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"
ORIGIN = 'title = "แผนทดสอบ"\npublisher = "ผู้ทดสอบ"\nlicence = "test"\n'


@pytest.fixture(scope="module")
def build_texts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Warehouse]]:
    """Build one source of CSV texts, `build_texts(plan="plan_id,…", …)`, and open the warehouse."""
    opened: list[Warehouse] = []

    def build(**tables: str) -> Warehouse:
        folder = tmp_path_factory.mktemp("texts")
        source = folder / "hand_made"
        source.mkdir()
        (source / "origin.toml").write_text(ORIGIN, encoding="utf-8")
        for name, text in tables.items():
            (source / f"{name}.csv").write_text(text, encoding="utf-8")
        store = Store(folder / "warehouse")
        publish(load(REFERENCE, [source]), store)
        opened.append(open_current(store))
        return opened[-1]

    yield build
    for warehouse in opened:
        warehouse.close()
