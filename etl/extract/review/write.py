"""An extraction as a source folder: tables, proposed corrections, origin and the review workbook."""

import csv
import re
import shutil
import tempfile
import unicodedata
from datetime import date
from pathlib import Path

from etl.extract.document import Document, Extraction, Row
from etl.extract.review.workbook import write_review
from etl.read import ORIGIN_FILE, REVIEW_FILE, REVIEW_OPEN
from etl.schemas.sources import CORRECTIONS, SOURCE_TABLES

CORRECTIONS_FILE = f"{CORRECTIONS.name}.csv"
_TABLES = {table.name: table for table in SOURCE_TABLES}
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def folder_name(file_name: str) -> str:
    """The name of the source folder of a document: its file name in plain ASCII."""
    stem = unicodedata.normalize("NFKD", Path(file_name).stem).encode("ascii", "ignore").decode().lower()
    return _NOT_PLAIN.sub("_", stem).strip("_") or "document"


def write_source(
    out: Path, document: Document, extraction: Extraction, publisher: str, org_code: str
) -> Path:
    """Write the source folder of an extraction below `out` in one step, and give its path.

    The folder appears whole or not at all.
    """
    out.mkdir(parents=True, exist_ok=True)
    target = out / folder_name(document.file_name)
    draft = Path(tempfile.mkdtemp(prefix=".extract-", dir=out))
    try:
        for name, rows in extraction.tables.items():
            write_table(draft / f"{name}.csv", list(_TABLES[name].columns), table_rows(name, rows))
        write_table(draft / CORRECTIONS_FILE, list(CORRECTIONS.columns), proposed_corrections(extraction))
        origin = origin_text(document, extraction, publisher, org_code)
        (draft / ORIGIN_FILE).write_text(origin, encoding="utf-8")
        write_review(draft / REVIEW_FILE, extraction)
        draft.chmod(0o755)
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return target


def write_table(path: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    """Write rows as a CSV file of a source folder."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def table_rows(name: str, rows: list[Row]) -> list[dict[str, str]]:
    """The rows of a table as texts: values as they are printed, before any correction."""
    columns = _TABLES[name].columns
    return [{column: row[column].value if column in row else "" for column in columns} for row in rows]


def proposed_corrections(extraction: Extraction) -> list[dict[str, str]]:
    """One row for each cell that proof-reading proposes to correct."""
    found = []
    for name, rows in extraction.tables.items():
        for row in rows:
            key = "/".join(row[column].value for column in _TABLES[name].key)
            found += [
                {
                    "table": name,
                    "key": key,
                    "column": column,
                    "printed": read.value,
                    "corrected": read.corrected,
                    "reason": read.reason,
                    "evidence": read.evidence,
                }
                for column, read in row.items()
                if read.corrected is not None and read.corrected != read.value
            ]
    return found


def origin_text(document: Document, extraction: Extraction, publisher: str, org_code: str) -> str:
    """The `origin.toml` of an extraction; `review = "open"` keeps it out of a build until it is accepted."""
    plans = extraction.tables.get("plan", [])
    title = plans[0]["title_th"].value if plans and plans[0]["title_th"].value else document.file_name
    years = sorted(
        {
            row["fiscal_year"].value
            for rows in extraction.tables.values()
            for row in rows
            if "fiscal_year" in row
        }
    )
    lines = [
        f"title = {_quoted(title)}",
        f"publisher = {_quoted(publisher)}",
        f"org_code = {_quoted(org_code)}",
        f"fiscal_years = [{', '.join(year for year in years if year)}]",
        f"document = {_quoted(document.file_name)}",
        f'sha256 = "{document.sha256}"',
        f"accessed = {date.today().isoformat()}",
        'licence = "not stated · ยังไม่ระบุ"',
        f'review = "{REVIEW_OPEN}"',
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\t", " ")
    return f'"{escaped}"'
