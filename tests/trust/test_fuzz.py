"""Changed inputs; `python -m tests.trust.fuzz` tries thousands. Below, parsers on anything at all."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.extract import numerals
from etl.extract.measures.month_period import period_fiscal_year, planned_quarters
from etl.imports.ita_cells import read_score
from etl.imports.ita_years import year_in_cell, years_in_title
from etl.imports.receive import receive, shown_name
from etl.imports.submission import Cell
from etl.match import comparable
from etl.parse import parse
from etl.problems import InputError
from etl.schemas.sources import SOURCE_TABLES
from tests.trust.fuzz import jobs_of, run

# Digits of several scripts, signs and words near which the parsers decide, and anything else.
LETTERS = "0123456789๐๑๒๓๔๕๖๗๘๙٠١²½Ⅳ.,-+/ \t\n;:()%eExบาทล้านพ.ศ.ไตรมาสปีงบประมาณเดือนต.ค.-ก.ย."
NEAR = st.text(st.sampled_from(LETTERS), max_size=30)
TEXTS = st.one_of(NEAR, st.text(max_size=40))
quickly = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


@pytest.mark.parametrize("first", [0, 20])
def test_no_changed_input_ends_in_a_traceback_a_hang_or_too_much_memory(first: int) -> None:
    tried = run(jobs_of(20, first))
    assert [f"{one.kind}:{one.number} {one.fault}" for one in tried if one.is_bad] == []
    assert len(tried) == 60


@quickly
@given(TEXTS)
def test_readers_of_numbers_and_times_take_any_text(text: str) -> None:
    assert all(2400 <= year <= 2700 for year in numerals.years(text))
    assert all(Decimal(amount.replace(",", "")) >= 0 for amount in numerals.amounts(text))
    numerals.leading_number(text)
    numerals.is_no_budget(text)
    period_fiscal_year(text)
    assert set(planned_quarters(text, 2567).value) <= set("1234;")
    read_score(Cell(text))
    year_in_cell(text)
    years_in_title([text])
    comparable(text)


@quickly
@given(st.text(max_size=300))
def test_a_name_is_always_one_that_can_be_shown(name: str) -> None:
    shown = shown_name(name)
    assert 0 < len(shown) <= 200
    assert not set("/\\\n\r\0\u202e") & set(shown)


@quickly
@given(st.sampled_from(SOURCE_TABLES), st.data())
def test_a_row_of_any_texts_is_parsed_or_told_of(table, data) -> None:  # type: ignore[no-untyped-def]
    row = {name: data.draw(st.one_of(st.none(), TEXTS)) for name in table.columns}
    place = {"source_id": "s", "file_name": "f.csv", "row_no": 2, "layer": 0}
    frame = pl.DataFrame(
        [row | place],
        schema=dict.fromkeys([*table.columns, "source_id", "file_name"], pl.String)
        | {"row_no": pl.Int64, "layer": pl.Int64},
    )
    _, problems = parse(table, frame)
    assert all(problem.message_th and problem.message_en for problem in problems)


@quickly
@given(st.one_of(st.binary(max_size=400), TEXTS.map(str.encode)), st.sampled_from(["a.csv", "a.xlsx", "a"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    try:
        receive(name, content)
    except InputError as error:
        assert all(problem.message_th and problem.message_en for problem in error.problems)
