from collections.abc import Callable
from pathlib import Path

import pytest
from bad_inputs import MISFITS, BadInput, cases
from valid_source import CORRECTIONS_HEADING, REFERENCE, VALID, problems_of, told

from etl.correct import apply_corrections
from etl.load import load
from etl.problems import InputError
from etl.read import read_source

MakeSource = Callable[..., Path]
TITLE = "project,a-1,title_th,โครงการหนึ่ง,โครงการใหม่,misread,line 5 prints it rightly\n"
BUDGET = "project_year,a-1/2566,budget_baht,50000.00,60000.00,misread,the total of line 9\n"


@pytest.fixture
def corrected(make_source: MakeSource) -> Callable[[str], Path]:
    """A valid source with lines of corrections."""

    def make(lines: str, **tables: str) -> Path:
        return make_source("hand_made", **VALID | {"corrections": CORRECTIONS_HEADING + lines} | tables)

    return make


def test_a_correction_changes_its_cell(corrected: Callable[..., Path]) -> None:
    tables, _, _ = apply_corrections(read_source(corrected(TITLE)))
    assert tables["project"]["title_th"].to_list() == ["โครงการใหม่", "มาตรการสอง"]


def test_a_correction_changes_no_other_column(corrected: Callable[..., Path]) -> None:
    tables, _, _ = apply_corrections(read_source(corrected(TITLE)))
    assert tables["project"].select("project_id", "seq_no", "locator", "row_no").rows() == [
        ("a-1", "1", "line 2", 2),
        ("a-2", "2", "line 3", 3),
    ]


def test_a_row_of_several_keys_is_found_by_all_of_them(corrected: Callable[..., Path]) -> None:
    tables, _, problems = apply_corrections(read_source(corrected(BUDGET)))
    assert (tables["project_year"]["budget_baht"].to_list(), problems) == (["60000.00", "0.00"], [])


def test_several_corrections_of_one_row_all_hold(corrected: Callable[..., Path]) -> None:
    more = "project_year,a-1/2566,planned_quarters,1;2,1;3,misread,line 4\n"
    tables, _, _ = apply_corrections(read_source(corrected(BUDGET + more)))
    row = tables["project_year"].select("budget_baht", "planned_quarters").row(0)
    assert row == ("60000.00", "1;3")


def test_a_correction_may_fill_an_empty_cell(corrected: Callable[..., Path]) -> None:
    line = "project,a-1,responsible_unit,,สำนักปลัด,column slid,line 5\n"
    tables, _, problems = apply_corrections(read_source(corrected(line)))
    assert (tables["project"]["responsible_unit"].to_list(), problems) == (["สำนักปลัด", None], [])


def test_a_correction_may_empty_a_cell(corrected: Callable[..., Path]) -> None:
    line = "project_year,a-1/2566,budget_baht,50000.00,,column slid,line 5\n"
    tables, _, problems = apply_corrections(read_source(corrected(line)))
    assert (tables["project_year"]["budget_baht"].to_list(), problems) == ([None, "0.00"], [])


def test_blanks_around_a_value_do_not_keep_a_correction_from_fitting(corrected: Callable[..., Path]) -> None:
    project = VALID["project"].replace("โครงการหนึ่ง", " โครงการหนึ่ง ")
    tables, _, problems = apply_corrections(read_source(corrected(TITLE, project=project)))
    assert (tables["project"]["title_th"].to_list(), problems) == (["โครงการใหม่", "มาตรการสอง"], [])


def test_what_was_corrected_is_kept_with_its_proof(corrected: Callable[..., Path]) -> None:
    _, applied, _ = apply_corrections(read_source(corrected(BUDGET)))
    assert applied.rows(named=True) == [
        {
            "source_id": "hand_made",
            "table_name": "project_year",
            "row_key": "a-1/2566",
            "column_name": "budget_baht",
            "printed": "50000.00",
            "corrected": "60000.00",
            "reason": "misread",
            "evidence": "the total of line 9",
            "locator": "line 2",
            "project_id": "a-1",
            "org_code": None,
            "fiscal_year": "2566",
        }
    ]


def test_a_row_without_a_place_is_told_by_its_row_number(corrected: Callable[..., Path]) -> None:
    years = VALID["project_year"].replace("1;2,line 2", "1;2,")
    _, applied, _ = apply_corrections(read_source(corrected(BUDGET, project_year=years)))
    assert applied["locator"].to_list() == ["row 2"]


def test_a_source_without_corrections_stays_as_it_is(make_source: MakeSource) -> None:
    source = read_source(make_source("hand_made", **VALID))
    tables, applied, problems = apply_corrections(source)
    assert tables["project"].equals(source.tables["project"])
    assert (applied.height, problems) == (0, [])


