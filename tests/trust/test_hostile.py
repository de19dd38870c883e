"""A warehouse whose texts are hostile: on every way out they are texts and nothing else."""

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import altair as alt
import polars as pl
import pytest
from made_up_rules import CODE
from openpyxl import load_workbook
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import downloads, navigation, pictures
from dashboard.charts import base
from etl import door
from tests.opening import at_this_machine, opened
from tests.trust.hostile import STEERING, STRINGS
from tests.trust.hostile_country import TABLES, free_texts, publish_hostile_country
from warehouse.export import csv_bytes
from warehouse.home import DATA_VARIABLE
from warehouse.reader import open_current
from warehouse.store import Store
from warehouse.workbook import excel_file

# What would show that a text was taken for a tag; as text it stands escaped.
TAGS = ("<script>window", "<img src=x", "<svg onload", "<iframe srcdoc", "</style></h1>")
ORGANISATION, YEAR = CODE[1], 2567
READ_AS_MARKDOWN = ("markdown", "caption")
# A text that a spreadsheet may run: of ASCII in Excel and LibreOffice, the wide signs where these are typed.
RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# In the text of a chart: where Vega would take a text for an expression, a column, or an address.
TAKEN_FOR_MORE = {
    "expr",
    "calculate",
    "filter",
    "test",
    "labelExpr",
    "signal",
    "update",
    "field",
    "href",
    "url",
}

# The elements of a picture: none of them fetches or runs anything.
DRAWN = {"svg", "g", "path", "text", "rect", "line", "defs", "clipPath", "tspan"}


@pytest.fixture(scope="module")
def hostile_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with each hostile string in each column of free text."""
    return publish_hostile_country(tmp_path_factory.mktemp("hostile")).folder.parent


@pytest.fixture(autouse=True)
def _shown(hostile_data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(DATA_VARIABLE, str(hostile_data))
    with at_this_machine():
        yield


@pytest.mark.attack
@pytest.mark.parametrize("slug", [page.slug for page in navigation.page_files()])
def test_a_page_shows_hostile_texts_as_texts(slug: str) -> None:
    app = opened(slug, {"org": ORGANISATION, "year": YEAR})
    assert not app.exception
    for part in app.get("html"):
        body = str(part.proto.body)
        assert not any(tag in body for tag in TAGS), body[:500]
    for chart in app.get("arrow_vega_lite_chart"):
        for place, text in _taken_for_more(json.loads(chart.proto.spec)):
            # A label of a chart is an expression that has names as texts of JSON.
            outside = re.sub(r'"(?:[^"\\\\]|\\\\.)*"', "", text)
            assert not any(word in outside for word in ("hit", "127.0.0.1:9", "script")), (place, text)
    for kind in READ_AS_MARKDOWN:
        for element in app.get(kind):
            for text in ("](javascript:", "$$\\href", ":red[", "![picture]", "<script>window"):
                assert text not in str(element.value).replace("\\", ""), element.value


def _taken_for_more(spec: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a chart which Vega takes for more than texts."""
    if isinstance(spec, dict):
        for name, part in spec.items():
            yield from _taken_for_more(part, name)
    elif isinstance(spec, list):
        for part in spec:
            yield from _taken_for_more(part, place)
    elif isinstance(spec, str) and place in TAKEN_FOR_MORE:
        yield place, spec


@pytest.mark.attack
@pytest.mark.parametrize("suffix", pictures.KINDS)
def test_a_picture_of_a_chart_has_texts_alone(suffix: str) -> None:
    rows = pl.DataFrame({"name": STRINGS, "value": list(range(len(STRINGS)))})
    drawn = alt.Chart(rows).mark_bar().encode(y=alt.Y("name:N", axis=alt.Axis(labelLimit=0)), x="value:Q")
    words = " ".join(STRINGS)
    picture = pictures.draw(base.styled(drawn), words, words, suffix, [("#123456", text) for text in STRINGS])
    if suffix == "png":
        assert picture.startswith(b"\x89PNG")
        return
    made = list(ElementTree.fromstring(picture).iter())
    assert {element.tag.rpartition("}")[2] for element in made} <= {
        "svg",
        "g",
        "path",
        "text",
        "rect",
        "line",
        "defs",
        "clipPath",
        "tspan",
    }
    attributes = {name.rpartition("}")[2] for element in made for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name in ("href", "src", "style")}
    texts = {element.text for element in made}
    assert "<script>window.hit('script')</script>" in texts


