"""A build keeps what the design promises, proves it, and leaves the published one alone when it fails."""

from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest

from etl.load import load
from etl.publish import published_tables
from warehouse.builder import build
from warehouse.proof import BuildError, prove
from warehouse.published import PublishedColumn, PublishedTable
from warehouse.reader import Warehouse, open_current
from warehouse.store import NothingPublished, Store

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"

# Section 3 of the design, to the letter.
PROMISED = {
    "organisation": (
        "org_code, type_code, name_th, full_name_th, district_th, province_code, province_th, "
        "region_code, annual_budget_baht"
    ),
    "plan": (
        "plan_id, org_code, kind, framework_code, first_fiscal_year, last_fiscal_year, is_draft, "
        "stated_project_count, source_id"
    ),
    "project_year": (
        "plan_id, project_id, seq_no, org_code, fiscal_year, dimension_no, mission_no, "
        "catalogue_no, kind, title_th, responsible_unit, planned_quarters, budget_baht, "
        "report_round, status_code, disbursed_baht, status_note, is_completed, source_id, locator"
    ),
    "status_report": (
        "project_id, org_code, fiscal_year, report_round, status_code, disbursed_baht, reported_on, "
        "reason_code, status_note, source_id, locator"
    ),
    "ita_indicator": (
        "org_code, fiscal_year, indicator_no, instrument_code, score, score_as_printed, "
        "is_corrected, source_id, locator"
    ),
    "ita_result": (
        "org_code, fiscal_year, iit, eit, oit, total_computed, total_stated, level_code, target, gap"
    ),
    "target": "org_code, fiscal_year, metric_code, target_value, baseline_fiscal_year, source_id, locator",
    "case_count": "org_code, fiscal_year, kind, count, source_id, locator",
    "risk": (
        "risk_id, org_code, plan_id, fiscal_year, step_no, process_step, risk_event, likelihood, "
        "impact, risk_score, level_code, level_rank, source_id, locator"
    ),
    "risk_control": "org_code, plan_id, step_no, control_no, control_th, project_id, match_score",
    "result": "org_code, fiscal_year, plan_id, project_id, result_th, value, unit_th, source_id, locator",
    "metric_value": "metric_code, org_code, fiscal_year, numerator, denominator, value",
    "metric_status": (
        "metric_code, org_code, fiscal_year, value, target_value, status_code, projected_value, method"
    ),
    "finding": (
        "finding_id, rule_code, severity, source_id, locator, org_code, fiscal_year, printed_value, "
        "computed_value, resolution, message_th, message_en"
    ),
    "source": "source_id, sha256, row_count, rejected_count",
    "build": "build_id, built_at, row_count, rejected_count",
}
GRAINS = {
    "organisation": ["org_code"],
    "plan": ["plan_id"],
    "project_year": ["project_id", "fiscal_year"],
    "status_report": ["project_id", "fiscal_year", "report_round"],
    "ita_indicator": ["org_code", "fiscal_year", "indicator_no"],
    "ita_result": ["org_code", "fiscal_year"],
    "target": ["org_code", "fiscal_year", "metric_code"],
    "case_count": ["org_code", "fiscal_year", "kind"],
    "risk": ["risk_id"],
    "risk_control": ["plan_id", "step_no", "control_no"],
    "metric_value": ["metric_code", "org_code", "fiscal_year"],
    "metric_status": ["metric_code", "org_code", "fiscal_year"],
    "finding": ["finding_id"],
    "source": ["source_id"],
    "build": ["build_id"],
}


@pytest.mark.parametrize(
    ("table", "column"), [(table, name) for table, names in PROMISED.items() for name in names.split(", ")]
)
def test_promised_column(seeds, table, column):
    found = seeds.sql(
        """select count(*) from duckdb_columns()
           where schema_name = 'mart' and table_name = $t and column_name = $c""",
        {"t": table, "c": column},
    ).item()
    assert found == 1


