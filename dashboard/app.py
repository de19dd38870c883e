"""The entry of the dashboard: theme, pages, header; then the page that the address asks for."""

import streamlit as st

from dashboard import address, data, failures, navigation, notices, theme, timings
from dashboard.language import PARAMETER, language, speak, t
from warehouse.store import NothingPublished

speak(address.get(PARAMETER))
st.set_page_config(page_title=t("app.title"), page_icon="⚖️", layout="wide")
st.html(theme.stylesheet())
page = navigation.declare()
address.show(page.url_path)
with timings.page(navigation.current().slug, language()) as run, failures.part("app"):
    try:
        warehouse = data.begin(address.get("build"))
    except NothingPublished:
        st.error(t("app.nothing_published"))
        st.stop()
    run.build = warehouse.build_id
    if not warehouse.is_of_this_program:
        st.error(t("app.other_program"))
        st.stop()
    data.spare_the_collector()
    with failures.part("header"):
        navigation.header()
    with failures.part("notices"):
        notices.show()
    with st.skeleton(height=360), failures.part("page"):
        page.run()
