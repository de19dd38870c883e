"""ITA totals and levels: two schemes of levels, their edges, and what cannot be told."""

import pytest

# Total stated alone: the levels to 2565, each at both of its edges.
BY_TOTAL = [
    (100, "AA"),
    (95, "AA"),
    (94.99, "A"),
    (85, "A"),
    (84.99, "B"),
    (75, "B"),
    (74.99, "C"),
    (65, "C"),
    (64.99, "D"),
    (55, "D"),
    (54.99, "E"),
    (50, "E"),
    (49.99, "F"),
    (0, "F"),
]
# Total, IIT, EIT, OIT as stated: the levels from 2566, which ask for each instrument too.
BY_INSTRUMENT = [
    (100, 100, 100, 100, "excellent"),
    (95, 95, 95, 95, "excellent"),
    (96, 94.99, 97, 97, "good"),
    (96, 97, 94.99, 97, "good"),
    (96, 97, 97, 94.99, "good"),
    (94.99, 95, 95, 95, "good"),
    (85, 85, 85, 85, "good"),
    (90, 84.99, 92, 92, "pass"),
    (90, 92, 92, 84.99, "pass"),
    (85, 90, 90, 70, "pass"),
    (84.99, 85, 85, 85, "improve"),
    (70, 70, 70, 70, "improve"),
    (69.99, 70, 70, 70, "urgent"),
    (0, 0, 0, 0, "urgent"),
    # The total alone tells the level only where no instrument is asked for.
    (100, "", "", "", None),
    (95, "", "", "", None),
    (85, "", "", "", None),
    (84.99, "", "", "", "improve"),
    (69.99, "", "", "", "urgent"),
    # One instrument below 85 rules the better levels out, one above it proves nothing.
    (90, 80, "", "", "pass"),
    (90, 96, "", "", None),
    (96, 90, 96, 96, "good"),
    (96, 90, "", "", None),
]
OLD = {case: f"{1000000 + number}" for number, case in enumerate(BY_TOTAL)}
NEW = {case: f"{2000000 + number}" for number, case in enumerate(BY_INSTRUMENT)}

FULL, FULL_2566, NO_TENTH, NO_TENTH_STATED, ONLY_OIT, OWN_TARGET, CORRECTED, OTHER_FORM = (
    f"300000{number}" for number in range(8)
)
# IIT 90, EIT 80, OIT 80: the total is 27 + 24 + 32 = 83.
TEN = [80, 85, 90, 95, 100, 70, 80, 90, 60, 100]


def _indicators(org_code: str, year: int, scores: dict[int, object]) -> str:
    return "".join(f"{org_code},{year},{number},{score},line {number}\n" for number, score in scores.items())


@pytest.fixture(scope="module")
def warehouse(build_texts):
    ten = dict(enumerate(TEN, start=1))
    codes = [*OLD.values(), *NEW.values(), *(f"300000{number}" for number in range(8))]
    indicators = "org_code,fiscal_year,indicator_no,score,locator\n" + "".join(
        [
            _indicators(FULL, 2565, ten),
            _indicators(FULL_2566, 2566, dict.fromkeys(range(1, 11), 95)),
            _indicators(NO_TENTH, 2565, {number: ten[number] for number in range(1, 10)}),
            _indicators(NO_TENTH_STATED, 2565, {number: ten[number] for number in range(1, 10)}),
            _indicators(ONLY_OIT, 2565, {9: 60, 10: 100}),
            _indicators(OWN_TARGET, 2566, ten),
            _indicators(CORRECTED, 2565, ten | {2: "๓๗.๖๙"}),
        ]
    )
    results = (
        "org_code,fiscal_year,iit_stated,eit_stated,oit_stated,total_stated,level_stated,locator\n"
        + "".join(
            [f"{code},2565,,,,{total},,line 1\n" for (total, _), code in OLD.items()]
            + [
                f"{code},2566,{iit},{eit},{oit},{total},,line 1\n"
                for (total, iit, eit, oit, _), code in NEW.items()
            ]
            + [f"{NO_TENTH_STATED},2565,,,,90,A,line 2\n", f"{OTHER_FORM},2561,,,,80,,line 3\n"]
        )
    )
    return build_texts(
        organisation="org_code,type_code,name_th,province_code,locator\n"
        + "".join(f"{code},sao,ตำบล,34,line 1\n" for code in codes),
        ita_indicator=indicators,
        ita_result=results,
        target="org_code,fiscal_year,metric_code,target_value,locator\n"
        f"{OWN_TARGET},2566,ita_score,70,line 1\n",
        corrections="table,key,column,printed,corrected,reason,evidence\n"
        f"ita_indicator,{CORRECTED}/2565/2,score,๓๗.๖๙,๘๕,misread digit,line 2\n",
    )


