"""Targets by query: whose target applies, where lines break, what the second reading says, when counts are few."""

import pytest

# The made-up country: number of an organisation -> code.
CODES = {1: "5349901", 2: "5349902", 5: "6349905", 7: "5369907", 8: "5369908", 9: "2659909", 10: "5659910",
         11: "4659911"}  # fmt: skip
ORGANISATION = "org_code,type_code,name_th,district_th,province_code,locator\n5999999,sao,ก,ก,34,x\n"


def summary(country, number, year=2568, metric="ita_score"):
    asked = {"org_code": CODES[number], "fiscal_year": year, "metric_code": metric}
    return country.query("target_summaries", **asked).row(0, named=True)


def path(warehouse, **asked):
    return {row["fiscal_year"]: row for row in warehouse.query("target_paths", **asked).to_dicts()}


def test_own_targets_come_before_those_of_the_nation(country):
    rows = path(country, org_code=CODES[1], metric_code="ita_score", fiscal_year=2568)
    # The nation's level of 85 to 2565; then 80, 82, … 88 of its own plan, and no 85 of the nation in 2570.
    assert [
        (year, rows[year]["target_value"], rows[year]["set_by"]) for year in (2562, 2565, 2566, 2570)
    ] == [
        (2562, 85, "nation"),
        (2565, 85, "nation"),
        (2566, 80, "own"),
        (2570, 88, "own"),
    ]
    assert max(rows) == 2570


def test_a_level_of_the_nation_to_reach_stands_in_its_last_year_only(country):
    rows = path(country, org_code=CODES[2], metric_code="ita_score", fiscal_year=2568)
    assert {year for year, row in rows.items() if row["target_value"]} == {2562, 2563, 2564, 2565, 2570}


def test_the_trend_leads_from_the_last_value_to_the_target_year(country):
    rows = path(country, org_code=CODES[2], metric_code="ita_score", fiscal_year=2568)
    # 60 + 2 (y - 2562) - 0.6, which is a straight line.
    assert {year: row["projected_value"] for year, row in rows.items() if row["projected_value"]} == {
        2569: pytest.approx(73.4),
        2570: pytest.approx(75.4),
    }


def test_values_after_the_year_asked_about_are_left_out(country):
    rows = path(country, org_code=CODES[2], metric_code="ita_score", fiscal_year=2566)
    assert [year for year, row in rows.items() if row["value"] is not None] == [2562, 2563, 2564, 2565, 2566]
    assert rows[2570]["projected_value"] == pytest.approx(75.4)


def test_the_line_breaks_where_the_instrument_changed(country):
    rows = path(country, org_code=CODES[1], metric_code="ita_score", fiscal_year=2568)
    assert rows[2561]["line_first_fiscal_year"] == 2561
    assert {rows[year]["line_first_fiscal_year"] for year in range(2562, 2569)} == {2562}


def test_the_line_breaks_where_the_round_changed(country):
    rows = path(country, org_code=CODES[2], metric_code="project_completion", fiscal_year=2568)
    assert {rows[year]["line_first_fiscal_year"] for year in range(2563, 2568)} == {2563}
    assert rows[2568]["line_first_fiscal_year"] == 2568


@pytest.fixture(scope="module")
def gap(build_texts):
    return build_texts(
        organisation=ORGANISATION,
        ita_result="org_code,fiscal_year,total_stated,locator\n"
        + "".join(f"5999999,{year},{total},x\n" for year, total in ((2562, 70), (2563, 72), (2565, 76))),
        case_count="org_code,fiscal_year,kind,count,locator\n5999999,2563,case,0,x\n5999999,2565,case,2,x\n",
    )


def test_the_line_breaks_at_a_missing_year(gap):
    rows = path(gap, org_code="5999999", metric_code="ita_score")
    lines = {year: row["line_first_fiscal_year"] for year, row in rows.items() if row["value"] is not None}
    assert lines == {2562: 2562, 2563: 2562, 2565: 2565}
    assert rows[2564]["value"] is None


def test_a_missing_year_of_cases_is_no_row_and_nought_is_a_nought(gap):
    assert gap.query("case_counts").select("fiscal_year", "count").rows() == [(2563, 0), (2565, 2)]


@pytest.mark.parametrize(
    ("number", "base", "value", "goal", "years", "code"),
    [
        # Compound growth 2565-2568 over the growth that reaches the target: national 85 in 2570, or 80 in 2569.
        (2, 65.4, 71.4, 85, 5, "limited"),
        (5, 71.75, 79.25, 85, 5, "enough"),
        (9, 76.9, 78.4, 80, 4, "too_slow"),
        (10, 79, 76, 85, 5, "falling"),
    ],
)
def test_the_ratio_of_actual_to_required_growth(country, number, base, value, goal, years, code):
    row = summary(country, number)
    required = (goal / base) ** (1 / years) - 1
    assert (row["base_fiscal_year"], row["growth_code"]) == (2565, code)
    assert row["growth_ratio"] == pytest.approx(((value / base) ** (1 / 3) - 1) / required)


