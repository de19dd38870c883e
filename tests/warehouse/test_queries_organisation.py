"""What the page of one organisation asks: the list to choose from, its years, its sources."""

from datetime import date

import polars as pl
import pytest

from warehouse.reader import Warehouse

TODAY = date(2026, 11, 21)


def years(warehouse: Warehouse, org_code: str, **parameters: object) -> dict[int, dict[str, object]]:
    rows = warehouse.query("organisation_years", org_code=org_code, **{"today": TODAY, **parameters})
    return {row["fiscal_year"]: row for row in rows.iter_rows(named=True)}


class TestList:
    def test_says_which_years_have_what(self, seeds: Warehouse) -> None:
        rows = {row["org_code"]: row for row in seeds.query("organisation_list").iter_rows(named=True)}
        assert rows["2650101"]["plan_years"] == list(range(2565, 2571))
        assert rows["2650101"]["reported_years"] == [2565]
        assert rows["2650101"]["ita_years"] is None
        assert rows["5361202"]["ita_years"] == [2564]
        # Of Samran a result is reported and no status of a project.
        assert rows["5350108"]["reported_years"] == [2568]

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("เดชอุดม", ["4340701"]),
            ("  เดช อุดม ", ["4340701"]),
            ("4340701", ["4340701"]),
            ("๔๓๔๐๗๐๑", ["4340701"]),
            ("เพชรบุรี", ["5760403"]),
            ("แก้งคร้อ", ["5361202"]),
            ("ไม่มีที่นี่", []),
            ("%", []),
        ],
    )
    def test_finds_by_name_code_and_place(self, seeds: Warehouse, words: str, found: list[str]) -> None:
        assert seeds.query("organisation_list", search=words)["org_code"].to_list() == found

    def test_gives_the_first_and_how_many_there_are(self, country: Warehouse) -> None:
        everything = country.query("organisation_list")
        first = country.query("organisation_list", row_limit=3)
        assert everything.height == 12
        assert first["org_code"].to_list() == everything["org_code"].to_list()[:3]
        assert first["found_organisations"].to_list() == [12, 12, 12]

    def test_those_without_data_come_last(self, country: Warehouse) -> None:
        # 12 is registered and has nothing else.
        assert country.query("organisation_list")["org_code"].to_list()[-1] == "5769912"

    def test_keeps_to_the_scope(self, country: Warehouse) -> None:
        rows = country.query("organisation_list", province_code="34", type_code="subdistrict_municipality")
        assert set(rows["org_code"]) == {"5349901", "5349902", "5349903"}


class TestYears:
    def test_of_phitsanulok(self, seeds: Warehouse) -> None:
        reported = years(seeds, "2650101")[2565]
        assert reported["projects"] == 38
        assert reported["projects_with_budget"] == reported["disbursed_projects"] == 5
        assert (float(reported["planned_baht"]), float(reported["disbursed_baht"])) == (275145.00, 89141.40)
        assert reported["report_round"] == 12

    def test_a_draft_owes_no_report(self, seeds: Warehouse) -> None:
        found = years(seeds, "2650101")
        assert [year for year, row in found.items() if row["is_missing"]] == []
        assert found[2566]["draft_projects"] == found[2566]["projects"] == 37

    @pytest.mark.parametrize(
        ("today", "missing"),
        [
            (date(2023, 10, 31), []),
            (date(2023, 11, 1), [2566]),
            (TODAY, [2566, 2567, 2568, 2569]),
        ],
        ids=str,
    )
    def test_a_year_is_missing_after_the_last_day_of_its_last_round(
        self, seeds: Warehouse, today: date, missing: list[int]
    ) -> None:
        found = years(seeds, "4340701", today=today)
        assert [year for year, row in found.items() if row["is_missing"]] == missing

    def test_results_without_statuses_are_a_report(self, seeds: Warehouse) -> None:
        assert years(seeds, "5350108")[2568]["has_reports"] is True
        assert years(seeds, "5350108")[2568]["is_missing"] is False

    def test_what_no_document_says_stays_empty(self, seeds: Warehouse) -> None:
        assert years(seeds, "5361202")[2565]["planned_baht"] is None
        assert years(seeds, "5361202")[2565]["projects_without_statement"] == 16
        # The plan of Bang Kao says of each project that it needs no money.
        assert years(seeds, "5760403")[2566]["planned_baht"] == 0
        assert years(seeds, "5760403")[2566]["disbursed_baht"] is None

    def test_disbursed_is_that_of_the_metric(self, country: Warehouse) -> None:
        metric = country.sql(
            "select fiscal_year, report_round, numerator, denominator from mart.metric_value "
            "where metric_code = 'budget_disbursed' and org_code = '5349901' order by fiscal_year"
        )
        found = pl.DataFrame(list(years(country, "5349901").values())).drop_nulls("disbursed_baht")
        assert found["fiscal_year"].to_list() == metric["fiscal_year"].to_list() == list(range(2563, 2569))
        assert found["disbursed_baht"].cast(float).to_list() == metric["numerator"].cast(float).to_list()
        assert (
            found["reported_budget_baht"].cast(float).to_list() == metric["denominator"].cast(float).to_list()
        )
        # Of 2568 the 6-month round alone is reported.
        assert found["report_round"].to_list() == [12, 12, 12, 12, 12, 6]

    def test_a_dimension_is_a_part(self, country: Warehouse) -> None:
        whole = years(country, "5349901")[2567]
        parts = [years(country, "5349901", dimension_no=number)[2567] for number in (1, 2, 3, 4)]
        for name in ("projects", "planned_baht", "disbursed_baht", "disbursed_projects"):
            assert sum(part[name] or 0 for part in parts) == whole[name]


class TestSources:
    def test_counts_each_row_of_the_organisation_once(self, seeds: Warehouse) -> None:
        (source,) = seeds.query("organisation_sources", org_code="4340701").iter_rows(named=True)
        # One organisation, one plan, 62 projects in five years, 10 targets, 9 risks, 23 controls.
        assert source["rows_of_scope"] == 1 + 1 + 62 * 5 + 10 + 9 + 23
        assert (source["first_fiscal_year"], source["last_fiscal_year"]) == (2566, 2570)

    def test_the_latest_comes_first(self, seeds: Warehouse) -> None:
        sources = seeds.query("organisation_sources", org_code="2650101")["source_id"].to_list()
        assert sources == ["phitsanulok_draft_plan_2566_2570", "phitsanulok_plan_2565"]

    def test_a_source_of_many_counts_only_what_is_asked_for(self, country: Warehouse) -> None:
        (alone,) = country.query("organisation_sources", org_code="5769912").iter_rows(named=True)
        (every,) = country.query("organisation_sources").iter_rows(named=True)
        assert alone["rows_of_scope"] == 1
        assert every["rows_of_scope"] > 3000


def test_plans_in_force(seeds: Warehouse) -> None:
    def plans(year: int) -> list[tuple[str, bool]]:
        rows = seeds.query("organisation_plans", org_code="2650101", fiscal_year=year)
        return rows.select("plan_id", "is_draft").rows()

    assert plans(2564) == []
    assert plans(2565) == [("2650101-2565-2565", False)]
    assert plans(2570) == [("2650101-2566-2570", True)]
