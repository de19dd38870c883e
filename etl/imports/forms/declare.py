"""What a form consists of: its sheets, their columns, and which of these an officer fills."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import dataframely as dy

from etl.schemas import vocabulary as v
from etl.schemas.sources import SOURCE_TABLES
from etl.schemas.table import Table, metadata

# Forms of another version are refused: raise it whenever sheets, headings or keys change.
FORM_VERSION = "1"
GUIDE_SHEET = "คำชี้แจง"
LISTS_SHEET = "รายการ"
ERRORS_SHEET = "ข้อผิดพลาด"
# Sheets that stand beside the rows and hold none.
OTHER_SHEETS = (GUIDE_SHEET, LISTS_SHEET, ERRORS_SHEET)
FINAL_ROUND = 12
SPARE_ROWS = 40
_FEW_ROWS = 3
_TABLES = {table.name: table for table in SOURCE_TABLES}
# Columns that a form states once, on its first sheet.
_STATED_ONCE = ("org_code", "fiscal_year", "report_round")
# Keys that follow from the rest of the form where a new row leaves them empty.
_FOLLOWING = ("plan_id", "seq_no")
_NARROW, _USUAL, _BROAD, _WIDE = 11, 16, 28, 52


@dataclass(frozen=True)
class Form:
    """One form: for whom and which fiscal year; without a report round it is the form of the plan."""

    org_code: str
    fiscal_year: int
    report_round: int | None = None


class Role(StrEnum):
    """Who fills a column."""

    made = "made"  # an id: the program numbers new rows
    key = "key"  # tells rows apart: locked in the rows that the form lists
    context = "context"  # told to the officer and never taken back
    entry = "entry"  # what the officer fills


@dataclass(frozen=True)
class Field:
    """One column of a sheet: its declaration in the schemas, and what an officer is told of it."""

    name: str
    column: dy.Column
    role: Role
    hint: str
    example: str = ""
    choice: str = ""
    width: int = _USUAL

    @property
    def heading(self) -> str:
        """The Thai name of the column."""
        return str(metadata(self.column)["name_th"])

    @property
    def is_required(self) -> bool:
        """Whether a row cannot be taken without it."""
        return self.role in (Role.key, Role.entry) and not self.column.nullable

    @property
    def must_be_filled(self) -> bool:
        """Whether an officer must fill it in each row in use."""
        return self.is_required and not (self.role == Role.key and self.name in _FOLLOWING)


@dataclass(frozen=True)
class FormSheet:
    """One sheet: the query that lists its rows, the source tables they belong to, and its columns.

    `listed_by` names a drop-down list of which each entry has a row of its own.
    """

    name: str
    about: str
    query: str
    tables: tuple[str, ...]
    fields: tuple[Field, ...]
    spare_rows: int = 0
    least_rows: int = 0
    listed_by: str = ""

    @property
    def takes_new_rows(self) -> bool:
        """Whether an officer may add rows."""
        return self.spare_rows > 0

    def is_filled(self, field: Field) -> bool:
        """Whether an officer fills the column, be it in new rows only."""
        return field.role == Role.entry or (field.role == Role.key and self.takes_new_rows)

    @property
    def made_field(self) -> Field | None:
        """The column of the id that the program makes."""
        return next((field for field in self.fields if field.role == Role.made), None)

    @cached_property
    def key_fields(self) -> tuple[Field, ...]:
        """The columns that together tell a row from the others."""
        if self.made_field:
            return (self.made_field,)
        return tuple(field for field in self.fields if field.role == Role.key)

    def field(self, name: str) -> Field:
        """The column of that name."""
        return next(field for field in self.fields if field.name == name)

    def columns_of(self, table: str) -> list[str]:
        """The columns of a table that this sheet states, without those stated once for the whole form."""
        own = [field.name for field in self.fields if field.role != Role.context]
        return [name for name in _TABLES[table].columns if name in own]

    def stated_once(self, table: str) -> list[str]:
        """The columns of a table that the first sheet of the form states."""
        own = self.columns_of(table)
        return [name for name in _STATED_ONCE if name in _TABLES[table].columns and name not in own]


def source_table(name: str) -> Table:
    """The declaration of a source table."""
    return _TABLES[name]


def _field(
    place: str, role: Role, hint: str, example: str = "", *, choice: str = "", width: int = _USUAL
) -> Field:
    table, name = place.split(".")
    return Field(name, _TABLES[table].columns[name], role, hint, example, choice, width)


def _told(name: str, term: v.Term, hint: str, *, choice: str = "", width: int = _USUAL) -> Field:
    return Field(name, term(empty=True), Role.context, hint, choice=choice, width=width)


_PLAN_OF_ROW = "แผนที่แถวนี้อยู่ ตามแผ่น “แผน” ถ้ามีแผนเดียวเว้นว่างได้"
_NUMBERED = "ระบบตั้งให้ แถวใหม่เว้นว่างไว้"

PLAN_SHEET = FormSheet(
    "แผน",
    "แผนหนึ่งฉบับที่ใช้ในปีงบประมาณนี้",
    "form_plans",
    ("plan",),
    (
        _field(
            "plan.plan_id", Role.made, f"{_NUMBERED}: รหัส อปท.-ปีแรก-ปีสุดท้าย", "4340701-2566-2570", width=20
        ),
        _field("plan.title_th", Role.entry, "ชื่อแผนตามที่พิมพ์ในเอกสาร", width=_WIDE),
        _field("plan.kind", Role.entry, "ชนิดของเอกสาร", choice="plan_kind", width=_BROAD),
        _field("plan.framework_code", Role.entry, "กรอบแผนของประเทศที่แผนนี้ทำตาม", choice="framework"),
        _field("plan.first_fiscal_year", Role.key, "ปีงบประมาณแรกของแผน", "2566"),
        _field("plan.last_fiscal_year", Role.key, "ปีงบประมาณสุดท้ายของแผน", "2570"),
        _field("plan.is_draft", Role.entry, "แผนนี้ยังเป็นร่างหรือไม่", "ไม่ใช่", choice="yes_no", width=_NARROW),
        _field("plan.stated_project_count", Role.entry, "จำนวนโครงการทั้งแผนตามที่เอกสารพิมพ์ไว้", "62"),
    ),
    spare_rows=_FEW_ROWS,
)

PROJECT_SHEET = FormSheet(
    "โครงการ",
    "โครงการ กิจกรรม หรือมาตรการหนึ่งรายการที่วางแผนไว้ในปีงบประมาณนี้",
    "form_projects",
    ("project", "project_year"),
    (
        _field(
            "project.project_id",
            Role.made,
            f"{_NUMBERED} เว้นแต่เป็นโครงการเดิมของแผนซึ่งปีนี้ยังไม่มี ให้พิมพ์รหัสเดิม",
            "4340701-2566-2570-01",
            width=23,
        ),
        _field("project.plan_id", Role.key, _PLAN_OF_ROW, choice="plan", width=20),
        _field("project.seq_no", Role.key, "ลำดับในแผน แถวใหม่เว้นว่างได้ ระบบจะนับต่อ", "1", width=8),
        _field("project.dimension_no", Role.entry, "มิติของแผนที่โครงการอยู่", choice="dimension", width=_BROAD),
        _field("project.mission_no", Role.entry, "ภารกิจภายใต้มิติ", choice="mission", width=36),
        _field("project.kind", Role.entry, "โครงการ กิจกรรม หรือมาตรการ", choice="project_kind"),
        _field("project.title_th", Role.entry, "ชื่อตามที่พิมพ์ในแผน", width=_WIDE),
        _field("project.responsible_unit", Role.entry, "สำนัก กอง หรือฝ่าย ไม่ใช่ชื่อบุคคล", "สำนักปลัด", width=20),
        _field(
            "project_year.planned_quarters", Role.entry, "ไตรมาสที่จะดำเนินการในปีนี้", "1, 2", choice="quarters"
        ),
        _field(
            "project_year.budget_baht",
            Role.entry,
            "งบประมาณของปีนี้ 0 คือเอกสารระบุว่าไม่ใช้งบ เว้นว่างคือเอกสารไม่ระบุ",
            "30,000",
        ),
    ),
    spare_rows=SPARE_ROWS,
)

TARGET_SHEET = FormSheet(
    "เป้าหมาย",
    "เป้าหมายของตัวชี้วัดหนึ่งในปีหนึ่ง",
    "form_targets",
    ("target",),
    (
        _field("target.metric_code", Role.key, "สิ่งที่ตั้งเป้าหมาย", choice="metric", width=_BROAD),
        _field("target.fiscal_year", Role.key, "ปีงบประมาณของเป้าหมาย", "2567"),
        _field(
            "target.target_value",
            Role.entry,
            "คะแนน ITA เป็นคะแนน 0–100 ตัวชี้วัดอื่นเป็นสัดส่วน เช่น ร้อยละ 10 พิมพ์ 0.10",
            "85",
        ),
        _field("target.baseline_fiscal_year", Role.entry, "ปีที่ใช้เทียบ ถ้ามี เช่น คดีทุจริตลดลงจากปี 2565", "2565"),
    ),
    spare_rows=SPARE_ROWS,
)

RISK_SHEET = FormSheet(
    "ความเสี่ยง",
    "เหตุการณ์เสี่ยงหนึ่งรายการ",
    "form_risks",
    ("risk",),
    (
        _field("risk.risk_id", Role.made, _NUMBERED, "4340701-2566-2570-r01", width=23),
        _field("risk.plan_id", Role.key, _PLAN_OF_ROW, choice="plan", width=20),
        _field("risk.fiscal_year", Role.entry, "ปีที่ประเมิน เว้นว่างคือใช้ทั้งแผน", "2567"),
        _field("risk.step_no", Role.entry, "ลำดับขั้นตอน ใช้เชื่อมกับแผ่น “มาตรการควบคุม”", "1", width=_NARROW),
        _field("risk.process_step", Role.entry, "งานหรือขั้นตอนที่มีความเสี่ยง", width=36),
        _field("risk.risk_event", Role.entry, "สิ่งที่อาจเกิดขึ้น", width=_WIDE),
        _field("risk.likelihood", Role.entry, "1 น้อยที่สุด ถึง 5 มากที่สุด", "3", width=_NARROW),
        _field("risk.impact", Role.entry, "1 น้อยที่สุด ถึง 5 มากที่สุด", "4", width=_NARROW),
        _field("risk.risk_score", Role.entry, "ตามที่เอกสารพิมพ์ คือโอกาสเกิดคูณผลกระทบ", "12", width=_NARROW),
        _field("risk.level_code", Role.entry, "ระดับตามที่เอกสารพิมพ์", choice="risk_level", width=_NARROW),
    ),
    spare_rows=SPARE_ROWS,
)

CONTROL_SHEET = FormSheet(
    "มาตรการควบคุม",
    "มาตรการควบคุมความเสี่ยงหนึ่งรายการของขั้นตอนหนึ่ง",
    "form_risk_controls",
    ("risk_control",),
    (
        _field("risk_control.plan_id", Role.key, _PLAN_OF_ROW, choice="plan", width=20),
        _field("risk_control.step_no", Role.key, "ขั้นตอนเดียวกับแผ่น “ความเสี่ยง”", "1"),
        _field("risk_control.control_no", Role.key, "ลำดับของมาตรการในขั้นตอน", "1"),
        _field("risk_control.control_th", Role.entry, "มาตรการตามที่พิมพ์ในแผน", width=90),
    ),
    spare_rows=SPARE_ROWS,
)

REPORT_SHEET = FormSheet(
    "รายงานผล",
    "โครงการหนึ่งที่วางแผนไว้ในปีงบประมาณนี้ และผลในรอบนี้",
    "form_report",
    ("status_report",),
    (
        _field("status_report.project_id", Role.made, "รหัสของโครงการ ห้ามแก้ไข", width=22),
        _told("seq_no", v.SEQ_NO, "ลำดับในแผน", width=7),
        _told("dimension_no", v.DIMENSION_NO, "มิติของแผน", choice="dimension", width=19),
        _told("title_th", v.TITLE_TH, "ชื่อตามแผน", width=42),
        _told("responsible_unit", v.RESPONSIBLE_UNIT, "หน่วยงานที่รับผิดชอบ", width=17),
        _told("planned_quarters", v.PLANNED_QUARTERS, "ไตรมาสตามแผน", choice="quarters", width=14),
        _told("budget_baht", v.BUDGET_BAHT, "งบประมาณของปีนี้ตามแผน", width=14),
        _field("status_report.status_code", Role.entry, "สถานะ ณ วันสิ้นรอบ", choice="status", width=20),
        _field(
            "status_report.disbursed_baht",
            Role.entry,
            "เงินที่เบิกจ่ายแล้วสะสมถึงวันสิ้นรอบ 0 คือไม่ได้เบิก เว้นว่างคือไม่ทราบ",
            "29,500",
            width=14,
        ),
        _field(
            "status_report.reported_on",
            Role.entry,
            "วันที่ลงในรายงาน พิมพ์ วัน/เดือน/ปี พ.ศ. หรือ ปี ค.ศ.-เดือน-วัน",
            "30/9/2567 หรือ 2024-09-30",
            width=12,
        ),
        _field("status_report.reason_code", Role.entry, "เลือกเมื่อดำเนินการไม่ได้", choice="reason", width=22),
        _field("status_report.status_note", Role.entry, "ข้อความเพิ่มเติมสั้น ๆ ไม่ใส่ชื่อบุคคล", width=30),
    ),
)

CASE_SHEET = FormSheet(
    "จำนวนเรื่อง",
    "จำนวนเรื่องหนึ่งชนิดทั้งปีงบประมาณ",
    "form_case_counts",
    ("case_count",),
    (
        _field("case_count.kind", Role.key, "ชนิดของเรื่อง ห้ามแก้ไข", choice="case_kind", width=30),
        _field("case_count.count", Role.entry, "จำนวนทั้งปี 0 คือไม่มีเรื่อง เว้นว่างคือยังไม่ทราบ", "0"),
    ),
    listed_by="case_kind",
)

INDICATOR_SHEET = FormSheet(
    "คะแนน ITA",
    "คะแนนของตัวชี้วัด ITA หนึ่งตัว",
    "form_ita_indicators",
    ("ita_indicator",),
    (
        _field("ita_indicator.indicator_no", Role.key, "ลำดับตัวชี้วัด ห้ามแก้ไข"),
        _told("title_th", v.TITLE_TH, "ชื่อตัวชี้วัดตามเกณฑ์ของปีนี้", width=40),
        _told("instrument_code", v.INSTRUMENT_CODE, "แบบวัดของตัวชี้วัด", choice="instrument"),
        _field("ita_indicator.score", Role.entry, "คะแนนตามประกาศผล ทศนิยม 2 ตำแหน่ง", "86.78"),
    ),
)

ITA_SHEET = FormSheet(
    "ผล ITA",
    "คะแนนรวมและระดับตามประกาศผล ITA ของปีงบประมาณนี้",
    "form_ita_result",
    ("ita_result",),
    (
        _field("ita_result.total_stated", Role.entry, "คะแนนรวมตามประกาศผล", "85.42", width=26),
        _field("ita_result.level_stated", Role.entry, "ระดับตามประกาศผล", choice="ita_level", width=26),
    ),
    least_rows=1,
)

RESULT_SHEET = FormSheet(
    "ผลงาน",
    "ผลการดำเนินงานหนึ่งตัวเลข เช่น จำนวนผู้เข้าอบรม",
    "form_results",
    ("result",),
    (
        _field("result.result_id", Role.made, _NUMBERED, "4340701-2566-2570-o01", width=23),
        _field("result.plan_id", Role.key, "แผนที่ผลงานนี้มาจาก ถ้ามีแผนเดียวเว้นว่างได้", choice="plan", width=20),
        _field("result.project_id", Role.entry, "โครงการที่ทำให้เกิดผลงาน ถ้ามี", choice="project", width=36),
        _field("result.result_th", Role.entry, "ผลงานที่นับหรือวัดได้", "ผู้เข้ารับการอบรม", width=_WIDE),
        _field("result.value", Role.entry, "ตัวเลขอย่างเดียว", "120"),
        _field("result.unit_th", Role.entry, "หน่วยนับ", "คน"),
    ),
    spare_rows=SPARE_ROWS,
)

_PLAN_SHEETS = (PLAN_SHEET, PROJECT_SHEET, TARGET_SHEET, RISK_SHEET, CONTROL_SHEET)
_FINAL_SHEETS = (CASE_SHEET, INDICATOR_SHEET, ITA_SHEET, RESULT_SHEET)
ALL_SHEETS = (*_PLAN_SHEETS, REPORT_SHEET, *_FINAL_SHEETS)


def sheets_of(form: Form) -> Sequence[FormSheet]:
    """The sheets that a form can have; one whose rows the rules of the year must list may still be without."""
    if form.report_round is None:
        return _PLAN_SHEETS
    return (REPORT_SHEET, *(_FINAL_SHEETS if form.report_round == FINAL_ROUND else ()))
