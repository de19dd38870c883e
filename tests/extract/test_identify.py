"""Whose a document is: name, type, district and province against the register."""

import pytest
from measure_documents import text_document

from etl.extract.whose.identify import identify_organisation
from etl.registry.read import RegistryRow, read_registry

ROWS = [
    RegistryRow("5999901", "เทศบาลตำบล", "หนองทดสอบ", "หนึ่งบุรี", "ทุ่งกลาง"),
    RegistryRow("5999902", "เทศบาลตำบล", "หนองทดสอบ", "สองบุรี", "เขาเหนือ"),
    RegistryRow("6999903", "อบต.", "หนองทดสอบ", "หนึ่งบุรี", "ทุ่งกลาง"),
    RegistryRow("5999904", "เทศบาลตำบล", "หนอง", "หนึ่งบุรี", "ทุ่งกลาง"),
    RegistryRow("4999905", "เทศบาลเมือง", "แม่ลอง", "สองบุรี", "เมืองสองบุรี"),
    RegistryRow("2999906", "อบจ.", "สองบุรี", "สองบุรี", "เมืองสองบุรี"),
    RegistryRow("3999907", "ท้องถิ่นรูปแบบพิเศษ", "เมืองพิเศษ", "สองบุรี", "เขาเหนือ"),
]


def codes(text, rows=ROWS):
    return [candidate.org_code for candidate in identify_organisation(text_document(text), rows)]


def test_type_district_and_province_settle_namesakes():
    assert codes("แผนของเทศบาลตำบลหนองทดสอบ\nอำเภอทุ่งกลาง") == ["5999901"]
    assert codes("แผนของ ทต.หนองทดสอบ จ.สองบุรี") == ["5999902"]
    assert codes("แผนของ อบต.หนองทดสอบ จ.หนึ่งบุรี") == ["6999903"]
    assert codes("องค์การบริหารส่วนตำบล หนองทดสอบ") == ["6999903"]


def test_an_ambiguous_name_gives_both_in_order():
    found = identify_organisation(text_document("แผนของเทศบาลตำบลหนองทดสอบ"), ROWS)
    assert [one.org_code for one in found] == ["5999901", "5999902"]
    assert found[0].score == found[1].score


def test_a_name_read_in_several_ways():
    text = (
        "เทศบาลตำบลหนองทคสอบ อำเภอเขาเหนือ\nเทศบาลตำบลหนองทดสอบจึงได้จัดทำแผน\n"
        "บุคลากรของเทศบาล ตำบลหนองทด สอบ\nเทศบาลตำบลหนองทดลอบ"
    )
    found = identify_organisation(text_document(text), ROWS)
    assert [one.org_code for one in found] == ["5999902"]
    assert found[0].locator == "line 3"
    assert found[0].full_name == "เทศบาลตำบลหนองทดสอบ"
    assert 0.7 < found[0].score < 1


def test_a_shorter_name_is_not_taken_for_the_beginning_of_a_longer_one():
    assert codes("เทศบาลตำบลหนอง อำเภอทุ่งกลาง") == ["5999904"]
    assert "5999904" not in codes("เทศบาลตำบลหนองทดสอบได้จัดทำแผน")


def test_the_capital_district_stands_without_its_name():
    assert codes("เทศบาลเมืองแม่ลอง อำเภอเมือง จังหวัดสองบุรี") == ["4999905"]


def test_provincial_and_special_bodies():
    assert codes("องค์การบริหารส่วนจังหวัดสองบุรี") == ["2999906"]
    assert codes("แผนปฏิบัติการของเมืองพิเศษ") == ["3999907"]
    assert codes("ได้แก่ องค์การบริหารส่วนจังหวัด เทศบาล เมืองพิเศษ") == []


def test_an_organisation_raised_to_another_type_is_found_by_its_place():
    assert codes("เทศบาลตำบลแม่ลอง จังหวัดสองบุรี") == ["4999905"]


def test_unknown_names_and_silence_give_nothing():
    assert codes("เทศบาลตำบลไม่มีในทะเบียน") == []
    assert codes("องค์การบริหารส่วนตำบล มีอำนาจหน้าที่ตามกฎหมาย") == []
    assert codes("") == []
    assert identify_organisation(text_document("เทศบาลตำบลหนองทดสอบ"), None) == []


def test_known_names_serve_without_a_register():
    names = {"5999901": ["เทศบาลตำบลหนองทดสอบ"], "4999905": ["เทศบาลเมืองแม่ลอง"]}
    found = identify_organisation(text_document("แผนของเทศบาลเมืองแม่ลอง"), None, names)
    assert [one.org_code for one in found] == ["4999905"]


@pytest.mark.parametrize(
    ("start", "org_code"), [("000", "4340701"), ("001", "5350108"), ("002", "2650101"), ("003", "5760403")]
)
def test_real_documents_are_identified(real_document, registry_file, start, org_code):
    found = identify_organisation(real_document(start), read_registry(registry_file))
    assert [one.org_code for one in found] == [org_code]


def test_a_real_document_that_names_no_place_is_asked_about(real_document, registry_file):
    """Two municipalities bear this name and type; the document names neither district nor province."""
    rows = read_registry(registry_file)
    found = identify_organisation(real_document("004"), rows)
    assert [one.org_code for one in found] == ["5361202", "5390205"]
    assert {one.full_name for one in found} == {"เทศบาลตำบลนาหนองทุ่ม"}
