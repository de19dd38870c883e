"""The server: the app, and beside it what is plain HTTP."""

import logging

import streamlit as st

# The caches are declared before the server runs, which Streamlit warns of at every start.
logging.getLogger("streamlit.runtime.caching.cache_data_api").setLevel(logging.ERROR)

from starlette.middleware import Middleware  # noqa: E402

from dashboard import downloads, forms  # noqa: E402
from dashboard.access.guard import Guard  # noqa: E402

app = st.App("app.py", routes=[*downloads.ROUTES, *forms.ROUTES], middleware=[Middleware(Guard)])
