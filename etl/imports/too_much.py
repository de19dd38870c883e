"""The refusals of what is too much to be read: too many files, too large ones, and those that take too long."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from etl.imports import limits
from etl.imports.receive import shown_name
from etl.problems import InputError

_FOLDER = "folder"
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_.\-]")

File = tuple[str, bytes]


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
    return shown_name(files[0][0]) if len(files) == 1 else folder_name(files)


def folder_name(files: Sequence[File]) -> str:
    """The name of the folder that the files came from, as a source may be named."""
    parent = PurePosixPath(files[0][0].replace("\\", "/")).parent.name if files else ""
    return _NOT_IN_A_NAME.sub("_", parent)[:80].strip(".") or _FOLDER
