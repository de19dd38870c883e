"""The pages, found from their files: `views/<order>_<group>/<order>_<slug>.py`."""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import streamlit as st

from dashboard import address, data, formats
from dashboard.access import entry, gate
from dashboard.language import ENGLISH, PARAMETER, THAI, language, t

_VIEWS = Path(__file__).parent / "views"
# Pages that change data.
_OF_STEWARDS = {"import"}


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


def page_files() -> list[PageFile]:
    """All pages in the order of their folders and files; a new file is a new page."""
    return [
        PageFile(path, path.parent.name.partition("_")[2], path.stem.partition("_")[2])
        for path in sorted(_VIEWS.glob("*/*.py"))
    ]


def open_pages() -> list[PageFile]:
    """The pages that whoever looks may open; the others do not exist for them."""
    is_steward = entry.reader().is_steward
    return [page for page in page_files() if is_steward or page.slug not in _OF_STEWARDS]


def declare() -> st.Page:
    """Tell Streamlit of the pages and give the one that the address asks for."""
    pages = [
        st.Page(page.path, title=page.title, url_path=page.slug, default=index == 0)
        for index, page in enumerate(open_pages())
    ]
    return st.navigation(pages, position="hidden")


def current() -> PageFile:
    """The page that the address asks for."""
    pages = open_pages()
    return next((page for page in pages if page.slug == address.slug()), pages[0])


def link(slug: str, label: str, **changes: object) -> None:
    """A link to a page with the filters that all pages share, some of them changed.

    A link to the page that the reader is on keeps the filters of that page, too.
    """
    page = next(page for page in page_files() if page.slug == slug)
    keep = address.with_changes if page == current() else address.shared_with_changes
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
                gate.signed_in()
                other = THAI if language() == ENGLISH else ENGLISH
                link(
                    current().slug,
                    t("app.other_language"),
                    **{PARAMETER: None if other == THAI else other},
                )
        with st.container(key="navigation", horizontal=True, vertical_alignment="center", gap="small"):
            _menu("wide")


def _menu(place: str) -> None:
    for group, pages in groupby(open_pages(), lambda page: page.group):
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
