"""What tests of the reader share: real documents as lines, and a context of reference titles."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from measure_documents import PROJECT, text_document

from etl.extract.document import Context, Document

REFERENCE = PROJECT / "seeds" / "reference"


@pytest.fixture(scope="session")
def real_document(documents: Path) -> Callable[[str], Document]:
    """Read one of the five documents by the file name that its source's origin gives."""

    def read(start: str) -> Document:
        path = next(documents.glob(f"{start}_*.txt"))
        return text_document(path.read_text(encoding="utf-8"), path.name)

    return read


@pytest.fixture(scope="session")
def make_context() -> Callable[..., Context]:
    """A context with the reference titles of the project."""

    def rows(name: str) -> list[dict[str, str]]:
        with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    dimensions = tuple(
        (row["framework_code"], int(row["dimension_no"]), row["title_th"]) for row in rows("dimension")
    )
    missions = tuple(
        (row["framework_code"], row["mission_no"], int(row["dimension_no"]), row["title_th"])
        for row in rows("mission")
    )

    def make(org_code: str = "5999901", *names: str) -> Context:
        return Context(org_code, names, missions=missions, dimensions=dimensions)

    return make