@pytest.fixture
def client() -> Iterator[TestClient]:
    here = {"client": ("127.0.0.1", 50_000), "base_url": "http://127.0.0.1:8501"}
    with TestClient(Starlette(routes=downloads.ROUTES), **here) as opened_client:
        yield opened_client


def _tables() -> list[str]:
    return ["organisation", "project_year", "risk", "status_report", "finding", "source", "target"]


@pytest.mark.attack
@pytest.mark.parametrize("table", _tables())
def test_a_csv_has_no_formula(table: str, client: TestClient) -> None:
    answer = client.get(f"/download/mart/{table}.csv")
    assert answer.status_code == 200
    for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")):
        # Numbers below nothing begin with their sign, and stay numbers.
        assert [cell for cell in row if cell.startswith(RUN) and not _is_number(cell)] == []


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.attack
@pytest.mark.parametrize("table", _tables())
def test_a_workbook_has_no_formula_and_no_link(table: str, client: TestClient) -> None:
    answer = client.get(f"/download/mart/{table}.xlsx")
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert [cell.value for cell in row if cell.data_type == "f" or cell.hyperlink] == []
            risky = [cell for cell in row if isinstance(cell.value, str) and cell.value.startswith(RUN)]
            assert all(cell.quotePrefix or sheet is not book.worksheets[0] for cell in risky)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name or name.endswith(".bin")]


@pytest.mark.parametrize("table", _tables())
def test_a_parquet_file_has_each_text_as_it_is(table: str, client: TestClient, hostile_data: Path) -> None:
    answer = client.get(f"/download/mart/{table}.parquet")
    assert answer.status_code == 200
    with closing(open_current(Store(hostile_data / "warehouse"))) as warehouse:
        kept = warehouse.sql(f"from mart.{table}")
    assert sorted(map(str, pl.read_parquet(answer.content).rows())) == sorted(map(str, kept.rows()))


@pytest.mark.attack
def test_every_string_goes_into_each_kind_of_file_and_comes_back(tmp_path: Path) -> None:
    frame = pl.DataFrame({"text": STRINGS})
    excel_file([frame], tmp_path / "a.xlsx")
    cells = [cell.value for (cell,) in load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows(min_row=2)]
    for cell, text in zip(cells, STRINGS, strict=True):
        # A workbook writes controls by their codes.
        held = re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), str(cell or ""))
        assert held.strip() == text.strip()
    written = list(csv.reader(io.StringIO(csv_bytes(frame).decode("utf-8-sig"), newline="")))[1:]
    assert [row[0] for row in written] == [f"'{text}" if text.startswith(RUN) else text for text in STRINGS]


@pytest.mark.attack
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


@pytest.mark.attack
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


@pytest.mark.attack
@pytest.mark.parametrize("words", [["list"], ["query", "--sql", "from kept.project"], ["imports"], ["check"]])
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_no_text_steers_the_terminal(
    words: list[str], form: str, run: Callable[..., Any], hostile_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    if words[0] == "query":
        words = [*words, "--format", form]
    if words[0] == "check":
        wrong = shutil.copytree(hostile_data / "made_up_country", hostile_data / f"wrong-{form}") / "plan.csv"
        # A text where a code is to stand is repeated.
        text = wrong.read_text(encoding="utf-8").replace("anti_corruption_plan", "\x1b[2J\u202e:smile:")
        wrong.write_text(text, encoding="utf-8")
        words = [*words, str(wrong.parent)]
    # The program itself writes bold and italic, but nothing else that the strings hold.
    told = re.sub("\x1b\\[[0-9;]*m", "", run(*words).words)
    assert not STEERING & set(told)
    assert "😄" not in told
    # The cells of a table are narrow, and may part what is written out.
    if words[0] == "check" or (words[0] == "query" and form != "table"):
        assert "\\u001b" in told
        assert ":smile:" in told
    if form == "json" and words[0] == "query":
        assert "\x1b[31mred" in " ".join(str(row["title_th"]) for row in json.loads(told))


def test_each_string_is_in_each_column_of_free_text(hostile_data: Path) -> None:
    """Or the other tests would look at nothing."""
    with closing(open_current(Store(hostile_data / "warehouse"))) as warehouse:
        for table in TABLES[:-1]:
            for name in free_texts(table):
                told = warehouse.sql(f"select string_agg({name}, '|') from kept.{table.name}").item()
                assert [text for text in STRINGS if text.strip() not in told] == [], (table.name, name)
