"""Coverage, findings, corrections and the comparison of builds: counted by hand or from the made-up rules."""

from collections import Counter

import pytest
from made_up_rules import CODE, RISK_OWNERS, TARGETS, plans

from warehouse.reader import Warehouse
from warehouse.sqlfile import sql_files


def covered(country, **asked):
    rows = country.query("coverage", **asked).iter_rows(named=True)
    return {(row["table_name"], row["fiscal_year"]): row for row in rows}


def test_a_plan_covers_each_of_its_years(country):
    found = covered(country)
    expected = Counter((y) for _, years in plans() for y in years)
    assert {year: found["plan", year]["organisations"] for year in expected} == expected
    assert {year for table, year in found if table == "plan"} == set(expected)


def test_risks_of_a_whole_plan_cover_its_years_and_those_of_one_year_that_year(country):
    found = covered(country)
    having = {year: found["risk", year]["organisations"] for year in range(2566, 2571)}
    # Those of organisation 9 are of 2567.
    assert having == {2566: 5, 2567: 6, 2568: 5, 2569: 5, 2570: 5}
    assert found["risk_control", 2566]["organisations"] == len(RISK_OWNERS)


def test_coverage_of_one_organisation_counts_its_rows(country):
    found = covered(country, org_code=CODE[1])
    assert found["project_year", 2566]["row_count"] == 16
    # Where 6 divides the number of a project it rests in odd years.
    assert found["project_year", 2567]["row_count"] == 14
    assert found["target", 2566]["row_count"] == sum(number == 1 for _, number, _, _ in TARGETS)
    assert {row["organisations"] for row in found.values()} == {1}
    assert covered(country, org_code=CODE[12]) == {}


def test_coverage_of_one_source(seeds):
    found = covered(seeds, source_id="det_udom_plan_2566_2570")
    assert found["project_year", 2568]["row_count"] == 62
    assert found["risk", 2570]["row_count"] == 9
    assert covered(seeds, source_id="nothing") == {}


def test_who_has_rows_and_who_lacks_them(country):
    asked = {"table_name": "status_report", "fiscal_year": 2567}
    having = country.query("coverage_organisations", **asked)
    lacking = country.query("coverage_organisations", **asked, lacking="1")
    assert set(having["org_code"]) == {CODE[number] for number in (1, 2, 3, 4, 6, 7, 8, 9)}
    assert set(lacking["org_code"]) == {CODE[number] for number in (5, 10, 11, 12)}
    assert lacking["row_count"].null_count() == 4
    first = country.query("coverage_organisations", **asked, row_limit=3)
    assert (first.height, set(first["found_organisations"])) == (3, {8})


def test_sources_of_a_scope_and_of_all(seeds):
    assert seeds.query("evidence_sources").height == 6
    mine = seeds.query("evidence_sources", org_code="2650101")
    assert set(mine["source_id"]) == {"phitsanulok_plan_2565", "phitsanulok_draft_plan_2566_2570"}
    draft = mine.filter(source_id="phitsanulok_draft_plan_2566_2570").row(0, named=True)
    # Nine detail sheets have no title in the list; corrections.csv has 14 rows.
    assert (draft["open_findings"], draft["corrections"]) == (9, 14)
    assert (draft["first_fiscal_year"], draft["last_fiscal_year"]) == (2566, 2570)


def test_every_check_is_a_rule_with_both_titles(seeds):
    rules = {row["rule_code"]: row for row in seeds.query("rules").iter_rows(named=True)}
    assert set(rules) == set(sql_files("checks"))
    assert {code for code, rule in rules.items() if rule["is_total"]} == {
        "control_total", "ita_level", "ita_total", "stated_project_count",
    }  # fmt: skip
    assert all(rule["title_th"] != rule["title_en"] for rule in rules.values())
    statement = seeds.sql("select statement from mart.rule where rule_code = 'numbering'").item()
    assert statement == sql_files("checks")["numbering"].text


