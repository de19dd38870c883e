"""The verdict on a metric against its target: each status code, with trends worked out by hand."""

from itertools import count

import pytest

SCORES = {
    # name: first year and the scores of the years from there on
    # --- a level to reach: 85 by 2570, judged in 2566
    "on_track": (2563, [70, 73, 76, 79]),
    "small_miss": (2563, [67.8, 70.2, 72.6, 75]),
    "edge_5": (2563, [67.875, 70.25, 72.625, 75]),
    "edge_20": (2563, [69, 71, 73, 75]),
    "off_track": (2563, [72, 73, 74, 75]),
    "falling": (2563, [80, 79, 78, 77]),
    "flat": (2563, [75, 75, 75, 75]),
    "beyond": (2563, [66, 72, 78, 84]),
    "below_nothing": (2563, [40, 30, 20, 10]),
    "achieved": (2566, [85]),
    "just_below": (2566, [84.99]),
    "three_points": (2564, [70, 75, 80]),
    "gap_in_years": (2560, [0, 0]),  # replaced below: 2562, 2563, 2565, 2566
    # --- seven points, of which the last six count, judged in 2568
    "six_points": (2562, [100, 70, 71, 72, 73, 74, 75]),
    # --- 90 by 2580, judged in 2571
    "second_target": (2568, [85, 86, 87, 88]),
    # --- a level to hold every year: 85 from 2562 to 2565
    "held": (2562, [85, 86, 87, 88]),
    "held_at_edge": (2562, [82, 83, 84, 85]),
    "held_flat": (2562, [90, 90, 90, 90]),
    "slipping": (2562, [95, 93, 91, 89]),
    "improving": (2562, [70, 71, 72, 73]),
    "worsening": (2562, [80, 79, 78, 77]),
    "below_flat": (2562, [80, 80, 80, 80]),
    "hold_one_point": (2565, [90]),
    # --- 2561 was another instrument
    "other_instrument": (2561, [100, 70, 71, 72, 73]),
    "other_instrument_short": (2561, [60, 70, 71, 72]),
    # --- targets of its own
    "own_rising": (2566, [72]),
    "own_rising_below": (2566, [66]),
    "own_same": (2563, [80, 82, 84, 86]),
    "own_last": (2567, [70, 73, 76, 79]),
}
OWN_TARGETS = {
    "own_rising": [65, 70, 75, 80, 85],
    "own_rising_below": [65, 70, 75, 80, 85],
    "own_same": [85, 85, 85, 85, 85],
    "own_last": [65, 70, 75, 80, 85],
}
ORG = {name: f"{1000000 + number}" for name, number in zip(SCORES, count(1), strict=False)}
GAP_YEARS = {2562: 70, 2563: 72, 2565: 76, 2566: 78}

# A baseline in 2565, then the cases of the years after it; the targets are a tenth more each year.
CASES = {
    "cases_on_track": [10, 9, 8, 7, 6],
    "cases_achieved": [10, 5],
    "cases_few": [4, 0],
    "cases_none": [0, 1],
    "cases_enough": [5, 5],
}
ORG |= {name: f"{2000000 + number}" for name, number in zip(CASES, count(1), strict=False)}

# Round, completed projects, planned projects.
PLANS = {
    "round_6_50": (6, 1, 2),
    "round_6_49": (6, 49, 100),
    "round_6_20": (6, 1, 5),
    "round_6_19": (6, 19, 100),
    "round_6_0": (6, 0, 3),
    "round_12_80": (12, 4, 5),
    "round_12_79": (12, 79, 100),
    "round_12_50": (12, 1, 2),
    "round_12_49": (12, 49, 100),
    "round_12_100": (12, 2, 2),
    "own_completion": (12, 3, 5),
}
ORG |= {name: f"{3000000 + number}" for name, number in zip(PLANS, count(1), strict=False)}


def _lines(header: str, rows: list[tuple[object, ...]]) -> str:
    return "\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n"


def _score_rows() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for name, (first, scores) in SCORES.items():
        by_year = GAP_YEARS if name == "gap_in_years" else dict(zip(count(first), scores, strict=False))
        rows += [(ORG[name], year, score, "line 1") for year, score in by_year.items()]
    return rows


def _target_rows() -> list[tuple[object, ...]]:
    rows = [
        (ORG[name], year, "ita_score", target, "", "line 1")
        for name, targets in OWN_TARGETS.items()
        for year, target in zip(count(2566), targets, strict=False)
    ]
    rows += [
        (ORG[name], 2566 + step, "case_reduction", (step + 1) / 10, 2565, "line 1")
        for name in CASES
        for step in range(5)
    ]
    return [*rows, (ORG["own_completion"], 2566, "project_completion", 0.6, "", "line 1")]


