"""Word files: paragraphs and tables in the order of the document."""

import io
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from lxml import etree

from etl.extract.files.content import Content, UnreadableDocument, cell_of, folded
from etl.extract.files.packages import opened

# Removed text, the second copy of a drawing, and properties, which hold tab stops and no text.
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_WRITTEN = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:p"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_TICKS = {
    ("Wingdings", "FC"): "✓",
    ("Wingdings", "FE"): "☑",
    ("Wingdings 2", "50"): "✓",
    ("Wingdings 2", "52"): "☑",
}


def read_docx(data: bytes, name: str) -> Content:
    """The text of a Word file; headers, footers and footnotes are left out."""
    opened(data, name, "Word")
    try:
        # The library checks that the package is a Word document and parses it without fetching anything.
        body = docx.Document(io.BytesIO(data)).element.body
        return _content(body)
    except Exception as error:
        # The library raises whatever its parser trips over; to the officer all of it is a damaged file.
        raise UnreadableDocument("damaged", name=name, kind="Word") from error


def _content(body: etree._Element) -> Content:
    content = Content()
    paragraphs = tables = 0
    for block in _blocks(body):
        if block.tag == qn("w:p"):
            paragraphs += 1
            for line in _text(block).split("\n"):
                _add_paragraph(content, f"paragraph {paragraphs}", line)
        else:
            tables += 1
            content.add_break(f"table {tables}")
            for number, row in enumerate(_inside(block, "w:tr"), start=1):
                content.add_row(f"table {tables} row {number}", _cells(row))
    return content


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables of the body; content controls and such only wrap them."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag not in _SKIPPED:
            yield from _blocks(child)


def _inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also where a content control wraps them."""
    for child in parent:
        if child.tag == qn(name):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _inside(child, name)


def _add_paragraph(content: Content, locator: str, line: str) -> None:
    # Tabs at the start only indent; tabs further in are columns, as in a text that was pasted.
    if "\t" in line.strip():
        content.add_row(locator, line.split("\t"))
    else:
        content.add_text(locator, line.strip())


def _cells(row: etree._Element) -> list[str]:
    """The cells of a row by column; a merged cell has its text once, at its upper left."""
    cells = [""] * _number(row, "w:trPr/w:gridBefore")
    for cell in _inside(row, "w:tc"):
        merge = cell.find(qn("w:tcPr") + "/" + qn("w:vMerge"))
        is_continued = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        cells.append("" if is_continued else cell_of(_text(cell).split("\n")))
        cells += [""] * (_number(cell, "w:tcPr/w:gridSpan") - 1)
    return cells


def _number(element: etree._Element, path: str) -> int:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    value = found.get(qn("w:val"), "") if found is not None else ""
    return min(int(value), 16_384) if value.isascii() and value.isdigit() else 0


def _text(element: etree._Element) -> str:
    """The visible text of a paragraph or cell, one line for each paragraph or break."""
    lines = "".join(_pieces(element)).strip("\n").split("\n")
    return "\n".join(line if "\t" in line else folded(line) for line in lines)


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:sym"):
            code = child.get(qn("w:char"), "")[-2:].upper()
            yield _TICKS.get((child.get(qn("w:font"), ""), code), "")
        elif child.tag not in _SKIPPED:
            yield _WRITTEN.get(child.tag, "")
            yield from _pieces(child)
