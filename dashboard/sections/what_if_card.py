"""What if: ten sliders of indicators, what they come to, and the least that reaches each goal.

The scores stand in the address as `i1` to `i10`, the rules asked for as `rules`: a what-if can be sent to someone.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, formats, parts
from dashboard.alone import alone
from dashboard.data import ask
from dashboard.failures import section
from dashboard.language import local, t
from dashboard.sections import what_if
from dashboard.sections.what_if import Goal, Outcome, Scheme, Scores
from dashboard.theme import SYMBOLS, Tone

RULES = "rules"
_SCORE = re.compile(r"\d{1,3}(\.\d{1,2})?")


@dataclass(frozen=True)
class Rules:
    """The rules of some years with their words."""

    scheme: Scheme
    first_year: int
    title: str
    level_names: Mapping[str, str]
    indicators: pl.DataFrame

    def level(self, code: str | None) -> str:
        """The name of a level."""
        return self.level_names[code] if code else formats.NOTHING


@dataclass(frozen=True)
class NamedGoal:
    """A goal with what it is called."""

    key: str
    goal: Goal
    short_name: str
    asks: str = ""

    @property
    def name(self) -> str:
        """What it is called, with what it asks for."""
        return f"{self.short_name} ({self.asks})" if self.asks else self.short_name


@dataclass(frozen=True)
class Subject:
    """Whose what-if it is: the scores and target of one organisation and year, its rules, and its address."""

    rules: Rules
    scores: Scores
    target: Decimal | None
    link: Mapping[str, object]


def all_rules(numbers: Iterable[int]) -> list[Rules]:
    """The rules of all years whose indicators are those of the scores."""
    indicators, levels = ask("ita_rules"), ask("ita_levels")
    found = []
    for (code,), rows in indicators.group_by("scheme_code", maintain_order=True):
        names = levels.filter(pl.col("scheme_code") == code)
        if rows["indicator_no"].to_list() == sorted(numbers) and names.height:
            first = rows.row(0, named=True)
            found.append(
                Rules(
                    what_if.scheme(rows.to_dicts(), names.to_dicts()),
                    int(first["first_fiscal_year"]),
                    local(first, "scheme"),
                    {row["level_code"]: local(row, "level") for row in names.iter_rows(named=True)},
                    rows,
                )
            )
    return found


def goals(rules: Rules, target: Decimal | None) -> list[NamedGoal]:
    """The target and the levels that pass, the lowest first; a level that is the target's own total joins it."""
    found = []
    passing = [level for level in reversed(rules.scheme.levels) if level.is_pass]
    same = [level for level in passing if level.total == target and level.instrument is None]
    if target is not None:
        words = t("ita.goal_target", target=formats.points(target))
        asks = t("ita.goal_level", level=rules.level(same[0].code)) if same else ""
        found.append(NamedGoal("target", Goal(target), words, asks))
    for level in passing:
        if level not in same:
            asks = t("ita.goal_total", total=formats.points(level.total))
            if level.instrument is not None:
                asks += t("ita.goal_instruments", instrument=formats.points(level.instrument))
            words = t("ita.goal_level", level=rules.level(level.code))
            found.append(NamedGoal(level.code, Goal(level.total, level.instrument), words, asks))
    return found


@section
def path(subject: Subject) -> None:
    """The smallest improvement that reaches each goal not reached yet, the nearest in full."""
    rules, scores = subject.rules, subject.scores
    actual = what_if.outcome(scores, rules.scheme)
    ahead = [item for item in goals(rules, subject.target) if not actual.reaches(item.goal)]
    with parts.card("path", t("ita.path")):
        if not ahead:
            parts.note(t("ita.all_reached", level=rules.level(actual.level)))
            return
        parts.note(t("ita.path_how"))
        titles = {row["indicator_no"]: local(row, "title") for row in rules.indicators.iter_rows(named=True)}
        for index, item in enumerate(ahead):
            least = what_if.smallest_improvement(scores, rules.scheme, item.goal)
            detail = t(
                "ita.path_gives",
                added=formats.points(least.added),
                count=len(least.steps),
                total=formats.points(least.outcome.total),
                level=rules.level(least.outcome.level),
            )
            parts.attention(f"goal-{item.key}", Tone.busy, item.name, detail, symbol="→")
            if not index:
                parts.facts(
                    [
                        (
                            f"{step.number}. {titles[step.number]}",
                            t(
                                "ita.path_step",
                                before=formats.points(step.before),
                                after=formats.points(step.after),
                                gain=formats.points(step.gain),
                            ),
                        )
                        for step in least.steps
                    ]
                )


@alone
@section
def card(rules: list[Rules], subject: Subject) -> None:
    """Sliders of all indicators with what they come to, marked as no data.

    A slider draws this card alone anew; the address leads here, too.
    """
    year = address.whole(RULES)
    chosen = next((item for item in rules if item.first_year == year), subject.rules)
    scores = subject.scores
    tried = {number: _tried(number, score) for number, score in scores.items()}
    with parts.card("what-if", t("ita.what_if")):
        parts.note(t("ita.what_if_how"))
        _choices(rules, chosen, subject)
        with st.container(key="what-if-result"):
            st.html(_result(chosen, what_if.outcome(tried, chosen.scheme), scores))
        _sliders(chosen, scores, tried)


