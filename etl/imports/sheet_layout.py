"""How far a sheet goes and what of it is hidden or merged: its XML looked through without keeping it."""

from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries
from openpyxl.xml.constants import SHEET_MAIN_NS

from etl.imports import limits
from etl.imports.limits import refusal

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_TRUE = ("1", "true")


@dataclass
class SheetLayout:
    """The last filled row and column, how much is filled, and what is hidden or merged."""

    last_row: int = 0
    last_column: int = 0
    filled_rows: int = 0
    filled_cells: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def look_through(name: str, sheet: str, stream: IO[bytes]) -> SheetLayout:
    """The layout of a sheet.

    Raises InputError as soon as it goes beyond a limit, and ValueError where its rows or ranges cannot be.
    """
    reader = _LayoutReader(name, sheet)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.ParseFile(stream)
    return reader.layout


class _LayoutReader:
    def __init__(self, name: str, sheet: str) -> None:
        self.layout = SheetLayout()
        self._name, self._sheet = name, sheet
        self._row = self._column = 0
        self._merged_cells = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        if namespace != SHEET_MAIN_NS:
            return
        match name:
            case "v" | "is" | "f":
                self._fill()
            case "c":
                self._column = _column_of(attributes.get("r")) or self._column + 1
            case "row":
                self._start_row(attributes)
            case "col":
                self._hide_columns(attributes)
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def _start_row(self, attributes: dict[str, str]) -> None:
        row = int(attributes.get("r", self._row + 1))
        if not self._row < row <= _LAST_ROW:
            # The library would pass by rows that are out of order, and count up to one that cannot be.
            raise ValueError(f"row {row} after row {self._row}")
        self._row, self._column = row, 0
        if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
            self.layout.hidden_rows.add(self._row)

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") == "0":
            first, last = max(int(attributes["min"]), 1), min(int(attributes["max"]), _LAST_COLUMN)
            self.layout.hidden_columns.update(range(first, last + 1))

    def _fill(self) -> None:
        layout = self.layout
        if self._row != layout.last_row:
            layout.last_row = max(layout.last_row, self._row)
            layout.filled_rows += 1
        layout.last_column = max(layout.last_column, self._column)
        # A formula with its value counts as two cells, which is near enough.
        layout.filled_cells += 1
        self._refuse_above("too_many_rows", layout.filled_rows, limits.MOST_ROWS)
        self._refuse_above("too_many_columns", layout.last_column, limits.MOST_COLUMNS)
        self._refuse_above("too_many_cells", layout.filled_cells, limits.MOST_CELLS)

    def _merge(self, reference: str) -> None:
        first_column, first_row, last_column, last_row = range_boundaries(reference)
        if last_column < first_column or last_row < first_row:
            raise ValueError(f"{reference} ends before it begins")
        self._merged_cells += (last_column - first_column + 1) * (last_row - first_row + 1)
        self._refuse_above("merged_too_large", self._merged_cells, limits.MOST_MERGED_CELLS)
        self.layout.merged.append((first_row, first_column, last_row, last_column))

    def _refuse_above(self, rule_code: str, count: int, limit: int) -> None:
        if count > limit:
            raise refusal(rule_code, self._name, self._sheet, limit=limit)


def _column_of(address: str | None) -> int:
    return column_index_from_string(coordinate_from_string(address)[0]) if address else 0
