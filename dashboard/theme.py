"""Colours by meaning, taken from the one theme in `.streamlit/config.toml`."""

from enum import StrEnum
from functools import cache
from importlib.resources import files


class Tone(StrEnum):
    """What a colour says; each tone also has a symbol, so that nothing is said by colour alone."""

    good = "good"
    warn = "warn"
    bad = "bad"
    busy = "busy"
    quiet = "quiet"


OPTIONS = {
    Tone.good: "greenColor",
    Tone.warn: "orangeColor",
    Tone.bad: "redColor",
    Tone.busy: "blueColor",
    Tone.quiet: "grayColor",
}
_VARIABLES = {
    "line": "borderColor",
    "track": "borderColor",
    "ink": "textColor",
    "card": "secondaryBackgroundColor",
    "head": "dataframeHeaderBackgroundColor",
    "primary": "primaryColor",
    "link": "linkColor",
}
SYMBOLS = {Tone.good: "●", Tone.warn: "▲", Tone.bad: "▼", Tone.busy: "◐", Tone.quiet: "○"}

STATUS_TONES = {
    "completed": Tone.good,
    "in_progress": Tone.busy,
    "awaiting_report": Tone.warn,
    "cannot_proceed": Tone.bad,
    "not_due": Tone.quiet,
    "not_reported": Tone.quiet,
}
VERDICT_TONES = {
    "achieved": Tone.good,
    "on_track": Tone.good,
    "held": Tone.good,
    "green": Tone.good,
    "above": Tone.good,
    "complete": Tone.good,
    "slightly_off": Tone.warn,
    "held_but_slipping": Tone.warn,
    "below_but_improving": Tone.warn,
    "amber": Tone.warn,
    "below": Tone.warn,
    "late": Tone.warn,
    "off_track": Tone.bad,
    "wrong_direction": Tone.bad,
    "below_and_worsening": Tone.bad,
    "red": Tone.bad,
    "pending": Tone.busy,
    "too_few_points": Tone.quiet,
    "too_few_cases": Tone.quiet,
}


def colour(tone: Tone) -> str:
    """The colour of a tone."""
    return option(OPTIONS[tone])


def option(name: str) -> str:
    """Another entry of the theme, such as `textColor` or `font`."""
    # Reports take tones and symbols from here, and do without Streamlit.
    import streamlit as st  # noqa: PLC0415

    return str(st.get_option(f"theme.{name}"))


@cache
def stylesheet() -> str:
    """Our own small stylesheet with the colours of the theme as variables."""
    variables = {f"--{tone}": colour(tone) for tone in Tone}
    variables |= {f"--{name}": option(entry) for name, entry in _VARIABLES.items()}
    declared = "".join(f"{name}:{value};" for name, value in variables.items())
    css = files("dashboard").joinpath("style.css").read_text(encoding="utf-8")
    return f"<style>:root{{{declared}}}{css}</style>"
