"""Printed budget sums against rows made by hand: what is proposed, what is doubted, what is left alone."""

from etl.extract.document import Extraction, Read
from etl.extract.proof.sums import prove_budgets

Budgets = list[tuple[str, str, str, str]]


def extraction(budgets: Budgets, *totals: tuple[str, str, str]) -> Extraction:
    """Budgets of (plan, dimension, year, baht) and sums of (year, dimension, baht) of plan P."""
    found = Extraction()
    for number, (plan, dimension, year, baht) in enumerate(budgets, 1):
        project = {"project_id": f"{plan}-{number}", "plan_id": plan, "dimension_no": dimension}
        found.add("project", reads(number, **project))
        found.add(
            "project_year", reads(number, project_id=f"{plan}-{number}", fiscal_year=year, budget_baht=baht)
        )
    for number, (year, dimension, baht) in enumerate(totals, 1):
        total = {"plan_id": "P", "measure": "budget_baht", "fiscal_year": year, "dimension_no": dimension}
        found.add("control_total", reads(100 + number, total_id=f"P-t{number}", value=baht, **total))
    prove_budgets(found)
    return found


def reads(line: int, **values: str) -> dict[str, Read]:
    cells = {name: Read(value, value, f"line {line}") for name, value in values.items()}
    return {**cells, "locator": Read(f"line {line}")}


def proposed(found: Extraction) -> list[str | None]:
    return [row["budget_baht"].corrected for row in found.tables["project_year"]]


def doubted(found: Extraction) -> list[bool]:
    return [bool(row["budget_baht"].doubt) for row in found.tables["project_year"]]


def test_a_sum_that_agrees_leaves_no_trace() -> None:
    found = extraction([("P", "1", "2567", "2000.00"), ("P", "2", "2567", "600.50")], ("2567", "", "2600.50"))
    assert (proposed(found), doubted(found), found.doubts) == ([None, None], [False, False], [])
    assert not found.tables["control_total"][0]["value"].doubt


def test_the_only_swap_keeps_the_decimals_of_the_printed_budget() -> None:
    # 3200.50 + 662.00 = 3862.50; with 3 read for 7 it is 7862.50. The total has no digit that loses 4,000.
    found = extraction([("P", "1", "2567", "3200.50"), ("P", "1", "2567", "662.00")], ("2567", "", "7862.50"))
    # 7862.50 could be a misread 3862.50 as well: the same swap in the total is as small.
    assert proposed(found) == [None, None]
    assert [doubt.rule_code for doubt in found.doubts] == ["sum_does_not_follow"]
    # 3200.50 + 6662.00 = 9862.50 against 13862.50: the total's 1 cannot become 0, and no swap takes 4,000 from it.
    found = extraction(
        [("P", "1", "2567", "3200.50"), ("P", "1", "2567", "6662.00")], ("2567", "", "13862.50")
    )
    assert proposed(found) == ["7200.50", None]
    assert found.tables["project_year"][0]["budget_baht"].value == "3200.50"
    assert found.tables["project_year"][0]["budget_baht"].reason
    assert found.doubts == []


def test_a_misread_sum_is_proposed_where_its_dimensions_prove_it() -> None:
    # 2,000 + 6,600 = 8,600: 9,600 is 8 read as 9, and each dimension's own sum follows.
    budgets = [("P", "1", "2567", "2000.00"), ("P", "2", "2567", "6600.00")]
    sums = [("2567", "1", "2000.00"), ("2567", "2", "6600.00"), ("2567", "", "9600.00")]
    found = extraction(budgets, *sums)
    assert [row["value"].corrected for row in found.tables["control_total"]] == [None, None, "8600.00"]
    assert proposed(found) == [None, None]


def test_two_equally_small_repairs_are_told_and_none_is_chosen() -> None:
    budgets = [("P", "1", "2567", "3222.00"), ("P", "1", "2567", "3662.00"), ("P", "1", "2567", "26.00")]
    # 6,910 printed as 10,910: either 3 is a 7, and the sum itself has no digit to lose 4,000.
    found = extraction(budgets, ("2567", "", "10910.00"))
    assert proposed(found) == [None, None, None]
    assert doubted(found) == [True, True, False]
    [doubt] = found.doubts
    assert (doubt.rule_code, doubt.locator) == ("sum_does_not_follow", "line 101")
    assert "2 equally small repairs" in doubt.message_en
    assert "2 ทาง" in doubt.message_th


def test_a_sum_that_no_swap_mends_doubts_all_of_its_numbers() -> None:
    found = extraction([("P", "1", "2567", "222.00"), ("P", "1", "2567", "66.00")], ("2567", "", "666.00"))
    assert proposed(found) == [None, None]
    assert doubted(found) == [True, True]
    assert found.tables["control_total"][0]["value"].doubt
    assert "no repair" in found.doubts[0].message_en


def test_other_plans_years_and_dimensions_do_not_count() -> None:
    found = extraction(
        [
            ("P", "1", "2567", "2000.00"),
            ("P", "2", "2567", "600.00"),
            ("P", "1", "2568", "22.00"),
            ("Q", "1", "2567", "66.00"),
        ],
        ("2567", "1", "2000.00"),
        ("2567", "", "2600.00"),
    )
    assert (doubted(found), found.doubts) == ([False] * 4, [])


def test_counts_and_sums_without_rows_are_left_alone() -> None:
    found = extraction([("P", "1", "2567", "2000.00")], ("2569", "", "5.00"), ("", "", "7.00"))
    assert (doubted(found), found.doubts) == ([False], [])
    found = Extraction()
    found.add("control_total", reads(1, total_id="t", plan_id="P", measure="project_count", value="3"))
    prove_budgets(found)
    assert found.doubts == []


def test_a_budget_that_was_not_read_may_be_what_is_missing() -> None:
    # Without the empty one, 3 → 7 would look like the only repair.
    budgets = [("P", "1", "2567", "3200.50"), ("P", "1", "2567", "6662.00"), ("P", "1", "2567", "")]
    found = extraction(budgets, ("2567", "", "13862.50"))
    assert proposed(found) == [None, None, None]
    assert found.tables["control_total"][0]["value"].doubt
    assert "not read" in found.doubts[0].message_en


def test_an_unread_budget_of_nothing_disturbs_no_sum_that_agrees() -> None:
    found = extraction([("P", "1", "2567", "2000.00"), ("P", "1", "2567", "")], ("2567", "", "2000.00"))
    assert (doubted(found), found.doubts) == ([False, False], [])


def test_a_project_without_dimension_may_belong_to_any() -> None:
    budgets = [("P", "1", "2567", "3200.50"), ("P", "1", "2567", "6662.00"), ("P", "", "2567", "4000.00")]
    found = extraction(budgets, ("2567", "1", "13862.50"))
    assert proposed(found) == [None, None, None]
    assert [doubt.rule_code for doubt in found.doubts] == ["sum_does_not_follow"]
