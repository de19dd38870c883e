"""The published tables that the build makes itself: metrics and verdicts, corrections and findings, the dictionary."""

import dataframely as dy

from etl.schemas import vocabulary as v

ORGANISATION = "organisation.org_code"


class Metric(dy.Schema):
    """One metric: what it measures, why and how, from the header of its `.sql` file, and its statement."""

    metric_code = v.METRIC_CODE(key=True)
    name_th = v.NAME_TH()
    name_en = v.TITLE_EN()
    description_th = v.DESCRIPTION_TH()
    description_en = v.DESCRIPTION_EN()
    why_th = v.WHY_TH()
    why_en = v.WHY_EN()
    formula_th = v.FORMULA_TH()
    formula_en = v.FORMULA_EN()
    excluded_th = v.EXCLUDED_TH()
    excluded_en = v.EXCLUDED_EN()
    assumed_th = v.ASSUMED_TH()
    assumed_en = v.ASSUMED_EN()
    unit = v.UNIT()
    better = v.BETTER()
    least_value = v.LEAST_VALUE(empty=True)
    greatest_value = v.GREATEST_VALUE(empty=True)
    aggregate = v.AGGREGATE()
    is_reported = v.IS_REPORTED()
    sort_order = v.SORT_ORDER()
    source = v.CITATION()
    statement = v.STATEMENT()


class MetricPart(dy.Schema):
    """The smallest part of a metric: one organisation, year, and where they apply round and dimension.

    A figure of any scope is the sum of the numerators over the sum of the denominators.
    """

    metric_code = v.METRIC_CODE(references="metric.metric_code")
    org_code = v.ORG_CODE(references=ORGANISATION)
    fiscal_year = v.FISCAL_YEAR()
    report_round = v.REPORT_ROUND(empty=True)
    dimension_no = v.DIMENSION_NO(empty=True)
    numerator = v.NUMERATOR()
    denominator = v.DENOMINATOR()


class MetricValue(dy.Schema):
    """One metric of one organisation and year, of the latest round reported where rounds apply."""

    metric_code = v.METRIC_CODE(key=True, references="metric.metric_code")
    org_code = v.ORG_CODE(key=True, references=ORGANISATION)
    fiscal_year = v.FISCAL_YEAR(key=True)
    report_round = v.REPORT_ROUND(empty=True)
    numerator = v.NUMERATOR()
    denominator = v.DENOMINATOR()
    value = v.VALUE(empty=True)


class MetricStatus(dy.Schema):
    """The verdict on one metric of one organisation and year against its target.

    `projected_value` is the value expected for `target_fiscal_year` if the linear trend holds.
    """

    metric_code = v.METRIC_CODE(key=True, references="metric.metric_code")
    org_code = v.ORG_CODE(key=True, references=ORGANISATION)
    fiscal_year = v.FISCAL_YEAR(key=True)
    value = v.VALUE(empty=True)
    target_value = v.TARGET_VALUE()
    target_fiscal_year = v.TARGET_FISCAL_YEAR()
    status_code = v.STATUS_CODE()
    projected_value = v.PROJECTED_VALUE(empty=True)
    method = v.METHOD()


class Correction(dy.Schema):
    """One cell that was corrected: the printed value, the corrected one and the proof."""

    source_id = v.SOURCE_ID(key=True, references="source.source_id")
    table_name = v.TABLE_NAME(key=True)
    row_key = v.ROW_KEY(key=True)
    column_name = v.COLUMN_NAME(key=True)
    printed = v.PRINTED(empty=True)
    corrected = v.CORRECTED(empty=True)
    reason = v.REASON()
    evidence = v.EVIDENCE()
    locator = v.LOCATOR()
    org_code = v.ORG_CODE(empty=True)
    fiscal_year = v.FISCAL_YEAR(empty=True)


class Rule(dy.Schema):
    """One rule of the checks: what it asks, from the header of its `.sql` file, and its statement."""

    rule_code = v.RULE_CODE(key=True)
    title_th = v.TITLE_TH()
    title_en = v.TITLE_EN()
    is_total = v.IS_TOTAL()
    statement = v.STATEMENT()


class Finding(dy.Schema):
    """One thing that the checks found; severity `agreement` is evidence that a printed total holds."""

    finding_id = v.FINDING_ID(key=True)
    rule_code = v.RULE_CODE(references="rule.rule_code")
    severity = v.SEVERITY()
    source_id = v.SOURCE_ID(empty=True)
    locator = v.LOCATOR(empty=True)
    org_code = v.ORG_CODE(empty=True)
    fiscal_year = v.FISCAL_YEAR(empty=True)
    project_id = v.PROJECT_ID(empty=True)
    printed_value = v.PRINTED_VALUE(empty=True)
    computed_value = v.COMPUTED_VALUE(empty=True)
    resolution = v.RESOLUTION()
    message_th = v.MESSAGE_TH()
    message_en = v.MESSAGE_EN()


class Build(dy.Schema):
    """One build of the warehouse: this one."""

    build_id = v.BUILD_ID(key=True)
    built_at = v.BUILT_AT()
    version = v.VERSION()
    statements_sha256 = v.STATEMENTS_SHA256()
    source_count = v.SOURCE_COUNT()
    row_count = v.ROW_COUNT()
    rejected_count = v.REJECTED_COUNT()
    finding_count = v.FINDING_COUNT()


class Dictionary(dy.Schema):
    """One column of one published table: its type, unit and meaning."""

    table_name = v.TABLE_NAME(key=True)
    column_name = v.COLUMN_NAME(key=True)
    data_type = v.DATA_TYPE()
    unit = v.UNIT(empty=True)
    name_th = v.NAME_TH()
    name_en = v.TITLE_EN()
    is_key = v.IS_KEY()
    is_optional = v.IS_OPTIONAL()
    refers_to = v.REFERS_TO(empty=True)
    sort_order = v.SORT_ORDER()


class PublishedTable(dy.Schema):
    """One published table: what a row is, and how many there are."""

    table_name = v.TABLE_NAME(key=True)
    grain_th = v.GRAIN_TH()
    grain_en = v.GRAIN_EN()
    is_reference = v.IS_REFERENCE()
    row_count = v.ROW_COUNT()
    sort_order = v.SORT_ORDER()
