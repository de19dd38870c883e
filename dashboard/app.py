"""The entry of the dashboard: theme, pages, header; then the page that the address asks for."""

import streamlit as st

from dashboard import address, data, formats, navigation, theme
from dashboard.language import t
from warehouse.store import NothingPublished

st.set_page_config(page_title=t("app.title"), page_icon="⚖️", layout="wide")
st.html(theme.stylesheet())
page = navigation.declare()
address.show()
try:
    data.begin()
except NothingPublished:
    st.error(t("app.nothing_published"))
    st.stop()
data.spare_the_collector()
navigation.header(formats.built_day(data.row("build")["built_at"]))
if data.row("simulated")["is_simulated"]:
    st.warning(t("app.simulated"))
page.run()
