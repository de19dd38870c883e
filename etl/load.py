"""Source folders to validated tables: read, correct, parse, validate, match. Nothing is published here."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from etl.correct import apply_corrections, no_corrections
from etl.match import match_controls, match_standard_measures
from etl.parse import parse
from etl.problems import InputError, Problem
from etl.read import PLACE_COLUMNS, Origin, SourceFolder, read_source
from etl.schemas.reference import REFERENCE_TABLES
from etl.schemas.sources import SOURCE_TABLES
from etl.schemas.table import Table
from etl.settle import settle
from etl.validate import validate


@dataclass(frozen=True)
class Loaded:
    """What a build starts from: validated tables by name, and everything that was wrong with the rest.

    `tables` holds the source and reference tables as they hold, `source`, `correction`, `rejection` and the
    matches. `kept` holds the rows of every layer, of which `tables` shows the last word, for the next import.
    """

    tables: dict[str, pl.DataFrame]
    problems: list[Problem] = field(default_factory=list)
    kept: dict[str, pl.DataFrame] = field(default_factory=dict)


# The text frames of each table with every correction applied, and what was corrected.
Corrected = tuple[dict[str, list[pl.DataFrame]], pl.DataFrame]
# The reference tables, and what was wrong with rows of theirs.
References = tuple[dict[str, pl.DataFrame], list[Problem]]
Keep = Callable[[str, pl.DataFrame], None]


def no_keeping(name: str, rows: pl.DataFrame) -> None:
    """For whoever needs no more than the frames."""


def step_count(sources: list[Path]) -> int:
    """How often `load` tells of a step."""
    return 1 + len(sources) + len(REFERENCE_TABLES) + len(SOURCE_TABLES) + 1


def load(
    reference: Path,
    sources: list[Path],
    step: Callable[[str], None] = lambda text: None,
    keep: Keep = no_keeping,
) -> Loaded:
    """Read and validate the reference tables and all `sources`; `step` is told what is done next.

    `keep` is given each table of `Loaded.kept` as soon as it stands.

    Rows that break a rule are left out and told of in `problems`. Raises InputError when a file cannot be
    read, its columns are wrong, or a correction does not fit: then no row of any source is trusted.
    """
    if not sources:
        raise InputError([Problem("no_source", "", "")])
    folders = _read_all(reference, sources, step)
    references = _references(folders[0], step)
    corrected = _corrected(folders[1:])
    # From here the texts alone hold the frames as read, and each goes when its table is typed.
    sources_read = [replace(folder, tables={}) for folder in folders[1:]]
    del folders
    loaded = _validated(references, {}, sources_read, corrected, step, keep)
    step("match")
    return matched(loaded)


def matched(loaded: Loaded) -> Loaded:
    """With the projects that are standard measures, and those that carry out a risk control."""
    return replace(loaded, tables=loaded.tables | _matches(loaded.tables))


def _references(folder: SourceFolder, step: Callable[[str], None]) -> References:
    tables: dict[str, pl.DataFrame] = {}
    problems: list[Problem] = []
    for table in REFERENCE_TABLES:
        step(table.name)
        frame, unreadable = parse(table, folder.tables[table.name])
        tables[table.name], invalid = validate(table, frame, tables)
        problems += unreadable + invalid
    return tables, problems


def load_more(
    references: dict[str, pl.DataFrame],
    kept: Mapping[str, pl.DataFrame],
    folders: list[SourceFolder],
) -> Loaded:
    """Sources already read, on top of the rows that a build has kept; without the matches.

    `references` are the validated reference tables; `kept` are rows of earlier layers with their sources.
    Raises InputError when a correction does not fit.
    """
    return _validated((references, []), kept, folders, _corrected(folders))


def _validated(
    known: References,
    kept: Mapping[str, pl.DataFrame],
    folders: list[SourceFolder],
    corrected: Corrected,
    step: Callable[[str], None] = lambda text: None,
    keep: Keep = no_keeping,
) -> Loaded:
    """The tables of `folders`, whose corrected texts are taken out of `corrected` as they are typed."""
    references, problems = known
    texts, corrections = corrected
    found = list(problems)
    unstated = _joined(kept.get("unstated"), _unstated(folders))
    rows: dict[str, pl.DataFrame] = {}
    tables: dict[str, pl.DataFrame] = {}
    for table in SOURCE_TABLES:
        step(table.name)
        frame, unreadable = parse(table, pl.concat(texts.pop(table.name, [_empty_text(table)])))
        if table.name == "organisation":
            frame = _registered_once(frame)
        told = _joined(kept.get(table.name), frame)
        rows[table.name], invalid = validate(table, told, references | rows)
        keep(table.name, rows[table.name])
        tables[table.name] = settle(table, rows[table.name], unstated.filter(table_name=table.name))
        found += unreadable + invalid
    rows["correction"] = _joined(kept.get("correction"), corrections)
    rows["unstated"] = unstated
    rows["source"] = _joined(kept.get("source"), _sources(folders, rows, found))
    for name in ("correction", "unstated", "source"):
        keep(name, rows[name])
    tables |= references | {name: rows[name] for name in ("correction", "source")}
    tables["rejection"] = _rejections(found)
    return Loaded(tables, found, rows)


def _joined(kept: pl.DataFrame | None, more: pl.DataFrame) -> pl.DataFrame:
    return more if kept is None else pl.concat([kept.select(more.columns), more])


def _unstated(folders: list[SourceFolder]) -> pl.DataFrame:
    """The columns about which a source that was sent in says nothing."""
    columns = {table.name: list(table.columns) for table in SOURCE_TABLES}
    rows = [
        (folder.origin.source_id, table, column)
        for folder in folders
        if folder.origin.layer
        for table, stated in folder.stated.items()
        for column in columns.get(table, [])
        if column not in stated
    ]
    names = ["source_id", "table_name", "column_name"]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


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


def _corrected(folders: list[SourceFolder]) -> Corrected:
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
    return texts, pl.concat([no_corrections(), *applied])


def _registered_once(organisations: pl.DataFrame) -> pl.DataFrame:
    """Several sources may register one organisation alike: the first of them counts.

    Sources that disagree on its type, name or province, or a source that has it twice, keep their rows and
    so break the key. A later layer may say otherwise.
    """
    alike = ["org_code", "type_code", "name_th", "province_code", "layer"]
    return organisations.filter(pl.col("source_id") == pl.col("source_id").first().over(alike))


def _empty_text(table: Table) -> pl.DataFrame:
    kinds = dict.fromkeys([*table.columns, *PLACE_COLUMNS], pl.String)
    return pl.DataFrame(schema={**kinds, "row_no": pl.Int64, "layer": pl.Int64})


def _rejections(problems: list[Problem]) -> pl.DataFrame:
    """One row for each broken rule, as `mart.finding` will tell it."""
    rows = [
        (p.source_id, p.value, p.locator, p.rule_code, p.place, p.message_th, p.message_en) for p in problems
    ]
    names = ["source_id", "value", "locator", "rule_code", "place", "message_th", "message_en"]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


_SOURCE_COLUMNS = {
    **dict.fromkeys(["source_id", "title_th", "publisher", "document", "sha256", "files_sha256"], pl.String),
    "accessed": pl.Date,
    **dict.fromkeys(["licence", "notes"], pl.String),
    "is_simulated": pl.Boolean,
    **dict.fromkeys(["layer", "row_count", "rejected_count"], pl.Int64),
}


def _sources(
    folders: list[SourceFolder], rows: dict[str, pl.DataFrame], problems: list[Problem]
) -> pl.DataFrame:
    """One row for each source: its origin, and how many of its rows were taken and rejected."""
    counted = pl.concat(rows[table.name].select("source_id") for table in SOURCE_TABLES)
    taken = dict(counted.group_by("source_id").len().iter_rows())
    rejected = Counter(
        p.source_id for p in {(p.source_id, p.file_name, p.row_no): p for p in problems}.values()
    )
    entries = [
        _source(folder, taken.get(folder.origin.source_id, 0), rejected[folder.origin.source_id])
        for folder in folders
    ]
    return pl.DataFrame(entries, schema=_SOURCE_COLUMNS)


def _source(folder: SourceFolder, row_count: int, rejected_count: int) -> dict[str, object]:
    origin: Origin = folder.origin
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
        "layer": origin.layer,
        "row_count": row_count,
        "rejected_count": rejected_count + origin.left_out,
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