@pytest.mark.parametrize(("table", "key"), GRAINS.items())
def test_one_row_for_each_grain(seeds, table, key):
    columns = ", ".join(key)
    repeated = seeds.sql(f"select {columns} from mart.{table} group by {columns} having count(*) > 1")
    assert repeated.height == 0
    assert {entry.name: entry.key for entry in published_tables()}[table] == key


@pytest.mark.parametrize(
    ("table", "column", "data_type"),
    [
        ("project_year", "fiscal_year", "SMALLINT"),
        ("project_year", "budget_baht", "DECIMAL(18,2)"),
        ("status_report", "disbursed_baht", "DECIMAL(18,2)"),
        ("project_year", "planned_quarters", "SMALLINT[]"),
        ("project_year", "mission_no", "VARCHAR"),
        ("project_year", "is_completed", "BOOLEAN"),
        ("organisation", "org_code", "VARCHAR"),
        ("status_report", "reported_on", "DATE"),
        ("metric_value", "value", "DOUBLE"),
        ("build", "built_at", "TIMESTAMP"),
    ],
)
def test_data_type(seeds, table, column, data_type):
    found = seeds.sql(
        """select data_type from duckdb_columns()
           where schema_name = 'mart' and table_name = $t and column_name = $c""",
        {"t": table, "c": column},
    ).item()
    assert found == data_type


def test_every_declared_table_is_there_and_no_other(seeds):
    tables = seeds.sql("select table_name from duckdb_tables() where schema_name = 'mart'")["table_name"]
    assert sorted(tables) == sorted(table.name for table in published_tables())


def test_every_table_has_a_comment(seeds):
    bare = seeds.sql("select table_name from duckdb_tables() where schema_name = 'mart' and comment is null")
    assert bare["table_name"].to_list() == []


def test_every_column_of_a_table_has_a_comment(seeds):
    bare = seeds.sql(
        """select table_name, column_name from duckdb_columns()
           where schema_name = 'mart' and comment is null
               and table_name in (select table_name from duckdb_tables())"""
    )
    assert bare.rows() == []


@pytest.mark.parametrize(
    ("table", "column", "comment"),
    [
        ("project_year", "budget_baht", "งบประมาณ (บาท) · Budget (baht) [baht]"),
        ("organisation", "org_code", "รหัส อปท. · Organisation code"),
    ],
)
def test_comment_has_both_names_and_the_unit(seeds, table, column, comment):
    found = seeds.sql(
        """select comment from duckdb_columns()
           where schema_name = 'mart' and table_name = $t and column_name = $c""",
        {"t": table, "c": column},
    ).item()
    assert found == comment


def test_comment_of_a_table_is_its_grain(seeds):
    found = seeds.sql(
        "select comment from duckdb_tables() where schema_name = 'mart' and table_name = 'risk'"
    ).item()
    assert found == "เหตุการณ์เสี่ยงหนึ่งรายการ · One risk event"


def test_dictionary_has_every_column_of_every_table(seeds):
    missing = seeds.sql(
        """select table_name, column_name from duckdb_columns()
           where schema_name = 'mart' and table_name in (select table_name from duckdb_tables())
           except select table_name, column_name from mart.dictionary"""
    )
    assert missing.rows() == []
    assert seeds.sql("select count(*) from mart.dictionary").item() > 300


def test_beside_mart_there_is_only_what_pages_and_the_next_build_start_from(seeds):
    schemas = seeds.sql("select distinct schema_name from duckdb_tables()")["schema_name"]
    assert sorted(schemas) == ["kept", "mart", "ready"]


def test_build_row_tells_what_was_loaded(seeds):
    [row] = seeds.sql("select build_id, source_count, rejected_count from mart.build").rows()
    assert row == (seeds.build_id, 6, 0)


# --- prove


