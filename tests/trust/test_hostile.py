"""A warehouse whose texts are hostile: on every way out they are texts and nothing else."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import downloads, navigation
from etl import door
from etl.load import load
from etl.places import REFERENCE
from etl.publish import publish
from tests.opening import at_this_machine, opened
from tests.trust.hostile import STRINGS
from warehouse.export import FORMULA_START, csv_bytes
from warehouse.home import DATA_VARIABLE
from warehouse.reader import open_current
from warehouse.store import Store
from warehouse.workbook import excel_file

SEEDS = REFERENCE.parent
# Texts that the sources carry and pages show: of all other columns the schemas know which values may stand there.
FREE = (
    "title_th",
    "locator",
    "name_th",
    "district_th",
    "status_note",
    "responsible_unit",
    "risk_event",
    "process",
)
FREE += ("control_th", "result_th", "note", "indicator_th", "unit_th", "owner_th")
# What would show that a text was taken for a tag; as text it stands escaped.
TAGS = ("<script>window", "<img src=x", "<svg onload", "<iframe srcdoc", "</style></h1>")
ORGANISATION, YEAR = "4340701", 2567
READ_AS_MARKDOWN = ("markdown", "caption")


@pytest.fixture(scope="module")
def hostile_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, with a hostile string in every free text."""
    data = tmp_path_factory.mktemp("hostile")
    strings = cycle(STRINGS)
    folders = []
    for source in sorted(SEEDS.iterdir()):
        if source.is_dir() and source != REFERENCE:
            folder = data / "of_seeds" / source.name
            folder.mkdir(parents=True)
            for path in source.iterdir():
                if path.name == "corrections.csv":
                    continue
                changed = _hostile_table(path, strings) if path.suffix == ".csv" else path.read_bytes()
                (folder / path.name).write_bytes(changed)
            folders.append(folder)
    loaded = load(REFERENCE, folders)
    assert {(problem.rule_code, problem.column_name) for problem in loaded.problems} == set()
    publish(loaded, Store(data / "warehouse"))
    return data


def _hostile_table(path: Path, strings: Iterator[str]) -> bytes:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    for row in rows:
        for name in row.keys() & set(FREE):
            if row[name]:
                row[name] = (
                    f"{next(strings)} {row[name]}" if name in ("name_th", "title_th") else next(strings)
                )
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys() if rows else [])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.fixture(autouse=True)
def _shown(hostile_data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(DATA_VARIABLE, str(hostile_data))
    with at_this_machine():
        yield


@pytest.mark.parametrize("slug", [page.slug for page in navigation.page_files()])
def test_a_page_shows_hostile_texts_as_texts(slug: str) -> None:
    app = opened(slug, {"org": ORGANISATION, "year": YEAR})
    assert not app.exception
    for part in app.get("html"):
        body = str(part.proto.body)
        assert not any(tag in body for tag in TAGS), body[:500]
    for kind in READ_AS_MARKDOWN:
        for element in app.get(kind):
            for text in ("](javascript:", "$$\\href", ":red[", "![picture]", "<script>window"):
                assert text not in str(element.value).replace("\\", ""), element.value


@pytest.fixture
def client() -> Iterator[TestClient]:
    here = {"client": ("127.0.0.1", 50_000), "base_url": "http://127.0.0.1:8501"}
    with TestClient(Starlette(routes=downloads.ROUTES), **here) as opened_client:
        yield opened_client


def _tables() -> list[str]:
    return ["organisation", "project_year", "risk", "status_report", "finding", "source", "target"]


@pytest.mark.parametrize("table", _tables())
def test_a_csv_has_no_formula(table: str, client: TestClient) -> None:
    answer = client.get(f"/download/mart/{table}.csv")
    assert answer.status_code == 200
    for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")):
        # Numbers below nothing begin with their sign, and stay numbers.
        assert [c for c in row if c[:1] in "=@\t\r" and c] == []
        assert [c for c in row if c[:1] in "+-" and c and not _is_number(c)] == []


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("table", _tables())
def test_a_workbook_has_no_formula_and_no_link(table: str, client: TestClient) -> None:
    answer = client.get(f"/download/mart/{table}.xlsx")
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert [cell.value for cell in row if cell.data_type == "f" or cell.hyperlink] == []
            risky = [c for c in row if isinstance(c.value, str) and c.value[:1] in ("=", "+", "-", "@")]
            assert all(cell.quotePrefix or sheet is not book.worksheets[0] for cell in risky)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name or name.endswith(".bin")]


def test_every_string_goes_into_each_kind_of_file_and_comes_back(tmp_path: Path) -> None:
    frame = pl.DataFrame({"text": STRINGS})
    excel_file([frame], tmp_path / "a.xlsx")
    cells = [cell.value for (cell,) in load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows(min_row=2)]
    for cell, text in zip(cells, STRINGS, strict=True):
        assert str(cell or "").replace("_x000D_", "\r").strip() == text.strip().replace("\r\n", "\r\n"), text
    written = list(csv.reader(io.StringIO(csv_bytes(frame).decode("utf-8-sig"), newline="")))[1:]
    is_formula = pl.Series(STRINGS).str.contains(FORMULA_START).to_list()
    expected = [f"'{text}" if guarded else text for text, guarded in zip(STRINGS, is_formula, strict=True)]
    assert [row[0] for row in written] == expected


@pytest.mark.parametrize("name", ["org", "year", "province", "type", "build", "lang"])
@pytest.mark.parametrize("text", ["a\r\nX-Injected: 1", '"; filename="x.exe', "../../x", "<script>"])
def test_the_name_of_a_file_takes_nothing_of_an_address_as_it_is(
    name: str, text: str, client: TestClient
) -> None:
    answer = client.get("/download/organisation_list.csv", params={name: text})
    assert "x-injected" not in answer.headers
    disposition = answer.headers.get("content-disposition", "")
    assert not disposition or set(disposition) <= set('abcdefghijklmnopqrstuvwxyz0123456789-_.;= "'), (
        disposition
    )


def test_forms_and_marked_workbooks_hold_texts() -> None:
    name, content = door.form_file(ORGANISATION, YEAR, 6)
    assert "/" not in name
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "externalLink" not in " ".join(archive.namelist())
    texts = {cell for row in _cells(content) for cell in row}
    assert not {text for text in texts if text.startswith(("=HYPERLINK", "=cmd", "=1+1"))}, texts
    rows = [
        f"{ORGANISATION}-2566-2570-01,{YEAR},6,{json.dumps(text, ensure_ascii=False)},1"
        for text in STRINGS[:12]
    ]
    heading = "project_id,fiscal_year,report_round,status_code,disbursed_baht"
    report = "\n".join([heading, *(row.replace('\\"', '""') for row in rows)]).encode()
    examination = door.examine([("status_report.csv", report)])
    assert examination.problems
    assert not [text for row in _cells(door.marked(examination)) for text in row if text.startswith("=HYPER")]


def _cells(content: bytes) -> list[list[str]]:
    """What is a formula in a workbook, by its text."""
    book = load_workbook(io.BytesIO(content))
    return [
        [str(cell.value) for cell in row if cell.data_type == "f"]
        for sheet in book.worksheets
        for row in sheet.iter_rows()
    ]


def test_the_strings_are_in_the_warehouse(hostile_data: Path) -> None:
    """Or the other tests would look at nothing."""
    warehouse = open_current(Store(hostile_data / "warehouse"))
    found: Any = warehouse.sql("select string_agg(title_th, '|') from kept.project").item()
    warehouse.close()
    assert sum(text.strip() in found for text in STRINGS) > len(STRINGS) // 2
    assert date.today()
