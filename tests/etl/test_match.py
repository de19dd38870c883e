import polars as pl
import pytest
from rapidfuzz import fuzz
from valid_source import REFERENCE

from etl.match import MATCH_THRESHOLD, best_match, comparable, match_controls, match_standard_measures

DET_UDOM = "4340701-2566-2570"
PHITSANULOK_DRAFT = "2650101-2566-2570"
PHITSANULOK_2565 = "2650101-2565-2565"
BANG_KAO = "5760403-2566-2566"
BANG_KAO_NAMES = ["เทศบาลตำบลบางเก่า", "ทต.บางเก่า"]
PHITSANULOK_NAMES = ["องค์การบริหารส่วนจังหวัดพิษณุโลก", "อบจ.พิษณุโลก"]

# Bang Kao's numbers 12, 13 and 14 stand where the catalogue has 19, 20 and 22: its 13 is 20 in other words.
WORST_TRUE_PAIR = (
    "โครงการเสริมสร้างความรู้ความเข้าใจในการบริหารงบประมาณ",
    "โครงการเสริมสร้างความโปร่งใสในการบริหารงบประมาณ",
)
# A handbook on conflicts of interest is not the measure against them.
BEST_FALSE_PAIR = (
    'มาตรการ "จัดทำคู่มือการป้องกันผลประโยชน์ทับซ้อน"',
    "มาตรการป้องกันผลประโยชน์ทับซ้อน",
)


def likeness(pair: tuple[str, str]) -> float:
    return fuzz.ratio(comparable(pair[0]), comparable(pair[1])) / 100


def catalogue_titles() -> list[str]:
    return pl.read_csv(REFERENCE / "standard_measure.csv")["title_th"].to_list()


def matched(title: str, names: list[str] | None = None) -> int | None:
    """The catalogue number of a title."""
    projects = pl.DataFrame({"project_id": ["x"], "org_code": ["1"], "title_th": [title]})
    measures = pl.read_csv(REFERENCE / "standard_measure.csv")
    matches = match_standard_measures(projects, {"1": names or []}, measures)
    return matches["catalogue_no"].to_list()[0] if matches.height else None


def test_the_threshold_lies_below_the_worst_true_pair() -> None:
    assert likeness(WORST_TRUE_PAIR) > MATCH_THRESHOLD


def test_the_threshold_lies_above_the_best_false_pair() -> None:
    assert likeness(BEST_FALSE_PAIR) < MATCH_THRESHOLD


def test_the_worst_true_pair_is_84_percent_alike() -> None:
    assert round(likeness(WORST_TRUE_PAIR), 4) == 0.84


def test_the_best_false_pair_is_82_percent_alike() -> None:
    assert round(likeness(BEST_FALSE_PAIR), 4) == 0.8158


def test_no_match_of_the_seeds_is_worse_than_the_worst_true_pair(seeds) -> None:
    worst = seeds.sql("select project_id, match_score from mart.project_year order by match_score limit 1")
    assert worst.rows() == [(f"{BANG_KAO}-13", 0.84)]


def test_no_project_left_out_is_more_like_a_measure_than_the_best_false_pair(seeds) -> None:
    left_out = seeds.sql("select distinct title_th from mart.project_year where catalogue_no is null")
    choices = [comparable(title) for title in catalogue_titles()]
    scores = {
        title: max(fuzz.ratio(comparable(title, PHITSANULOK_NAMES), choice) for choice in choices)
        for title in left_out["title_th"]
    }
    assert max(scores, key=lambda title: scores[title]) == BEST_FALSE_PAIR[0]


@pytest.mark.parametrize(
    ("plan_id", "projects", "with_number"),
    [
        (DET_UDOM, 62, 62),
        (PHITSANULOK_DRAFT, 37, 37),
        (BANG_KAO, 39, 39),
        (PHITSANULOK_2565, 38, 1),
        ("5361202-2565-2565", 16, 1),
        ("5350108-2568-2568", 5, 0),
    ],
)
def test_the_matched_projects_of_each_plan_are_counted(
    seeds, plan_id: str, projects: int, with_number: int
) -> None:
    answer = seeds.sql(
        "select count(distinct project_id), count(distinct project_id) filter (catalogue_no is not null) "
        "from mart.project_year where plan_id = $plan",
        {"plan": plan_id},
    )
    assert answer.row(0) == (projects, with_number)


def numbers(seeds, plan_id: str) -> list[int]:
    """The catalogue numbers of a plan in the order of its projects."""
    answer = seeds.sql(
        "select distinct seq_no, catalogue_no from mart.project_year where plan_id = $plan order by seq_no",
        {"plan": plan_id},
    )
    return answer["catalogue_no"].to_list()


