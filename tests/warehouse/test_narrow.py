"""A build as one reader may see it: the same answers of fewer organisations, and no way to the others."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from made_up_rules import CODE
from polars.testing import assert_frame_equal

from warehouse import narrow
from warehouse.inuse import remove_unless_held
from warehouse.narrow import WHOLE, NarrowedWarehouse, Reach
from warehouse.reader import QueryError, UnreadableBuild, Warehouse
from warehouse.sqlfile import sql_files
from warehouse.store import Store

ASKED = {
    "fiscal_year": 2567,
    "report_round": 12,
    "today": date(2026, 11, 20),
    "row_limit": 50,
    "row_offset": 0,
}
OWN = CODE[1]
OTHERS = [code for code in CODE.values() if code != OWN]
ONE = Reach(organisations=frozenset({OWN}))
Build = Callable[..., Warehouse]


@pytest.fixture(scope="module", params=["copied", "looked-through"])
def one(request: pytest.FixtureRequest, country_store: Store) -> Iterator[Warehouse]:
    """The made-up country as somebody of organisation 1 sees it, in both ways that there are."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "looked-through":
            patch.setattr(narrow, "MOST_COPIED", 0)
        warehouse = NarrowedWarehouse(country_store.current_path(), ONE)
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="module")
def everything(country_store: Store) -> Iterator[Warehouse]:
    """The made-up country as somebody sees it who belongs to each organisation."""
    reach = Reach(is_everything=True, organisations=frozenset(CODE.values()))
    warehouse = NarrowedWarehouse(country_store.current_path(), reach)
    yield warehouse
    warehouse.close()


# --- the same answers


@pytest.mark.parametrize("name", sorted(sql_files("queries")))
def test_every_query_answers_in_the_same_columns(country: Warehouse, one: Warehouse, name: str) -> None:
    assert one.query(name, **ASKED).schema == country.query(name, **ASKED).schema


# Answers about the organisation alone, which do not depend on what else the build holds.
OF_ONE = [
    "budget_totals", "case_counts", "findings", "form_projects", "ita_indicators", "ita_results", "metric_values",
    "organisation_plans", "project_counts", "projects", "report_rounds", "reported_results", "risk_register",
    "status_by_dimension", "target_paths",
]  # fmt: skip


@pytest.mark.parametrize("name", OF_ONE)
def test_answers_about_the_organisation_are_those_of_the_build(
    country: Warehouse, one: Warehouse, name: str
) -> None:
    assert_frame_equal(one.query(name, **ASKED, org_code=OWN), country.query(name, **ASKED, org_code=OWN))


@pytest.mark.parametrize("name", sorted(sql_files("queries")))
def test_who_sees_everything_from_inside_sees_the_build(
    country: Warehouse, everything: Warehouse, name: str
) -> None:
    assert_frame_equal(everything.query(name, **ASKED), country.query(name, **ASKED), check_row_order=False)


# --- nothing of the others


def test_no_table_has_a_row_of_another(country: Warehouse, one: Warehouse) -> None:
    owned = country.sql(
        "select schema_name, table_name from duckdb_columns() "
        "where column_name = 'org_code' and schema_name in ('mart', 'ready') and database_name = current_database()"
    ).rows()
    assert len(owned) > 20
    for schema, table in owned:
        codes = one.sql(f"select distinct org_code from {schema}.{table} where org_code is not null")[
            "org_code"
        ]
        assert set(codes) <= {OWN}, table


def test_no_text_of_any_table_names_another(one: Warehouse) -> None:
    for (table,) in one.sql("select table_name from mart.published_table").rows():
        told = one.sql(f"select t::varchar as row from mart.{table} as t")["row"].to_list()
        assert not [row for row in told if any(code in row for code in OTHERS)], table


def test_the_counts_are_those_of_the_reader(one: Warehouse) -> None:
    for table, rows in one.sql("select table_name, row_count from mart.published_table").rows():
        assert one.sql(f"select count(*) from mart.{table}").item() == rows, table
    [(findings,)] = one.sql("select finding_count from mart.build").rows()
    assert findings == one.sql("select count(*) from mart.finding").item()


