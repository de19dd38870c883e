"""Every column of the house, declared once: type, unit, bounds, Thai and English name.

A name means the same in each table that has it, so the tables in `sources`, `reference` and `marts`
only list names and say which are keys and which may be empty.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import dataframely as dy

ColumnFactory = Callable[..., dy.Column]


@dataclass(frozen=True)
class Term:
    """One word of the vocabulary; calling it makes the column of a table.

    `unit` is `year_be`, `baht`, `points`, `share`, `count` or empty. `labels` has the Thai word of each code
    that an enumeration allows, where no reference table has it.
    """

    kind: ColumnFactory
    name_th: str
    name_en: str
    unit: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def __call__(self, *, key: bool = False, empty: bool = False, references: str = "") -> dy.Column:
        """A column of this kind; `references` names the `table.column` where each value must exist."""
        metadata = {
            "name_th": self.name_th,
            "name_en": self.name_en,
            "unit": self.unit,
            "references": references,
            "minimum": self.options.get("min"),
            "maximum": self.options.get("max"),
            "labels": self.labels,
        }
        return self.kind(nullable=empty, primary_key=key, metadata=metadata, **self.options)


def _text(name_th: str, name_en: str, **options: Any) -> Term:
    return Term(dy.String, name_th, name_en, options=options)


def _code(name_th: str, name_en: str) -> Term:
    return _text(name_th, name_en, regex=r"^[A-Za-z0-9_.\-]+$", max_length=80)


def _one_of(name_th: str, name_en: str, labels: dict[str, str]) -> Term:
    """An enumeration: its codes with their Thai words."""
    return Term(dy.String, name_th, name_en, options={"regex": f"^({'|'.join(labels)})$"}, labels=labels)


def _whole(name_th: str, name_en: str, low: int, high: int, unit: str = "") -> Term:
    kind = dy.Int16 if high <= 2**15 - 1 else dy.Int64
    return Term(kind, name_th, name_en, unit, {"min": low, "max": high})


def _year(name_th: str, name_en: str) -> Term:
    return _whole(name_th, name_en, 2540, 2600, "year_be")


def _baht(name_th: str, name_en: str) -> Term:
    return Term(_decimal, name_th, name_en, "baht", {"min": 0, "max": 10**12})


def _points(name_th: str, name_en: str) -> Term:
    return Term(_score, name_th, name_en, "points", {"min": 0, "max": 100})


def _share(name_th: str, name_en: str) -> Term:
    return Term(dy.Float64, name_th, name_en, "share", {"min": 0, "max": 1})


def _number(name_th: str, name_en: str, unit: str = "") -> Term:
    return Term(dy.Float64, name_th, name_en, unit)


def _truth(name_th: str, name_en: str) -> Term:
    return Term(dy.Bool, name_th, name_en)


def _decimal(**options: Any) -> dy.Column:
    return dy.Decimal(18, 2, **options)


def _score(**options: Any) -> dy.Column:
    return dy.Decimal(9, 4, **options)


def _whole_list(**options: Any) -> dy.Column:
    return dy.List(dy.Int16(min=1, max=4), **options)


# --- what identifies a thing
ORG_CODE = _text("รหัส อปท.", "Organisation code", regex=r"^\d{7}$")
PLAN_ID = _code("รหัสแผน", "Plan")
PROJECT_ID = _code("รหัสโครงการ", "Project")
RISK_ID = _code("รหัสความเสี่ยง", "Risk")
RESULT_ID = _code("รหัสผลงาน", "Result")
TOTAL_ID = _code("รหัสยอดรวม", "Control total")
FINDING_ID = _code("รหัสข้อตรวจพบ", "Finding")
SOURCE_ID = _code("แหล่งข้อมูล", "Source")
BUILD_ID = _code("รหัสการสร้างข้อมูล", "Build")
LOCATOR = _text("ตำแหน่งในเอกสาร", "Place in the document", min_length=1)
ROW_KEY = _text("กุญแจของแถว", "Row key")

# --- time
FISCAL_YEAR = _year("ปีงบประมาณ (พ.ศ.)", "Fiscal year (BE)")
FIRST_FISCAL_YEAR = _year("ปีงบประมาณแรก", "First fiscal year")
LAST_FISCAL_YEAR = _year("ปีงบประมาณสุดท้าย", "Last fiscal year")
BASELINE_FISCAL_YEAR = _year("ปีฐาน", "Baseline fiscal year")
TARGET_FISCAL_YEAR = _year("ปีเป้าหมาย", "Target year")
REPORT_ROUND = _whole("รอบรายงาน (เดือน)", "Report round (months)", 6, 12)
REPORTED_ON = Term(dy.Date, "วันที่รายงาน", "Reported on")
ACCESSED = Term(dy.Date, "วันที่เข้าถึง", "Accessed on")
BUILT_AT = Term(dy.Datetime, "สร้างเมื่อ (UTC)", "Built at (UTC)")
MONTH = _whole("เดือน", "Month", 1, 12)
DAY = _whole("วันที่", "Day", 1, 31)
PERIOD_END_MONTH = _whole("เดือนสิ้นงวด", "Last month of the period", 1, 12)
PERIOD_END_DAY = _whole("วันสิ้นงวด", "Last day of the period", 1, 31)
DUE_MONTH = _whole("เดือนที่ครบกำหนดส่ง", "Month due", 1, 12)
DUE_DAY = _whole("วันที่ครบกำหนดส่ง", "Day due", 1, 31)

# --- organisations and places
TYPE_CODE = _code("ประเภท อปท.", "Type of organisation")
NAME_TH = _text("ชื่อ", "Name", min_length=1)
FULL_NAME_TH = _text("ชื่อเต็ม", "Full name", min_length=1)
SHORT_NAME_TH = _text("ชื่อย่อ", "Short name", min_length=1)
DISTRICT_TH = _text("อำเภอ", "District")
PROVINCE_CODE = _text("รหัสจังหวัด", "Province code", regex=r"^\d{2}$")
PROVINCE_TH = _text("จังหวัด", "Province", min_length=1)
PROVINCE_EN = _text("จังหวัด (อังกฤษ)", "Province (English)", min_length=1)
REGION_CODE = _code("ภาค", "Region")
REGION_TH = _text("ชื่อภาค", "Region (Thai)", min_length=1)
REGION_EN = _text("ชื่อภาค (อังกฤษ)", "Region (English)", min_length=1)
TILE_ROW = _whole("แถวในผังจังหวัด", "Row of the tile grid", 0, 40)
TILE_COLUMN = _whole("คอลัมน์ในผังจังหวัด", "Column of the tile grid", 0, 40)
TYPE_TH = _text("ชื่อประเภท", "Type (Thai)", min_length=1)
TYPE_EN = _text("ชื่อประเภท (อังกฤษ)", "Type (English)", min_length=1)
PREFIX_TH = _text("คำนำหน้าชื่อ", "Prefix of the full name")
SHORT_PREFIX_TH = _text("คำนำหน้าชื่อย่อ", "Prefix of the short name")
ANNUAL_BUDGET_BAHT = _baht("งบประมาณรายจ่ายประจำปี ไม่รวมเงินอุดหนุน", "Yearly budget without subsidies")
IS_FORMER = _truth("ยกเลิกหรือเปลี่ยนรหัสแล้ว", "Former organisation")

# --- plans and projects
PLAN_KIND = _one_of(
    "ชนิดแผน",
    "Kind of plan",
    {
        "anti_corruption_plan": "แผนปฏิบัติการป้องกันการทุจริต",
        "transparency_measures": "มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
    },
)
FRAMEWORK_CODE = _code("กรอบแผน", "Framework")
DIMENSION_NO = _whole("มิติ", "Dimension", 1, 4)
MISSION_NO = _text("ภารกิจ", "Mission", regex=r"^\d\.\d{1,2}$")
IS_DRAFT = _truth("เป็นร่าง", "Draft")
IS_SUPERSEDED_DRAFT = _truth("ร่างที่มีแผนจริงแทนแล้ว", "Draft replaced by an adopted plan")
STATED_PROJECT_COUNT = _whole("จำนวนโครงการที่เอกสารระบุ", "Project count as stated", 0, 10_000, "count")
TITLE_TH = _text("ชื่อ", "Title", min_length=1)
TITLE_EN = _text("ชื่อ (อังกฤษ)", "Title (English)", min_length=1)
SHORT_TH = _text("ชื่อสั้น", "Short title", min_length=1)
SHORT_EN = _text("ชื่อสั้น (อังกฤษ)", "Short title (English)", min_length=1)
SEQ_NO = _whole("ลำดับ", "No.", 1, 10_000)
PRINTED_NO = _whole("เลขที่พิมพ์ในเอกสาร", "Number as printed", 0, 10_000)
PROJECT_KIND = _one_of(
    "ชนิดรายการ",
    "Kind of item",
    {"project": "โครงการ", "activity": "กิจกรรม", "measure": "มาตรการ"},
)
RESPONSIBLE_UNIT = _text("ผู้รับผิดชอบ", "Responsible unit")
SHEET_BUDGET_BAHT = _baht("งบประมาณในแบบรายละเอียด", "Budget in the detail sheet")
SHEET_LOCATOR = _text("ตำแหน่งแบบรายละเอียด", "Place of the detail sheet")
CATALOGUE_NO = _whole("มาตรการมาตรฐาน", "Standard measure", 1, 1000)
MATCH_SCORE = _share("ความใกล้เคียง", "Likeness of the match")
PLANNED_QUARTERS = Term(_whole_list, "ไตรมาสที่วางแผน", "Planned quarters")
BUDGET_BAHT = _baht("งบประมาณ (บาท)", "Budget (baht)")
MINIMUM_BUDGET_BAHT = _baht("งบประมาณตั้งแต่ (บาท)", "Budget from (baht)")
MAXIMUM_BUDGET_BAHT = _baht("งบประมาณต่ำกว่า (บาท)", "Budget below (baht)")
MINIMUM_PROJECT_COUNT = _whole("จำนวนโครงการขั้นต่ำ", "Minimum number of projects", 0, 1000, "count")

# --- reports and results
STATUS_CODE = _code("สถานะ", "Status")
STATUS_TH = _text("ชื่อสถานะ", "Status (Thai)", min_length=1)
STATUS_EN = _text("ชื่อสถานะ (อังกฤษ)", "Status (English)", min_length=1)
STATUS_NOTE = _text("หมายเหตุ", "Note")
DISBURSED_BAHT = _baht("เบิกจ่าย (บาท)", "Disbursed (baht)")
REASON_CODE = _code("เหตุที่ดำเนินการไม่ได้", "Reason it cannot proceed")
REASON_TH = _text("เหตุผล", "Reason (Thai)", min_length=1)
REASON_EN = _text("เหตุผล (อังกฤษ)", "Reason (English)", min_length=1)
IS_COMPLETED = _truth("แล้วเสร็จ", "Completed")
IS_STORED = _truth("บันทึกในข้อมูล", "Stored")
SYMBOL = _text("สัญลักษณ์", "Symbol", min_length=1)
CASE_KIND = _one_of(
    "ชนิดเรื่อง",
    "Kind of case",
    {"complaint": "เรื่องร้องเรียนการทุจริต", "case": "คดีทุจริต"},
)
COUNT = _whole("จำนวน", "Count", 0, 1_000_000, "count")
RESULT_TH = _text("ผลการดำเนินงาน", "Result", min_length=1)
VALUE = _number("ค่า", "Value")
UNIT_TH = _text("หน่วย", "Unit", min_length=1)
MEASURE = _one_of(
    "สิ่งที่นับ",
    "What is counted",
    {
        "project_count": "จำนวนโครงการ",
        "budget_baht": "งบประมาณ (บาท)",
        "quarter_count": "จำนวนโครงการที่วางแผนในไตรมาส",
        "status_count": "จำนวนโครงการในสถานะ",
        "disbursed_baht": "เบิกจ่าย (บาท)",
    },
)
QUARTER = _whole("ไตรมาส", "Quarter", 1, 4)

# --- risks
STEP_NO = _whole("ขั้นตอนที่", "Step", 1, 100)
PROCESS_STEP = _text("ขั้นตอนการดำเนินงาน", "Process step", min_length=1)
RISK_EVENT = _text("ประเด็นความเสี่ยง", "Risk event", min_length=1)
LIKELIHOOD = _whole("โอกาสเกิด", "Likelihood", 1, 5)
IMPACT = _whole("ผลกระทบ", "Impact", 1, 5)
RISK_SCORE = _whole("คะแนนความเสี่ยง", "Risk score", 1, 25)
RISK_LEVEL_CODE = _text("ระดับความเสี่ยง", "Risk level", regex="^(low|medium|high|very_high)$")
LEVEL_RANK = _whole("ลำดับระดับ", "Level rank", 1, 4)
CONTROL_NO = _whole("มาตรการที่", "Control", 1, 1000)
CONTROL_TH = _text("มาตรการควบคุมความเสี่ยง", "Risk control", min_length=1)

# --- ITA
INDICATOR_NO = _whole("ตัวชี้วัดที่", "Indicator", 1, 10)
INSTRUMENT_CODE = _text("เครื่องมือ", "Instrument", regex="^(iit|eit|oit)$")
SCORE = _points("คะแนน", "Score")
SCORE_AS_PRINTED = _points("คะแนนตามที่พิมพ์", "Score as printed")
IS_CORRECTED = _truth("แก้ไขแล้ว", "Corrected")
IIT = _points("IIT", "IIT")
EIT = _points("EIT", "EIT")
OIT = _points("OIT", "OIT")
IIT_STATED = _points("IIT ที่เอกสารระบุ", "IIT as stated")
EIT_STATED = _points("EIT ที่เอกสารระบุ", "EIT as stated")
OIT_STATED = _points("OIT ที่เอกสารระบุ", "OIT as stated")
TOTAL_COMPUTED = _points("คะแนนรวมที่คำนวณได้", "Total as computed")
TOTAL_STATED = _points("คะแนนรวมที่เอกสารระบุ", "Total as stated")
LEVEL_STATED = _text("ระดับที่เอกสารระบุ", "Level as stated")
LEVEL_CODE = _code("ระดับ", "Level")
LEVEL_TH = _text("ชื่อระดับ", "Level (Thai)", min_length=1)
LEVEL_EN = _text("ชื่อระดับ (อังกฤษ)", "Level (English)", min_length=1)
SCHEME_CODE = _code("เกณฑ์ ITA", "ITA scheme")
COMPARABLE_GROUP = _code("กลุ่มที่เทียบกันได้", "Comparable group")
WEIGHT = _share("น้ำหนัก", "Weight")
MINIMUM_TOTAL = _points("คะแนนรวมขั้นต่ำ", "Least total")
MINIMUM_INSTRUMENT = _points("คะแนนขั้นต่ำรายเครื่องมือ", "Least score of each instrument")
IS_PASS = _truth("ผ่านเกณฑ์", "Pass")
MEAN_SCORE = _points("คะแนนเฉลี่ย", "Mean score")
PASSED_COUNT = _whole("จำนวนที่ผ่าน", "Bodies that passed", 0, 100_000, "count")
ASSESSED_COUNT = _whole("จำนวนที่ประเมิน", "Bodies assessed", 0, 100_000, "count")
TARGET = _points("เป้าหมาย", "Target")
GAP = _number("ห่างจากเป้าหมาย", "Gap to the target", "points")

# --- metrics
METRIC_CODE = _code("ตัวชี้วัด", "Metric")
TARGET_VALUE = _number("ค่าเป้าหมาย", "Target value")
TARGET_KIND = _text("ชนิดเป้าหมาย", "Kind of target", regex="^(level_to_reach|level_to_hold)$")
APPLIES_TO = _text("ใช้กับ", "Applies to", regex="^(organisation|country)$")
NUMERATOR = _number("ตัวตั้ง", "Numerator")
DENOMINATOR = _number("ตัวหาร", "Denominator")
PROJECTED_VALUE = _number("ค่าที่คาดการณ์", "Projected value")
METHOD = _code("วิธีตัดสิน", "Method")
UNIT = _code("หน่วย", "Unit")
BETTER = _text("ทิศทางที่ดี", "Better", regex="^(higher|lower|none)$")
LEAST_VALUE = _number("ค่าต่ำสุดที่เป็นไปได้", "Least possible value")
GREATEST_VALUE = _number("ค่าสูงสุดที่เป็นไปได้", "Greatest possible value")
AGGREGATE = _text("วิธีรวม", "Aggregate", regex="^(ratio|sum)$")
IS_REPORTED = _truth("มาจากผลที่รายงาน", "Of reported results")
FLAG_CODE = _text("ธงการดำเนินงาน", "Implementation flag", regex="^(green|amber|red)$")
FLAG_TH = _text("ชื่อธง", "Flag (Thai)", min_length=1)
FLAG_EN = _text("ชื่อธง (อังกฤษ)", "Flag (English)", min_length=1)
MINIMUM_SHARE = _share("สัดส่วนขั้นต่ำ", "Least share")
DESCRIPTION_TH = _text("คำอธิบาย", "Description (Thai)", min_length=1)
DESCRIPTION_EN = _text("คำอธิบาย (อังกฤษ)", "Description (English)", min_length=1)
WHY_TH = _text("เหตุที่วัด", "Why it is measured (Thai)", min_length=1)
WHY_EN = _text("เหตุที่วัด (อังกฤษ)", "Why it is measured (English)", min_length=1)
FORMULA_TH = _text("วิธีคำนวณ", "Formula (Thai)", min_length=1)
FORMULA_EN = _text("วิธีคำนวณ (อังกฤษ)", "Formula (English)", min_length=1)
EXCLUDED_TH = _text("สิ่งที่ไม่นับ", "What is not counted (Thai)", min_length=1)
EXCLUDED_EN = _text("สิ่งที่ไม่นับ (อังกฤษ)", "What is not counted (English)", min_length=1)
ASSUMED_TH = _text("ข้อสมมุติ", "What is assumed (Thai)", min_length=1)
ASSUMED_EN = _text("ข้อสมมุติ (อังกฤษ)", "What is assumed (English)", min_length=1)
STATEMENT = _text("คำสั่ง SQL", "SQL statement", min_length=1)
CITATION = _text("ที่มา", "Source of the rule", min_length=1)
SORT_ORDER = _whole("ลำดับแสดง", "Order", 0, 1000)

# --- evidence
TABLE_NAME = _text("ตาราง", "Table", min_length=1)
COLUMN_NAME = _text("คอลัมน์", "Column")
PRINTED = _text("ตามที่พิมพ์", "As printed")
CORRECTED = _text("แก้เป็น", "Corrected to")
REASON = _text("เหตุผล", "Reason", min_length=1)
EVIDENCE = _text("หลักฐาน", "Evidence", min_length=1)
RULE_CODE = _code("กฎ", "Rule")
IS_TOTAL = _truth("ตรวจยอดที่พิมพ์", "Checks a printed total")
SEVERITY = _text("ความสำคัญ", "Severity", regex="^(error|warning|notice|agreement)$")
PRINTED_VALUE = _text("ค่าที่พิมพ์", "Printed value")
COMPUTED_VALUE = _text("ค่าที่คำนวณ", "Computed value")
RESOLUTION = _text("ผล", "Resolution", regex="^(open|corrected|rejected|agrees)$")
MESSAGE_TH = _text("ข้อความ", "Message (Thai)", min_length=1)
MESSAGE_EN = _text("ข้อความ (อังกฤษ)", "Message (English)", min_length=1)
PUBLISHER = _text("ผู้เผยแพร่", "Publisher", min_length=1)
DOCUMENT = _text("แฟ้มเอกสาร", "Document file")
STATEMENTS_SHA256 = _text(
    "sha256 ของคำสั่งที่สร้าง", "sha256 of the statements that made it", regex=r"^[0-9a-f]{64}$"
)
SHA256 = _text("sha256", "sha256", regex=r"^[0-9a-f]{64}$")
LICENCE = _text("สัญญาอนุญาต", "Licence", min_length=1)
NOTES = _text("บันทึก", "Notes")
IS_SIMULATED = _truth("ข้อมูลจำลอง", "Simulated")
ROW_COUNT = _whole("จำนวนแถว", "Rows", 0, 10**12, "count")
REJECTED_COUNT = _whole("แถวที่ไม่รับ", "Rows rejected", 0, 10**12, "count")
SOURCE_COUNT = _whole("จำนวนแหล่งข้อมูล", "Sources", 0, 10**6, "count")
FINDING_COUNT = _whole("จำนวนข้อตรวจพบ", "Findings", 0, 10**9, "count")
VERSION = _text("รุ่นโปรแกรม", "Version of the program", min_length=1)
DATA_TYPE = _text("ชนิดข้อมูล", "Type", min_length=1)
GRAIN_TH = _text("หนึ่งแถวคือ", "One row is (Thai)", min_length=1)
GRAIN_EN = _text("หนึ่งแถวคือ (อังกฤษ)", "One row is (English)", min_length=1)
IS_REFERENCE = _truth("เป็นตารางอ้างอิง", "Reference table")
IS_KEY = _truth("เป็นกุญแจของแถว", "Part of the key")
IS_OPTIONAL = _truth("ว่างได้", "May be empty")
REFERS_TO = _text("อ้างถึง", "Refers to")
FILE_NAME = _text("แฟ้ม", "File")
ROW_NO = _whole("แถว", "Row", 0, 10**12)
