from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bad_inputs import ORIGIN
from valid_source import ORGANISATION, PLAN, PROJECT, REFERENCE, VALID, problems_of, told

from etl.load import Loaded, load, step_count
from etl.problems import InputError
from etl.publish import publish
from warehouse.reader import Warehouse, open_current
from warehouse.store import Store

MakeSource = Callable[..., Path]


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("valid") / "hand_made"
    folder.mkdir()
    (folder / "origin.toml").write_text(ORIGIN, encoding="utf-8")
    for name, text in VALID.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def loaded(valid: Path) -> Loaded:
    return load(REFERENCE, [valid])


@pytest.fixture(scope="module")
def published(loaded: Loaded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    store = Store(tmp_path_factory.mktemp("warehouse"))
    # What is published is taken out, and tests ask the same tables.
    publish(replace(loaded, tables=dict(loaded.tables), kept=dict(loaded.kept)), store)
    warehouse = open_current(store)
    yield warehouse
    warehouse.close()


def test_a_valid_source_has_no_problems(loaded: Loaded) -> None:
    assert loaded.problems == []


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("organisation", 1),
        ("plan", 1),
        ("project", 2),
        ("project_year", 2),
        ("status_report", 1),
        ("ita_indicator", 0),
        ("risk_control", 0),
        ("source", 1),
        ("correction", 0),
        ("rejection", 0),
        ("province", 77),
        ("standard_measure", 62),
        ("catalogue_match", 0),
        ("control_match", 0),
    ],
)
def test_every_table_is_loaded_whether_it_has_rows_or_not(loaded: Loaded, table: str, rows: int) -> None:
    assert loaded.tables[table].height == rows


def test_every_row_knows_its_source_file_and_row(loaded: Loaded) -> None:
    rows = loaded.tables["project"].select("source_id", "file_name", "row_no").rows()
    assert rows == [("hand_made", "project.csv", 2), ("hand_made", "project.csv", 3)]


def test_a_source_is_loaded_with_its_origin(loaded: Loaded) -> None:
    row = loaded.tables["source"].row(0, named=True)
    assert (row["source_id"], row["title_th"], row["publisher"]) == ("hand_made", "แผนทดสอบ", "ผู้ทดสอบ")
    assert (row["licence"], row["is_simulated"], row["sha256"]) == ("test", False, None)


def test_the_rows_of_a_source_are_counted(loaded: Loaded) -> None:
    assert loaded.tables["source"].select("row_count", "rejected_count").rows() == [(7, 0)]


def test_a_row_that_breaks_two_rules_is_counted_once(make_source: MakeSource) -> None:
    years = VALID["project_year"].replace("a-2,2566,0.00", "a-2,2539,-1")
    loaded = load(REFERENCE, [make_source("hand_made", **VALID | {"project_year": years})])
    assert loaded.tables["source"].select("row_count", "rejected_count").rows() == [(6, 1)]
    assert len(loaded.problems) == 2


def test_a_rejected_project_takes_its_year_with_it(make_source: MakeSource) -> None:
    project = VALID["project"].replace("a-2,plan-a", "a-2,plan-z")
    loaded = load(REFERENCE, [make_source("hand_made", **VALID | {"project": project})])
    assert told(loaded.problems) == [
        ("unknown_reference", "project.csv", 3, "plan_id"),
        ("unknown_reference", "project_year.csv", 3, "project_id"),
    ]
    assert loaded.tables["project"]["project_id"].to_list() == ["a-1"]
    assert loaded.tables["project_year"]["project_id"].to_list() == ["a-1"]


def test_a_rejected_organisation_takes_all_below_it_with_it(make_source: MakeSource) -> None:
    organisation = ORGANISATION.replace("subdistrict_municipality", "village")
    loaded = load(REFERENCE, [make_source("hand_made", **VALID | {"organisation": organisation})])
    names = ["organisation", "plan", "project", "project_year", "status_report"]
    assert [loaded.tables[name].height for name in names] == [0, 0, 0, 0, 0]
    assert loaded.tables["source"]["rejected_count"].to_list() == [7]


def test_a_rejection_tells_place_rule_and_both_messages(make_source: MakeSource) -> None:
    years = VALID["project_year"].replace("a-2,2566", "a-2,2539")
    loaded = load(REFERENCE, [make_source("hand_made", **VALID | {"project_year": years})])
    assert loaded.tables["rejection"].rows(named=True) == [
        {
            "source_id": "hand_made",
            "value": "2539",
            "locator": "line 3",
            "rule_code": "min",
            "place": "hand_made/project_year.csv:3 fiscal_year",
            "message_th": "“2539” ในช่อง fiscal_year น้อยกว่า 2540",
            "message_en": "“2539” in fiscal_year is below 2540.",
        }
    ]


def test_thai_digits_are_read_throughout_a_source(make_source: MakeSource) -> None:
    years = VALID["project_year"].replace("a-1,2566,50000.00,1;2", 'a-1,๒๕๖๖,"๕๐,๐๐๐.๐๐",๑;๒')
    loaded = load(REFERENCE, [make_source("hand_made", **VALID | {"project_year": years})])
    row = loaded.tables["project_year"].row(0, named=True)
    assert loaded.problems == []
    assert (row["fiscal_year"], str(row["budget_baht"]), row["planned_quarters"]) == (
        2566,
        "50000.00",
        [1, 2],
    )


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_sources_may_refer_to_each_other_in_any_order(
    make_source: MakeSource, order: tuple[int, int]
) -> None:
    folders = [
        make_source("register", organisation=ORGANISATION),
        make_source("plans", plan=PLAN, project=PROJECT),
    ]
    assert problems_of(*(folders[index] for index in order)) == []


