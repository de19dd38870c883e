"""The full build beside a bare load of the same files, and the import of one organisation's report."""

import sys
from contextlib import closing
from pathlib import Path

from measure import Measure, median_of, run

from warehouse.reader import open_current
from warehouse.store import Store

COMMAND = "from etl.command import main; main()"
# Each file as it stands, guessed types and all, into one database file: the least that any load must do.
LOAD = """
import duckdb, sys
from pathlib import Path
files = sorted(Path(sys.argv[1]).glob("*.csv")) + sorted(Path(sys.argv[1]).glob("*.parquet"))
with duckdb.connect(sys.argv[2]) as connection:
    for file in files:
        # The rows that are broken on purpose do not fit the types that DuckDB guesses from the others.
        read = f"read_csv('{file}', ignore_errors = true)" if file.suffix == ".csv" else f"read_parquet('{file}')"
        connection.execute(f"create or replace table {file.stem} as from {read}")
"""


def simulated(folder: Path, organisations: int, years: str, registry: Path | None) -> Path:
    """A simulated source of that size."""
    options = [
        "--organisations",
        str(organisations),
        "--years",
        years,
        "--seed",
        "1",
        "--out",
        str(folder / "made"),
    ]
    if registry:
        options += ["--registry", str(registry)]
    run([sys.executable, "-c", COMMAND, "simulate", *options])
    return next(path.parent for path in (folder / "made").glob("*/origin.toml"))


def full_build(source: Path, folder: Path, times: int) -> list[Measure]:
    """Time and memory of `sutcharit build`; the last build stays in `folder`."""
    floor = median_of(times, lambda: _load(source, folder))
    runs = [build(source, folder) for _ in range(times)]
    took = sorted(seconds for seconds, _ in runs)[times // 2]
    peak = max(memory for _, memory in runs)
    return [
        Measure("full build", took, "s", "≤ 3 ×", floor),
        Measure("memory of the full build", peak, "MB", "≤ 4,096 MB"),
        Measure("size of the warehouse", size(folder), "MB", "—"),
    ]


def build(source: Path, folder: Path) -> tuple[float, float]:
    """Run `sutcharit build`: its seconds, and its peak of memory in MB."""
    # Status 1 tells of the broken rows that the source has on purpose; then there is a build all the same.
    arguments = ["build", str(source), "--keep-going"]
    # The thousands of broken rows that it tells of are not what is measured.
    quiet = "import os, sys; sys.stderr = open(os.devnull, 'w')"
    words = f"sys.argv = ['sutcharit', *{arguments!r}]"
    code = f"{quiet}; {words}\ntry:\n    {COMMAND}\nexcept SystemExit:\n    pass"
    return run([sys.executable, "-c", code], SUTCHARIT_DATA=str(folder))


def size(folder: Path) -> float:
    """The size of the published file in MB."""
    return Store(folder / "warehouse").current_path().stat().st_size / 1024 / 1024


def one_import(folder: Path, times: int) -> list[Measure]:
    """From giving a 12-month report to the command until the build with it is published."""
    with closing(open_current(Store(folder / "warehouse"))) as warehouse:
        # The latest year for which somebody has a plan, and of the organisations one in the middle.
        organisations = warehouse.sql(
            """select org_code, max(fiscal_year) from mart.project_year
               where not is_superseded_draft group by org_code order by org_code"""
        ).rows()
        org_code, fiscal_year = organisations[len(organisations) // 2]
        projects = warehouse.sql(
            "select project_id from mart.project_year where org_code = $org and fiscal_year = $year",
            {"org": org_code, "year": fiscal_year},
        )["project_id"].to_list()
    runs = [_import(folder, fiscal_year, projects, number) for number in range(times)]
    took = sorted(seconds for seconds, _ in runs)[times // 2]
    return [
        Measure("one organisation's 12-month report", took, "s", "≤ 10 s", note="command to publication"),
        Measure("memory of that import", max(memory for _, memory in runs), "MB", "≤ 1,024 MB"),
    ]


def _load(source: Path, folder: Path) -> float:
    target = folder / "floor.duckdb"
    target.unlink(missing_ok=True)
    took, _ = run([sys.executable, "-c", LOAD, source, target])
    target.unlink()
    return took


def _import(folder: Path, fiscal_year: int, projects: list[str], number: int) -> tuple[float, float]:
    report = folder / f"report-{number}.csv"
    rows = [f"{project},{fiscal_year},12,completed,run {number}" for project in projects]
    report.write_text(
        "\n".join(["project_id,fiscal_year,report_round,status_code,status_note", *rows]), encoding="utf-8"
    )
    return run([sys.executable, "-c", COMMAND, "import", report, "--yes"], SUTCHARIT_DATA=str(folder))
