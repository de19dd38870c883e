"""The command `sutcharit report`: a report of one organisation or selection, or one for each of a province."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.progress import Progress

from etl import terminal
from etl.commands.published import published
from reports import door
from reports.door import Digits, Kind, Suffix
from warehouse.reader import Warehouse

LANGUAGES = ("th", "en")


def report(  # noqa: PLR0913, PLR0917 - each is an option of the command
    kind: Annotated[Kind, typer.Argument(help="Which report.")],
    out: Annotated[
        Path,
        typer.Option(
            "--out", help="File to write (.pdf, .docx or .xlsx), or a folder with --province or --type."
        ),
    ],
    organisation: Annotated[str | None, typer.Option(help="Code of the organisation.")] = None,
    year: Annotated[int | None, typer.Option(help="Fiscal year (B.E.).")] = None,
    report_round: Annotated[int | None, typer.Option("--round", help="Report round: 6 or 12.")] = None,
    province: Annotated[str | None, typer.Option(help="Code of a province.")] = None,
    organisation_type: Annotated[
        str | None, typer.Option("--type", help="Type of the organisations.")
    ] = None,
    digits: Annotated[Digits, typer.Option(help="Arabic or Thai digits.")] = Digits.arabic,
    language: Annotated[str, typer.Option(help="Language of the report: th or en.")] = "th",
    suffix: Annotated[Suffix, typer.Option("--format", help="Form of the files in a folder.")] = Suffix.pdf,
) -> None:
    """Write a report: briefing, progress-6, progress-12, annual or comparison.

    A briefing is of one organisation, a province, or all; the others are of one organisation. When --out is a
    folder, each organisation of the province or type has a file of its own in it.

    Examples:

      sutcharit report briefing --organisation 2650101 --year 2565 --out briefing.pdf

      sutcharit report progress-12 --organisation 2650101 --year 2565 --digits thai --out report.docx

      sutcharit report briefing --province 65 --year 2565 --out province.pdf

      sutcharit report briefing --province 65 --year 2565 --out briefings/
    """
    if language not in LANGUAGES:
        terminal.usage(f"--language is th or en. · --language ต้องเป็น th หรือ en: {language}")
    said = {
        "org": organisation,
        "year": year,
        "round": report_round,
        "province": province,
        "type": organisation_type,
        "lang": language,
    }
    texts = {name: str(value) for name, value in said.items() if value is not None}
    with _open() as warehouse, _told():
        door.read_from(warehouse, language)
        wanted = Suffix.of(out)
        if wanted is None:
            _write_each(kind, texts, digits, suffix, out)
        else:
            _write_one(kind, texts, digits, wanted, out)


def _write_one(kind: Kind, said: dict[str, str], digits: Digits, suffix: Suffix, out: Path) -> None:
    asked = door.ask_for(kind, said.get, digits)
    out.parent.mkdir(parents=True, exist_ok=True)
    door.write(asked, suffix, out)
    terminal.console.print(str(out), highlight=False, soft_wrap=True)


def _write_each(kind: Kind, said: dict[str, str], digits: Digits, suffix: Suffix, folder: Path) -> None:
    """A file for each organisation of the scope, in a folder; what is under way is shown."""
    if folder.suffix:
        terminal.usage(
            f"A report is a .pdf, .docx or .xlsx, not {folder.suffix}. · รายงานเป็น .pdf .docx หรือ .xlsx เท่านั้น"
        )
    door.ask_for(Kind.briefing, said.get)
    codes = [said["org"]] if "org" in said else door.organisations(said.get)
    folder.mkdir(parents=True, exist_ok=True)
    lacking = []
    # While one report is printed, the warehouse is asked for the next.
    with Progress(console=terminal.errors, transient=True) as progress, ThreadPoolExecutor(1) as printer:
        printing: Future[None] | None = None
        for code in progress.track(codes, description=str(kind)):
            try:
                asked = door.ask_for(kind, {**said, "org": code}.get, digits)
            except door.NotThere:
                lacking.append(code)
                continue
            said_of_one, path = door.paper(asked), folder / asked.name(suffix)
            door.forget()
            if printing:
                printing.result()
            printing = printer.submit(copy_context().run, door.WRITERS[suffix], said_of_one, digits, path)
        if printing:
            printing.result()
    terminal.console.print(f"{folder}: {len(codes) - len(lacking):,}", highlight=False, soft_wrap=True)
    if lacking:
        terminal.errors.print(
            f"{len(lacking):,} organisations have nothing of that year and no report. · "
            f"{len(lacking):,} หน่วยงานไม่มีข้อมูลของปีนั้น จึงไม่มีรายงาน: {', '.join(lacking)}",
            soft_wrap=True,
        )


@contextmanager
def _open() -> Iterator[Warehouse]:
    with published() as warehouse:
        if not warehouse.is_of_this_program:
            terminal.errors.print(
                "The build is of another version of the program: run `sutcharit build`. · "
                "ข้อมูลชุดนี้สร้างด้วยโปรแกรมรุ่นอื่น สั่ง `sutcharit build`",
                soft_wrap=True,
            )
            raise typer.Exit(terminal.FAILED)
        yield warehouse


@contextmanager
def _told() -> Iterator[None]:
    """What keeps a report from being made ends the command in words."""
    try:
        yield
    except door.OfOneOnly:
        terminal.usage(
            "This report is of one organisation: give --organisation. · รายงานนี้ทำทีละหน่วยงาน: ระบุ --organisation"
        )
    except door.NotThere as lacking:
        terminal.usage(f"The warehouse has no {lacking}. · ไม่มีในคลังข้อมูล: {lacking}")
    except door.NoThaiFont as lacking:
        _no_font(str(lacking))


def _no_font(names: str) -> NoReturn:
    terminal.errors.print(f"No Thai font to make a PDF with: install one of {names}.", soft_wrap=True)
    terminal.errors.print(f"ไม่พบแบบอักษรไทยสำหรับทำ PDF: ติดตั้งอย่างใดอย่างหนึ่งใน {names}", soft_wrap=True)
    raise typer.Exit(terminal.FAILED)