@pytest.mark.parametrize(
    ("number", "year", "metric"),
    [
        (11, 2566, "ita_score"),  # no value in 2565 to grow from
        (1, 2568, "ita_score"),  # achieved
        (7, 2568, "ita_score"),  # a level to hold asks for no growth
        (2, 2567, "project_completion"),  # a second reading for the ITA only
    ],
)
def test_no_second_reading(country, number, year, metric):
    row = summary(country, number, year, metric)
    assert row["value"] is not None
    assert row["growth_ratio"] is row["growth_code"] is row["base_value"] is None


def test_whose_target_it_is(country, seeds):
    assert summary(country, 9)["set_by"] == "own"
    assert summary(country, 10)["set_by"] == "nation"
    drafts = seeds.query("target_summaries", fiscal_year=2566).select("org_code", "is_draft", "set_by")
    assert ("2650101", True, "own") in drafts.rows()
    assert ("4340701", False, "own") in drafts.rows()


def test_a_target_without_any_value_is_there_all_the_same(seeds):
    rows = seeds.query("target_summaries", org_code="4340701", fiscal_year=2567).to_dicts()
    assert [(row["metric_code"], row["value"], row["status_code"], row["target_value"]) for row in rows] == [
        ("ita_score", None, None, 70),
        ("case_reduction", None, None, 0.2),
    ]


def test_one_organisation_shows_its_latest_value_and_several_only_that_of_the_year(seeds):
    asked = {"fiscal_year": 2565, "metric_code": "ita_score"}
    (one,) = seeds.query("target_summaries", **asked, org_code="5361202").to_dicts()
    assert (one["fiscal_year"], one["value"]) == (2564, 68.42)
    rows = seeds.query("target_summaries", **asked, province_code="36").to_dicts()
    assert [(row["value"], row["target_value"], row["set_by"]) for row in rows] == [(None, 85, "nation")]


def test_the_worst_comes_first_and_can_be_limited(country):
    rows = country.query("target_summaries", fiscal_year=2568)
    assert rows["status_code"].to_list()[:4] == [
        "wrong_direction", "below_and_worsening", "off_track", "off_track",
    ]  # fmt: skip
    assert rows["org_code"].to_list()[2:4] == [CODES[2], CODES[9]]  # 16 % below its target, and 2 %
    assert country.query("target_summaries", fiscal_year=2568, row_limit=3).rows() == rows.rows()[:3]


@pytest.mark.parametrize("year", [2563, 2566, 2568, 2570])
def test_the_counts_of_verdicts_are_those_of_the_list(country, year):
    listed = country.query("target_summaries", fiscal_year=year).to_dicts()
    counted = country.query("target_verdicts", fiscal_year=year).to_dicts()
    found = {}
    for row in listed:
        key = (row["metric_code"], row["status_code"] or "no_value")
        found[key] = found.get(key, 0) + 1
    assert {(row["metric_code"], row["status_code"]): row["organisations"] for row in counted} == found


def test_the_flag_of_a_round_is_no_target(country):
    rows = country.query("target_summaries", fiscal_year=2567, metric_code="project_completion")
    assert rows["org_code"].to_list() == [CODES[2]]


@pytest.mark.parametrize(
    ("number", "counts"),
    # 20 - 3 (y - 2565), 3 - (y - 2565), and never a case.
    [(1, [26, 23, 20, 17, 14, 11]), (7, [5, 4, 3, 2, 1, 0]), (8, [0, 0, 0, 0, 0, 0])],
)
def test_cases_by_year(country, number, counts):
    rows = country.query("case_counts", org_code=CODES[number], case_kind="case")
    assert rows["fiscal_year"].to_list() == list(range(2563, 2569))
    assert rows["count"].to_list() == counts
    assert rows.filter("is_baseline")["fiscal_year"].to_list() == [2565]


def test_a_fall_is_a_share_where_the_baseline_has_enough_cases(country):
    last = country.query("case_counts", org_code=CODES[1], case_kind="case").row(-1, named=True)
    assert (last["baseline_count"], last["compared_count"], last["fallen_share"]) == (20, 11, 0.45)


@pytest.mark.parametrize("number", [7, 8])
def test_too_few_cases_have_counts_and_no_share(country, number):
    rows = country.query("case_counts", org_code=CODES[number], case_kind="case")
    assert rows["fallen_share"].null_count() == rows.height
    assert rows.row(-1, named=True)["is_too_few"] is True
    assert summary(country, number, metric="case_reduction")["value"] is None
    values = country.query("target_paths", org_code=CODES[number], metric_code="case_reduction")["value"]
    assert values.null_count() == len(values)


def test_the_fall_of_several_is_that_of_the_overview(country):
    last = country.query("case_counts", fiscal_year=2568, case_kind="case").row(-1, named=True)
    metrics = country.query("overview_metrics").to_dicts()
    (overview,) = [
        row for row in metrics if (row["metric_code"], row["fiscal_year"]) == ("case_reduction", 2568)
    ]
    assert last["fallen_share"] == pytest.approx(overview["value"])
    assert last["fallen_share"] == pytest.approx(9 / 31)


def test_complaints_have_no_baseline(country):
    rows = country.query("case_counts", org_code=CODES[1], case_kind="complaint")
    assert rows["count"].to_list() == [53, 47, 41, 35, 29, 23]
    assert not rows["is_baseline"].any()
    assert rows["baseline_count"].null_count() == 6