def _tried(number: int, actual: Decimal) -> Decimal:
    """The score that the address asks for; the actual one where it asks for none, or for nonsense."""
    text = address.get(f"i{number}") or ""
    wanted = Decimal(text) if text.isascii() and _SCORE.fullmatch(text) else actual
    return wanted if wanted <= what_if.FULL else actual


def _choices(rules: list[Rules], chosen: Rules, subject: Subject) -> None:
    """Whose rules; and buttons that set the sliders to the least that reaches a goal, or back."""
    with st.container(key="what-if-choices", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.session_state["what-if-rules"] = chosen.first_year
        titles = {item.first_year: item.title for item in rules}
        st.selectbox(
            t("ita.rules"),
            list(titles),
            key="what-if-rules",
            format_func=lambda year: titles[year],
            on_change=_put_rules,
            args=(subject.rules.first_year,),
        )
        scores = subject.scores
        actual = what_if.outcome(scores, chosen.scheme)
        for item in goals(chosen, subject.target):
            if not actual.reaches(item.goal):
                least = what_if.smallest_improvement(scores, chosen.scheme, item.goal)
                st.button(
                    t("ita.try", goal=item.short_name),
                    key=f"try-{item.key}",
                    on_click=_put_scores,
                    args=({**dict.fromkeys(scores), **least.scores},),
                )
        st.button(
            t("ita.reset"),
            key="what-if-reset",
            icon=":material/restart_alt:",
            on_click=_put_scores,
            args=(dict.fromkeys(scores),),
        )
        with st.popover(t("ita.share"), key="what-if-link"):
            st.caption(t("filter.copy_help"))
            st.code(address.full(address.with_changes(**subject.link)), language=None, wrap_lines=True)


def _sliders(rules: Rules, scores: Scores, tried: Scores) -> None:
    """One slider for each indicator, in a column for each instrument."""
    parts_of = rules.indicators.group_by("instrument_code", maintain_order=True)
    groups = [(str(code), rows) for (code,), rows in parts_of]
    for column, (code, rows) in zip(st.columns(len(groups), gap="medium"), groups, strict=True):
        weight = f"{float(rows['instrument_weight'][0]) * 100:.0f}"
        with column:
            parts.subheading(t("ita.weight", instrument=code.upper(), weight=weight), is_chosen=True)
            for row in rows.iter_rows(named=True):
                number = row["indicator_no"]
                _slider(number, local(row, "title"), scores[number], tried[number])


def _slider(number: int, title: str, actual: Decimal, tried: Decimal) -> None:
    # Whole points, so that a key moves one; beside them the actual score and the one that the address asks for.
    options = sorted({*(Decimal(point) for point in range(int(what_if.FULL) + 1)), actual, tried})
    key = f"what-if-{number}"
    st.session_state[key] = tried
    st.select_slider(
        t("ita.slider", number=number, title=title, score=formats.points(actual)),
        options,
        key=key,
        format_func=formats.points,
        on_change=_put_score,
        args=(number, actual),
    )


def _put_score(number: int, actual: Decimal) -> None:
    value = st.session_state[f"what-if-{number}"]
    address.put(**{f"i{number}": None if value == actual else _plain(value)})


def _put_scores(scores: Mapping[int, Decimal | None]) -> None:
    address.put(**{f"i{number}": score and _plain(score) for number, score in scores.items()})


def _put_rules(of_year: int) -> None:
    year = st.session_state["what-if-rules"]
    address.put(**{RULES: None if year == of_year else year})


def _plain(value: Decimal) -> str:
    """A score as the address writes it: 85, 92.29."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _result(rules: Rules, reached: Outcome, scores: Scores) -> str:
    """What the sliders come to beside what is known, as HTML; it is read out when it changes."""
    actual = what_if.outcome(scores, rules.scheme)
    passes = next((level.is_pass for level in rules.scheme.levels if level.code == reached.level), False)
    tone = Tone.good if passes else Tone.warn
    cells = [
        _cell(t("ita.what_if_total"), formats.points(reached.total), _beside(reached.total, actual.total)),
        _cell(
            t("ita.level"),
            f"{SYMBOLS[tone]} {rules.level(reached.level)}",
            t("ita.actual", value=rules.level(actual.level)),
            tone,
        ),
        *(
            _cell(code.upper(), formats.points(score), _beside(score, actual.instruments[code]))
            for code, score in reached.instruments.items()
        ),
    ]
    mark = escape(t("ita.what_if_mark"))
    return (
        f'<div class="outcome" role="status"><p class="mark">{mark}</p>'
        f'<div class="cells">{"".join(cells)}</div></div>'
    )


def _beside(value: Decimal, actual: Decimal) -> str:
    words = t("ita.actual", value=formats.points(actual))
    return words if value == actual else f"{words} · {signed(value - actual)}"


def _cell(name: str, value: str, words: str, tone: Tone | None = None) -> str:
    return (
        f'<div><div class="name">{escape(name)}</div><div class="value {tone or ""}">{escape(value)}</div>'
        f'<div class="coverage">{escape(words)}</div></div>'
    )


def signed(value: Any) -> str:
    """Points with their sign."""
    return formats.NOTHING if value is None else f"{value:+,.2f}".replace("-", "−")
