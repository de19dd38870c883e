"""The command `sutcharit simulate`."""

import re
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from rich.progress import Progress, SpinnerColumn, TextColumn

from etl import terminal
from etl.problems import InputError
from etl.registry.read import read_registry
from etl.simulate.country import Country
from etl.simulate.organisations import made_up_organisations, registered_organisations
from etl.simulate.reference import simulated_years
from etl.simulate.write import FileFormat, Written, write_country

MOST_ORGANISATIONS = 50_000
_YEARS_FORM = r"(\d{4})(?:-(\d{4}))?"
_LICENCE = "simulated data: no real plan, report or score"


def simulate_country(  # noqa: PLR0913, PLR0917 - each option is an argument
    out: Annotated[Path, typer.Option("--out", help="The folder that gets the source folder.")],
    organisations: Annotated[
        int, typer.Option("--organisations", min=1, max=MOST_ORGANISATIONS, help="How many organisations.")
    ] = 30,
    years: Annotated[
        str, typer.Option("--years", help="Fiscal years (BE), such as 2561-2570.")
    ] = "2561-2570",
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same bytes.")] = 1,
    registry: Annotated[
        Path | None, typer.Option("--registry", help="Register (CSV or Excel) whose codes and names to take.")
    ] = None,
    file_format: Annotated[
        FileFormat, typer.Option("--format", help="How the tables are written.")
    ] = FileFormat.csv,
    faults: Annotated[
        bool, typer.Option("--faults/--no-faults", help="With contradictions and broken rows on purpose.")
    ] = True,
) -> None:
    """Make a simulated source of any size, for trials, training and measurements.

    Plans, reports, scores and risks have a believable shape and are all made up; everything built from them says so.
    Contradictions and broken rows are put in on purpose and listed in <name>.faults.csv beside the folder; a build
    of broken rows needs --keep-going. Exit status 2: the folder is there already, or the years are not known.

    Examples:

      sutcharit simulate --out trial

      sutcharit simulate --organisations 7849 --registry register.csv --seed 7 --format parquet --out country

      sutcharit build trial --keep-going
    """
    span = _span(years)
    rows = _organisations(organisations, seed, registry)
    name = f"simulated_{rows.height}_{span[0]}_{span[-1]}_{seed}"
    command = f"sutcharit simulate --organisations {rows.height} --years {span[0]}-{span[-1]} --seed {seed}"
    command += f" --registry {registry.name}" if registry else ""
    command += "" if faults else " --no-faults"
    bar = Progress(SpinnerColumn(), TextColumn("{task.description}"), console=terminal.errors, transient=True)
    try:
        with bar:
            task = bar.add_task("plan")
            written = write_country(
                Country(rows, span, faults),
                _origin(rows.height, span, command, is_registered=registry is not None),
                out / name,
                file_format,
                step=lambda table: bar.update(task, description=table),
            )
    except FileExistsError:
        terminal.usage(
            f"มีโฟลเดอร์ {out / name} อยู่แล้ว ลบหรือย้ายออกก่อน\nThe folder {out / name} is there already: remove it first."
        )
    except OSError as error:
        terminal.usage(f"เขียนลง {out} ไม่ได้: {error.strerror}\nCannot write to {out}: {error.strerror}.")
    _tell(written)


def _span(years: str) -> range:
    """The fiscal years meant; the command ends when they are none, or not those of a framework of plans."""
    known = simulated_years()
    found = re.fullmatch(_YEARS_FORM, years)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if first > last or first not in known or last not in known:
        terminal.usage(
            f"--years {years}: ใช้ได้เฉพาะปีงบประมาณ {known[0]} ถึง {known[-1]} เช่น 2561-2570\n"
            f"--years {years}: fiscal years from {known[0]} to {known[-1]}, such as 2561-2570."
        )
    return range(first, last + 1)


def _organisations(count: int, seed: int, registry: Path | None) -> pl.DataFrame:
    if registry is None:
        return made_up_organisations(count, seed)
    try:
        rows = read_registry(registry)
    except InputError as error:
        terminal.tell(error.problems)
        raise typer.Exit(terminal.USAGE) from error
    if count > len(rows):
        terminal.usage(
            f"ทะเบียนมีเพียง {len(rows):,} แห่ง แต่ขอ {count:,} แห่ง\n"
            f"The register has {len(rows):,} organisations, not {count:,}."
        )
    return registered_organisations(rows, count, seed)


def _origin(count: int, years: range, command: str, *, is_registered: bool) -> dict[str, object]:
    whose = "ชื่อและรหัส อปท. มาจากทะเบียน แต่" if is_registered else "ชื่อและรหัส อปท. สมมุติขึ้น "
    return {
        "title": f"ข้อมูลจำลอง (ไม่ใช่ข้อมูลจริง): อปท. {count:,} แห่ง ปีงบประมาณ {years[0]}–{years[-1]}",
        "publisher": "sutcharit simulate (ข้อมูลจำลอง)",
        "licence": _LICENCE,
        "notes": f"{whose}แผน รายงาน คะแนน และตัวเลขทุกตัวสุ่มสร้างขึ้น ห้ามใช้อ้างอิง สร้างด้วยคำสั่ง {command}",
        "is_simulated": True,
    }


def _tell(written: Written) -> None:
    rows = sum(written.row_counts.values())
    terminal.console.print(
        f"{written.folder}: {rows:,} rows, simulated. · {rows:,} แถว เป็นข้อมูลจำลอง", soft_wrap=True
    )
    terminal.console.print(
        f"{written.faults}: {written.fault_count:,} faults to find. · จุดผิดที่ต้องตรวจพบ {written.fault_count:,} จุด",
        soft_wrap=True,
    )
