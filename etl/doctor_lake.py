"""What `sutcharit doctor` says of a lake: whether it is reached, and how far this machine's copy is."""

from typing import TYPE_CHECKING, Any, cast

from etl.problems import Problem
from warehouse.faults import StorageFault
from warehouse.home import own_folder
from warehouse.store import Store

if TYPE_CHECKING:
    from warehouse.lake.copy import LakeStore


def lake_problems(store: Store) -> list[Problem]:
    """What is wrong with the lake; nothing where there is none."""
    if not store.is_shared:
        return []
    shared = cast("LakeStore", store)
    try:
        shared.lake.prove_data()
    except (StorageFault, OSError) as fault:
        return [_problem("doctor_lake_unreached", shared, value=str(fault))]
    return []


def lake_notes(store: Store) -> list[Problem]:
    """How far the copy of this machine is; the lake must be reached."""
    if not store.is_shared:
        return []
    shared = cast("LakeStore", store)
    builds = shared.lake.catalogue.builds()
    newest = builds[-1].build_id if builds else "—"
    here = shared.published_id() or "—"
    version = shared.lake.version()
    return [_problem("doctor_lake", shared, here=here, newest=newest, count=len(builds), version=version)]


def _problem(code: str, store: "LakeStore", **detail: Any) -> Problem:
    place = f"{store.lake.catalogue.shown}; {store.address.data}"
    return Problem(code, str(own_folder()), place, detail=tuple(detail.items()))
