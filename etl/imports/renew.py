"""The published warehouse brought up to what the inbox holds: imports that are not in yet come in, others go.

Whoever accepts or takes back an import calls this; one at a time makes a build, and takes in what all who wait
have put into the inbox meanwhile.
"""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from etl.again import until_committed
from etl.imports import inbox
from etl.load import Loaded, load_more, matched
from etl.problems import InputError, Problem
from etl.publish import publish_renewal
from etl.read import SourceFolder, read_source
from etl.schemas.reference import REFERENCE_TABLES
from etl.schemas.sources import SOURCE_TABLES
from warehouse.home import default_store
from warehouse.kept import kept_rows, kept_sources, organisations_of_source, owners
from warehouse.reader import UnreadableBuild, Warehouse, open_current
from warehouse.renewal import Renewal
from warehouse.store import POINTER, BrokenPointer, NothingPublished, Store

_SOURCE_NAMES = [table.name for table in SOURCE_TABLES]
_OWNER_COLUMNS = ("org_code", "plan_id", "project_id")

Step = Callable[[str], None]


@dataclass(frozen=True)
class UpToDate:
    """The build that is published now, and what could not be taken in: problems by import.

    `held` are the problems that keep imports which were taken back from going.
    """

    build_id: str
    refused: dict[str, list[Problem]] = field(default_factory=dict)
    held: list[Problem] = field(default_factory=list)


def bring_up_to_date(step: Step = lambda text: None) -> UpToDate:
    """Publish a build with all imports of the inbox and no other.

    Raises InputError when nothing is published that an import could be added to, and BuildError when the new
    rows are not as the schemas promise; then the published build stays as it is.
    """
    return until_committed(lambda: _brought_up_to_date(default_store(), step))


def _brought_up_to_date(store: Store, step: Step) -> UpToDate:
    with store.making(), closing(open_base(store)) as base:
        sources = kept_sources(base)
        inside = set(sources.filter(pl.col("layer") > 0)["source_id"])
        wanted = inbox.accepted()
        gone = sorted(inside - set(wanted))
        new = [path for name, path in wanted.items() if name not in inside]
        if not gone and not new:
            return UpToDate(base.build_id)
        # What is published for several machines is never taken back: it is made anew without what goes.
        if gone and not new and not store.is_shared and (earlier := _earlier(store, base, sources, gone)):
            # What is forgotten can go at once when it is not open here.
            base.close()
            store.publish_again(earlier)
            return UpToDate(earlier)
        return _renewed(store, base, new, gone, step)


def open_base(store: Store) -> Warehouse:
    """The published build, which this program must have made; InputError when there is none."""
    out_of_reach = store.refresh()
    try:
        warehouse = open_current(store)
    except BrokenPointer as error:
        raise InputError([Problem("broken_pointer", "warehouse", POINTER, value=str(error))]) from error
    except NothingPublished as error:
        # A machine without a copy has nothing to go on with.
        problem = (
            Problem("lake_fault", "", "", value=out_of_reach) if out_of_reach else Problem("no_build", "", "")
        )
        raise InputError([problem]) from error
    except UnreadableBuild as error:
        raise InputError(
            [Problem("unreadable_build", "warehouse", error.build_id, value=error.reason)]
        ) from error
    if warehouse.is_of_this_program:
        return warehouse
    warehouse.close()
    raise InputError([Problem("other_program", "", "")])


def reference_tables(base: Warehouse) -> dict[str, pl.DataFrame]:
    """The rules that the build was made by."""
    return {table.name: base.sql(f"from mart.{table.name}") for table in REFERENCE_TABLES}


def organisations_of(base: Warehouse, folder: SourceFolder) -> set[str]:
    """The organisations of whose rows a source tells, by their codes, plans or projects."""
    found: set[str] = set()
    for frame in folder.tables.values():
        for column in _OWNER_COLUMNS:
            if column in frame.columns:
                values = frame[column].str.strip_chars().drop_nulls().unique().to_list()
                found |= owners(base, column, values)
    return found


def _renewed(store: Store, base: Warehouse, new: list[Path], gone: list[str], step: Step) -> UpToDate:
    folders, refused = _read(new)
    held: list[Problem] = []
    while folders or gone:
        loaded, organisations = _with_sources(base, folders, gone)
        mine = {folder.origin.source_id for folder in folders}
        bad = {problem.source_id for problem in loaded.problems}
        if not bad:
            renewal = _renewal(base, matched(loaded), organisations, mine, gone)
            return UpToDate(publish_renewal(renewal, store, step).build_id, refused, held)
        if bad & mine:
            refused |= {name: [p for p in loaded.problems if p.source_id == name] for name in bad & mine}
            folders = [folder for folder in folders if folder.origin.source_id not in bad]
        elif gone:
            # Rows that stay need those that would go.
            held, gone = loaded.problems, []
        else:
            raise InputError(loaded.problems)
    return UpToDate(base.build_id, refused, held)


def _with_sources(base: Warehouse, folders: list[SourceFolder], gone: list[str]) -> tuple[Loaded, list[str]]:
    """The rows of the organisations that `folders` and the sources `gone` tell of, and the codes of these."""
    organisations: set[str] = set()
    for folder in folders:
        organisations |= organisations_of(base, folder)
    for source_id in gone:
        organisations |= organisations_of_source(base, _SOURCE_NAMES, source_id)
    names = sorted(organisations)
    kept = {
        name: frame.filter(~pl.col("source_id").is_in(gone))
        for name, frame in kept_rows(base, _SOURCE_NAMES, names).items()
    }
    return load_more(reference_tables(base), kept, folders), names


def _read(new: list[Path]) -> tuple[list[SourceFolder], dict[str, list[Problem]]]:
    folders: list[SourceFolder] = []
    refused: dict[str, list[Problem]] = {}
    for path in new:
        try:
            folders.append(read_source(path))
        except InputError as error:
            refused[path.name] = error.problems
    return folders, refused


def _renewal(
    base: Warehouse, loaded: Loaded, organisations: list[str], mine: set[str], gone: list[str]
) -> Renewal:
    new_rows = {name: frame.filter(pl.col("source_id").is_in(mine)) for name, frame in loaded.kept.items()}
    return Renewal(base.build_id, loaded.tables, organisations, new_rows, gone)


def _earlier(store: Store, base: Warehouse, sources: pl.DataFrame, gone: list[str]) -> str | None:
    """The latest build that is kept and has the same sources without those that go."""
    wanted = set(sources.filter(~pl.col("source_id").is_in(gone)).select("source_id", "files_sha256").rows())
    for build_id in reversed(store.build_ids()):
        if build_id >= base.build_id:
            continue
        # Going back is a short cut: a build that is damaged is none.
        with suppress(UnreadableBuild), closing(Warehouse(store.path_of(build_id))) as earlier:
            if not earlier.is_of_this_program:
                continue
            if set(kept_sources(earlier).select("source_id", "files_sha256").rows()) == wanted:
                return build_id
    return None