@pytest.mark.parametrize(
    ("severity", "resolutions"),
    [
        (None, {"open"}),
        ("agreement", {"agrees"}),
        ("notice", {"open", "corrected"}),
        ("all", {"open", "corrected", "agrees"}),
    ],
)
def test_findings_by_severity(seeds, severity, resolutions):
    rows = seeds.query("findings", severity=severity)
    assert set(rows["resolution"]) == resolutions
    counts = seeds.query("finding_counts", severity=severity)
    assert counts.filter("is_found")["findings"].sum() == rows.height
    assert counts["findings"].sum() == seeds.sql("select count(*) from mart.finding").item()


def test_findings_of_a_year_keep_those_of_no_single_year(country):
    of_year = country.query("findings", fiscal_year=2567, severity="all")
    expected = country.sql(
        "select count(*) from mart.finding where fiscal_year = 2567 or fiscal_year is null"
    )
    assert of_year.height == expected.item()
    every = country.query("findings", fiscal_year=2567, year_choice="all", severity="all")
    assert every.height == country.sql("select count(*) from mart.finding").item() > of_year.height


def test_printed_totals_that_do_not_follow_come_first(country):
    rows = country.query("findings", is_total="1", severity="all", year_choice="all")
    # One too many projects in the second plan of 3, and its stated ITA total of 2567 is 5 too much.
    wrong = rows.filter(severity="warning")
    assert wrong.select("rule_code", "org_code").rows() == [
        ("control_total", CODE[3]),
        ("ita_total", CODE[3]),
    ]
    assert rows["severity"].to_list() == ["warning"] * 2 + ["agreement"] * (rows.height - 2)


def test_findings_of_one_organisation_and_source(seeds):
    rows = seeds.query("findings", org_code="2650101", source_id="phitsanulok_plan_2565", severity="all")
    assert set(rows["org_code"]) == {"2650101"}
    assert set(rows["source_id"]) == {"phitsanulok_plan_2565"}
    assert rows.height > 0


def test_corrections_of_a_year(country):
    # Indicator 3 of 2 in 2568, and a budget of 1 in 2566.
    assert country.query("corrections", fiscal_year=2568)["org_code"].to_list() == [CODE[2]]
    assert country.query("corrections", fiscal_year=2567).height == 0
    assert country.query("corrections", fiscal_year=2567, year_choice="all").height == 2


@pytest.fixture(scope="module")
def two_builds(changed_store):
    """One score of Na Nong Thum is a point too low in the first; Bang Kao is alike, Samran new."""
    warehouses = [Warehouse(changed_store.path_of(name)) for name in changed_store.build_ids()]
    yield warehouses
    for warehouse in warehouses:
        warehouse.close()


def test_only_what_changed_has_another_mark(two_builds):
    before, after = (
        {row["org_code"]: row for row in warehouse.query("build_fingerprints").iter_rows(named=True)}
        for warehouse in two_builds
    )
    assert set(before) == {"5361202", "5760403"}
    assert set(after) - set(before) == {"5350108"}
    assert before["5760403"] == after["5760403"]
    assert before["5361202"]["metrics_mark"] != after["5361202"]["metrics_mark"]
    assert before["5361202"]["findings_mark"] != after["5361202"]["findings_mark"]


def test_values_and_findings_of_the_organisations_asked_for(two_builds):
    before, after = (
        {
            row["metric_code"]: row["value"]
            for row in w.query("build_metric_values", org_codes="5361202").to_dicts()
        }
        for w in two_builds
    )
    # A point less in one of five indicators of an instrument that weighs 0.3.
    assert before["ita_score"] == pytest.approx(after["ita_score"] - 0.06)
    rules = [Counter(w.query("build_findings", org_codes="5361202")["severity"]) for w in two_builds]
    assert (rules[0]["warning"], rules[1]["warning"]) == (1, 0)
    assert two_builds[0].query("build_findings", org_codes="none").height == 0
