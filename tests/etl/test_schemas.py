import inspect
import re

import dataframely as dy
import pytest
from valid_source import REFERENCE, TABLES

from etl.publish import published_tables
from etl.schemas import marts, reference, sources
from etl.schemas.marts import MART_TABLES
from etl.schemas.reference import REFERENCE_TABLES
from etl.schemas.sources import CORRECTIONS, SOURCE_TABLES
from etl.schemas.table import Table, metadata

GROUPS = {
    "reference": REFERENCE_TABLES,
    "source": [*SOURCE_TABLES, CORRECTIONS],
    "mart": MART_TABLES,
}
UNITS = {"", "year_be", "baht", "points", "share", "count"}

all_tables = pytest.mark.parametrize(
    "table",
    [pytest.param(table, id=f"{group}.{table.name}") for group, tables in GROUPS.items() for table in tables],
)
all_columns = pytest.mark.parametrize(
    ("name", "column"),
    [
        pytest.param(name, column, id=f"{group}.{table.name}.{name}")
        for group, tables in GROUPS.items()
        for table in tables
        for name, column in table.columns.items()
    ],
)


def is_thai(text: str) -> bool:
    return any("ก" <= letter <= "๛" for letter in text)


@all_columns
def test_a_column_has_a_name_in_both_languages(name: str, column: dy.Column) -> None:
    entry = metadata(column)
    assert entry["name_th"].strip()
    assert entry["name_en"].strip() and not is_thai(entry["name_en"])


@all_tables
def test_columns_are_named_in_lower_case(table: Table) -> None:
    assert [name for name in table.columns if not re.fullmatch("[a-z][a-z0-9_]*", name)] == []


@all_tables
def test_units_are_known_ones(table: Table) -> None:
    assert {metadata(column)["unit"] for column in table.columns.values()} <= UNITS


def test_a_column_of_one_name_has_one_type_in_all_source_tables() -> None:
    kinds: dict[str, set[str]] = {}
    for table in [*REFERENCE_TABLES, *SOURCE_TABLES]:
        for name, column in table.columns.items():
            kinds.setdefault(name, set()).add(str(column.dtype))
    assert {name: kinds for name, kinds in kinds.items() if len(kinds) > 1} == {}


@pytest.mark.parametrize("ending", ["_fiscal_year", "fiscal_year"])
def test_a_fiscal_year_is_in_the_buddhist_era_everywhere(ending: str) -> None:
    columns = [
        (name, metadata(column)["unit"], metadata(column)["minimum"], metadata(column)["maximum"])
        for tables in GROUPS.values()
        for table in tables
        for name, column in table.columns.items()
        if name.endswith(ending)
    ]
    assert {entry[1:] for entry in columns} == {("year_be", 2540, 2600)}


@pytest.mark.parametrize(
    ("ending", "unit"), [("_baht", "baht"), ("_stated", "points"), ("_share", "share"), ("_count", "count")]
)
def test_an_ending_tells_the_unit(ending: str, unit: str) -> None:
    units = {
        metadata(column)["unit"]
        for tables in GROUPS.values()
        for table in tables
        for name, column in table.columns.items()
        if name.endswith(ending) and name != "level_stated"
    }
    assert units == {unit}


@all_tables
def test_a_table_says_what_a_row_is_in_both_languages(table: Table) -> None:
    assert is_thai(table.grain_th)
    assert table.grain_en and not is_thai(table.grain_en)


@all_tables
def test_a_table_has_a_docstring(table: Table) -> None:
    assert (table.schema.__doc__ or "").strip()


@all_tables
def test_a_docstring_is_of_the_table_itself(table: Table) -> None:
    assert table.schema.__doc__ != dy.Schema.__doc__


@pytest.mark.parametrize(
    "table",
    [pytest.param(table, id=table.name) for table in [*REFERENCE_TABLES, *SOURCE_TABLES, CORRECTIONS]],
)
def test_a_table_that_is_read_has_a_key(table: Table) -> None:
    assert table.key


@pytest.mark.parametrize(
    "table", [pytest.param(table, id=table.name) for table in MART_TABLES if table.name != "metric_part"]
)
def test_a_published_table_has_a_key(table: Table) -> None:
    assert table.key


@all_tables
def test_a_key_is_never_empty(table: Table) -> None:
    assert [name for name in table.key if table.columns[name].nullable] == []


@all_tables
def test_a_required_column_is_one_that_may_not_be_empty(table: Table) -> None:
    assert table.required_columns == {name for name, column in table.columns.items() if not column.nullable}


