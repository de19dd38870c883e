"""What is granted to whom: the file `access.toml` of the data folder.

It is read at each question, so that a grant that is taken back ends at once. A file that cannot be understood
grants nothing.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from warehouse.home import access_file
from warehouse.narrow import Reach

Claims = Mapping[str, Any]

ALL = "all"
_SCOPES = ("everything", "provinces", "organisations")
_WHO = ("email", "sub", "claim")
_KEYS = {*_SCOPES, *_WHO, "value", "role"}
_CLAIM_KEYS = {"role", "provinces", "organisations"}
_FILE_KEYS = {"contact", "hours", "trust_email", "grant", "claims"}
_HOURS = 12.0


class WrongGrants(Exception):
    """The file of the grants cannot be understood; the text says where."""


class Role(StrEnum):
    """What somebody may do: look, or look and send in data."""

    viewer = "viewer"
    steward = "steward"


@dataclass(frozen=True)
class Grant:
    """A role and of which organisations it holds."""

    role: Role
    reach: Reach


@dataclass(frozen=True)
class Grants:
    """All that the file says: whom to ask for a role, how long a sign-in lasts, and the grants themselves."""

    contact: str = ""
    hours: float = _HOURS
    trust_email: bool = False
    entries: tuple[Mapping[str, Any], ...] = ()
    claims: Mapping[str, str] | None = None

    def of(self, claims: Claims) -> Grant | None:
        """What is granted to the person of these claims: the first entry that fits, else what the claims say."""
        for entry in self.entries:
            if self._fits(entry, claims):
                return _grant(entry)
        return _told(self.claims, claims) if self.claims else None

    def _fits(self, entry: Mapping[str, Any], claims: Claims) -> bool:
        if "email" in entry:
            # An address that nobody has proven to be theirs is anybody's.
            is_proven = claims.get("email_verified") is True or self.trust_email
            return is_proven and str(claims.get("email", "")).casefold() == entry["email"].casefold()
        if "sub" in entry:
            return bool(claims.get("sub") == entry["sub"])
        return entry["value"] in _texts(claims.get(entry["claim"]))


def is_there() -> bool:
    """Whether the data folder has such a file, so that sign-in is meant."""
    return access_file().exists()


def read() -> Grants:
    """The grants of the data folder; WrongGrants when the file cannot be understood."""
    try:
        content = tomllib.loads(access_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Grants()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongGrants(str(error)) from error
    return _checked(content)


def _checked(content: Mapping[str, Any]) -> Grants:
    _known(content, _FILE_KEYS, "the file")
    entries = content.get("grant", [])
    claims = content.get("claims")
    hours = content.get("hours", _HOURS)
    contact = content.get("contact", "")
    trust = content.get("trust_email", False)
    if not (isinstance(entries, list) and isinstance(contact, str) and isinstance(trust, bool)):
        raise WrongGrants("contact is a text, trust_email true or false, and each [[grant]] a table")
    if isinstance(hours, bool) or not isinstance(hours, int | float) or hours <= 0:
        raise WrongGrants("hours is a number above 0")
    for number, entry in enumerate(entries, 1):
        _check_entry(entry, f"grant {number}")
    if claims is not None:
        _check_claims(claims)
    return Grants(contact, float(hours), trust, tuple(entries), claims)


def _check_entry(entry: object, place: str) -> None:
    if not isinstance(entry, dict):
        raise WrongGrants(f"{place}: each [[grant]] is a table")
    _known(entry, _KEYS, place)
    who = [name for name in _WHO if name in entry]
    if len(who) != 1 or ("value" in entry) != ("claim" in entry):
        raise WrongGrants(f"{place}: say who by email, by sub, or by claim and value")
    if not all(
        isinstance(entry[name], str) and entry[name] for name in (*who, "role", "value") if name in entry
    ):
        raise WrongGrants(f"{place}: who and role are texts")
    if entry.get("role") not in list(Role):
        raise WrongGrants(f"{place}: role is viewer or steward")
    if not any(name in entry for name in _SCOPES):
        raise WrongGrants(f"{place}: say of whom by everything, provinces or organisations")
    if not isinstance(entry.get("everything", False), bool):
        raise WrongGrants(f"{place}: everything is true or false")
    for name in ("provinces", "organisations"):
        codes = entry.get(name, [])
        if not (isinstance(codes, list) and all(isinstance(code, str) and code for code in codes)):
            raise WrongGrants(f"{place}: {name} is a list of codes in quotation marks")


def _check_claims(claims: object) -> None:
    if not isinstance(claims, dict) or not isinstance(claims.get("role"), str):
        raise WrongGrants("[claims] names the claims that carry role, provinces and organisations")
    _known(claims, _CLAIM_KEYS, "[claims]")
    if not all(isinstance(name, str) for name in claims.values()):
        raise WrongGrants("[claims] names claims by texts")


def _known(entries: Mapping[str, Any], names: set[str], place: str) -> None:
    # A word that is misspelt must not widen what is granted.
    unknown = sorted(set(entries) - names)
    if unknown:
        raise WrongGrants(f"{place}: unknown {', '.join(unknown)}")


def _grant(entry: Mapping[str, Any]) -> Grant:
    return _of(
        Role(entry["role"]),
        entry.get("everything", False),
        entry.get("provinces", []),
        entry.get("organisations", []),
    )


def _told(names: Mapping[str, str], claims: Claims) -> Grant | None:
    """What the provider itself grants in claims of its own."""
    role = claims.get(names["role"])
    if role not in list(Role):
        return None
    provinces = _texts(claims.get(names.get("provinces", "")))
    organisations = _texts(claims.get(names.get("organisations", "")))
    if not provinces and not organisations:
        return None
    everything = ALL in provinces or ALL in organisations
    return _of(Role(role), everything, provinces, organisations)


def _of(role: Role, everything: bool, provinces: list[str], organisations: list[str]) -> Grant:
    """Stewards handle the very files that hold the counts, so that nothing is withheld from them."""
    is_inside = role is Role.steward
    if everything:
        return Grant(role, Reach(True, organisations=frozenset(organisations) - {ALL}, is_inside=is_inside))
    return Grant(role, Reach(False, frozenset(provinces), frozenset(organisations), is_inside))


def _texts(claim: object) -> list[str]:
    """A claim as texts: providers send one text or a list of them."""
    values = claim if isinstance(claim, list) else [claim]
    return [value for value in values if isinstance(value, str) and value]
