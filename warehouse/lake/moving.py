"""From the warehouse of one machine into a lake, and back: every table compared row by row."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb

from warehouse.draft import drafted
from warehouse.lake.copy import LakeStore
from warehouse.proof import BuildError
from warehouse.shelf import Places, Shelf
from warehouse.store import MOMENT, Store, built_at

# The one table in which a build says its own id.
_NAMED = "mart.build"


class NotEmpty(Exception):
    """What would be moved into has something already; the text is what."""


def move_in(files: Store, folders: Places, store: LakeStore, shelf: Shelf, own: Places) -> str:
    """Make the published build of `files` the first one of an empty lake, with all imports; its id there.

    Raises NotEmpty when the lake has builds, and BuildError when a row is not the same afterwards.
    """
    origin = files.current_path()
    with store.making():
        if store.published_id():
            raise NotEmpty(store.lake.catalogue.shown)
        # The imports come first: a build without them would take them out with the next import.
        with shelf.changing(own) as shared:
            for place, parent in folders.items():
                for folder in _imports(parent):
                    shared.keep(place, folder)
        moment = f"{built_at(origin.stem):{MOMENT}}"
        build_id = f"{moment}-{store.lake.catalogue.next_snapshot():08d}"
        with drafted(store, build_id) as draft:
            shutil.copyfile(origin, draft)
            with duckdb.connect(str(draft)) as connection:
                connection.execute("update mart.build set build_id = $build_id", {"build_id": build_id})
        _prove(store, origin, [_NAMED])
        shelf.mirror(own)
    return build_id


def move_out(store: LakeStore, own: Places, files: Store, folders: Places) -> str:
    """Make the newest build of the lake that of a machine's own warehouse, with all imports; its id.

    Raises NotEmpty when builds or imports lie there, and BuildError when a row is not the same afterwards.
    """
    there = [*files.files(), *(path.name for parent in folders.values() for path in _imports(parent))]
    if there:
        raise NotEmpty(str(files.folder.parent))
    with store.making():
        origin = store.current_path()
        for place, parent in own.items():
            for folder in _imports(parent):
                shutil.copytree(folder, folders[place] / folder.name)
        with drafted(files, origin.stem) as draft:
            shutil.copyfile(origin, draft)
        _prove(store, files.current_path(), [])
    return origin.stem


def _imports(parent: Path) -> Iterable[Path]:
    return sorted(parent.glob("import_*"))


def _prove(store: LakeStore, path: Path, expected: list[str]) -> None:
    differing = store.lake.differing(store.lake.catalogue.builds()[-1], path)
    if differing != expected:
        raise BuildError(", ".join(differing))
