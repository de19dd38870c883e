"""Place a project among the standard measures, and a risk control among the projects of its plan.

Titles are compared without the organisation's name, spaces and quotation marks, by the share of
characters that agree in order (Indel ratio of rapidfuzz). `MATCH_THRESHOLD` lies in the gap between the
worst true pair and the best false pair of the reviewed sources; `tests/etl/test_match.py` shows both.
"""

import re
from collections.abc import Iterable, Sequence

import polars as pl
from pythainlp.util import normalize
from rapidfuzz import fuzz, process

MATCH_THRESHOLD = 0.83

_NOISE = re.compile(r"[\s\"“”'‘’()（）.,/\-–]|ฯ")
# Plans name their organisation in titles, or any organisation by the generic term of the law.
_GENERIC_NAMES = ("องค์กรปกครองส่วนท้องถิ่น", "อปท.")
# The words that join a title to the name of the organisation that was taken out of it.
_DANGLING = re.compile(r"(ของ|ใน|แห่ง)+$")


def comparable(title: str, names: Iterable[str] = ()) -> str:
    """A title as it is compared: without the names of the organisation, blanks and quotation marks."""
    text = _NOISE.sub("", normalize(title))
    for name in sorted([*names, *_GENERIC_NAMES], key=len, reverse=True):
        text = text.replace(_NOISE.sub("", name), "")
    return _DANGLING.sub("", text)


def best_match(title: str, choices: Sequence[str]) -> tuple[int, float] | None:
    """Position and score (0 to 1) of the choice most like `title`; None below the threshold."""
    found = process.extractOne(title, choices, scorer=fuzz.ratio, score_cutoff=MATCH_THRESHOLD * 100)
    return None if found is None else (found[2], found[1] / 100)


def match_standard_measures(
    projects: pl.DataFrame, names: dict[str, list[str]], measures: pl.DataFrame
) -> pl.DataFrame:
    """For each project that matches one, its standard measure: project_id, catalogue_no, match_score.

    `projects` has project_id, org_code, title_th; `names` the names of each organisation by its code.
    """
    choices = [comparable(title) for title in measures["title_th"]]
    numbers = measures["catalogue_no"].to_list()
    texts = _comparables(projects, "title_th", names)
    # Plans share their titles: each text is looked up once, however many projects carry it.
    found = {text: best_match(text, choices) for text in set(texts)}
    matches = [
        (project_id, numbers[match[0]], match[1])
        for project_id, text in zip(projects["project_id"], texts, strict=True)
        if (match := found[text])
    ]
    schema = {"project_id": pl.String, "catalogue_no": pl.Int16, "match_score": pl.Float64}
    return pl.DataFrame(matches, schema=schema, orient="row")


def match_controls(
    controls: pl.DataFrame, projects: pl.DataFrame, names: dict[str, list[str]]
) -> pl.DataFrame:
    """For each control that matches one, the project of its plan that carries it out.

    `controls` has plan_id, step_no, control_no, org_code, control_th; `projects` has plan_id,
    project_id, org_code, title_th. A row of the answer has the key of the control, project_id, match_score.
    """
    candidates: dict[str, list[tuple[str, str]]] = {}
    texts = _comparables(projects, "title_th", names)
    for plan_id, project_id, text in zip(projects["plan_id"], projects["project_id"], texts, strict=True):
        candidates.setdefault(plan_id, []).append((project_id, text))
    matches = []
    control_texts = _comparables(controls, "control_th", names)
    for row, text in zip(controls.iter_rows(named=True), control_texts, strict=True):
        plan = candidates.get(row["plan_id"], [])
        if match := best_match(text, [title for _, title in plan]):
            key = (row["plan_id"], row["step_no"], row["control_no"])
            matches.append((*key, plan[match[0]][0], match[1]))
    schema = {
        "plan_id": pl.String,
        "step_no": pl.Int16,
        "control_no": pl.Int16,
        "project_id": pl.String,
        "match_score": pl.Float64,
    }
    return pl.DataFrame(matches, schema=schema, orient="row")


def _comparables(rows: pl.DataFrame, column: str, names: dict[str, list[str]]) -> list[str]:
    return [
        comparable(text, names.get(org_code, ()))
        for org_code, text in zip(rows["org_code"], rows[column], strict=True)
    ]
