"""Place a project among the standard measures, and a risk control among the projects of its plan.

Titles are compared without the organisation's name, spaces and quotation marks, by the share of
characters that agree in order (Indel ratio of rapidfuzz). `MATCH_THRESHOLD` lies in the gap between the
worst true pair and the best false pair of the reviewed sources; `tests/etl/test_match.py` shows both.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import polars as pl
from pythainlp.util import normalize
from rapidfuzz import fuzz, process

MATCH_THRESHOLD = 0.83

_NOISE = re.compile(r"[\s\"“”'‘’()（）.,/\-–]|ฯ")
# Plans name their organisation in titles, or any organisation by the generic term of the law.
_GENERIC_NAMES = ("องค์กรปกครองส่วนท้องถิ่น", "อปท.")
# The words that join a title to the name of the organisation that was taken out of it.
_DANGLING = re.compile(r"(ของ|ใน|แห่ง)+$")

Names = Mapping[str, Sequence[str]]


def comparable(title: str, names: Iterable[str] = ()) -> str:
    """A title as it is compared: without the names of the organisation, blanks and quotation marks."""
    return _impersonal(_without(_bare(title), map(_noiseless, names)))


def comparables(rows: pl.DataFrame, column: str, names: Names) -> pl.Series:
    """The titles of a column as they are compared; `names` has the names of each `org_code`.

    To normalise is dear, and plans share their titles but for the names in these: the names are taken out as
    they are usually written, and what is left is normalised once.
    """
    noiseless = {code: [_noiseless(name) for name in own] for code, own in names.items()}
    titles = _without_names(rows.select("org_code", title=column), names)
    bare = _without_names(_each_once(titles, _bare), noiseless)
    return _each_once(bare, _impersonal)["title"]


def best_match(title: str, choices: Sequence[str]) -> tuple[int, float] | None:
    """Position and score (0 to 1) of the choice most like `title`; None below the threshold."""
    found = process.extractOne(title, choices, scorer=fuzz.ratio, score_cutoff=MATCH_THRESHOLD * 100)
    return None if found is None else (found[2], found[1] / 100)


def match_standard_measures(projects: pl.DataFrame, names: Names, measures: pl.DataFrame) -> pl.DataFrame:
    """For each project that matches one, its standard measure: project_id, catalogue_no, match_score.

    `projects` has project_id, org_code, title_th; `names` the names of each organisation by its code.
    """
    choices = [comparable(title) for title in measures["title_th"]]
    numbers = measures["catalogue_no"].to_list()
    titles = projects.select("project_id", title=comparables(projects, "title_th", names))
    # Plans share their titles: each is looked up once, however many projects carry it.
    found = [
        (title, numbers[match[0]], match[1])
        for title in titles["title"].unique()
        if (match := best_match(title, choices))
    ]
    schema = {"title": pl.String, "catalogue_no": pl.Int16, "match_score": pl.Float64}
    return titles.join(pl.DataFrame(found, schema=schema, orient="row"), on="title").drop("title")


def match_controls(controls: pl.DataFrame, projects: pl.DataFrame, names: Names) -> pl.DataFrame:
    """For each control that matches one, the project of its plan that carries it out.

    `controls` has plan_id, step_no, control_no, org_code, control_th; `projects` has plan_id,
    project_id, org_code, title_th. A row of the answer has the key of the control, project_id, match_score.
    """
    wanted = controls.select(
        "plan_id", "step_no", "control_no", title=comparables(controls, "control_th", names)
    )
    of_plans = projects.join(
        controls.select("plan_id").unique(), on="plan_id", how="semi", maintain_order="left"
    )
    titles = of_plans.select("plan_id", "project_id", title=comparables(of_plans, "title_th", names))
    same = titles.unique(["plan_id", "title"], keep="first").with_columns(match_score=pl.lit(1.0))
    alike = wanted.join(same, on=["plan_id", "title"])
    others = wanted.join(alike, on=["plan_id", "step_no", "control_no"], how="anti")
    return pl.concat([alike.select(*_MATCHED_CONTROL).cast(_MATCHED_CONTROL), _nearest(others, titles)])


_MATCHED_CONTROL = pl.Schema(
    {
        "plan_id": pl.String,
        "step_no": pl.Int16,
        "control_no": pl.Int16,
        "project_id": pl.String,
        "match_score": pl.Float64,
    }
)


def _nearest(wanted: pl.DataFrame, titles: pl.DataFrame) -> pl.DataFrame:
    """The project of its plan whose title is nearest to that of a control, where one is near enough."""
    plans = titles.group_by("plan_id", maintain_order=True).agg("project_id", choices="title")
    matches = [
        (plan_id, step_no, control_no, projects[match[0]], match[1])
        for plan_id, step_no, control_no, title, projects, choices in wanted.join(
            plans, on="plan_id"
        ).iter_rows()
        if (match := best_match(title, choices))
    ]
    return pl.DataFrame(matches, schema=_MATCHED_CONTROL, orient="row")


def _without_names(titles: pl.DataFrame, names: Names) -> pl.DataFrame:
    """The rows of org_code and title, without the names of the organisation in the title."""
    known = pl.DataFrame(
        [(code, name) for code, own in names.items() for name in own],
        schema={"org_code": pl.String, "name": pl.String},
        orient="row",
    )
    named = (
        titles.with_row_index("place")
        .join(known, on="org_code")
        .filter(pl.col("title").str.contains(pl.col("name"), literal=True))
        .unique("place")
    )
    shorter = [_without(title, names[code]) for code, title in named.select("org_code", "title").iter_rows()]
    changed = named.select(pl.col("place"), shorter=pl.Series(shorter, dtype=pl.String))
    return (
        titles.with_row_index("place")
        .join(changed, on="place", how="left", maintain_order="left")
        .select("org_code", pl.coalesce("shorter", "title").alias("title"))
    )


def _each_once(titles: pl.DataFrame, change: Callable[[str], str]) -> pl.DataFrame:
    """The rows with every different title changed once."""
    different = titles["title"].unique()
    changed = different.to_frame().with_columns(changed=pl.Series(map(change, different), dtype=pl.String))
    return titles.join(changed, on="title", how="left", maintain_order="left").select(
        "org_code", title="changed"
    )


def _bare(title: str) -> str:
    return _noiseless(normalize(title))


def _noiseless(text: str) -> str:
    return _NOISE.sub("", text)


def _impersonal(text: str) -> str:
    return _DANGLING.sub("", _without(text, map(_noiseless, _GENERIC_NAMES)))


def _without(text: str, names: Iterable[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text
