"""The queries of the ITA page over the made-up country: scope, what cannot be judged, ranks, steps, limits."""

import pytest
from made_up_rules import CODE


def test_the_mean_of_a_year_is_of_those_with_a_result(country):
    rows = {row["fiscal_year"]: row for row in country.query("ita_trend").to_dicts()}
    # 1 and 9 have 61 and 69 in 2561, when no rules are known.
    assert (rows[2561]["total"], rows[2561]["organisations"], rows[2561]["passed"]) == (65.0, 2, None)
    assert rows[2567]["total"] == pytest.approx(879.95 / 11)
    assert rows[2567]["passed"] == 3
    # One target for all of 2562-2565; different ones of their own from 2566.
    assert (float(rows[2565]["target"]), rows[2566]["target"]) == (85.0, None)
    # A level belongs to one organisation.
    assert rows[2567]["level_th"] is None


def test_years_of_the_country_stand_without_a_result_of_the_scope(country):
    rows = country.query("ita_trend", org_code=CODE[11]).to_dicts()
    assert [(row["fiscal_year"], row["organisations"], row["total"]) for row in rows][:2] == [
        (2563, 0, None),
        (2564, 0, None),
    ]
    assert [row["total"] for row in rows if row["total"]] == [83, 85, 87]


def test_each_scheme_and_group_is_told(country):
    rows = country.query("ita_trend", org_code=CODE[1]).to_dicts()
    assert [(row["first_fiscal_year"], row["comparable_group"]) for row in rows] == [
        (2561, "2561"),
        *[(2562, "2562-onward")] * 4,
        *[(2566, "2562-onward")] * 3,
    ]


@pytest.mark.parametrize(
    ("number", "year", "rank", "peers", "lower"),
    [(7, 2567, 1, 7, 1), (1, 2567, 2, 7, 5 / 6), (2, 2567, 7, 7, 0), (2, 2568, 6, 7, 0), (3, 2568, 6, 7, 0)],
)
def test_rank_and_share_below(country, number, year, rank, peers, lower):
    (row,) = country.query("ita_position", org_code=CODE[number], fiscal_year=year).to_dicts()
    assert (row["rank"], row["peers"], row["lower_share"]) == (rank, peers, pytest.approx(lower))


@pytest.mark.parametrize(("number", "peers"), [(4, 2), (9, 1)])
def test_fewer_than_three_have_no_rank(country, number, peers):
    (row,) = country.query("ita_position", org_code=CODE[number], fiscal_year=2567).to_dicts()
    assert (row["rank"], row["lower_share"], row["peers"]) == (None, None, peers)


def test_steps_without_an_organisation_are_kept_between_the_others(country):
    scope = {"fiscal_year": 2567, "type_code": "subdistrict_municipality", "province_code": "36"}
    rows = country.query("ita_distribution", **scope).to_dicts()
    # 74.40, 81.40 and 87.90.
    assert [(row["from_total"], row["organisations"], row["passes"]) for row in rows] == [
        (70, 1, False),
        (75, 0, False),
        (80, 1, False),
        (85, 1, True),
    ]


def test_all_organisations_stand_in_one_step_and_one_level(country):
    for year in range(2561, 2569):
        steps = country.query("ita_distribution", fiscal_year=year)["organisations"].sum()
        levels = country.query("ita_level_counts", fiscal_year=year)["organisations"].sum()
        results = country.query("ita_results", fiscal_year=year).height
        assert steps == levels == results


def test_a_cut_off_lies_on_the_edge_of_a_step(country):
    cuts = country.sql("select minimum_total from mart.ita_level")["minimum_total"]
    assert [cut for cut in cuts if cut % 5] == []


def test_a_page_of_the_cells_holds_the_organisations_of_a_page_of_the_results(country):
    for offset in (0, 4, 8):
        window = {"fiscal_year": 2567, "row_limit": 4, "row_offset": offset}
        listed = country.query("ita_results", **window)["org_code"].to_list()
        cells = country.query("ita_heat", **window)["org_code"].unique(maintain_order=True).to_list()
        # 10 and 11 have totals alone.
        assert cells == [code for code in listed if code not in (CODE[10], CODE[11])]


def test_the_summary_counts_the_scores_of_the_cells(country):
    (row,) = country.query("ita_summary", fiscal_year=2567).to_dicts()
    assert row["indicator_scores"] == country.query("ita_heat", fiscal_year=2567).height == 90
    assert float(row["median_total"]) == 77.9


def test_results_without_the_year_are_none(country):
    assert country.query("ita_summary", fiscal_year=2570).is_empty()
    assert country.query("ita_distribution", fiscal_year=2570).is_empty()
    assert country.query("ita_position", fiscal_year=2567, org_code=CODE[12]).is_empty()


def test_a_list_from_the_lowest_is_the_other_list_backwards(country):
    highest = country.query("ita_results", fiscal_year=2567)["total"].to_list()
    lowest = country.query("ita_results", fiscal_year=2567, sort="lowest")
    assert lowest["total"].to_list() == highest[::-1]
    cells = country.query("ita_heat", fiscal_year=2567, sort="lowest", row_limit=3, row_offset=0)
    assert cells["org_code"].unique(maintain_order=True).to_list() == lowest["org_code"].to_list()[:3]


def test_a_spread_without_a_pass_mark_counts_nothing_below(country):
    # 2561 had other rules and no indicators here.
    assert country.query("ita_indicator_spread", fiscal_year=2561).is_empty()
    rows = country.query("ita_indicator_spread", fiscal_year=2567).to_dicts()
    # Indicator 10 is 4 below base + 5 step: 66, 70, 71, 73.35, 74.5, 78, 81, 84.5, 89.
    assert (rows[9]["middle"], rows[9]["lowest"], rows[9]["highest"], rows[9]["below"]) == (74.5, 66, 89, 8)


@pytest.mark.parametrize(
    ("result", "unit", "adds_up"),
    [
        ("ผู้เข้ารับการอบรม", "คน", True),
        ("ความพึงพอใจ", "ร้อยละ", False),
        ("ความพึงพอใจเฉลี่ย", "ข้อ", False),
        ("ผล", None, True),
    ],
)
def test_shares_and_means_are_not_added(country, result, unit, adds_up):
    said = country.sql("select mart.adds_up($result, $unit) as said", {"result": result, "unit": unit})
    assert said["said"].to_list() == [adds_up]
