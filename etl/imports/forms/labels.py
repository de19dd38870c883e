"""Codes and the Thai words that stand for them in the cells of a form."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import Any

from rapidfuzz import process

from etl.schemas import vocabulary as v
from warehouse.reader import Warehouse

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_QUARTERS = range(1, 5)
_QUARTER_LIST = re.compile(r"[1-4](?:\s*[;,และ\s]\s*[1-4])*")
_SHORT_PLAN = re.compile(r"\d{4}-\d{4}")
_LIKELY = 60
# A longer entry is cut off in the drop-down list of either office program.
_LONGEST = 70


@dataclass(frozen=True)
class Choices:
    """The drop-down lists of a form: by name of the list, each code with its label, in the order shown."""

    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    org_code: str = ""

    def label(self, list_name: str, code: str) -> str:
        """What stands in a cell for a code; the code itself where no list knows it."""
        return self.lists.get(list_name, {}).get(code, code)

    def shown(self, list_name: str, value: Any) -> str:
        """A value of the warehouse as a cell shows it."""
        return self.label(list_name, code_text(value)) if list_name else code_text(value)

    def code(self, list_name: str, text: str) -> str | None:
        """The code that a cell means, by its label or by itself; None where it is no entry of the list."""
        wanted = folded(text)
        return self._codes[list_name].get(wanted) or self._written_otherwise(list_name, wanted)

    @cached_property
    def _codes(self) -> dict[str, dict[str, str]]:
        """By name of the list, the code of each label and of each code, as they are compared."""
        return {
            name: {folded(text): code for code, label in labels.items() for text in (label, code)}
            for name, labels in self.lists.items()
        }

    def nearest(self, list_name: str, text: str) -> str | None:
        """The label that a text is most like; None where it is like none."""
        found = process.extractOne(text, list(self.lists[list_name].values()), score_cutoff=_LIKELY)
        return found[0] if found else None

    def _written_otherwise(self, list_name: str, text: str) -> str | None:
        if list_name == "quarters" and _QUARTER_LIST.fullmatch(text.removeprefix("ไตรมาส").strip()):
            return ";".join(sorted(set(re.findall(r"[1-4]", text))))
        if list_name == "plan" and _SHORT_PLAN.fullmatch(text):
            code = f"{self.org_code}-{text}"
            return code if code in self.lists[list_name] else None
        return None


def folded(text: str) -> str:
    """A text to compare by: without needless blanks, capitals, Thai digits and long dashes."""
    return " ".join(text.split()).lower().translate(_THAI_DIGITS).replace("–", "-").replace("ํา", "ำ")


def code_text(value: Any) -> str:
    """A value of the warehouse as the text that a source file would hold for it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(map(str, value))
    if isinstance(value, float | Decimal):
        plain = format(Decimal(str(value)), "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return value.isoformat() if isinstance(value, date) else str(value)


def choices_of(
    warehouse: Warehouse, org_code: str, fiscal_year: int, plans: Iterable[str], projects: Mapping[str, str]
) -> Choices:
    """The lists of a form: of the reference tables, of the vocabulary, and of its own plans and projects."""
    lists: dict[str, dict[str, str]] = {
        "plan_kind": v.PLAN_KIND.labels,
        "project_kind": v.PROJECT_KIND.labels,
        "case_kind": v.CASE_KIND.labels,
        "instrument": {"iit": "IIT", "eit": "EIT", "oit": "OIT"},
        "yes_no": {"true": "ใช่", "false": "ไม่ใช่"},
        "quarters": _quarters(),
    }
    for list_name, code, label, _ in warehouse.query("form_choices", fiscal_year=fiscal_year).rows():
        lists.setdefault(list_name, {})[code] = _cut(label)
    lists["plan"] = {plan: plan for plan in [*plans, *_likely_plans(org_code, fiscal_year, lists)]}
    lists["project"] = {project: _cut(f"{project} {title}") for project, title in projects.items()}
    return Choices(lists, org_code)


def _quarters() -> dict[str, str]:
    chosen = [some for size in _QUARTERS for some in combinations(_QUARTERS, size)]
    return {";".join(map(str, some)): f"ไตรมาส {', '.join(map(str, some))}" for some in chosen}


def _likely_plans(org_code: str, fiscal_year: int, lists: dict[str, dict[str, str]]) -> Iterable[str]:
    """The ids of plans that may be new on the form: of the year alone, and of the framework it lies in."""
    yield f"{org_code}-{fiscal_year}-{fiscal_year}"
    for framework in lists.get("framework", {}):
        first, _, last = framework.partition("-")
        if last and int(first) <= fiscal_year <= int(last):
            yield f"{org_code}-{framework}"


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"
