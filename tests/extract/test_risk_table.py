"""Risk tables: several events and controls in a cell, two pages, figures in place of levels, slid rows."""

import pytest
from rapidfuzz.distance import Levenshtein

from etl.extract.document import Context
from etl.extract.figures.risk_cells import items, ratings, role_of
from etl.extract.figures.risk_table import read_risks
from tests.conftest import SEEDS
from tests.extract.small_tables import column, csv_rows, document_of, is_flagged, read_file

CONTEXT = Context("1234567", ("เทศบาลตำบลตัวอย่าง",))
PLAN = "แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. ๒๕๖๖ – ๒๕๗๐)\nตามยุทธศาสตร์ชาติ (พ.ศ. ๒๕๖๑ – ๒๕๘๐)\n\n"
HEAD = "ลำดับ ที่\tขั้นตอน การดำเนินงาน\tประเด็นความเสี่ยง\tRisk Score\tมาตรการ ควบคุมความเสี่ยง\n"


def read(text):
    return read_risks(document_of(text), CONTEXT)


def flagged(extraction):
    return [
        name
        for rows in extraction.tables.values()
        for row in rows
        for name, cell in row.items()
        if is_flagged(cell)
    ]


def test_several_events_levels_and_controls_in_one_cell():
    extraction = read(
        PLAN
        + HEAD
        + "๑\tการจัดซื้อ\t๑. เลือกผู้ขาย ๒. ตรวจรับล่าช้าตามข้อ ๙. ของสัญญา\tสูง ปานกลาง\t๑. มาตรการตรวจสอบ ๒. โครงการอบรม\n"
    )
    assert column(extraction, "risk", "risk_id") == ["1234567-2566-2570-r01", "1234567-2566-2570-r02"]
    assert column(extraction, "risk", "level_code") == ["high", "medium"]
    assert column(extraction, "risk", "risk_event")[1].endswith("ของสัญญา")
    assert column(extraction, "risk_control", "control_th") == ["มาตรการตรวจสอบ", "โครงการอบรม"]
    assert flagged(extraction) == []


def test_steps_go_on_over_a_page_with_a_repeated_heading():
    extraction = read(
        PLAN
        + HEAD
        + "๑\tการจัดซื้อ\t๑. เลือกผู้ขาย\tสูง\t๑. มาตรการตรวจสอบ ๒. โครงการอบรม\n- ๒ -\n"
        + HEAD
        + "\tการจัดซื้อ (ต่อ)\t๒. ตรวจรับล่าช้า\tต่ำ\t๓. กิจกรรมติดตาม\n๒\tการบริการ\tเรียกรับเงิน\tสูงมาก\tมาตรการร้องเรียน\n"
    )
    assert column(extraction, "risk", "step_no") == ["1", "1", "2"]
    assert column(extraction, "risk", "level_code") == ["high", "low", "very_high"]
    assert column(extraction, "risk_control", "control_no") == ["1", "2", "3", "1"]
    assert flagged(extraction) == []


def test_a_text_that_breaks_at_the_page_is_joined_and_flagged():
    extraction = read(
        PLAN
        + HEAD
        + "๑\tการจัดซื้อ\t๑. เลือกผู้ขายที่\tสูง\t๑. มาตรการตรวจ\n\n"
        + HEAD
        + "\t\tรู้จักกัน\t\tสอบภายใน ๒. โครงการอบรม\n"
    )
    assert column(extraction, "risk", "risk_event") == ["เลือกผู้ขายที่รู้จักกัน"]
    assert column(extraction, "risk_control", "control_th") == ["มาตรการตรวจสอบภายใน", "โครงการอบรม"]
    assert flagged(extraction) == ["risk_event", "control_th"]


def test_likelihood_and_impact_in_columns_under_one_heading():
    extraction = read(
        "แผนบริหารความเสี่ยง ประจำปีงบประมาณ พ.ศ. 2567\n\n"
        "ที่\tกระบวนงาน\tเหตุการณ์ความเสี่ยง\tระดับความเสี่ยง\t\t\tแนวทางจัดการ\tผู้รับผิดชอบ\n"
        "\t\t\tโอกาส\tผลกระทบ\tคะแนน\t\t\n"
        "1\tการอนุญาต\tเรียกรับสินบน\t3\t4\t12 (สูง)\tมาตรการ ก\tสำนักปลัด\n"
        "2\tการเงิน\tเบิกจ่ายเท็จ\t2\t5\t18\tมาตรการ ข\tกองคลัง\n"
    )
    assert column(extraction, "risk", "plan_id") == ["1234567-2567-2567"] * 2
    names = ("likelihood", "impact", "risk_score", "level_code")
    assert [[row[name].value for name in names] for row in extraction.tables["risk"]] == [
        ["3", "4", "12", "high"],
        ["2", "5", "18", ""],
    ]
    assert [bool(row["risk_score"].doubt) for row in extraction.tables["risk"]] == [False, True]


