"""The figures that reports give as results, complaints and cases among them."""

import polars as pl

from dashboard import tables
from dashboard.filters import Filters
from dashboard.language import t

SHOWN_RESULTS = 12


def show(view: Filters, results: pl.DataFrame) -> None:
    """The results of the view, as many as a reader takes in at once; all in the download."""
    labels = [row["result_th"] or t(f"case.{row['case_kind']}") for row in results.iter_rows(named=True)]
    units = [t("case.unit") if row["case_kind"] else row["unit_th"] for row in results.iter_rows(named=True)]
    table = results.with_columns(pl.Series("result_th", labels), pl.Series("unit_th", units, pl.String))
    shown = table.head(SHOWN_RESULTS).select("result_th", "value", "unit_th", "short_name_th", "locator")
    tables.table(shown.drop("short_name_th") if view.org_code else shown)
    tables.download("reported_results", results.height, view.link)
