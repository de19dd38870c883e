"""Overview: the message of the year, the tiles, what to look at first, status by dimension."""

import polars as pl
import streamlit as st

from dashboard import filters, formats, headline, parts, scorecard
from dashboard.charts import base, status
from dashboard.data import ask
from dashboard.filters import Filters
from dashboard.language import t
from dashboard.sections import attention, report_links, reported_results
from dashboard.theme import Tone
from dashboard.tile_words import Context


def main() -> None:
    """Ask, then show."""
    view = filters.bar()
    context, metrics = scorecard.context(view), ask("overview_metrics", **view.parameters)
    tiles = scorecard.tiles(view)
    results = headline.result_count(view)
    parts.heading(
        headline.of_scope(tiles, context, results), _about(view, context, _reporting(metrics, view))
    )
    report_links.show(view, report_links.BRIEFING)
    parts.tiles(tiles)
    left, right = st.columns([10, 11], gap="small")
    with left, parts.card("attention", t("overview.attention")):
        _attention(view)
    with right, parts.card("dimensions", t("overview.by_dimension", round=headline.round_title(view))):
        _by_dimension(view)
    reported_results.card(view)


def _about(view: Filters, context: Context, reporting: int) -> str:
    year = t("overview.latest_year" if view.is_latest_reported else "overview.year", year=view.fiscal_year)
    about = [parts.scope_title(view), year, headline.round_title(view)]
    organisations = context.scope["organisations"]
    if organisations > 1 and reporting:
        about.append(
            t("overview.reporting", reported=formats.count(reporting), all=formats.count(organisations))
        )
    if context.scope["draft_projects"]:
        about.append(t("overview.drafts", projects=formats.count(context.scope["draft_projects"])))
    return " · ".join(about)


def _reporting(metrics: pl.DataFrame, view: Filters) -> int:
    """How many organisations the message speaks of: those with progress reported, or else with an ITA result."""
    now = metrics.filter(pl.col("fiscal_year") == view.fiscal_year)
    for code in ("project_completion", "ita_score"):
        found = now.filter(pl.col("metric_code") == code)["organisations"].to_list()
        if found:
            return int(found[0])
    return 0


def _attention(view: Filters) -> None:
    if not attention.show(view):
        parts.empty(t("overview.nothing_to_look_at"), t("overview.nothing_to_look_at_why"))
    _agreements(view)


def _agreements(view: Filters) -> None:
    """Evidence that the figures can be trusted: printed totals that follow from their rows."""
    sources = ask("overview_agreements", **view.parameters)
    agreeing, checked = sources["agreeing"].sum(), sources["checked"].sum()
    if checked:
        tone = Tone.good if agreeing == checked else Tone.warn
        title = t("attention.totals", agreeing=formats.count(agreeing), checked=formats.count(checked))
        parts.attention("totals", tone, title, t("attention.totals_detail", sources=sources.height))


def _by_dimension(view: Filters) -> None:
    rows = ask("status_by_dimension", **view.parameters)
    if not rows.height:
        parts.empty(t("overview.no_projects", year=view.fiscal_year), t("overview.no_projects_why"))
        return
    sources = base.sources(ask("sources_of_view", **view.parameters)["title_th"].to_list())
    kept = ["dimension_no", "short_th", "short_en", "status_th", "status_en", "projects"]
    title = t("overview.by_dimension", round=headline.round_title(view))
    base.show(
        "dimensions",
        status.by_dimension(rows),
        caption=base.Caption(
            f"{parts.scope_title(view)} · {t('overview.year', year=view.fiscal_year)} · {title}",
            sources,
        ),
        rows=rows.select(kept),
        download=("status_by_dimension", view.link),
        legend=status.legend(rows),
    )
    parts.note(t("overview.sources", sources=sources))


main()
