import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from bad_inputs import BAD_INPUTS, INVALID, MISFITS, UNPARSABLE, UNREADABLE, BadInput, cases, one_of_each_rule
from click.testing import Result
from typer.testing import CliRunner
from valid_source import CORRECTIONS_HEADING, VALID

from etl.command import app, main
from warehouse.reader import Warehouse, open_current
from warehouse.store import Store

MakeSource = Callable[..., Path]
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run the command with arguments."""

    def invoke(*arguments: str | Path) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return invoke


@pytest.fixture
def empty_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder in which nothing was built yet."""
    folder = tmp_path / "empty data"
    monkeypatch.setenv("SUTCHARIT_DATA", str(folder))
    return folder


@pytest.fixture
def valid(make_source: MakeSource) -> Path:
    return make_source("hand_made", **VALID)


@pytest.fixture
def partly_wrong(make_source: MakeSource) -> Path:
    """A source with one project of an unknown plan, and the year of that project."""
    project = VALID["project"].replace("a-2,plan-a", "a-2,plan-z")
    return make_source("partly_wrong", **VALID | {"project": project})


def ended_well(result: Result) -> bool:
    """Whether the command ended by itself rather than by an exception."""
    return result.exception is None or isinstance(result.exception, SystemExit)


def pointer(data: Path) -> bytes:
    return (data / "warehouse" / "CURRENT").read_bytes()


def published(data: Path) -> Warehouse:
    return open_current(Store(data / "warehouse"))


def rows_of(data: Path, statement: str) -> list[tuple]:
    warehouse = published(data)
    try:
        return warehouse.sql(statement).rows()
    finally:
        warehouse.close()


# --- build


@dataclass(frozen=True)
class Refusal:
    """What the command made of a bad source, with the pointer to the published build before and after."""

    bad: BadInput
    result: Result
    before: bytes
    after: bytes


