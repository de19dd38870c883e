"""The made-up country means what its rules say: each number here is worked out by hand from them."""

from pathlib import Path

import pytest
from made_up import TABLES, write_country

from etl.load import load
from tests.conftest import REFERENCE
from warehouse.reader import Warehouse

MEASURE = "select numerator, denominator from mart.metric_value where (metric_code, org_code, fiscal_year) = "


def test_no_row_is_rejected_and_the_source_says_that_it_is_made_up(tmp_path: Path) -> None:
    loaded = load(REFERENCE, [write_country(tmp_path)])
    assert loaded.problems == []
    assert all(loaded.tables[name].height > 0 for name in TABLES if name != "corrections")
    assert loaded.tables["source"]["is_simulated"].to_list() == [True]


def test_the_number_of_rows_follows_from_the_rules(country: Warehouse) -> None:
    [counts] = country.sql(
        """select (select count(*) from mart.organisation), (select count(*) from mart.plan),
                  (select count(*) from mart.ita_indicator), (select count(*) from mart.case_count),
                  (select count(*) from mart.risk), (select count(*) from mart.project_year
                   where org_code = '5349901' and fiscal_year = 2567)"""
    ).rows()
    # 2 x 10 plans and the draft; 9 x 7 years x 10; 4 x 6 years x 2; 5 + 6 + 4 + 5 + 6 + 4; 16 without 6 and 12.
    assert counts == (12, 21, 630, 48, 30, 14)


@pytest.mark.parametrize(
    ("org_code", "year", "instruments", "total", "level"),
    [
        # 70 + 3 x 6 = 88, so IIT 90, EIT 88, OIT 85 and 0.6 below 88.
        ("5349901", 2568, (90, 88, 85), 87.4, "good"),
        # 96 - 1.5 x 6 = 87, but OIT 84: a pass, and no good one.
        ("5369907", 2568, (89, 87, 84), 86.4, "pass"),
        # 60 + 2 x 6 = 72; without the correction of one IIT indicator by 40 the total would be 69.
        ("5349902", 2568, (74, 72, 69), 71.4, "improve"),
    ],
)
def test_ita_totals(
    country: Warehouse, org_code: str, year: int, instruments: tuple[int, int, int], total: float, level: str
) -> None:
    [(*parts, computed, code)] = country.sql(
        f"""select iit::double, eit::double, oit::double, total_computed::double, level_code
            from mart.ita_result where org_code = '{org_code}' and fiscal_year = {year}"""
    ).rows()
    assert (tuple(parts), computed, code) == (instruments, total, level)


@pytest.mark.parametrize(
    ("metric", "org_code", "year", "numerator", "denominator"),
    [
        # The first 12 of 16, and in an odd year 6 and 12 are not planned.
        ("project_completion", "5349901", 2567, 10, 14),
        # 14 to come in 2568, two thirds of it at 6 months: 9.
        ("project_completion", "5349901", 2568, 9, 16),
        # Of the 14, project 13 awaits its report and 15 has no row.
        ("report_coverage", "5349901", 2567, 12, 14),
        # 90 % of 2, 3, 4, 8, 13, 17 (470,000), nothing of 9, 10 % of 14; 7 reports no disbursement.
        ("budget_disbursed", "4349904", 2567, 437_000, 700_000),
        # 20 cases in the baseline, 3 fewer each year.
        ("case_reduction", "5349901", 2568, 9, 20),
        ("case_reduction", "4349904", 2568, -3, 8),
        # The plan of the provincial organisation holds 20 of the 35 that its budget asks for.
        ("plan_size", "2659909", 2566, 20, 35),
        # Two steps of three controls. Events 1 and 2 are medium and high, 3 and 4 very high and low. Of 3 at 6
        # months of 2568, the first 5 projects are completed: 1 and 2, not 11 and 12.
        ("high_risk_controlled", "4349904", 2568, 3, 6),
    ],
)
def test_metrics(
    country: Warehouse, metric: str, org_code: str, year: int, numerator: int, denominator: int
) -> None:
    assert country.sql(f"{MEASURE}('{metric}', '{org_code}', {year})").rows() == [(numerator, denominator)]


def test_every_verdict_occurs_where_the_rules_lead_to_it(country: Warehouse) -> None:
    verdicts = country.sql(
        """select metric_code, right(org_code, 2)::int, status_code from mart.metric_status
           where fiscal_year = 2568 and metric_code in ('ita_score', 'case_reduction')
           order by all"""
    ).rows()
    assert verdicts == [
        ("case_reduction", 1, "achieved"),
        ("case_reduction", 4, "too_few_points"),
        ("case_reduction", 7, "too_few_cases"),
        ("case_reduction", 8, "too_few_cases"),
        ("ita_score", 1, "achieved"),
        ("ita_score", 2, "off_track"),  # 71.4, projected to 75.4
        ("ita_score", 3, "below_and_worsening"),
        ("ita_score", 4, "held"),
        ("ita_score", 5, "slightly_off"),  # 79.25, projected to 84.25: misses 0.75 of 5.75
        ("ita_score", 6, "on_track"),
        ("ita_score", 7, "held_but_slipping"),
        ("ita_score", 8, "below_but_improving"),
        ("ita_score", 9, "off_track"),  # 78.4, and 80 in 2569
        ("ita_score", 10, "wrong_direction"),
        ("ita_score", 11, "achieved"),
    ]


def test_titles_match_their_standard_measure_and_own_titles_match_none(country: Warehouse) -> None:
    rows = country.sql(
        "select seq_no, catalogue_no from mart.project_year where plan_id = '5349902-2566-2570' and fiscal_year = 2566"
    ).rows()
    expected = {i: 5 * i % 62 + 1 for i in range(1, 14)} | {14: None, 15: None}
    assert dict(rows) == expected


def test_controls_match_the_projects_that_bear_their_title(country: Warehouse) -> None:
    rows = country.sql(
        """select step_no, control_no, right(project_id, 2)::int from mart.risk_control
           where org_code = '5349903' order by all"""
    ).rows()
    assert rows == [(1, 1, 1), (1, 2, 11), (1, 3, None), (2, 1, 2), (2, 2, 12), (2, 3, None)]


def test_findings(country: Warehouse) -> None:
    rows = country.sql(
        """select rule_code, severity, count(*) from mart.finding
           where rule_code <> 'completed_without_disbursement' group by all order by all"""
    ).rows()
    assert rows == [
        ("cannot_proceed_without_reason", "warning", 1),
        ("control_total", "agreement", 14),  # 10 numbers of projects and 4 more totals
        ("control_total", "warning", 1),
        ("correction_applied", "notice", 2),
        ("disbursed_above_budget", "warning", 1),
        ("ita_level", "agreement", 2),
        ("ita_total", "agreement", 2),
        ("ita_total", "warning", 1),
        ("stated_project_count", "agreement", 21),
    ]
    # 4 completes project 9 in each of the six years 2563-2568; two rounds of a year tell it once.
    of_4 = "rule_code = 'completed_without_disbursement' and org_code = '4349904'"
    assert country.sql(f"select count(*) from mart.finding where {of_4}").item() == 6


def test_one_organisation_has_nothing_but_its_name(country: Warehouse) -> None:
    tables = ("plan", "metric_value", "metric_status", "ita_result", "target", "case_count", "finding")
    found = [
        country.sql(f"select count(*) from mart.{name} where org_code = '5769912'").item() for name in tables
    ]
    assert found == [0] * len(tables)
