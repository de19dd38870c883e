"""What the file of grants gives to whom, and that a file which is not understood gives nothing to anybody."""

from collections.abc import Callable
from pathlib import Path

import pytest
import signing_in

from dashboard.access import entry, grants, identity
from dashboard.access.entry import Refusal, Refused
from dashboard.access.grants import Grant, Role, WrongGrants
from warehouse.home import DATA_VARIABLE
from warehouse.narrow import Reach

Write = Callable[[str], None]
VIEWER, STEWARD = Role.viewer, Role.steward


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write the file of grants of a data folder of this test alone."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    return lambda text: (tmp_path / "access.toml").write_text(text, encoding="utf-8") and None


@pytest.mark.parametrize(
    ("claims", "grant"),
    [
        (
            {"sub": "x", "email": "PHITSANULOK@example.org", "email_verified": True},
            Grant(VIEWER, Reach(provinces=frozenset({"65"}))),
        ),
        ({"sub": "x", "email": "phitsanulok@example.org"}, None),
        ({"sub": "x", "email": "phitsanulok@example.org", "email_verified": "true"}, None),
        (
            {"sub": "det-udom-steward"},
            Grant(STEWARD, Reach(organisations=frozenset({"4340701"}), is_inside=True)),
        ),
        ({"sub": "x", "groups": "watchers"}, Grant(VIEWER, Reach(is_everything=True))),
        ({"sub": "x", "groups": ["a", "watchers"]}, Grant(VIEWER, Reach(is_everything=True))),
        ({"sub": "x", "groups": {"watchers": 1}}, None),
        ({"sub": "x", "groups": "not-watchers"}, None),
        ({"sub": "steward"}, Grant(STEWARD, Reach(is_everything=True, is_inside=True))),
        (
            {"sub": "x", "sutcharit_role": "viewer", "sutcharit_organisations": ["1", 2, "", "3"]},
            Grant(VIEWER, Reach(organisations=frozenset({"1", "3"}))),
        ),
        (
            {"sub": "x", "sutcharit_role": "steward", "sutcharit_provinces": "all"},
            Grant(STEWARD, Reach(is_everything=True, is_inside=True)),
        ),
        ({"sub": "x", "sutcharit_role": "owner", "sutcharit_provinces": "all"}, None),
        ({"sub": "x", "sutcharit_role": ["steward"], "sutcharit_provinces": "all"}, None),
        ({"sub": "x", "sutcharit_role": "viewer"}, None),
        ({"sub": "nobody"}, None),
        ({}, None),
    ],
)
def test_the_first_grant_that_fits_counts(
    write: Write, claims: dict[str, object], grant: Grant | None
) -> None:
    write(signing_in.GRANTS)
    assert grants.read().of(claims) == grant


WHO = '[[grant]]\nsub = "a"\n'


@pytest.mark.attack
@pytest.mark.parametrize(
    "text",
    [
        "grant = ",
        "grant = 1",
        "unknown = 1",
        "hours = 0",
        'hours = "12"',
        "hours = true",
        "contact = 1",
        'trust_email = "yes"',
        '[[grant]]\nrole = "viewer"\neverything = true',
        WHO + 'role = "viewer"',
        WHO + "everything = true",
        WHO + 'role = "owner"\neverything = true',
        WHO + 'role = "viewer"\neverything = "true"',
        WHO + 'role = "viewer"\nprovinces = "65"',
        WHO + 'role = "viewer"\nprovinces = [65]',
        WHO + 'role = "viewer"\nprovince = ["65"]',
        WHO + 'email = "a@b"\nrole = "viewer"\neverything = true',
        '[[grant]]\nclaim = "groups"\nrole = "viewer"\neverything = true',
        '[[grant]]\nsub = ""\nrole = "viewer"\neverything = true',
        '[claims]\nprovinces = "p"',
        '[claims]\nrole = "r"\nscope = "s"',
        "\x00",
    ],
)
def test_a_file_that_is_not_understood_lets_nobody_in(
    write: Write, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    write(text)
    with pytest.raises(WrongGrants):
        grants.read()
    monkeypatch.setattr(identity, "is_configured", lambda: True)
    monkeypatch.setattr(identity, "of_page", dict)
    with pytest.raises(Refused) as refused:
        entry.of_page()
    assert refused.value.refusal is Refusal.half_configured
    assert entry.reader().reach == Reach()


@pytest.mark.attack
def test_grants_without_a_provider_close_the_door(write: Write) -> None:
    write(signing_in.GRANTS)
    with pytest.raises(Refused) as refused:
        entry.of_page()
    assert refused.value.refusal is Refusal.half_configured


@pytest.mark.attack
def test_a_provider_without_grants_gives_nobody_a_role(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert grants.read().of({"sub": "steward", "email": "a@b", "email_verified": True}) is None


@pytest.mark.attack
def test_a_grant_that_is_taken_back_ends_at_once(write: Write) -> None:
    write(signing_in.GRANTS)
    assert grants.read().of({"sub": "steward"})
    write('contact = "x"')
    assert grants.read().of({"sub": "steward"}) is None
