"""The figures that reports give as results, complaints and cases among them."""

import polars as pl

from dashboard import file_links, formats, parts, tables
from dashboard.data import ask
from dashboard.failures import section
from dashboard.filters import Filters
from dashboard.headline import SHOWN_RESULTS, first_results, result_count
from dashboard.language import t


@section
def card(view: Filters) -> None:
    """The results of the view, those of several organisations added; all in the download. Without any, nothing."""
    found = result_count(view)
    if found:
        with parts.card("results", t("overview.results", count=formats.count(found))):
            if first_results(view)["organisation_count"][0] == 1:
                _show_each(view, first_results(view))
            else:
                _show_added(ask("reported_result_totals", **view.parameters))
            file_links.show("reported_results", found, view.link)


def _show_each(view: Filters, results: pl.DataFrame) -> None:
    shown = _named(results).select(
        "result_th", "value", "unit_th", "short_name_th", "locator", tables.WITHHELD
    )
    tables.table(shown.drop("short_name_th") if view.org_code else shown)
    parts.withheld(results[tables.WITHHELD])


def _show_added(totals: pl.DataFrame) -> None:
    """What adds up as a sum, and of everything the least and the greatest value that was reported."""
    tables.table(
        _named(totals.head(SHOWN_RESULTS)).select(
            "result_th",
            pl.col("value").alias("sum_value"),
            "unit_th",
            "least_value",
            "greatest_value",
            "organisation_count",
        )
    )
    parts.withheld(totals["withheld"])
    if totals.height > SHOWN_RESULTS:
        parts.note(t("overview.more_results", count=formats.count(totals.height - SHOWN_RESULTS)))


def _named(results: pl.DataFrame) -> pl.DataFrame:
    """With words for the counts of cases, which have no title of their own."""
    labels = [row["result_th"] or t(f"case.{row['case_kind']}") for row in results.iter_rows(named=True)]
    units = [t("case.unit") if row["case_kind"] else row["unit_th"] for row in results.iter_rows(named=True)]
    return results.with_columns(pl.Series("result_th", labels), pl.Series("unit_th", units, pl.String))
