"""Peers, ranks and bands, standard measures and provinces, against the rules of the made-up country."""

import csv
from datetime import date
from fractions import Fraction
from statistics import median

import made_up_rules as rules
import pytest

with (rules.MEASURES.parent / "province.csv").open(encoding="utf-8", newline="") as file:
    REGIONS = {row["province_code"]: row["region_code"] for row in csv.DictReader(file)}
BY_NUMBER = {o.number: o for o in rules.ORGANISATIONS}
NUMBER = {o.code: o.number for o in rules.ORGANISATIONS}
ROUND_12 = {"fiscal_year": 2567, "report_round": 12, "today": date(2026, 11, 21)}


def planned_of(number, year):
    return [i for o, i, y in rules.planned() if o.number == number and y == year]


def completion(number, year):
    """Completed and planned projects at 12 months; None where nothing is reported."""
    if number not in rules.COMPLETED:
        return None
    projects = planned_of(number, year)
    return sum(rules.status(number, i, year, 12) == "completed" for i in projects), len(projects)


def group_of(warehouse, number, rule, **options):
    asked = {**ROUND_12, "org_code": rules.CODE[number], "peer_rule": rule, **options}
    return [NUMBER[code] for code in warehouse.query("compare_choices", **asked)["org_code"]]


@pytest.mark.parametrize("number", [1, 4, 5, 10, 12])
def test_peers_of_one_type_province_or_region(country, number):
    own = BY_NUMBER[number]
    province = own.code[1:3]
    everyone = rules.ORGANISATIONS
    same_type = {o.number for o in everyone if o.type_code == own.type_code}
    same_province = {o.number for o in everyone if o.code[1:3] == province}
    same_region = {o.number for o in everyone if REGIONS[o.code[1:3]] == REGIONS[province]}
    for rule, expected in (("type", same_type), ("province", same_province), ("region", same_region)):
        assert set(group_of(country, number, rule)) == expected
        assert set(group_of(country, number, rule, same_type=True)) == expected & same_type
    # A rule that found everyone would not pass.
    assert max(len(same_type), len(same_province), len(same_region)) < len(everyone)


@pytest.mark.parametrize("number", [1, 4, 7, 9, 10])
@pytest.mark.parametrize("percent", [10, 25, 50, 100])
def test_peers_near_in_budget_and_where_it_is_unknown_in_size(country, number, percent):
    own = BY_NUMBER[number]
    near = set()
    for other in rules.ORGANISATIONS:
        if own.million_baht is not None and other.million_baht is not None:
            distance = Fraction(abs(other.million_baht - own.million_baht), own.million_baht)
        else:
            mine, theirs = len(planned_of(number, 2567)), len(planned_of(other.number, 2567))
            distance = Fraction(abs(theirs - mine), mine) if theirs else None
        if distance is not None and distance <= Fraction(percent, 100):
            near.add(other.number)
    assert set(group_of(country, number, "budget", budget_within=float(percent))) == near


def test_the_nearest_come_first_and_the_rest_is_counted(country):
    asked = {**ROUND_12, "org_code": rules.CODE[7], "peer_rule": "budget", "budget_within": 50.0}
    rows = country.query("compare_organisations", **asked)
    # 40 million: 35 and 45 are nearest; 10 has no budget, and 15 projects against 11.
    assert [NUMBER[code] for code in rows["org_code"]] == [7, 2, 3, 5, 10, 6, 1]
    assert dict(zip(rows["org_code"], rows["matched_by"], strict=True))[rules.CODE[10]] == "plan_size"
    assert set(rows["found_organisations"]) == {7}
    assert set(rows["found_by_plan_size"]) == {1}
    some = country.query("compare_organisations", **asked, org_codes=f"{rules.CODE[6]},{rules.CODE[3]}")
    assert [NUMBER[code] for code in some["org_code"]] == [7, 6, 3]
    assert set(some["found_organisations"]) == {7}


def test_who_has_nothing_comes_last(country):
    asked = {**ROUND_12, "org_code": rules.CODE[1], "peer_rule": "type"}
    rows = country.query("compare_organisations", **asked)
    last = rows.row(-1, named=True)
    assert (NUMBER[last["org_code"]], last["has_year"], last["years"]) == (12, False, None)
    drafts = country.query("compare_organisations", **ROUND_12).filter("is_draft")
    assert [NUMBER[code] for code in drafts["org_code"]] == [11]


