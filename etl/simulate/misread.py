"""Misread digits and their corrections: the file holds the misreading, the correction tells what stood there."""

from collections.abc import Sequence

import polars as pl

from etl.simulate import chance

_REASON = "อ่านเลขผิด คู่ {}/{}"
_EVIDENCE = "ข้อมูลจำลอง: ค่าก่อนจงใจทำให้อ่านผิด"


def misread(
    table: str, text: pl.DataFrame, key: Sequence[str], column: str, digits: tuple[str, str], share: float
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A table as text with the first digit of a share of the cells misread, at least one, and the corrections.

    `digits` are the digit that is read and the one that stands there, as Arabic and Thai ones: ("7๗", "3๓"). Rows
    with a fault are spared. A correction has `row`, the place of its row in the table.
    """
    right, wrong = digits
    is_sound = pl.col("fault").is_null()
    is_chosen = chance.some_of(
        text, f"misread {column}", is_sound & pl.col(column).str.starts_with(right[0]), share
    )
    printed = pl.col(column).str.replace(right[0], wrong[0], literal=True)
    corrections = text.with_row_index("row").filter(is_chosen).select(
        "row",
        pl.lit(table).alias("table"),
        pl.concat_str(key, separator="/").alias("key"),
        pl.lit(column).alias("column"),
        printed.alias("printed"),
        pl.col(column).alias("corrected"),
        pl.lit(_REASON.format(right[1], wrong[1])).alias("reason"),
        pl.lit(_EVIDENCE).alias("evidence"),
    )  # fmt: skip
    return text.with_columns(pl.when(is_chosen).then(printed).otherwise(column).alias(column)), corrections
