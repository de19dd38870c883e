"""The downloads: rows of a named query or of a published table over HTTP, with the filters of a page's address.

`/download/projects.csv?year=2565&org=2650101` gives what the page of that address shows. Rows go out as they
come from the warehouse, so that a file of millions of rows takes no more memory than one of ten.
"""

import tempfile
from collections.abc import Callable, Generator, Mapping
from functools import partial
from http import HTTPStatus
from itertools import chain
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from dashboard import about_file, address, data, failures, formats, language
from dashboard.access import entry, guard
from dashboard.access.entry import Refused
from dashboard.file_links import SUFFIXES
from dashboard.file_names import named
from dashboard.language import t
from dashboard.tables import column_headings
from warehouse.export import csv_chunks, parquet_file
from warehouse.reader import QueryError, UnknownQuery, UnreadableBuild, Warehouse, WrongValue, query_text
from warehouse.store import BrokenPointer, NothingPublished
from warehouse.workbook import MOST_ROWS, TooManyRows, Words, excel_file

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# The same address gives other rows after the next build, or on another day.
HEADERS = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}


class _BuildGone(Exception):
    """The build that the address names is not kept."""


# What can be wrong -> the status of the answer and its words.
_REFUSALS: dict[type[Exception], tuple[int, str]] = {
    NothingPublished: (503, "app.nothing_published"),
    BrokenPointer: (503, "app.broken_pointer"),
    UnreadableBuild: (503, "app.unreadable_build"),
    data.OtherProgram: (503, "app.other_program"),
    UnknownQuery: (404, "download.unknown"),
    _BuildGone: (404, "download.build_gone"),
    WrongValue: (400, "download.wrong"),
    TooManyRows: (413, "download.too_many"),
    QueryError: (500, "download.failed"),
}


class _Rows(StreamingResponse):
    """Rows that go out as they come; the warehouse is let go when whoever asked for them has gone."""

    def __init__(self, chunks: Generator[bytes], headers: Mapping[str, str]) -> None:
        super().__init__(chunks, media_type=MEDIA["csv"], headers=headers)
        self._chunks = chunks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._chunks.close()


class _Made(FileResponse):
    """A file that is taken away when it is sent, or when whoever asked for it has gone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            Path(self.path).unlink(missing_ok=True)


def of_query(request: Request) -> Response:
    """The rows of a named query."""
    return _answer(request, lambda warehouse, name: query_text(name))


def of_table(request: Request) -> Response:
    """The rows of a table of `mart`."""
    return _answer(request, Warehouse.table_text)


def of_nothing(request: Request) -> Response:
    """There is no such download; without this the app itself would answer."""
    language.speak(request.query_params.get(language.PARAMETER))
    return refusal(404, t("download.unknown", name=request.path_params["rest"]))


ROUTES = [
    Route("/download/mart/{name}.{suffix}", of_table),
    Route("/download/{name}.{suffix}", of_query),
    Route("/download/{rest:path}", of_nothing),
]


def refusal(status: int, words: str) -> Response:
    """Why there is no file, in words."""
    return PlainTextResponse(words, status_code=status, headers=HEADERS)


def _answer(request: Request, text_of: Callable[[Warehouse, str], str]) -> Response:
    """The file asked for; what is wrong with the address is answered in words."""
    name, suffix = request.path_params["name"], request.path_params["suffix"]

    def make(warehouse: Warehouse) -> Response:
        if suffix not in SUFFIXES:
            raise UnknownQuery(", ".join(SUFFIXES))
        return _file(request, warehouse, text_of(warehouse, name))

    return answered(request, f"{name}.{suffix}", make)


def answered(request: Request, name: str, make: Callable[[Warehouse], Response]) -> Response:
    """What is made of the build that the address asks for, as far as whoever asks may see it; or why it cannot be."""
    language.speak(request.query_params.get(language.PARAMETER))
    try:
        entry.of_request(request)
        return make(_warehouse(request.query_params.get("build") or None))
    except Refused as refused:
        return guard.refusal(refused)
    except tuple(_REFUSALS) as error:
        status, key = _REFUSALS[type(error)]
        values = {"name": name, "most": formats.count(MOST_ROWS)}
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            values["reference"] = failures.report(error, "download", request.url.path, request.query_params)
        return refusal(status, t(key, filters=_suspects(request, str(error)), **values))


def _warehouse(build: str | None) -> Warehouse:
    """The build asked for; another one than that would be another file."""
    warehouse = data.begin(build)
    if build and build != warehouse.build_id:
        raise _BuildGone
    return warehouse


def _suspects(request: Request, error: str) -> str:
    """The filters whose value the warehouse names in its complaint, or else all that were given."""
    given = {name: value for name, value in request.query_params.items() if name in address.BOUND_NAMES}
    named = {name: value for name, value in given.items() if value and f"'{value}'" in error}
    return ", ".join(f"{name}={value}" for name, value in (named or given).items())


def _file(request: Request, warehouse: Warehouse, statement: str) -> Response:
    parameters = {**address.bound(request.query_params), "today": formats.today()}
    suffix = request.path_params["suffix"]
    rows = request.state.rows = warehouse.count(statement, parameters)
    if suffix == "xlsx" and rows > MOST_ROWS:
        raise TooManyRows(MOST_ROWS)
    of = request.query_params.get
    headers = headers_of(
        named(request.path_params["name"], of("year"), (of("org"), of("province"), of("type")), rows, suffix)
    )
    if request.method == "HEAD":
        return head(suffix, headers)
    frames = warehouse.stream(statement, parameters)
    if suffix == "parquet":
        return made(partial(parquet_file, frames), suffix, headers)
    first = next(frames)
    headings, frames = column_headings(first.columns, of_page=False), chain([first], frames)
    if suffix == "csv":
        return _Rows(csv_chunks(frames, headings), headers)
    words = Words(
        data=t("download.sheet_data"),
        about_name=t("download.sheet_about"),
        headings=headings,
        about=partial(about_file.groups, request, headings),
    )
    return made(lambda path: excel_file(frames, path, words), suffix, headers)


def headers_of(name: str) -> dict[str, str]:
    """The headers of a file of that name."""
    return {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}


def head(suffix: str, headers: Mapping[str, str]) -> Response:
    """What is told of a file to those who do not want it yet."""
    return StreamingResponse(iter(()), media_type=MEDIA[suffix], headers=headers)


def made(write: Callable[[Path], None], suffix: str, headers: Mapping[str, str]) -> Response:
    """A file that is whole before it goes out, made on the disk and not in the memory of the server."""
    with tempfile.NamedTemporaryFile(prefix="sutcharit-", suffix=f".{suffix}", delete=False) as file:
        path = Path(file.name)
    try:
        write(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return _Made(path, media_type=MEDIA[suffix], headers=headers)
