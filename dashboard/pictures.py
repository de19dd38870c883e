"""A chart as a picture to put into a report: with its title, its source and the date of the build."""

import json
from typing import Any

import altair as alt
import vl_convert

from dashboard import theme

KINDS = {"png": "image/png", "svg": "image/svg+xml"}
_WIDTH = 900
_SCALE = 2


def draw(chart: alt.TopLevelMixin, title: str, footer: str, suffix: str) -> bytes:
    """A chart as PNG or SVG, under its title and over its source."""
    # On a page a chart takes the width it finds; on paper it has one of its own.
    inner: dict[str, Any] = {"width": _WIDTH, **chart.to_dict()}
    outer = {name: inner.pop(name) for name in ("$schema", "config", "datasets") if name in inner}
    outer["config"] = {**outer["config"], "background": theme.option("secondaryBackgroundColor")}
    ink, quiet = theme.option("textColor"), theme.colour(theme.Tone.quiet)
    spec = json.dumps(
        {
            **outer,
            "padding": 20,
            "title": {"text": title, "anchor": "start", "fontSize": 20, "color": ink, "offset": 14},
            "vconcat": [inner, _line(footer, quiet)],
        },
        ensure_ascii=False,
        # Amounts of the warehouse are decimals, which JSON does not know.
        default=float,
    )
    if suffix == "svg":
        return str(vl_convert.vegalite_to_svg(spec)).encode()
    return bytes(vl_convert.vegalite_to_png(spec, scale=_SCALE))


def _line(text: str, colour: str) -> dict[str, Any]:
    """A line of text as a part of a chart."""
    return {
        "data": {"values": [{"text": text}]},
        "mark": {"type": "text", "align": "left", "x": 0, "color": colour, "fontSize": 12, "limit": _WIDTH},
        "encoding": {"text": {"field": "text"}},
        "height": 16,
        "width": _WIDTH,
    }