@pytest.mark.parametrize("year", [2563, 2566, 2567])
@pytest.mark.parametrize(("number", "rule"), [(1, "type"), (4, "province"), (6, "region")])
def test_rank_and_band_in_the_whole_group(country, year, number, rule):
    asked = {**ROUND_12, "fiscal_year": year, "org_code": rules.CODE[number], "peer_rule": rule}
    members = group_of(country, number, rule)
    shares = {n: Fraction(*completion(n, year)) for n in members if completion(n, year)}
    shown = list(shares)[:2]
    codes = ",".join(rules.CODE[n] for n in shown)
    rows = country.query("compare_metrics", **asked, org_codes=codes).filter(metric_code="project_completion")
    assert [NUMBER[code] for code in rows["org_code"]] == shown
    for row in rows.iter_rows(named=True):
        own = shares[NUMBER[row["org_code"]]]
        better = sum(share > own for share in shares.values())
        tied = sum(share == own for share in shares.values())
        position = (better + Fraction(tied, 2)) / len(shares)
        assert row["value"] == pytest.approx(float(own))
        assert (row["rank"], row["ranked"]) == (better + 1, len(shares))
        assert row["band_no"] == next(band for band in (1, 2, 3, 4) if position <= Fraction(band, 4))
        assert row["group_median"] == pytest.approx(float(median(shares.values())))
        assert row["with_value"] == len(shares)


# The total of each organisation in one year -> rank and band; the years have little in common.
TOTALS = {
    2562: ([90, 80, 80, 80, 70, 60, 60, 50], [1, 2, 2, 2, 5, 6, 6, 8], [1, 2, 2, 2, 3, 3, 3, 4]),
    2563: ([90, 80, 70, 60], [1, 2, 3, 4], [1, 2, 3, 4]),
    2564: ([90, 80, 70], [1, 2, 3], [1, 2, 4]),
    2565: ([90, 80], [None] * 2, [None] * 2),
    2566: ([90], [None], [None]),
    2567: ([80, 80, 80], [1, 1, 1], [None] * 3),
    # Three of four are equal: the best stands alone, the others share the rank behind it.
    2568: ([90, 80, 80, 80], [1, 2, 2, 2], [1, 3, 3, 3]),
}


@pytest.fixture(scope="module")
def tied(build_texts):
    codes = [f"500000{place}" for place in range(8)]
    organisations = "".join(f"{code},subdistrict_municipality,ที่ {code},เมือง,34,x\n" for code in codes)
    results = "".join(
        f"{code},{year},{total},line 1\n"
        for year, (totals, *_) in TOTALS.items()
        for code, total in zip(codes, totals, strict=False)
    )
    return build_texts(
        organisation="org_code,type_code,name_th,district_th,province_code,locator\n" + organisations,
        ita_result="org_code,fiscal_year,total_stated,locator\n" + results,
    )


@pytest.mark.parametrize("year", TOTALS)
def test_equal_values_share_rank_and_band_and_fewer_than_three_are_not_ranked(tied, year):
    totals, ranks, bands = TOTALS[year]
    asked = {"fiscal_year": year, "org_code": "5000000", "peer_rule": "type"}
    rows = tied.query("compare_metrics", **asked).filter(metric_code="ita_score").sort("org_code")
    assert rows["value"].to_list() == totals
    assert rows["rank"].to_list() == ranks
    assert rows["band_no"].to_list() == bands


def test_what_is_neither_good_nor_bad_and_what_is_too_few_is_not_ranked(country):
    rows = country.query("compare_metrics", **ROUND_12)
    budgets = rows.filter(metric_code="planned_budget")
    assert budgets.height > 8
    assert budgets["rank"].null_count() == budgets["band_no"].null_count() == budgets.height
    cases = {
        NUMBER[row["org_code"]]: row
        for row in rows.filter(metric_code="case_reduction").iter_rows(named=True)
    }
    # 1 and 4 count from 20 and 8 cases, 7 and 8 from 3 and none: two with a share are not ranked.
    assert {number for number, row in cases.items() if row["is_too_few"]} <= {7, 8}
    assert cases[7]["value"] is None
    assert cases[1]["value"] == pytest.approx(6 / 20)
    assert {row["rank"] for row in cases.values()} == {None}
    assert "ita_pass_rate" not in set(rows["metric_code"])


