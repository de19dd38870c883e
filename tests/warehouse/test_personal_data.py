"""No table has names of officials or complainants: why each text may stand, and what is found where one does not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from warehouse.reader import Warehouse

# Written by this project: rules of the field, words for codes, and what the program says.
OWN_WORDS = (
    "applies_to assumed_en assumed_th description_en description_th excluded_en excluded_th flag_en flag_th \
formula_en formula_th grain_en grain_th level_en level_th message_en message_th name_en prefix_th province_en \
province_th reason_en reason_th region_en region_th short_en short_prefix_th short_th status_en status_th symbol \
target_kind title_en type_en type_th unit why_en why_th statement version"
)
# Codes, keys and checksums, which schemas bind to lists, to patterns or to other rows.
CODES = "aggregate better build_id column_name comparable_group data_type files_sha256 finding_id \
flag_code framework_code instrument_code kind level_code method metric_code mission_no org_code plan_id project_id \
province_code reason_code refers_to region_code resolution result_id risk_id row_key rule_code scheme_code severity \
sha256 source_id statements_sha256 status_code table_name type_code"
# Names of places, bodies and documents.
NAMED = "district_th document full_name_th licence locator name_th publisher short_name_th source title_th"
# Written by officers or read in documents: looked through by the check `name_of_person`, and by the readers of
# documents before it.
LOOKED_THROUGH = "control_th process_step responsible_unit result_th risk_event status_note"
# Of a source or of a cell of one: written by whoever reviews the documents, who leaves names out.
REVIEWED = "computed_value corrected evidence level_stated notes printed printed_value reason unit_th"
MAY_STAND = {name for names in (OWN_WORDS, CODES, NAMED, LOOKED_THROUGH, REVIEWED) for name in names.split()}

ORGANISATION = "org_code,type_code,name_th,province_code,locator\n1000001,sao,หนึ่ง,34,o1\n"
PLAN = """plan_id,org_code,kind,first_fiscal_year,last_fiscal_year,is_draft,title_th,locator
P,1000001,transparency_measures,2566,2566,false,มาตรการ,p1
"""


def test_of_every_text_it_is_known_why_it_may_stand(seeds: Warehouse) -> None:
    texts = seeds.sql("select distinct column_name from mart.dictionary where data_type like 'varchar%'")
    assert set(texts["column_name"]) == MAY_STAND


def test_the_seeds_name_nobody(seeds: Warehouse) -> None:
    assert seeds.sql("from mart.finding where rule_code = 'name_of_person'").rows() == []


@pytest.mark.parametrize(
    ("unit", "is_found"),
    [
        ("นายสมชาย ใจดี", True),
        ("นางสมศรี มีสุข", True),
        ("นางสาวสมหญิง รักไทย", True),
        ("น.ส. สมใจ รักไทย", True),
        ("นายกมล สุขใจ", True),
        ("กองช่าง (นายสมชาย)", True),
        ("ว่าที่ร้อยตรีสมชาย ใจดี", True),
        ("Mr. Somchai Jaidee", True),
        ("นายกเทศมนตรี", False),
        ("นายก อบต.", False),
        ("นายกองค์การบริหารส่วนตำบล", False),
        ("นายช่างโยธา", False),
        ("นายทะเบียน", False),
        ("สำนักปลัดเทศบาล", False),
    ],
)
def test_a_name_of_a_person_is_found_and_not_repeated(
    make_source: Callable[..., Path], build_sources: Callable[..., Warehouse], unit: str, is_found: bool
) -> None:
    project = f"project_id,plan_id,seq_no,title_th,responsible_unit,locator\np,P,1,หนึ่ง,{unit},list 1\n"
    years = "project_id,fiscal_year,locator\np,2566,y1\n"
    source = make_source("named", organisation=ORGANISATION, plan=PLAN, project=project, project_year=years)
    warehouse = build_sources(source)
    found = warehouse.sql("from mart.finding where rule_code = 'name_of_person'").rows(named=True)
    assert [row["project_id"] for row in found] == (["p"] if is_found else [])
    assert not any(unit in str(value) for row in found for value in row.values())


@pytest.mark.parametrize(
    "table",
    [
        (
            "result",
            "result_id,org_code,fiscal_year,plan_id,result_th,value,unit_th,locator\nr,1000001,2566,P,{},1,คน,r1\n",
        ),
        (
            "risk",
            "risk_id,plan_id,org_code,step_no,process_step,risk_event,level_code,locator\nr,P,1000001,1,ขั้นตอน,{},low,r1\n",
        ),
        ("risk_control", "plan_id,org_code,step_no,control_no,control_th,locator\nP,1000001,1,1,{},r1\n"),
    ],
    ids=lambda table: table[0],
)
def test_every_text_of_officers_is_looked_through(
    make_source: Callable[..., Path], build_sources: Callable[..., Warehouse], table: tuple[str, str]
) -> None:
    name, text = table
    columns = "risk_id,plan_id,org_code,step_no,process_step,risk_event,level_code,locator"
    risk = f"{columns}\nq,P,1000001,1,ขั้นตอน,เหตุ,low,r0\n"
    tables = {
        "organisation": ORGANISATION,
        "plan": PLAN,
        "risk": risk,
        name: text.format("นายสมชาย ใจดี รับสินบน"),
    }
    warehouse = build_sources(make_source("named", **tables))
    assert warehouse.sql("select count(*) from mart.finding where rule_code = 'name_of_person'").item() == 1
