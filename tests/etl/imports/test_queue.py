"""Several people import at once: builds queue, nothing is lost, nothing comes in twice, each sees their own outcome."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sending import asked, report, reports

from etl import door

PEOPLE = 8
FILES_EACH = 5
SHARED = "62"
COMMAND = "from etl.command import main; main()"


def start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", COMMAND, *arguments]
    environment = os.environ | {"PYTHONUTF8": "1", "COLUMNS": "200"}
    return subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def files_of(person: int, folder: Path) -> list[str]:
    """Five files of their own and one that all have."""
    folder.mkdir()
    for number in range(1 + person * FILES_EACH, 1 + (person + 1) * FILES_EACH):
        _, content = report(f"{number:02d} 6 completed {number * 100}")
        (folder / f"report-{number}.csv").write_bytes(content)
    _, content = report(f"{SHARED} 6 in_progress 7")
    (folder / "shared.csv").write_bytes(content)
    return [str(path) for path in sorted(folder.iterdir())]


@pytest.mark.usefixtures("data_folder")
def test_forty_imports_from_eight_processes_are_all_in_and_none_twice(tmp_path: Path) -> None:
    people = [
        start("import", *files_of(person, tmp_path / f"person{person}"), "--yes") for person in range(PEOPLE)
    ]
    words = [process.communicate(timeout=400)[0] for process in people]
    assert [told for told, process in zip(words, people, strict=True) if process.returncode] == []

    expected = [(f"{number:02d}", 6, "completed", number * 100) for number in range(1, 41)]
    assert reports() == [*expected, (SHARED, 6, "in_progress", 7)]
    known = [record.import_id for record in door.history(100)]
    assert sorted(int(name.split("_")[1]) for name in known) == list(range(1, 42))
    assert len({name.split("_")[2] for name in known}) == 41
    assert asked("select count(*) from mart.source where source_id like 'import%'") == [(41,)]

    # Each is told of the own five; of the file that all have, one is told that it came in by them.
    told = [re.findall(r"import_\d{6}_[0-9a-f]{12}", text) for text in words]
    assert sorted(map(len, told)) == [5, 5, 5, 5, 5, 5, 5, 6]
    assert {name for names in told for name in names} == set(known)
