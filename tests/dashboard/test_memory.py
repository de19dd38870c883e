"""What is kept for all readers: made once, shared, bounded."""

import weakref
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from dashboard.memory import Memory, forget_builds_but


def test_a_value_is_made_once_and_shared() -> None:
    memory: Memory[list[int]] = Memory(10)
    first = memory.get("a", lambda: [1])
    assert memory.get("a", lambda: [2]) is first
    assert memory.get("b", lambda: [2]) == [2]


def test_what_was_asked_longest_ago_is_forgotten() -> None:
    memory: Memory[int] = Memory(2)
    for key in ("a", "b", "a", "c"):
        memory.get(key, lambda: 1)
    assert memory.get("a", lambda: 2) == 1
    assert memory.get("b", lambda: 2) == 2


def test_what_is_past_is_forgotten_and_makes_room() -> None:
    memory: Memory[str] = Memory(10, len)
    memory.get("old 1", lambda: "1234")
    memory.get("new 1", lambda: "1234")
    memory.forget(lambda key: key.startswith("old"))
    # Without room the other one would go now.
    memory.get("new 2", lambda: "123456")
    assert memory.get("new 1", lambda: "again") == "1234"
    assert memory.get("old 1", lambda: "again") == "again"


def test_values_are_kept_up_to_a_sum_of_sizes() -> None:
    memory: Memory[str] = Memory(10, len)
    memory.get("a", lambda: "12345")
    memory.get("b", lambda: "123456")
    assert memory.get("a", lambda: "new") == "new"
    assert memory.get("b", lambda: "new") == "123456"


def test_one_value_larger_than_the_bound_is_given_all_the_same() -> None:
    memory: Memory[str] = Memory(3, len)
    assert memory.get("a", lambda: "12345") == "12345"


def test_what_nobody_asks_for_any_more_is_forgotten() -> None:
    now = 0.0
    memory: Memory[str] = Memory(10, seconds=60, clock=lambda: now)
    memory.get("a", lambda: "old")
    memory.get("b", lambda: "old")
    now = 50
    assert memory.get("a", lambda: "new") == "old"
    now = 100
    assert memory.get("b", lambda: "new") == "new"
    assert memory.get("a", lambda: "new") == "old"
    now = 161
    assert memory.get("a", lambda: "new") == "new"


def test_nothing_refers_to_what_was_forgotten() -> None:
    # A file that is open in it closes by that, and not while somebody still reads it.
    now = 0.0
    memory: Memory[set[int]] = Memory(1, seconds=60, clock=lambda: now)
    used = memory.get("a", lambda: {1})
    forgotten = weakref.ref(used)
    memory.get("b", lambda: {2})
    assert forgotten() is used
    del used
    assert forgotten() is None
    unused = weakref.ref(memory.get("b", lambda: {3}))
    now = 61
    memory.get("c", lambda: {4})
    assert unused() is None


def test_many_who_ask_at_once_wait_for_one_who_makes_it() -> None:
    memory: Memory[object] = Memory(10)
    together, made = Barrier(4), []

    def ask() -> object:
        together.wait()
        return memory.get("a", lambda: made.append(Event().wait(0.05)) or object())  # type: ignore[func-returns-value]

    with ThreadPoolExecutor(4) as people:
        found = {id(one.result()) for one in [people.submit(ask) for _ in range(4)]}
    assert len(found) == len(made) == 1


def test_what_failed_is_tried_again() -> None:
    memory: Memory[int] = Memory(10)
    with pytest.raises(ZeroDivisionError):
        memory.get("a", lambda: 1 // 0)
    assert memory.get("a", lambda: 3) == 3


def test_what_comes_from_a_build_goes_with_it() -> None:
    said: Memory[str] = Memory(10, of_builds=True)
    other: Memory[str] = Memory(10)
    keys = [("a 65", "narrowed"), ("b", "whole"), ("b 65", "narrowed"), ("chart", "rows of any build")]
    for memory in (said, other):
        for key in keys:
            memory.get(key, lambda: "made")
    forget_builds_but({"b", "c"})

    def is_kept(memory: Memory[str]) -> list[bool]:
        return [memory.get(key, lambda: "made anew") == "made" for key in keys]

    assert is_kept(said) == [False, True, True, False]
    assert is_kept(other) == [True] * 4
