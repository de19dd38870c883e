"""Source folders to validated tables: read, correct, parse, validate, match. Nothing is published here."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from etl.correct import apply_corrections
from etl.match import match_controls, match_standard_measures
from etl.parse import parse
from etl.problems import InputError, Problem
from etl.read import PLACE_COLUMNS, Origin, SourceFolder, read_source
from etl.schemas.reference import REFERENCE_TABLES
from etl.schemas.sources import SOURCE_TABLES
from etl.schemas.table import Table
from etl.validate import validate


@dataclass(frozen=True)
class Loaded:
    """What a build starts from: validated tables by name, and everything that was wrong with the rest.

    `tables` holds the source and reference tables, `source`, `correction`, `rejection` and the matches.
    """

    tables: dict[str, pl.DataFrame]
    problems: list[Problem] = field(default_factory=list)


def step_count(sources: list[Path]) -> int:
    """How often `load` tells of a step."""
    return 1 + len(sources) + len(REFERENCE_TABLES) + len(SOURCE_TABLES) + 1


def load(reference: Path, sources: list[Path], step: Callable[[str], None] = lambda text: None) -> Loaded:
    """Read and validate the reference tables and all `sources`; `step` is told what is done next.

    Rows that break a rule are left out and told of in `problems`. Raises InputError when a file cannot be
    read, its columns are wrong, or a correction does not fit: then no row of any source is trusted.
    """
    if not sources:
        raise InputError([Problem("no_source", "", "")])
    folders = _read_all(reference, sources, step)
    reference_folder, source_folders = folders[0], folders[1:]
    texts, corrections = _corrected(source_folders)
    texts |= {table.name: [reference_folder.tables[table.name]] for table in REFERENCE_TABLES}
    tables: dict[str, pl.DataFrame] = {}
    problems: list[Problem] = []
    for table in [*REFERENCE_TABLES, *SOURCE_TABLES]:
        step(table.name)
        text = pl.concat(texts.get(table.name) or [_empty_text(table)])
        frame, unreadable = parse(table, text)
        if table.name == "organisation":
            frame = _registered_once(frame)
        tables[table.name], invalid = validate(table, frame, tables)
        problems += unreadable + invalid
    tables["correction"] = corrections
    tables["rejection"] = _rejections(problems)
    tables["source"] = _sources(source_folders, tables, problems)
    step("match")
    tables |= _matches(tables)
    return Loaded(tables, problems)


def _read_all(reference: Path, sources: list[Path], step: Callable[[str], None]) -> list[SourceFolder]:
    """Every folder, or an InputError with the problems of all of them."""
    folders: list[SourceFolder] = []
    names = Counter(folder.name for folder in sources)
    problems = [Problem("repeated_source", name, "") for name, times in names.items() if times > 1]
    jobs = [(reference, REFERENCE_TABLES), *((folder, SOURCE_TABLES) for folder in sources)]
    for folder, tables in jobs:
        step(folder.name)
        try:
            folders.append(read_source(folder, tables))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return folders


def _corrected(folders: list[SourceFolder]) -> tuple[dict[str, list[pl.DataFrame]], pl.DataFrame]:
    texts: dict[str, list[pl.DataFrame]] = {}
    applied: list[pl.DataFrame] = []
    problems: list[Problem] = []
    for folder in folders:
        tables, corrections, unfit = apply_corrections(folder)
        applied.append(corrections)
        problems += unfit
        for name, frame in tables.items():
            texts.setdefault(name, []).append(frame)
    if problems:
        raise InputError(problems)
    return texts, pl.concat(applied)


def _registered_once(organisations: pl.DataFrame) -> pl.DataFrame:
    """Several sources may register one organisation alike: the first of them counts.

    Sources that disagree on its type, name or province, or a source that has it twice, keep their rows and
    so break the key.
    """
    alike = ["org_code", "type_code", "name_th", "province_code"]
    return organisations.filter(pl.col("source_id") == pl.col("source_id").first().over(alike))


def _empty_text(table: Table) -> pl.DataFrame:
    kinds = dict.fromkeys([*table.columns, *PLACE_COLUMNS], pl.String)
    return pl.DataFrame(schema={**kinds, "row_no": pl.Int64})


def _rejections(problems: list[Problem]) -> pl.DataFrame:
    """One row for each broken rule, as `mart.finding` will tell it."""
    rows = [
        (p.source_id, p.value, p.locator, p.rule_code, p.place, p.message_th, p.message_en) for p in problems
    ]
    names = ["source_id", "value", "locator", "rule_code", "place", "message_th", "message_en"]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def _sources(
    folders: list[SourceFolder], tables: dict[str, pl.DataFrame], problems: list[Problem]
) -> pl.DataFrame:
    rows = [_source(folder, tables, problems) for folder in folders]
    return pl.DataFrame(rows, infer_schema_length=None)


def _source(
    folder: SourceFolder, tables: dict[str, pl.DataFrame], problems: list[Problem]
) -> dict[str, object]:
    origin: Origin = folder.origin
    mine = pl.col("source_id") == origin.source_id
    rejected = {(p.file_name, p.row_no) for p in problems if p.source_id == origin.source_id}
    return {
        "source_id": origin.source_id,
        "title_th": origin.title_th,
        "publisher": origin.publisher,
        "document": origin.document,
        "sha256": origin.sha256,
        "files_sha256": folder.files_sha256,
        "accessed": origin.accessed,
        "licence": origin.licence,
        "notes": origin.notes,
        "is_simulated": origin.is_simulated,
        "row_count": sum(tables[table.name].filter(mine).height for table in SOURCE_TABLES),
        "rejected_count": len(rejected),
    }


def _matches(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    plans = tables["plan"].select("plan_id", "org_code")
    projects = tables["project"].join(plans, on="plan_id")
    names = dict(_organisation_names(tables))
    return {
        "catalogue_match": match_standard_measures(projects, names, tables["standard_measure"]),
        "control_match": match_controls(tables["risk_control"], projects, names),
    }


def _organisation_names(tables: dict[str, pl.DataFrame]) -> Iterator[tuple[str, list[str]]]:
    """Each organisation's code with the ways in which titles name it."""
    kinds = tables["organisation_type"].select("type_code", "prefix_th", "short_prefix_th")
    for row in tables["organisation"].join(kinds, on="type_code").iter_rows(named=True):
        prefixes = [row["prefix_th"], row["short_prefix_th"]]
        yield row["org_code"], [f"{prefix}{row['name_th']}" for prefix in prefixes if prefix]
