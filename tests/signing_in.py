"""A real OpenID provider on this machine, a data folder with grants, and people who sign in to a server over it."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from warnings import catch_warnings, simplefilter

import httpx2
from joserfc import jwt
from joserfc.jwk import OctKey

with catch_warnings():
    # The provider still uses what Authlib will take away.
    simplefilter("ignore")
    from oidc_provider_mock import User, run_server_in_thread

SECRET = "a secret that nobody else has, and long enough"
PHITSANULOK, DET_UDOM, SAMRAN = "2650101", "4340701", "5350108"
GRANTS = f"""
contact = "กองแผนและงบประมาณ โทร. 1234"

[[grant]]
email = "Phitsanulok@example.org"
role = "viewer"
provinces = ["65"]

[[grant]]
sub = "det-udom-steward"
role = "steward"
organisations = ["{DET_UDOM}"]

[[grant]]
sub = "samran-viewer"
role = "viewer"
organisations = ["{SAMRAN}"]

[[grant]]
claim = "groups"
value = "watchers"
role = "viewer"
everything = true

[[grant]]
sub = "steward"
role = "steward"
everything = true

[claims]
role = "sutcharit_role"
provinces = "sutcharit_provinces"
organisations = "sutcharit_organisations"
"""
PEOPLE = {
    "phitsanulok": {"email": "phitsanulok@example.org", "email_verified": True},
    "impostor": {"email": "phitsanulok@example.org"},
    "det-udom-steward": {"name": "Det Udom"},
    "samran-viewer": {},
    "watcher": {"groups": ["others", "watchers"]},
    "steward": {},
    "by-claim": {"sutcharit_role": "viewer", "sutcharit_provinces": ["34"]},
    "claims-too-much": {"sutcharit_role": "administrator", "sutcharit_provinces": ["all"]},
    "claims-no-scope": {"sutcharit_role": "steward"},
    "nobody": {"email": "nobody@example.org", "email_verified": True},
}


@contextmanager
def provider() -> Iterator[str]:
    """The address of an OpenID provider that knows some people, and lets any other name in, too."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    people = [User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


def folder_with_grants(folder: Path, warehouse: Path, issuer: str) -> Path:
    """A data folder over a copy of a warehouse, with grants, and beside it the secrets of the provider."""
    data = folder / "data"
    shutil.copytree(warehouse, data / "warehouse")
    (data / "access.toml").write_text(GRANTS, encoding="utf-8")
    secrets = folder / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "sutcharit"
client_secret = "known to both"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
""",
        encoding="utf-8",
    )
    return data


def visitor(server: str) -> httpx2.Client:
    """Somebody with a browser of their own, who is not signed in."""
    return httpx2.Client(base_url=server, timeout=30)


def signed_in(server: str, sub: str) -> httpx2.Client:
    """Somebody who has signed in by the provider, step by step as a browser does."""
    client = visitor(server)
    claims = {"provider": "default", "exp": int(time.time()) + 60}
    token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))
    to_provider = client.get("/auth/login", params={"provider": token})
    assert to_provider.status_code == 302
    back = httpx2.post(to_provider.headers["location"], data={"sub": sub})
    assert back.status_code == 302, back.text
    callback = back.headers["location"]
    assert callback.startswith(server)
    home = client.get(callback)
    assert (home.status_code, urlsplit(home.headers["location"]).path) == (302, "/")
    return client
