"""A register beside what is known: each kind of change, the codes that are gone, and the file that is cut short."""

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.imports.submission import SubmissionKind
from etl.problems import InputError
from etl.registry.compare import ChangeKind, RegisterChange, counts
from etl.registry.register import RegisterReading, read_register
from tests.etl.registry.conftest import HEADINGS
from warehouse.reader import Warehouse

BuildOrganisations = Callable[..., Warehouse]
WriteRegister = Callable[..., Path]

KNOWN = """\
6340001,sao,หนึ่ง,เดชอุดม,34,
6340002,sao,สอง,เดชอุดม,34,
6340003,sao,สาม,เดชอุดม,34,
6340004,sao,สี่,เดชอุดม,34,
5340004,subdistrict_municipality,สี่,เดชอุดม,34,
6340005,sao,ห้า,เดชอุดม,34,
6340006,sao,หก,เดชอุดม,34,
6340007,sao,เจ็ด,เดชอุดม,34,true
6340008,sao,แปด,เดชอุดม,34,
6340009,sao,เก้า,เดชอุดม,34,true
6340010,sao,สิบ,,34,
1100000,special,กรุงเทพมหานคร,,10,""".splitlines()
REGISTER = """\
6340001,อบต.,หนึ่งใหม่,34,อุบลราชธานี,เดชอุดม
6340002,เทศบาลตำบล,สอง,34,อุบลราชธานี,เดชอุดม
5340003,เทศบาลตำบล,สาม,34,อุบลราชธานี,เดชอุดม
5340004,เทศบาลตำบล,สี่,34,อุบลราชธานี,เดชอุดม
6340006,อบต.,หก,34,อุบลราชธานี,นาเยีย
6340007,อบต.,เจ็ด,34,อุบลราชธานี,เดชอุดม
6340008,อบต.,แปด,34,อุบลราชธานี,เดชอุดม
6340010,อบต.,สิบ,34,อุบลราชธานี,เดชอุดม
6340011,อบต.,สิบเอ็ด,34,อุบลราชธานี,พิบูลมังสาหาร""".splitlines()

MANY = [f"63{40000 + number},sao,ที่{number},เดชอุดม,34," for number in range(110)]


def without(missing: int, lines: list[str]) -> list[str]:
    """The lines of a register that lacks the first ones."""
    values = [line.split(",") for line in lines[missing:]]
    return [f"{code},อบต.,{name},34,อุบลราชธานี,เดชอุดม" for code, _, name, *_ in values]


@pytest.fixture(scope="module")
def known(build_organisations: BuildOrganisations) -> Warehouse:
    return build_organisations(*KNOWN)


@pytest.fixture(scope="module")
def many(build_organisations: BuildOrganisations) -> Warehouse:
    return build_organisations(*MANY)


@pytest.fixture(scope="module")
def few(build_organisations: BuildOrganisations) -> Warehouse:
    return build_organisations(*MANY[:30])


