"""The second step of an import: the box that takes the files, and the year where they do not tell it."""

from dataclasses import dataclass

import streamlit as st

from dashboard import address, formats, parts, widgets
from dashboard.filters import known
from dashboard.language import t
from dashboard.sections import import_state
from dashboard.sections.import_state import ITA_YEAR, Files, Report

MOST_MEGABYTES = 20
# How many years back the results of an assessment are still sent.
_YEARS_BACK = 10
_NO_YEAR = "ita_no_year"


@dataclass(frozen=True)
class Sent:
    """The files in the box, the year that the reader gave for them, and what was found in them."""

    files: Files
    fiscal_year: int | None
    report: Report | None


def show() -> Sent:
    """Draw the box, and examine what is put into it."""
    with parts.card("import-send", t("import.step_send")):
        files = _box(is_folder=address.get("folder") == "1")
        widgets.toggle("folder", t("import.whole_folder"))
        year = known(address.whole(ITA_YEAR), _years())
        with st.spinner(t("import.examining")):
            report = import_state.session().look_at(files, year)
        if report and (year or _lacks_year(report)):
            _year_box(year)
    return Sent(files, year, report)


def _box(*, is_folder: bool) -> Files:
    """The box that takes files; it speaks English by itself, so that the stylesheet gives it our words."""
    words = {"upload": "choose_folder" if is_folder else "choose", "limit": "limit", "failed": "failed"}
    said = {name: t(f"import.{key}", most=MOST_MEGABYTES) for name, key in words.items()}
    declared = "".join(f"--say-{name}: {_quoted(text)};" for name, text in said.items())
    st.html(f"<style>.st-key-card-import-send {{{declared}}}</style>")
    return st.file_uploader(
        t("import.send_label"),
        accept_multiple_files="directory" if is_folder else True,
        max_upload_size=MOST_MEGABYTES,
        key=f"sent-{import_state.session().turn}",
        label_visibility="collapsed",
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ") + '"'


def _lacks_year(report: Report) -> bool:
    problems = report.examination.problems if report.examination else report.refusals
    return any(problem.rule_code == _NO_YEAR for problem in problems)


def _years() -> list[int]:
    this_year = formats.fiscal_year_of(formats.today())
    return list(range(this_year, this_year - _YEARS_BACK, -1))


def _year_box(year: int | None) -> None:
    parts.note(t("import.which_year"))
    widgets.select(
        ITA_YEAR,
        t("import.ita_year_label"),
        [widgets.ALL, *_years()],
        year or widgets.ALL,
        lambda value: t("filter.year", year=value) if value else t("import.choose_year"),
    )