@pytest.fixture(scope="module")
def warehouse(build_texts):
    projects = [(name, number) for name, (_, _, planned) in PLANS.items() for number in range(planned)]
    return build_texts(
        organisation=_lines(
            "org_code,type_code,name_th,province_code,locator",
            [(code, "sao", name, "34", "line 1") for name, code in ORG.items()],
        ),
        plan=_lines(
            "plan_id,org_code,kind,framework_code,first_fiscal_year,last_fiscal_year,is_draft,title_th,locator",
            [
                (name, ORG[name], "anti_corruption_plan", "2566-2570", 2566, 2570, "false", "แผน", "line 1")
                for name in PLANS
            ],
        ),
        project=_lines(
            "project_id,plan_id,seq_no,title_th,locator",
            [(f"{name}-{number}", name, number + 1, "โครงการ", "line 1") for name, number in projects],
        ),
        project_year=_lines(
            "project_id,fiscal_year,locator",
            [(f"{name}-{number}", 2566, "line 1") for name, number in projects],
        ),
        status_report=_lines(
            "project_id,fiscal_year,report_round,status_code,locator",
            [
                (
                    f"{name}-{number}",
                    2566,
                    PLANS[name][0],
                    "completed" if number < PLANS[name][1] else "in_progress",
                    "line 1",
                )
                for name, number in projects
            ],
        ),
        target=_lines(
            "org_code,fiscal_year,metric_code,target_value,baseline_fiscal_year,locator", _target_rows()
        ),
        case_count=_lines(
            "org_code,fiscal_year,kind,count,locator",
            [
                (ORG[name], year, "case", cases, "line 1")
                for name, counts in CASES.items()
                for year, cases in zip(count(2565), counts, strict=False)
            ],
        ),
        ita_result=_lines("org_code,fiscal_year,total_stated,locator", _score_rows()),
    )


def _status(warehouse, metric, name, year):
    return warehouse.sql(
        """select status_code, method, value, target_value, target_fiscal_year, projected_value
           from mart.metric_status where metric_code = $m and org_code = $o and fiscal_year = $y""",
        {"m": metric, "o": ORG[name], "y": year},
    ).rows()


REACH = [
    # name, year judged, status, projected value; the target year is 2570 and the target 85 unless said
    ("on_track", 2566, "on_track", 91),  # 79 + 3 · 4
    ("small_miss", 2566, "on_track", 84.6),  # 75 + 2.4 · 4: misses 0.4 of 10
    ("edge_5", 2566, "slightly_off", 84.5),  # 75 + 2.375 · 4: misses 0.5 of 10, which is not below 5 %
    ("edge_20", 2566, "slightly_off", 83),  # 75 + 2 · 4: misses 2 of 10
    ("off_track", 2566, "off_track", 79),  # 75 + 1 · 4: misses 6 of 10
    ("falling", 2566, "wrong_direction", 73),  # 77 - 1 · 4
    ("flat", 2566, "wrong_direction", 75),
    ("beyond", 2566, "on_track", 100),  # 84 + 6 · 4 is more than there is to have
    ("below_nothing", 2566, "wrong_direction", 0),  # 10 - 10 · 4 is less
    ("achieved", 2566, "achieved", None),
    ("just_below", 2566, "too_few_points", None),
    ("three_points", 2566, "too_few_points", None),
    ("gap_in_years", 2566, "on_track", 86),  # a slope of 2 a year over 2562, 2563, 2565, 2566: 78 + 2 · 4
    ("six_points", 2568, "off_track", 77),  # 75 + 1 · 2; with the seventh point it would fall
]


@pytest.mark.parametrize(("name", "year", "status", "projected"), REACH)
def test_level_to_reach(warehouse, name, year, status, projected):
    [(found, method, _, target, target_year, projected_value)] = _status(warehouse, "ita_score", name, year)
    assert (found, method, target, target_year) == (status, "level_to_reach", 85, 2570)
    assert projected_value == (pytest.approx(projected) if projected is not None else None)


def test_after_2570_the_target_is_90_by_2580(warehouse):
    [row] = _status(warehouse, "ita_score", "second_target", 2571)
    # 88 + 1 · 9 = 97
    assert row == ("on_track", "level_to_reach", 88, 90, 2580, pytest.approx(97))


HOLD = [
    ("held", "held"),
    ("held_at_edge", "held"),
    ("held_flat", "held"),
    ("slipping", "held_but_slipping"),
    ("improving", "below_but_improving"),
    ("worsening", "below_and_worsening"),
    ("below_flat", "below_and_worsening"),
    ("hold_one_point", "too_few_points"),
]


@pytest.mark.parametrize(("name", "status"), HOLD)
def test_level_to_hold(warehouse, name, status):
    [(found, method, _, target, target_year, projected)] = _status(warehouse, "ita_score", name, 2565)
    assert (found, method, target, target_year) == (status, "level_to_hold", 85, 2565)
    # Nothing is projected: the year judged is the target year itself.
    assert projected is None


def test_2561_stands_in_no_trend(warehouse):
    # 70, 71, 72, 73 improve; with the 100 of 2561 before them they would fall.
    [(status, *_)] = _status(warehouse, "ita_score", "other_instrument", 2565)
    assert status == "below_but_improving"


def test_2561_is_no_fourth_point(warehouse):
    [(status, *_)] = _status(warehouse, "ita_score", "other_instrument_short", 2564)
    assert status == "too_few_points"


