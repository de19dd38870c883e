"""Where builds live: the pointer, drafts, and how many are kept."""

from pathlib import Path

import pytest

from etl.load import load
from etl.publish import publish
from warehouse.store import NothingPublished, Store

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "warehouse")


def _publish(store: Store, *build_ids: str) -> None:
    for build_id in build_ids:
        store.draft_path(build_id).write_bytes(b"build")
        store.publish(build_id)


def _names(store: Store) -> list[str]:
    return sorted(path.name for path in store.folder.iterdir())


def test_nothing_published_in_a_new_folder(store):
    with pytest.raises(NothingPublished):
        store.current_id()


def test_nothing_published_when_the_file_is_gone(store):
    _publish(store, "b1")
    store.path_of("b1").unlink()
    with pytest.raises(NothingPublished):
        store.current_path()


def test_asking_makes_no_folder(store):
    with pytest.raises(NothingPublished):
        store.current_path()
    assert not store.folder.exists()


def test_pointer_names_the_published_build(store):
    _publish(store, "b1")
    assert (store.folder / "CURRENT").read_text() == "b1\n"
    assert store.current_path() == store.folder / "b1.duckdb"


def test_pointer_moves_on(store):
    _publish(store, "b1", "b2")
    assert store.current_id() == "b2"
    assert store.build_ids() == ["b1", "b2"]


def test_a_draft_is_not_a_build(store):
    _publish(store, "b1")
    store.draft_path("b2").write_bytes(b"half")
    assert store.build_ids() == ["b1"]
    assert store.current_id() == "b1"


def test_publishing_leaves_no_draft_behind(store):
    _publish(store, "b1")
    assert _names(store) == ["CURRENT", "b1.duckdb"]


def test_discard_removes_a_draft_and_its_log(store):
    draft = store.draft_path("b1")
    draft.write_bytes(b"half")
    draft.with_name(draft.name + ".wal").write_bytes(b"log")
    store.discard("b1")
    assert _names(store) == []


def test_discard_of_a_draft_that_never_was(store):
    store.discard("b1")
    assert _names(store) == []


def test_five_builds_are_kept(store):
    _publish(store, "b1", "b2", "b3", "b4", "b5", "b6", "b7")
    assert store.build_ids() == ["b3", "b4", "b5", "b6", "b7"]


def test_five_builds_are_not_too_many(store):
    _publish(store, "b1", "b2", "b3", "b4", "b5")
    assert store.build_ids() == ["b1", "b2", "b3", "b4", "b5"]


def test_current_build_is_kept_even_when_it_sorts_first(store):
    _publish(store, "b2", "b3", "b4", "b5", "b6", "b1")
    assert store.current_id() == "b1"
    assert store.build_ids() == ["b1", "b2", "b3", "b4", "b5", "b6"]


def test_two_builds_of_the_same_rows_are_two_files(store, make_source):
    source = make_source(
        "one", organisation="org_code,type_code,name_th,province_code,locator\n1000001,sao,หนึ่ง,34,line 1\n"
    )
    first = publish(load(REFERENCE, [source]), store)
    second = publish(load(REFERENCE, [source]), store)
    assert store.build_ids() == [first.build_id, second.build_id]
    assert store.current_id() == second.build_id
    # The id ends in a digest of the sources, which are the same.
    assert first.build_id[-8:] == second.build_id[-8:]
