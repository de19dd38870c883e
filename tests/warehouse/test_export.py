"""The CSV that leaves the house: for a spreadsheet, in Thai, whole, and harmless."""

import csv
import io
from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from warehouse.export import csv_bytes, csv_chunks, file_name, parquet_file

BOM = b"\xef\xbb\xbf"


def _read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _cell(value: object, **options) -> str:
    """One value out and back in again."""
    frame = pl.DataFrame({"a": [value]}, **options).with_columns(end=1)
    [_, [cell, _]] = _read(csv_bytes(frame))
    return cell


def test_begins_with_a_byte_order_mark_and_only_one():
    content = csv_bytes(pl.DataFrame({"a": ["x"]}))
    assert content.startswith(BOM)
    assert content.count(BOM) == 1


def test_thai_text():
    content = csv_bytes(pl.DataFrame({"title_th": ["โครงการน้ำใจ “ซื่อสัตย์”"]}))
    assert content[3:].decode() == "title_th\nโครงการน้ำใจ “ซื่อสัตย์”\n"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+66 2 123",
        "-",
        "-5",
        "@sum(A1)",
        "\tx",
        "\rx",
        '=HYPERLINK("http://x","y")',
        "=ก",
    ],
)
def test_text_that_looks_like_a_formula_gets_an_apostrophe(text):
    assert _cell(text) == "'" + text


@pytest.mark.parametrize("text", ["x=1", " =1", "ก-ข", "1-2", "'=1", "", "(+)", "5@x"])
def test_other_text_stays_as_it_is(text):
    assert _cell(text) == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-5, "-5"),
        (-0.25, "-0.25"),
        (Decimal("-330000.00"), "-330000.00"),
        (Decimal("17385.00"), "17385.00"),
        (0, "0"),
        (2566, "2566"),
        (True, "true"),
        (date(2022, 9, 30), "2022-09-30"),
        (None, ""),
    ],
)
def test_numbers_and_dates_are_no_text(value, cell):
    assert _cell(value) == cell


@pytest.mark.parametrize(
    "text",
    ["a,b", 'a "b" c', "a\nb", "a\r\nb", "a\rb", '",\n"', "ประโยคหนึ่ง, ประโยคสอง\nบรรทัดใหม่", '"'],
)
def test_quoting_reads_back(text):
    assert _cell(text) == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [([1, 2, 3, 4], "1;2;3;4"), ([2], "2"), ([], ""), (None, "")],
)
def test_list_of_quarters_is_joined(value, cell):
    assert _cell(value, schema={"a": pl.List(pl.Int16)}) == cell


def test_list_of_texts_is_guarded_too():
    assert _cell(["=1+1", "b"]) == "'=1+1;b"


def test_headings_stand_for_the_names():
    frame = pl.DataFrame({"org_code": ["1000001"], "value": [1]})
    assert _read(csv_bytes(frame, {"org_code": "รหัส อปท."})) == [["รหัส อปท.", "value"], ["1000001", "1"]]


def test_two_columns_of_one_heading_are_told_apart():
    frame = pl.DataFrame({"a": [1], "b": [2]})
    assert _read(csv_bytes(frame, {"a": "ปี", "b": "ปี"}))[0] == ["ปี (a)", "ปี (b)"]


def test_heading_of_an_absent_column_is_left_out():
    assert _read(csv_bytes(pl.DataFrame({"a": [1]}), {"b": "x"})) == [["a"], ["1"]]


def test_heading_that_looks_like_a_formula_gets_an_apostrophe():
    assert _read(csv_bytes(pl.DataFrame({"a": [1]}), {"a": "=x"})) == [["'=x"], ["1"]]


def test_no_rows_leave_the_headings():
    assert _read(csv_bytes(pl.DataFrame(schema={"a": pl.String, "b": pl.List(pl.Int16)}))) == [["a", "b"]]


def test_ten_thousand_rows_are_all_there():
    frame = pl.DataFrame({"n": range(10_000), "t": [f"โครงการ, ที่ {number}" for number in range(10_000)]})
    rows = _read(csv_bytes(frame))
    assert len(rows) == 10_001
    assert rows[1:] == [[str(number), f"โครงการ, ที่ {number}"] for number in range(10_000)]


