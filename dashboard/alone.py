"""Parts of a page that are drawn anew alone, without the rest of it: what somebody opens, or types into."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from dashboard import data, failures, timings
from dashboard.access import entry, gate
from dashboard.access.entry import Refused
from dashboard.language import language, speak

Arguments = ParamSpec("Arguments")


def alone(draw: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """A function that draws such a part.

    Drawn alone it reads from the build of the page it stands on, for whoever is let in by then, and does not know
    which page it is.
    """

    @wraps(draw)
    def placed(*args: Arguments.args, **options: Arguments.kwargs) -> None:
        build, spoken = data.build_id(), language()
        is_with_page = True

        @st.fragment
        @wraps(draw)
        def drawn() -> None:
            nonlocal is_with_page
            if is_with_page:
                is_with_page = False
                draw(*args, **options)
                return
            speak(spoken)
            with timings.page(f"part {draw.__name__}", spoken) as run, failures.part(draw.__name__):
                if _is_ready(build):
                    run.build = build
                    draw(*args, **options)

        drawn()

    return placed


@alone
def folded(key: str, label: str, draw: Callable[[], object]) -> None:
    """What somebody may open, drawn when they do: a page is quicker without it."""
    fold = st.expander(label, key=key, on_change="rerun")
    if fold.open:
        with fold:
            draw()


def _is_ready(build: str) -> bool:
    """Let in whoever asks, and open the build of the page; a page whose build is gone is drawn anew as a whole."""
    try:
        entry.of_page()
    except Refused as refused:
        gate.show(refused)
        return False
    if data.begin(build).build_id != build:
        st.rerun()
    return True
