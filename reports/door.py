"""The door of the reports: which there are, and a file of one; what makes them is loaded when it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard import data, language, view
from dashboard.file_names import named
from dashboard.view import Filters
from reports.digits import Digits
from reports.fonts import NoThaiFont
from warehouse.reader import Warehouse

if TYPE_CHECKING:
    from reports.paper import Paper

__all__ = [
    "WRITERS", "Asked", "Digits", "Kind", "NoThaiFont", "NotThere", "OfOneOnly", "Suffix", "ask_for", "digits_of",
    "forget", "organisations", "paper", "read_from", "write",
]  # fmt: skip

Said = Callable[[str], str | None]


class Kind(StrEnum):
    """The reports that there are."""

    briefing = "briefing"
    progress_6 = "progress-6"
    progress_12 = "progress-12"
    annual = "annual"
    comparison = "comparison"


class Suffix(StrEnum):
    """The forms of file."""

    pdf = "pdf"
    docx = "docx"
    xlsx = "xlsx"

    @classmethod
    def of(cls, path: Path) -> "Suffix | None":
        """The form of the file of that name; None when it is none of these."""
        name = path.suffix.removeprefix(".").lower()
        return cls(name) if name in list(cls) else None


ROUNDS = {Kind.progress_6: 6, Kind.progress_12: 12, Kind.annual: 12}
# All but the briefing are of one organisation.
OF_SELECTION = (Kind.briefing,)


class OfOneOnly(Exception):
    """The report is of one organisation, and none is named."""


class NotThere(Exception):
    """What is named is not in the warehouse, or not for whoever asks; the text is what it is."""


@dataclass(frozen=True)
class Asked:
    """A report that is asked for: which, of what, and with which digits; `said` is what else the address says."""

    kind: Kind
    filters: Filters
    said: Said
    digits: Digits = Digits.arabic

    def name(self, suffix: Suffix) -> str:
        """The name of the file: what, of which year and whom, of which build; simulated data says so."""
        of = self.filters
        codes = of.org_code, of.province_code, of.type_code
        return named(str(self.kind), of.fiscal_year, codes, None, suffix)


def read_from(warehouse: Warehouse, language_code: str) -> None:
    """Read from a build that is open, which whoever asks may see as it is, and write in a language."""
    language.speak(language_code)
    data.use(warehouse)


def organisations(said: Said) -> list[str]:
    """The organisations that an address leaves, by their codes."""
    return data.ask("organisation_list", province_code=said("province"), type_code=said("type"))[
        "org_code"
    ].to_list()


def forget() -> None:
    """Let go of what was kept for the last report: the next one asks of another organisation."""
    data.forget()


def digits_of(text: str | None) -> Digits:
    """The digits of that name; Arabic ones unless it says Thai."""
    return Digits.thai if text == Digits.thai else Digits.arabic


def ask_for(kind: Kind, said: Said, digits: Digits = Digits.arabic) -> Asked:
    """The report of what an address says; what it does not say takes its default, as on a page.

    Raises OfOneOnly when the report is of one organisation and none is named, and NotThere when something is named
    that is not there: a report of something else would be another report.
    """
    filters = view.chosen(said)
    if kind in ROUNDS:
        filters = view.in_round(filters, ROUNDS[kind])
    found = {
        "org": filters.org_code,
        "province": filters.province_code,
        "type": filters.type_code,
        "year": filters.fiscal_year,
        "dimension": filters.dimension_no,
    }
    if kind not in ROUNDS:
        found["round"] = filters.report_round
    lacking = [
        f"{name} {said(name)}" for name, value in found.items() if said(name) and said(name) != str(value)
    ]
    if lacking:
        raise NotThere(", ".join(lacking))
    if kind not in OF_SELECTION and filters.org_code is None:
        raise OfOneOnly
    return Asked(kind, filters, said, digits)


def paper(asked: Asked) -> "Paper":
    """What the report says."""
    # Each kind asks the warehouse alone for what it says.
    from reports.content import annual, briefing, comparison, progress  # noqa: PLC0415

    match asked.kind:
        case Kind.briefing:
            return briefing.paper(asked.filters)
        case Kind.annual:
            return annual.paper(asked.filters)
        case Kind.comparison:
            return comparison.paper(asked.filters, asked.said)
        case _:
            return progress.paper(asked.filters)


def write(asked: Asked, suffix: Suffix, path: Path) -> None:
    """Make the file of a report; NoThaiFont when a PDF has no font to be written with."""
    WRITERS[suffix](paper(asked), asked.digits, path)


def _pdf(said: "Paper", digits: Digits, path: Path) -> None:
    from reports.pdf import printer  # noqa: PLC0415 - Typst and its fonts take a moment to load

    printer().print(said, digits, path)


def _docx(said: "Paper", digits: Digits, path: Path) -> None:
    from reports.word import write_document  # noqa: PLC0415 - as above

    write_document(said, digits, path)


def _xlsx(said: "Paper", digits: Digits, path: Path) -> None:
    from reports.excel import write_workbook  # noqa: PLC0415 - as above

    write_workbook(said, digits, path)


WRITERS: dict[Suffix, Callable[["Paper", Digits, Path], None]] = {
    Suffix.pdf: _pdf,
    Suffix.docx: _docx,
    Suffix.xlsx: _xlsx,
}
