"""A source folder as text frames: what stands in its files, before anything is judged."""

import codecs
import csv
import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl
from rapidfuzz import process

from etl.problems import InputError, Problem
from etl.schemas.sources import CORRECTIONS, SOURCE_TABLES
from etl.schemas.table import Table, metadata

ORIGIN_FILE = "origin.toml"
# The workbook in which a person reviews what was extracted: beside the tables, and none of them.
REVIEW_FILE = "review.xlsx"
REVIEW_OPEN = "open"
# Columns that every text frame carries beside those of its table: where a row stands, and which layer it is of.
PLACE_COLUMNS = ["source_id", "file_name", "row_no", "layer"]
_UNLIKELY = 60
# How much of a file is enough to see that it is not text.
_LOOKED_AT = 4096
_SOURCE_NAME = re.compile(r"[A-Za-z0-9_.\-]{1,80}")
_ORIGIN_TYPES: dict[str, type] = {
    "title": str,
    "publisher": str,
    "licence": str,
    "org_code": str,
    "document": str,
    "sha256": str,
    "accessed": date,
    "notes": str,
    "is_simulated": bool,
    "layer": int,
    "left_out": int,
}


@dataclass(frozen=True)
class Origin:
    """Where a source comes from: the contents of its `origin.toml`.

    `layer` is 0 for what a build starts from and the number of the import for what was sent in later, of which
    `left_out` rows broke a rule and were not taken.
    """

    source_id: str
    title_th: str
    publisher: str
    licence: str
    org_code: str | None = None
    document: str | None = None
    sha256: str | None = None
    accessed: date | None = None
    notes: str | None = None
    is_simulated: bool = False
    is_under_review: bool = False
    layer: int = 0
    left_out: int = 0


@dataclass(frozen=True)
class SourceFolder:
    """One source as read: its origin, its tables as text frames, and the checksum over all its files.

    `stated` has for each table the columns that its file has; the frames have all, the others empty.
    """

    origin: Origin
    files_sha256: str
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    stated: dict[str, list[str]] = field(default_factory=dict)


def read_source(folder: Path, tables: Iterable[Table] = SOURCE_TABLES) -> SourceFolder:
    """Read a source folder.

    Raises InputError when a file cannot be read or its columns are not those of its table; every file
    is looked at first, so that all problems are told at once.
    """
    if not folder.is_dir():
        raise InputError([Problem("no_such_source", folder.name, "", value=str(folder))])
    if not _SOURCE_NAME.fullmatch(folder.name):
        raise InputError([Problem("bad_source_name", folder.name, "", value=folder.name)])
    known = {table.name: table for table in [*tables, CORRECTIONS]}
    origin = read_origin(folder)
    if origin.is_under_review:
        raise InputError([Problem("review_open", folder.name, ORIGIN_FILE)])
    # Beside the reading: neither holds up the other.
    with ThreadPoolExecutor(1) as beside:
        checksum = beside.submit(_checksum, folder)
        frames, stated = _read_tables(folder, known, origin)
        return SourceFolder(origin, checksum.result(), frames, stated)


def _read_tables(
    folder: Path, known: dict[str, Table], origin: Origin
) -> tuple[dict[str, pl.DataFrame], dict[str, list[str]]]:
    """The complete tables of a folder, and the columns that its files have."""
    frames: dict[str, pl.DataFrame] = {}
    stated: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for path in data_files(folder):
        try:
            for name, place, frame in _tables_of(path, folder.name, known):
                if name in frames:
                    raise InputError([Problem("repeated_table", folder.name, path.name, value=name)])
                frames[name] = _complete(frame, known[name], origin, place)
                stated[name] = frame.columns
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return frames, stated


def data_files(folder: Path) -> list[Path]:
    """The table files of a source folder, in order of their names."""
    files = (path for path in folder.iterdir() if path.suffix.lower() in _READERS)
    return sorted(path for path in files if path.name[0] not in ".~" and path.name != REVIEW_FILE)