@pytest.fixture(scope="module")
def shared_data(seed_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    shutil.copytree(seed_store.folder, folder / "warehouse")
    return folder


@pytest.fixture(scope="module", params=BAD_INPUTS, ids=lambda bad: bad.name)
def refusal(
    request: pytest.FixtureRequest, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Refusal:
    source = request.param.write(tmp_path_factory.mktemp("sources"))
    before = pointer(shared_data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUTCHARIT_DATA", str(shared_data))
        result = CliRunner().invoke(app, ["build", str(source)])
    return Refusal(request.param, result, before, pointer(shared_data))


def test_build_of_a_bad_source_ends_with_1(refusal: Refusal) -> None:
    assert refusal.result.exit_code == 1


def test_build_of_a_bad_source_shows_no_traceback(refusal: Refusal) -> None:
    assert ended_well(refusal.result)
    assert "Traceback" not in refusal.result.output


def test_build_of_a_bad_source_leaves_what_is_published(refusal: Refusal) -> None:
    assert refusal.after == refusal.before
    assert "Nothing was published" in refusal.result.output


def test_build_of_a_bad_source_tells_place_and_value(refusal: Refusal) -> None:
    bad = refusal.bad
    row = f":{bad.row}" if bad.row else ""
    column = f" {bad.column}" if bad.column else ""
    assert f"{bad.folder}/{bad.file}{row}{column}\n" in refusal.result.output
    assert bad.named in refusal.result.output


@cases(one_of_each_rule([*UNREADABLE, *MISFITS]))
def test_keep_going_does_not_help_a_source_that_cannot_be_read(
    run: Run, bad: BadInput, tmp_path: Path, data_folder: Path
) -> None:
    before = pointer(data_folder)
    result = run("build", bad.write(tmp_path), "--keep-going")
    assert (result.exit_code, ended_well(result), pointer(data_folder)) == (1, True, before)


@cases(one_of_each_rule([*UNPARSABLE, *INVALID]))
def test_keep_going_publishes_with_a_finding_of_severity_error(
    run: Run, bad: BadInput, tmp_path: Path, empty_data: Path
) -> None:
    result = run("build", bad.write(tmp_path), "--keep-going")
    assert (result.exit_code, ended_well(result)) == (1, True)
    findings = rows_of(
        empty_data,
        "select severity, resolution, message_th <> '', message_en <> '' from mart.finding "
        f"where rule_code = 'rejected_row' and computed_value = '{bad.rule}' limit 1",
    )
    assert findings == [("error", "rejected", True, True)]


def test_build_of_a_valid_source_ends_with_0(run: Run, valid: Path, empty_data: Path) -> None:
    result = run("build", valid)
    assert (result.exit_code, result.exception) == (0, None)


def test_build_tells_what_it_published(run: Run, valid: Path, empty_data: Path) -> None:
    result = run("build", valid)
    build_id = pointer(empty_data).decode().strip()
    assert f"Published {build_id}: 7 rows" in result.output


def test_build_publishes_the_source(run: Run, valid: Path, empty_data: Path) -> None:
    run("build", valid)
    assert rows_of(empty_data, "select source_id, row_count from mart.source") == [("hand_made", 7)]


def test_build_replaces_what_is_published(run: Run, valid: Path, data_folder: Path) -> None:
    before = pointer(data_folder)
    run("build", valid)
    assert pointer(data_folder) != before


def test_build_keeps_the_older_build(run: Run, valid: Path, data_folder: Path) -> None:
    before = pointer(data_folder).decode().strip()
    run("build", valid)
    assert (data_folder / "warehouse" / f"{before}.duckdb").is_file()


def test_build_without_arguments_takes_the_seeds(run: Run, empty_data: Path) -> None:
    assert run("build").exit_code == 0
    assert rows_of(empty_data, "select count(*) from mart.source") == [(6,)]


def test_build_without_arguments_takes_the_sources_of_the_user_too(
    run: Run, make_source: MakeSource, empty_data: Path
) -> None:
    plan = VALID["plan"]
    (empty_data / "sources").mkdir(parents=True)
    make_source("mine", plan=plan).rename(empty_data / "sources" / "mine")
    assert run("build").exit_code == 0
    assert rows_of(empty_data, "select row_count from mart.source where source_id = 'mine'") == [(1,)]


def test_an_empty_folder_of_sources_is_no_obstacle(run: Run, empty_data: Path) -> None:
    (empty_data / "sources").mkdir(parents=True)
    assert run("build").exit_code == 0


def test_build_takes_a_folder_of_sources(run: Run, make_source: MakeSource, empty_data: Path) -> None:
    make_source("register", organisation=VALID["organisation"])
    parent = make_source("plans", plan=VALID["plan"]).parent
    assert run("build", parent).exit_code == 0
    assert rows_of(empty_data, "select source_id from mart.source order by all") == [
        ("plans",),
        ("register",),
    ]


def test_build_takes_the_folder_it_stands_in(
    run: Run, valid: Path, empty_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(valid)
    assert run("build", ".").exit_code == 0
    assert rows_of(empty_data, "select source_id from mart.source") == [("hand_made",)]


def test_a_folder_without_an_origin_among_sources_is_told(run: Run, valid: Path, empty_data: Path) -> None:
    forgotten = valid.parent / "forgotten"
    forgotten.mkdir()
    (forgotten / "plan.csv").write_text(VALID["plan"], encoding="utf-8")
    result = run("build", valid.parent)
    assert result.exit_code == 1
    assert "forgotten/origin.toml\n" in result.output


def test_a_folder_of_other_things_among_sources_is_passed_by(run: Run, valid: Path, empty_data: Path) -> None:
    (valid.parent / "scans").mkdir()
    (valid.parent / "scans" / "page 1.png").write_bytes(b"\x89PNG")
    assert run("build", valid.parent).exit_code == 0


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_folder_that_does_not_exist_is_told(
    run: Run, command: str, tmp_path: Path, empty_data: Path
) -> None:
    result = run(command, tmp_path / "nowhere")
    assert (result.exit_code, ended_well(result)) == (1, True)
    assert f"There is no source folder {tmp_path / 'nowhere'}." in result.output
    assert f"ไม่พบโฟลเดอร์ข้อมูล {tmp_path / 'nowhere'}" in result.output


@pytest.mark.parametrize("command", ["build", "check"])
def test_two_sources_of_the_same_name_are_told(run: Run, command: str, valid: Path, empty_data: Path) -> None:
    result = run(command, valid, valid)
    assert (result.exit_code, ended_well(result)) == (1, True)
    assert "More than one source folder has this name" in result.output


def test_a_bad_first_build_publishes_nothing(run: Run, partly_wrong: Path, empty_data: Path) -> None:
    run("build", partly_wrong)
    assert [path.name for path in empty_data.glob("warehouse/*")] == [".making.lock"]


def test_build_tells_how_to_go_on(run: Run, partly_wrong: Path, empty_data: Path) -> None:
    assert "--keep-going" in run("build", partly_wrong).output


def test_build_tells_every_problem(run: Run, partly_wrong: Path, empty_data: Path) -> None:
    output = run("build", partly_wrong).output
    assert "partly_wrong/project.csv:3 plan_id\n" in output
    assert "partly_wrong/project_year.csv:3 project_id\n" in output


def test_build_tells_fifty_problems_and_counts_the_rest(
    run: Run, make_source: MakeSource, empty_data: Path
) -> None:
    lines = "".join(f"b-{number},2566,1,1,line {number}\n" for number in range(60))
    folder = make_source("hand_made", **VALID | {"project_year": VALID["project_year"] + lines})
    output = run("build", folder).output
    assert output.count("does not exist in the table project.") == 50
    assert "and 10 more" in output


def test_keep_going_ends_with_1(run: Run, partly_wrong: Path, empty_data: Path) -> None:
    assert run("build", partly_wrong, "--keep-going").exit_code == 1


def test_keep_going_leaves_out_the_rejected_rows_only(run: Run, partly_wrong: Path, empty_data: Path) -> None:
    run("build", partly_wrong, "--keep-going")
    assert rows_of(empty_data, "select project_id from mart.project_year") == [("a-1",)]


def test_keep_going_counts_the_rejected_rows(run: Run, partly_wrong: Path, empty_data: Path) -> None:
    run("build", partly_wrong, "--keep-going")
    assert rows_of(empty_data, "select row_count, rejected_count from mart.build") == [(5, 2)]


def test_keep_going_makes_a_finding_of_each_problem(run: Run, partly_wrong: Path, empty_data: Path) -> None:
    run("build", partly_wrong, "--keep-going")
    findings = rows_of(
        empty_data,
        "select severity, source_id, locator, printed_value, resolution, message_en from mart.finding "
        "where rule_code = 'rejected_row' order by message_en",
    )
    assert findings == [
        (
            "error",
            "partly_wrong",
            "line 3",
            "plan-z",
            "rejected",
            "partly_wrong/project.csv:3 plan_id — “plan-z” in plan_id does not exist in the table plan.",
        ),
        (
            "error",
            "partly_wrong",
            "line 3",
            "a-2",
            "rejected",
            "partly_wrong/project_year.csv:3 project_id — "
            "“a-2” in project_id does not exist in the table project.",
        ),
    ]


def test_keep_going_without_problems_ends_with_0(run: Run, valid: Path, empty_data: Path) -> None:
    assert run("build", valid, "--keep-going").exit_code == 0


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [("a-1,2566,5", "a-1,ปีหน้า,5", "a-1/ปีหน้า"), ("1;2,line 2", "1;2,", "a-1/2566")],
    ids=["of an unreadable year", "without a place"],
)
def test_a_correction_of_a_rejected_row_does_not_stop_keep_going(
    make_source: MakeSource, empty_data: Path, old: str, new: str, key: str
) -> None:
    tables = VALID | {
        "project_year": VALID["project_year"].replace(old, new),
        "corrections": f"{CORRECTIONS_HEADING}project_year,{key},budget_baht,50000.00,6e4,misread,line 9\n",
    }
    result = CliRunner().invoke(app, ["build", str(make_source("hand_made", **tables)), "--keep-going"])
    assert ended_well(result)
    assert rows_of(empty_data, "select corrected from mart.correction") == [("6e4",)]


# --- --report


def report_rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


REPORT_HEADING = [
    "source_id",
    "file_name",
    "row_no",
    "column_name",
    "value",
    "rule_code",
    "message_th",
    "message_en",
]


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_report_lists_every_rejected_row(
    run: Run, command: str, partly_wrong: Path, empty_data: Path, tmp_path: Path
) -> None:
    result = run(command, partly_wrong, "--report", tmp_path / "problems.csv")
    heading, *rows = report_rows(tmp_path / "problems.csv")
    assert (result.exit_code, heading) == (1, REPORT_HEADING)
    assert [row[:6] for row in rows] == [
        ["partly_wrong", "project.csv", "3", "plan_id", "plan-z", "unknown_reference"],
        ["partly_wrong", "project_year.csv", "3", "project_id", "a-2", "unknown_reference"],
    ]


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_report_lists_what_cannot_be_read(
    run: Run, command: str, make_source: MakeSource, empty_data: Path, tmp_path: Path
) -> None:
    run(command, make_source("hand_made", plan=""), "--report", tmp_path / "problems.csv")
    rows = report_rows(tmp_path / "problems.csv")
    assert rows[1] == [
        "hand_made",
        "plan.csv",
        "",
        "",
        "",
        "empty_file",
        "แฟ้มว่างเปล่า: ต้องมีอย่างน้อยแถวหัวตาราง",
        "The file is empty: it needs at least the heading row.",
    ]


def test_a_report_of_no_problems_has_a_heading_only(
    run: Run, valid: Path, empty_data: Path, tmp_path: Path
) -> None:
    assert run("build", valid, "--report", tmp_path / "problems.csv").exit_code == 0
    assert report_rows(tmp_path / "problems.csv") == [REPORT_HEADING]


def test_a_report_keeps_a_value_from_becoming_a_formula(
    run: Run, make_source: MakeSource, empty_data: Path, tmp_path: Path
) -> None:
    report = VALID["status_report"].replace("completed", "=1+1")
    folder = make_source("hand_made", **VALID | {"status_report": report})
    run("check", folder, "--report", tmp_path / "problems.csv")
    assert [row[4] for row in report_rows(tmp_path / "problems.csv")] == ["value", "'=1+1"]


def test_a_report_lists_more_problems_than_the_screen(
    run: Run, make_source: MakeSource, empty_data: Path, tmp_path: Path
) -> None:
    lines = "".join(f"b-{number},2566,1,1,line {number}\n" for number in range(60))
    folder = make_source("hand_made", **VALID | {"project_year": VALID["project_year"] + lines})
    run("check", folder, "--report", tmp_path / "problems.csv")
    assert len(report_rows(tmp_path / "problems.csv")) == 61


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_report_that_cannot_be_written_is_a_usage_error(
    run: Run, command: str, valid: Path, empty_data: Path, tmp_path: Path
) -> None:
    result = run(command, valid, "--report", tmp_path / "no such folder" / "problems.csv")
    assert (result.exit_code, ended_well(result)) == (2, True)
    assert "The report cannot be written" in result.output


# --- check


def test_check_of_a_valid_source_ends_with_0(run: Run, valid: Path, empty_data: Path) -> None:
    result = run("check", valid)
    assert result.exit_code == 0
    assert "No problems in 1 sources." in result.output


def test_check_of_a_bad_source_ends_with_1(run: Run, partly_wrong: Path, empty_data: Path) -> None:
    result = run("check", partly_wrong)
    assert (result.exit_code, ended_well(result)) == (1, True)
    assert "partly_wrong/project.csv:3 plan_id\n" in result.output


def test_check_publishes_nothing(run: Run, valid: Path, empty_data: Path) -> None:
    run("check", valid)
    assert list(empty_data.glob("**/*")) == []


def test_check_without_arguments_takes_the_seeds(run: Run, empty_data: Path) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert "No problems in 6 sources." in result.output


# --- query


ANSWER = "select 7 as a, 'ก, ข' as b, null as c, true as d"


def test_query_prints_a_table(run: Run, data_folder: Path) -> None:
    result = run("query", "--sql", ANSWER)
    assert result.exit_code == 0
    assert "│ 7 │ ก, ข │" in result.output


def test_query_prints_csv_with_a_byte_order_mark(run: Run, data_folder: Path) -> None:
    result = run("query", "--sql", ANSWER, "--format", "csv")
    assert result.exit_code == 0
    assert result.stdout_bytes.decode() == '\ufeffa,b,c,d\n7,"ก, ข",,true\n'


def test_query_prints_lists_of_a_csv_by_semicolons(run: Run, data_folder: Path) -> None:
    result = run("query", "--sql", "select [1, 3]::smallint[] as quarters", "--format", "csv")
    assert result.stdout_bytes.decode() == "\ufeffquarters\n1;3\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x"])
def test_query_keeps_a_text_of_a_csv_from_becoming_a_formula(run: Run, data_folder: Path, text: str) -> None:
    result = run("query", "--sql", f"select '{text}' as a, 'b' as b", "--format", "csv")
    assert result.stdout_bytes.decode() == f"\ufeffa,b\n'{text},b\n"


def test_query_prints_json(run: Run, data_folder: Path) -> None:
    result = run("query", "--sql", ANSWER, "--format", "json")
    assert json.loads(result.stdout) == [{"a": 7, "b": "ก, ข", "c": None, "d": True}]


def test_query_prints_json_of_no_rows(run: Run, data_folder: Path) -> None:
    result = run("query", "--sql", "select 1 as a where false", "--format", "json")
    assert json.loads(result.stdout) == []


def test_query_runs_a_named_query(run: Run, data_folder: Path) -> None:
    result = run("query", "statuses", "--format", "json")
    assert [row["status_code"] for row in json.loads(result.stdout)][:4] == [
        "completed",
        "in_progress",
        "awaiting_report",
        "cannot_proceed",
    ]


def test_query_binds_the_parameters_of_a_named_query(run: Run, data_folder: Path) -> None:
    result = run("query", "fiscal_years", "-p", "org_code=5350108", "--format", "json")
    assert [row["fiscal_year"] for row in json.loads(result.stdout)] == [2568]


def test_query_binds_the_parameters_of_a_statement(run: Run, data_folder: Path) -> None:
    statement = "select province_th from mart.province where province_code = $code"
    result = run("query", "--sql", statement, "-p", "code=65", "--format", "json")
    assert json.loads(result.stdout) == [{"province_th": "พิษณุโลก"}]


@pytest.mark.parametrize("text", ["[bold]a[/bold]", "[/]", "[/x]", "a [0] b"])
def test_query_prints_brackets_as_they_are(run: Run, data_folder: Path, text: str) -> None:
    result = run("query", "--sql", f"select '{text}' as answer")
    assert (result.exit_code, ended_well(result)) == (0, True)
    assert text in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing"], "There is no query nothing."),
        ([], "Give the name of a query or --sql."),
        (["statuses", "--sql", "select 1"], "Give the name of a query or --sql."),
        (["--sql", ""], "Give the name of a query or --sql."),
        (["statuses", "-p", "fiscal_year"], "“fiscal_year” is not name=value."),
        (["fiscal_years", "-p", "org_code"], "“org_code” is not name=value."),
        (["--sql", "selec 1"], "syntax error"),
        (["--sql", "select * from mart.nothing"], "nothing does not exist"),
        (["--sql", "delete from mart.plan"], "Only one statement, and one that reads."),
        (["--sql", "create table mart.x (a int)"], "Only one statement, and one that reads."),
        (["--sql", "select * from read_csv('/etc/passwd')"], "disabled by configuration"),
        (["--sql", "attach '/x.duckdb'"], "Only one statement, and one that reads."),
        (["--sql", "select $a"], "parameter"),
        (["statuses", "--format", "xml"], "'xml' is not one of"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_query_ends_a_wrong_use_with_2(
    run: Run, data_folder: Path, arguments: list[str], message: str
) -> None:
    result = run("query", *arguments)
    assert (result.exit_code, ended_well(result)) == (2, True)
    assert message in result.output


def test_an_unknown_query_is_told_with_the_known_ones(run: Run, data_folder: Path) -> None:
    assert "overview_metrics" in run("query", "nothing").output


def test_query_changes_nothing(run: Run, data_folder: Path) -> None:
    before = pointer(data_folder)
    run("query", "--sql", "delete from mart.plan")
    assert pointer(data_folder) == before
    assert rows_of(data_folder, "select count(*) from mart.plan") == [(6,)]


# --- where and list


def test_where_prints_the_path_of_the_published_file(run: Run, data_folder: Path) -> None:
    build_id = pointer(data_folder).decode().strip()
    result = run("where")
    assert result.exit_code == 0
    assert result.stdout == f"{data_folder / 'warehouse' / build_id}.duckdb\n"


@pytest.mark.parametrize(
    "text",
    [
        "det_udom_plan_2566_2570",
        "samran_measures_2568",
        "คะแนน ITA",
        "ita_score",
        "project_completion",
        "overview_metrics",
        "report_round",
    ],
)
def test_list_names_sources_metrics_and_queries(run: Run, data_folder: Path, text: str) -> None:
    result = run("list")
    assert result.exit_code == 0
    assert text in result.output


# --- what all commands share


@pytest.mark.parametrize(
    "arguments",
    [["query", "statuses"], ["query", "--sql", "select 1"], ["where"], ["list"], ["serve"]],
    ids=" ".join,
)
def test_a_command_that_needs_a_build_says_so(run: Run, empty_data: Path, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, ended_well(result)) == (1, True)
    assert "No warehouse is built yet" in result.output
    assert "ยังไม่ได้สร้างคลังข้อมูล" in result.output
    assert str(empty_data) in result.output


def test_the_server_does_not_wait_for_what_other_commands_need() -> None:
    code = "import etl.command, etl.commands.serving, sys; print({'polars', 'duckdb', 'pyarrow'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_command_without_a_build_makes_no_folder(run: Run, empty_data: Path) -> None:
    run("list")
    assert not empty_data.exists()


def test_a_pointer_to_a_build_that_is_gone_is_told(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (data_folder / "warehouse").glob("*.duckdb"):
        path.unlink()
    monkeypatch.setattr(sys, "argv", ["sutcharit", "where"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 1
    assert "sutcharit doctor" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["nothing"], ["build", "--nothing"], ["serve", "--port", "x"], []], ids=str
)
def test_a_wrong_use_ends_with_2(run: Run, empty_data: Path, arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("command", ["build", "check", "serve", "query", "where", "list"])
def test_help_shows_an_example(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"sutcharit {command}" in result.output.split("Example")[1]
