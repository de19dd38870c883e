"""The pages, found from their files: `views/<order>_<group>/<order>_<slug>.py`."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard import address
from dashboard.language import ENGLISH, PARAMETER, THAI, language, t

_VIEWS = Path(__file__).parent / "views"


@dataclass(frozen=True)
class PageFile:
    """One page: its file, and the slug that is its address and the key of its title."""

    path: Path
    slug: str

    @property
    def title(self) -> str:
        """The title in the language of the reader."""
        return t(f"page.{self.slug}")


def page_files() -> list[PageFile]:
    """All pages in the order of their folders and files; a new file is a new page."""
    return [PageFile(path, path.stem.partition("_")[2]) for path in sorted(_VIEWS.glob("*/*.py"))]


def declare() -> st.Page:
    """Tell Streamlit of the pages and give the one that the address asks for."""
    pages = [
        st.Page(page.path, title=page.title, url_path=page.slug, default=index == 0)
        for index, page in enumerate(page_files())
    ]
    return st.navigation(pages, position="hidden")


def link(slug: str, label: str, **changes: object) -> None:
    """A link to a page with the filters of this view, some of them changed."""
    path = next(page.path for page in page_files() if page.slug == slug)
    st.page_link(path, label=label, query_params=address.with_changes(**changes))


# What belongs to one page only and is not carried to the next.
PAGE_PARAMETERS = dict.fromkeys(["project", "search", "status", "budget", "page"])


def header(built: str) -> None:
    """Brand, pages, the date of the data and the switch of language."""
    current = st.context.url.rsplit("/", 1)[-1].partition("?")[0] if st.context.url else ""
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<a class="brand" href="." target="_self">{t("app.name")}</a>', width="content")
        for page in page_files():
            link(page.slug, page.title, **PAGE_PARAMETERS)
        with st.container(
            key="header-end",
            horizontal=True,
            horizontal_alignment="right",
            vertical_alignment="center",
            width="stretch",
        ):
            st.html(f'<span class="built">{t("app.data_as_of", day=built)}</span>', width="content")
            other = THAI if language() == ENGLISH else ENGLISH
            slug = current if current in {page.slug for page in page_files()} else page_files()[0].slug
            link(slug, t("app.other_language"), **{PARAMETER: None if other == THAI else other})
