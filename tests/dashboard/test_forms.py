"""The forms over HTTP: made for the person at this machine when asked for, and told in words where there is none."""

from collections.abc import Iterator
from pathlib import Path

import fastexcel
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit import config

from dashboard import forms
from dashboard.language import texts
from warehouse.home import DATA_VARIABLE
from warehouse.store import Store

HERE = ("127.0.0.1", 50_000)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def _served_to_this_machine(seed_store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(DATA_VARIABLE, str(seed_store.folder.parent))
    before = config.get_option("server.address")
    config.set_option("server.address", "127.0.0.1")
    yield
    config.set_option("server.address", before)


def _visitor(client: tuple[str, int] = HERE, name: str = "127.0.0.1:8501") -> TestClient:
    return TestClient(Starlette(routes=forms.ROUTES), client=client, base_url=f"http://{name}")


@pytest.mark.parametrize(
    ("address", "name", "sheets"),
    [
        ("4340701_2567_plan", "sutcharit_4340701_2567_plan.xlsx", {"แผน", "โครงการ", "เป้าหมาย"}),
        ("2650101_2565_6", "sutcharit_2650101_2565_round6.xlsx", {"รายงานผล"}),
        ("2650101_2565_12", "sutcharit_2650101_2565_round12.xlsx", {"รายงานผล", "จำนวนเรื่อง"}),
    ],
    ids=["plan", "6-months", "12-months"],
)
def test_a_form_is_a_workbook_with_the_sheets_of_its_round(address: str, name: str, sheets: set[str]) -> None:
    answer = _visitor().get(f"/form/{address}.xlsx")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == WORKBOOK
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["cache-control"] == "private, no-store"
    assert sheets <= set(fastexcel.read_excel(answer.content).sheet_names)


def test_the_address_that_the_page_gives_is_one_that_answers() -> None:
    assert forms.path("2650101", 2565, "6") == "form/2650101_2565_6.xlsx"
    assert _visitor().get("/" + forms.path("2650101", 2565, "6")).status_code == 200


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("9999999_2567_plan", {"th": "รหัส อปท. “9999999”", "en": "organisation code “9999999”"}),
        ("x'; drop_2565_6", {"th": "รหัส อปท. “x'; drop”", "en": "organisation code “x'; drop”"}),
        ("2650101_2590_12", {"th": "ยังไม่มีโครงการตามแผน", "en": "has no project planned"}),
    ],
    ids=["no-organisation", "hostile", "no-plan"],
)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_form_that_cannot_be_made_is_told_in_words(address: str, words: dict[str, str], lang: str) -> None:
    answer = _visitor().get(f"/form/{address}.xlsx?lang={lang}")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/plain")
    assert words[lang] in answer.text


@pytest.mark.parametrize(
    "path", ["", "x", "2650101_2565_9.xlsx", "2650101_year_6.xlsx", "2650101_2565_6.csv"]
)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_there_is_no_other_form(path: str, lang: str) -> None:
    answer = _visitor().get(f"/form/{path}?lang={lang}")
    assert answer.status_code == 404
    assert answer.text == texts(lang)["import.no_such_form"]


@pytest.mark.parametrize(
    "visitor",
    [{"client": ("192.168.1.20", 50_000)}, {"name": "dashboard.example"}],
    ids=["from-elsewhere", "under-another-name"],
)
def test_for_others_there_are_no_forms(visitor: dict[str, object]) -> None:
    answer = _visitor(**visitor).get("/form/2650101_2565_6.xlsx")  # type: ignore[arg-type]
    assert answer.status_code == 403
    assert answer.text == f"{texts('th')['access.closed']}\n{texts('en')['access.closed']}"


@pytest.mark.parametrize("client", [HERE, ("192.168.1.20", 50_000)], ids=["here", "elsewhere"])
def test_where_everybody_may_read_there_are_no_forms(
    client: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUTCHARIT_PUBLIC", "1")
    answer = _visitor(client).get("/form/2650101_2565_6.xlsx")
    assert answer.status_code == 404
    assert answer.text == texts("th")["import.no_such_form"]


@pytest.mark.parametrize("address", ["0.0.0.0", None], ids=["all", "default"])
def test_a_server_that_others_can_reach_has_no_forms(address: str | None) -> None:
    config.set_option("server.address", address)
    assert _visitor().get("/form/2650101_2565_6.xlsx").status_code == 403


def test_without_a_warehouse_there_are_no_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    answer = _visitor().get("/form/2650101_2565_6.xlsx")
    assert answer.status_code == 404
    assert "sutcharit build" in answer.text
