"""The plans, their projects, and the years for which each project is planned.

An organisation has a plan in each framework that the years touch, but one in fifty is missing. A plan has `size`
projects in every year: the least number of its budget band and up to 15 more, at most 35, and in one plan of ten up to
three fewer than the least. A few projects take turns and are planned every other year, so that the list is longer than
a year.
"""

import numpy as np
import polars as pl

from etl.simulate import chance
from etl.simulate.reference import table
from etl.simulate.titles import candidates, with_name

MOST_PROJECTS = 35
_MISSING_PLAN = 0.02
_SMALL_PLAN = 0.10
_MOST_FEWER = 3
_MOST_MORE = 16
# Of the projects of a year, one in eight takes turns with another; of the list, one in seven is the plan's own.
_TURNS = 8
_OWN = 7
_NAMED_SHARE = 0.25
_WORDING_WEIGHTS = (60, 15, 15, 10)
_UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสวัสดิการสังคม", "หน่วยตรวจสอบภายใน", None)
_UNIT_WEIGHTS = (46, 12, 8, 14, 8, 8, 4)
# Quarters, and how many of a hundred projects have them; none are told for some.
QUARTERS = ("1;2;3;4", "1", "2", "3", "4", "1;2", "2;3", "3;4", None)
_QUARTER_WEIGHTS = (36, 4, 12, 14, 6, 6, 10, 6, 6)
_MIDDLE_BAHT = 25_000
_BAHT_SPREAD = 0.8
_SAME_EVERY_YEAR = 0.7


