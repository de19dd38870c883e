"""The register as it is read: the rows of the real one, and what is wrong with others."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from etl.imports import confined, limits
from etl.imports.confined import Most
from etl.imports.submission import Cell, ReceivedFile, Sheet
from etl.problems import InputError
from etl.registry.read import RegistryRow, is_register, read_registry, rows_of

WriteRegister = Callable[..., Path]
ONE = "5999901,เทศบาลตำบล,ก,34,อุบลราชธานี,เดชอุดม"
HEADINGS = ("dla_code", "lao_type_th", "name_th", "province_code", "province_th", "district_name_th")


def sheet(name: str, *rows: tuple[str, ...]) -> Sheet:
    return Sheet(name, {
        row_no: {column_no: Cell(text) for column_no, text in enumerate(row, start=1) if text}
        for row_no, row in enumerate(rows, start=1)
    })  # fmt: skip


@pytest.fixture(scope="module")
def rows(registry_file: Path) -> list[RegistryRow]:
    return read_registry(registry_file)


class TestRealRegister:
    def test_has_every_organisation_once(self, rows: list[RegistryRow]) -> None:
        assert len(rows) == 7849
        assert len({row.org_code for row in rows}) == 7849

    def test_counts_by_type(self, rows: list[RegistryRow]) -> None:
        # Counted in the file with awk.
        assert Counter(row.type_code for row in rows) == {
            "sao": 5300,
            "subdistrict_municipality": 2247,
            "town_municipality": 195,
            "pao": 76,
            "city_municipality": 30,
            "special": 1,
        }

    def test_a_type_is_not_read_off_the_code(self, rows: list[RegistryRow]) -> None:
        found = {row.org_code: row.type_code for row in rows}
        assert found["6130408"] == found["6720123"] == "subdistrict_municipality"
        assert found["3200408"] == "special"

    def test_the_district_settles_every_namesake(self, rows: list[RegistryRow]) -> None:
        by_province = Counter((row.type_code, row.name_th, row.province_code) for row in rows)
        by_district = Counter(
            (row.type_code, row.name_th, row.province_code, row.district_th) for row in rows
        )
        assert sum(count for count in by_province.values() if count > 1) == 161
        assert max(by_district.values()) == 1

    def test_one_row_in_full(self, rows: list[RegistryRow]) -> None:
        row = next(row for row in rows if row.org_code == "5760403")
        assert row == RegistryRow("5760403", "เทศบาลตำบล", "บางเก่า", "เพชรบุรี", "ชะอำ", "76")
        assert row.full_name == "เทศบาลตำบลบางเก่า"

    def test_the_last_row_stands_where_the_file_ends(self, rows: list[RegistryRow]) -> None:
        assert (rows[-1].name_th, rows[-1].row_no) == ("มะรือโบออก", 7850)


class TestGoodRegister:
    def test_row_with_its_place(self, write_register: WriteRegister) -> None:
        (row,) = read_registry(write_register(ONE))
        assert row == RegistryRow("5999901", "เทศบาลตำบล", "ก", "อุบลราชธานี", "เดชอุดม", "34")
        assert row.row_no == 2

    def test_blank_rows_are_passed_by_and_counted(self, write_register: WriteRegister) -> None:
        rows = read_registry(write_register("", ",,,,,", ONE, ""))
        assert [(row.org_code, row.row_no) for row in rows] == [("5999901", 4)]

    def test_columns_in_any_order_with_others_between(self, write_register: WriteRegister) -> None:
        headings = "area_km2,Name_TH,province_th,province_code,lat,district_name_th,lao_type_th, dla_code "
        (row,) = read_registry(write_register("1,ก,อุบลราชธานี,34,,เดชอุดม,อบต.,6999901", headings=headings))
        assert row == RegistryRow("6999901", "อบต.", "ก", "อุบลราชธานี", "เดชอุดม", "34")

    @pytest.mark.parametrize(
        "name",
        ["หนองคํา", "หนอง\u200bคำ", " หนองคำ\u00a0", "หนองคำ\ufeff"],
        ids=["sara am in parts", "zero width", "blanks", "byte order mark"],
    )
    def test_a_name_without_what_is_not_seen(self, write_register: WriteRegister, name: str) -> None:
        (row,) = read_registry(write_register(f"5999901,เทศบาลตำบล,{name},34,อุบลราชธานี,เดชอุดม"))
        assert row.name_th == "หนองคำ"

    def test_in_the_encoding_of_an_older_excel(self, tmp_path: Path) -> None:
        path = tmp_path / "register.csv"
        path.write_bytes((",".join(HEADINGS) + "\n" + ONE).encode("cp874"))
        assert [row.name_th for row in read_registry(path)] == ["ก"]

    def test_saved_as_a_workbook(self, tmp_path: Path) -> None:
        path = tmp_path / "register.xlsx"
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet()
            page.write_row(0, 0, HEADINGS)
            page.write_row(1, 0, [5999901, "เทศบาลตำบล", "ก", 34, "อุบลราชธานี", "เดชอุดม"])
        (row,) = read_registry(path)
        assert row == RegistryRow("5999901", "เทศบาลตำบล", "ก", "อุบลราชธานี", "เดชอุดม", "34")

    def test_the_sheet_of_a_workbook_that_is_the_register(self) -> None:
        received = ReceivedFile("book.xlsx", b"", (
            sheet("notes", ("ทะเบียน", "2569")), sheet("data", HEADINGS, tuple(ONE.split(","))),
        ))  # fmt: skip
        assert is_register(received)
        assert [row.org_code for row in rows_of(received)] == ["5999901"]


class TestBadRegister:
    @pytest.mark.parametrize(
        ("content", "rule"),
        [
            (b"", "empty_file"),
            (b"PK\x03\x04\x00\x00", "file_is_no_csv"),
            (("\ufeff" + ",".join(HEADINGS)).encode(), "registry_without_rows"),
            ((",".join(HEADINGS) + '\n"5999901,อบต').encode(), "csv_bad_quotes"),
            ((",".join((*HEADINGS, "name_th")) + "\n" + ONE).encode(), "repeated_column"),
        ],
        ids=["empty", "zip", "headings only", "open quote", "heading twice"],
    )
    def test_that_is_no_register(self, tmp_path: Path, content: bytes, rule: str) -> None:
        path = tmp_path / "register.csv"
        path.write_bytes(content)
        with pytest.raises(InputError) as raised:
            read_registry(path)
        assert [problem.rule_code for problem in raised.value.problems] == [rule]

    def test_another_layout_is_told_the_columns_that_it_lacks(self, write_register: WriteRegister) -> None:
        path = write_register("1,ก,34", headings="dla_code;lao,name_th,province_code")
        with pytest.raises(InputError) as raised:
            read_registry(path)
        (problem,) = raised.value.problems
        assert problem.rule_code == "registry_lacks_columns"
        missing = "dla_code, lao_type_th, province_th, district_name_th"
        assert problem.message_en.endswith(f"it lacks the columns {missing}.")
        assert problem.message_th.endswith(f"ขาดคอลัมน์ {missing}")

    @pytest.mark.parametrize("name", ["none.csv", "."], ids=["missing", "folder"])
    def test_that_cannot_be_opened(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(InputError, match="cannot be opened") as raised:
            read_registry(tmp_path / name)
        assert [problem.rule_code for problem in raised.value.problems] == ["registry_not_opened"]

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("599990,อบต.,ก,34,อุบลราชธานี,ข", ("registry_bad_code", "dla_code", "599990")),
            ("๕๙๙๙๙๐๑,อบต.,ก,34,อุบลราชธานี,ข", ("registry_bad_code", "dla_code", "๕๙๙๙๙๐๑")),
            ("59999O1,อบต.,ก,34,อุบลราชธานี,ข", ("registry_bad_code", "dla_code", "59999O1")),
            ("5999902,อบต.,,34,อุบลราชธานี,ข", ("nullability", "name_th", "")),
            ("5999902,เทศบาล,ก,34,อุบลราชธานี,ข", ("registry_unknown_type", "lao_type_th", "เทศบาล")),
            ("5999902,อบต.,ก,99,อุบลราชธานี,ข", ("registry_unknown_province", "province_code", "99")),
            ("5999902,อบต.,ก,34,ยโสธร,ข", ("registry_other_province", "province_th", "ยโสธร")),
        ],
        ids=["short code", "Thai digits", "letter", "no name", "unknown type", "unknown province", "other province"],
    )  # fmt: skip
    def test_row_refuses_the_file(
        self, write_register: WriteRegister, line: str, told: tuple[str, str, str]
    ) -> None:
        with pytest.raises(InputError) as raised:
            read_registry(write_register(ONE, line))
        (problem,) = raised.value.problems
        assert (problem.rule_code, problem.column_name, problem.value) == told
        assert (problem.source_id, problem.row_no) == ("register.csv", 3)

    def test_a_repeated_code_is_told_with_both_rows(self, write_register: WriteRegister) -> None:
        with pytest.raises(InputError) as raised:
            read_registry(write_register(ONE, "6999902,อบต.,ค,34,อุบลราชธานี,ข", ONE.replace("ก", "ข")))
        (problem,) = raised.value.problems
        assert problem.message_th == "รหัส 5999901 ซ้ำ: แถว 2 คือเทศบาลตำบลก และแถว 4 คือเทศบาลตำบลข"
        assert "row 2 is เทศบาลตำบลก, and row 4 is เทศบาลตำบลข" in problem.message_en

    def test_all_wrong_rows_are_told_at_once(self, write_register: WriteRegister) -> None:
        with pytest.raises(InputError) as raised:
            read_registry(write_register("1,x,ก,34,อุบลราชธานี,ข", ONE, ONE))
        told = [(problem.row_no, problem.rule_code) for problem in raised.value.problems]
        assert told == [
            (2, "registry_bad_code"),
            (2, "registry_unknown_type"),
            (4, "registry_repeated_code"),
        ]

    def test_other_files_are_no_register(self) -> None:
        scores = ReceivedFile("ita.xlsx", b"", (sheet("ITA", ("dla_code", "IIT")), sheet("empty")))
        assert not is_register(scores)


class TestOfAStranger:
    """A register is a file of somebody else, too: it is read in a process of its own, within limits."""

    def test_one_that_takes_too_much_is_refused(
        self, write_register: WriteRegister, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(confined, "MOST", Most(seconds=20, cpu_seconds=10, memory_mb=0))
        assert _refusal(write_register(*[ONE] * 30_000)) == "file_too_heavy"

    def test_one_that_is_too_large_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "register.csv"
        path.write_bytes(b"x" * (21 * limits.MEGABYTE))
        assert _refusal(path) == "file_too_large"


def _refusal(path: Path) -> str:
    with pytest.raises(InputError) as told:
        read_registry(path)
    [problem] = told.value.problems
    assert problem.message_th
    return problem.rule_code
