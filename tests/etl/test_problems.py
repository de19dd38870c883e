"""Every rule by which an input is told to be wrong has a test that breaks it."""

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
RULES = tomllib.loads((PROJECT / "etl" / "problems.toml").read_text(encoding="utf-8"))
# Parsing turns what would break these into a rule that comes before: nothing can reach them while it does.
BEHIND_ANOTHER = {"min_length", "inner_nullability"}


def texts(folder: str) -> str:
    files = (path for path in (PROJECT / folder).rglob("*.py") if path != Path(__file__))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


TESTS = texts("tests")


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_test_names_the_rule(rule: str) -> None:
    assert f'"{rule}"' in TESTS or rule in BEHIND_ANOTHER


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_rule_is_told_in_thai_and_english(rule: str) -> None:
    assert set(RULES[rule]) == {"th", "en"}
    assert any("ก" <= letter <= "๛" for letter in RULES[rule]["th"])
    # What is quoted in English is what stands in a Thai file.
    assert not any("ก" <= letter <= "๛" for letter in re.sub("“[^”]*”", "", RULES[rule]["en"]))
