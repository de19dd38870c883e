"""The command `sutcharit`: build, check, serve, query, where, list; the others stand with what they do."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from etl import terminal
from etl.extract.commands import accept_sources, extract_documents
from etl.imports.commands import import_files, list_imports, load_register, undo_import, write_form
from etl.load import Loaded, load, step_count
from etl.places import PACKAGES, REFERENCE, source_folders
from etl.problems import InputError
from etl.publish import publish, published_tables
from etl.simulate.commands import simulate_country
from etl.terminal import Format
from warehouse.builder import BuildReport
from warehouse.home import PUBLIC_VARIABLE, access_file, default_store, is_loopback
from warehouse.reader import QueryError, UnknownQuery, Warehouse, open_current
from warehouse.sqlfile import SqlFile, sql_files
from warehouse.store import NothingPublished

APP = PACKAGES / "dashboard" / "server.py"

app = typer.Typer(
    name="sutcharit",
    help="Anti-corruption action plans of Thai local governments: build the warehouse, check data, show it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
Sources = Annotated[
    list[Path] | None,
    typer.Argument(help="Source folders, or folders of them. Default: the seeds and your data folder."),
]
Report = Annotated[Path | None, typer.Option("--report", help="Write every problem to this CSV file.")]


@app.command()
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
    result: BuildReport | None = None
    # What is imported meanwhile waits, so that no build leaves it out.
    with (
        default_store().making(),
        _progress(source_folders(sources), len(published_tables())) as (folders, step),
    ):
        loaded = _load(folders, step, report)
        if not loaded.problems or keep_going:
            result = publish(loaded, default_store(), step)
    terminal.tell(loaded.problems)
    if result is None:
        terminal.errors.print("Nothing was published. · ไม่ได้เผยแพร่ข้อมูลใหม่ (--keep-going: ข้ามแถวที่ผิด)")
        raise typer.Exit(terminal.FAILED)
    found = ", ".join(f"{count} {severity}" for severity, count in sorted(result.findings.items()))
    terminal.console.print(
        f"Published {result.build_id}: {result.row_count:,} rows; findings: {found or 'none'}."
    )
    raise typer.Exit(terminal.FAILED if result.has_errors else 0)


@app.command()
def check(sources: Sources = None, report: Report = None) -> None:
    """Validate sources without building; every problem is named with file, row and column.

    Exit status 1: something is wrong.

    Examples:

      sutcharit check

      sutcharit check my-sources/plan-2567 --report problems.csv
    """
    with _progress(source_folders(sources), 0) as (folders, step):
        loaded = _load(folders, step, report)
    terminal.tell(loaded.problems)
    if loaded.problems:
        raise typer.Exit(terminal.FAILED)
    terminal.console.print(f"No problems in {len(folders)} sources. · ไม่พบข้อผิดพลาดใน {len(folders)} แหล่งข้อมูล")


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8501,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    public: Annotated[
        bool,
        typer.Option("--public", help="Let everybody read who can reach the address; nobody sends in data."),
    ] = False,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = False,
) -> None:
    """Show the dashboard on 127.0.0.1, to the person at this machine.

    Elsewhere it listens only with --public, or with sign-in: then `access.toml` of your data folder says who
    may see what.

    Examples:

      sutcharit serve

      sutcharit serve --port 8080 --browser

      sutcharit serve --host 0.0.0.0 --public
    """
    _refuse_to_open(host, public)
    try:
        default_store().current_path()
    except NothingPublished:
        terminal.nothing_published()
    options = {
        "server.address": host,
        "server.port": port,
        "server.headless": str(not browser).lower(),
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    terminal.console.print(f"http://{host}:{port}")
    # The packages may stand beside the app rather than in site-packages.
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(PACKAGES), os.environ.get("PYTHONPATH", "")]),
        PUBLIC_VARIABLE: str(int(public)),
    }
    command = [sys.executable, "-m", "streamlit", "run", str(APP), *flags]
    try:
        raise typer.Exit(subprocess.call(command, env=environment))  # noqa: S603 - our own words only
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


@app.command()
def query(
    name: Annotated[str | None, typer.Argument(help="A named query; see `sutcharit list`.")] = None,
    parameters: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", help="A bound value, such as fiscal_year=2565.")
    ] = None,
    sql: Annotated[
        str | None, typer.Option("--sql", help="One statement that reads, instead of a name.")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print the answer.")] = Format.table,
) -> None:
    """Ask the published warehouse, read-only.

    Examples:

      sutcharit query overview_metrics -p fiscal_year=2565

      sutcharit query --sql "select * from mart.metric_value" --format csv
    """
    if bool(name) == bool(sql):
        terminal.usage("Give the name of a query or --sql. · ระบุชื่อคำสั่งค้น หรือ --sql อย่างใดอย่างหนึ่ง")
    bound = _bound(parameters or [])
    with _warehouse() as warehouse:
        try:
            answer = warehouse.sql(sql, bound) if sql else warehouse.query(str(name), **bound)
        except UnknownQuery as unknown:
            terminal.usage(f"There is no query {name}. · ไม่มีคำสั่งค้น {name}\n{unknown}")
        except QueryError as error:
            terminal.usage(str(error))
    terminal.print_answer(answer, output)


@app.command()
def where() -> None:
    """Print the path of the published warehouse file.

    Example:

      duckdb -readonly "$(sutcharit where)"
    """
    try:
        typer.echo(default_store().current_path())
    except NothingPublished:
        terminal.nothing_published()


@app.command("list")
def list_all() -> None:
    """List the sources of the published warehouse, the metrics and the named queries.

    Example:

      sutcharit list
    """
    with _warehouse() as warehouse:
        sources = warehouse.query("sources").select("source_id", "title_th", "row_count", "accessed")
        metrics = warehouse.query("metrics").select("metric_code", "name_th", "name_en", "unit")
    terminal.print_grid("sources · แหล่งข้อมูล", sources)
    terminal.print_grid("metrics · ตัวชี้วัด", metrics)
    queries = [_described(file) for file in sql_files("queries").values()]
    terminal.print_grid("queries · คำสั่งค้น", pl.DataFrame(queries))


app.command("extract")(extract_documents)
app.command("accept")(accept_sources)
app.command("template")(write_form)
app.command("import")(import_files)
app.command("registry")(load_register)
app.command("imports")(list_imports)
app.command("undo")(undo_import)
app.command("simulate")(simulate_country)


def main() -> None:
    """Run the command."""
    app()


def _refuse_to_open(host: str, public: bool) -> None:
    """What nobody was told to open stays closed."""
    if public and access_file().exists():
        terminal.usage(
            f"--public lets everybody in, {access_file().name} only some: choose one. · "
            f"--public เปิดให้ทุกคน แต่ {access_file().name} กำหนดเฉพาะบางคน เลือกอย่างใดอย่างหนึ่ง"
        )
    if not (public or access_file().exists() or is_loopback(host)):
        terminal.usage(
            f"{host} can be reached from elsewhere: give --public to let everybody read, or set up sign-in "
            f"(README). · {host} เปิดได้จากเครื่องอื่น: ใช้ --public ให้ทุกคนอ่านได้ หรือตั้งค่าการลงชื่อเข้าใช้ (README)"
        )


def _described(file: SqlFile) -> dict[str, str]:
    return {
        "query": file.name,
        "answer": file.header.get("grain", ""),
        "parameters": ", ".join(file.parameters),
    }


def _load(folders: list[Path], step: Callable[[str], None], report: Path | None) -> Loaded:
    try:
        loaded = load(REFERENCE, folders, step)
    except InputError as error:
        terminal.write_report(report, error.problems)
        raise
    terminal.write_report(report, loaded.problems)
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
    with terminal.told("Nothing was published. · ไม่ได้เผยแพร่ข้อมูลใหม่"), bar:
        task = bar.add_task("", total=step_count(folders) + more)
        yield folders, lambda text: bar.update(task, advance=1, description=text)


def _bound(parameters: list[str]) -> dict[str, str]:
    bound = {}
    for text in parameters:
        name, sign, value = text.partition("=")
        if not sign:
            terminal.usage(f"“{text}” is not name=value. · “{text}” ต้องอยู่ในรูป ชื่อ=ค่า")
        bound[name] = value
    return bound


@contextmanager
def _warehouse() -> Iterator[Warehouse]:
    try:
        warehouse = open_current(default_store())
    except NothingPublished:
        terminal.nothing_published()
    try:
        yield warehouse
    finally:
        warehouse.close()
