"""ITA: indicators against the pass mark, computed and printed total, level, what is missing to the target."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats, navigation, parts, tables
from dashboard.charts import base, ita
from dashboard.data import ask, row
from dashboard.filters import Filters
from dashboard.language import local, t
from dashboard.theme import SYMBOLS, Tone


def main() -> None:
    """Ask, then show."""
    view = filters.bar(metric_code="ita_score")
    results = ask("ita_results", **view.parameters)
    if not results.height:
        _nothing(view)
        return
    if results.height > 1:
        _all_results(view, results)
    else:
        _one_result(view, results.row(0, named=True))


def _nothing(view: Filters) -> None:
    parts.heading(t("ita.nothing", year=view.fiscal_year), parts.scope_title(view))
    years = ask("fiscal_years", metric_code="ita_score", **view.scope).filter("has_reported")["fiscal_year"]
    parts.empty(t("ita.nothing_why"), t("ita.nothing_fill"))
    if len(years):
        navigation.link("ita", t("tile.go_to_year", year=years.max()), year=years.max())


def _all_results(view: Filters, results: pl.DataFrame) -> None:
    """The results of several organisations as a table, each leading to its own."""
    passed = results.filter(pl.col("total") >= pl.col("target")).height
    title = t(
        "ita.several", passed=formats.count(passed), all=formats.count(results.height), year=view.fiscal_year
    )
    parts.heading(title, parts.scope_title(view))
    names = ["short_name_th", "province_th", "iit", "eit", "oit", "total", "level_code", "target", "gap"]
    tables.table(
        results.select(names), {index: {"org": code} for index, code in enumerate(results["org_code"])}
    )
    tables.download("ita_results", results.height, view.link)


def _one_result(view: Filters, result: dict[str, Any]) -> None:
    total, gap = result["total"], result["gap"]
    parts.heading(_message(result), f"{result['full_name_th']} · {t('overview.year', year=view.fiscal_year)}")
    with st.container(key="tiles"):
        computed = result["total_computed"]
        parts.figure("computed", t("ita.computed"), _points(computed), t("ita.computed_how"))
        parts.figure("stated", t("ita.stated"), _points(result["total_stated"]), _agreement(result))
        level = local(result, "level") if result["level_code"] else formats.NOTHING
        parts.figure("level", t("ita.level"), level, _level_words(result))
        target = _points(result["target"])
        tone = Tone.good if gap is not None and gap >= 0 else Tone.warn
        parts.figure(
            "gap", t("ita.gap"), _signed(gap), t("ita.gap_how", target=target, total=_points(total)), tone
        )
        codes = ("iit", "eit", "oit")
        parts.figures(
            "instruments",
            t("ita.instruments"),
            [(code.upper(), _points(result[code]), t(f"ita.{code}")) for code in codes],
        )
    rows = ask("ita_indicators", org_code=result["org_code"], fiscal_year=view.fiscal_year)
    if rows.height:
        _indicators(view, result, rows)
    else:
        parts.empty(t("ita.no_indicators"), t("ita.no_indicators_fill"))
    national = row("ita_national", fiscal_year=view.fiscal_year)
    if national:
        parts.note(_national_words(national))


def _message(result: dict[str, Any]) -> str:
    gap = result["gap"]
    if gap is None:
        return t("ita.message", total=_points(result["total"]))
    key = "ita.message_above" if gap >= 0 else "ita.message_below"
    return t(key, total=_points(result["total"]), gap=_points(abs(gap)), target=_points(result["target"]))


def _agreement(result: dict[str, Any]) -> str:
    computed, stated = result["total_computed"], result["total_stated"]
    if computed is None or stated is None:
        return t("ita.only_one")
    symbol = SYMBOLS[Tone.good if computed == stated else Tone.warn]
    return f"{symbol} {t('ita.agrees' if computed == stated else 'ita.differs')}"


def _level_words(result: dict[str, Any]) -> str:
    if not result["level_code"]:
        return t("ita.level_unknown")
    stated = result["level_stated"]
    return t("ita.level_stated", level=stated) if stated else t("ita.level_computed")


def _indicators(view: Filters, result: dict[str, Any], rows: pl.DataFrame) -> None:
    left, right = st.columns([11, 10], gap="small")
    pass_mark = float(rows["score"][0] - rows["gap_to_pass"][0])
    with left, parts.card("indicators", t("ita.indicators", mark=f"{pass_mark:.0f}")):
        names = ["indicator_no", "title_th", "title_en", "instrument_code", "score", "score_as_printed"]
        base.show(
            "indicators",
            ita.indicators(rows, pass_mark),
            caption=base.Caption(
                f"{result['full_name_th']} · {t('overview.year', year=view.fiscal_year)}",
                result["source_title_th"],
            ),
            rows=rows.select(*names, "gap_to_pass", "points_to_gain", "locator"),
            download=("ita_indicators", {**view.link, "org": result["org_code"]}),
        )
        parts.note(f"{t('ita.source')} {result['source_title_th']} · {formats.place(result['locator'])}")
    with right, parts.card("missing", t("ita.missing")):
        _points_to_gain(rows)
    corrections = ask("ita_corrections", org_code=result["org_code"], fiscal_year=view.fiscal_year)
    if corrections.height:
        with right, parts.card("corrections", t("ita.corrections", count=corrections.height)):
            parts.corrections(_named(corrections, rows))


def _named(corrections: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The corrections with the indicator that each is of; one of the result itself has none."""
    names = {
        str(row["indicator_no"]): f"{row['indicator_no']}. {local(row, 'title')}"
        for row in rows.iter_rows(named=True)
    }
    labels = [names.get(key.split("/")[-1], "") for key in corrections["row_key"]]
    return corrections.with_columns(pl.Series("label", labels, pl.String))


def _points_to_gain(rows: pl.DataFrame) -> None:
    """What each indicator can still add to the total, the most first."""
    parts.note(t("ita.missing_how"))
    for item in rows.sort("points_to_gain", descending=True).head(5).iter_rows(named=True):
        title = f"{item['indicator_no']}. {local(item, 'title')}"
        gain = t("ita.can_gain", points=formats.points(item["points_to_gain"]))
        below = item["gap_to_pass"] < 0
        detail = t(
            "ita.below_mark" if below else "ita.above_mark", gap=formats.points(abs(item["gap_to_pass"]))
        )
        tone = Tone.warn if below else Tone.good
        parts.attention(f"indicator-{item['indicator_no']}", tone, title, f"{gain} · {detail}")


def _national_words(national: dict[str, Any]) -> str:
    words = []
    if national["mean_score"] is not None:
        words.append(t("ita.national_mean", mean=formats.points(national["mean_score"])))
    if national["passed_count"] is not None and national["assessed_count"] is not None:
        passed, assessed = formats.count(national["passed_count"]), formats.count(national["assessed_count"])
        words.append(t("ita.national_passed", passed=passed, assessed=assessed))
    return t("ita.national") + " " + " · ".join(words) if words else ""


def _points(value: Any) -> str:
    return formats.NOTHING if value is None else formats.points(value)


def _signed(value: Any) -> str:
    return formats.NOTHING if value is None else f"{value:+,.2f}".replace("-", "−")


main()
