"""One page as a reader sees it: its words, widgets and links, without a browser."""

import re
from collections.abc import Iterator
from contextvars import copy_context
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

from streamlit.testing.v1 import AppTest

from dashboard.language import PARAMETER, speak

# Texts that stand in attributes: what a tile measures, what a picture says, the heading of a cell.
_SPOKEN = {"title", "alt", "data-label", "aria-label"}


@dataclass(frozen=True)
class Link:
    """One link: what it says, the page it leads to and the parameters it carries."""

    label: str
    page: str
    parameters: dict[str, str]


@dataclass(frozen=True)
class Screen:
    """What one run of the app has shown."""

    app: AppTest

    @property
    def html(self) -> str:
        """All our own HTML."""
        return "\n".join(node.proto.body for node in _nodes(self.app.main) if node.type == "html")

    @property
    def words(self) -> str:
        """All that a reader reads, one text a line: HTML, labels, options, captions, links and messages."""
        return "\n".join(text for node in _nodes(self.app.main) for text in _texts(node))

    @property
    def links(self) -> list[Link]:
        """The links to pages, in the order of the screen."""
        return [link for node in _nodes(self.app.main) for link in _links(node)]

    def choices(self, key: str) -> list[Link]:
        """The links of one row of choices."""
        (row,) = re.findall(rf'<nav class="choices st-key-{key}">(.*?)</nav>', self.html)
        return _anchors(row)

    @property
    def heading(self) -> str:
        """The message of the page."""
        return self.part("h1", "message")

    @property
    def about(self) -> str:
        """The line below the message."""
        return self.part("p", "about")

    def part(self, tag: str, name: str) -> str:
        """The text of the only element of one class."""
        (found,) = self.parts(tag, name)
        return found

    def parts(self, tag: str, name: str) -> list[str]:
        """The texts of all elements of one class."""
        return [plain(body) for body in re.findall(rf'<{tag} class="{name}[^"]*">(.*?)</{tag}>', self.html)]

    def tile(self, key: str) -> list[str]:
        """The lines of one tile: name, value, then what is said of it."""
        if self._is_block(f"tile-{key}"):
            return _lines(self.inside(f"tile-{key}"))
        return _shown(_Text.of(_box(self.html, f"st-key-tile-{key}")))

    def unfolded(self) -> "Screen":
        """The same page with the tables behind its charts opened, and what else is folded away."""
        for key in map(_key, _blocks(self.app.main)):
            if key.startswith(("table-", "more-measures", "more-attention")):
                self.app.session_state[key] = True
        return Screen(copy_context().run(self._again))

    def _again(self) -> AppTest:
        # Streamlit's app without a browser asks for the words of the boxes outside of the run, which has a language.
        speak(dict(self.app.query_params).get(PARAMETER))
        return self.app.run()

    def card(self, key: str) -> list[str]:
        """The lines of one card: its title, then what stands in it."""
        return _lines(self.inside(f"card-{key}"))

    def inside(self, key: str) -> list[Any]:
        """The elements of the container of a key."""
        (found,) = [node for node in _blocks(self.app.main) if _key(node) == key]
        return list(_nodes(found))

    def has(self, key: str) -> bool:
        """Whether there is a container of the key, or a box of our HTML."""
        return self._is_block(key) or re.search(rf'class="[^"]*\bst-key-{key}"', self.html) is not None

    def _is_block(self, key: str) -> bool:
        return any(_key(node) == key for node in _blocks(self.app.main))

    def rows(self, card: str = "") -> list[dict[str, str]]:
        """The rows of the first table, of the page or of one card, by their headings."""
        html = self.html
        if card:
            html = "\n".join(node.proto.body for node in self.inside(f"card-{card}") if node.type == "html")
        table = re.search(r'<table class="rows">(.*?)</table>', html, re.DOTALL)
        assert table, "no table on the page"
        return [
            {heading: plain(cell) for heading, cell in re.findall(r'data-label="(.*?)">(.*?)</td>', row)}
            for row in re.findall(r"<tr>(<td.*?)</tr>", table[1])
        ]

    @property
    def charts(self) -> list[str]:
        """What is told of each chart to those who do not see it."""
        return [plain(words) for words in re.findall(r'<p class="heard chart-words">(.*?)</p>', self.html)]

    @property
    def found(self) -> dict[str, dict[str, str]]:
        """What the box of organisations offers, and what each changes the address to."""
        lines = "".join(re.findall(r'<nav class="found">(.*?)</nav>', self.html))
        return {
            plain(words): _parameters(urlsplit(unescape(address)).query)
            for address, words in re.findall(r'<a href="(.*?)".*?>(.*?)</a>', lines)
        }

    def button(self, key: str) -> str:
        """What the button of a popover says."""
        (found,) = [node for node in _blocks(self.app.main) if _key(node) == key]
        # A backslash says that the letter after it is no Markdown.
        return re.sub(r"\\(.)", r"\1", str(found.proto.popover.label))

    def select(self, label: str) -> Any:
        """The select box of a label."""
        (found,) = [box for box in self.app.selectbox if box.label == label]
        return found


