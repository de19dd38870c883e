"""What holds where several layers tell of one row: the layer that told it last, as far as it tells.

Layer 0 is what a build starts from; every import is a layer of its own, above those before it.
"""

import polars as pl

from etl.read import PLACE_COLUMNS
from etl.schemas.table import Table

# A row that only repeats what an earlier layer tells keeps the place where it was told first.
_NO_CONTENT = {"locator", *PLACE_COLUMNS}


def settle(table: Table, rows: pl.DataFrame, unstated: pl.DataFrame) -> pl.DataFrame:
    """One row for each key of `table`, with the place of the layer that changed it last.

    `rows` are the rows of all layers, at most one for each key and layer. `unstated` lists, as
    `source_id, column_name`, the columns that a source of a higher layer does not have: what an earlier
    layer tells there goes on to hold.
    """
    told_again = rows.filter(pl.col("layer") > 0).select(table.key).unique()
    if told_again.is_empty():
        return rows
    alone = rows.join(told_again, on=table.key, how="anti", nulls_equal=True)
    layered = rows.join(told_again, on=table.key, how="semi", nulls_equal=True).sort("layer")
    content = [name for name in table.columns if name not in {*_NO_CONTENT, *table.key}]
    held = layered.with_columns(_as_it_holds(name, table.key, unstated) for name in content)
    changes = [_is_changed(name, table.key) for name in content]
    is_first = pl.int_range(pl.len()).over(table.key) == 0
    told = held.filter(pl.any_horizontal(is_first, *changes)).group_by(table.key, maintain_order=True).last()
    return pl.concat([alone, told.select(rows.columns)])


def _as_it_holds(name: str, key: list[str], unstated: pl.DataFrame) -> pl.Expr:
    """The value that holds once a layer has spoken: its own, or that of the layers before where it is silent."""
    silent = unstated.filter(pl.col("column_name") == name)["source_id"].to_list()
    if not silent:
        return pl.col(name)
    # An empty cell of a column that the layer has is a value too, so nulls cannot stand for silence.
    told = pl.when(~pl.col("source_id").is_in(silent)).then(pl.struct(name))
    return told.forward_fill().over(key).struct.field(name)


def _is_changed(name: str, key: list[str]) -> pl.Expr:
    return pl.col(name).ne_missing(pl.col(name).shift(1).over(key))
