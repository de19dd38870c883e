"""What a file would change: its rows beside those that hold now, row by row and value by value."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from etl.imports.examination import CHANGED, NEW, REJECTED, UNCHANGED
from etl.load import Loaded
from etl.problems import Problem
from etl.read import PLACE_COLUMNS
from etl.schemas.sources import SOURCE_TABLES
from etl.schemas.table import Table, metadata

_TABLES = {table.name: table for table in SOURCE_TABLES}
# Of a row of the file that tells of several tables, the gravest change counts.
_GRAVITY = [UNCHANGED, CHANGED, NEW, REJECTED]
_OLD = " before"
_OWN_TITLES = ("title_th", "risk_event", "control_th", "result_th")
_ROWS = {
    **dict.fromkeys(
        ["table_name", "table_th", "table_en", "change", "org_code", "row_key", "label_th"], pl.String
    ),
    "sheet": pl.String,
    "row_no": pl.Int64,
}
_CELL_NAMES = "table_name row_key label_th column_name column_th column_en old new locator sheet"
_CELLS = {**dict.fromkeys(_CELL_NAMES.split(), pl.String), "row_no": pl.Int64}

Labels = Mapping[str, Mapping[str, str]]


def code_labels(references: Mapping[str, pl.DataFrame]) -> dict[str, dict[str, str]]:
    """The Thai words of codes, by column: of the reference tables and of the vocabulary."""
    of_reference = {
        "status_code": ("status", "status_code", "status_th"),
        "reason_code": ("reason", "reason_code", "reason_th"),
        "level_code": ("risk_level", "level_code", "level_th"),
        "type_code": ("organisation_type", "type_code", "type_th"),
        "province_code": ("province", "province_code", "province_th"),
    }
    labels = {
        column: dict(references[table].select(code, word).iter_rows())
        for column, (table, code, word) in of_reference.items()
    }
    for name, table in _TABLES.items():
        for column, declared in table.columns.items():
            if words := metadata(declared).get("labels"):
                labels[f"{name}.{column}"] = words
    return labels


def compare(
    before: Loaded, after: Loaded, source_id: str, names: Mapping[str, str], labels: Labels
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of the source `source_id` by what they change, and each value that would change.

    `before` and `after` are the rows as they hold without and with that source; `names` are the names of
    organisations by their codes. Rows that were rejected are not among them.
    """
    rows, cells = [pl.DataFrame(schema=_ROWS)], [pl.DataFrame(schema=_CELLS)]
    for table in SOURCE_TABLES:
        mine = after.kept[table.name].filter(pl.col("source_id") == source_id)
        if mine.is_empty():
            continue
        both = _both(table, mine, before.tables[table.name], after.tables[table.name])
        both = both.with_columns(_label(both, after, names), _owner(both, after))
        content = [name for name in table.columns if name not in (*table.key, "locator")]
        differs = {name: pl.col(name).ne_missing(pl.col(name + _OLD)) for name in content}
        is_changed = pl.any_horizontal(*differs.values()) if differs else pl.lit(False)
        change = (
            pl.when(pl.col("is_known").is_null())
            .then(pl.lit(NEW))
            .when(is_changed)
            .then(pl.lit(CHANGED))
            .otherwise(pl.lit(UNCHANGED))
        )
        rows.append(_rows(table, both.with_columns(change.alias("change"))))
        known = both.filter(pl.col("is_known"))
        cells += [_cells(table, name, known.filter(differs[name]), labels) for name in content]
    return _one_for_each_row(pl.concat(rows)), pl.concat(cells)


def of_other_organisations(before: Loaded, after: Loaded, source_id: str) -> list[Problem]:
    """Rows of the source whose key is that of another organisation's row: they would take it away from there."""
    problems: list[Problem] = []
    for table in SOURCE_TABLES:
        if "org_code" in table.key:
            continue
        mine = after.kept[table.name].filter(pl.col("source_id") == source_id)
        held = before.tables[table.name].join(mine, on=table.key, how="semi")
        was = held.select(*table.key, _owner(held, before).alias("was"))
        now = (
            mine.with_columns(_owner(mine, after))
            .join(was, on=table.key)
            .filter(pl.col("owner") != pl.col("was"))
        )
        problems += [_of_other(table, row) for row in now.iter_rows(named=True)]
    return problems


