"""Budgets against the sums that a plan prints: what does not follow is proof-read digit by digit."""

from dataclasses import replace
from fractions import Fraction

from etl.extract.document import Doubt, Extraction, Row
from etl.extract.proof.proofread import Proof, Sum, proofread

Place = tuple[str, str]

_DIFFERS = "ยอดรวมที่พิมพ์ไม่ตรงกับรายการ"
_UNREAD_TH = "งบประมาณบางรายการอ่านไม่ได้"
_UNREAD_EN = "some budgets were not read"


def prove_budgets(extraction: Extraction) -> None:
    """Compare each printed budget sum with its rows; propose the one smallest repair, doubt the rest.

    A sum that agrees leaves no trace here: the build records agreements of its own.
    """
    projects = {row["project_id"].value: row for row in extraction.tables.get("project", [])}
    budgets = {
        (row["project_id"].value, row["fiscal_year"].value): row
        for row in extraction.tables.get("project_year", [])
    }
    printed: dict[str, str] = {}
    sums: list[Sum] = []
    rows_of: dict[str, tuple[Row, str]] = {}
    for total in extraction.tables.get("control_total", []):
        if total["measure"].value != "budget_baht" or not total["fiscal_year"].value:
            continue
        parts, unread = _parts(total, budgets, projects)
        if not parts:
            continue
        if unread and sum(Fraction(budgets[place]["budget_baht"].value) for place in parts) != Fraction(
            total["value"].value
        ):
            # What is missing may be the budget that was not read: no digit can be proved wrong.
            total["value"] = total["value"].doubted(_DIFFERS)
            extraction.doubts.append(_finding(total, _UNREAD_TH, _UNREAD_EN))
            continue
        key = f"total {total['total_id'].value}"
        rows_of[key] = (total, "value")
        printed[key] = total["value"].value
        for place in parts:
            name = "/".join(place)
            rows_of[name] = (budgets[place], "budget_baht")
            printed[name] = budgets[place]["budget_baht"].value
        sums.append(Sum(key, {"/".join(place): Fraction(1) for place in parts}))
    for proof in proofread(printed, sums):
        _apply(extraction, proof, rows_of)


def _parts(
    total: Row, budgets: dict[Place, Row], projects: dict[str, Row]
) -> tuple[list[Place], list[Place]]:
    """The budgets that a printed sum is made of, and those that may belong to it and were not read.

    They are those of its plan and year, and of its dimension if it has one.
    """
    dimension = total["dimension_no"].value if "dimension_no" in total else ""
    parts: list[Place] = []
    unread: list[Place] = []
    for place, row in budgets.items():
        project = projects.get(place[0])
        if (
            project is None
            or place[1] != total["fiscal_year"].value
            or project["plan_id"].value != total["plan_id"].value
        ):
            continue
        own = project["dimension_no"].value if "dimension_no" in project else ""
        if dimension and own not in ("", dimension):
            continue
        is_read = row["budget_baht"].value and (not dimension or own)
        (parts if is_read else unread).append(place)
    return parts, unread


def _apply(extraction: Extraction, proof: Proof, rows_of: dict[str, tuple[Row, str]]) -> None:
    if proof.outcome == "follows":
        return
    if proof.outcome == "repaired":
        for swap in proof.swaps:
            row, column = rows_of[swap.number]
            read = row[column]
            evidence = f"ยอดรวมที่พิมพ์ตรงกับรายการเมื่อแก้ {len(proof.swaps)} ช่อง และมีทางแก้ที่น้อยที่สุดทางเดียว"
            row[column] = replace(
                read,
                corrected=swap.corrected,
                reason="อ่านตัวเลขผิด ยอดรวมไม่ลงตัว",
                evidence=evidence,
            )
        return
    _doubt(extraction, proof, rows_of)


def _doubt(extraction: Extraction, proof: Proof, rows_of: dict[str, tuple[Row, str]]) -> None:
    """No single repair: every number that may be wrong is left as printed and shown to a person."""
    for number in proof.suspects or frozenset(proof.numbers):
        row, column = rows_of[number]
        row[column] = row[column].doubted(_DIFFERS)
    for number in proof.numbers:
        if number.startswith("total "):
            extraction.doubts.append(_finding(rows_of[number][0], _words_th(proof), _words_en(proof)))


def _finding(total: Row, words_th: str, words_en: str) -> Doubt:
    return Doubt(
        "sum_does_not_follow",
        total["locator"].value,
        f"ยอดรวมที่พิมพ์ {total['value'].value} ไม่ตรงกับรายการ ({words_th})",
        f"The printed sum {total['value'].value} does not follow from its rows ({words_en}).",
        total["value"].printed,
    )


def _words_th(proof: Proof) -> str:
    if proof.outcome == "ambiguous":
        return f"มีทางแก้ที่น้อยเท่ากัน {proof.answers} ทาง ให้คนตัดสิน"
    return "แก้ตัวเลขที่มักอ่านผิดแล้วยังไม่ลงตัว"


def _words_en(proof: Proof) -> str:
    if proof.outcome == "ambiguous":
        return f"{proof.answers} equally small repairs: a person must choose"
    return "no repair of commonly misread digits makes it follow"