def test_published_rows_read_back(seeds):
    frame = seeds.sql("select project_id, title_th, budget_baht from mart.project_year order by all")
    rows = _read(csv_bytes(frame))[1:]
    assert rows == [
        [project_id, title, "" if budget is None else str(budget)]
        for project_id, title, budget in frame.rows()
    ]


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (
            ("projects", 2565, "2650101", "20261120-081502-1-ab", 38),
            "projects_fy2565_2650101_build20261120-081502_38rows.csv",
        ),
        (("ita", None, None, "20261120-081502-1-ab", 0), "ita_all-years_all_build20261120-081502_0rows.csv"),
        (
            ("metric_value", 2566, "65", "20261120-1", 7850),
            "metric-value_fy2566_65_build20261120-1_7850rows.csv",
        ),
        (("Plan Size!", 2566, "A/B", "20261120-1", 1), "plan-size_fy2566_a-b_build20261120-1_1rows.csv"),
    ],
)
def test_file_name(arguments, name):
    assert file_name(*arguments) == name


@pytest.mark.parametrize("scope", ["พิษณุโลก", "อบจ. 65", "../x"])
def test_file_name_is_ascii_whatever_the_scope(scope):
    name = file_name("projects", 2565, scope, "20261120-1", 1)
    assert name.isascii()
    assert "/" not in name
    assert ".." not in name


@pytest.mark.parametrize("part", ["x" * 5000, "๑" * 500])
def test_file_name_is_short_however_long_the_address(part):
    assert len(file_name(part, part, part, "20261120-1", 1, "parquet")) < 255


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_file_name_has_the_suffix_of_its_kind(suffix):
    name = file_name("ita", 2564, "all", "20261120-1", 3, suffix)
    assert name == f"ita_fy2564_all_build20261120-1_3rows.{suffix}"


FRAME = pl.DataFrame(
    {
        "title_th": [f"โครงการ, ที่ {number}" for number in range(97)],
        "formula": ["=1+1", None, "-x"] * 32 + ["@y"],
        "planned_quarters": [[1, 2], [], None] * 32 + [[4]],
        "budget_baht": [Decimal("1.50"), None, Decimal("0.00")] * 32 + [Decimal("9.99")],
        "fiscal_year": [2565] * 97,
    },
    schema_overrides={
        "planned_quarters": pl.List(pl.Int16),
        "budget_baht": pl.Decimal(18, 2),
        "fiscal_year": pl.Int16,
    },
)


@pytest.mark.parametrize("size", [1, 10, 50, 97, 500])
def test_chunks_are_the_whole_with_one_mark(size):
    frames = [FRAME.clear(), *FRAME.iter_slices(size)]
    content = b"".join(csv_chunks(frames, {"title_th": "ชื่อ"}))
    assert content == csv_bytes(FRAME, {"title_th": "ชื่อ"})
    assert content.count(BOM) == 1


def test_chunks_of_no_rows_leave_the_headings():
    assert b"".join(csv_chunks([FRAME.clear()])) == csv_bytes(FRAME.clear())


def test_chunks_come_as_they_are_made():
    def frames():
        yield FRAME
        raise RuntimeError

    chunks = csv_chunks(frames())
    assert next(chunks).startswith(BOM)
    with pytest.raises(RuntimeError):
        next(chunks)


def test_a_slow_reader_has_few_pieces_waiting_and_lets_go_of_the_rest():
    taken, ended = [], []

    def frames():
        try:
            for number in range(100):
                taken.append(number)
                yield FRAME
        finally:
            ended.append(True)

    chunks = csv_chunks(frames())
    assert (next(chunks), len(taken)) == (csv_bytes(FRAME), 1)
    next(chunks)
    assert len(taken) <= 5
    chunks.close()
    assert ended == [True]


def test_parquet_keeps_names_and_types_and_no_apostrophe(tmp_path):
    parquet_file(iter([FRAME.clear(), *FRAME.iter_slices(10)]), tmp_path / "x.parquet")
    assert_frame_equal(pl.read_parquet(tmp_path / "x.parquet"), FRAME)


def test_parquet_of_no_rows_has_the_columns(tmp_path):
    parquet_file([FRAME.clear()], tmp_path / "x.parquet")
    assert pl.read_parquet(tmp_path / "x.parquet").schema == FRAME.schema


def test_streamed_rows_are_those_of_the_query(seeds):
    statement = "select * from mart.project_year order by project_id, fiscal_year"
    frames = list(seeds.stream(statement, {}))
    assert frames[0].height == 0
    assert_frame_equal(pl.concat(frames), seeds.sql(statement))
