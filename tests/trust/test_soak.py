"""Half a minute of what `python -m tests.trust.soak` does for thirty."""

from pathlib import Path

import pytest

from tests.trust.soak import Soaked, soak


def test_a_server_bears_people_files_and_imports(tmp_path: Path) -> None:
    soaked = soak(tmp_path / "data", sessions=5, minutes=0.5, every=8, pause=1)
    print(soaked)
    assert soaked.faults() == []
    # Else nothing was asked of it.
    assert soaked.answers > soaked.sessions
    assert soaked.files
    assert soaked.published
    assert len(soaked.warm) > 2


def test_what_is_let_go_of_again_is_no_growth_and_what_is_kept_is() -> None:
    halves = range(61)
    up_and_down = [(half / 2, 500.0 + 20 * (half % 4)) for half in halves]
    rising = [(minute, megabytes + 2 * minute) for minute, megabytes in up_and_down]
    assert Soaked(30, 30.0, memory=up_and_down).growth == 0
    assert Soaked(30, 30.0, memory=rising).growth == pytest.approx(2, abs=0.2)
    assert "grows by" in str(Soaked(30, 30.0, memory=rising).faults())
