"""Budgets by query, against plain SQL over the reports and against sums by hand."""

from datetime import date
from decimal import Decimal

import pytest

TODAY = date(2026, 1, 1)
ONE = {"org_code": "5349901", "fiscal_year": 2567, "report_round": 12, "today": TODAY}
# Budgets and reports joined without any of the macros that the queries use.
PLAIN = """
select sum(p.budget_baht) filter (not p.is_superseded_draft) as planned,
       sum(r.disbursed_baht) filter (p.budget_baht > 0) as disbursed,
       sum(if(p.budget_baht > r.disbursed_baht, p.budget_baht - r.disbursed_baht, 0)) as unspent,
       count(*) filter (p.budget_baht > 0 and r.disbursed_baht is not null) as covered,
       count(*) filter (r.disbursed_baht > p.budget_baht) as over
from mart.project_year as p
left join mart.status_report as r
    on r.project_id = p.project_id and r.fiscal_year = p.fiscal_year and r.report_round = $round
where p.fiscal_year = $year and (p.org_code = $org or $org is null)
"""


def totals(warehouse, **asked):
    return warehouse.query("budget_totals", **asked).row(0, named=True)


def test_totals_by_hand(country):
    # Projects 1-16 without 6 and 12 in an odd year. Empty: 5, 10, 15; nothing: 1, 11, 16; money: 2, 3, 4, 7, 8, 9,
    # 13, 14. Of these 7 and 13 state no disbursement. Disbursed: 24,000 of 20,000, 27,000 of 30,000, 36,000 of
    # 40,000, 72,000 of 80,000, nothing of 90,000 and 56,000 of 140,000.
    row = totals(country, **ONE)
    assert [row[name] for name in ("projects", "projects_with_budget", "projects_without_budget",
                                   "projects_of_unknown_budget", "covered_projects", "over_projects")] == [
        14, 8, 3, 3, 6, 1,
    ]  # fmt: skip
    amounts = ("budget_baht", "covered_budget_baht", "disbursed_baht", "unspent_baht", "over_baht")
    assert [row[name] for name in amounts] == [Decimal(1000 * baht) for baht in (600, 400, 215, 189, 4)]
    # What is unspent and what is over explain the difference, and are not set off against each other.
    assert row["covered_budget_baht"] - row["disbursed_baht"] == row["unspent_baht"] - row["over_baht"]


@pytest.mark.parametrize("organisation", [None, "5349901", "2659909", "6349905", "4659911"])
@pytest.mark.parametrize(("year", "report_round"), [(2563, 6), (2564, 12), (2567, 12), (2568, 6)])
def test_totals_against_plain_sql(country, organisation, year, report_round):
    plain = country.sql(PLAIN, {"year": year, "round": report_round, "org": organisation}).row(0, named=True)
    row = totals(country, org_code=organisation, fiscal_year=year, report_round=report_round, today=TODAY)
    assert row["budget_baht"] == plain["planned"]
    assert row["covered_projects"] == plain["covered"]
    assert row["over_projects"] == plain["over"]
    if plain["covered"]:
        assert (row["disbursed_baht"], row["unspent_baht"]) == (plain["disbursed"], plain["unspent"])
    else:
        assert row["disbursed_baht"] is row["unspent_baht"] is None


@pytest.mark.parametrize("organisation", ["5349901", "4349904"])
def test_disbursed_of_budget_is_that_of_the_metric(country, organisation):
    row = totals(country, **{**ONE, "org_code": organisation})
    (value,) = country.sql(
        "select value from mart.metric_value where metric_code = 'budget_disbursed' and fiscal_year = 2567 "
        "and org_code = $org", {"org": organisation}
    )["value"]  # fmt: skip
    assert float(row["disbursed_baht"] / row["covered_budget_baht"]) == pytest.approx(value)


def test_no_stated_budget_is_no_sum_and_no_money_is_nought(seeds):
    silent = totals(seeds, org_code="5350108", fiscal_year=2568, report_round=12, today=TODAY)
    assert (silent["projects"], silent["budget_baht"], silent["projects_of_unknown_budget"]) == (5, None, 5)
    none = totals(seeds, org_code="5760403", fiscal_year=2566, report_round=12, today=TODAY)
    assert (none["projects"], none["budget_baht"], none["projects_without_budget"]) == (39, 0, 39)


def test_projects_the_largest_first_with_what_is_unspent_or_over(country):
    rows = country.query("budget_projects", **ONE)
    picked = rows.select("seq_no", "budget_baht", "disbursed_baht", "unspent_baht", "over_baht").rows()
    thousands = [tuple(value if i == 0 or value is None else int(value / 1000) for i, value in enumerate(row))
                 for row in picked]  # fmt: skip
    assert thousands == [
        (14, 140, 56, 84, None),
        (13, 130, None, None, None),
        (9, 90, 0, 90, None),
        (8, 80, 72, 8, None),
        (7, 70, None, None, None),
        (4, 40, 36, 4, None),
        (3, 30, 27, 3, None),
        (2, 20, 24, None, 4),
    ]
    assert country.query("budget_projects", **ONE, limit=2).rows() == rows.rows()[:2]


@pytest.mark.parametrize("asked", [{}, {"org_code": "5349901"}, {"province_code": "34"}, {"dimension_no": 2}])
def test_as_many_projects_as_the_totals_say(country, asked):
    view = {"fiscal_year": 2567, "report_round": 12, "today": TODAY, **asked}
    assert country.query("budget_projects", **view).height == totals(country, **view)["money_projects"] > 0


@pytest.mark.parametrize("organisation", [None, "5349901", "4659911"])
def test_dimensions_add_up_to_the_year(country, organisation):
    rows = country.query("budget_by_dimension", org_code=organisation)
    plain = country.sql(
        "select fiscal_year, sum(budget_baht), count(*) from mart.project_year "
        "where (org_code = $org or $org is null) and not is_superseded_draft group by all order by all",
        {"org": organisation},
    ).rows()
    found = {}
    for row in rows.to_dicts():
        baht, projects = found.get(row["fiscal_year"], (0, 0))
        found[row["fiscal_year"]] = (baht + (row["budget_baht"] or 0), projects + row["projects"])
        having = sum(
            row[name]
            for name in ("projects_with_budget", "projects_without_budget", "projects_of_unknown_budget")
        )
        assert having == row["projects"]
    assert [(year, *values) for year, values in sorted(found.items())] == plain