def _result(warehouse, org_code, columns):
    return warehouse.sql(f"select {columns} from mart.ita_result where org_code = $o", {"o": org_code}).rows()


@pytest.mark.parametrize(("case", "org_code"), OLD.items(), ids=[str(total) for total, _ in OLD])
def test_level_to_2565_by_total(warehouse, case, org_code):
    assert _result(warehouse, org_code, "level_code, scheme_code") == [(case[1], "2562-2565")]


@pytest.mark.parametrize(("case", "org_code"), NEW.items(), ids=["/".join(map(str, case)) for case in NEW])
def test_level_from_2566_by_total_and_instruments(warehouse, case, org_code):
    assert _result(warehouse, org_code, "level_code, scheme_code") == [(case[4], "2566-")]


def test_total_from_indicators(warehouse):
    assert _result(warehouse, FULL, "iit::int, eit::int, oit::int, total_computed::double, total_stated") == [
        (90, 80, 80, 83.0, None)
    ]


def test_level_of_a_computed_total(warehouse):
    assert _result(warehouse, FULL, "level_code") == [("B",)]


def test_gap_of_a_computed_total(warehouse):
    assert _result(warehouse, FULL, "target::double, gap") == [(85.0, -2.0)]


def test_level_from_computed_instruments(warehouse):
    assert _result(warehouse, FULL_2566, "total_computed::double, level_code") == [(95.0, "excellent")]


def test_own_target_before_the_national_one(warehouse):
    assert _result(warehouse, OWN_TARGET, "target::double, gap") == [(70.0, 13.0)]


def test_missing_indicator_leaves_instrument_and_total_empty(warehouse):
    assert _result(warehouse, NO_TENTH, "iit::int, eit::int, oit, total_computed, level_code, gap") == [
        (90, 80, None, None, None, None)
    ]


def test_missing_indicator_is_no_score(warehouse):
    rows = warehouse.sql(
        "select * from mart.metric_part where org_code in ($a, $b)", {"a": NO_TENTH, "b": ONLY_OIT}
    )
    assert rows.height == 0


def test_stated_total_stands_in_for_a_missing_computed_one(warehouse):
    columns = "total_computed, total_stated::double, level_code, gap"
    assert _result(warehouse, NO_TENTH_STATED, columns) == [(None, 90.0, "A", 5.0)]


def test_result_of_one_instrument_keeps_its_place(warehouse):
    assert _result(warehouse, ONLY_OIT, "iit, eit, oit::int, locator") == [(None, None, 80, "line 9")]


def test_place_of_a_computed_result_is_its_first_indicator(warehouse):
    assert _result(warehouse, FULL, "locator") == [("line 1",)]


def test_another_instrument_has_a_total_and_no_level(warehouse):
    columns = "total_stated::double, level_code, scheme_code, target, gap"
    assert _result(warehouse, OTHER_FORM, columns) == [(80.0, None, "2561", None, None)]


@pytest.mark.parametrize(("metric", "values"), [("ita_score", [(80.0,)]), ("ita_pass_rate", [])])
def test_another_instrument_has_a_score_and_no_pass_mark(warehouse, metric, values):
    rows = warehouse.sql(
        "select value from mart.metric_value where metric_code = $m and org_code = $o",
        {"m": metric, "o": OTHER_FORM},
    ).rows()
    assert rows == values


@pytest.mark.parametrize(
    ("indicator_no", "expected"),
    [(2, (85.0, 37.69, True, "iit")), (1, (80.0, 80.0, False, "iit")), (6, (70.0, 70.0, False, "eit"))],
)
def test_corrected_indicator_keeps_its_printed_score(warehouse, indicator_no, expected):
    rows = warehouse.sql(
        """select score::double, score_as_printed::double, is_corrected, instrument_code
           from mart.ita_indicator where org_code = $o and indicator_no = $n""",
        {"o": CORRECTED, "n": indicator_no},
    ).rows()
    assert rows == [expected]


def test_total_follows_the_corrected_score(warehouse):
    # Indicator 2 is 85 again, so the total is the one worked out above.
    assert _result(warehouse, CORRECTED, "total_computed::double") == [(83.0,)]


@pytest.mark.parametrize(
    ("indicator_no", "instrument"),
    [(5, "iit"), (6, "eit"), (8, "eit"), (9, "oit"), (10, "oit")],
)
def test_instrument_of_an_indicator(warehouse, indicator_no, instrument):
    rows = warehouse.sql(
        "select instrument_code from mart.ita_indicator where org_code = $o and indicator_no = $n",
        {"o": FULL, "n": indicator_no},
    ).rows()
    assert rows == [(instrument,)]
