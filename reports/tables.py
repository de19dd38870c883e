"""The tables of a report: columns and rows, groups with their sums, and how a value is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dashboard import formats
from dashboard.language import t

Value = str | int | float | Decimal | None


class Shape(StrEnum):
    """How the values of a column are written."""

    text = "text"
    whole = "whole"
    money = "money"
    points = "points"
    share = "share"
    tick = "tick"


class Kind(StrEnum):
    """What a row of a table is: one of the rows, the heading of a group of them, the sum of it, the sum of all."""

    row = "row"
    group = "group"
    sum = "sum"
    total = "total"


# What a bold Thai digit takes of the width: columns are given as parts of about twenty on a page.
_LETTER = 0.21
# What a sum is taken of; of shares and scores there is none.
ADDED = (Shape.whole, Shape.money, Shape.tick)


@dataclass(frozen=True)
class Column:
    """A column: its heading, how its values are written, its part of the width, and the heading over several."""

    heading: str
    shape: Shape = Shape.text
    width: float = 1
    over: str = ""
    is_added: bool = True

    @property
    def has_sum(self) -> bool:
        """Whether a sum of its values says anything."""
        return self.is_added and self.shape in ADDED


@dataclass(frozen=True)
class Row:
    """A row of a table. `of` are the places of the rows that a sum is taken of.

    With a shape of its own its figures are written in that, whatever the columns say.
    """

    cells: Sequence[Value]
    kind: Kind = Kind.row
    of: Sequence[int] = ()
    shape: Shape | None = None

    def is_longer(self, columns: Sequence[Column], letters: int) -> bool:
        """Whether a text has more letters than these, times the width of its column: so many take half a page."""
        return any(
            len(cell) > column.width * letters
            for cell, column in zip(self.cells, columns, strict=True)
            if isinstance(cell, str)
        )

    def shapes(self, columns: Sequence[Column]) -> list[Shape]:
        """How each of its values is written."""
        return [
            self.shape if self.shape and column.shape is not Shape.text else column.shape
            for column in columns
        ]


@dataclass(frozen=True)
class Table:
    """Rows under headings; `note` is what must be known to read them, `name` that of a sheet."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    note: str = ""
    name: str = ""

    @property
    def widths(self) -> list[float]:
        """The part of the width of each column: what it asks for, and room for its longest figure."""
        rows = [(row, row.shapes(self.columns)) for row in self.rows if row.kind is not Kind.group]
        return [
            max([
                column.width,
                *(
                    len(shown(row.cells[index], shapes[index], row.kind)) * _LETTER
                    for row, shapes in rows
                    if column.shape is not Shape.text
                ),
            ])
            for index, column in enumerate(self.columns)
        ]  # fmt: skip

    @property
    def table(self) -> "Table":
        """Itself."""
        return self


def summed(
    title: str, columns: Sequence[Column], groups: Sequence[tuple[str, Sequence[Sequence[Value]]]], note: str = "",
    name: str = "",
) -> Table:  # fmt: skip
    """A table whose groups have their sums, and all of them theirs; a group without a name has none of its own."""
    rows: list[Row] = []
    sums: list[int] = []
    for label, cells in groups:
        if label:
            rows.append(Row((label, *[""] * (len(columns) - 1)), Kind.group))
        places = range(len(rows), len(rows) + len(cells))
        rows += [Row(row) for row in cells]
        if label:
            sums.append(len(rows))
            rows.append(_sum(t("report.sum_of", name=label), columns, rows, places, Kind.sum))
        else:
            sums += places
    if rows:
        rows.append(_sum(t("report.sum"), columns, rows, sums, Kind.total))
    return Table(title, columns, rows, note, name)


def _sum(
    label: str, columns: Sequence[Column], rows: Sequence[Row], places: Sequence[int], kind: Kind
) -> Row:
    # The label takes the first columns that are no figures.
    cells: list[Value] = []
    for index, column in enumerate(columns):
        known = [value for place in places if not isinstance(value := rows[place].cells[index], str | None)]
        if column.shape is Shape.tick:
            cells.append(sum(int(value) for value in known))
        elif column.has_sum:
            cells.append(sum(known[1:], known[0]) if known else None)
        else:
            cells.append("")
    first = next(index for index, column in enumerate(columns) if column.shape is Shape.text)
    cells[first] = label
    return Row(cells, kind, tuple(places))


def shown(value: Value, shape: Shape, kind: Kind = Kind.row) -> str:
    """A value as text; what is not known says so, but a tick that is not set is none."""
    if isinstance(value, str):
        return value
    if shape is Shape.tick and kind is Kind.row:
        return "✓" if value else ""
    if value is None:
        return t("report.no_data")
    return _FORMS[shape](value)


_FORMS: dict[Shape, Callable[[int | float | Decimal], str]] = {
    Shape.text: str,
    Shape.whole: formats.count,
    Shape.tick: formats.count,
    Shape.money: lambda value: f"{value:,.2f}",
    Shape.points: formats.points,
    Shape.share: formats.percent,
}
