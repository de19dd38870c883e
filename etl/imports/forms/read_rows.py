"""The rows of one sheet of a form as an officer left them."""

from dataclasses import dataclass, field
from typing import Any

from etl.imports.forms.cells import read_cell
from etl.imports.forms.columns import Column
from etl.imports.forms.content import Content
from etl.imports.forms.declare import FormSheet, Role
from etl.imports.forms.places import Columns, Place, filled_rows
from etl.imports.forms.structure import Structure, structure_of
from etl.imports.submission import Cell, Sheet
from etl.problems import Problem


@dataclass
class FormRow:
    """One row: by column the code or text that a source file would hold, and what is wrong with it."""

    row_no: int
    values: dict[str, str | None]
    problems: list[Problem] = field(default_factory=list)

    def has(self, declared: FormSheet, role: Role) -> bool:
        """Whether any column of that role is filled."""
        return any(self.values[one.name] is not None for one in declared.fields if one.role == role)


@dataclass
class SheetReading:
    """One sheet as read; `problems` are those of the sheet, for which none of its rows is trusted."""

    place: Place
    declared: FormSheet
    content: Content
    rows: list[FormRow] = field(default_factory=list)
    columns: Columns = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def refuse(self, row: FormRow, rule: str, name: str, **detail: Any) -> None:
        """Tell what is wrong with one cell of a row."""
        row.problems.append(self._told(row, rule, name, **detail))

    def notice(self, row: FormRow, rule: str, name: str, **detail: Any) -> None:
        """Tell of a cell what keeps nothing out."""
        self.notices.append(self._told(row, rule, name, **detail))

    def _told(self, row: FormRow, rule: str, name: str, **detail: Any) -> Problem:
        heading = self.declared.field(name).heading
        value = row.values[name] or ""
        told: dict[str, Any] = {"value": value, "heading": heading, **detail}
        return self.place.problem(rule, row.row_no, name, **told)


def read_rows(place: Place, sheet: Sheet, declared: FormSheet, content: Content) -> SheetReading:
    """The filled rows of a sheet, or why they cannot be read."""
    structure = structure_of(place, sheet, declared)
    reading = SheetReading(place, declared, content, columns=structure.columns, problems=structure.problems)
    if structure.problems:
        return reading
    columns = [Column(one, content.choices, content.form.fiscal_year) for one in declared.fields]
    for row_no, cells in filled_rows(sheet).items():
        if row_no > 1:
            reading.rows.append(_row(reading, columns, structure, row_no, cells))
    return reading


def _row(
    reading: SheetReading, columns: list[Column], structure: Structure, row_no: int, cells: dict[int, Cell]
) -> FormRow:
    row = FormRow(row_no, {column.field.name: None for column in columns})
    row.problems += [problem for problem in structure.unread if problem.row_no == row_no]
    for column in columns:
        name = column.field.name
        cell = cells.get(structure.column_nos[name])
        if cell is None:
            continue
        read = read_cell(column, cell)
        row.values[name] = read.value
        if read.rule:
            reading.refuse(row, read.rule, name, value=cell.text.strip(), **read.detail)
    return row


def is_told(row: FormRow, name: str) -> bool:
    """Whether a problem of that column is told already."""
    return any(problem.column_name == name for problem in row.problems)
