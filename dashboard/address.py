"""The address is the state of a page: every filter stands in it, so that a view can be sent to someone."""

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from dashboard import formats

Parameters = Mapping[str, object]

_PAGE = "page-of-last-run"
# What all pages share and a link to another page keeps; everything else belongs to one page.
SHARED = ("year", "round", "province", "type", "org", "dimension", "lang", "build")
# A filter in the address -> the name by which queries bind it; a download is asked for with the same filters.
BOUND_NAMES = {
    "year": "fiscal_year",
    "round": "report_round",
    "province": "province_code",
    "type": "type_code",
    "org": "org_code",
    "dimension": "dimension_no",
    "status": "status_codes",
    "budget": "budget_choice",
    "search": "search",
    "mission": "mission_no",
    "unit": "responsible_unit",
    "kind": "project_kind",
    "quarter": "quarter",
    "measure": "catalogue_no",
    "overdue": "overdue",
    "sort": "sort",
    "project": "project_id",
    "level": "level_code",
    "step": "step_code",
    "concern": "risk_concern",
    "control": "control_state",
    "source": "source_id",
    "rule": "rule_code",
    "severity": "severity",
    "years": "year_choice",
    "totals": "is_total",
    "lacking": "lacking",
    "metric": "metric_code",
    "verdict": "verdict_code",
    "cases": "case_kind",
    "peers": "peer_rule",
    "orgs": "org_codes",
    "within": "budget_within",
    "same": "same_type",
    "missing": "only_missing",
    "metric_x": "metric_x",
    "metric_y": "metric_y",
    "table": "table_name",
}


def get(name: str) -> str | None:
    """One parameter of the address; None when it is absent or empty."""
    return st.query_params.get(name) or None


def whole(name: str) -> int | None:
    """One parameter as a whole number; None when it is none."""
    return formats.whole_number(get(name))


def several(name: str) -> list[str]:
    """One parameter as a list, its values parted by commas; each value once."""
    return formats.several(get(name))


def put(**parameters: object) -> None:
    """Write parameters into the address; an empty one is taken out."""
    for name, value in parameters.items():
        if value in (None, ""):
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = str(value)


def show(page: str) -> None:
    """Put the parameters into the browser's address: a link to the page one is on does not do so by itself.

    A link to another page does; a second time would put a step between the two pages into the history.
    """
    if st.session_state.get(_PAGE) == page:
        st.query_params.from_dict(st.query_params.to_dict())
    st.session_state[_PAGE] = page


def slug() -> str:
    """The last part of the address's path, which names the page; empty for the first page."""
    return (st.context.url or "").partition("?")[0].rpartition("/")[2]


def with_changes(**changes: object) -> dict[str, str]:
    """The parameters of the address with some of them changed; an empty one is taken out."""
    return _filled({**st.query_params.to_dict(), **changes})


def shared_with_changes(**changes: object) -> dict[str, str]:
    """The parameters that all pages share, with some changed or added; an empty one is taken out."""
    shared = {name: value for name, value in st.query_params.to_dict().items() if name in SHARED}
    return _filled({**shared, **changes})


def full(parameters: Parameters) -> str:
    """The address of this page with the parameters given, to be sent to someone."""
    base = (st.context.url or "").partition("?")[0]
    return f"{base}?{urlencode(_filled(parameters))}"


def of_download(query: str, suffix: str, parameters: Parameters) -> str:
    """The address, relative to any page, of the rows of a named query or, as `mart/<table>`, of a table."""
    return f"download/{query}.{suffix}?{urlencode(_filled(parameters))}"


def of_report(kind: str, suffix: str, parameters: Parameters) -> str:
    """The address, relative to any page, of a report."""
    return f"report/{kind}.{suffix}?{urlencode(_filled(parameters))}"


def query(parameters: Parameters) -> str:
    """The address, relative to a page, of the same page with the parameters given."""
    return f"?{urlencode(_filled(parameters))}"


def bound(parameters: Mapping[str, str]) -> dict[str, str | None]:
    """The filters of an address under the names by which queries bind them."""
    return {BOUND_NAMES[name]: value or None for name, value in parameters.items() if name in BOUND_NAMES}


def _filled(parameters: Parameters) -> dict[str, str]:
    return {name: str(value) for name, value in parameters.items() if value not in (None, "")}
