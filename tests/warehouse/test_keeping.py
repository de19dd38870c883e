"""The beginning of a build: rows written while others are read, handed over or taken away."""

import duckdb
import polars as pl
import pytest

from warehouse.keeping import keeping
from warehouse.store import Store

FIRST = pl.DataFrame({"plan_id": ["a", "b"], "locator": ["page 1", None]})
SECOND = pl.DataFrame({"count": [7]})


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "builds")


def test_rows_taken_are_in_the_file_handed_over(store, tmp_path):
    with keeping(store) as kept:
        kept.take("plan", FIRST)
        kept.take("result", SECOND)
        assert kept.hand_over(tmp_path / "draft.duckdb") == ["plan", "result"]
    with duckdb.connect(str(tmp_path / "draft.duckdb")) as connection:
        assert connection.execute("from kept.plan").fetchall() == [("a", "page 1"), ("b", None)]
        assert connection.execute("from kept.result").fetchall() == [(7,)]
    assert list(store.folder.iterdir()) == []


def test_what_no_build_goes_on_with_is_taken_away(store):
    class InputIsWrongError(Exception):
        pass

    def begin():
        with keeping(store) as kept:
            kept.take("plan", FIRST)
            raise InputIsWrongError

    with pytest.raises(InputIsWrongError):
        begin()
    assert list(store.folder.iterdir()) == []


def test_a_file_that_cannot_be_written_is_told_when_it_is_handed_over(store, tmp_path):
    with keeping(store) as kept:
        store.draft_path("begun").mkdir()
        kept.take("plan", FIRST)
        with pytest.raises(duckdb.IOException):
            kept.hand_over(tmp_path / "draft.duckdb")
    assert not (tmp_path / "draft.duckdb").exists()
