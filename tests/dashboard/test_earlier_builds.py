"""What is kept of earlier builds: as long as they are, and no longer."""

from pathlib import Path

import pytest

from dashboard import data
from tests.trust.harm import one_more
from warehouse.home import default_store
from warehouse.store import KEPT_BUILDS


@pytest.mark.usefixtures("data_folder")
def test_answers_go_with_the_builds_that_nobody_can_ask_any_more(data_folder: Path) -> None:
    assert data_folder
    store = default_store()
    first = store.current_id()
    # Each is asked once, as it is published; those that are open stay until others are.
    for _ in range(2 * KEPT_BUILDS + 4):
        data.begin()
        assert data.ask("statuses").height
        one_more(store)
    data.begin()
    data.ask("statuses")
    assert first not in store.build_ids()
    answered = {key[0] for key in data._answers._kept}  # type: ignore[index]
    assert first not in answered
    assert answered & set(store.build_ids())