def _of_other(table: Table, row: dict[str, Any]) -> Problem:
    key = "/".join(str(row[name]) for name in table.key)
    place = (row["source_id"], row["file_name"], row["row_no"])
    return Problem("key_of_other_organisation", *place, table.key[0], key, detail=(("owner", row["was"]),))


def _both(table: Table, mine: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The rows of the file as they would hold, beside what holds now: columns of that end in ` before`."""
    content = [name for name in table.columns if name not in table.key]
    old = before.select(
        *table.key, *(pl.col(name).alias(name + _OLD) for name in content), is_known=pl.lit(True)
    )
    place = mine.select(*table.key, sheet="file_name", row_no="row_no", place="locator")
    held = after.drop(PLACE_COLUMNS)
    return place.join(held, on=table.key, how="left").join(old, on=table.key, how="left")


def _rows(table: Table, both: pl.DataFrame) -> pl.DataFrame:
    return both.select(
        table_name=pl.lit(table.name),
        table_th=pl.lit(table.grain_th),
        table_en=pl.lit(table.grain_en),
        change="change",
        org_code="owner",
        row_key=_key(table),
        label_th="label_th",
        sheet="sheet",
        row_no="row_no",
    )


def _cells(table: Table, name: str, changed: pl.DataFrame, labels: Labels) -> pl.DataFrame:
    entry = metadata(table.columns[name])
    words = labels.get(f"{table.name}.{name}", labels.get(name, {}))
    return changed.select(
        table_name=pl.lit(table.name),
        row_key=_key(table),
        label_th="label_th",
        column_name=pl.lit(name),
        column_th=pl.lit(entry["name_th"]),
        column_en=pl.lit(entry["name_en"]),
        old=_text(changed, name + _OLD, words),
        new=_text(changed, name, words),
        locator="place",
        sheet="sheet",
        row_no="row_no",
    )


def _text(rows: pl.DataFrame, name: str, words: Mapping[str, str]) -> pl.Expr:
    """A value as an officer reads it; an empty one stays empty."""
    value, kind = pl.col(name), rows.schema[name]
    text = (
        value.cast(pl.List(pl.String)).list.join("; ") if isinstance(kind, pl.List) else value.cast(pl.String)
    )
    # Baht keep their satang; points have no more decimals than they need.
    if not name.removesuffix(_OLD).endswith("_baht") and (kind.is_decimal() or kind.is_float()):
        text = text.str.replace(r"(\.\d*?)0+$", "$1").str.strip_suffix(".")
    return text.replace(dict(words)) if words else text


def _key(table: Table) -> pl.Expr:
    return pl.concat_str([pl.col(name).cast(pl.String) for name in table.key], separator="/")


def _label(rows: pl.DataFrame, after: Loaded, names: Mapping[str, str]) -> pl.Expr:
    """What a row is about: its own title, that of its project, or the name of its organisation."""
    for name in _OWN_TITLES:
        if name in rows.columns:
            return pl.col(name).alias("label_th")
    if "project_id" in rows.columns:
        titles = dict(after.tables["project"].select("project_id", "title_th").iter_rows())
        return pl.col("project_id").replace_strict(titles, default=None).alias("label_th")
    if "org_code" in rows.columns:
        return pl.col("org_code").replace(dict(names)).alias("label_th")
    return pl.lit(None, pl.String).alias("label_th")


def _owner(rows: pl.DataFrame, after: Loaded) -> pl.Expr:
    """The organisation of a row, by its own column or by its plan."""
    if "org_code" in rows.columns:
        return pl.col("org_code").alias("owner")
    plans = dict(after.tables["plan"].select("plan_id", "org_code").iter_rows())
    if "plan_id" in rows.columns:
        return pl.col("plan_id").replace_strict(plans, default=None).alias("owner")
    of_projects = after.tables["project"].select("project_id", "plan_id").iter_rows()
    owners = {project: plans.get(plan) for project, plan in of_projects}
    return pl.col("project_id").replace_strict(owners, default=None, return_dtype=pl.String).alias("owner")


def _one_for_each_row(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each row of the file, with the gravest change of the tables it tells of."""
    gravity = pl.col("change").replace_strict(
        {name: rank for rank, name in enumerate(_GRAVITY)}, return_dtype=pl.Int8
    )
    ranked = rows.with_columns(gravity.alias("gravity")).sort("gravity", descending=True, maintain_order=True)
    first = ranked.unique(["sheet", "row_no"], keep="first", maintain_order=True)
    return first.drop("gravity").sort("sheet", "row_no", maintain_order=True)
