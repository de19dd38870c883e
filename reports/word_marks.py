"""What a Word file needs beyond what its library writes: fonts of Thai, repeated headings, fields, a watermark."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from reports.digits import Digits

# The font of official papers; a machine without it takes another one of its own.
FONT = "TH Sarabun New"
SMALL = 13
# The same letters behind the text of every page, as Word's own watermarks are.
_WATERMARK = (
    "<w:r {spaces}><w:pict>"
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" '
    'style="position:absolute;width:430pt;height:60pt;rotation:315;z-index:-251658752;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#f3c7c2" stroked="f">'
    '<v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt"/>'
    "</v:shape></w:pict></w:r>"
)
_VML = "urn:schemas-microsoft-com:vml"
_SPACES = f'{nsdecls("w")} xmlns:v="{_VML}" xmlns:o="urn:schemas-microsoft-com:office:office"'


def write(
    cell: Any,
    text: str,
    *,
    is_bold: bool = False,
    place: Any = WD_ALIGN_PARAGRAPH.LEFT,
    points: float = SMALL,
) -> None:
    """Write a text into a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.text = ""
    paragraph.alignment = place
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold = is_bold
    size_run(run, points)


def set_font(style: Any, points: float, *, is_bold: bool) -> None:
    """Thai is a complex script to Word, which has a font, a size and a weight of its own."""
    style.font.name, style.font.size, style.font.bold = FONT, Pt(points), is_bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(name), None)
    _add(properties, "w:szCs", str(int(points * 2)))
    if is_bold:
        _add(properties, "w:bCs", "1")
    language = OxmlElement("w:lang")
    language.set(qn("w:bidi"), "th-TH")
    properties.append(language)


def size_run(run: Any, points: float) -> None:
    """Give letters a size, those of Thai, too."""
    run.font.size = Pt(points)
    properties = run._r.get_or_add_rPr()
    _add(properties, "w:szCs", str(int(points * 2)))
    if run.bold:
        _add(properties, "w:bCs", "1")


def _add(parent: Any, name: str, value: str) -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    parent.append(element)


def mark_row(row: Any, name: str) -> None:
    """Mark a row: as a heading that is repeated, or as one that is not torn apart."""
    _add(row._tr.get_or_add_trPr(), name, "true")


def shade(cell: Any, colour: str) -> None:
    """Colour the ground of a cell."""
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)


def add_field(paragraph: Any, name: str, digits: Digits) -> None:
    """A number that Word works out: of the page, or how many pages there are."""
    code = f"{name} \\* THAIARABIC" if digits is Digits.thai else name
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = digits.of("1")
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def add_watermark(paragraph: Any, words: str) -> None:
    """Put words behind the text of every page whose head has this paragraph."""
    run = parse_xml(_WATERMARK.format(spaces=_SPACES, font=FONT))
    # As an attribute and not as text of the markup: what the words are is no markup.
    run.find(f".//{{{_VML}}}shape/{{{_VML}}}textpath").set("string", words)
    paragraph._p.append(run)
