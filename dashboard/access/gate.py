"""What is shown at the gate: the way to sign in, or why there is nothing to see; and inside, the way out again."""

from html import escape

import streamlit as st

from dashboard.access import entry, identity, words
from dashboard.access.entry import Refusal, Refused
from dashboard.language import ENGLISH, THAI, t, texts


def show(refused: Refused) -> None:
    """Say in both languages what is the matter, and offer what can be done."""
    with st.container(key="gate"):
        for code in (THAI, ENGLISH):
            _say(refused, code)
        if refused.refusal is Refusal.signed_out:
            _ways_in()
        elif refused.refusal is Refusal.no_role:
            _way_out("gate-sign-out")


def signed_in() -> None:
    """Who is signed in, and the way out."""
    reader = entry.reader()
    if reader.is_signed_in:
        with st.popover(t("access.signed_in"), key="signed-in"):
            st.text(reader.name)
            st.caption(t("access.steward" if reader.is_steward else "access.viewer"))
            _way_out("sign-out")


def _say(refused: Refused, code: str) -> None:
    with st.container(key=f"gate-{code}"):
        title, said = escape(texts(code)["app.title"]), escape(words.of(refused, code))
        st.html(f'<p class="brand">{title}</p><p class="gate" lang="{code}">{said}</p>')


def _ways_in() -> None:
    ways = identity.providers()
    for provider in ways:
        named = f" · {provider}" if len(ways) > 1 else ""
        st.button(
            f"{texts(THAI)['access.sign_in']} · {texts(ENGLISH)['access.sign_in']}{named}",
            type="primary",
            key=f"sign-in-{provider}",
            on_click=st.login,
            args=[provider] if provider else [],
        )


def _way_out(key: str) -> None:
    words = " · ".join(texts(code)["access.sign_out"] for code in (THAI, ENGLISH))
    st.button(words, key=key, on_click=st.logout)
