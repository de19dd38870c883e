"""The one sentence of a view that matters most, and whom it is about."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard import formats
from dashboard.data import ask, row
from dashboard.language import local, t
from dashboard.theme import Tone
from dashboard.tile_words import Context
from dashboard.tiles import Tile
from dashboard.view import Filters

Tiles = Mapping[str, Tile]
# So many results are shown at once; how many there are in all comes with each of them.
SHOWN_RESULTS = 12


def of_scope(tiles: list[Tile], context: Context, result_count: int) -> str:
    """The one sentence that matters most: work done and money spent, else ITA, else results, else the plan."""
    metrics = {item.code: item for item in tiles}
    done, spent, ita = (metrics[code] for code in ("project_completion", "budget_disbursed", "ita_score"))
    year = context.filters.fiscal_year
    if done.share is not None and done.parts:
        return _done(done) + _with_money(done, spent)
    if ita.share is not None:
        return t("overview.ita", score=ita.value, year=year)
    projects = formats.count(context.scope["projects"])
    if result_count:
        return t("overview.with_results", projects=projects, results=formats.count(result_count), year=year)
    if context.scope["projects"]:
        return t("overview.planned", projects=projects, year=year, round=round_title(context.filters))
    return t("overview.nothing", year=year)


def of_organisation(view: Filters, tiles: Tiles, years: pl.DataFrame) -> str:
    """Work done beside the ITA or the money spent; else the ITA; else results; else what is missing or planned."""
    done, ita = tiles["project_completion"], tiles["ita_score"]
    missing = years.filter("is_missing")["fiscal_year"].to_list()
    if done.share is not None and done.parts:
        return _done(done) + (_with_ita(done, ita) or _with_money(done, tiles["budget_disbursed"]))
    if ita.share is not None:
        return _ita(view, ita) + _and_missing(missing)
    return _without_figures(view, years, missing)


def about_organisation(view: Filters) -> str:
    """Whom the page is about: name and place, the year, the round, and how much of it is a draft."""
    year = t("overview.latest_year" if view.is_latest_reported else "overview.year", year=view.fiscal_year)
    words = [name_and_place(view), year, round_title(view)]
    drafts = row("overview_scope", **view.parameters)["draft_projects"]
    if drafts:
        words.append(t("overview.drafts", projects=formats.count(drafts)))
    return " · ".join(words)


def place_of(view: Filters) -> dict[str, Any]:
    """Name and place of the organisation."""
    return row("organisation_names", org_code=view.org_code)


def name_and_place(view: Filters) -> str:
    """The organisation in full: its name, its district where it has one, its province."""
    place = place_of(view)
    district = place["district_th"] and t("organisation.district", district=place["district_th"])
    where = (place["full_name_th"], district, t("organisation.province", province=place["province_th"]))
    return " ".join(filter(None, where))


def _done(done: Tile) -> str:
    completed, planned = done.parts or (0, 0)
    return t("overview.done", done=formats.count(completed), planned=formats.count(planned))


def _with_ita(done: Tile, ita: Tile) -> str:
    """How the ITA stands to its target, as much as the work does or in spite of it."""
    if ita.share is None or ita.target is None:
        return ""
    gap = (ita.share - ita.target) * 100
    agrees = (done.tone is Tone.good) == (gap >= 0)
    key = "above" if gap >= 0 else "below"
    return t(
        f"organisation.{'and' if agrees else 'but'}_ita_{key}", score=ita.value, gap=formats.points(abs(gap))
    )


def _with_money(done: Tile, spent: Tile) -> str:
    if spent.share is None or done.share is None:
        return ""
    few = done.tone is Tone.good and spent.share < done.share / 2
    return t("overview.but_spent" if few else "overview.and_spent", percent=spent.value)


def _ita(view: Filters, ita: Tile) -> str:
    if ita.share is None or ita.target is None:
        return t("overview.ita", score=ita.value, year=view.fiscal_year)
    gap = (ita.share - ita.target) * 100
    key = "organisation.ita_above" if gap >= 0 else "organisation.ita_below"
    return t(key, score=ita.value, year=view.fiscal_year, gap=formats.points(abs(gap)))


def _and_missing(missing: list[int]) -> str:
    return t("organisation.and_missing", years=formats.quarters(missing)) if missing else ""


def _without_figures(view: Filters, years: pl.DataFrame, missing: list[int]) -> str:
    year = view.fiscal_year
    planned = years.filter(pl.col("fiscal_year") == year)["projects"].sum()
    results = result_count(view)
    projects = formats.count(planned)
    if results:
        return t("overview.with_results", projects=projects, results=formats.count(results), year=year)
    if missing and planned:
        said = {"years": formats.quarters(missing), "projects": projects, "year": year}
        return t("organisation.missing_of_year" if missing == [year] else "organisation.missing", **said)
    if planned:
        return t("overview.planned", projects=projects, year=year, round=round_title(view))
    if not ask("fiscal_years", **view.scope).height:
        return t("organisation.nothing")
    return t("overview.nothing", year=year) + _and_missing(missing)


def round_title(view: Filters) -> str:
    """The report round of a view in words."""
    rounds = ask("report_rounds", **view.parameters)
    return local(rounds.filter(pl.col("report_round") == view.report_round).row(0, named=True), "title")


def first_results(view: Filters) -> pl.DataFrame:
    """The first figures that reports give as results, complaints and cases among them."""
    return ask("reported_results", **view.parameters, row_limit=SHOWN_RESULTS)


def result_count(view: Filters) -> int:
    """How many results there are in the view."""
    rows = first_results(view)
    return int(rows["found_results"][0]) if rows.height else 0
