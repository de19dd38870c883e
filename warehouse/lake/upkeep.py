"""What a lake needs now and then: old snapshots go, small files become large ones, what nobody needs is removed."""

from dataclasses import dataclass
from datetime import timedelta

from warehouse.lake.copy import LakeStore
from warehouse.store import to_keep

# Who began to read a file before it went is done with it by then.
_GRACE = timedelta(hours=1)
# A file that no snapshot names may be of a commit that has not ended.
_GRACE_OF_ORPHANS = timedelta(days=1)


@dataclass(frozen=True)
class Upkeep:
    """What was done: builds that are kept and that went, and files removed."""

    kept: int
    expired: int
    removed: int


def maintain(
    store: LakeStore, grace: timedelta = _GRACE, grace_of_orphans: timedelta = _GRACE_OF_ORPHANS
) -> Upkeep:
    """Keep the builds of the lake by the rule of all stores, and its files few. Nobody makes a build meanwhile."""
    with store.making():
        builds = store.lake.catalogue.builds()
        kept = to_keep(build.build_id for build in builds)
        keep = [build.snapshot for build in builds if build.build_id in kept]
        with store.lake.attached() as connection:
            # Maintenance makes snapshots, too; the last one is the present.
            old = connection.execute(
                """select snapshot_id from ducklake_snapshots('lake')
                   where snapshot_id not in (select unnest($keep::bigint[]))
                         and snapshot_id < (select max(snapshot_id) from ducklake_snapshots('lake'))""",
                {"keep": keep},
            ).fetchall()
            if numbers := [number for (number,) in old]:
                connection.execute(
                    "call ducklake_expire_snapshots('lake', versions => $old)", {"old": numbers}
                )
            for step in ("flush_inlined_data", "rewrite_data_files", "merge_adjacent_files"):
                connection.execute(f"call ducklake_{step}('lake')")
            removed = 0
            for step, wait in (("cleanup_old_files", grace), ("delete_orphaned_files", grace_of_orphans)):
                found = connection.execute(
                    f"call ducklake_{step}('lake', older_than => now() - to_seconds($seconds))",
                    {"seconds": wait.total_seconds()},
                ).fetchall()
                removed += len(found)
    return Upkeep(len(keep), len(builds) - len(keep), removed)
