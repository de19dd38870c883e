"""Where builds live: the pointer, drafts, and how many are kept."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.load import load
from etl.publish import publish
from warehouse.inuse import Hold
from warehouse.store import BrokenPointer, NothingPublished, Store, built_at, to_keep

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "warehouse")


def _id(day: int, hour: int = 0) -> str:
    """A build of November 2569 (BE), at an hour of a day."""
    return f"202611{day:02d}-{hour:02d}0000-000000-0123abcd"


def _publish(store: Store, *build_ids: str) -> None:
    for build_id in build_ids:
        store.draft_path(build_id).write_bytes(b"build")
        store.publish(build_id)


def _names(store: Store) -> list[str]:
    return sorted(path.name for path in store.folder.iterdir())


B1, B2, B3, B4, B5, B6, B7 = (_id(1, hour) for hour in range(1, 8))


def test_nothing_published_in_a_new_folder(store):
    with pytest.raises(NothingPublished):
        store.current_id()


def test_asking_makes_no_folder(store):
    with pytest.raises(NothingPublished):
        store.current_path()
    assert not store.folder.exists()


def test_pointer_names_the_published_build(store):
    _publish(store, B1)
    assert (store.folder / "CURRENT").read_text() == f"{B1}\n"
    assert store.current_path() == store.folder / f"{B1}.duckdb"


def test_pointer_moves_on(store):
    _publish(store, B1, B2)
    assert store.current_id() == B2
    assert store.build_ids() == [B1, B2]


def test_a_pointer_to_a_file_that_is_gone_is_broken(store):
    _publish(store, B1)
    store.path_of(B1).unlink()
    with pytest.raises(BrokenPointer, match=B1):
        store.current_path()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"nonsense",
        b"../../etc/passwd",
        b"20261399-000000-000000-0123abcd",
        "ชุดที่หนึ่ง".encode(),
        B1.encode() * 2,
        b"\x00" * 40,
    ],
)
def test_a_pointer_that_is_no_build_is_broken(store, content):
    _publish(store, B1)
    (store.folder / "CURRENT").write_bytes(content)
    with pytest.raises(BrokenPointer):
        store.current_path()


def test_a_pointer_that_is_missing_beside_builds_is_broken(store):
    _publish(store, B1)
    (store.folder / "CURRENT").unlink()
    with pytest.raises(BrokenPointer):
        store.current_path()
    assert store.build_ids() == [B1]


def test_a_draft_is_not_a_build(store):
    _publish(store, B1)
    store.draft_path(B2).write_bytes(b"half")
    assert store.build_ids() == [B1]
    assert store.current_id() == B1


def test_a_file_of_another_name_is_not_a_build(store):
    _publish(store, B1)
    (store.folder / "backup.duckdb").write_bytes(b"mine")
    (store.folder / f"{B1} (copy).duckdb").write_bytes(b"mine")
    assert store.build_ids() == [B1]
    _publish(store, B2, B3, B4, B5, B6, B7)
    assert (store.folder / "backup.duckdb").exists()


def test_publishing_leaves_no_draft_behind(store):
    _publish(store, B1)
    assert _names(store) == [f"{B1}.duckdb", "CURRENT"]


def test_discard_removes_a_draft_and_what_stands_beside_it(store):
    draft = store.draft_path(B1)
    draft.write_bytes(b"half")
    draft.with_name(draft.name + ".wal").write_bytes(b"log")
    draft.with_name(draft.name + ".tmp").mkdir()
    store.discard(B1)
    assert _names(store) == []


def test_discard_of_a_draft_that_never_was(store):
    store.discard(B1)
    assert _names(store) == []


# --- how many are kept


def test_five_builds_of_a_day_are_kept(store):
    _publish(store, B1, B2, B3, B4, B5, B6, B7)
    assert store.build_ids() == [B3, B4, B5, B6, B7]


def test_five_builds_are_not_too_many(store):
    _publish(store, B1, B2, B3, B4, B5)
    assert store.build_ids() == [B1, B2, B3, B4, B5]


def test_of_earlier_days_the_last_build_is_kept():
    builds = [_id(day, hour) for day in (1, 2, 3) for hour in (8, 16)] + [_id(4, hour) for hour in range(6)]
    last_of_days = [_id(1, 16), _id(2, 16), _id(3, 16)]
    assert sorted(to_keep(builds)) == [*last_of_days, *(_id(4, hour) for hour in range(1, 6))]


def test_of_fourteen_days_one_is_kept_and_of_those_before_none():
    builds = [_id(day) for day in range(1, 21)]
    assert sorted(to_keep(builds)) == [_id(day) for day in range(7, 21)]


def test_days_without_builds_are_not_made_up_by_earlier_ones():
    assert sorted(to_keep([_id(1), _id(2), *(_id(20, hour) for hour in range(5))])) == [
        _id(20, hour) for hour in range(5)
    ]


def test_the_newest_five_are_kept_however_old():
    assert to_keep([_id(1), _id(28)]) == {_id(1), _id(28)}
    assert to_keep([]) == set()


def test_a_build_that_is_read_stays_and_goes_at_a_later_one(store):
    _publish(store, B1)
    reader = Hold(store.path_of(B1))
    _publish(store, B2, B3, B4, B5, B6)
    assert store.build_ids() == [B1, B2, B3, B4, B5, B6]
    reader.release()
    _publish(store, B7)
    assert store.build_ids() == [B3, B4, B5, B6, B7]


def test_two_readers_hold_a_build_until_the_last_has_gone(store):
    _publish(store, B1)
    readers = [Hold(store.path_of(B1)), Hold(store.path_of(B1))]
    _publish(store, B2, B3, B4, B5, B6)
    readers.pop()
    _publish(store, _id(1, 8))
    assert B1 in store.build_ids()
    readers.pop()
    _publish(store, _id(1, 9))
    assert B1 not in store.build_ids()


# --- going back, and the clock


def test_going_back_forgets_what_came_after(store):
    _publish(store, B1, B2, B3)
    store.publish_again(B2)
    assert (store.current_id(), store.files()) == (B2, [B1, B2])


def test_a_build_taken_back_while_it_is_read_is_listed_no_more_and_goes_later(store):
    _publish(store, B1, B2)
    reader = Hold(store.path_of(B2))
    store.publish_again(B1)
    assert (store.build_ids(), store.files()) == ([B1], [B1, B2])
    reader.release()
    with store.making():
        assert store.files() == [B1]


def test_a_new_build_comes_after_one_that_the_clock_has_not_reached(store):
    last = "20991231-235959-999999-0123abcd"
    _publish(store, last)
    assert store.next_moment() == datetime(2100, 1, 1, tzinfo=UTC)


def test_a_new_build_comes_after_one_that_is_published_and_gone(store):
    last = "20991231-235959-000000-0123abcd"
    _publish(store, last)
    store.path_of(last).unlink()
    assert store.next_moment() == datetime(2099, 12, 31, 23, 59, 59, 1, tzinfo=UTC)


def test_with_a_right_clock_a_build_is_named_by_now(store):
    _publish(store, B1)
    assert abs((store.next_moment() - datetime.now(UTC)).total_seconds()) < 60


# --- leftovers


def test_whoever_makes_a_build_clears_what_killed_ones_left(store):
    _publish(store, B1)
    draft = store.draft_path(B2)
    draft.write_bytes(b"half")
    draft.with_name(draft.name + ".wal").write_bytes(b"log")
    (draft.with_name(draft.name + ".tmp") / "inner").mkdir(parents=True)
    (store.folder / ".CURRENT.4711").write_text("half")
    # Killed after the file had its name and before the pointer moved.
    store.path_of(B3).write_bytes(b"never published")
    assert len(store.leftovers()) == 5
    with store.making():
        assert _names(store) == [".making.lock", f"{B1}.duckdb", "CURRENT"]


def test_without_a_pointer_no_build_counts_as_left_over(store):
    _publish(store, B1, B2)
    (store.folder / "CURRENT").unlink()
    assert store.leftovers() == []


def test_the_second_waits_and_is_told_by_whom(store):
    told = []

    def give_up(holders):
        told.append(holders)
        raise TimeoutError

    assert store.makers() == []
    with store.making():
        assert store.makers() in ([str(os.getpid())], ["?"])
        draft = store.draft_path(B1)
        draft.write_bytes(b"half")
        with pytest.raises(TimeoutError), store.making(give_up):
            pass
        assert draft.exists()
    assert told in ([[str(os.getpid())]], [[]])
    assert store.makers() == []


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
    assert built_at(first.build_id) < built_at(second.build_id)
