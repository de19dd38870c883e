"""The server: the app, and beside it what is plain HTTP."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

# The caches are declared before the server runs, which Streamlit warns of at every start.
logging.getLogger("streamlit.runtime.caching.cache_data_api").setLevel(logging.ERROR)

from dashboard import downloads, failures, following, forms, health, logs, papers, sockets  # noqa: E402
from dashboard.access.guard import Guard  # noqa: E402
from dashboard.answers import AnswersLog  # noqa: E402
from dashboard.headers import SecurityHeaders, of_failure  # noqa: E402


@asynccontextmanager
async def _beside(_: st.App) -> AsyncIterator[None]:
    # Only now is the socket open, and have all parts of the server set up their own logs.
    sockets.send_at_once()
    logs.set_up()
    stop = following.begin()
    yield
    stop()


app = st.App(
    Path(__file__).with_name("app.py"),
    lifespan=_beside,
    routes=[*health.ROUTES, *downloads.ROUTES, *forms.ROUTES, *papers.ROUTES],
    # What the guard refuses has its headers and its line in the log, too.
    middleware=[Middleware(SecurityHeaders), Middleware(AnswersLog), Middleware(Guard)],
    on_script_error=failures.of_script,
    exception_handlers={Exception: of_failure},
)
