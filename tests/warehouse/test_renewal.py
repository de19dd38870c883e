"""A renewed build has some organisations made anew and everything else as it was in the build before."""

from contextlib import closing
from pathlib import Path

import duckdb
import polars as pl
import pytest

from etl.imports.renew import reference_tables
from etl.load import load_more, matched
from etl.publish import publish_renewal
from etl.schemas.sources import SOURCE_TABLES
from warehouse.home import default_store
from warehouse.kept import kept_rows, kept_sources, owners
from warehouse.proof import BuildError
from warehouse.reader import Warehouse, open_current
from warehouse.renewal import Renewal
from warehouse.store import Store

TABLES = [table.name for table in SOURCE_TABLES]
SAMRAN, PHITSANULOK = "5350108", "2650101"


@pytest.fixture
def store(data_folder: Path) -> Store:
    """The builds of the seeds, for this test alone."""
    return default_store()


def renewal(base: Warehouse, *organisations: str) -> Renewal:
    """The organisations made anew from what the build keeps, with nothing new."""
    kept = kept_rows(base, TABLES, list(organisations))
    loaded = matched(load_more(reference_tables(base), kept, []))
    nothing = {name: frame.clear() for name, frame in loaded.kept.items()}
    return Renewal(base.build_id, loaded.tables, list(organisations), nothing, [])


def changed(store: Store, statement: str) -> None:
    """Change the file of the published build by force."""
    with duckdb.connect(str(store.current_path())) as connection:
        connection.execute(statement)


def counted(store: Store, statement: str) -> int:
    with closing(open_current(store)) as warehouse:
        return int(warehouse.sql(statement).item())


def test_what_is_not_touched_is_not_made_anew(store: Store) -> None:
    changed(store, "delete from kept.project where plan_id like '2650101%'")
    changed(store, "update mart.case_count set count = 7 where org_code = '5350108'")
    with closing(open_current(store)) as base:
        report = publish_renewal(renewal(base, SAMRAN), store)
    assert store.current_id() == report.build_id
    # Samran is as its source says again; Phitsanulok, of which nothing is kept now, is as it was.
    assert counted(store, "select sum(count) from mart.case_count where org_code = '5350108'") == 0
    of_phitsanulok = "org_code = '2650101' and fiscal_year = 2565"
    assert counted(store, f"select count(*) from mart.project_year where {of_phitsanulok}") == 38


def test_a_renewed_build_tells_of_itself(store: Store) -> None:
    with closing(open_current(store)) as base:
        before = base.sql("select * exclude (build_id, built_at) from mart.build").row(0)
        report = publish_renewal(renewal(base, SAMRAN), store)
    with closing(open_current(store)) as warehouse:
        assert warehouse.sql("select build_id from mart.build").item() == report.build_id
        assert warehouse.sql("select * exclude (build_id, built_at) from mart.build").row(0) == before
        counts = warehouse.sql(
            "select row_count from mart.published_table where table_name = 'project_year'"
        ).item()
        assert counts == warehouse.sql("select count(*) from mart.project_year").item()


def test_a_key_of_another_organisation_stops_the_build(store: Store) -> None:
    published = store.current_id()
    with closing(open_current(store)) as base:
        stolen = renewal(base, SAMRAN)
        years = stolen.stage["project_year"]
        projects = stolen.stage["project"]
        take = {"5350108-2568-2568-01": "2650101-2565-2565-01"}
        stolen.stage["project"] = projects.with_columns(pl.col("project_id").replace(take))
        stolen.stage["project_year"] = years.with_columns(
            pl.col("project_id").replace(take), fiscal_year=pl.lit(2565, pl.Int16)
        )
        stolen.stage["result"] = stolen.stage["result"].clear()
        with pytest.raises(BuildError, match="keys of another organisation"):
            publish_renewal(stolen, store)
    assert store.current_id() == published
    assert [path.name for path in store.folder.glob("*.building*")] == []


@pytest.mark.parametrize(
    ("column", "values", "organisations"),
    [
        ("org_code", ["5350108", "9999999"], {"5350108", "9999999"}),
        ("plan_id", ["2650101-2565-2565", "unknown"], {PHITSANULOK}),
        ("project_id", ["2650101-2565-2565-01", "5350108-2568-2568-01", "unknown"], {PHITSANULOK, SAMRAN}),
        ("project_id", [], set()),
    ],
    ids=["codes stand for themselves", "plans", "projects", "nothing"],
)
def test_whose_something_is(
    seeds: Warehouse, column: str, values: list[str], organisations: set[str]
) -> None:
    assert owners(seeds, column, values) == organisations


def test_the_sources_of_a_build_are_kept_with_their_checksums(seeds: Warehouse) -> None:
    sources = kept_sources(seeds)
    assert sources["layer"].to_list() == [0] * 6
    assert all(len(checksum) == 64 for checksum in sources["files_sha256"])
