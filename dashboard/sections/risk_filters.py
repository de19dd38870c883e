"""The filters of the risk page alone, read from the address; and how a level and a state of a control are said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, widgets
from dashboard.data import ask
from dashboard.filters import Filters, known
from dashboard.language import local, t
from dashboard.theme import Tone

CONCERNS = ("high", "uncontrolled")
# A risk that its plan gives no level, as the address asks for it.
NO_LEVEL = "none"
# States of a control that are no status of a project: no project has its title, or not in the year.
OTHER_STATES = {"unmatched": "◇", "not_planned": "□"}
# The register and the controls turn their pages on their own.
CONTROLS_PAGE = "controls_page"
ORGANISATIONS_PAGE = "organisations_page"


@dataclass(frozen=True)
class RiskFilters:
    """What the register and the controls show; None means all."""

    level: str | None
    step: str | None
    concern: str | None
    control: str | None

    @property
    def link(self) -> dict[str, str | None]:
        """The filters for the address of a download or of this page."""
        return {"level": self.level, "step": self.step, "concern": self.concern, "control": self.control}

    @property
    def parameters(self) -> dict[str, str | None]:
        """The bound parameters of a query."""
        return {address.BOUND_NAMES[name]: value for name, value in self.link.items()}


def read(view: Filters) -> RiskFilters:
    """The filters of the address; what it says wrongly filters nothing."""
    levels = [*ask("risk_levels")["level_code"], NO_LEVEL]
    concern = known(address.get("concern"), list(CONCERNS))
    chosen = RiskFilters(known(address.get("level"), levels), address.get("step"), concern, None)
    # A step may stand far down the list of all of a country, so it is asked for by its code.
    if chosen.step and not ask("risk_register", **view.parameters, step_code=chosen.step, row_limit=1).height:
        chosen = RiskFilters(chosen.level, None, concern, None)
    states = ask("risk_control_counts", **view.parameters, **chosen.parameters)["control_state"].to_list()
    control = known(address.get("control"), states)
    return RiskFilters(chosen.level, chosen.step, concern, control)


def draw(chosen: RiskFilters, steps: pl.DataFrame) -> None:
    """The boxes above the register."""
    levels = {row["level_code"]: level_words(row) for row in levels_down()}
    names = dict(steps.select("step_code", "process_step").iter_rows())
    if chosen.step and chosen.step not in names:
        names[chosen.step] = t("risk.one_step")
    with st.container(key="own-filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        _box(
            "concern", list(CONCERNS), chosen.concern, {name: t(f"risk.concern_{name}") for name in CONCERNS}
        )
        _box("level", [*levels, NO_LEVEL], chosen.level, {**levels, NO_LEVEL: t("risk.no_level")})
        _box("step", list(names), chosen.step, names)


def draw_control(chosen: RiskFilters, states: pl.DataFrame) -> None:
    """The box above the controls."""
    words = {row["control_state"]: state_words(row) for row in states.iter_rows(named=True)}
    with st.container(key="own-controls", horizontal=True, gap="small"):
        _box("control", list(words), chosen.control, words)


def _box(name: str, options: list[str], chosen: str | None, words: Mapping[str, str]) -> None:
    widgets.select(
        name,
        t(f"risk.{name}_label"),
        [widgets.ALL, *options],
        chosen or widgets.ALL,
        lambda value: t(f"risk.all_{name}") if value == widgets.ALL else words[value],
        clears=[CONTROLS_PAGE] if name == "control" else [CONTROLS_PAGE, "control"],
    )


def levels_down() -> list[dict[str, Any]]:
    """The levels of risk, the highest first."""
    return ask("risk_levels").rows(named=True)[::-1]


def level_words(row: Mapping[str, Any]) -> str:
    """A level as steps of the scale and a word, so that it is not said by colour alone."""
    if row["level_code"] is None:
        return t("risk.no_level")
    return f"{scale(row['level_rank'])} {local(row, 'level')}"


def scale(rank: int | None) -> str:
    """The rank of a level as steps of the scale; nothing where it has none."""
    top = ask("risk_levels").height
    return f"{'▮' * rank}{'▯' * (top - rank)}" if rank else ""


def level_tone(level_code: str | None) -> Tone:
    """The colour of a level: the highest, other high ones, and those below."""
    levels = {row["level_code"]: row for row in levels_down()}
    level = levels.get(level_code or "")
    if level is None or not level["is_high"]:
        return Tone.quiet
    return Tone.bad if level["level_rank"] == len(levels) else Tone.warn


def state_words(row: Mapping[str, Any]) -> str:
    """How a control stands: the status of its project, or why it has none."""
    state = row["control_state"]
    if state in OTHER_STATES:
        return f"{OTHER_STATES[state]} {t(f'risk.state_{state}')}"
    return f"{row['symbol']} {local(row, 'status')}"
