"""The charts in words: what is read out to those who do not see them."""

import re
from collections.abc import Callable

import polars as pl
import pytest

from dashboard.charts import ita, status

STATUS_ROWS = pl.DataFrame(
    {
        "dimension_no": [1, 1, None],
        "short_th": ["สร้างวัฒนธรรมสุจริต", "สร้างวัฒนธรรมสุจริต", None],
        "short_en": ["Culture of integrity", "Culture of integrity", None],
        "status_code": ["completed", "not_due", "not_reported"],
        "status_th": ["แล้วเสร็จ", "ยังไม่ถึงกำหนด", "ไม่พบรายงาน"],
        "status_en": ["Completed", "Not due yet", "Not reported"],
        "symbol": ["✓", "–", "?"],
        "sort_order": [1, 5, 6],
        "projects": [8, 3, 5],
    }
)
INDICATORS = pl.DataFrame(
    {
        "indicator_no": [1, 2],
        "title_th": ["การปฏิบัติหน้าที่", "การใช้งบประมาณ"],
        "title_en": ["Performance of duties", "Use of budget"],
        "score": [86.78, 7.5],
    }
)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("th", "1 สร้างวัฒนธรรมสุจริต: ✓ แล้วเสร็จ 8, – ยังไม่ถึงกำหนด 3; ไม่ระบุมิติ: ? ไม่พบรายงาน 5"),
        (
            "en",
            "1 Culture of integrity: ✓ Completed 8, – Not due yet 3; No dimension given: ? Not reported 5",
        ),
    ],
)
def test_statuses_in_words(address_is: Callable[..., object], lang: str, words: str) -> None:
    address_is(lang=lang)
    assert status.by_dimension(STATUS_ROWS).words == words


def test_bars_on_the_page_are_as_long_as_their_share_of_the_longest(
    address_is: Callable[..., object],
) -> None:
    address_is(lang="th")
    parts = re.findall(
        r'width:([\d.]+)%;.*?title="(.*?)"><b>(.*?)</b>', status.by_dimension(STATUS_ROWS).html
    )
    # The longest bar has eleven projects.
    assert [(float(width), number) for width, _, number in parts] == [
        (pytest.approx(8 / 11 * 100, abs=0.001), "8"),
        (pytest.approx(3 / 11 * 100, abs=0.001), "3"),
        (pytest.approx(5 / 11 * 100, abs=0.001), "5"),
    ]
    assert [said for _, said, _ in parts] == [
        "1 สร้างวัฒนธรรมสุจริต · ✓ แล้วเสร็จ 8",
        "1 สร้างวัฒนธรรมสุจริต · – ยังไม่ถึงกำหนด 3",
        "ไม่ระบุมิติ · ? ไม่พบรายงาน 5",
    ]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("th", "1. การปฏิบัติหน้าที่ 86.78, 2. การใช้งบประมาณ 7.50"),
        ("en", "1. Performance of duties 86.78, 2. Use of budget 7.50"),
    ],
)
def test_indicators_in_words(address_is: Callable[..., object], lang: str, words: str) -> None:
    address_is(lang=lang)
    assert ita.indicators(INDICATORS, 85)[1] == words


def test_the_legend_has_word_symbol_and_number_beside_the_colour() -> None:
    legend = status.legend(STATUS_ROWS)
    assert [words for _, words in legend] == ["✓ แล้วเสร็จ 8", "– ยังไม่ถึงกำหนด 3", "? ไม่พบรายงาน 5"]


@pytest.mark.parametrize("mark", [85, 65])
def test_indicators_are_drawn_against_the_mark_of_the_year(mark: float) -> None:
    chart, _ = ita.indicators(INDICATORS, mark)
    drawn = chart.to_dict()
    values = [row for rows in drawn["datasets"].values() for row in rows]
    assert {"mark": mark} in values
    assert [row["passes"] for row in values if "passes" in row] == [True, False]
    # A bar begins at zero and ends at the full score.
    assert drawn["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 100]
