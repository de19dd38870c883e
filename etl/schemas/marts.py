"""The published tables of the schema `mart`: a promise to pages, exports and outside tools.

`warehouse/sql/marts/<table>.sql` fills each of them, in this order; the build proves keys, bounds and references.
"""

import dataframely as dy

from etl.schemas import vocabulary as v
from etl.schemas.made import (
    ORGANISATION,
    Build,
    Correction,
    Dictionary,
    Finding,
    Metric,
    MetricPart,
    MetricStatus,
    MetricValue,
    PublishedTable,
    Rule,
)
from etl.schemas.table import Table

PLAN = "plan.plan_id"


class Source(dy.Schema):
    """One source as it was read: from which document and bytes, how many rows, what was rejected."""

    source_id = v.SOURCE_ID(key=True)
    title_th = v.TITLE_TH()
    publisher = v.PUBLISHER()
    document = v.DOCUMENT(empty=True)
    sha256 = v.SHA256(empty=True)
    files_sha256 = v.SHA256()
    accessed = v.ACCESSED(empty=True)
    licence = v.LICENCE()
    notes = v.NOTES(empty=True)
    is_simulated = v.IS_SIMULATED()
    row_count = v.ROW_COUNT()
    rejected_count = v.REJECTED_COUNT()


class Organisation(dy.Schema):
    """One local administrative organisation."""

    org_code = v.ORG_CODE(key=True)
    type_code = v.TYPE_CODE(references="organisation_type.type_code")
    name_th = v.NAME_TH()
    full_name_th = v.FULL_NAME_TH()
    short_name_th = v.SHORT_NAME_TH()
    district_th = v.DISTRICT_TH(empty=True)
    province_code = v.PROVINCE_CODE(references="province.province_code")
    province_th = v.PROVINCE_TH()
    region_code = v.REGION_CODE(references="region.region_code")
    annual_budget_baht = v.ANNUAL_BUDGET_BAHT(empty=True)
    is_former = v.IS_FORMER()
    source_id = v.SOURCE_ID(references="source.source_id")
    locator = v.LOCATOR()


class Plan(dy.Schema):
    """One plan document."""

    plan_id = v.PLAN_ID(key=True)
    org_code = v.ORG_CODE(references=ORGANISATION)
    kind = v.PLAN_KIND()
    framework_code = v.FRAMEWORK_CODE(empty=True, references="framework.framework_code")
    first_fiscal_year = v.FIRST_FISCAL_YEAR()
    last_fiscal_year = v.LAST_FISCAL_YEAR()
    is_draft = v.IS_DRAFT()
    title_th = v.TITLE_TH()
    stated_project_count = v.STATED_PROJECT_COUNT(empty=True)
    source_id = v.SOURCE_ID(references="source.source_id")
    locator = v.LOCATOR()


class StatusReport(dy.Schema):
    """What was reported of one project in one round of one fiscal year."""

    project_id = v.PROJECT_ID(key=True)
    org_code = v.ORG_CODE(references=ORGANISATION)
    fiscal_year = v.FISCAL_YEAR(key=True)
    report_round = v.REPORT_ROUND(key=True)
    status_code = v.STATUS_CODE(references="status.status_code")
    disbursed_baht = v.DISBURSED_BAHT(empty=True)
    reported_on = v.REPORTED_ON(empty=True)
    reason_code = v.REASON_CODE(empty=True)
    status_note = v.STATUS_NOTE(empty=True)
    source_id = v.SOURCE_ID(references="source.source_id")
    locator = v.LOCATOR()


