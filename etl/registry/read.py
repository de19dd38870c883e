"""The register of local administrative organisations, in the layout of the Department's open data (dlads_05_01).

One row is one organisation. Its type is read from the word for the type, never off the code: two subdistrict
municipalities bear codes of another type, and so does Pattaya. Coordinates and areas are not loaded: no page uses
them, some rows have half a coordinate, and the areas are in several units.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polars as pl

from etl.imports.confined import Ended, confined
from etl.imports.receive import receive
from etl.imports.submission import ReceivedFile, Sheet
from etl.imports.too_much import refuse_too_many, too_heavy
from etl.places import REFERENCE
from etl.problems import InputError, Problem

COLUMNS = {
    "dla_code": "org_code",
    "lao_type_th": "type_code",
    "name_th": "name_th",
    "province_code": "province_code",
    "province_th": "province_th",
    "district_name_th": "district_th",
}
"""The columns of the register that are read, and what the house calls them."""

# As the register spells the types, and as documents print them: in full and abbreviated.
PREFIXES = {
    "อบจ.": "องค์การบริหารส่วนจังหวัด",
    "อบต.": "องค์การบริหารส่วนตำบล",
    "เทศบาลนคร": "เทศบาลนคร",
    "เทศบาลเมือง": "เทศบาลเมือง",
    "เทศบาลตำบล": "เทศบาลตำบล",
}
_CODE_LENGTH = 7
# What a keyboard or a web page leaves in a name without being seen, and sara am typed as its two parts.
_UNSEEN = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_SARA_AM_IN_PARTS, _SARA_AM = "\u0e4d\u0e32", "\u0e33"


@dataclass(frozen=True)
class RegistryRow:
    """One organisation of the register; `row_no` is where it stands, the headings being row 1."""

    org_code: str
    type_th: str
    name_th: str
    province_th: str
    district_th: str
    province_code: str = ""
    row_no: int = field(default=0, compare=False)

    @property
    def full_name(self) -> str:
        """The name with its type in front, as documents print it; special ones have their name alone."""
        return PREFIXES.get(self.type_th, "") + self.name_th

    @property
    def type_code(self) -> str:
        """The code of its type; KeyError for a word that is none of the register's."""
        return _types()[self.type_th]


# A row, the rule that it breaks, in which column, with which value, and what its message is filled with.
_Wrong = tuple[RegistryRow, str, str, str, Mapping[str, object]]


def read_registry(path: Path) -> list[RegistryRow]:
    """The organisations of a register on disk; InputError as `opened` and `rows_of` raise it."""
    return rows_of(opened(path))


def opened(path: Path) -> ReceivedFile:
    """A register on disk as it would be received, read in a process of its own as any file that was sent.

    Raises InputError when it cannot be opened, or is refused.
    """
    try:
        files = [(path.name, path.read_bytes())]
    except OSError as error:
        raise InputError([Problem("registry_not_opened", path.name, "", value=error.strerror)]) from error
    refuse_too_many(files)
    try:
        return confined(receive, *files[0])
    except Ended as error:
        raise too_heavy(files) from error


def is_register(received: ReceivedFile) -> bool:
    """Whether a file has a sheet with the headings of a register that no other file has."""
    return any({"dla_code", "lao_type_th"} <= set(_headings(sheet).values()) for sheet in received.sheets)


def sheet_of(received: ReceivedFile) -> Sheet:
    """The sheet that is the register; InputError that names the columns which are missing, or stand twice."""
    nothing = Sheet(received.name, {})
    sheet = min(received.sheets, key=lambda sheet: len(_missing(sheet)), default=nothing)
    if missing := _missing(sheet):
        names = ", ".join(missing)
        raise InputError([Problem("registry_lacks_columns", received.name, sheet.name, 1, value=names)])
    headings = list(_headings(sheet).values())
    if twice := [name for name in COLUMNS if headings.count(name) > 1]:
        raise InputError([Problem("repeated_column", received.name, sheet.name, 1, name) for name in twice])
    return sheet


