"""What the tests of faults share: the command as a user types it, and ways to harm a file."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from etl.command import main
from warehouse.home import default_store
from warehouse.store import Store


@dataclass(frozen=True)
class Told:
    """How a command ended, and what it printed."""

    status: int
    words: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Told]:
    """Run the command; whatever is no exit would reach the user as a traceback, and fails the test."""
    monkeypatch.setenv("COLUMNS", "250")

    def command(*arguments: str | Path) -> Told:
        monkeypatch.setattr(sys, "argv", ["sutcharit", *map(str, arguments)])
        capsys.readouterr()
        status: object = 0
        try:
            main()
        except SystemExit as end:
            status = end.code
        printed = capsys.readouterr()
        return Told(int(str(status or 0)), printed.out + printed.err)

    return command


@pytest.fixture
def store(data_folder: Path) -> Store:
    """The builds of this test alone: one, of the seeds."""
    return default_store()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A file to import: a report on the first project of Det Udom."""
    file = tmp_path / "report.csv"
    file.write_text(
        "project_id,fiscal_year,report_round,status_code,disbursed_baht\n"
        "4340701-2566-2570-01,2567,6,completed,100\n",
        encoding="utf-8",
    )
    return file