@pytest.fixture(scope="module")
def reading(known: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> RegisterReading:
    path = tmp_path_factory.mktemp("register") / "register.csv"
    path.write_text("\n".join([HEADINGS, *REGISTER]), encoding="utf-8")
    return read_register(path, known)


class TestChanges:
    def test_all_of_them_and_no_other(self, reading: RegisterReading) -> None:
        told = [(change.kind.value, change.org_code, change.successor) for change in reading.changes]
        assert told == [
            ("upgraded", "6340002", None),
            ("upgraded", "6340003", "5340003"),
            ("merged", "6340004", "5340004"),
            ("former", "6340005", None),
            ("returned", "6340007", None),
            ("renamed", "6340001", None),
            ("moved", "6340006", None),
            ("new", "5340003", None),
            ("new", "6340011", None),
        ]

    @pytest.mark.parametrize(
        ("org_code", "message_th", "message_en"),
        [
            (
                "6340001",
                "เปลี่ยนชื่อ: องค์การบริหารส่วนตำบลหนึ่ง (6340001 อ.เดชอุดม จ.อุบลราชธานี) เป็น องค์การบริหารส่วนตำบลหนึ่งใหม่",
                "Renamed: องค์การบริหารส่วนตำบลหนึ่ง (6340001 อ.เดชอุดม จ.อุบลราชธานี) to องค์การบริหารส่วนตำบลหนึ่งใหม่",
            ),
            (
                "6340003",
                "เปลี่ยนฐานะ: องค์การบริหารส่วนตำบลสาม (6340003 อ.เดชอุดม จ.อุบลราชธานี) เป็น "
                "เทศบาลตำบลสาม (5340003 อ.เดชอุดม จ.อุบลราชธานี) รหัสเดิมคงไว้เป็นหน่วยงานเดิม",
                "Changed its type: องค์การบริหารส่วนตำบลสาม (6340003 อ.เดชอุดม จ.อุบลราชธานี) to "
                "เทศบาลตำบลสาม (5340003 อ.เดชอุดม จ.อุบลราชธานี); the former code stays, as that of a former organisation",
            ),
            (
                "6340004",
                "ไม่มีในทะเบียนแล้ว: องค์การบริหารส่วนตำบลสี่ (6340004 อ.เดชอุดม จ.อุบลราชธานี) เข้าใจว่ารวมกับ "
                "เทศบาลตำบลสี่ (5340004 อ.เดชอุดม จ.อุบลราชธานี) ซึ่งชื่อเดียวกันและอยู่อำเภอเดียวกัน"
                " รหัสเดิมคงไว้เป็นหน่วยงานเดิม โปรดตรวจสอบ",
                "No longer in the register: องค์การบริหารส่วนตำบลสี่ (6340004 อ.เดชอุดม จ.อุบลราชธานี); "
                "it seems to be merged into "
                "เทศบาลตำบลสี่ (5340004 อ.เดชอุดม จ.อุบลราชธานี) of the same name and district; the former code stays, "
                "as that of a former organisation. Please check.",
            ),
            (
                "6340006",
                "เปลี่ยนอำเภอหรือจังหวัด: องค์การบริหารส่วนตำบลหก (6340006 อ.เดชอุดม จ.อุบลราชธานี) เป็น อ.นาเยีย จ.อุบลราชธานี",
                "Moved: องค์การบริหารส่วนตำบลหก (6340006 อ.เดชอุดม จ.อุบลราชธานี) to อ.นาเยีย จ.อุบลราชธานี",
            ),
            (
                "6340011",
                "หน่วยงานใหม่: องค์การบริหารส่วนตำบลสิบเอ็ด (6340011 อ.พิบูลมังสาหาร จ.อุบลราชธานี)",
                "New organisation: องค์การบริหารส่วนตำบลสิบเอ็ด (6340011 อ.พิบูลมังสาหาร จ.อุบลราชธานี)",
            ),
        ],
        ids=["renamed", "upgraded", "merged", "moved", "new"],
    )
    def test_are_told_in_both_languages(
        self, reading: RegisterReading, org_code: str, message_th: str, message_en: str
    ) -> None:
        change = next(change for change in reading.changes if change.org_code == org_code)
        assert (change.message_th, change.message_en) == (message_th, message_en)

    def test_of_an_unknown_successor_those_of_the_district_are_named(self, reading: RegisterReading) -> None:
        former = next(change for change in reading.changes if change.kind is ChangeKind.former)
        codes = [name.split("(")[1][:7] for name in former.possible]
        assert codes == ["6340001", "6340002", "5340003", "6340007"]
        assert "อาจเป็น องค์การบริหารส่วนตำบลหนึ่งใหม่ (6340001" in former.message_th
        assert "its successor is not known; it may be " in former.message_en

    def test_a_message_names_no_more_than_five_of_them(self) -> None:
        possible = tuple(f"อบต. {number}" for number in range(1, 8))
        change = RegisterChange(ChangeKind.former, "6340005", "อบต. เก่า", possible=possible)
        assert "อาจเป็น อบต. 1 · อบต. 2 · อบต. 3 · อบต. 4 · อบต. 5 และอีก 2 แห่ง ข้อมูลเดิม" in change.message_th
        assert (
            "it may be อบต. 1 · อบต. 2 · อบต. 3 · อบต. 4 · อบต. 5 and 2 more. Its data" in change.message_en
        )

    def test_two_namesakes_give_no_successor(
        self, build_organisations: BuildOrganisations, write_register: WriteRegister
    ) -> None:
        known = build_organisations(
            "6340001,sao,หนึ่ง,เดชอุดม,34,", "5340001,subdistrict_municipality,หนึ่ง,เดชอุดม,34,",
            "4340001,town_municipality,หนึ่ง,เดชอุดม,34,", "6340002,sao,สอง,,34,",
        )  # fmt: skip
        path = write_register(
            "5340001,เทศบาลตำบล,หนึ่ง,34,อุบลราชธานี,เดชอุดม", "4340001,เทศบาลเมือง,หนึ่ง,34,อุบลราชธานี,เดชอุดม",
            "5340002,เทศบาลตำบล,สอง,34,อุบลราชธานี,เดชอุดม",
        )  # fmt: skip
        changes = read_register(path, known).changes
        # 6340002 has no district on record, so that its namesake may be another one of the province.
        assert [(one.kind.value, one.org_code, one.successor) for one in changes] == [
            ("former", "6340001", None),
            ("former", "6340002", None),
            ("new", "5340002", None),
        ]


class TestSubmission:
    def test_has_the_register_and_the_former_organisations(self, reading: RegisterReading) -> None:
        frame = reading.submission.tables["organisation"]
        assert frame.columns == [
            "org_code", "type_code", "name_th", "district_th", "province_code", "is_former", "locator",
            "source_id", "file_name", "row_no",
        ]  # fmt: skip
        assert frame["org_code"].to_list() == [
            *(line[:7] for line in REGISTER), "6340009", "6340003", "6340004", "6340005",
        ]  # fmt: skip
        assert frame["is_former"].to_list() == [None] * 9 + ["true"] * 4

    def test_a_row_of_the_register_with_its_place(self, reading: RegisterReading) -> None:
        assert reading.submission.tables["organisation"].row(4) == (
            "6340006", "sao", "หก", "นาเยีย", "34", None, "แถว 6", "register.csv", "register.csv", 6,
        )  # fmt: skip

    def test_a_former_organisation_keeps_what_was_known(self, reading: RegisterReading) -> None:
        assert reading.submission.tables["organisation"].row(-1) == (
            "6340005", "sao", "ห้า", "เดชอุดม", "34", "true", "ไม่มีในทะเบียนแล้ว", "register.csv", "register.csv", 1,
        )  # fmt: skip

    def test_names_file_and_columns(self, reading: RegisterReading) -> None:
        submission = reading.submission
        assert submission.kind is SubmissionKind.register
        assert submission.title_th == "ทะเบียนองค์กรปกครองส่วนท้องถิ่น 9 แห่ง"
        assert submission.columns["register.csv", "name_th"] == "C"
        assert submission.columns["register.csv", "district_th"] == "F"

    def test_tells_the_sum_and_all_changes_but_the_new_ones(self, reading: RegisterReading) -> None:
        summary, *changes = reading.submission.notices
        assert summary.rule_code == "registry_summary"
        assert summary.message_th == (
            "ทะเบียนมี 9 หน่วยงาน: รู้จักแล้วและตรงกัน 3 ใหม่ 2 เปลี่ยนแปลง 4 และที่รู้จักแต่ไม่มีในทะเบียนแล้ว 3"
        )
        assert summary.message_en == (
            "The register has 9 organisations: 3 known and alike, 2 new, 4 changed; 3 known ones are no longer in it."
        )
        assert [notice.rule_code for notice in changes] == [
            "registry_upgraded", "registry_upgraded", "registry_merged", "registry_former", "registry_returned",
            "registry_renamed", "registry_moved",
        ]  # fmt: skip
        assert [notice.row_no for notice in changes] == [3, 4, 5, None, 7, 2, 6]

    def test_without_a_warehouse_all_are_new(self, write_register: WriteRegister) -> None:
        reading = read_register(write_register(*REGISTER), None)
        assert counts(reading.changes) == {ChangeKind.new: 9}
        assert reading.known_count == 0
        told = {change.told("register.csv", "register.csv").rule_code for change in reading.changes}
        assert told == {"registry_new"}


class TestCutShort:
    """A hundred and ten organisations are known; a fifth of them is 22."""

    def test_more_than_a_fifth_is_refused(self, many: Warehouse, write_register: WriteRegister) -> None:
        path = write_register(*without(23, MANY))
        with pytest.raises(InputError) as raised:
            read_register(path, many)
        (problem,) = raised.value.problems
        assert problem.rule_code == "registry_many_former"
        assert problem.message_th.startswith("ทะเบียนนี้ไม่มี 23 จาก 110 หน่วยงานที่รู้จัก (21%)")
        assert problem.message_en.startswith(
            "This register lacks 23 of the 110 organisations that are known (21 %)."
        )

    def test_it_is_taken_when_it_is_said_to_be_right(
        self, many: Warehouse, write_register: WriteRegister
    ) -> None:
        path = write_register(*without(23, MANY))
        assert counts(read_register(path, many, allow_many_former=True).changes) == {ChangeKind.former: 23}

    def test_a_fifth_is_taken(self, many: Warehouse, write_register: WriteRegister) -> None:
        path = write_register(*without(22, MANY))
        assert counts(read_register(path, many).changes) == {ChangeKind.former: 22}

    def test_twenty_are_taken_whatever_their_share(
        self, few: Warehouse, write_register: WriteRegister
    ) -> None:
        path = write_register(*without(20, MANY[:30]))
        assert counts(read_register(path, few).changes) == {ChangeKind.former: 20}

    def test_one_more_is_refused(self, few: Warehouse, write_register: WriteRegister) -> None:
        with pytest.raises(InputError, match="lacks 21 of the 30"):
            read_register(write_register(*without(21, MANY[:30])), few)


def test_the_real_register_over_the_seeds(seeds: Warehouse, registry_file: Path) -> None:
    """The five organisations of the seeds stand in the register as the seeds have them."""
    reading = read_register(registry_file, seeds)
    assert reading.known_count == 5
    assert counts(reading.changes) == {ChangeKind.new: 7844}
    frame = reading.submission.tables["organisation"]
    assert frame.height == 7849
    assert frame["is_former"].null_count() == 7849
    assert reading.submission.notices[0].message_th.startswith(
        "ทะเบียนมี 7,849 หน่วยงาน: รู้จักแล้วและตรงกัน 5 ใหม่ 7,844 "
    )
