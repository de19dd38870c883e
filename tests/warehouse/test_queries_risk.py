"""Risks and their controls: every number counted by hand or from the rules of the made-up country."""

from collections import Counter
from datetime import date

import pytest
from made_up_rules import CODE, LEVELS, REPORTED, RISK_OWNERS, risk_owners, status

LATE = date(2026, 12, 1)
HIGH = ("high", "very_high")


def asked(year=2567, months=12, day=LATE, **others):
    return {"fiscal_year": year, "report_round": months, "today": day, **others}


def events(year):
    """Organisation, step and level of each risk that holds in a year; those of 9 are of 2567 alone."""
    for organisation, count in risk_owners():
        if organisation.number != 9 or year == 2567:
            for event in range(1, count + 1):
                level = LEVELS[(event + organisation.number) % 4][0]
                yield organisation.number, (event + 1) // 2, level


def states(number, step, year, months):
    """The states of the three controls of a step: projects `step` and `10 + step`, and one without project."""
    for i in (step, 10 + step):
        if i % 6 == 0 and year % 2:
            yield "not_planned"
        elif (year, months) in REPORTED:
            yield status(number, i, year, months) or "not_reported"
        else:
            yield "not_reported"
    yield "unmatched"


@pytest.mark.parametrize(("year", "months"), [(2566, 6), (2567, 12), (2568, 6), (2568, 12)])
def test_summary_of_the_country(country, year, months):
    risks = list(events(year))
    high = [(number, step) for number, step, level in risks if level in HIGH]
    open_ones = [(n, s) for n, s in high if "completed" not in states(n, s, year, months)]
    row = country.query("risk_summary", **asked(year, months)).row(0, named=True)
    assert (row["risks"], row["high_risks"], row["uncontrolled"]) == (len(risks), len(high), len(open_ones))
    assert row["organisations"] == len({number for number, _, _ in risks})
    assert row["with_points"] == len([1 for number, _, _ in risks if number not in (8, 9)])
    assert (row["first_fiscal_year"], row["last_fiscal_year"]) == (2566, 2570)
    assert row["found"] == row["risks"]


def test_a_round_without_reports_has_no_finished_control(country):
    # At 12 months of 2568 nothing is reported; at 6 months each step has a finished control.
    assert country.query("risk_summary", **asked(2568, 12))["uncontrolled"].item() == 13
    assert country.query("risk_summary", **asked(2568, 6))["uncontrolled"].item() == 0


@pytest.mark.parametrize("number", RISK_OWNERS)
def test_summary_of_one_organisation(country, number):
    row = country.query("risk_summary", **asked(org_code=CODE[number])).row(0, named=True)
    of_it = [level for n, _, level in events(2567) if n == number]
    assert row["risks"] == len(of_it) == 4 + number % 3
    assert row["high_risks"] == sum(level in HIGH for level in of_it)
    assert (row["organisations"], row["scope_organisations"]) == (1, 1)


def test_a_scope_without_risks_has_none_and_no_years(country):
    row = country.query("risk_summary", **asked(org_code=CODE[5])).row(0, named=True)
    assert (row["risks"], row["organisations"], row["first_fiscal_year"]) == (0, 0, None)
    assert row["high_risk_controls"] is None


def test_controls_of_high_risks_are_those_of_the_metric(country):
    row = country.query("risk_summary", **asked()).row(0, named=True)
    expected = country.sql(
        """select sum(numerator)::int, sum(denominator)::int from mart.metric_part
           where metric_code = 'high_risk_controlled' and fiscal_year = 2567 and report_round = 12"""
    ).row(0)
    assert (row["finished_controls"], row["high_risk_controls"]) == expected


@pytest.mark.parametrize(("year", "months"), [(2566, 6), (2567, 12), (2568, 6)])
def test_controls_by_state(country, year, months):
    steps = {(number, step) for number, step, _ in events(year)}
    expected = Counter(state for n, s in steps for state in states(n, s, year, months))
    counts = country.query("risk_control_counts", **asked(year, months))
    assert dict(counts.select("control_state", "controls").iter_rows()) == expected
    assert {"unmatched", "completed"} <= set(expected)


