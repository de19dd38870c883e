"""A workbook is a zip archive of XML parts: what is in it, checked before a library unpacks anything."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from etl.imports import limits
from etl.imports.limits import MEGABYTE, refusal

_CHUNK = 1024 * 1024
_ENCRYPTED = 0x1
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
# Parts that are read piece by piece and may be large.
_STREAMED = ("worksheets/", "sharedstrings.xml", "/media/")
_MACROS = ("vbaproject", "macroenabled", "macrosheet")
_LINKS = ("externallink", "/embeddings/", "oleobject", "/activex/", "xl/connections", "/querytables/")


def opened(name: str, content: bytes) -> zipfile.ZipFile:
    """The archive of a workbook: of bearable size, without macros, links to elsewhere or XML entities.

    Raises InputError otherwise.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _check_directory(name, len(content), archive)
        _check_kind(name, archive)
        for entry in archive.infolist():
            _check_part(name, archive, entry)
    except _DAMAGED as error:
        raise refusal("file_damaged", name) from error
    return archive


def _check_directory(name: str, packed: int, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise refusal("file_has_password", name)
    if len(entries) > limits.MOST_PARTS:
        raise refusal("file_too_many_parts", name, count=len(entries), limit=limits.MOST_PARTS)
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked // packed
    is_bomb = ratio > limits.LARGEST_RATIO and unpacked > limits.RATIO_COUNTS_FROM_MB * MEGABYTE
    if is_bomb or unpacked > limits.LARGEST_UNPACKED_MB * MEGABYTE:
        size = -(-unpacked // MEGABYTE)
        raise refusal(
            "file_unpacks_too_large",
            name,
            size=size,
            ratio=ratio,
            limit=limits.LARGEST_UNPACKED_MB,
            most_ratio=limits.LARGEST_RATIO,
        )
    for entry in entries:
        is_streamed = any(part in entry.filename.lower() for part in _STREAMED)
        if not is_streamed and entry.file_size > limits.LARGEST_PART_MB * MEGABYTE:
            raise refusal("file_part_too_large", name, part=entry.filename, limit=limits.LARGEST_PART_MB)


def _check_kind(name: str, archive: zipfile.ZipFile) -> None:
    parts = {entry.filename.lower() for entry in archive.infolist()}
    if "mimetype" in parts or "content.xml" in parts:
        raise refusal("file_is_open_document", name)
    if "[content_types].xml" not in parts:
        raise refusal("file_damaged", name)
    # A part may have any name; what it is stands in the list of types.
    types = archive.read(_entry(archive, "[content_types].xml")).decode("latin-1").lower().replace("\0", "")
    said = "\n".join([*sorted(parts), types])
    if any(word in said for word in _MACROS) or "xl/workbook.bin" in parts:
        raise refusal("file_has_macros", name)
    if "spreadsheetml" not in types:
        raise refusal("file_kind_unknown", name)
    if any(word in said for word in _LINKS):
        raise refusal("file_has_links", name)


def _entry(archive: zipfile.ZipFile, lower_name: str) -> zipfile.ZipInfo:
    return next(entry for entry in archive.infolist() if entry.filename.lower() == lower_name)


def _check_part(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack a part once, piece by piece, keeping nothing.

    The directory may lie about sizes: no more than it states is unpacked, and then the checksum fails.
    """
    parser = expat.ParserCreate()
    count = 0

    def refuse_doctype(*_: object) -> None:
        raise refusal("file_has_entities", name)

    def count_element(*_: object) -> None:
        nonlocal count
        count += 1
        if count > limits.MOST_ELEMENTS:
            raise refusal("file_too_many_elements", name, part=entry.filename, limit=limits.MOST_ELEMENTS)

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = count_element
    is_xml = True
    for chunk in _chunks(archive, entry):
        if is_xml:
            try:
                parser.Parse(chunk)
            except expat.ExpatError:
                # A picture, or a broken part: whoever needs it as XML will say so.
                is_xml = False


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