def test_groups_chosen_by_name_are_ranked_among_themselves(country):
    codes = ",".join(rules.CODE[number] for number in (6, 1, 9))
    rows = country.query("compare_metrics", **ROUND_12, org_codes=codes)
    scores = rows.filter(metric_code="ita_score")
    assert [NUMBER[code] for code in scores["org_code"]] == [6, 1, 9]
    totals = [rules.total(number, 2567) for number in (6, 1, 9)]
    assert scores["value"].to_list() == pytest.approx(totals)
    assert scores["rank"].to_list() == [sorted(totals, reverse=True).index(total) + 1 for total in totals]


def test_years_stand_beside_the_median_of_the_group(country):
    asked = {**ROUND_12, "org_code": rules.CODE[1], "peer_rule": "type", "metric_code": "ita_score"}
    rows = country.query("compare_years", **asked, org_codes=rules.CODE[1])
    assert rows["fiscal_year"].to_list() == list(range(2561, 2569))
    members = [o.number for o in rules.ORGANISATIONS if o.type_code == "subdistrict_municipality"]
    of_2564 = [rules.total(n, 2564) for n in members if n in rules.ITA] + [80]
    found = rows.filter(fiscal_year=2564).row(0, named=True)
    assert found["value"] == pytest.approx(rules.total(1, 2564))
    assert found["group_median"] == pytest.approx(median(of_2564))
    assert found["with_value"] == len(of_2564)
    # The form of 2561 is another one.
    groups = dict(zip(rows["fiscal_year"], rows["comparable_group"], strict=True))
    assert groups[2561] != groups[2562] == groups[2568]


def measure_of(number, i):
    """The standard measure of a project of the second plan; those with titles of their own have none."""
    return None if BY_NUMBER[number].projects - i < 2 else (5 * i + number % 2) % 62 + 1


def state_of(number, catalogue_no, year):
    projects = planned_of(number, year)
    same = [i for i in projects if measure_of(number, i) == catalogue_no]
    if not same:
        return "absent" if projects else "no_plan"
    reports = number in rules.COMPLETED
    done = reports and any(rules.status(number, i, year, 12) == "completed" for i in same)
    return "completed" if done else "planned"


@pytest.mark.parametrize("shown", [(1, 2, 12), (5, 11, 4, 9), (6, 7)])
def test_who_carries_out_which_standard_measure(country, shown):
    members = [o.number for o in rules.ORGANISATIONS]
    codes = ",".join(rules.CODE[number] for number in shown)
    rows = country.query("compare_measures", **ROUND_12, org_codes=codes)
    assert rows.height % len(shown) == 0
    assert {row["measure_state"] for row in rows.to_dicts()} >= {"planned", "absent"}
    for row in rows.iter_rows(named=True):
        assert row["measure_state"] == state_of(NUMBER[row["org_code"]], row["catalogue_no"], 2567)
    counted = rows.unique("catalogue_no", maintain_order=True)
    has_one = {
        no: sum(state_of(n, no, 2567) in ("completed", "planned") for n in shown)
        for no in range(1, 63)
        if any(measure_of(n, i) == no for n in members for i in planned_of(n, 2567))
    }
    assert dict(zip(counted["catalogue_no"], counted["doing"], strict=True)) == {
        no: count for no, count in has_one.items() if count
    }
    assert counted["doing"].to_list() == sorted(counted["doing"], reverse=True)
    assert set(counted["with_plan"]) == {sum(number != 12 for number in shown)}


