"""PDF files with a text layer: lines and tables by page."""

import io
import logging
import re
import zlib
from dataclasses import dataclass, field

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.table import Table

from etl.extract.files.content import Content, UnreadableDocument, folded, listed

MOST_PAGES = 1000
MOST_STREAM_MB = 32
# A page of text has some 50 kB of drawing instructions, and a table some hundred lines.
_MOST_PAGE_BYTES = 3_000_000
_MOST_SHAPES = 5_000

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_NO_LETTER = re.compile(r"\(cid:\d+\)|\ufffd")
_MEGABYTE = 1024 * 1024
_LOCKED = (PDFPasswordIncorrect, PDFEncryptionError)
# Thai fonts keep marks that are moved beside tall letters at places of their own.
_MOVED_MARKS = (
    "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b"
    "\u0e4c\u0e0d\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a"
)
_THAI_GLYPHS = str.maketrans({0xF700 + place: mark for place, mark in enumerate(_MOVED_MARKS)})
_SPLIT_AM = re.compile(r"\u0e4d([\u0e48-\u0e4b]?)\u0e32")

logging.getLogger("pdfminer").setLevel(logging.ERROR)


@dataclass
class _Pages:
    """The pages that were not read well, by what ails them."""

    without_text: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    too_crowded: list[int] = field(default_factory=list)
    letters: int = 0
    unknown: int = 0


def read_pdf(data: bytes, name: str) -> Content:
    """The text layer of a PDF. A scan without one is refused with what to do about it."""
    if _unpacks_too_far(data):
        raise UnreadableDocument("unpacked_too_large", name=name, limit=MOST_STREAM_MB)
    content, pages = Content(), _Pages()
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise UnreadableDocument("too_many_pages", name=name, pages=len(pdf.pages), limit=MOST_PAGES)
            for page in pdf.pages:
                _add_page(content, page, pages)
                # A page keeps all its letters until it is closed.
                page.close()
    except UnreadableDocument:
        raise
    except Exception as error:
        # The library raises whatever its parser trips over, and wraps the question for a password.
        is_locked = any(isinstance(cause, _LOCKED) for cause in [error, *error.args, error.__cause__])
        rule_code = "pdf_encrypted" if is_locked else "damaged"
        raise UnreadableDocument(rule_code, name=name, kind="PDF") from error
    _judge(content, pages, name)
    return content


def _judge(content: Content, pages: _Pages, name: str) -> None:
    if not pages.letters and not pages.too_crowded:
        raise UnreadableDocument("pdf_without_text", name=name)
    if pages.unknown * 2 > pages.letters:
        raise UnreadableDocument("pdf_garbled", name=name)
    for rule_code, numbers in (
        ("page_without_text", pages.without_text),
        ("page_garbled", pages.garbled),
        ("page_too_crowded", pages.too_crowded),
    ):
        if numbers:
            content.note(rule_code, f"page {numbers[0]}", count=len(numbers), pages=listed(numbers))


def _add_page(content: Content, page: Page, pages: _Pages) -> None:
    number = page.page_number
    if sum(len(part.get_data()) for part in page.page_obj.contents) > _MOST_PAGE_BYTES:
        pages.too_crowded.append(number)
        return
    before = len(content.lines)
    has_tables = len(page.lines) + len(page.rects) + len(page.curves) <= _MOST_SHAPES
    if not has_tables:
        pages.too_crowded.append(number)
    tables = [table for table in page.find_tables() if _is_table(table)] if has_tables else []
    _add_in_order(content, page, tables)
    text = "".join(line.text for line in content.lines[before:])
    unknown = len(_NO_LETTER.findall(text))
    pages.unknown += unknown
    pages.letters += len(folded(_NO_LETTER.sub("?", text)))
    if not text.strip():
        pages.without_text.append(number)
    elif unknown:
        pages.garbled.append(number)
    content.add_break(f"page {number}")


def _add_in_order(content: Content, page: Page, tables: list[Table]) -> None:
    """Add lines and tables from top to bottom; lines are counted outside of tables."""
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda thing: not any(_holds(box, thing) for box in boxes))
    lines = [(line["top"], line["text"]) for line in outside.extract_text_lines(return_chars=False)]
    waiting = sorted(enumerate(tables, start=1), key=lambda entry: entry[1].bbox[1])
    for number, (top, text) in enumerate(lines, start=1):
        while waiting and waiting[0][1].bbox[1] < top:
            _add_table(content, page.page_number, *waiting.pop(0))
        content.add_text(f"page {page.page_number} line {number}", printed_thai(text))
    for table in waiting:
        _add_table(content, page.page_number, *table)


def _add_table(content: Content, page_number: int, number: int, table: Table) -> None:
    content.add_break(f"page {page_number}")
    for row, cells in enumerate(table.extract(), start=1):
        texts = [printed_thai(folded(cell or "")) for cell in cells]
        if any(texts):
            content.add_row(f"page {page_number} table {number} row {row}", texts)


def _is_table(table: Table) -> bool:
    """A frame around text is drawn as a table of one cell."""
    return any(sum(cell is not None for cell in row.cells) > 1 for row in table.rows)


def _holds(box: tuple[float, float, float, float], thing: dict[str, float]) -> bool:
    left, top, right, bottom = box
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(left <= across <= right and top <= down <= bottom)


def printed_thai(text: str) -> str:
    """The text with Thai marks as letters: อำ is often drawn as two marks, in either order with a tone."""
    return _SPLIT_AM.sub("\\1\u0e33", text.translate(_THAI_GLYPHS))


def _unpacks_too_far(data: bytes) -> bool:
    """Whether a compressed part other than a picture, which is never unpacked, exceeds the limit."""
    view = memoryview(data)
    for stream in _STREAM.finditer(data):
        head = data[max(data.rfind(b"obj", 0, stream.start()), stream.start() - 2000) : stream.start()]
        end = data.find(b"endstream", stream.end())
        if b"Flate" not in head or b"/Image" in head or end < 0:
            continue
        try:
            unpacked = zlib.decompressobj().decompress(view[stream.end() : end], MOST_STREAM_MB * _MEGABYTE)
        except zlib.error:
            continue
        if len(unpacked) == MOST_STREAM_MB * _MEGABYTE:
            return True
    return False
