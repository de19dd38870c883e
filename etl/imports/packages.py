"""A workbook is a zip archive of XML parts: what is in it, checked before a library unpacks anything."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from etl.imports import limits
from etl.imports.limits import MEGABYTE, refusal

_CHUNK = 1024 * 1024
_ARCHIVE = b"PK\x03\x04"
# A part that would lie outside the archive, were it unpacked to files; some programs write a single slash before.
_NOT_IN_A_PART = re.compile(r"(^|/)\.\.(/|$)|[\\:\0]|^//")
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
        if _NOT_IN_A_PART.search(entry.filename):
            raise refusal("file_damaged", name)
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
    look = _Look(name, entry.filename)
    is_xml = True
    for number, chunk in enumerate(_chunks(archive, entry)):
        if number == 0 and chunk.startswith(_ARCHIVE):
            raise refusal("file_has_links", name)
        if is_xml:
            is_xml = look.goes_on(chunk)


class _Look:
    """One part looked at as XML: what no workbook needs refuses the file."""

    def __init__(self, name: str, part: str) -> None:
        self._name, self._part = name, part
        self._is_of_links = part.lower().endswith(".rels")
        self._count = self._depth = 0
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def goes_on(self, chunk: bytes) -> bool:
        """Whether the part is XML so far; a picture or a broken part is told by whoever needs it as XML."""
        try:
            self._parser.Parse(chunk)
        except expat.ExpatError:
            return False
        except LookupError as error:
            # Another parser may know this encoding, and what it would find there nobody has looked at.
            raise refusal("file_damaged", self._name) from error
        return True

    def _refuse_doctype(self, *_: object) -> None:
        raise refusal("file_has_entities", self._name)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        self._depth += 1
        if self._count > limits.MOST_ELEMENTS:
            limit = limits.MOST_ELEMENTS
            raise refusal("file_too_many_elements", self._name, part=self._part, limit=limit)
        if self._depth > limits.MOST_DEPTH:
            raise refusal("file_damaged", self._name)
        if self._is_of_links and _leads_outside(attributes):
            raise refusal("file_has_links", self._name)

    def _end(self, _: str) -> None:
        self._depth -= 1


def _leads_outside(attributes: dict[str, str]) -> bool:
    """A link of a cell may lead anywhere, for nobody follows it; whatever else does, Excel would fetch."""
    is_of_cell = attributes.get("Type", "").endswith("/hyperlink")
    return attributes.get("TargetMode", "").lower() == "external" and not is_of_cell


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