def test_a_row_in_two_sources_is_a_repeated_row_of_both(make_source: MakeSource) -> None:
    first = make_source("first", organisation=ORGANISATION, plan=VALID["plan"])
    second = make_source("second", plan=VALID["plan"])
    assert [(p.rule_code, p.source_id, p.row_no) for p in problems_of(first, second)] == [
        ("primary_key", "first", 2),
        ("primary_key", "second", 2),
    ]


def test_two_sources_of_the_same_name_are_told(make_source: MakeSource, tmp_path: Path) -> None:
    here = make_source("same", organisation=ORGANISATION)
    there = tmp_path / "elsewhere" / "same"
    there.mkdir(parents=True)
    (there / "origin.toml").write_text(ORIGIN, encoding="utf-8")
    problems = problems_of(here, there)
    assert [(p.rule_code, p.source_id) for p in problems] == [("repeated_source", "same")]
    assert problems[0].place == "same/"


def test_nothing_to_load_is_told() -> None:
    with pytest.raises(InputError, match="There is no source to build from") as error:
        load(REFERENCE, [])
    assert [problem.rule_code for problem in error.value.problems] == ["no_source"]


def test_an_input_error_reads_as_its_first_problem(make_source: MakeSource) -> None:
    with pytest.raises(InputError, match=r"^hand_made/plan\.csv: The file is empty"):
        load(REFERENCE, [make_source("hand_made", plan="", project="")])


def test_every_step_is_told(make_source: MakeSource) -> None:
    folder = make_source("hand_made", **VALID)
    steps: list[str] = []
    load(REFERENCE, [folder], steps.append)
    assert len(steps) == step_count([folder])
    assert steps[:3] == ["reference", "hand_made", "region"]
    assert steps[-2:] == ["control_total", "match"]


def test_a_project_is_placed_among_the_standard_measures(make_source: MakeSource) -> None:
    project = PROJECT.replace("มาตรการสอง", "มาตรการป้องกันผลประโยชน์ทับซ้อนของเทศบาลตำบลบางเก่า")
    loaded = load(REFERENCE, [make_source("hand_made", **VALID | {"project": project})])
    assert loaded.tables["catalogue_match"].rows() == [("a-2", 31, 1.0)]


@pytest.mark.parametrize(
    ("prefix", "type_code"),
    [
        ("องค์การบริหารส่วนจังหวัด", "pao"),
        ("เทศบาลนคร", "city_municipality"),
        ("เทศบาลเมือง", "town_municipality"),
        ("เทศบาลตำบล", "subdistrict_municipality"),
        ("องค์การบริหารส่วนตำบล", "sao"),
        ("อบต.", "sao"),
        ("อบจ.", "pao"),
        ("ทต.", "subdistrict_municipality"),
    ],
)
def test_an_organisation_of_any_type_is_known_by_its_full_and_short_name(
    make_source: MakeSource, prefix: str, type_code: str
) -> None:
    tables = VALID | {
        "organisation": ORGANISATION.replace("subdistrict_municipality", type_code),
        "project": PROJECT.replace("มาตรการสอง", f"มาตรการป้องกันผลประโยชน์ทับซ้อนของ{prefix}บางเก่า"),
    }
    loaded = load(REFERENCE, [make_source("hand_made", **tables)])
    assert loaded.tables["catalogue_match"].rows() == [("a-2", 31, 1.0)]


@pytest.mark.parametrize(
    ("statement", "answer"),
    [
        ("select row_count, rejected_count from mart.build", (7, 0)),
        ("select full_name_th from mart.organisation", ("เทศบาลตำบลบางเก่า",)),
        ("select sum(budget_baht)::varchar from mart.project_year", ("50000.00",)),
        ("select count(*), count(*) filter (is_completed) from mart.project_year", (2, 1)),
        ("select project_id, disbursed_baht::varchar from mart.status_report", ("a-1", "49000.50")),
        ("select count(*) from mart.finding where severity = 'error'", (0,)),
    ],
)
def test_a_valid_source_is_published(published: Warehouse, statement: str, answer: tuple) -> None:
    assert published.sql(statement).row(0) == answer


def test_the_seeds_have_no_problems() -> None:
    seeds = REFERENCE.parent
    assert problems_of(*sorted(folder for folder in seeds.iterdir() if folder != REFERENCE)) == []


def test_an_organisation_may_be_registered_by_two_sources_alike(make_source: MakeSource) -> None:
    first = make_source("first", **VALID)
    second = make_source("second", organisation=VALID["organisation"])
    loaded = load(REFERENCE, [first, second])
    assert loaded.problems == []
    assert loaded.tables["organisation"]["source_id"].to_list() == ["first"]


def test_sources_that_disagree_on_an_organisation_break_its_key(make_source: MakeSource) -> None:
    first = make_source("first", **VALID)
    other = make_source("other", organisation=VALID["organisation"].replace("บางเก่า", "บางใหม่"))
    problems = load(REFERENCE, [first, other]).problems
    repeated = [problem for problem in problems if problem.rule_code == "primary_key"]
    assert [(problem.source_id, problem.value) for problem in repeated] == [
        ("first", "5760403"),
        ("other", "5760403"),
    ]
