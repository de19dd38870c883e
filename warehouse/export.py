"""The one exporter of CSV and Parquet, for pages and the command line; `workbook.py` writes Excel."""

import re
from collections import Counter, deque
from collections.abc import Generator, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from itertools import chain, islice
from pathlib import Path

import polars as pl
from pyarrow.parquet import ParquetWriter

# A spreadsheet takes a text that begins so for a formula, in some languages the wide signs, too; an apostrophe keeps
# it text.
FORMULA_START = r"^[=+\-@\t\r\n＝＋－＠]"
# Part of a file name that comes from an address may be as long as the address.
_LONGEST_PART = 60
# Of the id of a build its day and time to the second: several builds of one day are several files.
_MOMENT_LETTERS = len("20261120-081502")
_WRITERS = 2
_NOT_ASCII = re.compile(r"[^a-z0-9]+")


def csv_chunks(frames: Iterable[pl.DataFrame], headings: Mapping[str, str] | None = None) -> Generator[bytes]:
    """The rows of all frames as one CSV, as `csv_bytes` writes it, a frame at a time.

    While a piece is on its way to the reader, the next ones are written; a slow reader has no more of them waiting.
    """
    rest = iter(frames)
    for first in islice(rest, 1):
        yield _written(first, headings, is_first=True)
    with ThreadPoolExecutor(_WRITERS) as writers:
        waiting: deque[Future[bytes]] = deque()
        for frame in rest:
            waiting.append(writers.submit(_written, frame, headings, is_first=False))
            if len(waiting) > _WRITERS:
                yield waiting.popleft().result()
        yield from (piece.result() for piece in waiting)


def csv_bytes(frame: pl.DataFrame, headings: Mapping[str, str] | None = None) -> bytes:
    """All rows of `frame` as UTF-8 with a byte order mark, so that a spreadsheet shows Thai.

    Texts that look like formulas get a leading apostrophe, numbers stay numbers, lists are joined by `;`.
    `headings` are written instead of the column names.
    """
    return _written(frame, headings, is_first=True)


def parquet_file(frames: Iterable[pl.DataFrame], path: Path) -> None:
    """All rows as a Parquet file with the types and column names of the warehouse."""
    rows = (frame.to_arrow() for frame in frames)
    first = next(rows)
    with ParquetWriter(path, first.schema, compression="zstd") as writer:
        for table in chain([first], rows):
            writer.write_table(table)


def file_name(
    table: str, fiscal_year: object, scope: str | None, build_id: str, rows: int | None, suffix: str = "csv"
) -> str:
    """An ASCII file name that says what is inside: `projects_fy2565_2650101_build20261120-081502_38rows.csv`.

    What has no rows to count names none.
    """
    parts = [
        table,
        f"fy{fiscal_year}" if fiscal_year else "all-years",
        scope or "all",
        f"build{build_id[:_MOMENT_LETTERS]}",
        *([] if rows is None else [f"{rows}rows"]),
    ]
    return (
        "_".join(_NOT_ASCII.sub("-", part.lower())[:_LONGEST_PART].strip("-") for part in parts)
        + f".{suffix}"
    )


def harmless(frame: pl.DataFrame, headings: Mapping[str, str] | None) -> pl.DataFrame:
    """The frame under its headings, with an apostrophe before each text that looks like a formula."""
    plain = flat(frame)
    guarded = plain.with_columns(_guarded(name) for name, kind in plain.schema.items() if kind == pl.String)
    shown = labels(guarded.columns, headings or {})
    return guarded.rename({name: _harmless_text(label) for name, label in shown.items()})


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with each list as one text."""
    return frame.with_columns(
        pl.col(name).cast(pl.List(pl.String)).list.join(";")
        for name, kind in frame.schema.items()
        if isinstance(kind, pl.List)
    )


def labels(columns: list[str], headings: Mapping[str, str]) -> dict[str, str]:
    """Column name -> heading; two columns of one heading are told apart by their names."""
    times = Counter(headings.get(name, name) for name in columns)
    plain = {name: headings.get(name, name) for name in columns}
    return {name: label if times[label] == 1 else f"{label} ({name})" for name, label in plain.items()}


def _written(frame: pl.DataFrame, headings: Mapping[str, str] | None, *, is_first: bool) -> bytes:
    # Into bytes at once: a text on the way would be decoded and encoded again, half of the time of a large file.
    out = BytesIO()
    harmless(frame, headings).write_csv(out, include_bom=is_first, include_header=is_first)
    return out.getvalue()


def _harmless_text(text: str) -> str:
    return f"'{text}" if re.match(FORMULA_START, text) else text


def _guarded(name: str) -> pl.Expr:
    text = pl.col(name)
    is_formula = text.str.contains(FORMULA_START)
    return pl.when(is_formula).then(pl.concat_str(pl.lit("'"), text)).otherwise(text).alias(name)
