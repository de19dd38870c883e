"""The commands of the officer's way in: template, import, registry, imports, undo."""

import getpass
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from etl import answers, door, endings, terminal
from etl.imports import accept as taking
from etl.imports import inbox
from etl.imports.accept import PUBLISHED, REFUSED, STALE
from etl.imports.examination import CHANGED, NEW, REJECTED, UNCHANGED, Examination, Outcome, Placed
from etl.imports.examine import examine
from etl.imports.forms.declare import Form
from etl.imports.forms.template import write_template
from etl.imports.ita_table import unmatched_frame
from etl.imports.receive import reading_notices
from etl.imports.renew import open_base
from etl.imports.too_much import File
from etl.registry.compare import counts
from etl.registry.read import opened
from etl.registry.register import read_register
from warehouse.export import csv_bytes
from warehouse.home import default_store

_ROUNDS = (6, 12)
_SHOWN_CHANGES = 20
_NOT_TAKEN = "Not taken in. · ไม่ได้นำเข้า"

Yes = Annotated[bool, typer.Option("--yes", help="Accept without being asked.")]
KeepGoing = Annotated[bool, typer.Option("--keep-going", help="Take the right rows without the wrong ones.")]
Report = Annotated[Path | None, typer.Option("--report", help="Write every problem to this CSV file.")]


def write_form(
    organisation: Annotated[str, typer.Option("--organisation", help="Code of the organisation, 7 digits.")],
    year: Annotated[int, typer.Option("--year", help="Fiscal year (BE).")],
    out: Annotated[Path, typer.Option("--out", help="The workbook to write, such as report.xlsx.")],
    report_round: Annotated[
        int | None,
        typer.Option("--round", help="6 or 12: the form of that report round. Without: of the plan."),
    ] = None,
) -> None:
    """Write the Excel form of an organisation: its plan of a year, or its report of a round.

    What the warehouse knows is filled in already. Fill in the rest and give it to `sutcharit import`.

    Examples:

      sutcharit template --organisation 4340701 --year 2567 --round 6 --out report.xlsx

      sutcharit template --organisation 4340701 --year 2567 --out plan.xlsx
    """
    if report_round not in (None, *_ROUNDS):
        terminal.usage("--round is 6 or 12. · --round ต้องเป็น 6 หรือ 12")
    with endings.told(_NOT_TAKEN), closing(open_base(default_store())) as base:
        write_template(base, Form(organisation, year, report_round), out)
    terminal.console.print(f"Written · เขียนแล้ว: {out}", highlight=False, soft_wrap=True)


def import_files(  # noqa: PLR0913, PLR0917 - one for each option
    files: Annotated[
        list[Path], typer.Argument(help="Workbooks, CSV files, or folders that `extract` wrote.")
    ],
    year: Annotated[
        int | None, typer.Option("--year", help="Fiscal year (BE) of an ITA table that does not say it.")
    ] = None,
    yes: Yes = False,
    keep_going: KeepGoing = False,
    report: Report = None,
    marked: Annotated[
        Path | None, typer.Option("--marked", help="Write the workbook with the errors marked in its cells.")
    ] = None,
    unmatched: Annotated[
        Path | None,
        typer.Option("--unmatched", help="Write the unmatched names with suggestions to this CSV file."),
    ] = None,
) -> None:
    """Check what officers sent, show what it would change, and take it in.

    Each file is looked at and accepted by itself. A file with an error is not taken in, unless --keep-going
    leaves out its wrong rows. The file stays in your data folder as it came. Exit status 1: a file was not
    taken in.

    Examples:

      sutcharit import report.xlsx

      sutcharit import ita-2566.csv --year 2566 --yes --unmatched names.csv
    """
    failed = False
    for path in files:
        terminal.console.print(f"{path.name}", style="bold", highlight=False)
        with endings.told(_NOT_TAKEN):
            examination = door.examine(_files_of(path), year)
            _write_lists(examination, report, marked, unmatched)
            failed |= not _taken(examination, yes, keep_going)
    if failed:
        raise typer.Exit(terminal.FAILED)


def load_register(
    file: Annotated[Path, typer.Argument(help="The register of organisations, as CSV or Excel.")],
    yes: Yes = False,
    allow_many_former: Annotated[
        bool, typer.Option("--allow-many-former", help="Accept that a fifth or more of the codes disappear.")
    ] = False,
) -> None:
    """Load the register of organisations in the layout of the Department's open data.

    Says what is new, renamed, upgraded and merged. Codes that disappear stay as former organisations.

    Example:

      sutcharit registry register.csv
    """
    with endings.told(_NOT_TAKEN):
        received = opened(file)
        with closing(open_base(default_store())) as base:
            reading = read_register(received, base, allow_many_former=allow_many_former)
            notices = [*reading_notices(received), *reading.submission.notices]
            examination = examine(received, replace(reading.submission, notices=notices), base)
        for change in [change for change in reading.changes if change.kind != NEW][:_SHOWN_CHANGES]:
            terminal.tell_place(change.org_code, change.message_th, change.message_en)
        told = ", ".join(f"{kind} {count:,}" for kind, count in counts(reading.changes).items())
        terminal.console.print(f"known before {reading.known_count:,}; {told or 'nothing changes'}")
        if not _taken(examination, yes, keep_going=False):
            raise typer.Exit(terminal.FAILED)


