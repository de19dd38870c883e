"""A chart as a picture: a real PNG and SVG with title, legend and source, in Thai that can be read."""

import re
import struct

import altair as alt
import polars as pl
import pytest
import streamlit as st

from dashboard import pictures
from dashboard.charts.base import styled

THEME = {
    "theme.textColor": "#13213c",
    "theme.borderColor": "#dde4ee",
    "theme.secondaryBackgroundColor": "#ffffff",
    "theme.grayColor": "#5b6b82",
    "theme.font": "sans-serif",
}
TITLE = "สถานะตามมิติ 2565"
FOOTER = "แหล่งข้อมูล: แผนปฏิบัติการป้องกันการทุจริต · ข้อมูล ณ 21 พ.ย. 2569 · สุจริต"
LEGEND = [("#0f766e", "ดำเนินการแล้วเสร็จ 33"), ("#a65c00", "รอรายงาน 2", "◇")]


@pytest.fixture(autouse=True)
def _theme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "get_option", THEME.get)


@pytest.fixture
def chart() -> alt.Chart:
    rows = pl.DataFrame({"name": ["น้ำใจ", "กำกับ"], "value": [1, 2]})
    return styled(alt.Chart(rows).mark_bar().encode(x="value:Q", y="name:N"))


def _draw(chart: alt.Chart, suffix: str) -> bytes:
    return pictures.draw(chart, TITLE, FOOTER, suffix, LEGEND)


def _words(svg: bytes) -> str:
    texts = re.findall(r"<text[^>]*>(.*?)</text>", svg.decode(), re.DOTALL)
    return " ".join(texts).replace("\N{NO-BREAK SPACE}", " ")


def test_a_png_is_wide_enough_for_paper(chart: alt.Chart) -> None:
    content = _draw(chart, "png")
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    assert width >= 1800
    assert height >= 200


def test_an_svg_says_title_legend_and_source(chart: alt.Chart) -> None:
    words = _words(_draw(chart, "svg"))
    assert TITLE in words
    for _, entry, *_ in LEGEND:
        assert entry in words
    assert "■" in words
    assert "◇" in words
    assert "ข้อมูล ณ 21 พ.ย. 2569" in words
    assert "น้ำใจ" in words


def test_a_long_source_is_wrapped_and_not_cut_off(chart: alt.Chart) -> None:
    source = " · ".join(f"แผนปฏิบัติการป้องกันการทุจริตฉบับที่ {number}" for number in range(9))
    words = _words(pictures.draw(chart, TITLE, source, "svg"))
    for number in range(9):
        assert f"ฉบับที่ {number}" in words
    assert "…" not in words


@pytest.mark.parametrize(
    ("written", "drawn"),
    [("กำ", "กํา"), ("น้ำ", "นํ้า"), ("ดำเนินการ", "ดําเนินการ"), ("ตา", "ตา")],
)
def test_sara_am_is_drawn_as_its_two_halves(
    chart: alt.Chart, monkeypatch: pytest.MonkeyPatch, written: str, drawn: str
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(
        pictures.vl_convert, "vegalite_to_png", lambda content, scale: seen.append(content) or b""
    )
    pictures.draw(chart, written, "", "png")
    assert f'"{drawn}"' in seen[0]
