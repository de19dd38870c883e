"""The downloads over HTTP: exactly the rows of the query, in each format, and plain words where none can be had."""

import csv
import io
import re
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import fastexcel
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit import config

from dashboard import address, downloads, formats
from dashboard.language import texts
from warehouse import workbook
from warehouse.export import csv_bytes
from warehouse.home import DATA_VARIABLE
from warehouse.reader import QueryError, Warehouse
from warehouse.sqlfile import sql_files
from warehouse.store import Store

TODAY = date(2026, 11, 20)
THAI_LETTERS = re.compile(r"[\u0e00-\u0e7f]")
VIEWS = [
    ("projects", {"year": "2565", "round": "12", "org": "2650101"}),
    ("projects", {"year": "2565", "round": "12", "status": "in_progress,awaiting_report"}),
    ("projects", {"year": "2566", "round": "6", "province": "34", "dimension": "2", "search": "โครงการ"}),
    ("projects", {"year": "2565", "round": "12", "org": "2650101", "budget": "little"}),
    ("ita_indicators", {"year": "2564", "org": "5361202"}),
    ("ita_results", {"year": "2564"}),
    ("overview_metrics", {"round": "12", "type": "pao"}),
    ("metric_values", {"year": "2565", "round": "12", "metric": "project_completion"}),
    ("table_columns", {"table": "risk"}),
    ("sources", {}),
]
TABLES = [
    ("project_year", {}),
    ("project_year", {"year": "2566", "org": "4340701"}),
    ("finding", {"year": "2565"}),
    ("risk", {"org": "4340701"}),
    ("ita_level", {"year": "2564"}),
]
ADDRESSES = [*VIEWS, *[(f"mart/{name}", filters) for name, filters in TABLES]]


