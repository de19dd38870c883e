"""A report as PDF: its words and figures as JSON into the templates of this folder, by Typst."""

import json
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from threading import Lock
from typing import Any, Final

from dashboard import formats
from dashboard.language import language, t
from dashboard.theme import OPTIONS, SYMBOLS
from reports import fonts
from reports.content.common import MOST_SOURCES
from reports.digits import Digits
from reports.paper import Bars, Block, Facts, Heading, Meters, Pair, Paper, Paths, Signatures, Text, Tiles
from reports.paper import (
    Path as TargetPath,
)
from reports.tables import Kind, Row, Shape, Table, shown
from warehouse.visible import visible

MOST_MISSING_OF_ONE_PAGE = 5
# Readable by assistive technology: tagged, with language and title. Typst refuses what does not conform.
STANDARD: Final = "ua-1"
_NOT_DISPLAYED = "could not be displayed"
_ENTRY = "report.typ"
# A row with a text of more letters, for each part of the width, may be torn apart by the end of a page.
_LETTERS = 90
# Standing right, as figures do; ticks stand in the middle.
_ALIGNMENTS = {Shape.text: "left", Shape.tick: "center"}

Json = dict[str, Any]


class Printer:
    """Makes PDF after PDF; templates and fonts are read once."""

    def __init__(self, installed: Any = None) -> None:
        """Choose the font among those installed; fonts.NoThaiFont when none of them is Thai."""
        import typst  # noqa: PLC0415 - see fonts.py

        known = installed or fonts.installed()
        self._families, self._scale = fonts.chosen(known)
        folder = _templates()
        # Many may ask at once, and it makes one after the other.
        self._lock = Lock()
        self._error = typst.TypstError
        self._compiler = typst.Compiler(folder / _ENTRY, root=folder, font_paths=known)

    def print(self, paper: Paper, digits: Digits, path: Path) -> None:
        """Write a report to a file."""
        said = _in_digits(content(paper), digits)
        said |= {"fonts": self._families, "scale": self._scale, "thai_digits": digits is Digits.thai}
        data = json.dumps(said, ensure_ascii=False, default=float)
        with self._lock:
            try:
                self._compile(data, path, [STANDARD])
            except self._error as error:
                if _NOT_DISPLAYED not in str(error):
                    raise
                # No font of the machine has a letter of the data: a box stands for it, which the standard forbids.
                self._compile(data, path, [])

    def _compile(self, data: str, path: Path, standards: list[Any]) -> None:
        self._compiler.compile(output=path, sys_inputs={"data": data}, format="pdf", pdf_standards=standards)


@cache
def printer() -> Printer:
    """The one printer of this process."""
    return Printer()


@cache
def _templates() -> Path:
    """The folder of the templates, which the installed package has as files."""
    with as_file(files("reports").joinpath("templates")) as folder:
        return folder


@cache
def _colours() -> dict[str, str]:
    """The colours of the theme by tone; read here, for only a page has Streamlit to ask."""
    theme = tomllib.loads(files("dashboard").joinpath(".streamlit/config.toml").read_text(encoding="utf-8"))[
        "theme"
    ]
    named = {str(tone): theme[option] for tone, option in OPTIONS.items()}
    return named | {"primary": theme["primaryColor"], "ink": theme["textColor"], "line": theme["borderColor"]}


# Codes that no digits are changed in.
_CODES = ("build", "lang", "colours")


def _in_digits(node: Any, digits: Digits) -> Any:
    if isinstance(node, str):
        return digits.of(visible(node))
    if isinstance(node, dict):
        return {name: value if name in _CODES else _in_digits(value, digits) for name, value in node.items()}
    return [_in_digits(value, digits) for value in node] if isinstance(node, list) else node


def content(paper: Paper) -> Json:
    """Everything that the templates show, as texts and plain numbers."""
    imprint = paper.imprint
    return {
        "lang": language(),
        "colours": _colours(),
        "organisation": imprint.organisation,
        "title": imprint.title,
        "subtitle": paper.subtitle,
        "made_on": imprint.made_on,
        "simulated": imprint.simulated,
        "build": imprint.build_id,
        "imprint": imprint.line,
        "source": f"{t('report.source')}: {_sources_in_short(paper)}",
        "page": t("report.page", page="{page}", pages="{pages}"),
        "one_page": paper.is_one_page,
        "wide": paper.is_wide,
        "blocks": [_block(block) for block in paper.blocks],
        "missing": _missing(paper),
        "sources": _sources(paper),
    }


def _sources_in_short(paper: Paper) -> str:
    """The documents in one line of the foot of each page."""
    if not paper.sources:
        return t("report.no_sources")
    first = paper.sources[0]
    named = " ".join(filter(None, (first.title, f"({first.publisher})" if first.publisher else "")))
    more = len(paper.sources) - 1
    return named + (t("report.and_more", count=formats.count(more)) if more else "")


def _missing(paper: Paper) -> Json:
    most = MOST_MISSING_OF_ONE_PAGE if paper.is_one_page else len(paper.missing)
    rows = [[item.what, item.fill] for item in paper.missing[:most]]
    more = len(paper.missing) - most
    return {
        "title": t("report.missing"),
        "headings": [t("report.what"), t("report.fill")],
        "rows": rows,
        "note": t("report.more_missing", count=formats.count(more)) if more > 0 else "",
        "nothing": t("report.nothing_missing"),
    }


