"""Take a file in, or back out: into the inbox and from there into the published warehouse."""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace

import polars as pl

from etl.imports import inbox
from etl.imports.examination import REJECTED, Examination, Outcome, placed
from etl.imports.examine import examine, right_rows
from etl.imports.inbox import AlreadyIn, ImportRecord, Letter
from etl.imports.renew import bring_up_to_date, open_base
from etl.read import PLACE_COLUMNS
from warehouse.faults import LakeFault
from warehouse.home import default_store
from warehouse.kept import kept_sources
from warehouse.reader import Warehouse

PUBLISHED, UNCHANGED, REFUSED, STALE = "published", "unchanged", "refused", "stale"
_SENT_BY_SEVERAL = "ไฟล์ที่นำเข้า"

Step = Callable[[str], None]


def accept(
    examination: Examination, by: str, *, keep_going: bool = False, step: Step = lambda text: None
) -> Outcome:
    """Store the file as a source of its own and publish a warehouse with it.

    With `keep_going` the rows that are wrong are left out; else a file with a problem is refused.
    Raises InputError and BuildError as `bring_up_to_date` does; the file is then not in.
    """
    with closing(open_base(default_store())) as base:
        fresh = _fresh(examination, base)
        if not _is_alike(examination, fresh):
            return Outcome(STALE, base.build_id)
        if not (fresh.can_accept or (keep_going and fresh.can_accept_rest)):
            state = REFUSED if fresh.problems else UNCHANGED
            return Outcome(state, base.build_id, fresh.already, fresh.problems)
        letter = _letter(fresh, base)
    try:
        record = inbox.put(letter, by)
    except AlreadyIn as same:
        # Whoever put it there may have been killed before it was published.
        return Outcome(UNCHANGED, bring_up_to_date(step).build_id, same.record)
    return _published(record, step)


def withdraw(import_id: str, by: str, step: Step = lambda text: None) -> Outcome:
    """Take an import back out; where nothing came after it, the build before it is published again.

    What other imports need stays: the outcome is then `refused`, with what needs it.
    Raises InputError when there is no such import, and as `bring_up_to_date` does; the import is then still in.
    """
    record = inbox.take_back(import_id, by)
    try:
        state = bring_up_to_date(step)
    except BaseException:
        with suppress(LakeFault):
            inbox.put_back(import_id)
        raise
    if state.held:
        inbox.put_back(import_id)
        problems = [placed(problem) for problem in state.held]
        return Outcome(REFUSED, state.build_id, replace(record, is_withdrawn=False), problems)
    return Outcome(PUBLISHED, state.build_id, record)


def _fresh(examination: Examination, base: Warehouse) -> Examination:
    if examination.build_id == base.build_id:
        return replace(examination, already=inbox.same_file(examination.received.sha256))
    return examine(examination.received, examination.submission, base)


def _is_alike(shown: Examination, fresh: Examination) -> bool:
    """Whether accepting would do what was shown, apart from a file that somebody else sent in meanwhile."""
    if fresh.already and not fresh.would_change:
        return True
    return shown.counts == fresh.counts and shown.cells.equals(fresh.cells)


def _letter(examination: Examination, base: Warehouse) -> Letter:
    submission = right_rows(examination, base) if examination.problems else examination.submission
    names = base.query("registered_organisations").filter(org_code=examination.org_code or "")
    publisher = names["full_name_th"].item() if names.height else _SENT_BY_SEVERAL
    tables = {
        name: frame.drop(PLACE_COLUMNS, strict=False)
        for name, frame in submission.tables.items()
        if not frame.is_empty()
    }
    left_out = examination.rows.filter(pl.col("change") == REJECTED).height
    counts = examination.counts | {REJECTED: left_out}
    same = examination.already.import_id if examination.already else None
    overtaken = same if same in kept_sources(base)["source_id"] else None
    return Letter(examination.received, submission, tables, publisher, counts, overtaken)


def _published(record: ImportRecord, step: Step) -> Outcome:
    try:
        state = bring_up_to_date(step)
    except BaseException:
        # Where the lake is out of reach, whoever reaches it next takes the file in: that, too, is told by its fault.
        with suppress(LakeFault):
            inbox.refuse(record.import_id)
        raise
    if problems := state.refused.get(record.import_id):
        inbox.refuse(record.import_id)
        return Outcome(REFUSED, state.build_id, None, [placed(problem) for problem in problems])
    return Outcome(PUBLISHED, state.build_id, record)
