"""Named queries, many threads, and a door that only opens for reading."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import polars as pl
import pytest

from warehouse.reader import QueryError, UnknownQuery, Warehouse, open_current
from warehouse.sqlfile import sql_files
from warehouse.store import NothingPublished, Store

QUERIES = sorted(sql_files("queries"))
# What a page may ask with, by the name of the parameter.
TYPICAL = {
    "year": 2565,
    "fiscal_year": 2565,
    "first_year": 2564,
    "last_year": 2570,
    "province": "65",
    "province_code": "65",
    "kind": "pao",
    "type": "pao",
    "type_code": "pao",
    "organisation": "2650101",
    "org_code": "2650101",
    "project": "2650101-2565-2565-01",
    "project_id": "2650101-2565-2565-01",
    "plan": "2650101-2565-2565",
    "plan_id": "2650101-2565-2565",
    "metric": "ita_score",
    "metric_code": "ita_score",
    "verdict_code": "off_track",
    "case_kind": "case",
    "round": 12,
    "report_round": 12,
    "dimension": 1,
    "dimension_no": 1,
    "status": "completed",
    "status_code": "completed",
    "status_codes": "completed,in_progress",
    "budget_choice": "yes",
    "search": "โครงการ",
    "mission_no": "2.2",
    "responsible_unit": "none",
    "project_kind": "project",
    "quarter": "1",
    "catalogue_no": "none",
    "overdue": "1",
    "sort": "overdue",
    "level_code": "high",
    "step_code": "2a1de13e",
    "risk_concern": "high",
    "control_state": "unmatched",
    "source_id": "phitsanulok_plan_2565",
    "rule_code": "control_total",
    "severity": "all",
    "year_choice": "all",
    "is_total": "1",
    "lacking": "1",
    "peer_rule": "region",
    "org_codes": "2650101,4340701",
    "budget_within": "25",
    "same_type": "0",
    "only_missing": "1",
    "metric_x": "project_completion",
    "metric_y": "budget_disbursed",
    "table_name": "project_year",
    "row_limit": 10,
    "row_offset": 0,
    "text": "โครงการ",
    "day": date(2022, 11, 30),
    "today": date(2022, 11, 30),
    "limit": 10,
}


@pytest.mark.parametrize("name", QUERIES)
class TestNamedQuery:
    def test_runs_without_parameters(self, seeds, name):
        assert seeds.query(name).width > 0

    def test_runs_with_typical_parameters(self, seeds, name):
        assert seeds.query(name, **TYPICAL).width > 0

    def test_has_the_same_columns_either_way(self, seeds, name):
        assert seeds.query(name).columns == seeds.query(name, **TYPICAL).columns

    def test_repeats_no_column(self, seeds, name):
        columns = seeds.query(name).columns
        assert len(set(columns)) == len(columns)


def test_every_parameter_of_a_query_has_a_typical_value():
    asked = {parameter for file in sql_files("queries").values() for parameter in file.parameters}
    assert asked - set(TYPICAL) == set()


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        # Document 002 states a budget of five projects; 28,256.40 of 150,000 baht is 18.8 %. Of no. 25 with
        # 0 of 15,000 baht a report is awaited, so that nothing is known of what it used.
        ("yes", [1, 2, 15, 25, 38]),
        ("little", [38]),
        ("no", [number for number in range(1, 39) if number not in (1, 2, 15, 25, 38)]),
        (None, list(range(1, 39))),
        ("", list(range(1, 39))),
    ],
)
def test_projects_by_what_is_known_of_their_budget(seeds, choice, numbers):
    asked = {"fiscal_year": 2565, "report_round": 12, "org_code": "2650101", "today": date(2022, 11, 30)}
    rows = seeds.query("projects", **asked, budget_choice=choice)
    assert sorted(rows["seq_no"]) == numbers


@pytest.mark.parametrize(
    ("status", "budget", "disbursed", "is_little"),
    [
        ("completed", 100, 19.99, True),
        ("completed", 100, 20, False),
        ("in_progress", 100, 0, True),
        ("awaiting_report", 100, 0, False),
        ("cannot_proceed", 100, 0, False),
        # Neither a project without budget nor one of unknown disbursement used little of it.
        ("completed", 0, 0, False),
        ("completed", 100, None, False),
    ],
)
def test_little_disbursed(seeds, status, budget, disbursed, is_little):
    values = {"status": status, "budget": budget, "disbursed": disbursed}
    sql = "select mart.little_disbursed($status, $budget, $disbursed)"
    assert seeds.sql(sql, values).item() is is_little


def test_unknown_query_lists_those_there_are(seeds):
    with pytest.raises(UnknownQuery) as caught:
        seeds.query("no_such_query")
    assert str(caught.value) == ", ".join(QUERIES)


def test_sql_binds_parameters(seeds):
    assert seeds.sql("select $a || $b as c", {"a": "x", "b": "y"}).rows() == [("xy",)]


def test_parameter_is_a_value_and_never_a_statement(seeds):
    rows = seeds.sql("select count(*) from mart.plan where plan_id = $p", {"p": "' or 1 = 1 --"}).item()
    assert rows == 0


def test_missing_table_is_a_query_error(seeds):
    with pytest.raises(QueryError, match="no_such_table"):
        seeds.sql("select * from no_such_table")


def test_decimals_and_lists_keep_their_types(seeds):
    frame = seeds.sql("select budget_baht, planned_quarters from mart.project_year limit 1")
    assert frame.schema == {"budget_baht": pl.Decimal(18, 2), "planned_quarters": pl.List(pl.Int16)}


REFUSED = [
    "create table mart.new (a int)",
    "create view mart.new as select 1",
    "insert into mart.region values ('x', 'x', 'x', 'x')",
    "update mart.region set region_th = 'x'",
    "delete from mart.region",
    "drop table mart.finding",
    "alter table mart.region add column x int",
    "copy mart.region to '{folder}/out.csv'",
    "copy (select 1) to '{folder}/out.parquet' (format parquet)",
    "export database '{folder}/out'",
    "attach '{folder}/other.duckdb' as other",
    "select * from read_csv('{folder}/in.csv')",
    "select * from read_text('{folder}/in.csv')",
    "select * from '{folder}/in.csv'",
    "select * from glob('{folder}/*')",
    "set enable_external_access = true",
    "install httpfs",
    "load httpfs",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_refused(seeds, tmp_path, statement):
    (tmp_path / "in.csv").write_text("a\n1\n")
    with pytest.raises(QueryError):
        seeds.sql(statement.format(folder=tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_still_reads_after_a_refusal(seeds):
    with pytest.raises(QueryError):
        seeds.sql("drop table mart.region")
    assert seeds.sql("select count(*) from mart.region").item() == 6


def test_eight_threads_each_get_their_own_answer(seeds):
    def ask(number: int) -> tuple[int, int, str]:
        frame = seeds.sql(
            "select $n as n, count(*) as c, max(project_id) as p from mart.project_year where seq_no <= $n",
            {"n": number},
        )
        return frame.row(0)

    expected = {number: ask(number) for number in range(1, 41)}
    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = list(pool.map(ask, [number % 40 + 1 for number in range(400)]))
    assert answers == [expected[number % 40 + 1] for number in range(400)]
    # The answers do differ: the first project of each plan and year against the first forty.
    assert expected[1][1] < expected[40][1]


def test_build_id_is_that_of_the_file(seeds, seed_store):
    assert seeds.build_id == seed_store.current_id()
    assert seeds.sql("select build_id from mart.build").item() == seeds.build_id


def test_two_readers_of_one_build(seed_store):
    first, second = open_current(seed_store), open_current(seed_store)
    assert first.sql("select 1 as a").rows() == second.sql("select 1 as a").rows()
    first.close()
    assert second.sql("select 2 as a").item() == 2
    second.close()


def test_closed_reader_answers_nothing(seed_store):
    reader = Warehouse(seed_store.current_path())
    reader.close()
    with pytest.raises(QueryError):
        reader.sql("select 1")


def test_nothing_published(tmp_path):
    with pytest.raises(NothingPublished):
        open_current(Store(tmp_path / "empty"))
