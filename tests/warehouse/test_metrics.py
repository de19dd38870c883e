"""Every metric, worked out by hand from the rows below.

Organisation 1 has an adopted plan with two rounds and a draft, 2 one round and a second kind of plan,
3 nothing at all, 4 only rows that wait for a report, 5 an ITA instrument without a total.
"""

import pytest

from warehouse.sqlfile import sql_files

ORGANISATION = """org_code,type_code,name_th,province_code,annual_budget_baht,locator
1000001,sao,หนึ่ง,34,39999999.99,line 1
1000002,sao,สอง,34,,line 2
1000003,sao,สาม,34,40000000,line 3
1000004,sao,สี่,34,200000000,line 4
1000005,sao,ห้า,34,80000000,line 5
"""
PLAN = """plan_id,org_code,kind,framework_code,first_fiscal_year,last_fiscal_year,is_draft,title_th,locator
A,1000001,anti_corruption_plan,2566-2570,2566,2570,false,แผน,line 1
AD,1000001,anti_corruption_plan,2566-2570,2566,2570,true,ร่างแผน,line 2
B,1000002,anti_corruption_plan,2566-2570,2566,2570,false,แผน,line 3
BM,1000002,transparency_measures,,2566,2566,false,มาตรการ,line 4
D,1000004,anti_corruption_plan,2566-2570,2566,2570,false,แผน,line 5
E,1000005,anti_corruption_plan,2566-2570,2566,2570,false,แผน,line 6
"""
PROJECT = """project_id,plan_id,seq_no,dimension_no,kind,title_th,locator
a1,A,1,1,project,โครงการอบรมกฎหมาย,line 1
a2,A,2,1,measure,มาตรการ NO Gift Policy,line 2
a3,A,3,2,activity,กิจกรรมการใช้บัตรคิว,line 3
a4,A,4,2,project,โครงการจัดเวทีประชาคม,line 4
ad1,AD,1,1,project,โครงการประกวดคำขวัญ,line 5
b1,B,1,1,project,โครงการโรงเรียนสีขาว,line 6
b2,B,2,1,project,โครงการตรวจสอบภายใน,line 7
bm1,BM,1,,measure,มาตรการเปิดเผยข้อมูล,line 8
d1,D,1,1,project,โครงการเครือข่ายชุมชน,line 9
e1,E,1,1,project,โครงการคู่มือประชาชน,line 10
"""
PROJECT_YEAR = """project_id,fiscal_year,budget_baht,planned_quarters,locator
a1,2566,100,1,line 1
a2,2566,50,2,line 2
a3,2566,0,3,line 3
a4,2566,,4,line 4
a1,2567,100,1,line 5
ad1,2566,1000,1,line 6
ad1,2568,1000,1,line 7
b1,2566,200,1,line 8
b2,2566,300,2,line 9
bm1,2566,70,3,line 10
d1,2566,10,1,line 11
e1,2566,10,1,line 12
"""
STATUS_REPORT = """project_id,fiscal_year,report_round,status_code,disbursed_baht,reason_code,locator
a1,2566,6,completed,40,,line 1
a2,2566,6,in_progress,0,,line 2
a3,2566,6,awaiting_report,,,line 3
a1,2566,12,completed,90,,line 4
a2,2566,12,completed,30,,line 5
a3,2566,12,in_progress,7,,line 6
ad1,2566,12,completed,1000,,line 7
ad1,2568,6,completed,500,,line 8
b1,2566,6,completed,,,line 9
b2,2566,6,cannot_proceed,100,other,line 10
d1,2566,12,awaiting_report,,,line 11
"""
TARGET = """org_code,fiscal_year,metric_code,target_value,baseline_fiscal_year,locator
1000001,2566,case_reduction,0.1,2565,line 1
1000001,2567,case_reduction,0.2,2565,line 2
1000002,2566,case_reduction,0.1,2565,line 3
"""
CASE_COUNT = """org_code,fiscal_year,kind,count,locator
1000001,2564,case,20,line 1
1000001,2565,case,10,line 2
1000001,2566,case,8,line 3
1000001,2567,case,12,line 4
1000001,2565,complaint,50,line 5
1000001,2566,complaint,5,line 6
1000002,2565,case,0,line 7
1000002,2566,case,1,line 8
1000003,2565,case,10,line 9
1000003,2566,case,5,line 10
"""
RISK = """risk_id,org_code,plan_id,fiscal_year,step_no,process_step,risk_event,level_code,locator
r1,1000001,A,,1,ขั้นหนึ่ง,เหตุหนึ่ง,high,line 1
r2,1000001,A,2566,1,ขั้นหนึ่ง,เหตุสอง,very_high,line 2
r3,1000001,A,,2,ขั้นสอง,เหตุสาม,medium,line 3
r4,1000001,A,2567,3,ขั้นสาม,เหตุสี่,very_high,line 4
"""
RISK_CONTROL = """plan_id,step_no,control_no,org_code,control_th,locator
A,1,1,1000001,โครงการอบรมกฎหมาย,line 1
A,1,2,1000001,มาตรการ NO Gift Policy,line 2
A,1,3,1000001,จ้างผู้เชี่ยวชาญภายนอก,line 3
A,2,1,1000001,โครงการอบรมกฎหมาย,line 4
A,3,1,1000001,โครงการอบรมกฎหมาย,line 5
"""
# 1 computes to 100 against a stated 10, 2 states 84.99, 5 has one instrument and no total.
ITA_INDICATOR = """org_code,fiscal_year,indicator_no,score,locator
1000001,2566,1,100,line 1
1000001,2566,2,100,line 2
1000001,2566,3,100,line 3
1000001,2566,4,100,line 4
1000001,2566,5,100,line 5
1000001,2566,6,100,line 6
1000001,2566,7,100,line 7
1000001,2566,8,100,line 8
1000001,2566,9,100,line 9
1000001,2566,10,100,line 10
1000005,2566,6,80,line 11
1000005,2566,7,80,line 12
1000005,2566,8,80,line 13
"""
ITA_RESULT = """org_code,fiscal_year,total_stated,locator
1000001,2566,10,line 1
1000002,2566,84.99,line 2
1000003,2566,85,line 3
"""


