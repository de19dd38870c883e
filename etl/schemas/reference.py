"""The tables of `seeds/reference`: the rules of the field as rows, each with its source.

Each is copied into `mart` under its own name, so that a page finds labels and rules beside the facts.
"""

import dataframely as dy

from etl.schemas import vocabulary as v
from etl.schemas.table import Table


class Region(dy.Schema):
    """One of the six regions."""

    region_code = v.REGION_CODE(key=True)
    region_th = v.REGION_TH()
    region_en = v.REGION_EN()
    source = v.CITATION()


class Province(dy.Schema):
    """One province, with its square in the tile-grid map."""

    province_code = v.PROVINCE_CODE(key=True)
    province_th = v.PROVINCE_TH()
    province_en = v.PROVINCE_EN()
    region_code = v.REGION_CODE(references="region.region_code")
    tile_row = v.TILE_ROW()
    tile_column = v.TILE_COLUMN()
    source = v.CITATION()


class OrganisationType(dy.Schema):
    """One type of local administrative organisation."""

    type_code = v.TYPE_CODE(key=True)
    type_th = v.TYPE_TH()
    prefix_th = v.PREFIX_TH(empty=True)
    short_prefix_th = v.SHORT_PREFIX_TH(empty=True)
    type_en = v.TYPE_EN()
    sort_order = v.SORT_ORDER()
    source = v.CITATION()


class Framework(dy.Schema):
    """One framework of plans: the years that its dimensions and missions hold for."""

    framework_code = v.FRAMEWORK_CODE(key=True)
    first_fiscal_year = v.FIRST_FISCAL_YEAR()
    last_fiscal_year = v.LAST_FISCAL_YEAR()
    title_th = v.TITLE_TH()
    title_en = v.TITLE_EN()
    source = v.CITATION()


class Dimension(dy.Schema):
    """One dimension of one framework."""

    framework_code = v.FRAMEWORK_CODE(key=True, references="framework.framework_code")
    dimension_no = v.DIMENSION_NO(key=True)
    title_th = v.TITLE_TH()
    title_en = v.TITLE_EN()
    short_th = v.SHORT_TH()
    short_en = v.SHORT_EN()
    source = v.CITATION()


class Mission(dy.Schema):
    """One mission under a dimension of one framework."""

    framework_code = v.FRAMEWORK_CODE(key=True, references="framework.framework_code")
    mission_no = v.MISSION_NO(key=True)
    dimension_no = v.DIMENSION_NO()
    title_th = v.TITLE_TH()
    title_en = v.TITLE_EN()
    source = v.CITATION()


class StandardMeasure(dy.Schema):
    """One standard measure: a project that any plan may hold, without an organisation's name."""

    catalogue_no = v.CATALOGUE_NO(key=True)
    dimension_no = v.DIMENSION_NO()
    mission_no = v.MISSION_NO()
    kind = v.PROJECT_KIND(empty=True)
    title_th = v.TITLE_TH()


class ItaScheme(dy.Schema):
    """One set of ITA rules and the years it holds for; only schemes of one group are comparable."""

    scheme_code = v.SCHEME_CODE(key=True)
    first_fiscal_year = v.FIRST_FISCAL_YEAR()
    last_fiscal_year = v.LAST_FISCAL_YEAR(empty=True)
    title_th = v.TITLE_TH()
    title_en = v.TITLE_EN()
    comparable_group = v.COMPARABLE_GROUP()
    source = v.CITATION()


class ItaInstrument(dy.Schema):
    """One ITA instrument and its weight in the total."""

    scheme_code = v.SCHEME_CODE(key=True, references="ita_scheme.scheme_code")
    instrument_code = v.INSTRUMENT_CODE(key=True)
    weight = v.WEIGHT()
    title_th = v.TITLE_TH()
    title_en = v.TITLE_EN()
    source = v.CITATION()


class ItaIndicatorName(dy.Schema):
    """One ITA indicator: its name and the instrument that measures it."""

    scheme_code = v.SCHEME_CODE(key=True, references="ita_scheme.scheme_code")
    indicator_no = v.INDICATOR_NO(key=True)
    instrument_code = v.INSTRUMENT_CODE()
    title_th = v.TITLE_TH()
    title_en = v.TITLE_EN()
    source = v.CITATION()


class ItaLevel(dy.Schema):
    """One ITA level: it holds when the total and each instrument reach its least scores."""

    scheme_code = v.SCHEME_CODE(key=True, references="ita_scheme.scheme_code")
    level_code = v.LEVEL_CODE(key=True)
    level_th = v.LEVEL_TH()
    level_en = v.LEVEL_EN()
    sort_order = v.SORT_ORDER()
    minimum_total = v.MINIMUM_TOTAL()
    minimum_instrument = v.MINIMUM_INSTRUMENT(empty=True)
    is_pass = v.IS_PASS()
    source = v.CITATION()


class Status(dy.Schema):
    """One status of a project; the stored ones may stand in a report."""

    status_code = v.STATUS_CODE(key=True)
    status_th = v.STATUS_TH()
    status_en = v.STATUS_EN()
    is_stored = v.IS_STORED()
    symbol = v.SYMBOL()
    sort_order = v.SORT_ORDER()
    source = v.CITATION()


