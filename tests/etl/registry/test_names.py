"""Names of organisations as officers write them, against a register by hand and the real one."""

from pathlib import Path

import polars as pl
import pytest

from etl.registry.names import Names
from etl.registry.read import PREFIXES, read_registry

SHORT = {"องค์การบริหารส่วนจังหวัด": "อบจ.", "เทศบาลนคร": "ทน.", "เทศบาลเมือง": "ทม.", "เทศบาลตำบล": "ทต."}
COLUMNS = (
    "org_code type_code name_th full_name_th short_name_th district_th province_code province_th is_former"
)
ROWS = [
    ("5999901", "subdistrict_municipality", "บางเก่า", "เทศบาลตำบล", "ชะอำ", "เพชรบุรี", False),
    ("6999902", "sao", "บางเก่า", "องค์การบริหารส่วนตำบล", "สายบุรี", "ปัตตานี", False),
    ("2999903", "pao", "เพชรบุรี", "องค์การบริหารส่วนจังหวัด", "เมืองเพชรบุรี", "เพชรบุรี", False),
    ("4999904", "town_municipality", "เพชรบุรี", "เทศบาลเมือง", "เมืองเพชรบุรี", "เพชรบุรี", False),
    ("6999905", "sao", "น้ำก่ำ", "องค์การบริหารส่วนตำบล", "เหนือ", "นครพนม", False),
    ("6999906", "sao", "น้ำก่ำ", "องค์การบริหารส่วนตำบล", "ใต้", "นครพนม", False),
    ("5999907", "subdistrict_municipality", "จ.ป.ร.", "เทศบาลตำบล", "กระบุรี", "ระนอง", False),
    ("5999908", "subdistrict_municipality", "กม.5", "เทศบาลตำบล", "เมืองระนอง", "ระนอง", False),
    ("3999909", "special", "เมืองพิเศษ", "", "บางละมุง", "ชลบุรี", False),
    ("6999910", "sao", "ทุ่งเดิม", "องค์การบริหารส่วนตำบล", "ชะอำ", "เพชรบุรี", True),
    ("5999911", "subdistrict_municipality", "ทุ่งเดิม", "เทศบาลตำบล", "ชะอำ", "เพชรบุรี", False),
    ("5999912", "subdistrict_municipality", "เมืองแกลง", "เทศบาลตำบล", "แกลง", "ระยอง", False),
    ("6999913", "sao", "เลิกแล้ว", "องค์การบริหารส่วนตำบล", "ชะอำ", "เพชรบุรี", True),
]


@pytest.fixture(scope="module")
def names() -> Names:
    rows = [
        (
            code,
            kind,
            name,
            prefix + name,
            SHORT.get(prefix, "อบต." if prefix else "") + name,
            district,
            "",
            province,
            former,
        )
        for code, kind, name, prefix, district, province, former in ROWS
    ]
    return Names(pl.DataFrame(rows, schema=COLUMNS.split(), orient="row"))


@pytest.fixture(scope="module")
def rows(registry_file: Path) -> pl.DataFrame:
    types = {
        "อบจ.": "pao",
        "เทศบาลนคร": "city_municipality",
        "เทศบาลเมือง": "town_municipality",
        "เทศบาลตำบล": "subdistrict_municipality",
        "อบต.": "sao",
        "ท้องถิ่นรูปแบบพิเศษ": "special",
    }
    return pl.DataFrame(
        {
            "org_code": row.org_code,
            "type_code": types[row.type_th],
            "name_th": row.name_th,
            "full_name_th": row.full_name,
            "short_name_th": SHORT.get(PREFIXES.get(row.type_th, ""), row.type_th) + row.name_th,
            "district_th": row.district_th,
            "province_th": row.province_th,
        }
        for row in read_registry(registry_file)
    )


@pytest.fixture(scope="module")
def real(rows: pl.DataFrame) -> Names:
    return Names(rows)


