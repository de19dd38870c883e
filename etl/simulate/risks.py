"""Risks and their controls: in one plan of four, three to six events, of which each step has two or three controls.

A control bears the title of a project of its plan, or words that no project has.
"""

import numpy as np
import polars as pl

from etl.simulate import chance

_PLANS_WITH_RISKS = 0.25
_FEWEST, _MORE = 3, 4
_OF_ONE_YEAR = 0.2
_LEVEL_ALONE = 0.25
_MATCHED = 0.65
_STEPS = ("การจัดซื้อจัดจ้าง", "การอนุญาต อนุมัติ", "การบริหารงานบุคคล")
_EVENTS = (
    "กำหนดคุณลักษณะเอื้อผู้เสนอราคาบางราย", "ตรวจรับงานทั้งที่ยังไม่แล้วเสร็จ", "เรียกรับประโยชน์เพื่อให้อนุญาตเร็วขึ้น",
    "ออกใบอนุญาตโดยเอกสารไม่ครบ", "บรรจุแต่งตั้งโดยเห็นแก่ความสัมพันธ์", "นำทรัพย์สินของราชการไปใช้ส่วนตัว",
)  # fmt: skip
_OWN_CONTROLS = (
    "หมุนเวียนเจ้าหน้าที่ผู้ตรวจรับงานทุกหกเดือน", "ให้ประชาชนถ่ายภาพหน้างานส่งเข้ากลุ่มไลน์", "แยกผู้รับคำขอออกจากผู้ตรวจเอกสาร",
    "ตั้งกล่องรับแจ้งเบาะแสที่ศาลาหมู่บ้าน",
)  # fmt: skip
# From which score (likelihood times impact) a risk is of each level.
_LEVEL_BOUNDS = (4, 9, 15)
_LEVELS = ("low", "medium", "high", "very_high")


def risks_of(plans: pl.DataFrame) -> pl.DataFrame:
    """One row for each risk event; two events share a step."""
    with_risks = plans.filter(chance.uniform(chance.keys_of(plans), "risks") < _PLANS_WITH_RISKS)
    events = _FEWEST + chance.whole(chance.keys_of(with_risks), "events", _MORE)
    of_plan = with_risks.select("plan_id", "org_code", "first_fiscal_year", pl.col("key").alias("plan_key"))
    rows = of_plan.with_columns(event_no=pl.Series(events)).select(
        pl.exclude("event_no"), pl.int_ranges(1, pl.col("event_no") + 1).alias("event_no")
    )
    rows = rows.explode("event_no")
    key = chance.child(chance.keys_of(rows, "plan_key"), rows["event_no"].to_numpy())
    likelihood, impact = (1 + chance.one_of(key, of, (20, 30, 25, 15, 10)) for of in ("likelihood", "impact"))
    level = np.searchsorted(_LEVEL_BOUNDS, likelihood * impact, side="right")
    is_scored = pl.Series(chance.uniform(chance.keys_of(rows, "plan_key"), "level alone") >= _LEVEL_ALONE)
    is_of_one_year = pl.Series(chance.uniform(chance.keys_of(rows, "plan_key"), "risk year") < _OF_ONE_YEAR)
    step = (pl.col("event_no") + 1) // 2
    return rows.select(
        pl.format("{}-r{}", "plan_id", pl.col("event_no").cast(pl.String).str.zfill(2)).alias("risk_id"),
        "org_code",
        "plan_id",
        pl.when(is_of_one_year).then(pl.col("first_fiscal_year") + 1).alias("fiscal_year"),
        step.alias("step_no"),
        pl.lit(pl.Series(_STEPS)).gather(step - 1).alias("process_step"),
        chance.choice((rows["event_no"].to_numpy() - 1) % len(_EVENTS), _EVENTS).alias("risk_event"),
        pl.when(is_scored).then(pl.Series(likelihood)).alias("likelihood"),
        pl.when(is_scored).then(pl.Series(impact)).alias("impact"),
        pl.when(is_scored).then(pl.Series(likelihood * impact)).alias("risk_score"),
        chance.choice(level, _LEVELS).alias("level_code"),
        pl.Series("key", key),
        "plan_key",
    )


def controls_of(risks: pl.DataFrame, projects: pl.DataFrame) -> pl.DataFrame:
    """One row for each control of a step."""
    steps = risks.select("plan_id", "step_no", "org_code", "plan_key").unique(maintain_order=True)
    key = chance.child(chance.keys_of(steps, "plan_key"), 100 + steps["step_no"].to_numpy())
    count = 2 + chance.whole(key, "controls", 2)
    rows = steps.with_columns(pl.Series("step_key", key), pl.Series("count", count)).select(
        pl.exclude("count"), pl.int_ranges(1, pl.col("count") + 1).alias("control_no")
    )
    rows = rows.explode("control_no")
    key = chance.child(chance.keys_of(rows, "step_key"), rows["control_no"].to_numpy())
    # A plan has more than ten projects, so that each of these numbers is one of it.
    numbered = rows.with_columns(
        pl.Series("key", key),
        pl.Series("is_matched", chance.uniform(key, "matched") < _MATCHED),
        pl.Series("seq_no", 1 + chance.whole(key, "project", 10)),
        own=chance.choice(chance.whole(key, "own control", len(_OWN_CONTROLS)), _OWN_CONTROLS),
    ).join(projects.select("plan_id", "seq_no", "title_th"), on=["plan_id", "seq_no"], maintain_order="left")
    return numbered.select(
        "plan_id", "step_no", "control_no", "org_code",
        pl.when("is_matched").then("title_th").otherwise("own").alias("control_th"), "key",
    )  # fmt: skip
