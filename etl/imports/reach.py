"""Of which organisations a file or an import tells, and whether whoever sends it in may speak for them."""

from collections.abc import Callable, Collection

from etl.imports import inbox
from etl.imports.examine import as_source
from etl.imports.inbox import ImportRecord
from etl.imports.renew import organisations_of
from etl.imports.submission import ReceivedFile, Submission
from etl.problems import InputError, Problem
from etl.read import read_source
from warehouse.narrow import Reach
from warehouse.reader import Warehouse

_MOST_TOLD = 5


def of_submission(base: Warehouse, received: ReceivedFile, submission: Submission) -> set[str]:
    """The organisations of a file: those it names, and those of the plans and projects it names."""
    named = {submission.org_code} if submission.org_code else set()
    return named | organisations_of(base, as_source(received, submission))


def prove_within(within: Reach, base: Warehouse, organisations: set[str]) -> None:
    """Raise InputError when one of the organisations is out of reach; it is not said whether there is one."""
    codes = within.codes(base)
    if codes is None:
        return
    beyond = sorted(organisations - codes)
    if beyond or not organisations:
        told = ", ".join(beyond[:_MOST_TOLD])
        raise InputError([Problem("not_within_reach", "", "", value=told or "–")])


def holds_import(within: Reach, base: Warehouse, import_id: str) -> bool:
    """Whether an import tells of organisations within reach and of no other."""
    codes = within.codes(base)
    return codes is None or _is_of(codes, base, import_id)


def shown_to(within: Reach, base: Warehouse) -> Callable[[ImportRecord], bool]:
    """Whether an import stands in the list of somebody: by the organisation it was sent for, or by its rows."""
    codes = within.codes(base)

    def is_shown(record: ImportRecord) -> bool:
        if codes is None or record.org_code is not None:
            return codes is None or record.org_code in codes
        return _is_of(codes, base, record.import_id)

    return is_shown


def _is_of(codes: Collection[str], base: Warehouse, import_id: str) -> bool:
    folder = inbox.folder_of(import_id)
    if folder is None:
        return False
    try:
        organisations = organisations_of(base, read_source(folder))
    except InputError:
        return False
    return bool(organisations) and organisations <= set(codes)
