"""Bars as HTML: they cost a page less than a chart that the browser has to work out, and wrap as its text does.

They are for the eye alone: what they show is told in words beside them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Segment:
    """A bar or a part of one: its share of the longest (0 to 1), colour, number, and what it says when pointed at.

    `ink` is the colour of the number, which is light where none is given.
    """

    share: float
    colour: str
    number: str
    said: str
    ink: str = ""


@dataclass(frozen=True)
class Column:
    """An upright bar: its name below, the number above, the parts from below, and a mark above the number."""

    name: str
    number: str
    parts: Sequence[Segment]
    said: str = ""
    mark: str = ""

    @property
    def height(self) -> float:
        """Its share of the tallest."""
        return sum(part.share for part in self.parts)


@dataclass(frozen=True)
class Stretch:
    """A part of a track: where it begins and ends (0 to 1), its colour, and its look by the name that the style has.

    One that ends where it begins is a tick.
    """

    start: float
    end: float
    colour: str
    look: str


def stacked(bars: Sequence[tuple[str, Sequence[Segment]]]) -> str:
    """Bars below each other, of each its name and parts. A number that does not fit into its part is not seen."""
    lines = "".join(
        f"<dt>{escape(name)}</dt><dd>{''.join(map(_segment, segments))}</dd>" for name, segments in bars
    )
    return f'<dl class="stacked" aria-hidden="true">{lines}</dl>'


def _segment(part: Segment) -> str:
    style = f"width:{part.share * 100:.3f}%;background:{part.colour}"
    return f'<i style="{style}" title="{escape(part.said)}"><b>{escape(part.number)}</b></i>'


def columns(bars: Sequence[Column]) -> str:
    """Bars beside each other. A number that does not fit into its part is not seen."""
    return f'<ol class="columns" aria-hidden="true">{"".join(map(_column, bars))}</ol>'


def _column(bar: Column) -> str:
    parts = "".join(_part(part, bar.height) for part in bar.parts if part.share)
    title = f' title="{escape(bar.said)}"' if bar.said else ""
    return (
        f"<li{title}><small>{escape(bar.mark)}</small><b>{escape(bar.number)}</b>"
        f'<i style="--share:{bar.height:.4f}">{parts}</i><span>{escape(bar.name)}</span></li>'
    )


def _part(part: Segment, height: float) -> str:
    style = f"height:{part.share / height * 100:.3f}%;background:{part.colour}"
    ink = f";color:{part.ink}" if part.ink else ""
    title = f' title="{escape(part.said)}"' if part.said else ""
    number = f"<b>{escape(part.number)}</b>" if part.number else ""
    return f'<i style="{style}{ink}"{title}>{number}</i>'


def steps(bars: Sequence[Column], marks: Sequence[float], own: float | None = None) -> str:
    """Bars of steps as wide as each other, with marks between them, and one's own place (0 to 1 from the left)."""
    lines = "".join(f'<s style="left:{mark * 100:.3f}%"></s>' for mark in marks)
    place = "" if own is None else _own_place(bars, own)
    return f'<div class="steps" aria-hidden="true">{lines}{columns(bars)}{place}</div>'


def _own_place(bars: Sequence[Column], own: float) -> str:
    """A line that points down to the bar that the place is in."""
    # The last step has its end as well.
    bar = bars[min(int(own * len(bars)), len(bars) - 1)]
    return f'<em style="left:{own * 100:.3f}%;--share:{bar.height:.4f}"></em>'


def tracks(lines: Sequence[tuple[str, str, str]], axis: Sequence[tuple[float, str]]) -> str:
    """Tracks below each other, of each its name, words at its end and the track; below all their common axis."""
    told = "".join(
        f"<dt>{escape(name)} <small>{escape(words)}</small></dt><dd>{drawn}</dd>"
        for name, words, drawn in lines
    )
    places = "".join(f'<span style="left:{at * 100:.3f}%">{escape(number)}</span>' for at, number in axis)
    return f'<dl class="tracks" aria-hidden="true">{told}</dl><div class="axis" aria-hidden="true">{places}</div>'


def track(stretches: Sequence[Stretch], said: str) -> str:
    """Stretches on one line, each over those before it."""
    parts = "".join(map(_stretch, stretches))
    return f'<span class="track" aria-hidden="true" title="{escape(said)}">{parts}</span>'


def _stretch(part: Stretch) -> str:
    width = f"width:{(part.end - part.start) * 100:.3f}%;" if part.end > part.start else ""
    return f'<i class="{part.look}" style="left:{part.start * 100:.3f}%;{width}background:{part.colour}"></i>'
