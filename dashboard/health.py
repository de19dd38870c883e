"""Whether the server is up, and whether it can show pages: for monitors, which need no sign-in and learn no more."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import data, following
from warehouse.store import NothingPublished, built_at

_HEADERS = {"Cache-Control": "no-store"}


async def alive(_: Request) -> Response:
    """The process answers; nothing else is touched."""
    return JSONResponse({"status": "ok"}, headers=_HEADERS)


def ready(_: Request) -> Response:
    """The published build can be read by this program; else why not, as a code."""
    try:
        warehouse = data.published()
        fits = warehouse.is_of_this_program
    except NothingPublished:
        return _not_ready("nothing_published")
    # Whatever else is wrong with the file: a monitor wants an answer and no traceback.
    except Exception:
        return _not_ready("cannot_open")
    if not fits:
        return _not_ready("other_program")
    made = built_at(warehouse.build_id).replace(tzinfo=UTC)
    age = max(0, int((datetime.now(UTC) - made).total_seconds()))
    answer = {
        "status": "ready",
        "build": warehouse.build_id,
        "built_at": made.isoformat(),
        "age_seconds": age,
    }
    # Pages go on with the last copy: a monitor wants to know, and the proxy is not to send readers elsewhere.
    if since := following.out_of_reach_since():
        answer["lake_out_of_reach_since"] = since.isoformat()
    return JSONResponse(answer, headers=_HEADERS)


ROUTES = [Route("/healthz", alive), Route("/readyz", ready)]


def _not_ready(reason: str) -> Response:
    return JSONResponse({"status": "not_ready", "reason": reason}, status_code=503, headers=_HEADERS)
