"""The downloads: rows of a named query or of a published table over HTTP, with the filters of a page's address.

`/download/projects.csv?year=2565&org=2650101` gives what the page of that address shows. Rows go out as they
come from the warehouse, so that a file of millions of rows takes no more memory than one of ten.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import polars as pl
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from dashboard import address, data, formats, language
from dashboard.language import local, t
from dashboard.tables import SUFFIXES
from warehouse.export import csv_chunks, file_name, parquet_file
from warehouse.reader import QueryError, UnknownQuery, Warehouse, query_text
from warehouse.store import NothingPublished
from warehouse.workbook import About, TooManyRows, excel_file

_CSV = "text/csv; charset=utf-8"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PARQUET = "application/vnd.apache.parquet"


def of_query(request: Request) -> Response:
    """The rows of a named query."""
    return _answer(request, lambda warehouse, name: query_text(name))


def of_table(request: Request) -> Response:
    """The rows of a table of `mart`."""
    return _answer(request, Warehouse.table_text)


ROUTES = [
    Route("/download/mart/{name}.{suffix}", of_table),
    Route("/download/{name}.{suffix}", of_query),
]


def _answer(request: Request, text_of: Callable[[Warehouse, str], str]) -> Response:
    """The file asked for; what is wrong with the address is answered in words."""
    language.speak(request.query_params.get(language.PARAMETER))
    name, suffix = request.path_params["name"], request.path_params["suffix"]
    if suffix not in SUFFIXES:
        return PlainTextResponse(t("download.unknown", name=f"{name}.{suffix}"), status_code=404)
    try:
        warehouse = data.begin(request.query_params.get("build"))
        return _file(request, warehouse, text_of(warehouse, name))
    except NothingPublished:
        return PlainTextResponse(t("app.nothing_published"), status_code=503)
    except UnknownQuery:
        return PlainTextResponse(t("download.unknown", name=name), status_code=404)
    except QueryError as error:
        return PlainTextResponse(t("download.wrong", error=error), status_code=400)
    except TooManyRows as most:
        return PlainTextResponse(t("download.too_many", most=formats.count(int(str(most)))), status_code=413)


def _file(request: Request, warehouse: Warehouse, statement: str) -> Response:
    parameters = {**address.bound(request.query_params), "today": formats.today()}
    name, suffix = request.path_params["name"], request.path_params["suffix"]
    rows = warehouse.count(statement, parameters)
    frames = warehouse.stream(statement, parameters)
    attachment = _attachment(request.query_params, warehouse, name, rows, suffix)
    if suffix == "csv":
        first = next(frames)
        headings = _headings(first.columns)
        return StreamingResponse(
            csv_chunks(_after(first, frames), headings), media_type=_CSV, headers=attachment
        )
    # Made beside the memory of the server and taken away when it is sent.
    with tempfile.NamedTemporaryFile(suffix=f".{suffix}", delete=False) as made:
        path = Path(made.name)
    try:
        if suffix == "parquet":
            parquet_file(frames, path)
        else:
            first = next(frames)
            headings = _headings(first.columns)
            excel_file(_after(first, frames), path, headings, _about(request, warehouse, headings))
    except BaseException:
        path.unlink()
        raise
    return FileResponse(
        path,
        media_type=_PARQUET if suffix == "parquet" else _EXCEL,
        headers=attachment,
        background=BackgroundTask(path.unlink),
    )


def _after(first: pl.DataFrame, rest: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    yield first
    yield from rest


def _attachment(
    filters: Mapping[str, str], warehouse: Warehouse, name: str, rows: int, suffix: str
) -> dict[str, str]:
    parts = [filters.get(part) for part in ("org", "province", "type")]
    scope = parts[0] or "-".join(filter(None, parts[1:])) or "all"
    year = filters.get("year")
    named = file_name(name, year, scope, warehouse.build_id, rows, suffix)
    is_simulated = data.row("simulated")["is_simulated"]
    return {"Content-Disposition": f'attachment; filename="{"simulated_" if is_simulated else ""}{named}"'}


def _headings(columns: list[str]) -> dict[str, str]:
    """Column name -> heading; a column that has none keeps its name."""
    known = {entry["column_name"]: local(entry, "name") for entry in data.ask("column_names").to_dicts()}
    words = language.texts(language.language())
    return {name: known.get(name) or words.get(f"column.{name}", name) for name in columns}


def _about(request: Request, warehouse: Warehouse, headings: Mapping[str, str]) -> About:
    """What a reader of the file must know: its filters and address, its build, what its columns mean."""
    build = data.row("build")
    page = request.headers.get("referer", str(request.base_url)).partition("?")[0]
    filters = [(name, value) for name, value in request.query_params.items() if value]
    units = {entry["column_name"]: entry["unit"] or "" for entry in data.ask("column_names").to_dicts()}
    facts = [
        (t("download.address"), f"{page}?{request.url.query}"),
        (t("download.build"), warehouse.build_id),
        (t("download.built"), formats.built_moment(build["built_at"])),
        (t("download.version"), build["version"]),
    ]
    if data.row("simulated")["is_simulated"]:
        facts.insert(0, (t("download.notice"), t("app.simulated")))
    columns = [(heading, f"{name} {units.get(name, '')}".strip()) for name, heading in headings.items()]
    return [
        (t("download.about"), facts),
        (t("download.filters"), filters or [(t("download.no_filters"), "")]),
        (t("download.columns"), columns),
    ]