def plans_of(organisations: pl.DataFrame, years: range) -> pl.DataFrame:
    """One row for each plan, with `size` (projects a year) and `turns` (how many of them take turns)."""
    in_force = table("framework").filter(
        pl.col("first_fiscal_year") <= years[-1], pl.col("last_fiscal_year") >= years[0]
    )
    frameworks = in_force.select("framework_code", "first_fiscal_year", "last_fiscal_year")
    plans = organisations.rename({"key": "org_key"}).join(frameworks, how="cross")
    key = chance.child(chance.keys_of(plans, "org_key"), plans["first_fiscal_year"].to_numpy())
    size = _sizes(plans, key)
    span = pl.concat_str(pl.col("first_fiscal_year"), pl.lit("-"), pl.col("last_fiscal_year"))
    title = pl.concat_str(
        pl.lit("แผนปฏิบัติการป้องกันการทุจริต "), pl.coalesce("full_name_th", "name_th"), pl.lit(" พ.ศ. "), span
    )
    return (
        plans.with_columns(pl.Series("key", key), pl.Series("size", size), pl.Series("turns", size // _TURNS))
        .with_columns(
            plan_id=pl.concat_str("org_code", pl.lit("-"), span),
            kind=pl.lit("anti_corruption_plan"),
            is_draft=pl.lit(False),
            title_th=title,
            stated_project_count=pl.col("size") + pl.col("turns"),
        )
        .filter(chance.uniform(key, "missing plan") >= _MISSING_PLAN)
    )


def _sizes(plans: pl.DataFrame, key: chance.Keys) -> chance.Whole:
    bands = table("plan_size_minimum").sort("minimum_budget_baht")
    band = np.searchsorted(
        bands["minimum_budget_baht"].to_numpy(), plans["size_baht"].to_numpy(), side="right"
    )
    least = bands["minimum_project_count"].to_numpy()[band - 1]
    more = np.minimum(least + chance.whole(key, "more projects", _MOST_MORE), MOST_PROJECTS)
    fewer = least - 1 - chance.whole(key, "fewer projects", _MOST_FEWER)
    return np.where(chance.uniform(key, "small plan") < _SMALL_PLAN, fewer, more)


def projects_of(plans: pl.DataFrame) -> pl.DataFrame:
    """One row for each project, in the order of dimension and mission, as plans list them.

    `turn` is empty, or odd or even as the years for which the project is planned; `base_baht` is its yearly budget,
    0 or empty where it has none; `is_own` tells that it is no standard measure.
    """
    chosen = _chosen(plans)
    key = chance.keys_of(chosen)
    seq_no = pl.int_range(1, pl.len() + 1).over("plan_id")
    number = seq_no.cast(pl.String).str.zfill(2)
    return _titled(chosen, key).with_columns(
        _turn().alias("turn"),
        project_id=pl.concat_str("plan_id", pl.lit("-"), number),
        seq_no=seq_no,
        printed_no=seq_no,
        base_baht=_base_baht(chosen, key),
        planned_quarters=chance.choice(chance.one_of(key, "quarters", _QUARTER_WEIGHTS), QUARTERS),
        responsible_unit=chance.choice(chance.one_of(key, "unit", _UNIT_WEIGHTS), _UNITS),
    )


def _titled(projects: pl.DataFrame, key: chance.Keys) -> pl.DataFrame:
    """With one of the wordings of each title; some of those with a full name bear it."""
    wording = pl.lit(pl.Series(chance.one_of(key, "wording", _WORDING_WEIGHTS)))
    is_named = pl.Series(chance.uniform(key, "named") < _NAMED_SHARE) & projects["full_name_th"].is_not_null()
    worded = projects.with_columns(title_th=pl.col("wordings").list.get(wording)).drop("wordings")
    named = with_name("title_th", "full_name_th")
    return worded.with_columns(title_th=pl.when(is_named).then(named).otherwise("title_th"))


def _turn() -> pl.Expr:
    """The last of each plan by lot take turns, as many in odd years as in even ones."""
    place = pl.col("lot").rank("ordinal").over("plan_id").cast(pl.Int64)
    before = pl.col("stated_project_count") - 2 * pl.col("turns")
    return pl.when(place > before).then(place)


def _chosen(plans: pl.DataFrame) -> pl.DataFrame:
    """The titles that fall to each plan, those that most plans have rather than the others."""
    of_plan = plans.select(
        "plan_id", "org_key", "skill", "size_baht", "full_name_th", "stated_project_count", "turns",
        "first_fiscal_year", "last_fiscal_year", pl.col("key").alias("plan_key"),
    )  # fmt: skip
    rows = of_plan.join(candidates(), how="cross")
    number = rows["candidate_no"].to_numpy()
    key = chance.child(chance.keys_of(rows, "plan_key"), number)
    rarity = 0.5 + chance.uniform(chance.child(chance.seed_key(0), number), "rarity")
    place = pl.Series(chance.uniform(key, "title") * rarity)
    own = pl.col("stated_project_count") // _OWN
    places = pl.when("is_own").then(own).otherwise(pl.col("stated_project_count") - own)
    # The first framework knows one mission of the first dimension only.
    first_framework = table("framework")["first_fiscal_year"].min()
    only_mission = (pl.col("first_fiscal_year") == first_framework) & (pl.col("dimension_no") == 1)
    mission = pl.when(only_mission).then(pl.lit("1.1")).otherwise("mission_no")
    return (
        rows.with_columns(pl.Series("key", key), place=place, lot=pl.Series(chance.uniform(key, "turn")))
        .filter(pl.col("place").rank("ordinal").over("plan_id", "is_own") <= places)
        .with_columns(mission_no=mission)
        .sort("plan_id", "dimension_no", "mission_no", "candidate_no")
    )


def _base_baht(projects: pl.DataFrame, key: chance.Keys) -> pl.Series:
    """Baht a year: larger organisations plan more; measures seldom cost anything."""
    scale = _MIDDLE_BAHT * (projects["size_baht"].to_numpy() / 50e6) ** 0.4
    baht = (scale * np.exp(_BAHT_SPREAD * chance.normal(key, "baht"))).round(-3)
    costs = np.where(projects["kind"].fill_null("project").to_numpy() == "project", 0.70, 0.15)
    drawn = chance.uniform(key, "costs")
    is_told = drawn < costs + (1 - costs) * 0.6
    told = pl.Series(np.where(drawn < costs, np.maximum(baht, 1_000), 0).astype(np.int64))
    return pl.select(pl.when(pl.Series(is_told)).then(told).alias("base_baht"))["base_baht"]


def years_of(projects: pl.DataFrame, years: range) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One row for each project and year that it is planned for, and one for each year in which it has no turn."""
    of_project = projects.select(
        "project_id", "plan_id", "dimension_no", "planned_quarters", "base_baht", "turn", "org_key", "skill",
        "first_fiscal_year", "last_fiscal_year", pl.col("key").alias("project_key"),
    )  # fmt: skip
    every = of_project.join(pl.DataFrame({"fiscal_year": list(years)}), how="cross").filter(
        pl.col("fiscal_year").is_between("first_fiscal_year", "last_fiscal_year")
    )
    key = chance.child(chance.keys_of(every, "project_key"), every["fiscal_year"].to_numpy())
    change = 0.8 + 0.1 * chance.whole(key, "change", 5)
    varies = pl.Series(chance.uniform(chance.keys_of(every, "project_key"), "varies") >= _SAME_EVERY_YEAR)
    changed = pl.col("base_baht") * pl.when(varies).then(pl.Series(change)).otherwise(1.0)
    rows = every.with_columns(
        pl.Series("key", key), budget_baht=((changed / 500).round() * 500).cast(pl.Int64)
    ).drop("base_baht", "project_key", "first_fiscal_year", "last_fiscal_year")
    has_turn = pl.col("turn").is_null() | ((pl.col("turn") + pl.col("fiscal_year")) % 2 == 0)
    return rows.filter(has_turn), rows.filter(~has_turn)
