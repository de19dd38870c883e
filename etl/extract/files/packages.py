"""Word and Excel files are zip archives: what is in one, checked before anything is unpacked."""

import io
import zipfile
import zlib

from etl.extract.files.content import UnreadableDocument

MOST_UNPACKED_MB = 200
_ENCRYPTED = 0x1
_MEGABYTE = 1024 * 1024


def opened(data: bytes, name: str, kind: str) -> zipfile.ZipFile:
    """The archive, whole and of bearable size; every entry is read once in pieces to be sure of both."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise UnreadableDocument("old_office", name=name)
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED_MB * _MEGABYTE:
            raise UnreadableDocument("unpacked_too_large", name=name, limit=MOST_UNPACKED_MB)
        # Sizes are only what the archive says; reading stops at them, and the checksum then fails.
        if archive.testzip() is not None:
            raise UnreadableDocument("damaged", name=name, kind=kind)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableDocument("damaged", name=name, kind=kind) from error
    return archive


def entry_names(data: bytes) -> set[str]:
    """The names in the archive; none when its directory is broken."""
    try:
        return set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return set()
