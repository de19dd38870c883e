"""The entry of the dashboard: theme, who reads, pages, header; then the page that the address asks for."""

import streamlit as st

from dashboard import address, data, navigation, notices, theme
from dashboard.access import entry, gate
from dashboard.access.entry import Refused
from dashboard.language import PARAMETER, speak, t
from warehouse.reader import UnreadableBuild
from warehouse.store import BrokenPointer, NothingPublished

speak(address.get(PARAMETER))
st.set_page_config(page_title=t("app.title"), page_icon="⚖️", layout="wide")
st.html(theme.stylesheet())
try:
    entry.of_page()
except Refused as refused:
    gate.show(refused)
    st.stop()
page = navigation.declare()
address.show(page.url_path)
try:
    data.begin(address.get("build"))
except BrokenPointer:
    st.error(t("app.broken_pointer"))
    st.stop()
except UnreadableBuild:
    st.error(t("app.unreadable_build"))
    st.stop()
except NothingPublished:
    st.error(t("app.nothing_published"))
    st.stop()
except data.OtherProgram:
    st.error(t("app.other_program"))
    st.stop()
data.spare_the_collector()
try:
    navigation.header()
    notices.show()
    with st.skeleton(height=360):
        page.run()
except UnreadableBuild:
    # The file opens, and what this page reads of it is damaged.
    st.error(t("app.unreadable_build"))