@pytest.fixture(scope="module")
def warehouse(build_texts):
    return build_texts(
        organisation=ORGANISATION,
        plan=PLAN,
        project=PROJECT,
        project_year=PROJECT_YEAR,
        status_report=STATUS_REPORT,
        target=TARGET,
        case_count=CASE_COUNT,
        risk=RISK,
        risk_control=RISK_CONTROL,
        ita_indicator=ITA_INDICATOR,
        ita_result=ITA_RESULT,
    )


PARTS = {
    # (organisation, year, round, dimension, numerator, denominator)
    "project_completion": [
        ("1000001", 2566, 6, 1, 1, 2),
        ("1000001", 2566, 6, 2, 0, 2),
        ("1000001", 2566, 12, 1, 2, 2),
        ("1000001", 2566, 12, 2, 0, 2),
        ("1000001", 2568, 6, 1, 1, 1),
        ("1000002", 2566, 6, 1, 1, 2),
    ],
    "report_coverage": [
        ("1000001", 2566, 6, 1, 2, 2),
        ("1000001", 2566, 6, 2, 0, 2),
        ("1000001", 2566, 12, 1, 2, 2),
        ("1000001", 2566, 12, 2, 1, 2),
        ("1000001", 2568, 6, 1, 1, 1),
        ("1000002", 2566, 6, 1, 2, 2),
    ],
    "budget_disbursed": [
        ("1000001", 2566, 6, 1, 40, 150),
        ("1000001", 2566, 12, 1, 120, 150),
        ("1000001", 2568, 6, 1, 500, 1000),
        ("1000002", 2566, 6, 1, 100, 300),
    ],
    "planned_budget": [
        ("1000001", 2566, None, 1, 150, 2),
        ("1000001", 2566, None, 2, 0, 1),
        ("1000001", 2567, None, 1, 100, 1),
        ("1000001", 2568, None, 1, 1000, 1),
        ("1000002", 2566, None, None, 70, 1),
        ("1000002", 2566, None, 1, 500, 2),
        ("1000004", 2566, None, 1, 10, 1),
        ("1000005", 2566, None, 1, 10, 1),
    ],
    "plan_size": [
        ("1000001", 2566, None, None, 4, 15),
        ("1000001", 2567, None, None, 1, 15),
        ("1000001", 2568, None, None, 1, 15),
        ("1000004", 2566, None, None, 1, 35),
        ("1000005", 2566, None, None, 1, 20),
    ],
    "case_reduction": [
        ("1000001", 2566, None, None, 2, 10),
        ("1000001", 2567, None, None, -2, 10),
        ("1000002", 2566, None, None, -1, 0),
    ],
    "high_risk_controlled": [
        ("1000001", 2566, 6, None, 1, 3),
        ("1000001", 2566, 12, None, 2, 3),
    ],
    "ita_score": [
        ("1000001", 2566, None, None, 100, 1),
        ("1000002", 2566, None, None, 84.99, 1),
        ("1000003", 2566, None, None, 85, 1),
    ],
    "ita_pass_rate": [
        ("1000001", 2566, None, None, 1, 1),
        ("1000002", 2566, None, None, 0, 1),
        ("1000003", 2566, None, None, 1, 1),
    ],
}