def plain(html: str) -> str:
    """HTML as the text that is shown."""
    return " ".join("".join(_Text.of(html, with_attributes=False)).split())


def _lines(nodes: list[Any]) -> list[str]:
    return [line for node in nodes for text in _texts(node) for line in text.split("\n")]


def _texts(node: Any) -> list[str]:
    if node.type == "html":
        return _shown(_Text.of(node.proto.body))
    if node.type == "page_link":
        return [node.proto.label]
    if node.type == "vega_lite_chart":
        return [node.proto.alt]
    texts = [getattr(node, "label", "") or "", *(getattr(node, "options", None) or [])]
    texts += [getattr(node, "placeholder", "") or "", str(getattr(node, "value", "") or "")]
    return [text for text in texts if text]


def _shown(parts: list[str]) -> list[str]:
    return [text for text in (part.strip() for part in parts) if text]


def _links(node: Any) -> list[Link]:
    """The links to pages of one element: its own, or those of our HTML that stand among others."""
    if node.type == "page_link":
        return [Link(node.proto.label, node.proto.page, _parameters(node.proto.query_string))]
    if node.type != "html":
        return []
    return _anchors(node.proto.body)


def _anchors(html: str) -> list[Link]:
    found = re.findall(r'<a class="go" href="(.*?)".*?>(.*?)</a>', html)
    return [
        Link(plain(label), href.path.strip("."), _parameters(href.query))
        for href, label in ((urlsplit(unescape(address)), label) for address, label in found)
    ]


def _box(html: str, name: str) -> str:
    """The HTML of the only `div` of a class."""
    (begin,) = [match.start() for match in re.finditer(rf'<div class="[^"]*\b{name}"', html)]
    depth = 0
    for tag in re.finditer(r"<(/?)div\b", html[begin:]):
        depth += -1 if tag[1] else 1
        if not depth:
            return html[begin : begin + tag.end()]
    return html[begin:]


def _parameters(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit("?" + query.lstrip("?")).query).items()}


def _key(block: Any) -> str:
    # Streamlit puts a mark of its own before the key: $$ID-<hash>-<key>.
    return str(getattr(getattr(block, "proto", None), "id", "")).partition("$$ID-")[2].partition("-")[2]


def _blocks(block: Any) -> Iterator[Any]:
    for child in getattr(block, "children", {}).values():
        if hasattr(child, "children"):
            yield child
            yield from _blocks(child)


def _nodes(block: Any) -> Iterator[Any]:
    for child in getattr(block, "children", {}).values():
        if hasattr(child, "children"):
            yield from _nodes(child)
        else:
            yield child


class _Text(HTMLParser):
    """The text of HTML, each element on its own, with the attributes that are read out."""

    def __init__(self, *, with_attributes: bool) -> None:
        super().__init__()
        self.with_attributes = with_attributes
        self.found: list[str] = []
        self.skipped = 0

    @classmethod
    def of(cls, html: str, *, with_attributes: bool = True) -> list[str]:
        parser = cls(with_attributes=with_attributes)
        parser.feed(html)
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipped += tag in ("style", "script")
        if self.with_attributes:
            self.found += [value for name, value in attrs if name in _SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self.skipped -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.found.append(data)
