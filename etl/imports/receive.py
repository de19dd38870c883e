"""The one gate for files that officers send: judged by name and bytes, then read into sheets and cells."""

import unicodedata

from etl.imports import limits
from etl.imports.csv_files import encoding_notices, read_csv
from etl.imports.limits import MEGABYTE, refusal
from etl.imports.submission import ReceivedFile
from etl.imports.workbooks import read_workbook
from etl.problems import Problem

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream in which Office keeps a workbook that has a password.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_REFUSED_NAMES = {
    ".xls": "file_is_old_excel",
    ".xlsm": "file_has_macros",
    ".xltm": "file_has_macros",
    ".xlsb": "file_has_macros",
    ".ods": "file_is_open_document",
    ".ots": "file_is_open_document",
}
_NAMELESS = "แฟ้มไม่มีชื่อ"


def receive(name: str, content: bytes) -> ReceivedFile:
    """Read a file as it came; nothing of it is calculated, followed or judged by its meaning.

    Raises InputError with a problem that names the limit or says what to do instead.
    """
    name = shown_name(name)
    if len(content) > limits.LARGEST_FILE_MB * MEGABYTE:
        size = -(-len(content) // MEGABYTE)
        raise refusal("file_too_large", name, size=size, limit=limits.LARGEST_FILE_MB)
    if not content.strip():
        raise refusal("empty_file", name)
    if rule_code := _refused_kind(name, content):
        raise refusal(rule_code, name, value=_suffix(name) or name)
    if _suffix(name) == ".csv":
        return ReceivedFile(name, content, (read_csv(name, content),))
    return ReceivedFile(name, content, read_workbook(name, content))


def reading_notices(received: ReceivedFile) -> list[Problem]:
    """What an officer should know of how a file was read, though nothing is wrong with it."""
    return encoding_notices(received.name, received.content) if _suffix(received.name) == ".csv" else []


def shown_name(name: str) -> str:
    """The last part of a path, without letters that are not seen; a long name keeps its end."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in base if unicodedata.category(letter) not in ("Cc", "Cf", "Cs"))
    stem, dot, suffix = seen.strip().rpartition(".")
    if len(seen) > limits.LONGEST_NAME and stem and len(suffix) < limits.LONGEST_NAME:
        return stem[: limits.LONGEST_NAME - len(dot + suffix)] + dot + suffix
    return seen.strip()[: limits.LONGEST_NAME] or _NAMELESS


def _refused_kind(name: str, content: bytes) -> str | None:
    """The rule for a file of a kind that is not read; None for a CSV or a workbook."""
    suffix = _suffix(name)
    if content.startswith(_OLE):
        return "file_has_password" if _ENCRYPTED in content else "file_is_old_excel"
    if suffix in _REFUSED_NAMES:
        return _REFUSED_NAMES[suffix]
    if suffix not in (".csv", ".xlsx"):
        return "file_kind_unknown"
    is_zip = content.startswith(_ZIP)
    if suffix == ".csv":
        return "file_is_no_csv" if is_zip else None
    return None if is_zip else "file_damaged"


def _suffix(name: str) -> str:
    _, dot, suffix = name.rpartition(".")
    return dot + suffix.lower() if dot else ""