def test_the_projects_of_det_udom_match_their_own_number(seeds) -> None:
    assert numbers(seeds, DET_UDOM) == list(range(1, 63))


def test_the_projects_of_det_udom_match_wholly(seeds) -> None:
    answer = seeds.sql(
        "select distinct match_score from mart.project_year where plan_id = $plan", {"plan": DET_UDOM}
    )
    assert answer["match_score"].to_list() == [1.0]


def test_the_projects_of_the_phitsanulok_draft_match_in_the_order_of_the_catalogue(seeds) -> None:
    # fmt: off
    assert numbers(seeds, PHITSANULOK_DRAFT) == [
        3, 4, 6, 7, 9, 12, 13, 16, 17, 19, 21, 23, 24, 25, 26, 27, 29, 30, 31,
        33, 35, 38, 40, 41, 43, 45, 46, 47, 49, 52, 56, 57, 58, 59, 60, 61, 62,
    ]
    # fmt: on


def test_no_two_projects_of_one_plan_match_the_same_measure(seeds) -> None:
    answer = seeds.sql(
        "select plan_id, catalogue_no from mart.project_year where catalogue_no is not null "
        "group by all having count(distinct project_id) > 1"
    )
    assert answer.height == 0


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("มาตรการ “ส่งเสริมการปฏิบัติงานตามประมวลจริยธรรมของเทศบาลตำบลบางเก่า”", 3),
        ("โครงการป้องกันผลประโยชน์ทับซ้อนของเทศบาลตำบลบางเก่า", 4),
        ("โครงการส่งเสริมการดำเนินชีวิตตามหลักปรัชญาเศรษฐกิจพอเพียง", 11),
        ("กิจกรรมยกย่องเชิดชูเกียรติหน่วยงานและบุคคลที่ประพฤติปฏิบัติตนให้เป็นที่ประจักษ์", 13),
        ("โครงการเสริมสร้างความรู้ความเข้าใจในการบริหารงบประมาณ", 20),
        ("กิจกรรม “ควบคุมการเบิกจ่ายเงินตามข้อบัญญัติงบประมาณประจำปี”", 29),
        ("มาตรการป้องกันผลประโยชน์ทับซ้อนของเทศบาลตำบลบางเก่า", 31),
        ("โครงการจัดทำคู่มือประชาชนผ่านสื่ออิเล็กทรอนิกส์", 43),
        ("กิจกรรมส่งเสริมการมีส่วนร่วมของประชาชนในการบริหารกิจการของเทศบาลตำบลบางเก่า", 49),
        ("กิจกรรมการประเมินผลการปฏิบัติการของเทศบาลตำบลบางเก่า", 50),
        ("กิจกรรมการติดตาม ประเมินผลการควบคุมภายใน", 57),
        ("กิจกรรมการส่งเสริมและพัฒนาศักยภาพสมาชิกสภาท้องถิ่น", 60),
    ],
)
def test_a_project_of_bang_kao_matches_its_measure(title: str, number: int) -> None:
    assert matched(title, BANG_KAO_NAMES) == number


@pytest.mark.parametrize(
    "title",
    [
        'มาตรการ "จัดทำคู่มือการป้องกันผลประโยชน์ทับซ้อน"',
        "มาตรการจัดทำข้อตกลงการปฏิบัติราชการของบุคลากรขององค์การบริหารส่วนจังหวัดพิษณุโลก",
        "กิจกรรมการเผยแพร่ประกาศข้อบัญญัติงบประมาณรายจ่ายประจำปี",
        "โครงการประชาสัมพันธ์ต่อต้านทุจริต",
        "โครงการโรงเรียนสีขาว (หลักสูตรโตไปไม่โกง)",
        "การประชุมประจำเดือนอย่างสม่ำเสมอ",
    ],
)
def test_a_project_of_its_own_kind_matches_no_measure(title: str) -> None:
    assert matched(title, PHITSANULOK_NAMES) is None


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("มาตรการ ก ข", "มาตรการกข"),
        ("มาตรการ “ก”", "มาตรการก"),
        ('มาตรการ "ก"', "มาตรการก"),
        ("มาตรการ 'ก' (ข)", "มาตรการกข"),
        ("สำนักปลัดฯ", "สำนักปลัด"),
        ("ก-ข/ค.ง", "กขคง"),
        ("โครงการของเทศบาลตำบลบางเก่า", "โครงการ"),
        ("โครงการในเทศบาลตำบล บางเก่า", "โครงการ"),
        ("โครงการของ ทต.บางเก่า", "โครงการ"),
        ("โครงการของ ทต. บางเก่า", "โครงการ"),
        ("บุคลากรขององค์กรปกครองส่วนท้องถิ่น", "บุคลากร"),
        ("บุคลากรของ อปท.", "บุคลากร"),
        ("โครงการของเทศบาลตำบลสำราญ", "โครงการของเทศบาลตำบลสำราญ"),
        ("นํ้า", "น้ำ"),
        ("เเผน", "แผน"),
        ("NO Gift Policy", "NOGiftPolicy"),
    ],
)
def test_titles_are_compared_without_noise_and_the_name_of_the_organisation(title: str, text: str) -> None:
    assert comparable(title, BANG_KAO_NAMES) == text


