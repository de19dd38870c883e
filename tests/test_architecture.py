"""The house stands as the README draws it: data flows one way, and one place knows each thing."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from etl.schemas.marts import MART_TABLES
from warehouse.reader import Warehouse
from warehouse.sqlfile import sql_files

PROJECT = Path(__file__).parent.parent
PACKAGES = ("etl", "warehouse", "dashboard", "reports")
# seeds -> etl -> warehouse <- dashboard <- reports
MAY_IMPORT = {
    "etl": {"etl", "warehouse"},
    "warehouse": {"warehouse"},
    "dashboard": {"dashboard", "warehouse"},
    "reports": {"reports", "dashboard", "warehouse"},
}
# The doors by which the dashboard reads: nothing else of the warehouse is its business.
DOORS_OF_DASHBOARD = {
    "warehouse.reader",
    "warehouse.home",
    "warehouse.narrow",
    "warehouse.store",
    "warehouse.export",
    "warehouse.workbook",
    "warehouse.visible",
    "warehouse.lake.follower",
}
# The doors between the packages that do not import each other otherwise, each with the one module that goes through.
THROUGH_A_DOOR = {
    "dashboard/sections/import_door.py": "etl.door",
    "dashboard/papers.py": "reports.door",
    "etl/commands/reporting.py": "reports.door",
}
# What reports take of the dashboard: what it says and counts, and nothing of its screen.
FACES_FOR_REPORTS = {
    "concerns", "data", "file_names", "formats", "headline", "language", "peer_groups", "scorecard", "theme",
    "tile_words", "tiles", "view",
}  # fmt: skip
MOST_LINES = 360


def modules(package: str) -> list[Path]:
    return sorted((PROJECT / package).rglob("*.py"))


@cache
def imports(module: Path) -> frozenset[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module in PACKAGES:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return frozenset(names)


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True)
    return [PROJECT / line for line in listed.stdout.splitlines() if (PROJECT / line).is_file()]


every_module = pytest.mark.parametrize(
    "module", [path for package in PACKAGES for path in modules(package)], ids=lambda path: path.stem
)


@every_module
def test_imports_go_one_way(module: Path) -> None:
    package = module.relative_to(PROJECT).parts[0]
    ours = {name for name in imports(module) if name.split(".")[0] in (*PACKAGES, "seeds", "tests")}
    ours.discard(THROUGH_A_DOOR.get(module.relative_to(PROJECT).as_posix(), ""))
    assert {name.split(".")[0] for name in ours} <= MAY_IMPORT[package]


def test_packages_call_each_other_through_one_named_door() -> None:
    used = {
        module.relative_to(PROJECT).as_posix(): name
        for package in ("dashboard", "etl")
        for module in modules(package)
        for name in imports(module)
        if name.split(".")[0] in {"etl", "reports"} - {package}
    }
    assert used == THROUGH_A_DOOR


@pytest.mark.parametrize("module", modules("reports"), ids=lambda path: path.stem)
def test_reports_take_of_the_dashboard_what_has_no_screen(module: Path) -> None:
    used = {name.split(".")[1] for name in imports(module) if name.startswith("dashboard.")}
    assert used <= FACES_FOR_REPORTS


def test_what_reports_take_of_the_dashboard_does_without_streamlit() -> None:
    names = ", ".join(f"dashboard.{name}" for name in sorted(FACES_FOR_REPORTS))
    heavy = "sorted({'streamlit', 'altair', 'typst', 'docx', 'xlsxwriter'} & set(sys.modules))"
    code = f"import sys; import reports.door, {names}; print({heavy})"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@every_module
def test_only_the_warehouse_opens_duckdb(module: Path) -> None:
    if module.relative_to(PROJECT).parts[0] != "warehouse":
        assert not {name for name in imports(module) if name.split(".")[0] == "duckdb"}


@pytest.mark.parametrize("module", modules("dashboard"), ids=lambda path: path.stem)
def test_the_dashboard_reads_through_the_doors_of_the_warehouse(module: Path) -> None:
    assert {name for name in imports(module) if name.startswith("warehouse")} <= DOORS_OF_DASHBOARD


@pytest.mark.parametrize("module", [*modules("dashboard"), *modules("reports")], ids=lambda path: path.stem)
def test_there_is_no_sql_in_the_dashboard(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert "execute(" not in text
    assert ".sql(" not in text
    assert not re.search(r"\bselect\b[^\n]*\bfrom\b", text, re.IGNORECASE)
    assert "pandas" not in text


@every_module
def test_a_module_has_one_job_and_says_which(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert ast.get_docstring(ast.parse(text))


def test_no_folder_wakes_the_old_page_discovery() -> None:
    assert not (PROJECT / "dashboard" / "pages").exists()


def test_every_mart_has_its_declaration_and_every_declaration_its_mart() -> None:
    made_by_the_builder = {"metric", "metric_part", "rule", "finding", "dictionary", "published_table"}
    files = {path.stem for path in (PROJECT / "warehouse" / "sql" / "marts").glob("*.sql")}
    assert files == {table.name for table in MART_TABLES} - made_by_the_builder


@pytest.mark.parametrize("folder", ["metrics", "queries", "checks", "views", "stage", "ready", "narrow"])
def test_every_sql_file_says_what_it_answers(folder: str) -> None:
    needed = {"metrics": "source", "checks": "title_th"}.get(folder, "grain")
    assert [file.name for file in sql_files(folder).values() if not file.header.get(needed)] == []


@pytest.mark.parametrize("name", sorted(sql_files("ready")))
def test_what_is_ready_is_of_one_organisation_and_made_after_a_mart(name: str, seeds: Warehouse) -> None:
    # An import replaces the rows of its organisations, and no other row may then be wrong.
    assert sql_files("ready")[name].header["after"] in {table.name for table in MART_TABLES}
    assert seeds.sql(f"select count(*) from ready.{name} where org_code is null").item() == 0


def test_no_file_names_a_machine_or_a_package_server() -> None:
    # The words are put together here so that this file does not contain them.
    forbidden = ["/" + "work/", "/" + "tmp/", "/" + "root/", "index" + "-url", "pypi" + ".org"]
    texts = {path: path.read_text(encoding="utf-8") for path in tracked_files() if path.suffix != ".png"}
    found = [(path.name, word) for path, text in texts.items() for word in forbidden if word in text]
    assert found == []


def test_the_documents_and_the_register_are_not_committed() -> None:
    names = [path.name for path in tracked_files()]
    assert [
        name for name in names if re.fullmatch(r"\d{3}_[0-9a-f]{16}\.txt", name) or "registry_" in name
    ] == []
