"""What was imported: when, by whom, what it changed, and the way to take it back."""

from html import escape

import streamlit as st

from dashboard import formats, parts
from dashboard.access import entry
from dashboard.language import t
from dashboard.sections import import_door as door
from dashboard.sections import import_state
from dashboard.sections.import_door import ImportRecord
from dashboard.sections.import_state import Told
from dashboard.theme import Tone

SHOWN = 20


def show() -> None:
    """The last imports, the newest first, each with its undo; over them what became of the last undo."""
    with parts.card("import-history", t("import.history")):
        told = import_state.session().withdrawn
        if told:
            _told(told)
        records = door.history(SHOWN, entry.reader().reach)
        if not records:
            parts.empty(t("import.no_history"), t("import.no_history_fill"))
        for record in records:
            _line(record)


def _told(told: Told) -> None:
    record = told.record
    if told.state in (import_state.REFUSED, import_state.FAILED) or record is None:
        said = " · ".join(door.messages(told.problems)) or t("import.failed_build")
        parts.attention("import-undone", Tone.bad, t("import.not_undone"), said)
        return
    parts.attention("import-undone", Tone.good, t("import.undone"), f"{record.title_th} · {record.file_name}")


def _line(record: ImportRecord) -> None:
    with st.container(
        key=f"import-{record.import_id}",
        horizontal=True,
        vertical_alignment="center",
        gap="small",
    ):
        rows = {name: formats.count(count) for name, count in record.counts.items()}
        when = t("import.by", moment=formats.built_moment(record.at), by=record.by)
        said = f"{when} · {record.file_name} · {t('import.counts', **rows)}"
        gone = f'<p class="warn">{escape(_withdrawn(record))}</p>' if record.is_withdrawn else ""
        st.html(
            f'<div class="imported"><p>{escape(record.title_th)}</p><small>{escape(said)}</small>{gone}</div>',
            width="stretch",
        )
        if not record.is_withdrawn:
            _undo(record)


def _withdrawn(record: ImportRecord) -> str:
    moment = formats.built_moment(record.withdrawn_at) if record.withdrawn_at else formats.NOTHING
    return t("import.withdrawn", moment=moment, by=record.withdrawn_by or formats.NOTHING)


def _undo(record: ImportRecord) -> None:
    """The undo, which asks once more."""
    with st.popover(t("import.undo"), key=f"undo-{record.import_id}"):
        st.write(t("import.undo_how"))
        is_sure = st.button(t("import.undo_sure"), type="primary", key=f"sure-{record.import_id}")
        if is_sure:
            with st.spinner(t("import.building")):
                import_state.session().take_back(record.import_id, entry.reader().name)
            st.rerun()
