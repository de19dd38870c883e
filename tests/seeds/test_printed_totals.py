"""The warehouse of the seeds against the totals that the documents print."""

import pytest

DET_UDOM = "4340701-2566-2570"
PHITSANULOK = "2650101-2565-2565"
PHITSANULOK_DRAFT = "2650101-2566-2570"
BANG_KAO = "5760403-2566-2566"
NA_NONG_THUM = "5361202-2565-2565"
SAMRAN = "5350108-2568-2568"


@pytest.mark.parametrize(
    ("plan_id", "projects"),
    [
        (DET_UDOM, 62),
        (PHITSANULOK, 38),
        (PHITSANULOK_DRAFT, 37),
        (BANG_KAO, 39),
        (NA_NONG_THUM, 16),
        (SAMRAN, 5),
    ],
)
def test_projects_of_a_plan(seeds, plan_id, projects):
    found = seeds.sql(
        "select count(distinct project_id) from mart.project_year where plan_id = $p", {"p": plan_id}
    )
    assert found.item() == projects


@pytest.mark.parametrize(
    ("plan_id", "by_dimension"),
    [
        (DET_UDOM, [(1, 18), (2, 29), (3, 8), (4, 7)]),
        (BANG_KAO, [(1, 11), (2, 16), (3, 6), (4, 6)]),
        (PHITSANULOK_DRAFT, [(1, 9), (2, 19), (3, 2), (4, 7)]),
    ],
)
def test_projects_by_dimension(seeds, plan_id, by_dimension):
    rows = seeds.sql(
        """select dimension_no, count(distinct project_id) from mart.project_year
           where plan_id = $p group by 1 order by 1""",
        {"p": plan_id},
    ).rows()
    assert rows == by_dimension


@pytest.mark.parametrize("fiscal_year", [2566, 2567, 2568, 2569, 2570])
@pytest.mark.parametrize(
    ("plan_id", "total", "by_dimension"),
    [
        (DET_UDOM, 480_000, [(1, 330_000), (2, 30_000), (3, 90_000), (4, 30_000)]),
        (PHITSANULOK_DRAFT, 132_640, [(1, 132_640), (2, 0), (3, 0), (4, 0)]),
    ],
)
class TestBudgetOfAYear:
    def test_in_all(self, seeds, plan_id, total, by_dimension, fiscal_year):
        found = seeds.sql(
            "select sum(budget_baht)::double from mart.project_year where plan_id = $p and fiscal_year = $y",
            {"p": plan_id, "y": fiscal_year},
        )
        assert found.item() == total

    def test_by_dimension(self, seeds, plan_id, total, by_dimension, fiscal_year):
        rows = seeds.sql(
            """select dimension_no, sum(budget_baht)::double from mart.project_year
               where plan_id = $p and fiscal_year = $y group by 1 order by 1""",
            {"p": plan_id, "y": fiscal_year},
        ).rows()
        assert rows == by_dimension


def test_phitsanulok_budget_of_2565(seeds):
    found = seeds.sql(
        "select sum(budget_baht)::varchar from mart.project_year where plan_id = $p", {"p": PHITSANULOK}
    )
    assert found.item() == "275145.00"


@pytest.mark.parametrize(("quarter", "projects"), [(1, 35), (2, 32), (3, 13), (4, 13)])
def test_phitsanulok_projects_by_quarter(seeds, quarter, projects):
    found = seeds.sql(
        "select count(*) from mart.project_year where plan_id = $p and list_contains(planned_quarters, $q)",
        {"p": PHITSANULOK, "q": quarter},
    )
    assert found.item() == projects


@pytest.mark.parametrize(
    ("status", "projects"),
    [("completed", 33), ("in_progress", 3), ("awaiting_report", 2), ("cannot_proceed", 0)],
)
def test_phitsanulok_projects_by_status(seeds, status, projects):
    found = seeds.sql(
        """select count(*) from mart.status_report
           where org_code = '2650101' and fiscal_year = 2565 and report_round = 12 and status_code = $s""",
        {"s": status},
    )
    assert found.item() == projects


