"""What some organisations tell beside plans and scores: targets, cases and complaints, results."""

import numpy as np
import polars as pl

from etl.simulate import chance

_TARGET_YEARS = range(2566, 2571)
_BASELINE_YEAR = 2565
# Metric -> share of organisations that set it, the values of its years, and whether it has a baseline year.
_TARGETS: dict[str, tuple[float, tuple[float, ...], bool]] = {
    "ita_score": (0.6, (85, 85, 85, 85, 85), False),
    "project_completion": (0.15, (0.6, 0.65, 0.7, 0.75, 0.8), False),
    "case_reduction": (0.2, (0.1, 0.2, 0.3, 0.4, 0.5), True),
}
_COUNTING = 0.12
_MANY, _FEW = 6.0, 0.6
_MANY_SHARE = 0.15
_COMPLAINTS_A_CASE = 3
_FIRST_YEAR, _YEARLY_FALL = 2561, 0.94
_TELLING_RESULTS = 0.15
# What is counted, in which unit, and the middle number.
_RESULTS = (
    ("ผู้เข้ารับการอบรม", "คน", 180),
    ("เรื่องร้องเรียนที่ตอบกลับแล้ว", "เรื่อง", 12),
    ("ครัวเรือนที่เข้าร่วมประชาคม", "ครัวเรือน", 400),
)


def targets_of(organisations: pl.DataFrame, years: range) -> pl.DataFrame:
    """One row for each target of an organisation, year and metric, when the years reach the second framework."""
    parts = [_targets(organisations, metric) for metric in _TARGETS]
    rows = pl.concat(parts)
    return rows if years[-1] >= _TARGET_YEARS[0] else rows.clear()


def _targets(organisations: pl.DataFrame, metric: str) -> pl.DataFrame:
    share, values, has_baseline = _TARGETS[metric]
    setting = organisations.filter(chance.uniform(chance.keys_of(organisations), f"target {metric}") < share)
    values_by_year = {"fiscal_year": list(_TARGET_YEARS), "target_value": [float(value) for value in values]}
    rows = setting.select("org_code", pl.col("key").alias("org_key")).join(
        pl.DataFrame(values_by_year), how="cross"
    )
    key = chance.child(chance.keys_of(rows, "org_key"), rows["fiscal_year"].to_numpy())
    baseline = pl.lit(_BASELINE_YEAR if has_baseline else None, pl.Int64)
    return rows.select(
        "org_code",
        "fiscal_year",
        pl.lit(metric).alias("metric_code"),
        "target_value",
        baseline.alias("baseline_fiscal_year"),
        pl.Series("key", chance.child(key, list(_TARGETS).index(metric))),
    )


def case_counts_of(organisations: pl.DataFrame, years: range) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One row for each organisation, year and kind that is counted, and one for each that is not.

    One organisation of eight counts; most of these have no case in most years, few have several every year.
    """
    kinds = pl.DataFrame({"kind": ["case", "complaint"], "kind_no": [1, _COMPLAINTS_A_CASE]})
    rows = (
        organisations.select("org_code", pl.col("key").alias("org_key"))
        .join(pl.DataFrame({"fiscal_year": list(years)}), how="cross")
        .join(kinds, how="cross")
    )
    of_organisation = chance.keys_of(rows, "org_key")
    key = chance.child(
        chance.child(of_organisation, rows["fiscal_year"].to_numpy()), rows["kind_no"].to_numpy()
    )
    middle = np.where(chance.uniform(of_organisation, "many cases") < _MANY_SHARE, _MANY, _FEW)
    fall = _YEARLY_FALL ** (rows["fiscal_year"].to_numpy() - _FIRST_YEAR)
    count = -np.log1p(-chance.uniform(key, "cases")) * middle * fall * rows["kind_no"].to_numpy()
    told = rows.select(
        "org_code", "fiscal_year", "kind", pl.Series("count", count.astype(np.int64)), pl.Series("key", key)
    )
    counts = chance.uniform(of_organisation, "counting") < _COUNTING
    return told.filter(counts), told.filter(~counts)


def results_of(plans: pl.DataFrame, projects: pl.DataFrame, years: range) -> pl.DataFrame:
    """Three figures a year of some plans, the first of them of a project of the plan."""
    telling = plans.filter(chance.uniform(chance.keys_of(plans), "telling results") < _TELLING_RESULTS)
    first = projects.filter(pl.col("seq_no") == 1).select(
        "plan_id", pl.col("project_id").alias("first_project_id")
    )
    texts = pl.DataFrame(_RESULTS, schema=["result_th", "unit_th", "middle"], orient="row")
    rows = (
        telling.select("plan_id", "org_code", "key", "first_fiscal_year", "last_fiscal_year")
        .join(pl.DataFrame({"fiscal_year": list(years)}), how="cross")
        .filter(pl.col("fiscal_year").is_between("first_fiscal_year", "last_fiscal_year"))
        .join(first, on="plan_id", maintain_order="left")
        .join(texts.with_row_index("result_no", 1), how="cross")
    )
    key = chance.child(
        chance.child(chance.keys_of(rows), rows["fiscal_year"].to_numpy()), rows["result_no"].to_numpy()
    )
    return rows.select(
        pl.concat_str("plan_id", "fiscal_year", "result_no", separator="-").alias("result_id"),
        "org_code",
        "fiscal_year",
        "plan_id",
        pl.when(pl.col("result_no") == 1).then("first_project_id").alias("project_id"),
        "result_th",
        pl.Series("value", chance.whole(key, "result", 2 * rows["middle"].to_numpy())),
        "unit_th",
        pl.Series("key", key),
    )
