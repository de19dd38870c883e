"""What must be said above every page: figures that are not of today, or not real."""

import streamlit as st

from dashboard import address, data, following, formats, navigation
from dashboard.language import t


def show() -> None:
    """Say that the data is simulated, the last copy, or an earlier build, where that is so."""
    if since := following.out_of_reach_since():
        st.warning(
            t(
                "app.out_of_reach",
                since=formats.built_moment(since),
                build=formats.built_moment(data.shown_at()),
            )
        )
    if data.row("simulated")["is_simulated"]:
        st.warning(t("app.simulated"))
    asked = address.get("build")
    if asked is None:
        return
    if asked != data.build_id():
        st.warning(t("app.build_gone"))
        return
    with st.container(key="as-reported", horizontal=True, vertical_alignment="center", gap="small"):
        st.info(t("app.as_reported", moment=formats.built_moment(data.row("build")["built_at"])))
        navigation.link(navigation.current().slug, t("app.to_latest"), build=None)