def columns_of(sheet: Sheet) -> dict[str, int]:
    """Which column of the sheet each column of the register is, counted from 1."""
    return {name: column_no for column_no, name in _headings(sheet).items() if name in COLUMNS}


def rows_of(received: ReceivedFile) -> list[RegistryRow]:
    """The organisations of a register.

    A row that is wrong refuses the whole file: left out, its organisation would pass for one that was abolished.
    Raises InputError with every such row: a code without 7 digits or twice there, a name that is missing, a type
    or a province that is not known.
    """
    sheet = sheet_of(received)
    rows = [_row(row_no, values) for row_no, values in _values(sheet)]
    if not rows:
        raise InputError([Problem("registry_without_rows", received.name, sheet.name)])
    problems = [
        Problem(rule, received.name, sheet.name, row.row_no, column, value, detail=tuple(detail.items()))
        for row, rule, column, value, detail in (*_wrong_cells(rows), *_repeated_codes(rows))
    ]
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.row_no or 0))
    return rows


def _headings(sheet: Sheet) -> dict[int, str]:
    return {column_no: _clean(cell.text).lower() for column_no, cell in sheet.rows.get(1, {}).items()}


def _missing(sheet: Sheet) -> list[str]:
    present = set(_headings(sheet).values())
    return [name for name in COLUMNS if name not in present]


def _values(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    """The cells of each row below the headings by column; blank rows are passed by."""
    places = columns_of(sheet)
    for row_no, cells in sorted(sheet.rows.items()):
        if row_no > 1 and any(cell.text.strip() for cell in cells.values()):
            texts = {column_no: cell.text for column_no, cell in cells.items()}
            yield row_no, {name: _clean(texts.get(column_no, "")) for name, column_no in places.items()}


def _row(row_no: int, values: Mapping[str, str]) -> RegistryRow:
    return RegistryRow(
        org_code=values["dla_code"],
        type_th=values["lao_type_th"],
        name_th=values["name_th"],
        province_th=values["province_th"],
        district_th=values["district_name_th"],
        province_code=values["province_code"],
        row_no=row_no,
    )


def _clean(text: str) -> str:
    """The text without what is not seen, with single blanks."""
    return " ".join(text.translate(_UNSEEN).replace(_SARA_AM_IN_PARTS, _SARA_AM).split())


def _wrong_cells(rows: list[RegistryRow]) -> Iterator[_Wrong]:
    types, provinces = _types(), _provinces()
    for row in rows:
        code = row.org_code
        if len(code) != _CODE_LENGTH or not code.isascii() or not code.isdigit():
            yield row, "registry_bad_code", "dla_code", code, {}
        if not row.name_th:
            yield row, "nullability", "name_th", "", {}
        if row.type_th not in types:
            yield row, "registry_unknown_type", "lao_type_th", row.type_th, {"known": ", ".join(types)}
        if row.province_code not in provinces:
            yield row, "registry_unknown_province", "province_code", row.province_code, {}
        elif provinces[row.province_code] != row.province_th:
            names = {"code": row.province_code, "known": provinces[row.province_code]}
            yield row, "registry_other_province", "province_th", row.province_th, names


def _repeated_codes(rows: list[RegistryRow]) -> Iterator[_Wrong]:
    """Each row whose code an earlier one bears, told with both."""
    first: dict[str, RegistryRow] = {}
    for row in rows:
        earlier = first.setdefault(row.org_code, row)
        if earlier is not row:
            names = {"first": earlier.full_name, "second": row.full_name}
            numbers = {"first_row": earlier.row_no, "second_row": row.row_no}
            yield row, "registry_repeated_code", "dla_code", row.org_code, {**names, **numbers}


@cache
def _types() -> dict[str, str]:
    """The register's words for a type -> the code of the type."""
    return _reference("organisation_type", "type_th", "type_code")


@cache
def _provinces() -> dict[str, str]:
    """Code -> name of a province."""
    return _reference("province", "province_code", "province_th")


def _reference(table: str, key: str, value: str) -> dict[str, str]:
    frame = pl.read_csv(REFERENCE / f"{table}.csv", columns=[key, value], infer_schema=False)
    return dict(frame.select(key, value).iter_rows())
