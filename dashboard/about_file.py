"""What the second sheet of an Excel file tells of the first: filters, address, build and definitions."""

from collections.abc import Mapping

from starlette.requests import Request

from dashboard import data, formats
from dashboard.language import PARAMETER, language, local, t, texts
from warehouse.workbook import About

# In the address, but no filters of the rows.
_NO_FILTERS = (PARAMETER, "build")


def groups(request: Request, headings: Mapping[str, str], cut: int) -> About:
    """Headed groups of lines; `cut` is how many texts a cell could not hold."""
    return [
        (t("download.about"), _facts(request, cut)),
        (t("download.filters"), _filters(request)),
        (t("download.columns"), _columns(headings)),
        *([(t("download.metrics"), _metrics())] if "metric_code" in headings else []),
    ]


def unit(code: str | None) -> str:
    """The unit of a column in words; nothing where it has none."""
    return t(f"quantity.{code}") if code else ""


def _facts(request: Request, cut: int) -> list[tuple[str, ...]]:
    build = data.row("build")
    facts: list[tuple[str, ...]] = [
        (t("download.address"), _address(request)),
        (t("download.build"), data.build_id()),
        (t("download.built"), formats.built_moment(build["built_at"])),
        (t("download.version"), build["version"]),
    ]
    if data.row("simulated")["is_simulated"]:
        facts.insert(0, (t("download.notice"), t("app.simulated")))
    if cut:
        facts.append((t("download.notice"), t("download.cut", cells=formats.count(cut))))
    return facts


def _address(request: Request) -> str:
    """The page that the file was asked for from, with the filters of the file."""
    asked_from = request.headers.get("referer", "").partition("?")[0]
    base = str(request.base_url)
    page = asked_from if asked_from.startswith(base) else base
    return f"{page}?{request.url.query}"


def _filters(request: Request) -> list[tuple[str, ...]]:
    words = texts(language())
    said: list[tuple[str, ...]] = [
        (words.get(f"filter.{name}_label") or words.get(f"column.{name}") or name, value)
        for name, value in request.query_params.items()
        if value and name not in _NO_FILTERS
    ]
    return said or [(t("download.no_filters"),)]


def _columns(headings: Mapping[str, str]) -> list[tuple[str, ...]]:
    units = {entry["column_name"]: entry["unit"] for entry in data.ask("column_names").iter_rows(named=True)}
    return [(heading, name, unit(units.get(name))) for name, heading in headings.items()]


def _metrics() -> list[tuple[str, ...]]:
    return [
        (entry["metric_code"], local(entry, "name"), local(entry, "formula"), local(entry, "excluded"))
        for entry in data.ask("metric_definitions").iter_rows(named=True)
    ]
