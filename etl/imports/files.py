"""The files of one submission, read: a single file by what it holds, several as a source folder."""

import io
import re
import tempfile
import tomllib
import zipfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path, PurePosixPath

from etl.imports.receive import receive
from etl.imports.submission import ReceivedFile, Submission, SubmissionKind
from etl.imports.too_much import File, folder_name
from etl.imports.understand import understand
from etl.problems import InputError, Problem
from etl.read import ORIGIN_FILE, PLACE_COLUMNS, REVIEW_FILE, read_source
from warehouse.reader import Warehouse

_READ_SUFFIXES = {".toml", ".csv", ".parquet", ".xlsx"}
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_.\-]{1,80}")
# What of a folder's own `origin.toml` goes with it; whose turn it is, is told by the inbox.
_KEPT_ENTRIES = ("title", "publisher", "licence", "org_code", "document", "sha256", "notes", "is_simulated")


def read_files(
    files: Sequence[File], build: Path, fiscal_year: int | None = None
) -> tuple[ReceivedFile, Submission]:
    """What was received and what it says, over the build in the file `build`.

    Several files are those of a source folder, as `extract` writes them. Called from outside it runs confined.
    Raises InputError when the files cannot be read.
    """
    if len(files) != 1 or _base_name(files[0][0]) == ORIGIN_FILE:
        return _read_folder(files)
    received = receive(*files[0])
    with closing(Warehouse(build)) as warehouse:
        return received, understand(received, warehouse, fiscal_year)


def _read_folder(files: Sequence[File]) -> tuple[ReceivedFile, Submission]:
    name = folder_name(files)
    contents = {_base_name(path): content for path, content in files}
    if len(contents) < len(files):
        raise InputError([Problem("files_of_several_folders", name, "")])
    if ORIGIN_FILE not in contents:
        raise InputError([Problem("several_files", name, "", value=", ".join(sorted(contents)))])
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / name
        folder.mkdir()
        for file_name, content in _read_ones(name, contents).items():
            (folder / file_name).write_bytes(content)
        source = read_source(folder)
    tables = {
        table: frame.select(*source.stated[table], *PLACE_COLUMNS[:-1])
        for table, frame in source.tables.items()
    }
    origin = tomllib.loads(contents[ORIGIN_FILE].decode("utf-8-sig"))
    submission = Submission(
        SubmissionKind.folder,
        source.origin.title_th,
        org_code=source.origin.org_code,
        tables=tables,
        origin={entry: origin[entry] for entry in _KEPT_ENTRIES if entry in origin},
    )
    return ReceivedFile(name, _archive(contents), ()), submission


def _read_ones(folder: str, contents: dict[str, bytes]) -> dict[str, bytes]:
    """The files of a folder that are read; a workbook must stand the same looks as one that comes alone."""
    read = {}
    for name, content in contents.items():
        suffix = PurePosixPath(name).suffix.lower()
        if suffix not in _READ_SUFFIXES or name == REVIEW_FILE:
            continue
        if not _PLAIN_NAME.fullmatch(name):
            raise InputError([Problem("bad_file_name", folder, "", value=name)])
        if suffix == ".xlsx":
            receive(name, content)
        read[name] = content
    return read


def _base_name(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name


def _archive(contents: dict[str, bytes]) -> bytes:
    """The files as one, the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            archive.writestr(zipfile.ZipInfo(name), contents[name])
    return buffer.getvalue()
