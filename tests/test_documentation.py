"""What the README says is there, and what it shows works."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from dashboard.language import texts
from dashboard.navigation import page_files
from etl.command import app
from etl.schemas.marts import MART_TABLES
from warehouse.reader import Warehouse

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^`sources/(\w+)/(\S+)`\n\n```\w+\n(.*?)```$", re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    return sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`sutcharit {command}" in README


@pytest.mark.parametrize("command", commands())
def test_every_command_has_help_with_an_example(command: str) -> None:
    help_text = typer.main.get_command(app).commands[command].help  # type: ignore[attr-defined]
    assert re.search(r"Examples?:", help_text)
    assert f"sutcharit {command}" in help_text


@pytest.mark.parametrize("page", page_files(), ids=lambda page: page.slug)
def test_every_page_is_in_the_readme_by_its_names(page) -> None:
    assert texts("th")[f"page.{page.slug}"] in README
    assert texts("en")[f"page.{page.slug}"] in README


@pytest.mark.parametrize("image", re.findall(r"\]\((docs/images/\S+)\)", README))
def test_every_picture_of_the_readme_is_there(image: str) -> None:
    assert (PROJECT / image).read_bytes().startswith(b"\x89PNG")


def test_every_target_of_make_that_the_readme_names_is_there() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`?make ([\w-]+)", README)) | {"run", "test", "check"}
    assert named <= set(re.findall(r"^([\w-]+):", makefile, re.MULTILINE))


def test_every_published_table_is_named_in_the_readme_or_is_a_part_of_one() -> None:
    parts = {"metric", "metric_part"}
    assert [t.name for t in MART_TABLES if f"`{t.name}`" not in README and t.name not in parts] == []


def test_every_module_of_the_map_is_there() -> None:
    for name in re.findall(r"^  (\w+\.py)", README, re.MULTILINE):
        assert any((PROJECT / package / name).is_file() for package in ("etl", "warehouse", "reports"))


def test_the_example_of_the_readme_builds(
    make_source: Callable[..., Path], build_sources: Callable[..., Warehouse]
) -> None:
    files = {name: text for _, name, text in EXAMPLE.findall(README)}
    tables = {name.removesuffix(".csv"): text for name, text in files.items() if name.endswith(".csv")}
    source = make_source("my_town_2567", origin=files["origin.toml"], **tables)
    warehouse = build_sources(source)
    [row] = warehouse.sql(
        """select count(*), sum(budget_baht)::int, sum(disbursed_baht)::int, list(catalogue_no order by seq_no)
           from mart.project_year"""
    ).rows()
    # Of the standard measures, 4 is the prevention of conflicts of interest and 23 the no-gift policy.
    assert row == (2, 30_000, 29_500, [4, 23])
    assert warehouse.sql("select count(*) from mart.finding where severity = 'error'").item() == 0


def test_the_changelog_names_the_version_of_the_project() -> None:
    version = re.search(r'^version = "(.+)"', (PROJECT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    assert version
    assert f"## {version[1]}" in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
