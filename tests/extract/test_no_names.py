"""No names of persons: whoever the real documents name stands nowhere in what is kept of them."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import small_documents as small
from reader_report import REFERENCE, read_real

from etl.extract.context import context_of
from etl.extract.document import Extraction
from etl.extract.files.formats import read_document
from etl.extract.persons import without_persons
from etl.extract.review.write import write_source
from etl.extract.run import read_all

_HONORIFIC = (
    r"(?:นางสาว|นาง|น\.\s?ส\.|นาย|ว่าที่(?:\s?ร้อย(?:ตรี|โท|เอก))?|ดร\.|ร้อย(?:ตรี|โท|เอก)|พัน(?:ตรี|โท|เอก|จ่า(?:ตรี|โท|เอก))"
    r"|จ่า(?:ตรี|โท|เอก|สิบ(?:ตรี|โท|เอก))|สิบ(?:ตรี|โท|เอก))"
)
_NAME = r"\s?([ก-๎]{2,20})\s+([ก-๎]{3,25})"
# A signature stands alone in brackets, a member of a committee at the start of a cell.
_SIGNED = re.compile(rf"\(\s*{_HONORIFIC}{_NAME}\s*\)")
_LISTED = re.compile(rf"^\s*(?:[\d๐-๙]{{1,2}}[.)]\s*)?{_HONORIFIC}{_NAME}\s*$")
_SPACE = re.compile(r"\s+")


def persons(path: Path) -> set[tuple[str, str]]:
    """First and last names that a document prints with an honorific or a rank."""
    found: set[tuple[str, str]] = set()
    for line in read_document(path).lines:
        for text in line.cells or (line.text,):
            found |= {(match[1], match[2]) for match in _SIGNED.finditer(text)}
            found |= {(match[1], match[2]) for match in _LISTED.finditer(text)}
    return {name for name in found if not name[0].startswith(("ก", "ช่าง"))}


def texts(extraction: Extraction) -> Iterator[str]:
    """Every text that an extraction holds."""
    for rows in extraction.tables.values():
        for row in rows:
            for cell in row.values():
                yield from (
                    cell.value,
                    cell.printed,
                    cell.doubt,
                    cell.corrected or "",
                    cell.reason,
                    cell.evidence,
                )
    for doubt in extraction.doubts:
        yield from (doubt.message_th, doubt.message_en, doubt.printed, doubt.locator)


def file_texts(folder: Path) -> Iterator[str]:
    """Every text of every file of a source folder, workbooks unpacked."""
    for path in sorted(folder.iterdir()):
        if path.suffix != ".xlsx":
            yield path.read_text(encoding="utf-8")
            continue
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".vml")):
                    yield "\n".join(ElementTree.fromstring(archive.read(name)).itertext())


def named(found: set[tuple[str, str]], kept: Iterator[str]) -> list[str]:
    """The names that occur in texts, blanks ignored: the last name alone is enough."""
    text = "\n".join(_SPACE.sub("", one) for one in kept)
    return sorted(last for _, last in found if last in text)


@pytest.fixture(scope="module")
def paths(documents: Path) -> list[Path]:
    return sorted(documents.glob("*.txt"))


def test_the_documents_do_name_persons(paths: list[Path]) -> None:
    found = set().union(*(persons(path) for path in paths))
    assert len(found) >= 5
    assert named(found, iter([path.read_text(encoding="utf-8") for path in paths])) == sorted(
        last for _, last in found
    )


def test_no_person_is_kept(paths: list[Path], tmp_path: Path) -> None:
    found = set().union(*(persons(path) for path in paths))
    for path in paths:
        extraction = read_real(path)
        assert named(found, texts(extraction)) == []
        folder = write_source(tmp_path, read_document(path), extraction, "หน่วยงานทดสอบ", "5999901")
        assert named(found, file_texts(folder)) == []


def test_nothing_kept_looks_like_a_person(paths: list[Path]) -> None:
    for path in paths:
        for text in texts(read_real(path)):
            assert not _SIGNED.search(text)
            assert not _LISTED.search(text)


PERSONS = [
    "นายสมมติ ไม่มีจริง",
    "นางสาวสมมติ ไม่มีจริง",
    "น.ส. สมมติ ไม่มีจริง",
    "พันจ่าเอก สมมติ ไม่มีจริง",
    "สิบตรีสมมติ ไม่มีจริง",
    "ว่าที่ร้อยตรีสมมติ ไม่มีจริง",
    "ดร.สมมติ ไม่มีจริง",
]
# Where a small document prints a unit, an event or a note: there a person may stand as well.
PLACES = [
    (small.OTHER_ORDER, "กองคลัง"),
    (small.NARRATIVE, "กองคลัง"),
    (small.TWELVE_MONTHS, "เลื่อนเพราะโรคระบาด"),
    (small.LIST_AND_SHEET, "สำนักปลัดเทศบาล (นายสมมติ ไม่มีจริง)"),
    (small.RISKS, "กองคลัง"),
    (small.SEVERAL_YEARS, "๗๐๐.๕๐\t"),
    (small.WORKING_PLAN, "กองการศึกษา"),
]


@pytest.mark.parametrize("person", PERSONS)
@pytest.mark.parametrize(("text", "place"), PLACES)
def test_a_person_beside_or_instead_of_a_unit_is_dropped(
    text: str, place: str, person: str, tmp_path: Path
) -> None:
    context = context_of("5999901", ("เทศบาลตำบลหนองสมมติ",), REFERENCE)
    for printed in (f"{place} {person}", f"{place} ({person})", person + "\t" * place.count("\t")):
        assert place in text
        path = tmp_path / "plan.txt"
        path.write_text(text.replace(place, printed), encoding="utf-8")
        extraction = read_all(read_document(path), context)
        assert extraction.tables
        assert not [one for one in texts(extraction) if "ไม่มีจริง" in one]


@pytest.mark.parametrize(
    "text",
    [
        "นายกเทศมนตรี",
        "นายกองค์การบริหารส่วนตำบล",
        "นายทะเบียน กองคลัง",
        "นายช่างโยธา กองช่าง",
        "นายก อบต. และรองนายก",
        "โครงการนายอำเภอพบประชาชน",
        "ปลัดเทศบาล ผู้ว่าราชการจังหวัดร้อยเอ็ด",
        "พบว่าที่ดินสาธารณะ น.ส. ๓",
        "แนวทางการปฏิบัติงาน หนึ่งร้อยบาท",
    ],
)
def test_offices_and_other_words_stay(text: str) -> None:
    assert without_persons(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("กองคลัง (นายสมมติ ไม่มีจริง)", "กองคลัง"),
        ("นางสมมติ ไม่มีจริง ปลัดเทศบาล", "ปลัดเทศบาล"),
        ("นายกมลสมมติ ไม่มีจริง", ""),
        ("ร.ต.อ. สมมติ ไม่มีจริง กองช่าง", "กองช่าง"),
        ("จ.ส.อ.สมมติ ไม่มีจริง", ""),
        ("ส.ต.ต. สมมติ ไม่มีจริง", ""),
        ("Office of the Clerk, Mr. John Nobody", "Office of the Clerk"),
    ],
)
def test_units_beside_persons_stay(text: str, kept: str) -> None:
    assert without_persons(text) == kept
