"""A `.sql` file with a header of `-- key: value` lines: what it answers, beside how."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files
from itertools import takewhile

_HEADER = re.compile(r"^--\s*([a-z_]+):\s*(.*)$")
# To be raised when the tables of the schema `kept` change.
KEPT_FORM = "kept 1"
_PARAMETER = re.compile(r"\$([a-z_]+)")


@dataclass(frozen=True)
class SqlFile:
    """One named statement: its header, its text and the names of its bound parameters."""

    name: str
    header: dict[str, str]
    text: str

    @property
    def parameters(self) -> list[str]:
        """The parameters in the order of their first use."""
        return parameters_of(self.text)


def parameters_of(statement: str) -> list[str]:
    """The names of the bound parameters of a statement, in the order of their first use."""
    return list(dict.fromkeys(_PARAMETER.findall(statement)))


@cache
def sql_files(folder: str) -> dict[str, SqlFile]:
    """The statements of `warehouse/sql/<folder>` by name, in the order of their names."""
    paths = files("warehouse").joinpath("sql", folder).iterdir()
    found = [path for path in paths if path.name.endswith(".sql")]
    return {
        file.name: file
        for file in sorted((_read(path.name, path.read_text(encoding="utf-8")) for path in found), key=_name)
    }


def in_order_of_use(files: Mapping[str, SqlFile]) -> list[str]:
    """The names, such as `mart.scope`, each after those that its statement names."""
    named = {
        name: {other for other in files if other != name and re.search(rf"{re.escape(other)}\b", file.text)}
        for name, file in files.items()
    }
    return list(TopologicalSorter(named).static_order())


@cache
def statements_sha256() -> str:
    """A digest of the statements that make a build: a build of another digest may lack what the queries ask."""
    folders = ("stage", "marts", "ready", "views", "macros", "metrics", "checks")
    # What a build keeps for the next one is no statement, and yet of a form that the next one knows.
    texts = [
        KEPT_FORM,
        *(f"{file.header}{file.text}" for folder in folders for file in sql_files(folder).values()),
    ]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _name(file: SqlFile) -> str:
    return file.name


def _read(file_name: str, content: str) -> SqlFile:
    lines = content.splitlines()
    header_lines = [match for match in takewhile(bool, map(_HEADER.match, lines)) if match]
    header = {match[1]: match[2].strip() for match in header_lines}
    body = "\n".join(lines[len(header_lines) :]).strip().rstrip(";")
    return SqlFile(file_name.removesuffix(".sql"), header, body)
