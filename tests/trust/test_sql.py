"""No text of a user becomes SQL, and no SQL of a user reaches beyond the published file or changes anything."""

import ast
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import address, downloads
from tests.opening import at_this_machine
from tests.trust.hostile import SQL_VALUES
from warehouse.reader import QueryError, Warehouse, query_text
from warehouse.sqlfile import parameters_of, sql_files

PROJECT = Path(__file__).parents[2]
CALLS_OF_SQL = {"execute", "executemany", "sql", "typed"}
# Where statements are put together, and of what: names and conditions that the schemas declare, texts of `.sql`
# files, and one path, quoted. A new entry here is to be looked at by a second person.
PUT_TOGETHER = {
    "etl/imports/renew.py": {"table.name"},
    "warehouse/builder.py": {
        *("', '.join(columns)", "places", "conditions", "_FINDING_COLUMNS"),
        *("name", "table", "file", "table.qualified_name", "view.name", "metric.name", "check.name"),
        *("query", "file.text", "view.text", "metric.text", "check.text"),
    },
    "warehouse/kept.py": {"_owner(warehouse, name)", "name", "owner", "table"},
    "warehouse/health.py": {"name"},
    "warehouse/keeping.py": {"columns", "name"},
    "warehouse/lake/copying.py": {"condition", "origin", "statement", "table.name", "target"},
    "warehouse/lake/extensions.py": {"name"},
    "warehouse/lake/lake.py": {
        *("_INLINED_ROWS", "name", "options", "schema", "table.name", "' (read_only)' if read_only else ''"),
        *("quoted('ducklake:postgres:' + self.catalogue.conninfo)", "quoted(self.address.data)"),
        *("quoted(file)", "quoted(str(path))"),
    },
    "warehouse/lake/upkeep.py": {"step"},
    "warehouse/narrow.py": {
        *(
            "quoted(str(path))",
            "_BUILD",
            "_TABLES",
            "_REACHED",
            "sql_files('narrow')[_BUILD].text",
            "counted",
        ),
        *(
            "condition",
            "of_all if reach.is_everything else of_theirs",
            "kind",
            "place",
            "schema",
            "table",
            "text",
        ),
        *("view.name", "view.text"),
    },
    "warehouse/proof.py": {"condition", "values", "relation"},
    "warehouse/renewal.py": {
        *("name", "table.qualified_name", "' or '.join(conditions)", "quoted(str(path))"),
    },
}
# DuckDB 1.5 makes of these pragmas a statement that reads, and of a pivot several, of which one makes a type.
since_2 = pytest.mark.skipif(
    duckdb.__version__ < "2", reason="DuckDB before 2.0 takes it apart in another way"
)
BEYOND = [
    "from read_csv('/etc/passwd')",
    "from '/etc/passwd'",
    "from read_text('/etc/passwd')",
    "from read_blob('/etc/passwd')",
    "from sniff_csv('/etc/passwd')",
    "from glob('/etc/*')",
    "from read_parquet('https://127.0.0.1:9/a')",
    "from 'https://127.0.0.1:9/a.csv'",
    "from read_parquet('s3://a/b')",
    "from duckdb_secrets()",
    "select getenv('HOME')",
    "from query('from read_text(''/etc/passwd'')')",
    "copy (select 1) to '{folder}/out.csv'",
    "explain analyze copy (select 1) to '{folder}/out.csv'",
    "export database '{folder}/out'",
    "import database '{folder}'",
    "attach '{folder}/other.duckdb'",
    "attach ':memory:' as other",
    "detach other",
    "install httpfs",
    "force install httpfs from community",
    "load httpfs",
    "load '{folder}/a.duckdb_extension'",
    pytest.param("pragma version", marks=since_2),
    pytest.param("pragma database_list", marks=since_2),
    "set threads = 1",
    "reset threads",
    "set lock_configuration = false",
    "set enable_external_access = true",
    "set variable a = 1",
    "create table t (a int)",
    "create temp table t (a int)",
    "create macro f() as 1",
    "create secret (type s3)",
    "insert into mart.organisation from mart.organisation",
    "update mart.organisation set name_th = 'x'",
    "delete from mart.organisation",
    "drop table mart.organisation",
    "alter table mart.organisation drop name_th",
    "comment on table mart.organisation is 'x'",
    "checkpoint",
    "vacuum",
    "begin",
    "prepare p as select 1",
    "use memory",
    "select 1; select 2",
    "select 1; drop table mart.organisation",
    "",
    ";",
    "not a statement",
]
PATHS = ["/download/mart/organisation.csv", "/download/organisation_list.csv"] * 2
ADDRESS_VALUES = [SQL_VALUES[1], "<script>hit()</script>", "a\r\nX-Injected: 1", "read_text('/etc/passwd')"]
frame = pl.DataFrame({"secret": [1]})


