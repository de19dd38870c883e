"""The tables that a source folder may hold: the format in which facts arrive.

The order is the order of loading: a table refers only to tables before it.
"""

import dataframely as dy

from etl.schemas import vocabulary as v
from etl.schemas.table import Table

ORGANISATION = "organisation.org_code"
PLAN = "plan.plan_id"
PROJECT = "project.project_id"


class Organisation(dy.Schema):
    """One local administrative organisation, as the register of the Department knows it.

    Where `is_former` is empty, it is none whose code was abolished or replaced.
    """

    org_code = v.ORG_CODE(key=True)
    type_code = v.TYPE_CODE(references="organisation_type.type_code")
    name_th = v.NAME_TH()
    district_th = v.DISTRICT_TH(empty=True)
    province_code = v.PROVINCE_CODE(references="province.province_code")
    annual_budget_baht = v.ANNUAL_BUDGET_BAHT(empty=True)
    is_former = v.IS_FORMER(empty=True)
    locator = v.LOCATOR()


class Plan(dy.Schema):
    """One plan document of one organisation."""

    plan_id = v.PLAN_ID(key=True)
    org_code = v.ORG_CODE(references=ORGANISATION)
    kind = v.PLAN_KIND()
    framework_code = v.FRAMEWORK_CODE(empty=True, references="framework.framework_code")
    first_fiscal_year = v.FIRST_FISCAL_YEAR()
    last_fiscal_year = v.LAST_FISCAL_YEAR()
    is_draft = v.IS_DRAFT()
    title_th = v.TITLE_TH()
    stated_project_count = v.STATED_PROJECT_COUNT(empty=True)
    locator = v.LOCATOR()


class Project(dy.Schema):
    """One item of a plan: a project, an activity or a measure."""

    project_id = v.PROJECT_ID(key=True)
    plan_id = v.PLAN_ID(references=PLAN)
    seq_no = v.SEQ_NO()
    printed_no = v.PRINTED_NO(empty=True)
    dimension_no = v.DIMENSION_NO(empty=True)
    mission_no = v.MISSION_NO(empty=True)
    kind = v.PROJECT_KIND(empty=True)
    title_th = v.TITLE_TH()
    responsible_unit = v.RESPONSIBLE_UNIT(empty=True)
    sheet_budget_baht = v.SHEET_BUDGET_BAHT(empty=True)
    sheet_locator = v.SHEET_LOCATOR(empty=True)
    locator = v.LOCATOR()


class ProjectYear(dy.Schema):
    """One project in one fiscal year that it is planned for."""

    project_id = v.PROJECT_ID(key=True, references=PROJECT)
    fiscal_year = v.FISCAL_YEAR(key=True)
    budget_baht = v.BUDGET_BAHT(empty=True)
    planned_quarters = v.PLANNED_QUARTERS(empty=True)
    locator = v.LOCATOR()


class StatusReport(dy.Schema):
    """What was reported of one project in one round of one fiscal year."""

    project_id = v.PROJECT_ID(key=True, references=PROJECT)
    fiscal_year = v.FISCAL_YEAR(key=True)
    report_round = v.REPORT_ROUND(key=True, references="report_round.report_round")
    status_code = v.STATUS_CODE(references="status.status_code")
    disbursed_baht = v.DISBURSED_BAHT(empty=True)
    reported_on = v.REPORTED_ON(empty=True)
    reason_code = v.REASON_CODE(empty=True, references="reason.reason_code")
    status_note = v.STATUS_NOTE(empty=True)
    locator = v.LOCATOR()


class Target(dy.Schema):
    """One target that an organisation sets itself for one metric and year."""

    org_code = v.ORG_CODE(key=True, references=ORGANISATION)
    fiscal_year = v.FISCAL_YEAR(key=True)
    metric_code = v.METRIC_CODE(key=True)
    target_value = v.TARGET_VALUE()
    baseline_fiscal_year = v.BASELINE_FISCAL_YEAR(empty=True)
    locator = v.LOCATOR()


class CaseCount(dy.Schema):
    """How many complaints or cases of corruption an organisation counted in one year."""

    org_code = v.ORG_CODE(key=True, references=ORGANISATION)
    fiscal_year = v.FISCAL_YEAR(key=True)
    kind = v.CASE_KIND(key=True)
    count = v.COUNT()
    locator = v.LOCATOR()


class Risk(dy.Schema):
    """One risk event of one process step; without a fiscal year it holds for the whole plan."""

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
    locator = v.LOCATOR()


