"""The filters of the risk page alone, read from the address; and how a level and a state of a control are said."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from dashboard import address, formats, navigation
from dashboard.data import ask
from dashboard.filters import Filters, known
from dashboard.language import local, t
from dashboard.navigation import Choice
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
    """What the register and the controls show; None means all. `process_step` is the name of the step."""

    level: str | None
    step: str | None
    concern: str | None
    control: str | None
    process_step: str = ""

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
    level = known(address.get("level"), levels)
    concern = known(address.get("concern"), list(CONCERNS))
    # A step may stand far down the list of all of a country, so it is asked for by its code.
    step, name = address.get("step"), ""
    if step:
        found = ask("risk_register", **view.parameters, step_code=step, row_limit=1)
        step, name = (step, found["process_step"][0]) if found.height else (None, "")
    chosen = RiskFilters(level, step, concern, None, name)
    states = ask("risk_control_counts", **view.parameters, **chosen.parameters)["control_state"].to_list()
    return replace(chosen, control=known(address.get("control"), states))


def of_register(chosen: RiskFilters) -> str:
    """The choices above the register: what to look at, which level, and the way out of a step; as HTML."""
    levels: dict[str | None, str] = {None: t("risk.all_level")}
    levels |= {row["level_code"]: level_words(row) for row in levels_down()}
    levels[NO_LEVEL] = t("risk.no_level")
    concerns: dict[str | None, str] = {None: t("risk.all_concern")}
    concerns |= {name: t(f"risk.concern_{name}") for name in CONCERNS}
    made = _choices("concern", concerns, chosen.concern) + _choices("level", levels, chosen.level)
    if chosen.step:
        made += navigation.choices("chips", [Choice(f"{chosen.process_step} ✕", _changed("step", None))])
    said = [concerns[chosen.concern], levels[chosen.level], chosen.process_step]
    return made + navigation.on_paper(words for words in said if words)


def of_controls(chosen: RiskFilters, states: pl.DataFrame) -> str:
    """The choices above the controls: their states, each with how many there are; as HTML."""
    total = int(states["controls"].sum())
    words: dict[str | None, str] = {None: f"{t('risk.all_control')} {formats.count(total)}"}
    for row in states.iter_rows(named=True):
        words[row["control_state"]] = f"{state_words(row)} {formats.count(row['controls'])}"
    return _choices("control", words, chosen.control) + navigation.on_paper([words[chosen.control]])


def _choices(name: str, words: Mapping[str | None, str], chosen: str | None) -> str:
    links = [Choice(said, _changed(name, value), value == chosen) for value, said in words.items()]
    return navigation.choices(f"risk-{name}", links, t(f"risk.{name}_label"))


def _changed(name: str, value: str | None) -> dict[str, str | None]:
    """Another choice begins both lists anew; the state of a control is asked for among what the others leave."""
    left = [CONTROLS_PAGE] if name == "control" else [CONTROLS_PAGE, "control", "page"]
    return {**dict.fromkeys(left), name: value}


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
