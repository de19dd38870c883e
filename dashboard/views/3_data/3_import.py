"""Import: the form for an organisation, the file that was filled in, what it would change, and what came before."""

import streamlit as st

from dashboard import parts
from dashboard.access import entry
from dashboard.filters import bar
from dashboard.language import t
from dashboard.sections import import_form, import_history, import_report, import_send


def main() -> None:
    """Three steps from the form to the figures, and below them the imports there were."""
    view = bar(is_of_whom_alone=True)
    parts.heading(t("import.message"), t("import.about", by=entry.reader().name))
    with st.container(key="pair-import"):
        form, send = st.columns(2, gap="medium")
        with form:
            import_form.show(view)
        with send:
            sent = import_send.show()
    import_report.show(sent)
    import_history.show()


main()
