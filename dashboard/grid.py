"""A small table of counts whose cells are tinted by how much stands in them: rows by columns, read as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from dashboard import address
from dashboard.theme import Tone

# The strongest tint, in per cent of its colour: the text on it stays readable.
_STRONGEST = 34
# The strength of the least count.
_LEAST = 0.25
# With more columns than these the headings of rows stand on lines of their own on a phone.
_FEW = 6


@dataclass(frozen=True)
class Cell:
    """One cell: what it shows, how strongly it is tinted (0 to 1), and where it leads on this page.

    `said` is what a screen reader says of it and what shows when it is pointed at.
    """

    text: str
    strength: float = 0.0
    tone: Tone = Tone.busy
    link: Mapping[str, object] | None = None
    said: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class Row:
    """One row: its heading, a quiet line below that, and its cells."""

    heading: str
    cells: Sequence[Cell]
    detail: str = ""
    link: Mapping[str, object] | None = None
    is_total: bool = False


def strength(count: int, most: int) -> float:
    """How strongly a count is tinted beside the highest of its table: even one is seen."""
    return _LEAST + (1 - _LEAST) * count / most


def show(corner: str, headings: Sequence[tuple[str, Tone | None]], rows: Sequence[Row]) -> None:
    """The table; `corner` says what its rows are, each heading may have a colour."""
    head = "".join(f'<th scope="col" class="{tone or ""}">{_unbroken(text)}</th>' for text, tone in headings)
    body = "".join(_row(row) for row in rows)
    many = "many" if len(headings) > _FEW else ""
    st.html(
        f'<table class="grid {many}"><thead><tr><th scope="col">{escape(corner)}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _unbroken(text: str) -> str:
    """A heading that breaks between its parts only: browsers break Thai words elsewhere, too."""
    return " ".join(f"<span>{escape(part)}</span>" for part in text.split())


def _row(row: Row) -> str:
    detail = f"<small>{escape(row.detail)}</small>" if row.detail else ""
    cells = "".join(_cell(cell) for cell in row.cells)
    heading = _linked(escape(row.heading), row.link, "")
    return f'<tr class="{"total" if row.is_total else ""}"><th scope="row">{heading}{detail}</th>{cells}</tr>'


def _cell(cell: Cell) -> str:
    tint = round(min(max(cell.strength, 0.0), 1.0) * _STRONGEST)
    style = f"background: color-mix(in srgb, var(--{cell.tone}) {tint}%, var(--card))" if tint else ""
    chosen = "chosen" if cell.is_chosen else ""
    inside = _linked(escape(cell.text), cell.link, cell.said)
    return f'<td class="{chosen}" style="{style}" title="{escape(cell.said)}">{inside}</td>'


def _linked(text: str, link: Mapping[str, object] | None, said: str) -> str:
    if link is None:
        return text
    where = escape(address.query(address.with_changes(**link)))
    label = f' aria-label="{escape(said)}"' if said else ""
    return f'<a href="{where}" target="_self"{label}>{text}</a>'