def test_corrections_of_a_heading_only_are_fine(corrected: Callable[..., Path]) -> None:
    assert problems_of(corrected("")) == []


def test_corrections_are_no_table_of_the_source_themselves(corrected: Callable[..., Path]) -> None:
    tables, _, _ = apply_corrections(read_source(corrected(TITLE)))
    assert sorted(tables) == ["organisation", "plan", "project", "project_year", "status_report"]


@cases(MISFITS)
def test_a_correction_that_does_not_fit_is_told_with_rule_and_place(bad: BadInput, tmp_path: Path) -> None:
    assert told(bad.problems(tmp_path)) == [(bad.rule, bad.file, bad.row, bad.column)]


@cases(MISFITS)
def test_both_messages_name_what_does_not_fit(bad: BadInput, tmp_path: Path) -> None:
    problem = bad.problems(tmp_path)[0]
    assert bad.named in problem.message_th
    assert bad.named in problem.message_en


@cases(MISFITS)
def test_a_correction_that_does_not_fit_stops_the_load(bad: BadInput, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        load(REFERENCE, [bad.write(tmp_path)])


def test_a_changed_value_is_told_beside_the_expected_one(corrected: Callable[..., Path]) -> None:
    problem = problems_of(corrected(BUDGET.replace("50000.00", "55555.55")))[0]
    assert "“55555.55”" in problem.message_th and "“50000.00”" in problem.message_th
    assert "“55555.55”" in problem.message_en and "“50000.00”" in problem.message_en


def test_every_correction_that_does_not_fit_is_told(corrected: Callable[..., Path]) -> None:
    lines = TITLE.replace("a-1", "a-9") + BUDGET + TITLE.replace("title_th", "titel")
    assert told(problems_of(corrected(lines))) == [
        ("correction_matches_nothing", "corrections.csv", 2, "key"),
        ("correction_of_unknown_column", "corrections.csv", 4, "titel"),
    ]


def test_two_corrections_of_one_cell_are_told(corrected: Callable[..., Path]) -> None:
    again = TITLE.replace("โครงการหนึ่ง,โครงการใหม่", "โครงการใหม่,โครงการใหม่กว่า")
    assert told(problems_of(corrected(TITLE + again))) == [
        ("primary_key", "corrections.csv", 2, "table/key/column"),
        ("primary_key", "corrections.csv", 3, "table/key/column"),
    ]


def test_a_key_that_two_rows_share_is_matched_by_neither(corrected: Callable[..., Path]) -> None:
    years = VALID["project_year"] + "a-1,2566,50000.00,4,line 4\n"
    problems = problems_of(corrected(BUDGET, project_year=years))
    assert told(problems) == [("correction_matches_nothing", "corrections.csv", 2, "key")]


def test_a_correction_is_of_its_own_source_only(
    corrected: Callable[..., Path], make_source: MakeSource
) -> None:
    other = make_source(
        "other",
        project=VALID["project"].splitlines()[0] + "\nb-1,plan-a,3,3,1,1.1,project,โครงการสาม,line 8\n",
        corrections=CORRECTIONS_HEADING + TITLE,
    )
    problems = problems_of(make_source("hand_made", **VALID), other)
    assert [(p.source_id, p.rule_code) for p in problems] == [("other", "correction_matches_nothing")]


def test_a_corrected_value_is_judged_like_any_other(corrected: Callable[..., Path]) -> None:
    problems = problems_of(corrected(BUDGET.replace("60000.00", "-1")))
    assert told(problems) == [("min", "project_year.csv", 2, "budget_baht")]


def test_the_loaded_value_is_the_corrected_one(corrected: Callable[..., Path]) -> None:
    loaded = load(REFERENCE, [corrected(TITLE)])
    assert loaded.tables["project"]["title_th"].to_list() == ["โครงการใหม่", "มาตรการสอง"]


def test_the_published_warehouse_keeps_the_printed_value(
    corrected: Callable[..., Path], build_sources: Callable
) -> None:
    warehouse = build_sources(corrected(BUDGET))
    answer = warehouse.sql("select printed, corrected, locator, org_code, fiscal_year from mart.correction")
    assert answer.rows() == [("50000.00", "60000.00", "line 2", "5760403", 2566)]


def test_every_correction_of_the_seeds_is_published(seeds) -> None:
    counts = seeds.sql("select source_id, count(*) from mart.correction group by all order by all").rows()
    assert counts == [
        ("bang_kao_plan_2566", 19),
        ("det_udom_plan_2566_2570", 8),
        ("na_nong_thum_measures_2565", 5),
        ("phitsanulok_draft_plan_2566_2570", 14),
        ("phitsanulok_plan_2565", 11),
        ("samran_measures_2568", 1),
    ]