def test_phitsanulok_disbursed(seeds):
    found = seeds.sql(
        "select sum(disbursed_baht)::varchar from mart.status_report where org_code = '2650101'"
    )
    assert found.item() == "89141.40"


@pytest.mark.parametrize(
    ("metric", "numerator", "denominator"),
    [
        ("project_completion", 33, 38),
        ("report_coverage", 36, 38),
        ("budget_disbursed", 89141.40, 275145.00),
    ],
)
def test_phitsanulok_metrics_of_2565(seeds, metric, numerator, denominator):
    rows = seeds.sql(
        """select report_round, numerator, denominator from mart.metric_value
           where org_code = '2650101' and fiscal_year = 2565 and metric_code = $m""",
        {"m": metric},
    ).rows()
    assert rows == [(12, pytest.approx(numerator), pytest.approx(denominator))]


def test_phitsanulok_flag_of_2565(seeds):
    # 33 of 38 are 0.868: green from 0.80.
    rows = seeds.sql(
        """select status_code from mart.metric_status
           where org_code = '2650101' and fiscal_year = 2565 and metric_code = 'project_completion'"""
    ).rows()
    assert rows == [("green",)]


def test_na_nong_thum_ita_result(seeds):
    rows = seeds.sql(
        """select fiscal_year, iit::double, eit::double, oit::double, total_computed::double,
                  total_stated::double, level_code, level_stated, target::double, gap
           from mart.ita_result where org_code = '5361202'"""
    ).rows()
    # (86.78 + 77.69 + 83.16 + 78.68 + 77.10) / 5, (81.45 + 79.37 + 78.00) / 3, (45.41 + 56.25) / 2
    assert rows == [(2564, 80.68, 79.61, 50.83, 68.42, 68.42, "C", "C", 85.0, pytest.approx(-16.58))]


def test_na_nong_thum_corrected_indicators(seeds):
    rows = seeds.sql(
        """select indicator_no, score_as_printed::double, score::double from mart.ita_indicator
           where org_code = '5361202' and is_corrected order by 1"""
    ).rows()
    assert rows == [(2, 37.69, 77.69), (5, 37.1, 77.1), (7, 39.37, 79.37), (8, 38.0, 78.0)]


def test_samran_people(seeds):
    rows = seeds.sql(
        "select value, unit_th from mart.result where org_code = '5350108' and unit_th = 'คน'"
    ).rows()
    assert rows == [(350.0, "คน")]


def test_samran_complaints(seeds):
    rows = seeds.sql("select fiscal_year, kind, count from mart.case_count where org_code = '5350108'").rows()
    assert rows == [(2568, "complaint", 0)]


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_seeds_have_no_finding_to_act_on(seeds, severity):
    rows = seeds.sql(
        "select rule_code, message_en from mart.finding where severity = $s", {"s": severity}
    ).rows()
    assert rows == []


def test_every_control_total_agrees(seeds):
    rows = seeds.sql(
        """select severity, resolution, count(*) from mart.finding
           where rule_code = 'control_total' group by all"""
    ).rows()
    # 36 of Det Udom, 28 and 10 of Phitsanulok, 1 of Samran
    assert rows == [("agreement", "agrees", 75)]


@pytest.mark.parametrize(
    ("plan_id", "stated"), [(DET_UDOM, 62), (PHITSANULOK, 38), (PHITSANULOK_DRAFT, 37), (SAMRAN, 5)]
)
def test_stated_number_of_projects(seeds, plan_id, stated):
    rows = seeds.sql(
        """select p.stated_project_count, f.severity from mart.plan as p
           join mart.finding as f on f.rule_code = 'stated_project_count' and f.locator = p.locator
               and f.source_id = p.source_id
           where p.plan_id = $p""",
        {"p": plan_id},
    ).rows()
    assert rows == [(stated, "agreement")]


def test_nothing_was_rejected(seeds):
    assert seeds.sql("select sum(rejected_count)::int from mart.source").item() == 0


@pytest.mark.parametrize(
    ("table", "rows"), [("organisation", 5), ("plan", 6), ("source", 6), ("correction", 58)]
)
def test_rows(seeds, table, rows):
    assert seeds.sql(f"select count(*) from mart.{table}").item() == rows