def references_of(tables: list[Table], known: list[Table]) -> list[tuple[str, str]]:
    """References of `tables` that point to no table before: (table.column, where it points)."""
    columns = {f"{table.name}.{name}" for table in known for name in table.columns}
    wrong = []
    for table in tables:
        for name, (target, key) in table.references.items():
            if f"{target}.{key}" not in columns:
                wrong.append((f"{table.name}.{name}", f"{target}.{key}"))
        columns |= {f"{table.name}.{name}" for name in table.columns}
    return wrong


def test_references_of_the_tables_that_are_read_point_to_earlier_tables() -> None:
    assert references_of([*REFERENCE_TABLES, *SOURCE_TABLES], []) == []


def test_references_of_the_published_tables_point_to_earlier_tables() -> None:
    assert references_of(MART_TABLES, REFERENCE_TABLES) == []


def test_a_reference_to_a_later_table_would_be_seen() -> None:
    reports, projects = TABLES["status_report"], TABLES["project"]
    assert references_of([reports, projects], REFERENCE_TABLES) == [
        ("status_report.project_id", "project.project_id"),
        ("project.plan_id", "plan.plan_id"),
    ]


@pytest.mark.parametrize(
    ("table", "references"),
    [
        (
            "plan",
            {"org_code": ("organisation", "org_code"), "framework_code": ("framework", "framework_code")},
        ),
        ("project", {"plan_id": ("plan", "plan_id")}),
        ("project_year", {"project_id": ("project", "project_id")}),
        ("region", {}),
    ],
)
def test_the_references_of_a_table_are_read_from_its_columns(
    table: str, references: dict[str, tuple[str, str]]
) -> None:
    assert TABLES[table].references == references


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("organisation", ["org_code"]),
        ("project_year", ["project_id", "fiscal_year"]),
        ("status_report", ["project_id", "fiscal_year", "report_round"]),
        ("ita_indicator", ["org_code", "fiscal_year", "indicator_no"]),
        ("risk_control", ["plan_id", "step_no", "control_no"]),
        ("corrections", ["table", "key", "column"]),
    ],
)
def test_the_key_of_a_table_is_what_identifies_a_row(table: str, key: list[str]) -> None:
    assert TABLES[table].key == key


@pytest.mark.parametrize("group", GROUPS)
def test_the_names_of_tables_differ(group: str) -> None:
    names = [table.name for table in GROUPS[group]]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(
    ("module", "tables"),
    [
        pytest.param(reference, REFERENCE_TABLES, id="reference"),
        pytest.param(sources, [*SOURCE_TABLES, CORRECTIONS], id="sources"),
        pytest.param(marts, MART_TABLES, id="marts"),
    ],
)
def test_every_schema_is_a_table(module: object, tables: list[Table]) -> None:
    schemas = {
        schema
        for _, schema in inspect.getmembers(module, inspect.isclass)
        if issubclass(schema, dy.Schema) and schema is not dy.Schema
    }
    assert schemas == {table.schema for table in tables}


@pytest.mark.parametrize("table", [pytest.param(table, id=table.name) for table in SOURCE_TABLES])
def test_every_fact_has_a_place_in_its_document(table: Table) -> None:
    assert "locator" in table.required_columns


@pytest.mark.parametrize(
    "table",
    [pytest.param(table, id=table.name) for table in REFERENCE_TABLES if table.name != "standard_measure"],
)
def test_every_rule_of_the_field_has_a_source(table: Table) -> None:
    assert "source" in table.required_columns


@pytest.mark.parametrize("table", [pytest.param(table, id=table.name) for table in REFERENCE_TABLES])
def test_every_reference_table_stands_in_the_seeds(table: Table) -> None:
    heading = (REFERENCE / f"{table.name}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert heading.split(",") == list(table.columns)


@pytest.mark.parametrize(
    ("table", "column", "data_type"),
    [
        ("plan", "is_draft", "boolean"),
        ("plan", "title_th", "varchar"),
        ("project_year", "fiscal_year", "smallint"),
        ("project_year", "budget_baht", "decimal(18, 2)"),
        ("project_year", "planned_quarters", "smallint[]"),
        ("project_year", "match_score", "double"),
        ("status_report", "reported_on", "date"),
        ("ita_indicator", "score", "decimal(9, 4)"),
        ("case_count", "count", "bigint"),
        ("build", "built_at", "timestamp"),
    ],
)
def test_a_published_column_has_the_type_of_its_schema(
    seeds, table: str, column: str, data_type: str
) -> None:
    declared = {
        f"{table.name}.{column.name}": column.data_type
        for table in published_tables()
        for column in table.columns
    }
    assert declared[f"{table}.{column}"] == data_type


def test_every_published_column_stands_in_the_dictionary(seeds) -> None:
    declared = sum(len(table.columns) for table in [*REFERENCE_TABLES, *MART_TABLES])
    assert seeds.sql("select count(*) from mart.dictionary").item() == declared
