"""What every file format gives: lines and table cells, notes, and the reasons why a file cannot be read."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from etl.extract.document import Doubt, Line

# A plan's widest table has some 30 columns; a row of thousands is a mistake of the file.
MOST_COLUMNS = 200

_APPS = r"(?:cam\s*scanner|tap\s*scanner|adobe\s*scan|genius\s*scan|(?:microsoft|office)\s*lens)"
_PAGE_MARK = re.compile(
    rf"\W*(?:CS\s+)?(?:scanned\s+(?:with|by|using)\s+|สแกน\S{{0,6}}\s*)?{_APPS}\W*"
    r"|[-–—]\s?[\d๐-๙]{1,3}\s?[-–—]"
    r"|(?:หน้า(?:ที่)?|page)\s*[\d๐-๙]{1,4}(?:\s*(?:จาก|of|/)\s*[\d๐-๙]{1,4})?"
    r"|<!--[^>]*-->|[-*_=]{3,}|\+(?:[-=]+\+)+",
    re.IGNORECASE,
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_BLANKS = re.compile(r"\s+")
# A tick typed in the font Wingdings is stored as the letter that has its place in other fonts.
_SYMBOLS = str.maketrans({"\uf0fc": "✓", "\uf0fe": "☑", "\uf0a8": "☐", "\uf06f": "☐"})
_LONE_SYMBOLS = {"ü": "✓", "þ": "☑"}


class UnreadableDocument(Exception):
    """A file that cannot be read, said so that an officer knows what to do about it."""

    def __init__(self, rule_code: str, **details: object) -> None:
        """Fill the text of the rule with details; the text of the exception is the English one."""
        self.rule_code = rule_code
        self.message_th = message(rule_code, "th", details)
        self.message_en = message(rule_code, "en", details)
        super().__init__(self.message_en)


class Content:
    """The lines of a document as its format gives them, in order.

    Rows that no table of a plan has are left out with one note, so that a broken file stays small.
    """

    def __init__(self) -> None:
        """Start without lines."""
        self.lines: list[Line] = []
        self.notes: list[Doubt] = []
        self._too_wide: list[tuple[str, int]] = []

    def add_text(self, locator: str, text: str, number: int | None = None) -> None:
        """Add a line of running text; page marks are left out."""
        kept = cleaned(text).rstrip()
        if not _PAGE_MARK.fullmatch(kept.strip()):
            self._add(locator, kept, (), number)

    def add_row(self, locator: str, cells: Sequence[str], number: int | None = None) -> None:
        """Add a table row with its empty cells."""
        if len(cells) > MOST_COLUMNS:
            cells = _without_empty_end(cells)
        if len(cells) > MOST_COLUMNS:
            self.leave_out(locator, len(cells))
            return
        clean = [cleaned(cell).strip() for cell in cells]
        if not any(_PAGE_MARK.fullmatch(cell) for cell in clean) or sum(map(bool, clean)) > 1:
            row = tuple(_LONE_SYMBOLS.get(cell, cell) for cell in clean)
            self._add(locator, "\t".join(row), row, number)

    def leave_out(self, locator: str, columns: int) -> None:
        """Count a row that is too wide, so that one note tells of all of them."""
        self._too_wide.append((locator, columns))

    def add_break(self, locator: str, number: int | None = None) -> None:
        """Part two tables that follow each other, as an empty line does in a text."""
        if self.lines and self.lines[-1].cells:
            self._add(locator, "", (), number)

    def note(self, rule_code: str, locator: str = "", printed: str = "", **details: object) -> None:
        """Add a finding about the file."""
        thai, english = message(rule_code, "th", details), message(rule_code, "en", details)
        self.notes.append(Doubt(rule_code, locator, thai, english, printed))

    def finish(self) -> None:
        """Say which rows were left out."""
        if self._too_wide:
            self.note(
                "too_many_columns",
                self._too_wide[0][0],
                limit=MOST_COLUMNS,
                count=len(self._too_wide),
                most=max(width for _, width in self._too_wide),
            )
            self._too_wide = []

    @property
    def has_rows_left_out(self) -> bool:
        """Whether rows were too wide: such a file is not empty, even where nothing else stands in it."""
        return bool(self._too_wide)

    def _add(self, locator: str, text: str, cells: tuple[str, ...], number: int | None) -> None:
        following = self.lines[-1].number + 1 if self.lines else 1
        self.lines.append(Line(number or following, locator, text, cells))


def cleaned(text: str) -> str:
    """The text without control characters and with ticks as ticks."""
    return _CONTROLS.sub("", text).translate(_SYMBOLS)


def folded(text: str) -> str:
    """The text with every run of blanks and line ends as one blank."""
    return _BLANKS.sub(" ", text).strip()


def cell_of(paragraphs: Iterable[str]) -> str:
    """A cell of several paragraphs in the form that a scanned text gives it: `<p>one</p> <p>two</p>`."""
    filled = [text for text in map(folded, paragraphs) if text]
    return filled[0] if len(filled) == 1 else " ".join(f"<p>{text}</p>" for text in filled)


def listed(items: Sequence[object], most: int = 10) -> str:
    """The first items of a list for a message, and a sign that there are more."""
    return ", ".join(map(str, items[:most])) + (" …" if len(items) > most else "")


def message(rule_code: str, language: str, details: dict[str, object]) -> str:
    """The text of a rule in one language."""
    return _texts()[rule_code][language].format(**details)


def _without_empty_end(cells: Sequence[str]) -> Sequence[str]:
    length = len(cells)
    while length and not cells[length - 1].strip():
        length -= 1
    return cells[:length]


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("etl.extract.files").joinpath("formats.toml").read_text(encoding="utf-8"))
