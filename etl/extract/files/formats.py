"""A file of any readable format as a document: the one door, with limits and refusals in both languages."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from etl.extract.document import Document
from etl.extract.files.content import Content, UnreadableDocument
from etl.extract.files.excel_files import read_xlsx
from etl.extract.files.packages import entry_names
from etl.extract.files.pdf_files import read_pdf
from etl.extract.files.text_files import read_html, read_text
from etl.extract.files.word_files import read_docx

__all__ = [
    "MOST_CELLS",
    "MOST_LETTERS",
    "MOST_LINES",
    "MOST_MEGABYTES",
    "UnreadableDocument",
    "read_document",
]

MOST_MEGABYTES = 50
# The longest plan that was seen has 4,100 lines and 201,000 letters, the one with the most tables 1,600 cells: what has
# many times that is many documents. The readers take some seconds for the largest that are let in.
MOST_LINES = 20_000
MOST_LETTERS = 2_000_000
MOST_CELLS = 60_000
_MEGABYTE = 1024 * 1024
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"\x00\x00\x01\x00")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEAD = 1024

# What the ending of a name promises.
_NAMED = {
    ".txt": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "HTML",
    ".htm": "HTML",
    ".docx": "Word",
    ".xlsx": "Excel",
    ".pdf": "PDF",
}
_READERS: dict[str, Callable[[bytes, str], Content]] = {
    "text": read_text,
    "HTML": read_html,
    "Word": read_docx,
    "Excel": read_xlsx,
    "PDF": read_pdf,
}


def read_document(path: Path) -> Document:
    """Read a file of any known format as lines and table cells.

    Raises UnreadableDocument, with a message in both languages, for whatever cannot be read.
    """
    data = _bytes(path)
    kind = _kind(path, data)
    content = _READERS[kind](data, path.name)
    if not _says_something(content):
        raise UnreadableDocument("no_text", name=path.name)
    _refuse_too_long(content, path.name)
    content.finish()
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(path.name, sha256, tuple(content.lines), tuple(content.notes))


def _refuse_too_long(content: Content, name: str) -> None:
    """The readers look at each line and cell, so that their time has a bound only where the length has one."""
    found = {
        "lines": (len(content.lines), MOST_LINES),
        "letters": (sum(len(line.text) for line in content.lines), MOST_LETTERS),
        "cells": (sum(len(line.cells) for line in content.lines), MOST_CELLS),
    }
    if any(count > most for count, most in found.values()):
        counts = {what: f"{count:,}" for what, (count, _) in found.items()}
        limits = {f"most_{what}": f"{most:,}" for what, (_, most) in found.items()}
        raise UnreadableDocument("too_long", name=name, **counts, **limits)


def _says_something(content: Content) -> bool:
    """Whether there is text, or a note of why there is none; the encoding alone is no such note."""
    reasons = {note.rule_code for note in content.notes} - {"other_encoding"}
    return bool(reasons) or content.has_rows_left_out or any(line.text.strip() for line in content.lines)


def _bytes(path: Path) -> bytes:
    """The bytes of an ordinary file within the limit; nothing else is opened, as it may never end."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise UnreadableDocument("folder", name=name)
        if not path.exists():
            raise UnreadableDocument("missing", name=name)
        if not path.is_file():
            raise UnreadableDocument("not_a_file", name=name)
        size = path.stat().st_size
        if size > MOST_MEGABYTES * _MEGABYTE:
            megabytes = f"{size / _MEGABYTE:.1f}"
            raise UnreadableDocument("too_large", name=name, size=megabytes, limit=MOST_MEGABYTES)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise UnreadableDocument("not_readable", name=name, detail=detail) from error
    if not data.strip():
        raise UnreadableDocument("empty", name=name)
    return data


def _kind(path: Path, data: bytes) -> str:
    """The format of a file: its content and its name must say the same."""
    named = _NAMED.get(path.suffix.lower())
    if _is_picture(data):
        raise UnreadableDocument("picture", name=path.name)
    if data.startswith(_OLD_OFFICE):
        raise UnreadableDocument("old_office", name=path.name)
    if named is None:
        raise UnreadableDocument("unsupported", name=path.name, known=" ".join(_NAMED))
    held = _held(data, named)
    if named in ("text", "HTML") and held == "text":
        return named
    if held == "zip" or (held == "text" and _is_binary(data)):
        raise UnreadableDocument("damaged", name=path.name, kind=named)
    if held != named:
        raise UnreadableDocument("mismatch", name=path.name, named=named, content=held)
    return named


def _held(data: bytes, named: str) -> str:
    """What the content is by its first bytes; a zip archive by what is in it."""
    head = data[:_PDF_HEAD]
    # Some programs write a few bytes before the mark of a PDF; elsewhere it may be part of a text.
    if head.lstrip().startswith(b"%PDF-") or (named == "PDF" and b"%PDF-" in head):
        return "PDF"
    if not data.startswith(b"PK\x03\x04"):
        return "RTF" if data.startswith(b"{\\rtf") else "text"
    names = entry_names(data)
    if "word/document.xml" in names:
        return "Word"
    if "xl/workbook.xml" in names:
        return "Excel"
    return "zip"


def _is_picture(data: bytes) -> bool:
    is_boxed = data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
    return is_boxed or (data.startswith(_PICTURES) and b"\x00" in data[:100])


def _is_binary(data: bytes) -> bool:
    """Whether the bytes are none of text; UTF-16 has zero bytes too, but not three in a row."""
    return b"\x00\x00\x00" in data
