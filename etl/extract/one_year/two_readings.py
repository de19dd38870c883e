"""Which of two readings of one title is likelier: the one whose pieces the document prints elsewhere.

A scan misreads the same title differently in each place. What differs is weighed by its pieces of eight
characters (about two Thai words): the share of them that stands elsewhere in the document or in the standard
measures. Real phrases come back in a document, misreadings do not. Near the same share, the first reading stays.
"""

import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz import fuzz

from etl.extract.document import Context, Document, Read
from etl.extract.numerals import arabic, plain

_PIECE = 8
_CLEARLY_MORE = 0.1
_NOISE = re.compile(r"[\s\"“”'‘’]")
_PROPOSED = "รายการอีกแห่งในเอกสารอ่านชื่อต่างกัน และถ้อยคำนั้นพบที่อื่นในเอกสารมากกว่า"


class Phrases:
    """The pieces of text that a document and the standard measures print, counted."""

    def __init__(self, document: Document, context: Context) -> None:
        """Count the pieces of every text of a document and of the standard measures."""
        self._count: Counter[str] = Counter()
        for line in document.lines:
            # A cell is a text of its own: pieces across two cells would be no phrase.
            for text in line.cells or (line.text,):
                self._count.update(_pieces(text))
        for _, _, _, title in context.measures:
            self._count.update(_pieces(title))

    def is_second_likelier(self, first: str, second: str) -> bool:
        """Whether the pieces that only the second reading has are found elsewhere clearly more often."""
        one, two = _pieces(first), _pieces(second)
        return self._share(two - one, two) > self._share(one - two, one) + _CLEARLY_MORE

    def _share(self, pieces: Counter[str], own: Counter[str]) -> float:
        # The reading itself stands in the document once; only further places speak for it.
        found = sum(self._count[piece] > own[piece] for piece in pieces)
        return found / len(pieces) if pieces else 0.0


def _pieces(text: str) -> Counter[str]:
    content = _NOISE.sub("", arabic(plain(text)))
    return Counter(content[start : start + _PIECE] for start in range(max(0, len(content) - _PIECE + 1)))


def settled_title(first: Read, others: Iterable[Read], phrases: Phrases) -> Read:
    """The first reading of a title, doubted where another differs by more than blanks.

    A likelier reading is proposed as a correction with its place as evidence; the printed one stays beside it.
    """
    title = first
    for other in others:
        if _unspaced(other.value) == _unspaced(first.value):
            continue
        reason = f"สองแห่งอ่านต่างกัน: “{first.value}” ({first.locator}) กับ “{other.value}” ({other.locator})"
        title = title.doubted(reason)
        if phrases.is_second_likelier(title.corrected or title.value, other.value):
            title = Read(
                first.value, first.printed, first.locator, title.doubt, other.value, _PROPOSED, other.locator
            )
    return title


def likeness(first: str, second: str) -> float:
    """How alike two titles are without blanks and quotation marks, from 0 to 100."""
    return fuzz.ratio(_NOISE.sub("", first), _NOISE.sub("", second))


def _unspaced(text: str) -> str:
    return re.sub(r"\s+", "", text)
