"""What a build keeps for the next one: the rows of every layer, by organisation, beside the published tables."""

from collections.abc import Iterable

import polars as pl

from warehouse.reader import Warehouse

_OF = "(select unnest($organisations::varchar[]))"
_PLANS = f"(select plan_id from kept.plan where org_code in {_OF})"
_PROJECTS = f"(select project_id from kept.project where plan_id in {_PLANS})"
# By which column a kept table tells whose a row is: the first of these that it has.
_OWNER = {
    "org_code": f"org_code in {_OF}",
    "plan_id": f"plan_id in {_PLANS}",
    "project_id": f"project_id in {_PROJECTS}",
}
_CORRECTIONS = f"""
    from kept.correction
    semi join (from mart.correction where org_code in {_OF})
        using (source_id, table_name, row_key, column_name)
"""


def kept_rows(
    warehouse: Warehouse, tables: Iterable[str], organisations: list[str]
) -> dict[str, pl.DataFrame]:
    """The kept rows of some organisations, all layers of them, by table.

    Beside the source tables named in `tables` there are `correction`, and `source` and `unstated` of all
    organisations.
    """
    bound = {"organisations": organisations}
    rows = {
        name: warehouse.sql(f"from kept.{name} where {_owner(warehouse, name)}", bound) for name in tables
    }
    rows["correction"] = warehouse.sql(_CORRECTIONS, bound)
    return rows | {name: warehouse.sql(f"from kept.{name}") for name in ("source", "unstated")}


def kept_sources(warehouse: Warehouse) -> pl.DataFrame:
    """The sources of a build: `source_id`, `files_sha256`, `layer`."""
    return warehouse.sql("select source_id, files_sha256, layer from kept.source order by layer, source_id")


def organisations_of_source(warehouse: Warehouse, tables: Iterable[str], source_id: str) -> set[str]:
    """The organisations of which a source has rows."""
    found: set[str] = set()
    for name in tables:
        owner = _owner_column(warehouse, name)
        keys = warehouse.sql(
            f"select distinct {owner} from kept.{name} where source_id = $source_id", {"source_id": source_id}
        )[owner]
        found |= owners(warehouse, owner, keys.to_list())
    return found


def owners(warehouse: Warehouse, column: str, values: list[str]) -> set[str]:
    """The organisations to which values of `org_code`, `plan_id` or `project_id` belong, as far as known."""
    if column == "org_code" or not values:
        return set(values)
    of_projects = "select plan_id from kept.project where project_id in (select unnest($values::varchar[]))"
    plans = of_projects if column == "project_id" else "select unnest($values::varchar[])"
    statement = f"select distinct org_code from kept.plan where plan_id in ({plans})"
    return set(warehouse.sql(statement, {"values": values})["org_code"])


def _owner(warehouse: Warehouse, table: str) -> str:
    return _OWNER[_owner_column(warehouse, table)]


def _owner_column(warehouse: Warehouse, table: str) -> str:
    columns = warehouse.sql(f"from kept.{table} limit 0").columns
    return next(name for name in _OWNER if name in columns)
