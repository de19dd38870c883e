"""Look at a file before anything is stored: what is wrong with it, and what it would change."""

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from etl.imports import inbox
from etl.imports.changes import code_labels, compare, of_other_organisations
from etl.imports.examination import CHANGED, NEW, REJECTED, UNCHANGED, Examination, cell_in, placed
from etl.imports.renew import organisations_of, reference_tables
from etl.imports.submission import ReceivedFile, Submission
from etl.load import Loaded, load_more
from etl.problems import Problem
from etl.read import Origin, SourceFolder
from etl.schemas.sources import CORRECTIONS, SOURCE_TABLES
from warehouse.kept import kept_rows
from warehouse.reader import Warehouse

# Above every import there is: what is looked at would be the last word.
_LAYER = 2**31
_TABLES = {table.name: table for table in [*SOURCE_TABLES, CORRECTIONS]}
_FACTS = {table.name for table in SOURCE_TABLES}
_ROW = ["file_name", "row_no"]


def examine(received: ReceivedFile, submission: Submission, warehouse: Warehouse) -> Examination:
    """What accepting `submission` would do to the build in `warehouse`; nothing is stored."""
    references = reference_tables(warehouse)
    before, after = _held(received, submission, warehouse, references)
    problems = [
        *submission.problems,
        *(problem for problem in after.problems if problem.source_id == received.name),
        *of_other_organisations(before, after, received.name),
    ]
    names = dict(warehouse.query("registered_organisations").select("org_code", "full_name_th").iter_rows())
    rows, cells = compare(before, after, received.name, names, code_labels(references))
    rows = _with_rejected(rows, submission, problems)
    counted = dict(rows.group_by("change").len().iter_rows())
    return Examination(
        received=received,
        submission=submission,
        build_id=warehouse.build_id,
        problems=[placed(problem, submission) for problem in problems],
        notices=[placed(notice, submission, is_error=False) for notice in submission.notices],
        counts={change: counted.get(change, 0) for change in (NEW, CHANGED, UNCHANGED, REJECTED)},
        rows=rows,
        cells=_with_cell(cells, submission),
        already=inbox.same_file(received.sha256),
    )


def right_rows(examination: Examination, warehouse: Warehouse) -> Submission:
    """The submission without the rows that are wrong, and without those that then refer to nothing."""
    submission, received = examination.submission, examination.received
    references = reference_tables(warehouse)
    rejected = examination.rows.filter(pl.col("change") == REJECTED).select(
        file_name="sheet", row_no="row_no"
    )
    while not rejected.is_empty():
        kept = {name: frame.join(rejected, on=_ROW, how="anti") for name, frame in submission.tables.items()}
        submission = replace(submission, tables=kept)
        _, after = _held(received, submission, warehouse, references)
        rejected = _places(p for p in after.problems if p.source_id == received.name)
    return submission


def as_source(received: ReceivedFile, submission: Submission) -> SourceFolder:
    """The submission as a source that was just read, as if it were the last import."""
    origin = Origin(received.name, submission.title_th, "", inbox.LICENCE, layer=_LAYER)
    frames = {name: _complete(name, frame) for name, frame in submission.tables.items()}
    stated = {name: frame.columns for name, frame in submission.tables.items()}
    return SourceFolder(origin, received.sha256, frames, stated)


def _held(
    received: ReceivedFile,
    submission: Submission,
    warehouse: Warehouse,
    references: dict[str, pl.DataFrame],
) -> tuple[Loaded, Loaded]:
    """What holds now and what would hold, of the organisations and tables concerned."""
    source = as_source(received, submission)
    organisations = sorted(organisations_of(warehouse, source))
    kept = kept_rows(warehouse, _concerned(submission.tables), organisations)
    return load_more(references, kept, []), load_more(references, kept, [source])


def _concerned(names: Iterable[str]) -> list[str]:
    """The tables named and those that they refer to."""
    found: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in _FACTS and name not in found:
            found[name] = None
            waiting += [target for target, _ in _TABLES[name].references.values()]
    return list(found)


def _complete(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    table = _TABLES[name]
    absent = [
        pl.lit(None, pl.String).alias(column) for column in table.columns if column not in frame.columns
    ]
    layer = pl.lit(_LAYER, pl.Int64).alias("layer")
    return frame.with_columns(*absent, layer).select(*table.columns, "source_id", *_ROW, "layer")


def _with_rejected(rows: pl.DataFrame, submission: Submission, problems: list[Problem]) -> pl.DataFrame:
    """The rows by change; a row of the file with a problem is rejected whole, whatever it tells of."""
    wrong = _places(problems)
    known = rows.join(wrong.rename({"file_name": "sheet"}), on=["sheet", "row_no"], how="anti")
    rejected = [
        frame.select(
            table_name=pl.lit(name),
            table_th=pl.lit(_TABLES[name].grain_th),
            table_en=pl.lit(_TABLES[name].grain_en),
            change=pl.lit(REJECTED),
            org_code=pl.col("org_code") if "org_code" in frame.columns else pl.lit(None, pl.String),
            row_key=pl.lit(None, pl.String),
            label_th=pl.col("title_th") if "title_th" in frame.columns else pl.lit(None, pl.String),
            sheet="file_name",
            row_no="row_no",
        )
        for name, frame in submission.tables.items()
        if name != CORRECTIONS.name
    ]
    told = pl.concat([rows.clear(), *rejected]).unique(["sheet", "row_no"], keep="first", maintain_order=True)
    places = wrong.rename({"file_name": "sheet"})
    # A row that could not even be understood is in no table.
    bare = places.join(told, on=["sheet", "row_no"], how="anti").with_columns(change=pl.lit(REJECTED))
    told = told.join(places, on=["sheet", "row_no"], how="semi")
    return pl.concat([known, told, bare], how="diagonal").sort("sheet", "row_no", maintain_order=True)


def _places(problems: Iterable[Problem]) -> pl.DataFrame:
    found = dict.fromkeys((p.file_name, p.row_no) for p in problems if p.row_no is not None)
    return pl.DataFrame(list(found), schema={"file_name": pl.String, "row_no": pl.Int64}, orient="row")


def _with_cell(cells: pl.DataFrame, submission: Submission) -> pl.DataFrame:
    """The changed values with their cells, such as `D7`, as far as they are known."""
    found = []
    for sheet, column, row_no, locator in cells.select(
        "sheet", "column_name", "row_no", "locator"
    ).iter_rows():
        letter = submission.columns.get((sheet, column))
        found.append(f"{letter}{row_no}" if letter else cell_in(locator))
    return cells.with_columns(pl.Series("cell", found, pl.String)).drop("locator")
