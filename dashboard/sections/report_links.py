"""The way to the reports: links to files made of the figures and filters of the page when they are asked for."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard import address
from dashboard.data import build_id
from dashboard.filters import Filters
from dashboard.language import t

BRIEFING = ("briefing",)
# All that there are of one organisation.
OF_ONE = (*BRIEFING, "progress-6", "progress-12", "annual", "comparison")
_FORMS = {"PDF": "pdf", "Word": "docx", "Excel": "xlsx"}


def show(view: Filters, kinds: Sequence[str]) -> None:
    """Draw the links of some kinds of report, each in its forms, under one fold."""
    lines = "".join(f"<dt>{escape(_name(kind))}</dt><dd>{_links(view, kind)}</dd>" for kind in kinds)
    st.html(
        f'<details class="reports"><summary>{escape(t("report.get"))}</summary>'
        f"<p>{escape(t('report.get_help'))}</p><dl>{lines}</dl></details>"
    )


def _name(kind: str) -> str:
    return t(f"report.kind_{kind.replace('-', '_')}")


def _links(view: Filters, kind: str) -> str:
    links = [_link(view, kind, suffix, label) for label, suffix in _FORMS.items()]
    links.insert(1, _link(view, kind, "pdf", f"PDF {t('report.thai_digits')}", digits="thai"))
    return " ".join(links)


def _link(view: Filters, kind: str, suffix: str, label: str, **changes: object) -> str:
    # Of the build that the page shows, also when another is published before somebody clicks.
    where = address.of_report(kind, suffix, {**view.link, "build": build_id(), **changes})
    named = f"{_name(kind)}: {label}"
    return f'<a href="{escape(where)}" download aria-label="{escape(named)}">{escape(label)}</a>'