def test_only_what_the_first_lacks_and_others_of_the_group_have(country):
    asked = {**ROUND_12, "org_code": rules.CODE[1], "peer_rule": "type", "org_codes": rules.CODE[1]}
    everything = country.query("compare_measures", **asked)
    missing = country.query("compare_measures", **asked, only_missing=True)
    kind = [o.number for o in rules.ORGANISATIONS if o.type_code == "subdistrict_municipality"]
    of_others = {measure_of(n, i) for n in kind for i in planned_of(n, 2567)} - {None}
    own = {measure_of(1, i) for i in planned_of(1, 2567)}
    assert set(everything["catalogue_no"]) == of_others
    assert set(missing["catalogue_no"]) == of_others - own
    assert 0 < missing.height < everything.height
    # 2, 6, 8 and 10 take the measures of even numbers, 1, 3 and 7 the next ones; who does it is named.
    first = missing.row(0, named=True)
    assert (first["doing"], first["with_plan"]) == (4, 7)
    assert set(first["first_doing"].split(", ")) <= {"ทต.ตัวอย่างสอง", "ทต.ตัวอย่างแปด", "ทต.ตัวอย่างสิบ"}


def test_a_measure_of_another_dimension_is_left_out(country):
    rows = country.query("compare_measures", **ROUND_12, org_codes=rules.CODE[1], dimension_no=2)
    assert set(rows["dimension_no"]) == {2}


@pytest.mark.parametrize("kind", [None, "subdistrict_municipality"])
def test_a_province_is_taken_after_summing(country, kind):
    rows = country.query("compare_provinces", **ROUND_12, metric_code="project_completion", type_code=kind)
    assert rows.height == rows["province_code"].n_unique() == 77
    members = [o for o in rules.ORGANISATIONS if kind in (None, o.type_code)]
    for row in rows.iter_rows(named=True):
        here = [o.number for o in members if o.code[1:3] == row["province_code"]]
        reported = [found for found in (completion(number, 2567) for number in here) if found]
        assert (row["with_value"], row["organisations"]) == (len(reported), len(here))
        if reported:
            done, planned = (sum(numbers) for numbers in zip(*reported, strict=True))
            assert row["value"] == pytest.approx(done / planned)
        else:
            assert row["value"] is None
    assert rows["value"].count() == (2 if kind else 3)


def test_a_sum_is_the_same_whatever_the_order_of_its_rows(country):
    # Tenths have no end as binary fractions: added up as such, these are 0.6000000000000001 or 0.6.
    for order in ("0.1, 0.2, 0.3", "0.3, 0.2, 0.1"):
        sums = country.sql(f"select mart.exact_sum(v) as total from unnest([{order}]::double[]) as t(v)")
        assert sums["total"].to_list() == [0.6]
    scores = "select * from mart.ita_result where fiscal_year = 2567 and total_computed is not null"
    province = country.sql(
        f"""select province_code, sum(total_computed)::double as total
            from ({scores}) join mart.organisation using (org_code) group by all having count(*) > 1"""
    )
    asked = country.query("compare_provinces", **ROUND_12, metric_code="ita_score")
    assert province.height > 1
    for code, total in province.iter_rows():
        assert asked.filter(province_code=code)["numerator"].to_list() == [total]


def test_two_metrics_of_those_that_have_both(country):
    asked = {**ROUND_12, "metric_x": "ita_score", "metric_y": "project_completion"}
    rows = country.query(
        "compare_pairs", **asked, org_code=rules.CODE[1], peer_rule="type", org_codes=rules.CODE[7]
    )
    # 10 has a total and no report, 12 has neither.
    assert NUMBER[rows["org_code"][0]] == 7
    assert {NUMBER[code] for code in rows["org_code"]} == {1, 2, 3, 6, 7, 8}
    assert rows.filter("is_shown")["x_value"].to_list() == pytest.approx([rules.total(7, 2567)])
    first = country.query("compare_pairs", **asked, row_limit=2)
    assert first.height == 2
    assert set(first["found_organisations"]) == {8}


def test_indicators_in_the_order_of_the_choice(country):
    codes = ",".join(rules.CODE[number] for number in (7, 1, 10))
    rows = country.query("compare_indicators", **ROUND_12, org_codes=codes)
    assert rows["org_code"].unique(maintain_order=True).to_list() == [rules.CODE[7], rules.CODE[1]]
    assert rows["score"].cast(float).to_list() == [
        pytest.approx(rules.score(number, 2567, indicator)) for number in (7, 1) for indicator in range(1, 11)
    ]
    assert float(rows["gap_to_pass"][0]) == pytest.approx(rules.score(7, 2567, 1) - 85)
