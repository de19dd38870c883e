"""The third step of an import: what was found, what would change, and the choice to take it in."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats, navigation, parts
from dashboard.access import entry
from dashboard.language import t
from dashboard.sections import import_door as door
from dashboard.sections import import_preview, import_problems, import_state
from dashboard.sections.import_door import Examination, ImportRecord, Problem
from dashboard.sections.import_send import Sent
from dashboard.sections.import_state import Told
from dashboard.theme import Tone


def show(sent: Sent) -> None:
    """The report of the files in the box; without any, what became of those before."""
    with parts.card("import-report", t("import.step_report")):
        told = import_state.session().imported
        if told:
            _outcome(told)
        if sent.report is None and told is None:
            parts.empty(t("import.nothing_sent"), t("import.nothing_sent_fill"))
        elif sent.report and sent.report.examination:
            _examined(sent, sent.report.examination)
        elif sent.report:
            _refused(sent.report.refusals)


def _refused(problems: Sequence[Problem]) -> None:
    parts.attention("import-refused", Tone.bad, t("import.refused"), " · ".join(door.messages(problems)))
    st.button(t("import.other_file"), on_click=import_state.session().start_over, key="import-other")


def _examined(sent: Sent, found: Examination) -> None:
    if sent.report and sent.report.is_stale:
        parts.attention("import-stale", Tone.warn, t("import.stale"), t("import.stale_detail"))
    if import_state.session().imported is None:
        _sentence(found)
    import_problems.show(found)
    import_preview.show(found)
    _decide(sent, found)


def _sentence(found: Examination) -> None:
    """What came of the examination in one sentence, over what was sent."""
    about = f"{found.title_th} · {found.file_name}"
    rows = {name: formats.count(count) for name, count in found.counts.items()}
    if found.problems:
        parts.attention("import-found", Tone.bad, _problems(found), about)
    elif found.already and not found.can_accept:
        parts.attention("import-found", Tone.quiet, _since(found.already), about)
    elif found.can_accept:
        parts.attention("import-found", Tone.good, t("import.ready", **rows), about)
    else:
        words = t("import.nothing_changes" if any(found.counts.values()) else "import.nothing_filled")
        parts.attention("import-found", Tone.quiet, words, about)


def _problems(found: Examination) -> str:
    """How much is wrong, and in how many rows where any could be read."""
    problems, rows = formats.count(len(found.problems)), sum(found.counts.values())
    if not rows:
        return t("import.found_problems_alone", problems=problems)
    return t("import.found_problems", problems=problems, rows=formats.count(rows))


def _since(record: ImportRecord) -> str:
    return t("import.already", moment=formats.built_moment(record.at), by=record.by)


def _decide(sent: Sent, found: Examination) -> None:
    """Accept, accept the right rows alone, or cancel."""
    can_take = found.can_accept or found.can_accept_rest
    if can_take:
        parts.note(t("import.accepting_how", by=entry.reader().name))
    if found.can_accept_rest and not found.can_accept:
        rejected = formats.count(found.counts["rejected"])
        parts.attention(
            "import-rest", Tone.warn, t("import.rest_warning", rejected=rejected), t("import.rest_detail")
        )
    with st.container(key="import-decide", horizontal=True, gap="small"):
        is_accepted = can_take and st.button(
            t("import.accept" if found.can_accept else "import.accept_rest"),
            type="primary" if found.can_accept else "secondary",
            key="import-accept",
        )
        st.button(
            t("import.cancel" if can_take else "import.other_file"),
            on_click=import_state.session().start_over,
            key="import-cancel",
        )
    if is_accepted:
        _accept(sent, found)


def _accept(sent: Sent, found: Examination) -> None:
    """Take the file in; then the page is drawn anew, over the data as it is now."""
    with st.spinner(t("import.building")):
        import_state.session().take(
            found, entry.reader().name, (sent.files, sent.fiscal_year), keep_going=not found.can_accept
        )
    st.rerun()


def _outcome(told: Told) -> None:
    """What became of the import: what is in now and where to see it, or why nothing is."""
    record = told.record
    if told.state in (import_state.REFUSED, import_state.FAILED):
        said = " · ".join(door.messages(told.problems)) or t("import.failed_build")
        parts.attention("import-told", Tone.bad, t("import.not_taken"), said)
    elif told.state == import_state.PUBLISHED and record:
        rows = {name: formats.count(count) for name, count in record.counts.items()}
        about = f"{record.title_th} · {record.file_name}"
        parts.attention("import-told", Tone.good, t("import.taken", **rows), about)
        _where_to_see(record)
    else:
        words = _since(record) if record else t("import.nothing_changes")
        parts.attention("import-told", Tone.quiet, words, t("import.nothing_built"))


def _where_to_see(record: ImportRecord) -> None:
    with st.container(key="import-see", horizontal=True, gap="small"):
        if record.org_code:
            changes = {"org": record.org_code, "year": record.fiscal_year, "round": record.report_round}
            navigation.link("organisation", t("import.see_organisation"), **changes, build=None)
        else:
            navigation.link("overview", t("import.see_overview"), year=record.fiscal_year, build=None)
    parts.note(t("import.how_to_undo"))
