"""The garbage collector, which Streamlit calls after every run of a page."""

import gc

import streamlit as st


@st.cache_resource(show_spinner=False)
def spare_the_collector() -> bool:
    """Whenever garbage is collected, what the imports made need not be looked at again."""
    gc.collect()
    gc.freeze()
    return True