@pytest.mark.parametrize(
    "reach",
    [
        Reach(),
        Reach(organisations=frozenset({"9999999", "' or true --"})),
        Reach(provinces=frozenset({"99", "%"})),
    ],
    ids=["nothing", "unknown", "no-province"],
)
def test_a_reach_of_nothing_sees_nothing(country_store: Store, reach: Reach) -> None:
    warehouse = NarrowedWarehouse(country_store.current_path(), reach)
    assert warehouse.sql("select count(*) from mart.organisation").item() == 0
    assert warehouse.sql("select count(*) from mart.project_year").item() == 0
    assert warehouse.sql("select count(*) from mart.source").item() == 0
    warehouse.close()


# --- no way round


@pytest.mark.parametrize(
    "statement",
    [
        "from published.mart.organisation",
        "attach '{path}' as again (read_only)",
        "from kept.plan",
        "from published.kept.plan",
        "from memory.reader",
    ],
)
def test_the_build_is_let_go(country_store: Store, statement: str) -> None:
    warehouse = NarrowedWarehouse(country_store.current_path(), ONE)
    with pytest.raises(QueryError):
        warehouse.sql(statement.format(path=country_store.current_path()))
    warehouse.close()


@pytest.mark.parametrize(("most_copied", "is_held"), [(1_000, False), (0, True)])
def test_the_file_stays_while_it_is_looked_through(
    country_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_copied: int, is_held: bool
) -> None:
    monkeypatch.setattr(narrow, "MOST_COPIED", most_copied)
    path = Path(shutil.copy(country_store.current_path(), tmp_path))
    warehouse = NarrowedWarehouse(path, ONE)
    assert remove_unless_held(path) is not is_held
    warehouse.close()
    assert remove_unless_held(path)


def test_a_damaged_build_is_told(country_store: Store, tmp_path: Path) -> None:
    path = tmp_path / country_store.current_path().name
    path.write_bytes(country_store.current_path().read_bytes()[:100_000])
    with pytest.raises(UnreadableBuild):
        NarrowedWarehouse(path, ONE)


def test_names_without_a_catalogue_are_those_of_the_reader(one: Warehouse) -> None:
    assert one.sql("select count(*) from mart.organisation").item() == 1
    with pytest.raises(QueryError):
        one.sql("from kept.plan")


def test_files_and_settings_are_out_of_reach(one: Warehouse, country_store: Store, tmp_path: Path) -> None:
    other = shutil.copyfile(country_store.current_path(), tmp_path / "other.duckdb")
    for statement in (
        f"attach '{other}' as other (read_only)",
        f"from '{other}'",
        f"copy mart.organisation to '{tmp_path / 'out.csv'}'",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "install httpfs",
        "load httpfs",
    ):
        with pytest.raises(QueryError):
            one.sql(statement)
    assert list(tmp_path.iterdir()) == [other]


def test_the_key_tells_reaches_apart() -> None:
    reaches = [
        WHOLE,
        Reach(),
        Reach(is_everything=True),
        Reach(is_inside=True),
        Reach(provinces=frozenset({"34"})),
        Reach(organisations=frozenset({"34"})),
        Reach(provinces=frozenset({"34", "35"})),
        Reach(provinces=frozenset({"34, 35"})),
        ONE,
    ]
    assert len({reach.key for reach in reaches}) == len(reaches)


# --- small counts of complaints

