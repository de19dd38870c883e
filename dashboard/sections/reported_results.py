"""The figures that reports give as results, complaints and cases among them."""

import polars as pl

from dashboard import formats, parts, tables
from dashboard.data import ask
from dashboard.filters import Filters
from dashboard.language import t

SHOWN_RESULTS = 12


def count(view: Filters) -> int:
    """How many results there are in the view."""
    rows = _first(view)
    return int(rows["found_results"][0]) if rows.height else 0


def card(view: Filters) -> None:
    """The results of the view, as many as a reader takes in at once; all in the download. Without any, nothing."""
    found = count(view)
    if found:
        with parts.card("results", t("overview.results", count=formats.count(found))):
            _show(view, _first(view))
            tables.download("reported_results", found, view.link)


def _first(view: Filters) -> pl.DataFrame:
    return ask("reported_results", **view.parameters, row_limit=SHOWN_RESULTS)


def _show(view: Filters, results: pl.DataFrame) -> None:
    labels = [row["result_th"] or t(f"case.{row['case_kind']}") for row in results.iter_rows(named=True)]
    units = [t("case.unit") if row["case_kind"] else row["unit_th"] for row in results.iter_rows(named=True)]
    table = results.with_columns(pl.Series("result_th", labels), pl.Series("unit_th", units, pl.String))
    shown = table.select("result_th", "value", "unit_th", "short_name_th", "locator")
    tables.table(shown.drop("short_name_th") if view.org_code else shown)
