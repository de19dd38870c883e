"""The filters that all pages share, read from and written to the address."""

from collections.abc import Callable
from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, finder, widgets
from dashboard.data import ask
from dashboard.language import local, t
from dashboard.view import Filters, chosen, known, latest_year, organisation_name

__all__ = ["Filters", "bar", "known", "latest_year", "organisation_name", "read"]


def read(metric_code: str | None = None) -> Filters:
    """The filters of the address, as `view.chosen` takes them."""
    return chosen(address.get, metric_code)


def bar(metric_code: str | None = None, *, is_of_whom_alone: bool = False) -> Filters:
    """Draw the filter bar and give what it says; on request only the boxes that choose organisations."""
    filters = read(metric_code)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        if not is_of_whom_alone:
            _when(filters, metric_code)
        provinces = ask("filter_provinces")
        _select(
            "province", provinces, "province_code", filters.province_code, lambda row: local(row, "province")
        )
        kinds = ask("filter_types")
        _select("type", kinds, "type_code", filters.type_code, lambda row: local(row, "type"))
        _organisation(filters)
        if not is_of_whom_alone:
            dimensions = ask("filter_dimensions", **filters.parameters)
            _select("dimension", dimensions, "dimension_no", filters.dimension_no, _dimension_label)
        with st.popover(t("filter.copy"), key="copy-link"):
            st.caption(t("filter.copy_help"))
            st.code(address.full(address.with_changes(**filters.link)), language=None, wrap_lines=True)
    return filters


def _when(filters: Filters, metric_code: str | None) -> None:
    years = ask("fiscal_years", metric_code=metric_code, **filters.scope)["fiscal_year"].to_list()
    widgets.select(
        "year", t("filter.year_label"), years, filters.fiscal_year, lambda year: t("filter.year", year=year)
    )
    rounds = ask("report_rounds", **filters.parameters)
    _select("round", rounds, "report_round", filters.report_round, lambda row: local(row, "title"))


def _select(
    name: str, rows: pl.DataFrame, column: str, chosen: Any, label: Callable[[dict[str, Any]], str]
) -> None:
    labels = {entry[column]: label(entry) for entry in rows.iter_rows(named=True)}
    if name != "round":
        labels = {widgets.ALL: t(f"filter.all_{name}"), **labels}
    widgets.select(
        name,
        t(f"filter.{name}_label"),
        list(labels),
        chosen or widgets.ALL,
        labels.__getitem__,
        clears=["org"] if name in ("province", "type") else [],
    )


def _organisation(filters: Filters) -> None:
    scope = {"province_code": filters.province_code, "type_code": filters.type_code}
    chosen, everything = organisation_name(filters.org_code), t("filter.all_org")
    finder.box(
        "org",
        chosen or everything,
        "organisation_list",
        scope,
        lambda found: {"org": found["org_code"]},
        (everything, {"org": None}) if chosen else None,
    )


def _dimension_label(row: dict[str, Any]) -> str:
    return t("filter.dimension", number=row["dimension_no"], title=local(row, "short"))
