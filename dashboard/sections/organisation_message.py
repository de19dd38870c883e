"""The heading of one organisation: the one sentence that matters, and whom and which year it is about."""

import polars as pl

from dashboard import headline, parts
from dashboard.filters import Filters
from dashboard.headline import Tiles
from dashboard.language import t
from dashboard.theme import Tone


def show(view: Filters, tiles: Tiles, years: pl.DataFrame) -> None:
    """Draw the heading; below it that the organisation is a former one, where it is."""
    parts.heading(headline.of_organisation(view, tiles, years), headline.about_organisation(view))
    if headline.place_of(view)["is_former"]:
        parts.attention("former", Tone.quiet, t("organisation.former"), t("organisation.former_why"))
