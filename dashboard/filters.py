"""The filters that all pages share: one frozen value, read from and written to the address."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, finder, formats, widgets
from dashboard.data import ask, row
from dashboard.language import PARAMETER, local, t

LAST_ROUND_MONTHS = 12


@dataclass(frozen=True)
class Filters:
    """What a reader looks at. The names are those of the queries' parameters; None means all."""

    fiscal_year: int
    report_round: int
    province_code: str | None
    type_code: str | None
    org_code: str | None
    dimension_no: int | None
    today: date
    is_latest_reported: bool

    @property
    def parameters(self) -> dict[str, Any]:
        """The bound parameters of a query."""
        return {
            "fiscal_year": self.fiscal_year,
            "report_round": self.report_round,
            **self.scope,
            "dimension_no": self.dimension_no,
            "today": self.today,
        }

    @property
    def scope(self) -> dict[str, Any]:
        """The parameters that choose organisations only."""
        return {
            "province_code": self.province_code,
            "type_code": self.type_code,
            "org_code": self.org_code,
        }

    @property
    def link(self) -> dict[str, object]:
        """The view in full, for an address that still shows the same when newer data has come."""
        return {
            "year": self.fiscal_year,
            "round": self.report_round,
            "province": self.province_code,
            "type": self.type_code,
            "org": self.org_code,
            "dimension": self.dimension_no,
            PARAMETER: address.get(PARAMETER),
            "build": address.get("build"),
        }

    @property
    def when(self) -> dict[str, object]:
        """Year and round of this view, which another page would choose by rules of its own."""
        return {"year": self.fiscal_year, "round": self.report_round}


def read(metric_code: str | None = None) -> Filters:
    """The filters of the address; what it does not say, or says wrongly, takes its default.

    The default year is the latest one with reported results in the scope, of one metric if it is named.
    """
    province = known(address.get("province"), ask("filter_provinces")["province_code"].to_list())
    kind = known(address.get("type"), ask("filter_types")["type_code"].to_list())
    organisation = _known_organisation(address.get("org"), province, kind)
    scope = {"province_code": province, "type_code": kind, "org_code": organisation}
    years = ask("fiscal_years", metric_code=metric_code, **scope)
    chosen = known(address.whole("year"), years["fiscal_year"].to_list())
    year = chosen or latest_year(years)
    rounds = ask("report_rounds", fiscal_year=year, **scope)
    dimensions = ask("filter_dimensions", fiscal_year=year)["dimension_no"].to_list()
    return Filters(
        fiscal_year=year,
        report_round=known(address.whole("round"), rounds["report_round"].to_list()) or _latest_round(rounds),
        dimension_no=known(address.whole("dimension"), dimensions),
        today=formats.today(),
        is_latest_reported=chosen is None and bool((years["has_reported"] | years["has_result"]).any()),
        **scope,
    )


def latest_year(years: pl.DataFrame) -> int:
    """The latest year with reported results; failing that with result figures, failing that planned."""
    for column in ("has_reported", "has_result", "has_plan"):
        found = years.filter(column)["fiscal_year"]
        if len(found):
            return int(max(found.to_list()))
    return formats.fiscal_year_of(formats.today())


def _latest_round(rounds: pl.DataFrame) -> int:
    """The latest round with reports; without any, the one that closes the year."""
    reported = rounds.filter("has_reports")["report_round"]
    return int(max(reported.to_list(), default=LAST_ROUND_MONTHS))


def bar(metric_code: str | None = None, *, is_of_whom_alone: bool = False) -> Filters:
    """Draw the filter bar and give what it says; on request only the boxes that choose organisations."""
    filters = read(metric_code)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        if not is_of_whom_alone:
            _when(filters, metric_code)
        provinces = ask("filter_provinces")
        _select_row(
            "province", provinces, "province_code", filters.province_code, lambda row: local(row, "province")
        )
        kinds = ask("filter_types")
        _select_row("type", kinds, "type_code", filters.type_code, lambda row: local(row, "type"))
        _organisation(filters)
        if not is_of_whom_alone:
            dimensions = ask("filter_dimensions", **filters.parameters)
            _select_row("dimension", dimensions, "dimension_no", filters.dimension_no, _dimension_label)
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
    _select_row("round", rounds, "report_round", filters.report_round, lambda row: local(row, "title"))


def _select_row(
    name: str, rows: pl.DataFrame, column: str, chosen: Any, label: Callable[[dict[str, Any]], str]
) -> None:
    _select(name, {entry[column]: label(entry) for entry in rows.iter_rows(named=True)}, chosen)


def _select(name: str, labels: Mapping[Any, str], chosen: Any) -> None:
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


def organisation_name(code: str | None) -> str:
    """The short name of an organisation, with its place where others bear it, too; empty without one."""
    found = row("organisation_names", org_code=code) if code else {}
    if not found or found["same_names"] == 1:
        return str(found.get("short_name_th", ""))
    return f"{found['short_name_th']} ({found['district_th']} {found['province_th']})"


def _known_organisation(code: str | None, province: str | None, kind: str | None) -> str | None:
    found = row("organisation_names", org_code=code) if code else {}
    is_in_scope = found and province in (None, found["province_code"]) and kind in (None, found["type_code"])
    return code if is_in_scope else None


def _dimension_label(row: dict[str, Any]) -> str:
    return t("filter.dimension", number=row["dimension_no"], title=local(row, "short"))


def known(value: Any, options: Collection[Any]) -> Any:
    """The value if it is among the options, else None."""
    return value if value in options else None