PLACES = """org_code,type_code,name_th,province_code,locator
1000001,sao,หนึ่ง,34,o1
1000002,sao,สอง,34,o2
1000003,sao,สาม,35,o3
"""
COUNTS = """org_code,fiscal_year,kind,count,locator
1000001,2566,complaint,0,c1
1000001,2567,complaint,2,c2
1000001,2568,complaint,3,c3
1000001,2566,case,1,c4
1000002,2566,complaint,7,c5
1000002,2567,complaint,1,c6
1000003,2566,complaint,1,c7
"""
PLAN = """plan_id,org_code,kind,first_fiscal_year,last_fiscal_year,is_draft,title_th,locator
P,1000001,transparency_measures,2566,2568,false,มาตรการ,p1
"""
RESULTS = """result_id,org_code,fiscal_year,plan_id,result_th,value,unit_th,locator
r1,1000001,2567,P,เรื่องร้องเรียนที่ได้ข้อยุติ,2,เรื่อง,r1
r2,1000001,2567,P,ผู้เข้ารับการอบรม,2,คน,r2
r3,1000001,2567,P,เรื่องร้องเรียนที่รับไว้,3,เรื่อง,r3
"""
CORRECTIONS = """table,key,column,printed,corrected,reason,evidence
case_count,1000001/2567/complaint,count,1,2,อ่านผิด,หน้า 3
"""


@pytest.fixture
def counted(make_source: Callable[..., Path], build_sources: Build) -> Warehouse:
    """Three organisations with small counts."""
    tables = {"organisation": PLACES, "case_count": COUNTS.replace("2567,complaint,2,", "2567,complaint,1,")}
    return build_sources(make_source("few", **tables, plan=PLAN, result=RESULTS, corrections=CORRECTIONS))


def _seen(counted: Warehouse, tmp_path: Path, reach: Reach) -> Warehouse:
    return NarrowedWarehouse(Store(tmp_path / "warehouse").path_of(counted.build_id), reach)


COMPLAINTS = (
    "select org_code[-1]::int, fiscal_year, count from mart.case_count where kind = 'complaint' order by all"
)


@pytest.mark.parametrize(
    ("reach", "complaints"),
    [
        (Reach(is_everything=True), [None, None, 3, 7, None, None]),
        (Reach(provinces=frozenset({"34"})), [None, None, 3, 7, None]),
        (Reach(organisations=frozenset({"1000001"})), [0, 2, 3]),
        (Reach(provinces=frozenset({"34"}), organisations=frozenset({"1000001"})), [0, 2, 3, 7, None]),
        (Reach(provinces=frozenset({"34"}), is_inside=True), [0, 2, 3, 7, 1]),
    ],
    ids=["country", "province", "own", "own-and-province", "steward"],
)
def test_complaints_below_three_are_for_the_organisation(
    counted: Warehouse, tmp_path: Path, reach: Reach, complaints: list[int | None]
) -> None:
    assert [row[2] for row in _seen(counted, tmp_path, reach).sql(COMPLAINTS).rows()] == complaints


def test_cases_and_other_results_are_shown(counted: Warehouse, tmp_path: Path) -> None:
    outside = _seen(counted, tmp_path, Reach(is_everything=True))
    assert outside.sql("select count from mart.case_count where kind = 'case'").rows() == [(1,)]
    assert outside.sql("select result_id, value::int from mart.result order by all").rows() == [
        ("r1", None),
        ("r2", 2),
        ("r3", 3),
    ]


def test_no_sum_and_no_finding_tells_what_is_withheld(counted: Warehouse, tmp_path: Path) -> None:
    outside = _seen(counted, tmp_path, Reach(is_everything=True))
    rows = outside.query("case_counts", case_kind="complaint")
    assert rows.select("fiscal_year", "count", "organisations", "withheld").rows() == [
        (2566, 7, 3, 2),
        (2567, None, 2, 2),
        (2568, 3, 1, 0),
    ]
    of_one = outside.query("reported_results", org_code="1000001", fiscal_year=2567)
    assert of_one.filter("is_withheld").select("case_kind", "result_th", "value").rows() == [
        ("complaint", None, None),
        (None, "เรื่องร้องเรียนที่ได้ข้อยุติ", None),
    ]
    totals = outside.query("reported_result_totals", fiscal_year=2567).filter(case_kind="complaint")
    assert totals.select("value", "least_value", "greatest_value", "withheld").rows() == [
        (None, None, None, 2)
    ]
    assert outside.sql("from mart.correction").rows() == []
    assert outside.sql("from mart.finding where message_en like '%case_count%'").rows() == []
    assert counted.sql("from mart.correction").height == 1
    assert counted.sql("from mart.finding where message_en like '%case_count%'").height == 1
