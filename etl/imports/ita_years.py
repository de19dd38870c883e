"""The fiscal year of a table of ITA results: from its title, its headings, a column, or whoever sends it."""

import re
from collections.abc import Iterable

from etl.extract.figures.blocks import named_years
from etl.extract.numerals import arabic
from etl.imports.forms.places import Place
from etl.imports.ita_headings import YEAR, Headings
from etl.imports.submission import Sheet
from etl.problems import Problem

_FISCAL = re.compile(
    r"(?:งบประมาณ|ประจำปี|fiscal year|fy)\s*(?:\(?พ\.?\s*ศ\.?\)?)?\s*(25[4-9]\d)", re.IGNORECASE
)
_PLAIN_YEAR = re.compile(r"(?:พ\.?\s*ศ\.?)?\s*(\d{4})(?:\.0+)?")


def year_of_sheet(
    place: Place, sheet: Sheet, headings: Headings, given: int | None
) -> tuple[int | None, Problem | None]:
    """The one year that a sheet is of, and what is wrong where there is none or where it is said in two ways.

    A column with several years needs no year of the sheet; one with a single year counts like a title.
    """
    titles = [
        cell.text
        for row_no, row in sheet.rows.items()
        if row_no < headings.first_row
        for cell in row.values()
    ]
    column = set(map(year_in_cell, column_texts(sheet, headings)))
    stated = [
        ("ชื่อตาราง", "the title", years_in_title(titles)),
        ("ชื่อแผ่นงาน", "the name of the sheet", years_in_title([sheet.name])),
        ("หัวคอลัมน์", "a heading", headings.years),
        ("คอลัมน์ปี", "the column of years", column if len(column) == 1 else set()),
        ("ปีที่เลือก", "the year chosen", {str(given)} if given else set()),
    ]
    years = sorted(set[str]().union(*(found for *_, found in stated)))
    if len(years) > 1:
        told = [(thai, english, year) for thai, english, found in stated for year in sorted(found)]
        said_th = ", ".join(f"{thai} {year}" for thai, _, year in told)
        said_en = ", ".join(f"{english} {year}" for _, english, year in told)
        return None, place.problem("ita_years_disagree", said_th=said_th, said_en=said_en)
    if years:
        return int(years[0]), None
    return None, None if column else place.problem("ita_no_year")


def years_in_title(texts: Iterable[str]) -> set[str]:
    """The years in lines above a table; the day of the announcement counts only where no fiscal year is named."""
    lines = [arabic(text) for text in texts]
    fiscal = {year for line in lines for year in _FISCAL.findall(line)}
    return fiscal or {str(year) for line in lines for year in named_years(line)}


def column_texts(sheet: Sheet, headings: Headings) -> list[str]:
    """What stands in the column of years, blanks left out."""
    column = headings.columns.get(YEAR, 0)
    below = (row for row_no, row in sheet.rows.items() if row_no > headings.last_row)
    texts = (row[column].text for row in below if column in row)
    return [text for text in texts if _PLAIN_YEAR.fullmatch(arabic(text).strip())]


def year_in_cell(text: str) -> str:
    """The year of a cell as digits; another text stays as it is, for the rules of the schema to judge."""
    year = _PLAIN_YEAR.fullmatch(arabic(text).strip())
    return year[1] if year else text.strip()