class TestOneThatFits:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("เทศบาลตำบลบางเก่า", "5999901"),
            ("ทต.บางเก่า", "5999901"),
            ("ทต บางเก่า", "5999901"),
            ("เทศบาลบางเก่า", "5999901"),
            ("องค์การบริหารส่วนตำบล  บางเก่า", "6999902"),
            ("อบต.บาง\u200bเก่า", "6999902"),
            ("SAO บางเก่า", "6999902"),
            ("อบจ.เพชรบุรี", "2999903"),
            ("ทม.เพชรบุรี", "4999904"),
            ("องค์การบริหารส่วนจังหวัดเพชรบุรี อำเภอเมือง จังหวัดเพชรบุรี", "2999903"),
            ("บางเก่า อ.ชะอํา", "5999901"),
            ("บางเก่า จ.ปัตตานี", "6999902"),
            ("บางเก่า (ปัตตานี)", "6999902"),
            ("เทศบาลตำบลบางเก่าอำเภอชะอำจังหวัดเพชรบุรี", "5999901"),
            ("ทต.บางเก่า ชะอำ เพชรบุรี", "5999901"),
            ("เทศบาล ตำบลบางเก่า ตำบลบางเก่า อำเภอชะอำ จังหวัดเพชรบุรี 76120", "5999901"),
            ("อบต.นํ้าก่ํา อ.ใต้ จ.นครพนม", "6999906"),
            ("อบต.นำ้ก่ำ อ. เหนือ", "6999905"),
            ("เทศบาลตำบลจ.ป.ร. จ.ระนอง", "5999907"),
            ("ทต.กม.๕ อ.เมือง จ.ระนอง", "5999908"),
            ("เมืองพิเศษ", "3999909"),
            ("5999901", "5999901"),
        ],
    )
    def test_in_one_cell(self, names: Names, text: str, code: str) -> None:
        assert names.match(text).org_code == code

    @pytest.mark.parametrize(
        ("type_text", "code"),
        [
            ("เทศบาลตำบล", "5999901"),
            ("เทศบาล", "5999901"),
            ("ทต.", "5999901"),
            ("อบต.", "6999902"),
            ("องค์การบริหารส่วนตำบล (อบต.)", "6999902"),
            ("Subdistrict Administrative Organization", "6999902"),
            ("sao", "6999902"),
            ("subdistrict_municipality", "5999901"),
            ("อบจ.", None),
            ("มหาวิทยาลัย", None),
        ],
    )
    def test_by_a_type_of_its_own(self, names: Names, type_text: str, code: str | None) -> None:
        assert names.match("บางเก่า", type_text=type_text).org_code == code

    @pytest.mark.parametrize(
        ("district", "province", "code"),
        [
            ("อำเภอชะอำ", None, "5999901"),
            ("อ.ชะอำ", "จ.เพชรบุรี", "5999901"),
            ("ชะอํา", "จังหวัดเพชรบุรี", "5999901"),
            ("", "ปัตตานี", "6999902"),
            ("ชะอำ", "ปัตตานี", None),
            ("เมือง", "เพชรบุรี", None),
        ],
        ids=["district", "short words", "parts of a letter", "province", "two places", "another district"],
    )
    def test_by_places_of_their_own(
        self, names: Names, district: str | None, province: str | None, code: str | None
    ) -> None:
        assert names.match("บางเก่า", district=district, province=province).org_code == code

    def test_is_sure_and_suggests_nothing(self, names: Names) -> None:
        match = names.match("ทต.บางเก่า")
        assert (match.score, match.suggestions, match.is_ambiguous) == (1.0, (), False)


class TestSeveralThatFit:
    def test_are_a_question_with_their_districts(self, names: Names) -> None:
        match = names.match("อบต.น้ำก่ำ", province="นครพนม")
        assert match.is_ambiguous
        assert match.suggestions == (
            ("6999905", "องค์การบริหารส่วนตำบลน้ำก่ำ อ.เหนือ จ.นครพนม", 1.0),
            ("6999906", "องค์การบริหารส่วนตำบลน้ำก่ำ อ.ใต้ จ.นครพนม", 1.0),
        )

    def test_of_two_types_are_a_question(self, names: Names) -> None:
        match = names.match("เพชรบุรี")
        assert [code for code, *_ in match.suggestions] == ["2999903", "4999904"]
        assert match.is_ambiguous


