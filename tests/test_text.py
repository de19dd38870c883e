"""The words on the screen: both languages say the same things, and every text is used."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import dashboard
import reports
from dashboard import navigation
from dashboard.language import texts

CODE = sorted(
    path for package in (dashboard, reports) for path in Path(package.__file__).parent.rglob("*.py")
)
THAI, ENGLISH = texts("th"), texts("en")
THAI_LETTERS = re.compile(r"[\u0e00-\u0e7f]")
# Texts of the Thai file that are no Thai: a sign, an abbreviation used as a word, the switch itself.
WITHOUT_THAI = {"unit.share", "page.ita", "app.other_language", "app.menu", "attention.worsening_one"}
KEY = re.compile(r"[a-z]+\.[a-z_]+")
# What stands for a value in an f-string that makes a key.
ANYTHING = "[a-z_0-9]*"


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(THAI) == list(ENGLISH)
    assert len(THAI) > 150


# One test of all texts, for there are a thousand: what is wrong is listed by its key.
@pytest.mark.parametrize("spoken", [THAI, ENGLISH], ids=["th", "en"])
def test_every_text_says_something(spoken: dict[str, str]) -> None:
    assert {key: text for key, text in spoken.items() if not text.strip() or "  " in text} == {}


def test_texts_have_the_same_placeholders_in_both_languages() -> None:
    names = {key: (_placeholders(THAI[key]), _placeholders(ENGLISH[key])) for key in THAI}
    assert {
        key: (thai, english) for key, (thai, english) in names.items() if thai != english or "" in thai
    } == {}


def test_the_thai_texts_are_thai_and_the_exceptions_needed() -> None:
    assert {key for key, text in THAI.items() if not THAI_LETTERS.search(text)} == WITHOUT_THAI


def test_the_english_texts_are_not_thai_but_for_the_switch() -> None:
    assert {key for key, text in ENGLISH.items() if THAI_LETTERS.search(text)} == {"app.other_language"}


def _branches(node: ast.expr) -> list[ast.expr]:
    """The expressions that an argument may be: `a if b else c` is a or c."""
    return [*_branches(node.body), *_branches(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def _calls(tree: ast.AST) -> list[ast.expr]:
    """What `t` is called with."""
    return [
        branch
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t"
        for branch in _branches(node.args[0])
    ]


def _pattern(node: ast.JoinedStr) -> str:
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else ANYTHING for part in node.values
    )


TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in CODE}
CALLS = [(path.name, argument) for path, tree in TREES.items() for argument in _calls(tree)]
LITERALS = [(file, str(argument.value)) for file, argument in CALLS if isinstance(argument, ast.Constant)]
PATTERNS = [(file, _pattern(argument)) for file, argument in CALLS if isinstance(argument, ast.JoinedStr)]
ENDINGS = [
    str(argument.right.value)
    for _, argument in CALLS
    if isinstance(argument, ast.BinOp) and isinstance(argument.right, ast.Constant)
]
# Keys that reach `t` by a variable are literals somewhere else in the code.
NAMED = {
    node.value
    for tree in TREES.values()
    for node in ast.walk(tree)
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value)
}


def test_every_key_in_the_code_has_a_text() -> None:
    assert {(file, key) for file, key in LITERALS if key not in THAI} == set()


def test_every_key_made_in_the_code_has_texts() -> None:
    without = {
        (file, pattern) for file, pattern in PATTERNS if not any(re.fullmatch(pattern, key) for key in THAI)
    }
    assert without == set()


def test_the_code_was_read() -> None:
    assert len(LITERALS) > 80
    assert len(PATTERNS) > 8


def test_every_text_is_used() -> None:
    made = NAMED | {name + ending for name in NAMED for ending in ENDINGS}
    patterns = {pattern for _, pattern in PATTERNS}
    unused = [key for key in THAI if key not in made and not any(re.fullmatch(one, key) for one in patterns)]
    assert unused == []


@pytest.mark.parametrize("slug", [page.slug for page in navigation.page_files()])
def test_every_page_has_a_title(slug: str) -> None:
    assert THAI[f"page.{slug}"]
    assert ENGLISH[f"page.{slug}"]