def test_every_metric_has_a_case():
    assert set(PARTS) == set(sql_files("metrics"))


@pytest.mark.parametrize("metric", PARTS)
def test_parts(warehouse, metric):
    rows = warehouse.sql(
        """select org_code, fiscal_year, report_round, dimension_no, numerator, denominator
           from mart.metric_part where metric_code = $metric
           order by org_code, fiscal_year, report_round, dimension_no nulls first""",
        {"metric": metric},
    ).rows()
    assert rows == PARTS[metric]


VALUES = [
    # metric, organisation, year, (round, numerator, denominator, value)
    ("project_completion", "1000001", 2566, (12, 2, 4, 0.5)),
    ("project_completion", "1000001", 2568, (6, 1, 1, 1.0)),
    ("project_completion", "1000002", 2566, (6, 1, 2, 0.5)),
    ("report_coverage", "1000001", 2566, (12, 3, 4, 0.75)),
    ("report_coverage", "1000002", 2566, (6, 2, 2, 1.0)),
    ("budget_disbursed", "1000001", 2566, (12, 120, 150, 0.8)),
    ("budget_disbursed", "1000002", 2566, (6, 100, 300, 1 / 3)),
    ("planned_budget", "1000001", 2566, (None, 150, 3, 150.0)),
    ("planned_budget", "1000002", 2566, (None, 570, 3, 570.0)),
    ("plan_size", "1000001", 2566, (None, 4, 15, 4 / 15)),
    ("case_reduction", "1000001", 2566, (None, 2, 10, 0.2)),
    ("case_reduction", "1000001", 2567, (None, -2, 10, -0.2)),
    ("case_reduction", "1000002", 2566, (None, -1, 0, None)),
    ("high_risk_controlled", "1000001", 2566, (12, 2, 3, 2 / 3)),
    ("ita_score", "1000002", 2566, (None, 84.99, 1, 84.99)),
    ("ita_pass_rate", "1000002", 2566, (None, 0, 1, 0.0)),
]


@pytest.mark.parametrize(("metric", "org_code", "fiscal_year", "expected"), VALUES)
def test_value(warehouse, metric, org_code, fiscal_year, expected):
    rows = warehouse.sql(
        """select report_round, numerator, denominator, value from mart.metric_value
           where metric_code = $metric and org_code = $org and fiscal_year = $year""",
        {"metric": metric, "org": org_code, "year": fiscal_year},
    ).rows()
    assert rows == [(*expected[:3], pytest.approx(expected[3]) if expected[3] is not None else None)]