@pytest.mark.attack
@pytest.mark.parametrize("statement", BEYOND)
def test_a_typed_statement_reaches_nothing_beyond_the_published_file(
    statement: str, seeds: Warehouse, tmp_path: Path
) -> None:
    with pytest.raises(QueryError):
        seeds.typed(statement.replace("{folder}", str(tmp_path)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.attack
def test_a_typed_statement_sees_nothing_of_the_program(seeds: Warehouse) -> None:
    with pytest.raises(QueryError, match="frame"):
        seeds.typed("from frame")


@pytest.mark.parametrize(
    "statement",
    [
        "select 1",
        "from mart.organisation",
        "with a as (select 1) from a",
        "explain select 1",
        pytest.param("pivot mart.metric_value on metric_code using count(*)", marks=since_2),
        "select 1 -- ; drop table mart.organisation",
    ],
)
def test_a_typed_statement_that_reads_is_answered(statement: str, seeds: Warehouse) -> None:
    assert seeds.typed(statement).height


def test_the_locks_hold_for_the_life_of_the_connection(seeds: Warehouse) -> None:
    names = ["enable_external_access", "autoinstall_known_extensions", "autoload_known_extensions"]
    names += ["allow_community_extensions", "allow_unsigned_extensions"]
    asked = seeds.sql(
        "select value from duckdb_settings() where list_contains($names, name)", {"names": names}
    )
    assert asked["value"].to_list() == ["false"] * len(names)
    assert seeds.sql("select current_setting('lock_configuration')").item()


@pytest.fixture(scope="module")
def answers(seeds: Warehouse) -> Callable[[str], pl.DataFrame]:
    """The answer of each query without any filter."""
    kept: dict[str, pl.DataFrame] = {}

    def answer(name: str) -> pl.DataFrame:
        if name not in kept:
            kept[name] = seeds.query(name, today=date(2026, 11, 20))
        return kept[name]

    return answer


@pytest.mark.attack
@pytest.mark.parametrize("name", sorted(sql_files("queries")))
def test_a_value_of_a_query_stays_a_value(
    name: str, seeds: Warehouse, answers: Callable[[str], pl.DataFrame]
) -> None:
    """A text in the place of a code finds nothing that its absence does not find, and is never run."""
    columns = answers(name).columns
    for parameter in parameters_of(query_text(name)):
        for value in SQL_VALUES:
            try:
                found = seeds.query(name, **{"today": date(2026, 11, 20), parameter: value})
            except QueryError as error:
                # What is wrong is the value, never the statement or what it would reach.
                assert any(
                    word in str(error) for word in ("Conversion", "Could not", "Invalid Input", "Binder")
                )
                assert "Permission" not in str(error)
                continue
            assert found.columns == columns


@pytest.fixture
def client(data_folder: Path) -> Iterator[TestClient]:
    assert data_folder
    app = Starlette(routes=downloads.ROUTES)
    here = {"client": ("127.0.0.1", 50_000), "base_url": "http://127.0.0.1:8501"}
    with at_this_machine(), TestClient(app, **here) as opened:
        yield opened


@pytest.mark.attack
def test_an_address_of_a_download_is_answered_with_rows_or_a_refusal(client: TestClient) -> None:
    for name in sorted(address.BOUND_NAMES):
        for path, value in zip(PATHS, ADDRESS_VALUES, strict=False):
            answer = client.get(path, params={name: value})
            assert answer.status_code in (200, 400), (path, name, value, answer.text[:300])
            assert "\n" not in answer.headers.get("content-disposition", "")
            assert "Traceback" not in answer.text


@pytest.mark.attack
@pytest.mark.parametrize(
    "path",
    [
        "/download/mart/project%20where%201%3D1.csv",
        "/download/mart/project;drop%20table%20x.csv",
        "/download/mart/..%2Fkept%2Fproject.csv",
        "/download/mart/kept.project.csv",
        "/download/..%2F..%2Fetc%2Fpasswd.csv",
        "/download/%3Cscript%3Ealert(1)%3C/script%3E.csv",
        "/download/projects.sh",
        "/download/projects%0d%0aX-Injected:%201.csv",
    ],
)
def test_another_name_than_of_a_table_or_query_is_not_found(path: str, client: TestClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "x-injected" not in answer.headers


def test_statements_are_put_together_only_of_names_of_our_own() -> None:
    """Elsewhere a statement is a constant or the text of a `.sql` file; ruff finds those put together before."""
    found: dict[str, set[str]] = {}
    for package in ("etl", "warehouse", "dashboard"):
        for path in sorted((PROJECT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if _is_made(node):
                    parts = {
                        ast.unparse(one.value)
                        for one in ast.walk(node)
                        if isinstance(one, ast.FormattedValue)
                    }
                    found.setdefault(path.relative_to(PROJECT).as_posix(), set()).update(parts)
    assert found == PUT_TOGETHER


def test_the_linter_lets_statements_be_put_together_in_few_places() -> None:
    """The rule S608 of ruff is on for all, but for the modules above and few constants."""
    waived = {}
    for package in ("etl", "warehouse", "dashboard"):
        for path in sorted((PROJECT / package).rglob("*.py")):
            if times := path.read_text(encoding="utf-8").count("S608"):
                waived[path.relative_to(PROJECT).as_posix()] = times
    assert waived == {"warehouse/reader.py": 2, "warehouse/health.py": 1}
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    assert "S" in settings["select"]
    ignored = {name for name, rules in settings["per-file-ignores"].items() if "S608" in rules}
    assert ignored == {"warehouse/{builder,proof,renewal,kept,narrow,lake/copying,lake/lake}.py"}


def _is_made(node: ast.AST) -> bool:
    """A call that runs SQL with a text put together in place."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
        return False
    is_made = isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    return node.func.attr in CALLS_OF_SQL and is_made
