"""The pages, found from their files: `views/<order>_<group>/<order>_<slug>.py`."""

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from dashboard import address, data, formats
from dashboard.access import entry, gate
from dashboard.language import ENGLISH, PARAMETER, THAI, language, t

_VIEWS = Path(__file__).parent / "views"
# Pages that change data.
_OF_STEWARDS = {"import"}

# Of this run: the pages that whoever looks may open, and the one that the address asks for.
_open: ContextVar[list["PageFile"]] = ContextVar("open_pages")
_current: ContextVar["PageFile"] = ContextVar("current_page")


@dataclass(frozen=True)
class PageFile:
    """One page: its file, its group, and the slug that is its address and the key of its title."""

    path: Path
    group: str
    slug: str

    @property
    def title(self) -> str:
        """The title in the language of the reader."""
        return t(f"page.{self.slug}")


@cache
def page_files() -> tuple[PageFile, ...]:
    """All pages in the order of their folders and files; a new file is a new page."""
    return tuple(
        PageFile(path, path.parent.name.partition("_")[2], path.stem.partition("_")[2])
        for path in sorted(_VIEWS.glob("*/*.py"))
    )


def open_pages() -> list[PageFile]:
    """The pages that whoever looks may open; the others do not exist for them."""
    is_steward = entry.reader().is_steward
    return [page for page in page_files() if is_steward or page.slug not in _OF_STEWARDS]


def declare() -> st.Page:
    """Tell Streamlit of the pages and give the one that the address asks for."""
    found, slug = open_pages(), address.slug()
    _current.set(next((page for page in found if page.slug == slug), found[0]))
    _open.set(found)
    pages = [
        st.Page(page.path, title=page.title, url_path=page.slug, default=index == 0)
        for index, page in enumerate(found)
    ]
    return st.navigation(pages, position="hidden")


def current() -> PageFile:
    """The page that the address asks for."""
    return _current.get()


def link(slug: str, label: str, **changes: object) -> None:
    """A link to a page with the filters that all pages share, some of them changed.

    A link to the page that the reader is on keeps the filters of that page, too.
    """
    page = _page_of(slug)
    st.page_link(page.path, label=label, query_params=_carried(page, changes))


def anchor(slug: str, label: str, **changes: object) -> str:
    """The same link as HTML, to stand among others: each element of Streamlit costs as much as a whole table."""
    page = _page_of(slug)
    return _anchor(page, label, _carried(page, changes))


@dataclass(frozen=True)
class Choice:
    """A link to the page that the reader is on: what it says, what it changes, and whether that is so already."""

    words: str
    changes: Mapping[str, object]
    is_chosen: bool = False


def choices(key: str, links: Iterable[Choice], label: str = "") -> str:
    """Choices beside each other, as HTML; `label` says what is chosen to those who do not see it."""
    page = current()
    made = (
        _anchor(
            page, link.words, _carried(page, link.changes), ' aria-current="true"' if link.is_chosen else ""
        )
        for link in links
    )
    named = f' aria-label="{escape(label)}"' if label else ""
    return f'<nav class="choices st-key-{key}"{named}>{"".join(made)}</nav>'


def on_paper(said: Iterable[str]) -> str:
    """What is chosen as words: on paper there are no links."""
    return f'<p class="note paper">{escape(" · ".join(said))}</p>'


def sections(words: Mapping[str, str], chosen: str, of_one: Iterable[str]) -> str:
    """The sections of a page by their names, the first of them open unless asked; as HTML.

    `of_one` are the parameters that belong to one section, which stay behind when another is opened.
    """
    first = next(iter(words))
    return choices(
        "sections",
        (
            Choice(
                said,
                {"section": None if name == first else name, **dict.fromkeys(of_one)},
                is_chosen=name == chosen,
            )
            for name, said in words.items()
        ),
    )


def header() -> None:
    """Brand, the date of the data, the switch of language; then the pages in their groups."""
    menu, name = _menu(), escape(t("app.name"))
    other = THAI if language() == ENGLISH else ENGLISH
    chosen = None if other == THAI else other
    with st.container(key="header", horizontal=True, gap="small"):
        st.html(
            f'<div class="top"><a class="brand" href="." target="_self">{name}</a>'
            f"{_drop('menu', t('app.menu', page=current().title), menu)}{_builds()}"
            f"{anchor(current().slug, t('app.other_language'), **{PARAMETER: chosen})}</div>"
            f'<div class="navigation">{menu}</div><script>{script()}</script>',
            unsafe_allow_javascript=True,
        )
        gate.signed_in()


def _page_of(slug: str) -> PageFile:
    return next(page for page in page_files() if page.slug == slug)


def _carried(page: PageFile, changes: Mapping[str, object]) -> dict[str, str]:
    keep = address.with_changes if page == current() else address.shared_with_changes
    return keep(**changes)


def _anchor(page: PageFile, label: str, parameters: Mapping[str, str], marks: str = "") -> str:
    # The first page lies at the root; all addresses are relative, for the app may lie below another one.
    path = "." if page == page_files()[0] else page.slug
    where = escape(path + (f"?{urlencode(parameters)}" if parameters else ""))
    return f'<a class="go" href="{where}" target="_self"{marks}>{escape(label)}</a>'


@cache
def script() -> str:
    """What the links of the pages run in the browser."""
    return files("dashboard").joinpath("links.js").read_text(encoding="utf-8")


def _menu() -> str:
    # From the top of a page: what belongs to the record or list one has left stays behind.
    parameters = address.shared_with_changes()
    groups = []
    for group, pages in groupby(_open.get(), lambda page: page.group):
        links = "".join(
            _anchor(page, page.title, parameters, ' aria-current="page"' if page == current() else "")
            for page in pages
        )
        groups.append(f'<div><span class="group">{escape(t(f"group.{group}"))}</span>{links}</div>')
    return f'<nav class="pages">{"".join(groups)}</nav>'


def _builds() -> str:
    """The date of the data, and the way to the figures as they were reported on an earlier date."""
    lines = [f"<p>{escape(t('app.builds_help'))}</p>"]
    for build in data.builds():
        moment = formats.built_moment(build.built_at)
        words = t("app.latest_build" if build.is_current else "app.earlier_build", moment=moment)
        chosen = None if build.is_current else build.build_id
        lines.append(anchor(current().slug, words, build=chosen))
    return _drop("builds", t("app.data_as_of", day=formats.built_day(data.shown_at())), "".join(lines))


def _drop(name: str, label: str, content: str) -> str:
    """A button, and what drops down from it."""
    return f'<details class="drop {name}"><summary>{escape(label)}</summary><div>{content}</div></details>'
