"""What a session keeps of an import: the report of the files sent, and what became of them. Nothing else is kept."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import address
from dashboard.access import entry
from dashboard.sections import import_door as door
from dashboard.sections.import_door import Examination, ImportRecord, Outcome, Placed, Problem
from warehouse.reader import UnreadableBuild

_SESSION = "import"
PUBLISHED, STALE, REFUSED, FAILED = "published", "stale", "refused", "failed"
# The parameter of the address that has the year of a table of ITA results.
ITA_YEAR = "ita_year"

_LOG = logging.getLogger(__name__)

Files = Sequence[UploadedFile]


@dataclass(frozen=True)
class Report:
    """What was found in the files that were sent: an examination, or why they were refused.

    `key` says which files, so that they are examined once and not with every click; `is_stale` that the
    data has changed since the reader last saw the report.
    """

    key: str
    examination: Examination | None = None
    refusals: Sequence[Problem] = ()
    is_stale: bool = False


@dataclass(frozen=True)
class Told:
    """What became of an import or of its undoing: the state of its outcome, or `failed` for a broken build."""

    state: str
    record: ImportRecord | None = None
    problems: Sequence[Problem | Placed] = ()


@dataclass
class Session:
    """The state of one reader, one object that is changed in place.

    Streamlit may break a run off whenever it is spoken to, and it is spoken to by each write of a state of
    its own; a plain attribute is written in any case, so that no outcome is lost to an impatient click.
    `imported` and `withdrawn` tell of the last of each; `turn` counts the files that are done with.
    """

    report: Report | None = None
    imported: Told | None = None
    withdrawn: Told | None = None
    turn: int = 0

    def look_at(self, files: Files, fiscal_year: int | None) -> Report | None:
        """The report of the files sent, examined where that has not happened yet; None when there are none."""
        if not files:
            self.report = None
        elif self.report is None or self.report.key != _key(files, fiscal_year):
            self.imported = self.withdrawn = None
            self.report = _examined(files, fiscal_year)
        return self.report

    def take(self, found: Examination, by: str, sent: tuple[Files, int | None], *, keep_going: bool) -> None:
        """Import what was examined; where the data has changed since, examine the files anew instead."""
        told = _told(lambda: door.accept(found, by, keep_going=keep_going, within=entry.reader().reach))
        if told.state == STALE:
            self.report = _examined(*sent, is_stale=True)
            return
        if told.state not in (REFUSED, FAILED):
            self._be_done()
        self.imported = told

    def take_back(self, import_id: str, by: str) -> None:
        """Undo an import."""
        told = _told(lambda: door.withdraw(import_id, by, within=entry.reader().reach))
        self._be_done()
        self.withdrawn = told

    def start_over(self) -> None:
        """Forget the files, the report and what was told of them."""
        self._be_done()
        address.put(**{ITA_YEAR: None})

    def _be_done(self) -> None:
        """With another turn the box that takes files is another, empty one."""
        self.report = self.imported = self.withdrawn = None
        self.turn += 1


def session() -> Session:
    """The state of this reader."""
    kept: Session = st.session_state.setdefault(_SESSION, Session())
    return kept


def _told(work: Callable[[], Outcome]) -> Told:
    try:
        outcome = work()
    except door.InputError as error:
        return Told(REFUSED, problems=error.problems)
    except (door.BuildError, UnreadableBuild, OSError):
        _LOG.exception("the warehouse could not be renewed")
        return Told(FAILED)
    return Told(outcome.state, outcome.record, outcome.problems)


def _key(files: Files, fiscal_year: int | None) -> str:
    return " ".join([*(file.file_id for file in files), str(fiscal_year)])


def _examined(files: Files, fiscal_year: int | None, *, is_stale: bool = False) -> Report:
    key = _key(files, fiscal_year)
    try:
        found = door.examine(
            [(file.name, file.getvalue()) for file in files], fiscal_year, entry.reader().reach
        )
    except door.InputError as error:
        return Report(key, refusals=error.problems, is_stale=is_stale)
    return Report(key, found, is_stale=is_stale)