def test_2561_has_no_target(warehouse):
    assert _status(warehouse, "ita_score", "other_instrument", 2561) == []


OWN = [
    # judged against the next year with a target: 2567 asks for 70
    ("own_rising", 2566, ("achieved", "level_to_reach", 72, 70, 2567, None)),
    ("own_rising_below", 2566, ("too_few_points", "level_to_reach", 66, 70, 2567, None)),
    # the same target every year is a level to hold
    ("own_same", 2566, ("held", "level_to_hold", 86, 85, 2566, None)),
    # 79 after 70, 73, 76 in the last year with a target: 2570 itself, nothing left to grow in
    ("own_last", 2570, ("off_track", "level_to_reach", 79, 85, 2570, 79)),
]


@pytest.mark.parametrize(("name", "year", "expected"), OWN)
def test_own_target_before_the_national_one(warehouse, name, year, expected):
    assert _status(warehouse, "ita_score", name, year) == [expected]


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        # 0.1, 0.2, 0.3, 0.4: a tenth a year reaches the half of 2570
        ("cases_on_track", 2569, ("on_track", 0.4, 0.5, 2570, 0.5)),
        ("cases_on_track", 2568, ("too_few_points", 0.3, 0.4, 2569, None)),
        ("cases_achieved", 2566, ("achieved", 0.5, 0.2, 2567, None)),
        ("cases_few", 2566, ("too_few_cases", 1, 0.2, 2567, None)),
        ("cases_none", 2566, ("too_few_cases", None, 0.2, 2567, None)),
        ("cases_enough", 2566, ("too_few_points", 0, 0.2, 2567, None)),
    ],
)
def test_case_reduction(warehouse, name, year, expected):
    [(status, _, value, target, target_year, projected)] = _status(warehouse, "case_reduction", name, year)
    assert (status, target, target_year) == (expected[0], expected[2], expected[3])
    assert (value, projected) == tuple(
        None if number is None else pytest.approx(number) for number in (expected[1], expected[4])
    )


@pytest.mark.parametrize(
    ("name", "flag", "share", "green"),
    [
        ("round_6_50", "green", 0.5, 0.5),
        ("round_6_49", "amber", 0.49, 0.5),
        ("round_6_20", "amber", 0.2, 0.5),
        ("round_6_19", "red", 0.19, 0.5),
        ("round_6_0", "red", 0.0, 0.5),
        ("round_12_100", "green", 1.0, 0.8),
        ("round_12_80", "green", 0.8, 0.8),
        ("round_12_79", "amber", 0.79, 0.8),
        ("round_12_50", "amber", 0.5, 0.8),
        ("round_12_49", "red", 0.49, 0.8),
    ],
)
def test_implementation_flag(warehouse, name, flag, share, green):
    assert _status(warehouse, "project_completion", name, 2566) == [
        (flag, "implementation_flag", share, green, 2566, None)
    ]


def test_own_target_of_completion_before_the_flag(warehouse):
    assert _status(warehouse, "project_completion", "own_completion", 2566) == [
        ("achieved", "level_to_reach", 0.6, 0.6, 2566, None)
    ]


def test_every_status_of_the_design_is_reached(warehouse):
    found = warehouse.sql("select distinct status_code from mart.metric_status")["status_code"]
    assert set(found) == {
        "achieved",
        "on_track",
        "slightly_off",
        "off_track",
        "wrong_direction",
        "held",
        "held_but_slipping",
        "below_but_improving",
        "below_and_worsening",
        "too_few_points",
        "too_few_cases",
        "green",
        "amber",
        "red",
    }


def test_no_status_without_a_target(warehouse):
    metrics = warehouse.sql("select distinct metric_code from mart.metric_status order by 1")["metric_code"]
    assert metrics.to_list() == ["case_reduction", "ita_score", "project_completion"]


def _verdicts(country, metric, organisation):
    return dict(
        country.sql(
            """select fiscal_year, struct_pack(target_value, target_fiscal_year, status_code) from mart.metric_status
               where metric_code = $metric and org_code = $organisation order by 1""",
            {"metric": metric, "organisation": organisation},
        ).rows()
    )


def test_an_own_target_does_not_judge_an_earlier_period_of_the_nation(country):
    # 2659909 sets itself 65 for 2566; to 2565 the nation asked for 85 each year, and 2561 was another instrument.
    found = {year: tuple(said.values()) for year, said in _verdicts(country, "ita_score", "2659909").items()}
    assert 2561 not in found
    assert found[2565] == (85.0, 2565, "below_but_improving")
    assert found[2566][:2] == (70.0, 2567)


def test_half_a_year_and_a_whole_one_stand_in_no_one_trend(country):
    # 5349902 reports twelve months to 2567 and six months of 2568.
    found = _verdicts(country, "project_completion", "5349902")
    assert found[2567]["status_code"] == "off_track"
    assert found[2568]["status_code"] == "too_few_points"


def test_two_rounds_tell_a_contradiction_once(country):
    repeated = country.sql(
        """select project_id, fiscal_year from mart.finding where rule_code = 'completed_without_disbursement'
           group by all having count(*) > 1"""
    )
    assert repeated.height == 0
