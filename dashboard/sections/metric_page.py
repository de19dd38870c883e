"""The page of one metric: what it measures, why and how, by what it is judged, and its values."""

from html import escape
from typing import Any

import polars as pl
import streamlit as st

from dashboard import file_links, formats, parts, tables
from dashboard.data import ask
from dashboard.filters import Filters
from dashboard.language import local, t
from dashboard.tile_words import shown

# As many organisations as a reader looks through; the files have all.
MOST_LINES = 20


def show(metric: dict[str, Any], view: Filters) -> None:
    """The definition, the rules, the values of the view and the statement of a metric."""
    code = metric["metric_code"]
    years = ask("overview_metrics", **view.parameters).filter(
        (pl.col("metric_code") == code) & pl.col("value").is_not_null()
    )
    parts.heading(_message(metric, years, view), local(metric, "description"))
    with parts.card("definition", t("downloads.definition")):
        parts.facts(_definition(metric))
    left, right = st.columns([11, 10], gap="small")
    with left, parts.card("rules", t("downloads.rules")):
        _rules(metric, view)
    with right, parts.card("years", t("downloads.years")):
        _years(metric, years)
    with parts.card("values", t("downloads.organisations", year=view.fiscal_year)):
        _values(metric, years, view)
    with st.expander(t("downloads.statement"), key="statement"):
        parts.note(t("downloads.statement_how"))
        st.code(metric["statement"], language="sql", wrap_lines=True)


def _message(metric: dict[str, Any], years: pl.DataFrame, view: Filters) -> str:
    name, now = local(metric, "name"), years.filter(pl.col("fiscal_year") == view.fiscal_year)
    if not now.height:
        return t("downloads.metric_no_value", name=name, year=view.fiscal_year)
    value = shown(now["value"][0], metric["unit"])
    words = t("downloads.metric_value", name=name, value=value, unit=_unit(metric), year=view.fiscal_year)
    return words.replace(" %", "%")


def _unit(metric: dict[str, Any]) -> str:
    return t(f"unit.{metric['unit']}")


def _definition(metric: dict[str, Any]) -> list[tuple[str, str]]:
    told = [
        (t(f"downloads.{part}"), local(metric, part)) for part in ("why", "formula", "excluded", "assumed")
    ]
    return [
        *told,
        (t("downloads.unit"), _unit(metric)),
        (t("downloads.better"), t(f"better.{metric['better']}")),
        (t("downloads.source"), metric["source"]),
        (t("downloads.code"), metric["metric_code"]),
    ]


def _rules(metric: dict[str, Any], view: Filters) -> None:
    rules = ask("metric_rules", metric_code=metric["metric_code"], **view.scope)
    if not rules.height:
        parts.empty(t("downloads.no_rules"), t("downloads.no_rules_fill"))
        return
    lines = "".join(_rule_line(rule, metric) for rule in rules.iter_rows(named=True))
    st.html(f'<ul class="rules">{lines}</ul>')


def _rule_line(rule: dict[str, Any], metric: dict[str, Any]) -> str:
    source = f"{t('downloads.source')}: {rule['source']}" if rule["source"] else ""
    return f"<li>{escape(_rule(rule, metric))}<small>{escape(source)}</small></li>"


def _rule(rule: dict[str, Any], metric: dict[str, Any]) -> str:
    years = {"first": rule["first_fiscal_year"], "last": rule["last_fiscal_year"]}
    if rule["set_by"] == "nation":
        return t("downloads.rule_nation", title=local(rule, "title"), **years)
    if rule["set_by"] == "flag":
        least = f"{rule['least_value'] * 100:,.0f}"
        return t("downloads.rule_flag", round=local(rule, "round"), title=local(rule, "title"), value=least)
    if rule["set_by"] == "size":
        return _size_rule(rule)
    low, high = (shown(rule[name], metric["unit"]) for name in ("least_value", "most_value"))
    return t(
        "downloads.rule_own",
        organisations=formats.count(rule["organisations"]),
        low=low,
        high=high,
        unit=_unit(metric),
        **years,
    )


def _size_rule(rule: dict[str, Any]) -> str:
    """The least number of projects of a band of budgets; the first band is named by where it ends."""
    edge, count = rule["budget_baht"], formats.count(rule["least_value"])
    if not edge:
        return t("downloads.rule_size_below", baht=formats.count(rule["budget_below_baht"]), count=count)
    # A band that its lower edge is no part of begins one satang above it.
    key = "downloads.rule_size_from" if edge == int(edge) else "downloads.rule_size_above"
    return t(key, baht=formats.count(edge), count=count)


def _years(metric: dict[str, Any], years: pl.DataFrame) -> None:
    if not years.height:
        parts.empty(t("downloads.no_values"), t("downloads.no_values_fill"))
        return
    tables.table(_readable(years, metric).drop("numerator", "denominator"))


def _values(metric: dict[str, Any], years: pl.DataFrame, view: Filters) -> None:
    asked = {**view.parameters, "metric_code": metric["metric_code"]}
    rows = ask("metric_values", **asked, row_limit=MOST_LINES)
    if not rows.height:
        parts.empty(t("downloads.no_values"), t("downloads.no_values_fill"))
        return
    links = {index: {"org": code} for index, code in enumerate(rows["org_code"])}
    # Names alone do not identify an organisation: its place stands beside them.
    lines = _readable(rows, metric).drop("fiscal_year").rename({"short_name_th": "title_th"})
    tables.table(lines, links, "organisation")
    now = years.filter(pl.col("fiscal_year") == view.fiscal_year)
    everyone = int(now["organisations"][0]) if now.height else rows.height
    if everyone > rows.height:
        some, all_of_them = formats.count(rows.height), formats.count(everyone)
        parts.note(t("downloads.first_rows", some=some, all=all_of_them))
    file_links.show("metric_values", everyone, {**view.link, "metric": metric["metric_code"]})


def _readable(rows: pl.DataFrame, metric: dict[str, Any]) -> pl.DataFrame:
    """The columns that a reader wants, with the value named by its unit; whole counts without decimals."""
    wanted = [
        "short_name_th",
        "district_th",
        "province_th",
        "fiscal_year",
        "report_round",
        "organisations",
        "numerator",
        "denominator",
        "value",
    ]
    kept = rows.select(name for name in wanted if name in rows.columns and not rows[name].is_null().all())
    whole = [
        name
        for name in ("numerator", "denominator")
        if name in kept.columns and (kept[name] == kept[name].round()).all()
    ]
    return kept.with_columns(pl.col(whole).cast(pl.Int64)).rename({"value": f"value_{metric['unit']}"})