def test_english_headings_other_column_order():
    extraction = read(
        "Anti-corruption plan 2566 - 2570\n\nNo.\tRisk event\tLevel\tProcess\tControls\n"
        "1\t- Bribes - Gifts\tVery high\tProcurement\t<ol><li>Audit</li><li>No gift policy</li></ol>\n"
    )
    assert column(extraction, "risk", "risk_event") == ["Bribes", "Gifts"]
    assert column(extraction, "risk", "process_step") == ["Procurement"] * 2
    assert column(extraction, "risk", "level_code") == ["very_high"] * 2
    assert column(extraction, "risk_control", "control_th") == ["Audit", "No gift policy"]


def test_misread_headings_and_levels():
    extraction = read(
        PLAN
        + "ลำตับ\tขั้นตอนการดำเนินงาม\tประเต็นความเสี่ยง\tRisk Scare\tมาตราการควบคุม\n1\tการเงิน\tเบิกเกิน\tปานกลาว\tตรวจสอบ\n"
    )
    assert column(extraction, "risk", "level_code") == ["medium"]
    assert column(extraction, "risk", "risk_event") == ["เบิกเกิน"]


def test_a_slid_row_is_read_and_flagged():
    extraction = read(
        PLAN + HEAD + "๑\tการเงิน\tเบิกเกิน\tสูง\tตรวจสอบ\nการบริการ\tเรียกรับเงิน\tสูง\tรับเรื่องร้องเรียน\n"
    )
    assert column(extraction, "risk", "process_step") == ["การเงิน", "การบริการ"]
    assert column(extraction, "risk", "risk_event") == ["เบิกเกิน", "เรียกรับเงิน"]
    assert not extraction.tables["risk"][0]["risk_event"].doubt
    assert extraction.tables["risk"][1]["risk_event"].doubt


def test_a_gap_in_the_numbering_and_uneven_levels_are_flagged():
    extraction = read(PLAN + HEAD + "๑\tการเงิน\t๑. ก ๒. ข ๓. ค\tสูง ต่ำ\t๑. ตรวจสอบ ๓. อบรม\n")
    assert column(extraction, "risk", "level_code") == ["high", "low", ""]
    assert all(row["level_code"].doubt for row in extraction.tables["risk"])
    assert [bool(row["control_no"].doubt) for row in extraction.tables["risk_control"]] == [False, True]


def test_without_the_years_of_a_plan_every_row_is_flagged():
    extraction = read(HEAD + "๑\tการเงิน\tเบิกเกิน\tสูง\tตรวจสอบ\n")
    assert column(extraction, "risk", "plan_id") == [""]
    assert extraction.tables["risk"][0]["plan_id"].doubt
    assert extraction.tables["risk_control"][0]["plan_id"].doubt


def test_other_tables_and_empty_tables_give_nothing():
    assert read(HEAD).tables == {}
    assert read("ลำดับ\tโครงการ\tงบประมาณ\n1\tโครงการความเสี่ยง\t-\n").tables == {}
    assert read("").tables == {}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("สูง ปานกลาง", ["high", "medium"]),
        ("๑. สูงมาก ๒. ต่ำ", ["very_high", "low"]),
        ("Medium", ["medium"]),
        ("-", []),
    ],
)
def test_levels(cell, expected):
    assert [rating.level for rating in ratings(cell)] == expected


def test_figures_of_ratings():
    (one,) = ratings("๓ x ๔ = ๑๒ (สูง)")
    assert (one.likelihood, one.impact, one.score, one.level) == ("3", "4", "12", "high")


def test_items_keep_numbers_inside_sentences():
    assert [item.text for item in items("๑. ตามมาตรา ๗. ของกฎหมาย ๒. ข้อสอง")] == [
        "ตามมาตรา ๗. ของกฎหมาย",
        "ข้อสอง",
    ]
    assert role_of("มาตรการควบคุมความเสี่ยงการทุจริต") == "control"


def test_the_real_documents(documents):
    """Every row of the reviewed seeds is found, none invented; cells agree, texts differ by 5 % at most."""
    folder = SEEDS / "det_udom_plan_2566_2570"
    for path in sorted(documents.glob("0*.txt")):
        extraction = read_risks(read_file(path), Context("4340701", ("เทศบาลเมืองเดชอุดม",)))
        if not path.name.startswith("000"):
            assert extraction.tables == {}, path.name
            continue
        for table, texts in (("risk", ("process_step", "risk_event")), ("risk_control", ("control_th",))):
            expected = csv_rows(folder / f"{table}.csv")
            assert len(extraction.tables[table]) == len(expected)
            for row, reviewed in zip(extraction.tables[table], expected, strict=True):
                for name, value in reviewed.items():
                    found = row[name].value.replace(" ", "")
                    wanted = value.replace(" ", "")
                    distance = Levenshtein.distance(found, wanted)
                    assert distance == 0 if name not in texts else distance <= len(wanted) * 0.05, (
                        name,
                        found,
                    )
