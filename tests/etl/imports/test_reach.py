"""Stewards send in data for their own organisations alone: whatever way a file names another, it is refused."""

from pathlib import Path

import pytest
from sending import OFFICER, csv_file, report, reports, send, sent

from etl import door
from etl.problems import InputError
from warehouse.home import default_store
from warehouse.narrow import Reach

DET_UDOM, PHITSANULOK = "4340701", "2650101"
OWN = Reach(organisations=frozenset({DET_UDOM}), is_inside=True)
PROVINCE = Reach(provinces=frozenset({"34"}), is_inside=True)
OTHER = Reach(organisations=frozenset({PHITSANULOK}), is_inside=True)
REPORT = report("01 12 completed 1000")
REPORT_OF_OTHER = csv_file(
    "status_report.csv",
    "project_id,fiscal_year,report_round,status_code,disbursed_baht",
    "2650101-2565-2565-01,2565,12,completed,1000",
)

pytestmark = pytest.mark.usefixtures("data_folder")


def refusal(*files: tuple[str, bytes], within: Reach = OWN) -> str:
    """By which rule a file is refused as a whole."""
    with pytest.raises(InputError) as refused:
        door.examine(files, within=within)
    [problem] = refused.value.problems
    return f"{problem.rule_code} {problem.value}"


@pytest.mark.parametrize("within", [OWN, PROVINCE], ids=["organisation", "province"])
def test_what_is_within_reach_is_taken(within: Reach) -> None:
    found = door.examine([REPORT], within=within)
    outcome = door.accept(found, OFFICER, within=within)
    assert (outcome.state, outcome.problems) == ("published", [])
    assert ("01", 12, "completed", 1000) in reports()


@pytest.mark.attack
@pytest.mark.parametrize(
    "file",
    [
        REPORT_OF_OTHER,
        csv_file("case_count.csv", "org_code,fiscal_year,kind,count", f"{PHITSANULOK},2568,complaint,1"),
        csv_file(
            "case_count.csv",
            "org_code,fiscal_year,kind,count",
            f"{DET_UDOM},2568,complaint,1",
            f"{PHITSANULOK},2568,complaint,1",
        ),
        csv_file(
            "plan.csv",
            "plan_id,org_code,kind,first_fiscal_year,last_fiscal_year,is_draft,title_th",
            f"2650101-2565-2565,{DET_UDOM},anti_corruption_plan,2565,2565,false,แผน",
        ),
        csv_file("project.csv", "project_id,plan_id,seq_no,title_th", "x-1,2650101-2565-2565,99,โครงการ"),
    ],
    ids=["their-project", "their-count", "own-and-theirs", "their-plan-as-own", "into-their-plan"],
)
def test_what_tells_of_another_is_refused(file: tuple[str, bytes]) -> None:
    build = default_store().current_id()
    assert refusal(file) == f"not_within_reach {PHITSANULOK}"
    assert default_store().current_id() == build


@pytest.mark.attack
def test_an_organisation_that_is_not_known_is_refused() -> None:
    counts = csv_file("case_count.csv", "org_code,fiscal_year,kind,count", "1234567,2568,complaint,1")
    places = csv_file("organisation.csv", "org_code,type_code,name_th,province_code", "1234567,sao,ใหม่,34")
    assert refusal(counts) == "not_within_reach 1234567"
    assert refusal(places, within=PROVINCE) == "not_within_reach 1234567"


@pytest.mark.attack
def test_what_was_examined_by_one_is_not_accepted_by_another() -> None:
    found = door.examine([REPORT], within=OWN)
    with pytest.raises(InputError) as refused:
        door.accept(found, OFFICER, within=OTHER)
    assert refused.value.problems[0].rule_code == "not_within_reach"
    assert door.history() == []


@pytest.mark.attack
def test_each_sees_and_undoes_the_imports_within_reach(data_folder: Path) -> None:
    import_id = sent(REPORT)
    assert send(REPORT_OF_OTHER).state in ("published", "unchanged", "refused")
    seen = {
        within: [record.import_id for record in door.history(within=within)]
        for within in (OWN, PROVINCE, OTHER)
    }
    assert (seen[OWN], seen[PROVINCE]) == ([import_id], [import_id])
    assert import_id not in seen[OTHER]
    for within in (OTHER, Reach(), Reach(provinces=frozenset({"65"}))):
        with pytest.raises(InputError) as refused:
            door.withdraw(import_id, OFFICER, within=within)
        assert refused.value.problems[0].rule_code == "no_such_import"
    assert (data_folder / "sources" / import_id).is_dir()
    assert door.withdraw(import_id, OFFICER, within=OWN).state == "published"


@pytest.mark.attack
@pytest.mark.parametrize("import_id", ["../../x", "import_000009_000000000000", ""])
def test_an_import_that_is_not_there_is_nobody_s(import_id: str) -> None:
    with pytest.raises(InputError):
        door.withdraw(import_id, OFFICER, within=OWN)


@pytest.mark.attack
def test_forms_are_made_within_reach_alone() -> None:
    name, content = door.form_file(DET_UDOM, 2567, 12, OWN)
    assert (name, content[:2]) == ("sutcharit_4340701_2567_round12.xlsx", b"PK")
    for org_code in (PHITSANULOK, "9999999", "x'; drop"):
        with pytest.raises(InputError) as refused:
            door.form_file(org_code, 2565, 12, OWN)
        assert refused.value.problems[0].rule_code == "not_within_reach"
