"""The door by which the import page and the commands reach the import: forms out, files in, and back out again."""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from etl.imports import accept as taking
from etl.imports import inbox, reach
from etl.imports.confined import Ended, confined
from etl.imports.examination import Examination, Outcome, Placed
from etl.imports.examine import examine as examine_submission
from etl.imports.files import read_files
from etl.imports.forms.declare import Form
from etl.imports.forms.template import template_name, write_template
from etl.imports.inbox import ImportRecord
from etl.imports.marked import Mark, marked_workbook
from etl.imports.renew import open_base
from etl.imports.submission import Unmatched
from etl.imports.too_much import refuse_too_many, too_heavy
from etl.problems import InputError, Problem
from warehouse.home import default_store
from warehouse.narrow import WHOLE, Reach
from warehouse.proof import BuildError

__all__ = [
    "BuildError",
    "Examination",
    "ImportRecord",
    "InputError",
    "Outcome",
    "Placed",
    "Problem",
    "Unmatched",
    "accept",
    "examine",
    "form_file",
    "history",
    "marked",
    "withdraw",
]

Step = Callable[[str], None]


def form_file(
    org_code: str, fiscal_year: int, report_round: int | None, within: Reach = WHOLE
) -> tuple[str, bytes]:
    """The name and the bytes of the form of an organisation, for a plan or for a round of reports.

    Raises InputError when there is nothing such a form could be made of, or not for somebody who may send in
    data `within` other organisations.
    """
    form = Form(org_code, fiscal_year, report_round)
    with closing(open_base(default_store())) as base, tempfile.TemporaryDirectory() as folder:
        reach.prove_within(within, base, {org_code})
        path = Path(folder) / template_name(form)
        write_template(base, form, path)
        return path.name, path.read_bytes()


def examine(
    files: Sequence[tuple[str, bytes]], fiscal_year: int | None = None, within: Reach = WHOLE
) -> Examination:
    """What accepting the file would do; several files are those of one source folder.

    Raises InputError when the file is refused as a whole, also because it tells of organisations that are not
    `within` reach.
    """
    refuse_too_many(files)
    store = default_store()
    with closing(open_base(store)) as base:
        try:
            received, submission = confined(read_files, files, store.path_of(base.build_id), fiscal_year)
        except Ended as error:
            raise too_heavy(files) from error
        reach.prove_within(within, base, reach.of_submission(base, received, submission))
        return examine_submission(received, submission, base)


def marked(examination: Examination) -> bytes:
    """The file as received, as a workbook with what is wrong marked in the cells.

    Raises InputError when that takes too much time or memory.
    """
    marks = [
        Mark(one.sheet, one.cell, one.row_no, one.message_th, one.message_en) for one in examination.problems
    ]
    received = examination.received
    try:
        return confined(marked_workbook, received, marks)
    except Ended as error:
        raise too_heavy([(received.name, received.content)]) from error


def accept(
    examination: Examination,
    by: str,
    keep_going: bool = False,
    step: Step = lambda text: None,
    within: Reach = WHOLE,
) -> Outcome:
    """Take the file in; `keep_going` leaves out the rows that are wrong. Raises InputError or BuildError."""
    with closing(open_base(default_store())) as base:
        # What can be reached, and whose a plan is, may be other than when the file was examined.
        sent = reach.of_submission(base, examination.received, examination.submission)
        reach.prove_within(within, base, sent)
    return taking.accept(examination, by, keep_going=keep_going, step=step)


def withdraw(import_id: str, by: str, step: Step = lambda text: None, within: Reach = WHOLE) -> Outcome:
    """Take an import back out. Raises InputError or BuildError."""
    with closing(open_base(default_store())) as base:
        if not reach.holds_import(within, base, import_id):
            raise InputError([Problem("no_such_import", import_id, "", value=import_id)])
    return taking.withdraw(import_id, by, step)


def history(most: int = 20, within: Reach = WHOLE) -> list[ImportRecord]:
    """The last imports, the newest first; those that tell of organisations `within` reach alone."""
    if within.is_everything:
        return inbox.history(most)
    with closing(open_base(default_store())) as base:
        return inbox.history(most, reach.shown_to(within, base))