def list_imports(
    most: Annotated[int, typer.Option("--most", help="How many, the newest first.")] = 20,
) -> None:
    """List what was imported: when, by whom, what, and whether it was taken back.

    Example:

      sutcharit imports
    """
    records = inbox.history(most)
    for record in records:
        gone = f", taken back · ถอนแล้ว {record.withdrawn_at:%Y-%m-%d %H:%M}" if record.withdrawn_at else ""
        terminal.console.print(record.import_id + gone, style="bold", highlight=False, soft_wrap=True)
        counted = ", ".join(f"{name} {count:,}" for name, count in record.counts.items())
        told = f"  {record.at:%Y-%m-%d %H:%M} UTC, {record.by}: {record.title_th} ({record.file_name}; {counted})"
        terminal.console.print(told, highlight=False, soft_wrap=True)
    if not records:
        terminal.console.print("Nothing was imported yet. · ยังไม่มีการนำเข้า")


def undo_import(
    import_id: Annotated[str, typer.Argument(help="An import; see `sutcharit imports`.")],
) -> None:
    """Take an import back out; its file is kept in the folder `withdrawn`.

    Example:

      sutcharit undo import_000012_32f29f33d511
    """
    with endings.told(_NOT_TAKEN):
        _tell_if_waiting()
        outcome = taking.withdraw(import_id, getpass.getuser())
    _tell_placed(import_id, outcome.problems)
    if outcome.state == REFUSED:
        terminal.errors.print("Other imports need these rows: it stays. · การนำเข้าอื่นใช้แถวเหล่านี้ จึงถอนไม่ได้")
        raise typer.Exit(terminal.FAILED)
    terminal.console.print(f"Taken back; published {outcome.build_id}. · ถอนแล้ว")


def _files_of(path: Path) -> list[File]:
    """The file, or the files of a folder."""
    try:
        inner = sorted(child for child in path.iterdir() if child.is_file()) if path.is_dir() else [path]
        return [(str(child.relative_to(path.parent)), child.read_bytes()) for child in inner]
    except OSError as error:
        terminal.usage(f"{path}: {error.strerror}")


def _taken(examination: Examination, yes: bool, keep_going: bool) -> bool:
    """Whether the file is in afterwards, or was before."""
    _tell_placed(examination.file_name, [*examination.problems, *examination.notices])
    _tell_changes(examination)
    if not examination.problems and not examination.would_change:
        terminal.console.print("Nothing would change. · ไม่มีอะไรเปลี่ยน")
        return True
    if not (examination.can_accept or (keep_going and examination.can_accept_rest)):
        terminal.errors.print("Not taken in. · ไม่ได้นำเข้า (--keep-going: เว้นแถวที่ผิด)")
        return False
    if not yes and not typer.confirm("Accept? · นำเข้าหรือไม่"):
        terminal.console.print(_NOT_TAKEN)
        return False
    _tell_if_waiting()
    outcome = taking.accept(examination, getpass.getuser(), keep_going=keep_going)
    return _tell_outcome(examination, outcome)


def _tell_if_waiting() -> None:
    """A build that is being made comes first."""
    if makers := default_store().makers():
        terminal.another_build(makers)


def _tell_outcome(examination: Examination, outcome: Outcome) -> bool:
    _tell_placed(examination.file_name, outcome.problems)
    if outcome.state == PUBLISHED and outcome.record:
        terminal.console.print(f"In as {outcome.record.import_id}; published {outcome.build_id}. · นำเข้าแล้ว")
    elif outcome.state == STALE:
        terminal.errors.print("The data changed meanwhile: look again. · ข้อมูลเปลี่ยนไประหว่างนี้ โปรดสั่งใหม่")
    elif outcome.state == REFUSED:
        terminal.errors.print(_NOT_TAKEN)
    else:
        terminal.console.print("The same file is in already; nothing changes. · ไฟล์นี้นำเข้าแล้ว ไม่มีอะไรเปลี่ยน")
    return outcome.state not in (STALE, REFUSED)


def _tell_changes(examination: Examination) -> None:
    names = {NEW: "new · ใหม่", CHANGED: "changed · เปลี่ยน", UNCHANGED: "unchanged · เหมือนเดิม"}
    told = [f"{name} {examination.counts[change]:,}" for change, name in names.items()]
    terminal.console.print(", ".join([*told, f"rejected · ไม่รับ {examination.counts[REJECTED]:,}"]))
    if examination.cells.height:
        shown = examination.cells.head(_SHOWN_CHANGES).select("cell", "label_th", "column_th", "old", "new")
        answers.print_grid("changed · เปลี่ยน", shown)
    if examination.cells.height > _SHOWN_CHANGES:
        terminal.console.print(f"… {examination.cells.height - _SHOWN_CHANGES:,} more")


def _tell_placed(file_name: str, found: list[Placed]) -> None:
    for one in found[: terminal.SHOWN_PROBLEMS]:
        where = one.cell or (f"row {one.row_no}" if one.row_no else "")
        place = " ".join(filter(None, [file_name, one.sheet if one.sheet != file_name else "", where]))
        terminal.tell_place(place, one.message_th, one.message_en)
    if len(found) > terminal.SHOWN_PROBLEMS:
        terminal.errors.print(
            f"… and {len(found) - terminal.SHOWN_PROBLEMS:,} more; --report FILE writes them all."
        )


def _write_lists(
    examination: Examination, report: Path | None, marked: Path | None, unmatched: Path | None
) -> None:
    found = examination.problems
    files: list[tuple[Path | None, Callable[[], bytes]]] = [
        (report, lambda: csv_bytes(pl.DataFrame([asdict(one) for one in found], infer_schema_length=None))),
        (marked, lambda: door.marked(examination)),
        (unmatched, lambda: csv_bytes(unmatched_frame(examination.submission))),
    ]
    for path, content in files:
        if path is None:
            continue
        try:
            path.write_bytes(content())
        except OSError as error:
            terminal.usage(f"{path}: {error.strerror}")
