"""The server: the app, and beside it what is plain HTTP."""

import streamlit as st

from dashboard import downloads

app = st.App("app.py", routes=downloads.ROUTES)
