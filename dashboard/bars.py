"""Bars as HTML: on a page that has no other chart the browser need not load the program that draws charts.

They are for the eye alone: what they show is told in words beside them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Segment:
    """A bar or a part of one: its share of the longest (0 to 1), colour, number, and what it says when pointed at."""

    share: float
    colour: str
    number: str
    said: str


def stacked(bars: Sequence[tuple[str, Sequence[Segment]]]) -> str:
    """Bars below each other, of each its name and parts. A number that does not fit into its part is not seen."""
    lines = "".join(
        f"<dt>{escape(name)}</dt><dd>{''.join(map(_segment, segments))}</dd>" for name, segments in bars
    )
    return f'<dl class="stacked" aria-hidden="true">{lines}</dl>'


def _segment(part: Segment) -> str:
    style = f"width:{part.share * 100:.3f}%;background:{part.colour}"
    return f'<i style="{style}" title="{escape(part.said)}"><b>{escape(part.number)}</b></i>'


def columns(bars: Sequence[tuple[str, Segment, str]]) -> str:
    """Bars beside each other, of each its name, the bar, and a mark above its number."""
    return f'<ol class="columns" aria-hidden="true">{"".join(_column(*bar) for bar in bars)}</ol>'


def _column(name: str, bar: Segment, mark: str) -> str:
    return (
        f'<li title="{escape(bar.said)}"><small>{escape(mark)}</small><b>{escape(bar.number)}</b>'
        f'<i style="--share:{bar.share:.4f};background:{bar.colour}"></i><span>{escape(name)}</span></li>'
    )