@pytest.fixture
def visitor(seed_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Somebody who asks for files of the seeds."""
    monkeypatch.setenv(DATA_VARIABLE, str(seed_store.folder.parent))
    monkeypatch.setattr(formats, "today", lambda: TODAY)
    before = config.get_option("server.address")
    config.set_option("server.address", "127.0.0.1")
    app = Starlette(routes=downloads.ROUTES)
    with TestClient(app, client=("127.0.0.1", 50_000), base_url="http://127.0.0.1:8501") as client:
        yield client
    config.set_option("server.address", before)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files are made on the way."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def _path(name: str, suffix: str, **filters: str) -> str:
    return f"/download/{name}.{suffix}?{urlencode(filters)}"


def _wanted(seeds: Warehouse, name: str, filters: dict[str, str]) -> pl.DataFrame:
    """The rows as a page asks for them."""
    asked = {**address.bound(filters), "today": TODAY}
    if name.startswith("mart/"):
        statement = seeds.table_text(name.removeprefix("mart/"))
        return pl.concat(seeds.stream(statement, asked))
    return seeds.query(name, **asked)


def _excel(content: bytes, sheet: int) -> pl.DataFrame:
    return fastexcel.read_excel(content).load_sheet(sheet, header_row=None).to_polars()


@pytest.mark.parametrize(("name", "filters"), ADDRESSES, ids=str)
def test_csv_is_the_query_with_the_filters_of_the_address(
    visitor: TestClient, seeds: Warehouse, name: str, filters: dict[str, str]
) -> None:
    answer = visitor.get(_path(name, "csv", **filters))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    wanted = _wanted(seeds, name, filters)
    assert wanted.height > 0
    heads, body = answer.content.split(b"\n", 1)
    assert body == csv_bytes(wanted).split(b"\n", 1)[1]
    assert heads.startswith(b"\xef\xbb\xbf")
    assert f"_{wanted.height}rows.csv" in answer.headers["content-disposition"]


@pytest.mark.parametrize(("name", "filters"), ADDRESSES, ids=str)
def test_parquet_is_the_query_with_its_types(
    visitor: TestClient, seeds: Warehouse, name: str, filters: dict[str, str]
) -> None:
    answer = visitor.get(_path(name, "parquet", **filters))
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    assert_frame_equal(pl.read_parquet(io.BytesIO(answer.content)), _wanted(seeds, name, filters))


@pytest.mark.parametrize(("name", "filters"), ADDRESSES, ids=str)
def test_excel_has_as_many_rows_and_the_same_first_texts(
    visitor: TestClient, seeds: Warehouse, name: str, filters: dict[str, str]
) -> None:
    answer = visitor.get(_path(name, "xlsx", **filters))
    assert answer.status_code == 200
    rows, wanted = _excel(answer.content, 0), _wanted(seeds, name, filters)
    assert (rows.height, rows.width) == (wanted.height + 1, wanted.width)
    assert str(rows.row(1)[0]) == str(wanted.row(0)[0])


@pytest.mark.parametrize(("lang", "heading"), [("th", "ปีงบประมาณ (พ.ศ.)"), ("en", "Fiscal year (BE)")])
def test_headings_are_in_the_language_of_the_reader(visitor: TestClient, lang: str, heading: str) -> None:
    content = visitor.get(_path("projects", "csv", year="2565", lang=lang)).content.decode("utf-8-sig")
    assert heading in next(csv.reader(io.StringIO(content)))


def test_a_column_without_a_name_keeps_its_own(visitor: TestClient) -> None:
    content = visitor.get(_path("overview_scope", "csv", year="2565")).content.decode("utf-8-sig")
    assert all(next(csv.reader(io.StringIO(content))))


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_second_sheet_tells_filters_address_build_and_definitions(
    visitor: TestClient, seeds: Warehouse, lang: str
) -> None:
    path = _path("metric_values", "xlsx", year="2565", org="2650101", lang=lang)
    answer = visitor.get(path, headers={"referer": "http://127.0.0.1:8501/downloads?metric=x"})
    said = [
        "|".join(str(cell) for cell in row if cell is not None) for row in _excel(answer.content, 1).rows()
    ]
    words = texts(lang)
    assert words["download.filters"] in said
    assert f"{words['filter.year_label']}|2565" in said
    assert f"{words['filter.org_label']}|2650101" in said
    query = path.partition("?")[2]
    assert f"{words['download.address']}|http://127.0.0.1:8501/downloads?{query}" in said
    assert f"{words['download.build']}|{seeds.build_id}" in said
    assert any(line.endswith(f"|fiscal_year|{words['quantity.year_be']}") for line in said)
    formula = seeds.sql(f"select formula_{lang} from mart.metric where metric_code = 'ita_score'").item()
    assert any(line.startswith("ita_score|") and formula in line for line in said)
    assert fastexcel.read_excel(answer.content).sheet_names == [
        words["download.sheet_data"], words["download.sheet_about"],
    ]  # fmt: skip
    if lang == "en":
        assert not THAI_LETTERS.search("".join(said))


def test_the_address_of_another_site_is_not_taken_for_a_page(visitor: TestClient) -> None:
    answer = visitor.get(_path("sources", "xlsx"), headers={"referer": "http://elsewhere.example/x"})
    assert not any("elsewhere" in str(row) for row in _excel(answer.content, 1).rows())


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_headers(visitor: TestClient, seeds: Warehouse, suffix: str) -> None:
    answer = visitor.get(_path("projects", suffix, year="2565", round="12", org="2650101"))
    build = seeds.build_id[:15]
    name = f"projects_fy2565_2650101_build{build}_38rows.{suffix}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_head_says_the_same_and_makes_no_file(
    visitor: TestClient, scratch: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    path = _path("projects", suffix, year="2565", org="2650101", round="12")
    whole = visitor.get(path)
    monkeypatch.setattr(downloads, "made", lambda *_: pytest.fail("a file was made"))
    answer = visitor.head(path)
    assert (answer.status_code, answer.content) == (200, b"")
    for name in ("content-type", "content-disposition", "cache-control"):
        assert answer.headers[name] == whole.headers[name]


@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
def test_the_file_made_on_the_way_is_taken_away(visitor: TestClient, scratch: Path, suffix: str) -> None:
    assert visitor.get(_path("projects", suffix, year="2565")).content
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
def test_the_file_is_taken_away_when_the_reader_has_gone(
    visitor: TestClient, scratch: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(*_: object) -> None:
        assert len(list(scratch.iterdir())) == 1
        raise ConnectionResetError

    monkeypatch.setattr(downloads.FileResponse, "__call__", gone)
    with pytest.raises(ConnectionResetError):
        visitor.get(_path("projects", suffix, year="2565"))
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
def test_the_file_is_taken_away_when_it_cannot_be_made(
    visitor: TestClient, scratch: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Iterator[pl.DataFrame]:
        yield pl.DataFrame({"a": [1]})
        raise QueryError("disk full")

    monkeypatch.setattr(Warehouse, "stream", broken)
    answer = visitor.get(_path("projects", suffix, year="2565"))
    assert answer.status_code == 500
    words, _, reference = answer.text.rpartition(" ")
    assert texts("th")["download.failed"] == f"{words} {{reference}}"
    assert re.fullmatch("[2-9A-HJKMNP-Z]{8}", reference)
    assert list(scratch.iterdir()) == []


def test_the_rows_are_let_go_when_the_reader_has_gone(
    visitor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []

    def rows(*_: object) -> Iterator[pl.DataFrame]:
        try:
            yield pl.DataFrame({"a": [1]})
            yield pl.DataFrame({"a": [2]})
        finally:
            ended.append(True)

    async def gone(self: downloads.StreamingResponse, *_: object) -> None:
        async for _chunk in self.body_iterator:
            raise ConnectionResetError

    monkeypatch.setattr(Warehouse, "stream", rows)
    monkeypatch.setattr(downloads.StreamingResponse, "__call__", gone)
    with pytest.raises(ConnectionResetError):
        visitor.get(_path("projects", "csv", year="2565"))
    assert ended == [True]


UNKNOWN = [
    "/download/nothing.csv",
    "/download/mart/nothing.csv",
    "/download/mart/project_round.csv",
    "/download/mart/duckdb_tables.csv",
    "/download/projects.exe",
    "/download/projects.CSV",
    "/download/.csv",
    "/download/projects",
    "/download/",
    "/download/..%2F..%2Fetc%2Fpasswd.csv",
    "/download/%2e%2e%2fprojects.csv",
    "/download/mart/..%2Fprojects.csv",
    "/download/mart/plan;drop%20table%20x.csv",
    "/download/mart/plan%20where%201=1.csv",
    "/download/main.sqlite_master.csv",
    "/download/stage/project.csv",
    "/download/projects.csv/x",
]


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("path", UNKNOWN)
def test_what_is_not_published_is_not_found(visitor: TestClient, path: str, lang: str) -> None:
    answer = visitor.get(f"{path}?lang={lang}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    before, _, after = texts(lang)["download.unknown"].partition("{name}")
    assert answer.text.startswith(before)
    assert answer.text.endswith(after)


WRONG = [
    ("projects", {"year": "abc"}),
    ("projects", {"year": "๒๕๖๕"}),
    ("projects", {"year": "99999999"}),
    ("projects", {"year": "2565", "dimension": "' or 1=1 --"}),
    ("mart/project_year", {"year": "2565.5x"}),
    ("mart/status_report", {"round": "x", "year": "2565"}),
]


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize(("name", "filters"), WRONG, ids=str)
def test_a_wrong_filter_is_told_in_plain_words(
    visitor: TestClient, name: str, filters: dict[str, str], suffix: str, lang: str
) -> None:
    answer = visitor.get(_path(name, suffix, **filters, lang=lang))
    assert answer.status_code == 400
    *_, (wrong, value) = [pair for pair in filters.items() if pair != ("year", "2565")]
    assert answer.text == texts(lang)["download.wrong"].format(filters=f"{wrong}={value}")
    for word in ("Error", "cast", "INT16", "select", "LINE"):
        assert word not in answer.text


def test_a_filter_that_fits_nothing_gives_a_file_without_rows(visitor: TestClient) -> None:
    answer = visitor.get(_path("projects", "csv", year="2565", org="' or 1=1 --"))
    assert answer.status_code == 200
    assert len(answer.text.splitlines()) == 1
    assert re.search(r'filename="[a-z0-9_.-]+"', answer.headers["content-disposition"])


def test_parameters_that_are_no_filters_change_nothing(visitor: TestClient) -> None:
    plain = visitor.get(_path("sources", "csv")).content
    assert (
        visitor.get(_path("sources", "csv", nobody="knows", today="1999-01-01", limit="1")).content == plain
    )


def test_too_many_rows_for_excel_are_refused_before_a_file_is_made(
    visitor: TestClient, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "MOST_ROWS", 30)
    monkeypatch.setattr(workbook, "MOST_ROWS", 30)
    path = "projects", {"year": "2565", "org": "2650101", "round": "12"}
    answer = visitor.get(_path(path[0], "xlsx", **path[1]))
    assert answer.status_code == 413
    assert answer.text == texts("th")["download.too_many"].format(most="30")
    assert visitor.get(_path(path[0], "csv", **path[1])).status_code == 200
    assert list(scratch.iterdir()) == []


def test_a_build_that_is_not_kept_is_no_other_build(visitor: TestClient, seeds: Warehouse) -> None:
    kept = visitor.get(_path("sources", "csv", build=seeds.build_id))
    assert kept.status_code == 200
    for build in ("20200101-000000-000000-00000000", "../x", "CURRENT"):
        gone = visitor.get(_path("sources", "csv", build=build))
        assert (gone.status_code, gone.text) == (404, texts("th")["download.build_gone"])


def test_nothing_published(visitor: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "nobody"))
    answer = visitor.get(_path("sources", "csv"))
    assert (answer.status_code, answer.text) == (503, texts("th")["app.nothing_published"])


def test_only_reading_is_allowed(visitor: TestClient) -> None:
    assert visitor.post(_path("sources", "csv")).status_code == 405


def test_a_made_up_file_says_so_in_name_and_sheet(
    visitor: TestClient, country_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(country_store.folder.parent))
    answer = visitor.get(_path("sources", "xlsx"))
    assert 'filename="simulated_sources_' in answer.headers["content-disposition"]
    assert texts("th")["app.simulated"] in _excel(answer.content, 1).to_series(1).to_list()


@pytest.mark.parametrize("name", sorted(sql_files("queries")))
def test_every_named_query_can_be_taken_away(visitor: TestClient, name: str) -> None:
    assert visitor.get(_path(name, "csv", year="2565", round="12")).status_code == 200
