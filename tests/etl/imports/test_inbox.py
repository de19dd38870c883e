"""A file that is accepted is in, once, with who sent it; taken back it is out, and nothing is lost."""

import shutil
import tomllib
from pathlib import Path

import pytest
from sending import OFFICER, asked, contents, csv_file, rebuilt, report, reports, send, sent

from etl import door
from etl.problems import InputError
from warehouse.home import default_store

pytestmark = pytest.mark.usefixtures("data_folder")

PLAN = csv_file(
    "plan.csv",
    "plan_id,org_code,kind,framework_code,first_fiscal_year,last_fiscal_year,is_draft,title_th",
    "5350108-2566-2570,5350108,anti_corruption_plan,2566-2570,2566,2570,false,แผนปฏิบัติการป้องกันการทุจริต",
)
PROJECT = csv_file(
    "project.csv",
    "project_id,plan_id,seq_no,title_th",
    "5350108-2566-2570-01,5350108-2566-2570,1,โครงการหนึ่ง",
)


def files_of(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_an_accepted_file_is_in_the_warehouse_with_its_place() -> None:
    import_id = sent(report("01 6 completed 50000", "02 6 in_progress 100.50"))
    assert asked(
        """select project_id, status_code, disbursed_baht::varchar, source_id, locator from mart.status_report
           where org_code = '4340701' order by all"""
    ) == [
        ("4340701-2566-2570-01", "completed", "50000.00", import_id, "แถว 2"),
        ("4340701-2566-2570-02", "in_progress", "100.50", import_id, "แถว 3"),
    ]


def test_an_accepted_file_is_kept_as_it_came_with_who_and_when_and_what(data_folder: Path) -> None:
    name, content = report("01 6 completed 50000")
    import_id = sent((name, content))
    folder = data_folder / "sources" / import_id
    assert files_of(folder) == ["origin.toml", "received/file.csv", "status_report.csv"]
    assert (folder / "received" / "file.csv").read_bytes() == content
    origin = tomllib.loads((folder / "origin.toml").read_text(encoding="utf-8"))
    assert (origin["layer"], origin["document"], origin["import"]["by"]) == (1, "status_report.csv", OFFICER)
    assert origin["import"]["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "rejected": 0}
    [record] = door.history()
    assert (record.import_id, record.by, record.at, record.is_withdrawn) == (
        import_id,
        OFFICER,
        origin["import"]["at"],
        False,
    )


def test_the_metrics_follow_the_import() -> None:
    sent(report("01 12 completed 50000", "02 12 in_progress 0"))
    assert asked(
        """select metric_code, numerator, denominator from mart.metric_value
           where org_code = '4340701' and fiscal_year = 2567
             and metric_code in ('report_coverage', 'project_completion') order by all"""
    ) == [("project_completion", 1, 62), ("report_coverage", 2, 62)]


def test_the_same_file_twice_changes_nothing() -> None:
    file = report("01 6 completed 50000")
    import_id = sent(file)
    build = default_store().current_id()
    again = door.examine([file])
    assert (again.counts["unchanged"], again.can_accept) == (1, False)
    assert again.already and again.already.import_id == import_id
    assert door.accept(again, OFFICER).state == "unchanged"
    assert (len(door.history()), default_store().current_id()) == (1, build)


def test_a_file_looked_at_twice_before_it_is_in_comes_in_once() -> None:
    file = report("01 6 completed 50000")
    first, second = door.examine([file]), door.examine([file])
    assert [door.accept(one, OFFICER).state for one in (first, second)] == ["published", "unchanged"]
    assert len(door.history()) == 1


def test_a_file_that_was_overtaken_can_be_sent_again() -> None:
    file = report("01 6 completed 50000")
    sent(file)
    sent(report("01 6 in_progress 1"))
    sent(file)
    assert reports() == [("01", 6, "completed", 50000)]
    assert len(door.history()) == 3


def test_a_preview_that_no_longer_holds_is_shown_again() -> None:
    shown = door.examine([report("01 6 completed 50000")])
    sent(report("01 6 in_progress 1"))
    assert door.accept(shown, OFFICER).state == "stale"
    assert reports() == [("01", 6, "in_progress", 1)]


def test_an_import_of_others_meanwhile_does_not_disturb() -> None:
    shown = door.examine([report("01 6 completed 50000")])
    sent(report("02 6 in_progress 1"))
    assert door.accept(shown, OFFICER).state == "published"
    assert reports() == [("01", 6, "completed", 50000), ("02", 6, "in_progress", 1)]


def test_undo_of_the_last_import_brings_back_the_build_before(data_folder: Path) -> None:
    before = default_store().current_id()
    import_id = sent(report("01 6 completed 50000"))
    assert default_store().current_id() != before
    assert door.withdraw(import_id, "another officer").state == "published"
    assert default_store().current_id() == before
    assert default_store().build_ids() == [before]
    [record] = door.history()
    assert (record.is_withdrawn, record.withdrawn_by) == (True, "another officer")
    assert files_of(data_folder / "withdrawn" / import_id) == [
        "origin.toml",
        "received/file.csv",
        "status_report.csv",
        "withdrawal.toml",
    ]


def test_undo_of_an_earlier_import_leaves_the_later_ones() -> None:
    first = sent(report("01 6 completed 50000", "02 6 in_progress 1"))
    sent(report("02 6 completed 2", "03 6 completed 3"))
    assert door.withdraw(first, OFFICER).state == "published"
    assert reports() == [("02", 6, "completed", 2), ("03", 6, "completed", 3)]


def test_undo_brings_back_what_the_import_had_changed() -> None:
    sent(report("01 6 in_progress 1"))
    second = sent(report("01 6 completed 50000"))
    sent(report("02 6 completed 2"))
    door.withdraw(second, OFFICER)
    assert reports() == [("01", 6, "in_progress", 1), ("02", 6, "completed", 2)]


def test_what_other_imports_need_cannot_be_taken_back() -> None:
    plan = sent(PLAN)
    project = sent(PROJECT)
    outcome = door.withdraw(plan, OFFICER)
    assert (outcome.state, [one.rule_code for one in outcome.problems]) == ("refused", ["unknown_reference"])
    assert [record.is_withdrawn for record in door.history()] == [False, False]
    assert door.withdraw(project, OFFICER).state == "published"
    assert door.withdraw(plan, OFFICER).state == "published"


def test_an_import_can_be_taken_back_once() -> None:
    import_id = sent(report("01 6 completed 50000"))
    door.withdraw(import_id, OFFICER)
    with pytest.raises(InputError) as error:
        door.withdraw(import_id, OFFICER)
    assert error.value.problems[0].rule_code == "no_such_import"


def test_a_file_that_was_taken_back_can_be_sent_again() -> None:
    file = report("01 6 completed 50000")
    door.withdraw(sent(file), OFFICER)
    assert sent(file).startswith("import_000002_")
    assert reports() == [("01", 6, "completed", 50000)]


def test_a_file_with_an_error_is_refused_and_nothing_is_stored(data_folder: Path) -> None:
    build = default_store().current_id()
    outcome = send(report("01 6 completed 50000", "99 6 completed 1"))
    assert (outcome.state, [one.rule_code for one in outcome.problems]) == ("refused", ["unknown_reference"])
    assert (default_store().current_id(), door.history()) == (build, [])
    assert not (data_folder / "sources").exists()


def test_the_right_rows_can_be_taken_without_the_wrong_ones() -> None:
    file = report("01 6 completed 50000", "02 6 finished 1", "03 6 completed -5", "99 6 completed 1")
    examination = door.examine([file])
    assert (examination.can_accept, examination.can_accept_rest) == (False, True)
    assert examination.counts == {"new": 1, "changed": 0, "unchanged": 0, "rejected": 3}
    outcome = door.accept(examination, OFFICER, keep_going=True)
    assert (outcome.state, reports()) == ("published", [("01", 6, "completed", 50000)])
    assert outcome.record
    assert asked(
        "select row_count, rejected_count from mart.source where source_id = $name",
        name=outcome.record.import_id,
    ) == [(1, 3)]


def test_rows_that_need_a_rejected_row_are_left_out_with_it(data_folder: Path) -> None:
    folder = [
        ("new/origin.toml", 'title = "แผน"\npublisher = "ก"\nlicence = "ก"\n'.encode()),
        ("new/plan.csv", PLAN[1].replace(b",2566,2570,false", b",2566,1970,false")),
        ("new/project.csv", PROJECT[1]),
        ("new/case_count.csv", b"org_code,fiscal_year,kind,count,locator\n5350108,2566,complaint,4,p 1\n"),
    ]
    # Tables of a folder bring their own places.
    folder[1] = (folder[1][0], folder[1][1].replace(b"title_th\n", b"title_th,locator\n") + b",p 1")
    folder[2] = (folder[2][0], folder[2][1].replace(b"title_th\n", b"title_th,locator\n") + b",p 1")
    outcome = send(*folder, keep_going=True)
    assert outcome.state == "published"
    assert asked("select count(*) from mart.plan where plan_id = '5350108-2566-2570'") == [(0,)]
    assert asked("select count from mart.case_count where org_code = '5350108' and fiscal_year = 2566") == [
        (4,)
    ]


def test_a_row_of_another_organisation_is_not_taken_over() -> None:
    stolen = (
        "project.csv",
        PROJECT[1].replace(
            b"5350108-2566-2570-01,5350108-2566-2570", b"4340701-2566-2570-01,5350108-2568-2568"
        ),
    )
    outcome = send(stolen)
    assert (outcome.state, [one.rule_code for one in outcome.problems]) == (
        "refused",
        ["key_of_other_organisation"],
    )
    assert "4340701" in outcome.problems[0].message_th


def test_a_change_is_told_with_the_old_and_the_new_value() -> None:
    sent(report("01 6 in_progress 100", "02 6 completed 7"))
    examination = door.examine([report("01 6 completed 50000.50", "02 6 completed 7", "03 6 completed 1")])
    assert examination.counts == {"new": 1, "changed": 1, "unchanged": 1, "rejected": 0}
    assert examination.cells.select("column_th", "old", "new", "row_no").rows() == [
        ("สถานะ", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้วเสร็จ", 2),
        ("เบิกจ่าย (บาท)", "100.00", "50000.50", 2),
    ]
    assert examination.rows.select("change", "row_no").rows() == [
        ("changed", 2),
        ("unchanged", 3),
        ("new", 4),
    ]


def test_points_are_told_without_needless_zeros() -> None:
    score = csv_file("ita_indicator.csv", "org_code,fiscal_year,indicator_no,score", "5361202,2564,1,90.5")
    [cell] = door.examine([score]).cells.select("label_th", "column_th", "old", "new").rows()
    assert cell == ("เทศบาลตำบลนาหนองทุ่ม", "คะแนน", "86.78", "90.5")


def test_a_folder_keeps_its_origin_and_its_corrections() -> None:
    files = [
        ("plan_2565/origin.toml", 'title = "ผล ITA"\npublisher = "ทต.สำราญ"\nlicence = "สาธารณะ"\n'.encode()),
        (
            "plan_2565/ita_result.csv",
            b"org_code,fiscal_year,total_stated,locator\n5350108,2565,38.42,line 9\n",
        ),
        (
            "plan_2565/corrections.csv",
            "table,key,column,printed,corrected,reason,evidence\n"
            "ita_result,5350108/2565,total_stated,38.42,88.42,อ่านผิด,บรรทัด 9\n".encode(),
        ),
    ]
    import_id = sent(*files)
    assert asked("select title_th, publisher from mart.source where source_id = $name", name=import_id) == [
        ("ผล ITA", "ทต.สำราญ")
    ]
    assert asked(
        "select total_stated::varchar from mart.ita_result where org_code = '5350108' and fiscal_year = 2565"
    ) == [("88.4200",)]
    assert asked(
        "select printed, corrected from mart.correction where source_id = $name", name=import_id
    ) == [("38.42", "88.42")]


@pytest.mark.parametrize(
    ("files", "rule"),
    [
        ([("a/plan.csv", PLAN[1]), ("a/project.csv", PROJECT[1])], "several_files"),
        ([("a/origin.toml", b"title ="), ("a/plan.csv", PLAN[1])], "bad_origin"),
        (
            [("a/origin.toml", b"x"), ("b/plan.csv", PLAN[1]), ("c/plan.csv", PLAN[1])],
            "files_of_several_folders",
        ),
    ],
    ids=["tables without an origin", "a broken origin", "two folders"],
)
def test_several_files_that_are_no_source_are_refused(files: list[tuple[str, bytes]], rule: str) -> None:
    with pytest.raises(InputError) as error:
        door.examine(files)
    assert [problem.rule_code for problem in error.value.problems] == [rule]


def test_a_folder_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.imports.limits.LARGEST_FILE_MB", 1)
    with pytest.raises(InputError, match="larger than 1 MB") as error:
        door.examine([("a/origin.toml", b"x"), ("a/plan.csv", b"a" * 1024 * 1024)])
    assert [problem.rule_code for problem in error.value.problems] == ["folder_too_large"]


@pytest.mark.parametrize("name", ["แผน.csv", "x" * 90 + ".csv"], ids=["a Thai name", "a long name"])
def test_a_folder_with_a_file_of_a_strange_name_is_refused(name: str) -> None:
    with pytest.raises(InputError) as error:
        door.examine([("a/origin.toml", b"x"), (f"a/{name}", b"a,b")])
    assert [problem.rule_code for problem in error.value.problems] == ["bad_file_name"]


def test_a_warehouse_of_another_version_is_not_added_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.reader.statements_sha256", lambda: "0" * 64)
    with pytest.raises(InputError, match="run sutcharit build") as error:
        door.examine([report("01 6 completed 1")])
    assert [problem.rule_code for problem in error.value.problems] == ["other_program"]


def test_without_a_warehouse_there_is_nothing_to_add_to(data_folder: Path) -> None:
    shutil.rmtree(data_folder / "warehouse")
    with pytest.raises(InputError) as error:
        door.examine([report("01 6 completed 1")])
    assert error.value.problems[0].rule_code == "no_build"


def test_a_build_by_steps_is_the_build_at_once(tmp_path: Path) -> None:
    """Reports, corrected results, a plan that grows, one thing taken back: the same as all sources built anew."""
    sent(report("01 6 completed 50000", "02 6 in_progress 100.50", "03 12 cannot_proceed 0"))
    gone = sent(report("01 6 cannot_proceed 0", "04 6 completed 1"))
    sent(PLAN)
    sent(PROJECT)
    sent(csv_file("ita_indicator.csv", "org_code,fiscal_year,indicator_no,score", "5361202,2564,2,80"))
    sent(csv_file("target.csv", "org_code,fiscal_year,metric_code,target_value", "4340701,2567,ita_score,90"))
    send(report("05 6 completed 5", "06 6 finished 5"), keep_going=True)
    door.withdraw(gone, OFFICER)
    by_steps, at_once = contents(default_store()), contents(rebuilt(tmp_path / "anew"))
    assert sorted(by_steps) == sorted(at_once)
    assert [name for name in by_steps if not by_steps[name].equals(at_once[name])] == []
    # Of what was corrected in a document and then sent otherwise, the printed value stays known.
    assert asked("select score::int, is_corrected from mart.ita_indicator where indicator_no = 2") == [
        (80, False)
    ]
    assert reports()[0] == ("01", 6, "completed", 50000)
