"""A chart as a picture to put into a report: with its title, its legend, its source and the date of the build."""

import json
import re
from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import altair as alt
import vl_convert

from dashboard import theme
from dashboard.theme import Tone

KINDS = {"png": "image/png", "svg": "image/svg+xml"}
# A browser takes the letters that a font lacks from the next one; here a font must have Thai and Latin both.
FONTS = "Sarabun, 'Leelawadee UI', Thonburi, Loma, Laksaman, Garuda, 'Noto Sans Thai', sans-serif"
_WIDTH = 900
_SCALE = 2
_LINE = 20
_TITLE_LETTERS, _FOOTER_LETTERS = 90, 115
_SQUARE = "■"
# The drawing of letters into pixels sets the second half of this vowel over the letter that follows; written as
# its two halves, the first before the tone mark, it looks the same and stands right.
_SARA_AM = re.compile("([่-๋]?)ำ")
# A backslash of a text, or what no XML may hold, in the form that JSON gives it: at that the library ends the whole
# process.
_NOT_IN_XML = re.compile(r"\\\\|\\[bf]|\\u00(?:0[0-8be-f]|1[0-9a-f])|[\ud800-\udfff\ufffe\uffff]")


def draw(
    chart: alt.TopLevelMixin, title: str, footer: str, suffix: str, legend: Sequence[Sequence[str]] = ()
) -> bytes:
    """A chart as PNG or SVG, under its title and over its legend and source.

    `legend` has colours and words, and a sign where it is not a square.
    """
    # On a page a chart takes the width it finds; on paper it has one of its own.
    drawing: dict[str, Any] = chart.to_dict()
    inner: dict[str, Any] = {"width": _WIDTH, **drawing}
    outer: dict[str, Any] = {
        name: inner.pop(name) for name in ("$schema", "config", "datasets") if name in inner
    }
    background = theme.option("secondaryBackgroundColor")
    outer["config"] = {**outer["config"], "background": background, "font": FONTS}
    quiet = theme.colour(Tone.quiet)
    entries = [(sign[0] if sign else _SQUARE, hue, words, "legend") for hue, words, *sign in legend]
    entries += [("", quiet, words, "footer") for words in wrap(footer, _FOOTER_LETTERS)]
    spec: dict[str, Any] = {
        **outer,
        "padding": 20,
        "bounds": "full",
        "title": {
            "text": wrap(title, _TITLE_LETTERS),
            "anchor": "start",
            "fontSize": 20,
            "color": theme.option("textColor"),
            "offset": 14,
        },
        "vconcat": [inner, _lines(entries)],
    }
    # Amounts of the warehouse are decimals, which JSON does not know.
    content = json.dumps(spec, ensure_ascii=False, default=float)
    content = _NOT_IN_XML.sub(lambda found: found[0] if found[0] == r"\\" else "", content)
    if suffix == "svg":
        return str(vl_convert.vegalite_to_svg(content)).encode()
    return bytes(vl_convert.vegalite_to_png(_SARA_AM.sub("ํ\\1า", content), scale=_SCALE))


def _lines(entries: list[tuple[str, str, str, str]]) -> dict[str, Any]:
    """Lines of text as a part of a chart: those of the legend with a sign before them, then those of the source."""
    values = [
        {"row": row, "sign": sign, "hue": hue, "words": words, "kind": kind}
        for row, (sign, hue, words, kind) in enumerate(entries)
    ]
    place = {"y": {"field": "row", "type": "ordinal", "axis": None}}
    hue = {"field": "hue", "type": "nominal", "scale": None}
    text = {"type": "text", "align": "left", "fontSize": 13, "limit": _WIDTH}
    ink, quiet = theme.option("textColor"), theme.colour(Tone.quiet)
    return {
        "data": {"values": values},
        "width": _WIDTH,
        "height": _LINE * len(values),
        "layer": [
            {
                "mark": {**text, "x": 0},
                "encoding": {**place, "text": {"field": "sign"}, "color": hue},
            },
            {
                "transform": [{"filter": "datum.kind === 'legend'"}],
                "mark": {**text, "x": 20, "color": ink},
                "encoding": {**place, "text": {"field": "words"}},
            },
            {
                "transform": [{"filter": "datum.kind === 'footer'"}],
                "mark": {**text, "x": 0, "color": quiet},
                "encoding": {**place, "text": {"field": "words"}},
            },
        ],
    }
