"""The reports over HTTP: `/report/briefing.pdf?year=2565&org=2650101`, of what the page of that address shows."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import downloads, language
from dashboard.downloads import refusal
from dashboard.language import t
from warehouse.reader import Warehouse


def of_report(request: Request) -> Response:
    """The file of a report, of what whoever asks may see; what cannot be had is told in words."""
    # What makes reports takes a moment to load, and most readers never ask for one.
    from reports import door  # noqa: PLC0415

    kind, suffix = request.path_params["kind"], request.path_params["suffix"]
    if kind not in list(door.Kind) or suffix not in list(door.Suffix):
        return of_nothing(request)

    def make(_: Warehouse) -> Response:
        said = request.query_params.get
        try:
            asked = door.ask_for(door.Kind(kind), said, door.digits_of(said("digits")))
            return _sent(
                request, asked.name(door.Suffix(suffix)), partial(door.write, asked, door.Suffix(suffix))
            )
        except door.OfOneOnly:
            return refusal(HTTPStatus.BAD_REQUEST, t("report.of_one_only"))
        except door.NotThere as lacking:
            return refusal(HTTPStatus.NOT_FOUND, t("report.not_there", what=str(lacking)))
        except door.NoThaiFont as lacking:
            return refusal(HTTPStatus.SERVICE_UNAVAILABLE, t("report.no_font", fonts=str(lacking)))

    return downloads.answered(request, f"{kind}.{suffix}", make)


def _sent(request: Request, name: str, write: Callable[[Path], None]) -> Response:
    headers, suffix = downloads.headers_of(name), name.rpartition(".")[2]
    if request.method == "HEAD":
        return downloads.head(suffix, headers)
    return downloads.made(write, suffix, headers)


def of_nothing(request: Request) -> Response:
    """There is no such report."""
    from reports import door  # noqa: PLC0415 - as above

    language.speak(request.query_params.get(language.PARAMETER))
    words = t("report.unknown_kind", kinds=", ".join(door.Kind), suffixes=", ".join(door.Suffix))
    return refusal(HTTPStatus.NOT_FOUND, words)


ROUTES = [
    Route("/report/{kind}.{suffix}", of_report),
    Route("/report/{rest:path}", of_nothing),
]