class ProjectYear(dy.Schema):
    """One project in one fiscal year that it is planned for, with the latest round reported of it.

    No report leaves status, disbursement and completion empty: what is not reported is unknown.
    """

    plan_id = v.PLAN_ID(references=PLAN)
    project_id = v.PROJECT_ID(key=True)
    seq_no = v.SEQ_NO()
    org_code = v.ORG_CODE(references=ORGANISATION)
    fiscal_year = v.FISCAL_YEAR(key=True)
    dimension_no = v.DIMENSION_NO(empty=True)
    mission_no = v.MISSION_NO(empty=True)
    catalogue_no = v.CATALOGUE_NO(empty=True, references="standard_measure.catalogue_no")
    match_score = v.MATCH_SCORE(empty=True)
    kind = v.PROJECT_KIND(empty=True)
    title_th = v.TITLE_TH()
    responsible_unit = v.RESPONSIBLE_UNIT(empty=True)
    planned_quarters = v.PLANNED_QUARTERS(empty=True)
    budget_baht = v.BUDGET_BAHT(empty=True)
    report_round = v.REPORT_ROUND(empty=True)
    status_code = v.STATUS_CODE(empty=True, references="status.status_code")
    disbursed_baht = v.DISBURSED_BAHT(empty=True)
    status_note = v.STATUS_NOTE(empty=True)
    is_completed = v.IS_COMPLETED(empty=True)
    framework_code = v.FRAMEWORK_CODE(empty=True)
    is_draft = v.IS_DRAFT()
    is_superseded_draft = v.IS_SUPERSEDED_DRAFT()
    source_id = v.SOURCE_ID(references="source.source_id")
    locator = v.LOCATOR()


class ItaIndicator(dy.Schema):
    """The score of one ITA indicator, corrected where it was misread, beside the score as printed."""

    org_code = v.ORG_CODE(key=True, references=ORGANISATION)
    fiscal_year = v.FISCAL_YEAR(key=True)
    indicator_no = v.INDICATOR_NO(key=True)
    instrument_code = v.INSTRUMENT_CODE()
    score = v.SCORE()
    score_as_printed = v.SCORE_AS_PRINTED(empty=True)
    is_corrected = v.IS_CORRECTED()
    source_id = v.SOURCE_ID(references="source.source_id")
    locator = v.LOCATOR()


class ItaResult(dy.Schema):
    """The ITA result of one organisation and year: computed from the indicators and as stated.

    `target` and `gap` are of the computed total, or of the stated one where only that is known.
    """

    org_code = v.ORG_CODE(key=True, references=ORGANISATION)
    fiscal_year = v.FISCAL_YEAR(key=True)
    iit = v.IIT(empty=True)
    eit = v.EIT(empty=True)
    oit = v.OIT(empty=True)
    total_computed = v.TOTAL_COMPUTED(empty=True)
    total_stated = v.TOTAL_STATED(empty=True)
    level_code = v.LEVEL_CODE(empty=True)
    level_stated = v.LEVEL_STATED(empty=True)
    scheme_code = v.SCHEME_CODE(empty=True)
    target = v.TARGET(empty=True)
    gap = v.GAP(empty=True)
    source_id = v.SOURCE_ID(references="source.source_id")
    locator = v.LOCATOR()


class Target(dy.Schema):
    """One target that an organisation sets itself."""

    org_code = v.ORG_CODE(key=True, references=ORGANISATION)
    fiscal_year = v.FISCAL_YEAR(key=True)
    metric_code = v.METRIC_CODE(key=True)
    target_value = v.TARGET_VALUE()
    baseline_fiscal_year = v.BASELINE_FISCAL_YEAR(empty=True)
    source_id = v.SOURCE_ID(references="source.source_id")
    locator = v.LOCATOR()


class CaseCount(dy.Schema):
    """How many complaints or cases of corruption were counted in one year."""

    org_code = v.ORG_CODE(key=True, references=ORGANISATION)
    fiscal_year = v.FISCAL_YEAR(key=True)
    kind = v.CASE_KIND(key=True)
    count = v.COUNT()
    source_id = v.SOURCE_ID(references="source.source_id")
    locator = v.LOCATOR()


class Risk(dy.Schema):
    """One risk event."""

    risk_id = v.RISK_ID(key=True)
    org_code = v.ORG_CODE(references=ORGANISATION)
    plan_id = v.PLAN_ID(references=PLAN)
    fiscal_year = v.FISCAL_YEAR(empty=True)
    step_no = v.STEP_NO()
    process_step = v.PROCESS_STEP()
    risk_event = v.RISK_EVENT()
    likelihood = v.LIKELIHOOD(empty=True)
    impact = v.IMPACT(empty=True)
    risk_score = v.RISK_SCORE(empty=True)
    level_code = v.RISK_LEVEL_CODE(empty=True)
    level_rank = v.LEVEL_RANK(empty=True)
    source_id = v.SOURCE_ID(references="source.source_id")
    locator = v.LOCATOR()