def _table(*columns: PublishedColumn, key=("code",)) -> PublishedTable:
    return PublishedTable("thing", "สิ่งหนึ่ง", "One thing", list(columns), list(key))


def _column(name: str, data_type: str = "varchar", **options) -> PublishedColumn:
    return PublishedColumn(name, data_type, "ชื่อ", "Name", **options)


@pytest.fixture
def connection():
    with duckdb.connect() as memory:
        memory.execute("create schema mart; create table mart.kind (kind_code varchar)")
        memory.execute("insert into mart.kind values ('a'), ('b')")
        memory.execute("create table mart.thing (code varchar, amount double, kind_code varchar)")
        yield memory


PROVEN = {
    "key": _table(_column("code")),
    "key of two": _table(_column("code"), _column("amount"), key=("code", "amount")),
    "minimum": _table(_column("amount", "double", minimum=0)),
    "maximum": _table(_column("amount", "double", maximum=100)),
    "form": _table(_column("code", regex="^[a-z]$")),
    "reference": _table(_column("kind_code", references=("kind", "kind_code"))),
}
BROKEN = [
    ("key", "('x', 1, 'a'), ('x', 2, 'a')", "mart.thing: 1 repeated keys (code)"),
    ("key of two", "('x', 1, 'a'), ('x', 1, 'b')", "mart.thing: 1 repeated keys (code, amount)"),
    ("minimum", "('x', -0.01, 'a')", "mart.thing.amount: 1 rows where this.amount < 0"),
    ("maximum", "('x', 100.01, 'a'), ('y', 101, 'a')", "mart.thing.amount: 2 rows where this.amount > 100"),
    ("form", "('X', 1, 'a')", "mart.thing.code: 1 rows where not regexp_matches(this.code, '^[a-z]$')"),
    ("reference", "('x', 1, 'c')", "mart.thing.kind_code: 1 rows where this.kind_code is not null"),
]
KEPT = [
    ("key", "('x', 1, 'a'), ('y', 1, 'a')"),
    ("key of two", "('x', 1, 'a'), ('x', 2, 'a')"),
    ("minimum", "('x', 0, 'a'), ('y', null, 'a')"),
    ("maximum", "('x', 100, 'a'), ('y', null, 'a')"),
    ("form", "('x', 1, 'a'), (null, 1, 'a')"),
    ("reference", "('x', 1, 'b'), ('y', 1, null)"),
]


@pytest.mark.parametrize(("rule", "rows", "message"), BROKEN, ids=[rule for rule, *_ in BROKEN])
def test_broken_promise_is_named(connection, rule, rows, message):
    connection.execute(f"insert into mart.thing values {rows}")
    with pytest.raises(BuildError) as caught:
        prove(connection, [PROVEN[rule]])
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(("rule", "rows"), KEPT, ids=[rule for rule, _ in KEPT])
def test_kept_promise_passes(connection, rule, rows):
    connection.execute(f"insert into mart.thing values {rows}")
    prove(connection, [PROVEN[rule]])


def test_all_failures_are_named_at_once(connection):
    connection.execute("insert into mart.thing values ('x', -1, 'a'), ('x', 1, 'a')")
    with pytest.raises(BuildError, match=r"repeated keys.*; .*this\.amount < 0"):
        prove(connection, [PROVEN["key"], PROVEN["minimum"]])


# --- a build that fails


ORGANISATION = "org_code,type_code,name_th,province_code,locator\n1000001,sao,หนึ่ง,34,line 1\n"


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    """Validated tables of one organisation."""
    source = tmp_path_factory.mktemp("sources") / "one"
    source.mkdir()
    (source / "origin.toml").write_text(
        'title = "แผน"\npublisher = "ผู้ทดสอบ"\nlicence = "test"\n', encoding="utf-8"
    )
    (source / "organisation.csv").write_text(ORGANISATION, encoding="utf-8")
    return load(REFERENCE, [source]).tables


