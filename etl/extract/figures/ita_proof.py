"""Proof-reading of ITA scores: the total follows from ten indicators, or few swaps make it follow."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from etl.extract.document import Context, Doubt, Extraction, Read
from etl.extract.proof.proofread import (
    KNOWN_PAIRS,
    Proof,
    Sum,
    decimals_of,
    plain_number,
    proofread,
    rounded,
)

# Weights of the instruments and the indicators that make up each (design, section 1).
INSTRUMENTS = {"iit": Fraction(3, 10), "eit": Fraction(3, 10), "oit": Fraction(4, 10)}
_INDICATORS = {**dict.fromkeys(range(1, 6), "iit"), **dict.fromkeys(range(6, 9), "eit"), 9: "oit", 10: "oit"}
_FULL_MARKS = Decimal(100)
# Indicators are themselves rounded to two decimals before they are printed; so are instruments.
_ROUNDED_PARTS = Fraction(1, 200)
_DECIMALS_OF_PROOF = 4

# A repair says little where as few swaps would also reach other totals nearby: then the answer may be luck,
# and a person should look at all scores.
# Whole steps of first and second digits lie on a grid of 0.2 points, so totals on it are tried, too.
_NEIGHBOURS = 20
_MOST_BY_CHANCE = 0
_STEPS = (Decimal("0.03"), Decimal("0.2"))

BY_CHANCE = "คะแนนที่แก้ตรงกับคะแนนรวมเพียงชุดเดียว แต่อาจตรงโดยบังเอิญ ควรเทียบกับต้นฉบับ"
REASON = "อ่านตัวเลขผิด คู่เลขไทยที่คล้ายกัน แก้แล้วจึงตรงคะแนนรวมที่พิมพ์"
UNCHECKED = "ไม่มีคะแนนรวมหรือตัวชี้วัดครบ 10 ข้อ ตรวจด้วยเลขไม่ได้"
NEARLY = "คะแนนรวมต่างจากที่คำนวณเล็กน้อย อาจมาจากการปัดเศษ"


def prove_scores(
    scores: dict[int, Read],
    stated: dict[str, Read],
    total: Read,
    totals: list[str],
    context: Context,
    extraction: Extraction,
) -> Read:
    """Prove the scores of one year in place; returns the total, with its repair or doubt."""
    rules, printed = _rules(scores, stated, total, _instruments(context))
    fixed = frozenset({"total"}) if totals.count(total.value) > 1 else frozenset()
    if not rules:
        _doubt_all(scores, stated, UNCHECKED)
        return total
    for proof in proofread(printed, rules, fixed, _FULL_MARKS):
        own = [rule for rule in rules if rule.total in proof.numbers]
        if proof.outcome == "repaired":
            evidence = _evidence(proof, own, printed, total)
            if "total" in proof.numbers:
                reached = _neighbours_reached(proof, rules, printed)
                evidence += f"; คะแนนรวมข้างเคียง {_NEIGHBOURS} ค่า ตรงได้ด้วยการสลับไม่เกินนี้ {reached} ค่า"
                if reached > _MOST_BY_CHANCE:
                    _doubt_all(scores, stated, BY_CHANCE)
                    total = total.doubted(BY_CHANCE)
            for swap in proof.swaps:
                total = _corrected(swap.number, swap.corrected, evidence, (scores, stated, total))
        elif proof.outcome != "follows":
            reason = _reason(proof)
            _doubt_all(scores, stated, reason, frozenset(proof.numbers))
            total = total.doubted(reason) if "total" in proof.numbers else total
            message = f"{reason} ที่พิมพ์ {total.value or '-'}"
            english = f"the printed ITA total does not follow: {proof.outcome}, {proof.answers} equal repairs"
            extraction.doubts.append(
                Doubt("ita_total_does_not_follow", total.locator, message, english, total.value)
            )
        elif any(not _is_exact(rule, printed) for rule in own):
            # Rounding of the parts explains it, but so would a misread last digit.
            _doubt_all(scores, stated, NEARLY, frozenset(proof.numbers))
            total = total.doubted(NEARLY) if "total" in proof.numbers else total
    return total


def _instruments(context: Context) -> dict[int, str]:
    return {number: code for number, code, _ in context.indicators} or dict(_INDICATORS)


def _rules(
    scores: dict[int, Read], stated: dict[str, Read], total: Read, instruments: dict[int, str]
) -> tuple[list[Sum], dict[str, str]]:
    """The sums that can be checked, and the printed numbers by their keys."""
    printed = {str(number): read.value for number, read in scores.items() if read.value}
    printed |= {code: read.value for code, read in stated.items() if read.value}
    members = {
        code: [str(number) for number, own in sorted(instruments.items()) if own == code]
        for code in INSTRUMENTS
    }
    complete = {code for code, own in members.items() if own and all(key in printed for key in own)}
    rules = [
        Sum(code, dict.fromkeys(members[code], Fraction(1, len(members[code]))), _ROUNDED_PARTS)
        for code in INSTRUMENTS
        if code in printed and code in complete
    ]
    if total.value:
        printed["total"] = total.value
        if complete == set(INSTRUMENTS):
            weights = {
                key: weight / len(members[code])
                for code, weight in INSTRUMENTS.items()
                for key in members[code]
            }
            rules.append(Sum("total", weights, _ROUNDED_PARTS))
        elif all(code in printed for code in INSTRUMENTS):
            rules.append(Sum("total", dict(INSTRUMENTS), _ROUNDED_PARTS))
    return rules, printed


def _computed(rule: Sum, printed: dict[str, str]) -> Fraction:
    return sum(
        (weight * Fraction(plain_number(printed[key])) for key, weight in rule.weights.items()), Fraction(0)
    )


def _is_exact(rule: Sum, printed: dict[str, str]) -> bool:
    total = plain_number(printed[rule.total])
    return rounded(_computed(rule, printed), decimals_of(total)) == Decimal(total)


def _corrected(
    key: str, value: str, evidence: str, reads: tuple[dict[int, Read], dict[str, Read], Read]
) -> Read:
    """Put a corrected value where its key stands; returns the total, which is no part of a table."""
    scores, stated, total = reads
    proposal = {"corrected": value, "reason": REASON, "evidence": evidence}
    if key == "total":
        return replace(total, **proposal)
    if key in stated:
        stated[key] = replace(stated[key], **proposal)
    else:
        scores[int(key)] = replace(scores[int(key)], **proposal)
    return total


def _doubt_all(
    scores: dict[int, Read], stated: dict[str, Read], reason: str, only: frozenset[str] | None = None
) -> None:
    for number, read in scores.items():
        if only is None or str(number) in only:
            scores[number] = read.doubted(reason)
    for code, read in stated.items():
        if only is None or code in only:
            stated[code] = read.doubted(reason)


def _neighbours_reached(proof: Proof, rules: list[Sum], printed: dict[str, str]) -> int:
    """How many of the totals around the printed one could be reached by as few swaps: the share of luck."""
    rule = next(rule for rule in rules if rule.total == "total")
    total = Decimal(plain_number(printed["total"]))
    half = _NEIGHBOURS // 2 // len(_STEPS)
    others = [total + place * step for step in _STEPS for place in range(-half, half + 1) if place]
    kept = {key: printed[key] for key in rule.weights}
    return sum(
        proofread(kept | {"total": f"{other:f}"}, [rule], frozenset({"total"}), _FULL_MARKS, proof.size)[
            0
        ].outcome
        != "unrepairable"
        for other in others
        if other > 0
    )


def _reason(proof: Proof) -> str:
    if proof.outcome == "ambiguous":
        count = f"{'อย่างน้อย ' if proof.at_least else ''}{proof.answers:,}"
        return f"คะแนนรวมไม่ตรงกับตัวชี้วัด สลับเลข {proof.size} หลักแล้วตรงได้ {count} แบบ จึงไม่เลือก"
    bound = f"ลองสลับเลขถึง {len(proof.searched)} หลักแล้วไม่ตรง"
    return f"คะแนนรวมไม่ตรงกับตัวชี้วัด {bound}" + (" (ครบขีดจำกัดงานค้นหา)" if proof.bound == "work" else "")


def _evidence(proof: Proof, rules: list[Sum], printed: dict[str, str], total: Read) -> str:
    """The proof in figures: what was printed and computed, what changes, and how many sets were tried."""
    mended = printed | {swap.number: swap.corrected for swap in proof.swaps}
    parts = []
    for rule in rules:
        name = "คะแนนรวม" if rule.total == "total" else rule.total.upper()
        place = f" ({total.locator})" if rule.total == "total" and total.locator else ""
        before = rounded(_computed(rule, printed), _DECIMALS_OF_PROOF).normalize()
        after = rounded(_computed(rule, mended), _DECIMALS_OF_PROOF).normalize()
        parts.append(f"{name}ที่พิมพ์ {printed[rule.total]}{place} คำนวณจากที่พิมพ์ได้ {before} แก้แล้วได้ {after}")
    changes = ", ".join(f"{swap.number}: {swap.printed} เป็น {swap.corrected}" for swap in proof.swaps)
    pairs = ", ".join("/".join(pair) for pair in KNOWN_PAIRS)
    *smaller, last = proof.searched
    tried = "".join(f"สลับ {size} หลัก {count:,} ชุด ไม่มีชุดใดตรง " for size, count in enumerate(smaller, 1))
    return (
        f"{'; '.join(parts)}; แก้ {changes}; ลองสลับเลขคู่ {pairs}: {tried}"
        f"สลับ {proof.size} หลัก {last:,} ชุด ตรงเพียงชุดนี้ชุดเดียว"
    )
