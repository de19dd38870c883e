"""The smallest source that is right in every table it has, and what its tests share."""

from pathlib import Path

import polars as pl

from etl.load import load
from etl.problems import InputError, Problem
from etl.schemas.reference import REFERENCE_TABLES
from etl.schemas.sources import CORRECTIONS, SOURCE_TABLES
from etl.schemas.table import Table

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"
TABLES: dict[str, Table] = {table.name: table for table in [*REFERENCE_TABLES, *SOURCE_TABLES, CORRECTIONS]}

ORGANISATION = """\
org_code,type_code,name_th,district_th,province_code,annual_budget_baht,locator
5760403,subdistrict_municipality,บางเก่า,ชะอำ,76,,register 5760403
"""
PLAN = """\
plan_id,org_code,kind,framework_code,first_fiscal_year,last_fiscal_year,is_draft,title_th,locator
plan-a,5760403,anti_corruption_plan,2566-2570,2566,2566,false,แผนปฏิบัติการ,line 1
"""
PROJECT = """\
project_id,plan_id,seq_no,printed_no,dimension_no,mission_no,kind,title_th,locator
a-1,plan-a,1,1,1,1.1,project,โครงการหนึ่ง,line 2
a-2,plan-a,2,2,2,2.1,measure,มาตรการสอง,line 3
"""
PROJECT_YEAR = """\
project_id,fiscal_year,budget_baht,planned_quarters,locator
a-1,2566,50000.00,1;2,line 2
a-2,2566,0.00,3,line 3
"""
STATUS_REPORT = """\
project_id,fiscal_year,report_round,status_code,disbursed_baht,reported_on,reason_code,status_note,locator
a-1,2566,12,completed,49000.50,2023-10-05,,,line 9
"""
CORRECTIONS_HEADING = "table,key,column,printed,corrected,reason,evidence\n"

VALID = {
    "organisation": ORGANISATION,
    "plan": PLAN,
    "project": PROJECT,
    "project_year": PROJECT_YEAR,
    "status_report": STATUS_REPORT,
}


def problems_of(*folders: Path) -> list[Problem]:
    """What is wrong with source folders, whether it stops the reading or only rejects rows."""
    try:
        return load(REFERENCE, list(folders)).problems
    except InputError as error:
        return error.problems


def told(problems: list[Problem]) -> list[tuple[str, str, int | None, str | None]]:
    """Rule, file, row and column of each problem."""
    return [(p.rule_code, p.file_name, p.row_no, p.column_name) for p in problems]


def text_frame(table: str, *rows: dict[str, str | None]) -> pl.DataFrame:
    """Rows of a table as text, the cells not named empty, as reading a file `<table>.csv` gives them."""
    names = list(TABLES[table].columns)
    cells = [[row.get(name) for name in names] for row in rows]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String), orient="row")
    return frame.with_columns(
        pl.lit("hand_made").alias("source_id"),
        pl.lit(f"{table}.csv").alias("file_name"),
        pl.int_range(2, pl.len() + 2, dtype=pl.Int64).alias("row_no"),
        pl.lit(0, pl.Int64).alias("layer"),
    )
