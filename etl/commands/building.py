"""The commands `sutcharit build` and `sutcharit check`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from etl import endings, terminal
from etl.again import until_committed
from etl.answers import write_report
from etl.imports import inbox
from etl.load import Keep, Loaded, load, no_keeping, step_count
from etl.places import REFERENCE, source_folders
from etl.problems import InputError
from etl.publish import publish, published_tables
from warehouse.builder import BuildReport
from warehouse.home import default_store
from warehouse.keeping import keeping

Sources = Annotated[
    list[Path] | None,
    typer.Argument(help="Source folders, or folders of them. Default: the seeds and your data folder."),
]
Report = Annotated[Path | None, typer.Option("--report", help="Write every problem to this CSV file.")]


def build(
    sources: Sources = None,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Publish without the rows that break a rule.")
    ] = False,
    report: Report = None,
) -> None:
    """Build the warehouse and publish it.

    A row that breaks a rule stops the build, and what was published stays; with --keep-going it is left out
    and becomes a finding. Exit status 1: a row was rejected, or a file could not be read.

    Examples:

      sutcharit build

      sutcharit build my-sources/ --keep-going --report problems.csv
    """
    loaded, result = until_committed(lambda: _built(sources, keep_going, report))
    terminal.tell(loaded.problems)
    if result is None:
        terminal.errors.print("Nothing was published. · ไม่ได้เผยแพร่ข้อมูลใหม่ (--keep-going: ข้ามแถวที่ผิด)")
        raise typer.Exit(terminal.FAILED)
    found = ", ".join(f"{count} {severity}" for severity, count in sorted(result.findings.items()))
    terminal.console.print(
        f"Published {result.build_id}: {result.row_count:,} rows; findings: {found or 'none'}."
    )
    raise typer.Exit(terminal.FAILED if result.has_errors else 0)


def check(sources: Sources = None, report: Report = None) -> None:
    """Validate sources without building; every problem is named with file, row and column.

    Exit status 1: something is wrong.

    Examples:

      sutcharit check

      sutcharit check my-sources/plan-2567 --report problems.csv
    """
    with _progress(source_folders(sources), 0) as (folders, step):
        loaded = _load(folders, step, report, no_keeping)
    terminal.tell(loaded.problems)
    if loaded.problems:
        raise typer.Exit(terminal.FAILED)
    terminal.console.print(f"No problems in {len(folders)} sources. · ไม่พบข้อผิดพลาดใน {len(folders)} แหล่งข้อมูล")


def _built(sources: Sources, keep_going: bool, report: Path | None) -> tuple[Loaded, BuildReport | None]:
    result: BuildReport | None = None
    # What is imported meanwhile waits, so that no build leaves it out.
    with default_store().making(terminal.another_build):
        inbox.clear_leftovers()
        with (
            _progress(source_folders(sources), len(published_tables())) as (folders, step),
            keeping(default_store()) as kept,
        ):
            loaded = _load(folders, step, report, kept.take)
            if not loaded.problems or keep_going:
                result = publish(loaded, default_store(), step, kept)
    return loaded, result


def _load(folders: list[Path], step: Callable[[str], None], report: Path | None, keep: Keep) -> Loaded:
    try:
        loaded = load(REFERENCE, folders, step, keep)
    except InputError as error:
        write_report(report, error.problems)
        raise
    write_report(report, loaded.problems)
    return loaded


@contextmanager
def _progress(folders: list[Path], more: int) -> Iterator[tuple[list[Path], Callable[[str], None]]]:
    """A progress bar around the work; problems and failures of the input end the command with status 1."""
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        console=terminal.errors,
        transient=True,
    )
    with endings.told("Nothing was published. · ไม่ได้เผยแพร่ข้อมูลใหม่"), bar:
        task = bar.add_task("", total=step_count(folders) + more)
        yield folders, lambda text: bar.update(task, advance=1, description=text)
