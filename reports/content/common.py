"""What all reports share: whose they are, what they rest on, what they lack, and parts that several have."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard import formats, headline
from dashboard.data import ask, build_id, row, shown_at
from dashboard.language import local, t
from dashboard.theme import STATUS_TONES, Tone
from dashboard.tile_words import shown
from dashboard.view import Filters
from reports.paper import Bar, Bars, Imprint, Meter, Meters, Missing, Source
from reports.tables import Shape

# Documents are named in full on the last page; a province has hundreds.
MOST_SOURCES = 12
# The statuses that a report gives, in the order of the form.
REPORTED = ("awaiting_report", "in_progress", "completed", "cannot_proceed")

Rows = Sequence[Mapping[str, Any]]


def imprint(view: Filters, title: str) -> Imprint:
    """What stands on each page."""
    is_simulated = row("simulated")["is_simulated"]
    return Imprint(
        organisation=whose(view),
        title=title,
        build_id=build_id(),
        built=formats.built_moment(shown_at()),
        made_on=formats.long_day(view.today),
        simulated=t("report.simulated") if is_simulated else "",
    )


def whose(view: Filters) -> str:
    """Whom the report is about: the organisation in full, or the scope in words."""
    if view.org_code:
        return headline.name_and_place(view)
    words = []
    if view.type_code:
        kinds = ask("filter_types").filter(type_code=view.type_code)
        words.append(local(kinds.row(0, named=True), "type"))
    if view.province_code:
        provinces = ask("filter_provinces").filter(province_code=view.province_code)
        words.append(t("organisation.province", province=local(provinces.row(0, named=True), "province")))
    count = formats.count(row("overview_scope", **view.parameters)["organisations"])
    words.append(t("filter.organisations", count=count))
    return " · ".join(words)


def sources(view: Filters, ita_year: int | None = None) -> list[Source]:
    """The documents that the figures come from: those of the projects of the year, and of the ITA result."""
    found = [ask("sources_of_view", **view.parameters).select("title_th", "publisher")]
    if view.org_code:
        of_years = ask("organisation_sources", **view.scope)
        found.append(of_years.filter(_covers(view.fiscal_year, ita_year)).select("title_th", "publisher"))
    else:
        scope = {**view.parameters, "fiscal_year": ita_year or view.fiscal_year}
        found.append(ask("ita_sources", **scope).select("title_th", pl.lit("", pl.String).alias("publisher")))
    rows = pl.concat(found).unique("title_th", keep="first", maintain_order=True)
    return [Source(item["title_th"], item["publisher"] or "") for item in rows.iter_rows(named=True)]


def _covers(*years: int | None) -> pl.Expr:
    known = [year for year in years if year]
    return pl.col("first_fiscal_year").is_null() | pl.any_horizontal(
        (pl.col("first_fiscal_year") <= year) & (pl.col("last_fiscal_year") >= year) for year in known
    )


def projects(view: Filters) -> list[dict[str, Any]]:
    """The projects of the year with their status in the round, in the order of their dimensions."""
    rows = ask("projects", **view.parameters, status_codes="all")
    in_order = rows.sort("dimension_no", "plan_id", "seq_no", nulls_last=True, maintain_order=True)
    return in_order.to_dicts()


def dimension_names(view: Filters) -> dict[int | None, str]:
    """Number of a dimension -> its number and name."""
    return {
        item["dimension_no"]: dimension_name(item)
        for item in ask("status_by_dimension", **view.parameters).iter_rows(named=True)
    }


def dimension_name(item: Mapping[str, Any]) -> str:
    """A dimension as the reader knows it."""
    if item["dimension_no"] is None:
        return t("report.no_dimension")
    return t("filter.dimension", number=item["dimension_no"], title=local(item, "short"))


def by_dimension(view: Filters) -> Bars | None:
    """Projects by dimension and status; nothing without a project."""
    rows = ask("status_by_dimension", **view.parameters).to_dicts()
    if not rows:
        return None
    words = {
        item["status_code"]: (STATUS_TONES[item["status_code"]], f"{item['symbol']} {local(item, 'status')}")
        for item in sorted(rows, key=lambda item: item["sort_order"])
    }
    bars: dict[int | None, list[tuple[str, Tone, str, int]]] = {}
    names = {}
    for item in rows:
        names[item["dimension_no"]] = dimension_name(item)
        part = (item["status_code"], STATUS_TONES[item["status_code"]], item["symbol"], item["projects"])
        bars.setdefault(item["dimension_no"], []).append(part)
    title = t("overview.by_dimension", round=headline.round_title(view))
    heading = t("column.dimension")
    return Bars(title, heading, words, [Bar(names[number], parts) for number, parts in bars.items()])


def indicators(view: Filters, year: int | None) -> Meters | None:
    """The indicators of one organisation with the points that each can still add; of several how many are below."""
    if year is None:
        return None
    if view.org_code:
        rows = ask("ita_indicators", org_code=view.org_code, fiscal_year=year).to_dicts()
        meters = [Meter(_indicator(item), item["score"], item["points_to_gain"]) for item in rows]
        marks = [
            float(item["score"] - item["gap_to_pass"]) for item in rows if item["gap_to_pass"] is not None
        ]
        words = (t("organisation.ita", year=year), t("report.to_gain"), t("report.to_gain_how"))
        shape = Shape.points
    else:
        rows = ask("ita_indicator_spread", **{**view.parameters, "fiscal_year": year}).to_dicts()
        meters = [Meter(_indicator(item), item["middle"], item["below"]) for item in rows]
        marks = [float(item["pass_mark"]) for item in rows if item["pass_mark"] is not None]
        words = (t("report.ita_middle", year=year), t("report.below_mark"), t("report.ita_middle_how"))
        shape = Shape.whole
    if not rows:
        return None
    title, gain, note = words
    return Meters(title, meters, next(iter(marks), None), t("column.indicator"), gain, note, shape)


def _indicator(item: Mapping[str, Any]) -> str:
    return f"{item['indicator_no']}. {local(item, 'title')}"


def amount(value: Any, unit: str) -> str:
    """A value with its unit."""
    return f"{shown(value, unit)} {t(f'unit.{unit}')}"


def listed(numbers: Sequence[Any], most: int = 8) -> str:
    """A few numbers in words, and how many more there are."""
    words = ", ".join(str(number) for number in numbers[:most])
    more = len(numbers) - most
    return words + (t("report.and_more", count=formats.count(more)) if more > 0 else "")


def lacking(is_lacking: bool, what: str, fill: str) -> list[Missing]:
    """What is missing, if it is."""
    return [Missing(what, fill)] if is_lacking else []
