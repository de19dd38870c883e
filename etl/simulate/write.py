"""The made-up country as a source folder, and beside it the key of its faults."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import polars as pl
import tomli_w

from etl.read import ORIGIN_FILE
from etl.schemas.sources import CORRECTIONS, SOURCE_TABLES
from etl.simulate.broken import broken_rows
from etl.simulate.country import Country, SimulatedTable, simulated_tables
from etl.simulate.misread import misread

# Table -> the column in which digits are misread, what stands there and what is read, and how often.
_MISREAD = {
    "ita_indicator": ("score", ("7๗", "3๓"), 0.001),
    "project_year": ("budget_baht", ("1๑", "9๙"), 0.0002),
}
_TABLES = {table.name: table for table in SOURCE_TABLES}
_CORRECTED = "correction_applied"


class FileFormat(StrEnum):
    """How the tables are written."""

    csv = "csv"
    parquet = "parquet"


@dataclass(frozen=True)
class Written:
    """What was written: the folder, the key of faults beside it, and how many rows each table has."""

    folder: Path
    faults: Path
    row_counts: dict[str, int]
    fault_count: int


def write_country(
    country: Country,
    origin: dict[str, object],
    folder: Path,
    file_format: FileFormat = FileFormat.csv,
    step: Callable[[str], None] = lambda text: None,
) -> Written:
    """Write the country as the source `folder`, which appears only when it is whole.

    `step` is told the name of each table before it is made. Raises FileExistsError when the folder is there already.
    """
    if folder.exists():
        raise FileExistsError(folder)
    draft = folder.with_name(f".{folder.name}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        (draft / ORIGIN_FILE).write_text(tomli_w.dumps(origin), encoding="utf-8")
        counts, faults = _write_tables(country, draft, file_format, step)
        path = folder.with_name(f"{folder.name}.faults.csv")
        faults.write_csv(path)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Written(folder, path, counts, faults.height)


def _write_tables(
    country: Country, folder: Path, file_format: FileFormat, step: Callable[[str], None]
) -> tuple[dict[str, int], pl.DataFrame]:
    counts: dict[str, int] = {}
    faults, corrections = [], []
    for table in simulated_tables(country):
        step(table.name)
        text, corrected = _text(table)
        if country.with_faults:
            text = _with_broken_rows(table, text)
        text = text.with_columns(locator=pl.format("แถว {}", pl.int_range(2, pl.len() + 2)))
        faults += [_key(table.name, text), _key_of_corrections(table.name, corrected)]
        corrections.append(corrected.drop("row"))
        _write(text.drop("key", "fault", "fault_column"), folder / f"{table.name}.{file_format}")
        counts[table.name] = text.height
    _write(pl.concat(corrections), folder / f"{CORRECTIONS.name}.{file_format}")
    return counts, pl.concat(faults)


def _text(table: SimulatedTable) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows as text, some digits misread, and the corrections of these."""
    text = _as_text(table.name, table.rows).with_columns(fault_column=pl.lit(None, pl.String))
    if table.name not in _MISREAD:
        none = pl.DataFrame(schema={"row": pl.UInt32, **dict.fromkeys(CORRECTIONS.columns, pl.String)})
        return text, none
    column, digits, share = _MISREAD[table.name]
    return misread(table.name, text, _TABLES[table.name].key, column, digits, share)


def _as_text(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The columns of the table that the rows have, as text, with `key` and `fault` where they have them."""
    columns = [column for column in _TABLES[name].columns if column in rows.columns]
    kept = [column for column in ("key", "fault") if column in rows.columns]
    return rows.select(pl.col(columns).cast(pl.String), *kept)


def _with_broken_rows(table: SimulatedTable, text: pl.DataFrame) -> pl.DataFrame:
    spare = _as_text(table.name, table.spare).drop("fault", strict=False)
    return pl.concat([text, broken_rows(table.name, spare, text.height)], how="diagonal")


def _key(name: str, text: pl.DataFrame) -> pl.DataFrame:
    """One row for each fault of a table: what finds it, and where it stands."""
    row_key = pl.concat_str(_TABLES[name].key, separator="/", ignore_nulls=True)
    by_check = pl.when(pl.col("fault_column").is_null()).then(pl.lit("check")).otherwise(pl.lit("validation"))
    return (
        text.with_row_index("row_no", 2)
        .filter(pl.col("fault").is_not_null())
        .select(
            by_check.alias("found_by"),
            pl.col("fault").alias("rule_code"),
            pl.lit(name).alias("table"),
            pl.col("row_no").cast(pl.Int64),
            "locator",
            pl.col("fault_column").alias("column"),
            row_key.alias("row_key"),
        )
    )


def _key_of_corrections(name: str, corrections: pl.DataFrame) -> pl.DataFrame:
    """One row for each correction, of which the build tells too."""
    row_no = pl.col("row").cast(pl.Int64) + 2
    return corrections.select(
        pl.lit("check").alias("found_by"),
        pl.lit(_CORRECTED).alias("rule_code"),
        pl.lit(name).alias("table"),
        row_no.alias("row_no"),
        pl.format("แถว {}", row_no).alias("locator"),
        "column",
        pl.col("key").alias("row_key"),
    )


def _write(frame: pl.DataFrame, path: Path) -> None:
    if path.suffix == f".{FileFormat.parquet}":
        frame.write_parquet(path)
    else:
        frame.write_csv(path)
