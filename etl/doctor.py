"""The command `sutcharit doctor`: what is wrong with the data folder, what to do, and the safe repairs."""

import getpass
import os
import shutil
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import polars as pl
import typer

from etl import terminal
from etl.doctor_lake import lake_notes, lake_problems
from etl.imports import inbox
from etl.problems import InputError, Problem
from etl.read import read_source
from warehouse.health import Health, health, newest_good, put_aside
from warehouse.home import data_folder, default_store, imports_folder, sources_folder
from warehouse.kept import kept_sources
from warehouse.reader import open_current
from warehouse.store import POINTER, BrokenPointer, NothingPublished, Store, built_at

_MEBIBYTE = 2**20


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong and needs somebody, and what is only good to know."""

    problems: list[Problem]
    notes: list[Problem]


class _Busy(Exception):
    """Somebody else makes a build."""


def doctor(
    repair: Annotated[
        bool,
        typer.Option(
            "--repair",
            help="Clear what was left behind, publish the newest whole build, put damaged ones aside.",
        ),
    ] = False,
) -> None:
    """Look at the data folder: name what is wrong and what to do.

    Reads every build wholly. --repair does what is safe and deletes no data. Exit status 1: something is wrong.

    Examples:

      sutcharit doctor

      sutcharit doctor --repair
    """
    store = default_store()
    # Where nothing can be written, nothing can be repaired.
    if repair and not closed_folders(store):
        # Whoever makes a build is told of below.
        with suppress(_Busy):
            _tell(repaired(store))
    found = diagnosis(store)
    _tell(found.notes)
    for problem in found.problems:
        terminal.tell_place(problem.place, problem.message_th, problem.message_en)
    if found.problems:
        raise typer.Exit(terminal.FAILED)
    terminal.console.print(f"All is well. · ไม่พบสิ่งผิดปกติ ({store.folder})", highlight=False, soft_wrap=True)


def diagnosis(store: Store) -> Diagnosis:
    """Everything that can be told of the data folder without changing it."""
    builds = [health(store, build_id) for build_id in store.files()]
    if unreached := lake_problems(store):
        return Diagnosis(
            [*unreached, *folder_problems(store), *pointer_problems(store), *build_problems(store, builds)],
            build_notes(store, builds),
        )
    makers = store.makers()
    problems = [
        *folder_problems(store),
        *pointer_problems(store),
        *build_problems(store, builds),
        *([] if makers else leftover_problems(store)),
        *import_problems(store, builds),
    ]
    making = _problem("doctor_making", store.lock_path, value=", ".join(makers))
    return Diagnosis(
        problems, [*lake_notes(store), *([making] if makers else []), *build_notes(store, builds)]
    )


def folder_problems(store: Store) -> list[Problem]:
    """Folders that cannot be written, and a disk with less room than the next build needs."""
    user = getpass.getuser()
    found = [_problem("doctor_not_writable", folder, value=user) for folder in closed_folders(store)]
    needed = max((store.path_of(build_id).stat().st_size for build_id in store.files()), default=0)
    free = shutil.disk_usage(_existing(store.folder)).free
    if free < needed:
        sizes = {"free": _mebibytes(free), "needed": _mebibytes(needed)}
        found.append(_problem("doctor_little_room", store.folder, **sizes))
    return found


def closed_folders(store: Store) -> list[Path]:
    """The folders that this user cannot write."""
    folders = {data_folder(), store.folder, sources_folder(), imports_folder()}
    return [
        folder for folder in sorted(folders) if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK)
    ]


def pointer_problems(store: Store) -> list[Problem]:
    """A pointer that does not name a build."""
    try:
        store.current_path()
    except NothingPublished:
        return [_problem("doctor_nothing", store.folder)]
    except BrokenPointer as error:
        return [_problem("broken_pointer", store.folder / POINTER, value=str(error))]
    return []


def build_problems(store: Store, builds: Iterable[Health]) -> list[Problem]:
    """Builds whose file is damaged, and a published one that this program cannot show."""
    found = []
    for build in builds:
        if build.damage:
            found.append(_problem("doctor_damaged", store.path_of(build.build_id), value=build.damage))
        elif not build.is_good and _is_published(store, build):
            found.append(_problem("doctor_other_program", store.path_of(build.build_id)))
    return found


def build_notes(store: Store, builds: list[Health]) -> list[Problem]:
    """Earlier builds of another program, and a last one that is later than the clock."""
    others = [build for build in builds if not (build.damage or build.is_good or _is_published(store, build))]
    found = [_problem("doctor_other_program_kept", store.path_of(build.build_id)) for build in others]
    now = datetime.now(UTC).replace(tzinfo=None)
    if builds and built_at(builds[-1].build_id) > now:
        found.append(_problem("doctor_clock", store.path_of(builds[-1].build_id)))
    return found


def leftover_problems(store: Store) -> list[Problem]:
    """What killed builds and imports left behind."""
    return [_problem("doctor_leftover", path) for path in [*store.leftovers(), *inbox.leftovers()]]


def import_problems(store: Store, builds: Iterable[Health]) -> list[Problem]:
    """Imports that cannot be read, and those in which the inbox and the published build differ."""
    accepted = inbox.accepted()
    checksums: dict[str, str] = {}
    found: list[Problem] = []
    for name, folder in accepted.items():
        try:
            checksums[name] = read_source(folder).files_sha256
        except InputError as error:
            found += error.problems
    if not any(build.is_good and _is_published(store, build) for build in builds):
        return found
    with closing(open_current(store)) as warehouse:
        rows = kept_sources(warehouse).filter(pl.col("layer") > 0).select("source_id", "files_sha256").rows()
    inside = dict(rows)
    found += [_problem("doctor_not_in_yet", accepted[name]) for name in checksums if name not in inside]
    gone = sorted(set(inside) - set(accepted))
    found += [_problem("doctor_still_in", imports_folder() / name) for name in gone]
    changed = [name for name in checksums if inside.get(name, checksums[name]) != checksums[name]]
    return [*found, *(_problem("doctor_import_changed", accepted[name]) for name in changed)]


def repaired(store: Store) -> list[Problem]:
    """Do what is safe, and tell it. Raises _Busy while somebody makes a build."""
    if not store.folder.is_dir():
        return []
    left = [*store.leftovers(), *inbox.leftovers()]
    with store.making(_refuse):
        inbox.clear_leftovers()
        done = [_problem("repaired_leftover", path) for path in left if not path.exists()]
        builds = [health(store, build_id) for build_id in store.files()]
        newest = newest_good(builds)
        if newest and not any(build.is_good and _is_published(store, build) for build in builds):
            store.point_to(newest)
            done.append(_problem("repaired_pointer", store.folder / POINTER, value=newest))
        for build in builds:
            # A file that is only kept from this user may be whole.
            if build.damage and os.access(store.path_of(build.build_id), os.R_OK):
                done.append(_problem("repaired_damaged", put_aside(store, build.build_id)))
    return done


def _refuse(_: list[str]) -> NoReturn:
    raise _Busy


def _is_published(store: Store, build: Health) -> bool:
    try:
        return store.current_id() == build.build_id
    except (NothingPublished, BrokenPointer):
        return False


def _existing(folder: Path) -> Path:
    return next(place for place in [folder, *folder.parents] if place.is_dir())


def _mebibytes(size: int) -> str:
    return f"{size / _MEBIBYTE:,.0f} MiB"


def _problem(code: str, path: Path, **detail: Any) -> Problem:
    return Problem(code, str(path.parent), path.name, detail=tuple(detail.items()))


def _tell(found: list[Problem]) -> None:
    for one in found:
        terminal.console.print(one.place, style="bold", highlight=False, soft_wrap=True)
        for message in (one.message_th, one.message_en):
            terminal.console.print(f"  {message}", highlight=False, soft_wrap=True)
