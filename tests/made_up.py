"""A made-up country of 12 organisations, written by rules alone: expected numbers follow from these lines.

k is the number of an organisation, i the number of a project in its plan, y a fiscal year. Names in capitals
are constants of `made_up_rules.py`.

Organisations. The codes are those of ORGANISATIONS; 99 stands for a district that no register has. 2 and 6 bear
the same name and type. 10 has no yearly budget. 12 is registered and has nothing else.

Plans. 1 to 10 have two adopted plans, of 2563-2565 and 2566-2570; 11 has only a draft of 2566-2570. Project i
of either plan carries the title of standard measure (5 i + k mod 2) mod 62 + 1, and for even i after it "ของ"
with the full name of the organisation. The last project of the first plan and the last two of the second have
titles of their own. Dimension, mission and kind are those of the measure, but 1.1 for all of dimension 1 in the
first plan (its framework has no 1.2); own titles are projects of mission 3.3.

Project years. A project is planned in every year of its plan, but where 6 divides i only in even years. Each
year its budget is: i mod 5 = 0 empty, 1 nothing, else 10,000 i baht. Its quarters: i mod 4 = 0 all, 1 the
first, 2 the second and third, 3 the last.

Reports. 1-4 and 6-9 report both rounds of 2563-2567 and the 6-month round of 2568; 5 and 10 report nothing. With
start and change of COMPLETED, the first start + change (y - 2563) projects are completed at 12 months, two thirds
of that (rounded down) at 6 months, when the others of them are in progress. Of the rest, i mod 4 decides: 0 cannot
proceed, 1 awaits its report, 2 is in progress, 3 has no row. The reason that i cannot proceed is the one at i / 4
in REASONS, but 9 gives none for project 16 at 12 months of 2563. Disbursed is, of the budget: completed 90 %,
but nothing for project 9 and 10 % for project 14; in progress 40 %; cannot proceed nothing; awaiting empty;
project 7 always empty. Project 2 of 1 disbursed 120 % at 12 months of 2567.

ITA. The score of an indicator of 1 to 9 in 2562-2568 is base + step (y - 2562) + SPREAD of the indicator. So IIT
is 2 above, EIT equal to, OIT 3 below base + step (y - 2562), and the total 0.6 below it. 10 has stated totals
82 - (y - 2562), with IIT 2 above, EIT equal, OIT 1.5 below; 11 has the totals of STATED_ALONE and no instrument.
1 and 9 have 60 + k in 2561. 1 and 2 state the total of 2568 as computed; 3 states 5 too much in 2567.

Targets: TARGETS. Cases of a year: base - fall (y - 2565) of CASES; complaints: twice the cases, and k more.

Risks: in the second plan of RISK_OWNERS, 4 + k mod 3 events e = 1, 2, …; step (e + 1) / 2 rounded down; level
(e + k) mod 4 of LEVELS. 8 and 9 give no likelihood and impact; those of 9 are of 2567, the others of the whole
plan. Each step s has three controls: the titles of projects s and 10 + s, and a text that fits no project.

Results: 1 and 4 give for each of 2566-2568 10 k + y - 2560 trainees (of project 2) and k answered complaints.
Control totals: the number of projects of each second plan, one too many for 3; more of 1, in PRINTED_TOTALS.
Corrections: indicator 3 of 2 in 2568 is printed 34.00 for 74.00, the budget of project 13 of 1 in 2566 930,000
for 130,000. Every locator is the line of the row in its file.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from made_up_rules import (
    CASES,
    CODE,
    COMPLETED,
    FIRST_PLAN,
    ITA,
    ITA_YEARS,
    LEVEL_ALONE,
    LEVELS,
    MISREAD_BUDGET,
    MISREAD_SCORE,
    ORGANISATIONS,
    OWN_CONTROL,
    PRINTED_TOTALS,
    QUARTERS,
    REASONS,
    REPORTED,
    SECOND_PLAN,
    STATED_ALONE,
    STEPS,
    TARGETS,
    UNITS,
    budget,
    disbursed,
    plan_id,
    planned,
    plans,
    project,
    project_id,
    risk_owners,
    score,
    status,
    total,
)

NAME = "made_up_country"
ORIGIN = """\
title = "ตัวอย่างสมมุติ: องค์กรปกครองส่วนท้องถิ่นสิบสองแห่ง"
publisher = "ตัวอย่างสมมุติ"
licence = "made up, of no real organisation"
is_simulated = true
"""

Rows = Iterator[Sequence[object]]


def write_country(folder: Path) -> Path:
    """Write the source folder into `folder` and return it."""
    source = folder / NAME
    source.mkdir(parents=True)
    (source / "origin.toml").write_text(ORIGIN, encoding="utf-8")
    for table, rows in TABLES.items():
        with (source / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            write_table(file, rows())
    return source


def write_table(file: TextIO, rows: Rows) -> None:
    """Write the columns and rows of a table, each row with its line where the table has locators."""
    writer = csv.writer(file)
    heading = next(rows)
    writer.writerow(heading)
    for line, row in enumerate(rows, start=2):
        writer.writerow([*row, f"line {line}"] if "locator" in heading else row)


def columns(names: str) -> list[str]:
    """The heading of a table: what its rows yield first."""
    return names.split()


def _organisation_rows() -> Rows:
    yield columns("org_code type_code name_th district_th province_code annual_budget_baht locator")
    for o in ORGANISATIONS:
        baht = None if o.million_baht is None else o.million_baht * 1_000_000
        yield o.code, o.type_code, o.name_th, "สมมุติ", o.code[1:3], baht


def _plan_rows() -> Rows:
    yield columns(
        "plan_id org_code kind framework_code first_fiscal_year last_fiscal_year "
        "is_draft title_th stated_project_count locator"
    )
    for o, years in plans():
        framework = "2561-2565" if years is FIRST_PLAN else "2566-2570"
        title = f"แผนปฏิบัติการป้องกันการทุจริต {o.full_name} พ.ศ. {years[0]} - {years[-1]}"
        plan = (plan_id(o, years), o.code, "anti_corruption_plan", framework, years[0], years[-1])
        yield *plan, str(o.number == 11).lower(), title, o.projects


def _project_rows() -> Rows:
    yield columns(
        "project_id plan_id seq_no printed_no dimension_no mission_no kind title_th responsible_unit locator"
    )
    for o, years in plans():
        for i in range(1, o.projects + 1):
            place = (project_id(o, i, years[0]), plan_id(o, years), i, i)
            yield *place, *project(o, i, years), UNITS[i % 4]


def _project_year_rows() -> Rows:
    yield columns("project_id fiscal_year budget_baht planned_quarters locator")
    for o, i, year in planned():
        baht = 930_000 if (o.number, i, year) == MISREAD_BUDGET else budget(i)
        yield project_id(o, i, year), year, baht, QUARTERS[i % 4]


def _report_rows() -> Rows:
    yield columns(
        "project_id fiscal_year report_round status_code disbursed_baht reported_on reason_code locator"
    )
    places = [place for place in planned() if place[0].number in COMPLETED]
    for o, i, year, months in ((*p, months) for p in places for y, months in REPORTED if y == p[2]):
        place = (o.number, i, year, months)
        if (code := status(*place)) is not None:
            has_reason = code == "cannot_proceed" and place != (9, 16, 2563, 12)
            reason = REASONS[i // 4 - 1] if has_reason else None
            # Reported in the middle of the month in which the round is due.
            day = f"{year - 543}-{'04' if months == 6 else '10'}-15"
            yield project_id(o, i, year), year, months, code, disbursed(*place), day, reason


def _target_rows() -> Rows:
    yield columns("org_code fiscal_year metric_code target_value baseline_fiscal_year locator")
    for metric, number, values, baseline in TARGETS:
        for year, value in zip(SECOND_PLAN, values, strict=True):
            yield CODE[number], year, metric, value, baseline


def _case_rows() -> Rows:
    yield columns("org_code fiscal_year kind count locator")
    for number, (base, fall) in CASES.items():
        for year in range(2563, 2569):
            cases = base - fall * (year - 2565)
            yield CODE[number], year, "case", cases
            yield CODE[number], year, "complaint", 2 * cases + number


def _risk_rows() -> Rows:
    yield columns(
        "risk_id org_code plan_id fiscal_year step_no process_step risk_event "
        "likelihood impact risk_score level_code locator"
    )
    for o, events in risk_owners():
        for e in range(1, events + 1):
            step = (e + 1) // 2
            level, likelihood, impact = LEVELS[(e + o.number) % 4]
            points = (
                (None, None, None) if o.number in LEVEL_ALONE else (likelihood, impact, likelihood * impact)
            )
            place = (f"{plan_id(o)}-r{e:02}", o.code, plan_id(o), 2567 if o.number == 9 else None)
            yield *place, step, STEPS[step - 1], f"เหตุการณ์สมมุติที่ {e}", *points, level


def _risk_control_rows() -> Rows:
    yield columns("plan_id step_no control_no org_code control_th locator")
    for o, events in risk_owners():
        for step in range(1, (events + 1) // 2 + 1):
            controls = (project(o, step)[-1], project(o, 10 + step)[-1], OWN_CONTROL)
            yield from ((plan_id(o), step, no, o.code, text) for no, text in enumerate(controls, start=1))


def _ita_indicator_rows() -> Rows:
    yield columns("org_code fiscal_year indicator_no score locator")
    for place in ((number, y, indicator) for number in ITA for y in ITA_YEARS for indicator in range(1, 11)):
        printed = 34 if place == MISREAD_SCORE else score(*place)
        yield CODE[place[0]], *place[1:], f"{printed:.2f}"


def _ita_result_rows() -> Rows:
    yield columns("org_code fiscal_year iit_stated eit_stated oit_stated total_stated level_stated locator")
    silent = (None, None, None)
    yield from ((CODE[number], 2561, *silent, 60 + number, None) for number in (1, 9))
    yield CODE[1], 2568, *silent, f"{total(1, 2568):.2f}", "ผ่านดี"
    yield CODE[2], 2568, *silent, f"{total(2, 2568):.2f}", "ต้องปรับปรุง"
    yield CODE[3], 2567, *silent, f"{total(3, 2567) + 5:.2f}", None
    yield from ((CODE[11], year, *silent, points, None) for year, points in STATED_ALONE.items())
    for year in ITA_YEARS:
        points = 82 - (year - 2562)
        yield CODE[10], year, points + 2, points, points - 1.5, points, None


def _result_rows() -> Rows:
    yield columns("result_id org_code fiscal_year plan_id project_id result_th value unit_th locator")
    for o, year in ((o, year) for o in ORGANISATIONS if o.number in (1, 4) for year in range(2566, 2569)):
        place = (o.code, year, plan_id(o))
        trainees = 10 * o.number + year - 2560
        yield f"{plan_id(o)}-{year}-1", *place, project_id(o, 2), "ผู้เข้ารับการอบรม", trainees, "คน"
        yield f"{plan_id(o)}-{year}-2", *place, None, "เรื่องร้องเรียนที่ตอบแล้ว", o.number, "เรื่อง"


def _control_total_rows() -> Rows:
    yield columns("total_id plan_id measure fiscal_year quarter status_code report_round value locator")
    for o, years in plans():
        if years is SECOND_PLAN:
            count = ("project_count", None, None, None, None, o.projects + (o.number == 3))
            printed = [count, *(PRINTED_TOTALS if o.number == 1 else [])]
            yield from (
                (f"{plan_id(o)}-t{no:02}", plan_id(o), *one) for no, one in enumerate(printed, start=1)
            )


def _correction_rows() -> Rows:
    yield columns("table key column printed corrected reason evidence")
    number, year, indicator = MISREAD_SCORE
    proof = ("อ่านเลขผิด คู่ ๓/๗", "คะแนนรวมที่พิมพ์ 71.40 ตรงเมื่อเป็น 74.00")
    yield "ita_indicator", f"{CODE[number]}/{year}/{indicator}", "score", "34.00", "74.00", *proof
    number, i, year = MISREAD_BUDGET
    key = f"{project_id(ORGANISATIONS[number - 1], i, year)}/{year}"
    proof = ("อ่านเลขผิด คู่ ๑/๙", "ยอดรวมที่พิมพ์ 720,000 ตรงเมื่อเป็น 130,000")
    yield "project_year", key, "budget_baht", "930000", "130000", *proof


TABLES = {
    "organisation": _organisation_rows,
    "plan": _plan_rows,
    "project": _project_rows,
    "project_year": _project_year_rows,
    "status_report": _report_rows,
    "target": _target_rows,
    "case_count": _case_rows,
    "risk": _risk_rows,
    "risk_control": _risk_control_rows,
    "ita_indicator": _ita_indicator_rows,
    "ita_result": _ita_result_rows,
    "result": _result_rows,
    "control_total": _control_total_rows,
    "corrections": _correction_rows,
}