def test_a_control_whose_project_rests_this_year_still_names_it(country):
    rows = country.query("risk_controls", **asked(2567), control_state="not_planned")
    assert rows.height > 0
    assert rows["status_code"].null_count() == rows.height
    assert rows["project_title_th"].null_count() == 0
    # Project 12 is the second control of step 2.
    assert set(rows["step_no"]) == {2}
    assert all(code.endswith("-12") for code in rows["project_id"])


def test_a_control_without_project_is_unknown(country):
    rows = country.query("risk_controls", **asked(), control_state="unmatched")
    assert set(rows["control_no"]) == {3}
    assert rows["status_code"].null_count() == rows["match_score"].null_count() == rows.height


def test_matrix_adds_up_and_puts_the_rest_together(country):
    whole = country.query("risk_matrix", **asked())
    expected = Counter((step, level) for _, step, level in events(2567))
    by_hand = Counter({(step, level): count for (step, level), count in expected.items()})
    names = {1: "การจัดซื้อจัดจ้าง", 2: "การอนุญาต", 3: "การบริหารงานบุคคล"}
    found = {(row["process_step"], row["level_code"]): row["risks"] for row in whole.iter_rows(named=True)}
    assert found == {(names[step], level): count for (step, level), count in by_hand.items()}
    short = country.query("risk_matrix", **asked(), row_limit=1)
    rest = short.filter(short["step_rank"].is_null())
    assert rest["process_step"].null_count() == rest.height > 0
    assert set(rest["steps"]) == {2}
    assert short["risks"].sum() == whole["risks"].sum() == 30


@pytest.mark.parametrize("level", [name for name, _, _ in LEVELS])
def test_register_of_one_level(country, level):
    rows = country.query("risk_register", **asked(), level_code=level)
    assert rows.height == sum(name == level for _, _, name in events(2567))
    assert set(rows["is_high"]) == {level in HIGH}


def test_register_of_what_is_not_under_control(country):
    rows = country.query("risk_register", **asked(2568, 12), risk_concern="uncontrolled")
    expected = [(CODE[n], s) for n, s, level in events(2568) if level in HIGH]
    assert sorted(rows.select("org_code", "step_no").rows()) == sorted(expected)
    assert rows["finished_controls"].sum() == 0


def test_register_turns_its_pages(country):
    whole = country.query("risk_register", **asked())["risk_id"].to_list()
    pages = [country.query("risk_register", **asked(), row_limit=7, row_offset=n)["risk_id"] for n in (0, 7)]
    assert [code for page in pages for code in page] == whole[:14]


def test_points_only_where_given(country):
    rows = country.query("risk_points", **asked())
    # One likelihood and impact for each level; 8 and 9 give neither.
    expected = Counter(level for number, _, level in events(2567) if number not in (8, 9))
    assert dict(rows.select("level_code", "risks").iter_rows()) == expected
    assert set(rows.select("likelihood", "impact").rows()) == {(a, b) for _, a, b in LEVELS}


def test_organisations_with_the_most_open_first(country):
    rows = country.query("risk_organisations", **asked(2568, 12), row_limit=2)
    assert set(rows["found_organisations"]) == {5}
    assert rows["uncontrolled"].to_list() == rows["high_risks"].to_list() == [3, 3]
    whole = country.query("risk_organisations", **asked(2566, 6))
    assert dict(whole.select("org_code", "risks").iter_rows()) == Counter(CODE[n] for n, _, _ in events(2566))


PLAN = "plan_id,org_code,kind,framework_code,first_fiscal_year,last_fiscal_year,is_draft,title_th,locator\n"
RISK = "risk_id,org_code,plan_id,step_no,process_step,risk_event,level_code,locator\n"


