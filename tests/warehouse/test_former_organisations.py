"""Former organisations: offered and marked, and counted only in years of which they have data."""

from collections.abc import Callable

import pytest

from warehouse.reader import Warehouse

ONE, TWO, SILENT, FORMER = "6340001", "6340002", "6340003", "6340004"
# Four organisations of one province and type; the former one has an ITA result of 2565, and of no other year.
ORGANISATIONS = f"""org_code,type_code,name_th,district_th,province_code,is_former,locator
{ONE},sao,หนึ่ง,เดชอุดม,34,,line 2
{TWO},sao,สอง,เดชอุดม,34,false,line 3
{SILENT},sao,สาม,เดชอุดม,34,,line 4
{FORMER},sao,สี่,เดชอุดม,34,true,line 5
"""
RESULTS = f"""org_code,fiscal_year,total_stated,locator
{ONE},2565,80.00,line 2
{FORMER},2565,70.00,line 3
{ONE},2566,82.00,line 4
{TWO},2566,90.00,line 5
"""
by_year = pytest.mark.parametrize(("year", "every"), [(2565, 4), (2566, 3)], ids=["with data", "without"])


@pytest.fixture(scope="module")
def warehouse(build_texts: Callable[..., Warehouse]) -> Warehouse:
    return build_texts(organisation=ORGANISATIONS, ita_result=RESULTS)


def codes(warehouse: Warehouse, query: str, **asked: object) -> list[str]:
    return warehouse.query(query, **asked)["org_code"].to_list()


def test_every_organisation_says_whether_it_is_former(warehouse: Warehouse) -> None:
    rows = warehouse.query("registered_organisations")
    assert rows.columns == [
        "org_code", "type_code", "name_th", "full_name_th", "short_name_th", "district_th", "province_code",
        "province_th", "is_former",
    ]  # fmt: skip
    assert rows.select("org_code", "is_former").rows() == [
        (ONE, False), (TWO, False), (SILENT, False), (FORMER, True),
    ]  # fmt: skip


def test_the_dictionary_explains_the_column(warehouse: Warehouse) -> None:
    said = warehouse.sql(
        "select name_th, name_en, is_optional from mart.dictionary "
        "where table_name = 'organisation' and column_name = 'is_former'"
    )
    assert said.rows() == [("ยกเลิกหรือเปลี่ยนรหัสแล้ว", "Former organisation", False)]


class TestCounted:
    @by_year
    def test_in_a_scope(self, warehouse: Warehouse, year: int, every: int) -> None:
        rows = warehouse.query("overview_scope", fiscal_year=year)
        assert rows["organisations"].to_list() == [every]

    def test_when_it_is_the_one_asked_for(self, warehouse: Warehouse) -> None:
        rows = warehouse.query("overview_scope", fiscal_year=2566, org_code=FORMER)
        assert rows["organisations"].to_list() == [1]

    @by_year
    def test_in_a_province_of_the_map(self, warehouse: Warehouse, year: int, every: int) -> None:
        rows = warehouse.query("compare_provinces", fiscal_year=year, metric_code="ita_score")
        here = rows.filter(province_code="34")
        assert here.select("with_value", "organisations").rows() == [(2, every)]

    @by_year
    def test_in_the_coverage_of_a_year(self, warehouse: Warehouse, year: int, every: int) -> None:
        rows = warehouse.query("coverage").filter(table_name="ita_result", fiscal_year=year)
        assert rows.select("organisations", "scope_organisations").rows() == [(2, every)]

    @by_year
    def test_among_the_organisations_without_risks(self, warehouse: Warehouse, year: int, every: int) -> None:
        rows = warehouse.query("risk_summary", fiscal_year=year, report_round=12)
        assert rows["scope_organisations"].to_list() == [every]

    @pytest.mark.parametrize(
        ("year", "lacking"), [(2565, [SILENT, TWO]), (2566, [SILENT])], ids=["with data", "without"]
    )
    def test_among_those_that_lack_a_table(self, warehouse: Warehouse, year: int, lacking: list[str]) -> None:
        asked = {"table_name": "ita_result", "fiscal_year": year, "lacking": True}
        assert sorted(codes(warehouse, "coverage_organisations", **asked)) == sorted(lacking)

    @by_year
    def test_in_a_group_of_one_type(self, warehouse: Warehouse, year: int, every: int) -> None:
        asked = {"fiscal_year": year, "peer_rule": "type", "org_code": ONE}
        rows = warehouse.query("compare_organisations", **asked)
        assert set(rows["found_organisations"]) == {every}
        assert (FORMER in rows["org_code"]) is (year == 2565)

    def test_in_a_group_of_its_own(self, warehouse: Warehouse) -> None:
        asked = {"fiscal_year": 2566, "peer_rule": "type", "org_code": FORMER}
        assert codes(warehouse, "compare_organisations", **asked) == [FORMER, TWO, ONE, SILENT]

    def test_in_a_group_when_it_is_chosen(self, warehouse: Warehouse) -> None:
        asked = {"fiscal_year": 2566, "org_codes": f"{FORMER},{ONE}"}
        assert codes(warehouse, "compare_organisations", **asked) == [FORMER, ONE]

    @by_year
    def test_in_a_group_that_nobody_chose(self, warehouse: Warehouse, year: int, every: int) -> None:
        assert len(codes(warehouse, "compare_organisations", fiscal_year=year)) == every

    @pytest.mark.parametrize(
        ("year", "judged"), [(2565, [ONE, FORMER]), (2566, [ONE, TWO])], ids=["with data", "without"]
    )
    def test_among_those_with_a_target(self, warehouse: Warehouse, year: int, judged: list[str]) -> None:
        asked = {"fiscal_year": year, "metric_code": "ita_score"}
        assert sorted(codes(warehouse, "target_summaries", **asked)) == judged
        assert warehouse.query("target_verdicts", **asked)["organisations"].sum() == 2

    def test_in_no_number_of_a_province_or_type(self, warehouse: Warehouse) -> None:
        assert warehouse.query("filter_provinces")["organisations"].to_list() == [3]
        assert warehouse.query("filter_types")["organisations"].to_list() == [3]


class TestOffered:
    @pytest.mark.parametrize(
        ("query", "asked"),
        [
            ("organisation_list", {}),
            ("compare_choices", {"fiscal_year": 2565, "peer_rule": "type", "org_code": ONE}),
            ("coverage_organisations", {"fiscal_year": 2565, "table_name": "ita_result"}),
            ("compare_organisations", {"fiscal_year": 2565}),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_with_its_mark(self, warehouse: Warehouse, query: str, asked: dict[str, object]) -> None:
        rows = warehouse.query(query, **asked)
        assert rows.filter("is_former")["org_code"].to_list() == [FORMER]

    def test_after_the_present_ones_with_data(self, warehouse: Warehouse) -> None:
        # In the order of their full names สอง stands before หนึ่ง.
        assert codes(warehouse, "organisation_list") == [TWO, ONE, FORMER, SILENT]
