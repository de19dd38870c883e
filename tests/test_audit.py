"""What the audit of dependencies makes of what it finds."""

import json
from typing import Any

import pytest

from tests.audit import CONSTRAINTS, judge_audit, judge_installed, pinned

PINS = {"idna": "3.20", "pdfminer-six": "20260107"}
FAULT = {"id": "PYSEC-2026-1", "fix_versions": ["3.21"]}


def test_the_constraints_are_read() -> None:
    assert pinned("# why\nidna==3.20\npdfminer.six==20260107  # exactly\n") == PINS
    pins = pinned(CONSTRAINTS.read_text(encoding="utf-8"))
    assert pins["streamlit"][0].isdigit()
    assert all(pins.values())


@pytest.mark.parametrize(
    ("installed", "said", "is_bad"),
    [
        (
            [("idna", "3.20"), ("pdfminer.six", "20260107"), ("pip", "26")],
            "2 installed, each as pinned",
            False,
        ),
        ([("idna", "3.19")], "idna 3.19, pinned 3.20", True),
        ([("leftpad", "1")], "leftpad 1, pinned nowhere", True),
    ],
)
def test_a_package_is_installed_as_it_is_pinned(
    installed: list[tuple[str, str]], said: str, is_bad: bool
) -> None:
    judged = judge_installed(installed, PINS)
    assert said in judged.words
    assert judged.is_bad == is_bad


@pytest.mark.parametrize(
    ("packages", "said", "is_bad"),
    [
        ([{"name": "idna", "version": "3.20", "vulns": []}], "none in 1 of 1", False),
        ([{"name": "idna", "version": "3.20", "vulns": [FAULT]}], "idna 3.20: PYSEC-2026-1", True),
        ([{"name": "idna", "skip_reason": "not found"}], "not reachable, the service knows none of 1", False),
        (
            [
                {"name": "a", "skip_reason": "not found"},
                {"name": "idna", "version": "3.20", "vulns": [FAULT]},
            ],
            "PYSEC-2026-1",
            True,
        ),
    ],
)
def test_known_faults_keep_a_change_out(packages: list[dict[str, Any]], said: str, is_bad: bool) -> None:
    judged = judge_audit(json.dumps({"dependencies": packages}), "")
    assert said in judged.words
    assert judged.is_bad == is_bad


def test_no_answer_is_said_and_is_no_failure() -> None:
    judged = judge_audit("", "Traceback\nConnectionError: no such host\n")
    assert judged.words == "known faults: not reachable, nothing was audited (ConnectionError: no such host)"
    assert not judged.is_bad
