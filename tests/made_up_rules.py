"""The rules of the made-up country as constants and functions; `made_up.py` says them in words."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MEASURES = Path(__file__).parents[1] / "seeds" / "reference" / "standard_measure.csv"
FIRST_PLAN = range(2563, 2566)
SECOND_PLAN = range(2566, 2571)
REPORTED = [(year, number) for year in range(2563, 2568) for number in (6, 12)] + [(2568, 6)]
ITA_YEARS = range(2562, 2569)
PREFIX = {
    "pao": "องค์การบริหารส่วนจังหวัด",
    "town_municipality": "เทศบาลเมือง",
    "subdistrict_municipality": "เทศบาลตำบล",
    "sao": "องค์การบริหารส่วนตำบล",
}
OWN_TITLES = ("โครงการตลาดนัดริมคลองปลอดสินบน", "โครงการปั่นจักรยานเยี่ยมบ้านผู้สูงวัย")
QUARTERS = ("1;2;3;4", "1", "2;3", "4")
UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา")
REASONS = ("no_budget", "postponed", "no_applicants", "legal", "other")


@dataclass(frozen=True)
class Organisation:
    """`million_baht` is its yearly budget, `projects` the number of projects in each of its plans."""

    number: int
    code: str
    type_code: str
    name_th: str
    million_baht: int | None
    projects: int

    @property
    def full_name(self) -> str:
        return PREFIX[self.type_code] + self.name_th


ORGANISATIONS = [
    Organisation(1, "5349901", "subdistrict_municipality", "ตัวอย่างหนึ่ง", 20, 16),
    Organisation(2, "5349902", "subdistrict_municipality", "ตัวอย่างสอง", 35, 15),
    Organisation(3, "5349903", "subdistrict_municipality", "ตัวอย่างสาม", 45, 20),
    Organisation(4, "4349904", "town_municipality", "ตัวอย่างสี่", 120, 20),
    Organisation(5, "6349905", "sao", "ตัวอย่างห้า", 28, 12),
    Organisation(6, "5369906", "subdistrict_municipality", "ตัวอย่างสอง", 60, 14),
    Organisation(7, "5369907", "subdistrict_municipality", "ตัวอย่างเจ็ด", 40, 13),
    Organisation(8, "5369908", "subdistrict_municipality", "ตัวอย่างแปด", 80, 18),
    Organisation(9, "2659909", "pao", "ตัวอย่างเก้า", 320, 20),
    Organisation(10, "5659910", "subdistrict_municipality", "ตัวอย่างสิบ", None, 17),
    Organisation(11, "4659911", "town_municipality", "ตัวอย่างสิบเอ็ด", 200, 12),
    Organisation(12, "5769912", "subdistrict_municipality", "ตัวอย่างสิบสอง", 90, 0),
]
CODE = {organisation.number: organisation.code for organisation in ORGANISATIONS}

# Number of an organisation: how many projects are completed in 2563, and how many more each year.
COMPLETED = {1: (4, 2), 2: (5, 1), 3: (18, -2), 4: (17, 0), 6: (3, 1), 7: (12, -2), 8: (9, 0), 9: (2, 3)}
# Number: base and step of the scores. Each comment tells what becomes of the total.
ITA = {
    1: (70.0, 3.0),  # past 85 in 2568
    2: (60.0, 2.0),  # better, far below
    3: (84.0, -2.0),  # below and worse
    4: (88.0, 1.0),  # above and better
    5: (64.85, 2.5),  # projected to 84.25 in 2570
    6: (67.0, 3.0),  # projected to 90.4 in 2570
    7: (96.0, -1.5),  # above, but slipping
    8: (70.0, 1.0),  # below, better
    9: (76.0, 0.5),  # slower than its own rising path
}
SPREAD = (4, 3, 2, 1, 0, 1, 0, -1, -2, -4)
STATED_ALONE = {2566: 83, 2567: 85, 2568: 87}
# Metric, number, values of 2566 to 2570, baseline year.
HOLD_85 = (85, 85, 85, 85, 85)
TARGETS = [
    ("ita_score", 1, (80, 82, 84, 86, 88), ""),
    ("ita_score", 9, (65, 70, 75, 80, 85), ""),
    *[("ita_score", number, HOLD_85, "") for number in (3, 4, 7, 8)],
    *[("case_reduction", number, (0.1, 0.2, 0.3, 0.4, 0.5), 2565) for number in (1, 4, 7, 8)],
    ("project_completion", 2, (0.5, 0.6, 0.7, 0.8, 0.9), ""),
]
# Number: cases in 2565, and how many fewer each year.
CASES = {1: (20, 3), 4: (8, -1), 7: (3, 1), 8: (0, 0)}
RISK_OWNERS = (1, 2, 3, 4, 8, 9)
LEVELS = (("low", 1, 2), ("medium", 2, 3), ("high", 3, 4), ("very_high", 5, 4))  # with likelihood and impact
LEVEL_ALONE = (8, 9)
STEPS = ("การจัดซื้อจัดจ้าง", "การอนุญาต", "การบริหารงานบุคคล")
OWN_CONTROL = "ติดกล้องวงจรปิดหน้าห้องรับซองเสนอราคา"
# Measure, year, quarter, status, round and value, each counted by hand from the rules for the second plan of 1.
PRINTED_TOTALS = [
    ("budget_baht", 2566, "", "", "", 720_000),  # 2, 3, 4, 7, 8, 9, 12, 13, 14: 72 times 10,000
    ("quarter_count", 2566, 1, "", "", 8),  # 1, 4, 5, 8, 9, 12, 13, 16
    ("status_count", 2567, "", "completed", 12, 10),  # the first 12 without 6 and 12
    ("disbursed_baht", 2567, "", "", 12, 215_000),  # 2: 24,000, 3: 27,000, 4: 36,000, 8: 72,000, 14: 56,000
]
MISREAD_SCORE = (2, 2568, 3)
MISREAD_BUDGET = (1, 13, 2566)


def plan_id(organisation: Organisation, years: range = SECOND_PLAN) -> str:
    return f"{organisation.code}-{years[0]}-{years[-1]}"


def project_id(organisation: Organisation, number: int, year: int = SECOND_PLAN[0]) -> str:
    return f"{plan_id(organisation, FIRST_PLAN if year in FIRST_PLAN else SECOND_PLAN)}-{number:02}"


def budget(number: int) -> int | None:
    return {0: None, 1: 0}.get(number % 5, 10_000 * number)


@cache
def measures() -> list[dict[str, str]]:
    with MEASURES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def project(organisation: Organisation, number: int, years: range = SECOND_PLAN) -> tuple[str, str, str, str]:
    """Dimension, mission, kind and title of a project."""
    from_the_end = organisation.projects - number
    if from_the_end < (1 if years is FIRST_PLAN else 2):
        return "3", "3.3", "project", OWN_TITLES[from_the_end]
    measure = measures()[(5 * number + organisation.number % 2) % 62]
    dimension, title = measure["dimension_no"], measure["title_th"]
    mission = "1.1" if years is FIRST_PLAN and dimension == "1" else measure["mission_no"]
    own_name = f"ของ{organisation.full_name}" if number % 2 == 0 else ""
    return dimension, mission, measure["kind"], title + own_name


def status(number: int, i: int, year: int, report_round: int) -> str | None:
    """The status that an organisation reports of a planned project; None where the row is missing."""
    start, change = COMPLETED[number]
    at_12 = start + change * (year - 2563)
    if i <= (at_12 if report_round == 12 else at_12 * 2 // 3):
        return "completed"
    return "in_progress" if i <= at_12 else ("cannot_proceed", "awaiting_report", "in_progress", None)[i % 4]


def disbursed(number: int, i: int, year: int, report_round: int) -> int | None:
    baht, code = budget(i), status(number, i, year, report_round)
    if baht is None or code == "awaiting_report" or i == 7:
        return None
    percent = {"completed": {9: 0, 14: 10}.get(i, 90), "in_progress": 40}.get(code or "", 0)
    return baht * (120 if (number, i, year, report_round) == (1, 2, 2567, 12) else percent) // 100


def score(number: int, year: int, indicator: int) -> float:
    base, step = ITA[number]
    return base + step * (year - 2562) + SPREAD[indicator - 1]


def total(number: int, year: int) -> float:
    base, step = ITA[number]
    return base + step * (year - 2562) - 0.6


def plans() -> Iterator[tuple[Organisation, range]]:
    for o in ORGANISATIONS:
        if o.number <= 10:
            yield o, FIRST_PLAN
        if o.number <= 11:
            yield o, SECOND_PLAN


def planned() -> Iterator[tuple[Organisation, int, int]]:
    """Each project of each year for which it is planned."""
    for o, years in plans():
        yield from ((o, i, y) for i in range(1, o.projects + 1) for y in years if i % 6 or y % 2 == 0)


def risk_owners() -> Iterator[tuple[Organisation, int]]:
    """Each organisation with risks, and how many."""
    yield from ((o, 4 + o.number % 3) for o in ORGANISATIONS if o.number in RISK_OWNERS)
