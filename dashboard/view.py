"""What a reader looks at: one frozen value, chosen by what an address or a command says."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from dashboard import formats
from dashboard.data import ask, row
from dashboard.language import PARAMETER

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
        # Only pages have an address, and what reads it loads Streamlit.
        from dashboard import address  # noqa: PLC0415

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


def chosen(said: Callable[[str], str | None], metric_code: str | None = None) -> Filters:
    """The filters that an address says; what it does not say, or says wrongly, takes its default.

    The default year is the latest one with reported results in the scope, of one metric if it is named.
    """
    province = known(said("province"), ask("filter_provinces")["province_code"].to_list())
    kind = known(said("type"), ask("filter_types")["type_code"].to_list())
    organisation = _known_organisation(said("org"), province, kind)
    scope = {"province_code": province, "type_code": kind, "org_code": organisation}
    years = ask("fiscal_years", metric_code=metric_code, **scope)
    asked = known(formats.whole_number(said("year")), years["fiscal_year"].to_list())
    year = asked or latest_year(years)
    rounds = ask("report_rounds", fiscal_year=year, **scope)
    dimensions = ask("filter_dimensions", fiscal_year=year)["dimension_no"].to_list()
    return Filters(
        fiscal_year=year,
        report_round=known(formats.whole_number(said("round")), rounds["report_round"].to_list())
        or _latest_round(rounds),
        dimension_no=known(formats.whole_number(said("dimension")), dimensions),
        today=formats.today(),
        is_latest_reported=asked is None and bool((years["has_reported"] | years["has_result"]).any()),
        **scope,
    )


def in_round(filters: Filters, report_round: int) -> Filters:
    """The same view in another round."""
    return replace(filters, report_round=report_round)


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


def latest_ita_year(filters: Filters) -> int | None:
    """The latest year up to the one shown that has an ITA result; failing that the latest of all."""
    years = ask("fiscal_years", metric_code="ita_score", **filters.scope).filter("has_reported")[
        "fiscal_year"
    ]
    known = years.to_list()
    return max((year for year in known if year <= filters.fiscal_year), default=max(known, default=None))


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


def known(value: Any, options: Collection[Any]) -> Any:
    """The value if it is among the options, else None."""
    return value if value in options else None
