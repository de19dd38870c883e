"""What reads a stranger's bytes runs in a process of its own, which ends at its limits, and alone."""

import os
import signal
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from received_files import SMALL
from sending import csv_file, report

from etl import door
from etl.imports import confined as confining
from etl.imports import limits
from etl.imports.confined import Ended, Most, confined, within
from etl.imports.receive import receive
from etl.problems import InputError

LITTLE = Most(seconds=2, cpu_seconds=1, memory_mb=64)


def test_work_is_done_in_another_process_and_gives_what_it_would_here() -> None:
    assert confined(os.getpid) != os.getpid()
    assert confined(receive, "a.xlsx", SMALL) == receive("a.xlsx", SMALL)


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(partial(sum, range(10**12)), id="computes for ever"),
        pytest.param(partial(time.sleep, 60), id="waits for ever"),
        pytest.param(partial(bytearray, 200 * limits.MEGABYTE), id="takes too much memory"),
        pytest.param(os.abort, id="breaks down"),
    ],
)
def test_work_that_goes_beyond_its_limits_is_ended_and_the_next_is_done(call: Callable[[], object]) -> None:
    with pytest.raises(Ended):
        within(LITTLE, call)
    assert confined(max, 1, 2) == 2


def test_the_process_that_forks_is_started_again_when_it_is_gone() -> None:
    assert confined(max, 1, 2) == 2
    process = confining._forking.process
    assert process
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert confined(max, 1, 2) == 2


def test_a_problem_of_the_file_comes_back_as_one() -> None:
    with pytest.raises(InputError) as told:
        confined(receive, "a.xls", b"x")
    assert [problem.rule_code for problem in told.value.problems] == ["file_is_old_excel"]


def test_a_fault_of_the_program_comes_back_with_its_traceback() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        confined(divmod, 1, 0)


def test_many_threads_may_ask_at_once() -> None:
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(confined, pow, 3, number) for number in range(40)]
    assert [one.result() for one in asked] == [3**number for number in range(40)]


def test_what_the_work_leaves_behind_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert Path(confined(tempfile.mkdtemp)).parent.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("data_folder")
def test_an_officer_is_told_in_both_languages_that_a_file_is_too_heavy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(confining, "MOST", Most(seconds=20, cpu_seconds=10, memory_mb=0))
    with pytest.raises(InputError) as told:
        door.examine([report("01 6 completed 100")])
    (problem,) = told.value.problems
    assert (problem.rule_code, problem.source_id) == ("file_too_heavy", "status_report.csv")
    assert "30 วินาที" in problem.message_th
    assert "1024 MB of memory" in problem.message_en


def test_more_files_than_a_folder_has_are_refused_before_they_are_read() -> None:
    files = [csv_file(f"folder/table_{number}.csv", "a") for number in range(limits.MOST_FILES + 1)]
    with pytest.raises(InputError) as told:
        door.examine(files)
    assert [problem.rule_code for problem in told.value.problems] == ["too_many_files"]
    assert "61 แฟ้ม" in told.value.problems[0].message_th


@pytest.mark.parametrize(("count", "rule"), [(1, "file_too_large"), (2, "folder_too_large")])
def test_more_bytes_than_are_taken_are_refused_before_they_are_read(count: int, rule: str) -> None:
    with pytest.raises(InputError) as told:
        door.examine([(f"f/{n}.csv", b"x" * (21 * limits.MEGABYTE // count)) for n in range(count)])
    assert [problem.rule_code for problem in told.value.problems] == [rule]
