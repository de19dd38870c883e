"""A table of the house: its name, what one row is, and its columns."""

from dataclasses import dataclass
from typing import Any

import dataframely as dy


@dataclass(frozen=True)
class Table:
    """One table: `schema` says what a column may hold, the titles say what a row is.

    `optional_columns` may be missing from a file; they are then empty.
    """

    name: str
    schema: type[dy.Schema]
    grain_th: str
    grain_en: str
    is_small: bool = False

    @property
    def columns(self) -> dict[str, dy.Column]:
        """The columns in order, by name."""
        return dict(self.schema.columns())

    @property
    def key(self) -> list[str]:
        """The names of the columns that together identify a row."""
        return list(self.schema.primary_key())

    @property
    def required_columns(self) -> set[str]:
        """Columns that a file must have: those which may not be empty."""
        return {name for name, column in self.columns.items() if not column.nullable}

    @property
    def references(self) -> dict[str, tuple[str, str]]:
        """Column -> (table, column) where each of its values must exist."""
        targets = {name: metadata(column)["references"] for name, column in self.columns.items()}
        parts = {name: target.partition(".") for name, target in targets.items() if target}
        return {name: (table, column) for name, (table, _, column) in parts.items()}


def metadata(column: dy.Column) -> dict[str, Any]:
    """Names, unit, bounds and reference of a column, as the vocabulary declares them."""
    return column.metadata or {}
