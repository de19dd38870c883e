"""What is wrong with a file that was sent, by sheet and cell, and the file with its errors marked."""

from collections.abc import Sequence
from functools import partial

import polars as pl
import streamlit as st

from dashboard import formats, parts
from dashboard.access import entry
from dashboard.downloads import MEDIA
from dashboard.language import language, t
from dashboard.sections import import_door as door
from dashboard.sections import import_lists
from dashboard.sections.import_door import Examination, Placed, Unmatched


def show(found: Examination) -> None:
    """The errors with the marked workbook, the names that nobody knows, and what is only told."""
    if found.problems:
        parts.subheading(t("import.problems"), is_chosen=True)
        import_lists.show("problems", _rows(found.problems))
        _marked(found)
    if found.unmatched:
        parts.subheading(t("import.unmatched"), is_chosen=True)
        parts.note(t("import.unmatched_how"))
        import_lists.show("unmatched", _unmatched(found.unmatched))
    if found.notices:
        words = t("import.notices", count=formats.count(len(found.notices)))
        with st.expander(words, key="import-notices"):
            import_lists.show("notices", _rows(found.notices))


def _rows(placed: Sequence[Placed]) -> pl.DataFrame:
    """One thing wrong a row: what to do, where, in which column, and the value that stands there."""
    lines = [
        {
            f"message_{language()}": door.in_language(item, "message"),
            "import_place": place(item.sheet, item.cell, item.row_no),
            "import_column": door.in_language(item, "column"),
            "import_value": item.value,
        }
        for item in placed
    ]
    return pl.DataFrame(lines, schema_overrides={"import_value": pl.String})


def place(sheet: str, cell: str | None, row_no: int | None) -> str:
    """Where an officer finds it: sheet and cell, or the row, or the sheet as a whole."""
    if cell:
        return t("import.place_cell", sheet=sheet, cell=cell)
    return t("import.place_row", sheet=sheet, row=row_no) if row_no else sheet


def _unmatched(rows: Sequence[Unmatched]) -> pl.DataFrame:
    lines = [
        {
            "import_name": item.text,
            "import_place": place(item.sheet, item.cell, item.row_no),
            "import_suggestions": "\n".join(
                t("import.suggestion", code=code, name=name, percent=formats.percent(score))
                for code, name, score in item.suggestions
            ),
        }
        for item in rows
    ]
    return pl.DataFrame(lines)


def _marked(found: Examination) -> None:
    stem = found.file_name.rpartition(".")[0] or found.file_name
    st.download_button(
        t("import.fetch_marked"),
        partial(door.marked, found),
        entry.name_for_reader(t("import.marked_name", stem=stem)),
        MEDIA["xlsx"],
        key="import-marked",
        on_click="ignore",
        icon=":material/download:",
    )
