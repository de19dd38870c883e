"""The first step of an import: the form for one organisation and year, with what is known already filled in."""

from html import escape
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from dashboard import address, formats, forms, parts, widgets
from dashboard.data import ask
from dashboard.filters import Filters, known
from dashboard.language import PARAMETER, language, t


def show(view: Filters) -> None:
    """Year and kind of the form, what it holds, and the link that fetches it."""
    with parts.card("import-form", t("import.step_form")):
        if view.org_code is None:
            parts.empty(t("import.form_choose"), t("import.form_choose_fill"))
            return
        parts.subheading(parts.scope_title(view), is_chosen=True)
        years = ask("fiscal_years", **view.scope)
        year = _year(years)
        planned = years.filter("has_plan")["fiscal_year"].to_list()
        form = _form(view, year, has_plan=year in planned)
        _link(view.org_code, year, form)
        if year not in planned:
            parts.note(t("import.no_plan", year=year))


def _year(years: pl.DataFrame) -> int:
    """The fiscal year of the form: this one unless the address says another, up to the next one."""
    this_year = formats.fiscal_year_of(formats.today())
    offered = sorted({*years["fiscal_year"].to_list(), this_year, this_year + 1}, reverse=True)
    year: int = known(address.whole("form_year"), offered) or this_year
    with st.container(key="form-boxes"):
        widgets.select(
            "form_year",
            t("import.form_year_label"),
            offered,
            year,
            lambda value: t("filter.year", year=value),
            clears=["form"],
        )
    return year


def _form(view: Filters, year: int, *, has_plan: bool) -> str:
    """Which form: the plan alone where there is none yet, since results are reported project by project."""
    offered = list(forms.FORMS) if has_plan else [forms.PLAN]
    form: str = known(address.get("form"), offered) or (_due(view, year) if has_plan else forms.PLAN)
    widgets.select("form", t("import.form_label"), offered, form, lambda value: t(f"import.form_{value}"))
    return form


def _due(view: Filters, year: int) -> str:
    """The round that is due next in a year, or its last one when all are over."""
    rounds = ask("report_rounds", fiscal_year=year, **view.scope)
    ahead = rounds.filter(pl.col("due_date") >= formats.today())
    return str(ahead["report_round"][0] if ahead.height else rounds["report_round"][-1])


def _link(org_code: str, year: int, form: str) -> None:
    parts.note(t(f"import.about_{form}"))
    words = {PARAMETER: language()}
    where = f"{forms.path(org_code, year, form)}?{urlencode(words)}"
    st.html(f'<p class="fetch"><a href="{escape(where)}" download>{escape(t("import.fetch"))}</a></p>')
