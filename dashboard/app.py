"""The entry of the dashboard: theme, pages, header; then the page that the address asks for."""

import streamlit as st

from dashboard import address, data, navigation, notices, theme
from dashboard.language import t
from warehouse.store import NothingPublished

st.set_page_config(page_title=t("app.title"), page_icon="⚖️", layout="wide")
st.html(theme.stylesheet())
page = navigation.declare()
address.show()
try:
    data.begin(address.get("build"))
except NothingPublished:
    st.error(t("app.nothing_published"))
    st.stop()
data.spare_the_collector()
navigation.header()
notices.show()
page.run()
