"""What plans are made of: the standard measures, titles of plans' own, and the wordings in which they appear."""

from functools import cache

import polars as pl

from etl.simulate.reference import table

# Long titles stay the same measure when a word is added; short ones would not.
LONG_TITLE = 45
GENERIC_NAME = "องค์กรปกครองส่วนท้องถิ่น"
# Numbers of own titles, above those of any list of standard measures.
FIRST_OWN_NO = 901
# Titles that stand on no list of measures: dimension, mission, kind, title.
_OWN_TITLES = (
    (1, "1.1", "project", "โครงการค่ายพักแรมเยาวชนรู้ทันโกง"),
    (1, "1.1", "activity", "กิจกรรมเล่านิทานคุณธรรมหน้าเสาธง"),
    (1, "1.1", "project", "โครงการวันเด็กปลอดสินบน"),
    (2, "2.1", "activity", "กิจกรรมติดป้ายราคากลางหน้าสำนักงาน"),
    (2, "2.2", "measure", "มาตรการใช้รถหลวงอย่างประหยัด"),
    (2, "2.2", "project", "โครงการเสียงตามสายเล่าเรื่องงบประมาณ"),
    (2, "2.3", "measure", "มาตรการลงเวลาด้วยลายนิ้วมือ"),
    (3, "3.1", "project", "โครงการตลาดนัดริมคลองพบผู้บริหาร"),
    (3, "3.2", "activity", "กิจกรรมตู้แดงรับฟังความเห็นทุกหมู่บ้าน"),
    (3, "3.3", "project", "โครงการปั่นจักรยานเยี่ยมบ้านผู้สูงวัย"),
    (3, "3.3", "activity", "กิจกรรมอาสาสมัครตรวจถนนและท่อระบายน้ำ"),
    (4, "4.1", "measure", "มาตรการสุ่มตรวจพัสดุคงคลังทุกไตรมาส"),
    (4, "4.2", "project", "โครงการทัศนศึกษาสภาต้นแบบต่างจังหวัด"),
    (4, "4.3", "measure", "มาตรการติดกล้องวงจรปิดหน้าห้องรับซองเสนอราคา"),
)
_ADDED_WORDS = " ประจำปี"
_TWO_WORDS = ("โครงการ", "กิจกรรม", "มาตรการ")


@cache
def candidates() -> pl.DataFrame:
    """One row for each title that a plan may hold, standard or own, with its wordings as a list.

    The first wording is the title as the list has it.
    """
    standard = table("standard_measure").rename({"catalogue_no": "candidate_no"})
    own = pl.DataFrame(_OWN_TITLES, schema=["dimension_no", "mission_no", "kind", "title_th"], orient="row")
    own = own.with_columns(candidate_no=pl.int_range(FIRST_OWN_NO, FIRST_OWN_NO + pl.len(), dtype=pl.Int64))
    both = pl.concat([standard, own.select(standard.columns)], how="vertical_relaxed")
    wordings = pl.Series("wordings", [wordings_of(title) for title in both["title_th"]])
    return both.with_columns(wordings, is_own=pl.col("candidate_no") >= FIRST_OWN_NO)


def wordings_of(title: str) -> list[str]:
    """The four ways in which plans write a title: as it is, apart, without quotation marks, with a word more."""
    apart = next(
        (f"{word} {title.removeprefix(word)}" for word in _TWO_WORDS if title.startswith(word)), title
    )
    unquoted = title.replace("“", "").replace("”", "")
    longer = title + _ADDED_WORDS if len(title) >= LONG_TITLE else title
    return [title, apart, unquoted, longer]


def with_name(title: str, full_name: str) -> pl.Expr:
    """The title of the column `title` with the name of the organisation, in place of the law's word for it."""
    named = pl.col(title).str.replace(GENERIC_NAME, pl.col(full_name), literal=True)
    has_generic_name = pl.col(title).str.contains(GENERIC_NAME, literal=True)
    return pl.when(has_generic_name).then(named).otherwise(pl.concat_str(title, pl.lit("ของ"), full_name))
