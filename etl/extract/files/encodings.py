"""Bytes to text: UTF-8, UTF-16 and the Thai code page, with a note where it is not UTF-8."""

import codecs
import re

from etl.extract.files.content import Content, UnreadableDocument

_BYTE_ORDER_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_BROKEN = "\ufffd"
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f]")
_THAI = re.compile(r"[\u0e01-\u0e5b]+")
_SAMPLE = 20_000
# High bytes of UTF-16 text in Thai, Latin and punctuation.
_HIGH_BYTES = (0x00, 0x0E, 0x20)
_MOSTLY = 0.9


def decoded(data: bytes, name: str, content: Content) -> str:
    """The text of a file with line ends as `\\n`; notes go to `content`."""
    text, encoding = _decoded(data, name)
    if "\x00" in text or len(_CONTROLS.findall(text)) * 100 > len(text):
        raise UnreadableDocument("damaged", name=name, kind="text")
    if encoding != "utf-8":
        content.note("other_encoding", "line 1", encoding, encoding=encoding)
    text = text.replace("\r\n", "\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    if broken := text.count(_BROKEN):
        number = text.count("\n", 0, text.index(_BROKEN)) + 1
        content.note("broken_characters", f"line {number}", count=broken)
    return text


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), "UTF-16"
    for encoding, odd in (("utf-16-le", 1), ("utf-16-be", 0)):
        if _is_utf16(data, odd):
            return data.decode(encoding, errors="replace"), "UTF-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    # A UTF-8 file cut in the middle of a letter is still UTF-8, though its bytes also pass for Thai ones.
    mended = data.decode("utf-8-sig", errors="replace")
    if mended.count(_BROKEN) * 5 <= sum(1 for letter in mended if letter > "\x7f"):
        return mended, "utf-8"
    try:
        text = data.decode("cp874")
    except UnicodeDecodeError:
        raise UnreadableDocument("unknown_encoding", name=name) from None
    # Other 8-bit encodings decode too, but then Thai letters stand alone between Latin ones.
    words = _THAI.findall(text)
    if sum(map(len, words)) < 2 * len(words):
        raise UnreadableDocument("unknown_encoding", name=name)
    return text, "TIS-620 (cp874)"


def _is_utf16(data: bytes, odd: int) -> bool:
    """Whether text without a byte-order mark has the high bytes of UTF-16 at every second place."""
    high = data[odd:_SAMPLE:2]
    if len(data) % 2 or not high:
        return False
    likely = sum(high.count(value) for value in _HIGH_BYTES)
    # Thai UTF-8 has no such bytes and ASCII none but the blank.
    return likely >= _MOSTLY * len(high) and high.count(0x20) < len(high) / 2