def read_origin(folder: Path) -> Origin:
    """The `origin.toml` of a source folder; InputError when it is missing or incomplete."""
    path = folder / ORIGIN_FILE
    if not path.is_file():
        raise InputError([Problem("no_origin", folder.name, ORIGIN_FILE)])
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return _origin(folder.name, entries)
    except (ValueError, KeyError, TypeError) as error:
        detail = f"missing {error}" if isinstance(error, KeyError) else str(error)
        raise InputError(
            [Problem("bad_origin", folder.name, ORIGIN_FILE, detail=(("detail", detail),))]
        ) from error


def _origin(source_id: str, entries: dict[str, Any]) -> Origin:
    for name, kind in _ORIGIN_TYPES.items():
        # A date with a time is a `date` to isinstance.
        if name in entries and (type(entries[name]) is not kind or entries[name] == ""):
            raise TypeError(f"{name} = {entries[name]!r} is not a {kind.__name__}")
    if not re.fullmatch(r"[0-9a-f]{64}", entries.get("sha256", "0" * 64)):
        raise ValueError(f"sha256 = {entries['sha256']!r} is not 64 hex digits")
    return Origin(
        source_id=source_id,
        title_th=entries["title"],
        publisher=entries["publisher"],
        licence=entries["licence"],
        org_code=entries.get("org_code"),
        document=entries.get("document"),
        sha256=entries.get("sha256"),
        accessed=entries.get("accessed"),
        notes=entries.get("notes"),
        is_simulated=entries.get("is_simulated", False),
        is_under_review=entries.get("review") == REVIEW_OPEN,
        layer=entries.get("layer", 0),
        left_out=entries.get("left_out", 0),
    )


def _tables_of(path: Path, source_id: str, known: dict[str, Table]) -> list[tuple[str, str, pl.DataFrame]]:
    """The tables of a file: the name, the place to tell of, and the cells as text."""
    try:
        sheets = _READERS[path.suffix.lower()](path)
    except _RepeatedColumnError as error:
        place = f"{path.name}#{error.sheet}" if error.sheet else path.name
        raise InputError([Problem("repeated_column", source_id, place, 1, error.column)]) from error
    except _UNREADABLE as error:
        reason = str(error).splitlines()[0] if str(error) else "?"
        detail = (("kind", path.suffix.lower()), ("detail", reason))
        raise InputError([Problem("unreadable_file", source_id, path.name, detail=detail)]) from error
    found, problems = [], []
    for name, frame in sheets:
        place = path.name if len(sheets) == 1 else f"{path.name}#{name}"
        table = known.get(name)
        if table is None:
            tables = (("known", ", ".join(known)),)
            problems.append(Problem("unknown_table", source_id, place, value=name, detail=tables))
        elif wrong := column_problems(frame.columns, table, source_id, place):
            problems.extend(wrong)
        else:
            found.append((name, place, frame))
    if problems:
        raise InputError(problems)
    return found


def column_problems(columns: Sequence[str], table: Table, source_id: str, file_name: str) -> list[Problem]:
    """What is wrong with the columns of a file or sheet that should hold `table`: none, unknown or missing ones."""
    if not columns:
        return [Problem("empty_file", source_id, file_name)]
    unknown = [
        Problem("unknown_column", source_id, file_name, 1, name, detail=_hint(name, table))
        for name in columns
        if name not in table.columns
    ]
    missing = [
        Problem("missing_column", source_id, file_name, 1, name, detail=_names(table, name))
        for name in table.columns
        if name in table.required_columns and name not in columns
    ]
    return unknown + missing


def _hint(name: str, table: Table) -> tuple[tuple[str, object], ...]:
    nearest = process.extractOne(name.lower(), list(table.columns), score_cutoff=_UNLIKELY)
    if nearest is None:
        return (("hint", ""), ("hint_en", ""))
    return (("hint", f" หมายถึง {nearest[0]} หรือไม่"), ("hint_en", f" Do you mean {nearest[0]}?"))


def _names(table: Table, column: str) -> tuple[tuple[str, object], ...]:
    entry = metadata(table.columns[column])
    return (("name_th", entry["name_th"]), ("name_en", entry["name_en"]))