@pytest.mark.parametrize(
    ("metric", "fiscal_year", "report_round", "share"),
    [
        ("project_completion", 2566, 6, 2 / 6),  # 1 of 4 and 1 of 2; the mean of the shares would be 3/8
        ("report_coverage", 2566, 6, 4 / 6),  # 2 of 4 and 2 of 2; the mean would be 3/4
        ("budget_disbursed", 2566, 6, 140 / 450),
        ("ita_pass_rate", 2566, None, 2 / 3),
        ("plan_size", 2566, None, 6 / 70),
    ],
)
def test_ratio_of_a_scope_is_taken_after_summing(warehouse, metric, fiscal_year, report_round, share):
    rows = warehouse.sql(
        """select sum(numerator) / sum(denominator) from mart.metric_part
           where metric_code = $metric and fiscal_year = $year
               and report_round is not distinct from $round""",
        {"metric": metric, "year": fiscal_year, "round": report_round},
    ).rows()
    assert rows == [(pytest.approx(share),)]


@pytest.mark.parametrize("metric", ["project_completion", "report_coverage", "budget_disbursed"])
@pytest.mark.parametrize(
    ("org_code", "fiscal_year"),
    [("1000001", 2567), ("1000003", 2566), ("1000004", 2566), ("1000005", 2566)],
    ids=["missing year", "no plan", "only awaiting", "no report"],
)
def test_no_report_is_missing_and_not_zero(warehouse, metric, org_code, fiscal_year):
    rows = warehouse.sql(
        "select * from mart.metric_value where metric_code = $m and org_code = $o and fiscal_year = $y",
        {"m": metric, "o": org_code, "y": fiscal_year},
    )
    assert rows.height == 0


@pytest.mark.parametrize(
    ("project_id", "fiscal_year", "is_superseded"),
    [("ad1", 2566, True), ("ad1", 2568, False), ("a1", 2566, False), ("bm1", 2566, False)],
)
def test_a_draft_is_superseded_only_where_an_adopted_plan_has_the_year(
    warehouse, project_id, fiscal_year, is_superseded
):
    rows = warehouse.sql(
        "select is_superseded_draft from mart.project_year where project_id = $p and fiscal_year = $y",
        {"p": project_id, "y": fiscal_year},
    ).rows()
    assert rows == [(is_superseded,)]


@pytest.mark.parametrize(
    ("project_id", "fiscal_year", "latest"),
    [
        ("a1", 2566, (12, "completed", 90, True)),
        ("a3", 2566, (12, "in_progress", 7, False)),
        ("b2", 2566, (6, "cannot_proceed", 100, False)),
        ("a4", 2566, (None, None, None, None)),
        ("a1", 2567, (None, None, None, None)),
    ],
)
def test_project_year_has_the_latest_round(warehouse, project_id, fiscal_year, latest):
    rows = warehouse.sql(
        """select report_round, status_code, disbursed_baht, is_completed from mart.project_year
           where project_id = $p and fiscal_year = $y""",
        {"p": project_id, "y": fiscal_year},
    ).rows()
    assert rows == [latest]


BANDS = [
    ("1000001", 15),  # 39,999,999.99
    ("1000003", 20),  # 40,000,000: the lower edge belongs to the band
    ("1000005", 20),  # 80,000,000: so does the upper one
    ("1000004", 35),  # 200,000,000
]


@pytest.mark.parametrize(("org_code", "minimum"), BANDS)
def test_budget_bands(warehouse, org_code, minimum):
    rows = warehouse.sql(
        """select m.minimum_project_count from mart.organisation as o
           join mart.plan_size_minimum as m on o.annual_budget_baht >= m.minimum_budget_baht
               and (m.maximum_budget_baht is null or o.annual_budget_baht < m.maximum_budget_baht)
           where o.org_code = $o""",
        {"o": org_code},
    ).rows()
    assert rows == [(minimum,)]


@pytest.mark.parametrize("metric", sorted(sql_files("metrics")))
def test_header_tells_the_metric_in_both_languages(warehouse, metric):
    rows = warehouse.sql(
        "select name_th, name_en, better, aggregate, source from mart.metric where metric_code = $m",
        {"m": metric},
    ).rows()
    header = sql_files("metrics")[metric].header
    assert rows == [tuple(header[key] for key in ("name_th", "name_en", "better", "aggregate", "source"))]
    assert all(rows[0])
