"""Half a minute of what `python -m tests.trust.soak` does for thirty."""

from pathlib import Path

from tests.trust.soak import soak


def test_a_server_bears_people_files_and_imports(tmp_path: Path) -> None:
    soaked = soak(tmp_path / "data", sessions=5, minutes=0.5, every=8, pause=1)
    print(soaked)
    assert soaked.faults() == []
    # Else nothing was asked of it.
    assert soaked.answers > soaked.sessions
    assert soaked.files
    assert soaked.published
    assert len(soaked.warm) > 2
