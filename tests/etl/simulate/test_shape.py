"""The shape of what is simulated: counts that follow from rules, shares within bounds worked out by hand."""

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from etl.match import best_match, comparable
from etl.registry.read import read_registry
from etl.simulate.country import Country, simulated_tables
from etl.simulate.organisations import made_up_organisations, registered_organisations
from etl.simulate.plans import plans_of
from etl.simulate.reports import reports_of
from etl.simulate.titles import candidates

# Projects a year and projects in the list, for one in eight takes turns and so stands there twice.
LIST_OF = {
    12: 13, 13: 14, 14: 15, 15: 16, 16: 18, 17: 19, 18: 20, 19: 21, 20: 22, 21: 23, 22: 24, 23: 25,
    24: 27, 25: 28, 26: 29, 27: 30, 28: 31, 29: 32, 30: 33, 31: 34, 32: 36, 33: 37, 34: 38, 35: 39,
}  # fmt: skip


def tables_of(count: int, years: range, seed: int = 1) -> dict[str, pl.DataFrame]:
    country = Country(made_up_organisations(count, seed), years, with_faults=False)
    return {table.name: table.rows for table in simulated_tables(country)}


@pytest.fixture(scope="module")
def country() -> dict[str, pl.DataFrame]:
    """400 organisations in 2565 and 2566, without a fault."""
    return tables_of(400, range(2565, 2567))


def test_types_stand_in_the_shares_of_the_register() -> None:
    types = Counter(made_up_organisations(1000, 1)["type_code"])
    # 2,247 and 5,300 and 301 others of 7,849.
    assert types["subdistrict_municipality"] == pytest.approx(286, abs=3)
    assert types["sao"] == pytest.approx(675, abs=3)
    assert types.total() - types["sao"] - types["subdistrict_municipality"] == pytest.approx(38, abs=3)


def test_made_up_codes_and_names_are_of_no_real_organisation() -> None:
    organisations = made_up_organisations(7849, 1)
    assert organisations["org_code"].n_unique() == 7849
    assert organisations["org_code"].str.contains(r"^[2-6]\d{6}$").all()
    # The register has districts up to 33.
    assert organisations["org_code"].str.slice(3, 2).cast(pl.Int64).min() >= 90
    assert organisations["name_th"].str.starts_with("จำลอง").all()


def test_budgets_lie_about_those_of_their_type_and_some_are_untold() -> None:
    organisations = made_up_organisations(4000, 1)
    saos = organisations.filter(type_code="sao")["annual_budget_baht"]
    assert saos.median() == pytest.approx(42_000_000, rel=0.06)
    # 4 % of 4,000 are 160, with a deviation of 12.
    assert organisations["annual_budget_baht"].null_count() == pytest.approx(160, abs=50)


def test_an_organisation_is_the_same_among_few_and_among_many() -> None:
    few, many = (tables_of(count, range(2566, 2567)) for count in (25, 60))
    codes = few["organisation"]["org_code"]
    for table, rows in few.items():
        owner = next(name for name in ("org_code", "project_id", "plan_id") if name in rows.columns)
        same = many[table].filter(pl.col(owner).str.slice(0, 7).is_in(codes.implode()))
        assert rows.height > 0
        assert same.drop("key").rows() == rows.drop("key").rows(), table


def test_a_plan_has_as_many_projects_in_each_year_as_its_list_says(country: dict[str, pl.DataFrame]) -> None:
    lists = dict(country["project"].group_by("plan_id").len().iter_rows())
    planned = country["project_year"].group_by("plan_id", "fiscal_year").len().rows()
    assert {LIST_OF[count] - lists[plan_id] for plan_id, _, count in planned} == {0}
    # One plan a year: 2565 is of the first framework, 2566 of the second.
    assert len(planned) == len(lists) == country["plan"].height
    # 2 % of 800 plans are missing: 16, with a deviation of 4.
    assert country["plan"].height == pytest.approx(784, abs=16)


@pytest.mark.parametrize(
    ("million_baht", "least"),
    [(39.999, 15), (40, 20), (80, 20), (80.001, 25), (199.9, 25), (200, 35)],
    ids=str,
)
def test_the_size_of_a_plan_follows_from_the_budget_band(million_baht: float, least: int) -> None:
    organisations = made_up_organisations(300, 1).with_columns(size_baht=pl.lit(int(million_baht * 1e6)))
    sizes = Counter(plans_of(organisations, range(2566, 2571))["size"])
    assert min(sizes) == least - 3
    assert max(sizes) == min(least + 15, 35)
    # One plan of ten is smaller than its band asks: 29 of 294, with a deviation of 5.
    assert sum(count for size, count in sizes.items() if size < least) == pytest.approx(29, abs=20)


def test_every_project_year_is_reported_in_both_rounds_but_for_gaps(country: dict[str, pl.DataFrame]) -> None:
    share = country["status_report"].height / (2 * country["project_year"].height)
    # 1.5 % of rounds and 1 % of rows are missing.
    assert share == pytest.approx(0.975, abs=0.008)


