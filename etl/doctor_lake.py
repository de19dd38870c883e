"""What `sutcharit doctor` says of a lake: whether it is reached, and how far this machine's copy is."""

from typing import Any

from etl.problems import Problem
from warehouse.faults import StorageFault
from warehouse.home import own_folder
from warehouse.lake.address import address_given
from warehouse.store import Store


def lake_problems(store: Store) -> list[Problem]:
    """What is wrong with the lake; nothing where there is none."""
    if not store.is_shared:
        return []
    try:
        store.lake.prove_data()  # type: ignore[attr-defined]  # a shared store is the lake's
    except (StorageFault, OSError) as fault:
        return [_problem("doctor_lake_unreached", store, value=str(fault))]
    return []


def lake_notes(store: Store) -> list[Problem]:
    """How far the copy of this machine is; the lake must be reached."""
    if not store.is_shared:
        return []
    builds = store.lake.catalogue.builds()  # type: ignore[attr-defined]  # a shared store is the lake's
    newest = builds[-1].build_id if builds else "—"
    here = store.published_id() or "—"  # type: ignore[attr-defined]
    version = store.lake.version()  # type: ignore[attr-defined]
    return [_problem("doctor_lake", store, here=here, newest=newest, count=len(builds), version=version)]


def _problem(code: str, store: Store, **detail: Any) -> Problem:
    address = address_given()
    place = f"{store.lake.catalogue.shown}; {address.data if address else ''}"  # type: ignore[attr-defined]
    return Problem(code, str(own_folder()), place, detail=tuple(detail.items()))
