"""The app without a browser, opened as an address does."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard import navigation

APP = Path(navigation.__file__).parent / "app.py"
SECONDS = 120


def opened(slug: str, parameters: Mapping[str, object]) -> AppTest:
    """The run of the page of that address."""
    first, *others = navigation.page_files()
    app = AppTest.from_file(APP, default_timeout=SECONDS)
    app.query_params.update({name: str(value) for name, value in parameters.items()})
    app.context["url"] = "http://localhost:8501/" + ("" if slug == first.slug else slug)
    for page in others:
        if page.slug == slug:
            app.switch_page(str(page.path.relative_to(APP.parent)))
    return app.run()


@contextmanager
def at_this_machine() -> Iterator[None]:
    """Whoever opens a page sits at the server, as with `sutcharit serve`: nobody else is shown anything."""
    before = config.get_option("server.address")
    config.set_option("server.address", "127.0.0.1")
    try:
        with patch.object(type(st.context), "ip_address", None):
            yield
    finally:
        config.set_option("server.address", before)