@pytest.mark.parametrize(("year", "share"), [(2561, 0.58), (2564, 0.475), (2566, 0.705), (2570, 0.80)])
def test_projects_are_completed_as_the_rule_says(year: int, share: float) -> None:
    # 0.58 + 0.025 a year since 2561, less 0.18 in the pandemic; skill is about 0.
    rows = tables_of(400, range(year, year + 1))["project_year"].with_columns(skill=pl.lit(0.0))
    reports = reports_of(rows).reports
    final = reports.filter(report_round=12)["status_code"]
    assert (final == "completed").mean() == pytest.approx(share, abs=0.02)
    stuck = 0.5 if year == 2564 else 0.2
    assert (final == "cannot_proceed").mean() == pytest.approx((1 - share) * stuck, abs=0.015)


def test_what_is_completed_at_6_months_is_completed_at_12(country: dict[str, pl.DataFrame]) -> None:
    reports = country["status_report"].select(
        "project_id", "fiscal_year", "report_round", "status_code", "disbursed_baht"
    )
    early, final = (reports.filter(report_round=months) for months in (6, 12))
    both = early.filter(status_code="completed").join(final, on=["project_id", "fiscal_year"])
    assert both.height > 1_000
    assert set(both["status_code_right"]) == {"completed"}
    both = early.join(final, on=["project_id", "fiscal_year"]).drop_nulls(
        ["disbursed_baht", "disbursed_baht_right"]
    )
    assert (both["disbursed_baht"] <= both["disbursed_baht_right"]).all()


def test_some_report_late_and_nobody_before_the_month_that_is_due(country: dict[str, pl.DataFrame]) -> None:
    dates = country["status_report"].filter(report_round=12, fiscal_year=2566)["reported_on"]
    first, last, due = (
        pl.Series([text]).str.to_date()[0] for text in ("2023-10-01", "2023-12-15", "2023-10-31")
    )
    assert first <= dates.min()
    assert dates.max() <= last
    # 9 % of 390 organisations, with a deviation of 1.5 %, and some have more projects than others.
    assert (dates.drop_nulls() > due).mean() == pytest.approx(0.09, abs=0.06)
    assert dates.null_count() > 0


def test_scores_drift_with_the_national_mean() -> None:
    scores = tables_of(300, range(2561, 2569))["ita_indicator"]
    assert scores.height == 300 * 7 * 10
    means = dict(scores.group_by("fiscal_year").agg(pl.mean("score")).cast(pl.Float64).iter_rows())
    # As the press gave them; a few above 100 are cut off, and 300 skills vary by 5 points: 0.3 in the mean.
    for year, mean in {2563: 67.9, 2564: 81.25, 2565: 87.57, 2566: 90.19, 2568: 93.82}.items():
        assert means[year] == pytest.approx(mean, abs=1.6)


def test_stated_totals_follow_from_the_scores(country: dict[str, pl.DataFrame]) -> None:
    scores = country["ita_indicator"].pivot("indicator_no", index=["org_code", "fiscal_year"], values="score")
    row = country["ita_result"].drop_nulls("iit_stated").row(0, named=True)
    ones = scores.row(
        by_predicate=(pl.col("org_code") == row["org_code"]) & (pl.col("fiscal_year") == row["fiscal_year"])
    )
    points = [float(score) for score in ones[2:]]
    iit, eit, oit = sum(points[:5]) / 5, sum(points[5:8]) / 3, sum(points[8:]) / 2
    assert float(row["iit_stated"]) == pytest.approx(iit, abs=0.006)
    assert float(row["total_stated"]) == pytest.approx(0.3 * iit + 0.3 * eit + 0.4 * oit, abs=0.006)


def test_every_wording_of_a_measure_is_still_that_measure() -> None:
    rows = candidates()
    choices = [comparable(title) for title in rows.filter(~pl.col("is_own"))["title_th"]]
    name = "องค์การบริหารส่วนตำบลจำลองหนองบัว"
    for number, is_own, wordings in rows.select("candidate_no", "is_own", "wordings").iter_rows():
        for wording in wordings:
            found = best_match(comparable(f"{wording}ของ{name}", [name]), choices)
            assert (wording, found and found[0] + 1) == (wording, None if is_own else number)


def test_a_sample_of_the_register_is_of_real_organisations(registry_file: Path) -> None:
    rows = read_registry(registry_file)
    known = {(row.org_code, row.name_th, row.type_code) for row in rows}
    sample = registered_organisations(rows, 500, 1)
    assert set(sample.select("org_code", "name_th", "type_code").iter_rows()) <= known
    assert sample["org_code"].n_unique() == 500
    # 500 of 7,849: 337.6 of 5,300, 143.1 of 2,247, 12.4 of 195, 4.8 of 76; all of 76 provinces have more than 30.
    types = Counter(sample["type_code"])
    assert types["sao"] in (337, 338)
    assert types["subdistrict_municipality"] in (143, 144)
    assert types["town_municipality"] in (12, 13)
    assert types["pao"] in (4, 5)
    assert sample["province_code"].n_unique() >= 74


def test_the_whole_register_is_taken_once(registry_file: Path) -> None:
    rows = read_registry(registry_file)
    taken = registered_organisations(rows, len(rows), 3)
    assert Counter(taken["type_code"]) == {
        "sao": 5300, "subdistrict_municipality": 2247, "town_municipality": 195, "pao": 76,
        "city_municipality": 30, "special": 1,
    }  # fmt: skip
    assert sorted(taken["org_code"]) == sorted(row.org_code for row in rows)