def _sources(paper: Paper) -> Json:
    listed = [" · ".join(filter(None, (item.title, item.publisher))) for item in paper.sources[:MOST_SOURCES]]
    more = len(paper.sources) - MOST_SOURCES
    note = t("report.more_sources", count=formats.count(more)) if more > 0 else ""
    return {"title": t("report.sources"), "rows": listed or [t("report.no_sources")], "note": note}


def _block(block: Block) -> Json:
    return _MAKERS[type(block)](block)


def _heading(block: Heading) -> Json:
    return {"is": "heading", "text": block.text}


def _text(block: Text) -> Json:
    symbol = SYMBOLS[block.tone] if block.tone else ""
    return {"is": "text", "text": block.text, "tone": block.tone or "", "symbol": symbol}


def _facts(block: Facts) -> Json:
    return {"is": "facts", "rows": [[name, value or t("report.no_data")] for name, value in block.rows]}


def _tiles(block: Tiles) -> Json:
    items = [
        {
            "name": item.name,
            "value": item.value,
            "unit": item.unit,
            "tone": item.tone,
            "verdict": item.marked_verdict,
            "sentence": item.sentence,
            "coverage": item.coverage,
            "share": item.share,
            "target": item.target,
        }
        for item in block.items
    ]
    return {"is": "tiles", "title": block.title, "items": items}


def _bars(block: Bars) -> Json:
    longest = max(bar.total for bar in block.rows)
    totals = {
        code: sum(n for bar in block.rows for c, *_, n in bar.parts if c == code) for code in block.words
    }
    return {
        "is": "bars",
        "title": block.title,
        "legend": [
            [tone, f"{words} {formats.count(totals[code])}"] for code, (tone, words) in block.words.items()
        ],
        "rows": [
            {
                "name": bar.name,
                "total": formats.count(bar.total),
                "parts": [
                    [tone, f"{symbol} {formats.count(count)}", count / longest]
                    for _, tone, symbol, count in bar.parts
                ],
            }
            for bar in block.rows
        ],
    }


def _meters(block: Meters) -> Json:
    rows = [
        [row.name, float(row.score) / 100, formats.points(row.score), shown(row.to_gain, block.gain_shape)]
        for row in block.rows
    ]
    return {
        "is": "meters",
        "title": block.title,
        "rows": rows,
        "mark": None if block.mark is None else block.mark / 100,
        "headings": [block.heading, t("report.score"), block.gain_heading],
        "note": block.note,
    }


def _paths(block: Paths) -> Json:
    return {
        "is": "paths",
        "title": block.title,
        "rows": [_path(row) for row in block.rows],
        "note": t("report.path_how") if any(row.planned for row in block.rows) else "",
    }


def _path(row: TargetPath) -> Json:
    points = [*row.planned, *row.reached, *row.expected]
    words = {"name": row.name, "now": row.now, "goal": row.goal, "tone": row.tone, "verdict": row.verdict}
    years, values = [year for year, _ in points], [value for _, value in points]
    if len(set(years)) < 2:  # noqa: PLR2004 - a single year has no way
        return words | {"lines": None}
    first, span = min(years), max(years) - min(years)
    low, height = min(values), (max(values) - min(values)) or 1

    def placed(way: Sequence[tuple[int, float]]) -> list[list[float]]:
        return [[(year - first) / span, (value - low) / height] for year, value in way]

    # What is expected goes on from the last value that was reached.
    expected = [*row.reached[-1:], *row.expected] if row.expected else []
    lines = {"planned": placed(row.planned), "reached": placed(row.reached), "expected": placed(expected)}
    return words | {"lines": lines, "years": t("report.path", first=first, last=max(years))}


def _table(block: Table) -> Json:
    return {
        "is": "table",
        "title": block.title,
        "note": block.note,
        "columns": [
            {
                "heading": column.heading,
                "over": column.over,
                "width": width,
                "align": _ALIGNMENTS.get(column.shape, "right"),
            }
            for column, width in zip(block.columns, block.widths, strict=True)
        ],
        "rows": [
            {"kind": row.kind, "long": row.is_longer(block.columns, _LETTERS), "cells": _cells(block, row)}
            for row in block.rows
        ],
    }


def _cells(table: Table, row: Row) -> list[str]:
    if row.kind is Kind.group:
        return [str(row.cells[0])]
    return [
        shown(value, shape, row.kind)
        for value, shape in zip(row.cells, row.shapes(table.columns), strict=True)
    ]


def _pair(block: Pair) -> Json:
    return {"is": "pair", "left": _block(block.left), "right": _block(block.right)}


def _signatures(block: Signatures) -> Json:
    words = [t("report.sign"), t("report.position"), t("report.date")]
    return {"is": "signatures", "roles": list(block.roles), "words": words}


_MAKERS: dict[type, Callable[[Any], Json]] = {
    Heading: _heading,
    Text: _text,
    Facts: _facts,
    Tiles: _tiles,
    Bars: _bars,
    Meters: _meters,
    Paths: _paths,
    Table: _table,
    Pair: _pair,
    Signatures: _signatures,
}
