"""Stacked bars as HTML: on a page that has no other chart the browser need not load the program that draws charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Segment:
    """One part of a bar: its share of the longest bar (0 to 1), colour and number, and what it says when pointed at."""

    share: float
    colour: str
    number: str
    said: str


def stacked(bars: Sequence[tuple[str, Sequence[Segment]]]) -> str:
    """Bars below each other, of each its name and parts. A number that does not fit into its part is not seen.

    They are for the eye alone: what they show is told in words beside them.
    """
    lines = "".join(
        f"<dt>{escape(name)}</dt><dd>{''.join(map(_segment, segments))}</dd>" for name, segments in bars
    )
    return f'<dl class="stacked" aria-hidden="true">{lines}</dl>'


def _segment(part: Segment) -> str:
    style = f"width:{part.share * 100:.3f}%;background:{part.colour}"
    return f'<i style="{style}" title="{escape(part.said)}"><b>{escape(part.number)}</b></i>'
