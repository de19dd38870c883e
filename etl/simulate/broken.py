"""Broken rows on purpose: rows beside the sound ones that break one rule of their table each.

A broken row is made of a sound one whose key is free, so that it breaks nothing but its rule and takes nothing with
it when it is left out. All values are text, as in a file.
"""

from dataclasses import dataclass

import polars as pl

from etl.simulate import chance

_SHARE = 0.0002
_UNKNOWN_PROJECT = pl.format("9999999-2566-2570-{}", pl.int_range(1, pl.len() + 1))
_UNKNOWN_ORGANISATION = pl.format("9{}", pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(6))
_CE = 543
_CE_YEAR = (pl.col("fiscal_year").cast(pl.Int64) - _CE).cast(pl.String)
_BE_DATE = pl.format("{}-10-15", pl.col("fiscal_year").cast(pl.Int64))


@dataclass(frozen=True)
class Break:
    """One way to break a row: the column that gets another value, and the rule that rejects the row for it."""

    table: str
    column: str
    rule_code: str
    value: pl.Expr


REPEATED = "primary_key"
BREAKS = [
    Break("organisation", "province_code", "unknown_reference", pl.lit("09")),
    Break("organisation", "type_code", "unknown_reference", pl.lit("village")),
    Break("plan", "org_code", "unregistered_organisation", _UNKNOWN_ORGANISATION),
    Break("plan", "is_draft", "not_true_or_false", pl.lit("ไม่ใช่")),
    Break("plan", "first_fiscal_year", "ce_year", pl.lit("2023")),
    Break("project", "plan_id", "unknown_reference", pl.lit("9999999-2566-2570")),
    Break("project", "dimension_no", "max", pl.lit("5")),
    Break("project", "kind", "regex", pl.lit("โครงการ")),
    Break("project", "title_th", "nullability", pl.lit(None, pl.String)),
    Break("project_year", "project_id", "unknown_reference", _UNKNOWN_PROJECT),
    Break("project_year", "budget_baht", "min", pl.lit("-20000")),
    Break("project_year", "budget_baht", "not_a_number", pl.lit("ยังไม่กำหนด")),
    Break("project_year", "fiscal_year", "ce_year", _CE_YEAR),
    Break("project_year", "planned_quarters", "inner_max", pl.lit("4;5")),
    Break("project_year", "planned_quarters", "not_a_list", pl.lit("1-4")),
    Break("status_report", "status_code", "unknown_reference", pl.lit("finished")),
    Break("status_report", "disbursed_baht", "min", pl.lit("-1500")),
    Break("status_report", "fiscal_year", "ce_year", _CE_YEAR),
    Break("status_report", "project_id", "unknown_reference", _UNKNOWN_PROJECT),
    Break("status_report", "report_round", "unknown_reference", pl.lit("9")),
    Break("status_report", "reported_on", "be_date", _BE_DATE),
    Break("status_report", "reason_code", "unknown_reference", pl.lit("rain")),
    Break("status_report", "project_id/fiscal_year/report_round", REPEATED, pl.lit("")),
    Break("target", "target_value", "not_a_number", pl.lit("ร้อยละ 85")),
    Break("case_count", "count", "min", pl.lit("-1")),
    Break("case_count", "org_code/fiscal_year/kind", REPEATED, pl.lit("")),
    Break("risk", "likelihood", "max", pl.lit("7")),
    Break("risk", "level_code", "regex", pl.lit("extreme")),
    Break("risk_control", "control_th", "nullability", pl.lit(None, pl.String)),
    Break("ita_indicator", "score", "max", pl.lit("185.20")),
    Break("ita_indicator", "score", "not_a_number", pl.lit("8O.25")),
    Break("ita_indicator", "indicator_no", "max", pl.lit("11")),
    Break("ita_indicator", "org_code", "unregistered_organisation", _UNKNOWN_ORGANISATION),
    Break("ita_result", "total_stated", "max", pl.lit("854.00")),
    Break("result", "unit_th", "nullability", pl.lit(None, pl.String)),
    Break("control_total", "measure", "regex", pl.lit("rai")),
]


def broken_rows(table: str, spare: pl.DataFrame, row_count: int) -> pl.DataFrame:
    """The broken rows of a table of `row_count` sound ones, with `fault` and `fault_column`.

    `spare` are sound rows as text whose keys are free, with their `key`; each is used once.
    """
    breaks = [one for one in BREAKS if one.table == table]
    columns = [name for name in spare.columns if name != "key"]
    lots = pl.Series(chance.uniform(chance.keys_of(spare), "broken"))
    in_lots = spare.select(columns)[lots.arg_sort()]
    each = min(max(1, round(row_count * _SHARE)), spare.height // max(1, len(breaks)))
    parts = [_broken(in_lots.slice(place * each, each), one) for place, one in enumerate(breaks)]
    faults = {"fault": pl.String, "fault_column": pl.String}
    return pl.concat([pl.DataFrame(schema={**dict.fromkeys(columns, pl.String), **faults}), *parts])


def _broken(rows: pl.DataFrame, one: Break) -> pl.DataFrame:
    told = rows.with_columns(fault=pl.lit(one.rule_code), fault_column=pl.lit(one.column))
    if one.rule_code == REPEATED:
        return pl.concat([told, told])
    return told.with_columns(one.value.alias(one.column))
