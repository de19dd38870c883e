"""Control totals: what one plan of twelve prints about one of its years, counted from the rows as they are."""

import polars as pl

from etl.simulate import chance

_PLANS_WITH_TOTALS = 0.08
_KEYS = ["plan_id", "fiscal_year"]


def totals_of(
    plans: pl.DataFrame, project_years: pl.DataFrame, reports: pl.DataFrame, years: range
) -> pl.DataFrame:
    """One row for each total: projects, baht and first quarters planned, projects completed, baht disbursed."""
    asked = _asked(plans, years)
    planned = project_years.join(asked, on=_KEYS, how="semi")
    reported = reports.join(asked, on=_KEYS, how="semi").filter(pl.col("report_round") == 12)  # noqa: PLR2004
    completed = reported.filter(pl.col("status_code") == "completed")
    parts = [
        _total(1, "project_count", planned.group_by(_KEYS).agg(value=pl.len())),
        _total(
            2,
            "budget_baht",
            planned.drop_nulls("budget_baht").group_by(_KEYS).agg(value=pl.sum("budget_baht")),
        ),
        _total(3, "quarter_count", planned.group_by(_KEYS).agg(value=_in_first_quarter().sum()), quarter=1),
        _total(
            4,
            "status_count",
            completed.group_by(_KEYS).agg(value=pl.len()),
            status="completed",
            report_round=12,
        ),
        _total(
            5,
            "disbursed_baht",
            reported.drop_nulls("disbursed_baht").group_by(_KEYS).agg(value=pl.sum("disbursed_baht")),
            report_round=12,
        ),
    ]
    rows = pl.concat(parts).join(asked, on=_KEYS, maintain_order="left").sort("plan_id", "total_no")
    key = chance.child(chance.keys_of(rows, "plan_key"), rows["total_no"].to_numpy())
    return rows.with_columns(
        pl.Series("key", key), total_id=pl.format("{}-t{}", "plan_id", pl.col("total_no"))
    ).drop("plan_key", "total_no")


def _asked(plans: pl.DataFrame, years: range) -> pl.DataFrame:
    """The plans that print totals, each with one of its years."""
    printing = plans.filter(chance.uniform(chance.keys_of(plans), "totals") < _PLANS_WITH_TOTALS)
    first = printing["first_fiscal_year"].to_numpy().clip(years[0])
    last = printing["last_fiscal_year"].to_numpy().clip(None, years[-1])
    year = first + chance.whole(chance.keys_of(printing), "year of totals", last - first + 1)
    return printing.select("plan_id", pl.Series("fiscal_year", year), pl.col("key").alias("plan_key"))


def _in_first_quarter() -> pl.Expr:
    return pl.col("planned_quarters").str.contains("1", literal=True).fill_null(False)


def _total(
    number: int,
    measure: str,
    counted: pl.DataFrame,
    *,
    quarter: int | None = None,
    status: str | None = None,
    report_round: int | None = None,
) -> pl.DataFrame:
    return counted.select(
        *_KEYS,
        pl.lit(measure).alias("measure"),
        pl.lit(quarter, pl.Int64).alias("quarter"),
        pl.lit(status, pl.String).alias("status_code"),
        pl.lit(report_round, pl.Int64).alias("report_round"),
        pl.col("value").cast(pl.Int64),
        pl.lit(number, pl.Int64).alias("total_no"),
    )
