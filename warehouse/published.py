"""What the build must publish: tables and columns with type, unit, bounds and meaning.

The declarations themselves stand in `etl.schemas`; the build is handed them in this form.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PublishedColumn:
    """One column of a published table; `references` is `(table, column)` of `mart` or None."""

    name: str
    data_type: str
    name_th: str
    name_en: str
    unit: str = ""
    nullable: bool = True
    minimum: float | None = None
    maximum: float | None = None
    regex: str | None = None
    references: tuple[str, str] | None = None


@dataclass(frozen=True)
class PublishedTable:
    """One table of the schema `mart`, in the order of building.

    `is_reference` tables are copied from the stage as they are; the others have a file in `sql/marts`.
    An index-backed primary key is made for small tables only: on millions of rows it costs more than a check.
    """

    name: str
    grain_th: str
    grain_en: str
    columns: list[PublishedColumn]
    key: list[str] = field(default_factory=list)
    is_small: bool = False
    is_reference: bool = False

    @property
    def qualified_name(self) -> str:
        """The name with its schema."""
        return f"mart.{self.name}"