@pytest.fixture(scope="module")
def published(stage, tmp_path_factory):
    """A store with one build that the failing ones must not touch."""
    store = Store(tmp_path_factory.mktemp("published"))
    build(store, stage, published_tables(), "1")
    return store


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "builds")


def _files(store: Store) -> list[str]:
    return sorted(path.name for path in store.folder.iterdir())


def _repeated(stage, table):
    return stage | {table: pl.concat([stage[table], stage[table]])}


BAD = {
    "repeated key of a small table": lambda stage: _repeated(stage, "region"),
    "repeated key of a large table": lambda stage: (
        stage
        | {
            "case_count": pl.DataFrame(
                [("1000001", 2566, "case", 1, "one", "line 1")] * 2,
                schema=["org_code", "fiscal_year", "kind", "count", "source_id", "locator"],
                orient="row",
            )
        }
    ),
    "empty where it must not be": lambda stage: (
        stage | {"region": stage["region"].with_columns(region_th=pl.lit(None, pl.String))}
    ),
    "out of bounds": lambda stage: (
        stage
        | {
            "ita_national": stage["ita_national"].with_columns(
                mean_score=pl.lit(100.01).cast(pl.Decimal(9, 4))
            )
        }
    ),
    "unknown reference": lambda stage: (
        stage | {"region": stage["region"].filter(pl.col("region_code") != "north")}
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_failed_build_leaves_the_published_one(stage, published, case):
    pointer, content = published.current_id(), published.current_path().read_bytes()
    with pytest.raises(BuildError):
        build(published, BAD[case](stage), published_tables(), "1")
    # Neither a draft nor its log stays behind.
    assert _files(published) == sorted(["CURRENT", f"{pointer}.duckdb"])
    assert (published.current_id(), published.current_path().read_bytes()) == (pointer, content)


def test_first_build_that_fails_publishes_nothing(stage, store):
    with pytest.raises(BuildError):
        build(store, BAD["repeated key of a small table"](stage), published_tables(), "1")
    assert _files(store) == []


def test_any_other_failure_leaves_nothing_too(stage, store):
    tables = [*published_tables(), replace(published_tables()[0], name="unknown", is_reference=False)]
    with pytest.raises(KeyError):
        build(store, stage, tables, "1")
    assert _files(store) == []
    with pytest.raises(NothingPublished):
        store.current_id()


def test_reader_of_the_old_build_is_not_disturbed(stage, store):
    build(store, stage, published_tables(), "1")
    reader = open_current(store)
    newer = build(store, stage, published_tables(), "2")
    assert reader.sql("select version from mart.build").item() == "1"
    assert open_current(store).build_id == newer.build_id
    reader.close()


def test_report_and_steps_of_a_build(stage, store):
    told: list[str] = []
    report = build(store, stage, published_tables(), "1", told.append)
    assert told == [table.name for table in published_tables()]
    assert (report.row_count, report.rejected, report.findings, report.has_errors) == (1, 0, {}, False)
    assert report.path == str(store.path_of(report.build_id))


def test_report_counts_errors(make_source, store):
    source = make_source(
        "two", organisation="org_code,type_code,name_th,province_code,locator\n100000,sao,หนึ่ง,34,line 1\n"
    )
    report = build(store, load(REFERENCE, [source]).tables, published_tables(), "1")
    assert (report.row_count, report.rejected, report.findings, report.has_errors) == (
        0,
        1,
        {"error": 1},
        True,
    )


def test_the_rows_of_one_round_and_year_stand_together(seeds: Warehouse) -> None:
    changes = seeds.sql(
        """select count(*) from (
               select (report_round, fiscal_year) as part, lag(part) over (order by rowid) as before
               from ready.project_report
           ) where part is distinct from before"""
    ).item()
    parts = seeds.sql(
        "select count(*) from (select distinct report_round, fiscal_year from ready.project_report)"
    )
    assert changes == parts.item()
