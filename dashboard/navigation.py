"""The pages, found from their files: `views/<order>_<group>/<order>_<slug>.py`."""

from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import streamlit as st

from dashboard import address, data, formats, who
from dashboard.language import ENGLISH, PARAMETER, THAI, language, t

_VIEWS = Path(__file__).parent / "views"
# Pages that change data: only the person at this machine sees them.
_OF_THIS_MACHINE = {"import"}

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
    is_here = who.is_at_this_machine()
    return [page for page in page_files() if is_here or page.slug not in _OF_THIS_MACHINE]


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
    page = next(page for page in page_files() if page.slug == slug)
    keep = address.with_changes if page.slug == current().slug else address.shared_with_changes
    st.page_link(page.path, label=label, query_params=keep(**changes))


def header() -> None:
    """Brand, the date of the data, the switch of language; then the pages in their groups."""
    with st.container(key="header"):
        with st.container(key="header-top", horizontal=True, vertical_alignment="center", gap="small"):
            st.html(f'<a class="brand" href="." target="_self">{t("app.name")}</a>', width="content")
            with st.popover(t("app.menu", page=current().title), key="menu"):
                _menu("small")
            with st.container(
                key="header-end",
                horizontal=True,
                horizontal_alignment="right",
                vertical_alignment="center",
                width="stretch",
                gap="small",
            ):
                _builds()
                other = THAI if language() == ENGLISH else ENGLISH
                link(
                    current().slug,
                    t("app.other_language"),
                    **{PARAMETER: None if other == THAI else other},
                )
        with st.container(key="navigation", horizontal=True, vertical_alignment="center", gap="small"):
            _menu("wide")


def _menu(place: str) -> None:
    for group, pages in groupby(_open.get(), lambda page: page.group):
        is_row = place == "wide"
        with st.container(
            key=f"group-{place}-{group}",
            horizontal=is_row,
            vertical_alignment="center" if is_row else "top",
            width="content" if is_row else "stretch",
            gap="xxsmall",
        ):
            st.html(f'<span class="group">{t(f"group.{group}")}</span>', width="content")
            for page in pages:
                # From the top of a page: what belongs to the record or list one has left stays behind.
                st.page_link(page.path, label=page.title, query_params=address.shared_with_changes())


def _builds() -> None:
    """The date of the data, and the way to the figures as they were reported on an earlier date."""
    kept = data.builds()
    shown = next(build for build in kept if build.build_id == data.build_id())
    with st.popover(t("app.data_as_of", day=formats.built_day(shown.built_at)), key="builds"):
        st.caption(t("app.builds_help"))
        for build in kept:
            moment = formats.built_moment(build.built_at)
            words = t("app.latest_build" if build.is_current else "app.earlier_build", moment=moment)
            link(current().slug, words, build=None if build.is_current else build.build_id)
