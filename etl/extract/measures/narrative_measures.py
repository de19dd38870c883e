"""The measures of a narrative report: where each begins, and the labelled paragraphs that tell it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from etl.extract.document import Document, Line
from etl.extract.measures.measure_plan import content, span_locator
from etl.extract.measures.narrative_labels import labelled
from etl.extract.numerals import arabic, leading_number, squeezed

_MEASURE = re.compile(r"^(?:มาตรการ|measure)\s*(?:ที่|no\.?)?\s*(\d{1,3})?\s*[.:)\-–]?\s*", re.IGNORECASE)
_MEASURE_WORD = "มาตรการ"
_ALIKE = 80
_LONGEST_HEADING = 250
REPORTED = ("output", "outcome")
_REPORT_WORDS = re.compile(r"รายงาน|ผลการดำเนิน|ผลการปฏิบัติ|report|results", re.IGNORECASE)
_SUBJECT_WORDS = re.compile(r"โปร่งใส|คุณธรรม|ทุจริต|มาตรการ|integrity|transparen|corrupt", re.IGNORECASE)
_PROJECTS_A_MEASURE = 3


@dataclass
class Part:
    """One labelled paragraph with the lines that carry it."""

    name: str
    pieces: list[tuple[Line, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return "\n".join(text for _, text in self.pieces if text)

    @property
    def locator(self) -> str:
        """Where its text stands: the lines that carry text, or the label's own."""
        filled = [line for line, text in self.pieces if text] or [self.pieces[0][0]]
        return span_locator(filled)


@dataclass
class Measure:
    """One numbered measure and its parts in order."""

    heading: Line
    title: str
    printed_no: str
    parts: list[Part] = field(default_factory=list)

    def all_parts(self, *names: str) -> list[Part]:
        """The parts of these names."""
        return [part for part in self.parts if part.name in names]


def is_report(opening: Sequence[Line], measures: Sequence[Measure]) -> bool:
    """Whether the document reports on measures one by one.

    Detail sheets of a plan have the same labels: their headings are steps of work, in no order, and one
    of them holds many projects.
    """
    text = " ".join(squeezed(content(line)) for line in opening)
    told = [measure for measure in measures if measure.all_parts(*REPORTED)]
    ordered = [
        measure
        for position, measure in enumerate(measures, start=1)
        if measure.printed_no == str(position) or squeezed(measure.title).startswith(_MEASURE_WORD)
    ]
    projects = sum(len(measure.all_parts("project")) for measure in measures)
    return (
        bool(_REPORT_WORDS.search(text) and _SUBJECT_WORDS.search(text))
        and len(told) * 2 >= len(measures) > 0
        and len(ordered) * 2 >= len(measures)
        and projects <= len(measures) * _PROJECTS_A_MEASURE
    )


def measures_of(document: Document) -> tuple[list[Measure], list[Line], list[Measure]]:
    """The measures, the lines before the first, and closing paragraphs (as measures without a title)."""
    lines = [line for line in document.lines if content(line) and not _is_rule(line)]
    parts = [labelled(line) for line in lines]
    headings = set(_headings(lines, [part.part if part else "" for part in parts]))
    measures: list[Measure] = []
    preface: list[Line] = []
    closing: list[Measure] = []
    for position, (line, part) in enumerate(zip(lines, parts, strict=True)):
        if position in headings:
            number, title = _heading(line)
            measures.append(Measure(line, title, str(number or "")))
        elif part and part.part == "summary" and measures:
            closing.append(Measure(line, "", "", [Part("outcome", [(line, part.text)])]))
        elif part and part.part != "summary" and measures:
            measures[-1].parts.append(Part(part.part, [(line, part.text)]))
        elif not measures:
            preface.append(line)
        elif not closing and measures[-1].parts:
            measures[-1].parts[-1].pieces.append((line, content(line)))
    return measures, preface, closing


def _is_rule(line: Line) -> bool:
    return not re.search(r"[\w]", content(line))


def _headings(lines: Sequence[Line], parts: Sequence[str]) -> Iterator[int]:
    """Positions of measure headings.

    Numbered steps within a measure look like headings. A heading is the last such line before a label
    which the running measure has already had, for a measure says each thing once.
    """
    had: set[str] = set()
    running = False
    expected = 1
    candidate: int | None = None
    for position, line in enumerate(lines):
        part = parts[position]
        if not part:
            if _may_head(line, expected, is_next="project" in parts[position + 1 : position + 2]):
                candidate = position
            continue
        if candidate is not None and (not running or part in had):
            yield candidate
            number, _ = _heading(lines[candidate])
            expected = (number or expected) + 1
            running, had = True, set()
        candidate = None
        had.add(part)


def _may_head(line: Line, expected: int, is_next: bool) -> bool:
    """Whether a line can head a measure: by its word, by the next number, or right above a project line."""
    text = content(line)
    if len(text) > _LONGEST_HEADING or len([cell for cell in line.cells if cell.strip()]) > 1:
        return False
    numbered = leading_number(text)
    rest = numbered[1] if numbered else text
    begins = squeezed(rest)[: len(_MEASURE_WORD)].lower()
    if fuzz.ratio(begins, _MEASURE_WORD) >= _ALIKE or begins == "measure":
        return True
    return numbered is not None and bool(rest) and (is_next or numbered[0] == expected)


def _heading(line: Line) -> tuple[int | None, str]:
    """The number and the title of a heading: `๑. มาตรการ…`, `มาตรการที่ ๑ …`."""
    text = content(line)
    if numbered := leading_number(text):
        return numbered[0], numbered[1]
    match = _MEASURE.match(arabic(text))
    return (int(match[1]), text[match.end() :]) if match and match[1] else (None, text)
