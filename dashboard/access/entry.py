"""Who is let in, to what: the person at this machine, whoever is signed in with a role, or anybody with `--public`."""

import logging
import os
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from starlette.requests import HTTPConnection

from dashboard import who
from dashboard.access import grants, identity
from dashboard.access.grants import Role, WrongGrants
from warehouse.home import PUBLIC_VARIABLE
from warehouse.narrow import WHOLE, Reach

_LOG = logging.getLogger(__name__)


class Refusal(StrEnum):
    """Why somebody is not let in; the values are keys of the texts."""

    closed = "access.closed"
    half_configured = "access.half_configured"
    signed_out = "access.signed_out"
    no_role = "access.no_role"


@dataclass(frozen=True)
class Reader:
    """Somebody who is let in: what they are called, what they may see, and whether they may send in data."""

    name: str
    reach: Reach
    is_steward: bool
    is_signed_in: bool = False


class Refused(Exception):
    """Whoever asks is not let in; `name` and `contact` are of somebody who is signed in and has no role."""

    def __init__(self, refusal: Refusal, name: str = "", contact: str = "") -> None:
        """Keep why."""
        super().__init__(refusal)
        self.refusal = refusal
        self.name = name
        self.contact = contact


_PUBLIC = Reader("", Reach(is_everything=True), is_steward=False)
_NOBODY = Reader("", Reach(), is_steward=False)
# Who reads in this run of a page or this request.
_current: ContextVar[Reader] = ContextVar("reader", default=_NOBODY)


def of_page() -> Reader:
    """Who looks at this page, for the rest of this run; Refused when they are not let in."""
    return _let_in(identity.of_page, who.is_at_this_machine)


def of_request(connection: HTTPConnection) -> Reader:
    """Who sent this request, for the rest of its handling; Refused when they are not let in."""
    return _let_in(lambda: identity.of_request(connection), lambda: who.asks_at_this_machine(connection))


def reader() -> Reader:
    """Who was let in to this run of a page or this request; nobody, who sees nothing, before that."""
    return _current.get()


def name_for_reader(file_name: str) -> str:
    """The name of a file that is made for whoever was let in, with the mark by which others are refused it."""
    path, key = PurePath(file_name), reader().reach.key
    return f"{path.stem}_{key}{path.suffix}" if key else file_name


def is_for(someone: Reader, file_name: str) -> bool:
    """Whether a file was made for somebody of the same reach; who sees the whole build sees each part of it."""
    return someone.reach.is_whole or PurePath(file_name).stem.endswith(f"_{someone.reach.key}")


def is_open() -> bool:
    """Whether the server was told to show itself to everybody, which is for reading alone."""
    return os.environ.get(PUBLIC_VARIABLE) == "1"


def _let_in(claims_of: Callable[[], identity.Claims], is_here: Callable[[], bool]) -> Reader:
    # Whoever was let in before is not let in by that.
    _current.set(_NOBODY)
    found = _found(claims_of, is_here)
    _current.set(found)
    return found


def _found(claims_of: Callable[[], identity.Claims], is_here: Callable[[], bool]) -> Reader:
    if identity.is_configured():
        return _signed_in(claims_of())
    if grants.is_there():
        # Roles are meant, and nobody could have one.
        raise Refused(Refusal.half_configured)
    if is_open():
        return _PUBLIC
    if is_here():
        return Reader(who.name(), WHOLE, is_steward=True)
    raise Refused(Refusal.closed)


def _signed_in(claims: identity.Claims) -> Reader:
    name = identity.called(claims)
    try:
        granted = grants.read()
    except WrongGrants:
        _LOG.exception("the grants of access.toml cannot be understood: nobody is let in")
        raise Refused(Refusal.half_configured) from None
    if not identity.is_fresh(claims, granted.hours):
        raise Refused(Refusal.signed_out)
    grant = granted.of(claims)
    if grant is None:
        raise Refused(Refusal.no_role, name, granted.contact)
    return Reader(name, grant.reach, grant.role is Role.steward, is_signed_in=True)
