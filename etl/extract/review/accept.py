"""Take a reviewed source folder back: what the reviewer changed becomes corrections, then all is checked."""

import csv
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import fastexcel
import polars as pl

from etl.extract.review.workbook import ReviewedTable, read_review
from etl.extract.review.write import CORRECTIONS_FILE, write_table
from etl.load import load
from etl.problems import InputError, Problem
from etl.read import ORIGIN_FILE, REVIEW_FILE
from etl.schemas.sources import CORRECTIONS, SOURCE_TABLES
from etl.schemas.table import Table

BY_REVIEWER = "แก้โดยผู้ตรวจ"
_TABLES = {table.name: table for table in SOURCE_TABLES}
_REVIEW_STATE = re.compile(r'^review = "open"$', re.MULTILINE)

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Acceptance:
    """What came of accepting a folder: problems, or how many cells, rows added and rows removed by review."""

    folder: Path
    problems: list[Problem]
    changed: int = 0
    added: int = 0
    removed: int = 0


def accept(folder: Path, reference: Path, others: list[Path]) -> Acceptance:
    """Read the reviewed workbook of `folder` back into its tables and make the source ready to build.

    `others` are the sources it may refer to, such as the one that registers its organisation. When the
    check finds problems the folder stays as it was. A folder without a workbook is taken as it stands.
    """
    draft = Path(tempfile.mkdtemp(prefix=".accept-", dir=folder.parent))
    copy = draft / folder.name
    try:
        shutil.copytree(folder, copy)
        changed, added, removed = _take_review(copy)
        origin = (copy / ORIGIN_FILE).read_text(encoding="utf-8")
        (copy / ORIGIN_FILE).write_text(_REVIEW_STATE.sub('review = "accepted"', origin), encoding="utf-8")
        loaded = load(reference, [*others, copy])
        problems = [problem for problem in loaded.problems if problem.source_id == folder.name]
        if problems:
            return Acceptance(folder, problems)
        _replace(folder, copy)
        return Acceptance(folder, [], changed, added, removed)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _replace(folder: Path, copy: Path) -> None:
    """Put the checked copy in the place of the folder; the old one goes only when the new one stands."""
    old = copy.parent / "old"
    folder.rename(old)
    copy.rename(folder)


def _take_review(folder: Path) -> tuple[int, int, int]:
    path = folder / REVIEW_FILE
    if not path.is_file():
        return 0, 0, 0
    corrections = _read(folder / CORRECTIONS_FILE)
    changed = added = removed = 0
    for reviewed in _reviewed(path, folder.name):
        table = _TABLES[reviewed.name]
        rows = _read(folder / f"{reviewed.name}.csv")
        kept, corrections, counts = _merge(table, rows, reviewed, corrections)
        write_table(folder / f"{reviewed.name}.csv", list(table.columns), kept)
        changed, added, removed = changed + counts[0], added + counts[1], removed + counts[2]
    write_table(folder / CORRECTIONS_FILE, list(CORRECTIONS.columns), corrections)
    return changed, added, removed


def _reviewed(path: Path, source_id: str) -> list[ReviewedTable]:
    """The tables of the workbook; InputError for one that a program or a copy has damaged."""
    try:
        return read_review(path)
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError, OSError, ValueError) as error:
        detail = (("kind", "Excel"), ("detail", str(error).split("\n", 1)[0]))
        raise InputError([Problem("unreadable_file", source_id, REVIEW_FILE, detail=detail)]) from error


def _merge(
    table: Table, rows: Rows, reviewed: ReviewedTable, corrections: Rows
) -> tuple[Rows, Rows, tuple[int, int, int]]:
    """The rows after review, the corrections after review, and what the reviewer changed, added, removed."""
    before = {_key(table, row): row for row in rows}
    seen = {_key(table, row): (number, row) for number, row in reviewed.rows}
    proposed = {(item["table"], item["key"], item["column"]): item for item in corrections}
    kept = [row for key, row in before.items() if key in seen]
    added = [row for key, (_, row) in seen.items() if key not in before]
    changed = 0
    for key, (number, row) in seen.items():
        if key not in before:
            continue
        for column, value in row.items():
            place = (table.name, key, column)
            known = proposed.get(place)
            if value == (known["corrected"] if known else before[key].get(column, "")):
                continue
            changed += 1
            proposed.pop(place, None)
            if value != before[key].get(column, ""):
                evidence = f"{REVIEW_FILE} {table.name} แถว {number}"
                proposed[place] = _correction(place, before[key].get(column, ""), value, evidence)
    gone = set(before) - set(seen)
    left = [item for (name, key, _), item in proposed.items() if name != table.name or key not in gone]
    return kept + added, left, (changed, len(added), len(gone))


def _correction(place: tuple[str, str, str], printed: str, corrected: str, evidence: str) -> dict[str, str]:
    table, key, column = place
    return {
        "table": table,
        "key": key,
        "column": column,
        "printed": printed,
        "corrected": corrected,
        "reason": BY_REVIEWER,
        "evidence": evidence,
    }


def _key(table: Table, row: dict[str, str]) -> str:
    return "/".join(row.get(column, "") for column in table.key)


def _read(path: Path) -> Rows:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
