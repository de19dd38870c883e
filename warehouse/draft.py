"""The file that a build is written into, until it is published or taken away."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.faults import StorageFault, is_of_the_file
from warehouse.proof import BuildError
from warehouse.store import Change, Store

# Nobody else writes to a draft: what is not committed could not be written, and what fits nowhere is too much for
# memory and disk together.
_COULD_NOT_WRITE = (duckdb.TransactionException, duckdb.OutOfMemoryException)


@contextmanager
def drafted(store: Store, build_id: str, change: Change | None = None) -> Iterator[Path]:
    """The file to write a build into: published when the block ends well, else taken away.

    `change` tells what is other than in the published build; None where that may be everything.
    Raises StorageFault when the disk is full, or a file cannot be read or written.
    """
    try:
        yield store.draft_path(build_id)
        store.publish(build_id, change)
    except duckdb.ConstraintException as error:
        store.discard(build_id)
        raise BuildError(str(error)) from error
    except duckdb.Error as error:
        store.discard(build_id)
        if is_of_the_file(error) or isinstance(error, _COULD_NOT_WRITE):
            raise StorageFault(str(error)) from error
        raise
    except BaseException:
        store.discard(build_id)
        raise
