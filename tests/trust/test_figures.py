"""`make trust` works, at a size at which its figures mean little."""

import re
import subprocess
import sys

from tests.serving import PROJECT

SHORT = ["--kills", "2", "--each", "2", "--minutes", "0.1", "--sessions", "2", "--every", "2", "--pause", "1"]


def test_every_part_gives_its_figure() -> None:
    command = [sys.executable, "-m", "tests.trust.figures", *SHORT, "tests/access/test_grants.py"]
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=600)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    kills, inputs, attacks, sessions = ended.stdout.splitlines()
    assert kills.startswith("kills survived: 2 (")
    assert inputs.startswith("inputs tried: 6; faults: 0;")
    # Each case of the tests with the mark in that file.
    refused = re.fullmatch(r"attacks refused: (\d+)", attacks)
    assert refused and int(refused[1]) > 3
    assert sessions.startswith("sessions held: 2 for 0.1 minutes;")
    assert "errors: 0;" in sessions