def _complete(frame: pl.DataFrame, table: Table, origin: Origin, file_name: str) -> pl.DataFrame:
    """All columns of the table in order, absent ones empty, and the place of each row."""
    absent = [pl.lit(None, pl.String).alias(name) for name in table.columns if name not in frame.columns]
    place: list[pl.Expr | pl.Series] = [
        pl.lit(origin.source_id).alias("source_id"),
        pl.lit(file_name).alias("file_name"),
        _row_numbers(frame),
        pl.lit(origin.layer, pl.Int64).alias("layer"),
    ]
    placed = frame.with_columns(*absent, *place).select(*table.columns, *PLACE_COLUMNS)
    # Blank rows, such as spreadsheets keep below their data, say nothing; the others keep their numbers.
    is_blank = frame.select(pl.all_horizontal(pl.all().is_null())).to_series()
    return placed.filter(~is_blank) if is_blank.any() else placed


def _row_numbers(frame: pl.DataFrame) -> pl.Series:
    """The numbers of the rows, in pieces as large as those of the frame.

    Pieces of other sizes would have every column copied into one; and of one piece, each filter copies all that
    it leaves, while of many it copies those out of which it takes something.
    """
    ends = [*accumulate(frame.to_series().chunk_lengths(), initial=2)] if frame.width else [2, 2]
    pieces = [pl.int_range(*piece, dtype=pl.Int64, eager=True) for piece in pairwise(ends)]
    return pl.concat(pieces, rechunk=False).alias("row_no")


def _read_csv(path: Path) -> list[tuple[str, pl.DataFrame]]:
    with path.open("rb") as file:
        heading = file.readline().removeprefix(codecs.BOM_UTF8)
        beginning = heading + file.read(_LOOKED_AT)
    if not beginning.strip() and not path.read_bytes().removeprefix(codecs.BOM_UTF8).strip():
        return [(path.stem, pl.DataFrame())]
    if b"\0" in beginning[:_LOOKED_AT]:
        raise ValueError("it is not text")
    _refuse_repeats(next(csv.reader(heading.decode("utf-8").splitlines()), []))
    # From the file itself: bytes would be read by one thread.
    return [(path.stem, pl.read_csv(path, infer_schema=False))]


def _read_parquet(path: Path) -> list[tuple[str, pl.DataFrame]]:
    frame = pl.read_parquet(path)
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    joined = [pl.col(name).cast(pl.List(pl.String)).list.join(";") for name in lists]
    return [(path.stem, frame.with_columns(joined).cast(pl.String))]


def _read_workbook(path: Path) -> list[tuple[str, pl.DataFrame]]:
    book = fastexcel.read_excel(path)
    return [(name, _sheet(book, name)) for name in book.sheet_names]


def _sheet(book: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    sheet = book.load_sheet(name, header_row=None, dtypes="string")
    cells = sheet.to_polars()
    if cells.height == 0:
        return pl.DataFrame()
    headings = [str(value or "").strip() for value in cells.row(0)]
    for index, heading in enumerate(headings):
        if not heading and cells[1:, index].is_not_null().any():
            headings[index] = f"(column {index + 1} without heading)"
    filled = [index for index, heading in enumerate(headings) if heading]
    _refuse_repeats([headings[index] for index in filled], name if len(book.sheet_names) > 1 else None)
    return cells[1:].select(pl.nth(index).alias(headings[index]) for index in filled)


class _RepeatedColumnError(Exception):
    """A heading stands twice in a file, or in one sheet of a workbook of several."""

    def __init__(self, column: str, sheet: str | None) -> None:
        super().__init__(column)
        self.column = column
        self.sheet = sheet


def _refuse_repeats(headings: list[str], sheet: str | None = None) -> None:
    repeated = [name for name, times in Counter(headings).items() if times > 1]
    if repeated:
        raise _RepeatedColumnError(repeated[0], sheet)


def _checksum(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in [folder / ORIGIN_FILE, *data_files(folder)]:
        digest.update(path.name.encode())
        with path.open("rb") as file:
            hashlib.file_digest(file, lambda: digest)
    return digest.hexdigest()


_READERS: dict[str, Callable[[Path], list[tuple[str, pl.DataFrame]]]] = {
    ".csv": _read_csv,
    ".parquet": _read_parquet,
    ".xlsx": _read_workbook,
}
_UNREADABLE = (pl.exceptions.PolarsError, fastexcel.FastExcelError, OSError, ValueError, UnicodeDecodeError)
