"""What is wrong with an input, said in Thai and English with file, row and column."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an input: the rule it breaks, where, and the value that stands there.

    `row_no` counts as a spreadsheet does: the header is row 1. A problem of a whole file has no row.
    """

    rule_code: str
    source_id: str
    file_name: str
    row_no: int | None = None
    column_name: str | None = None
    value: str | None = None
    locator: str | None = None
    detail: tuple[tuple[str, Any], ...] = ()

    @property
    def message_th(self) -> str:
        """The message for an officer, in Thai."""
        return self.told("th")

    @property
    def message_en(self) -> str:
        """The message in English."""
        return self.told("en")

    @property
    def place(self) -> str:
        """File, row and column as one string, such as `a/plan.csv:12 fiscal_year`."""
        row = f":{self.row_no}" if self.row_no is not None else ""
        column = f" {self.column_name}" if self.column_name else ""
        return f"{self.source_id}/{self.file_name}{row}{column}"

    def told(self, language: str, column: str | None = None) -> str:
        """The message in Thai (`th`) or English (`en`), with `column` as the name of the column where it is given."""
        values = {"value": self.value or "", "column": column or self.column_name or "", **dict(self.detail)}
        return _texts()[self.rule_code][language].format(**values)


class InputError(Exception):
    """The input cannot be built from; `problems` says why. Nothing was published."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems; the text of the exception is the first of them."""
        super().__init__(f"{problems[0].place}: {problems[0].message_en}")
        self.problems = problems


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("etl").joinpath("problems.toml").read_text(encoding="utf-8"))
