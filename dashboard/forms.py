"""The forms over HTTP: `/form/4340701_2567_6.xlsx` is made when it is asked for, for whoever may send it in."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard import language
from dashboard.access import entry, guard
from dashboard.access.entry import Refused
from dashboard.downloads import MEDIA
from dashboard.language import t

PLAN = "plan"
# What a form asks for -> its report round; the form of a plan has none.
FORMS = {PLAN: None, "6": 6, "12": 12}
_HEADERS = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


def path(org_code: str, fiscal_year: int, form: str) -> str:
    """The address of a form, relative to any page."""
    return f"form/{org_code}_{fiscal_year}_{form}.xlsx"


def of_form(request: Request) -> Response:
    """The form of one organisation, year and round; what cannot be had is told in words."""
    language.speak(request.query_params.get(language.PARAMETER))
    asked = request.path_params
    try:
        reader = entry.of_request(request)
    except Refused as refused:
        return guard.refusal(refused)
    if asked["form"] not in FORMS or not reader.is_steward:
        return of_nothing(request)
    # The machinery behind the forms takes a moment to load, and most readers never ask for one.
    from dashboard.sections import import_door as door  # noqa: PLC0415

    try:
        name, content = door.form_file(asked["org"], asked["year"], FORMS[asked["form"]], reader.reach)
    except door.InputError as error:
        return _refusal(HTTPStatus.NOT_FOUND, "\n".join(door.messages(error.problems)))
    headers = {**_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=MEDIA["xlsx"], headers=headers)


def of_nothing(request: Request) -> Response:
    """There is no such form, or not for whoever asks."""
    language.speak(request.query_params.get(language.PARAMETER))
    return _refusal(HTTPStatus.NOT_FOUND, t("import.no_such_form"))


ROUTES = [
    Route("/form/{org}_{year:int}_{form}.xlsx", of_form),
    Route("/form/{rest:path}", of_nothing),
]


def _refusal(status: HTTPStatus, words: str) -> Response:
    return PlainTextResponse(words, status_code=status, headers=_HEADERS)
