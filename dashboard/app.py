"""The entry of the dashboard: theme, who reads, pages, header; then the page that the address asks for."""

import streamlit as st

from dashboard import address, data, failures, garbage, navigation, notices, theme, timings
from dashboard.access import entry, gate
from dashboard.access.entry import Refused
from dashboard.language import PARAMETER, language, speak, t
from warehouse.reader import UnreadableBuild
from warehouse.store import BrokenPointer, NothingPublished

# Why there is no build to show -> what the reader is told.
_CLOSED: dict[type[Exception], str] = {
    BrokenPointer: "app.broken_pointer",
    UnreadableBuild: "app.unreadable_build",
    NothingPublished: "app.nothing_published",
    data.OtherProgram: "app.other_program",
}

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
with timings.page(navigation.current().slug, language()) as run, failures.part("app"):
    try:
        run.build = data.begin(address.get("build")).build_id
    except tuple(_CLOSED) as error:
        st.error(t(_CLOSED[type(error)]))
        st.stop()
    garbage.spare_the_collector()
    try:
        with failures.part("header"):
            navigation.header()
        with failures.part("notices"):
            notices.show()
        with st.skeleton(height=360), failures.part("page"):
            page.run()
    except UnreadableBuild:
        # The file opens, and what this page reads of it is damaged.
        st.error(t("app.unreadable_build"))