def test_the_same_text_matches_wholly() -> None:
    assert best_match("มาตรการก", ["โครงการข", "มาตรการก"]) == (1, 1.0)


def test_nothing_matches_below_the_threshold() -> None:
    assert best_match("มาตรการก", ["โครงการข"]) is None


def test_nothing_matches_among_no_choices() -> None:
    assert best_match("มาตรการก", []) is None


# Ten letters, nine the same in order: 2 * 9 / (10 + 9) = 0.947, and 2 * 7 / (10 + 7) = 0.824.
@pytest.mark.parametrize(("choice", "score"), [("abcdefghi", 0.947), ("abcdefgh", 0.889)])
def test_likeness_is_the_share_of_letters_that_agree_in_order(choice: str, score: float) -> None:
    found = best_match("abcdefghij", [choice])
    assert found is not None and round(found[1], 3) == score


def test_seven_letters_of_ten_are_too_few() -> None:
    assert best_match("abcdefghij", ["abcdefg"]) is None


def test_each_organisation_is_known_by_its_own_names_only() -> None:
    title = "โครงการป้องกันผลประโยชน์ทับซ้อนขององค์การบริหารส่วนจังหวัดพิษณุโลก"
    assert (matched(title, PHITSANULOK_NAMES), matched(title, BANG_KAO_NAMES)) == (4, None)


def controls_and_projects(**control: object) -> tuple[pl.DataFrame, pl.DataFrame]:
    row = {
        "plan_id": "p",
        "step_no": 1,
        "control_no": 1,
        "org_code": "1",
        "control_th": "มาตรการตรวจสอบ",
    } | control
    projects = pl.DataFrame(
        {
            "plan_id": ["p", "p", "q"],
            "project_id": ["p-1", "p-2", "q-1"],
            "org_code": ["1", "1", "2"],
            "title_th": ["โครงการอบรม", "มาตรการตรวจสอบ", "มาตรการตรวจสอบ"],
        }
    )
    return pl.DataFrame([row]), projects


@pytest.mark.parametrize(
    ("control", "project_id"),
    [
        ({}, "p-2"),
        ({"plan_id": "q", "org_code": "2"}, "q-1"),
        ({"control_th": "มาตรการ “ตรวจสอบ” ของ อปท."}, "p-2"),
    ],
)
def test_a_control_matches_a_project_of_its_own_plan(control: dict[str, object], project_id: str) -> None:
    matches = match_controls(*controls_and_projects(**control), {})
    assert matches.select("project_id", "match_score").rows() == [(project_id, 1.0)]


@pytest.mark.parametrize("control", [{"plan_id": "r"}, {"control_th": "ไม่มีโครงการเช่นนี้"}])
def test_a_control_without_a_project_matches_none(control: dict[str, object]) -> None:
    assert match_controls(*controls_and_projects(**control), {}).height == 0


def test_all_but_one_control_of_det_udom_match_a_project(seeds) -> None:
    answer = seeds.sql("select count(*), count(project_id) from mart.risk_control")
    assert answer.row(0) == (23, 22)


def test_the_control_of_det_udom_that_matches_no_project_is_known(seeds) -> None:
    answer = seeds.sql("select step_no, control_no from mart.risk_control where project_id is null")
    assert answer.rows() == [(2, 1)]


@pytest.mark.parametrize(
    ("step_no", "control_no", "number"),
    [(1, 7, "39"), (2, 2, "26"), (3, 1, "29"), (3, 3, "31"), (4, 6, "62")],
)
def test_a_control_in_other_words_matches_its_project(
    seeds, step_no: int, control_no: int, number: str
) -> None:
    answer = seeds.sql(
        "select project_id from mart.risk_control where step_no = $step and control_no = $control",
        {"step": step_no, "control": control_no},
    )
    assert answer["project_id"].to_list() == [f"{DET_UDOM}-{number}"]


def test_the_catalogue_has_62_measures_without_a_name_of_an_organisation() -> None:
    titles = catalogue_titles()
    assert len(titles) == 62
    assert [title for title in titles if "เดชอุดม" in title] == []
