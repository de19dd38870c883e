"""What a person must look at, drawn: lines of the overview, each with the way to what it speaks of."""

from dashboard import address, concerns, navigation, parts
from dashboard.alone import folded
from dashboard.concerns import TONES, Line
from dashboard.data import seen_key
from dashboard.filters import Filters
from dashboard.language import language, t
from dashboard.memory import Memory

# So many lines are read before anything else on the page; the rest wait behind a fold.
FIRST_LINES = 8

Linked = tuple[Line, str]


def show(view: Filters) -> int:
    """Draw the lines in their order and give how many there are."""
    # The links keep the filters of the address.
    key = (seen_key(), language(), view, repr(address.with_changes()))
    lines = _lines.get(key, lambda: [(line, _link(line)) for line in concerns.of(view)])
    # A fold for a single line would take its place and hide it.
    first = FIRST_LINES if len(lines) > FIRST_LINES + 1 else len(lines)
    if lines:
        _draw(lines[:first])
    if lines[first:]:
        others = lines[first:]
        folded("more-attention", t("attention.more", count=len(others)), lambda: _draw(others))
    return len(lines)


_lines: Memory[list[Linked]] = Memory(1000, of_builds=True)


def _link(line: Line) -> str:
    page, words, changes = line.go
    return navigation.anchor(page, words, **changes)


def _draw(lines: list[Linked]) -> None:
    parts.attentions([(line.key, TONES[line.concern], line.title, line.detail, go) for line, go in lines])