@pytest.fixture(scope="module")
def by_hand(build_texts):
    """A draft with a high risk that an adopted plan replaces, and risks of one step in two spellings."""
    return build_texts(
        organisation="org_code,type_code,name_th,district_th,province_code,locator\n"
        "1111111,sao,หนึ่ง,เมือง,34,line 2\n",
        plan=PLAN + "old,1111111,anti_corruption_plan,2566-2570,2566,2570,true,ร่าง,line 2\n"
        "new,1111111,anti_corruption_plan,2566-2570,2566,2570,false,แผน,line 3\n",
        project="project_id,plan_id,seq_no,dimension_no,mission_no,kind,title_th,locator\n"
        "old-1,old,1,1,1.1,project,โครงการหนึ่ง,line 2\nnew-1,new,1,1,1.1,project,โครงการหนึ่ง,line 3\n",
        project_year="project_id,fiscal_year,locator\nold-1,2567,line 2\nnew-1,2567,line 3\n",
        status_report="project_id,fiscal_year,report_round,status_code,locator\n"
        "new-1,2567,12,completed,line 2\n",
        risk=RISK + "old-r1,1111111,old,1,การเงิน,เหตุ,high,line 2\n"
        "new-r1,1111111,new,1,การ เงิน,เหตุ,low,line 3\nnew-r2,1111111,new,2,การเงิน,เหตุ,,line 4\n"
        "new-r3,1111111,new,1,การ เงิน,เหตุ,high,line 5\nnew-r4,1111111,new,3,พัสดุ,เหตุ,very_high,line 6\n",
        risk_control="plan_id,step_no,control_no,org_code,control_th,locator\n"
        "old,1,1,1111111,โครงการหนึ่ง,line 2\nnew,1,1,1111111,โครงการหนึ่ง,line 3\n",
    )


def test_a_replaced_draft_has_neither_risks_nor_controls(by_hand):
    codes = by_hand.query("risk_register", **asked())["risk_id"].to_list()
    assert codes == ["new-r4", "new-r3", "new-r1", "new-r2"]
    assert by_hand.query("risk_controls", **asked())["plan_id"].to_list() == ["new"]


def test_a_risk_without_a_level_is_not_high_and_can_be_asked_for(by_hand):
    assert by_hand.query("risk_summary", **asked())["high_risks"].item() == 2
    assert by_hand.query("risk_register", **asked(), level_code="none")["risk_id"].to_list() == ["new-r2"]


def test_steps_that_differ_by_blanks_are_one(by_hand):
    rows = by_hand.query("risk_matrix", **asked()).drop_nulls("process_step")
    assert rows["step_code"].n_unique() == 2
    code = rows.filter(level_code="low")["step_code"].item()
    assert by_hand.query("risk_register", **asked(), step_code=code).height == 3
    assert by_hand.query("risk_register", **asked(), step_code="nothing").height == 0


def test_a_control_is_not_due_before_the_last_day(by_hand):
    # The project is reported for 12 months; the last day of 6 months of 2567 is 30 April 2024.
    before = by_hand.query("risk_controls", **asked(months=6, day=date(2024, 4, 30)))
    after = by_hand.query("risk_controls", **asked(months=6, day=date(2024, 5, 1)))
    assert (before["control_state"].item(), after["control_state"].item()) == ("not_due", "not_reported")


def test_a_finished_control_covers_the_risks_of_its_step_alone(by_hand):
    row = by_hand.query("risk_summary", **asked()).row(0, named=True)
    assert (row["high_risks"], row["uncontrolled"]) == (2, 1)
    rows = by_hand.query("risk_register", **asked(), risk_concern="uncontrolled")
    assert rows.select("risk_id", "controls", "finished_controls").rows() == [("new-r4", 0, 0)]
    held = by_hand.query("risk_register", **asked(), level_code="high")
    assert held.select("controls", "matched_controls", "finished_controls").rows() == [(1, 1, 1)]