class RiskControl(dy.Schema):
    """One control that a plan sets against the risks of one process step."""

    plan_id = v.PLAN_ID(key=True, references=PLAN)
    step_no = v.STEP_NO(key=True)
    control_no = v.CONTROL_NO(key=True)
    org_code = v.ORG_CODE(references=ORGANISATION)
    control_th = v.CONTROL_TH()
    locator = v.LOCATOR()


class ItaIndicator(dy.Schema):
    """The score of one ITA indicator of one organisation and year."""

    org_code = v.ORG_CODE(key=True, references=ORGANISATION)
    fiscal_year = v.FISCAL_YEAR(key=True)
    indicator_no = v.INDICATOR_NO(key=True)
    score = v.SCORE()
    locator = v.LOCATOR()


class ItaResult(dy.Schema):
    """The ITA total and level that a document states for one organisation and year."""

    org_code = v.ORG_CODE(key=True, references=ORGANISATION)
    fiscal_year = v.FISCAL_YEAR(key=True)
    iit_stated = v.IIT_STATED(empty=True)
    eit_stated = v.EIT_STATED(empty=True)
    oit_stated = v.OIT_STATED(empty=True)
    total_stated = v.TOTAL_STATED()
    level_stated = v.LEVEL_STATED(empty=True)
    locator = v.LOCATOR()


class Result(dy.Schema):
    """One figure that a report gives as a result."""

    result_id = v.RESULT_ID(key=True)
    org_code = v.ORG_CODE(references=ORGANISATION)
    fiscal_year = v.FISCAL_YEAR()
    plan_id = v.PLAN_ID(references=PLAN)
    project_id = v.PROJECT_ID(empty=True, references=PROJECT)
    result_th = v.RESULT_TH()
    value = v.VALUE()
    unit_th = v.UNIT_TH()
    locator = v.LOCATOR()


class ControlTotal(dy.Schema):
    """One count or sum that a document prints about its projects, to prove the rows by."""

    total_id = v.TOTAL_ID(key=True)
    plan_id = v.PLAN_ID(references=PLAN)
    fiscal_year = v.FISCAL_YEAR(empty=True)
    measure = v.MEASURE()
    dimension_no = v.DIMENSION_NO(empty=True)
    quarter = v.QUARTER(empty=True)
    status_code = v.STATUS_CODE(empty=True, references="status.status_code")
    report_round = v.REPORT_ROUND(empty=True, references="report_round.report_round")
    value = v.VALUE()
    locator = v.LOCATOR()


class Correction(dy.Schema):
    """One cell that was misread or misprinted: what stands there, what it should be, and the proof."""

    table = v.TABLE_NAME(key=True)
    key = v.ROW_KEY(key=True)
    column = v.COLUMN_NAME(key=True)
    printed = v.PRINTED(empty=True)
    corrected = v.CORRECTED(empty=True)
    reason = v.REASON()
    evidence = v.EVIDENCE()


CORRECTIONS = Table("corrections", Correction, "การแก้ไขหนึ่งช่อง", "One corrected cell")

SOURCE_TABLES = [
    Table("organisation", Organisation, "อปท. หนึ่งแห่ง", "One local administrative organisation"),
    Table("plan", Plan, "แผนหนึ่งฉบับ", "One plan document"),
    Table("project", Project, "โครงการ กิจกรรม หรือมาตรการหนึ่งรายการในแผน", "One item of a plan"),
    Table("project_year", ProjectYear, "โครงการหนึ่งในปีงบประมาณหนึ่ง", "One project in one planned year"),
    Table("status_report", StatusReport, "รายงานหนึ่งโครงการในหนึ่งรอบ", "One project, year and round"),
    Table("target", Target, "เป้าหมายหนึ่งตัวชี้วัดในหนึ่งปี", "One organisation, year and metric"),
    Table("case_count", CaseCount, "จำนวนเรื่องหนึ่งชนิดในหนึ่งปี", "One organisation, year and kind"),
    Table("risk", Risk, "เหตุการณ์เสี่ยงหนึ่งรายการ", "One risk event"),
    Table("risk_control", RiskControl, "มาตรการควบคุมหนึ่งรายการ", "One control of one process step"),
    Table("ita_indicator", ItaIndicator, "คะแนนหนึ่งตัวชี้วัดในหนึ่งปี", "One organisation, year and indicator"),
    Table("ita_result", ItaResult, "ผล ITA ของหนึ่งหน่วยงานในหนึ่งปี", "One organisation and year, as stated"),
    Table("result", Result, "ผลงานหนึ่งตัวเลข", "One reported result figure"),
    Table("control_total", ControlTotal, "ยอดรวมหนึ่งยอดที่เอกสารพิมพ์ไว้", "One printed count or sum"),
]