class TestNearMisses:
    @pytest.mark.parametrize(
        ("text", "code", "score"),
        [
            # The tone mark is lacking: 6 letters against 7, 2 x 6 / (6 + 7).
            ("ทต.บางเกา จ.เพชรบุรี", "5999901", 0.923),
            # The name fits, the type is another: 0.9.
            ("ทน.บางเก่า จ.เพชรบุรี", "5999901", 0.9),
            # The name and type fit, the place is another: 0.85.
            ("ทต.บางเก่า จ.ชุมพร", "5999901", 0.85),
        ],
        ids=["letter", "type", "place"],
    )
    def test_are_suggested_with_a_score(self, names: Names, text: str, code: str, score: float) -> None:
        match = names.match(text)
        assert match.org_code is None
        assert not match.is_ambiguous
        assert (match.suggestions[0][0], match.suggestions[0][2]) == (code, score)

    def test_a_misspelt_word_for_the_type_is_forgiven_in_the_suggestion(self, names: Names) -> None:
        match = names.match("องค์การบริหารสวนตำบลบางเก่า")
        assert match.org_code is None
        assert match.suggestions[0][0] == "6999902"

    def test_the_word_for_municipality_alone_is_not_read_into_a_name(self, names: Names) -> None:
        assert names.match("เทศบาลเมืองแกลง").org_code is None

    @pytest.mark.parametrize("text", ["", " - ", "xyz", "กรมทางหลวงชนบท"])
    def test_other_texts_have_none(self, names: Names, text: str) -> None:
        assert names.match(text) == names.match("xyz")
        assert names.match(text).suggestions == ()


class TestFormerOrganisations:
    def test_give_way_to_a_present_one(self, names: Names) -> None:
        assert names.match("ทุ่งเดิม อ.ชะอำ").org_code == "5999911"

    def test_match_where_no_present_one_fits(self, names: Names) -> None:
        assert names.match("อบต.ทุ่งเดิม").org_code == "6999910"
        assert names.match("6999913").org_code == "6999913"

    def test_are_said_to_be_former(self, names: Names) -> None:
        match = names.match("อบต.เลิกแลว")
        assert match.suggestions[0][:2] == ("6999913", "องค์การบริหารส่วนตำบลเลิกแล้ว อ.ชะอำ จ.เพชรบุรี (เดิม)")

    def test_fit_their_codes(self, names: Names) -> None:
        assert names.fits("6999910", "ทุ่งเดิม")
        assert not names.fits("6999910", "ทต.ทุ่งเดิม")


class TestTheRealRegister:
    """All 7,849 organisations, found by what their own rows say."""

    def test_type_name_district_and_province_find_each(self, real: Names, rows: pl.DataFrame) -> None:
        wrong = [
            row["org_code"]
            for row in rows.iter_rows(named=True)
            if real.match(
                row["full_name_th"], district=row["district_th"], province=row["province_th"]
            ).org_code
            != row["org_code"]
        ]
        assert rows.height == 7849
        assert wrong == []

    def test_one_cell_with_all_of_it_finds_each(self, real: Names, rows: pl.DataFrame) -> None:
        texts = rows.select(
            "org_code", text=pl.format("{} อ.{} จ.{}", "full_name_th", "district_th", "province_th")
        )
        assert [code for code, text in texts.iter_rows() if real.match(text).org_code != code] == []

    def test_without_the_district_161_are_questions(self, real: Names, rows: pl.DataFrame) -> None:
        matches = {
            row["org_code"]: real.match(row["full_name_th"], province=row["province_th"])
            for row in rows.iter_rows(named=True)
        }
        assert sum(match.org_code == code for code, match in matches.items()) == 7688
        asked = {code: match for code, match in matches.items() if match.is_ambiguous}
        assert len(asked) == 161
        assert all(code in [one for one, *_ in match.suggestions] for code, match in asked.items())
