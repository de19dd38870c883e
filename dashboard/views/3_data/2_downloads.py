"""Downloads and dictionary: every published table with its columns, and each metric with its definition."""

from html import escape
from typing import Any

import polars as pl
import streamlit as st

from dashboard import address, file_links, filters, formats, navigation, parts, tables, widgets
from dashboard.about_file import unit
from dashboard.data import ask, count_rows, row
from dashboard.filters import Filters
from dashboard.language import THAI, language, local, t
from dashboard.sections import metric_page


def main() -> None:
    """Ask, then show: the page of a metric or of a table when the address names one, else all of them."""
    metric = row("metric_definitions", metric_code=address.get("metric") or "")
    view = filters.bar(metric_code=metric.get("metric_code"))
    table = row("published_tables", table_name=address.get("table") or "")
    if metric or table:
        navigation.link("downloads", t("downloads.back"), metric=None, table=None)
    if metric:
        metric_page.show(metric, view)
    elif table:
        _table_page(table, view)
    else:
        _everything(view)


def _everything(view: Filters) -> None:
    is_filtered = address.get("filtered") == "1"
    published = ask("published_tables")
    rows = {entry["table_name"]: _rows(entry, view, is_filtered) for entry in published.iter_rows(named=True)}
    shown = {"tables": formats.count(published.height), "rows": formats.count(sum(rows.values()))}
    parts.heading(t("downloads.message", **shown), _about(view, is_filtered))
    with st.container(key="own-filters", horizontal=True):
        widgets.toggle("filtered", t("downloads.filtered"))
    if is_filtered:
        parts.note(t("downloads.filtered_help"))
    with parts.card("metrics", t("downloads.metrics")):
        _metrics()
    for key, part in (
        ("facts", published.filter(~pl.col("is_reference"))),
        ("reference", published.filter("is_reference")),
    ):
        with parts.card(key, t(f"downloads.{key}")):
            st.html(_list(part, rows, _parameters(view) if is_filtered else {}))
    with parts.card("dictionary", t("downloads.dictionary")):
        parts.note(t("downloads.dictionary_how"))
        dictionary = published.filter(pl.col("table_name") == "dictionary").row(0, named=True)
        file_links.show("mart/dictionary", dictionary["row_count"], {})


def _about(view: Filters, is_filtered: bool) -> str:
    if not is_filtered:
        return t("downloads.everything")
    about = [t("downloads.narrowed"), parts.scope_title(view), t("overview.year", year=view.fiscal_year)]
    return " · ".join(about)


def _parameters(view: Filters) -> dict[str, object]:
    """The filters of the view as a download's address has them; today says nothing of a table."""
    return dict(view.link)


def _rows(entry: dict[str, Any], view: Filters, is_filtered: bool) -> int:
    """How many rows the file will have."""
    if not is_filtered or not entry["is_of_organisations"]:
        return int(entry["row_count"])
    asked = {name: value for name, value in view.parameters.items() if name != "today"}
    return count_rows(entry["table_name"], **asked)


def _list(published: pl.DataFrame, rows: dict[str, int], parameters: dict[str, object]) -> str:
    """The tables as a table: what a row is, how many there are, and the files."""
    names = ("table", "table_columns", "table_rows", "table_files")
    heads = "".join(
        f'<th scope="col" class="{"number" if name in ("table_rows", "table_columns") else ""}">'
        f"{escape(t(f'downloads.{name}'))}</th>"
        for name in names
    )
    body = "".join(_line(entry, rows[entry["table_name"]], parameters) for entry in published.to_dicts())
    return f'<table class="rows catalogue"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _line(entry: dict[str, Any], rows: int, parameters: dict[str, object]) -> str:
    name = entry["table_name"]
    target = escape(address.query(address.with_changes(table=name)))
    title = f'<a href="{target}" target="_self">{escape(local(entry, "grain"))}</a> <code>{name}</code>'
    shown = formats.count(rows)
    if rows != entry["row_count"]:
        shown = t("downloads.rows_of", some=shown, all=formats.count(entry["row_count"]))
    cells = [
        ("title_th", "table", title),
        ("number", "table_columns", formats.count(entry["column_count"])),
        ("number", "table_rows", escape(shown)),
        ("downloads", "table_files", file_links.html(f"mart/{name}", rows, parameters)),
    ]  # fmt: skip
    return (
        "<tr>"
        + "".join(
            f'<td class="{kind}" data-label="{escape(t(f"downloads.{label}"))}"><span>{html}</span></td>'
            for kind, label, html in cells
        )
        + "</tr>"
    )


def _metrics() -> None:
    metrics = ask("metric_definitions")
    parts.note(t("downloads.metrics_how"))
    lines = [
        {
            "title_th": local(entry, "name"),
            "measures": local(entry, "description"),
            "unit": t(f"unit.{entry['unit']}"),
            "better": t(f"better.{entry['better']}"),
        }
        for entry in metrics.iter_rows(named=True)
    ]
    tables.table(
        pl.DataFrame(lines), {index: {"metric": code} for index, code in enumerate(metrics["metric_code"])}
    )


def _table_page(entry: dict[str, Any], view: Filters) -> None:
    """One table: what a row is, its columns, its files."""
    name = entry["table_name"]
    columns = ask("table_columns", table_name=name)
    shown = {"rows": formats.count(entry["row_count"]), "columns": formats.count(columns.height)}
    parts.heading(
        t("downloads.table_message", grain=local(entry, "grain"), **shown),
        t("downloads.table_about", table=name),
    )
    with parts.card("files", t("downloads.table_files")):
        _files(t("downloads.rows"), name, entry["row_count"], {})
        if entry["is_of_organisations"]:
            rows = _rows(entry, view, is_filtered=True)
            _files(t("downloads.rows_filtered"), name, rows, _parameters(view))
    with parts.card("columns", t("downloads.columns")):
        tables.table(_columns(columns), _references(columns), linked="refers_to")
        parts.note(t("downloads.columns_how"))
        file_links.show("table_columns", columns.height, {"table": name})


def _files(label: str, name: str, rows: int, parameters: dict[str, object]) -> None:
    links = file_links.html(f"mart/{name}", rows, parameters)
    words = f"{label}: {t('table.download', rows=formats.count(rows))}"
    st.html(f'<p class="downloads"><span>{escape(words)}</span> {links}</p>')


def _columns(columns: pl.DataFrame) -> pl.DataFrame:
    lines = [
        {
            "column_name": entry["column_name"],
            "title_th": local(entry, "name"),
            "name_en": entry["name_en"],
            "data_type": _type(entry["data_type"]),
            "unit": unit(entry["unit"]),
            "is_key": "✓" if entry["is_key"] else "",
            "is_optional": "✓" if entry["is_optional"] else "",
            "refers_to": entry["refers_to"] or "",
        }
        for entry in columns.iter_rows(named=True)
    ]
    frame = pl.DataFrame(lines)
    return frame if language() == THAI else frame.drop("name_en")


def _references(columns: pl.DataFrame) -> dict[int, dict[str, object]]:
    """The line of a column that refers to a table leads to that table."""
    return {
        index: {"table": target.partition(".")[0]}
        for index, target in enumerate(columns["refers_to"])
        if target
    }


def _type(data_type: str) -> str:
    """A type of the warehouse in words, with its name there."""
    kind = "list" if data_type.endswith("[]") else data_type.partition("(")[0]
    return f"{t(f'datatype.{kind}')} · {data_type}"


main()
