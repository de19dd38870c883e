"""A document as lines and table cells, whatever file it came from, and what readers find in it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Line:
    """One line of a document; `cells` holds the cells of a table row and is empty for running text.

    `locator` is what a row of a source folder carries: `line 57`, `page 3 line 4`, `sheet Plan row 7`.
    """

    number: int
    locator: str
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A file as lines. `notes` are findings of the file as a whole, such as its encoding."""

    file_name: str
    sha256: str
    lines: tuple[Line, ...]
    notes: tuple["Doubt", ...] = ()


@dataclass(frozen=True)
class Doubt:
    """Something that a person should look at: where, and why, in both languages."""

    rule_code: str
    locator: str
    message_th: str
    message_en: str
    printed: str = ""


@dataclass(frozen=True)
class Read:
    """One value as read: in the form of a source table, beside what is printed, and the doubt about it.

    An empty `value` means that the document is silent. `corrected` is set where proof-reading proposes
    another value than the printed one; `evidence` then says why.
    """

    value: str
    printed: str = ""
    locator: str = ""
    doubt: str = ""
    corrected: str | None = None
    reason: str = ""
    evidence: str = ""

    def doubted(self, reason: str) -> "Read":
        """The same value with a doubt; an earlier doubt is kept."""
        return replace(self, doubt=self.doubt or reason)


Row = dict[str, Read]


@dataclass
class Extraction:
    """What was read of one document: rows by table of the source format, and what is doubtful beyond cells."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def add(self, table: str, row: Row) -> None:
        """Append a row to a table."""
        self.tables.setdefault(table, []).append(row)


@dataclass(frozen=True)
class Context:
    """What the readers know beside the document: the rules of the field as reference rows, and whose it is.

    `missions` are (framework_code, mission_no, dimension_no, title), `dimensions` (framework_code,
    dimension_no, title), `measures` (catalogue_no, dimension_no, mission_no, title), `indicators`
    (indicator_no, instrument_code, title), `statuses` (status_code, title).
    """

    org_code: str
    organisation_names: tuple[str, ...] = ()
    missions: tuple[tuple[str, str, int, str], ...] = ()
    dimensions: tuple[tuple[str, int, str], ...] = ()
    measures: tuple[tuple[int, int, str, str], ...] = ()
    indicators: tuple[tuple[int, str, str], ...] = ()
    statuses: tuple[tuple[str, str], ...] = ()


Reader = Callable[[Document, Context], Extraction]
