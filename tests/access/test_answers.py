"""Answers that are kept are kept for readers of the same reach: nobody gets those of another."""

import ast
from pathlib import Path

import pytest

import dashboard
from dashboard import data, filters
from dashboard.access import entry
from dashboard.access.entry import Reader
from warehouse.narrow import WHOLE, Reach

pytestmark = pytest.mark.usefixtures("data_folder")

DET_UDOM, PHITSANULOK = "4340701", "2650101"
REACHES = {
    "whole": (WHOLE, 5),
    "nobody": (Reach(), 0),
    "one": (Reach(organisations=frozenset({DET_UDOM})), 1),
    "other": (Reach(provinces=frozenset({"65"})), 1),
    "everything": (Reach(is_everything=True), 5),
}


def _begin(reach: Reach, build: str | None = None) -> None:
    entry._current.set(Reader("", reach, is_steward=False))
    data.begin(build)


@pytest.mark.attack
@pytest.mark.parametrize("order", [list(REACHES), list(REACHES)[::-1]], ids=["wide-first", "narrow-first"])
def test_answers_of_one_reader_are_not_those_of_another(order: list[str]) -> None:
    for name in [*order, *order]:
        reach, organisations = REACHES[name]
        _begin(reach)
        assert data.ask("organisation_list").height == organisations
        assert bool(filters.organisation_name(DET_UDOM)) == (name not in ("nobody", "other"))
        assert data.count_rows("organisation") == organisations
        kept = data.kept(data.build_id())
        assert data.ask_build(kept, "organisation_list").height == organisations


@pytest.mark.attack
def test_a_build_that_is_named_is_narrowed_too() -> None:
    _begin(WHOLE)
    build = data.build_id()
    _begin(Reach(organisations=frozenset({DET_UDOM})), build)
    assert data.count_rows("organisation") == 1


@pytest.mark.attack
def test_before_anybody_is_let_in_nothing_is_seen() -> None:
    entry._current.set(entry._NOBODY)
    data.begin()
    assert data.count_rows("organisation") == 0


def test_the_same_reach_shares_its_build() -> None:
    reach = Reach(organisations=frozenset({DET_UDOM}))
    _begin(reach)
    first = data.kept(data.build_id())
    _begin(Reach(organisations=frozenset({DET_UDOM})))
    assert data.kept(data.build_id()) is first


def test_nothing_that_is_kept_goes_by_the_build_alone() -> None:
    """Where something is cached, `seen_key` says of whose build; `build_id` would give it to everybody."""
    guilty = []
    for module in Path(dashboard.__file__).parent.rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        if module.name == "data.py" or not ("st.cache_" in text or "Memory" in text):
            continue
        names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
        guilty += [module.name] if "build_id" in names or "data.build_id(" in text else []
    assert guilty == []
