"""Former organisations on the pages: marked where they are offered, counted in the years of their data."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from screen import Screen

from etl.load import load
from etl.publish import publish
from tests.conftest import ORIGIN, REFERENCE
from warehouse.home import DATA_VARIABLE
from warehouse.store import Store

OpenPage = Callable[..., Screen]
ORGANISATIONS = """org_code,type_code,name_th,district_th,province_code,is_former,locator
6340001,sao,หนึ่ง,เดชอุดม,34,,line 2
6340002,sao,สอง,เดชอุดม,34,,line 3
6340003,sao,สาม,เดชอุดม,34,,line 4
6340004,sao,สี่,เดชอุดม,34,true,line 5
"""
RESULTS = """org_code,fiscal_year,total_stated,locator
6340001,2565,80.00,line 2
6340002,2565,75.00,line 3
6340004,2565,70.00,line 4
6340001,2566,82.00,line 5
6340002,2566,90.00,line 6
"""


@pytest.fixture(scope="module")
def data_with_former(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("former")
    source = folder / "sources" / "former"
    source.mkdir(parents=True)
    (source / "origin.toml").write_text(ORIGIN, encoding="utf-8")
    (source / "organisation.csv").write_text(ORGANISATIONS, encoding="utf-8")
    (source / "ita_result.csv").write_text(RESULTS, encoding="utf-8")
    publish(load(REFERENCE, [source]), Store(folder / "warehouse"))
    return folder


@pytest.fixture(autouse=True)
def _former_is_shown(data_with_former: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(data_with_former))


@pytest.mark.parametrize(
    ("lang", "short", "full"),
    [
        ("th", "อบต.สี่ (เดิม)", "องค์การบริหารส่วนตำบลสี่ (เดิม)"),
        ("en", "อบต.สี่ (former)", "องค์การบริหารส่วนตำบลสี่ (former)"),
    ],
)
class TestMarked:
    def test_in_the_box_of_organisations(self, open_page: OpenPage, lang: str, short: str, full: str) -> None:
        screen = open_page(lang=lang)
        assert [name.startswith(full) for name in screen.found if "(" in name] == [True]
        assert open_page(lang=lang, org="6340004").button("filter-org") == short

    def test_in_the_list(self, open_page: OpenPage, lang: str, short: str, full: str) -> None:
        names = [next(iter(row.values())) for row in open_page("organisation", lang=lang).rows()]
        assert [name for name in names if "(" in name] == [full]

    def test_on_its_own_page(self, open_page: OpenPage, lang: str, short: str, full: str) -> None:
        assert open_page("organisation", org="6340004", lang=lang).about.startswith(full)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("th", "หน่วยงานเดิม: รหัสนี้ยกเลิกหรือเปลี่ยนแล้ว"),
        ("en", "A former organisation: this code was abolished or replaced"),
    ],
)
def test_its_page_says_that_it_is_former(open_page: OpenPage, lang: str, words: str) -> None:
    assert words in open_page("organisation", org="6340004", lang=lang).words
    assert words not in open_page("organisation", org="6340001", lang=lang).words


@pytest.mark.parametrize(
    ("year", "said"),
    [(2565, "ข้อมูลจาก 3 ใน 4 หน่วยงาน"), (2566, "ข้อมูลจาก 2 ใน 3 หน่วยงาน")],
    ids=["with data", "without"],
)
def test_it_counts_in_years_of_its_data(open_page: OpenPage, year: int, said: str) -> None:
    assert said in open_page(year=year).about


def test_years_of_the_coverage_count_each_their_own(open_page: OpenPage) -> None:
    html = open_page("evidence", year=2566).html
    assert "3 จาก 4" in html
    assert "2 จาก 3" in html