class ReportRound(dy.Schema):
    """One report round: the day its period ends and the last day the report is due."""

    report_round = v.REPORT_ROUND(key=True)
    title_th = v.TITLE_TH()
    title_en = v.TITLE_EN()
    period_end_month = v.PERIOD_END_MONTH()
    period_end_day = v.PERIOD_END_DAY()
    due_month = v.DUE_MONTH()
    due_day = v.DUE_DAY()
    source = v.CITATION()


class Reason(dy.Schema):
    """One reason why a project cannot proceed."""

    reason_code = v.REASON_CODE(key=True)
    reason_th = v.REASON_TH()
    reason_en = v.REASON_EN()
    source = v.CITATION()


class RiskLevel(dy.Schema):
    """One level of risk."""

    level_code = v.RISK_LEVEL_CODE(key=True)
    level_rank = v.LEVEL_RANK()
    level_th = v.LEVEL_TH()
    level_en = v.LEVEL_EN()
    source = v.CITATION()


class PlanSizeMinimum(dy.Schema):
    """The least number of projects a year for one band of yearly budgets, upper edge excluded."""

    framework_code = v.FRAMEWORK_CODE(key=True, references="framework.framework_code")
    minimum_budget_baht = v.MINIMUM_BUDGET_BAHT(key=True)
    maximum_budget_baht = v.MAXIMUM_BUDGET_BAHT(empty=True)
    minimum_project_count = v.MINIMUM_PROJECT_COUNT()
    source = v.CITATION()


class NationalTarget(dy.Schema):
    """One target that the state sets, for every body or for the country."""

    metric_code = v.METRIC_CODE(key=True)
    applies_to = v.APPLIES_TO(key=True)
    first_fiscal_year = v.FIRST_FISCAL_YEAR(key=True)
    last_fiscal_year = v.LAST_FISCAL_YEAR()
    target_value = v.TARGET_VALUE()
    target_kind = v.TARGET_KIND()
    title_th = v.TITLE_TH()
    title_en = v.TITLE_EN()
    source = v.CITATION()


class ImplementationFlag(dy.Schema):
    """One colour of the implementation flag and the share of completed projects it begins at."""

    report_round = v.REPORT_ROUND(key=True, references="report_round.report_round")
    flag_code = v.FLAG_CODE(key=True)
    minimum_share = v.MINIMUM_SHARE()
    flag_th = v.FLAG_TH()
    flag_en = v.FLAG_EN()
    source = v.CITATION()


class ItaNational(dy.Schema):
    """The national ITA result of one year, as it was made public."""

    fiscal_year = v.FISCAL_YEAR(key=True)
    mean_score = v.MEAN_SCORE(empty=True)
    passed_count = v.PASSED_COUNT(empty=True)
    assessed_count = v.ASSESSED_COUNT(empty=True)
    source = v.CITATION()


REFERENCE_TABLES = [
    Table("region", Region, "ภาคหนึ่งภาค", "One region", True),
    Table("province", Province, "จังหวัดหนึ่งจังหวัด", "One province", True),
    Table("organisation_type", OrganisationType, "ประเภท อปท. หนึ่งประเภท", "One type of organisation", True),
    Table("framework", Framework, "กรอบแผนหนึ่งกรอบ", "One framework of plans", True),
    Table("dimension", Dimension, "มิติหนึ่งของกรอบแผน", "One dimension of a framework", True),
    Table("mission", Mission, "ภารกิจหนึ่งของกรอบแผน", "One mission of a framework", True),
    Table("standard_measure", StandardMeasure, "มาตรการมาตรฐานหนึ่งรายการ", "One standard measure", True),
    Table("ita_scheme", ItaScheme, "เกณฑ์ ITA หนึ่งชุด", "One set of ITA rules", True),
    Table("ita_instrument", ItaInstrument, "เครื่องมือ ITA หนึ่งชุด", "One ITA instrument", True),
    Table("ita_indicator_name", ItaIndicatorName, "ชื่อตัวชี้วัด ITA หนึ่งตัว", "One ITA indicator", True),
    Table("ita_level", ItaLevel, "ระดับผล ITA หนึ่งระดับ", "One ITA level", True),
    Table("status", Status, "สถานะหนึ่งสถานะ", "One project status", True),
    Table("report_round", ReportRound, "รอบรายงานหนึ่งรอบ", "One report round", True),
    Table("reason", Reason, "เหตุผลหนึ่งข้อ", "One reason", True),
    Table("risk_level", RiskLevel, "ระดับความเสี่ยงหนึ่งระดับ", "One risk level", True),
    Table("plan_size_minimum", PlanSizeMinimum, "ขั้นต่ำหนึ่งช่วงงบประมาณ", "One budget band", True),
    Table("national_target", NationalTarget, "เป้าหมายระดับชาติหนึ่งข้อ", "One national target", True),
    Table("implementation_flag", ImplementationFlag, "ธงหนึ่งสีของหนึ่งรอบ", "One flag of a round", True),
    Table("ita_national", ItaNational, "ผล ITA ระดับชาติหนึ่งปี", "One year's national ITA result", True),
]
