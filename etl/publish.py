"""Loaded tables to a published warehouse: the schemas told to `warehouse` in its own words."""

from collections.abc import Callable
from importlib.metadata import version

import dataframely as dy

from etl.load import Loaded
from etl.schemas.marts import MART_TABLES
from etl.schemas.reference import REFERENCE_TABLES
from etl.schemas.table import Table, metadata
from warehouse.builder import BuildReport, build
from warehouse.keeping import Keeping, keeping
from warehouse.published import PublishedColumn, PublishedTable
from warehouse.renewal import Renewal, renew
from warehouse.store import Store

_DATA_TYPES: list[tuple[type[dy.Column], str]] = [
    (dy.Int16, "smallint"),
    (dy.Int64, "bigint"),
    (dy.Float64, "double"),
    (dy.Bool, "boolean"),
    (dy.Date, "date"),
    (dy.Datetime, "timestamp"),
    (dy.List, "smallint[]"),
    (dy.String, "varchar"),
]


def publish(
    loaded: Loaded,
    store: Store,
    step: Callable[[str], None] = lambda text: None,
    kept: Keeping | None = None,
) -> BuildReport:
    """Build a warehouse from loaded tables and publish it; BuildError leaves the old one as it was.

    `kept` has taken the rows that `load` told it of. The frames that the file has then are taken out of `loaded`,
    for the sake of memory.
    """
    if kept is None:
        with keeping(store) as begun:
            for name, rows in loaded.kept.items():
                begun.take(name, rows)
            return publish(loaded, store, step, begun)
    for name in [name for name, rows in loaded.kept.items() if loaded.tables.get(name) is rows]:
        # A build is named after its sources before the file is there.
        if name != "source":
            del loaded.tables[name]
    loaded.kept.clear()
    return build(store, loaded.tables, published_tables(), _version(), step, kept=kept)


def publish_renewal(
    renewal: Renewal, store: Store, step: Callable[[str], None] = lambda text: None
) -> BuildReport:
    """Publish a build with some organisations made anew; BuildError leaves the old one as it was."""
    return renew(store, renewal, published_tables(), _version(), step)


def _version() -> str:
    return version("sutcharit")


def published_tables() -> list[PublishedTable]:
    """Every table of the schema `mart`, reference tables first, as the schemas declare them."""
    return [_published(table, is_reference=True) for table in REFERENCE_TABLES] + [
        _published(table, is_reference=False) for table in MART_TABLES
    ]


def _published(table: Table, *, is_reference: bool) -> PublishedTable:
    columns = [_column(name, column) for name, column in table.columns.items()]
    return PublishedTable(
        table.name, table.grain_th, table.grain_en, columns, table.key, table.is_small, is_reference
    )


def _column(name: str, column: dy.Column) -> PublishedColumn:
    entry = metadata(column)
    table, _, key = entry["references"].partition(".")
    return PublishedColumn(
        name=name,
        data_type=_data_type(column),
        name_th=entry["name_th"],
        name_en=entry["name_en"],
        unit=entry["unit"],
        nullable=column.nullable,
        minimum=entry["minimum"],
        maximum=entry["maximum"],
        regex=getattr(column, "regex", None),
        references=(table, key) if table else None,
    )


def _data_type(column: dy.Column) -> str:
    if isinstance(column, dy.Decimal):
        return f"decimal({column.precision}, {column.scale})"
    return next(name for kind, name in _DATA_TYPES if isinstance(column, kind))
