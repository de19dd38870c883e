"""What a file that was sent would change: cells with old and new value, new rows, rows that stay out."""

from decimal import Decimal

import polars as pl
import streamlit as st

from dashboard import formats, parts
from dashboard.charts import base
from dashboard.language import local, t
from dashboard.sections import import_lists
from dashboard.sections.import_door import Examination
from dashboard.sections.import_problems import place

NEW, UNCHANGED, REJECTED = "new", "unchanged", "rejected"
_BAHT = "_baht"
# A row that has no name of its own is called by its key.
_NAME = pl.coalesce("label_th", "row_key")


def show(found: Examination) -> None:
    """The changed cells first, then the new rows, those that stay out, and how many stay as they are."""
    if found.cells.height:
        parts.subheading(t("import.changed_cells", count=formats.count(found.cells.height)), is_chosen=True)
        import_lists.show("changes", _cells(found.cells))
    for change in (NEW, REJECTED):
        rows = found.rows.filter(change=change)
        if rows.height:
            words = t(f"import.{change}_rows", count=formats.count(rows.height))
            with st.expander(words, key=f"import-{change}"):
                import_lists.show(change, _rows(rows))
    if found.counts[UNCHANGED] and found.counts[UNCHANGED] < sum(found.counts.values()):
        parts.note(t("import.unchanged_rows", count=formats.count(found.counts[UNCHANGED])))


def _cells(cells: pl.DataFrame) -> pl.DataFrame:
    """One changed cell a row; a cell that said nothing, or will say nothing, is empty."""
    return cells.select(
        import_row=_NAME,
        import_column=base.texts("column", cells, lambda cell: local(cell, "column")),
        import_old=_values(cells, "old"),
        import_new=_values(cells, "new"),
        import_place=base.texts("place", cells, lambda cell: place(cell["sheet"], cell["cell"], None)),
    )


def _rows(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        import_row=_NAME,
        import_table=base.texts("table", rows, lambda row: local(row, "table")),
        import_place=base.texts("place", rows, lambda row: place(row["sheet"], None, row["row_no"])),
    )


def _values(cells: pl.DataFrame, side: str) -> pl.Series:
    """Old or new values; amounts are written as everywhere, and what a cell does not say stays empty."""
    pairs = cells.select("column_name", side).iter_rows()
    words = [
        formats.baht(Decimal(value)) if value and name.endswith(_BAHT) else value for name, value in pairs
    ]
    return pl.Series(side, words, pl.String)
