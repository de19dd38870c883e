"""The commands `sutcharit extract` and `sutcharit accept`."""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from etl import terminal
from etl.extract.files.content import UnreadableDocument
from etl.extract.review.accept import accept
from etl.extract.run import Extracted, OtherDocumentError, UnknownOrganisationError, extract
from etl.extract.whose.identify import Candidate
from etl.imports.confined import Ended, Most, within
from etl.places import REFERENCE, registered_sources
from etl.problems import InputError
from etl.read import read_origin
from etl.registry.read import RegistryRow, read_registry

ORG_CODE_FORM = r"[0-9]{7}"
# A PDF of a thousand pages takes its time.
_MOST = Most(seconds=600, cpu_seconds=300, memory_mb=2048)


@dataclass(frozen=True)
class _Unread:
    """A document that was not read, and why."""

    place: str
    message_th: str
    message_en: str


def extract_documents(
    files: Annotated[list[Path], typer.Argument(help="Documents: .txt .md .html .docx .xlsx .pdf")],
    out: Annotated[Path, typer.Option("--out", help="The folder that gets one source folder per document.")],
    organisation: Annotated[
        str | None, typer.Option("--organisation", help="Seven-digit code of the organisation.")
    ] = None,
    registry: Annotated[
        Path | None, typer.Option("--registry", help="Register of organisations (CSV) to find it by name.")
    ] = None,
) -> None:
    """Read documents into source folders that a person reviews.

    Each folder has the tables as printed, proposed corrections, and review.xlsx with doubtful cells coloured.
    A folder that stands there already is left alone, with its review. Exit status 1: a document could not be read.

    Examples:

      sutcharit extract plan.pdf --out review --organisation 4340701

      sutcharit extract *.txt --out review --registry register.csv
    """
    if organisation is not None and not re.fullmatch(ORG_CODE_FORM, organisation):
        terminal.usage(
            f"รหัสหน่วยงาน {organisation!r} ไม่ใช่เลข 7 หลัก\nThe code {organisation!r} does not have 7 digits."
        )
    try:
        rows = read_registry(registry) if registry else []
    except InputError as error:
        terminal.tell(error.problems)
        raise typer.Exit(terminal.USAGE) from error
    failed = False
    for path in files:
        try:
            found = within(_MOST, partial(_attempt, path, out, rows, organisation))
        except Ended:
            details = {"name": path.name, "seconds": _MOST.cpu_seconds, "memory": _MOST.memory_mb}
            heavy = UnreadableDocument("too_heavy", **details)
            found = _Unread(str(path), heavy.message_th, heavy.message_en)
        except InputError as error:  # the folder stands there and its origin.toml is damaged
            failed = True
            terminal.tell(error.problems)
            continue
        if isinstance(found, _Unread):
            failed = True
            terminal.tell_place(found.place, found.message_th, found.message_en)
        else:
            _tell(found)
    raise typer.Exit(terminal.FAILED if failed else 0)


def _attempt(path: Path, out: Path, rows: list[RegistryRow], organisation: str | None) -> Extracted | _Unread:
    """Read one document, in a process that may be ended: what comes of it, or why it cannot be read."""
    try:
        return extract(path, out, REFERENCE, rows, organisation)
    except UnreadableDocument as error:
        return _Unread(str(path), error.message_th, error.message_en)
    except UnknownOrganisationError as error:
        return _Unread(str(path), *_question(error.candidates, rows))
    except OtherDocumentError as error:
        return _Unread(
            str(path),
            f"โฟลเดอร์ {error} เป็นของเอกสารอื่น ย้ายหรือเปลี่ยนชื่อก่อน",
            f"The folder {error} holds another document: move or rename it first.",
        )
    except OSError as error:
        place = str(error.filename or out)
        return _Unread(
            place, f"เขียนลง {out} ไม่ได้: {error.strerror}", f"Cannot write to {out}: {error.strerror}."
        )


def accept_sources(
    folders: Annotated[
        list[Path], typer.Argument(help="Source folders that `extract` wrote and you reviewed.")
    ],
) -> None:
    """Take reviewed folders back and check them; what you changed becomes a correction.

    An accepted folder can be built: name it to `sutcharit build`, or put it into sources/ of your data folder.
    Exit status 1: something is wrong, and the folder stays as it was.

    Example:

      sutcharit accept review/plan
    """
    failed = False
    for folder in folders:
        try:
            accepted = accept(folder.resolve(), REFERENCE, _others(folder.resolve()))
        except InputError as error:
            terminal.tell(error.problems)
            failed = True
            continue
        terminal.tell(accepted.problems)
        failed = failed or bool(accepted.problems)
        if not accepted.problems:
            counts = f"{accepted.changed} changed, {accepted.added} added, {accepted.removed} removed"
            terminal.console.print(f"Accepted · ตรวจรับแล้ว {folder}: {counts}.", soft_wrap=True)
    raise typer.Exit(terminal.FAILED if failed else 0)


def _others(folder: Path) -> list[Path]:
    """The sources a build would take beside `folder`: those of other names and other documents."""
    document = read_origin(folder).sha256
    others = [source for source in registered_sources() if source.name != folder.name]
    return [source for source in others if document is None or read_origin(source).sha256 != document]


def _tell(found: Extracted) -> None:
    if not found.is_new:
        words = f"{found.folder}: already extracted, left as it is · อ่านไว้แล้ว คงไว้ตามเดิม"
        terminal.console.print(words, soft_wrap=True)
        return
    counts = ", ".join(f"{len(rows)} {name}" for name, rows in found.extraction.tables.items())
    doubts = sum(
        bool(read.doubt) for rows in found.extraction.tables.values() for row in rows for read in row.values()
    )
    score = "" if found.score is None else f" ({found.score:.0%})"
    terminal.console.print(f"{found.folder}: {found.organisation}{score}", soft_wrap=True)
    terminal.console.print(f"  {counts or 'no rows'}", soft_wrap=True)
    terminal.console.print(
        f"  {doubts} doubtful cells · ช่องที่ควรตรวจ, {len(found.extraction.doubts)} findings · ข้อสังเกต",
        soft_wrap=True,
    )


def _question(candidates: list[Candidate], registry: list[RegistryRow]) -> tuple[str, str]:
    if candidates:
        places = {row.org_code: f"{row.district_th} {row.province_th}" for row in registry}
        names = ", ".join(
            f"{one.org_code} {one.full_name} {places[one.org_code]} ({one.score:.0%})" for one in candidates
        )
        return (
            f"เป็นหน่วยงานใด ระบุด้วย --organisation: {names}",
            f"Which is it? Say with --organisation: {names}",
        )
    if registry:
        return (
            "ไม่พบชื่อหน่วยงานในทะเบียน ระบุด้วย --organisation รหัส",
            "No name of the register was read: say whose it is with --organisation CODE.",
        )
    return (
        "ไม่รู้ว่าเป็นเอกสารของหน่วยงานใด ระบุ --organisation รหัส หรือ --registry แฟ้มทะเบียน",
        "Whose document is it? Give --organisation CODE or --registry FILE.",
    )
