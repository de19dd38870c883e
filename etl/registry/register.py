"""A register of organisations as a submission: its rows, what it changes, and the codes that it no longer has."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from xlsxwriter.utility import xl_col_to_name

from etl.imports.submission import ReceivedFile, Sheet, Submission, SubmissionKind
from etl.problems import InputError, Problem
from etl.registry.compare import (
    ChangeKind,
    Organisation,
    RegisterChange,
    compare,
    counts,
    gone,
    known_organisations,
    organisations_of,
)
from etl.registry.read import COLUMNS, columns_of, opened, rows_of, sheet_of
from warehouse.reader import Warehouse

# A file cut short makes organisations former that are not: beyond both limits a person must say that it is right.
MOST_FORMER_SHARE = 0.2
MOST_FORMER = 20
# What the rows of the submission state. An organisation that is in the register has no `is_former`, as one that a
# source of its own registers: so a register that agrees with what is known changes nothing.
_STATED = ("org_code", "type_code", "name_th", "district_th", "province_code", "is_former", "locator")
_KINDS = {**dict.fromkeys((*_STATED, "source_id", "file_name"), pl.String), "row_no": pl.Int64}
_GONE = "ไม่มีในทะเบียนแล้ว"
_HEADING_ROW = 1


@dataclass(frozen=True)
class RegisterReading:
    """A register as understood; `known_count` is how many of its organisations are known and alike."""

    submission: Submission
    changes: list[RegisterChange]
    known_count: int


def read_register(
    source: ReceivedFile | Path, warehouse: Warehouse | None, *, allow_many_former: bool = False
) -> RegisterReading:
    """Read a register and compare it with the organisations of the warehouse; without one, all are new.

    The table `organisation` has every row of the register, and those codes that it no longer has, as former ones:
    they stand in no row of the file, so that their place is the row of its headings.
    Raises InputError as `rows_of` does, and when the register lacks more than a fifth of what is known.
    """
    received = opened(source) if isinstance(source, Path) else source
    sheet = sheet_of(received)
    after = organisations_of(rows_of(received))
    before = known_organisations(warehouse.query("registered_organisations")) if warehouse else []
    missing = gone(before, after)
    if not allow_many_former:
        _refuse_cut_short(before, missing, received.name, sheet.name)
    changes = compare(before, after)
    present = {one.org_code for one in after}
    former = [one for one in before if one.is_former and one.org_code not in present] + missing
    known_count = _known_count(before, present, changes)
    summary = _summary(len(after), known_count, changes, len(missing))
    told = [change.told(received.name, sheet.name) for change in changes if change.kind != ChangeKind.new]
    submission = Submission(
        SubmissionKind.register,
        f"ทะเบียนองค์กรปกครองส่วนท้องถิ่น {len(after):,} แห่ง",
        tables={"organisation": _frame(after, former, received.name, sheet.name)},
        columns=_letters(sheet),
        notices=[Problem("registry_summary", received.name, sheet.name, detail=summary), *told],
    )
    return RegisterReading(submission, changes, known_count)


def _refuse_cut_short(
    before: list[Organisation], missing: list[Organisation], file_name: str, sheet_name: str
) -> None:
    known = sum(not one.is_former for one in before)
    if len(missing) > MOST_FORMER and len(missing) > MOST_FORMER_SHARE * known:
        numbers = {
            "missing": f"{len(missing):,}",
            "known": f"{known:,}",
            "percent": f"{len(missing) / known:.0%}".rstrip("%"),
        }
        raise InputError(
            [Problem("registry_many_former", file_name, sheet_name, detail=tuple(numbers.items()))]
        )


def _known_count(before: list[Organisation], present: set[str], changes: list[RegisterChange]) -> int:
    changed = {change.org_code for change in changes}
    return sum(one.org_code in present and one.org_code not in changed for one in before)


def _summary(
    rows: int, known_count: int, changes: list[RegisterChange], missing: int
) -> tuple[tuple[str, str], ...]:
    new = counts(changes)[ChangeKind.new]
    numbers = {
        "rows": rows, "known": known_count, "new": new, "changed": rows - known_count - new, "gone": missing,
    }  # fmt: skip
    return tuple((name, f"{number:,}") for name, number in numbers.items())


def _frame(
    present: Iterable[Organisation], former: Iterable[Organisation], source_id: str, file_name: str
) -> pl.DataFrame:
    """The rows as text: those of the register, and below them the former organisations as they were known."""
    rows = [(*_values(one), None, f"แถว {one.row_no}", source_id, file_name, one.row_no) for one in present]
    rows += [(*_values(one), "true", _GONE, source_id, file_name, _HEADING_ROW) for one in former]
    return pl.DataFrame(rows, schema=_KINDS, orient="row")


def _values(one: Organisation) -> tuple[str | None, ...]:
    return one.org_code, one.type_code, one.name_th, one.district_th, one.province_code


def _letters(sheet: Sheet) -> dict[tuple[str, str], str]:
    return {
        (sheet.name, COLUMNS[name]): xl_col_to_name(column_no - 1)
        for name, column_no in columns_of(sheet).items()
    }
