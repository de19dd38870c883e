"""The files of one submission, read: a single file by what it holds, several as a source folder."""

import io
import re
import tempfile
import tomllib
import zipfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path, PurePosixPath

from etl.imports import limits
from etl.imports.receive import receive, shown_name
from etl.imports.submission import ReceivedFile, Submission, SubmissionKind
from etl.imports.understand import understand
from etl.problems import InputError, Problem
from etl.read import ORIGIN_FILE, PLACE_COLUMNS, REVIEW_FILE, read_source
from warehouse.reader import Warehouse

_FOLDER = "folder"
_READ_SUFFIXES = {".toml", ".csv", ".parquet", ".xlsx"}
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_.\-]{1,80}")
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_.\-]")
# What of a folder's own `origin.toml` goes with it; whose turn it is, is told by the inbox.
_KEPT_ENTRIES = ("title", "publisher", "licence", "org_code", "document", "sha256", "notes", "is_simulated")

File = tuple[str, bytes]


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


def refuse_too_many(files: Sequence[File]) -> None:
    """Raise InputError when there are more files, or larger ones, than are read at all."""
    name, limit = _shown(files), limits.LARGEST_FILE_MB
    if len(files) > limits.MOST_FILES:
        raise limits.refusal("too_many_files", name, count=len(files), limit=limits.MOST_FILES)
    size = sum(len(content) for _, content in files)
    if size > limit * limits.MEGABYTE:
        if len(files) > 1:
            raise limits.refusal("folder_too_large", name, limit=f"{limit} MB")
        raise limits.refusal("file_too_large", name, size=-(-size // limits.MEGABYTE), limit=limit)


def too_heavy(files: Sequence[File]) -> InputError:
    """The refusal of what took too much time or memory, for the caller to raise."""
    return limits.refusal(
        "file_too_heavy", _shown(files), seconds=limits.MOST_CPU_SECONDS, memory=limits.MOST_MEMORY_MB
    )


def _shown(files: Sequence[File]) -> str:
    return shown_name(files[0][0]) if len(files) == 1 else _folder_name(files)


def _read_folder(files: Sequence[File]) -> tuple[ReceivedFile, Submission]:
    name = _folder_name(files)
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


def _folder_name(files: Sequence[File]) -> str:
    """The name of the folder that the files came from, as a source may be named."""
    parent = PurePosixPath(files[0][0].replace("\\", "/")).parent.name if files else ""
    return _NOT_IN_A_NAME.sub("_", parent)[:80].strip(".") or _FOLDER


def _archive(contents: dict[str, bytes]) -> bytes:
    """The files as one, the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            archive.writestr(zipfile.ZipInfo(name), contents[name])
    return buffer.getvalue()