class RiskControl(dy.Schema):
    """One control of one process step, with the project of the same plan that carries it out."""

    org_code = v.ORG_CODE(references=ORGANISATION)
    plan_id = v.PLAN_ID(key=True, references=PLAN)
    step_no = v.STEP_NO(key=True)
    control_no = v.CONTROL_NO(key=True)
    control_th = v.CONTROL_TH()
    project_id = v.PROJECT_ID(empty=True)
    match_score = v.MATCH_SCORE(empty=True)
    source_id = v.SOURCE_ID(references="source.source_id")
    locator = v.LOCATOR()


class Result(dy.Schema):
    """One reported result figure."""

    result_id = v.RESULT_ID(key=True)
    org_code = v.ORG_CODE(references=ORGANISATION)
    fiscal_year = v.FISCAL_YEAR()
    plan_id = v.PLAN_ID(references=PLAN)
    project_id = v.PROJECT_ID(empty=True)
    result_th = v.RESULT_TH()
    value = v.VALUE()
    unit_th = v.UNIT_TH()
    source_id = v.SOURCE_ID(references="source.source_id")
    locator = v.LOCATOR()


MART_TABLES = [
    Table("source", Source, "แหล่งข้อมูลหนึ่งแหล่ง", "One source", True),
    Table("organisation", Organisation, "อปท. หนึ่งแห่ง", "One organisation", True),
    Table("plan", Plan, "แผนหนึ่งฉบับ", "One plan document", True),
    Table("status_report", StatusReport, "รายงานหนึ่งโครงการในหนึ่งรอบ", "One project, year and round"),
    Table("project_year", ProjectYear, "โครงการหนึ่งในปีงบประมาณที่วางแผนไว้", "One project in one planned year"),
    Table("ita_indicator", ItaIndicator, "คะแนนหนึ่งตัวชี้วัดในหนึ่งปี", "One organisation, year and indicator"),
    Table("ita_result", ItaResult, "ผล ITA ของหนึ่งหน่วยงานในหนึ่งปี", "One organisation and year"),
    Table("target", Target, "เป้าหมายหนึ่งตัวชี้วัดในหนึ่งปี", "One organisation, year and metric"),
    Table("case_count", CaseCount, "จำนวนเรื่องหนึ่งชนิดในหนึ่งปี", "One organisation, year and kind"),
    Table("risk", Risk, "เหตุการณ์เสี่ยงหนึ่งรายการ", "One risk event"),
    Table("risk_control", RiskControl, "มาตรการควบคุมหนึ่งรายการ", "One control of one process step"),
    Table("result", Result, "ผลงานหนึ่งตัวเลข", "One reported result figure"),
    Table("correction", Correction, "การแก้ไขหนึ่งช่อง", "One corrected cell"),
    Table("metric", Metric, "ตัวชี้วัดหนึ่งตัว", "One metric", True),
    Table("metric_part", MetricPart, "ส่วนย่อยของตัวชี้วัด", "One part of a metric"),
    Table("metric_value", MetricValue, "ค่าตัวชี้วัดหนึ่งหน่วยงานหนึ่งปี", "One metric, organisation and year"),
    Table("metric_status", MetricStatus, "ผลเทียบเป้าหมายหนึ่งหน่วยงานหนึ่งปี", "One metric, organisation and year"),
    Table("rule", Rule, "กฎตรวจหนึ่งข้อ", "One rule of the checks", True),
    Table("finding", Finding, "ข้อตรวจพบหนึ่งข้อ", "One thing that the checks found"),
    Table("build", Build, "การสร้างข้อมูลหนึ่งครั้ง", "One build", True),
    Table("dictionary", Dictionary, "หนึ่งคอลัมน์ของตารางเผยแพร่", "One published column", True),
    Table("published_table", PublishedTable, "ตารางเผยแพร่หนึ่งตาราง", "One published table", True),
]
